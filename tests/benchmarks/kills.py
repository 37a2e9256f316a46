"""Kill `onrecord index` at random moments while others search, and see that nobody ever notices.

    python -m tests.benchmarks.kills [--kills 200] [--readers 2] [--seed 1] [--aimed]

A folder of records goes from one state to the next; each run that indexes a change is killed with SIGKILL, some at a
time by chance, some when a certain file appears. Every answer that a reader gets, all the while, has to be the whole
of a state: the one that was served before the run, or the run's. After each kill the index is checked as by
`onrecord verify`, and it is never mended but by the next run. Prints how many kills fell into which moment.

With --aimed every update merges all segments, and each kill falls late in its run: between the writing of the postings
and the end, half of them right before or right after one of the renames that make a generation the live one.

One run in five is a fresh `python -m indexer index`; the others are the same command in a process forked from this
one, which has the modules and the knowledge loaded: most of the time of a run is loading them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from indexer.cli import main as command
from indexer.engine import SearchRequest
from indexer.errors import IndexMissingError
from indexer.index import generations, merging
from indexer.knowledge.folder import data_folder
from indexer.knowledge.loading import load_knowledge
from indexer.opening import check_index, open_engine

REMOVED_WITHIN = 10  # seconds; the last reader of the generation before removes it, and may be at it
FRESH = 5  # every so many runs are an interpreter of their own
HERE = Path(__file__).resolve().parents[2]
WORDS = ("ferry", "border", "treaty", "islands", "visit", "talks", "fishing", "grain", "customs", "port", "minister")
State = frozenset[tuple[str, str]]  # of each record its id and title, which says the edition

READER = """
import gc, json, os, sys, time
from pathlib import Path
from indexer.engine import SearchRequest
from indexer.errors import IndexMissingError
from indexer.opening import open_engine
engine, last, asked = open_engine(Path(sys.argv[1])), None, 0
while os.getppid() == int(sys.argv[2]):
    asked += 1
    if asked % 50 == 0:
        engine = open_engine(Path(sys.argv[1]))  # as a process that has just come
        gc.collect()  # lets go of what the one before held
    try:
        found = engine.search(SearchRequest(text="statement", limit=10_000, facets=("publisher",),
                                            budget_ms=600_000))  # a full machine is no fault
        counted = sum(value.count for facet in found.facets for value in facet.values)
        assert counted == found.total_sections == len(found.hits), (counted, found.total_sections, len(found.hits))
        answer = sorted([hit.document.record_id, hit.document.title] for hit in found.hits)
    except IndexMissingError:
        answer = []
    except BaseException as error:
        answer = f"{type(error).__name__}: {error}"
    if answer != last or asked % 500 == 0:
        print(json.dumps([asked, answer]), flush=True)
        last = answer
    time.sleep(0.03)
"""


class Sources:
    """A folder of records that changes by chance."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder = folder
        self._chance = chance
        self._editions: dict[str, int] = {}
        folder.mkdir()

    def change(self, edition: int, most: int = 12) -> State:
        """Add, edit and remove some; returns what an index of them has to answer."""
        for _ in range(self._chance.randrange(1, most)):
            if self._editions and self._chance.random() < 0.5:
                name = self._chance.choice(sorted(self._editions))
            else:
                name = f"r{edition}x{self._chance.randrange(1000)}"
            if name in self._editions and len(self._editions) > 25 and self._chance.random() < 0.6:
                del self._editions[name]
                (self.folder / f"{name}.json").unlink()
            else:
                self._editions[name] = edition
                self._write(name, edition)
        return frozenset((name, f"Edition {number}") for name, number in self._editions.items())

    def _write(self, name: str, edition: int) -> None:
        text = "A statement. " + " ".join(self._chance.choices(WORDS, k=400)) + "."
        (self.folder / f"{name}.json").write_text(json.dumps({
            "id": name, "title": f"Edition {edition}", "publisher": "Ministry", "date": "2016-11-19", "text": text}))


