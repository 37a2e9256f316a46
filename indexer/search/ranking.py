"""Scores of matching documents, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine import Sort
from indexer.index.arrayfile import Array
from indexer.index.columns import NO_DAY
from indexer.search.deadline import Deadline
from indexer.search.matching import Unit
from indexer.search.snapshot import Snapshot
from indexer.search.words import idf, saturated
from indexer.wording import wording


def scores(snapshot: Snapshot, matches: Array, units: Sequence[Unit], deadline: Deadline) -> Array:
    """BM25F of each match: the sum over the query's words, one that stands twice counting twice (float32).

    Words too common to rank by count only where the query has no others; those that there is no time for do not.
    """
    weighing = [unit for unit in units if not unit.common] or units
    total = np.zeros(len(matches), dtype=np.float32)
    for unit in weighing:
        held = unit.view.documents
        if not len(held):
            continue
        if deadline.passed():
            deadline.cut(wording("no-time-order"))
            break
        gain = np.float32(idf(len(held), len(snapshot.documents)))
        if held is matches or (len(held) == len(matches) and np.array_equal(held, matches)):
            gained = gain * saturated(unit.view.weights)
            if len(weighing) == 1:
                return gained
            total += gained
        elif len(matches) * 12 < len(held):
            at = held.searchsorted(matches)
            at[at == len(held)] = 0
            found = (held.take(at) == matches).nonzero()[0]
            total[found] += gain * saturated(unit.view.weights[at[found]])
        else:
            spread = np.zeros(snapshot.size, dtype=np.float32)
            spread[held] = gain * saturated(unit.view.weights)
            total += spread.take(matches)
    return total


def best(snapshot: Snapshot, matches: Array, scored: Array, sort: Sort, wanted: int) -> Array:
    """Places in `matches` of the first `wanted` hits in order. Ties fall by date, newest first, then by id."""
    rank = snapshot.live.rank
    if sort == "oldest":
        first = snapshot.first[matches]
        keys = np.where(first == NO_DAY, np.iinfo(np.int32).max, first)
    elif sort == "newest" or not scored.any():
        if matches is snapshot.documents:
            return snapshot.kept("newest", lambda: np.argsort(rank.take(matches)).astype(np.int32))[:wanted]
        keys = rank.take(matches)
    else:
        keys = -scored
    if len(keys) <= 4 * wanted or not wanted:
        return np.lexsort((rank.take(matches), keys))[:wanted]
    candidates = _first(keys, rank, matches, wanted)
    order = np.lexsort((rank.take(matches.take(candidates)), keys.take(candidates)))
    return candidates.take(order[:wanted])


def _first(keys: Array, rank: Array, matches: Array, wanted: int) -> Array:
    """Places among which the first `wanted` are: those with smaller keys, and of the last key's the first by rank."""
    ordered = keys.copy()
    ordered.partition(wanted - 1)
    limit = ordered[wanted - 1]
    candidates: Array = (keys <= limit).nonzero()[0]
    if len(candidates) <= 4 * wanted:
        return candidates
    below, ties = candidates[keys[candidates] < limit], candidates[keys[candidates] == limit]
    left = wanted - len(below)
    return np.concatenate((below, ties[np.argpartition(rank[matches[ties]], left - 1)[:left]]))
