"""One request over one snapshot: what matches the words, what the filters leave, in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import reduce

import numpy as np

from indexer.engine import FACETS, SearchRequest
from indexer.index.arrayfile import Array
from indexer.query import ParsedQuery, most_words
from indexer.query.dates import date_range
from indexer.query.tree import DateRange, Node
from indexer.search import voices
from indexer.search.deadline import Deadline
from indexer.search.fields import among_dated
from indexer.search.lifting import WINDOW, can_lift, lifted
from indexer.search.matching import Matcher, Unit
from indexer.search.once import once
from indexer.search.ranking import best, scores
from indexer.search.sets import NONE, intersect, union
from indexer.search.snapshot import Snapshot
from indexer.search.statements import Narrowing, Statements
from indexer.search.values import Counts
from indexer.search.words import Words
from indexer.wording import wording


class Question:
    """A request's query and filters over a snapshot, each evaluated once."""

    def __init__(self, snapshot: Snapshot, parsed: ParsedQuery, request: SearchRequest, deadline: Deadline) -> None:
        self.snapshot = snapshot
        self.parsed = parsed
        self.request = request
        self.deadline = deadline
        self.matcher = Matcher(snapshot, snapshot.kept("words", lambda: Words(snapshot)), deadline)
        self._lifted: dict[str, Array] = {}
        self._first: Array | None = None  # places of the matches that were looked at once more, where others were not

    @property
    def tree(self) -> Node:
        return self.parsed.tree

    @once
    def filters(self) -> Mapping[str, Array]:
        """For each facet with a selection what it leaves."""
        found = {}
        for name, selected in self.request.filters.items():
            if name in FACETS and selected:
                values = self.snapshot.values(name)
                ordinals = self.snapshot.ordinals(name)
                found[name] = union([values.having(ordinals[value]) for value in dict.fromkeys(selected)
                                     if value in ordinals], self.snapshot.size)
        return found

    @once
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day asked for; what is not a date is left out and said."""
        first = self._day(self.request.date_from, ">=")
        last = self._day(self.request.date_to, "<=")
        return (first.first if first else None), (last.last if last else None)

    def _day(self, text: str | None, sign: str) -> DateRange | None:
        found = date_range(sign + text) if text else None
        if text and found is None:
            self.deadline.cut(wording("date-left-out", typed=text))
        return found

    def words(self, within: Narrowing | None) -> Array:
        """What matches the words alone."""
        found = self.matcher.documents(self.tree, within)
        return found if within is None else intersect(found, within.documents)

    @once
    def within(self) -> Narrowing | None:
        """The statements of the filtered speakers, where only they count."""
        if not self.request.said:
            return None
        statements = Statements.of(self.snapshot)
        speakers = self.request.filters.get("speaker")
        return statements.narrowing(statements.ordinals(speakers) if speakers else None)

    @once
    def matches(self) -> Array:
        """What matches words and filters."""
        return self._filtered(self.words(self.within))

    def lifted(self, name: str) -> Array:
        """What matches when the facet's own selection does not count."""
        if name not in self.filters and not (name == "date" and self._has_range):
            return self.matches
        if name not in self._lifted:
            within = self.within
            if within is not None and name == "speaker":
                within = Statements.of(self.snapshot).narrowing(None)
            self._lifted[name] = self._filtered(self.words(within), name)
        return self._lifted[name]

    @once
    def spoken(self) -> Counts:
        """For each speaker, how many sections and records match by the speaker's own words, the selection of speakers
        lifted."""
        left = self._filtered(self.snapshot.documents, "speaker")
        return voices.counted(self.snapshot, self.voiced(voices.Voices.of(self.snapshot)), left)

    def speaking(self) -> tuple[Array, Array]:
        """Each match with each of its speakers, as documents and ordinals; where only spoken words count, the speakers
        whose own words match, of those who were chosen."""
        values = self.snapshot.values("speaker")
        if not self.request.said:
            owners, ordinals = values.of(self.matches)
            return self.matches[owners], ordinals
        left = self._filtered(self.snapshot.documents)
        found, ordinals = voices.speaking(self.snapshot, self.voiced(voices.Voices.of(self.snapshot)), left)
        chosen = self.request.filters.get("speaker")
        if chosen:
            known = self.snapshot.ordinals("speaker")
            held = np.isin(ordinals, [known[name] for name in chosen if name in known])
            found, ordinals = found[held], ordinals[held]
        return found, ordinals

    def voiced(self, spoken: voices.Voices) -> Array:
        """The pairs of documents and speakers that match the words alone."""
        return voices.matching(self.matcher, self.tree, spoken)

    @property
    def _has_range(self) -> bool:
        return bool(self.request.date_from or self.request.date_to)

    def _filtered(self, found: Array, lifted: str = "") -> Array:
        """What the filters leave of documents; the one of a facet may be lifted, with `date` the range of dates too."""
        left = sorted((left for name, left in self.filters.items() if name != lifted), key=len)
        found = reduce(intersect, left, found)
        if self._has_range and lifted != "date":
            found = among_dated(self.snapshot, found, *self.days)
        return found

    @once
    def units(self) -> list[Unit]:
        return self.matcher.units(self.tree, self.within)

    @once
    def scores(self) -> Array:
        """Of the matches, in their order; the best by their words alone are looked at once more."""
        found = scores(self.snapshot, self.matches, self.units, self.deadline)
        if self.request.sort != "relevance" or not can_lift(self.units) or self.deadline.passed():
            return found
        if len(found) <= WINDOW:
            return lifted(self.matcher, self.matches, found, self.units)
        self._first = first = np.sort(best(self.snapshot, self.matches, found, "relevance", WINDOW))
        found[first] = lifted(self.matcher, self.matches[first], found[first], self.units)
        return found

    def best(self, wanted: int) -> Array:
        """Places of the first `wanted` matches in order."""
        scored, first = self.scores, self._first
        if first is None or wanted > WINDOW:
            return best(self.snapshot, self.matches, scored, self.request.sort, wanted)
        # the others had less, and got nothing
        return first[best(self.snapshot, self.matches[first], scored[first], "relevance", wanted)]


class MostWordsQuestion(Question):
    """The same request where no document has all words: those that have most of them."""

    def words(self, within: Narrowing | None) -> Array:
        weaker = most_words(self.tree)
        if weaker is None:
            return self.snapshot.documents[:0]
        held = np.zeros(self.snapshot.size, dtype=np.uint8)
        for word in weaker.words:
            held[self.matcher.documents(word, within)] += 1
        found = np.flatnonzero(held >= weaker.least).astype(np.int32)
        required = (self.matcher.documents(node, within) for node in weaker.required)
        return reduce(intersect, required, intersect(found, self.snapshot.documents))

    def voiced(self, spoken: voices.Voices) -> Array:
        weaker = most_words(self.tree)
        if weaker is None:
            return NONE
        held = np.zeros(len(spoken.documents), dtype=np.uint8)
        for word in weaker.words:
            held[voices.matching(self.matcher, word, spoken)] += 1
        required = (voices.matching(self.matcher, node, spoken) for node in weaker.required)
        return reduce(intersect, required, np.flatnonzero(held >= weaker.least).astype(np.int32))
