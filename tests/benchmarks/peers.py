"""The engines that are compared, each behind the same four methods, and the process in which each is asked.

Every answer is the whole job: the words parsed, ranked by BM25 over title and text, counted exactly, ten hits with
stored fields and a marked snippet of about 200 characters, and the 20 largest values of four facets over all matches.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.bench_data import ROWS, Ask, Row, day, read_rows

TOP = 20
FIELDS = ("speaker", "year", "place", "topic")


class Answer(NamedTuple):
    """What was found: `snippets` and `facets` are made whole, only their sizes are reported."""

    count: int  # type: ignore[assignment]
    hits: list[tuple[Any, ...]]
    facets: dict[str, list[tuple[str, int]]]


class Unasked(Exception):  # noqa: N818
    """The engine cannot do what is asked."""


class Ours:
    """On Record, by its own protocol."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        from indexer.opening import open_engine

        empty = folder / "knowledge"  # no synonyms and no names, so that all engines are asked for the same words
        empty.mkdir(parents=True, exist_ok=True)
        os.environ["ONRECORD_DATA"] = str(empty)
        self.engine = open_engine(folder / "index")

    def build(self, found: Iterable[Row]) -> None:
        from indexer.engine import SourceState

        with self.engine.writer(rebuild=True) as writer:
            state = SourceState(path="/bench.jsonl", fingerprint="1", size=1, mtime_ns=1)
            writer.put(state, map(document, found))
            writer.commit()

    def open(self) -> None:
        self.engine.info()

    def ask(self, ask: Ask) -> Answer:
        from indexer.engine import SearchRequest

        first, last = ask.years or (None, None)
        response = self.engine.search(SearchRequest(
            text=ask.plain(), filters={"speaker": (ask.speaker,)} if ask.speaker else {},
            date_from=str(first) if first else None, date_to=str(last) if last else None,
            facets=("speaker", "date", "place", "topic"), facet_limit=TOP, budget_ms=60_000, extras=False))
        hits = [(hit.document.id, hit.document.title, hit.snippet.text, hit.score) for hit in response.hits]
        facets = {"year" if facet.name == "date" else facet.name: [(each.value, each.count) for each in facet.values]
                  for facet in response.facets}
        return Answer(0 if response.most_words else response.total_sections, hits, facets)


def document(row: Row) -> Any:
    """A row as the engine takes it."""
    from indexer.model import Document

    date = day(row.date)
    return Document(
        id=row.id, record_id=row.record, position=0, kind="transcript", section_kind="section", number=None,
        title=row.title, heading="", path=(), text=row.text, date=date.isoformat(), date_first=date, date_last=date,
        date_precision="day", date_basis="given", time=None, venue=None, city=None, country=row.place or None,
        mode=None, place_basis=None, publisher=None, language="en", event=None, speakers=(row.speaker,), mentioned=(),
        topics=row.topics, acts=(), statements=(), source_url=None, path_in_source="bench.jsonl", fingerprint="1")


