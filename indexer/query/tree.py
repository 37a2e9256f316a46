"""The query tree: what a query means, free of how it was typed and of any engine.

Every node is frozen and hashable. Words are already analysed (see `indexer.analysis`): an engine compares `term`
with the stems of a document, or, where `exact` is set, with its exact folded forms, and never analyses again.

A document matches

- `Word`: when the term stands in the node's field, or, where `field` is None, in its title, heading or text;
- `Phrase`: when, in one field, each term stands at a common base position plus its offset;
- `Prefix`: when a word whose exact folded form starts with `prefix` stands there;
- `Fuzzy`: when a word within `distance` edits of `term` stands there: exact folded forms that share the first
  character; an edit is an insertion, deletion, substitution or the exchange of two neighbours
  (`indexer.query.distance.within`);
- `Near`: when, in one field, an occurrence of each part can be chosen so that neighbouring parts do not overlap and
  at most `distance` words apart, in either order: 1 <= first position of the later - last position of the earlier
  <= distance;
- `Field`: when one of the document's values in that field is one of `values` (folded, see `indexer.analysis.key`),
  or has `terms` one after the other among its words (the last one as a beginning where `prefix` is set): exact
  folded forms, for `topic` stems. The values of `place` are venue, city and country, those of `speaker` the
  speakers, those of `kind`, `publisher`, `event`, `language`, `act`, `mentioned` and `id` what the document holds;
- `DateRange`: when the document's days overlap `first` to `last`, both included, an open end being None. A document
  dated only to a month or a year must lie wholly inside, as the source does not say that it falls there;
- `Said`: when `what` matches with the text narrowed to the words of statements whose speakers `who` matches, and
  title and heading left out. `Field` and `DateRange` inside `what` are not narrowed;
- `And`, `Or`, `Not`, `Everything`, `Nothing`: as in set algebra, `Not` being the complement wherever it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

TextField = Literal["title", "heading", "text"]
TEXT_FIELDS: tuple[TextField, ...] = ("title", "heading", "text")

ValueField = Literal["speaker", "topic", "place", "publisher", "kind", "event", "language", "act", "mentioned", "id"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `text` as typed, `term` as indexed."""

    text: str
    term: str
    exact: bool = False
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other. Offsets count positions from the first and need not be 0, 1, 2."""

    text: str
    terms: tuple[str, ...]
    offsets: tuple[int, ...]
    exact: bool = False
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that starts so."""

    text: str
    prefix: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word spelt nearly so; `distance` is 1 or 2."""

    text: str
    term: str
    distance: int
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Parts close together. Each is a Word, Phrase, Prefix or Fuzzy, or an Or of these, all with the same field."""

    parts: tuple[Node, ...]
    distance: int
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a facet or another field that is not running text."""

    name: ValueField
    text: str
    terms: tuple[str, ...]
    values: tuple[str, ...] = ()  # preferred names that the authority file gives for the text
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included; None is open."""

    text: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a speaker is said to have spoken; `who.name` is "speaker"."""

    who: Field
    what: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts. `same`: the parts are names for one thing (synonyms, spellings), to be ranked as one word."""

    parts: tuple[Node, ...]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Leaf: TypeAlias = Word | Phrase | Prefix | Fuzzy
"""A node that matches words of running text and can be marked in it."""

Node: TypeAlias = Leaf | Near | Field | DateRange | Said | And | Or | Not | Everything | Nothing


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below; of Said `what` alone."""
    match node:
        case And() | Or() | Near():
            return node.parts
        case Not():
            return (node.part,)
        case Said():
            return (node.what,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, each before its children, left to right."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def leaves(node: Node, *, negated: bool = False) -> Iterator[Leaf]:
    """The words that a match can have, left to right; those under a Not only when `negated`."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Word | Phrase | Prefix | Fuzzy):
            yield current
        elif negated or not isinstance(current, Not):
            waiting.extend(reversed(children(current)))
