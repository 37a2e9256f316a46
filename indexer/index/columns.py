"""What a segment keeps of each document besides its words: values of fields, days, lengths, statements, origin."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

import indexer.analysis as analysis
from indexer.engine import PREFIX
from indexer.index.arrayfile import Array, ArrayFile, ArrayFileWriter
from indexer.index.inverting import Vocabulary
from indexer.index.schema import COLUMNS, voices
from indexer.model import Document

BASES = ("none", "given", "stated", "inferred")
"""What `basis.*` columns hold, by number."""

NO_DAY = 0
"""In `first` and `last`: no date. Days are counted as `datetime.date.toordinal` does."""


class Column(NamedTuple):
    """A field's values: document d has `names[o]` for o in `ordinals[offsets[d]:offsets[d + 1]]`."""

    offsets: Array
    ordinals: Array
    names: list[str]


class _Values:
    """Collects one field's values."""

    def __init__(self, known: Vocabulary | None = None) -> None:
        self.known = Vocabulary() if known is None else known
        self.lengths = array("I")
        self.ordinals = array("i")

    def add(self, values: Sequence[Sequence[str]]) -> None:
        """Take the values of each of some documents."""
        self.lengths.extend(map(len, values))
        self.ordinals.extend(map(self.known.__getitem__, chain.from_iterable(values)))

    def write(self, writer: ArrayFileWriter, name: str) -> None:
        offsets = np.append(0, np.cumsum(np.frombuffer(self.lengths, dtype=np.uint32), dtype=np.int64))
        writer.append(f"{name}.of", offsets, np.uint32)
        writer.append(f"{name}.ordinals", np.frombuffer(self.ordinals, dtype=np.int32), np.int32)
        writer.append_strings(f"{name}.names", [_utf8(value) for value in self.known])


class ColumnsBuilder:
    """Collects the columns of a segment, some documents at a time."""

    def __init__(self) -> None:
        self._values = {field.name: _Values() for field in COLUMNS}
        self._records, self._sources = _Values(), _Values()
        self._ids: list[bytes] = []
        self._fingerprints = bytearray()
        self._numbers = {name: array("i") for name in ("first", "last", "coarse", "position", *_BASIS)}
        self._statements = {"of": array("I", [0]), "starts": array("I"), "ends": array("I")}
        self._voices = _Values(self._values["speaker"].known)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, documents: Sequence[Document], sources: Sequence[str],
            values: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Take documents with their sources' paths and their values, as `column_values` gives them."""
        self._ids += [_utf8(document.id) for document in documents]
        self._fingerprints += b"".join([_prefix(document.fingerprint) for document in documents])
        self._records.add([(document.record_id,) for document in documents])
        self._sources.add([(source,) for source in sources])
        for name, column in self._values.items():
            column.add(values[name])
        for column_of, numbers in zip(self._numbers.values(), zip(*map(_numbers, documents), strict=True), strict=True):
            column_of.extend(numbers)
        for document in documents:
            self._add_statements(document)

    def _add_statements(self, document: Document) -> None:
        spoken = [each for each in document.statements if voices(each)]
        if spoken:
            found = analysis.terms(document.text)
            starts = np.array(found.starts, dtype=np.int64)
            positions = np.array([*found.positions, found.length], dtype=np.int64)
            first, last = np.searchsorted(starts, [[each.start for each in spoken], [each.end for each in spoken]])
            self._statements["starts"].extend(positions[first].tolist())
            self._statements["ends"].extend(positions[last].tolist())
            self._voices.add([voices(each) for each in spoken])
        self._statements["of"].append(len(self._statements["starts"]))

    def write(self, writer: ArrayFileWriter) -> None:
        """Append all columns to a segment's arrays."""
        writer.append_strings("ids", self._ids)
        writer.append("fingerprints", np.frombuffer(self._fingerprints, dtype=np.uint8))
        self._records.write(writer, "record")
        self._sources.write(writer, "source")
        for name, values in self._values.items():
            values.write(writer, name)
        for name, numbers in self._numbers.items():
            writer.append(name, np.frombuffer(numbers, dtype=np.int32), np.int32)
        for name, numbers in self._statements.items():
            writer.append(f"statement.{name}", np.frombuffer(numbers, dtype=np.uint32), np.uint32)
        self._voices.write(writer, "voice")


_NO_PREFIX = bytes(PREFIX)


def _prefix(fingerprint: str) -> bytes:
    """The first bytes of a fingerprint, which is in hex; zeros where it is none."""
    try:
        found = bytes.fromhex(fingerprint)[:PREFIX]
    except ValueError:
        return _NO_PREFIX
    return found if len(found) == PREFIX else _NO_PREFIX


_BASIS = ("basis.date", "basis.place", "basis.speaker")
_COARSE = frozenset({"month", "year"})


def _numbers(document: Document) -> tuple[int, ...]:
    """What `ColumnsBuilder` keeps as plain numbers, in its order."""
    first, last = document.date_first, document.date_last
    dated = first is not None and last is not None
    return (
        first.toordinal() if dated and first else NO_DAY,
        last.toordinal() if dated and last else NO_DAY,
        int(document.date_precision in _COARSE),
        document.position,
        BASES.index(document.date_basis or "none"),
        BASES.index(document.place_basis or "none"),
        min((BASES.index(each.basis) for each in document.statements if voices(each)), default=0),
    )


def column(arrays: ArrayFile, name: str) -> Column:
    """A field's values as a segment's file holds them."""
    return Column(arrays[f"{name}.of"], arrays[f"{name}.ordinals"], list(arrays.strings(f"{name}.names")))


def _utf8(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")
