"""Processes that help to build an index of many documents: nobody can tell that they did, or that they could not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from indexer.engine import SearchRequest
from indexer.index import generations
from indexer.index.arrayfile import ArrayFile
from indexer.index.writer import open_writer
from indexer.model import Document
from indexer.opening import check_index, open_engine
from tests.benchmarks import kills
from tests.chance import document, put, source

Helped = Callable[[int], None]


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> Helped:
    """Have so many processes help, and runs of a few documents each."""
    def have(processes: int) -> None:
        monkeypatch.setattr("indexer.index.writer.default_jobs", lambda: processes + 1)
        monkeypatch.setattr("indexer.index.inverting.RUN_BYTES", 1_000)

    return have


def some(count: int, name: str = "a") -> list[Document]:
    return [document(Random(number), f"{name}{number}#1") for number in range(count)]


def files(index: Path) -> list[tuple[str, bytes]]:
    """What the one segment's files of postings hold, and its arrays."""
    path = generations.current(index).path
    arrays = ArrayFile(next((path / "arrays").glob("*.arrays")))
    return [*sorted((each.suffix, each.read_bytes()) for each in (path / "whoosh").iterdir()
                    if each.suffix in {".trm", ".pst"}), *((name, arrays[name].tobytes()) for name in arrays)]


def test_helped_or_not_an_index_is_the_same_byte_by_byte(tmp_path: Path, helped: Helped) -> None:
    for processes in (0, 2):
        helped(processes)
        put(open_engine(tmp_path / str(processes)), {"/a": some(200)})
        assert check_index(tmp_path / str(processes)) == []
    assert files(tmp_path / "0") == files(tmp_path / "2")
    assert [path.name for path in tmp_path.rglob("*") if path.name.startswith("run-") or path.suffix == ".aside"] == []


def test_where_no_process_can_be_started_one_does_all(tmp_path: Path, helped: Helped, caplog: pytest.LogCaptureFixture,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(process: object) -> None:  # noqa: ARG001
        raise BlockingIOError(11, "Resource temporarily unavailable")

    helped(1)
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(60)})
    assert engine.info().sections == 60
    assert "no processes can be started" in caplog.text


@pytest.mark.parametrize("documents", [60, 0])
def test_what_a_helper_did_not_end_is_done_without_it(tmp_path: Path, helped: Helped, documents: int) -> None:
    """Ended before further words are given to it, or before it is asked to write them for Whoosh."""
    helped(1)
    with open_writer(tmp_path / "left alone") as writer:
        writer.put(source("/a"), some(60))
        if not documents:
            writer._builder._postings._wait(0)  # type: ignore[union-attr]
        process = writer._workers._processes[0][0]
        process.kill()
        process.join()
        writer.put(source("/b"), some(documents, "b"))
        writer.commit()
    put(open_engine(tmp_path / "helped"), {"/a": some(60), "/b": some(documents, "b")})
    assert files(tmp_path / "left alone") == files(tmp_path / "helped")
    assert check_index(tmp_path / "left alone") == []


def test_a_run_that_is_given_up_leaves_no_process_and_no_file(tmp_path: Path, helped: Helped) -> None:
    helped(2)
    helpers: list[BaseProcess] = []

    def given_up() -> None:
        with open_writer(tmp_path) as writer:
            writer.put(source("/a"), some(60))
            helpers.extend(process for process, _ in writer._workers._processes)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        given_up()
    assert helpers
    assert not any(process.is_alive() for process in helpers)
    assert not generations.folders(tmp_path)


ENDLESS = """
import itertools, sys
from pathlib import Path
from random import Random
from unittest import mock
from indexer.index.writer import open_writer
from tests.chance import document, source

def every():
    for number in itertools.count():
        if number == 200:
            print("begun", flush=True)
        yield document(Random(number), f"r{number}#1")

if __name__ == "__main__":
    with (mock.patch("indexer.index.writer.default_jobs", lambda: 3),
          mock.patch("indexer.index.inverting.RUN_BYTES", 1_000), open_writer(Path(sys.argv[1])) as writer):
        writer.put(source("/b"), every())
"""


def test_helpers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "index")
    put(engine, {"/a": some(5)})
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(kills.HERE)}
    with subprocess.Popen([sys.executable, str(script), str(tmp_path / "index")], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, cwd=kills.HERE, env=environment) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.5)
        process.kill()
        process.communicate(timeout=20)  # ends when the last process that has these pipes does
    assert engine.search(SearchRequest()).total_sections == 5
    put(engine, {"/b": some(9, "b")})
    assert len(generations.folders(tmp_path / "index")) <= 2
    assert check_index(tmp_path / "index") == []

