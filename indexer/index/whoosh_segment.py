"""Writing a segment of a Whoosh index through its codec, from postings that are sorted already.

Whoosh's own writer makes a tuple of every posting, sorts them in Python and spills them to the disk, which is nearly
all of its time; here the terms come in order from arrays.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from pickle import dumps
from struct import Struct
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.index.arrayfile import Array, ArrayFile
from indexer.index.postings import STRETCH_BITS, STRETCHES, TERM_KINDS, Postings, read_postings
from indexer.index.schema import BY_NAME, COLUMNS, whoosh_day, whoosh_schema
from indexer.index.stored import encode
from indexer.model import Document

INDEX_NAME = "MAIN"
_BLOCK_POSTINGS = 200_000
_count = Struct("!I").pack


class WhooshSegmentWriter:
    """Writes one new segment into a folder: first its documents, then their postings."""

    def __init__(self, folder: Path) -> None:
        self._storage = FileStorage(str(folder))
        self._codec = W3Codec()
        self.segment: Any = self._codec.new_segment(self._storage, INDEX_NAME)
        self._schema = whoosh_schema()
        self._documents = self._codec.per_document_writer(self._storage, self.segment)
        self._folder = folder
        self._count = 0
        self._days: dict[str, dict[int, list[int]]] = {"date_first": {}, "date_last": {}}
        self._values: dict[str, dict[str, list[int]]] = {
            name: {} for name in ("id", "record_id", "date_precision", *(field.name for field in COLUMNS))}

    @property
    def name(self) -> str:
        """The segment's name, unique by chance."""
        return str(self.segment.segid)

    def add(self, document: Document, lengths: Mapping[str, int]) -> None:
        """Store a document; its words come with `finish`."""
        number, writer = self._count, self._documents
        stored = _stored(document)
        for name, by_value in self._values.items():
            for value in BY_NAME[name].values(document):
                by_value.setdefault(value, []).append(number)
        for name, by_day in self._days.items():
            if name in stored:
                by_day.setdefault(stored[name], []).append(number)
        writer.start_doc(number)
        for name, field in self._schema.items():
            length = lengths.get(name.removesuffix("_exact"), 0)
            if length or name in stored:
                writer.add_field(name, field, stored.get(name), length)
        writer.finish_doc()
        self._count += 1

    def finish(self, arrays: ArrayFile) -> None:
        """Write the postings that the segment's arrays hold, and close the segment."""
        self._documents.close()
        self.segment.set_doc_count(self._count)
        writer = self._codec.field_writer(self._storage, self.segment)
        for kind in TERM_KINDS:
            postings = read_postings(arrays, kind)
            for field in STRETCHES:
                name = field if kind == "stem" else f"{field}_exact"
                writer.start_field(name, self._schema[name])
                for term in _field_postings(postings, field, arrays[f"length.{field}"]):
                    _write_term(writer, *term)
                writer.finish_field()
        self._write_values(writer)
        writer.close()
        self._sweep()

    def discard(self) -> None:
        """Stop writing, whatever the disk says."""
        with suppress(OSError):
            self._documents.close()
        self._sweep()

    def _sweep(self) -> None:
        for temporary in self._folder.glob(f"{INDEX_NAME}.tmp*"):
            shutil.rmtree(temporary, ignore_errors=True)

    def _write_values(self, writer: Any) -> None:
        for name, by_value in self._values.items():
            writer.start_field(name, self._schema[name])
            encoded = {value.encode("utf-8", "surrogatepass"): docs for value, docs in by_value.items()}
            for value in sorted(encoded):
                _write_term(writer, value, encoded[value], None, None, None)
            writer.finish_field()
        for name, by_day in self._days.items():
            field = self._schema[name]
            writer.start_field(name, field)
            for day in sorted(by_day):
                _write_term(writer, field.to_bytes(day), by_day[day], None, None, None)
            writer.finish_field()


