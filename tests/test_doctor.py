"""The doctor finds what is wrong on a machine, and says how to mend it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata
from pathlib import Path

import pytest

from indexer import doctor, open_engine, packages
from indexer.index.locking import writer_lock
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "one.txt").write_text("Remarks\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    build_index((tmp_path / "records",), open_engine(tmp_path / "index"), data_folder())
    return tmp_path / "index"


def free_port() -> int:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def run(*arguments: str | Path, **environment: str) -> tuple[int, dict[str, list[dict[str, str]]], str]:
    """Exit status, findings by name, and what it said on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "indexer", "doctor", "--json", "--port", str(free_port()), *map(str, arguments)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    found: dict[str, list[dict[str, str]]] = {}
    for each in json.loads(done.stdout)["findings"]:
        found.setdefault(each["name"], []).append(each)
    return done.returncode, found, done.stderr


def test_a_machine_on_which_all_is_well_has_nothing_wrong(index: Path) -> None:
    status, found, errors = run("--index", index)
    assert (status, errors) == (0, "")
    assert {"python", "locale", "knowledge", "index", "disk", "lock", "port"} <= set(found)
    assert found["index"][0]["what"].split(":")[1].startswith(" 1 sections")
    assert not [each for own in found.values() for each in own if each["state"] != "ok"]


def spoil_pointer(index: Path) -> None:
    (index / "CURRENT").write_text("nonsense")


def spoil_files(index: Path) -> None:
    for each in index.glob("generations/*/arrays/*"):
        each.write_bytes(b"")



def lose_pointer(index: Path) -> None:
    (index / "CURRENT").unlink()


@pytest.mark.parametrize("spoil", [spoil_pointer, spoil_files, lose_pointer])
def test_an_index_at_fault_is_wrong_and_says_how_to_mend_it(index: Path, spoil: Callable[[Path], None]) -> None:
    spoil(index)
    status, found, _ = run("--index", index)
    assert status == 1
    (own,) = (each for each in found["index"] if each["state"] == "wrong")
    assert "--rebuild" in own["mend"]


def test_no_index_yet_is_no_fault(tmp_path: Path) -> None:
    status, found, _ = run("--index", tmp_path / "none")
    assert status == 0
    assert found["index"][0]["state"] == "note"
    assert "onrecord index" in found["index"][0]["mend"]
    assert not (tmp_path / "none").exists()


def test_who_writes_the_index_is_named(index: Path) -> None:
    with writer_lock(index):
        _, found, _ = run("--index", index)
    assert found["lock"][0]["state"] == "note"
    assert f"process {os.getpid()}" in found["lock"][0]["what"]


def test_knowledge_at_fault_is_named_with_its_line(index: Path, tmp_path: Path) -> None:
    for name in ("authority", "lexicon", "topics", "synonyms"):
        (tmp_path / "data" / name).mkdir(parents=True)
    (tmp_path / "data" / "authority" / "people.toml").write_text("[[person]]\nname = \n", "utf-8")
    status, found, _ = run("--index", index, ONRECORD_DATA=str(tmp_path / "data"))
    assert status == 1
    assert "people.toml:2" in found["knowledge"][0]["what"]


def test_texts_that_are_not_utf8_are_wrong(index: Path) -> None:
    status, found, _ = run("--index", index, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert status == 1
    assert found["locale"][0]["mend"] == "set LC_ALL=C.UTF-8"


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """The port of a server that says the same to everything."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.mark.parametrize(("status", "body", "state", "said"), [
    (200, b'{"status": "ok"}', "ok", "its index answers"),
    (503, b'{"status": "down", "reason": "there is no index"}', "wrong", "there is no index"),
    (200, b"<html>", "wrong", "another program"),
    (200, b"[]", "wrong", "another program"),
])
def test_a_port_that_is_taken_says_by_whom(status: int, body: bytes, state: str, said: str) -> None:
    with answering(status, body) as port:
        found = doctor.listening("127.0.0.1", port)
    assert found.state == state
    assert said in found.what


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    assert doctor.listening("203.0.113.9", 8000).state == "wrong"


@pytest.mark.parametrize(("wanted", "version", "allowed"), [
    (">=1.2,<2", "1.2", True), (">=1.2,<2", "1.10.1", True), (">=1.2,<2", "2.0", False), (">=1.2,<2", "1.1.9", False),
    (">=2.0,<3", "2", True), (">=1.2,<2", "2.0rc1", False), ("", "1", True), ("~=1.0", "5", True)])
def test_versions_are_compared_by_number(wanted: str, version: str, allowed: bool) -> None:
    assert packages.allows(wanted, version) is allowed


def test_packages_that_are_missing_or_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: [
        "flask>=3.1,<4", "no-such-package-of-ours>=1", "click>=99", "other>=1; extra == 'test'"])
    found = next(iter(packages.packages()))
    assert found.state == "wrong"
    assert "no-such-package-of-ours is missing" in found.what
    assert "click is" in found.what
    assert "flask" not in found.what
    assert "other" not in found.what


def test_another_whoosh_beside_ours_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "packages_distributions", lambda: {"whoosh": ["whoosh-reloaded", "Whoosh"]})
    assert "pip uninstall Whoosh" in [each.mend for each in packages.packages()][-1]


def test_a_full_disk_is_wrong(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)
    assert doctor.room(index).state == "wrong"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has On Record, as pip leaves it, and none of the packages that it needs but click."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, symlinks=True)
    found = next((folder / "lib").glob("python*/site-packages"))
    (found / "onrecord.pth").write_text(f"{ROOT}\n", "utf-8")
    about = found / "onrecord-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: onrecord\nVersion: 1.0\nRequires-Dist: click>=8\nRequires-Dist: numpy>=2.0,<3\n"
        "Requires-Dist: whoosh-reloaded>=2.7.5,<3\n", "utf-8")
    return folder


def have(bare: Path, package: str) -> None:
    """Put one package of this interpreter into the other, or its place."""
    found = next((bare / "lib").glob("python*/site-packages"))
    for each in Path(str(metadata.distribution(package).locate_file(""))).glob(f"{package}*"):
        (found / each.name).symlink_to(each)


@pytest.mark.skipif(os.name == "nt", reason="an interpreter is laid out otherwise there")
@pytest.mark.parametrize("arguments", [("doctor",), ("doctor", "--json"), ("index", "x"), ("--help",)])
def test_what_is_missing_is_named_and_no_traceback_shown(bare: Path, arguments: tuple[str, ...]) -> None:
    def said() -> tuple[int, str]:
        done = subprocess.run([bare / "bin" / "python", "-m", "indexer", *arguments], cwd=bare, capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    found = next((bare / "lib").glob("python*/site-packages"))
    for each in found.glob("click*"):
        each.unlink()
    status, text = said()
    assert status == 1
    assert "click is missing; numpy is missing; whoosh-reloaded is missing" in text
    assert "pip install --upgrade onrecord" in text
    assert "Traceback" not in text
    have(bare, "click")
    status, text = said()
    assert status == (0 if arguments == ("--help",) else 1)
    assert "click is missing" not in text
    assert ("numpy is missing; whoosh-reloaded is missing" in text) is (arguments != ("--help",))
    assert "Traceback" not in text
