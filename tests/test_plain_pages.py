"""Plain extracted pages, read from their file: every fact that `plain_pages.toml` gives of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.model import ParsedRecord
from tests.test_whole_openings import read

PAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "plain_pages.toml").read_text(encoding="utf-8"))["page"]


def facts(parsed: ParsedRecord) -> dict[str, Any]:
    """What a page's facts are compared with; "-" for what is not given."""
    when, place = parsed.when, parsed.place
    return {
        "title": parsed.title,
        "breadcrumb": parsed.breadcrumb,
        "day": "/".join(filter(None, (when.iso(), when.iso_end()))) if when else None,
        "basis": when and when.basis,
        "rule": when and when.rule,
        "time": when and when.time,
        "time_basis": when and when.time_basis,
        "dateline": parsed.dateline and parsed.dateline.isoformat(),
        "venue": place and place.place,
        "city": place and place.city,
        "country": place and place.iso2,
        "mode": place and place.mode,
        "inferred": ",".join(place.inferred) if place else None,
        "event": parsed.event,
        "kind": parsed.kind,
        "sections": [f"{section.number or '-'}|{section.heading or '-'}" for section in parsed.sections
                     if section.kind != "lead"],
        "count": len(parsed.sections),
    }


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_plain_page_gives_its_facts(page: dict[str, Any], tmp_path: Path) -> None:
    got = facts(read(tmp_path, page["text"], page.get("suffix", ".txt")))
    judged = page.keys() & got.keys()
    assert {name: "-" if got[name] is None else got[name] for name in judged} == {name: page[name] for name in judged}
