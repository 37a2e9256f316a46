"""The site, served as in production over hostile records: nothing of theirs runs, leads astray, or breaks a format."""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from lxml import html

from indexer import FACETS, open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from tests.hostile import PAYLOADS, RAN, check_address, check_headers, check_page, check_table, check_xml, write_records
from tests.site_serving import served
from webapp import create_app


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return str(self.headers.get_content_type())


class Site:
    """A running site, asked over a socket as any client asks."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address, headers={name.replace("_", "-"): each for name, each in headers.items()})
        response = connection.getresponse()
        found = Answer(response.status, response.headers, response.read())
        connection.close()
        return found

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as wire:
            wire.sendall(request)
            wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65536), b""))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_records(folder / "records")
    build_index((folder / "records",), open_engine(folder / "index"), data_folder())
    return folder / "index"


@pytest.fixture(scope="module")
def site(index: Path) -> Iterator[Site]:
    with served(create_app(config={"INDEX": str(index), "RATE_LIMIT": None}), threads=4, ident=None) as port:
        yield Site(port)


def check(answer: Answer) -> None:
    """Everything that holds of every answer, by what it says it is."""
    check_headers(answer.headers)
    assert answer.status < 500
    if answer.kind == "text/html":
        check_page(answer.text)
    elif answer.kind.endswith("xml"):
        check_xml(answer.body)
    elif answer.kind.endswith("json"):
        json.loads(answer.text)
    elif answer.kind == "text/csv":
        check_table(answer.text)


def crawl(site: Site, start: list[str], most: int) -> dict[str, Answer]:
    """The answers to these addresses and to what their pages link to within the site, each kind of page in turn."""
    waiting, seen = list(start), dict.fromkeys(start)
    found: dict[str, Answer] = {}
    kinds: dict[str, int] = {}
    while waiting and len(found) < most:
        address = waiting.pop(0)
        answer = found[address] = site.get(address)
        if answer.kind != "text/html":
            continue
        for link in html.document_fromstring(answer.text).xpath("//a/@href|//link/@href|//form/@action"):
            parts = urlsplit(str(link))
            to = parts.path + (f"?{parts.query}" if parts.query else "")
            kind = parts.path.split("/")[1] if parts.path.startswith("/") else ""
            if parts.netloc or to in seen or not kind or kinds.get(kind, 0) >= 60:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen[to] = None
            waiting.append(to)
    return found


def test_every_page_reached_from_the_first_is_free_of_what_its_records_carry(site: Site) -> None:
    found = crawl(site, ["/", "/search?q=peace&limit=100&group=none", "/coverage", "/who?q=peace", "/over-time?q=peace",
                         "/facet/speaker", "/facet/publisher", "/facet/topic", "/facet/place", "/facet/kind",
                         "/help", "/api"], most=400)
    kinds = {urlsplit(address).path.split("/")[1] for address in found}
    assert kinds >= {"search", "record", "section", "facet", "who", "over-time", "speaker", "topic", "coverage", "help",
                     "opensearch.xml"}
    for address, answer in found.items():
        try:
            check(answer)
            assert answer.status in (200, 302, 404)
        except AssertionError as error:
            raise AssertionError(f"{address}: {error}") from error


def records_of(site: Site) -> list[dict[str, Any]]:
    found = json.loads(site.get("/search.json?q=peace&limit=100").text)
    hits = list(found["hits"])
    for page in range(2, 1 + -(-found["total"]["sections"] // 100)):
        hits += json.loads(site.get(f"/search.json?q=peace&limit=100&page={page}").text)["hits"]
    return hits


def test_every_record_opens_by_the_address_that_is_given_for_it(site: Site) -> None:
    hits = records_of(site)
    assert len({hit["record_id"] for hit in hits}) >= len(PAYLOADS)
    for hit in hits:
        check_address(hit["url"])
        parts = urlsplit(hit["url"])
        assert parts.netloc == f"127.0.0.1:{site.port}"
        answer = site.get(f"{parts.path}?q=peace")
        assert answer.status == 200, hit["url"]
        check(answer)


def test_every_section_and_its_citations_carry_no_line_or_brace_of_the_records(site: Site) -> None:
    for hit in records_of(site):
        of, _, key = hit["id"].rpartition("#")
        base = f"/section/{quote(of, safe='')}/{quote(key, safe='')}"
        page = site.get(base)
        assert page.status == 200, base
        check(page)
        for form in ("text", "bibtex", "ris", "csl"):
            answer = site.get(f"{base}?format={form}")
            check(answer)
            assert re.fullmatch(r'attachment; filename="[A-Za-z0-9-]+\.\w+"', answer.headers["Content-Disposition"])
            check_citation(form, answer.text)


def check_citation(form: str, text: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), ascii(text)
    if form == "ris":
        lines = text.split("\r\n")
        assert [line[:6] for line in lines if line[:2] in ("TY", "ER")] == ["TY  - ", "ER  - "]
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
        assert len(text.splitlines()) == len(lines) - 1
    elif form == "bibtex":
        depth = 0
        for sign in re.sub(r"\\[\\{}]", "", text):
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0
        assert text.count("\n@") == 0
        assert not re.search(r"\\(?!textbackslash\{\}|textasciitilde\{\}|textasciicircum\{\}|[{}#$%&_])", text)
    elif form == "text":
        assert len(text.splitlines()) == 1
    elif form == "csl":
        assert isinstance(json.loads(text), list)


DATA = ("/search.json", "/search.csv", "/search.atom", "/who.csv", "/who.json", "/over-time.csv", "/sitemap.xml",
        "/opensearch.xml", "/robots.txt", "/suggest?q=pe", "/suggest/opensearch?q=pe", "/api/v1/openapi.json",
        "/api/v1/info", "/api/v1/search?q=peace", "/api/v1/who", "/api/v1/over-time", "/api/v1/facets/speaker",
        "/healthz", "/search.csv?ui=fr", "/search.csv?q=peace&limit=1000", "/search.atom?q=peace&limit=100")


@pytest.mark.parametrize("address", DATA)
def test_data_holds_hostile_records_as_data(site: Site, address: str) -> None:
    answer = site.get(address)
    assert answer.status == 200
    check(answer)
    assert answer.kind != "text/html"


PLACES = ("/search?q={}", "/search?q=peace&speaker={}", "/search?q=peace&from={}&to={}",
          "/search?q=peace&sort={}&page={}", "/search?q=peace&ui={}", "/search?q=peace&limit={}&group={}&said={}",
          "/?q={}", "/?topic={}", "/who?q={}&by={}", "/over-time?q=peace&compare={}&unit={}&rate={}",
          "/facet/speaker?starts={}&order={}&p={}", "/facet/{}", "/search.csv?q={}",
          "/search.csv?q=peace&publisher={}", "/search.atom?q={}", "/search.json?q={}", "/who.csv?q={}",
          "/over-time.csv?q={}&compare={}", "/record/{}", "/record/{}.json", "/record/plain-1?q={}",
          "/section/plain-1/{}", "/section/{}/lead?format={}", "/speaker/{}", "/place/{}", "/topic/{}",
          "/suggest?q={}", "/suggest/opensearch?q={}", "/api/v1/search?q={}&limit={}", "/api/v1/records/{}",
          "/api/v1/facets/{}", "/api/v1/sections/{}/{}", "/api/v1/suggest?q={}", "/api/{}", "/static/{}",
          "/sitemap-{}.xml", "/{}")


@pytest.mark.parametrize("place", PLACES)
def test_what_an_address_carries_stays_text(site: Site, place: str) -> None:
    for n, bad in enumerate(PAYLOADS):
        once = quote(bad.encode("utf-8", "surrogatepass"), safe="")
        for written in (once, quote(once))[:2 if n % 5 == 0 else 1]:
            answer = site.get(place.replace("{}", written[:6000]))
            try:
                check(answer)
                location = answer.headers.get("Location")
                if location is not None:
                    own = re.sub(rf"^http://127\.0\.0\.1:{site.port}(?=/)", "", location)
                    assert re.match(r"/(?![/\\])", own), location
            except AssertionError as error:
                raise AssertionError(f"{place} with {bad!a}: {error}") from error


def test_what_a_search_address_carries_is_shown_and_does_not_run(site: Site) -> None:
    for bad in PAYLOADS[:7]:
        found = html.document_fromstring(site.get(f"/search?{urlencode({'q': bad})}").text)
        assert found.get_element_by_id("page-q").get("value") == bad.strip()


HEADERS = ("User_Agent", "Referer", "Accept_Language", "Accept_Encoding", "Accept", "If_None_Match", "Origin", "Cookie",
           "X_Forwarded_Host", "X_Forwarded_For", "X_Forwarded_Proto", "X_Forwarded_Prefix", "Forwarded", "Range",
           "If_Range", "If_Modified_Since", "X_HTTP_Method_Override", "X_Original_URL", "X_Rewrite_URL")


def test_headers_of_a_request_do_not_reach_the_answer(site: Site) -> None:
    for name in HEADERS:
        for bad in ("<script>planted()</script>", "planted.example",
                    "bytes=0-9,5-,-99999999999", "W/\"", "x" * 9000,
                    "gzip;q=9e999", "fr;q=nan,*;q=-1", "\xff\xfe"):
            for address in ("/search?q=peace", "/search.atom?q=peace", "/nothing"):
                answer = site.get(address, **{name: bad})
                if answer.status < 400 or address == "/nothing":
                    check_headers(answer.headers)
                assert answer.status in (200, 304, 400, 404, 431), (name, bad, answer.status)
                assert b"planted" not in answer.body, (name, bad)


OUTSIDE = ("../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
           "%2e%2e/%2e%2e/%2e%2e/etc/passwd", "..%5c..%5c..%5cetc%5cpasswd", "..\\..\\..\\etc\\passwd",
           "%2fetc%2fpasswd", "/etc/passwd", "....//....//....//etc/passwd", "..%252f..%252f..%252fetc%252fpasswd",
           "..;/..;/etc/passwd", "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "..%00/etc/passwd", "file:///etc/passwd",
           "__init__.py", "../__init__.py", "..%2f__init__.py", "../templates/layout.html",
           "..%2f..%2f..%2fpyproject.toml", "onrecord-index", "%2e", ".", "..")


@pytest.mark.parametrize("below", ["/static/", "/record/", "/section/", "/speaker/", "/place/", "/facet/",
                                   "/api/v1/records/", "/", "/sitemap-", "/section/plain-1/"])
def test_no_path_leads_out_of_the_site(site: Site, below: str) -> None:
    for path in OUTSIDE:
        answer = site.raw(f"GET {below}{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        assert status in (200, 301, 302, 308, 400, 404), (below, path, head[:100])
        assert b"root:" not in body
        assert b"import annotations" not in body
        assert b"{% block" not in body
        assert b"hatchling" not in body
        if location := re.search(rb"(?im)^location: *(.*?)\r?$", head):
            assert re.match(rb"(http://localhost)?/(?![/\\])", location[1]), location[1]


HOSTS = ("stranger.example", "stranger.example:80", 'stranger"><script>x</script>', "stranger.example/x?y", "a b",
         "stranger.example, localhost", "[::1", "stranger.example\t", "user@stranger.example", "\xff", "x" * 3000, "",
         "javascript:x", "..", "-", "{{1337*1337}}", "localhost:99999999")


@pytest.mark.parametrize("host", HOSTS, ids=ascii)
def test_a_host_that_is_none_reaches_no_page_and_no_feed(site: Site, host: str) -> None:
    """A name that is not the site's own stands in no address that it gives."""
    for address in ("/search?q=peace", "/search.atom", "/sitemap.xml", "/robots.txt", "/?q=peace",
                    "/section/plain-1/lead?format=bibtex", "/opensearch.xml", "/search.csv", "/nothing"):
        request = f"GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
        head, _, body = site.raw(request).partition(b"\r\n\r\n")
        assert int(head.split()[1]) in (200, 302, 400, 404), (address, head[:80])
        assert RAN.encode() + b"()>" not in head
        assert b"<script>x" not in body
        assert b"stranger" not in head
        assert head.lower().count(b"content-length:") <= 1
        assert b"stranger" not in body, (address, host)


