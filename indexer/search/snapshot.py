"""One generation opened for searching: its segments seen as one row of documents, with what is derived from them kept.

A document's number is its place in the row; deleted ones keep theirs and are left out of every set.
"""

from __future__ import annotations

import threading
import weakref
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from indexer.engine import CacheFigures
from indexer.index.arrayfile import Array
from indexer.index.holding import hold
from indexer.index.live import LiveIndex
from indexer.index.postings import STRETCHES
from indexer.index.segment import Segment
from indexer.index.source_lists import SourceList, read_sources
from indexer.index.stored import decode_all
from indexer.model import Document
from indexer.search.values import Values, lay_out

CACHE_BYTES = 64 << 20  # of decoded postings a generation
T = TypeVar("T")


class Snapshot:
    """A generation, shared by all threads that ask while it is the live one."""

    def __init__(self, folder: Path) -> None:
        """Raises IndexStateError."""
        self.manifest, grip = hold(folder)
        self._release = weakref.finalize(self, grip.release)
        self.live = LiveIndex(folder, self.manifest)
        self.segments: list[Segment] = self.live.segments
        self.bases = np.cumsum([0, *(len(segment) for segment in self.segments)]).astype(np.int64)
        self.firsts: list[int] = self.bases[:-1].tolist()
        self.size = int(self.bases[-1])
        self.alive = np.ones(self.size, dtype=bool)
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            self.alive[base + self.live.dead(segment.name)] = False
        self.documents = np.flatnonzero(self.alive).astype(np.int32)
        self.has_dead = len(self.documents) < self.size
        self.cache = Cache(CACHE_BYTES)
        self._kept: dict[Hashable, Any] = {}
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let the generation's folder be removed, for when nobody asks any more.

        What was derived refers back to the snapshot; it is let go too, so that memory and mapped files are free at
        once and not when cycles are next looked for.
        """
        self._release()
        self._kept.clear()
        self.cache.clear()

    def number(self, name: str) -> Array:
        """A column with one number for each document."""
        return _joined([segment.arrays[name] for segment in self.segments])

    @cached_property
    def first(self) -> Array:
        return self.number("first")

    @cached_property
    def last(self) -> Array:
        return self.number("last")

    @cached_property
    def coarse(self) -> Array:
        """Whether the date is known only to a month or a year."""
        return self.number("coarse").astype(bool)

    @cached_property
    def records(self) -> Array:
        """For each document the ordinal of its record; records of different segments are different ones."""
        parts, base = [], 0
        for segment in self.segments:
            parts.append(segment.arrays["record.ordinals"] + np.int32(base))
            base += len(segment.arrays["record.names.offsets"]) - 1
        return _joined(parts)

    @cached_property
    def records_ascend(self) -> bool:
        """Whether the ordinals of records ascend with documents, as they do where each record is in one piece."""
        return bool((self.records[1:] >= self.records[:-1]).all())

    @cached_property
    def record_count(self) -> int:
        """One more than the highest ordinal of a record."""
        return sum(len(segment.arrays["record.names.offsets"]) - 1 for segment in self.segments)

    @cached_property
    def lengths(self) -> dict[str, Array]:
        """Words of each document by field."""
        return {field: self.number(f"length.{field}") for field in STRETCHES}

    @cached_property
    def sources(self) -> SourceList:
        return read_sources(self.manifest)

    def values(self, name: str) -> Values:
        """A field's values over all documents."""
        return self.kept(("values", name), lambda: self._load_values(name))

    def ordinals(self, name: str) -> dict[str, int]:
        """The ordinals of a field's values."""
        return self.kept(("ordinals", name), lambda: {value: at for at, value in enumerate(self.values(name).names)})

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is derived from the generation once and kept as long as it."""
        if key not in self._kept:
            with self._lock:
                if key not in self._kept:
                    self._kept[key] = make()
        value: T = self._kept[key]
        return value

    def _load_values(self, name: str) -> Values:
        columns = [segment.column(name) for segment in self.segments]
        names = list(dict.fromkeys(value for column in columns for value in column.names))
        known = {value: ordinal for ordinal, value in enumerate(names)}
        offsets, ordinals, base = [np.zeros(1, dtype=np.int64)], [], 0
        for column in columns:
            mapped = np.array([known[value] for value in column.names] or [0], dtype=np.int32)
            ordinals.append(mapped[column.ordinals])
            offsets.append(column.offsets[1:].astype(np.int64) + base)
            base += len(column.ordinals)
        every = np.concatenate([np.zeros(0, np.int32), *ordinals])
        return lay_out(np.concatenate(offsets), every, names, self.alive, self.records)

    def document(self, number: int) -> Document:
        """The document as it was given to the index."""
        at = bisect_right(self.firsts, number) - 1
        return self.segments[at].document(number - self.firsts[at])

    def several(self, numbers: Sequence[int]) -> list[Document]:
        """Some documents, in less time than one by one."""
        stored = []
        for number in numbers:
            at = bisect_right(self.firsts, number) - 1
            stored.append(self.segments[at].stored(number - self.firsts[at]))
        return decode_all(stored)

    def find_id(self, value: str) -> int | None:
        """The number of the live document with this id."""
        return self._ids.get(value)

    @cached_property
    def joined_ids(self) -> tuple[str, Array]:
        """The ids of all live documents, case folded, a line each, and where each begins."""
        lines = [name.casefold().replace("\n", " ") for name in self._ids]
        return "\n".join(lines), np.cumsum([0, *(len(line) + 1 for line in lines)])

    @cached_property
    def _ids(self) -> dict[str, int]:
        ids = [value.decode("utf-8", "surrogatepass") for segment in self.segments for value in segment.ids.raw_all()]
        return {ids[number]: number for number in self.documents.tolist()}

    @cached_property
    def record_names(self) -> dict[str, int]:
        """Ordinals of records by id; of a record that stands in several segments, the last."""
        names = [name for segment in self.segments for name in segment.column("record").names]
        present = np.unique(self.records[self.documents]).tolist()
        return {names[ordinal]: ordinal for ordinal in present}


class Cache:
    """Values by key, the least recently used leaving when their bytes pass a bound. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._hits = self._misses = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """The value under the key, made where it is missing."""
        found = self._values.get(key)
        if found is not None:
            value: T = found[0]
            with self._lock:
                self._hits += 1
                if key in self._values:
                    self._values.move_to_end(key)
            return value
        value = make()
        weight = size(value) + 200
        with self._lock:
            self._misses += 1
            if key not in self._values and weight <= self._most // 4:
                self._values[key] = value, weight
                self._held += weight
                while self._held > self._most:
                    self._held -= self._values.popitem(last=False)[1][1]
        return value

    def figures(self) -> CacheFigures:
        with self._lock:
            return CacheFigures(hits=self._hits, misses=self._misses, values=len(self._values), bytes=self._held)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._held = 0


def _joined(parts: Sequence[Array]) -> Array:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
