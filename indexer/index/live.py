"""A generation as one index: its segments, which of their documents are live, and in which order ties fall."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engine import PREFIX
from indexer.errors import IndexStateError
from indexer.index import generations
from indexer.index.arrayfile import Array, ArrayFile, ArrayFileError, ArrayFileWriter
from indexer.index.files import MALFORMED
from indexer.index.generations import Manifest, SegmentEntry
from indexer.index.segment import Segment
from indexer.index.whoosh_segment import described

_PASSING = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES, errno.EPERM, errno.ESTALE}
"""What does not say that the arrays are damaged."""
_ID_BYTES = 80  # of an id that decide the order of documents of one day


class LiveIndex:
    """The segments of one generation, mapped into memory. Raises ArraysDamagedError where they are not whole."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        try:
            self._segments = {entry.name: Segment(manifest.path, entry.name) for entry in manifest.segments}
            self._order = ArrayFile(order_path(manifest.path))
            if any(len(self._segments[entry.name]) != entry.documents for entry in manifest.segments):
                raise ArrayFileError("the number of documents is not the manifest's")
        except (OSError, *MALFORMED) as error:
            if isinstance(error, OSError) and error.errno in _PASSING:
                raise IndexStateError(folder, f"cannot be opened: {error.strerror}", mend="the index is as it was; "
                                      "mend that and try again") from error
            raise generations.ArraysDamagedError(
                folder, f"the arrays of generation {manifest.generation} cannot be used: {error}",
                mend=generations.REBUILD) from error

    @property
    def segments(self) -> list[Segment]:
        """In the order of the manifest, which is that of document numbers."""
        return list(self._segments.values())

    @property
    def rank(self) -> Array:
        """For each document its place when all are ordered by date, newest first, then by id."""
        return self._order["rank"]

    def is_sound(self) -> bool:
        """Whether the arrays hold the bytes that were written; reads all of them."""
        return not any(segment.arrays.faults() for segment in self._segments.values()) and not self._order.faults()

    def segment(self, name: str) -> Segment:
        return self._segments[name]

    def dead(self, name: str) -> Array:
        """Numbers of the deleted documents of a segment, ascending."""
        return self._order[f"dead.{name}"]

    def dead_of(self, paths: Mapping[str, Collection[str]]) -> Mapping[str, Array]:
        """For each segment, its documents that are deleted or came from one of the source files, but for those of the
        records that stay of each file, by id."""
        found = {}
        for name, segment in self._segments.items():
            leaving = _with_values(segment, "source", paths)
            if leaving.any() and (stay := set().union(*paths.values())):
                leaving &= ~_with_values(segment, "record", stay)
            leaving[self.dead(name)] = True
            found[name] = np.flatnonzero(leaving).astype(np.int32)
        return found

    def sections_of(self, path: str, records: Collection[str]) -> int:
        """How many live documents of these records, by id, came from a source file."""
        return sum(int(np.count_nonzero(self._alive(segment, path) & _with_values(segment, "record", records)))
                   for segment in self._segments.values())

    def fingerprints(self, path: str) -> dict[bytes, list[str]]:
        """See `indexer.engine.Writer`."""
        found: dict[bytes, list[str]] = {}
        for segment in self._segments.values():
            documents = np.flatnonzero(self._alive(segment, path))
            ordinals = segment.arrays["record.ordinals"][documents]
            names = segment.arrays.strings("record.names").every()
            of_record = np.full(len(names), -1)
            of_record[ordinals[::-1]] = documents[::-1]  # of several documents the first
            records = np.flatnonzero(of_record >= 0)
            raw = segment.arrays["fingerprints"].reshape(-1, PREFIX)[of_record[records]].tobytes()
            for at, record in enumerate(records.tolist()):
                found.setdefault(raw[at * PREFIX : (at + 1) * PREFIX], []).append(names[record])
        return found

    def _alive(self, segment: Segment, path: str) -> Array:
        """Whether each document is live and came from the file."""
        alive = _with_values(segment, "source", (path,))
        alive[self.dead(segment.name)] = False
        return alive

    def whoosh_segment(self, name: str, dead: Array) -> Any:
        """Whoosh's description of a segment, with these documents deleted."""
        segment = described(name, len(self._segments[name]), self._segments[name].arrays)
        for number in dead.tolist():
            segment.delete_document(number)
        return segment


def _with_values(segment: Segment, name: str, values: Iterable[str]) -> Array:
    """Whether each document of a segment has one of the values in a column with one for each document."""
    names = segment.arrays.strings(f"{name}.names").every()
    chosen = np.fromiter(map(frozenset(values).__contains__, names), dtype=bool, count=len(names))
    return chosen[segment.arrays[f"{name}.ordinals"]]


def order_path(generation: Path) -> Path:
    return generation / "arrays" / "order"


def write_order(generation: Path, entries: Sequence[SegmentEntry], dead: Mapping[str, Array]) -> None:
    """Write what is of the generation as a whole: dead documents and the order in which ties fall."""
    segments = [Segment(generation, entry.name) for entry in entries]
    ids = np.array([raw for segment in segments for raw in segment.ids.raw_all()] or [b""], dtype=f"S{_ID_BYTES}")
    days = np.concatenate([segment.arrays["first"] for segment in segments] or [np.zeros(1, np.int32)])
    rank = np.empty(len(ids), dtype=np.int32)
    rank[np.lexsort((ids, -days))] = np.arange(len(ids), dtype=np.int32)
    writer = ArrayFileWriter(order_path(generation))
    writer.append("rank", rank if segments else rank[:0])
    for entry in entries:
        writer.append(f"dead.{entry.name}", dead[entry.name], np.int32)
    writer.close()
