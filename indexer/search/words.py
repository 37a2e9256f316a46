"""Words of running text: in which documents they stand, how much they weigh there, and at which places.

A place is one number: document << 32 | position, so that places sort by document, then position, and fields, which
have stretches of positions of their own, never meet.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from indexer.index.arrayfile import Array
from indexer.index.postings import FREQUENCY_BITS, STRETCH_BITS, STRETCHES, TERM_KINDS, TermKind, ragged, unpack
from indexer.index.schema import WEIGHTS
from indexer.query.tree import TextField
from indexer.search.sets import NONE, contains, different
from indexer.search.snapshot import Snapshot

K1 = 1.2
B = 0.75
"""Of BM25F (Robertson, Zaragoza and Taylor 2004), with one saturation over the weighted fields."""

_MOST, _HALF = np.float32(K1 + 1), np.float32(K1)  # of a saturated frequency, and the frequency that gives half of it
DOCUMENT_BITS = 32
_EMPTY_PLACES: Array = np.zeros(0, dtype=np.int64)


class Cut(NamedTuple):
    """Consecutive postings of one segment; `single` when they are of one term, so that documents ascend."""

    kind: TermKind
    segment: int
    first: int
    last: int
    single: bool


class _Arrays(NamedTuple):
    """The postings of a segment."""

    docs: Array
    frequencies: Array
    places: Array
    positions: Array


class View(NamedTuple):
    """The live documents in which a word stands, ascending, each with the word's weighted frequency: for each field
    weight times count over the field's relative length, summed (float32)."""

    documents: Array
    weights: Array
    cuts: tuple[Cut, ...] = ()

    @property
    def bytes(self) -> int:
        return int(self.documents.nbytes + self.weights.nbytes)


EMPTY = View(NONE, np.zeros(0, dtype=np.float32))


