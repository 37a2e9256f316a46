"""Transcripts as they are laid out: what stands above the first turn, topics, whose words stand unlabelled."""

from __future__ import annotations

import pytest

from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord
from indexer.understanding.parsing import parse
from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

KNOWLEDGE = load_knowledge()
TITLE = "Press Conference by Minister of Ports Hanna Ost\n3 March 2015\n"
TURNS = ("REPORTER: Will the delta be dredged before the summer?",
         "MINISTER OST: It will, and I shall watch it myself.",
         "REPORTER: Who pays?", "MINISTER OST: Those who sail there pay for it, as they always have.")


def _headings(text: str) -> list[str | None]:
    return [section.heading for section in split(record_of(text)).sections]


def _parsed(text: str) -> ParsedRecord:
    return parse(record_of(text), KNOWLEDGE)


@pytest.mark.parametrize("form", ["• {}", "- {}", "** {}", "**{}", "[Statement by {}]", "{}"])
def test_a_topic_above_its_first_turn_heads_it(form: str) -> None:
    topics = ("Minister Ost on the Delta", "Minister Ost on Tariffs")
    text = TITLE + "\n".join((form.format(topics[0]), *TURNS[:2], form.format(topics[1]), *TURNS[2:]))

    found = _headings(text)

    assert [str(heading).removeprefix("Statement by ") for heading in found] == list(topics)


@pytest.mark.parametrize("index", [
    ["I N D E X", "Briefer: Hanna Ost", "RIVERS", "1-2 Dredging of the Delta", "2 Tariffs", "DPB #144",
     "WEDNESDAY, MARCH 3, 2015, 1:10 P.M."],
    ["Members present: Nils West; Ana Lima", "Questions 1 - 6", "Witnesses: Hanna Ost"],
])
def test_lists_above_the_first_turn_are_no_sections(index: list[str]) -> None:
    sections = split(record_of("\n".join((TITLE, *index, *TURNS)))).sections

    assert sections[0].text.startswith("REPORTER: Will")


def test_prose_above_the_first_turn_stays() -> None:
    lead = "Minister Ost met the press after her talks with the ferrymen, who had waited since the morning."

    assert split(record_of("\n".join((TITLE, lead, *TURNS)))).sections[0].text == lead


@pytest.mark.parametrize("margin", ["2.36 pm", "11:05 a.m.", "24 Mar 2011 : Column 1114", "[Column 12W]", "● (1115)",
                                    "[Translation]"])
def test_margins_of_a_chambers_record_are_no_words_of_a_turn(margin: str) -> None:
    text = "\n".join((TITLE, *TURNS[:2], margin, *TURNS[2:]))

    assert margin not in "\n".join(section.text for section in split(record_of(text)).sections)


@pytest.mark.parametrize("heading", ["Q&A", "Questions and answers", "Q & A session", "P R O C E E D I N G S"])
def test_a_heading_that_names_no_topic_does_not_hold_questions_together(heading: str) -> None:
    third = ("REPORTER: Is there a map of it?", "MINISTER OST: There is, and you will have it today.")
    text = TITLE + "\n".join(("Opening remarks", TURNS[1], heading, *TURNS, *third))

    assert [section.kind for section in split(record_of(text)).sections][-3:] == ["question"] * 3


def test_answers_without_labels_belong_to_the_one_who_is_asked() -> None:
    text = "\n".join(("Press remarks by Minister of Ports Hanna Ost upon arrival", "3 March 2015",
                      "Good morning. I am glad that we could agree on the delta before the summer.",
                      "Q. Will the delta be dredged? The ferrymen doubt it.", "It will, and I shall watch it myself.",
                      "As for the ferrymen, I respect them.", "Q. Who pays?", "Those who sail there."))
    _, first, second = _parsed(text).sections

    assert (first.statements[0].speakers, first.statements[0].act) == (("Reporter",), "asked")
    assert [each.speakers for each in (*first.statements[1:], *second.statements[1:])] == [("Hanna Ost",)] * 3


def test_a_written_answer_is_of_the_minister_below_the_word_answer() -> None:
    text = "\n".join(("UNSTARRED QUESTION NO. 12", "1. SHRI NILS WEST:",
                      "Will the Minister of PORTS be pleased to state whether the delta is to be dredged?", "ANSWER",
                      "THE MINISTER OF PORTS", "[SMT. HANNA OST]",
                      "Yes, Sir. The work began in May and will go on until the monsoon."))

    said = [each for section in _parsed(text).sections for each in section.statements]

    assert [each.speakers for each in said][-1] == ("Hanna Ost",)


def test_a_journalist_may_be_one_letter() -> None:
    text = TITLE + "\n".join(("PM:", "Thank you. I had an hour with the President.", "J:", "Did you raise the delta?",
                              "PM:", "I did, and he listened.", "J:", "What did he say?", "PM:", "Ask him."))

    assert [section.speakers[0] for section in _parsed(text).sections if section.kind == "question"] == ["Reporter"] * 2


