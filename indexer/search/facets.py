"""Counting what matches by the values of its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from indexer import analysis
from indexer.engine import LEVEL, Facet, FacetValue
from indexer.index.arrayfile import Array
from indexer.search.snapshot import Snapshot, Values


def count(snapshot: Snapshot, name: str, matches: Array, selected: Sequence[str], *, limit: int, offset: int = 0,
          alphabetic: bool = False, prefix: str = "", labels: Callable[[str], str] | None = None) -> Facet:
    """A facet over the matching documents, the largest values first or by the alphabet; selected ones always stay.

    `matches` are to be those with the facet's own selection lifted.
    """
    values = snapshot.values(name)
    everything = len(matches) == len(snapshot.documents)
    owners, found = snapshot.kept(("all", name), lambda: values.of(matches)) if everything else values.of(matches)
    counts = np.bincount(found, minlength=len(values.names))
    present = np.flatnonzero(counts)
    if prefix:
        present = present[_starting(snapshot, name, values, prefix)[present]]
    chosen = _page(values, counts, present, offset, limit, alphabetic)
    known = {values.names[ordinal] for ordinal in chosen}
    ordinals = snapshot.ordinals(name)
    kept = [] if offset else [value for value in dict.fromkeys(selected) if value not in known]
    chosen += [ordinals[value] for value in kept if value in ordinals]
    records = _records(snapshot, len(values.names), matches, owners, found, chosen)
    label = labels or _label
    shown = [_value(values.names[at], label, int(counts[at]), held, values.names[at] in selected)
             for at, held in zip(chosen, records, strict=True)]
    shown += [_value(value, label, 0, 0, True) for value in kept if value not in ordinals]
    return Facet(name=name, values=tuple(shown), total=len(present))


def _page(values: Values, counts: Array, present: Array, offset: int, limit: int, alphabetic: bool) -> list[int]:
    if alphabetic:
        ordered = sorted(present.tolist(), key=lambda at: (analysis.key(values.names[at]), values.names[at]))
        return ordered[offset : offset + limit]
    wanted = offset + limit
    if len(present) > 4 * wanted and wanted:
        least = -np.partition(-counts[present], wanted - 1)[wanted - 1]
        present = present[counts[present] >= least]
    ordered = sorted(present.tolist(), key=lambda at: (-int(counts[at]), values.names[at]))
    return ordered[offset:wanted]


def _records(snapshot: Snapshot, size: int, matches: Array, owners: Array, ordinals: Array,
             chosen: Sequence[int]) -> list[int]:
    """In how many records each of the chosen values stands."""
    slots = np.full(size + 1, -1, dtype=np.int64)
    slots[list(chosen)] = np.arange(len(chosen))
    slot = slots[ordinals]
    if len(chosen) < size:
        held = np.flatnonzero(slot >= 0)
        slot, owners = slot[held], owners[held]
    many = snapshot.record_count
    seen = np.zeros(len(chosen) * many, dtype=bool)
    seen[slot * many + snapshot.records[matches[owners]]] = True
    return np.count_nonzero(seen.reshape(len(chosen), many), axis=1).tolist() if len(chosen) else []


def _starting(snapshot: Snapshot, name: str, values: Values, prefix: str) -> Array:
    """Which values have a word, or begin with words, that start so."""
    keys = snapshot.kept(("keys", name), lambda: [" " + analysis.key(value) for value in values.names])
    wanted = " " + (analysis.key(prefix) or prefix.casefold().strip())
    return np.fromiter((wanted in key for key in keys), dtype=bool, count=len(keys))


def _value(value: str, label: Callable[[str], str], number: int, records: int, selected: bool) -> FacetValue:
    return FacetValue(value=value, label=label(value), count=number, records=records, selected=selected,
                      depth=depth_of(value))


def depth_of(value: str) -> int:
    """1 for a city below its country and a month below its year, else 0."""
    return int(LEVEL in value or (len(value) == 7 and value[4] == "-" and value[:4].isdecimal()))


def _label(value: str) -> str:
    return value.rpartition(LEVEL)[2]
