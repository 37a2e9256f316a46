"""The values that travel through the house, in the order they are made.

    source file --formats--> Record --understanding--> ParsedRecord (Sections, Statements) --documents--> Document

Everything here is frozen. Offsets are in characters, ``[start, end)``. ``None`` or an empty tuple means
"the source does not say".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Basis = Literal["given", "stated", "inferred"]
"""Where a value comes from: a field of the source, words found in the text, or a named rule."""

Precision = Literal["minute", "day", "month", "year", "range"]
Mode = Literal["in-person", "telephone", "video"]
Presence = Literal["principal", "attending", "speaker", "sender", "recipient", "addressed", "signatory"]
SectionKind = Literal["lead", "section", "question"]
BlockKind = Literal["paragraph", "heading", "item", "quote", "caption"]

BOTH = "both"  # speaker of a statement with a joint subject of two sides
ALL = "all"  # ... of three sides or more
SIDE = "side:"  # prefix of a speaker that is a side or a country, not a person
REPORTER = "Reporter"  # any journalist whom the record does not name
GROUPS = frozenset({BOTH, ALL})


Severity = Literal["failed", "empty", "warning", "skipped"]
"""Nothing read; nothing to read; read, but mended; left aside by its name or by the folder's own wish."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that was left out or mended, said in one line: ``path:line: what; mend``."""

    path: Path
    what: str
    mend: str = ""
    line: int = 0  # counted from 1; 0 where no line can be named
    severity: Severity = "failed"

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.what}" + (f"; {self.mend}" if self.mend else "")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or item of a record: `Record.text[start:end]`, its lines joined, its marks kept as printed.

    The marker of a list item (``1.``, ``(2)``, ``-``) stands in the text as a reader sees it, also where
    the source only implies it (HTML ``<ol>``).
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # of a heading 1 to 6; of an item its depth from 1
    strong: bool = False  # the whole block is bold in the source
    speaker: str | None = None  # whom the format itself names as its speaker, as printed
    line: int = 0  # where it begins in the source file, counted from 1; 0 where unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the source says in fields of its own: front matter, columns, JSON members, `source.toml`, HTML metadata."""

    title: str | None = None
    kind: str | None = None
    date: str | None = None  # of the event, as printed
    published: str | None = None  # of publication, as printed
    publisher: str | None = None
    country: str | None = None  # of the publisher, ISO 3166 alpha-2
    source_url: str | None = None
    language: str | None = None  # BCP 47
    place: str | None = None  # as printed: venue, city, country in any form
    event: str | None = None
    speaker: tuple[str, ...] = ()  # who holds the floor, as printed
    speaker_role: str | None = None
    participants: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    breadcrumb: str | None = None
    note: str | None = None
    lexicon: str | None = None  # name of a lexicon file under data/lexicon/
    boilerplate: tuple[str, ...] = ()  # patterns of lines to drop, from source.toml
    default_place: str | None = None  # from source.toml, used only as inferred
    date_is_event: bool = False  # source.toml says that a bare `date` is the event's
    from_source_toml: frozenset[str] = frozenset()  # names of the fields above that source.toml filled
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # other fields, by name

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes: a read-only mapping cannot be pickled."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return _given, ({**values, "extra": dict(self.extra)},)


