"""Documents as bytes and back: the plain JSON that the index keeps of each section."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from operator import attrgetter
from typing import Any

from indexer.model import Document, Statement

_NAMES = tuple(field.name for field in fields(Document))
_STATEMENT = tuple(field.name for field in fields(Statement))
_LISTS = ("path", "speakers", "mentioned", "topics", "acts")
_DAYS = ("date_first", "date_last")
_values = attrgetter(*_STATEMENT)


def encode(document: Document) -> bytes:
    """The document as JSON in UTF-8, without the fields that are empty."""
    found: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(document, name)
        if value or value == 0:
            found[name] = value
    for name in _DAYS:
        if name in found:
            found[name] = found[name].isoformat()
    if document.statements:
        found["statements"] = [_values(each) for each in document.statements]
    if document.record is not None:
        found["record"] = dict(document.record)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass")


def decode(raw: bytes) -> Document:
    """The document that `encode` was given. Raises ValueError, KeyError or TypeError for anything else."""
    found = json.loads(raw.decode("utf-8", "surrogatepass"))
    for name in _LISTS:
        found[name] = tuple(found.get(name, ()))
    for name in _DAYS:
        if name in found:
            found[name] = dt.date.fromisoformat(found[name])
    found["statements"] = tuple(_statement(each) for each in found.get("statements", ()))
    return Document(**{**_EMPTY, **found})


def _statement(values: list[Any]) -> Statement:
    found = dict(zip(_STATEMENT, values, strict=True))
    found["speakers"] = tuple(found["speakers"])
    found["said_by"] = tuple(found["said_by"])
    return Statement(**found)


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(_NAMES), **dict.fromkeys(("kind", "title", "heading", "text", "path_in_source", "fingerprint"), ""),
}
