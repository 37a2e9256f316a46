"""Postings as arrays: which documents hold a term, how often in which field, and at which positions.

A document's three text fields share one space of positions, each field in a stretch of its own, so that one list of
postings a term serves all fields and a phrase cannot run from one field into another. Terms are of two kinds: stems,
and exact folded forms.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from string import punctuation
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from indexer.analysis import LONGEST, RUNS, run_of, stem
from indexer.index.arrayfile import Array, ArrayFile, ArrayFileWriter
from indexer.runs import CAPITALS

Ints = npt.NDArray[np.int64]
TermKind = Literal["stem", "exact"]
TERM_KINDS: tuple[TermKind, ...] = ("stem", "exact")

STRETCH_BITS = 28
STRETCHES = {"text": 0, "heading": 1, "title": 2}
"""A position is `(stretch << STRETCH_BITS) + position in the field`."""

FREQUENCY_BITS = {"text": (0, 20), "heading": (20, 6), "title": (26, 6)}
"""Shift and width of a field's count in a posting's packed frequencies; larger counts are kept as the largest."""

RUN_TOKENS = 1_500_000  # words held in memory before they are sorted and put aside, about 100 MB while that is done
MOST_KNOWN = 200_000  # different stretches of characters that are kept for the next words
BLOCK_POSTINGS = 500_000  # merged at a time


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted terms with their postings: term t has the postings `starts[t]:starts[t + 1]`, posting p stands in
    document `docs[p]` at `positions[places[p]:places[p + 1]]`."""

    terms: Sequence[bytes]
    starts: Array
    docs: Array
    frequencies: Array
    places: Array
    positions: Array


def ragged(starts: Array, lengths: Array) -> Ints:
    """The indices `starts[0], starts[0] + 1, ...` of all the stretches, one after the other."""
    lengths = lengths.astype(np.int64)
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts.astype(np.int64) - before, lengths) + np.arange(total, dtype=np.int64)


def sorted_places(keys: Array) -> Ints:
    """Where the keys, not negative and below 2 ** 31, stand when they are sorted, equal ones as they come.

    A stable `numpy.argsort`, in a quarter of its time, as numpy is fastest at sorting whole numbers of 64 bits.
    """
    found = keys.astype(np.int64)
    found <<= 32
    found |= np.arange(len(keys))
    found.sort()
    found &= 0xFFFFFFFF
    return found


def lengths_of(offsets: Array) -> Ints:
    """How long the stretches are that begin at each offset but the last."""
    wide = offsets.astype(np.int64)
    return wide[1:] - wide[:-1]


def unpack(frequencies: Array, field: str) -> Array:
    """A field's counts of packed frequencies."""
    shift, width = FREQUENCY_BITS[field]
    return ((frequencies >> np.uint32(shift)) if shift else frequencies) & np.uint32((1 << width) - 1)


class Vocabulary(dict[str, int]):
    """Strings numbered as they are met: asking for one tells its number."""

    def __missing__(self, term: str) -> int:
        ordinal = self[term] = len(self)
        return ordinal


