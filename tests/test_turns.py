"""Whose turn a paragraph begins: the forms that labels take, and what only looks like one."""

from __future__ import annotations

import pytest

from indexer.model import Given
from indexer.understanding.structure.askers import askers
from indexer.understanding.structure.label_words import label_words
from indexer.understanding.structure.sections import split
from indexer.understanding.structure.turns import find_labels, find_turns
from tests.laid_out import record_of

ASKED = "Will the river commission meet again before the summer?"
SAID = "It will meet in June, and I expect that both sides will bring their drafts with them."

FORMS = {
    "a reporter": ["Reporter: " + ASKED, "Minister Ost: " + SAID],
    "no space after the colon": ["Reporter:" + ASKED, "Minister Ost:" + SAID],
    "surname and outlet": ["Okuda, River Gazette: " + ASKED, "Minister OST: " + SAID, "Mori, Radio Nord: " + ASKED,
                           "Minister OST: " + SAID],
    "outlet and surname": ["Kyodo News, Katsura: " + ASKED, "Minister Ost: " + SAID],
    "labels alone on their lines": ["Question:", ASKED, "Minister:", SAID],
    "a long label first": ["Mr. Jan Ost, Minister for Foreign Affairs: " + SAID, "Reporter: " + ASKED,
                           "Minister Ost: " + SAID],
    "a spokesman": ["Foreign Ministry Spokesman West: " + SAID, "Q: " + ASKED, "Mr. West: " + SAID],
    "capitals": ["REPORTER: " + ASKED, "CHIEF CABINET SECRETARY OST: " + SAID],
    "an honorific in capitals": ["QUESTION: " + ASKED, "MR. OST: " + SAID, "MODERATOR: Next, please."],
    "the same without a stop": ["QUESTION: " + ASKED, "MR OST: " + SAID],
    "role and full name": ["President of Norway Jan Ost: " + SAID,
                           "Prime Minister of Chad Ali West (retranslated): " + SAID,
                           "Jan Ost: " + SAID],
    "outlets as labels": ["The Paper: " + ASKED, "Mao Lan: " + SAID, "CCTV: " + ASKED, "Mao Lan: " + SAID,
                          "AFP: " + ASKED, "Mao Lan: " + SAID],
    "honorifics of other languages": ["Shri Ost, Official Spokesperson: " + SAID, "Question: " + ASKED,
                                      "Shri Ost: " + SAID],
    "time codes": ["Jan Ost (00:04): " + SAID, "Reporter (01:12): " + ASKED, "Jan Ost (01:15): " + SAID],
    "two names": ["President Ost: " + SAID, "Ost, West: " + SAID, "West: " + SAID, "Ost: " + SAID],
    "Q without a colon": ["Q    " + ASKED, "MS. WEST: " + SAID, "Q    And then? Will they sign?"],
    "Q with a stop": ["THE PRESIDENT. " + SAID, "Q. " + ASKED, "THE PRESIDENT. " + SAID],
    "Q and A": ["Q: " + ASKED, "A: " + SAID],
    "members of a chamber": ["Mr. OST. Mr. President, " + SAID,
                             "The PRESIDING OFFICER. Without objection, it is so ordered.",
                             "Mr. McWEST. " + SAID],
    "a member of a state": ["Mrs. OST of Maine. " + SAID, "The SPEAKER pro tempore. The gentlewoman is recognized."],
    "the President as printed in small letters": ["The President. " + SAID, "Q. " + ASKED, "The President. " + SAID],
    "a title with the constituency": ["Ms Ost (North Vale): " + ASKED, "The Minister for Rivers (Mr. West): " + SAID],
}


@pytest.mark.parametrize("lines", FORMS.values(), ids=FORMS)
def test_each_form_of_label_begins_a_turn(lines: list[str]) -> None:
    spoken = [line for line in lines if line not in (ASKED, SAID)]

    turns = find_turns("\n\n".join(lines))

    assert [turn.label for turn in turns] == [line[:len(str(turn.label))] for line, turn in zip(spoken, turns,
                                                                                                strict=True)]
    assert all(turn.label for turn in turns)


