"""What those who run the site rely on: health, figures, the log of requests, limits, and whom the site believes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from indexer import Facet, IndexDamagedError, IndexMissingError, SearchRequest, SearchResponse, wording
from tests.fake_engine import FakeEngine, speech, summit
from webapp import create_app
from webapp.operations import access_log
from webapp.operations.board import Board
from webapp.operations.clients import TrustedProxies, client_of
from webapp.security import Gate

OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}


def client_over(engine: FakeEngine | None = None, **config: object) -> FlaskClient:
    return create_app(engine or FakeEngine([*summit(), *speech()]), config).test_client()


def figures(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Name and values of labels, to the value."""
    text = client.get("/metrics").get_data(as_text=True)
    return {(sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text) for sample in family.samples}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("failure", "reason"), [
    (IndexMissingError("/secret", "none", mend="build one"), "there is no index"),
    (IndexDamagedError("/secret", "torn", mend="build it"), "the index cannot be read")])
def test_an_engine_that_is_down_is_told_from_one_that_finds_nothing(failure: Exception, reason: str) -> None:
    assert client_over(FakeEngine()).get("/healthz").get_json()["status"] == "ok"
    down = client_over(FakeEngine(failure=failure)).get("/healthz")
    assert (down.status_code, down.get_json()) == (503, {"status": "down", "reason": reason})


def test_figures_count_requests_by_page_and_status_and_not_by_address() -> None:
    client = client_over()
    for address in ("/record/summit", "/record/speech", "/record/none", "/nowhere", "/search?q=peace"):
        client.get(address)
    found = figures(client)
    assert found["onrecord_requests_total", "/record/<path:record_id>", "200"] == 2
    assert found["onrecord_requests_total", "/record/<path:record_id>", "404"] == 1
    assert found["onrecord_requests_total", "none", "404"] == 1
    assert found["onrecord_request_seconds_count", "/search"] == 1
    assert found["onrecord_request_seconds_bucket", "+Inf", "/search"] == 1
    assert found["onrecord_index_up",] == 1
    assert found["onrecord_index_sections",] == 4
    assert (found["onrecord_cache_hits", "0"], found["onrecord_cache_bytes", "0"]) == (3, 100)


def test_figures_tell_an_engine_that_is_down() -> None:
    assert figures(client_over(FakeEngine(failure=IndexMissingError("x", "y", mend="z"))))["onrecord_index_up",] == 0


def test_no_request_is_lost_where_threads_count_at_once() -> None:
    client = client_over()

    def ask() -> None:
        for _ in range(50):
            client.application.test_client().get("/help")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = figures(client)
    assert found["onrecord_requests_total", "/help", "200"] == 200
    assert found["onrecord_requests_in_progress", "0"] == 1


def test_any_process_tells_what_all_of_them_counted() -> None:
    board = Board(2)
    one, two = (client_over(BOARD=board, PROCESS=number) for number in (0, 1))
    for client in (one, two, two):
        client.get("/help")
    assert figures(one)["onrecord_requests_total", "/help", "200"] == 3


@pytest.mark.parametrize(("config", "asked", "status"), [
    ({}, {}, 200),
    ({}, {"environ_base": OUTSIDE}, 403),
    ({"METRICS_FROM": ("203.0.113.0/24",)}, {"environ_base": OUTSIDE}, 200),
    ({}, {"headers": {"X-Forwarded-For": "203.0.113.9"}}, 403),
    ({}, {"headers": {"X-Forwarded-For": "127.0.0.1"}, "environ_base": OUTSIDE}, 403),
    ({"TRUSTED_PROXIES": ("127.0.0.1",)}, {"headers": {"X-Forwarded-For": "203.0.113.9"}}, 403),
    ({"TRUSTED_PROXIES": ("127.0.0.1",)}, {"headers": {"X-Forwarded-Host": "example.org"}}, 403),
])
def test_figures_are_for_this_machine_and_those_that_are_named(
    config: dict[str, Any], asked: dict[str, Any], status: int
) -> None:
    assert client_over(**config).get("/metrics", **asked).status_code == status


def test_the_log_says_what_was_asked_of_the_site_and_nothing_of_who_asked_for_what(tmp_path: Path) -> None:
    client = client_over(ACCESS_LOG=str(tmp_path / "log"))
    client.get("/search?q=peace+treaty", headers={"User-Agent": "Browser/1"}, environ_base=OUTSIDE)
    client.get("/record/summit?q=peace")
    found, record = lines(tmp_path / "log")
    assert set(found) == {"time", "method", "route", "status", "ms", "bytes", "process", "hits"}
    assert (found["route"], found["status"], found["hits"]) == ("/search", 200, 3)
    assert found["bytes"] > 1000
    assert record["route"] == "/record/<path:record_id>"
    text = (tmp_path / "log").read_text("utf-8")
    assert not [word for word in ("peace", "203.0.113", "Browser", "summit") if word in text]


