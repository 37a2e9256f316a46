"""No record makes an answer huge: long fields are cut when they are read, and said; lists show short names."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer import open_engine
from indexer.formats import Limits, SourceFile, find_sources, read_records
from indexer.formats.bounds import ADDRESS, LINE, MOST, NAME, NOTE
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.model import Problem, Record
from tests.fake_engine import FakeEngine, speech, summit
from webapp import create_app, exports

LONG = "x" * 119_000
FIELDS = ("title", "kind", "publisher", "language", "place", "event", "speaker_role", "breadcrumb", "note", "id")


def rows() -> list[dict[str, Any]]:
    """Records of which each has one field that is longer than a book's chapter."""
    found: list[dict[str, Any]] = []
    for number in range(48):
        row: dict[str, Any] = {"id": f"r{number}", "title": f"Peace {number}", "date": "2016-11-19",
                               "text": f"The peace of number {number}.\n\n1. Peace here.\n\n2. Peace there."}
        at = number % 12
        if at < len(FIELDS):
            row[FIELDS[at]] = f"{number} peace {LONG}"
        elif at == 10:
            row["source_url"] = f"https://example.org/{LONG}{number}"
        else:
            row |= {"speaker": [f"{number}a{LONG}", "Mr. B"], "topics": [f"t{number}{LONG}", "peace"],
                    "participants": [f"p{number}{LONG}"] * 5, "extra field": LONG, f"{LONG}": "1"}
        if at == 1:
            row["text"] = f"# {LONG}\n\nThe word is peace.\n\n## {LONG}\n\nPeace."
        found.append(row)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sizes")
    (folder / "records").mkdir()
    (folder / "records" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows()))
    (folder / "records" / "page.md").write_text(f"# {LONG}\n\nThe word is peace.\n\n## Peace\n\n{'Peace. ' * 30_000}\n")
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    build_index((folder / "records",), open_engine(folder / "index"), data_folder(), jobs=1)
    return create_app(config={"INDEX": str(folder / "index"), "BUDGET_MS": 60_000}).test_client()


def read(folder: Path) -> list[Record | Problem]:
    return [each for source in find_sources([folder / "records"], limits=Limits()) if isinstance(source, SourceFile)
            for each in read_records(source)]


def test_fields_too_long_for_what_they_are_are_cut_and_each_is_named(folder: Path) -> None:
    found = read(folder)
    given = [each.given for each in found if isinstance(each, Record)]
    assert len(given) == 49
    assert max(len(each.title or "") for each in given) == LINE
    assert max(len(each.publisher or "") for each in given) == NAME
    assert max(len(each.note or "") for each in given) == NOTE
    assert not [each for each in given if each.source_url and len(each.source_url) > ADDRESS]
    assert max(len(value) for each in given for value in (*each.participants, *each.extra.values())) == NOTE
    told = [str(each) for each in found if isinstance(each, Problem)]
    assert [each for each in told if "source_url: 119,0" in each and "it is left out" in each]
    assert [each for each in told if "title: 119,0" in each and "first 1,000 are kept" in each]
    assert all(each.severity == "warning" for each in found if isinstance(each, Problem))
    assert not [each for each in told if len(each) > 600]


def test_a_heading_as_long_as_a_page_is_a_paragraph_and_keeps_its_words(folder: Path) -> None:
    page = next(each for each in read(folder) if isinstance(each, Record) and each.path.name == "page.md")
    assert LONG in page.text
    assert [block.kind for block in page.blocks if block.end - block.start > LINE][:1] == ["paragraph"]
    assert [page.text[block.start:block.end] for block in page.blocks if block.kind == "heading"] == ["Peace"]


def test_a_record_may_have_a_thousand_names_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    row = {"title": "Peace", "text": "Peace.", "participants": [f"Name {n}" for n in range(5_000)]}
    (tmp_path / "records" / "a.jsonl").write_text(json.dumps(row) + "\n")
    found = read(tmp_path)
    assert [len(each.given.participants) for each in found if isinstance(each, Record)] == [MOST]
    told = [str(each) for each in found if isinstance(each, Problem)]
    assert [each for each in told if "participants: " in each and " values; the first 1,000 are kept" in each]


LISTS = ("/", "/search?q=peace&limit=100&group=none", "/search.json?q=peace&limit=100",
         "/search.atom?q=peace&limit=100", "/who?q=peace", "/who.csv", "/who.json", "/over-time?q=peace", "/coverage",
         "/suggest?q=pe", "/sitemap.xml",
         *(f"/facet/{name}" for name in ("speaker", "place", "topic", "publisher", "kind", "date", "act")),
         "/api/v1/facets/topic?limit=1000", "/api/v1/search?q=peace&limit=100")


@pytest.mark.parametrize("address", LISTS)
def test_no_list_grows_with_the_length_of_what_its_records_are_called(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.data) < 600_000
    if answer.mimetype == "text/html":
        assert "x" * 1_000 not in answer.get_data(as_text=True)


def table(client: FlaskClient) -> list[list[str]]:
    text = client.get("/search.csv?q=peace").get_data(as_text=True)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_cuts_what_a_spreadsheet_cannot_hold_and_ends_where_it_is_long_enough(
        client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(client)
    assert len(whole) > 49
    assert max(len(cell) for row in whole for cell in row) <= exports.MOST_IN_CELL
    assert [row for row in whole if row[-1].endswith("…")]
    monkeypatch.setattr(exports, "MOST_IN_FILE", 40_000)
    short = table(client)
    assert short[:-1] == whole[:len(short) - 1]
    assert len(short) < len(whole)
    assert short[-1][0].startswith("further rows are left out")
    assert {len(row) for row in short} == {len(whole[0])}


def test_a_table_has_all_rows_in_order_though_they_are_asked_for_a_part_at_a_time(
        client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = client.get("/search.csv?q=peace").data
    monkeypatch.setattr("webapp.views.data.AT_ONCE", 7)
    assert client.get("/search.csv?q=peace").data == at_once
    assert at_once.startswith(client.get("/search.csv?q=peace&limit=10").data)


def test_a_page_of_hits_cuts_names_that_an_index_made_before_may_hold() -> None:
    found = [replace(each, title=f"Peace {LONG}", heading=LONG, publisher=LONG, speakers=(LONG,), topics=(LONG,))
             for each in (*summit(), *speech())]
    engine = FakeEngine(found)
    answer = create_app(engine).test_client().get("/search?q=peace&limit=100")
    assert answer.status_code == 200
    assert "x" * 400 not in answer.get_data(as_text=True)
