"""The examples of the README for operating: nginx in front of the site over TLS, and the unit file."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READER = "127.0.0.2"  # an address of this machine that is not the proxy's
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def example(language: str) -> str:
    return README.split(f"```{language}\n", 1)[1].split("```", 1)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not NGINX or not shutil.which("openssl"):
        pytest.skip("needs nginx and openssl")
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "records").mkdir()
    for name in ("one", "two"):
        (folder / "records" / f"{name}.txt").write_text(
            f"Remarks {name}\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    build_index((folder / "records",), open_engine(folder / "index"), data_folder())
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[int]:
    """The port of a real `onrecord serve` of two processes that trusts a proxy of this machine."""
    command = [sys.executable, "-m", "indexer", "serve", "--index", str(folder / "index"), "--port", "0",
               "--processes", "2", "--trusted-proxy", "127.0.0.1", "--rate-limit", "1000/minute",
               "--access-log", str(folder / "access.log"), "--log-addresses"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = re.search(r":(\d+)/", process.stderr.readline())
            assert said is not None
            yield int(said[1])
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def proxy(folder: Path, site: int) -> Iterator[int]:
    """The port of nginx with the README's example, its certificate and ports replaced by ones that there are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                    "/CN=statements.example.org", "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True,
                   capture_output=True)
    server = (example("nginx").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
              .replace("http://127.0.0.1:8000", f"http://127.0.0.1:{site}")
              .replace("/etc/ssl/statements.crt", f"{folder}/cert.pem")
              .replace("/etc/ssl/statements.key", f"{folder}/key.pem"))
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in
                     ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {places} {server} }}\n")
    assert NGINX
    with subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def ask(port: int, address: str, reader: str = READER, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=30,
                                             source_address=(reader, 0))
    try:
        connection.request("GET", address, headers={"Host": "statements.example.org", **{
            name.replace("_", "-"): value for name, value in headers.items()}})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_links_that_leave_the_site_have_the_host_and_scheme_of_the_reader(proxy: int) -> None:
    hits = json.loads(ask(proxy, "/search.json?q=peace")[1])["hits"]
    assert {hit["url"].partition("/record/")[0] for hit in hits} == {"https://statements.example.org"}
    for hit in hits:
        assert ask(proxy, hit["url"].removeprefix("https://statements.example.org").split("#")[0])[0].status == 200


def test_a_host_that_a_reader_makes_up_stands_in_no_link(proxy: int) -> None:
    for address in ("/search.json?q=peace", "/search.atom?q=peace", "/search.csv", "/search?q=peace", "/sitemap.xml"):
        body = ask(proxy, address, Host="stranger.example")[1]
        assert b"https://statements.example.org/" in body, address
        assert b"stranger" not in body, address


def test_a_redirect_stays_on_the_host_and_scheme_of_the_reader(proxy: int) -> None:
    answer, _ = ask(proxy, "/?q=peace")
    assert answer.status == 302
    where = str(answer.headers["Location"])
    assert where in {"/search?q=peace", "https://statements.example.org/search?q=peace"}


def test_a_page_that_has_not_changed_is_not_sent_again(proxy: int) -> None:
    first, _ = ask(proxy, "/search?q=peace", Accept_Encoding="gzip")
    again, body = ask(proxy, "/search?q=peace", Accept_Encoding="gzip", If_None_Match=str(first.headers["ETag"]))
    assert (again.status, body) == (304, b"")


def test_pages_come_packed_and_with_the_headers_of_the_site(proxy: int) -> None:
    packed, body = ask(proxy, "/search?q=peace", Accept_Encoding="gzip")
    plain, text = ask(proxy, "/search?q=peace")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(body) == text
    assert "default-src 'none'" in str(packed.headers["Content-Security-Policy"])


def test_a_query_as_long_as_one_may_be_comes_through(proxy: int) -> None:
    assert ask(proxy, "/search?q=" + "%E6%97%A5" * 2_000)[0].status == 200


def test_the_reader_cannot_say_who_he_is(proxy: int, folder: Path) -> None:
    ask(proxy, "/help", X_Forwarded_For="203.0.113.9", X_Forwarded_Host="evil.example", X_Forwarded_Prefix="//evil")
    body = ask(proxy, "/search.json?q=peace", X_Forwarded_Host="evil.example", X_Forwarded_Prefix="//evil.example")[1]
    assert b"evil" not in body
    lines = [json.loads(line) for line in (folder / "access.log").read_text("utf-8").splitlines()[-2:]]
    assert {line["address"] for line in lines} == {READER}


def test_figures_stay_inside(proxy: int, site: int) -> None:
    assert ask(proxy, "/metrics")[0].status == 404
    connection = http.client.HTTPConnection("127.0.0.1", site, timeout=30)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    assert (answer.status, b"onrecord_index_up 1.0" in answer.read()) == (200, True)
    connection.close()


def test_one_reader_who_asks_too_often_is_refused_whichever_process_would_answer(proxy: int) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    one = b"GET /static/icon.svg HTTP/1.1\r\nHost: statements.example.org\r\n%s\r\n"
    with socket.create_connection(("127.0.0.1", proxy), timeout=60, source_address=("127.0.0.3", 0)) as plain, \
            context.wrap_socket(plain) as wire:
        wire.sendall(one % b"" * 300 + one % b"Connection: close\r\n")
        answers = b"".join(iter(lambda: wire.recv(65536), b""))
    assert answers.count(b"HTTP/1.1 200") >= 40
    assert answers.count(b"HTTP/1.1 429") > 0
    assert ask(proxy, "/search?q=peace", reader="127.0.0.4")[0].status == 200


def test_the_unit_file_is_one_that_systemd_takes(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("needs systemd-analyze")
    unit = example("ini").replace("/opt/onrecord/.venv/bin/onrecord", sys.executable)
    (tmp_path / "onrecord.service").write_text(unit)
    done = subprocess.run([analyze, "verify", str(tmp_path / "onrecord.service")], capture_output=True, text=True,
                          check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_file_starts_the_site_with_options_that_there_are() -> None:
    command = example("ini").replace("\\\n", " ").split("ExecStart=")[1].splitlines()[0].split()
    help_text = subprocess.run([sys.executable, "-m", "indexer", "serve", "--help"], cwd=ROOT, capture_output=True,
                               text=True, check=True).stdout
    assert [each for each in command if each.startswith("--")]
    assert not [each for each in command if each.startswith("--") and each not in help_text]
