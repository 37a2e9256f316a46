"""Sets of documents: ascending arrays of document numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.index.arrayfile import Array

NONE: Array = np.zeros(0, dtype=np.int32)
_PLACES = 64  # of a mask that are made and looked over in the time in which one document is looked for


def intersect(one: Array, other: Array) -> Array:
    """What is in both."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return small[contains(large, small)]


def contains(large: Array, wanted: Array) -> Array:
    """For each of `wanted`, ascending, whether it is in the set."""
    if not len(large) or not len(wanted):
        return np.zeros(len(wanted), dtype=bool)
    size = int(max(large[-1], wanted[-1])) + 1
    if len(wanted) * 12 < max(len(large), size // _PLACES):
        at = large.searchsorted(wanted)
        at[at == len(large)] = 0
        return np.asarray(large.take(at) == wanted)
    mask = np.zeros(size, dtype=bool)
    mask[large] = True
    return np.asarray(mask.take(wanted))


def subtract(one: Array, other: Array) -> Array:
    """What is in the first alone."""
    return one[~contains(other, one)]


def different(ascending: Array) -> Array:
    """Each value once. Unlike `numpy.unique` it hashes nothing, and takes a tenth of the time for some thousands."""
    if not len(ascending):
        return ascending
    kept = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=kept[1:])
    return ascending[kept]


def union(sets: Sequence[Array], size: int) -> Array:
    """What is in any; `size` is the number of documents there are."""
    if not sets:
        return NONE
    if len(sets) == 1:
        return sets[0]
    total = sum(map(len, sets))
    if total * 8 < size:
        return different(np.sort(np.concatenate(sets)))
    mask = np.zeros(size, dtype=bool)
    for each in sets:
        mask[each] = True
    return np.flatnonzero(mask).astype(np.int32)
