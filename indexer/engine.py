"""The protocol behind which a search engine stands, and the values that go in and come out.

Nothing here knows Whoosh. The command line and the site use only this; a second engine implements `Engine`
and `Writer` and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from indexer.model import Document, Problem
from indexer.wording import Told, Wording

Sort = Literal["relevance", "newest", "oldest"]
Row = TypeVar("Row")
FACETS = ("speaker", "date", "place", "topic", "publisher", "kind", "act")
"""Facet names, in the order in which pages show them. `date` is year > month, `place` country > city."""

PREFIX = 16  # bytes of a record's fingerprint by which it is known again
LEVEL = " > "  # between the levels of a hierarchical facet value: "Peru > Lima"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is asked: the words as typed, and what narrows them."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # facet name -> selected values (or within a facet, and across facets); date values are "2016" or "2016-11"
    date_from: str | None = None  # ISO 8601 at any precision, included
    date_to: str | None = None
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = FACETS  # which to count
    facet_limit: int = 20  # values a facet, the largest first; selected ones always stay
    grouped: bool = False  # at most one hit a record, the best; Hit.more says how many others match
    said: bool = False  # match only words that the filtered speakers are said to have spoken
    snippet_length: int = 200  # characters
    budget_ms: int = 1000
    extras: bool = True  # the histogram, records of each facet value, occurrences in each hit; else 0


class Snippet(NamedTuple):
    """A cut of a section's text and the ranges in it that matched, `[start, end)` in characters of `text`.

    Raw text: whoever shows it escapes it first and marks after. A tuple, like `Hit`, as an answer has many.
    """

    text: str
    highlights: tuple[tuple[int, int], ...] = ()


class Hit(NamedTuple):
    """One section that matched."""

    document: Document
    snippet: Snippet
    score: float
    matches: int = 0  # occurrences of the query's words in the section's text
    more: int = 0  # other matching sections of the same record, when grouped


class FacetValue(NamedTuple):
    """One value of a facet with how many matches have it, counted with the facet's own selection lifted.

    A tuple, as an answer has some hundred, and these are made in a fifth of the time.
    """

    value: str
    label: str
    count: int  # type: ignore[assignment]  # sections; a tuple's own method counts what nobody asks
    records: int = 0
    selected: bool = False
    depth: int = 0  # 0 for a country or year, 1 for a city or month


class Facet(NamedTuple):
    """A field's values among the matches."""

    name: str
    values: tuple[FacetValue, ...]
    total: int  # different values among the matches, shown or not
    complete: bool = True  # False where the time budget ran out
    limits: tuple[Wording, ...] = ()  # of `Engine.facet`: what ran out, a sentence each


class QueryReading(NamedTuple):
    """How the words were understood."""

    text: str
    told: Told  # read back in words: 'all of: peace, treaty; without: economic'
    literal: bool = False  # it, or a part of it, was malformed and was read literally
    notes: tuple[Wording, ...] = ()  # what was ignored or read literally, a sentence each

    @property
    def parsed(self) -> str:
        """The query back in English words."""
        return str(self.told)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the date histogram: the days it covers as an ISO prefix or range, and what falls in it."""

    start: str
    end: str
    count: int
    selected: bool = False
    words: int = 0  # in the texts of the sections it counts; 0 where the engine does not say


@dataclass(frozen=True, slots=True)
class Table(Sequence[Row]):
    """Rows of an answer, and what ran out before they were all there."""

    rows: tuple[Row, ...]
    limits: tuple[Wording, ...] = ()  # a sentence each

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]


class SearchResponse(NamedTuple):
    """An answer. It, and what it is made of, are tuples: these are made in a fifth of the time of other values."""

    query: QueryReading
    total_sections: int
    total_records: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    histogram: tuple[Bar, ...] = ()
    most_words: bool = False  # no section has all words; these have most of them
    did_you_mean: str | None = None  # only when it has results under the present filters
    limits: tuple[Wording, ...] = ()  # what ran out, a sentence each
    took_ms: float = 0.0
    generation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """Who said it: one speaker of the matching sections."""

    speaker: str
    sections: int
    records: int
    first: str | None  # ISO dates
    last: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    field: Literal["speaker", "topic", "place", "term"]
    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the index was made from, a file each; what decides whether the file is read again."""

    path: str  # absolute; what identifies the source
    fingerprint: str  # over the file's bytes, its source.toml, the parser's version and the knowledge files
    size: int
    mtime_ns: int
    records: tuple[str, ...] = ()  # ids
    sections: int = 0
    problems: tuple[Problem, ...] = ()
    unsettled: tuple[str, ...] = ()  # ids of those records that have to be read again whenever the file changes


