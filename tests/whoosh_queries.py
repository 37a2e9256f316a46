"""Our query trees as plain Whoosh's queries, to compare what both find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from whoosh import query
from whoosh.query import spans

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
from tests.reference import has_value

COLUMNS = {"place": "venue"}


class NotInWhooshError(Exception):
    """A node that plain Whoosh has no words for."""


def whoosh_query(node: Node, searcher: Any) -> Any:
    """The query of plain Whoosh that means the same. Raises NotInWhooshError."""
    match node:
        case Word():
            return query.Or([query.Term(name, node.term) for name in _fields(node)])
        case Phrase():
            if node.offsets != tuple(range(len(node.offsets))):
                raise NotInWhooshError(node)
            return query.Or([query.Phrase(name, list(node.terms)) for name in _fields(node)])
        case Prefix():
            return query.Or([query.Prefix(name, node.prefix) for name in _exact(node.field)])
        case Fuzzy():
            return query.Or([query.Term(name, term) for name in _exact(node.field) for term in _lexicon(searcher, name)
                             if within(node.term, term, node.distance)])
        case Near(parts=(Word() as one, Word() as other)):
            if one.term == other.term:
                raise NotInWhooshError(node)  # a word is near itself, for Whoosh
            return query.Or([
                _Near(query.Term(first, one.term), query.Term(second, other.term), slop=node.distance,
                               ordered=False)
                for first, second in zip(_fields(one), _fields(other), strict=True)])
        case Field():
            name = COLUMNS.get(node.name, node.name)
            return query.Or([query.Term(name, value) for value in _lexicon(searcher, name) if has_value(node, value)])
        case DateRange():
            return _days(node)
        case And():
            return query.And([whoosh_query(part, searcher) for part in node.parts])
        case Or():
            return query.Or([whoosh_query(part, searcher) for part in node.parts])
        case Not():
            return query.And([query.Every(), query.Not(whoosh_query(node.part, searcher))])
        case Everything():
            return query.Every()
        case Nothing():
            return query.NullQuery
        case Near() | Said():
            raise NotInWhooshError(node)


class _Near(spans.SpanNear):  # type: ignore[misc]
    """Whoosh's own, which cannot say how large its answer may be and so has no place in an And."""

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count_all())


def found(searcher: Any, asked: Any) -> set[str]:
    """Ids of the documents that plain Whoosh finds."""
    return {searcher.stored_fields(number)["id"] for number in searcher.docs_for_query(asked)}


def _fields(node: Word | Phrase) -> list[str]:
    return _exact(node.field) if node.exact else [node.field] if node.field else list(TEXT_FIELDS)


def _exact(field: str | None) -> list[str]:
    return [f"{name}_exact" for name in ((field,) if field else TEXT_FIELDS)]


def _lexicon(searcher: Any, field: str) -> Iterable[str]:
    return [raw.decode() for raw in searcher.reader().lexicon(field)]


def _days(node: DateRange) -> Any:
    low = _number(node.first or dt.date.min)
    high = _number(node.last or dt.date.max)
    coarse = query.Or([query.Term("date_precision", each) for each in ("month", "year")])
    inside = query.And([query.NumericRange("date_first", low, high), query.NumericRange("date_last", low, high)])
    touching = query.And([query.NumericRange("date_first", None, high), query.NumericRange("date_last", low, None)])
    return query.Or([query.And([coarse, inside]), query.And([touching, query.Not(coarse)])])  # its AndNot errs


def _number(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
