"""A query tree over a snapshot: which documents match, and what each word adds to their scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

import indexer.analysis as analysis
from indexer.index.arrayfile import Array
from indexer.index.postings import TermKind
from indexer.query.tree import (
    And,
    DateRange,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Said,
    Word,
)
from indexer.search.deadline import Deadline, Late
from indexer.search.expansion import fuzzy_terms, prefix_bounds
from indexer.search.fields import dated, with_value
from indexer.search.joining import both, in_common, reached, together
from indexer.search.sets import NONE, different, intersect, subtract, union
from indexer.search.snapshot import Snapshot
from indexer.search.statements import Narrowing, Statements
from indexer.search.words import DOCUMENT_BITS, EMPTY, Cut, View, Words
from indexer.wording import wording

MOST_EXPANSIONS = 200  # words that a fuzzy word stands for, the commonest first


_LATE = wording("no-time-words")


class Unit(NamedTuple):
    """One word of the query for ranking: the documents it stands in and how much it weighs there."""

    view: View
    word: Node
    within: Narrowing | None
    common: bool  # too common to rank by beside others


class Matcher:
    """Evaluates one query's nodes, each once."""

    def __init__(self, snapshot: Snapshot, words: Words, deadline: Deadline) -> None:
        self.snapshot = snapshot
        self.words = words
        self.deadline = deadline
        self._views: dict[tuple[Node, Narrowing | None], View] = {}
        self._matches: dict[tuple[Node, Narrowing | None], Array] = {}
        self._narrowings: dict[tuple[Field, Narrowing | None], Narrowing] = {}
        self._cuts: dict[Node, tuple[Cut, ...]] = {}

    def narrowing(self, who: Field, within: Narrowing | None) -> Narrowing:
        """The text of statements whose speakers match."""
        key = who, within
        if key not in self._narrowings:
            statements = Statements.of(self.snapshot)
            ordinals = statements.index.matching(who)
            self._narrowings[key] = statements.narrowing(ordinals, within)
        return self._narrowings[key]

    def documents(self, node: Node, within: Narrowing | None = None) -> Array:
        """The live documents that match, ascending; `within` narrows the text to statements."""
        key = node, within
        found = self._matches.get(key)
        if found is None:
            if self._is_late(node):
                return NONE
            found = self._matches[key] = self._documents(node, within)
        return found

    def _is_late(self, node: Node) -> bool:
        """Whether there is no time left to look for anything but single words, which take little."""
        return not isinstance(node, Word) and self._late()

    def _late(self) -> bool:
        """Whether there is no time left to look for documents."""
        late = self.deadline.passed_for_matching()
        if late:
            self.deadline.cut(_LATE)
        return late

    def late_to_rank(self) -> bool:
        """Whether there is no time left to look at what was found once more."""
        late = self.deadline.passed()
        if late:
            self.deadline.cut(wording("no-time-order"))
        return late

    def _without(self, found: Array, part: Node, within: Narrowing | None) -> Array:
        """What does not match; nothing where there was no time to know what does."""
        excluded = self.documents(part, within)
        return NONE if _LATE in self.deadline.limits else subtract(found, excluded)

    def _documents(self, node: Node, within: Narrowing | None) -> Array:
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy() | Near():
                return self.view(node, within).documents
            case And():
                return self._all(node.parts, within)
            case Or():
                return union([self.documents(part, within) for part in node.parts], self.snapshot.size)
            case Not():
                return self._without(self._every(within), node.part, within)
            case Field():
                return with_value(self.snapshot, node)
            case DateRange():
                return dated(self.snapshot, node.first, node.last)
            case Said():
                inside = self.narrowing(node.who, within)
                return intersect(inside.documents, self.documents(node.what, inside))
            case Everything():
                return self._every(within)
            case Nothing():
                return NONE

    def _every(self, within: Narrowing | None) -> Array:
        return self.snapshot.documents if within is None else within.documents

    def _all(self, parts: Iterable[Node], within: Narrowing | None) -> Array:
        wanted = sorted((self.documents(part, within) for part in parts if not isinstance(part, Not)), key=len)
        found = wanted[0] if wanted else self._every(within)
        for each in wanted[1:]:
            found = intersect(found, each)
        for part in parts:
            if isinstance(part, Not):
                found = self._without(found, part.part, within)
        return found

    def view(self, node: Node, within: Narrowing | None = None) -> View:
        """A word, phrase or the like as one word for ranking."""
        key = node, within
        found = self._views.get(key)
        if found is None:
            if self._is_late(node):
                return EMPTY
            found = self._views[key] = self._narrowed(node, within) if within else self._view(node)
        return found

    def _view(self, node: Node) -> View:
        match node:
            case Word():
                return self.words.term("exact" if node.exact else "stem", node.term, node.field)
            case Prefix() | Fuzzy():
                cuts = self.cuts(node)
                return self.snapshot.cache.get(("expanded", node), lambda: self.words.view(cuts, node.field),
                                               lambda view: view.bytes + 100 * len(cuts))
            case Or():
                return together([self.view(part) for part in node.parts], self.snapshot.size)
            case And():
                return in_common([self.view(part) for part in node.parts])
            case Phrase() | Near():
                return self.words.weigh(self.places(node, self._candidates(node)))
            case _:
                return EMPTY

    def _narrowed(self, node: Node, within: Narrowing) -> View:
        if isinstance(node, Or):
            return together([self.view(part, within) for part in node.parts], self.snapshot.size)
        if isinstance(node, And):
            return in_common([self.view(part, within) for part in node.parts])
        return self.words.weigh(self.places(node, within.documents, within))

    def _candidates(self, node: Phrase | Near) -> Array | None:
        """Documents outside of which a phrase or a Near cannot stand."""
        if isinstance(node, Near):
            return self._all(node.parts, None)
        kind: TermKind = "exact" if node.exact else "stem"
        found = sorted((self.words.term(kind, term, None).documents for term in node.terms), key=len)
        common = found[0]
        for each in found[1:]:
            common = intersect(common, each)
        return common

    def places(self, node: Node, candidates: Array | None, within: Narrowing | None = None,
               late: Late | None = None) -> Array:
        """Where a node's words stand in the candidate documents; of a phrase or Near the places of its first word.

        Not all of them where it gets `late`, for which there is the time to look for documents where nothing is given.
        """
        late = late or self._late
        match node:
            case Phrase():
                return self._phrase(node, candidates, within, late)
            case Near():
                return self._near(node, candidates, within, late)[0]
            case Or() | And():
                found = [self.places(part, candidates, within, late) for part in node.parts]
                return different(np.sort(np.concatenate(found))) if found else np.zeros(0, np.int64)
            case Word() | Prefix() | Fuzzy():
                places = self.words.places(self.cuts(node), candidates, node.field, late)
                return places if within is None else within.keep(places)
            case _:
                return np.zeros(0, dtype=np.int64)

    def places_of(self, nodes: Mapping[Node, Narrowing | None], documents: Array) -> dict[Node, Array]:
        """Where several words stand in some documents (ascending), which are counted from 0 here, for ranking."""
        plain = {node: self.cuts(node) for node, within in nodes.items()
                 if within is None and isinstance(node, Word) and node.field is None}
        found: dict[Node, Array] = dict(zip(plain, self.words.places_within(list(plain.values()), documents),
                                            strict=True))
        for node, within in nodes.items():
            if node not in found:
                places = self.places(node, documents, within, self.late_to_rank)
                number = np.searchsorted(documents, places >> DOCUMENT_BITS)
                found[node] = places + (number - (places >> DOCUMENT_BITS) << DOCUMENT_BITS)
        return found

    def cuts(self, node: Word | Prefix | Fuzzy) -> tuple[Cut, ...]:
        """The postings of a word, or of all the words that it stands for."""
        found = self._cuts.get(node)
        if found is None:
            found = self._cuts[node] = self._cuts_of(node)
        return found

    def _cuts_of(self, node: Word | Prefix | Fuzzy) -> tuple[Cut, ...]:
        match node:
            case Word():
                return self.words.term("exact" if node.exact else "stem", node.term, node.field).cuts
            case Prefix():
                return self.words.cuts_between(*prefix_bounds(node.prefix))
            case Fuzzy():
                terms, all_of_them = fuzzy_terms(self.snapshot, node.term, node.distance, MOST_EXPANSIONS)
                if not all_of_them:
                    self.deadline.cut(wording("many-words", typed=node.text, num=MOST_EXPANSIONS))
                return tuple(cut for term in terms for cut in self.words.cuts_of("exact", term))

    def _phrase(self, node: Phrase, candidates: Array | None, within: Narrowing | None, late: Late) -> Array:
        kind: TermKind = "exact" if node.exact else "stem"
        found: Array | None = None
        for term, offset in zip(node.terms, node.offsets, strict=True):
            if found is not None and late():
                return found[:0]
            places = self.words.places(self.words.cuts_of(kind, term), candidates, node.field, late)
            if within is not None:
                places = within.keep(places)
            places = places - offset
            found = places if found is None else both(found, places)
            if not len(found):
                break
        return np.zeros(0, np.int64) if found is None else found

    def _near(self, node: Near, candidates: Array | None, within: Narrowing | None, late: Late) -> tuple[Array, Array]:
        """Occurrences of the last part that some chain of the parts before it reaches: first and last places."""
        begins, ends = self._spans(node.parts[0], candidates, within, late)
        for part in node.parts[1:]:
            if late():
                return begins[:0], ends[:0]
            following = self._spans(part, candidates, within, late)
            held = reached(begins, ends, *following, node.distance)
            begins, ends = following[0][held], following[1][held]
        return begins, ends

    def _spans(self, node: Node, candidates: Array | None, within: Narrowing | None,
               late: Late) -> tuple[Array, Array]:
        """All occurrences of a part of a Near: places of its first and last words, sorted by the first."""
        if isinstance(node, Or):
            parts = [self._spans(part, candidates, within, late) for part in node.parts]
            begins, ends = (np.concatenate(each) for each in zip(*parts, strict=True))
            order = np.lexsort((ends, begins))
            return begins[order], ends[order]
        begins = self.places(node, candidates, within, late)
        return begins, begins + (node.offsets[-1] if isinstance(node, Phrase) else 0)

    def units(self, node: Node, within: Narrowing | None = None) -> list[Unit]:
        """The words to rank by, one for each that stands in the query and is not excluded."""
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return [Unit(self.view(node, within), node, within, is_common(node))]
            case Near():
                return [unit for part in node.parts for unit in self.units(part, within)]
            case Or(same=True):
                return [Unit(self.view(node, within), node, within, is_common(node))]
            case And() | Or():
                return [unit for part in node.parts for unit in self.units(part, within)]
            case Said():
                return self.units(node.what, self.narrowing(node.who, within))
            case _:
                return []


def is_common(node: Node) -> bool:
    """Whether a word is too common to rank by beside others."""
    return isinstance(node, Word) and analysis.key(node.text) in analysis.STOP_WORDS


__all__ = ["DOCUMENT_BITS", "Matcher", "Unit", "is_common"]
