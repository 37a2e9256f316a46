"""Let every call of an index run to the file system fail once, in every way, and see that nothing is lost.

    python -m tests.benchmarks.faults [--every N] [--kind KIND]      every N-th call, of one kind of fault or of all

The run updates an index of three segments: a file changed, one added, one removed. After each fault the index has to
be sound and answer as before the run or as after it, whole; the next run has to succeed and leave nothing behind.
Linux only: the files of a handle are found in /proc.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.engine import SearchRequest
from indexer.errors import IndexMissingError, OnRecordError
from indexer.index import arrayfile, generations, merging
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.opening import check_index, open_engine
from tests.faulty import KINDS, failing

Answer = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Scene:
    """A kind of run: the index before it, the sources that it finds, and what is answered before and after."""

    name: str
    start: Path  # the index before the run; does not exist for a first run
    sources: Path
    before: Answer
    after: Answer
    rebuild: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one fault led to. `fault`: empty, or what should not have been."""

    call: str
    said: str  # the run's error in one line, or how it ended
    fault: str


def scenes(folder: Path) -> Iterator[Scene]:
    """A first run, an update, an update that merges, and a rebuild, made in `folder`."""
    sources, index = folder / "sources", folder / "index"
    sources.mkdir()
    states = []
    for number in range(3):
        _write(sources, f"r{number}", number)
        _write(sources, "changing", number)
        if number == 2:
            break
        _run(sources, index)
        states.append(_answer(index))
    (sources / "r0.json").unlink()
    after = frozenset({("r1", "Edition 1"), ("r2", "Edition 2"), ("changing", "Edition 2")})
    yield Scene("the first run", folder / "none", sources, frozenset(), after)
    yield Scene("an update", index, sources, states[-1], after)
    yield Scene("an update with a merge", index, sources, states[-1], after)
    yield Scene("a rebuild", index, sources, states[-1], after, rebuild=True)


def _write(sources: Path, name: str, edition: int) -> None:
    (sources / f"{name}.json").write_text(json.dumps({
        "id": name, "title": f"Edition {edition}", "text": "A statement about the ferry and the border. " * 10}))


def _run(sources: Path, index: Path, *, rebuild: bool = False) -> None:
    report = build_index([sources], open_engine(index), data_folder(), jobs=1, rebuild=rebuild)
    assert not report.failed


def _answer(index: Path) -> Answer:
    try:
        found = open_engine(index).search(SearchRequest(text="statement", limit=1000))
    except IndexMissingError:
        return frozenset()
    assert sum(value.count for facet in found.facets if facet.name == "kind" for value in facet.values) in {
        0, found.total_sections}
    return frozenset((hit.document.record_id, hit.document.title) for hit in found.hits)


class Trials:
    """Runs of one scene, each on a copy of its index."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._scene = scene
        self._index = folder / "trial"

    def calls(self) -> list[str]:
        """The calls that a run makes when none fails."""
        self._prepare()
        with failing(self._index) as calls:
            self._run_once()
        return calls.made

    def fail(self, at: int, kind: str) -> Outcome:
        """One run whose call number `at` fails."""
        self._prepare()
        call, said = self._killed(at, kind) if kind in {"kill", "power cut"} else self._failed(at, kind)
        try:
            fault = self._judged()
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        return Outcome(call, said, "no error of ours: " + said if said.startswith("Traceback") else fault)

    def _prepare(self) -> None:
        shutil.rmtree(self._index, ignore_errors=True)
        if self._scene.start.exists():
            shutil.copytree(self._scene.start, self._index)

    def _run_once(self) -> None:
        most = merging.MOST_SEGMENTS
        merging.MOST_SEGMENTS = 1 if "merge" in self._scene.name else most
        try:
            _run(self._scene.sources, self._index, rebuild=self._scene.rebuild)
        finally:
            merging.MOST_SEGMENTS = most

    def _failed(self, at: int, kind: str) -> tuple[str, str]:
        said = "done"
        with failing(self._index, at, kind) as calls:
            try:
                self._run_once()
            except OnRecordError as error:
                said = str(error)
            except Exception:
                said = traceback.format_exc()
        return calls.happened, said

    def _killed(self, at: int, kind: str) -> tuple[str, str]:
        child = os.fork()
        if not child:
            with failing(self._index, at, kind):
                self._run_once()
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return f"call {at}", "killed" if killed else "done"

    def _judged(self) -> str:
        """What is wrong with what the run left; empty where nothing is."""
        scene = self._scene
        found = _answer(self._index)
        if found not in {scene.before, scene.after}:
            return f"answers neither as before nor as after: {sorted(found)}"
        if found and (faults := check_index(self._index)):
            return faults[0]
        gc.collect()  # lets go of the generation that was asked
        _run(scene.sources, self._index)
        if _answer(self._index) != scene.after:
            return "the next run does not bring the new state"
        if faults := check_index(self._index):
            return f"after the next run: {faults[0]}"
        if len(generations.folders(self._index)) != 1:
            return f"left: {[each.name for each in generations.folders(self._index)]}"
        return ""


def survey(*, every: int, kinds: tuple[str, ...] = KINDS,
           tell: Callable[[str], None] | None = None) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Faults injected by kind and call, and what went wrong. `every`: of how many faults one is tried."""
    chunk, arrayfile._CHUNK = arrayfile._CHUNK, 256  # so that arrays wait on the disk, as large ones do
    folder = Path(tempfile.mkdtemp(prefix="onrecord-faults-"))
    done: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    turn = 0
    try:
        for scene in scenes(folder):
            trials = Trials(scene, folder)
            made = trials.calls()
            for at, name in enumerate(made):
                for kind in kinds:
                    if kind in {"short write", "lost write"} and name != "write":
                        continue
                    turn += 1
                    if turn % every:
                        continue
                    outcome = trials.fail(at, kind)
                    done[kind, name] += 1
                    if outcome.fault:
                        wrong.append(f"{scene.name}, {kind} at {outcome.call} ({at}): {outcome.fault}")
            if tell:
                tell(f"{scene.name}: {len(made)} calls; {sum(done.values())} faults so far, {len(wrong)} went wrong")
    finally:
        arrayfile._CHUNK = chunk
        shutil.rmtree(folder, ignore_errors=True)
    return done, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=KINDS)
    arguments = parser.parse_args()
    done, wrong = survey(every=arguments.every, kinds=tuple(arguments.kind or KINDS),
                         tell=lambda text: print(text, file=sys.stderr, flush=True))
    calls = sorted({call for _, call in done})
    print(f"{'':20}" + "".join(f"{call:>15}" for call in calls))
    for kind in KINDS:
        print(f"{kind:20}" + "".join(f"{done[kind, call]:15}" for call in calls))
    print(f"{sum(done.values())} faults, {len(wrong)} went wrong")
    for each in wrong[:40]:
        print(each)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