NOT_SPOKEN = {
    "a colon in mid-sentence": ["There are three rivers: the Ost, the West and the North.",
                                "We ask for one thing: patience."],
    "fields": ["Date: May 3, 2019", "Place: Oslo", "Time: 4 p.m.",
               "The ministers met and talked about the river for an hour."],
    "run-in headings": ["Security: The ministers discussed the state of the border and agreed to meet again soon.",
                        "Energy: The ministers welcomed the new line and thanked the engineers for their work on it."],
    "an address": ["https://example.org/news: see there.", "More at 5:30 p.m. tomorrow."],
    "a list of members": ["Norway: Jan Ost", "Chad: Ali West", "Peru: Ana Sur"],
    "prose": ["The river rose. Mr. Ost said that it would fall again.", "The Minister agreed."],
}


@pytest.mark.parametrize("lines", NOT_SPOKEN.values(), ids=NOT_SPOKEN)
def test_other_words_before_a_colon_begin_no_turn(lines: list[str]) -> None:
    assert find_turns("\n\n".join(lines)) == ()


def test_a_turn_has_its_words_without_its_label() -> None:
    text = f"Reporter: {ASKED}\n\nMinister Ost:{SAID}\n\nThank you."

    turns = find_turns(text)

    assert [text[turn.start:turn.end] for turn in turns] == [ASKED, f"{SAID}\n\nThank you."]
    assert [text[turn.label_start:turn.start].strip() for turn in turns] == ["Reporter:", "Minister Ost:"]


def test_words_before_the_first_label_are_a_turn_without_label() -> None:
    turns = find_turns(f"The ministers met the press.\n\nMinister Ost: {SAID}\n\nReporter: {ASKED}")

    assert [turn.label for turn in turns] == [None, "Minister Ost", "Reporter"]


def test_a_scanned_label_with_a_sign_before_it_is_read() -> None:
    lines = [f"JOURNALIST: {ASKED}", f"PM: {SAID}", f"JOURNALIST: {ASKED}", f"0 PM: {SAID}", f"JOURNALIST; {ASKED}",
             f"PM: {SAID}"]

    assert sorted(find_labels(lines)) == [0, 1, 2, 3, 4, 5]


def test_scanned_labels_without_a_colon_are_read_beside_questions() -> None:
    lines = [line for _ in range(4) for line in (f"Q. {ASKED}", f"PM {SAID}")]

    assert len(find_labels(lines)) == 8


def test_the_words_of_labels_can_be_edited() -> None:
    assert "reporter" in label_words().questioner


def test_a_question_begins_a_section_when_an_answer_stands_before_it() -> None:
    text = (f"MS. WEST: Good afternoon to you all in this room, and welcome.\nQ    {ASKED}\nQ    And where?\n"
            f"MS. WEST: {SAID}\nThat is all I have.\nQ    Thank you. {ASKED}\nMS. WEST: No.")
    layout = split(record_of(text, given=Given(title="Briefing")))

    assert [(each.kind, [turn.label for turn in each.turns]) for each in layout.sections] == [
        ("section", ["MS. WEST"]), ("question", ["Q", "Q", "MS. WEST"]), ("question", ["Q", "MS. WEST"])]


def test_an_interviewer_with_a_name_is_known_by_the_questions() -> None:
    layout = split(record_of(f"MITCHELL: Good morning. {ASKED}\nPRIME MINISTER: {SAID}\nMITCHELL: And who pays?\n"
                             f"PRIME MINISTER: {SAID}", given=Given(title="Interview")))

    assert [each.kind for each in layout.sections] == ["question", "question"]


def test_headings_over_a_press_conference_are_its_sections() -> None:
    text = (f"Opening Remarks\n(1) Visit to Oman\nMr. Jan Ost, Minister for Foreign Affairs: {SAID}\n"
            f"(2) Typhoon relief\n{SAID} We will send rice.\n"
            f"Missile launch\nReporter: {ASKED}\nMinister Ost: {SAID}\n"
            f"Reporter: And then? What will the Government do?\nMinister Ost: {SAID}")
    layout = split(record_of(text, given=Given(title="Press Conference")))

    assert [(each.number, each.heading, each.path) for each in layout.sections] == [
        ("(1)", "Visit to Oman", ("Opening Remarks",)), ("(2)", "Typhoon relief", ("Opening Remarks",)),
        (None, "Missile launch", ())]


