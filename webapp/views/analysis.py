"""Who said it, and over time: two more views of a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from indexer import Bar, SpeakerRow, Table, Wording, as_json
from webapp import charts, exports, links
from webapp.charts import Line
from webapp.engine_access import get_engine, unchanged_since
from webapp.i18n import _, short_date
from webapp.presenters.narrowing import chips, facets_of
from webapp.presenters.results import total_line
from webapp.search_state import LONGEST_TEXT, SearchState, clean
from webapp.views.common import answer, budgeted, noting_limits, state_of_request
from webapp.views.data import csv_answer, json_answer

bp = Blueprint("analysis", __name__)
MOST_QUERIES = 5
MOST_SPEAKERS = 200
ORDERS = ("sections", "records", "first", "last", "speaker")


@bp.get("/who")
def who() -> Response:
    """Who said it: speakers of all that matches, with counts and first and last dates."""
    return unchanged_since(_who)


def _who() -> str:
    state = state_of_request()
    response = answer(state, limit=0)
    order, rows, limits = _ranked(state)

    def address(other: SearchState, by: str = order) -> str:
        return links.joined(links.search_url(other, "analysis.who"), f"by={by}" if by != ORDERS[0] else "")

    return render_template(
        "who.html", state=state, response=response, total=total_line(response), chips=chips(state, address),
        clear_url=address(state.without_all_filters()), facets=facets_of(response.facets, state), address=address,
        rows=rows, limits=dict.fromkeys((*response.limits, *limits)), order=order, cut=len(rows) == MOST_SPEAKERS,
        most=max((row.sections for row in rows), default=1))


def _ranked(state: SearchState) -> tuple[str, list[SpeakerRow], tuple[Wording, ...]]:
    """The order asked for, the rows in it, and what ran out before they were all there."""
    order = request.args.get("by", "sections")
    order = order if order in ORDERS else "sections"
    found = noting_limits(get_engine().who(budgeted(state.request(facets=(), limit=0)), limit=MOST_SPEAKERS))
    rows = list(found)
    if order == "speaker":
        rows.sort(key=lambda row: row.speaker.casefold())
    elif order == "first":
        rows.sort(key=lambda row: row.first or "9")
    elif order == "last":
        rows.sort(key=lambda row: row.last or "", reverse=True)
    else:
        rows.sort(key=lambda row: (-getattr(row, order), row.speaker))
    return order, rows, found.limits


@bp.get("/who.csv")
def who_csv() -> Response:
    def make() -> Response:
        state = state_of_request()
        _order, found, limits = _ranked(state)
        rows = [(state.text, exports.filters_line(state), row.speaker, row.sections, row.records, row.first, row.last,
                 links.absolute(links.search_url(state.with_filter("speaker", row.speaker)))) for row in found]
        header = ("query", "filters", "speaker", "sections", "records", "first", "last", "permalink")
        return csv_answer(header, [*rows, *exports.notes(limits, len(header))], "on-record-speakers.csv")
    return unchanged_since(make)


@bp.get("/who.json")
def who_json() -> Response:
    def make() -> Response:
        _order, found, limits = _ranked(state_of_request())
        return json_answer(as_json.speaker_table(Table(tuple(found), limits)))
    return unchanged_since(make)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Up to five queries under the same filters, counted by period."""

    state: SearchState
    queries: tuple[str, ...]
    unit: Literal["year", "month"]
    rate: bool  # per 10,000 words of all that the filters leave, or per 1,000 sections where words are not counted
    rate_of: Literal["words", "sections"]
    periods: list[str]
    counts: list[dict[str, int]]
    values: list[list[float | None]]  # None: the archive has nothing of the period to measure by
    limits: tuple[Wording, ...]  # what ran out before all were counted

    @property
    def others(self) -> tuple[str, ...]:
        """The queries that stand beside the one in the search box."""
        return tuple(text for text in self.queries if text != self.state.text)

    def address(self, state: SearchState, endpoint: str = "over_time", **changes: object) -> str:
        """The same view of another state, or in another unit or measure (`unit`, `rate`)."""
        chosen = {"unit": self.unit, "rate": self.rate} | changes
        extra = [("compare", text) for text in self.others]
        extra += [("unit", "month")] if chosen["unit"] == "month" else []
        extra += [("rate", "1")] if chosen["rate"] else []
        return links.joined(links.search_url(state.on_page(1), f"analysis.{endpoint}"), urlencode(extra))