@pytest.mark.parametrize("paragraph", ["Commends the Member States for their efforts.", "Decides to go on with it.",
                                       "Strongly condemns the attack on the market, and demands that it end."])
def test_the_paragraphs_of_a_resolution_are_said_by_all(paragraph: str) -> None:
    text = ("COMMUNIQUÉ\nCommuniqué of the 12th meeting of the River Council\nThe River Council,\n"
            f"1. {paragraph}\n2. Welcomes the report of the Commission;\n3. Requests the Commission to go on.")

    assert all(section.speakers == ("all",) for section in _parsed(text).sections if section.number)


def test_what_follows_the_closing_quotation_mark_is_told() -> None:
    text = ("PM Ost's remarks at the Cabinet meeting\nPrime Minister Hanna Ost made the following remarks:\n"
            "\"I spoke with the ferrymen this morning, and I told them that we shall dredge the delta.\n"
            "We shall stay with them.\"\nThe Cabinet then heard a briefing on the preparations for the winter.")

    said = [each for section in _parsed(text).sections for each in section.statements]

    assert len(said) == 2


def test_initials_are_the_one_whose_name_they_shorten() -> None:
    text = "\n".join(("Interview with Hanna Ost", "Nils West (NW): Good morning. Will you dredge the delta?",
                      "Minister Hanna Ost (MHO): I will.", "NW: Who pays?", "MHO: Those who sail there pay for it."))

    first, second = (section.speakers for section in _parsed(text).sections)

    assert (len(first), len(second)) == (2, 2)
    assert first[1] == second[1] == "Hanna Ost"


@pytest.mark.parametrize("heading", ["[Statement by H.E. Mr. {}, Prime Minister of Chad]", "Remarks by President {}",
                                     "Opening statement by Minister {}"])
def test_words_below_a_heading_are_of_the_one_whom_it_names(heading: str) -> None:
    names = ("Nils West", "Hanna Ost")
    words = "On behalf of my Government I welcome my guest, and I am glad that we could agree on the delta today."
    text = "Joint Press Announcement\nOctober 19, 2020\n" + "\n".join(
        f"{heading.format(name)}\n{words} {name[0]}." for name in names)

    assert [section.speakers for section in _parsed(text).sections] == [(name,) for name in names]


@pytest.mark.parametrize("dash", ["- ", "– ", "— ", "—"])
def test_a_quotation_above_its_source_is_the_sources(dash: str) -> None:
    text = "\n".join((
        "Minister Ost announces help for the delta", "June 8, 2021",
        "Minister Hanna Ost announced that the delta will be dredged.", "Quotes",
        "“We shall not look away from the delta, and I am glad of it.”",
        f"{dash}The Honourable Hanna Ost, Minister of Ports", "“We thank her, who came when the cameras had gone.”",
        f"{dash}His Excellency Nils West, Ambassador of Chad"))

    said = [(each.speakers, section.text[each.start])
            for section in _parsed(text).sections for each in section.statements]

    assert said[-2:] == [(("Hanna Ost",), "“"), (("Nils West",), "“")]


def test_a_spokesperson_is_the_one_whose_briefing_it_is() -> None:
    text = "\n".join(("Daily briefing", "16 March 2010",
                      "The following is a transcript of today’s briefing by Nils Berg, Spokesperson for the Council.",
                      "Question: Has the delta been dredged?",
                      "Spokesperson: Not to my knowledge, no."))

    assert _parsed(text).sections[-1].speakers == ("Reporter", "Nils Berg")


def test_questions_that_nothing_marks_are_told_in_interviews() -> None:
    text = "\n".join(("Interview with Minister Hanna Ost", "Good afternoon. I speak of the delta, and of no more.",
                      "You said that it would be dredged. When?", "In the summer, when the water is low.", "Who pays?",
                      "Those who sail there.", "And the ferrymen?", "I respect them."))

    assert [section.speakers for section in _parsed(text).sections if section.kind == "question"] == [
        ("Reporter", "Hanna Ost")] * 3


def test_questions_in_a_speech_are_its_speakers() -> None:
    text = "\n".join(("Speech by Minister Hanna Ost", "I ask myself often what we do here.", "Who dredges the delta?",
                      "We do, and we always have.", "Who pays for it?", "We do, and we always have.", "Who thanks us?",
                      "I do, my friends."))

    assert {name for section in _parsed(text).sections for name in section.speakers} == {"Hanna Ost"}


def test_with_whom_one_appears_before_the_press_is_named_by_the_title() -> None:
    text = "\n".join(("Remarks at joint press availability with Foreign Minister Arsenia Berg", "MAY 19, 2021",
                      "FOREIGN MINISTER BERG: You came down the river by boat, and I am glad.", "QUESTION: Who pays?",
                      "FOREIGN MINISTER BERG: Those who sail there."))

    assert [person.name for person in _parsed(text).participants] == ["Arsenia Berg"]


