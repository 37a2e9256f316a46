"""Where an index folder becomes an engine, and is checked: the one place that knows which engine it is."""

from __future__ import annotations

from pathlib import Path

from indexer.engine import Engine
from indexer.index import generations, verifying
from indexer.search.engine import WhooshEngine


def open_engine(folder: Path) -> Engine:
    """The engine over an index folder. There need be no index yet: asking then raises IndexMissingError."""
    return WhooshEngine(folder)


def indexed_roots(folder: Path) -> tuple[str, ...]:
    """The files and folders that the live index was made from, as absolute paths. Raises IndexStateError."""
    return generations.described(folder).roots


def check_index(folder: Path) -> list[str]:
    """What is wrong with the live index, a line each: files, checksums, counts, searches. Empty when it is sound."""
    return verifying.check_index(folder)
