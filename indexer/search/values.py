"""A field's values over all documents, laid out for counting: in sections and in records, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.engine import LEVEL
from indexer.index.arrayfile import Array
from indexer.index.postings import lengths_of, ragged

MOST_WIDE = 3  # values of one document up to which they are laid out in columns


class Counts(NamedTuple):
    """Values that matches have, ascending by ordinal, with the numbers of sections and of records."""

    ordinals: Array
    sections: Array
    records: Array


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a field. A pair is a value in a record: counting pairs counts sections and records at once.

    Pairs are sorted by value and counted from 1; 0 is none.
    """

    names: list[str]  # by ordinal, ascending
    labels: list[str]
    depths: list[int]  # 0 for a country or year, 1 for a city or month
    documents: Array  # live ones by value: those of value o are documents[starts[o]:starts[o + 1]]
    starts: Array
    columns: tuple[Array, ...]  # first pair of each document, second ..., where none has many; else empty
    ordinal_columns: tuple[Array, ...]  # the same with ordinals, counted from 1 too
    offsets: Array  # where there are no columns: the pairs of document d are pairs[offsets[d]:offsets[d + 1]]
    pairs: Array
    ordinals: Array  # of pairs, counted from 1
    value_of: Array  # of each pair
    held: Array  # the values that have pairs
    first_pairs: Array  # of these values

    def having(self, ordinal: int) -> Array:
        """The live documents that have a value, ascending."""
        return self.documents[int(self.starts[ordinal]) : int(self.starts[ordinal + 1])]

    def of(self, documents: Array) -> tuple[Array, Array]:
        """All values of the documents: place in `documents` and ordinal of each."""
        if self.columns:
            found = np.concatenate([column[documents] for column in self.columns])
            present = np.flatnonzero(found)
            return present % len(documents), self.value_of[found[present] - 1]
        begins = self.offsets[documents]
        lengths = self.offsets[documents + 1] - begins
        found = self.pairs[ragged(begins, lengths)]
        present = np.flatnonzero(found)
        return np.repeat(np.arange(len(documents)), lengths)[present], self.value_of[found[present] - 1]

    def sections(self, documents: Array) -> Counts:
        """How many of the documents have each value; records are 0. In less time than `counted`."""
        times = self._times(documents)
        present = times.nonzero()[0]
        return Counts(present - 1, times[present], np.zeros(len(present), dtype=np.int64))

    def _times(self, documents: Array) -> Array:
        """How many of the documents have each value, by ordinal counted from 1."""
        size = len(self.names) + 1
        if self.ordinal_columns:
            times = np.bincount(self.ordinal_columns[0].take(documents), minlength=size)
            for column in self.ordinal_columns[1:]:
                times += np.bincount(column.take(documents), minlength=size)
        else:
            begins = self.offsets[documents]
            times = np.bincount(self.ordinals[ragged(begins, self.offsets[documents + 1] - begins)], minlength=size)
        times[0] = 0
        return times

    def counted(self, documents: Array) -> Counts:
        """How many of the documents, and of their records, have each value."""
        if self.columns:
            found = [column.take(documents) for column in self.columns]
        else:
            begins = self.offsets[documents]
            found = [self.pairs[ragged(begins, self.offsets[documents + 1] - begins)]]
        if len(found[0]) * 4 < len(self.value_of):
            return self._counted_few(np.concatenate(found) if len(found) > 1 else found[0])
        times = np.bincount(found[0], minlength=len(self.value_of) + 1)[1:]
        for each in found[1:]:
            times = times + np.bincount(each, minlength=len(self.value_of) + 1)[1:]
        if not len(times):
            return Counts(times, times, times)
        sections = np.add.reduceat(times, self.first_pairs)
        records = np.add.reduceat(np.minimum(times, 1), self.first_pairs)
        present = np.flatnonzero(sections)
        return Counts(self.held[present], sections[present], records[present])

    def _counted_few(self, found: Array) -> Counts:
        found = np.sort(found[found > 0]) - 1
        if not len(found):
            return Counts(found, found, found)
        values = self.value_of[found]
        first = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
        fresh = np.append(True, found[1:] != found[:-1]).astype(np.int64)
        return Counts(values[first], np.diff(np.append(first, len(values))), np.add.reduceat(fresh, first))


def lay_out(offsets: Array, ordinals: Array, names: list[str], alive: Array, records: Array) -> Values:
    """The values of documents, given as a segment's column gives them, for the live documents."""
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names) + 1, dtype=np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    lengths = lengths_of(offsets)
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    ordinals = rank[ordinals]
    places = np.flatnonzero(alive[owners])
    places = places[np.lexsort((records[owners[places]], ordinals[places]))]
    values, of = ordinals[places], records[owners[places]]
    fresh = np.ones(len(places), dtype=bool)
    fresh[1:] = (values[1:] != values[:-1]) | (of[1:] != of[:-1])
    pairs = np.zeros(len(owners), dtype=np.int32)
    pairs[places] = np.cumsum(fresh)
    value_of = values[fresh]
    first_pairs = np.flatnonzero(np.append(True, value_of[1:] != value_of[:-1])) if len(value_of) else value_of
    names = [names[at] for at in order]
    most = max(1, int(lengths.max(initial=0)))
    of_pairs = np.append(0, value_of + 1).astype(np.int32)[pairs]
    return Values(
        names=names, labels=[name.rpartition(LEVEL)[2] for name in names], depths=[depth_of(name) for name in names],
        documents=_ascending(owners[places], values), starts=np.searchsorted(values, np.arange(len(names) + 1)),
        columns=_columns(pairs, lengths, most) if most <= MOST_WIDE else (),
        ordinal_columns=_columns(of_pairs, lengths, most) if most <= MOST_WIDE else (), offsets=offsets, pairs=pairs,
        ordinals=of_pairs if most > MOST_WIDE else of_pairs[:0], value_of=value_of, held=value_of[first_pairs],
        first_pairs=first_pairs)


def _ascending(documents: Array, values: Array) -> Array:
    """The documents of each value in order, which they are but where a record is not in one piece."""
    wrong = (documents[1:] < documents[:-1]) & (values[1:] == values[:-1])
    return documents[np.lexsort((documents, values))] if wrong.any() else documents


def _columns(pairs: Array, lengths: Array, most: int) -> tuple[Array, ...]:
    columns = np.zeros((most, len(lengths)), dtype=np.int32)
    columns.T[np.arange(most) < lengths[:, None]] = pairs
    return tuple(columns)


def depth_of(value: str) -> int:
    """1 for a city below its country and a month below its year, else 0."""
    return int(LEVEL in value or (len(value) == 7 and value[4] == "-" and value[:4].isdecimal()))


