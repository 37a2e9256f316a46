"""Charts as inline SVG, drawn on the server: no script, no style in the page, a title on every bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from indexer import Bar
from webapp.dates_typed import period_of
from webapp.i18n import number

WIDEST_BAR = 3.0  # per cent of the chart; a few years would be slabs otherwise
LETTER = 15.0  # room downwards for the letter at a line's end
PLOT = 96.0  # per cent of the width; the rest is for the letters
_ROUND = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)  # years between two that are named
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
    """Which periods to name, few enough not to touch: months of a single year, else round years where they begin."""
    if not starts:
        return
    first, last = int(starts[0][:4]), int(starts[-1][:4])
    if first == last and len(starts[0]) > 4:
        step = -(-len(starts) // int(most * 0.7))
        yield from ((n, start[:7]) for n, start in enumerate(starts) if n % step == 0)
        return
    every = next((step for step in _ROUND if (last - first) // step < most), 1000)
    years = [int(start[:4]) for start in starts]
    named = [n for n, year in enumerate(years) if year % every == 0 and (n == 0 or years[n - 1] != year)]
    if len(named) > 1 and (named[1] - named[0]) * most * 2 < len(starts):
        del named[0]  # the rest of a year before the first whole one has no room for its name
    yield from ((n, starts[n][:4]) for n in named)


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


def line_chart(periods: Sequence[str], lines: Sequence[Line], label: str, *, height: int = 280) -> Markup:
    """Up to five lines over time, told apart by dash and by a letter at their end, not by colour alone.

    Places across are shares of the width, the lines' own in a drawing that stretches, so that letters keep their size.
    """
    top = _round_up(max((value for line in lines for value in line.values if value is not None), default=0.0))
    tall, span = height - 40, max(1, len(periods) - 1)

    def down(value: float) -> float:
        return tall * (1 - value / top)

    parts = [Markup('<svg class="chart" height="{}" role="img" aria-label="{}">').format(height, label)]
    for share in (0, 0.5, 1):
        y = _n(16 + down(top * share))
        parts.append(Markup('<line class="grid" x2="100%" y1="{0}" y2="{0}"/>').format(y))
        if share:
            parts.append(Markup('<text class="scale" y="{}">{}</text>').format(_n(float(y) - 4), number(top * share)))
    parts += [Markup('<text x="{}%" y="{}" text-anchor="{}">{}</text>').format(
        _n(PLOT * n / span), height - 6, "start" if n == 0 else "middle", text) for n, text in _named(periods, 7)]
    parts.append(Markup('<svg y="16" width="{}%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">').format(
        _n(PLOT), tall, span, tall))
    for n, line in enumerate(lines, 1):
        parts.append(Markup('<g class="line line-{}"><title>{}</title>{}</g>').format(
            n, line.label, Markup("").join(_drawn(run, down, dots=len(periods) <= MOST_DOTS) for run in line.runs())))
    parts.append(Markup("</svg>"))
    last = [next((value for value in reversed(line.values) if value is not None), 0.0) for line in lines]
    ends = _apart([16 + down(value) for value in last], LETTER, 16 + tall)
    parts += [Markup('<text class="end line-{}" x="100%" y="{}" text-anchor="end">{}</text>').format(
        n + 1, _n(end + 4), "ABCDE"[n]) for n, end in enumerate(ends)]
    return Markup("").join([*parts, Markup("</svg>")])


def _drawn(run: Sequence[tuple[int, float]], down: Callable[[float], float], *, dots: bool) -> Markup:
    """One stretch as a path; it lifts where nothing is counted for a while, as the axis is drawn there anyway."""
    path: list[tuple[str, int]] = []
    dot: list[str] = []
    for at, (n, value) in enumerate(run):
        beside = [other for _, other in run[max(0, at - 1) : at + 2]]
        if not any(beside) and len(run) > 1:
            continue
        place = f"{n} {_n(down(value))}"
        joined = path and path[-1][1] == n - 1
        path.append((f"{'L' if joined else 'M'}{place}", n))
        dot += [f"M{place}h0"] if (dots or len(run) == 1) and value else []
    drawn = Markup('<path d="{}"/>').format("".join(each for each, _ in path)) if len(path) > 1 else Markup("")
    return drawn + (Markup('<path class="dot" d="{}"/>').format("".join(dot)) if dot else Markup(""))


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
