"""Hostile records in a real browser: no page of ours runs what they carry, and none breaks its own policy."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from indexer import open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from tests.hostile import PAYLOADS, RAN, write_records
from tests.site_serving import served
from webapp import create_app


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over hostile records."""
    folder = tmp_path_factory.mktemp("hostile")
    write_records(folder / "records")
    build_index((folder / "records",), open_engine(folder / "index"), data_folder())
    app = create_app(config={"INDEX": str(folder / "index"), "RATE_LIMIT": None})
    with served(app, threads=4) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def watched(context: BrowserContext, hostile: str) -> Iterator[Page]:
    """A page that fails the test where a script of a record runs, a dialog opens, a policy is broken, or a request
    goes to another host."""
    faults: list[str] = []
    context.expose_function(RAN, lambda: faults.append("a script of a record ran"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: None if said.type != "error" or "404" in said.text else faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(hostile) else faults.append(asked.url[:200]))
    yield page
    assert not faults


def addresses(hostile: str) -> list[str]:
    """A page of each kind for a share of the records and of the payloads."""
    with urllib.request.urlopen(f"{hostile}/search.json?q=peace&limit=100&group=record", timeout=60) as response:
        hits = json.load(response)["hits"]
    records = [urlsplit(hit["url"]).path for hit in hits]
    searches = [f"/search?{urlencode({'q': bad[:300].encode('utf-8', 'replace')})}" for bad in PAYLOADS[:8]]
    filters = [f"/search?{urlencode({'speaker': bad[:300].encode('utf-8', 'replace')})}" for bad in PAYLOADS[:4]]
    kinds = ["/", "/search?q=peace&limit=100", "/who?q=peace", "/over-time?q=peace&compare=%3Cscript%3E", "/coverage",
             "/help", "/facet/speaker", "/facet/topic", "/facet/publisher",
             "/nothing%3Cscript%3E"]
    return [*kinds, *searches, *filters, *(f"{record}?q=peace" for record in records[::4]),
            *(record.replace("/record/", "/section/", 1) + "/lead" for record in records[::8])]


def test_no_hostile_page_runs_a_script_asks_another_host_or_breaks_the_policy(watched: Page, hostile: str) -> None:
    found = addresses(hostile)
    assert len(found) > 30
    for address in found:
        watched.goto(hostile + address)
        assert watched.evaluate("document.documentElement.classList.contains('js')"), address


def test_suggestions_and_results_in_place_stay_text(watched: Page, hostile: str) -> None:
    watched.goto(f"{hostile}/search?q=peace")
    for typed in ("<s", "<svg", '"><', "=H", "{{"):
        with watched.expect_response(lambda answer: "/suggest" in answer.url):
            watched.locator("#page-q").press_sequentially(typed)
        watched.wait_for_timeout(50)
        watched.locator("#page-q").fill("")
    for tick in watched.locator("input[type=checkbox][name=speaker]").all()[:2]:
        tick.check()
        break
    watched.wait_for_timeout(200)
    assert watched.locator("#page-body").count() == 1
