"""Documents as plain values and as bytes, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from indexer.model import Document, Statement

_NAMES = tuple(field.name for field in fields(Document))
_all_values = attrgetter(*_NAMES)
_STATEMENT = tuple(field.name for field in fields(Statement))
_statement_values = attrgetter(*_STATEMENT)
_LISTS = ("path", "speakers", "mentioned", "topics", "acts")
_DAYS = ("date_first", "date_last")
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(_NAMES), **dict.fromkeys((*_LISTS, "statements"), ()),
    **dict.fromkeys(("kind", "title", "heading", "text", "path_in_source", "fingerprint"), ""),
}
_set_each = tuple(getattr(Document, name).__set__ for name in _NAMES)
_read = json.JSONDecoder().raw_decode


def plain(document: Document) -> dict[str, Any]:
    """The document as values that JSON knows, without the fields that are empty."""
    found = {name: value for name, value in zip(_NAMES, _all_values(document), strict=True) if value or value == 0}
    for name in _DAYS:
        if name in found:
            found[name] = found[name].isoformat()
    if document.statements:
        found["statements"] = [_statement_values(each) for each in document.statements]
    if document.record is not None:
        found["record"] = dict(document.record)
    return found


def as_json(values: Mapping[str, Any]) -> str:
    """Plain values in JSON."""
    return _ENCODER.encode(values)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def encode(document: Document) -> bytes:
    """The document as JSON in UTF-8."""
    return as_json(plain(document)).encode("utf-8", "surrogatepass")


def decode(raw: bytes) -> Document:
    """The document that `encode` was given. Raises ValueError, KeyError or TypeError for anything else."""
    return document_of(_read(raw.decode("utf-8", "surrogatepass"))[0])


def document_of(values: Mapping[str, Any]) -> Document:
    """The document that `plain` was given. Raises ValueError, KeyError or TypeError for anything else.

    The members are set one by one, in a third of the time that the constructor takes, as each answer needs ten.
    """
    found = {**_EMPTY, **values}
    if len(found) > len(_EMPTY):
        raise TypeError(f"not members of a document: {', '.join(found.keys() - _EMPTY.keys())}")
    for name in _LISTS:
        if found[name]:
            found[name] = tuple(found[name])
    if found["date_first"]:
        for name in _DAYS:
            found[name] = dt.date.fromisoformat(found[name])
    if found["statements"]:
        found["statements"] = tuple(map(_statement, found["statements"]))
    document = Document.__new__(Document)
    for set_member, value in zip(_set_each, found.values(), strict=True):
        set_member(document, value)
    return document


def _statement(values: list[Any]) -> Statement:
    found = dict(zip(_STATEMENT, values, strict=True))
    found["speakers"] = tuple(found["speakers"])
    found["said_by"] = tuple(found["said_by"])
    return Statement(**found)
