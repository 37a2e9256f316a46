"""Charts as inline SVG, drawn on the server: no script, no style in the page, a title on every bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from indexer import Bar
from webapp.dates_typed import period_of

WIDEST_BAR = 3.0  # per cent of the chart; a few years would be slabs otherwise
LETTER = 24.0  # room downwards for the letter at a line's end, as large as it is on a phone
MOST_DOTS = 60  # periods; further ones are a line without dots
MOST_FILLED = 240  # periods; a longer run of empty ones is not spelt out


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One bar to draw: its period as an ISO prefix, what it counts, where it leads."""

    start: str
    end: str
    value: float
    title: str
    href: str | None = None
    selected: bool = False


def by_period(bars: Sequence[Bar]) -> list[Bar]:
    """The bars in order, their days written as the years or months that they are."""
    return sorted((replace(bar, start=first, end=last) for bar in bars for first, last in (
        period_of(bar.start, bar.end),)), key=lambda bar: bar.start)


def filled(bars: Sequence[Bar]) -> list[Bar]:
    """The bars by period, with the empty periods between them, so that the axis is true to time."""
    ordered = by_period(bars)
    if len({len(bar.start) for bar in ordered}) != 1 or any(bar.start != bar.end for bar in ordered):
        return ordered
    found: list[Bar] = []
    for bar in ordered:
        for period in _between(found[-1].start, bar.start) if found else ():
            found.append(Bar(period, period, 0))
            if len(found) > MOST_FILLED:
                return ordered
        found.append(bar)
    return found


def _between(first: str, last: str) -> Iterator[str]:
    period = _next(first)
    while period < last:
        yield period
        period = _next(period)


