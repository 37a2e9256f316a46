"""One word or quotation of a query, as typed, to the node that finds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import indexer.analysis as analysis
from indexer.query.dates import date_range
from indexer.query.tree import (
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Or,
    Phrase,
    Prefix,
    Said,
    TextField,
    ValueField,
    Word,
)
from indexer.wording import Wording, wording

Names = Callable[[str], Iterable[str]]
"""A name as printed to the preferred names of those whom the authority file knows under it."""

MAX_NAMES = 20  # preferred names for one typed name
MAX_DISTANCE = 2
MAX_NEAR = 100  # words between two of NEAR or of a loose phrase
MAX_PHRASE = 64  # words; pairs of letters in scripts without spaces
_SPLIT = re.compile(r"[;/|?!…]+|(?<!\d),|,(?!\d)")
_SIGNS = " \t\n:,;!?*~"  # at the ends of a word they mean nothing and need not be shown
_FUZZY = re.compile(r"(.*?)~+(\d*)", re.DOTALL)
_TEXT_FIELDS: dict[str, TextField] = {"title": "title", "heading": "heading", "text": "text"}
_VALUE_FIELDS: dict[str, ValueField] = {
    "speaker": "speaker", "said": "speaker", "mentioned": "mentioned", "topic": "topic", "place": "place",
    "publisher": "publisher", "kind": "kind", "event": "event", "act": "act", "language": "language", "id": "id",
}
_NAMED = frozenset({"speaker", "said", "mentioned"})


@dataclass(slots=True)
class Reader:
    """Makes nodes of words; `notes` collects what was malformed, `remarks` what else was read otherwise than typed."""

    names: Names | None
    notes: list[Wording]
    remarks: list[Wording]

    def word(self, typed: str, field: str | None) -> list[Node]:
        """The nodes of a word without quotation marks; more than one where signs part it, none where it has no word."""
        if typed == "*" or typed == "*:*":
            return [Everything() if field is None else self._any(field)]
        if field == "date":
            return self._date(typed)
        if field in _VALUE_FIELDS:
            return self._value(typed.rstrip("*"), field, prefix=typed.endswith("*"))
        nodes = []
        for part in _SPLIT.split(typed):
            node = self._plain(part, text_field(field))
            if node is not None:
                nodes.append(node)
        return nodes

    def quoted(self, typed: str, field: str | None, slop: int) -> list[Node]:
        """The node of what stands between quotation marks; none where there is no word."""
        if field == "date":
            return self._date(typed)
        if field in _VALUE_FIELDS:
            return self._value(typed, field, prefix=False)
        inside = text_field(field)
        if slop:
            words = [word for word in typed.split() if analysis.sequence(word).exact][:MAX_PHRASE]
            if len(words) > 1:
                nodes = tuple(self._term(word, inside, exact=False) for word in words)
                return [Near(nodes, self.bounded(slop), inside)]
        exact = len(typed.split()) == 1
        return [self._term(typed, inside, exact=exact)] if analysis.sequence(typed).exact else []

    def bounded(self, distance: int) -> int:
        """A distance of NEAR or of a loose phrase, at most MAX_NEAR; a remark says so where it is less than typed."""
        if distance > MAX_NEAR:
            self.remarks.append(wording("near-far", num=MAX_NEAR))
        return min(distance, MAX_NEAR)

    def _plain(self, typed: str, field: TextField | None) -> Node | None:
        if typed.endswith("*"):
            return self._prefix(typed, field)
        if (fuzzy := _FUZZY.fullmatch(typed)) is not None:
            return self._fuzzy(typed, fuzzy[1], fuzzy[2], field)
        if "*" in typed:
            self.notes.append(wording("star-inside", typed=typed))
        return self._term(typed, field, exact=False) if analysis.sequence(typed).exact else None

    def _prefix(self, typed: str, field: TextField | None) -> Node | None:
        begin = typed.rstrip("*")
        *before, (last, joined) = _pieces(begin) or [("", False)]
        if not last or "*" in begin:
            self.notes.append(wording("star-inside", typed=typed))
            return self._term(begin, field, exact=False) if analysis.sequence(begin).exact else None
        if joined:  # a script without spaces: a character already finds the words that it begins
            return self._term(begin, field, exact=False)
        if len(last) < 2:
            self.notes.append(wording("star-short", typed=typed))
            return self._term(begin, field, exact=False)
        prefix = Prefix(typed, last, field)
        if not before:
            return prefix
        first = self._term(" ".join(word for word, _ in before), field, exact=False)
        return Near((first, prefix), 1, field)

    def _fuzzy(self, typed: str, word: str, asked: str, field: TextField | None) -> Node | None:
        sequence = analysis.sequence(word)
        if not sequence.exact:
            return None
        term = sequence.exact[0].lower()
        if len(sequence.exact) > 1 or len(term) < 3:
            self.notes.append(wording("fuzzy-short", typed=typed))
            return self._term(word, field, exact=False)
        fitting = 1 if len(term) <= 5 else MAX_DISTANCE
        distance = min(int(asked[:3]), MAX_DISTANCE) if asked else fitting
        if asked and int(asked[:3]) > MAX_DISTANCE:
            self.remarks.append(wording("fuzzy-far", typed=typed, num=MAX_DISTANCE))
        return Fuzzy(typed, term, distance, field) if distance else self._term(word, field, exact=True)

    def _date(self, typed: str) -> list[Node]:
        days = date_range(typed)
        if days is not None:
            return [days]
        self.notes.append(wording("no-date", typed=f"date:{typed}"))
        return self.word(typed.strip("*~"), None) if typed.strip("*~") else []

    def _term(self, typed: str, field: TextField | None, *, exact: bool) -> Node:
        """A word, or the phrase that it is made of; a hyphenated word also as one word. The text has to have a word."""
        typed = typed.strip(_SIGNS)
        found = analysis.sequence(typed)
        terms = found.exact if exact else found.stems
        if len(terms) == 1:
            return Word(typed, terms[0], exact, field)
        if len(terms) > MAX_PHRASE:
            self.remarks.append(wording("long-phrase", num=MAX_PHRASE))
        phrase = Phrase(typed, terms[:MAX_PHRASE], found.offsets[:MAX_PHRASE], exact, field)
        if not found.joined:
            return phrase
        joined = found.joined if exact else analysis.stem(found.joined)
        return Or((phrase, Word(typed, joined, exact, field)), same=True)

    def _value(self, typed: str, field: str, *, prefix: bool) -> list[Node]:
        if not typed:
            return [self._any(field)]
        sequence = analysis.sequence(typed)
        if not sequence.exact:
            return []
        known = self.names(typed) if self.names is not None and field in _NAMED and not prefix else ()
        values = tuple(dict.fromkeys(known))[:MAX_NAMES]
        terms = sequence.stems if field == "topic" and not prefix else sequence.exact
        node = Field(_VALUE_FIELDS[field], typed, terms, values, prefix)
        return [Said(node, Everything()) if field == "said" else node]

    def _any(self, field: str) -> Node:
        """Any value at all in a field."""
        if field not in _VALUE_FIELDS:
            return Everything()
        node = Field(_VALUE_FIELDS[field], "*", (), (), prefix=True)
        return Said(node, Everything()) if field == "said" else node


def text_field(field: str | None) -> TextField | None:
    """The field of running text that a name means; None for every other name."""
    return _TEXT_FIELDS.get(field) if field else None


def from_word(word: str) -> Word:
    """The node of a word of nothing but the letters a to z."""
    return Word(word, analysis.sequence(word).stems[0])


def from_terms(text: str, exact: tuple[str, ...], field: TextField | None) -> Node:
    """The node of folded words that stand one after the other: a word or a phrase, by stems."""
    stems = tuple(map(analysis.stem, exact))
    if len(exact) == 1:
        return Word(text, stems[0], field=field)
    return Phrase(text, stems, tuple(range(len(stems))), field=field)


def _pieces(typed: str) -> list[tuple[str, bool]]:
    """The exact forms of a text's words, each with whether it is of a script without spaces."""
    found = analysis.sequence(typed)
    return [(term, analysis.is_unspaced(term)) for term in found.exact]


def words_of(text: str) -> tuple[str, ...]:
    """The exact forms of a text's words in order: the form in which synonyms are looked up."""
    return analysis.sequence(text).exact
