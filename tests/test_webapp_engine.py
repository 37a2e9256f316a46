"""The site over the index that it is made for: from files to pages."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from indexer import Engine, SearchRequest, open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from tests.test_webapp import page, text
from webapp import create_app

RECORDS = {
    "lima.txt": """Japan-Russia Relations

November 19, 2016

On November 19, Mr. Shinzo Abe, Prime Minister of Japan, held a meeting with Mr. Vladimir Putin, President of the \
Russian Federation, in Lima, Peru.

1. Peace treaty

Prime Minister Abe explained his ideas about the peace treaty. President Putin welcomed the talks.

2. Economic field

Prime Minister Abe welcomed the work on economic cooperation.
""",
    "tokyo.md": """---
title: Japan-Germany Summit Meeting
date: 2019-02-04
place: Tokyo, Japan
publisher: Ministry of Foreign Affairs of Japan
source_url: https://example.org/tokyo
note: An invented record.
---
On February 4, Mr. Shinzo Abe, Prime Minister of Japan, held a meeting with Ms. Angela Merkel, Chancellor of Germany.

## Trade

Chancellor Merkel stated that the treaty on trade helps both economies.
""",
    "ja.md": """---
title: 首脳会談
date: 2018-05-01
language: ja
---
両首脳は、平和条約の締結について話し合いました。
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("site")
    (folder / "records").mkdir()
    for name, words in RECORDS.items():
        (folder / "records" / name).write_text(words, encoding="utf-8")
    made = open_engine(folder / "index")
    build_index((folder / "records",), made, data_folder())
    return made


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


def test_words_find_the_section_and_the_page_opens_there_with_them_marked(client: FlaskClient) -> None:
    found = page(client, "/search?q=peace+treaty")
    link = found.cssselect(".hit-title a")[0]
    assert " ".join(link.text_content().split()) == "1 Peace treaty"
    record = page(client, link.get("href").partition("#")[0])
    section = record.get_element_by_id(link.get("href").partition("#")[2])
    assert " ".join(text(section, "mark")) == "peace treaty"


def test_a_hit_shows_the_speaker_with_the_office_held_that_day(client: FlaskClient) -> None:
    assert "Shinzo Abe, Prime Minister, Japan" in " ".join(text(page(client, "/search?q=ideas"), ".hit-who"))


def test_two_speakers_widen_and_a_year_narrows(client: FlaskClient) -> None:
    one = page(client, "/search?speaker=Vladimir+Putin&group=none")
    two = page(client, "/search?speaker=Vladimir+Putin&speaker=Angela+Merkel&group=none")
    year = page(client, "/search?speaker=Vladimir+Putin&speaker=Angela+Merkel&date=2019&group=none")
    assert [len(each.cssselect(".hit")) for each in (one, two, year)] == [1, 2, 1]


def test_every_count_of_a_facet_is_what_its_value_finds(client: FlaskClient) -> None:
    facets = client.get("/search.json").get_json()["facets"]
    for name, values in facets.items():
        for value in values:
            found = client.get("/search.json", query_string={name: value["value"]}).get_json()
            assert found["total"]["sections"] == value["count"], (name, value)


def test_every_bar_leads_to_as_many_sections_as_it_says(client: FlaskClient) -> None:
    for bar in page(client, "/search").cssselect(".histogram a"):
        number = int(re.findall(r"(\d+) section", bar.get("aria-label"))[0])
        found = client.get(bar.get("href").replace("/search?", "/search.json?")).get_json()
        assert found["total"]["sections"] == number


def test_a_list_of_nothing_says_how_many_there_are_without_a_filter(client: FlaskClient) -> None:
    found = page(client, "/search?q=treaty&speaker=Angela+Merkel&to=2017")
    assert text(found, ".ways li") == [
        "without Speaker: Angela Merkel 1 section", "without Date: until 2017 1 section",
        "without all filters 2 sections"]


def test_japanese_is_found_by_two_characters_and_set_as_japanese(client: FlaskClient) -> None:
    found = page(client, "/search?q=条約")
    assert found.cssselect(".hit")[0].get("lang") == "ja"
    assert text(found, ".snippet mark")


def test_every_page_of_the_real_archive_answers(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/", "/search?q=treaty", "/coverage", "/help"]
    while waiting and len(seen) < 150:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        with client.get(address) as response:
            assert response.status_code == 200, address
            if response.mimetype == "text/html":
                found = html.document_fromstring(response.get_data(as_text=True))
                links = (str(each.get("href")).split("#")[0] for each in found.cssselect("a[href^='/']"))
                waiting += [link for link in links if link not in seen and "ui=" not in link]
    assert len(seen) > 60


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_no_query_makes_a_page_fail(client: FlaskClient, words: str) -> None:
    for address in ("/search", "/search.json", "/record/lima"):
        assert client.get(address, query_string={"q": words}).status_code == 200


def test_a_new_generation_is_shown_without_a_restart(engine: Engine, tmp_path: Path) -> None:
    made = open_engine(tmp_path / "index")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "one.txt").write_text(RECORDS["lima.txt"], encoding="utf-8")
    build_index((tmp_path / "records",), made, data_folder())
    client = create_app(config={"INDEX": str(tmp_path / "index")}).test_client()
    before = client.get("/search?q=zebra")
    (tmp_path / "records" / "two.txt").write_text("Zebras\n\nMarch 3, 2020\n\nThe minister spoke of a zebra.\n",
                                                  encoding="utf-8")
    build_index((tmp_path / "records",), made, data_folder())
    for _ in range(50):
        after = client.get("/search?q=zebra", headers={"If-None-Match": before.headers["ETag"]})
        if after.status_code != 304:
            break
        time.sleep(0.05)
    assert after.status_code == 200
    assert "<mark>zebra</mark>" in after.get_data(as_text=True)
    assert engine.search(SearchRequest(text="zebra")).total_sections == 0


def test_a_rate_is_of_all_words_under_the_same_filters(client: FlaskClient, engine: Engine) -> None:
    words = {bar.start[:4]: bar.words for bar in engine.over_time(SearchRequest(), "year")}
    rows = text(page(client, "/over-time?q=treaty&rate=1"), "tbody tr")
    year, sections, rate = rows[0].split()
    assert float(rate.replace(",", "")) == pytest.approx(10_000 * int(sections) / words[year], abs=0.01)


def test_who_said_it_is_dated_no_more_precisely_than_the_source(tmp_path: Path) -> None:
    records = tmp_path / "records"
    records.mkdir()
    for name, date in (("a", "2015"), ("b", "2017-03"), ("c", "2016-05-02")):
        (records / f"{name}.md").write_text(
            f"---\ntitle: Japan-Germany Summit Meeting\ndate: {date}\n---\nMr. Shinzo Abe, Prime Minister of Japan, "
            "held a meeting with Ms. Angela Merkel, Chancellor of Germany.\n\n## Trade\n\nChancellor Merkel stated "
            "that the treaty on trade helps both economies.\n", encoding="utf-8")
    made = open_engine(tmp_path / "index")
    build_index((records,), made, data_folder())
    rows = made.who(SearchRequest(text="treaty"))
    assert [(row.sections, row.first, row.last) for row in rows] == [(3, "2015", "2017-03")]
