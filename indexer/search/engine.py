"""The engine: what `indexer.engine.Engine` promises, over a Whoosh index and the arrays derived from it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

from indexer.engine import (
    FACETS,
    Bar,
    CacheFigures,
    EngineInfo,
    Facet,
    Hit,
    KnownSources,
    NoSources,
    QueryReading,
    SearchRequest,
    SearchResponse,
    SpeakerRow,
    Suggestion,
    Table,
    Writer,
)
from indexer.errors import IndexMissingError
from indexer.index.arrayfile import Array
from indexer.index.holding import held
from indexer.index.source_lists import read_sources
from indexer.model import Document
from indexer.query import ParsedQuery
from indexer.search import facets, histogram, overview, suggesting
from indexer.search.asking import MostWordsQuestion, Question
from indexer.search.deadline import Deadline
from indexer.search.knowledge import KnowledgeFiles, QueryKnowledge
from indexer.search.largest import largest
from indexer.search.leases import Leases
from indexer.search.matcher import Matcher
from indexer.search.ranking import best
from indexer.search.showing import Shown
from indexer.search.snapshot import Snapshot
from indexer.search.snippets import marks, snippet
from indexer.search.spelling import corrected
from indexer.search.values import Counts
from indexer.search.words import Words
from indexer.wording import wording

MOST_WINDOW = 10_000  # hits that a request can reach, offset and limit together
_NO_WORDS = Matcher(())


class WhooshEngine:
    """See `indexer.engine.Engine`."""

    def __init__(self, folder: Path, *, follow: bool = False) -> None:
        self.folder = Path(folder)
        self._leases = Leases(self.folder, _prepare, follow=follow)
        self._files = KnowledgeFiles()

    @property
    def _knowledge(self) -> QueryKnowledge:
        return self._files.current()

    @contextmanager
    def writer(self, *, rebuild: bool = False) -> Iterator[Writer]:
        from indexer.index.writer import open_writer  # here: who only asks does not need what writes

        try:
            with open_writer(self.folder, rebuild=rebuild) as writer:
                yield writer
        finally:
            self._leases.look_again()

    def one_generation(self) -> AbstractContextManager[None]:
        return self._leases.keeping()

    def _question(self, snapshot: Snapshot, request: SearchRequest) -> Question:
        """The request's question; that for most of the words where nothing has all of them and something has most."""
        asked = snapshot, self._knowledge.parse(request.text), request, Deadline(request.budget_ms)
        question = Question(*asked)
        if len(question.matches):
            return question
        weaker = MostWordsQuestion(*asked)
        return weaker if len(weaker.matches) else question

    def search(self, request: SearchRequest) -> SearchResponse:
        began = time.perf_counter()
        with self._leases.snapshot() as snapshot:
            question = self._question(snapshot, request)
            most = isinstance(question, MostWordsQuestion)
            return SearchResponse(
                query=_reading(request.text, question.parsed), total_sections=len(question.matches),
                total_records=overview.records(question.snapshot, question.matches), hits=_hits(question),
                facets=_facets(question),
                histogram=_histogram(question) if request.extras and "date" in request.facets else (), most_words=most,
                did_you_mean=None if len(question.matches) and not most else corrected(question, self._knowledge),
                limits=tuple(question.deadline.limits), took_ms=(time.perf_counter() - began) * 1000,
                generation=question.snapshot.manifest.generation)

    def facet(self, request: SearchRequest, name: str, *, prefix: str = "", offset: int = 0, limit: int = 100,
              alphabetic: bool = False) -> Facet:
        if name not in FACETS:
            return Facet(name=name, values=(), total=0)
        with self._leases.snapshot() as snapshot:
            question = self._question(snapshot, request)
            if not _has_time(question, name):
                return Facet(name=name, values=(), total=0, complete=False, limits=tuple(question.deadline.limits))
            found = facets.count(snapshot, name, question.lifted(name), request.filters.get(name, ()),
                                 limit=max(0, limit), offset=max(0, offset), alphabetic=alphabetic, prefix=prefix,
                                 counted=_spoken(question, name))
            limits = tuple(question.deadline.limits)
            return found._replace(complete=not limits, limits=limits) if limits else found

    def who(self, request: SearchRequest, *, limit: int = 100) -> Table[SpeakerRow]:
        with self._leases.snapshot() as snapshot:
            question = self._question(snapshot, request)
            rows: tuple[SpeakerRow, ...] = ()
            if _has_time(question, "speaker"):
                rows = overview.speakers(snapshot, *question.speaking(), limit)
            return Table(rows, tuple(question.deadline.limits))

    def over_time(self, request: SearchRequest, unit: Literal["year", "month"]) -> Table[Bar]:
        with self._leases.snapshot() as snapshot:
            question = self._question(snapshot, request)
            bars = histogram.over_time(snapshot, question.matches, unit) if _has_time(question, "date") else ()
            return Table(bars, tuple(question.deadline.limits))

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        with self._leases.snapshot() as snapshot:
            return suggesting.suggestions(snapshot, prefix, limit)

    def similar(self, section_id: str, *, limit: int = 5) -> tuple[Hit, ...]:
        with self._leases.snapshot() as snapshot:
            number = snapshot.find_id(section_id)
            if number is None:
                return ()
            words = snapshot.kept("words", lambda: Words(snapshot))
            found, scored = suggesting.like(snapshot, words, number)
            return tuple(Hit(document=document, snippet=snippet(document.text, _NO_WORDS), score=float(scored[at]))
                         for at in best(snapshot, found, scored, "relevance", limit).tolist()
                         for document in (snapshot.document(int(found[at])),))

    def get(self, record_id: str) -> Sequence[Document]:
        with self._leases.snapshot() as snapshot:
            ordinal = snapshot.record_names.get(record_id)
            if ordinal is None:
                return ()
            numbers = snapshot.documents[snapshot.records[snapshot.documents] == ordinal]
            return tuple(sorted((snapshot.document(number) for number in numbers.tolist()),
                                key=lambda document: document.position))

    def marks(self, text: str, query: str) -> tuple[tuple[int, int], ...]:
        return marks(text, Matcher.of(self._knowledge.parse(query).tree))

    def info(self) -> EngineInfo:
        with self._leases.snapshot() as snapshot:
            return overview.info(snapshot)

    def trouble(self) -> str:
        return self._leases.trouble

    def cache(self) -> CacheFigures:
        with self._leases.snapshot() as snapshot:
            return snapshot.cache.figures()

    def sources(self) -> KnownSources:
        if (kept := self._leases.kept) is not None:
            return kept.sources
        try:
            with held(self.folder) as manifest:
                return read_sources(manifest)
        except IndexMissingError:
            return NoSources()