class Reader:
    """A process that searches without a pause, and writes down each answer that differs from the one before."""

    def __init__(self, index: Path, log: Path) -> None:
        self._log = log
        with log.open("wb") as stream:
            self._process = subprocess.Popen([sys.executable, "-c", READER, str(index), str(os.getpid())],
                                             stdout=stream, cwd=HERE)
        self._at = 0
        self.asked = 0

    def answers(self) -> list[list[list[str]] | str]:
        """What it wrote since this was last called."""
        with self._log.open("rb") as stream:
            stream.seek(self._at)
            whole, end, _ = stream.read().rpartition(b"\n")
        self._at += len(whole) + len(end)
        found = []
        for line in whole.splitlines():
            self.asked, answer = json.loads(line)
            found.append(answer)
        return found

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Run:
    """A process that runs `onrecord index`, and its output."""

    def __init__(self, arguments: list[str], log: Path, *, fresh: bool, deadly: Callable[[str], bool] | None = None,
                 after: bool = False) -> None:
        """A run that is not fresh dies right before, or `after`, the first rename to a path that is `deadly`."""
        self._log = log
        self._status: int | None = None
        if fresh:
            with log.open("wb") as stream:
                self._process = subprocess.Popen([sys.executable, "-m", "indexer", *arguments], stdout=stream,
                                                 stderr=subprocess.STDOUT, cwd=HERE)
            self.pid = self._process.pid
            return
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            if deadly is not None:
                for name in ("rename", "replace"):
                    mock.patch.object(os, name, _killing(getattr(os, name), deadly, after=after)).start()
            self._run(arguments)

    def _run(self, arguments: list[str]) -> None:
        status = 1
        try:
            handle = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            command(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}".encode())
        os._exit(status)

    def poll(self) -> int | None:
        """The exit status; None while the process runs."""
        if self._status is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.005)
        return self._status or 0

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def said(self) -> str:
        return self._log.read_text(errors="replace")


def _killing(rename: Callable[..., None], deadly: Callable[[str], bool], *, after: bool) -> Callable[..., None]:
    def call(source: Any, target: Any, **named: Any) -> None:
        dies = deadly(os.fspath(target))
        if dies and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        rename(source, target, **named)
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)

    return call


RENAMES: dict[str, Callable[[str], bool]] = {
    "the generation's rename": lambda to: Path(to).parent.name == "generations" and not Path(to).name.startswith("."),
    "CURRENT's rename": lambda to: Path(to).name == "CURRENT",
    "a rename of Whoosh's": lambda to: Path(to).parent.name == "whoosh",
    "the old generation's rename": lambda to: Path(to).parent.name == "generations" and Path(to).name.startswith("."),
}


@dataclass
class Tally:
    """What happened."""

    moments: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)  # of runs that were killed
    finished: int = 0  # runs that were let end, each to the new state
    switched: int = 0  # kills after which the new state was served
    asked: int = 0  # searches
    seen: int = 0  # different answers that readers got
    readers_killed: int = 0
    faults: list[str] = field(default_factory=list)


def _building(index: Path) -> list[Path]:
    return [each for each in generations.folders(index) if each.name.startswith(".")]


def _current(index: Path) -> str:
    try:
        return (index / "CURRENT").read_text()[:22]
    except OSError:
        return ""


def _unnamed(index: Path) -> bool:
    """Whether a finished generation waits to be named by CURRENT."""
    newest = max((each.name for each in generations.folders(index) if not each.name.startswith(".")), default="")
    return bool(newest) and newest > _current(index).split(" ")[0].replace("none", "")


MOMENTS: dict[str, Callable[[Path, str], bool]] = {
    "after the switch": lambda index, before: _current(index) != before,
    "between the two renames of the switch": lambda index, _: _unnamed(index),
    "verifying and flushing": lambda index, _: any((each / "manifest.json").exists() for each in _building(index)),
    "closing the generation": lambda index, _: any((each / "arrays" / "order").exists() for each in _building(index)),
    "writing Whoosh's postings": lambda index, _: any(any(each.glob("whoosh/*.trm")) for each in _building(index)),
    "taking documents": lambda index, _: any(any(each.glob("whoosh/*")) for each in _building(index)),
    "a generation begun": lambda index, _: bool(_building(index)),
}
"""From the last to the first: what the folder shows of how far a run is."""
LATE = 5  # of them are from the writing of the postings on