def _given(values: dict[str, Any]) -> Given:
    return Given(**{**values, "extra": MappingProxyType(values["extra"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One published item as its source gives it: words, structure, fields; nothing understood yet."""

    id: str  # stable under re-indexing: given by the source, else made from the path below the indexed folder
    path: Path
    format: str  # name of the format that read it: "text", "markdown", "html", "json", "csv", ...
    text: str  # blocks joined by an empty line
    blocks: tuple[Block, ...]
    given: Given
    line: int = 0  # where the record begins in its file, counted from 1; 0 for the whole file
    fingerprint: str = ""  # SHA-256, hex, of the source's bytes for this record


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as far as the source gives it: the days it covers, from `first` to `last`, both included."""

    first: dt.date
    last: dt.date
    precision: Precision
    basis: Basis
    rule: str  # name of the field or rule that gave it: "date", "lead", "dateline", "title", "url", ...
    time: str | None = None  # "17:30", the start, by the clock `time_basis` names
    time_basis: str | None = None  # "local", "JST", "EDT", "unstated", ...
    start: int | None = None  # offsets in Record.text, where it was found there
    end: int | None = None

    def iso(self) -> str:
        """The date in ISO 8601 at this precision: ``2016``, ``2016-11``, ``2016-11-19``; a range's first day."""
        return self.first.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]

    def iso_end(self) -> str | None:
        """The last day of a range; None for anything else."""
        return self.last.isoformat() if self.precision == "range" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened. `inferred` names the parts that the source does not spell out ("city", "country")."""

    place: str | None = None  # the venue
    city: str | None = None
    country: str | None = None  # the common English name
    iso2: str | None = None
    mode: Mode = "in-person"
    basis: Basis | None = None  # None where there is only a mode
    rule: str = ""
    inferred: tuple[str, ...] = ()
    start: int | None = None  # offsets in Record.text
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who takes part in, or is named by, a record."""

    name: str | None  # the fullest form of the record, given name first as the language has it; None: role only
    id: str | None = None  # of the authority file, where it knows the person
    as_written: str | None = None  # the printed form where it differs
    role: str | None = None
    country: str | None = None
    iso2: str | None = None
    presence: Presence = "principal"
    basis: Basis = "stated"
    rule: str = ""
    start: int | None = None  # offsets in Record.text
    end: int | None = None

    @property
    def label(self) -> str:
        """The name, or the role where the record never names the person."""
        return self.name or self.role or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A clause or turn that one speaker, or both, all or a side, is said to make: `Section.text[start:end]`."""

    start: int
    end: int
    speakers: tuple[str, ...]  # names as in Person.label, or BOTH, ALL, SIDE + country; empty: not attributed
    said_by: tuple[str, ...] = ()  # the persons meant: BOTH and ALL spelt out; empty for sides
    verb: str | None = None  # head verb as printed; None for a turn
    act: str = "stated"  # a key of the lexicon's acts
    rule: str = ""
    basis: Basis = "stated"
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The smallest headed or numbered part of a record; what search finds and counts."""

    id: str  # record id, "#", and a key that is stable under re-indexing
    position: int  # from 0, in page order
    kind: SectionKind
    number: str | None  # as printed, without dots: "3", "2(1)"
    heading: str | None
    path: tuple[str, ...] = ()  # headings above it, outermost first
    text: str = ""
    when: When | None = None  # its own date where it differs from the record's
    place: Place | None = None
    speakers: tuple[str, ...] = ()  # in order of first statement; names, BOTH, ALL, SIDE + country
    said_by: tuple[str, ...] = ()  # the persons behind `speakers`
    mentioned: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # preferred labels
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRecord:
    """A record as understood; what `onrecord parse` prints."""

    record: Record
    kind: str | None
    title: str | None
    breadcrumb: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    language: str | None = None
    when: When | None = None
    dateline: dt.date | None = None  # publication
    place: Place | None = None
    event: str | None = None
    participants: tuple[Person, ...] = ()
    mentioned: tuple[Person, ...] = ()
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return self.record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the index holds for one section. Plain values only, so that any engine can store it."""

    id: str
    record_id: str
    position: int
    kind: str  # of the record
    section_kind: SectionKind
    number: str | None
    title: str
    heading: str
    path: tuple[str, ...]
    text: str
    date: str | None  # ISO 8601 at its precision
    date_first: dt.date | None
    date_last: dt.date | None
    date_precision: Precision | None
    date_basis: Basis | None
    time: str | None
    venue: str | None
    city: str | None
    country: str | None
    mode: Mode | None
    place_basis: Basis | None
    publisher: str | None
    language: str | None
    event: str | None
    speakers: tuple[str, ...]  # persons and sides with a statement here, as they are faceted: preferred names
    mentioned: tuple[str, ...]
    topics: tuple[str, ...]
    acts: tuple[str, ...]
    statements: tuple[Statement, ...]  # `said_by` in preferred names
    source_url: str | None
    path_in_source: str  # the file, below the indexed folder
    fingerprint: str  # of the source, see Record.fingerprint
    record: Mapping[str, object] | None = None  # on position 0: the record's own fields, as `parse --json` names them
