"""The words that a prefix or a misspelt word stands for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.index.arrayfile import Array, Strings
from indexer.index.postings import lengths_of
from indexer.search.snapshot import Snapshot

_LAST = chr(0x10FFFF)
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
    for segment in snapshot.segments:
        terms = segment.terms["exact"]
        begin = terms.find(low or b"")
        end = len(terms) if high is None else terms.find(high)
        starts = segment.arrays["exact.starts"]
        for at in (begin + _within(terms, begin, end, term, distance)).tolist():
            word = terms[at]
            holding[word] = holding.get(word, 0) + int(starts[at + 1]) - int(starts[at])
    return tuple(sorted(holding, key=lambda word: (-holding[word], word)))


def _within(terms: Strings, begin: int, end: int, term: str, distance: int) -> Array:
    """Which of the terms from `begin` to `end` are within the distance."""
    offsets = terms.offsets[begin : end + 1].astype(np.int64)
    sizes = lengths_of(offsets)
    near = np.flatnonzero((sizes >= len(term) - distance) & (sizes <= 4 * (len(term) + distance)))
    if not len(near):
        return near
    data = terms.data[offsets[0] : offsets[-1]]
    begins = offsets[:-1] - offsets[0]
    plain = np.maximum.reduceat(data, begins)[near] < 128
    alike = _alike(np.bitwise_or.reduceat(np.uint32(1) << (data & 31), begins)[near], term, distance)
    one = near[plain & alike & (sizes[near] <= len(term) + distance)]
    others = near[~plain]
    found = []
    if len(one) and term.isascii():
        columns = begins[one][None, :] + np.arange(int(sizes[one].max()))[:, None]
        letters = data[np.minimum(columns, len(data) - 1)]
        found.append(one[_aligned(np.frombuffer(term.encode(), np.uint8), letters, sizes[one]) <= distance])
    elif len(one):
        others = np.sort(np.append(others, one))
    words = [terms[begin + at] for at in others.tolist()]
    found.append(others[distances(term, words, distance) <= distance])
    return np.concatenate(found)


def _alike(letters: Array, term: str, distance: int) -> Array:
    """Whether words with these sets of letters (as bits; several may share one) can be within the distance."""
    own = np.uint32(0)
    for byte in term.encode("utf-8", "surrogatepass"):
        own |= np.uint32(1) << np.uint32(byte & 31)
    if not term.isascii():
        return np.ones(len(letters), dtype=bool)
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
