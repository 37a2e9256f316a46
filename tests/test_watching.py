"""`index --watch`: real processes over folders that change in the ways of people, editors and other programs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from indexer import watching
from indexer.engine import SearchRequest
from indexer.errors import OnRecordError
from indexer.opening import check_index, open_engine
from indexer.watching import moments
from tests.interrupts import heed_interrupts
from tests.test_cli import READOUT

PATIENCE = 90.0  # seconds; a busy machine takes its time


def until(seen: Callable[[], bool], what: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)


class Watcher:
    """`onrecord index --watch` over a folder."""

    def __init__(self, folder: Path, *paths: Path) -> None:
        self.sources = folder / "sources"
        self.sources.mkdir(exist_ok=True)
        self.index = folder / "index"
        self._log = folder / "log"
        with self._log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "indexer", "index", *map(str, paths or (self.sources,)), "--watch",
                 "--jobs", "1", "--index", str(self.index)], stdout=stream, stderr=subprocess.STDOUT,
                preexec_fn=heed_interrupts)

    def write(self, name: str, text: str = READOUT) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def said(self) -> str:
        return self._log.read_text(errors="replace")

    def records(self) -> set[str]:
        try:
            found = open_engine(self.index).search(SearchRequest(text="customs", limit=10_000))
        except OnRecordError:
            return set()
        return {hit.document.record_id for hit in found.hits}

    def until_records(self, *names: str) -> None:
        until(lambda: self.records() == set(names), lambda: f"{names} and not {self.records()}: {self.said()}")

    def until_said(self, text: str) -> None:
        until(lambda: text in self.said(), lambda: f"{text!r}: {self.said()}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    found = Watcher(tmp_path)
    found.write("a.txt")
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.wait()


def test_files_that_come_change_move_and_go_are_followed(watcher: Watcher) -> None:
    watcher.until_records("a")
    watcher.write("b.txt")
    watcher.write("deep/er/c.txt")
    watcher.until_records("a", "b", "deep-er-c")
    (watcher.sources / "b.txt").rename(watcher.sources / "d.txt")
    watcher.until_records("a", "d", "deep-er-c")
    watcher.write("a.txt", "Nothing of that kind was said by anybody on that day.")
    (watcher.sources / "deep").rename(watcher.sources / "deeper")
    (watcher.sources / "d.txt").unlink()
    watcher.until_records("deeper-er-c")
    assert check_index(watcher.index) == []


def test_a_save_in_the_way_of_editors_is_one_change_and_leaves_nothing_else(watcher: Watcher) -> None:
    watcher.until_records("a")
    path = watcher.sources / "a.txt"
    for name in (".a.txt.swp", "4913", "a.txt~", "#a.txt#", ".#a.txt", "a.tmp"):
        (watcher.sources / name).write_text(READOUT)
    (watcher.sources / "4913").unlink()
    path.rename(path.with_name("a.txt~"))  # vim's way: the old one aside, a new one written
    path.write_text(READOUT.replace("customs", "tariffs customs"))
    (path.with_name("a.txt~")).unlink()
    new = path.with_name(".a.txt.new")  # the others' way: a new one renamed over the old
    new.write_text(READOUT.replace("customs", "duties customs"))
    new.replace(path)
    until(lambda: open_engine(watcher.index).search(SearchRequest(text="duties")).total_sections == 1, watcher.said)
    assert watcher.records() == {"a"}
    assert set(open_engine(watcher.index).sources()) == {str(path)}


def test_thousands_of_files_at_once_are_a_run_or_two(watcher: Watcher) -> None:
    watcher.until_records("a")
    for number in range(2000):
        watcher.write(f"many/{number % 7}/n{number}.json", json.dumps({"id": f"n{number}", "text": "On customs."}))
    until(lambda: len(watcher.records()) == 2001, watcher.said)
    assert watcher.said().count("wrote ") <= 4


def test_a_folder_that_goes_keeps_its_records_and_is_watched_again_when_it_is_back(watcher: Watcher) -> None:
    watcher.until_records("a")
    away = watcher.sources.with_name("away")
    watcher.sources.rename(away)
    watcher.until_said("has gone")
    assert watcher.records() == {"a"}
    (away / "b.txt").write_text(READOUT)
    away.rename(watcher.sources)
    watcher.until_said("is back")
    watcher.until_records("a", "b")
    watcher.write("c.txt")
    watcher.until_records("a", "b", "c")


def test_one_of_two_folders_is_followed_while_the_other_is_away(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    watcher = Watcher(tmp_path, tmp_path / "sources", other)
    try:
        watcher.write("a.txt")
        watcher.until_records("a")
        other.rename(tmp_path / "away")
        watcher.until_said("has gone")
        watcher.write("b.txt")
        watcher.until_records("a", "b")
    finally:
        watcher.stop(signal.SIGKILL)


def test_an_index_that_somebody_else_writes_is_tried_again(watcher: Watcher) -> None:
    watcher.until_records("a")
    with open_engine(watcher.index).writer():
        watcher.write("b.txt")
        watcher.until_said("being written by process")
    watcher.until_records("a", "b")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(watcher: Watcher, number: int) -> None:
    watcher.until_said("watching")
    watcher.until_records("a")
    assert watcher.stop(number) == 0
    assert "Traceback" not in watcher.said()
    assert watcher.said().rstrip().endswith("stopped watching; the index is whole")
    assert [each.name for each in (watcher.index / "generations").iterdir() if each.name.startswith(".")] == []


def test_a_signal_in_the_middle_of_a_run_leaves_the_index_as_it_was(watcher: Watcher) -> None:
    watcher.until_records("a")
    for number in range(400):
        watcher.write(f"{number}.txt", READOUT * 5)
    until(lambda: any(each.name.startswith(".") for each in (watcher.index / "generations").iterdir()), watcher.said)
    assert watcher.stop() == 0
    assert "Traceback" not in watcher.said()
    assert watcher.records() == {"a"}
    assert [each.name for each in (watcher.index / "generations").iterdir() if each.name.startswith(".")] == []


def test_a_place_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, tmp_path / "nowhere")
    assert watcher.process.wait(PATIENCE) == 2
    assert "nowhere" in watcher.said()


def test_what_a_run_writes_itself_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each run would start the next one, where the index lies in the folder that one stands in."""
    monkeypatch.chdir(tmp_path)
    seen = moments([Path()], besides=Path("onrecord-index"), tell=print)
    assert next(seen) == 0
    (tmp_path / "onrecord-index").mkdir()
    (tmp_path / "onrecord-index" / "writer.lock").write_text("{}")
    (tmp_path / "onrecord-index-of-mine.txt").write_text(READOUT)
    assert next(seen) == 1
    seen.close()


