"""Reading a Whoosh index that stands in a generation, without letting its pickles do anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from indexer.index.pickles import plain_pickles
from indexer.index.schema import whoosh_schema
from indexer.index.whoosh_segment import INDEX_NAME, from_stored
from indexer.model import Document


class UnreadableError(ValueError):
    """Whoosh cannot read the index; its own errors have no common root but Exception."""


class _Storage(FileStorage):  # type: ignore[misc]
    """Files of an index, closed also where Whoosh forgets to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), readonly=True)
        self._tables: list[Any] = []

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        found = super().open_file(name, *args, **kwargs)
        if name.endswith(".toc"):
            self._tables.append(found)
        return found

    def close_tables(self) -> None:
        for table in self._tables:
            if not table.is_closed:
                table.close()


@contextmanager
def _read(folder: Path) -> Iterator[_Storage]:
    storage = _Storage(folder)
    with plain_pickles():
        try:
            yield storage
        except Exception as error:
            raise UnreadableError(f"{type(error).__name__}: {error}") from error
        finally:
            storage.close_tables()


def named_segments(folder: Path) -> dict[str, int]:
    """The segments that Whoosh's table of contents names, with their live documents. Raises UnreadableError."""
    with _read(folder) as storage:
        toc = TOC.read(storage, INDEX_NAME, schema=whoosh_schema())
        return {str(each.segid): int(each.doc_count_all() - each.deleted_count()) for each in toc.segments}


def stored_documents(folder: Path) -> Iterator[tuple[Document, str]]:
    """The live documents that Whoosh stores, with the files that they came from. Raises UnreadableError."""
    with whoosh_index(folder) as searcher:
        for stored in searcher.reader().all_stored_fields():
            yield from_stored(stored)


@contextmanager
def whoosh_index(folder: Path) -> Iterator[Any]:
    """A searcher of plain Whoosh over the index, held safe while it is open. Raises UnreadableError."""
    with _read(folder) as storage:
        searcher = FileIndex(storage, whoosh_schema(), INDEX_NAME).searcher()
        try:
            yield searcher
        finally:
            with suppress(Exception):  # closing twice is an error to Whoosh
                searcher.close()
