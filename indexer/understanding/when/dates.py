"""When it happened and when it was published: `event_date`, `dateline` and `section_date`.

The day of the event is looked for in the lead, in a `Date:` field or a press conference's line, in the title, in the
dateline, in the source's own fields and last in its address; never in the body, and never today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from indexer.model import Record, When
from indexer.understanding.language.clock import Clock, find_clock
from indexer.understanding.language.date_forms import PrintedDate, find_dates, parse_date, when_of
from indexer.understanding.language.datelines import (
    field_label,
    is_dateline,
    is_stamp,
    printed_dateline,
    tail_dateline,
)
from indexer.understanding.layout import Layout, Line, SectionText
from indexer.understanding.opening import Opening, opening_of
from indexer.understanding.when.address_dates import address_date, file_date, folder_month
from indexer.understanding.when.day_order import day_first_of
from indexer.understanding.when.earlier_meetings import earlier_meeting_date
from indexer.understanding.when.lead_datelines import lead_dateline
from indexer.understanding.when.lead_dates import lead_date, they_met, we_met
from indexer.understanding.when.reckoning import Reference, dated

HEAD_LINES = 14  # lines of the opening in which fields and datelines are looked for


def event_date(record: Record, layout: Layout, kind: str | None = None) -> When | None:
    """When the event was, with basis, rule and offsets; None where the source does not say.

    A date that the source gives as the event's wins; one that it gives as of publication stands in
    where no date of the event is stated. `kind` tells statements, whose lead dates what they are about.
    """
    return dates_of(record, layout, kind, opening_of(record, layout))[0]


def dateline(record: Record, layout: Layout) -> dt.date | None:
    """The day of publication: as the source's fields give it, else as a line of the head does."""
    return _issued(_page(record, layout, None, opening_of(record, layout)))


def dates_of(record: Record, layout: Layout, kind: str | None, opening: Opening) -> tuple[When | None, dt.date | None]:
    """What `event_date` and `dateline` give, the record's opening being read already."""
    page = _page(record, layout, kind, opening)
    when = next((when for rule in _RULES if (when := rule(page))), None)
    return when and _with_clock(when, page), _issued(page)


def _issued(page: _Page) -> dt.date | None:
    return page.published or (page.printed.first if page.printed and page.printed.precision != "year" else None)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rules read of a record."""

    record: Record
    opening: Opening
    kind: str | None
    lines: tuple[Line, ...]  # the short ones of the opening
    day_first: bool | None
    published: dt.date | None  # as given in fields
    printed: When | None  # the dateline
    reference: Reference | None

    @property
    def title(self) -> str:
        return self.opening.title


def _page(record: Record, layout: Layout, kind: str | None, opening: Opening) -> _Page:
    given = record.given
    lines = (*opening.head, *opening.below)[:HEAD_LINES]
    day_first = day_first_of(record, (*lines, layout.breadcrumb) if layout.breadcrumb else lines,
                             layout.title.text if layout.title else "")
    published = _given_day(given.published, day_first) or (
        None if given.date_is_event else _given_day(given.date, day_first))
    printed = (printed_dateline(lines, day_first) or printed_dateline(layout.closing, day_first)
               or (None if published else _tail(record, day_first)))
    reference = _reference(published, printed, record, day_first, lines)
    return _Page(record, opening, kind, lines, day_first, published, printed, reference)


TAIL = 4  # lines at a record's end that can hold its day
TAIL_LINE = 80  # characters


def _tail(record: Record, day_first: bool | None) -> When | None:
    """The day that stands at the end of a record whose head has none."""
    blocks = [block for block in record.blocks[-TAIL:] if block.end - block.start <= TAIL_LINE * 2]
    lines = [(line, block.start + at) for block in blocks
             for at, line in _lines(record.text[block.start:block.end]) if len(line) <= TAIL_LINE]
    return tail_dateline([line for line, _ in lines], [start for _, start in lines], day_first)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _given_day(text: str | None, day_first: bool | None) -> dt.date | None:
    date = parse_date(text, day_first) if text else None
    days = date.days() if date and date.full else None
    return days[0] if days else None


def _printed_year(lines: tuple[Line, ...]) -> int | None:
    """The year of a dateline whose day and month cannot be told apart: 3/5/2016."""
    for line in lines:
        if is_dateline(line.text, None) and not is_stamp(line.text):
            return next((date.year for date in find_dates(line.text) if date.unsure), None)
    return None


def _reference(published: dt.date | None, printed: When | None, record: Record, day_first: bool | None,
               lines: tuple[Line, ...]) -> Reference | None:
    if published:
        own = printed is not None and printed.precision in ("day", "minute")
        if own and printed and 0 < (published - printed.first).days <= _POSTED_LATER:
            return Reference(printed.first, "dateline")  # put up on another site, or later
        return Reference(published, "given")
    if printed:
        return Reference(printed.first, "dateline", exact=printed.precision in ("day", "minute", "range"))
    for text in (record.given.published, record.given.date):
        if text and (date := parse_date(text, day_first)) and (days := date.days()):
            return Reference(days[0], "given", exact=date.full)
    if day_first is None and (year := _printed_year(lines)):
        return Reference(dt.date(year, 1, 1), "dateline", exact=False)
    address = record.given.source_url or ""
    if url := address_date(address):
        return Reference(url.first, "url", exact=url.precision == "day")
    month = folder_month(address)
    return Reference(month, "url", exact=False) if month else None


def _given_event(page: _Page) -> When | None:
    """A date that the source gives as the event's own."""
    given = page.record.given
    return _given_when(given.date, page) if given.date_is_event else None


