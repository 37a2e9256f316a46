"""Compare engines at indexing documents that are ready, and measure a small change to a large index.

    python -m tests.benchmarks.bench_index [--rows 10000] [--engines ours,fts5,whoosh] [--changed 100]

Each engine builds its index in a process of its own, from the same rows; reading the rows is part of the time of all.
Then ours takes documents that replace some, is asked for a word that only they have, and takes nothing new at all.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.bench_data import ROWS, read_rows, write_rows
from tests.benchmarks.bench_search import Process
from tests.benchmarks.peers import Ours, document

NEW = "zyzzyva"  # a word that no row has
SOURCE_ROWS = 100  # rows that count as one source file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--engines", default="ours,fts5,whoosh")
    parser.add_argument("--changed", type=int, default=100)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        write_rows(folder / ROWS, chosen.rows or None)
        for engine in chosen.engines.split(","):
            _build(engine, folder)
        _change(folder, chosen.changed)


def _build(name: str, folder: Path) -> None:
    process = Process(name, folder)
    if process.missing:
        print(f"{name:8} is not installed ({process.missing}); left out")
        return
    built = process.tell("build")
    process.close()
    size = sum(path.stat().st_size for path in process.folder.rglob("*") if path.is_file()) / 1e6
    print(f"{name:8} {built['wall']:7.1f} s wall {built['cpu']:7.1f} s CPU {built['peak']:6.0f} MB peak "
          f"{size:6.0f} MB on disk")


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


if __name__ == "__main__":
    main()
