"""Footnotes and references: words with their numbers, but no sections for each number."""

from __future__ import annotations

import pytest

from indexer.marks import before_note, is_heading_line
from indexer.understanding.structure.sections import split
from tests.laid_out import record_of, seen

SAID = "I expect that the river will rise in the course of the coming spring, and that the boats will go."
NOTES = ["1. The views in this speech are my own and not those of the commission.",
         "2. See West (2001), who finds that rivers rise in spring and fall in summer.",
         "3. East (1999) says more of it."]
SPEECH = ["The river in spring", "May 3, 2019", "{0}{1}", "## Boats", "{0}{2}", "## Bridges", "{0}{3}"]


def page(marks: tuple[str, str, str], *, title: str = "") -> str:
    lines = "\n".join(SPEECH).format(SAID, *marks)
    return "\n".join([lines, *([title] if title else []), *NOTES])


@pytest.mark.parametrize("marks", [("1", "2", "3"), ("[1]", "[2]", "[3]"), ("¹", "²", "³")])
def test_notes_that_the_words_refer_to_stay_in_the_section_they_stand_in(marks: tuple[str, str, str]) -> None:
    found = seen(split(record_of(page(marks))))
    assert [heading for _, heading, _ in found] == [None, "Boats", "Bridges"]


def test_footnotes_under_a_heading_are_one_section() -> None:
    last = split(record_of(page(("1", "2", "3"), title="Footnotes"))).sections[-1]
    assert last.text.startswith("Footnotes")
    assert all(note in last.text for note in NOTES)


def test_a_paragraph_that_ends_in_the_number_of_a_note_is_no_line_of_the_head() -> None:
    layout = split(record_of(page(("1", "2", "3"))))
    assert [line.text for line in layout.head] == ["May 3, 2019"]
    assert layout.sections[0].text == f"{SAID}1"


@pytest.mark.parametrize(("line", "note"), [
    ("The boats will go.1", "1"), ("The boats will go.[12]", "[12]"), ("“The boats will go.”3,4", "3,4"),
    ("The boats will go. [2]", " [2]"), ("The boats will go. /END/", " /END/"), ("The boats will go.*", "*")])
def test_a_sentence_ends_before_the_number_of_its_note(line: str, note: str) -> None:
    assert line[before_note(line):] in (note, f"”{note}")
    assert not is_heading_line(line)


@pytest.mark.parametrize("line", ["Growth of 2.5", "Resolution No.5", "Talks of May 3", "Annex (1)", "Section 2.1"])
def test_a_number_after_no_sentence_is_no_note(line: str) -> None:
    assert before_note(line) == len(line)