def _queries(given: Iterable[str]) -> tuple[str, ...]:
    """Those that are compared, as long together as one may be: each link of the page holds all of them."""
    found: list[str] = []
    room = LONGEST_TEXT
    for text in dict.fromkeys(plain for each in given if (plain := clean(each).strip())):
        if len(text) <= room and len(found) < MOST_QUERIES:
            found.append(text)
            room -= len(text)
    return tuple(found) or ("",)


def over_time_of_request() -> OverTime:
    state = state_of_request()
    queries = _queries((state.text, *request.args.getlist("compare")))
    unit: Literal["year", "month"] = "month" if request.args.get("unit") == "month" else "year"
    engine = get_engine()

    def counted(text: str) -> Table[Bar]:
        return noting_limits(engine.over_time(budgeted(state.with_text(text).request(facets=(), limit=0)), unit))

    found = list(map(counted, queries))
    rows = list(map(charts.by_period, found))
    periods = charts.periods_of(rows)
    counts = [{bar.start: bar.count for bar in row} for row in rows]
    rate = request.args.get("rate") == "1"
    values: list[list[float | None]] = [[float(row.get(period, 0)) for period in periods] for row in counts]
    every = counted("")
    rate_of, rates = _rates(values, periods, charts.by_period(every))
    limits = tuple(dict.fromkeys(limit for table in (*found, every) for limit in table.limits))
    return OverTime(state=state, queries=queries, unit=unit, rate=rate, rate_of=rate_of,
                    periods=periods, counts=counts, values=rates if rate else values, limits=limits)


def _rates(values: list[list[float | None]], periods: list[str],
           every: list[Bar]) -> tuple[Literal["words", "sections"], list[list[float | None]]]:
    """The values against all there is of each period: per 10,000 words, or per 1,000 sections without word counts."""
    words = {bar.start: bar.words for bar in every}
    by_words = any(words.values())
    whole = words if by_words else {bar.start: bar.count for bar in every}
    per = 10_000 if by_words else 1_000
    return ("words" if by_words else "sections"), [
        [round(per * (value or 0) / whole[period], 2) if whole.get(period) else None
         for value, period in zip(row, periods, strict=True)] for row in values]


@bp.get("/over-time")
def over_time() -> Response:
    """A chart of the query by year or month, up to five queries together, with its table."""
    return unchanged_since(_over_time)


def _over_time() -> str:
    asked = over_time_of_request()
    labels = [text or _("everything") for text in asked.queries]
    lines = [Line(label, tuple(row)) for label, row in zip(labels, asked.values, strict=True)]
    response = answer(asked.state, limit=0)
    table = [(period, short_date(period), [row.get(period, 0) for row in asked.counts],
              [row[n] for row in asked.values]) for n, period in enumerate(asked.periods)]
    return render_template(
        "over_time.html", asked=asked, state=asked.state, response=response, total=total_line(response),
        chips=chips(asked.state, asked.address), clear_url=asked.address(asked.state.without_all_filters()),
        facets=facets_of(response.facets, asked.state), labels=labels, chart=charts.line_chart(
            asked.periods, lines, _("Sections over time: %(queries)s", queries=", ".join(labels))),
        limits=dict.fromkeys((*response.limits, *asked.limits)), table=table, period_url=_period_url,
        address=_address(asked), letters="ABCDE")


def _period_url(state: SearchState, text: str, period: str) -> str:
    return links.search_url(state.with_text(text).between(period, period))


def _address(asked: OverTime) -> dict[str, str]:
    """The addresses of the other units and of the table as CSV."""
    state = asked.state
    return {"year": asked.address(state, unit="year"), "month": asked.address(state, unit="month"),
            "absolute": asked.address(state, rate=False), "rate": asked.address(state, rate=True),
            "csv": asked.address(state, "over_time_csv")}


@bp.get("/over-time.csv")
def over_time_csv() -> Response:
    def make() -> Response:
        asked = over_time_of_request()
        rows = [(text, exports.filters_line(asked.state), period, counts.get(period, 0), values[n], links.absolute(
            _period_url(asked.state, text, period)))
            for text, counts, values in zip(asked.queries, asked.counts, asked.values, strict=True)
            for n, period in enumerate(asked.periods)]
        value = f"per_{'10000_words' if asked.rate_of == 'words' else '1000_sections'}" if asked.rate else "value"
        header = ("query", "filters", "period", "sections", value, "permalink")
        return csv_answer(header, [*rows, *exports.notes(asked.limits, len(header))], "on-record-over-time.csv")
    return unchanged_since(make)