class Fts5:
    """SQLite's full-text index. It has no fuzzy search and keeps stop words."""

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "bench.db"
        self.base = sqlite3.connect(self.path)
        self.base.execute("pragma cache_size=-65536")

    def build(self, found: Iterable[Row]) -> None:
        base = self.base
        base.executescript(
            "create virtual table docs using fts5(title, text, tokenize='porter unicode61 remove_diacritics 2');"
            "create table meta(id text, speaker text, year integer, date integer, place text);"
            "create table topic(doc integer, topic text);")
        for number, row in enumerate(found, start=1):
            base.execute("insert into docs(rowid, title, text) values(?, ?, ?)", (number, row.title, row.text))
            base.execute("insert into meta(rowid, id, speaker, year, date, place) values(?, ?, ?, ?, ?, ?)",
                         (number, row.id, row.speaker, row.date // 10_000, row.date, row.place or None))
            base.executemany("insert into topic values(?, ?)", [(number, topic) for topic in row.topics])
        base.executescript("create index topic_doc on topic(doc); insert into docs(docs) values('optimize');")
        base.commit()

    def open(self) -> None:
        self.base.execute("select count(*) from meta where rowid < 10").fetchone()
        self.base.execute("create temp table found(doc integer primary key)")

    def ask(self, ask: Ask) -> Answer:
        base = self.base
        where, values = self._where(ask)
        base.execute("delete from found")
        base.execute(f"insert into found {where}", values)
        count = base.execute("select count(*) from found").fetchone()[0]
        if ask.words:
            hits = base.execute(
                "select m.id, title, snippet(docs, 1, '[', ']', '…', 32), bm25(docs, 3.0, 1.0) as score from docs "
                "join meta m on m.rowid = docs.rowid where docs match ? and +docs.rowid in (select doc from found) "
                "order by score limit 10", (self._match(ask),)).fetchall()
        else:
            hits = base.execute("select id, title, substr(text, 1, 200), 0 from meta m "
                                "join docs on docs.rowid = m.rowid order by m.rowid limit 10").fetchall()
        facets = {name: base.execute(
            f"select m.{name}, count(*) as n from found cross join meta m on m.rowid = found.doc "
            f"where m.{name} is not null group by 1 order by n desc limit {TOP}").fetchall()
            for name in ("speaker", "year", "place")}  # cross join: the few that were found lead, not all rows
        facets["topic"] = base.execute(
            "select topic, count(*) as n from found cross join topic t on t.doc = found.doc "
            f"group by 1 order by n desc limit {TOP}").fetchall()
        return Answer(count, hits, facets)

    def _match(self, ask: Ask) -> str:
        match ask.kind:
            case "three any":
                return " OR ".join(ask.words)
            case "phrase":
                return f'"{" ".join(ask.words)}"'
            case "prefix":
                return f"{ask.words[0]}*"
            case "fuzzy":
                raise Unasked("no fuzzy search")
            case _:
                return " ".join(ask.words)

    def _where(self, ask: Ask) -> tuple[str, tuple[Any, ...]]:
        if not ask.words:
            return "select rowid from meta", ()
        if not ask.speaker and not ask.years:
            return "select rowid from docs where docs match ?", (self._match(ask),)
        narrowed = "m.speaker = ?" if ask.speaker else "m.year between ? and ?"
        values = (ask.speaker,) if ask.speaker else ask.years or ()
        return (f"select docs.rowid from docs join meta m on m.rowid = docs.rowid where docs match ? and {narrowed}",
                (self._match(ask), *values))


class Xapian:
    """Xapian by its Python binding, which Debian packages. It has no fuzzy search."""

    name = "xapian"

    def __init__(self, folder: Path) -> None:
        for place in ("/usr/lib/python3/dist-packages",):
            if place not in sys.path:
                sys.path.append(place)
        import xapian  # type: ignore[import-not-found,unused-ignore]

        self.x: Any = xapian
        folder.mkdir(parents=True, exist_ok=True)
        self.path = str(folder / "xapian")

    def build(self, found: Iterable[Row]) -> None:
        x = self.x
        base = x.WritableDatabase(self.path, x.DB_CREATE_OR_OVERWRITE)
        generator = x.TermGenerator()
        generator.set_stemmer(x.Stem("english"))
        for row in found:
            entry = x.Document()
            generator.set_document(entry)
            generator.index_text(row.title, 3)
            generator.increase_termpos(100)
            generator.index_text(row.text)
            entry.set_data(json.dumps([row.id, row.title, row.text]))
            for slot, value in enumerate((row.speaker, str(row.date // 10_000), row.place, "\0".join(row.topics))):
                entry.add_value(slot, value)
            entry.add_boolean_term(("XS" + row.speaker)[:200])
            base.add_document(entry)
        base.commit()

    def open(self) -> None:
        self.base = self.x.Database(self.path)
        self.parser = self.x.QueryParser()
        self.parser.set_database(self.base)
        self.parser.set_stemmer(self.x.Stem("english"))
        self.parser.set_stemming_strategy(self.x.QueryParser.STEM_SOME)
        self.parser.set_default_op(self.x.Query.OP_AND)

    def ask(self, ask: Ask) -> Answer:
        x = self.x
        query = self._query(ask)
        enquire = x.Enquire(self.base)
        enquire.set_query(query)
        spies = [x.ValueCountMatchSpy(slot) for slot in range(4)]
        for spy in spies:
            enquire.add_matchspy(spy)
        size = self.base.get_doccount()
        found = enquire.get_mset(0, 10, size)
        stem = x.Stem("english")
        hits = []
        for each in found:
            name, title, text = json.loads(each.document.get_data())
            hits.append((name, title, found.snippet(text, 200, stem).decode(), each.weight))
        facets = {name: [(each.term.decode(), each.termfreq) for each in spy.top_values(TOP) if each.term]
                  for name, spy in zip(FIELDS, spies[:3], strict=False)}
        topics: Counter[str] = Counter()
        for each in spies[3].values():
            for topic in each.term.decode().split("\0"):
                if topic:
                    topics[topic] += each.termfreq
        facets["topic"] = topics.most_common(TOP)
        return Answer(found.get_matches_estimated(), hits, facets)

    def _query(self, ask: Ask) -> Any:
        x = self.x
        flags = x.QueryParser.FLAG_DEFAULT
        match ask.kind:
            case "facets":
                return x.Query.MatchAll
            case "fuzzy":
                raise Unasked("no fuzzy search")
            case "prefix":
                flags |= x.QueryParser.FLAG_WILDCARD
        query = self.parser.parse_query(ask.plain(), flags)
        if ask.speaker:
            query = x.Query(x.Query.OP_FILTER, query, x.Query(("XS" + ask.speaker)[:200]))
        if ask.years:
            query = x.Query(x.Query.OP_FILTER, query, x.Query(x.Query.OP_VALUE_RANGE, 1, *map(str, ask.years)))
        return query


class Tantivy:
    """tantivy by its Python binding. Ten stored documents, counts by its terms aggregation."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.t: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("title_plain", tokenizer_name="default")  # for beginnings and spellings of words
        builder.add_text_field("text_plain", tokenizer_name="default")
        for name in ("id", "speaker", "place", "topic"):
            builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", fast=name != "id")
        builder.add_unsigned_field("year", fast=True, indexed=True)
        self.schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "tantivy"
        path.mkdir(exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(path))

    def build(self, found: Iterable[Row]) -> None:
        writer = self.index.writer(heap_size=128_000_000, num_threads=1)
        for row in found:
            entry = self.t.Document()
            for name, value in (("id", row.id), ("title", row.title), ("text", row.text), ("title_plain", row.title),
                                ("text_plain", row.text), ("speaker", row.speaker)):
                entry.add_text(name, value)
            if row.place:
                entry.add_text("place", row.place)
            for topic in row.topics:
                entry.add_text("topic", topic)
            entry.add_unsigned("year", row.date // 10_000)
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()
        self.counted = {name: {"terms": {"field": name, "size": TOP}} for name in FIELDS}

    def ask(self, ask: Ask) -> Answer:
        query = self._query(ask)
        found = self.searcher.search(query, 10, count=True)
        maker = self.t.SnippetGenerator.create(self.searcher, query, self.schema, "text")
        maker.set_max_num_chars(200)
        hits = []
        for score, address in found.hits:
            entry = self.searcher.doc(address)
            cut = maker.snippet_from_doc(entry)
            marked = [(each.start, each.end) for each in cut.highlighted()]
            hits.append((entry["id"][0], entry["title"][0], cut.fragment(), score, marked))
        counted = self.searcher.aggregate(query, self.counted)
        facets = {name: [(str(each["key"]), each["doc_count"]) for each in counted[name]["buckets"]] for name in FIELDS}
        return Answer(found.count, hits, facets)

    def _query(self, ask: Ask) -> Any:
        t = self.t
        fields, plain = ["title", "text"], ["title_plain", "text_plain"]
        match ask.kind:
            case "facets":
                return t.Query.all_query()
            case "fuzzy":
                word = ask.words[0]
                return t.Query.boolean_query([(t.Occur.Should, t.Query.fuzzy_term_query(self.schema, name, word, 1))
                                              for name in plain])
            case "prefix":
                return t.Query.boolean_query([
                    (t.Occur.Should, t.Query.regex_query(self.schema, name, ask.words[0] + ".*")) for name in plain])
        query = self.index.parse_query(ask.plain(), fields, field_boosts={"title": 3.0}, conjunction_by_default=True)
        must = [(t.Occur.Must, query)]
        if ask.speaker:
            narrowed = t.Query.term_query(self.schema, "speaker", ask.speaker)
            must.append((t.Occur.Must, t.Query.const_score_query(narrowed, 0.0)))
        if ask.years:
            within = t.Query.range_query(self.schema, "year", t.FieldType.Unsigned, *ask.years)
            must.append((t.Occur.Must, t.Query.const_score_query(within, 0.0)))
        return t.Query.boolean_query(must) if len(must) > 1 else query


class StockWhoosh:
    """Whoosh as its manual shows it: stemming fields, a parser over two fields, facets by grouping."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer

        self.index_module = index
        words = fields.TEXT(analyzer=StemmingAnalyzer(), stored=True)
        self.schema = fields.Schema(
            id=fields.ID(stored=True), title=words, text=words, speaker=fields.ID, year=fields.NUMERIC(signed=False),
            place=fields.ID, topic=fields.KEYWORD(commas=True))
        self.path = folder / "whoosh"
        self.path.mkdir(parents=True, exist_ok=True)

    def build(self, found: Iterable[Row]) -> None:
        writer = self.index_module.create_in(str(self.path), self.schema).writer(limitmb=256)
        for row in found:
            writer.add_document(id=row.id, title=row.title, text=row.text, speaker=row.speaker, year=row.date // 10_000,
                                place=row.place or None,
                                topic=",".join(topic.replace(",", ";") for topic in row.topics) or None)
        writer.commit()

    def open(self) -> None:
        from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

        self.searcher = self.index_module.open_dir(str(self.path)).searcher()
        self.parser = MultifieldParser(["title", "text"], self.schema, fieldboosts={"title": 3.0})
        self.parser.add_plugin(FuzzyTermPlugin())

    def ask(self, ask: Ask) -> Answer:
        from whoosh import query, sorting

        asked = self.parser.parse(ask.plain()) if ask.words else query.Every()
        narrowed: Any = query.Term("speaker", ask.speaker) if ask.speaker else None
        if ask.years:
            narrowed = query.NumericRange("year", *ask.years)
        facets = sorting.Facets()
        for name in ("year", "place"):
            facets.add_field(name)
        for name in ("speaker", "topic"):  # a section may have several, though of these rows each has one speaker
            facets.add_field(name, allow_overlap=True)
        found = self.searcher.search(asked, limit=10, filter=narrowed, groupedby=facets, maptype=sorting.Count)
        found.fragmenter.maxchars = 200
        hits = [(hit["id"], hit["title"], hit.highlights("text", top=1), hit.score) for hit in found[:10]]
        groups = {name: Counter({str(key): number for key, number in found.groups(name).items() if key})
                  for name in FIELDS}
        return Answer(len(found), hits, {name: counts.most_common(TOP) for name, counts in groups.items()})


ENGINES: tuple[Any, ...] = (Ours, Fts5, Xapian, Tantivy, StockWhoosh)


def main(name: str, folder: Path) -> None:
    """Do what the lines on standard input say, one JSON line in answer to each."""
    try:
        engine = next(each for each in ENGINES if each.name == name)(folder)
    except ImportError as error:
        _say({"missing": str(error)})
        return
    _say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == "build":
            _say(_measured(lambda: engine.build(read_rows(folder.parent / ROWS))))
        elif asked == "open":
            _say(_measured(engine.open))
        elif asked == "settle":
            _say(_measured(_settle))
        elif asked == "memory":
            _say({"resident": _resident("VmRSS"), "own": _resident("RssAnon")})
        else:
            _say(_answered(engine, Ask(**asked)))


def _settle() -> None:
    """Let Python's collector leave alone what is there once a server is warm, as the site's server does."""
    gc.collect()
    gc.freeze()


def _answered(engine: Any, ask: Ask) -> dict[str, Any]:
    ask = Ask(ask.kind, tuple(ask.words), ask.speaker, tuple(ask.years) if ask.years else None)  # type: ignore[arg-type]
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        answer = engine.ask(ask)
    except Unasked as error:
        return {"unasked": str(error)}
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"wall": wall * 1000, "cpu": cpu * 1000, "count": answer.count, "hits": len(answer.hits),
            "facets": {name: sum(number for _, number in values) for name, values in answer.facets.items()}}


def _measured(work: Any) -> dict[str, Any]:
    """Times, of processor also those of processes that helped; `peak` memory, and `helping` of the largest of those."""
    wall, cpu = time.perf_counter(), time.process_time() + _helped()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() + _helped() - cpu,
            "peak": _resident("VmHWM"), "helping": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def _helped() -> float:
    """Processor seconds of ended processes that this one started."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _resident(name: str) -> float:
    """Megabytes by /proc; 0 where there is none."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def _say(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
