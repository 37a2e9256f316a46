"""What can be taken away: JSON, CSV, Atom, citations, and the API."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from indexer import FACETS
from tests.fake_engine import FakeEngine, document, speech, summit
from webapp import create_app
from webapp.api import ENDPOINTS
from webapp.citations import FORMS, Citation, cite
from webapp.exports import BOM, cell, csv_text
from webapp.typical_words import counted, typical

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client() -> FlaskClient:
    return create_app(FakeEngine([*summit(), *speech()])).test_client()


@cache
def fixed_client() -> FlaskClient:
    return create_app(FakeEngine(summit())).test_client()


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True).removeprefix(BOM))))


def test_the_list_as_json_has_the_shape_scripts_rely_on(client: FlaskClient) -> None:
    found = client.get("/search.json?q=peace+treaty").get_json()
    assert {"query", "total", "hits", "facets", "took_ms", "limits"} <= set(found)
    assert found["query"] | {"notes": []} == {
        "text": "peace treaty", "parsed": "all of: peace, treaty", "literal": False, "notes": []}
    assert found["total"] == {"sections": 3, "records": 2}
    hit = next(each for each in found["hits"] if each["id"] == "summit#3")
    assert hit["url"] == "http://localhost/record/summit#3"
    assert hit["snippet"]["text"][slice(*hit["snippet"]["highlights"][0])] == "peace"
    assert set(found["facets"]) == set(FACETS)
    assert found["facets"]["speaker"][0] == {
        "value": "Shinzo Abe", "label": "Shinzo Abe", "count": 2, "records": 2, "selected": False}


def test_data_is_of_sections_unless_records_are_asked_for(client: FlaskClient) -> None:
    assert len(client.get("/search.json?q=treaty").get_json()["hits"]) == 3
    assert len(client.get("/search.json?q=treaty&group=record").get_json()["hits"]) == 2


def test_a_csv_file_has_query_filters_and_permalink_in_each_row(client: FlaskClient) -> None:
    found = rows(client, "/search.csv?q=treaty&speaker=Shinzo+Abe&from=2016")
    assert len(found) == 2
    assert {row["query"] for row in found} == {"treaty"}
    assert {row["filters"] for row in found} == {"speaker: Shinzo Abe; from: 2016"}
    assert found[0]["permalink"] == "http://localhost/section/summit/3"
    assert found[0]["text"].startswith("Abe explained")


def test_a_csv_file_opens_right_in_spreadsheets(client: FlaskClient) -> None:
    response = client.get("/search.csv?q=treaty")
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.data.count(b"\r\n") >= 4
    assert 'filename="on-record.csv"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_whatever_stands_in_a_cell_comes_back_as_text(values: list[str]) -> None:
    written = csv_text(["a"] * len(values), [values]).removeprefix(BOM)
    read = list(csv.reader(io.StringIO(written, newline="")))[1]
    assert read == [cell(value) for value in values]
    assert not any(value.lstrip()[:1] in tuple("=+-@") for value in read if value)


def test_a_feed_is_newest_first_with_lasting_ids(client: FlaskClient) -> None:
    response = client.get("/search.atom?q=treaty")
    feed = etree.fromstring(response.data)
    entries = feed.findall(f"{ATOM}entry")
    assert response.mimetype == "application/atom+xml"
    assert entries[0].findtext(f"{ATOM}id") == "http://localhost/section/speech/lead"
    assert entries[0].findtext(f"{ATOM}updated") == "2019-06-28T00:00:00Z"
    own = feed.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == "http://localhost/search.atom?q=treaty&sort=newest"


def test_a_feed_of_hostile_records_is_well_formed() -> None:
    bad = ']]></title><script>&"\x00\x0b\ufffe'
    client = create_app(FakeEngine([document("bad#1", bad, title=bad, heading=bad, speakers=(bad,),
                                             topics=(bad,))])).test_client()
    assert etree.fromstring(client.get("/search.atom").data).find(f"{ATOM}entry") is not None


CITATION = Citation(
    id="summit#3", title="Talks & {treaty} 100%", section="§ 3 Peace_treaty", speakers=("Shinzo Abe", "Vladimir Putin"),
    publisher="Ministry", date="2016-11-19", date_words="19 November 2016", place="Lima, Peru",
    source_url="https://example.org/a", permalink="https://site/section/summit/3", fingerprint="ab")


def test_a_citation_as_text_says_who_what_where_when_and_both_addresses() -> None:
    assert cite(CITATION, "text") == (
        "Shinzo Abe, Vladimir Putin. “Talks & {treaty} 100%”, § 3 Peace_treaty. Lima, Peru. 19 November 2016. "
        "Ministry. https://example.org/a [https://site/section/summit/3]")


def test_bibtex_is_escaped() -> None:
    written = cite(CITATION, "bibtex")
    assert written.startswith("@misc{summit-3,\n")
    assert r"title = {{Talks \& \{treaty\} 100\%}}" in written
    assert "author = {{Shinzo Abe} and {Vladimir Putin}}" in written
    assert "month = {11}" in written


def test_ris_has_a_line_a_value_and_cannot_be_broken_by_one() -> None:
    lines = cite(CITATION, "ris").split("\r\n")
    assert lines[0] == "TY  - GEN"
    assert "AU  - Vladimir Putin" in lines
    assert "DA  - 2016/11/19" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_json_keeps_the_precision_of_the_date() -> None:
    item = json.loads(cite(CITATION, "csl"))[0]
    assert item["issued"] == {"date-parts": [[2016, 11, 19]]}
    assert item["author"] == [{"literal": "Shinzo Abe"}, {"literal": "Vladimir Putin"}]


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_of_what_says_nothing_invents_nothing(form: str) -> None:
    bare = Citation(id="x#1", title="T", section="", speakers=(), publisher="", date="", date_words="", place="",
                    source_url="", permalink="https://site/section/x/1", fingerprint="")
    assert "None" not in cite(bare, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_can_be_taken_as_a_file(client: FlaskClient, form: str) -> None:
    response = client.get(f"/section/summit/3?format={form}")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "Shinzo Abe" in response.get_data(as_text=True)


def resolved(schema: Any, root: Any) -> Any:
    return root["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def fits(value: Any, schema: Any, root: Any) -> bool:
    """Whether a JSON value is what the schema says, as far as our schemas go."""
    schema = resolved(schema, root)
    if "anyOf" in schema:
        return any(fits(value, each, root) for each in schema["anyOf"])
    kind = schema["type"]
    if kind == "array":
        return isinstance(value, list) and all(fits(each, schema["items"], root) for each in value)
    if kind == "object" and "properties" in schema:
        return isinstance(value, dict) and set(schema["required"]) <= set(value) and all(
            fits(value[key], each, root) for key, each in schema["properties"].items())
    if kind == "object":
        return isinstance(value, dict) and all(
            fits(each, schema["additionalProperties"], root) for each in value.values())
    if "enum" in schema:
        return value in schema["enum"]
    kinds: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float),
                                         "boolean": (bool,), "null": (type(None),)}
    return isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool))


@pytest.mark.parametrize("address", [
    "/search?q=peace", "/search?speaker=Shinzo+Abe&speaker=Moon+Jae-in&from=2016&sort=newest&limit=1",
    "/records/summit", "/sections/summit/3", "/similar/summit/3", "/facets/speaker?starts=S", "/facets/date?order=az",
    "/who", "/who?q=peace", "/over-time?unit=month", "/suggest?q=sh", "/info",
])
def test_the_api_gives_what_its_description_says(client: FlaskClient, address: str) -> None:
    root = client.get("/api/v1/openapi.json").get_json()
    response = client.get(f"/api/v1{address}")
    endpoint = next(path for path in root["paths"]
                    if path.split("{")[0].rstrip("/") in f"/api/v1{address}".split("?")[0] and (
                        "{" in path or path == f"/api/v1{address}".split("?")[0]))
    schema = root["paths"][endpoint]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert response.status_code == 200
    assert fits(response.get_json(), schema, root), (endpoint, response.get_json())


def test_the_description_names_every_endpoint_with_its_parameters(client: FlaskClient) -> None:
    root = client.get("/api/v1/openapi.json").get_json()
    assert root["openapi"].startswith("3.1")
    assert len(root["paths"]) == len(ENDPOINTS)
    for path, methods in root["paths"].items():
        named = {each["name"] for each in methods["get"]["parameters"] if each["in"] == "path"}
        assert named == {part.strip("{}") for part in path.split("/") if part.startswith("{")}


@pytest.mark.parametrize("query", [
    "limit=0", "limit=101", "limit=x", "page=-1", "sort=best", "from=tomorrow", "to=2016-13", "group=all",
    "limit=1&limit=2", "q=" + "a" * 10_001, "limit=²",
])
def test_the_api_refuses_what_is_out_of_bounds_and_says_why(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert query.partition("=")[0] in response.get_json()["detail"]


def test_what_the_api_does_not_have_is_404_as_data(client: FlaskClient) -> None:
    for address in ("/api/v1/records/none", "/api/v1/sections/summit/99", "/api/v1/facets/path", "/api/v1/nothing"):
        response = client.get(address)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(("q", "limit", "page", "sort", "from", "speaker", "group")),
                       st.text(max_size=20)))
def test_no_arguments_make_the_site_fail(args: dict[str, str]) -> None:
    client = fixed_client()
    for address in ("/search", "/search.json", "/api/v1/search", "/over-time", "/facet/speaker"):
        assert client.get(address, query_string=args).status_code in (200, 400)


def test_typical_words_are_far_more_frequent_here_than_elsewhere() -> None:
    own = counted(["abductees and abductees and more abductees", "the issue of the abductees"])
    rest = counted(["the economy and the issue of trade and more of the economy"] * 5)
    assert typical(own, rest) == ["abductees"]
    assert typical(own, rest, leave_out=("Abductees",)) == []


@pytest.mark.parametrize("text", ["fish;=1+1", "a\tb\t+1", "line\n=1", "line\r\n  @SUM(A1)"])
def test_no_part_of_a_cell_is_a_formula_where_a_spreadsheet_cuts_it_elsewhere(text: str) -> None:
    assert re.search(r"'[=+@]", cell(text))


def test_a_long_run_of_empty_lines_is_no_work() -> None:
    assert cell("a" + "\n" * 300_000).startswith("a\n")


def test_readers_who_write_a_decimal_comma_get_cells_parted_by_semicolons(client: FlaskClient) -> None:
    plain = client.get("/over-time.csv?q=treaty&rate=1").get_data(as_text=True).removeprefix(BOM)
    french = client.get("/over-time.csv?q=treaty&rate=1&ui=fr").get_data(as_text=True).removeprefix(BOM)
    assert "treaty,,2016,2,666.67," in plain
    assert "treaty;;2016;2;666,67;" in french
    assert client.get("/search.csv?q=treaty&ui=fr").get_data(as_text=True).startswith(f"{BOM}query;filters;permalink;")


@pytest.mark.parametrize("address", ["/search.csv", "/who.csv", "/over-time.csv"])
def test_every_table_says_in_each_row_what_narrowed_it(client: FlaskClient, address: str) -> None:
    found = rows(client, f"{address}?q=treaty&speaker=Shinzo+Abe&said=1")
    assert {row["filters"] for row in found} == {"speaker: Shinzo Abe; said: 1"}
    assert all(row["permalink"].startswith("http://localhost/") for row in found)


def test_ris_always_has_an_address() -> None:
    given = Citation(id="a#1", title="", section="", speakers=(), publisher="", date="", date_words="", place="",
                     source_url="", permalink="https://x.example/section/a/1", fingerprint="")
    assert "UR  - https://x.example/section/a/1\r\n" in cite(given, "ris")


def test_the_description_tells_of_every_refusal_and_every_bound(client: FlaskClient) -> None:
    found = client.get("/api/v1/openapi.json").get_json()["paths"]["/api/v1/search"]["get"]
    assert set(found["responses"]) == {"200", "400", "404", "431", "503"}
    place = next(each for each in found["parameters"] if each["name"] == "place")
    assert place["schema"]["items"]["maxLength"] == 300
    assert client.get("/api/v1/search?place=" + "x" * 301).status_code == 400
