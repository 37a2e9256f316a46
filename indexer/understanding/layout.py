"""How a record is laid out, before anyone in it is named: its head, its sections' words, its turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from indexer.model import SectionKind


class Line(NamedTuple):
    """A line or paragraph of the record: `Record.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of speech in a section: the label as printed, and the words after it up to the next label.

    Offsets are in the section's text. `label` is None for words that stand before the first label.
    """

    label: str | None
    label_start: int
    start: int  # of the words spoken
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section's words and its place in the record."""

    key: str  # unique in the record and stable under re-indexing; Section.id is record id + "#" + key
    kind: SectionKind
    number: str | None
    heading: str | None
    path: tuple[str, ...]
    text: str  # paragraphs joined by an empty line; labels of turns stay in it as printed
    start: int  # where its first word stands in Record.text (heading included)
    end: int
    turns: tuple[Turn, ...] = ()  # empty where the section is no transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A record cut into head and sections; boilerplate is in neither."""

    title: Line | None
    breadcrumb: Line | None
    head: tuple[Line, ...]  # lines between title and lead: dateline, place and time, bylines
    lead: tuple[Line, ...]  # paragraphs before the first section; also what dates, places and people are read from
    sections: tuple[SectionText, ...]  # the lead first (kind "lead") where it is a section of its own
    closing: tuple[Line, ...] = ()  # lines below the last sentence: who issued it, where and when
    boilerplate: tuple[Line, ...] = ()  # what was dropped, for `coverage` and for `parse --verbose`
    reason: str | None = None  # why there are no sections; None where there are
