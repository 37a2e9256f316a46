"""Dates and places over real records: what must hold on every one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.formats import SourceFile, find_sources, read_records
from indexer.knowledge.gazetteer import fold, load_gazetteer
from indexer.model import Record
from indexer.understanding.structure.kinds import kind_of
from indexer.understanding.structure.sections import split
from indexer.understanding.when.dates import dateline, event_date
from indexer.understanding.where.places import event_place

CORPORA = [
    "us-whitehouse-md/statements/2021-0*/*",
    "us-whitehouse-md/remarks/2023-*/*",
    "us-fed-speeches-html/html/[12b]*",
    "uk-govuk-content-json/news_article/*",
    "au-pm-transcripts-xml/transcripts/*",
]
MOST = 60  # records of each


def records(shared: Path, pattern: str) -> Iterator[Record]:
    files = sorted((shared / "corpora").glob(pattern))
    for source in find_sources(files[:MOST]):
        if isinstance(source, SourceFile):
            yield from (found for found in read_records(source) if isinstance(found, Record))


@pytest.mark.parametrize("pattern", CORPORA)
def test_dates_and_places_stand_where_they_are_said_to(shared: Path, pattern: str) -> None:
    """Offsets point at words that hold the day and the city; an event lies before its publication, not long before."""
    gazetteer = load_gazetteer()
    seen = 0
    for record in records(shared, pattern):
        layout = split(record)
        kind = kind_of(record, layout)
        when, place = event_date(record, layout, kind), event_place(record, layout, kind, gazetteer)
        published = dateline(record, layout)
        seen += 1
        assert when is not None, record.path.name
        if when.start is not None and when.basis == "stated" and when.precision in ("day", "minute"):
            assert str(when.first.day) in record.text[when.start : when.end], record.path.name
        if published and when.rule in ("lead", "today", "yesterday", "weekday", "title"):
            assert published - dt.timedelta(days=60) <= when.first <= published + dt.timedelta(days=1), record.path.name
        if place and place.city and place.start is not None and "city" not in place.inferred:
            said = fold(record.text[place.start : place.end])
            assert fold(place.city).split()[0] in said, record.path.name
    assert seen >= 10
