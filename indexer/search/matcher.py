"""A query made ready for finding its words in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import indexer.analysis as analysis
from indexer.folding import MARKS, UNSPACED
from indexer.query.distance import within
from indexer.query.tree import Fuzzy, Leaf, Near, Node, Not, Or, Phrase, Prefix, TextField, Word, children
from indexer.search.beginnings import Beginnings

MAX_FOUND = 100_000  # occurrences in one text
MAX_PHRASE_STEPS = 300_000  # words compared for phrases in one text
_TERM_REACH = 200  # characters in which the next word of a phrase is looked for
_STOP_WEIGHT = 0.1
_PAIR = 8  # characters in which two letters of a script without spaces stand with their marks
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_APART = frozenset(" \n(“\"[/")  # before a word; some of what nothing can stand inside one
_MAY_BE_INSIDE = re.compile(rf"[{analysis.JOINERS}{MARKS}]|[^\W_{UNSPACED}]")


class Mark(NamedTuple):
    """An occurrence in a text: characters `[start, end)`, and which of the query's words it is."""

    start: int
    end: int
    word: int


_mark = partial(tuple.__new__, Mark)  # of its members in order


class _Phrase(NamedTuple):
    terms: tuple[str, ...]
    offsets: tuple[int, ...]
    exact: bool
    word: int


class _Hit(NamedTuple):
    """A term of a run of characters that a query asks for, relative to the run."""

    start: int
    end: int
    position: int
    word: int  # -1: asked for only as the first of phrases
    phrases: tuple[_Phrase, ...]  # that it begins


class Matcher(dict[str, tuple[_Hit, ...]]):
    """The words of a query, and, as items, runs of characters that have been judged.

    Only runs that begin like one of the words are looked at. Meant for one request, or for several with the same query:
    it grows with the different runs that it is shown, up to `MAX_KEPT`. Threads may share it.
    """

    MAX_KEPT = 5_000

    def __init__(self, words: Sequence[Sequence[Leaf]]) -> None:
        """`words`: for each word of the query, its alternatives."""
        super().__init__()
        self.stems: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.prefixes: list[tuple[str, int]] = []
        self.fuzzy: dict[str, list[tuple[str, int, int]]] = {}  # by their first character, which all forms share
        self.first_of: dict[tuple[str, bool], list[_Phrase]] = {}
        self.weights = [max(map(_weight, leaves)) for leaves in words]
        beginnings = {self._add(leaf, number) for number, leaves in enumerate(words) for leaf in leaves}
        self._beginnings = beginnings - {""}
        self._unspaced = any(not each.isascii() and _IS_UNSPACED.match(each) for each in self._beginnings)
        self._candidates = Beginnings(self._beginnings)

    @classmethod
    def of(cls, tree: Node, field: TextField = "text") -> Matcher:
        """The matcher for one field of documents: a query's words that are not excluded, and not of another field."""
        return cls(list(_words(tree, field)))

    def _add(self, leaf: Leaf, number: int) -> str:
        """Take a word; returns how what it matches begins."""
        match leaf:
            case Word():
                (self.exact if leaf.exact else self.stems).setdefault(leaf.term, number)
                return leaf.term if leaf.exact else _of_all_forms(leaf.term)
            case Phrase():
                phrase = _Phrase(leaf.terms, leaf.offsets, leaf.exact, number)
                self.first_of.setdefault((leaf.terms[0], leaf.exact), []).append(phrase)
                return leaf.terms[0] if leaf.exact else _of_all_forms(leaf.terms[0])
            case Prefix():
                self.prefixes.append((leaf.prefix, number))
                return leaf.prefix
            case Fuzzy():
                self.fuzzy.setdefault(leaf.term[:1], []).append((leaf.term, leaf.distance, number))
                return leaf.term[:1]

    def __missing__(self, raw: str) -> tuple[_Hit, ...]:
        hits = []
        for part in analysis.run_of(raw).parts:
            word = self._word(part.exact, part.stem)
            phrases: list[_Phrase] = []
            if self.first_of:
                phrases = self.first_of.get((part.stem, False), []) + self.first_of.get((part.exact, True), [])
            if word >= 0 or phrases:
                hits.append(_Hit(part.start, part.end, part.position, word, tuple(phrases)))
        found = tuple(hits)
        if len(raw) <= analysis.LONGEST and len(self) < self.MAX_KEPT:
            self[raw] = found
        return found

    def _word(self, exact: str, stem: str) -> int:
        """Which word of the query a term is; -1 for none."""
        word = self.stems.get(stem, -1)
        if word < 0:
            word = self.exact.get(exact, -1)
        if word < 0 and self.prefixes:
            word = next((number for prefix, number in self.prefixes if exact.startswith(prefix)), -1)
        if word < 0 and self.fuzzy:
            alike = self.fuzzy.get(exact[:1], ())
            word = next((number for term, most, number in alike if within(term, exact, most)), -1)
        return word

    def find(self, text: str, start: int = 0, end: int | None = None, most: int = MAX_FOUND) -> list[Mark]:
        """The first `most` occurrences between two places, in order; a phrase is one. They may overlap."""
        found: list[Mark] = []
        if not self._beginnings:
            return found
        steps = MAX_PHRASE_STEPS
        for run, hits in self._hits(text, start, len(text) if end is None else min(end, len(text))):
            for first, last, position, word, phrases in hits:
                if word >= 0:
                    found.append(_mark((run + first, run + last, word)))
                for phrase in phrases:
                    steps -= len(phrase.terms)
                    ending = _phrase_end(phrase, position, text, run, len(text)) if steps >= 0 else -1
                    if ending > 0:
                        found.append(_mark((run + first, ending, phrase.word)))
            if len(found) >= most:
                break
        return sorted(found) if self.first_of else found

    def find_in_each(self, texts: Sequence[str]) -> list[list[Mark]]:
        """What `find` gives for each of several short texts. They are looked through as one, as most of the time that
        a short text takes is that of beginning to look."""
        found: list[list[Mark]] = [[] for _ in texts]
        if not texts or not self._beginnings:
            return found
        whole = "\n".join(texts)  # no run, and no letter with its marks, reaches over an end of line
        number, start, end = 0, 0, len(texts[0])
        for run, hits in self._hits(whole, 0, len(whole)):
            while run >= end:
                number, start = number + 1, end + 1
                end = start + len(texts[number])
            for first, last, position, word, phrases in hits:
                if word >= 0:
                    found[number].append(_mark((run + first - start, run + last - start, word)))
                for phrase in phrases:
                    ending = _phrase_end(phrase, position, whole, run, end)
                    if ending > 0:
                        found[number].append(_mark((run + first - start, ending - start, phrase.word)))
        return list(map(sorted, found)) if self.first_of else found

    def _hits(self, text: str, start: int, end: int) -> Iterator[tuple[int, tuple[_Hit, ...]]]:
        """The terms asked for of each run that has any, with where it begins."""
        done, match = start, analysis.RUNS.match
        for at in self._candidates.places(text, start, end):
            if at < done:
                continue
            if text[at] > "\u0e00" and _IS_UNSPACED.match(text, at):
                # the terms that begin here are the letter and its pair, so that the rest of a long run can wait
                run = analysis.RUNS.match(text, at, min(end, at + _PAIR) if self._unspaced else end)
                done = at + 1 if self._unspaced or run is None else run.end()
                if run is not None and self._unspaced:
                    yield at, tuple(hit for hit in self[run[0]] if not hit.position)
                continue
            run = match(text, at, end) if text[at - 1] in _APART else _run_at(text, at, done, end)
            if run is None:
                done = at + 1
                continue
            begin, done = run.span()
            if hits := self[run[0]]:
                yield begin, hits

    def later(self, text: str, start: int) -> int:
        """Where after `start` one of the words may stand next, by how they begin; -1 for nowhere."""
        if not self._beginnings:
            return -1
        beginnings = "|".join(sorted({re.escape(beginning[:4]) for beginning in self._beginnings}))
        found = re.compile(beginnings, re.IGNORECASE).search(text, max(0, start - analysis.LONGEST))
        return max(0, found.start() - analysis.LONGEST) if found else -1


