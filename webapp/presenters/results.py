"""A result list as a page shows it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer import Bar, Document, Hit, SearchResponse
from webapp import charts, links
from webapp.i18n import _, long_date, ngettext, short_date
from webapp.labels import kind_label, mode_label, precision_label
from webapp.people import SpeakerView, country_in_words, speaker
from webapp.rendering import clipped, direction_of, language_of, marked, plain
from webapp.search_state import LAST_PAGE, SearchState

LONGEST = 300  # characters of a title or name in a list; what is longer is no title, and would fill the page
MOST_SPEAKERS = 4  # named in a hit's line; further ones are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    iso: str  # for <time datetime>
    text: str
    note: str = ""  # "month only", "inferred": what a reader should know before quoting it


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    url: str
    section_url: str
    title: str
    heading: str
    number: str
    date: DateView | None
    place: str
    speakers: tuple[SpeakerView, ...]
    more_speakers: int
    topics: tuple[str, ...]
    publisher: str
    snippet: Markup
    matches: int
    more: int
    lang: str | None
    dir: str


def hit_view(hit: Hit, state: SearchState) -> HitView:
    found = hit.document
    key = links.key_of(found.id)
    heading = _short(found.heading) or (_short(found.path[-1]) if found.path else "")
    return HitView(
        url=links.record_url(found.record_id, key, state),
        section_url=links.section_url(found),
        title=_short(title_of(found)),
        heading=heading,
        number=plain(found.number),
        date=date_view(found),
        place=_short(place_in_words(found)),
        speakers=tuple(speaker(_short(name), found) for name in found.speakers[:MOST_SPEAKERS]),
        more_speakers=max(0, len(found.speakers) - MOST_SPEAKERS),
        topics=tuple(_short(topic) for topic in found.topics[:3]),
        publisher=_short(found.publisher),
        snippet=marked(hit.snippet.text, hit.snippet.highlights),
        matches=hit.matches,
        more=hit.more,
        lang=language_of(found.language),
        dir=direction_of(found.language),
    )


def _short(text: str | None) -> str:
    return clipped(plain(text), LONGEST)


def title_of(found: Document, breadcrumb: str = "") -> str:
    """The record's title; for one without, what else names it: its breadcrumb, its kind and first speaker, its file."""
    said_by = [plain(name) for name in found.speakers[:1]]
    kind = kind_label(found.kind)
    named = " · ".join([*([kind[:1].upper() + kind[1:]] if kind else []), *said_by]) if said_by else ""
    return plain(found.title) or breadcrumb or named or posixpath.basename(found.path_in_source) or found.record_id


def date_view(found: Document, *, long: bool = False) -> DateView | None:
    """The date at its precision, a range with both ends; None where the source gives none."""
    if not found.date:
        return None
    written = long_date if long else short_date
    text = written(found.date)
    if found.date_precision == "range" and found.date_last and found.date_last != found.date_first:
        text = f"{text} – {written(found.date_last.isoformat())}"
    notes = (precision_label(found.date_precision), _("inferred") if found.date_basis == "inferred" else "")
    return DateView(iso=found.date, text=text, note=", ".join(note for note in notes if note))


def place_line(found: Document) -> str:
    """City and country as the record has them, or how it was held, where it was not in one place."""
    return _place(found, plain(found.country))


def place_in_words(found: Document) -> str:
    """The same with the country in the reader's language."""
    return _place(found, country_in_words(plain(found.country)))


def _place(found: Document, country: str) -> str:
    place = ", ".join(dict.fromkeys(part for part in (plain(found.city), country) if part))
    return " · ".join(part for part in (place, mode_label(found.mode)) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    page: int
    pages: int
    previous: str | None
    next: str | None
    numbers: tuple[tuple[int, str | None], ...]  # (page, address); address None for the page shown
    first: int  # number of the first hit shown, from 1
    last: int


def pager(state: SearchState, response: SearchResponse) -> Pager:
    total = response.total_records if state.grouped else response.total_sections
    pages = min(LAST_PAGE, max(1, -(-total // state.size)))
    near = sorted({1, *range(max(1, state.page - 2), min(pages, state.page + 2) + 1), pages})
    before = (state.page - 1) * state.size
    return Pager(
        page=state.page, pages=pages,
        previous=links.search_url(state.on_page(min(state.page - 1, pages))) if state.page > 1 else None,
        next=links.search_url(state.on_page(state.page + 1)) if state.page < pages else None,
        numbers=tuple((n, None if n == state.page else links.search_url(state.on_page(n))) for n in near),
        first=before + 1, last=before + len(response.hits))


def total_line(response: SearchResponse) -> str:
    """`128 sections in 41 records`: units said."""
    return _("%(sections)s in %(records)s",
             sections=_sections(response.total_sections),
             records=ngettext("%(num)s record", "%(num)s records", response.total_records))


def _sections(number: int) -> str:
    return ngettext("%(num)s section", "%(num)s sections", number)


def span_line(first: str, last: str) -> str:
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def date_chart(bars: Sequence[Bar], state: SearchState) -> Markup:
    """The histogram over a result list, where there is more than one bar; each leads to the same list narrowed."""
    if sum(bar.count > 0 for bar in bars) < 2:
        return Markup("")
    columns = [
        charts.Column(
            start=bar.start, end=bar.end, value=bar.count, selected=bar.selected,
            title=_("%(field)s: %(value)s", field=span_line(bar.start, bar.end), value=_sections(bar.count)),
            href=links.search_url(state.between(bar.start, bar.end)))
        for bar in charts.filled(bars)]
    return charts.histogram(columns, _("Sections by date"))
