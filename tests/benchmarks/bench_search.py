"""Compare search engines at the whole job of faceted search.

    python -m tests.benchmarks.bench_search [--rows 10000] [--queries 200] [--engines ours,fts5,xapian,tantivy,whoosh]
                                            [--folder DIR] [--rounds 1]

Needs ../shared/corpora/bench. Each engine has a process of its own; each query is put to all engines in turn. Engines
that are not installed are skipped by name. `--rows 0` takes all 189,813 rows. With `--folder` indexes are kept and used
again.

What is measured is a question asked for the first time of a server that has been running: before, all engines answer
the same `WARMING` questions, which share no word with those that are measured (the one without words, the front page of
a site, is the same each time). With `--rounds 2` it is a question asked again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_data import CLASSES, ROWS, Ask, asks, write_rows

ROOT = Path(__file__).resolve().parents[2]
WARMING = 200


class Process:
    """One engine in its process."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder / name
        self.built = (self.folder / "done").exists()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.peers", name, str(self.folder)], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.missing = self._read().get("missing", "")

    def tell(self, what: Any) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended with exit status {self._process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=1, help="how often all queries are asked; the last counts")
    parser.add_argument("--engines", default="ours,fts5,xapian,tantivy,whoosh")
    parser.add_argument("--folder", type=Path, help="where indexes are kept; without it they are made and removed")
    chosen = parser.parse_args()
    folder = (chosen.folder or Path(tempfile.mkdtemp(prefix="onrecord-bench-"))) / str(chosen.rows)
    try:
        _compare(chosen.engines.split(","), folder, chosen.rows, chosen.queries, chosen.rounds)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder.parent)


def _compare(names: list[str], folder: Path, rows: int, queries: int, rounds: int) -> None:
    if not (folder / ROWS).exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_rows(folder / ROWS, rows or None)
    processes = [_prepared(name, folder) for name in names]
    processes = [process for process in processes if not process.missing]
    measured: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    asked = asks(queries)
    for told in (*(ask.as_json() for ask in _warming(asked)), "settle"):
        for process in processes:
            process.tell(told)
    for number in range(rounds):
        for ask in asked:
            for process in processes:
                answer = process.tell(ask.as_json())
                if number == rounds - 1:
                    measured[process.name, ask.kind].append(answer)
    for process in processes:
        memory = process.tell("memory")
        print(f"{process.name:8} after {queries} queries: {memory['resident']:.0f} MB resident, "
              f"{memory['own']:.0f} MB its own")
        process.close()
    _print_table([process.name for process in processes], measured)
    _print_agreement([process.name for process in processes], asked, measured)


def _warming(asked: list[Ask]) -> list[Ask]:
    """Questions of all classes that have no word of those asked."""
    words = {word for ask in asked for word in ask.words}
    others = [ask for ask in asks(4 * WARMING, seed=1) if words.isdisjoint(ask.words)]
    by_kind = [[ask for ask in others if ask.kind == kind][: WARMING // len(CLASSES)] for kind in CLASSES]
    return list(chain.from_iterable(zip(*by_kind, strict=True)))


def _prepared(name: str, folder: Path) -> Process:
    process = Process(name, folder)
    if process.missing:
        print(f"{name:8} is not installed ({process.missing}); left out")
        return process
    if not process.built:
        built = process.tell("build")
        size = sum(path.stat().st_size for path in process.folder.rglob("*") if path.is_file()) / 1e6
        (process.folder / "done").touch()
        print(f"{name:8} built in {built['wall']:.1f} s wall, {built['cpu']:.1f} s CPU, peak {built['peak']:.0f} MB, "
              f"{size:.0f} MB on disk")
        process.close()
        process = Process(name, folder)  # asked by a process that has built nothing
    opened = process.tell("open")
    print(f"{name:8} opened in {opened['wall']:.3f} s")
    return process


def _print_table(names: list[str], measured: dict[tuple[str, str], list[dict[str, Any]]]) -> None:
    for measure in ("cpu", "wall"):
        print(f"\n{measure} ms, median / 95th percentile\n{'':12}" + "".join(f"{name:>18}" for name in names))
        for kind in (*CLASSES, "all"):
            cells = []
            for name in names:
                answers = [answer for (who, what), answers in measured.items() if who == name and kind in {what, "all"}
                           for answer in answers]
                times = sorted(answer[measure] for answer in answers if "unasked" not in answer)
                cells.append(f"{statistics.median(times):8.2f} /{_percentile(times, 95):8.2f}" if times else "-")
            print(f"{kind:12}" + "".join(f"{cell:>18}" for cell in cells))


def _percentile(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, round(len(times) * percent / 100))]


def _print_agreement(names: list[str], asked: list[Any], measured: dict[tuple[str, str], list[dict[str, Any]]]) -> None:
    """How close the numbers of hits are to the first engine's, which analyses alike only as far as it can."""
    print(f"\nhits, as a share of those of {names[0]}: same number / within a tenth / all together")
    for name in names[1:]:
        pairs = [(ours["count"], theirs["count"]) for kind in CLASSES
                 for ours, theirs in zip(measured[names[0], kind], measured[name, kind], strict=True)
                 if "unasked" not in ours and "unasked" not in theirs]
        same = sum(one == other for one, other in pairs)
        close = sum(abs(one - other) <= 0.1 * max(one, other) for one, other in pairs)
        print(f"{name:8} {same / len(pairs):6.0%} {close / len(pairs):6.0%} "
              f"{sum(other for _, other in pairs) / max(1, sum(one for one, _ in pairs)):8.3f}")
        apart = [(ask.plain(), measured[names[0], ask.kind][at]["count"], measured[name, ask.kind][at]["count"])
                 for ask, at in _numbered(asked) if "unasked" not in measured[name, ask.kind][at]]
        for text, one, other in sorted(apart, key=lambda each: -abs(each[1] - each[2]))[:3]:
            print(f"         {text!r}: {one} and {other}")


def _numbered(asked: list[Any]) -> list[tuple[Any, int]]:
    seen: dict[str, int] = defaultdict(int)
    numbered = []
    for ask in asked:
        numbered.append((ask, seen[ask.kind]))
        seen[ask.kind] += 1
    return numbered


if __name__ == "__main__":
    main()
