"""JSON and JSONL (https://www.rfc-editor.org/rfc/rfc8259, https://jsonlines.org): an object is a record.

A JSON file holds one object, a list of them, or one object with such a list; a JSONL file one object a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import cast

from indexer.formats.cleaning import one_line
from indexer.formats.decoding import decoded_lines
from indexer.formats.fields import Values, given_from
from indexer.formats.ids import row_id, slug
from indexer.formats.kept import IsKept
from indexer.formats.limits import Limits
from indexer.formats.objects import how_to_map, names_of, pieces_of, text_of, values_of
from indexer.formats.opening import cannot_open, decoded
from indexer.formats.pieces import make_record
from indexer.formats.sources import SourceFile
from indexer.model import Problem, Record

_SPACE = re.compile(r"[\s,]*")


def read_json(source: SourceFile, data: bytes) -> Iterator[Record | Problem]:
    """The records of a JSON file."""
    text, problems = decoded(source, data)
    yield from problems
    text = text.removeprefix("\ufeff")
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        yield Problem(source.path, f"not JSON: {error.msg}", "correct the file", error.lineno)
        return
    except (ValueError, RecursionError) as error:
        yield Problem(source.path, _what(error), "split or correct the file")
        return
    if isinstance(loaded, list):
        yield from _list_records(source, text, loaded)
        return
    rows = _rows_within(loaded, source) if isinstance(loaded, dict) else None
    if rows is not None:
        for number, row in enumerate(rows, 1):
            yield from _records(source, row, json.dumps(row).encode("utf-8", "surrogatepass"), row=number)
        return
    yield from _records(source, loaded, data)


def read_jsonl(source: SourceFile, limits: Limits, is_kept: IsKept) -> Iterator[Record | Problem]:
    """The records of a JSONL file, one at a time: the file is never in memory whole."""
    seen: set[int] = set()
    try:
        with source.path.open("rb") as file:
            for number, (line, data, broken) in enumerate(decoded_lines(file, max_bytes=limits.max_row_bytes), 1):
                if broken or not is_kept(data, number, lambda: _id_of_line(source, line, number)):  # noqa: B023
                    yield from _line_records(source, line, data, broken, number, limits, seen)
    except OSError as error:
        yield cannot_open(source, error)


def _id_of_line(source: SourceFile, line: str, number: int) -> str:
    loaded = json.loads(line)
    return _id(source, values_of(loaded, source.settings)[0], number)


def _line_records(source: SourceFile, line: str, data: bytes, broken: bool, number: int, limits: Limits,
                  seen: set[int]) -> Iterator[Record | Problem]:
    if not line and broken:
        yield Problem(source.path, f"a line longer than {limits.max_row_bytes:,} bytes", "split the record", number)
        return
    if not line.strip(" \t\r\n\x0b\x0c\x00\ufeff"):
        return
    if broken:
        yield Problem(
            source.path,
            "bytes that are not UTF-8, kept as \N{REPLACEMENT CHARACTER}",
            "save the file as UTF-8",
            number,
            "warning",
        )
    try:
        loaded = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Problem(
            source.path,
            f"not JSON: {error.msg}" if isinstance(error, json.JSONDecodeError) else _what(error),
            "correct the line",
            number,
        )
        return
    for record in _records(source, loaded, data, row=number, line=number, format_name="jsonl"):
        if isinstance(record, Record):
            if hash(record.id) in seen:
                yield Problem(
                    source.path, f"the id {record.id!r} a second time", "give each record its own", number, "warning"
                )
            seen.add(hash(record.id))
        yield record


def _list_records(source: SourceFile, text: str, loaded: list[object]) -> Iterator[Record | Problem]:
    """Records of a list, each with the line and the bytes it has in the file."""
    decoder = json.JSONDecoder()
    position, line, counted = text.index("[") + 1, 1, 0
    for number, item in enumerate(loaded, 1):
        space = _SPACE.match(text, position)
        start = space.end() if space else position
        _, position = decoder.raw_decode(text, start)
        line += text.count("\n", counted, start)
        counted = start
        yield from _records(source, item, text[start:position].encode("utf-8", "surrogatepass"), row=number, line=line)


def _rows_within(loaded: Mapping[str, object], source: SourceFile) -> list[object] | None:
    """The list of records that an object wraps; None where the object is a record itself."""
    if text_of(loaded, source.settings) and not _wraps(loaded, source):
        return None
    lists = [value for value in loaded.values() if isinstance(value, list) and value
             and all(isinstance(item, dict) for item in value)]
    whole = [rows for rows in lists if any(text_of(cast(dict[str, object], row), source.settings) for row in rows[:20])]
    return whole[0] if len(whole) == 1 else None


def _wraps(loaded: Mapping[str, object], source: SourceFile) -> bool:
    """Whether what looks like an object's text is a list of records, each with a title of its own."""
    found = text_of(loaded, source.settings)[0]
    return isinstance(found, list) and all(isinstance(item, dict) and "title" in item for item in found)


def _records(source: SourceFile, loaded: object, data: bytes, *, row: int = 0, line: int = 0,
             format_name: str = "json") -> Iterator[Record | Problem]:
    """The record of one object; `row` counts from 1 in a file of many, 0 for the only one.

    One of many with fields but no text is a record all the same, and named, so that records and rows have the same
    numbers.
    """
    if not isinstance(loaded, dict):
        yield Problem(
            source.path, f"no record but {_kind(loaded)}", 'a record is an object: {"title": ..., "text": ...}', line
        )
        return
    texts = text_of(loaded, source.settings)
    if not texts:
        yield Problem(
            source.path, f"no text in it (its members: {names_of(loaded)})", how_to_map(source.settings), line
        )
    values, extra = values_of(loaded, source.settings)
    pieces = (piece for text in texts for piece in pieces_of(text))
    record = make_record(
        source,
        pieces,
        given_from(values, source, extra),
        format_name=format_name,
        data=data,
        record_id=_id(source, values, row),
        line=line,
        wordless=row > 0 and bool(values),
    )
    if texts and not (record and record.blocks):
        yield Problem(source.path, "its text has no words", "leave it out", line, "empty")
    if record:
        yield record


def _id(source: SourceFile, values: Values, row: int) -> str:
    own = one_line(values["id"][0]) if values.get("id") else None
    if row:
        return row_id(source.key, own, row)
    return slug(own) if own and any(c.isalpha() for c in slug(own)) else source.key


def _kind(value: object) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")


def _what(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep to be read"
    return f"not JSON: {str(error).partition(';')[0]}"  # Python goes on with advice to programmers
