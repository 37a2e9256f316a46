"""Fields that are not running text: values of speakers, places, topics and the like, and days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

import indexer.analysis as analysis
from indexer.index.arrayfile import Array
from indexer.index.columns import NO_DAY
from indexer.query.tree import Field
from indexer.search.expansion import prefix_bounds
from indexer.search.sets import intersect, union
from indexer.search.snapshot import Snapshot

_FEW = 4  # times as many documents are sooner looked at one by one than all of them
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
        last = frozenset(self._starting(end[0])) if node.prefix else frozenset([end[0]])
        words = self._stemmed if self._stemmed and not node.prefix else self._words
        candidates: set[int] = set().union(*(self._holding.get(word, ()) for word in last))
        if not before:
            return candidates
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


def _stands(places: dict[str, set[int]], before: Sequence[tuple[str, int]], last: frozenset[str], offset: int) -> bool:
    """Whether the terms stand at their offsets from some place, the last one being any of `last`."""
    bases = {place - offset for word in places.keys() & last for place in places[word]}
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
    words = snapshot.kept("words of ids", lambda: IdWords(text, starts))
    return snapshot.documents[words.lines(node.terms, prefix=node.prefix)]


class IdWords:
    """Where the words of ids begin, which stand in a text of ASCII, a line each."""

    def __init__(self, text: str, lines: Array) -> None:
        self._letters = np.frombuffer(text.encode() + bytes(analysis.LONGEST + 1), dtype=np.uint8)
        self._lines = lines
        table = np.zeros(256, dtype=bool)
        table[[code for code in range(128) if chr(code).isalnum()]] = True
        self._in_word = table[self._letters]
        self._begins = np.flatnonzero(self._in_word & ~np.append(False, self._in_word[:-1])).astype(np.int32)

    def lines(self, terms: Sequence[str], *, prefix: bool) -> Array:
        """Numbers of the lines in which the terms are words one after the other, the last a beginning with `prefix`."""
        found = np.arange(len(self._begins))
        for number, term in enumerate(terms):
            if number:
                found = found[found + 1 < len(self._begins)] + 1
                found = found[self._line(found) == self._line(found - 1)]
            for place, code in enumerate(term.encode()):
                found = found[self._letters[self._begins[found] + place] == code]
            if not prefix or number + 1 < len(terms):
                found = found[~self._in_word[self._begins[found] + len(term)]]
        return np.unique(self._line(found))

    def _line(self, words: Array) -> Array:
        return np.searchsorted(self._lines, self._begins[words], side="right") - 1


def among_dated(snapshot: Snapshot, documents: Array, first: dt.date | None, last: dt.date | None) -> Array:
    """Those of the documents that `dated` gives; of a few documents it looks at no others."""
    if len(documents) * _FEW > snapshot.size:
        return intersect(documents, dated(snapshot, first, last))
    low, high = _bounds(first, last)
    begins, ends, coarse = (each.take(documents) for each in (snapshot.first, snapshot.last, snapshot.coarse))
    return documents[_inside(begins, ends, coarse, low, high)]


def dated(snapshot: Snapshot, first: dt.date | None, last: dt.date | None) -> Array:
    """The live documents whose days overlap those from `first` to `last` (None: open), or, where the date is known
    only to a month or a year, lie wholly inside."""
    low, high = _bounds(first, last)

    def find() -> Array:
        inside = _inside(snapshot.first, snapshot.last, snapshot.coarse, low, high)
        return np.flatnonzero(inside & snapshot.alive).astype(np.int32)

    return snapshot.cache.get(("days", low, high), find, lambda found: int(found.nbytes))


def _bounds(first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
    return first.toordinal() if first else NO_DAY + 1, last.toordinal() if last else dt.date.max.toordinal()


def _inside(begins: Array, ends: Array, coarse: Array, low: int, high: int) -> Array:
    """Which spans of days are dated within the bounds."""
    inside = np.where(coarse, (begins >= low) & (ends <= high), (begins <= high) & (ends >= low))
    return np.asarray(inside & (begins != NO_DAY))
