"""Interviews: who asks, where the title or the head names the interviewer, and turns that extraction has glued."""

from __future__ import annotations

import pytest

from indexer.model import Section
from indexer.understanding.who.interviewers import interviewer, interviewers_of
from tests.spoken import present, said, understood

TURNS = """
HILL: Minister, is the harbour full?
MINISTER OST: It has been full since May.
HILL: Tell me what comes next.
MINISTER OST: A second quay, which the delta needs."""
FOOT = "3 March 2015\n"


def _sections(text: str) -> tuple[Section, ...]:
    return understood(text).sections


@pytest.mark.parametrize("title", [
    "Interview with Ann Hill, Radio 3",
    "TRANSCRIPT OF INTERVIEW WITH ANN HILL - RADIO 3",
    "Minister Hanna Ost interviewed by Ann Hill on the harbour",
    "Transcript of Interview of Minister Hanna Ost with Ann Hill and Bo Reed",
])
def test_a_title_names_who_asks(title: str) -> None:
    text = f"# {title}\n{FOOT}Minister of Ports Hanna Ost\n{TURNS}"
    assert present(text)["Ann Hill"] == "speaker"
    assert {speaker for _, speaker in said(text)} == {"Ann Hill", "Hanna Ost"}


def test_an_interviewers_turns_ask_whether_or_not_they_end_in_a_question() -> None:
    sections = _sections(f"# Interview with Ann Hill, Radio 3\n{FOOT}{TURNS}")
    acts = [each.act for section in sections for each in section.statements if each.speakers == ("Ann Hill",)]
    assert acts == ["asked", "asked"]


def test_whom_the_title_names_as_the_guest_does_not_ask() -> None:
    title = "Interview with Minister of Ports Hanna Ost"
    text = f"# {title}\n{FOOT}REPORTER: Is it full?\nOST: It is.\nREPORTER: Since when?\nOST: Since May."
    assert ("It is.", "Hanna Ost") in said(text)
    assert present(text)["Hanna Ost"] == "principal"


def test_a_label_that_two_interviewers_share_is_neither() -> None:
    names = interviewers_of(["Interview with Ann Hill and Bo Hill, Radio 3"])
    assert names == ("Ann Hill", "Bo Hill")
    assert interviewer("HILL", names) is None
    assert interviewer("BO HILL", names) == "Bo Hill"


def test_a_turn_that_extraction_has_glued_to_the_one_before_is_its_own() -> None:
    turns = "HOST: Thanks for joining us.PM: Thank you.\nHOST: Is it full?PM: Since May."
    text = f"# Interview on the Harbour\n{FOOT}{turns}"
    assert [words for words, *_ in said(text)] == ["Thanks for joining", "Thank you.", "Is it full?", "Since May."]


def test_initials_in_a_sentence_are_no_turn() -> None:
    text = f"# Interview on the Harbour\n{FOOT}HOST: What of the U.N.?\nPM: I told the U.S. Navy: Come in May.\n" * 2
    assert all("Navy: Come" in section.text for section in _sections(text) if "Navy" in section.text)


def test_what_happens_on_the_line_heads_nothing() -> None:
    happened = "(The connection is lost for a while.)"
    talk = "HOST: Is it full, and will it be full again when the fleet is back from the north in autumn?"
    text = (f"# Interview on the Harbour\n{FOOT}HOST: Can you hear me?\nPM: Yes.\n{happened}\n{talk}\n"
            f"PM: It is.\n{talk}\nPM: It will be.")
    assert [section.heading for section in _sections(text)] == [None] * 3