def _signed(index: Path, process: int) -> bool:
    """Whether this process has the writer's lock."""
    try:
        return json.loads((index / "writer.lock").read_text())["process"] == process
    except (OSError, ValueError):
        return False


class Trial:
    """An index, its sources, those who search it, and what it may answer."""

    def __init__(self, folder: Path, *, readers: int, chance: Random, aimed: bool = False) -> None:
        self._folder = folder
        self._aimed = aimed
        self._chance = chance
        self.index = folder / "index"
        self.sources = Sources(folder / "sources", chance)
        self.states: list[State] = [frozenset()]
        self.served = 0
        self.tally = Tally()
        self._readers = [Reader(self.index, folder / f"reader-{number}") for number in range(readers)]
        self._latest = [0] * readers
        self._ended: set[int] = set()
        self._runs = 0

    def run(self, *more: str, deadly: Callable[[str], bool] | None = None, after: bool = False) -> Run:
        self._runs += 1
        return Run(["index", str(self.sources.folder), "--index", str(self.index), "--jobs", "1", *more],
                   self._folder / "run.log", fresh=self._runs % FRESH == 0 and deadly is None, deadly=deadly,
                   after=after)

    def change(self) -> None:
        self.states.append(self.sources.change(len(self.states)))

    def finish(self) -> None:
        """Let a run end: it has to succeed whatever the killed ones left, and leave nothing of them."""
        run = self.run()
        if run.wait():
            self.tally.faults.append(f"a run after a kill failed: {run.said()[-500:]}")
        self.tally.finished += 1
        self.check(expected=[len(self.states) - 1])
        until = time.monotonic() + REMOVED_WITHIN
        while (left := _building(self.index)) and time.monotonic() < until:
            time.sleep(0.05)
        if left:
            self.tally.faults.append(f"a run left {left}")

    def kill(self) -> None:
        """Begin a run for the present state, and kill it."""
        if self._aimed and self._chance.random() < 0.5:
            self._kill_at_rename()
            return
        kind = self._kind()
        before = _current(self.index)
        process = self.run(*(("--rebuild",) if kind == "rebuilding" else ()))
        wanted = self._chance.choice(list(MOMENTS)[:LATE] if self._aimed else [*MOMENTS, "chance", "chance"])
        if self._chance.random() < 0.9:
            self._wait_for(process, lambda: _signed(self.index, process.pid))
        if wanted == "chance":
            until = time.monotonic() + self._chance.random() * 0.5
            self._wait_for(process, lambda: time.monotonic() > until)
        else:
            self._wait_for(process, lambda: MOMENTS[wanted](self.index, before))
            time.sleep(self._chance.choice((0, 0, 0.001, 0.02)))
        ended = process.poll() is not None
        locked = _signed(self.index, process.pid)
        process.kill()
        moment = next((name for name, shows in MOMENTS.items() if shows(self.index, before)),
                      "looking for changes" if locked else "before the lock")
        self.tally.moments["the run had just ended" if ended else moment] += 1
        self.tally.kinds[kind] += 1
        self.check(expected=[self.served, len(self.states) - 1])

    def _kill_at_rename(self) -> None:
        kind = self._kind()
        name, after = self._chance.choice(list(RENAMES)), self._chance.random() < 0.5
        process = self.run(*(("--rebuild",) if kind == "rebuilding" else ()), deadly=RENAMES[name], after=after)
        killed = process.wait() == -signal.SIGKILL
        self.tally.moments[f"right {'after' if after else 'before'} {name}" if killed else f"no {name} in the run"] += 1
        self.tally.kinds[kind] += 1
        self.check(expected=[self.served, len(self.states) - 1])

    def _kind(self) -> str:
        if not self.served:
            return "the first run"
        if self._chance.random() < 0.1:
            return "rebuilding"
        segments = len(generations.current(self.index).segments)
        return "updating with a merge" if segments >= merging.MOST_SEGMENTS else "updating"

    @staticmethod
    def _wait_for(process: Run, seen: Callable[[], bool]) -> None:
        while process.poll() is None and not seen():
            time.sleep(0.0002)

    def check(self, expected: list[int]) -> None:
        """The index is sound and serves one of the expected states, whole; the readers saw only whole states."""
        gc.collect()  # lets go of the generation that the last check held
        engine = open_engine(self.index)
        try:
            found = engine.search(SearchRequest(text="statement", limit=10_000, budget_ms=600_000))
            state = frozenset((hit.document.record_id, hit.document.title) for hit in found.hits)
            self.tally.faults += [f"after a kill: {fault}" for fault in check_index(self.index)]
        except IndexMissingError:
            state = frozenset()
        matching = [number for number in expected if self.states[number] == state]
        if not matching:
            self.tally.faults.append(f"serves no state of {expected}")
            return
        self.tally.switched += matching[0] != self.served
        self.served = matching[0]
        self._read_answers()

    def _read_answers(self) -> None:
        known = {state: number for number, state in enumerate(self.states)}
        for at, reader in enumerate(self._readers):
            for answer in reader.answers():
                number = -1 if isinstance(answer, str) else known.get(frozenset(map(tuple, answer)), -1)  # type: ignore[arg-type]
                if number < self._latest[at]:
                    self.tally.faults.append(f"a reader got {str(answer)[:300]} after state {self._latest[at]}")
                self.tally.seen += number != self._latest[at]
                self._latest[at] = max(number, self._latest[at])
            if at not in self._ended and not reader.is_alive:
                self.tally.faults.append("a reader ended")

    def kill_a_reader(self) -> None:
        at = self._chance.randrange(len(self._readers))
        self._end(at)
        self._readers[at] = Reader(self.index, self._folder / f"reader-{at}")
        self._ended.discard(at)
        self._latest[at] = 0
        self.tally.readers_killed += 1

    @property
    def is_settled(self) -> bool:
        """Whether every reader has got the last state."""
        return all(latest == len(self.states) - 1 for latest in self._latest)

    def _end(self, at: int) -> None:
        self._read_answers()
        self._readers[at].end()
        self._ended.add(at)
        self._read_answers()
        self.tally.asked += self._readers[at].asked

    def close(self) -> None:
        for at in range(len(self._readers)):
            self._end(at)


