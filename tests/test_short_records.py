"""Records of a line or two whose source gives title, day or speaker: nothing that they say is taken for a head."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord
from indexer.understanding.parsing import parse
from tests.format_files import read_one
from tests.spoken import said

GIVEN = '---\ntitle: "On the River"\ndate: 2006-06-30\n---\n'


def _read(folder: Path, body: str) -> ParsedRecord:
    return parse(read_one(folder, "a.md", GIVEN + body), load_knowledge())


@pytest.mark.parametrize("body", [
    "Just on the Murray River, and what is to be announced of it",
    "Ost, Hanna Maria (Harbour Press) for a book on the tides",
    "30 June 2006\n\nOn the River\n\nIt opens the door to boats of every size",
])
def test_a_line_without_a_stop_is_what_a_record_says(tmp_path: Path, body: str) -> None:
    (section,) = _read(tmp_path, body).sections
    assert section.text == body.rsplit("\n", 1)[-1]


def test_a_day_and_the_title_again_are_no_words(tmp_path: Path) -> None:
    assert _read(tmp_path, "30 June 2006\n\nOn the River\n").sections == ()


def test_words_are_those_of_whom_the_source_names_as_the_speaker_alone() -> None:
    words = "The river needs boats of every size, and a lock that lets them pass."
    assert said(words, title="On the River", speaker=("Hanna Ost",)) == [("The river needs", "Hanna Ost")]


def test_a_report_that_names_the_speaker_of_its_source_is_told_by_somebody_else() -> None:
    words = "The river needs a lock, as Minister Hanna Ost has told the house."
    assert ("The river needs", "Hanna Ost") not in said(words, title="On the River", speaker=("Hanna Ost",))
