"""Reading a Whoosh index that stands in a generation, without letting its pickles do anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from indexer.index.pickles import plain_pickles
from indexer.index.schema import whoosh_schema
from indexer.index.whoosh_segment import INDEX_NAME


def whoosh_segments(folder: Path) -> dict[str, Any]:
    """Whoosh's segments by name, with no document deleted."""
    with plain_pickles():
        toc = TOC.read(FileStorage(str(folder), readonly=True), INDEX_NAME, schema=whoosh_schema())
    segments = {}
    for each in toc.segments:
        clean = W3Segment(W3Codec(), INDEX_NAME, each._doccount, each.segid)
        clean._fieldlengths = each._fieldlengths
        segments[str(each.segid)] = clean
    return segments


@contextmanager
def whoosh_index(folder: Path) -> Iterator[Any]:
    """A searcher of plain Whoosh over the index, held safe while it is open."""
    with plain_pickles():
        searcher = FileIndex(FileStorage(str(folder), readonly=True), whoosh_schema(), INDEX_NAME).searcher()
        try:
            yield searcher
        finally:
            searcher.close()