def _prepare(snapshot: Snapshot) -> None:
    """Derive what every page needs, so that one reader waits for it and the others go on with the generation before."""
    overview.info(snapshot)
    snapshot.kept("words", lambda: Words(snapshot))
    for name in FACETS:
        facets.count(snapshot, name, snapshot.documents, (), limit=1)
    histogram.histogram(snapshot, snapshot.documents, None)


def _reading(text: str, parsed: ParsedQuery) -> QueryReading:
    return QueryReading(text, parsed.told, parsed.literal, parsed.notes)


def _hits(question: Question) -> tuple[Hit, ...]:
    request, snapshot = question.request, question.snapshot
    offset = min(max(0, request.offset), MOST_WINDOW)
    limit = min(max(0, request.limit), MOST_WINDOW - offset)
    if not limit or not len(question.matches):
        return ()
    matches, scored, more = question.matches, question.scores, None
    if request.grouped:
        kept, counts = overview.best_of_records(snapshot, matches, scored, request.sort)
        matches, scored, more = matches[kept], scored[kept], counts
        places = best(snapshot, matches, scored, request.sort, offset + limit)[offset:]
    else:
        places = question.best(offset + limit)[offset:]
    shown = Shown(question)
    found, none = matches[places], [0] * len(places)
    return shown.hits(found.tolist(), scored[places].tolist(), shown.occurrences(found) if request.extras else none,
                      more[places].tolist() if more is not None else none)


def _facets(question: Question) -> tuple[Facet, ...]:
    """Those asked for; where it is sections that are counted, all at once that count the same ones."""
    request, snapshot, limit = question.request, question.snapshot, max(0, question.request.facet_limit)
    counted: dict[str, Facet] = {}
    alike: dict[int, tuple[Array, list[str]]] = {}  # matches that are to be counted, and by which facets
    for name in dict.fromkeys(request.facets):
        if name not in FACETS:
            continue
        if not _has_time(question, name):
            counted[name] = Facet(name=name, values=(), total=0, complete=False)
            continue
        matches, selected = question.lifted(name), request.filters.get(name, ())
        if selected or request.extras or request.said or len(matches) == len(snapshot.documents):
            counted[name] = facets.count(snapshot, name, matches, selected, limit=limit, records=request.extras,
                                         counted=_spoken(question, name))
        else:
            alike.setdefault(id(matches), (matches, []))[1].append(name)
    for matches, names in alike.values():
        counted.update(largest(snapshot, names, matches, limit))
    return tuple([counted[name] for name in request.facets if name in counted])


def _has_time(question: Question, name: str) -> bool:
    """Whether there is time left to count by a field; where there is none, the answer's limits say so."""
    late = question.deadline.passed()
    if late:
        question.deadline.cut(wording("no-time-count", field=wording(f"field-{name}")))
    return not late


def _spoken(question: Question, name: str) -> Counts | None:
    """The counts of speakers where only their own words count: who says the words, not who speaks beside them."""
    return question.spoken if question.request.said and name == "speaker" else None


def _histogram(question: Question) -> tuple[Bar, ...]:
    if question.deadline.passed():
        return ()
    chosen = question.request.filters.get("date", ())
    first, last = question.days
    if not chosen and first is None and last is None:
        return histogram.histogram(question.snapshot, question.lifted("date"), None)
    low, high = first.isoformat() if first else "", last.isoformat() if last else "~"

    def selected(start: str, end: str) -> bool:
        within = bool(first or last) and start <= high and end >= low
        return within or any(start.startswith(value) for value in chosen)

    return histogram.histogram(question.snapshot, question.lifted("date"), selected)


