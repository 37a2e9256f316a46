"""The words that a prefix or a misspelt word stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.index.arrayfile import Array, Strings
from indexer.index.postings import lengths_of
from indexer.query.distance import within
from indexer.search.snapshot import Snapshot

_LAST = chr(0x10FFFF)
_ONE_BY_ONE = 300  # words that are sooner compared one after the other than all at once
_FAR = 100  # edits; more than any distance asked for


def prefix_bounds(prefix: str) -> tuple[str, str | None]:
    """Strings that start so are those from the first on and before the second (None: to the end)."""
    kept = prefix.rstrip(_LAST)
    return prefix, kept[:-1] + chr(ord(kept[-1]) + 1) if kept else None


def fuzzy_terms(snapshot: Snapshot, term: str, distance: int, most: int) -> tuple[tuple[str, ...], bool]:
    """Indexed exact forms within the distance that share the first character, and whether these are all.

    Of more than `most` the commonest.
    """
    found = snapshot.cache.get(("fuzzy", term, distance), lambda: _fuzzy_terms(snapshot, term, distance),
                               lambda terms: 100 * len(terms))
    return found[:most], len(found) <= most


def _fuzzy_terms(snapshot: Snapshot, term: str, distance: int) -> tuple[str, ...]:
    """All of them, the commonest first."""
    holding: dict[str, int] = {}
    low, high = (None if each is None else each.encode("utf-8", "surrogatepass") for each in prefix_bounds(term[:1]))
    for number, segment in enumerate(snapshot.segments):
        terms = segment.terms["exact"]
        begin = terms.find(low or b"")
        end = len(terms) if high is None else terms.find(high)
        starts = segment.arrays["exact.starts"]
        shapes = snapshot.kept(("shapes", number), lambda terms=terms: _shapes(terms))  # type: ignore[misc]
        for at in _within(terms, shapes.of(begin, end), term, distance):
            word = terms[begin + at]
            holding[word] = holding.get(word, 0) + int(starts[begin + at + 1]) - int(starts[begin + at])
    return tuple(sorted(holding, key=lambda word: (-holding[word], word)))


class _Shapes(NamedTuple):
    """Of terms what tells most of those that differ from a word, without reading them."""

    begin: int  # the first of the terms
    sizes: Array  # bytes
    plain: Array  # whether all are ASCII
    letters: Array  # the set of the letters, as bits; several letters may share one

    def of(self, begin: int, end: int) -> _Shapes:
        return _Shapes(begin, *(each[begin:end] for each in self[1:]))


def _shapes(terms: Strings) -> _Shapes:
    begins = terms.offsets[:-1].astype(np.int64)
    sizes = lengths_of(terms.offsets)
    if not len(sizes):
        return _Shapes(0, sizes, sizes.astype(bool), sizes.astype(np.uint32))
    return _Shapes(0, sizes, np.maximum.reduceat(terms.data, begins) < 128,
                   np.bitwise_or.reduceat(np.uint32(1) << (terms.data & 31), begins))


def _within(terms: Strings, shapes: _Shapes, term: str, distance: int) -> list[int]:
    """Which of the terms with these shapes are within the distance."""
    first, sizes = shapes.begin, shapes.sizes
    if not term.isascii():
        near = np.flatnonzero((sizes >= len(term) - distance) & (sizes <= 4 * (len(term) + distance))).tolist()
    else:
        alike = _alike(shapes.letters, term, distance) & (sizes <= len(term) + distance) | ~shapes.plain
        near = np.flatnonzero(alike & (sizes >= len(term) - distance)).tolist()
    words = terms.at([first + at for at in near])
    if len(words) <= _ONE_BY_ONE:
        return [at for at, word in zip(near, words, strict=True) if within(term, word, distance)]
    apart = distances(term, words, distance).tolist()
    return [at for at, each in zip(near, apart, strict=True) if each <= distance]


def _alike(letters: Array, term: str, distance: int) -> Array:
    """Whether words with these sets of letters can be within the distance of a term of ASCII."""
    own = np.uint32(0)
    for byte in term.encode("utf-8", "surrogatepass"):
        own |= np.uint32(1) << np.uint32(byte & 31)
    return np.asarray((np.bitwise_count(letters & ~own) <= distance) & (np.bitwise_count(own & ~letters) <= distance))


def distances(word: str, others: Sequence[str], most: int) -> Array:
    """Optimal string alignment distances, all at once; exact up to `most`, above it only known to be above.

    The same measure as `indexer.query.distance.within`.
    """
    lengths = np.fromiter(map(len, others), dtype=np.int64, count=len(others))
    result = np.full(len(others), _FAR, dtype=np.int16)
    held = np.flatnonzero(np.abs(lengths - len(word)) <= most)
    if not len(held):
        return result
    letters = _letters([others[at] for at in held.tolist()], lengths[held])
    result[held] = _aligned(np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32), letters, lengths[held])
    return result


def _letters(words: Sequence[str], lengths: Array) -> Array:
    """One row a position in the word, one column a word; below a word's end stands anything."""
    joined = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    width = int(lengths.max())
    at = (np.cumsum(lengths) - lengths)[None, :] + np.arange(width)[:, None]
    return np.asarray(joined[np.minimum(at, len(joined) - 1)])


def _aligned(word: Array, letters: Array, lengths: Array) -> Array:
    """The distance table, row by row, for all words at once; the answer stands in the row of each word's length."""
    height = letters.shape[0]
    columns = len(word)
    before = before_last = np.zeros((columns + 1, len(lengths)), dtype=np.int16)
    row = np.repeat(np.arange(columns + 1, dtype=np.int16)[:, None], len(lengths), axis=1)
    result = np.where(lengths == 0, columns, _FAR).astype(np.int16)
    for i in range(height):
        before_last, before = before, row
        row = np.empty_like(before)
        row[0] = i + 1
        for j in range(columns):
            same = letters[i] == word[j]
            cost = np.minimum(np.minimum(before[j + 1], row[j]) + 1, before[j] + ~same)
            if i and j and word[j] != word[j - 1]:
                exchanged = (letters[i] == word[j - 1]) & (letters[i - 1] == word[j])
                cost = np.where(exchanged, np.minimum(cost, before_last[j - 1] + 1), cost)
            row[j + 1] = cost
        result = np.where(lengths == i + 1, row[columns], result)
    return result