def write_toc(folder: Path, segments: list[Any], generation: int) -> None:
    """Whoosh's table of contents for the segments in the folder."""
    TOC(whoosh_schema(), segments, generation).write(FileStorage(str(folder)), INDEX_NAME)


def _stored(document: Document) -> dict[str, Any]:
    stored: dict[str, Any] = {"document": encode(document).decode("utf-8", "surrogatepass")}
    for name, field in BY_NAME.items():
        if field.kind == "text":
            stored[name] = getattr(document, name)
        elif field.kind == "value":
            values = list(field.values(document))
            if values:
                stored[name] = values[0] if len(values) == 1 else values
    for name, day in (("date_first", document.date_first), ("date_last", document.date_last)):
        if day is not None:
            stored[name] = whoosh_day(day)
    for name in ("position", "source_url", "fingerprint"):
        stored[name] = getattr(document, name)
    return stored


def _write_term(writer: Any, term: bytes, docs: list[int], counts: list[int] | None, values: list[bytes] | None,
                lengths: list[int] | None) -> None:
    writer.start_term(term)
    if counts is None or values is None or lengths is None:
        for doc in docs:
            writer.add(doc, 1.0, b"", None)
    else:
        for doc, count, value, length in zip(docs, counts, values, lengths, strict=True):
            writer.add(doc, float(count), value, length)
    writer.finish_term()


_FieldTerm = tuple[bytes, list[int], list[int], list[bytes], list[int]]


def _field_postings(postings: Postings, field: str, length_of: Array) -> Iterator[_FieldTerm]:
    """Term by term: documents, counts, encoded positions and lengths of the field in the documents."""
    low, starts = 0, postings.starts
    encoded_once = _OnePosition()
    while low < len(postings.terms):
        high = int(np.searchsorted(starts, int(starts[low]) + _BLOCK_POSTINGS, side="right")) - 1
        high = min(max(high, low + 1), len(postings.terms))
        yield from _block(postings, field, length_of, low, high, encoded_once)
        low = high


def _block(postings: Postings, field: str, length_of: Array, low: int, high: int,
           encoded_once: dict[int, bytes]) -> Iterator[_FieldTerm]:
    first, last = int(postings.starts[low]), int(postings.starts[high])
    places = postings.places[first : last + 1].astype(np.int64)
    words = postings.positions[places[0] : places[-1]]
    here = (words >> np.uint32(STRETCH_BITS)) == STRETCHES[field]
    owner = np.repeat(np.arange(last - first), np.diff(places))[here]
    positions = (words[here] & np.uint32((1 << STRETCH_BITS) - 1)).astype(np.int64)
    counts = np.bincount(owner, minlength=last - first)
    present = np.flatnonzero(counts)
    if not len(present):
        return
    counts = counts[present]
    values = _encoded(positions, counts, encoded_once)
    docs = postings.docs[first:last][present]
    bounds = np.searchsorted(present, postings.starts[low : high + 1].astype(np.int64) - first).tolist()
    all_docs, all_counts, all_lengths = docs.tolist(), counts.tolist(), length_of[docs].tolist()
    for term, (begin, end) in enumerate(pairwise(bounds), start=low):
        if begin < end:
            cut = slice(begin, end)
            yield postings.terms[term], all_docs[cut], all_counts[cut], values[cut], all_lengths[cut]


class _OnePosition(dict[int, bytes]):
    """Encoded lists of a single position."""

    def __missing__(self, position: int) -> bytes:
        value = self[position] = _count(1) + dumps([position], 2)
        return value


def _encoded(positions: Array, counts: Array, encoded_once: dict[int, bytes]) -> list[bytes]:
    """Positions as `whoosh.formats.Positions` encodes them: their number, then a pickle of their differences."""
    begins = np.cumsum(counts) - counts
    deltas = np.diff(positions, prepend=0)
    deltas[begins] = positions[begins]
    steps = deltas.tolist()
    return [encoded_once[steps[begin]] if count == 1 else _count(count) + dumps(steps[begin : begin + count], 2)
            for begin, count in zip(begins.tolist(), counts.tolist(), strict=True)]