def survive(folder: Path, *, kills: int, readers: int, seed: int, aimed: bool = False,
            tell: Callable[[str], None] | None = None) -> Tally:
    """Kill so many runs over a folder that is made in `folder`; returns what happened."""
    chance = Random(seed)
    load_knowledge(data_folder())
    trial = Trial(folder, readers=readers, chance=chance, aimed=aimed)
    try:
        for kill in range(kills):
            trial.change()
            trial.kill()
            if kill % 3 == 2 or kill == kills - 1:
                trial.finish()
            if kill % 10 == 9:
                trial.kill_a_reader()
            if tell and kill % 10 == 9:
                tell(f"{kill + 1} kills, {len(trial.tally.faults)} faults {trial.tally.faults[-1:]}")
        _settle(trial)
    finally:
        trial.close()
    return trial.tally


def _settle(trial: Trial) -> None:
    """In the end each reader has the last state, and no other generation is left."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not trial.is_settled:
        trial.check(expected=[len(trial.states) - 1])
        time.sleep(0.2)
    gc.collect()
    trial.finish()
    if trial.is_settled and len(generations.folders(trial.index)) == 1:
        return
    trial.tally.faults.append(f"left in the end: {[each.name for each in generations.folders(trial.index)]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--aimed", action="store_true")
    arguments = parser.parse_args()
    if arguments.aimed:
        merging.MOST_SEGMENTS = 1
    folder = Path(tempfile.mkdtemp(prefix="onrecord-kills-"))
    began = time.monotonic()
    try:
        tally = survive(folder, kills=arguments.kills, readers=arguments.readers, seed=arguments.seed,
                        aimed=arguments.aimed, tell=lambda text: print(text, file=sys.stderr, flush=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{sum(tally.moments.values())} kills in {time.monotonic() - began:.0f} s; "
          f"{tally.switched} states switched to; {tally.finished} runs let end; {tally.readers_killed} readers killed; "
          f"{tally.asked} searches, {tally.seen} changes of the answer seen; {len(tally.faults)} faults")
    for what in (tally.moments, tally.kinds):
        for name, count in what.most_common():
            print(f"  {count:4} {name}")
    for fault in tally.faults[:20]:
        print(fault)
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main())
