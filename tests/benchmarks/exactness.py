"""The gate of exactness at length: generated queries against plain Whoosh and against reading every word.

    python -m tests.benchmarks.exactness [QUERIES]      3000 where no number is given, of which two thirds are different

Hits and facet counts are compared on an index of five segments with documents deleted and replaced, and again after
merging; half of the questions have filters besides.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from indexer.engine import Engine
from indexer.index import generations
from indexer.index.whoosh_reading import whoosh_index
from indexer.opening import open_engine
from tests.chance import indexed, merge
from tests.strategies import queries
from tests.test_exactness import Compared, selections


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine, documents = indexed(folder)
        _ask(Compared, engine, folder, documents, count)
        documents = merge(engine, documents)
        _ask(Compared, open_engine(folder), folder, documents, count)  # which has no older generation to answer from


def _ask(compared_by: type[Compared], engine: Engine, folder: Path, documents: list[Any], count: int) -> None:
    with whoosh_index(generations.current(folder).path / "whoosh") as searcher:
        compared = compared_by(engine, folder, documents, searcher)
        asked: set[str] = set()

        @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(typed=queries, filters=selections)
        def compare(typed: str, filters: dict[str, tuple[str, ...]]) -> None:
            asked.add(typed)
            compared.check(typed, filters)
            compared.check(typed, {})

        began = time.perf_counter()
        compare()
        print(f"{compared.segments} segments, {len(documents)} sections: {len(asked)} different queries, each with and "
              f"without filters: hits and facet counts agree ({time.perf_counter() - began:.0f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
