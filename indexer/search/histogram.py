"""Matches by time: bars of a fitting width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

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


def histogram(snapshot: Snapshot, matches: Array, selected: Callable[[dt.date, dt.date], bool]) -> tuple[Bar, ...]:
    """Bars over all days of the matches, at most `MOST_BARS`; empty where none has a date."""
    begins, ends, coarse = _days(snapshot, matches)
    if not len(begins):
        return ()
    first, last = dt.date.fromordinal(int(begins.min())), dt.date.fromordinal(int(ends.max()))
    edges = _edges(first, last, next(width for width in WIDTHS if _bars_needed(first, last, width) <= MOST_BARS))
    return _bars(edges, begins, ends, coarse, selected)


def over_time(snapshot: Snapshot, matches: Array, unit: Literal["year", "month"]) -> tuple[Bar, ...]:
    """A bar for each year or month from the first match to the last, with the words of the texts it counts."""
    begins, ends, coarse = _days(snapshot, matches)
    words = snapshot.lengths["text"][matches[snapshot.first[matches] != NO_DAY]]
    if unit == "month" and len(begins):
        kept = ~coarse | (ends - begins < 32)  # a year is no month
        begins, ends, coarse, words = begins[kept], ends[kept], coarse[kept], words[kept]
    if not len(begins):
        return ()
    first, last = dt.date.fromordinal(int(begins.min())), dt.date.fromordinal(int(ends.max()))
    edges = _edges(first, last, ("month", 12 if unit == "year" else 1))
    return _bars(edges, begins, ends, coarse, lambda *_: False, words)


def _days(snapshot: Snapshot, matches: Array) -> tuple[Array, Array, Array]:
    begins = snapshot.first[matches]
    dated = begins != NO_DAY
    kept = matches[dated]
    return begins[dated], snapshot.last[kept], snapshot.coarse[kept]


def _bars_needed(first: dt.date, last: dt.date, width: Width) -> int:
    start, end, step = _span(first, last, width)
    return (end - start) // step + 1


def _span(first: dt.date, last: dt.date, width: Width) -> tuple[int, int, int]:
    """Where bars begin, what they have to reach, and how long each is: in days, or in months from the year 0."""
    unit, step = width
    if unit == "day":
        return first.toordinal() - (first.weekday() if step == 7 else 0), last.toordinal(), step
    begin = first.year * 12 + first.month - 1
    return begin - begin % step, last.year * 12 + last.month - 1, step


def _edges(first: dt.date, last: dt.date, width: Width) -> Array:
    """First days of the bars, and the day after the last."""
    start, end, step = _span(first, last, width)
    marks = range(start, start + ((end - start) // step + 1) * step + 1, step)
    return np.array(marks if width[0] == "day" else [_month(month) for month in marks])


def _month(month: int) -> int:
    """The ordinal of a month's first day; months before year 1 and after 9999 are cut."""
    if month < 12:
        return 1
    return dt.date.max.toordinal() if month >= 120_000 else dt.date(month // 12, month % 12 + 1, 1).toordinal()


def _bars(edges: Array, begins: Array, ends: Array, coarse: Array,
          selected: Callable[[dt.date, dt.date], bool], words: Array | None = None) -> tuple[Bar, ...]:
    """A match counts in each bar that its days touch; one dated to a month or a year only where it lies inside."""
    count = len(edges) - 1
    low = np.searchsorted(edges, begins, side="right") - 1
    high = np.searchsorted(edges, ends, side="right") - 1
    kept = ~coarse | (low == high)
    counts = _summed(low[kept], high[kept], count)
    spoken = [0] * count if words is None else _summed(low[kept], high[kept], count, words[kept])
    bars = []
    for (begin, following), number, said in zip(pairwise(edges.tolist()), counts, spoken, strict=True):
        start, end = dt.date.fromordinal(begin), dt.date.fromordinal(max(begin, following - 1))
        bars.append(Bar(start.isoformat(), end.isoformat(), number, selected(start, end), said))
    return tuple(bars)


def _summed(low: Array, high: Array, count: int, weights: Array | None = None) -> list[int]:
    """For each bar, how many of the spans from `low` to `high` touch it, or what those weigh together."""
    steps = np.bincount(low, weights, count + 1) - np.bincount(high + 1, weights, count + 2)[: count + 1]
    return [round(total) for total in np.cumsum(steps)[:count].tolist()]


__all__ = ["MOST_BARS", "histogram", "over_time"]