def test_statements_to_the_press_are_a_section_each_after_a_summary() -> None:
    text = (f"The presidents made statements.\n* * *\nPresident of Norway Jan Ost: {SAID}\nMore of it.\n"
            f"President of Chad Ali West (retranslated): {SAID}\nJan Ost: Thank you. Let us go and sign the papers.")
    layout = split(record_of(text))

    assert [(each.kind, [turn.label for turn in each.turns]) for each in layout.sections] == [
        ("lead", []), ("section", ["President of Norway Jan Ost"]), ("section",
                                                                     ["President of Chad Ali West (retranslated)"]),
        ("section", ["Jan Ost"])]


def test_a_format_can_name_its_speakers() -> None:
    layout = split(record_of(f"<Ms. West> {SAID}\n<Ms. West> More.\n<Mr. Ost> {SAID}", given=Given(title="Rivers")))

    assert [[turn.label for turn in each.turns] for each in layout.sections] == [["Ms. West"], ["Mr. Ost"]]


def test_passages_of_a_long_turn_keep_its_speaker() -> None:
    words = "We remember the rivers and the people who lived by them for a thousand years and more."
    speech = "\n".join([words] * 90)
    layout = split(record_of(f"THE PRESIDENT: {speech}\nQ    {ASKED}\nTHE PRESIDENT: {SAID}",
                             given=Given(title="Remarks")))

    assert len(layout.sections) > 4
    assert all(each.turns[0].label == "THE PRESIDENT" for each in layout.sections[:-1])


@pytest.mark.parametrize("text", [
    "Frage: Wann wird das Abkommen unterzeichnet?\n\nBundesminister Ost: Wir arbeiten daran, und zwar jeden Tag.",
    "记者：条约什么时候签署？\n\n发言人：我们正在努力，希望今年夏天。",
    "Question : Quand signerez-vous le traité ?\n\nLe ministre : Nous y travaillons, et je pense que ce sera cet été."],
    ids=["German", "Chinese", "French"])
def test_labels_of_other_languages_begin_turns(text: str) -> None:
    assert len(find_turns(text)) == 2


def test_a_single_label_deep_in_prose_is_no_transcript() -> None:
    prose = "\n\n".join(["The river rose and fell again, as it does in every year of rain."] * 12)

    assert find_turns(f"{prose}\n\nMinister Ost: {SAID}\n\n{prose}") == ()


def test_a_role_and_full_name_before_words_in_the_first_person_count_deep_down() -> None:
    contents = "\n\n".join(["Ships of the northern harbours"] * 12)
    spoken = "Deputy Press Secretary Chiyo Harada: Good afternoon. I have two announcements on ships."

    (_, turn) = find_turns(f"{contents}\n\n{spoken}\n\n{SAID}")

    assert turn.label == "Deputy Press Secretary Chiyo Harada"


@pytest.mark.parametrize("list_of_names", ["Oslo Participants:", "Government Officials Included:", "Ocean Council:"])
def test_a_list_of_those_present_is_no_turn(list_of_names: str) -> None:
    lines = [list_of_names, "- Governor John Bell", "- Mayor Ann Hill", "Bergen Participants:", "- Mayor Tate Reed"]
    assert find_labels(lines) == {}


@pytest.mark.parametrize("outlets", [["The Lake Watch"], ["The Lake Watch", "Dragon Review"]])
def test_outlets_that_no_list_knows_ask_where_someone_answers_each_of_them(outlets: list[str]) -> None:
    lines = [line for outlet in outlets for line in (f"{outlet}: {ASKED}", f"Lan West: {SAID}")]
    named = [name for each in outlets for name in (each, "Lan West")]
    assert [label.text for label in find_labels(lines).values()] == named
    assert askers(find_labels(lines), lines) == {outlet.casefold() for outlet in outlets}


@pytest.mark.parametrize("opening", [
    "Fellow-Citizens of the Senate and the House of Representatives", "A New River Concept", "Our Common Water",
    "Dear Friends of the Ministers", "Distinguished Delegates"])
def test_those_addressed_and_the_titles_of_things_are_no_labels(opening: str) -> None:
    assert not find_labels([f"{opening}: {SAID}", SAID, f"{opening}: {SAID}"])


def test_a_question_that_breaks_off_goes_on_after_the_interruption() -> None:
    lines = ["Press conference on the bridge", "QUESTION: One on the bridge. Has the commission --",
             "MR. OST: Sorry, could you speak up?", *[f"QUESTION: {ASKED}", f"MR. OST: {SAID}"] * 2]
    assert [len(section.turns) for section in split(record_of("\n".join(lines))).sections] == [4, 2]
