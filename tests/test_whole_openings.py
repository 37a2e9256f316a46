"""Title, day and place of pages that are read from their file, menus and letterheads and all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord
from indexer.reading import parsed_records

PAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "openings.toml").read_text(encoding="utf-8"))["page"]


def read(folder: Path, text: str, suffix: str = ".txt") -> ParsedRecord:
    """The one record of a file with that text."""
    (folder / f"page{suffix}").write_text(text, encoding="utf-8")
    records = [each for source in find_sources([folder / f"page{suffix}"]) if isinstance(source, SourceFile)
               for each in parsed_records(source, load_knowledge(), Limits())]
    parsed = next(iter(records))
    assert isinstance(parsed, ParsedRecord)
    return parsed


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_gives_its_title_day_and_place(page: dict[str, Any], tmp_path: Path) -> None:
    parsed = read(tmp_path, page["text"], page.get("suffix", ".txt"))
    place, when = parsed.place, parsed.when
    got = {
        "title": parsed.title or "-",
        "day": when.first.isoformat() if when else "-",
        "city": (place.city if place else None) or "-",
        "country": (place.iso2 if place else None) or "-",
    }
    assert {name: got[name] for name in got if name in page} == {name: page[name] for name in got if name in page}


def test_a_courtesy_call_from_a_minister_is_no_telephone_call(tmp_path: Path) -> None:
    parsed = read(tmp_path, "Courtesy Call\n\nMay 5, 2022\n\nOn May 5, Minister Hale received a courtesy call from "
                            "Foreign Minister Orr of Fiji.\n")
    assert parsed.place is None or parsed.place.mode == "in-person"


@pytest.mark.parametrize("title", ["Remarks by President Hale During Bilateral Meeting",
                                   "At A Teacher Town Hall Meeting: Remarks on Reform", "Remarks at Press Conference"])
def test_a_meeting_without_a_name_of_its_own_is_no_event(title: str, tmp_path: Path) -> None:
    parsed = read(tmp_path, f"{title}\n\nMay 5, 2022\n\nThank you all for coming. It is a fine day for it.\n")
    assert (parsed.event, parsed.place) == (None, None)


def test_what_a_speaker_looks_forward_to_is_not_where_he_speaks(tmp_path: Path) -> None:
    parsed = read(tmp_path, "Remarks by President Hale\n\nMay 5, 2022\n\nI hope to welcome you to Paris next year. "
                            "When we met in Rome, you told me as much.\n")
    assert parsed.place is None


def test_a_page_whose_only_repeated_line_is_its_day_takes_its_title_from_the_page_head(tmp_path: Path) -> None:
    text = ("<html><head><title>Bank: Speech, Hale -- Is the Money Safe? -- May 5, 2003</title></head><body><p>Remarks "
            "by Governor Hale</p><p>May 5, 2003</p><p>It is an honor to have this opportunity to speak here "
            "here tonight, and I thank the club.</p></body></html>")
    assert read(tmp_path, text, ".html").title == "Is the Money Safe?"