class SourceLook(NamedTuple):
    """Of a `SourceState` what decides whether the file is read again."""

    fingerprint: str
    size: int
    mtime_ns: int


class KnownSources(Mapping[str, SourceState]):
    """What an index was made from, by path; of which some things are asked for all of many."""

    def look(self, path: str) -> SourceLook | None:
        """Of one source what decides whether it is read again; None where it is not known."""
        found = self.get(path)
        return SourceLook(found.fingerprint, found.size, found.mtime_ns) if found else None

    def owners(self, but: Container[str] = ()) -> Mapping[str, str]:
        """The path that each record came from, by the record's id; those of the paths `but` left out."""
        return {record: path for path, state in self.items() if path not in but for record in state.records}


class NoSources(KnownSources):
    """Of an index that there is not yet."""

    def __getitem__(self, path: str) -> SourceState:
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    generation: str
    sections: int
    records: int
    sources: int
    bytes: int  # on disk
    first: str | None  # earliest and latest date
    last: str | None
    written: str  # ISO time of the commit, UTC
    coverage: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    # field -> basis ("given", "stated", "inferred", "none") -> records


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheFigures:
    """What an engine keeps in memory of the present generation, and how often it was of use since that was opened."""

    hits: int = 0
    misses: int = 0
    values: int = 0
    bytes: int = 0


class Writer(Protocol):
    """One run's changes. Nothing is seen by readers before `commit`; leaving without it changes nothing."""

    @property
    def sources(self) -> KnownSources:
        """What the present generation was made from, by path."""

    def put(self, source: SourceState, documents: Iterable[Document], kept: Collection[str] = ()) -> None:
        """Replace all that came from `source.path` by these documents, but for the records `kept`, by id.

        `kept` may grow while the documents come.
        """

    def fingerprints(self, path: str) -> Mapping[bytes, Sequence[str]]:
        """Of the records in the index that came from a file the first `PREFIX` bytes of their fingerprints, and for
        each the ids of the records that have it."""

    def describe(self, source: SourceState) -> None:
        """Replace what is remembered of the source, but for how many sections were put; its documents stay. For what
        is known only after `put`."""

    def drop(self, path: str) -> None:
        """Remove all that came from the file."""

    def cover(self, roots: Iterable[str]) -> None:
        """Remember which files and folders were named to be indexed, as absolute paths, beside those named before."""

    def commit(self) -> str:
        """Make the new generation, verify it, switch to it; return its name (the old one's if nothing changed)."""


class Writable(Protocol):
    """An index folder as those see it who write it and ask nothing of it."""

    def writer(self, *, rebuild: bool = False) -> AbstractContextManager[Writer]:
        """The one writer; `rebuild` starts from nothing. Raises IndexLockedError when another process has it."""

    def sources(self) -> KnownSources:
        """What the index was made from, by path."""


class Engine(Writable, Protocol):
    """A search engine over one index folder. Safe to share between threads."""

    def one_generation(self) -> AbstractContextManager[None]:
        """While it lasts all answers to this thread are from one generation. Raises IndexStateError."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a request; never raises for any text or filter."""

    def facet(self, request: SearchRequest, name: str, *, prefix: str = "", offset: int = 0, limit: int = 100,
              alphabetic: bool = False) -> Facet:
        """All values of one facet for a request, a page at a time."""

    def who(self, request: SearchRequest, *, limit: int = 100) -> Table[SpeakerRow]:
        """Who said it: speakers of all matches, most sections first."""

    def over_time(self, request: SearchRequest, unit: Literal["year", "month"]) -> Table[Bar]:
        """Matches by year or month."""

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Completions by frequency."""

    def similar(self, section_id: str, *, limit: int = 5) -> tuple[Hit, ...]:
        """Sections of other records that are most like this one."""

    def get(self, record_id: str) -> Sequence[Document]:
        """A record's documents in page order; empty when there is none."""

    def marks(self, text: str, query: str) -> tuple[tuple[int, int], ...]:
        """Where the query's words stand in any text, `[start, end)`."""

    def info(self) -> EngineInfo:
        """Generation, counts, size, coverage."""

    def trouble(self) -> str:
        """Why answers are from an older generation than the folder's; empty where they are not. Names no path."""

    def cache(self) -> CacheFigures:
        """What is kept in memory."""
