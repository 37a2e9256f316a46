"""Where sections begin: every style of numbering and heading that official pages use, in invented snippets."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from indexer.model import Given
from indexer.understanding.layout import Layout
from indexer.understanding.structure.sections import slug, split
from tests.laid_out import record_of, seen, words_of

LEAD = "On May 3, Minister Ost met with Minister West in Oslo, Norway, for half an hour. The outline is as follows."
SAID = "Minister Ost stated that the river commission would meet before the summer and asked for an early reply."
REPLY = "In response, Minister West explained that the draft was almost ready and welcomed the proposal."
BOTH = "The two ministers shared the view that the fishing season should be fixed by common consent this year."

STYLES = {
    "numbered headings with items": (
        f"{LEAD}\n1. Rivers\n(1) {SAID}\n(2) {REPLY}\n2. Fish\n{BOTH}",
        [(None, None), ("1(1)", None), ("1(2)", None), ("2", "Fish")]),
    "headings without a dot whose items' numbers are the same": (
        f"{LEAD}\n1 Opening remarks\n1. {SAID}\n2. {REPLY}\n2 Rivers\n1. {BOTH}\n2. {SAID} Twice.",
        [(None, None), ("1.1", None), ("1.2", None), ("2.1", None), ("2.2", None)]),
    "a bracketed number as sub-heading": (
        f"{LEAD}\n4. Global challenges\n(1) Disarmament of the upper valley\n{SAID}\n(2) Climate\n{REPLY}",
        [(None, None), ("4(1)", "Disarmament of the upper valley"), ("4(2)", "Climate")]),
    "third-level letters stay in their item": (
        f"{LEAD}\n1. Rivers\n(1) Dams\n(a) {SAID}\n(b) {REPLY}\n(2) Locks\n{BOTH}",
        [(None, None), ("1(1)", "Dams"), ("1(2)", "Locks")]),
    "numbered paragraphs without headings": (
        f"{LEAD}\n1. {SAID}\n2. {REPLY}\n3. {BOTH}",
        [(None, None), ("1", None), ("2", None), ("3", None)]),
    "numbered paragraphs with tabs": (
        f"{LEAD}\n1.\t{SAID}\n2.\t{REPLY}", [(None, None), ("1", None), ("2", None)]),
    "escaped numbers": (
        f"{LEAD}\n1\\. {SAID}\n2\\. {REPLY}\n3\\. {BOTH}", [(None, None), ("1", None), ("2", None), ("3", None)]),
    "run-in headings": (
        f"{LEAD}\n1. Rivers: {SAID}\n2. Fish: {REPLY}\n3. Next meeting: {BOTH}",
        [(None, None), ("1", "Rivers"), ("2", "Fish"), ("3", "Next meeting")]),
    "a bracketed number on top, a run-in heading below it": (
        f"{LEAD}\n(1) Bilateral affairs\n1. Rivers: {SAID}\n2. Fish: {REPLY}\n(2) World affairs\n{BOTH}",
        [(None, None), ("(1)1", "Rivers"), ("(1)2", "Fish"), ("(2)", "World affairs")]),
    "roman headings over numbers that run on": (
        f"{LEAD}\nI. Aims\n1. {SAID}\n2. {REPLY}\nII. Measures\n3. {BOTH}",
        [(None, None), ("I1", None), ("I2", None), ("II3", None)]),
    "roman headings with a dash": (
        f"{LEAD}\nI - Aims\n{SAID}\nII - Measures\n{REPLY}", [(None, None), ("I", "Aims"), ("II", "Measures")]),
    "numbers that run on across unnumbered headings": (
        f"{LEAD}\nOverview\n1. {SAID}\n2. {REPLY}\nCooperation on rivers\n3. {BOTH}",
        [(None, None), ("1", None), ("2", None), ("3", None)]),
    "unnumbered headings": (
        f"{LEAD}\nRivers and dams\n{SAID}\nFish\n{REPLY}\nNorthern islands\n{BOTH}",
        [(None, None), (None, "Rivers and dams"), (None, "Fish"), (None, "Northern islands")]),
    "headings of the source": (
        f"{LEAD}\n## Rivers\n{SAID}\n### Dams\n{REPLY}\n## Fish\n{BOTH}",
        [(None, None), (None, "Rivers"), (None, "Dams"), (None, "Fish")]),
    "numbered headings of the source": (
        f"{LEAD}\n## 1. Rivers\n{SAID}\n## 2. Fish\n{REPLY}", [(None, None), ("1", "Rivers"), ("2", "Fish")]),
    "bold paragraphs as headings": (
        f"{LEAD}\n**Rivers**\n{SAID}\n**Fish: the northern stocks**\n{REPLY}",
        [(None, None), (None, "Rivers"), (None, "Fish: the northern stocks")]),
    "headings in capitals": (
        f"{LEAD}\nRIVERS AND DAMS\n{SAID}\nFISH\n{REPLY}", [(None, None), (None, "RIVERS AND DAMS"), (None, "FISH")]),
    "headings in brackets": (
        f"(On the state of the river talks)\n{SAID}\n(On the telephone talk with Minister West)\n{REPLY}",
        [(None, "(On the state of the river talks)"), (None, "(On the telephone talk with Minister West)")]),
    "bullets as paragraphs": (
        f"{LEAD}\n- {SAID}\n- {REPLY}\n- {BOTH}", [(None, None), ("-", None), ("-", None), ("-", None)]),
    "bullets under a numbered heading": (
        f"{LEAD}\n1. Rivers\n{SAID}\n2. Fish\n• {REPLY}\n• {BOTH}", [(None, None), ("1", "Rivers"), ("2•", None),
                                                                     ("2•", None)]),
    "bullets that hide numbers": (
        f"{LEAD}\n1. Rivers\n- (1) {SAID}\n- (2) {REPLY}\n• 2. (1) {BOTH}\n• (2) {SAID} Again.",
        [(None, None), ("1(1)", None), ("1(2)", None), ("2(1)", None), ("2(2)", None)]),
    "double numbering": (
        f"1. 1. {LEAD}\n1. 2. {SAID}\n1. 3. {REPLY}", [("1", None), ("2", None), ("3", None)]),
    "a lead that is item 1": (
        f"1. {LEAD}\n2. {SAID}\n3. {REPLY}", [("1", None), ("2", None), ("3", None)]),
    "a list that begins anew": (
        f"{LEAD}\n1. {SAID}\n2. {REPLY}\n1. {BOTH}", [(None, None), ("1", None), ("2", None), ("1", None)]),
    "a heading without words": (
        f"{LEAD}\n1. Rivers\n{SAID}\n2. Fish\n3. Trade\n{BOTH}",
        [(None, None), ("1", "Rivers"), ("2", "Fish"), ("3", "Trade")]),
    "enumerations inside sentences": (
        f"{LEAD}\n1. {SAID} It will (1) read and (2) write.\n2. He named A) rivers, B) fish and C) trade: {BOTH}",
        [(None, None), ("1", None), ("2", None)]),
    "articles": (
        f"{LEAD}\nArticle 1\n{SAID}\nArticle 2\n{REPLY}", [(None, None), ("Article 1", None), ("Article 2", None)]),
    "decimals": (
        f"{LEAD}\n1. Rivers\n1.1 Dams\n{SAID}\n1.2 Locks\n{REPLY}\n2. Fish\n{BOTH}",
        [(None, None), ("1.1", "Dams"), ("1.2", "Locks"), ("2", "Fish")]),
    "full-width numbers": (
        f"{LEAD}\n１．Rivers\n（１）{SAID}\n（２）{REPLY}", [(None, None), ("1(1)", None), ("1(2)", None)]),
    "letters as headings": (
        f"{LEAD}\nA. Rivers\n{SAID}\nB. Fish\n{REPLY}", [(None, None), ("A", "Rivers"), ("B", "Fish")]),
    "a heading that carries a date": (
        f"{LEAD}\n1. Meeting with Minister East (May 4)\n{SAID}\n2. Courtesy call on the King (May 5)\n{REPLY}",
        [(None, None), ("1", "Meeting with Minister East (May 4)"), ("2", "Courtesy call on the King (May 5)")]),
}


@pytest.mark.parametrize(("text", "expected"), STYLES.values(), ids=STYLES)
def test_each_style_of_numbering_gives_its_sections(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = [(number, heading) for number, heading, _ in seen(split(record_of(text)))]

    assert found == expected


def test_the_seed_has_its_lead_and_seven_parts(shared: Path) -> None:
    text = (shared / "seed" / "japan-russia-2016-11-19.txt").read_text(encoding="utf-8")

    layout = split(record_of(text))

    assert [each.key for each in layout.sections] == ["lead", "1-1", "1-2", "2-1", "2-2", "3", "4", "5"]
    assert layout.breadcrumb is not None
    assert layout.breadcrumb.text == "Japan-Russia Relations"
    assert layout.sections[1].path == ("General remarks",)
    assert [line.text for line in layout.boilerplate] == ["Back to Japan-Russia Relations"]


def test_a_section_has_its_words_without_number_and_heading() -> None:
    layout = split(record_of(f"{LEAD}\n1. Rivers: {SAID}\n2. Fish: {REPLY}"))

    assert layout.sections[1].text == SAID


def test_headings_above_a_section_are_its_path() -> None:
    layout = split(record_of(f"{LEAD}\n## Europe\n### Rivers\n{SAID}\n### Fish\n{REPLY}\n## Asia\n{BOTH}"))

    assert [each.path for each in layout.sections] == [(), ("Europe",), ("Europe",), ()]


def test_a_contents_list_is_dropped_and_its_headings_stay() -> None:
    layout = split(record_of(f"Press Conference by the Spokesman\nMain topics:\n1. Rivers\n2. Fish\n"
                             f"1. Rivers\n{SAID}\n2. Fish\n{REPLY}"))

    assert [(each.number, each.heading) for each in layout.sections] == [("1", "Rivers"), ("2", "Fish")]
    assert [line.text for line in layout.boilerplate] == ["Main topics:", "1. Rivers", "2. Fish"]


def test_a_paragraph_that_stands_twice_counts_once() -> None:
    layout = split(record_of(f"{LEAD}\n1. {SAID}\n2. {REPLY}\n{SAID}\n{SAID}"))

    assert sum(SAID in each.text for each in layout.sections) <= 2
    assert layout.boilerplate


def test_the_same_heading_may_come_twice() -> None:
    layout = split(record_of(f"{LEAD}\n## Rivers\n{SAID}\n## Rivers\n{REPLY}"))

    assert [each.key for each in layout.sections] == ["lead", "rivers", "rivers~2"]


def test_a_list_in_the_middle_of_a_speech_is_no_outline() -> None:
    prose = "\n".join(f"We remember the year {year}, and all that our fathers and mothers built in it with their own "
                      f"hands, and we are grateful for the bridges and for the schools." for year in range(1950, 1970))
    later = prose.replace("19", "18")
    layout = split(record_of(f"{prose}\n1. Bread for every table.\n2. Work for every hand.\n{later}"))

    assert all(each.number is None for each in layout.sections)


def test_notes_at_the_end_are_one_section() -> None:
    layout = split(record_of(f"## Rivers\n{SAID}\n## Notes\n1. See the report of the commission.\n2. See the treaty.",
                             given=Given(title="Speech")))

    assert [each.number for each in layout.sections] == [None, None]
    assert layout.sections[-1].text.startswith("Notes")


def test_footnotes_stay_in_their_section() -> None:
    layout = split(record_of(f"{LEAD}\n1. {SAID}\n(note) It was founded in 1921.\n2. {REPLY}\n(*1) In local money."))

    assert "(note)" in layout.sections[1].text
    assert "(*1)" in layout.sections[2].text


def test_headings_of_unmarked_groups_are_parents() -> None:
    layout = split(record_of(f"{LEAD}\n**Annex I**\n**Statement on rivers**\n{SAID}\n"
                             f"**Annex II**\n**Statement on fish**\n{REPLY}"))

    assert [(each.heading, each.path) for each in layout.sections[1:]] == [
        ("Statement on rivers", ("Annex I",)), ("Statement on fish", ("Annex II",))]


def test_short_prose_of_one_voice_is_one_section() -> None:
    text = ("We condemn what was done to our rivers this spring.\nI thank those who came to help us.\n"
            "We shall not rest until the water is clean.")
    layout = split(record_of(text, given=Given(title="Statement on rivers")))

    assert [each.kind for each in layout.sections] == ["section"]


def test_a_readout_in_short_paragraphs_has_a_section_for_each() -> None:
    text = ("The Prime Minister met the President of Norway this morning.\n"
            "The Prime Minister welcomed the river treaty.\nThe President thanked the Prime Minister for the fish.\n"
            "They agreed to stay in touch.")

    assert len(split(record_of(text, given=Given(title="PM meeting"))).sections) == 4


def test_long_prose_is_cut_at_paragraphs_into_passages_of_useful_length() -> None:
    words = "speaks of rivers and of fish and of the sea " * 6
    paragraphs = "\n".join(f"Paragraph {at} {words}today." for at in range(40))
    counts = [len(each.text.split()) for each in split(record_of(paragraphs)).sections]

    assert all(120 <= count <= 250 for count in counts[:-1])


def test_a_page_without_words_has_no_section() -> None:
    assert split(record_of("Photo gallery\n= The ministers\n(Photo 1)\nBack to top")).sections == ()


HEADS = [
    ("Japan-Norway Relations\nMay 3, 2019", None, "Japan-Norway Relations", ["May 3, 2019"]),
    ("Press Releases\nMeeting of Foreign Ministers\nMay 3, 2019", "Meeting of Foreign Ministers", "Press Releases",
     ["May 3, 2019"]),
    ("Meeting of Foreign Ministers\nMay 3, 2019", "Meeting of Foreign Ministers", None, ["May 3, 2019"]),
    ("New York\n14 March 2015\nReadout of the meeting with the Minister",
     "Readout of the meeting with the Minister", None, ["New York", "14 March 2015"]),
    ("Joint press point\nby the Secretary General with the Prime Minister of Norway\n31 Jan. 2023 -",
     "Joint press point by the Secretary General with the Prime Minister of Norway", None, ["31 Jan. 2023 -"]),
    ("Press Conference by the Minister\nDate: Tuesday, July 29, 2008, 11:16 a.m.\nPlace: Ministry",
     "Press Conference by the Minister", None, ["Date: Tuesday, July 29, 2008, 11:16 a.m.", "Place: Ministry"]),
    ("Home > News > Press\nMeeting of Ministers", "Meeting of Ministers", "Home > News > Press", []),
    ("# Meeting of Ministers\nMay 3, 2019", "Meeting of Ministers", None, ["May 3, 2019"]),
]


@pytest.mark.parametrize(("head", "title", "breadcrumb", "lines"), HEADS,
                         ids=[head[0].split("\n")[0] for head in HEADS])
def test_the_head_is_told_from_the_words(head: str, title: str | None, breadcrumb: str | None,
                                         lines: list[str]) -> None:
    layout = split(record_of(f"{head}\n{LEAD}\n1. {SAID}\n2. {REPLY}"))

    assert (layout.title.text if layout.title else None) == title
    assert (layout.breadcrumb.text if layout.breadcrumb else None) == breadcrumb
    assert [line.text for line in layout.head] == lines
    assert [line.text for line in layout.lead] == [LEAD]


def test_a_place_line_above_the_words_is_no_heading() -> None:
    layout = split(record_of(f"**Jeddah, Saudi Arabia**\n{LEAD}\n**Rivers**\n{SAID}",
                             given=Given(title="A communique")))

    assert [line.text for line in layout.head] == ["Jeddah, Saudi Arabia"]


def test_the_lead_of_a_numbered_lead_is_item_one() -> None:
    assert [line.text for line in split(record_of(f"1. {LEAD}\n2. {SAID}")).lead] == [f"1. {LEAD}"]


FURNITURE = ["Back to Japan-Norway Relations", "Related Information (Norway)", "Page Top", "###", "* * *",
             "END 3:31 P.M. EDT",
             "English (PDF/56KB)", "Japanese", "(Photo: Cabinet Public Relations Office)", "Check against delivery!",
             "[Provisional translation]", "This is a provisional translation for reference purposes.", "- 12 -",
             "Last updated: 31 Jan. 2023", "(END)", "Archives (Press Releases)", "(photo 4) The ministers shake hands",
             "Fact sheet (English (PDF/88KB) Open a New Window)", "Share this page", "https://example.org/page"]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_of_the_page_is_dropped(line: str) -> None:
    layout = split(record_of(f"{LEAD}\n1. {SAID}\n{line}\n2. {REPLY}"))

    assert [each.text for each in layout.boilerplate] == [line]


def test_a_folder_can_name_lines_to_drop() -> None:
    layout = split(record_of(f"{LEAD}\n{SAID}\nRiver Gazette, page seven",
                             given=Given(boilerplate=("River Gazette.*",))))

    assert [line.text for line in layout.boilerplate] == ["River Gazette, page seven"]


def test_keys_do_not_change_when_another_section_does() -> None:
    before = split(record_of(f"{LEAD}\n1. Rivers\n{SAID}\n2. Fish\n{REPLY}"))
    after = split(record_of(f"{LEAD}\n1. Rivers\n{SAID}\n{BOTH} More.\n2. Fish\n{REPLY}"))

    assert [each.key for each in before.sections] == [each.key for each in after.sections] == ["lead", "1", "2"]


def test_a_slug_is_short_and_plain() -> None:
    assert slug("2(1)") == "2-1"
    assert slug("Économie & Pêche: " + "très " * 30) == "economie-peche-tres-tres-tres-tres-tres-tres-tre"


LINES = st.lists(st.sampled_from([
    LEAD, SAID, REPLY, BOTH, "1. Rivers", "2. Fish", "(1) " + SAID, "(2) " + REPLY, "(a) " + BOTH, "• " + SAID,
        "- (1) " + REPLY,
    "I. Aims", "II - Means", "## Rivers", "# Fish", "**Trade**", "RIVERS", "(On rivers and fish)", "Question:",
        "Minister Ost:",
    "Reporter: " + SAID, "Minister Ost: " + REPLY, "May 3, 2019", "Back to News", "= A caption", "Q    What of it?",
        "* * *", "3.",
    "<Mr. East> " + SAID, "<Ms. North> Why?", "Main topics:", "Annex I", "Thank you.", "(Laughter.)",
        "Mr. WEST. Mr. President, yes."]),
    max_size=24)


def _all_words(layout: Layout) -> Counter[str]:
    parts = [line.text for line in (*layout.head, *layout.boilerplate)]
    parts += [line.text for line in (layout.title, layout.breadcrumb) if line]
    for each in layout.sections:
        parts += [each.text, each.heading or ""]
    paths = {heading for each in layout.sections for heading in each.path}
    return Counter(words_of(" ".join(parts + sorted(paths))))


@settings(max_examples=300, deadline=None)
@any_of(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    """Each word stands in the head, in a section or its path, or in the boilerplate; only numbers are taken off."""
    record = record_of("\n".join(lines) or "x")

    missing = set(words_of(record.text)) - set(_all_words(split(record)))

    assert all(word.isdigit() or len(word) < 3 for word in missing)


@settings(max_examples=200, deadline=None)
@any_of(LINES)
def test_offsets_and_keys_hold(lines: list[str]) -> None:
    record = record_of("\n".join(lines) or "x")
    layout = split(record)

    keys = [each.key for each in layout.sections]
    assert len(set(keys)) == len(keys)
    for line in (*layout.head, *layout.lead, *layout.boilerplate):
        assert record.text[line.start:line.end] == line.text
    for each in layout.sections:
        assert 0 <= each.start <= each.end <= len(record.text)
        assert each.text.split("\n\n")[-1] in record.text[each.start:each.end]
        for turn in each.turns:
            assert 0 <= turn.label_start <= turn.start <= turn.end <= len(each.text)


@settings(max_examples=200, deadline=None)
@any_of(st.text(st.sampled_from(string.ascii_letters[:6] + " \n.:()1•-#QAM*"), max_size=300))
def test_any_text_can_be_split(text: str) -> None:
    layout = split(record_of(text or "x"))

    assert all(each.key for each in layout.sections)


def test_what_questions_were_about_heads_the_answers_in_brackets() -> None:
    page = (f"The press conference was held at the lake house.\n(On whether the river will rise)\n{SAID}\n"
            f"(On the fact that the mayor has called for boats to be sent)\n{REPLY}")
    assert [heading for _, heading, _ in seen(split(record_of(page)))][-2:] == [
        "(On whether the river will rise)", "(On the fact that the mayor has called for boats to be sent)"]


def test_an_item_that_ends_the_page_in_so_many_words_is_no_heading() -> None:
    page = (f"Talks on rivers\n1. {SAID}\n2. Meanwhile, Minister Ost offered his best wishes for the fair. /End/\n"
            "Attachment: boats.zip (2 MB)")
    assert [(number, heading) for number, heading, _ in seen(split(record_of(page)))] == [("1", None), ("2", None)]


@pytest.mark.parametrize("items", [
    ["Minister Ost stated his view first.", "Minister West responded to it and gave her own view."],
    ["The Press Secretary speaks about the flood on the river.", "He expresses condolences."]])
def test_bullets_that_are_short_whole_sentences_are_items(items: list[str]) -> None:
    found = split(record_of("\n".join(["Talks on rivers", *[f"- {item}" for item in items]]))).sections
    assert [(section.number, section.text) for section in found] == [("-", item) for item in items]


def test_words_below_the_bullets_of_a_record_are_a_section_of_their_own() -> None:
    page = f"Talks on rivers\n{LEAD}\n- {SAID}\n- {REPLY}\n{BOTH}"
    assert [section.text for section in split(record_of(page)).sections][-2:] == [REPLY, BOTH]


def test_bullets_that_are_no_sentences_are_no_items() -> None:
    page = f"Talks on rivers\n{LEAD}\n- Bridges over the upper lake\n- Boats for the harbour"
    assert len(split(record_of(page)).sections) == 1


def test_numbered_items_that_are_short_whole_sentences_are_items() -> None:
    page = f"{LEAD}\n1. Rivers\n(1) They welcomed the accord.\n(2) They agreed to meet again.\n2. Fish\n{BOTH}"
    assert [number for number, _, _ in seen(split(record_of(page)))] == [None, "1(1)", "1(2)", "2"]


def test_numbered_lines_that_are_no_sentences_are_no_items() -> None:
    page = f"{LEAD}\n1. Rivers\n{SAID}\n(1) Boats\n(2) Bridges\n2. Fish\n{BOTH}"
    assert [number for number, _, _ in seen(split(record_of(page)))] == [None, "1", "2"]


def test_what_is_said_again_and_again_is_no_contents_list() -> None:
    turns = ["JOURNALIST:", "Will you go?", "PRIME MINISTER:", "No.", "JOURNALIST:", "Is that your last word on it?",
             "PRIME MINISTER:", "It is the word that I have for you today, and it will do.",
             "JOURNALIST:", "Will you stay?", "PRIME MINISTER:", "No.", "JOURNALIST:", "So the matter is closed?",
             "PRIME MINISTER:", "The matter is closed, and I thank you all for coming here."]
    layout = split(record_of("\n\n".join(("A talk to the press", "5 May 2014", *turns))))
    assert not any(section.heading for section in layout.sections)
    assert layout.boilerplate == ()


def test_operative_clauses_that_end_in_semicolons_are_sections() -> None:
    text = ("The Council, having met in Oslo:\n1. Takes note of the report;\n"
            "2. Urges all parties to return to the talks; and\n3. Decides to remain seized of the matter.")
    layout = split(record_of(text, given=Given(title="Communiqué on Chad")))
    assert [each.number for each in layout.sections] == [None, "1", "2", "3"]


def test_a_list_of_what_was_signed_is_no_list_of_sections() -> None:
    text = ("The Presidents met in Oslo and witnessed the signing of these texts by their ministers this afternoon:\n"
            "1. Agreement on Fisheries;\n2. Memorandum on Forests;\n3. Programme of Exchange for 2021.")
    assert len(split(record_of(text, given=Given(title="Talks in Oslo"))).sections) == 1


def test_short_questions_of_a_fact_sheet_head_their_answers() -> None:
    text = ("Who can apply?\nStudents who have completed a degree in either country can apply from May on.\n"
            "What does it cost?\nThe fee is the same as that of the holiday visa for both countries.")
    layout = split(record_of(text, given=Given(title="Fact sheet: visas")))
    assert [each.heading for each in layout.sections] == ["Who can apply?", "What does it cost?"]
