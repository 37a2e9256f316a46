"""Documents made by chance but the same each time, and indexes of them with several segments and deletions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from indexer.engine import Engine, SourceState
from indexer.index import merging
from indexer.model import Document, Statement
from indexer.opening import open_engine
from tests.strategies import PLACES, SPEAKERS, TOPICS, WORDS

RECORD_SECTIONS = 3


def document(chance: Random, name: str) -> Document:
    """A document of a few words that often meet those of others."""
    text = " ".join(chance.choices(WORDS, k=chance.randrange(15)))
    venue, city, country = chance.choice(PLACES)
    precision = chance.choice((None, "day", "month", "year", "range"))
    first, last = _days(dt.date(2013, 1, 1) + dt.timedelta(chance.randrange(2500)), precision)
    speakers = tuple(chance.sample(SPEAKERS, chance.randrange(3)))
    cut = chance.randrange(len(text) + 1)
    statements = tuple(
        Statement(start=start, end=end, speakers=(speaker,), said_by=(speaker,), act="stated", basis="stated")
        for speaker, (start, end) in zip(speakers, ((0, cut), (cut, len(text))), strict=False))
    return Document(
        id=name, record_id=name.partition("#")[0], position=int(name.partition("#")[2] or 0),
        kind=chance.choice(("", "speech", "press conference")), section_kind="section", number=None,
        title=" ".join(chance.choices(WORDS, k=chance.randrange(4))),
        heading=" ".join(chance.choices(WORDS, k=chance.randrange(3))), path=(), text=text,
        date=first.isoformat() if precision else None, date_first=first if precision else None,
        date_last=last if precision else None, date_precision=precision,  # type: ignore[arg-type]
        date_basis="given" if precision else None, time=None, venue=venue, city=city, country=country, mode=None,
        place_basis="stated" if country else None, publisher=chance.choice((None, "Ministry of Foreign Affairs")),
        language="en", event=chance.choice((None, "Summit")), speakers=speakers, mentioned=(),
        topics=tuple(chance.sample(TOPICS, chance.randrange(3))), acts=("stated",) if statements else (),
        statements=statements, source_url=None, path_in_source="a.txt", fingerprint="0")


def _days(day: dt.date, precision: str | None) -> tuple[dt.date, dt.date]:
    match precision:
        case "year":
            return day.replace(month=1, day=1), day.replace(month=12, day=31)
        case "month":
            begin = day.replace(day=1)
            return begin, (begin + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        case "range":
            return day, day + dt.timedelta(40)
        case _:
            return day, day


def source(path: str, fingerprint: str = "1", **fields: object) -> SourceState:
    """What is remembered of a file."""
    return SourceState(path=path, fingerprint=fingerprint, size=1, mtime_ns=1, **fields)  # type: ignore[arg-type]


def put(engine: Engine, changes: Mapping[str, Iterable[Document] | None]) -> str:
    """One run: documents by the path of their file, None where the file is gone; returns the generation's name."""
    with engine.writer() as writer:
        for path, documents in changes.items():
            if documents is None:
                writer.drop(path)
            else:
                writer.put(source(path), documents)
        return writer.commit()


def indexed(folder: Path, seed: int = 1, files: int = 60) -> tuple[Engine, list[Document]]:
    """An index of five segments with documents deleted and replaced in most, and the documents that it holds."""
    chance, engine = Random(seed), open_engine(folder)
    held: dict[str, list[Document]] = {}
    for run in range(5):
        changes: dict[str, list[Document] | None] = {}
        for number in range(run * files // 5, (run + 1) * files // 5):
            changes[f"/{number}"] = _record(chance, number)
        for path in chance.sample(sorted(held), len(held) // 8):
            changes[path] = _record(chance, int(path[1:])) if chance.random() < 0.6 else None
        put(engine, changes)
        for path, documents in changes.items():
            held.pop(path, None)
            if documents is not None:
                held[path] = documents
    return engine, [document for documents in held.values() for document in documents]


def merge(engine: Engine, documents: Iterable[Document], most: int = 1) -> list[Document]:
    """Merge the index's segments; returns the documents that it then holds."""
    before = merging.MOST_SEGMENTS
    merging.MOST_SEGMENTS = most
    try:
        added = _record(Random(9), 9999)
        put(engine, {"/9999": added})
    finally:
        merging.MOST_SEGMENTS = before
    return [*documents, *added]


def _record(chance: Random, number: int) -> list[Document]:
    return [document(chance, f"r{number}#{section}") for section in range(chance.randrange(1, RECORD_SECTIONS + 1))]
