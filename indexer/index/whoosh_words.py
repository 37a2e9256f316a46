"""The words of a segment as Whoosh has them, from the segment's arrays; by another process too, beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.index.arrayfile import Array, ArrayFile
from indexer.index.blocks import PostingsFile, TermWriter, Words, WrittenTerms, length_bytes
from indexer.index.encoding import position_lists
from indexer.index.postings import STRETCH_BITS, STRETCHES, Postings, TermKind, lengths_of, read_postings
from indexer.workers import EndedError

if TYPE_CHECKING:
    from concurrent.futures import Future

_BLOCK_POSTINGS = 200_000  # written at a time


class Aside(NamedTuple):
    """What another process is to write: the words of a segment as they stand in its texts."""

    arrays: Path
    postings: Path  # the file to write


def write_aside(aside: Aside) -> list[WrittenTerms]:
    """Write the postings of exact words into a file of their own."""
    with aside.postings.open("wb") as file:
        writer = _Collecting(PostingsFile(file))
        write_words(writer, ArrayFile(aside.arrays), "exact")
    return writer.written


def written(asked: Future[list[WrittenTerms]], aside: Aside) -> list[WrittenTerms]:
    """What another process was asked to write; this one writes it where that one was ended."""
    try:
        return asked.result()
    except EndedError:
        return write_aside(aside)


class _Collecting:
    """Writes postings alone, and keeps what is to be said of their terms."""

    def __init__(self, postings: PostingsFile) -> None:
        self._postings = postings
        self._field = ""
        self.written: list[WrittenTerms] = []

    def start_field(self, name: str) -> None:
        self._field = name

    def write(self, terms: Sequence[bytes], starts: Array, docs: Array, words: Words | None = None) -> None:
        if terms:
            self.written.append(WrittenTerms(self._field, terms, self._postings.write(starts, docs, words)))


_Writer = TermWriter | _Collecting


def write_words(writer: _Writer, arrays: ArrayFile, kind: TermKind) -> None:
    """Write a segment's words of one kind, by field."""
    postings = read_postings(arrays, kind)
    for field in STRETCHES:
        writer.start_field(field if kind == "stem" else f"{field}_exact")
        _write_field(writer, postings, field, arrays[f"length.{field}"])


def _write_field(writer: _Writer, postings: Postings, field: str, lengths: Array) -> None:
    low, starts = 0, postings.starts
    as_bytes = length_bytes(lengths)
    while low < len(postings.terms):
        high = int(np.searchsorted(starts, int(starts[low]) + _BLOCK_POSTINGS, side="right")) - 1
        high = min(max(high, low + 1), len(postings.terms))
        _write_terms(writer, postings, field, as_bytes, low, high)
        low = high


def _write_terms(writer: _Writer, postings: Postings, field: str, lengths: Array, low: int, high: int) -> None:
    """Those of some terms that stand in one field."""
    first, last = int(postings.starts[low]), int(postings.starts[high])
    places = postings.places[first : last + 1].astype(np.int64)
    words = postings.positions[places[0] : places[-1]]
    here = (words >> np.uint32(STRETCH_BITS)) == STRETCHES[field]
    owner = np.repeat(np.arange(last - first), lengths_of(places))[here]
    positions = (words[here] & np.uint32((1 << STRETCH_BITS) - 1)).astype(np.int64)
    counts = np.bincount(owner, minlength=last - first)
    present = np.flatnonzero(counts)
    counts, docs = counts[present], postings.docs[first:last][present]
    bounds = np.searchsorted(present, postings.starts[low : high + 1].astype(np.int64) - first)
    held = np.flatnonzero(np.diff(bounds))
    writer.write([postings.terms[low + term] for term in held.tolist()], np.append(bounds[held], bounds[-1]), docs,
                 Words(counts, position_lists(positions, counts), lengths[docs]))