class Words:
    """Looks words up in a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._norms = {field: _norms(snapshot.lengths[field], snapshot.documents, WEIGHTS[field])
                       for field in STRETCHES}
        self._arrays = {(kind, number): _Arrays(*(segment.arrays[f"{kind}.{name}"] for name in _Arrays._fields))
                        for number, segment in enumerate(snapshot.segments) for kind in TERM_KINDS}
        self._titled = [field for field in STRETCHES if field != "text" and snapshot.lengths[field].any()]

    def term(self, kind: TermKind, term: str, field: TextField | None) -> View:
        """A stem or an exact form."""
        snapshot = self.snapshot
        return snapshot.cache.get((kind, term, field), lambda: self.view(self._cuts_of(kind, term), field),
                                  lambda view: view.bytes)

    def cuts_of(self, kind: TermKind, term: str) -> tuple[Cut, ...]:
        """The postings of one term."""
        return self.snapshot.cache.get(("cuts", kind, term), lambda: self._cuts_of(kind, term), len)

    def _cuts_of(self, kind: TermKind, term: str) -> tuple[Cut, ...]:
        raw, cuts = term.encode("utf-8", "surrogatepass"), []
        for number, segment in enumerate(self.snapshot.segments):
            terms = segment.terms[kind]
            at = terms.find(raw)
            if at < len(terms) and terms.raw(at) == raw:
                first, last = segment.arrays[f"{kind}.starts"][at : at + 2].tolist()
                cuts.append(Cut(kind, number, first, last, True))
        return tuple(cuts)

    def cuts_between(self, low: str, high: str | None) -> tuple[Cut, ...]:
        """The postings of all exact forms from `low` on and before `high`."""
        cuts = []
        for number, segment in enumerate(self.snapshot.segments):
            terms, starts = segment.terms["exact"], segment.arrays["exact.starts"]
            begin = terms.find(low.encode("utf-8", "surrogatepass"))
            end = len(terms) if high is None else terms.find(high.encode("utf-8", "surrogatepass"))
            if begin < end:
                cuts.append(Cut("exact", number, int(starts[begin]), int(starts[end]), end == begin + 1))
        return tuple(cuts)

    def _of(self, cut: Cut) -> _Arrays:
        return self._arrays[cut.kind, cut.segment]

    def _base(self, cut: Cut) -> int:
        return self.snapshot.firsts[cut.segment]

    def view(self, cuts: tuple[Cut, ...], field: TextField | None) -> View:
        """The documents of postings taken together, as those of one word."""
        if not cuts:
            return EMPTY
        documents = self._joined(cuts, "docs")
        frequencies = self._joined(cuts, "frequencies")
        if self.snapshot.has_dead:
            held = self.snapshot.alive[documents]
            documents, frequencies = documents[held], frequencies[held]
        if field is not None:
            held = unpack(frequencies, field) > 0
            documents, frequencies = documents[held], frequencies[held]
        weights = self._weighted(documents, frequencies, field)
        if not _is_ascending(cuts):
            summed = np.bincount(documents, weights, minlength=self.snapshot.size)
            few = len(documents) * 8 < len(summed)
            documents = different(np.sort(documents)) if few else _present(documents, len(summed))
            weights = summed[documents].astype(np.float32)
        return View(documents, weights, cuts)

    def _joined(self, cuts: tuple[Cut, ...], name: Literal["docs", "frequencies"]) -> Array:
        """The documents or frequencies of postings, one after the other."""
        parts = []
        for cut in cuts:
            arrays, base = self._of(cut), self._base(cut)
            part = (arrays.docs if name == "docs" else arrays.frequencies)[cut.first : cut.last]
            parts.append(part + np.int32(base) if base and name == "docs" else part)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def holding(self, term: str, field: TextField | None, documents: Array) -> Array:
        """For each of the documents, ascending, whether an exact form stands in it."""
        cuts = self.cuts_of("exact", term)
        if field is not None:
            return contains(self.term("exact", term, field).documents, documents)
        if len(documents) * 12 > sum([cut.last - cut.first for cut in cuts]):
            return contains(self._joined(cuts, "docs"), documents) if cuts else np.zeros(len(documents), dtype=bool)
        found = np.zeros(len(documents), dtype=bool)
        for cut in cuts:
            found |= self._postings_of(cut, documents)[1]
        return found

    def _postings_of(self, cut: Cut, documents: Array) -> tuple[Array, Array]:
        """For each of the documents, ascending, the posting of a single term's cut, and whether there is one."""
        base, held = self._base(cut), self._of(cut).docs[cut.first : cut.last]
        wanted = documents - np.int32(base) if base else documents
        at = held.searchsorted(wanted)
        at[at == len(held)] = 0
        return at, held[at] == wanted

    def places_within(self, terms: Sequence[tuple[Cut, ...]], documents: Array) -> list[Array]:
        """For each of several terms its places in some documents (few, ascending), which are counted from 0 here."""
        found: list[list[Array]] = [[_EMPTY_PLACES] for _ in terms]
        by_source: dict[tuple[TermKind, int], list[tuple[int, Cut]]] = {}
        for number, cuts in enumerate(terms):
            for cut in cuts:
                by_source.setdefault((cut.kind, cut.segment), []).append((number, cut))
        for parts in by_source.values():
            postings, owners, sizes = [], [], [0]
            for _, cut in parts:
                at, held = self._postings_of(cut, documents)
                of = held.nonzero()[0]
                postings.append(at[of] + cut.first)
                owners.append(of)
                sizes.append(sizes[-1] + len(of))
            places, at = self._of(parts[0][1]).places, np.concatenate(postings)
            begins = places[at].astype(np.int64)
            reached = np.zeros(len(at) + 1, dtype=np.int64)
            lengths = places[at + 1] - begins
            lengths.cumsum(out=reached[1:])
            begins -= reached[:-1]
            wanted = begins.repeat(lengths)
            wanted += np.arange(len(wanted))
            whole = (np.concatenate(owners) << DOCUMENT_BITS).repeat(lengths)
            whole |= self._of(parts[0][1]).positions[wanted]
            ends = reached[sizes].tolist()
            for (number, _), begin, end in zip(parts, ends, ends[1:], strict=False):
                found[number].append(whole[begin:end])
        return [each[-1] if len(each) < 3 else np.concatenate(each) for each in found]

    def _weighted(self, documents: Array, frequencies: Array, field: TextField | None) -> Array:
        """Title and heading have few words: they are looked at only where they have any."""
        weights: Array = unpack(frequencies, field or "text").astype(np.float32)
        weights *= self._norms[field or "text"].take(documents)
        if field is None and self._titled:
            others = (frequencies >> FREQUENCY_BITS["text"][1]).nonzero()[0]
            if len(others):
                of, frequencies, whole = documents.take(others), frequencies.take(others), weights.take(others)
                for name in self._titled:
                    whole += unpack(frequencies, name).astype(np.float32) * self._norms[name].take(of)
                weights[others] = whole
        return weights

    def weigh(self, places: Array) -> View:
        """The view of a word that stands at these places (sorted): a phrase, or a word narrowed to statements."""
        if not len(places):
            return EMPTY
        of = places >> DOCUMENT_BITS
        fresh = np.ones(len(of), dtype=bool)
        np.not_equal(of[1:], of[:-1], out=fresh[1:])
        first = fresh.nonzero()[0]
        documents = of.take(first).astype(np.int32)
        stretch = (places & ((1 << DOCUMENT_BITS) - 1)) >> STRETCH_BITS
        weights = np.zeros(len(documents), dtype=np.float32)
        for name in ("text", *self._titled):
            counts = np.add.reduceat((stretch == STRETCHES[name]).astype(np.int64), first)
            weights += counts.astype(np.float32) * self._norms[name].take(documents)
        return View(documents, weights)

    def places(self, cuts: tuple[Cut, ...], candidates: Array | None, field: TextField | None,
               late: Callable[[], bool]) -> Array:
        """All places of the postings in the candidate documents (None: in all live ones), ascending; of several cuts
        those that there is time for until it gets `late`."""
        found: list[Array] = []
        for cut in cuts:
            if found and late():
                break
            at, documents = self._held(cut, candidates)
            arrays = self._of(cut)
            begins = arrays.places[at]
            lengths = arrays.places[at + 1] - begins
            positions = arrays.positions[ragged(begins, lengths)]
            found.append(np.repeat(documents.astype(np.int64) << DOCUMENT_BITS, lengths) | positions)
        if not found:
            return _EMPTY_PLACES
        places = found[0] if len(found) == 1 else np.concatenate(found)
        if field is not None:
            places = places[in_field(places, field)]
        if len(cuts) > 1 or not cuts[0].single:
            places.sort()
        return places

    def _held(self, cut: Cut, candidates: Array | None) -> tuple[Array, Array]:
        """Which postings of a cut are of candidates (None: of live documents), and these documents."""
        documents, base = self._of(cut).docs[cut.first : cut.last], self._base(cut)
        if cut.single and candidates is not None and len(candidates) * 12 < len(documents):
            at = np.searchsorted(documents, candidates - base)
            at[at == len(documents)] = 0
            at = at[documents[at] == candidates - base]
        else:
            mask = self.snapshot.alive
            if candidates is not None:
                mask = np.zeros(self.snapshot.size, dtype=bool)
                mask[candidates] = True
            at = np.flatnonzero(mask[base : base + len(self.snapshot.segments[cut.segment])][documents])
        return at + cut.first, documents[at] + np.int32(base)


