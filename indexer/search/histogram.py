"""Matches by time: bars of a fitting width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from indexer.engine import Bar
from indexer.index.arrayfile import Array
from indexer.index.columns import NO_DAY
from indexer.search.snapshot import Snapshot

MOST_BARS = 60
Width = tuple[Literal["day", "month"], int]
WIDTHS: tuple[Width, ...] = (
    ("day", 1), ("day", 7), ("month", 1), ("month", 3), ("month", 12), ("month", 24), ("month", 60), ("month", 120),
    ("month", 600), ("month", 1200), ("month", 6000))
"""Day, week, month, quarter, year, 2, 5, 10, 50, 100 and 500 years."""

Selected = Callable[[str, str], bool]
_COARSE_DAYS = 32  # a month has fewer, a year more


class Spans(NamedTuple):
    """Different spans of days, as many documents share one; the first day is `NO_DAY` for no date."""

    begins: Array
    ends: Array
    coarse: Array  # dated to a month or a year only
    counts: Array  # of documents
    words: Array  # in their texts; 0 where they are not asked for

    def of(self, held: Array) -> Spans:
        return Spans(*(each[held] for each in self))


def histogram(snapshot: Snapshot, matches: Array, selected: Selected | None) -> tuple[Bar, ...]:
    """Bars over all days of the matches, at most `MOST_BARS`; empty where none has a date."""
    spans = _spans(snapshot, matches)
    if not len(spans.begins):
        return ()
    first, last = int(spans.begins.min()), int(spans.ends.max())
    days = dt.date.fromordinal(first), dt.date.fromordinal(last)
    width = next(width for width in WIDTHS if _bars_needed(*days, width) <= MOST_BARS)
    return _bars(*_edges(first, last, width), spans, selected)


def over_time(snapshot: Snapshot, matches: Array, unit: Literal["year", "month"]) -> tuple[Bar, ...]:
    """A bar for each year or month from the first match to the last, with the words of the texts it counts."""
    spans = _spans(snapshot, matches, snapshot.lengths["text"])
    if unit == "month":
        spans = spans.of(~spans.coarse | (spans.ends - spans.begins < _COARSE_DAYS))
    if not len(spans.begins):
        return ()
    width: Width = ("month", 12 if unit == "year" else 1)
    return _bars(*_edges(int(spans.begins.min()), int(spans.ends.max()), width), spans, None)


def _spans(snapshot: Snapshot, matches: Array, lengths: Array | None = None) -> Spans:
    """The spans that matches have, with the number of matches and, given each document's length, of words."""
    every, number = snapshot.kept("spans", lambda: _all_spans(snapshot))
    if len(matches) * 8 < len(every.begins):
        held, counts = np.unique(number[matches], return_counts=True)
    else:
        times = np.bincount(number[matches], minlength=len(every.begins))
        held = np.flatnonzero(times)
        counts = times[held]
    if len(held) and every.begins[held[0]] == NO_DAY:
        held, counts = held[1:], counts[1:]
    words = np.zeros(len(held), np.int64)
    if lengths is not None:
        every_word = np.bincount(number[matches], weights=lengths[matches], minlength=len(every.begins))
        words = every_word[held].astype(np.int64)
    return Spans(every.begins[held], every.ends[held], every.coarse[held], counts, words)


def _all_spans(snapshot: Snapshot) -> tuple[Spans, Array]:
    first, last = snapshot.first.astype(np.int64), snapshot.last.astype(np.int64)
    keys, number = np.unique(first << 23 | last - first << 1 | snapshot.coarse, return_inverse=True)
    begins = keys >> 23
    none = np.zeros(len(keys), np.int64)
    spans = Spans(begins, begins + (keys >> 1 & (1 << 22) - 1), (keys & 1).astype(bool), none, none)
    return spans, number.astype(np.int32)


def _bars_needed(first: dt.date, last: dt.date, width: Width) -> int:
    start, end, step = _reach(first, last, width)
    return (end - start) // step + 1


def _reach(first: dt.date, last: dt.date, width: Width) -> tuple[int, int, int]:
    """Where bars begin, what they have to reach, and how long each is: in days, or in months from the year 0."""
    unit, step = width
    if unit == "day":
        return first.toordinal() - (first.weekday() if step == 7 else 0), last.toordinal(), step
    begin = first.year * 12 + first.month - 1
    return begin - begin % step, last.year * 12 + last.month - 1, step


@lru_cache(maxsize=256)
def _edges(first: int, last: int, width: Width) -> tuple[Array, tuple[tuple[str, str], ...]]:
    """First days of the bars, with the day after the last; and for each bar its first and last day in ISO 8601."""
    start, end, step = _reach(dt.date.fromordinal(first), dt.date.fromordinal(last), width)
    marks = range(start, start + ((end - start) // step + 1) * step + 1, step)
    edges = list(marks) if width[0] == "day" else [_month(month) for month in marks]
    days = tuple((_iso(begin), _iso(max(begin, after - 1))) for begin, after in pairwise(edges))
    return np.array(edges), days


@lru_cache(maxsize=20_000)
def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


@lru_cache(maxsize=20_000)
def _month(month: int) -> int:
    """The ordinal of a month's first day; months before year 1 and after 9999 are cut."""
    if month < 12:
        return 1
    return dt.date.max.toordinal() if month >= 120_000 else dt.date(month // 12, month % 12 + 1, 1).toordinal()


def _bars(edges: Array, days: tuple[tuple[str, str], ...], spans: Spans, selected: Selected | None) -> tuple[Bar, ...]:
    """A match counts in each bar that its days touch; one dated to a month or a year only where it lies inside."""
    low = np.searchsorted(edges, spans.begins, side="right") - 1
    high = np.searchsorted(edges, spans.ends, side="right") - 1
    held = np.flatnonzero(~spans.coarse | (low == high))
    counts, words = (_summed(low[held], high[held], values[held], len(days)) for values in (spans.counts, spans.words))
    return tuple(Bar(start, end, number, selected is not None and selected(start, end), spoken)
                 for (start, end), number, spoken in zip(days, counts, words, strict=True))


def _summed(low: Array, high: Array, values: Array, bars: int) -> list[int]:
    """What each bar holds of values that reach from bar `low` to bar `high`."""
    steps = np.zeros(bars + 2, dtype=np.int64)
    np.add.at(steps, low, values)
    np.add.at(steps, high + 1, -values)
    found: list[int] = np.cumsum(steps)[:bars].tolist()
    return found
