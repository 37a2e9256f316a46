"""Fields that are not running text: values of speakers, places, topics and the like, and days."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

import indexer.analysis as analysis
from indexer.index.arrayfile import Array
from indexer.index.columns import NO_DAY
from indexer.query.tree import Field
from indexer.search.expansion import prefix_bounds
from indexer.search.sets import union
from indexer.search.snapshot import Snapshot

_COLUMN = {"place": "venue"}  # the values of `place:` are venue, city and country, each for itself


class ValueIndex:
    """The words of a field's values, to find the values that a query means."""

    def __init__(self, names: Sequence[str], *, stems: bool = False) -> None:
        self._words: list[dict[str, set[int]]] = []  # of each value: where each word stands
        self._holding: dict[str, list[int]] = {}
        self._keys: dict[str, list[int]] = {}
        self._stemmed: list[dict[str, set[int]]] = []
        for ordinal, name in enumerate(names):
            found = analysis.terms(name)
            self._words.append(_places(found.exact, found.positions))
            if stems:
                self._stemmed.append(_places(found.stems, found.positions))
            for word in {*found.exact, *(found.stems if stems else ())}:
                self._holding.setdefault(word, []).append(ordinal)
            self._keys.setdefault(analysis.key(name), []).append(ordinal)
        self._sorted = sorted(self._holding)
        self._all = list(range(len(names)))

    def matching(self, node: Field) -> list[int]:
        """Ordinals of the values that a query's field means."""
        if not node.terms and not node.values:
            return self._all if node.prefix else []
        found = {ordinal for value in node.values for ordinal in self._keys.get(analysis.key(value), ())}
        if node.terms:
            found.update(self._with_terms(node))
        return sorted(found)

    def _with_terms(self, node: Field) -> Iterable[int]:
        *before, end = zip(node.terms, analysis.sequence(node.text).offsets, strict=False)
        last = list(self._starting(end[0])) if node.prefix else [end[0]]
        words = self._stemmed if self._stemmed and not node.prefix else self._words
        candidates: set[int] = set().union(*(self._holding.get(word, ()) for word in last))
        for term, _ in before:
            candidates.intersection_update(self._holding.get(term, ()))
        return (ordinal for ordinal in candidates if _stands(words[ordinal], before, last, end[1]))

    def _starting(self, prefix: str) -> Iterable[str]:
        low, high = prefix_bounds(prefix)
        end = len(self._sorted) if high is None else bisect_left(self._sorted, high)
        return self._sorted[bisect_left(self._sorted, low) : end]


def _places(words: Sequence[str], positions: Sequence[int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for word, position in zip(words, positions, strict=True):
        found.setdefault(word, set()).add(position)
    return found


def _stands(places: dict[str, set[int]], before: Sequence[tuple[str, int]], last: Sequence[str], offset: int) -> bool:
    """Whether the terms stand at their offsets from some place, the last one being any of `last`."""
    bases = {place - offset for word in last for place in places.get(word, ())}
    for term, at in before:
        bases &= {place - at for place in places.get(term, ())}
    return bool(bases)


def with_value(snapshot: Snapshot, node: Field) -> Array:
    """The live documents that have a value which the field of a query means."""
    if node.name == "id":
        return _with_id(snapshot, node)
    name = _COLUMN.get(node.name, node.name)
    values = snapshot.values(name)
    index = snapshot.kept(("words", name), lambda: ValueIndex(values.names, stems=name == "topic"))
    return union([values.having(ordinal) for ordinal in index.matching(node)], snapshot.size)


def _with_id(snapshot: Snapshot, node: Field) -> Array:
    """Ids are as many as documents, so their words are looked for in all ids at once."""
    if not node.terms:
        return snapshot.documents if node.prefix else snapshot.documents[:0]
    text, starts = snapshot.joined_ids
    if not text.isascii():
        index = snapshot.kept(("words", "id"), lambda: ValueIndex(text.split("\n")))
        return snapshot.documents[index.matching(node)]
    between = "(?:(?!\n)[\\W_])+".join(map(re.escape, node.terms))
    wanted = re.compile(r"(?<![^\W_])" + between + ("" if node.prefix else r"(?![^\W_])"))
    found = np.array([match.start() for match in wanted.finditer(text)], dtype=np.int64)
    return snapshot.documents[np.unique(np.searchsorted(starts, found, side="right") - 1)]


def dated(snapshot: Snapshot, first: dt.date | None, last: dt.date | None) -> Array:
    """The live documents whose days overlap those from `first` to `last` (None: open), or, where the date is known
    only to a month or a year, lie wholly inside."""
    low = first.toordinal() if first else NO_DAY + 1
    high = last.toordinal() if last else dt.date.max.toordinal()

    def find() -> Array:
        begins, ends = snapshot.first, snapshot.last
        inside = np.where(snapshot.coarse, (begins >= low) & (ends <= high), (begins <= high) & (ends >= low))
        return np.flatnonzero(inside & (begins != NO_DAY) & snapshot.alive).astype(np.int32)

    return snapshot.cache.get(("days", low, high), find, lambda found: int(found.nbytes))