def _is_ascending(cuts: Sequence[Cut]) -> bool:
    """Whether the documents of the postings, one after the other, ascend."""
    if len(cuts) == 1:
        return cuts[0].single
    return all(cut.single for cut in cuts) and len({cut.segment for cut in cuts}) == len(cuts)


def in_field(places: Array, field: TextField) -> Array:
    """Which of the places are in the field."""
    return np.asarray((places & ((1 << DOCUMENT_BITS) - 1)) >> STRETCH_BITS == STRETCHES[field])


def idf(holding: int, of: int) -> float:
    """Lucene's inverse document frequency, never negative."""
    return math.log(1 + (of - holding + 0.5) / (holding + 0.5))


def saturated(weights: Array) -> Array:
    """BM25F's saturation of weighted frequencies."""
    found = weights * _MOST
    found /= weights + _HALF
    return found


def _norms(lengths: Array, live: Array, weight: float) -> Array:
    """For each document what one occurrence in a field weighs: the field's weight over its relative length.

    The average is taken over the live documents that have the field.
    """
    held = lengths[live]
    held = held[held > 0]
    average = float(held.mean()) if len(held) else 1.0
    return (weight / (1 - B + B * lengths / average)).astype(np.float32)


def _present(documents: Array, size: int) -> Array:
    mask = np.zeros(size, dtype=bool)
    mask[documents] = True
    return np.flatnonzero(mask).astype(np.int32)
