"""Searching by reading every word of every document: slow, plain, and what faster engines have to agree with.

    reference = Reference(documents)
    reference.matches(tree)                 # ids of the documents that match, as `indexer.query.tree` says
    reference.facet("place", ids)           # how many of them have each value

No index, no Whoosh, no numpy: only the analysis and the definitions in the docstrings of the query tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer import analysis
from indexer.model import ALL, BOTH, SIDE, Document
from indexer.query import within
from indexer.query.tree import (
    TEXT_FIELDS,
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

Span = tuple[int, int]
"""Positions of an occurrence, first and last."""


@dataclass(frozen=True, slots=True)
class Place:
    """One term of a text: its forms, position and first character."""

    exact: str
    stem: str
    position: int
    start: int


class Read:
    """A document with its words."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = {field: [Place(token.exact, token.stem, token.position, token.start)
                              for token in analysis.terms(getattr(document, field)).tokens()] for field in TEXT_FIELDS}

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """What `Field` is compared with."""
        document = self.document
        many = {"speaker": document.speakers, "topic": document.topics, "act": document.acts,
                "mentioned": document.mentioned, "place": (document.venue, document.city, document.country),
                "publisher": (document.publisher,), "kind": (document.kind,), "event": (document.event,),
                "language": (document.language,), "id": (document.id,)}
        return {name: [value for value in values if value] for name, values in many.items()}

    def narrowed(self, who: Field) -> Read:
        """The document as if it had only the words that the speaker is said to have spoken."""
        ranges = [(each.start, each.end) for each in self.document.statements
                  if any(has_value(who, voice) for voice in voices(each.speakers, each.said_by))]
        read = Read.__new__(Read)
        read.document = self.document
        read.words = {"title": [], "heading": [],
                      "text": [word for word in self.words["text"]
                               if any(start <= word.start < end for start, end in ranges)]}
        return read


def voices(speakers: Sequence[str], said_by: Sequence[str]) -> set[str]:
    """Persons and sides who make a statement, as they are faceted."""
    return {name.removeprefix(SIDE) for name in (*speakers, *said_by)} - {BOTH, ALL}


def has_value(field: Field, value: str) -> bool:
    """Whether one value of a document is what a Field asks for."""
    if not field.terms:
        return field.prefix or analysis.key(value) in map(analysis.key, field.values)
    if analysis.key(value) in map(analysis.key, field.values):
        return True
    places = [(token.stem if field.name == "topic" and not field.prefix else token.exact, token.position)
              for token in analysis.terms(value).tokens()]
    *exact, (last, last_offset) = zip(field.terms, analysis.sequence(field.text).offsets, strict=True)
    for _, base in places:
        if all((term, base + offset) in places for term, offset in exact) and any(
                position == base + last_offset and (word.startswith(last) if field.prefix else word == last)
                for word, position in places):
            return True
    return False


def occurrences(node: Node, words: list[Place]) -> set[Span]:
    """Where a leaf, or an Or of leaves, stands among the words of one field."""
    match node:
        case Word():
            return {(word.position, word.position) for word in words
                    if (word.exact if node.exact else word.stem) == node.term}
        case Prefix():
            return {(word.position, word.position) for word in words if word.exact.startswith(node.prefix)}
        case Fuzzy():
            return {(word.position, word.position) for word in words if within(node.term, word.exact, node.distance)}
        case Phrase():
            at = {(word.exact if node.exact else word.stem, word.position) for word in words}
            return {(base, base + node.offsets[-1]) for base in {word.position for word in words}
                    if all((term, base + offset) in at
                           for term, offset in zip(node.terms, node.offsets, strict=True))}
        case Or():
            return {span for part in node.parts for span in occurrences(part, words)}
        case _:
            raise TypeError(f"{node} has no occurrences")


def is_near(parts: Sequence[Node], distance: int, words: list[Place]) -> bool:
    """Whether the parts stand near each other, each to the one before it."""
    reached = occurrences(parts[0], words)
    for part in parts[1:]:
        reached = {here for here in occurrences(part, words)
                   if any(1 <= max(here[0], there[0]) - min(here[1], there[1]) <= distance
                          and (here[0] > there[1] or there[0] > here[1]) for there in reached)}
    return bool(reached)


def in_days(days: DateRange, document: Document) -> bool:
    """Whether the document's days lie in a range; a month or a year only wholly."""
    first, last = document.date_first, document.date_last
    if first is None or last is None:
        return False
    if document.date_precision in {"month", "year"}:
        return (days.first is None or days.first <= first) and (days.last is None or last <= days.last)
    return (days.first is None or days.first <= last) and (days.last is None or first <= days.last)


def matches(node: Node, read: Read) -> bool:
    """Whether one document matches."""
    match node:
        case Word() | Phrase() | Prefix() | Fuzzy():
            return any(occurrences(node, read.words[field]) for field in _fields(node.field))
        case Near():
            return any(is_near(node.parts, node.distance, read.words[field]) for field in _fields(node.field))
        case Field():
            return any(has_value(node, value) for value in read.values[node.name])
        case DateRange():
            return in_days(node, read.document)
        case Said():
            return _speaks(node.who, read) and matches(node.what, read.narrowed(node.who))
        case And():
            return all(matches(part, read) for part in node.parts)
        case Or():
            return any(matches(part, read) for part in node.parts)
        case Not():
            return not matches(node.part, read)
        case Everything():
            return True
        case Nothing():
            return False


def _speaks(who: Field, read: Read) -> bool:
    return any(has_value(who, voice) for each in read.document.statements
               for voice in voices(each.speakers, each.said_by))


def _fields(field: str | None) -> tuple[str, ...]:
    return (field,) if field else TEXT_FIELDS


class Reference:
    """Documents, read whole."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.read = {document.id: Read(document) for document in documents}

    def matches(self, tree: Node) -> set[str]:
        """Ids of the documents that match."""
        return {name for name, read in self.read.items() if matches(tree, read)}

    def facet(self, name: str, ids: Iterable[str]) -> Counter[str]:
        """How many of the documents have each value of a facet."""
        return Counter(value for each in ids for value in facet_values(name, self.read[each].document))

    def records(self, ids: Iterable[str]) -> int:
        """How many records the documents belong to."""
        return len({self.read[each].document.record_id for each in ids})


def facet_values(name: str, document: Document) -> set[str]:
    """The values by which a document is counted; of `date` years and months, of `place` countries and cities."""
    match name:
        case "date":
            return _months(document)
        case "place":
            city = document.city and (f"{document.country} > {document.city}" if document.country else document.city)
            return {value for value in (document.country, city) if value}
        case "speaker" | "topic" | "act":
            return set(getattr(document, name + "s"))
        case _:
            value = getattr(document, name)
            return {value} if value else set()


def _months(document: Document) -> set[str]:
    first, last = document.date_first, document.date_last
    if first is None or last is None:
        return set()
    years = {f"{year:04}" for year in range(first.year, last.year + 1)}
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if document.date_precision == "year" or len(months) > 241:
        return years
    return years | {f"{month // 12:04}-{month % 12 + 1:02}" for month in months}