def _of_all_forms(stem: str) -> str:
    """How all words with a stem begin: it may end in one other letter than they have there (`hope` of `hoping`).

    Of short ones (`die` of `dying`) the second letter is `i` for `y`.
    """
    return stem[: max(2, len(stem) - 1)]


def _phrase_end(phrase: _Phrase, position: int, text: str, start: int, most: int) -> int:
    """Where before `most` a phrase ends whose first term stands at a position counted from the run at `start`; -1: not
    there."""
    terms, offsets, form = phrase.terms, phrase.offsets, 0 if phrase.exact else 1
    end, number, before = -1, 0, -position
    for run in analysis.RUNS.finditer(text, start, min(most, start + _TERM_REACH * (len(terms) + 1))):
        parts, width, _ = analysis.run_of(run[0])  # by their positions
        at = 0
        while offsets[number] < before + width:
            term, place = terms[number], offsets[number] - before
            while at < len(parts) and parts[at].position < place:
                at += 1
            here, last = at, -1
            while here < len(parts) and parts[here].position == place:
                last = parts[here].end if parts[here][form] == term else last
                here += 1
            if last < 0:
                return -1
            end, number = max(end, run.start() + last), number + 1
            if number == len(terms):
                return end
        before += width
    return -1


def _run_at(text: str, at: int, done: int, end: int) -> re.Match[str] | None:
    """The run of characters that the one at `at` belongs to; what is before `done` has been looked at."""
    if at == done or not _MAY_BE_INSIDE.match(text, at - 1):
        return analysis.RUNS.match(text, at, end)
    start = at
    while start > done and _MAY_BE_INSIDE.match(text, start - 1):
        start -= 1
    return next((run for run in analysis.RUNS.finditer(text, start, end) if run.end() > at), None)


def _words(tree: Node, field: TextField) -> Iterator[list[Leaf]]:
    """For each word of the query its alternatives; excluded words and those of other fields left out."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Word | Phrase | Prefix | Fuzzy):
            if node.field in {None, field}:
                yield [node]
        elif isinstance(node, Or) and node.same:
            inner = [list(_words(part, field)) for part in node.parts]
            if single := [leaf for words in inner if len(words) == 1 for leaf in words[0]]:
                yield single
            yield from (words for each in inner if len(each) > 1 for words in each)
        elif not isinstance(node, Not) and not (isinstance(node, Near) and node.field not in {None, field}):
            waiting.extend(reversed(children(node)))


def _weight(leaf: Leaf) -> float:
    if isinstance(leaf, Phrase):
        return 1.0 + 0.5 * (len(leaf.terms) - 1)
    return _STOP_WEIGHT if isinstance(leaf, Word) and leaf.term in analysis.STOP_WORDS else 1.0
