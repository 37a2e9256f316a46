"""The site as it is served: by a production server, on this machine alone, until it is interrupted."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from indexer import open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from tests.interrupts import heed_interrupts
from webapp import create_app


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "one.txt").write_text("Remarks\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    build_index((tmp_path / "records",), open_engine(tmp_path / "index"), data_folder())
    return tmp_path / "index"


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """Leaves no server behind a test that failed."""
    try:
        yield
    finally:
        process.kill()


def test_the_command_serves_the_index_says_where_and_ends_quietly(index: Path) -> None:
    command = [sys.executable, "-m", "indexer", "serve", "--index", str(index), "--port", "0"]
    # A shell's background job ignores SIGINT, and so would the server that a test of such a job starts.
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts) as process, \
            ended(process):
        assert process.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert address is not None
        with urllib.request.urlopen(f"{address.group()}healthz", timeout=20) as response:
            assert json.load(response)["status"] == "ok"
        with urllib.request.urlopen(f"{address.group()}search.json?q=peace", timeout=20) as response:
            assert json.load(response)["total"] == {"sections": 1, "records": 1}
            assert "Server" not in response.headers
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()


def test_connections_that_say_nothing_keep_nobody_out(index: Path) -> None:
    command = [sys.executable, "-m", "indexer", "serve", "--index", str(index), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process, ended(process), ExitStack() as silent:
        assert process.stderr is not None
        found = re.search(r":(\d+)/", process.stderr.readline())
        assert found is not None
        port = int(found[1])
        for number in range(250):
            own = silent.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            if number % 2:
                own.sendall(b"GET /search HTTP/1.1\r\nHost: ")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as response:
            assert json.load(response)["status"] == "ok"


@pytest.mark.parametrize(("option", "value"), [
    ("--trusted-proxy", "proxy.example"), ("--metrics-from", "everybody"), ("--rate-limit", "often")])
def test_options_that_mean_nothing_are_refused_before_anything_is_done(option: str, value: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "indexer", "serve", "--index", str(tmp_path / "index"), option, value],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert option in done.stderr
    assert not (tmp_path / "index").exists()


def test_a_proxy_that_is_trusted_says_by_which_host_and_scheme_the_reader_came(index: Path) -> None:
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "statements.example.org",
            "X-Forwarded-Proto": "https"}
    for trusted, base in ((), "http://localhost"), (("127.0.0.1",), "https://statements.example.org"):
        client = create_app(config={"INDEX": str(index), "TRUSTED_PROXIES": trusted}).test_client()
        hit = client.get("/search.json?q=peace", headers=said).get_json()["hits"][0]
        assert hit["url"].startswith(f"{base}/record/")


@pytest.mark.parametrize(("host", "names", "own"), [
    ("localhost", (), True), ("127.0.0.1:8000", (), True), ("[::1]:8000", (), True), ("site.localhost:81", (), True),
    ("LocalHost.", (), True), ("archive.example.org:8000", ("Archive.example.org",), True),
    ("[2001:db8::1]:81", ("2001:db8::1",), True), ("[2001:db8::2]:81", ("2001:db8::1",), False),
    ("evil.example", (), False), ("evil.example:80", ("archive.example.org",), False), ("192.0.2.7:8000", (), False),
    ("localhost.evil.example", (), False), ("127.0.0.1.evil.example", (), False)])
def test_addresses_that_leave_the_site_are_made_from_its_own_names_alone(
        index: Path, host: str, names: tuple[str, ...], own: bool) -> None:
    """A feed or a citation that is kept would otherwise lead wherever whoever asked first wanted."""
    client = create_app(config={"INDEX": str(index), "HOSTS": names}).test_client()
    record, _, key = client.get("/search.json?q=peace").get_json()["hits"][0]["id"].partition("#")
    section = f"/section/{record}/{key}"
    told = {address: client.get(address, headers={"Host": host}).get_data(as_text=True) for address in (
        "/search?q=peace", "/search.atom", "/search.csv", "/search.json?q=peace", "/who.csv", "/over-time.csv", "/",
        "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/api/v1/openapi.json", f"/record/{record}",
        *(f"{section}{form}" for form in ("", "?format=ris", "?format=bibtex", "?format=csl")))}
    for address, text in told.items():
        if not own:
            assert host.partition(":")[0] not in text, address
    feed = told["/search.atom"]
    assert f"<id>http://{host}/section/".lower() in feed.lower() if own else "<id>urn:uuid:" in feed
    assert f"L2  - {'http://' + host if own else ''}/section/".lower() in told[f"{section}?format=ris"].lower()


def test_a_given_base_is_used_whatever_the_request_says(index: Path) -> None:
    client = create_app(config={"INDEX": str(index), "BASE_URL": "https://record.example.org/"}).test_client()
    feed = client.get("/search.atom", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "https://record.example.org/section/" in feed
    assert "evil.example" not in feed