def test_a_change_during_a_run_is_not_missed(tmp_path: Path) -> None:
    seen = moments([tmp_path], besides=tmp_path / "index", tell=print)
    next(seen)
    (tmp_path / "a.txt").write_text(READOUT)  # as if the first run were going on
    assert next(seen) == 1
    seen.close()


def test_a_single_file_saved_by_renaming_is_still_watched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(READOUT)
    seen = moments([path], besides=tmp_path / "index", tell=print)
    next(seen)
    for number in range(3):
        new = tmp_path / "b"
        new.write_text(str(number))
        new.replace(path)
        next(seen)
    seen.close()


def test_where_the_system_cannot_tell_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, told = watching.watch, list[str]()

    def limited(*paths: Path, force_polling: bool | None, **named: object) -> object:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return real(*paths, force_polling=force_polling, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "watch", limited)
    seen = moments([tmp_path], besides=tmp_path / "index", tell=told.append)
    next(seen)
    (tmp_path / "a.txt").write_text(READOUT)
    assert next(seen) >= 1
    assert "watch limit" in told[0]
    seen.close()


@pytest.mark.parametrize(("name", "counts"), [
    ("a.txt", True), ("deep/a.txt", True), ("source.toml", True), ("deep/source.toml", True), (".git/index", False),
    (".a.txt.swp", False), ("a.txt~", False), ("#a.txt#", False), ("4913", False), ("README.md", False),
    ("a.txt.part", False), ("index/CURRENT", False), ("index", False), ("index2/a.txt", True)])
def test_files_that_are_no_records_by_their_names_do_not_count(tmp_path: Path, name: str, counts: bool) -> None:
    passes = watching._filter([tmp_path], tmp_path / "index")
    assert passes(Change.modified, os.fspath(tmp_path / name)) is counts
