"""Texts to postings: the words of documents found, numbered and sorted, some megabytes of text at a time.

Memory is bounded: when there is enough text its postings are sorted and wait as a file, a run, which another process
makes where there is one. What a piece of text is, as words and positions, is found out once for each different piece.
"""

from __future__ import annotations

import logging
from array import array
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from string import punctuation
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.analysis import LONGEST, RUNS, run_of, stem
from indexer.index.arrayfile import Array, ArrayFile, ArrayFileWriter
from indexer.index.postings import (
    FREQUENCY_BITS,
    STRETCH_BITS,
    STRETCHES,
    TERM_KINDS,
    Postings,
    TermKind,
    append_postings,
    lengths_of,
    merged,
    ragged,
    read_postings,
    sorted_places,
)
from indexer.runs import CAPITALS
from indexer.workers import EndedError, Workers

if TYPE_CHECKING:
    from concurrent.futures import Future

log = logging.getLogger(__name__)

RUN_BYTES = 6_000_000  # of text that waits before its words are sorted and put aside, about 100 MB while that is done
RUNS_AHEAD = 2  # that wait for another process
MOST_KNOWN = 200_000  # different pieces of text that are kept for the next run


class Vocabulary(dict[str, int]):
    """Strings numbered as they are met: asking for one tells its number."""

    def __missing__(self, term: str) -> int:
        ordinal = self[term] = len(self)
        return ordinal


class Cuts(dict[str, int]):
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


class Words(NamedTuple):
    """Term, document and position of every word, by document and position; and how many words each text has."""

    terms: Array
    documents: Array
    positions: Array
    lengths: Array


class Inverter:
    """Sorts the words of some documents at a time, and keeps for the next ones what it knows of words."""

    def __init__(self) -> None:
        self._known = Cuts()

    def words(self, texts: Sequence[str], first: int) -> Words:
        """All words of the texts, of which each document from number `first` has one for each stretch."""
        if len(self._known) > MOST_KNOWN or len(self._known.terms) > 4 * MOST_KNOWN:
            self._known = Cuts()
        known, found, text_ends = self._known, array("i"), array("q", [0])
        for text in texts:
            found.fromlist(list(map(known.__getitem__, text.split())))
            text_ends.append(len(found))
        cuts, ends = np.frombuffer(found, dtype=np.int32), np.frombuffer(text_ends, dtype=np.int64)
        widths = np.frombuffer(known.widths, dtype=np.uint32)[cuts].astype(np.int64)
        reached = np.concatenate([np.zeros(1, np.int64), np.cumsum(widths)])
        counts_of_text = lengths_of(ends)
        # where each cut begins in its text, the stretch's base added
        text_of = np.repeat(np.arange(len(counts_of_text)), counts_of_text)
        base = reached[:-1] - reached[ends[:-1]][text_of] + (text_of % len(STRETCHES) << STRETCH_BITS)
        begins = np.frombuffer(known.ends, dtype=np.int32)
        counts = (begins[1:] - begins[:-1])[cuts]
        at = ragged(begins[cuts], counts)
        positions = np.repeat(base, counts) + np.frombuffer(known.positions, dtype=np.uint32)[at]
        documents = np.repeat(text_of // len(STRETCHES) + first, counts)
        return Words(np.frombuffer(known.terms, dtype=np.int32)[at], documents.astype(np.int32),
                     positions.astype(np.uint32), (reached[ends[1:]] - reached[ends[:-1]]).astype(np.uint32))

    def sorted(self, kind: TermKind, words: Words) -> Postings:
        """Postings of the words that were found last, by terms of one kind."""
        forms = self._known.forms(kind)
        terms = sorted(set(forms))
        rank = {term: ordinal for ordinal, term in enumerate(terms)}
        ranks = np.fromiter(map(rank.__getitem__, forms), dtype=np.int32, count=len(forms))
        of_word = ranks[words.terms]
        order = sorted_places(of_word)
        return _grouped(terms, of_word[order], words.documents[order], words.positions[order])

    def write_run(self, run: Run) -> Array:
        """Write the run's postings into its file; returns how many words each text has."""
        words = self.words(run.texts, run.first)
        writer = ArrayFileWriter(run.path)
        try:
            for kind in TERM_KINDS:
                append_postings(writer, kind, [self.sorted(kind, words)])
            writer.close(flush=False)
        except BaseException:
            writer.abandon()
            raise
        return words.lengths


class Run(NamedTuple):
    """Documents whose words are sorted together: their texts, of each one for each stretch, and the first's number."""

    path: Path
    first: int
    texts: list[str]


@cache
def _inverter() -> Inverter:
    return Inverter()


def write_run(run: Run) -> Array:
    """`Inverter.write_run`, for a process that does nothing else."""
    return _inverter().write_run(run)


class PostingsBuilder:
    """Takes the words of documents, in order of document number; gives their postings, sorted by term."""

    def __init__(self, folder: Path, workers: Workers) -> None:
        self._folder = folder
        self._workers = workers
        self._inverter = Inverter()
        self._runs: list[Path] = []
        self._asked: deque[tuple[Run, Future[Array]]] = deque()
        self._lengths: list[Array] = []
        self._whole: Words | None = None
        self._count = 0
        self._start_run()

    def _start_run(self) -> None:
        self._first = self._count
        self._texts: list[str] = []
        self._bytes = 0

    def add(self, texts: Mapping[str, str]) -> None:
        """Take the texts of the next document, by field."""
        for field in STRETCHES:
            text = texts[field]
            self._texts.append(text)
            self._bytes += len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        self._count += 1
        if self._bytes >= RUN_BYTES:
            self._put_aside()

    def lengths(self, field: str) -> Array:
        """Words of each document in a field; to be asked after `blocks`."""
        place = list(STRETCHES).index(field)
        return np.concatenate([np.zeros(0, np.uint32), *(each[place :: len(STRETCHES)] for each in self._lengths)])

    def _put_aside(self) -> None:
        run = Run(self._folder / f"run-{len(self._runs)}", self._first, self._texts)
        self._runs.append(run.path)
        asked = self._workers.soon(write_run, run)
        if asked is None:
            self._lengths.append(self._inverter.write_run(run))
        else:
            self._asked.append((run, asked))
        self._wait(RUNS_AHEAD)
        self._start_run()

    def _wait(self, ahead: int) -> None:
        while len(self._asked) > ahead:
            run, asked = self._asked.popleft()
            try:
                self._lengths.append(asked.result())
            except EndedError:
                log.warning("a process that sorted words was ended from outside; this one does it")
                self._lengths.append(self._inverter.write_run(run))

    def blocks(self, kind: TermKind) -> Iterator[Postings]:
        """The postings of all documents, a block of terms at a time."""
        if not self._runs:
            if self._whole is None:
                self._whole = self._inverter.words(self._texts, 0)
                self._lengths = [self._whole.lengths]
            yield self._inverter.sorted(kind, self._whole)
            return
        if self._texts:
            self._put_aside()
        self._wait(0)
        yield from merged([read_postings(ArrayFile(path), kind) for path in self._runs])

    def clear(self) -> None:
        """Remove what waits."""
        for _, asked in self._asked:
            if not asked.cancel():
                asked.exception()  # it writes no more
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs, self._whole, self._inverter = [], None, Inverter()
        self._asked.clear()
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