class _Cuts(dict[str, int]):
    """Different stretches of characters between blanks, numbered as they are met, with the words that each is made of.

    No word reaches over a blank, so that a text is cut at blanks, which is quick, and each stretch is looked at once.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.terms = array("i")  # of all stretches, one after the other
        self.positions = array("I")  # of the terms, in their stretch
        self.ends = array("i", [0])  # of each stretch's terms, the first before all
        self.widths = array("I")  # positions that each stretch takes up
        self._forms: dict[TermKind, list[bytes]] = {kind: [] for kind in TERM_KINDS}

    def __missing__(self, characters: str) -> int:
        word = characters.strip(punctuation)
        if word.isascii() and word.isalpha() and word not in CAPITALS:  # as nearly all are: one plain word
            self.terms.append(self.vocabulary[word.lower()[:LONGEST]])
            self.positions.append(0)
            return self._number(characters, 1)
        width = 0
        for raw in RUNS.findall(characters):
            run = run_of(raw)
            for part in run.parts:
                self.terms.append(self.vocabulary[part.exact])
                self.positions.append(width + part.position)
            width += run.width
        return self._number(characters, width)

    def _number(self, characters: str, width: int) -> int:
        self.ends.append(len(self.terms))
        self.widths.append(width)
        number = self[characters] = len(self)
        return number

    def forms(self, kind: TermKind) -> list[bytes]:
        """The vocabulary, in its order, as terms of one kind."""
        forms = self._forms[kind]
        fresh = islice(self.vocabulary, len(forms), None)
        forms += [(stem(form) if kind == "stem" else form).encode("utf-8", "surrogatepass") for form in fresh]
        return forms


class PostingsBuilder:
    """Takes the words of documents, in order of document number; gives their postings, sorted by term.

    Memory is bounded: when there are enough words they are sorted and wait as a file in `folder`. A text is cut at
    blanks; what the pieces are, as words and positions, is looked up for all texts at once when they are sorted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: list[Path] = []
        self._lengths: dict[str, list[Array]] = {field: [] for field in STRETCHES}
        self._count = 0
        self._known = _Cuts()
        self._start_run()

    def _start_run(self) -> None:
        self._first = self._count
        if len(self._known) > MOST_KNOWN or len(self._known.terms) > 4 * MOST_KNOWN:
            self._known = _Cuts()
        self._cuts = array("i")
        self._whole: tuple[Array, Array, Array] | None = None
        self._ends = array("q", [0])  # of each text's cuts; a document has a text for each stretch, in their order

    def add(self, texts: dict[str, str]) -> None:
        """Take the texts of the next document, by field."""
        for field in STRETCHES:
            self._cuts.fromlist(list(map(self._known.__getitem__, texts[field].split())))
            self._ends.append(len(self._cuts))
        self._count += 1
        if len(self._cuts) >= RUN_TOKENS or len(self._known.terms) >= RUN_TOKENS + 4 * MOST_KNOWN:
            self._put_aside()

    def lengths(self, field: str) -> Array:
        """Words of each document in a field; to be asked after `blocks`."""
        return np.concatenate([np.zeros(0, dtype=np.uint32), *self._lengths[field]])

    def _put_aside(self) -> None:
        path = self._folder / f"run-{len(self._runs)}"
        writer = ArrayFileWriter(path)
        words = self._words()
        for kind in TERM_KINDS:
            append_postings(writer, kind, [self._sorted(kind, words)])
        writer.close(flush=False)
        self._runs.append(path)
        self._start_run()

    def _words(self) -> tuple[Array, Array, Array]:
        """Term, document and position of every word, by document and position."""
        known, cuts = self._known, np.frombuffer(self._cuts, dtype=np.int32)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        widths = np.frombuffer(known.widths, dtype=np.uint32)[cuts].astype(np.int64)
        reached = np.concatenate([np.zeros(1, np.int64), np.cumsum(widths)])
        texts = lengths_of(ends)
        lengths = (reached[ends[1:]] - reached[ends[:-1]]).astype(np.uint32)
        for place, field in enumerate(STRETCHES):
            self._lengths[field].append(lengths[place :: len(STRETCHES)])
        # where each cut begins in its text, the stretch's base added
        text = np.repeat(np.arange(len(texts)), texts)
        base = reached[:-1] - reached[ends[:-1]][text] + (text % len(STRETCHES) << STRETCH_BITS)
        begins = np.frombuffer(known.ends, dtype=np.int32)
        counts = (begins[1:] - begins[:-1])[cuts]
        at = ragged(begins[cuts], counts)
        positions = np.repeat(base, counts) + np.frombuffer(known.positions, dtype=np.uint32)[at]
        documents = np.repeat(text // len(STRETCHES) + self._first, counts)
        return (np.frombuffer(known.terms, dtype=np.int32)[at], documents.astype(np.int32), positions.astype(np.uint32))

    def _sorted(self, kind: TermKind, words: tuple[Array, Array, Array]) -> Postings:
        forms = self._known.forms(kind)
        terms = sorted(set(forms))
        rank = {term: ordinal for ordinal, term in enumerate(terms)}
        ranks = np.fromiter(map(rank.__getitem__, forms), dtype=np.int32, count=len(forms))
        of_word = ranks[words[0]]
        order = sorted_places(of_word)
        return _grouped(terms, of_word[order], words[1][order], words[2][order])

    def blocks(self, kind: TermKind) -> Iterator[Postings]:
        """The postings of all documents, a block of terms at a time."""
        if not self._runs:
            if self._whole is None:
                self._whole = self._words()
            yield self._sorted(kind, self._whole)
            return
        if len(self._ends) > 1:
            self._put_aside()
        yield from _merged([read_postings(ArrayFile(path), kind) for path in self._runs])

    def clear(self) -> None:
        """Remove what waits."""
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs = []
        self._start_run()


def _grouped(terms: Sequence[bytes], of_token: Array, docs: Array, positions: Array) -> Postings:
    """Postings of tokens that are sorted by term, then document, then position."""
    count = len(of_token)
    first = np.ones(count, dtype=bool)
    first[1:] = (of_token[1:] != of_token[:-1]) | (docs[1:] != docs[:-1])
    places = np.flatnonzero(first)
    starts = np.searchsorted(of_token[places], np.arange(len(terms) + 1)).astype(np.uint32)
    stretch = positions >> np.uint32(STRETCH_BITS)
    packed = np.zeros(len(places), dtype=np.uint32)
    for field, number in STRETCHES.items():
        shift, width = FREQUENCY_BITS[field]
        if count:
            counts = np.add.reduceat((stretch == number).astype(np.int64), places)
            packed |= np.minimum(counts, (1 << width) - 1).astype(np.uint32) << np.uint32(shift)
    return Postings(terms, starts, docs[places], packed, np.append(places, count).astype(np.uint32), positions)


def append_postings(writer: ArrayFileWriter, kind: TermKind, blocks: Iterable[Postings]) -> None:
    """Write postings, block by block, as the arrays `<kind>.terms`, `.starts`, `.docs`, ..."""
    postings = positions = 0
    for block in blocks:
        writer.append_strings(f"{kind}.terms", block.terms)
        writer.append(f"{kind}.starts", block.starts[:-1] + np.uint32(postings), np.uint32)
        writer.append(f"{kind}.docs", block.docs, np.int32)
        writer.append(f"{kind}.frequencies", block.frequencies, np.uint32)
        writer.append(f"{kind}.places", block.places[:-1] + np.uint32(positions), np.uint32)
        writer.append(f"{kind}.positions", block.positions, np.uint32)
        postings += len(block.docs)
        positions += len(block.positions)
    writer.append(f"{kind}.starts", np.array([postings], dtype=np.uint32))
    writer.append(f"{kind}.places", np.array([positions], dtype=np.uint32))


def read_postings(arrays: ArrayFile, kind: TermKind) -> Postings:
    """The postings in a file; its terms are decoded at once."""
    found: list[Any] = [arrays[f"{kind}.{name}"] for name in ("starts", "docs", "frequencies", "places", "positions")]
    return Postings(arrays.strings(f"{kind}.terms").raw_all(), *found)


def _merged(runs: Sequence[Postings]) -> Iterator[Postings]:
    """The postings of runs whose documents follow each other, a block of terms at a time."""
    terms = sorted(set().union(*(run.terms for run in runs)))
    ordinals = {term: ordinal for ordinal, term in enumerate(terms)}
    of_run = [np.fromiter((ordinals[term] for term in run.terms), dtype=np.int64, count=len(run.terms)) for run in runs]
    counts = np.zeros(len(terms), dtype=np.int64)
    for run, mapped in zip(runs, of_run, strict=True):
        counts[mapped] += lengths_of(run.starts)
    ends = np.cumsum(counts)
    low = 0
    while low < len(terms):
        limit = (ends[low - 1] if low else 0) + BLOCK_POSTINGS
        high = max(low + 1, int(np.searchsorted(ends, limit, side="right")))
        yield _merged_block(terms[low:high], low, high, runs, of_run)
        low = high


def _merged_block(terms: Sequence[bytes], low: int, high: int, runs: Sequence[Postings],
                  of_run: Sequence[Array]) -> Postings:
    parts = []
    for run, mapped in zip(runs, of_run, strict=True):
        begin, end = np.searchsorted(mapped, (low, high))
        first, last = int(run.starts[begin]), int(run.starts[end])
        term_of = np.repeat(mapped[begin:end], lengths_of(run.starts[begin : end + 1]))
        lengths = lengths_of(run.places[first : last + 1])
        words = run.positions[int(run.places[first]) : int(run.places[last])]
        parts.append((term_of, run.docs[first:last], run.frequencies[first:last], lengths, words))
    term_of, docs, frequencies, lengths, words = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = sorted_places(term_of)
    begins = np.cumsum(lengths) - lengths
    positions = words[ragged(begins[order], lengths[order])]
    places = np.append(0, np.cumsum(lengths[order])).astype(np.uint32)
    starts = np.searchsorted(term_of[order], np.arange(low, high + 1)).astype(np.uint32)
    return Postings(terms, starts, docs[order], frequencies[order], places, positions)
