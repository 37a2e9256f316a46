"""How long the fields of a record may be: what is longer is no title, name or address, and would fill every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from indexer.model import Given, Problem, Record

LINE = 1_000  # characters of a title, a heading or another field of one line
NAME = 300  # of a publisher, a kind, a date as printed
NAMES = 2_000  # of a speaker or topic; some sources name several in one
NOTE = 20_000  # of a note, of a list of participants in one, and of fields that are kept as they are
ADDRESS = 2_000  # of an address, which is left out where it is longer: a part of one leads elsewhere
MOST = 1_000  # names of one field, and fields that are kept
_LENGTHS = {"title": LINE, "breadcrumb": LINE, "event": LINE, "place": LINE, "note": NOTE, "speaker_role": LINE,
            "source_url": ADDRESS, "publisher": NAME, "kind": NAME, "language": NAME, "date": NAME, "published": NAME}
_LENGTHS_OF_EACH = {"speaker": NAMES, "topics": NAMES, "participants": NOTE}


def bounded(record: Record) -> Iterator[Record | Problem]:
    """The record, with a Problem before it for each field that was cut or left out.

    Also a heading that is as long as a page is none, but a paragraph.
    """
    changes: dict[str, Any] = {}
    for name, most in _LENGTHS.items():
        value = getattr(record.given, name)
        if value is not None and len(value) > most:
            changes[name] = None if name == "source_url" else value[:most].rstrip()
            yield _problem(record, name, f"{len(value):,} characters", most, left_out=name == "source_url")
    for name, most in _LENGTHS_OF_EACH.items():
        values = getattr(record.given, name)
        longest = max(map(len, values), default=0)
        if len(values) > MOST or longest > most:
            changes[name] = tuple(value[:most].rstrip() for value in values[:MOST])
            what = f"{len(values):,} values" if len(values) > MOST else f"a value of {longest:,} characters"
            yield _problem(record, name, what, MOST if len(values) > MOST else most)
    extra = record.given.extra
    if len(extra) > MOST or any(len(value) > NOTE or len(name) > NAME for name, value in extra.items()):
        kept = [(name, value[:NOTE]) for name, value in extra.items() if len(name) <= NAME]
        changes["extra"] = MappingProxyType(dict(kept[:MOST]))
        what = f"{sum(map(len, extra.values())):,} characters in {len(extra):,}"
        yield _problem(record, "fields of its own", what, NOTE)
    yield _with(record, replace(record.given, **changes) if changes else record.given)


def _with(record: Record, given: Given) -> Record:
    long = [block for block in record.blocks if block.kind == "heading" and block.end - block.start > LINE]
    if not long:
        return record if given is record.given else replace(record, given=given)
    blocks = tuple(replace(block, kind="paragraph", level=0) if block in long else block for block in record.blocks)
    return replace(record, given=given, blocks=blocks)


def _problem(record: Record, name: str, what: str, most: int, *, left_out: bool = False) -> Problem:
    kept = "it is left out" if left_out else f"the first {most:,} are kept"
    return Problem(record.path, f"{name}: {what}; {kept}", "shorten it in the source", record.line, severity="warning")
