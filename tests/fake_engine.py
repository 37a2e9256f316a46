"""A small engine in memory: words looked up as substrings, facets counted by hand. It stands in where a test is
about the site and not about search, and can be told to fail."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, Literal

from indexer import (
    LEVEL,
    Bar,
    CacheFigures,
    Document,
    EngineInfo,
    Facet,
    FacetValue,
    Hit,
    QueryReading,
    SearchRequest,
    SearchResponse,
    Snippet,
    SourceState,
    SpeakerRow,
    Statement,
    Suggestion,
    Table,
)
from indexer.query import parse_query

BLANK = Document(
    id="r#lead", record_id="r", position=0, kind="readout", section_kind="lead", number=None, title="A title",
    heading="", path=(), text="", date=None, date_first=None, date_last=None, date_precision=None, date_basis=None,
    time=None, venue=None, city=None, country=None, mode=None, place_basis=None, publisher=None, language="en",
    event=None, speakers=(), mentioned=(), topics=(), acts=(), statements=(), source_url=None,
    path_in_source="r.txt", fingerprint="0" * 64,
)


def document(id: str, text: str, *, date: str | None = None, **fields: Any) -> Document:
    """A document with the fields named and nothing else; `date` is a day."""
    record_id = id.rpartition("#")[0]
    when: dict[str, Any] = {}
    if date:
        day = dt.date.fromisoformat(date)
        when = {"date": date, "date_first": day, "date_last": day, "date_precision": "day", "date_basis": "stated"}
    return replace(BLANK, id=id, record_id=record_id, text=text, **when, **fields)


def summit() -> list[Document]:
    """A summit of three sections, two speakers, and a note."""
    common: dict[str, Any] = {
        "date": "2016-11-19", "title": "Japan-Russia Summit Meeting", "city": "Lima", "country": "Peru",
        "publisher": "Ministry of Foreign Affairs of Japan", "event": "APEC", "place_basis": "stated",
        "mode": "in-person", "source_url": "https://example.org/summit.html",
    }
    first = "Abe explained that talks on the peace treaty go on. Putin welcomed the plan."
    end = first.index(" Putin")
    said = (
        Statement(start=0, end=end, speakers=("Shinzo Abe",), said_by=("Shinzo Abe",), verb="explained",
                  act="stated", rule="verb"),
        Statement(start=end + 1, end=len(first), speakers=("Vladimir Putin",), said_by=("Vladimir Putin",),
                  verb="welcomed", act="welcomed", rule="verb"),
    )
    return [
        document("summit#lead", "The two leaders met in Lima for 70 minutes.", position=0, record={
            "id": "summit", "title": "Japan-Russia Summit Meeting", "note": "A summary in our own words.",
            "date_basis": "stated", "language": "en",
            "participants": [
                {"id": None, "name": "Shinzo Abe", "role": "Prime Minister", "country": "Japan",
                 "presence": "principal"},
                {"id": None, "name": "Vladimir Putin", "role": "President", "country": "Russia",
                 "presence": "principal"},
            ]}, **common),
        document("summit#3", first, position=1, section_kind="section", number="3", heading="The peace treaty",
                 speakers=("Shinzo Abe", "Vladimir Putin"), topics=("peace treaty",), acts=("stated", "welcomed"),
                 statements=said, **common),
        document("summit#4", "Abe asked for work on economic plans.\n\nThe peace treaty was named again.", position=2,
                 section_kind="section", number="4", heading="Economy", speakers=("Shinzo Abe",),
                 topics=("economy",), acts=("asked",), **common),
    ]


def speech() -> list[Document]:
    """A speech of another year, place and publisher."""
    return [document(
        "speech#lead", "Peace is made by patient words, and a treaty by patient people.", position=0, date="2019-06-28",
        title="Remarks in Osaka", city="Osaka", country="Japan", place_basis="stated", kind="speech",
        publisher="Office of the President", speakers=("Moon Jae-in",), topics=("peace treaty",), acts=("stated",),
        source_url="https://example.org/speech", record={"id": "speech", "title": "Remarks in Osaka"})]


class FakeEngine:
    """Implements `indexer.Engine` over a list of documents. `failure` is raised by every search."""

    def __init__(self, documents: Sequence[Document] = (), failure: Exception | None = None) -> None:
        self.documents = list(documents)
        self.failure = failure
        self.requests: list[SearchRequest] = []

    def one_generation(self) -> AbstractContextManager[None]:
        return nullcontext()

    def search(self, request: SearchRequest) -> SearchResponse:
        if self.failure:
            raise self.failure
        self.requests.append(request)
        parsed = parse_query(request.text)
        found = self._matching(request)
        if request.sort == "newest" or (request.sort == "relevance" and not request.text):
            found.sort(key=lambda d: d.date or "", reverse=True)
        elif request.sort == "oldest":
            found.sort(key=lambda d: d.date or "9")
        per_record = Counter(d.record_id for d in found)
        shown = found
        if request.grouped:
            shown = list({d.record_id: d for d in reversed(found)}.values())[::-1]
        page = shown[request.offset : request.offset + request.limit]
        years = Counter(d.date[:4] for d in found if d.date)
        return SearchResponse(
            query=QueryReading(text=request.text, told=parsed.told, literal=parsed.literal, notes=parsed.notes),
            total_sections=len(found), total_records=len(per_record),
            hits=tuple(self._hit(d, request, per_record) for d in page),
            facets=tuple(self.facet(request, name, limit=request.facet_limit) for name in request.facets),
            histogram=tuple(Bar(year, year, count) for year, count in sorted(years.items())),
            took_ms=1.0, generation="1")

    def facet(self, request: SearchRequest, name: str, *, prefix: str = "", offset: int = 0, limit: int = 100,
              alphabetic: bool = False) -> Facet:
        chosen = request.filters.get(name, ())
        rest = {key: values for key, values in request.filters.items() if key != name}
        found = self._matching(replace(request, filters=rest))
        counts = Counter(value for d in found for value in values_of(d, name))
        values = [
            FacetValue(value=value, label=value.split(LEVEL)[-1], count=count, records=count,
                       selected=value in chosen, depth=int(LEVEL in value or (name == "date" and len(value) > 4)))
            for value, count in sorted(counts.items(), key=(lambda item: item) if alphabetic
                                       else (lambda item: (-item[1], item[0])))
            if f" {prefix.lower()}" in f" {value.lower()}"]
        values += [FacetValue(value=value, label=value, count=0, selected=True)
                   for value in chosen if value not in counts]
        return Facet(name=name, values=tuple(values[offset : offset + limit]), total=len(values))

    def who(self, request: SearchRequest, *, limit: int = 100) -> Table[SpeakerRow]:
        found = self._matching(request)
        rows = []
        for speaker in {name for d in found for name in d.speakers}:
            own = [d for d in found if speaker in d.speakers]
            dates = sorted(d.date for d in own if d.date)
            rows.append(SpeakerRow(speaker=speaker, sections=len(own), records=len({d.record_id for d in own}),
                                   first=dates[0] if dates else None, last=dates[-1] if dates else None))
        return Table(tuple(sorted(rows, key=lambda row: (-row.sections, row.speaker))[:limit]))

    def over_time(self, request: SearchRequest, unit: Literal["year", "month"]) -> Table[Bar]:
        size = 4 if unit == "year" else 7
        counts = Counter(d.date[:size] for d in self._matching(request) if d.date)
        return Table(tuple(Bar(key, key, count) for key, count in sorted(counts.items())))

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        names = Counter(name for d in self.documents for name in d.speakers)
        return tuple(Suggestion("speaker", name, count) for name, count in names.most_common()
                     if name.lower().startswith(prefix.lower()))[:limit]

    def similar(self, section_id: str, *, limit: int = 5) -> tuple[Hit, ...]:
        record = section_id.rpartition("#")[0]
        return tuple(self._hit(d, SearchRequest(), Counter()) for d in self.documents if d.record_id != record)[:limit]

    def get(self, record_id: str) -> Sequence[Document]:
        if self.failure:
            raise self.failure
        return [d for d in self.documents if d.record_id == record_id]

    def marks(self, text: str, query: str) -> tuple[tuple[int, int], ...]:
        words = [re.escape(word) for word in query.lower().split() if not word.startswith("-")]
        return tuple(m.span() for m in re.finditer("|".join(words), text.lower())) if words else ()

    def info(self) -> EngineInfo:
        if self.failure:
            raise self.failure
        dates = sorted(d.date for d in self.documents if d.date)
        records = len({d.record_id for d in self.documents})
        return EngineInfo(generation="1", sections=len(self.documents), records=records, sources=records, bytes=1000,
                          first=dates[0] if dates else None, last=dates[-1] if dates else None,
                          written="2024-01-01T00:00:00Z", coverage={"date": {"stated": records}})

    def trouble(self) -> str:
        return ""

    def cache(self) -> CacheFigures:
        return CacheFigures(hits=3, misses=1, values=1, bytes=100)

    def sources(self) -> Mapping[str, SourceState]:
        paths = {d.path_in_source for d in self.documents}
        return {path: SourceState(path=path, fingerprint="0", size=10, mtime_ns=0, sections=len(own), records=tuple(
            dict.fromkeys(d.record_id for d in own)))
            for path in sorted(paths) if (own := [d for d in self.documents if d.path_in_source == path])}

    def writer(self, *, rebuild: bool = False) -> Any:  # noqa: ARG002
        raise AssertionError("the site only reads: no page may ask for a writer")

    def _matching(self, request: SearchRequest) -> list[Document]:
        checks: list[Callable[[Document], bool]] = []
        for word in request.text.lower().split():
            wanted, needle = not word.startswith("-"), word.lstrip("-").strip('"')
            checks.append(lambda d, w=wanted, n=needle: (n in f"{d.title} {d.heading} {d.text}".lower()) is w)
        for name, values in request.filters.items():
            checks.append(lambda d, n=name, v=values: bool(set(v) & set(values_of(d, n))))
        if request.date_from:
            checks.append(lambda d: bool(d.date and d.date >= str(request.date_from)))
        if request.date_to:
            checks.append(lambda d: bool(d.date and d.date[: len(str(request.date_to))] <= str(request.date_to)))
        return [d for d in self.documents if all(check(d) for check in checks)]

    def _hit(self, found: Document, request: SearchRequest, per_record: Counter[str]) -> Hit:
        marks = self.marks(found.text, request.text)
        more = per_record[found.record_id] - 1 if request.grouped else 0
        return Hit(document=found, snippet=Snippet(found.text[:200], tuple(m for m in marks if m[1] <= 200)),
                   score=1.0, matches=len(marks), more=more)


def values_of(found: Document, name: str) -> tuple[str, ...]:
    """The values under which a facet counts a document, each level of a hierarchy its own."""
    if name == "date":
        return (found.date[:4], found.date[:7]) if found.date else ()
    if name == "place":
        place = tuple(part for part in (found.country, found.city) if part)
        return tuple(LEVEL.join(place[:n]) for n in range(1, len(place) + 1))
    if name in ("publisher", "kind"):
        value = getattr(found, name)
        return (value,) if value else ()
    return tuple(getattr(found, {"speaker": "speakers", "topic": "topics", "act": "acts"}[name]))
