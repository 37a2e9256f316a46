"""A segment: documents that were written together, as Whoosh's files and as our arrays, never changed again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.index.arrayfile import Array, ArrayFile, ArrayFileWriter, Strings
from indexer.index.columns import Column, ColumnsBuilder, column
from indexer.index.inverting import PostingsBuilder
from indexer.index.postings import STRETCHES, TERM_KINDS, TermKind, append_postings
from indexer.index.schema import column_values
from indexer.index.stored import decode, encode, plain
from indexer.index.whoosh_segment import INDEX_NAME, WhooshSegmentWriter
from indexer.model import Document
from indexer.workers import Workers

NAME = re.compile(r"[0-9a-z]{8,40}")
_TOGETHER = 500  # documents that are passed on at once
_MOST_CHARACTERS = 2_000_000  # of their texts
MOST_DOCUMENTS = 200_000  # of a segment; a larger corpus has several, so that memory stays bounded


def prepare() -> None:
    """For a process that helps to build segments to begin with: it imports what that needs."""


class SegmentBuilder:
    """Writes one segment into a generation's folder, document by document."""

    def __init__(self, generation: Path, workers: Workers) -> None:
        """`workers` are of help with many documents."""
        self._folder = generation
        self._workers = workers
        self._whoosh = WhooshSegmentWriter(generation / "whoosh")
        self._arrays = ArrayFileWriter(arrays_path(generation, self.name))
        self._postings = PostingsBuilder(generation / "arrays", workers)
        self._columns = ColumnsBuilder()
        self._waiting: list[Document] = []
        self._sources: list[str] = []  # of those that wait
        self._characters = 0
        self.dead: set[int] = set()

    @property
    def name(self) -> str:
        return self._whoosh.name

    def __len__(self) -> int:
        return len(self._columns) + len(self._waiting)

    def add(self, document: Document, source: str) -> None:
        """Take a document that came from the file `source`."""
        self._postings.add({"title": document.title, "heading": document.heading, "text": document.text})
        self._waiting.append(document)
        self._sources.append(source)
        self._characters += len(document.text)
        if len(self._waiting) == _TOGETHER or self._characters > _MOST_CHARACTERS:
            self._pass_on()

    def _pass_on(self) -> None:
        values, members = column_values(self._waiting), list(map(plain, self._waiting))
        self._columns.add(self._waiting, self._sources, values)
        self._arrays.append_strings("documents", list(map(encode, members)))
        self._whoosh.add(members, self._sources, values)
        self._waiting, self._sources, self._characters = [], [], 0

    def finish(self) -> Any:
        """Close all files; returns Whoosh's segment."""
        if self._waiting:
            self._pass_on()
        self._columns.write(self._arrays)
        for kind in TERM_KINDS:
            append_postings(self._arrays, kind, self._postings.blocks(kind))
        for field in STRETCHES:
            self._arrays.append(f"length.{field}", self._postings.lengths(field))
        self._postings.clear()
        self._arrays.close()
        return self._whoosh.finish(ArrayFile(arrays_path(self._folder, self.name)), self._workers)

    def discard(self) -> None:
        """Leave the segment out of the generation, with its files."""
        self.abandon()
        for path in segment_files(self._folder, self.name):
            path.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Let go of what is held; the folder is its owner's to remove."""
        self._arrays.abandon()
        self._postings.clear()
        self._whoosh.discard()


class Segment:
    """A segment's arrays, mapped into memory."""

    def __init__(self, generation: Path, name: str) -> None:
        """Raises ArrayFileError or OSError where the arrays are not whole."""
        self.name = name
        self.arrays = ArrayFile(arrays_path(generation, name))
        self.terms: dict[TermKind, Strings] = {kind: self.arrays.strings(f"{kind}.terms") for kind in TERM_KINDS}
        self.ids = self.arrays.strings("ids")
        self._documents = self.arrays.strings("documents")

    def __len__(self) -> int:
        return len(self.ids)

    def document(self, number: int) -> Document:
        """One document, as it was given."""
        return decode(self.stored(number))

    def stored(self, number: int) -> bytes:
        """One document, as `indexer.index.stored` reads it."""
        return self._documents.raw(number)

    def column(self, name: str) -> Column:
        return column(self.arrays, name)

    def documents(self, numbers: Array) -> Iterator[tuple[int, Document, str]]:
        """Documents with their numbers and the paths of their sources."""
        sources = self.column("source")
        for number in numbers.tolist():
            yield number, self.document(number), sources.names[int(sources.ordinals[number])]


def arrays_path(generation: Path, name: str) -> Path:
    return generation / "arrays" / f"{name}.arrays"


def segment_files(generation: Path, name: str) -> list[Path]:
    """All files of a segment, Whoosh's and ours."""
    return [*sorted((generation / "whoosh").glob(f"{INDEX_NAME}_{name}.*")), arrays_path(generation, name)]


__all__ = ["MOST_DOCUMENTS", "NAME", "Segment", "SegmentBuilder", "arrays_path", "prepare", "segment_files"]