def test_the_log_names_query_and_address_where_that_is_asked_for(tmp_path: Path) -> None:
    client = client_over(ACCESS_LOG=str(tmp_path / "log"), LOG_QUERIES=True, LOG_ADDRESSES=True)
    client.get('/search?q=a"%0a{"status":1}', environ_base=OUTSIDE)
    (found,) = lines(tmp_path / "log")
    assert (found["path"], found["query"]) == ("/search", 'q=a"%0a{"status":1}')
    assert found["address"] == "203.0.113.9"


def test_the_log_goes_on_in_a_new_file_where_the_old_one_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "LOOKED_AGAIN", 0.0)
    client = client_over(ACCESS_LOG=str(tmp_path / "log"))
    client.get("/help")
    (tmp_path / "log").rename(tmp_path / "log.1")
    client.get("/search")
    assert [each["route"] for name in ("log.1", "log") for each in lines(tmp_path / name)] == ["/help", "/search"]


def test_a_log_that_cannot_be_written_fails_no_request_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(access_log, "LOOKED_AGAIN", 0.0)
    (tmp_path / "logs").mkdir()
    client = client_over(ACCESS_LOG=str(tmp_path / "logs" / "log"))
    (tmp_path / "logs" / "log").unlink()
    (tmp_path / "logs").rmdir()
    assert [client.get("/help").status_code for _ in range(3)] == [200] * 3
    assert len([each for each in caplog.records if "access log" in each.message]) == 1


def test_a_client_that_asks_too_often_is_told_when_to_ask_again_and_others_are_answered() -> None:
    client = client_over(RATE_LIMIT="3/minute")

    def status(address: str, path: str = "/help") -> int:
        return client.get(path, environ_base={"REMOTE_ADDR": address}).status_code

    assert [status("203.0.113.9") for _ in range(5)] == [200, 200, 200, 429, 429]
    assert status("203.0.113.10") == 200
    refused = client.get("/api/v1/info", environ_base=OUTSIDE)
    assert refused.get_json()["status"] == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 120
    assert "Content-Security-Policy" in refused.headers
    for path in ("/healthz", "/static/style.css"):
        with client.get(path, environ_base=OUTSIDE) as response:
            assert response.status_code == 200
    assert figures(client)["onrecord_refused_total", "rate"] == 3