def test_a_list_of_who_speaks_tells_whose_initials_are_whose() -> None:
    text = "\n".join(("Interview by the Minister for Ports with Radio Delta", "Date: 29 January 2018",
                      "Presenter: Nils Karlsen (NK)", "Interviewee: Hanna Ost TD, Minister for Ports (HO)",
                      "NK: Will you dredge it?", "HO: I will, and I shall watch it myself.", "NK: Who pays?",
                      "HO: Those who sail there, as ever."))

    assert [section.speakers for section in _parsed(text).sections] == [("Nils Karlsen", "Hanna Ost")] * 2


def test_unlabelled_words_of_a_briefing_are_the_spokespersons_not_an_experts() -> None:
    text = "\n".join(("Press Briefing by the Spokesperson of the Ministry of Ports, 4 April 2019", "1. Fishermen",
                      "Good morning. I am happy to say that our fishermen will come home on Saturday.",
                      "Question: Had they been fishing illegally?", "Spokesperson: I have asked Ms. Ost to speak.",
                      "Ms. Hanna Ost: Thank you. We are proposing an amendment."))

    assert _parsed(text).sections[0].statements[0].speakers == ("Spokesperson",)


@pytest.mark.parametrize("form", ["{}", "**{}**", "{}:", "1. {}"])
def test_words_below_a_name_and_office_are_of_that_person(form: str) -> None:
    people = ("President Hanna Ostberg", "Prime Minister Nils Karlsen")
    said = ("I am glad to welcome my friend to this hall, and we have agreed on the delta.",
            "I thank you for the welcome, and I told my colleague that we shall dredge it.")
    text = "Joint Press Announcement\nMarch 3, 2015\n" + "\n".join(
        f"{form.format(person)}\n{words}" for person, words in zip(people, said, strict=True))

    assert [section.speakers for section in _parsed(text).sections] == [("Hanna Ostberg",), ("Nils Karlsen",)]


def test_a_heading_that_names_somebody_does_not_let_him_speak() -> None:
    text = "\n".join(("Speech by Minister Hanna Ostberg", "March 3, 2015", "My visit",
                      "I went to the delta in the spring, and I saw how much is to be done.", "Prime Minister Karlsen",
                      "He received us well, and he told us that he would help to dredge it."))

    assert {name for section in _parsed(text).sections for name in section.speakers} == {"Hanna Ostberg"}


@pytest.mark.parametrize(("office", "label"), [
    ("Director General", "DG"), ("High Representative/Vice-President", "HR/VP"), ("Secretary-General", "SG")])
def test_initials_of_an_office_are_its_holder(office: str, label: str) -> None:
    text = "\n".join((f"Press remarks by {office} Hanna Ostberg", "3 March 2015", "QUESTION: Will it be dredged?",
                      f"{label}: It will, and I shall watch it.", "QUESTION: Who pays?", f"{label}: They do, as ever."))

    assert [section.speakers for section in _parsed(text).sections] == [("Reporter", "Hanna Ostberg")] * 2


@pytest.mark.parametrize("line", [
    "Inquiries: Special Adviser to the Minister, tel. +358 295 350 000", "Next Post: Remarks on the Rhine",
    "0 Comments",
    "Address: No. 2, Quay Street, Ostholm", "For information media. Not an official record.",
    "Press Service of the President", "Rahman/Selina/Rezaul/2017/1930 Hrs."])
def test_what_closes_a_page_is_no_section(line: str) -> None:
    words = "Minister Ost met Minister Karlsen in Ostholm today, and they spoke about the delta and its ferries."
    told = "Minister Ost said that the delta would be dredged, and Minister Karlsen welcomed this very much."

    sections = split(record_of("\n".join((TITLE, words, told, line)))).sections

    assert all(line not in section.text for section in sections)


def test_a_speech_that_quotes_others_by_their_labels_stays_the_speakers() -> None:
    lines = [f"I have seen the delta {at} times, and I say again that we shall dredge it before the winter comes."
             for at in range(9)]
    text = "\n".join(("Speech by Minister for Ports Hanna Ost at the Harbour", "4 April 2019", *lines,
                      "NILS KARLSEN: You will never do it, not in a hundred years.",
                      "JAN LUND: We shall see about that, my friends.", lines[0]))
    record = _parsed(text)

    assert [person.name for person in record.participants] == ["Hanna Ost"]


def test_what_a_file_says_nobody_said_has_no_speaker() -> None:
    lines = ("<The RECORDER> By Mr. OST: A bill to dredge the delta was read the first time.",
             "<Mr. OST> Mr. President, I rise to speak of the delta, as I have done before.",
             "<Unknown> The bill was ordered to be printed.")
    record = _parsed("\n".join(lines))

    assert [(each.speakers) for section in record.sections for each in section.statements] == [("Ost",)]
    assert [person.label for person in record.participants] == ["Ost"]


def test_letters_set_apart_are_initials_of_an_office() -> None:
    text = "\n".join(("Interview given by the Prime Minister, Mr Nils Lund, at Headquarters", "12 March 1971",
                      "Q. Will you dredge it, Prime Minister?", "P M: I will, and in June.", "Q. Who pays for it?",
                      "P M: Those who sail there."))

    assert [person.name for person in _parsed(text).participants] == ["Nils Lund"]
