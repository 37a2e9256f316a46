"""Compare engines at indexing documents that are ready, and measure a small change to a large index.

    python -m tests.benchmarks.bench_index [--rows 10000] [--engines ours,fts5,whoosh] [--changed 100] [--command 0]

Each engine builds its index in a process of its own, from the same rows; reading the rows is part of the time of all.
Then ours takes documents that replace some, is asked for a word that only they have, and takes nothing new at all.

With `--command N`, the command `onrecord` indexes N of the rows as N files, and as one table; after some have changed
it indexes again, each time in a process of its own, until a word that only they have is found.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.bench_data import ROWS, Row, day, read_rows, rows, write_rows
from tests.benchmarks.bench_search import Process
from tests.benchmarks.peers import Ours, document

NEW = "zyzzyva"  # a word that no row has
SOURCE_ROWS = 100  # rows that count as one source file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--engines", default="ours,fts5,whoosh")
    parser.add_argument("--changed", type=int, default=100)
    parser.add_argument("--command", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        write_rows(folder / ROWS, chosen.rows or None)
        for engine in filter(None, chosen.engines.split(",")):
            _build(engine, folder)
        if chosen.engines:
            _change(folder, chosen.changed)
        if chosen.command:
            found = list(rows(chosen.command))
            _command(folder, "files", _write_files, found, chosen.changed)
            _command(folder, "a table", _write_table, found, chosen.changed)


def _build(name: str, folder: Path) -> None:
    process = Process(name, folder)
    if process.missing:
        print(f"{name:8} is not installed ({process.missing}); left out")
        return
    built = process.tell("build")
    process.close()
    size = sum(path.stat().st_size for path in process.folder.rglob("*") if path.is_file()) / 1e6
    print(f"{name:8} {built['wall']:7.1f} s wall {built['cpu']:7.1f} s CPU {built['peak']:6.0f} MB peak "
          f"(+ {built['helping']:.0f} in a process that helps) {size:6.0f} MB on disk")


def _change(folder: Path, changed: int) -> None:
    """Build anew in files of a hundred rows, then change some of them."""
    from indexer.engine import SearchRequest, SourceState

    ours = Ours(folder / "changed")
    found = read_rows(folder / ROWS)
    number = 0
    with ours.engine.writer(rebuild=True) as writer:
        while batch := list(itertools.islice(found, SOURCE_ROWS)):
            state = SourceState(path=f"/{number}.jsonl", fingerprint="1", size=1, mtime_ns=1)
            writer.put(state, map(document, batch))
            number += 1
        writer.commit()
    ours.engine.info()
    some = [replace(row, text=f"{row.text} {NEW}") for row in itertools.islice(read_rows(folder / ROWS), changed)]
    began, cpu = time.perf_counter(), time.process_time()
    with ours.engine.writer() as writer:
        for at in range(0, len(some), SOURCE_ROWS):
            state = SourceState(path=f"/{at // SOURCE_ROWS}.jsonl", fingerprint="2", size=1, mtime_ns=2)
            writer.put(state, map(document, some[at:at + SOURCE_ROWS]))
        writer.commit()
    total = ours.engine.search(SearchRequest(text=NEW, budget_ms=60_000)).total_sections
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{changed} changed documents: {wall:.2f} s wall, {cpu:.2f} s CPU until they are found ({total} are)")
    began = time.perf_counter()
    with ours.engine.writer() as writer:
        writer.commit()
    print(f"nothing changed: {time.perf_counter() - began:.3f} s wall")


def _write_files(folder: Path, found: list[Row], changed: range) -> None:
    for number in changed:
        path = folder / f"{number // 1000:03}" / f"{number:06}.md"
        path.parent.mkdir(exist_ok=True)
        row = found[number]
        path.write_text(f"---\ntitle: {json.dumps(row.title)}\ndate: {day(row.date)}\nspeaker: "
                        f"{json.dumps(row.speaker)}\n---\n{row.text}\n", encoding="utf-8")


def _write_table(folder: Path, found: list[Row], changed: range) -> None:  # noqa: ARG001 # it is written whole
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({"id": row.id, "title": row.title, "date": str(day(row.date)), "speaker":
                                      row.speaker, "text": row.text}) + "\n" for row in found)


def _command(folder: Path, name: str, write: Callable[[Path, list[Row], range], None], found: list[Row],
             changed: int) -> None:
    sources, index = folder / name / "sources", folder / name / "index"
    sources.mkdir(parents=True)
    write(sources, found, range(len(found)))
    first = _run("index", str(sources), "--index", str(index))
    some = range(0, len(found), max(1, len(found) // changed))[:changed]
    newer = [replace(row, text=f"{row.text} {NEW}") if number in some else row for number, row in enumerate(found)]
    write(sources, newer, some)
    again = _run("index", str(sources), "--index", str(index))
    none = _run("index", str(sources), "--index", str(index))
    asked = _run("search", NEW, "--index", str(index), "--json")
    total = json.loads(asked.said)["total"]["sections"]
    print(f"{len(found)} rows as {name}: indexed in {first}; {len(some)} changed, {again} ({total} are found); "
          f"nothing changed, {none}; searched in {asked}", flush=True)


class _Run(NamedTuple):
    wall: float
    cpu: float
    said: str

    def __str__(self) -> str:
        return f"{self.wall:.2f} s wall, {self.cpu:.2f} s CPU"


def _run(*arguments: str) -> _Run:
    """The command in a process of its own, its modules compiled as they are where it is installed."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in {"PYTHONDONTWRITEBYTECODE", "ONRECORD_DATA"}}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "indexer", *arguments], env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return _Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout)


if __name__ == "__main__":
    main()