def test_addresses_of_one_customer_count_together_and_this_machine_does_not() -> None:
    client = client_over(RATE_LIMIT="2/minute")
    asked = [client.get("/help", environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{n}"}).status_code for n in range(3)]
    assert asked == [200, 200, 429]
    assert client.get("/help", environ_base={"REMOTE_ADDR": "2001:db8:1:3::1"}).status_code == 200
    assert [client.get("/help").status_code for _ in range(5)] == [200] * 5


def test_a_client_cannot_get_round_its_limit_by_saying_that_it_is_another() -> None:
    client = client_over(RATE_LIMIT="2/minute")
    asked = [client.get("/help", environ_base=OUTSIDE, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
             for n in range(3)]
    assert asked == [200, 200, 429]


def believed(trusted: Iterable[str], peer: str, **headers: str) -> dict[str, Any]:
    """What reaches the site of a request from `peer` with these headers."""
    seen: dict[str, Any] = {}
    environ = {"REMOTE_ADDR": peer, "HTTP_HOST": "here", "wsgi.url_scheme": "http", "SERVER_NAME": "here",
               "SERVER_PORT": "80", **{f"HTTP_{name}": value for name, value in headers.items()}}
    TrustedProxies(lambda environ, _: seen.update(environ) or [], trusted)(environ, lambda *_: None)  # type: ignore
    return seen


@pytest.mark.parametrize(("said", "client"), [
    ("203.0.113.9", "203.0.113.9"),
    ("1.2.3.4, 203.0.113.9", "203.0.113.9"),  # the client wrote the first one itself
    ("203.0.113.9, 10.0.0.2", "203.0.113.9"),  # through two proxies of ours
    ("1.2.3.4, 203.0.113.9, 10.0.0.2, 10.0.0.3", "203.0.113.9"),
    ("203.0.113.9:5123", "203.0.113.9"),
    ("[2001:db8::1]:443", "2001:db8::/64"),
    ("nonsense", "unknown"),
    ("10.0.0.2", "10.0.0.2"),
])
def test_the_client_is_the_last_that_no_trusted_proxy_is(said: str, client: str) -> None:
    assert client_of(believed(["10.0.0.0/8"], "10.0.0.1", X_FORWARDED_FOR=said)) == client


def test_what_a_stranger_says_of_himself_is_not_heard() -> None:
    seen = believed(["10.0.0.0/8"], "203.0.113.9", X_FORWARDED_FOR="127.0.0.1", X_FORWARDED_HOST="evil.example",
                    X_FORWARDED_PROTO="https", X_FORWARDED_PREFIX="//evil.example", FORWARDED="for=1.2.3.4")
    assert (seen["REMOTE_ADDR"], seen["HTTP_HOST"], seen["wsgi.url_scheme"]) == ("203.0.113.9", "here", "http")
    assert not [name for name in seen if "FORWARDED" in name.upper() and name.startswith("HTTP_")]


def test_not_even_a_proxy_says_below_which_path_the_site_stands() -> None:
    """A proxy hands on what it does not know of; links would lead where the reader's browser was made to say."""
    client = client_over(TRUSTED_PROXIES=("127.0.0.1",))
    body = client.get("/search?q=peace", headers={"X-Forwarded-For": "203.0.113.9",
                                                  "X-Forwarded-Prefix": "//evil.example"}).get_data(as_text=True)
    assert "evil.example" not in body


@pytest.mark.parametrize("config", [
    {"RATE_LIMIT": "often"}, {"TRUSTED_PROXIES": ("proxy.example",)}, {"METRICS_FROM": ("all",)}])
def test_limits_and_addresses_that_are_none_are_refused_at_the_start(config: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"often|proxy\.example|all"):
        client_over(**config)


def test_who_waits_in_line_gets_the_place_that_becomes_free() -> None:
    entered, leave = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(*_: object) -> list[bytes]:
        entered.set()
        leave.wait(10)
        return [b""]

    gate = Gate(slow, 1)

    def ask() -> None:
        list(gate({"PATH_INFO": "/"}, lambda status, *_: answers.append(status)))  # type: ignore[arg-type]

    first = threading.Thread(target=ask)
    first.start()
    entered.wait(10)
    second = threading.Thread(target=ask)
    second.start()
    leave.set()
    first.join(10)
    second.join(10)
    assert answers == []


def test_the_questions_of_a_page_share_the_time_that_the_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine([*summit(), *speech()])
    search = engine.search

    def slow(request: SearchRequest) -> SearchResponse:
        time.sleep(0.05)
        return search(request)

    monkeypatch.setattr(engine, "search", slow)
    client_over(engine, BUDGET_MS=400).get("/search?q=zzz&speaker=Shinzo+Abe&place=Peru")  # asks what would help, too
    budgets = [request.budget_ms for request in engine.requests]
    assert len(budgets) > 2
    assert budgets == sorted(budgets, reverse=True)
    assert budgets[-1] <= budgets[0] - 50


def test_an_answer_that_time_ran_out_on_is_not_kept_by_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(summit())
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda request: search(request)._replace(limits=(wording("no-time"),)))
    response = client_over(engine, ACCESS_LOG=str(tmp_path / "log")).get("/search.atom?q=peace")
    assert response.get_etag() == (None, None)
    assert response.headers["Cache-Control"] == "no-store"
    assert lines(tmp_path / "log")[0]["cut"] is True


@pytest.mark.parametrize(("method", "addresses"), [
    ("who", ("/who", "/who.json", "/who.csv", "/api/v1/who")),
    ("over_time", ("/over-time", "/over-time.csv", "/api/v1/over-time")),
    ("facet", ("/facet/speaker", "/api/v1/facets/speaker"))])
def test_a_table_that_time_ran_out_on_says_so_and_is_not_kept(
    method: str, addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(summit())
    whole = getattr(engine, method)
    late = (wording("no-time-count", field=wording("field-speaker")),)

    def limited(table: Any) -> Any:
        return table._replace(limits=late) if isinstance(table, Facet) else replace(table, limits=late)

    monkeypatch.setattr(engine, method, lambda *args, **given: limited(whole(*args, **given)))
    client = client_over(engine)
    for address in addresses:
        response = client.get(f"{address}?q=treaty")
        assert "There was no time left to count by speaker." in response.get_data(as_text=True), address
        assert response.headers["Cache-Control"] == "no-store", address
        if address.startswith("/api"):
            continue
        french = client.get(f"{address}?q=treaty&ui=fr").get_data(as_text=True)
        assert ("There was no time left" in french) == address.endswith("json"), address


def test_health_and_static_files_are_answered_while_all_places_are_taken() -> None:
    app = create_app(FakeEngine(), {"MOST_AT_ONCE": 0})
    gate = Gate(app.wsgi_app, 0)
    for path, expected in (("/healthz", "200 OK"), ("/static/style.css", "200 OK"),
                           ("/search", "503 Service Unavailable")):
        said: list[str] = []
        environ = app.test_request_context(path).request.environ
        body = gate(environ, lambda status, *_, said=said: said.append(status))  # type: ignore[arg-type,misc]
        list(body)
        assert said == [expected]
        getattr(body, "close", lambda: None)()


@pytest.mark.parametrize("path", ["/search?limit=100&", "/who?", "/over-time?", "/facet/speaker?"])
def test_a_long_address_makes_no_page_many_times_as_long(path: str) -> None:
    """Each of some hundred links of a page holds the whole question again."""
    documents = [replace(each, id=f"r{n}#{each.id}", record_id=f"r{n}", speakers=(f"Speaker {n}",))
                 for n in range(120) for each in speech()]
    client = client_over(FakeEngine(documents))
    words = "q=peace+" + "%F0%9F%98%80" * 9_000
    values = "".join(f"&{facet}={n}" + "%C3%A9" * 290 for facet in ("speaker", "topic", "place") for n in range(50))
    compared = "q=peace" + "".join(f"&compare={n}" + "%F0%9F%98%80" * 1_900 for n in range(4))
    for address in (path + words, path + "q=peace" + values, path + compared):
        assert len(client.get(address).data) < 12_000_000
