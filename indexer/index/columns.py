"""What a segment keeps of each document besides its words: values of fields, days, lengths, statements, origin."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

import indexer.analysis as analysis
from indexer.engine import PREFIX
from indexer.index.arrayfile import Array, ArrayFile, ArrayFileWriter
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

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.offsets = array("I", [0])
        self.ordinals = array("i")

    def add(self, values: Iterable[str]) -> None:
        known, ordinals = self.known, self.ordinals
        for value in values:
            ordinals.append(known.setdefault(value, len(known)))
        self.offsets.append(len(ordinals))

    def write(self, writer: ArrayFileWriter, name: str) -> None:
        writer.append(f"{name}.of", np.frombuffer(self.offsets, dtype=np.uint32))
        writer.append(f"{name}.ordinals", np.frombuffer(self.ordinals, dtype=np.int32), np.int32)
        writer.append_strings(f"{name}.names", [_utf8(value) for value in self.known])


class ColumnsBuilder:
    """Collects the columns of a segment, document by document."""

    def __init__(self) -> None:
        self._values = {field.name: _Values() for field in COLUMNS}
        self._records, self._sources = _Values(), _Values()
        self._ids: list[bytes] = []
        self._fingerprints = bytearray()
        self._numbers = {name: array("i") for name in ("first", "last", "coarse", "position", *_BASIS)}
        self._statements = {"of": array("I", [0]), "starts": array("I"), "ends": array("I")}
        self._voices = _Values()
        self._voices.known = self._values["speaker"].known

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: Document, source: str, values: Mapping[str, Sequence[str]]) -> None:
        """Take one document with its source's path and its values, as `column_values` gives them."""
        self._ids.append(_utf8(document.id))
        self._fingerprints += _prefix(document.fingerprint)
        self._records.add((document.record_id,))
        self._sources.add((source,))
        for name, column in self._values.items():
            column.add(values[name])
        for column_of, number in zip(self._numbers.values(), _numbers(document), strict=True):
            column_of.append(number)
        self._add_statements(document)

    def _add_statements(self, document: Document) -> None:
        spoken = [each for each in document.statements if voices(each)]
        if spoken:
            found = analysis.terms(document.text)
            starts = np.array(found.starts, dtype=np.int64)
            positions = np.array([*found.positions, found.length], dtype=np.int64)
            for each in spoken:
                first, last = np.searchsorted(starts, (each.start, each.end))
                self._statements["starts"].append(int(positions[first]))
                self._statements["ends"].append(int(positions[last]))
                self._voices.add(voices(each))
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
