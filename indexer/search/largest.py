"""The values that most of the matches have, of several fields at once: most of the time that a few matches take is that
of beginning to count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from indexer.engine import Facet, FacetValue
from indexer.index.arrayfile import Array
from indexer.search.facets import count
from indexer.search.snapshot import Snapshot
from indexer.search.values import Values

_value = partial(tuple.__new__, FacetValue)  # of its members in order
_FEW = 40  # documents that are sooner counted one by one
_MANY = 500  # values that are not sorted for the largest of them
_ORDINAL_BITS = 32
_ORDINALS = (1 << _ORDINAL_BITS) - 1


class _Largest(NamedTuple):
    """The largest values of several fields, one field after the other."""

    numbers: list[int]
    sections: list[int]  # that have each
    sizes: list[int]  # of each field, how many of these are its own
    totals: list[int]  # of each field, how many values there are in all


class Fields(NamedTuple):
    """Several fields side by side. Their values are numbered together: those of a field from the end of the one before,
    from 1; 0 is none."""

    names: tuple[str, ...]
    ends: list[int]  # the last number of each field's values
    rows: Array  # of each document the values that it has in all the fields
    values: list[str]  # of each number
    labels: list[str]
    depths: list[int]

    @classmethod
    def of(cls, names: tuple[str, ...], fields: Sequence[Values]) -> Fields:
        end, ends, columns = 0, [], []
        for each in fields:
            columns += [np.where(column, column + end, 0) for column in each.ordinal_columns]
            end += len(each.names)
            ends.append(end)
        return cls(names, ends, np.stack(columns, axis=1).astype(np.int32),
                   ["", *chain.from_iterable(each.names for each in fields)],
                   ["", *chain.from_iterable(each.labels for each in fields)],
                   [0, *chain.from_iterable(each.depths for each in fields)])

    def largest(self, documents: Array, most: int) -> list[Facet]:
        """Of each field the values that most of the documents have, at most so many; those that as many have by
        ordinal."""
        held = self.rows.take(documents, axis=0).ravel()
        found = self._tallied(held.tolist(), most) if len(documents) <= _FEW else self._counted(held, most)
        numbers = found.numbers
        shown = tuple(map(_value, zip(
            map(self.values.__getitem__, numbers), map(self.labels.__getitem__, numbers), found.sections,
            repeat(0), repeat(False), map(self.depths.__getitem__, numbers))))
        facets, begin = [], 0
        for name, size, total in zip(self.names, found.sizes, found.totals, strict=True):
            facets.append(Facet(name, shown[begin : begin + size], total))
            begin += size
        return facets

    def _tallied(self, held: list[int], most: int) -> _Largest:
        times: dict[int, int] = {}
        for number in held:
            times[number] = times.get(number, 0) + 1
        times.pop(0, None)
        present, times_of, begin = sorted(times), times.__getitem__, 0
        found = _Largest([], [], [], [])
        for last in self.ends:
            end = bisect_right(present, last, begin)
            largest = sorted(present[begin:end], key=times_of, reverse=True)[:most]
            found.numbers.extend(largest)
            found.sizes.append(len(largest))
            found.totals.append(end - begin)
            begin = end
        found.sections.extend(map(times_of, found.numbers))
        return found

    def _counted(self, held: Array, most: int) -> _Largest:
        """What `_tallied` gives, for many."""
        times = np.bincount(held)
        times[0] = 0
        present = times.nonzero()[0]
        keys = times.take(present)
        keys <<= _ORDINAL_BITS
        keys -= present  # which leaves the count less one above, and what tells the order of equal ones below
        tops, totals, begin = [], [], 0
        for end in present.searchsorted(self.ends, side="right").tolist():
            of_field, total = keys[begin:end], end - begin
            if total > _MANY and 0 < most < total:
                of_field.partition(total - most)
                of_field = of_field[total - most :]
            of_field.sort()
            tops.append(of_field[: -most - 1 : -1])
            totals.append(total)
            begin = end
        first = np.concatenate(tops)
        return _Largest((-first & _ORDINALS).tolist(), ((first >> _ORDINAL_BITS) + 1).tolist(),
                        list(map(len, tops)), totals)


def largest(snapshot: Snapshot, names: Sequence[str], matches: Array, most: int) -> dict[str, Facet]:
    """Facets by name, without records, their largest values first."""
    fields = snapshot.cache.get(("side by side", *names), lambda: _side_by_side(snapshot, names),
                                lambda made: int(made.rows.nbytes))
    found = {facet.name: facet for facet in fields.largest(matches, most)} if fields.names else {}
    return found | {name: count(snapshot, name, matches, (), limit=most, records=False)
                    for name in names if name not in found}


def _side_by_side(snapshot: Snapshot, names: Sequence[str]) -> Fields:
    """Those of the fields that are laid out in columns."""
    narrow = {name: values for name in names if (values := snapshot.values(name)).ordinal_columns and values.names}
    if not narrow:
        return Fields((), [], np.zeros((0, 0), dtype=np.int32), [], [], [])
    return Fields.of(tuple(narrow), list(narrow.values()))