def _next(period: str) -> str:
    if len(period) == 4:
        return f"{int(period) + 1:04}"
    if len(period) == 7:
        year, month = int(period[:4]), int(period[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (dt.date.fromisoformat(period) + dt.timedelta(days=1)).isoformat()


def histogram(columns: Sequence[Column], label: str, *, height: int = 56) -> Markup:
    """Bars by date, each a link, with the years under them; `label` is said to those who cannot see it.

    Places across are shares of the width, so that it fits any column and its letters keep their size. The links are
    left out of the tab order: the date boxes and the list of years do the same.
    """
    if not columns:
        return Markup("")
    top = max(column.value for column in columns) or 1
    step = 100 / len(columns)
    wide = min(step * 0.8, WIDEST_BAR)
    parts = [Markup('<svg class="histogram" height="{}" role="group" aria-label="{}">').format(height + 18, label)]
    for n, column in enumerate(columns):
        if not column.value:
            continue
        tall = max(2.0, (height - 4) * column.value / top)
        parts.append(Markup(
            '<a href="{}" tabindex="-1" aria-label="{}"{}><title>{}</title>'
            '<rect class="room" x="{}%" width="{}%" height="{}"/>'
            '<rect class="bar" x="{}%" y="{}" width="{}%" height="{}"/></a>').format(
                column.href or "#", column.title, Markup(' class="selected"') if column.selected else "", column.title,
                _n(n * step), _n(step), height, _n((n + 0.5) * step - wide / 2), _n(height - tall), _n(wide),
                _n(tall)))
    parts.append(Markup('<line class="axis" x2="100%" y1="{0}" y2="{0}"/>').format(height))
    parts += [Markup('<text x="{}%" y="{}" text-anchor="{}">{}</text>').format(_n(x), height + 14, how, text)
              for x, how, text in _ticks([column.start for column in columns], step, 100)]
    return Markup("").join([*parts, Markup("</svg>")])


def _ticks(starts: Sequence[str], step: float, width: float) -> Iterator[tuple[float, str, str]]:
    """Where to write which year (or month, where all are of one year), kept inside the edges."""
    edge = width * 0.04
    for n, text in _named(starts, 8):
        middle = (n + 0.5) * step
        if middle < edge:
            yield n * step, "start", text
        elif middle > width - edge:
            yield (n + 1) * step, "end", text
        else:
            yield middle, "middle", text


def _named(starts: Sequence[str], most: int) -> Iterator[tuple[int, str]]:
    """Which periods to name: where a year begins, or each month of a single year; few enough not to touch."""
    one_year = bool(starts) and starts[0][:4] == starts[-1][:4] and len(starts[0]) > 4
    least = len(starts) / (most * 0.7 if one_year else most)
    last = -least
    for n, start in enumerate(starts):
        new = n == 0 or one_year or start[:4] != starts[n - 1][:4]
        if new and n - last >= least:
            last = n
            yield n, start[:7] if one_year else start[:4]


@dataclass(frozen=True, slots=True)
class Line:
    """One query's values over the chart's periods; None where there is nothing to measure."""

    label: str
    values: tuple[float | None, ...]

    def runs(self) -> Iterator[list[tuple[int, float]]]:
        """The stretches without a gap, as (number of the period, value)."""
        run: list[tuple[int, float]] = []
        for n, value in enumerate(self.values):
            if value is not None:
                run.append((n, value))
            elif run:
                yield run
                run = []
        if run:
            yield run


def line_chart(periods: Sequence[str], lines: Sequence[Line], label: str, *, width: int = 860,
               height: int = 280) -> Markup:
    """Up to five lines over time, told apart by dash and by a letter at their end, not by colour alone."""
    top = _round_up(max((value for line in lines for value in line.values if value is not None), default=0.0))
    left, right, bottom = 48, 26, 24
    inner, tall = width - left - right, height - bottom - 12
    step = inner / max(1, len(periods) - 1)

    def at(n: int, value: float) -> tuple[str, str]:
        return _n(left + (n * step if len(periods) > 1 else inner / 2)), _n(12 + tall * (1 - value / top))

    parts = [Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(width, height, label)]
    for share in (0, 0.5, 1):
        y = _n(12 + tall * (1 - share))
        parts.append(Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="scale" x="{}" y="{}" '
                            'text-anchor="end">{}</text>').format(left, width - right, y, y, left - 8,
                                                                  _n(float(y) + 4), f"{top * share:g}"))
    parts += [Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(at(n, 0)[0], height - 6, text)
              for n, text in _named(periods, 10)]
    last = [next((value for value in reversed(line.values) if value is not None), 0.0) for line in lines]
    ends = _apart([float(at(0, value)[1]) for value in last], LETTER, height - bottom)
    for number, line in enumerate(lines):
        parts.append(Markup('<g class="line line-{}"><title>{}</title>').format(number + 1, line.label))
        for run in line.runs():
            points = [at(n, value) for n, value in run]
            parts.append(Markup('<polyline points="{}"/>').format(" ".join(",".join(point) for point in points)))
            if len(periods) <= MOST_DOTS or len(run) == 1:
                parts += [Markup('<circle cx="{}" cy="{}" r="2.5"/>').format(*point) for point in points]
        parts.append(Markup('<text class="end" x="{}" y="{}">{}</text></g>').format(
            width - right + 7, _n(ends[number] + 4), "ABCDE"[number]))
    return Markup("").join([*parts, Markup("</svg>")])


def _apart(heights: Sequence[float], room: float, lowest: float) -> list[float]:
    """The heights, those pushed up that would lie on another's letter; measured downwards, none below `lowest`."""
    moved = list(heights)
    last = lowest + room
    for n in sorted(range(len(moved)), key=lambda n: -moved[n]):
        moved[n] = last = min(moved[n], last - room)
    return moved


def _round_up(value: float) -> float:
    """The next 1, 2, 4, 5 or 10 times a power of ten: the end of a scale."""
    if value <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(power * n for n in (1, 2, 4, 5, 10) if power * n >= value * 0.999999)


def periods_of(rows: Sequence[Sequence[Bar]]) -> list[str]:
    """All periods from the first to the last that any row has, empty ones too."""
    have = sorted({bar.start for row in rows for bar in row})
    if not have:
        return []
    every = [have[0]]
    for first, last in pairwise(have):
        every += [*_between(first, last), last]
    return every


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
