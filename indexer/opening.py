"""Where an index folder becomes an engine, and is checked: the one place that knows which engine it is.

Each function imports what it needs, as a command needs one or two of them, and an engine takes a while to import.
"""

from __future__ import annotations

from pathlib import Path

from indexer.engine import Engine, Writable


def open_engine(folder: Path, *, follow: bool = False) -> Engine:
    """The engine over an index folder. There need be no index yet: asking then raises IndexMissingError.

    With `follow` a thread opens each newer index, so that nobody who asks waits for it; for programs that stay.
    """
    from indexer.search.engine import WhooshEngine

    return WhooshEngine(folder, follow=follow)


def open_to_write(folder: Path) -> Writable:
    """The index folder, to be written only; there need be no index yet."""
    from indexer.index.writer import IndexFolder

    return IndexFolder(folder)


def indexed_roots(folder: Path) -> tuple[str, ...]:
    """The files and folders that the live index was made from, as absolute paths. Raises IndexStateError."""
    from indexer.index import generations

    return generations.described(folder).roots


def check_index(folder: Path) -> list[str]:
    """What is wrong with the live index, a line each: files, checksums, counts, searches. Empty when it is sound."""
    from indexer.index import verifying

    return verifying.check_index(folder)
