"""The shapes of what the API gives, from which its description is made."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Union, get_args, get_origin, get_type_hints


class Query(TypedDict):
    text: str
    parsed: str
    literal: bool
    notes: list[str]


class Total(TypedDict):
    sections: int
    records: int


class SnippetShape(TypedDict):
    text: str
    highlights: list[list[int]]


class HitShape(TypedDict):
    id: str
    record_id: str
    title: str
    heading: str | None
    date: str | None
    date_precision: Literal["minute", "day", "month", "year", "range"] | None
    place: str | None
    speakers: list[str]
    topics: list[str]
    snippet: SnippetShape
    score: float
    matches: int
    more: int
    url: str


class FacetValueShape(TypedDict):
    value: str
    label: str
    count: int
    records: int
    selected: bool


class SearchShape(TypedDict):
    query: Query
    total: Total
    hits: list[HitShape]
    facets: dict[str, list[FacetValueShape]]
    most_words: bool
    did_you_mean: str | None
    took_ms: float
    limits: list[str]
    generation: str


class StatementShape(TypedDict):
    start: int
    end: int
    speakers: list[str]
    said_by: list[str]
    verb: str | None
    act: str
    rule: str
    basis: str
    negated: bool


class SectionShape(TypedDict):
    id: str
    kind: Literal["lead", "section", "question"]
    number: str | None
    heading: str | None
    path: list[str]
    text: str
    date: str | None
    date_precision: str | None
    place: str | None
    speakers: list[str]
    mentioned: list[str]
    topics: list[str]
    acts: list[str]
    statements: list[StatementShape]


class RecordShape(TypedDict):
    id: str
    title: str | None
    sections: list[SectionShape]


class FacetShape(TypedDict):
    name: str
    total: int
    complete: bool
    values: list[FacetValueShape]
    limits: list[str]


class SpeakerShape(TypedDict):
    speaker: str
    sections: int
    records: int
    first: str | None
    last: str | None


class SpeakersShape(TypedDict):
    speakers: list[SpeakerShape]
    limits: list[str]


class PeriodShape(TypedDict):
    start: str
    end: str
    count: int


class PeriodsShape(TypedDict):
    periods: list[PeriodShape]
    limits: list[str]


class SuggestionShape(TypedDict):
    field: Literal["speaker", "topic", "place", "term"]
    value: str
    count: int


class InfoShape(TypedDict):
    generation: str
    written: str
    sections: int
    records: int
    sources: int
    bytes: int
    first: str | None
    last: str | None
    coverage: dict[str, dict[str, int]]


class Problem(TypedDict):
    type: str
    title: str
    detail: str
    status: int


def schema_of(kind: object, named: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12, as OpenAPI 3.1 has it) of a type made of these; TypedDicts are filed in `named`.

    Raises TypeError for a type that JSON has no counterpart of.
    """
    plain: Mapping[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    if kind in plain:
        return {"type": plain[kind]}
    origin, args = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": schema_of(args[0], named)}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(args[1], named)}
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(each, named) for each in args]}
    if isinstance(kind, type) and issubclass(kind, dict):
        name = kind.__name__.removesuffix("Shape")
        if name not in named:
            named[name] = {}
            hints = get_type_hints(kind)
            named[name] = {"type": "object", "required": list(hints),
                           "properties": {key: schema_of(each, named) for key, each in hints.items()}}
        return {"$ref": f"#/components/schemas/{name}"}
    raise TypeError(kind)
