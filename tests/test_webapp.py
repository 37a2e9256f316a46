"""The pages, as a reader sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer import IndexMissingError, SourceState
from tests.fake_engine import FakeEngine, document, speech, summit
from webapp import create_app
from webapp.security import Gate
from webapp.views.about import folders_of


def client_over(engine: FakeEngine, **config: object) -> FlaskClient:
    return create_app(engine, config).test_client()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine([*summit(), *speech()])


@pytest.fixture
def client(engine: FakeEngine) -> FlaskClient:
    return client_over(engine)


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return html.document_fromstring(response.get_data(as_text=True))


def text(element: html.HtmlElement, selector: str) -> list[str]:
    """What each of the elements shows; blocks in them are set apart by a space."""
    for cell in element.cssselect("td, th, dt, dd"):
        cell.tail = f" {cell.tail or ''}"
    return [" ".join(each.text_content().split()) for each in element.cssselect(selector)]


def status(client: FlaskClient, address: str) -> int:
    with client.get(address) as response:
        return response.status_code


PAGES = (
    "/", "/search?q=peace+treaty", "/search", "/search?q=peace&speaker=Shinzo+Abe&from=2016&to=2019", "/search?q=zzzz",
    "/record/summit?q=peace", "/section/summit/3", "/facet/speaker", "/facet/date", "/speaker/Shinzo%20Abe",
    "/place/Peru/Lima", "/topic/peace%20treaty", "/who?q=peace", "/over-time?q=peace&compare=treaty", "/coverage",
    "/help", "/api", "/search?q=peace&ui=fr",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_main_one_first_heading_and_no_id_twice(client: FlaskClient, address: str) -> None:
    found = page(client, address)
    assert len(found.cssselect("main")) == 1
    assert len(found.cssselect("h1")) == 1
    ids = [each.get("id") for each in found.cssselect("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_style_of_its_own_or_of_others(client: FlaskClient, address: str) -> None:
    found = page(client, address)
    assert not found.cssselect("style, [style], [onclick], [onload], iframe, img")
    own = [each.get("src") or each.get("href") for each in found.cssselect("script, link[rel=stylesheet]")]
    assert all(str(name).startswith("/static/") for name in own)
    assert not [each for each in found.cssselect("script") if (each.text or "").strip()]


@pytest.mark.parametrize("address", PAGES)
def test_every_link_into_the_site_leads_somewhere(client: FlaskClient, address: str) -> None:
    found = page(client, address)
    links = {each.get("href").split("#")[0] for each in found.cssselect("a[href^='/'], link[href^='/']")}
    for link in links - {""}:
        assert status(client, unescape(link)) == 200, link


def test_a_result_names_section_record_date_place_speaker_and_hits(client: FlaskClient) -> None:
    found = page(client, "/search?q=peace+treaty&group=none")
    assert text(found, ".total") == ["3 sections in 2 records"]
    assert "3 The peace treaty" in text(found, ".hit-title")
    first = next(hit for hit in found.cssselect(".hit") if "The peace treaty" in hit.text_content())
    shown = " ".join(first.text_content().split())
    for part in ("Japan-Russia Summit Meeting", "19 Nov 2016", "Lima, Peru", "Shinzo Abe", "Vladimir Putin", "2 hits"):
        assert part in shown
    assert text(first, "mark") == ["peace", "treaty"]
    assert first.cssselect("a")[0].get("href") == "/record/summit?q=peace+treaty#3"


def test_results_are_one_a_record_unless_the_address_says_otherwise(client: FlaskClient) -> None:
    assert len(page(client, "/search?q=peace+treaty").cssselect(".hit")) == 2
    assert "1 more in this record" in " ".join(text(page(client, "/search?q=peace+treaty"), ".hit-foot"))
    assert len(page(client, "/search?q=peace+treaty&group=none").cssselect(".hit")) == 3


def test_several_values_of_a_facet_are_sent_and_each_can_be_taken_away(
    client: FlaskClient, engine: FakeEngine
) -> None:
    found = page(client, "/search?q=treaty&speaker=Shinzo+Abe&speaker=Moon+Jae-in&place=Peru")
    assert engine.requests[-1].filters == {"speaker": ("Shinzo Abe", "Moon Jae-in"), "place": ("Peru",)}
    chips = {each.text_content().split("×")[0].strip(): each.get("href") for each in found.cssselect(".chips a")}
    assert chips["Speaker Shinzo Abe"] == "/search?q=treaty&speaker=Moon+Jae-in&place=Peru"
    assert chips["clear all"] == "/search?q=treaty"


def test_a_ticked_value_is_ticked_and_its_facet_says_how_many_are(client: FlaskClient) -> None:
    found = page(client, "/search?q=treaty&speaker=Shinzo+Abe&speaker=Moon+Jae-in")
    ticked = [each.get("value") for each in found.cssselect("input[name=speaker][checked]")]
    assert sorted(ticked) == ["Moon Jae-in", "Shinzo Abe"]
    assert "Speaker 2 selected" in text(found, ".facet h3")


def test_counts_stand_inside_the_labels(client: FlaskClient) -> None:
    labels = text(page(client, "/search?q=treaty"), "label")
    assert any(re.fullmatch(r"Shinzo Abe 2 sections", label) for label in labels)


def test_dates_are_taken_as_people_write_them(client: FlaskClient, engine: FakeEngine) -> None:
    page(client, "/search?q=treaty&from=19+Nov+2016&to=2016")
    assert (engine.requests[-1].date_from, engine.requests[-1].date_to) == ("2016-11-19", "2016")


def test_a_date_that_is_none_is_told_and_the_rest_is_shown(client: FlaskClient) -> None:
    found = page(client, "/search?q=treaty&from=soon")
    assert any("“soon” is not a date" in line for line in text(found, ".notices li"))
    assert found.cssselect(".hit")


def test_a_bar_of_the_histogram_narrows_the_list(client: FlaskClient) -> None:
    bars = page(client, "/search?q=treaty").cssselect(".histogram a")
    assert bars[0].get("href") == "/search?q=treaty&from=2016&to=2016"
    assert bars[0].get("aria-label") == "2016: 2 sections"


def test_a_list_of_nothing_names_the_filter_whose_removal_helps_and_by_how_much(client: FlaskClient) -> None:
    found = page(client, "/search?q=treaty&place=Japan&speaker=Shinzo+Abe")
    assert text(found, ".ways li") == [
        "without Place: Japan 2 sections", "without Speaker: Shinzo Abe 1 section", "without all filters 3 sections"]


def test_order_and_page_are_links(client: FlaskClient) -> None:
    found = page(client, "/search?q=treaty&limit=1&group=none&page=2")
    assert [each.get("href") for each in found.cssselect(".pager a[rel]")] == [
        "/search?q=treaty&group=none&limit=1", "/search?q=treaty&group=none&limit=1&page=3"]
    assert "/search?q=treaty&sort=newest&group=none&limit=1" in [
        each.get("href") for each in found.cssselect(".sorts a")]


def test_a_page_beyond_the_last_says_so(client: FlaskClient) -> None:
    assert text(page(client, "/search?q=treaty&page=99"), ".nothing-line") == ["There is no such page in this list."]


def test_a_record_opens_at_the_section_with_its_hits_marked(client: FlaskClient) -> None:
    found = page(client, "/record/summit?q=peace+treaty")
    section = found.get_element_by_id("3")
    assert text(section, "h2") == ["3 The peace treaty"]
    assert text(section, "mark") == ["peace", "treaty"]
    assert [each.get("id") for each in found.cssselect("mark")] == ["hit:1", "hit:2", "hit:3", "hit:4"]
    assert "4 hits" in text(found, ".hitbar-line")[0]


def test_a_record_says_what_is_known_and_on_what_basis(client: FlaskClient) -> None:
    facts = text(page(client, "/record/summit"), ".facts > div")
    assert "Date 19 November 2016 stated in the text" in facts
    assert "Place Lima, Peru stated in the text" in facts
    assert any(line.startswith("Source https://example.org/summit.html") for line in facts)


def test_a_note_of_the_record_is_shown(client: FlaskClient) -> None:
    assert text(page(client, "/record/summit"), ".record-note") == ["Note A summary in our own words."]
    assert text(page(client, "/section/summit/3"), ".record-note") == ["Note A summary in our own words."]


def test_a_statement_leads_to_its_evidence_and_back(client: FlaskClient) -> None:
    found = page(client, "/record/summit")
    reference = found.cssselect("a.ref")[0]
    evidence = found.get_element_by_id(reference.get("href")[1:])
    line = " ".join(evidence.text_content().split())
    for part in ("Shinzo Abe", "stated", "explained", "stated in the text", "rule: verb"):
        assert part in line
    back = evidence.cssselect("a.back")[0].get("href")[1:]
    assert "Abe explained" in found.get_element_by_id(back).text_content()


def test_a_section_alone_has_its_speakers_with_their_offices_and_a_citation(client: FlaskClient) -> None:
    found = page(client, "/section/summit/3")
    facts = " ".join(text(found, ".facts"))
    assert "Shinzo Abe, Prime Minister, Japan" in facts
    assert "Vladimir Putin, President, Russia" in facts
    assert found.get_element_by_id("page-link").get("value") == "http://localhost/section/summit/3"


def test_a_record_without_a_title_is_named_by_what_there_is() -> None:
    untitled = document("x#lead", "Peace.", title="", kind="speech", speakers=("Moon Jae-in",))
    crumbs = document("y#lead", "Peace.", title="", record={"id": "y", "breadcrumb": "Japan-Russia Relations"})
    client = client_over(FakeEngine([untitled, crumbs]))
    assert text(page(client, "/record/x"), "h1") == ["Speech · Moon Jae-in"]
    assert text(page(client, "/record/y"), "h1") == ["Japan-Russia Relations"]
    assert text(page(client, "/search"), ".hit-title") == ["Speech · Moon Jae-in", "r.txt"]


def test_what_is_not_there_is_404(client: FlaskClient) -> None:
    for address in ("/record/none", "/section/summit/99", "/facet/path", "/speaker/Nobody", "/record/none.json",
                    "/record/../../etc/passwd", "/nothing"):
        response = client.get(address)
        assert response.status_code == 404, address


def test_hostile_records_stay_text_everywhere() -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    document_ = document(
        "bad#1", f"{bad} peace", date="2016-01-01", title=bad, heading=bad, number=bad, city=bad, country=bad,
        publisher=bad, event=bad, speakers=(bad,), topics=(bad,), acts=(bad,), kind=bad, language=bad,
        source_url="javascript:alert(1)", record={
            "id": "bad", "note": bad, "breadcrumb": bad, "date_rule": bad,
            "participants": [{"name": bad, "role": bad, "country": bad, "presence": bad, "basis": bad}]})
    client = client_over(FakeEngine([document_]))
    for address in ("/", "/search?q=peace", "/record/bad?q=peace", "/section/bad/1", "/facet/speaker", "/facet/place",
                    "/facet/kind", "/who", "/over-time", f"/search?q={bad}", "/coverage", f"/search?speaker={bad}"):
        found = page(client, address)
        assert not found.cssselect("img, script:not([src]), [onerror]"), address
        assert not found.cssselect("a[href^='javascript']"), address


def test_words_of_the_address_cannot_become_markup_or_headers(client: FlaskClient) -> None:
    response = client.get('/search?q=<svg/onload=alert(1)>%0d%0aSet-Cookie:a=b&from=<b>&ui="><script>')
    body = response.get_data(as_text=True)
    assert "<svg/onload" not in body
    assert "<b>" not in body.split("<main")[1].split("</main>")[0].replace("<b>A</b>", "")
    assert "Set-Cookie" not in response.headers


def test_every_answer_tells_the_browser_what_it_may_do(client: FlaskClient) -> None:
    for address in ("/", "/search.json", "/static/style.css", "/nothing"):
        with client.get(address) as response:
            headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers


def test_an_index_that_cannot_be_read_is_503_and_not_an_empty_list() -> None:
    engine = FakeEngine(failure=IndexMissingError("/secret/folder", "there is none", mend="run onrecord index"))
    client = client_over(engine)
    for address in ("/", "/search?q=a", "/record/a", "/search.json", "/api/v1/search", "/healthz"):
        response = client.get(address)
        assert response.status_code == 503, address
        assert "/secret/folder" not in response.get_data(as_text=True)
    assert client.get("/search").headers["Retry-After"]
    assert client.get("/search.json").mimetype == "application/problem+json"


def test_a_site_over_a_missing_index_starts_and_says_so(tmp_path: object) -> None:
    client = create_app(config={"INDEX": str(tmp_path)}).test_client()
    assert client.get("/healthz").status_code == 503
    assert client.get("/help").status_code == 200


def test_health_is_told_by_the_generation(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "generation": "1", "sections": 4}


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient, engine: FakeEngine) -> None:
    tag = client.get("/search?q=peace").headers["ETag"]
    asked = len(engine.requests)
    again = client.get("/search?q=peace", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, len(engine.requests)) == (304, b"", asked)
    assert client.get("/search?q=peace", headers={"If-None-Match": tag, "Accept-Language": "fr"}).status_code == 200
    engine.info = lambda: replace(FakeEngine.info(engine), generation="2")  # type: ignore[method-assign]
    assert client.get("/search?q=peace", headers={"If-None-Match": tag}).status_code == 200


def test_pages_are_packed_for_browsers_that_take_it(client: FlaskClient) -> None:
    packed = client.get("/search?q=peace", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_search_page_with_style_and_script_is_below_60_kb() -> None:
    documents = [replace(d, id=f"r{n}#{d.id.partition('#')[2]}", record_id=f"r{n}") for n in range(40)
                 for d in (*summit(), *speech())]
    client = client_over(FakeEngine(documents))
    sizes = []
    for address in ("/search?q=peace", "/static/style.css", "/static/site.js"):
        with client.get(address, headers={"Accept-Encoding": "gzip"}) as response:
            sizes.append(len(response.data))
    assert sum(sizes) < 60_000


def test_more_requests_than_there_are_places_for_are_refused_at_once() -> None:
    inner: list[str] = []

    def busy(*_: object) -> list[bytes]:
        answers: list[str] = []
        body = b"".join(gate({"PATH_INFO": "/"}, lambda status, *_: answers.append(status)))  # type: ignore[arg-type]
        inner.extend([*answers, body.decode()])
        return [b"done"]

    gate = Gate(busy, 1)
    assert list(gate({"PATH_INFO": "/"}, lambda *_: None)) == [b"done"]  # type: ignore[arg-type]
    assert inner[0] == "503 Service Unavailable"
    assert list(gate({"PATH_INFO": "/"}, lambda *_: None)) == [b"done"]  # type: ignore[arg-type]


def test_the_interface_speaks_the_readers_language_and_keeps_it_in_links(client: FlaskClient) -> None:
    found = page(client, "/search?q=peace&ui=fr")
    assert found.get("lang") == "fr"
    assert "Qui l’a dit" in text(found, ".tabs a")
    assert all("ui=fr" in each.get("href") for each in found.cssselect(".tabs a"))
    by_browser = client.get("/help", headers={"Accept-Language": "fr-CA,fr;q=0.9"}).get_data(as_text=True)
    assert '<html lang="fr">' in by_browser


def test_text_keeps_the_language_and_direction_of_its_source() -> None:
    client = client_over(FakeEngine([
        document("ar#lead", "معاهدة السلام", language="ar", title="بيان"),
        document("ja#lead", "平和条約の締結", language="ja", title="会談")]))
    arabic, japanese = page(client, "/record/ar"), page(client, "/record/ja")
    assert [(each.get("lang"), each.get("dir")) for each in arabic.cssselect(".body")] == [("ar", "rtl")]
    assert [(each.get("lang"), each.get("dir")) for each in japanese.cssselect(".body")] == [("ja", "ltr")]


def test_a_facet_page_keeps_what_is_chosen_and_applies_more(client: FlaskClient) -> None:
    found = page(client, "/facet/speaker?q=treaty&speaker=Shinzo+Abe&place=Peru&starts=V")
    form = found.get_element_by_id("page-apply")
    sent = sorted((each.get("name"), each.get("value")) for each in form.cssselect("input[type=hidden]"))
    assert sent == [("place", "Peru"), ("q", "treaty"), ("speaker", "Shinzo Abe")]
    assert [each.get("value") for each in form.cssselect("input[type=checkbox]")] == ["Vladimir Putin"]


def test_who_said_it_counts_sections_and_records_and_can_be_ordered(client: FlaskClient) -> None:
    rows = text(page(client, "/who?q=treaty&by=last"), "tbody tr")
    assert rows[0] == "Moon Jae-in 1 1 28 Jun 2019 28 Jun 2019"
    assert rows[1] == "Shinzo Abe 2 1 19 Nov 2016 19 Nov 2016"


def test_over_time_compares_queries_in_a_chart_and_a_table(client: FlaskClient) -> None:
    found = page(client, "/over-time?q=treaty&compare=economic&rate=1")
    assert text(found, ".legend li") == ["A treaty", "B economic"]
    assert text(found, "tbody tr")[0].startswith("2016 2 666.67 1 333.33")
    assert len(text(found, "tbody tr")) == 4
    assert text(found, "tbody tr")[1] == "2017 0 – 0 –"


def test_a_speaker_page_tells_where_on_what_and_when(client: FlaskClient) -> None:
    found = page(client, "/speaker/Shinzo%20Abe")
    shelves = " ".join(text(found, ".shelves"))
    assert "Peru" in shelves
    assert "peace treaty" in shelves
    assert not found.cssselect(".histogram")  # all of one year
    years = client_over(FakeEngine([document(f"{year}#lead", "Peace.", date=f"{year}-05-01", topics=("peace",))
                                    for year in ("2016", "2019")]))
    assert page(years, "/topic/peace").cssselect(".histogram")


def test_crawlers_find_records_and_stay_out_of_combinations(client: FlaskClient) -> None:
    robots = client.get("/robots.txt").get_data(as_text=True)
    assert "Disallow: /*?speaker=" in robots
    assert "Disallow: /*&speaker=" in robots
    assert "noindex" in client.get("/search?q=treaty&speaker=Shinzo+Abe").get_data(as_text=True)
    assert "noindex" not in client.get("/search?q=treaty").get_data(as_text=True)
    assert "Sitemap: http://localhost/sitemap.xml" in robots
    sitemap = client.get("/sitemap.xml").get_data(as_text=True)
    assert "<loc>http://localhost/record/summit</loc>" in sitemap


def test_the_search_box_of_a_browser_can_take_the_site_in(client: FlaskClient) -> None:
    described = client.get("/opensearch.xml")
    assert described.mimetype == "application/opensearchdescription+xml"
    assert "http://localhost/search?q={searchTerms}" in described.get_data(as_text=True)
    assert client.get("/suggest/opensearch?q=shin").get_json() == ["shin", ["Shinzo Abe"]]


def test_suggestions_lead_to_what_they_name(client: FlaskClient) -> None:
    assert client.get("/suggest?q=Shin").get_json() == [
        {"field": "speaker", "label": "Speaker", "value": "Shinzo Abe", "count": 2,
         "url": "/search?speaker=Shinzo+Abe"}]
    assert client.get("/suggest?q=").get_json() == []


def test_the_api_is_refused_as_data_where_there_is_no_place_left() -> None:
    said: list[object] = []
    gate = Gate(create_app(FakeEngine()), 0)
    body = b"".join(gate({"PATH_INFO": "/api/v1/search"}, lambda *answer: said.extend(answer)))  # type: ignore[arg-type]
    assert ("Content-Type", "application/problem+json") in list(said[1])  # type: ignore[call-overload]
    assert json.loads(body)["status"] == 503


def test_a_heading_over_several_sections_is_printed_once() -> None:
    common = {"title": "Summit", "section_kind": "section"}
    found = page(client_over(FakeEngine([
        document("r#1", "One.", position=0, path=("General", "Trade"), **common),
        document("r#2", "Two.", position=1, path=("General", "Trade"), **common),
        document("r#3", "Three.", position=2, path=("General", "Visas"), **common),
        document("r#4", "Four.", position=3, path=("Other", "Visas"), **common)])), "/record/r")
    assert text(found, ".above") == ["General", "Trade", "Visas", "Other", "Visas"]


def test_the_other_views_over_time_keep_queries_filters_and_language(client: FlaskClient) -> None:
    found = page(client, "/over-time?compare=treaty&speaker=Shinzo+Abe&ui=fr")
    months = next(a.get("href") for a in found.cssselect(".sorts a") if "unit=month" in str(a.get("href")))
    assert sorted(parse_qsl(urlsplit(months).query)) == [
        ("compare", "treaty"), ("speaker", "Shinzo Abe"), ("ui", "fr"), ("unit", "month")]
    assert [each.get("value") for each in found.cssselect(".compare input[name=compare]")] == [
        "treaty", "", "", ""]


def test_the_scale_offered_over_time_is_the_one_that_is_got(client: FlaskClient) -> None:
    for address in ("/over-time?q=treaty", "/over-time?q=treaty&rate=1"):
        assert text(page(client, address), ".sorts a")[-1] == "per 1,000 sections"


def test_folders_of_all_kinds_are_named_without_what_leads_to_them() -> None:
    found = folders_of([SourceState(path=path, fingerprint="", size=1, mtime_ns=1, records=("r",), sections=1)
                        for path in ("../shared/notes/a.txt", "data/b.txt", "/srv/speeches/c.txt")])
    assert [folder.name for folder in found] == ["data", "shared/notes", "srv/speeches"]