def _given_when(text: str | None, page: _Page) -> When | None:
    date = parse_date(text, page.day_first) if text else None
    when = when_of(date, "given", "date") if date else None
    return replace(when, start=None, end=None) if when else None


_SEVERAL = re.compile(r"\b(?:calls|meetings|talks with|visits|engagements|travel|conversations)\b", re.IGNORECASE)
_SENT = re.compile(r"\b(?:sent|issued|delivered|gave|addressed|conveyed|released|held|made|spoke)\b")
_OWN_WORDS = frozenset({"statement", "condolence", "speech", "debate", "interview", "press-conference", "briefing",
                        "joint-press"})


_FIRST = 400  # characters of the lead's first paragraph
_POSTED_LATER = 4  # days that a page's own dateline can lie before the day in its fields
_OWN_WORDS_DAYS = 3  # that a message's own date can lie beside its publication's


def _lead(page: _Page) -> When | None:
    """As the lead states it; where a kind's first words are somebody's own, only if they tell of their being said."""
    lead = page.opening.lead
    first = lead[0].text[:_FIRST] if lead else ""
    own_words = page.kind in _OWN_WORDS and not (we_met(first) or (page.kind == "joint-press" and they_met(first)))
    if own_words and not _SENT.search(first):
        return None
    several = _SEVERAL.search(page.title) is not None
    when = lead_date(lead, page.reference, several=several, own_words=own_words, day_first=page.day_first)
    far = when and page.reference and abs((when.first - page.reference.day).days) > _OWN_WORDS_DAYS
    if when and when.basis == "inferred" and (titled := _title(page)):
        near = abs((when.first - titled.first).days) <= _OWN_WORDS_DAYS
        return titled if near and titled.precision == "day" else when
    return None if far and own_words else when


_PLACE_LABEL = re.compile(r"\W{0,3}\[?(?:place|venue|location|where)\]?\s*[:：\]]\s*", re.IGNORECASE)


def _field(page: _Page) -> When | None:
    """A `Date:` field; or a date that stands in a `Place:` field by mistake."""
    for line in page.lines:
        label = field_label().match(line.text) or _PLACE_LABEL.match(line.text)
        if label and (when := _first(line, label.end(), page, "date field")):
            return when
    return None


def _first(line: Line, start: int, page: _Page, rule: str) -> When | None:
    dates = find_dates(line.text, page.day_first)
    date = next((each for each in dates if each.start >= start and each.day is not None), None)
    if date is None:
        return None
    when = dated(date, page.reference, rule, line.start)
    return _at(when, find_clock(line.text, date.end) or find_clock(line.text)) if when else None


def _press_line(page: _Page) -> When | None:
    """A line of the head with a day and a clock time: `Wednesday, December 12, 2018, 4:31 p.m. Ministry of ...`."""
    for line in page.lines:
        if not is_dateline(line.text, page.day_first):
            continue
        date = find_dates(line.text, page.day_first)[0]
        clock = find_clock(line.text, date.end) or find_clock(line.text, 0, date.start)
        if clock and date.day is not None and (when := dated(date, page.reference, "press line", line.start)):
            return _titled_before(when, page) or _at(when, clock)
    return None


def _titled_before(when: When, page: _Page) -> When | None:
    """A day in the title shortly before the line's, which is then the clock of its publication."""
    titled = _title(page)
    near = titled is not None and 0 < (when.first - titled.first).days <= _OWN_WORDS_DAYS
    return titled if near else None


def _at(when: When, clock: Clock | None) -> When:
    """With the clock's time; of minute precision, as the day alone was."""
    if clock is None:
        return when
    precision = "minute" if when.precision == "day" else when.precision
    return replace(when, time=clock.time, time_basis=clock.basis, precision=precision)


_NUMBERED = re.compile(r"\W*(?:No[.:]?\s*\d{1,4}\W{1,3})?")  # "No: 123, 5 May 2022, Press Release Regarding ..."
_LOOKS_BACK = re.compile(r"anniversary|remembrance|in memory|commemorat|national emergency|executive order|attacks? of"
                         r"|day of|expir|deadline|scheduled|upcoming|previewing|ahead of", re.IGNORECASE)