def test_two_hosts_and_a_whole_address_in_the_request_line_redirect_nowhere_else(site: Site) -> None:
    for request in (b"GET http://evil.example/?q=peace HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET //evil.example/search HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET /\\evil.example/?q=peace HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET ///evil.example//?q=peace HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET /record//evil.example HTTP/1.1\r\nHost: localhost\r\n",
                    b"GET /?q=peace HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
                    b"GET /?q=peace&next=//evil.example HTTP/1.1\r\nHost: localhost\r\n"):
        head = site.raw(request + b"Connection: close\r\n\r\n").partition(b"\r\n\r\n")[0]
        location = re.search(rb"(?im)^location: *(.*?)\r?$", head)
        assert location is None or re.match(rb"(http://localhost)?/(?![/\\])", location[1]), (request, head)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "FOO"])
def test_no_method_changes_or_echoes_anything(site: Site, method: str) -> None:
    for address in ("/", "/search?q=peace", "/record/plain-1", "/api/v1/search", "/static/style.css"):
        answer = site.raw(f"{method} {address} HTTP/1.1\r\nHost: localhost\r\nX-Told: {RAN}\r\nContent-Length: 4\r\n"
                          "Connection: close\r\n\r\nq=<b".encode())
        assert int(answer.split()[1]) in ((200, 204, 405) if method == "OPTIONS" else (400, 404, 405, 501)), answer[:60]
        assert RAN.encode() not in answer.partition(b"\r\n\r\n")[2]


def test_a_body_too_large_is_refused_and_the_site_goes_on(site: Site) -> None:
    answer = site.raw(b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 1000)
    assert answer.split()[1] in (b"400", b"405", b"413")
    assert site.get("/healthz").status == 200


def test_every_facet_value_leads_to_its_own_list(site: Site) -> None:
    """A value that holds anything at all survives its way into an address and back."""
    for name in FACETS:
        values = json.loads(site.get(f"/api/v1/facets/{name}?limit=1000").text)["values"]
        for value in values:
            if len(value["value"]) <= 300:
                answer = site.get(f"/search.json?{urlencode({name: value['value'], 'limit': 1})}")
                assert json.loads(answer.text)["total"]["sections"] == value["count"], (name, value)
