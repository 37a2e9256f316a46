"""The fields of the index, each once; Whoosh's schema, the facets and the search's fields are derived from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from whoosh import fields as whoosh_fields
from whoosh import formats
from whoosh.analysis import Analyzer, Token

from indexer.analysis import index_terms
from indexer.engine import LEVEL
from indexer.model import GROUPS, SIDE, Document, Statement

VERSION = 3
"""Raised whenever what is on the disk is written otherwise: an index of another version has to be built again."""

FieldKind = Literal["text", "exact", "value", "day", "kept"]
MOST_MONTHS = 240  # of a range of days, as facet values; of a longer one only the years


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `text` is searched by stems, `exact` holds the same words unstemmed, `value` whole values."""

    name: str
    label: str
    kind: FieldKind
    values: Callable[[Document], Iterable[str]]
    stored: bool = True
    facet: bool = False
    weight: float = 0.0  # of a word in it, for ranking


def _dates(document: Document) -> Iterator[str]:
    """Years and months, as far as the source gives them: `2016`, `2016-11`."""
    first, last = document.date_first, document.date_last
    if first is None or last is None:
        return
    for year in range(first.year, last.year + 1):
        yield f"{year:04}"
    months = (last.year - first.year) * 12 + last.month - first.month
    if document.date_precision != "year" and months <= MOST_MONTHS:
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            yield f"{month // 12:04}-{month % 12 + 1:02}"


def _places(document: Document) -> Iterator[str]:
    """Country, and country > city."""
    if document.country:
        yield document.country
    if document.city:
        yield f"{document.country}{LEVEL}{document.city}" if document.country else document.city


def _one(name: str) -> Callable[[Document], Iterable[str]]:
    def values(document: Document) -> Iterable[str]:
        value = getattr(document, name)
        return (str(value),) if value else ()

    return values


def _many(name: str) -> Callable[[Document], Iterable[str]]:
    return lambda document: dict.fromkeys(getattr(document, name))


def _venues(document: Document) -> Iterable[str]:
    return dict.fromkeys(part for part in (document.venue, document.city, document.country) if part)


def _none(document: Document) -> Iterable[str]:  # noqa: ARG001
    return ()


FIELDS = (
    FieldSpec("title", "Title", "text", _one("title"), weight=3.0),
    FieldSpec("heading", "Heading", "text", _one("heading"), weight=2.0),
    FieldSpec("text", "Text", "text", _one("text"), weight=1.0),
    FieldSpec("title_exact", "Title, unstemmed", "exact", _one("title"), stored=False),
    FieldSpec("heading_exact", "Heading, unstemmed", "exact", _one("heading"), stored=False),
    FieldSpec("text_exact", "Text, unstemmed", "exact", _one("text"), stored=False),
    FieldSpec("speaker", "Speaker", "value", _many("speakers"), facet=True),
    FieldSpec("date", "Date", "value", _dates, facet=True),
    FieldSpec("place", "Place", "value", _places, facet=True),
    FieldSpec("topic", "Topic", "value", _many("topics"), facet=True),
    FieldSpec("publisher", "Publisher", "value", _one("publisher"), facet=True),
    FieldSpec("kind", "Kind", "value", _one("kind"), facet=True),
    FieldSpec("act", "Act", "value", _many("acts"), facet=True),
    FieldSpec("venue", "Venue, city, country", "value", _venues),
    FieldSpec("mentioned", "Mentioned", "value", _many("mentioned")),
    FieldSpec("event", "Event", "value", _one("event")),
    FieldSpec("language", "Language", "value", _one("language")),
    FieldSpec("id", "Section", "value", _one("id")),
    FieldSpec("record_id", "Record", "value", _one("record_id")),
    FieldSpec("date_precision", "Precision of the date", "value", _one("date_precision")),
    FieldSpec("date_first", "First day", "day", _none),
    FieldSpec("date_last", "Last day", "day", _none),
    FieldSpec("position", "Position in the record", "kept", _none),
    FieldSpec("source_url", "Source", "kept", _none),
    FieldSpec("source", "File that it came from", "kept", _none),
    FieldSpec("fingerprint", "Fingerprint of the source", "kept", _none),
    FieldSpec("document", "All fields, in JSON", "kept", _none),
)
BY_NAME = {field.name: field for field in FIELDS}
TEXT_FIELDS = tuple(field.name for field in FIELDS if field.kind == "text")
WEIGHTS = {field.name: field.weight for field in FIELDS if field.kind == "text"}
FACET_FIELDS = tuple(field for field in FIELDS if field.facet)
COLUMNS = tuple(field for field in FIELDS if field.kind == "value" and field.name not in {"id", "record_id"})
"""The fields whose values are kept as columns: for each document, the ordinals of its values."""


def column_values(documents: Sequence[Document]) -> dict[str, list[tuple[str, ...]]]:
    """By the names of `COLUMNS` the values of each document."""
    return {field.name: [tuple(found) for found in map(field.values, documents)] for field in COLUMNS}


class Words(Analyzer):  # type: ignore[misc]
    """Our analysis, for plain Whoosh. Holds a name, no object, so that it can be pickled."""

    def __init__(self, form: Literal["stem", "exact"]) -> None:
        self.form = form

    def __call__(self, value: Any, positions: bool = False, mode: str = "", **_: Any) -> Iterator[Token]:
        exact, stems, places, _length = index_terms(str(value))
        token = Token(positions=positions, mode=mode)
        token.boost = 1.0
        for text, place in zip(stems if self.form == "stem" else exact, places, strict=True):
            token.original = token.text = text
            token.pos = place
            token.stopped = False
            yield token


def whoosh_schema() -> whoosh_fields.Schema:
    """Whoosh's schema for `FIELDS`, made anew."""
    return whoosh_fields.Schema(**{field.name: _whoosh_field(field) for field in FIELDS})


def _whoosh_field(field: FieldSpec) -> whoosh_fields.FieldType:
    if field.kind in {"text", "exact"}:
        words = Words("stem" if field.kind == "text" else "exact")
        return whoosh_fields.TEXT(analyzer=words, phrase=True, stored=field.stored)
    if field.kind == "value":
        return whoosh_fields.ID(stored=field.stored, unique=field.name == "id")
    if field.kind == "day":
        return whoosh_fields.NUMERIC(numtype=int, bits=32, signed=True, shift_step=0, stored=True)
    return whoosh_fields.STORED()


EXISTENCE = formats.Existence


def whoosh_day(day: dt.date) -> int:
    """A day as the integer that the fields `date_first` and `date_last` hold: 20161119."""
    return day.year * 10000 + day.month * 100 + day.day


def voices(statement: Statement) -> tuple[str, ...]:
    """Who is said to have made the statement, as the speaker facet names them."""
    names = (each.removeprefix(SIDE) for each in (*statement.said_by, *statement.speakers))
    return tuple(dict.fromkeys(name for name in names if name not in GROUPS))