def _title(page: _Page) -> When | None:
    """A day in the title, at its end or in brackets, that agrees with the day of publication where there is one."""
    title = page.title
    dates = [date for date in find_dates(title, page.day_first) if date.day is not None]
    if not dates or _LOOKS_BACK.search(title):
        return None
    date = dates[0] if _NUMBERED.fullmatch(title[:dates[0].start]) else dates[-1]
    rest = "" if date.start < 12 and date is dates[0] else title[date.end:].strip(" .)]|-–—,*\"'”")
    if len(rest) > 60 or len(rest.split()) > 8 or (
            not date.centuried.full and page.reference is None):
        return None
    when = dated(date, page.reference, "title", page.opening.title_start)
    if when and page.opening.title_start is None:
        return replace(when, start=None, end=None)
    return when


def _dateline(page: _Page) -> When | None:
    """The head's dateline; not one of a month only where the source's fields have the day."""
    printed = _unlabelled(page) or page.printed
    return None if printed and printed.precision in ("month", "year") and page.published else printed


_PUBLISHED = re.compile(r"\W*(?:first )?(?:published|posted|released|issued|uploaded|created|date of publication)\b",
                        re.IGNORECASE)


def _unlabelled(page: _Page) -> When | None:
    """A dateline beside a line that is said to be of publication: `Published: 30 May 2018`, `Dublin, 29 May 2018`."""
    others = tuple(line for line in page.lines if not _PUBLISHED.match(line.text))
    return printed_dateline(others, page.day_first) if len(others) < len(page.lines) else None


def _lead_dateline(page: _Page) -> When | None:
    return lead_dateline(page.opening.lead, page.reference, page.day_first)


def _given_publication(page: _Page) -> When | None:
    """The day of publication stands in for the event's where the text states none."""
    given = page.record.given
    when = None if given.date_is_event else _given_when(given.date, page)
    return when or _given_when(given.published, page)


def _url(page: _Page) -> When | None:
    return address_date(page.record.given.source_url or "")


def _earlier_meeting(page: _Page) -> When | None:
    """Where nothing else holds a year, the one that a meeting before this one leaves."""
    return None if page.reference else earlier_meeting_date(page.opening.lead, page.day_first)


def _file_name(page: _Page) -> When | None:
    return file_date(page.record.path)


_RULES: tuple[Callable[[_Page], When | None], ...] = (
    _given_event, _lead, _field, _press_line, _title, _dateline, _lead_dateline, _given_publication, _url,
    _earlier_meeting, _file_name)


def _with_clock(when: When, page: _Page) -> When:
    """With the time of a head line that holds a clock and no more: `12:31 P.M. EDT`."""
    if when.time or when.rule in ("lead", "url", "file name") or when.precision != "day":
        return when
    for line in page.lines:
        clock = find_clock(line.text) if len(line.text) < 40 and not is_stamp(line.text) else None
        if clock and len(re.findall(r"[^\W\d_]{2,}", line.text[:clock.start] + line.text[clock.end:])) <= 4:
            return _at(when, clock)
    return when


def section_date(section_text: SectionText, record_when: When | None) -> When | None:
    """A section's own day, which its heading names (`... Meeting (September 22)`); None where it has none.

    A day without a year is in the record's. No offsets: the heading is not read from the record's text.
    """
    for text, rule in _dated_texts(section_text, record_when):
        for date in find_dates(text):
            if date.day is None:
                continue
            reference = Reference(record_when.last, "record", exact=False) if record_when else None
            when = _in_record(date, record_when) if date.year is None else dated(date, reference, rule, None)
            if when and not (record_when and (when.first, when.last) == (record_when.first, record_when.last)):
                return replace(when, rule=rule, start=None, end=None)
    return None


_OPENING_DAY = re.compile(r"\W{0,3}(?:\(?\w{1,3}[.)]\s*)?On\s+(?:the\s+\w+\s+of\s+)?(?=[A-Z\d])")
_DAY_REACH = 40  # characters that a day at a section's beginning can take


def _dated_texts(text: SectionText, record_when: When | None) -> Iterator[tuple[str, str]]:
    """The section's headings; where the record covers several days, also the day that the section begins with."""
    if text.heading:
        yield text.heading, "heading"
    yield from ((heading, "heading") for heading in reversed(text.path))
    opening = _OPENING_DAY.match(text.text) if record_when and record_when.precision == "range" else None
    if opening:
        yield text.text[opening.end():opening.end() + _DAY_REACH], "section"


def _in_record(date: PrintedDate, record_when: When | None) -> When | None:
    """The day in the year that puts it nearest to the record's days."""
    if record_when is None or record_when.precision == "year":
        return None
    years = range(record_when.first.year - 1, record_when.last.year + 2)
    found = [when for year in years if (when := when_of(date.in_year(year), "stated", "heading"))]
    near = min(found, key=lambda when: abs((when.first - record_when.first).days), default=None)
    return near if near and abs((near.first - record_when.first).days) <= 45 else None
