"""Whose words an article or letter in the first person is: of one, of two together, of an office."""

from __future__ import annotations

import pytest

from indexer.knowledge.loading import load_knowledge
from indexer.model import Given, ParsedRecord
from indexer.understanding.parsing import parse
from tests.laid_out import record_of

KNOWLEDGE = load_knowledge()
OURS = ("We grew up on two shores of the same sea, and we know what it means when a border is moved by force.",
        "That is why we call on our partners to give what is needed, and to give it before the winter comes.")
MINE = ("I have seen the delta this week, and I was asked what we are going to do about it.",
        "I call upon our neighbours to dredge it on their side of the water, as we have done on ours.")
NOTE = "Hanna Ost is Minister of Foreign Affairs of Norway. Nils Berg is Minister of Foreign Affairs of Poland."


def _parsed(*lines: str, given: Given | None = None) -> ParsedRecord:
    return parse(record_of("\n".join(lines), given=given), KNOWLEDGE)


def _said(record: ParsedRecord) -> list[tuple[str, tuple[str, ...]]]:
    return [(section.text[each.start:each.end][:7], each.speakers)
            for section in record.sections for each in section.statements]


@pytest.mark.parametrize("lines", [
    ("# Do not look away", "By Hanna Ost and Nils Berg", *OURS, NOTE),
    ("# Op-ed by Foreign Ministers Hanna Ost and Nils Berg", "9 May 2023", *OURS, NOTE),
    ("# Open letter to the people of the delta", "9 May 2023", *OURS, "Hanna Ost, Minister for Ports, Norway",
     "Nils Berg, Minister for Ports, Poland")], ids=["by", "in the title", "signed"])
def test_what_two_have_written_together_is_said_by_both(lines: tuple[str, ...]) -> None:
    record = _parsed(*lines)

    assert [person.name for person in record.participants] == ["Hanna Ost", "Nils Berg"]
    assert _said(record) == [("We grew", ("both",)), ("That is", ("both",))]


def test_a_note_tells_the_office_of_the_one_who_wrote() -> None:
    record = _parsed("# The river and us", "By Hanna Ost", *MINE, "Hanna Ost is Minister of Ports of Norway.")

    assert [(person.name, person.role) for person in record.participants] == [("Hanna Ost", "Minister of Ports")]
    assert {speakers for _, speakers in _said(record)} == {("Hanna Ost",)}


@pytest.mark.parametrize(("title", "office"), [
    ("Prime Minister's Press Statement during the Visit to Kenya", "Prime Minister"),
    ("IAEA Director General Statement to the Board of Governors", "IAEA Director General"),
    ("Governor’s Opening Remarks", "Governor")])
def test_an_office_that_a_title_begins_with_says_the_words_below(title: str, office: str) -> None:
    assert {speakers for _, speakers in _said(_parsed(f"# {title}", "10 July 2016", *MINE))} == {(office,)}


def test_a_report_by_a_reporter_is_not_the_reporters_words() -> None:
    record = _parsed("# Minister opens harbour", "By Nils Berg", "OSTHOLM, May 3 - Minister Hanna Ost opened the port.",
                     "She said that the delta would be dredged in June.")

    assert "Nils Berg" not in {person.name for person in record.participants}


def test_a_message_within_quotation_marks_is_said_by_its_sender() -> None:
    record = _parsed("# Message of Condolence from Minister for Ports Hanna Ost on the Earthquake", "April 18, 2016",
                     "1. On Monday, Ms. Hanna Ost, Minister for Ports, sent the following message to Mr. Nils Berg, "
                     "Minister for Ports of Ecuador.", f'2. "{" ".join(MINE)}"')

    assert _said(record) == [('"I have', ("Hanna Ost",))]


def test_an_address_to_somebodys_dinner_is_not_that_persons() -> None:
    record = _parsed("# Address to the Rev the Hon Dr Nils Berg Tribute Dinner, Sydney", "15 November 2005", *MINE,
                     given=Given(extra={"prime-minister": "Ost, Hanna"}))

    assert {speakers for _, speakers in _said(record)} == {("Hanna Ost",)}
