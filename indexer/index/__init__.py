"""The index on the disk: a whole Whoosh index and arrays derived from it, in generations."""

from __future__ import annotations

from pathlib import Path

from indexer.engine import Engine


def open_engine(folder: Path) -> Engine:
    """The engine over an index folder. There need be no index yet: asking then raises IndexMissingError."""
    from indexer.search.engine import WhooshEngine  # searching stands on this package

    return WhooshEngine(folder)


def check_index(folder: Path) -> list[str]:
    """All that is wrong with the live index, a line each; empty when it is sound."""
    from indexer.index import verifying

    return verifying.check_index(folder)
