"""When it happened and when it was published: `event_date`, `dateline` and `section_date`.

The day of the event is looked for in the lead, in a `Date:` field or a press conference's line, in the title, in the
dateline, in the source's own fields and last in its address; never in the body, and never today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from indexer.model import Given, Record, When
from indexer.understanding.clock import Clock, find_clock
from indexer.understanding.date_forms import PrintedDate, alternation, date_words, find_dates, parse_date, when_of
from indexer.understanding.layout import Layout, Line, SectionText
from indexer.understanding.lead_dates import Reference, dated, lead_date
from indexer.understanding.opening import Opening, opening_of

LINE = 160  # characters; a longer line of the head is no dateline
HEAD_LINES = 14  # lines of the opening in which fields and datelines are looked for


def event_date(record: Record, layout: Layout, kind: str | None = None) -> When | None:
    """When the event was, with basis, rule and offsets; None where the source does not say.

    A date that the source gives as the event's wins; one that it gives as of publication stands in
    where no date of the event is stated. `kind` tells statements, whose lead dates what they are about.
    """
    page = _page(record, layout, kind)
    for rule in _RULES:
        if when := rule(page):
            return _with_clock(when, page)
    return None


def dateline(record: Record, layout: Layout) -> dt.date | None:
    """The day of publication: as the source's fields give it, else as a line of the head does."""
    page = _page(record, layout, None)
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


def _page(record: Record, layout: Layout, kind: str | None) -> _Page:
    given = record.given
    day_first = _day_first(given)
    opening = opening_of(record, layout)
    lines = (*opening.head, *opening.below)[:HEAD_LINES]
    published = _given_day(given.published, day_first) or (
        None if given.date_is_event else _given_day(given.date, day_first))
    printed = _printed_dateline(lines, day_first)
    reference = _reference(published, printed, record, day_first)
    return _Page(record, opening, kind, lines, day_first, published, printed, reference)


def _day_first(given: Given) -> bool | None:
    """How the source prints 3/5/2016: by its country, else by the region of its language."""
    country = given.country or (given.language or "").partition("-")[2] or None
    return None if country is None else country.upper() not in date_words()["month_first"]


def _given_day(text: str | None, day_first: bool | None) -> dt.date | None:
    date = parse_date(text, day_first) if text else None
    days = date.days() if date and date.full else None
    return days[0] if days else None


def _reference(published: dt.date | None, printed: When | None, record: Record, day_first: bool | None) -> Reference | None:
    if published:
        return Reference(published, "given")
    if printed:
        return Reference(printed.first, "dateline", exact=printed.precision in ("day", "minute", "range"))
    for text in (record.given.published, record.given.date):
        if text and (date := parse_date(text, day_first)) and (days := date.days()):
            return Reference(days[0], "given", exact=date.full)
    address = record.given.source_url or ""
    if url := _address_date(address):
        return Reference(url.first, "url", exact=url.precision == "day")
    if folder := _URL_FOLDER.search(address):
        year = int(folder[1]) + (1900 if int(folder[1]) > 80 else 2000)
        return Reference(dt.date(year, int(folder[2]), 1), "url", exact=False)
    return None


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


_OWN_WORDS = frozenset({"statement", "condolence", "speech", "debate", "interview", "press-conference", "briefing", "joint-press"})


def _lead(page: _Page) -> When | None:
    if page.kind in _OWN_WORDS and not _SENT.search(page.opening.lead[0].text[:400] if page.opening.lead else ""):
        return None
    return lead_date(page.opening.lead, page.reference, several=bool(_SEVERAL.search(page.title)), day_first=page.day_first)


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = date_words()
    form = r"\W{{0,3}}\[?(?:{})\]?\s*[:：\]]\s*"
    return (re.compile(form.format(alternation(words["fields"])), re.IGNORECASE),
            re.compile(form.format(alternation((*words["published"], *words["stamps"]))), re.IGNORECASE))


_PLACE_LABEL = re.compile(r"\W{0,3}\[?(?:place|venue|location|where)\]?\s*[:：\]]\s*", re.IGNORECASE)


def _field(page: _Page) -> When | None:
    """A `Date:` field; or a date that stands in a `Place:` field by mistake."""
    for line in page.lines:
        label = _labels()[0].match(line.text) or _PLACE_LABEL.match(line.text)
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
        if not _is_dateline(line.text, page.day_first):
            continue
        date = find_dates(line.text, page.day_first)[0]
        clock = find_clock(line.text, date.end) or find_clock(line.text, 0, date.start)
        if clock and date.day is not None and (when := dated(date, page.reference, "press line", line.start)):
            return _at(when, clock)
    return None


def _at(when: When, clock: Clock | None) -> When:
    """With the clock's time; of minute precision, as the day alone was."""
    if clock is None:
        return when
    precision = "minute" if when.precision == "day" else when.precision
    return replace(when, time=clock.time, time_basis=clock.basis, precision=precision)


_NUMBERED = re.compile(r"\W*(?:No[.:]?\s*\d{1,4}\W{1,3})?")  # "No: 123, 5 May 2022, Press Release Regarding ..."
_LOOKS_BACK = re.compile(r"anniversary|remembrance|in memory|commemorat|national emergency|executive order|attacks? of|day of"
                         r"|expir|deadline|scheduled|upcoming|previewing|ahead of", re.IGNORECASE)


def _title(page: _Page) -> When | None:
    """A day in the title, at its end or in brackets, that agrees with the day of publication where there is one."""
    title = page.title
    dates = [date for date in find_dates(title, page.day_first) if date.day is not None]
    if not dates or _LOOKS_BACK.search(title):
        return None
    date = dates[0] if _NUMBERED.fullmatch(title[:dates[0].start]) else dates[-1]
    rest = "" if date.start < 12 and date is dates[0] else title[date.end:].strip(" .)]|-–—,*\"'”")
    if len(rest) > 60 or len(rest.split()) > 8 or (not date.full and page.reference is None):
        return None
    when = dated(date, page.reference, "title", page.opening.title_start)
    if when and page.opening.title_start is None:
        return replace(when, start=None, end=None)
    return when


def _dateline(page: _Page) -> When | None:
    return page.printed


def _given_publication(page: _Page) -> When | None:
    """The day of publication stands in for the event's where the text states none."""
    given = page.record.given
    when = None if given.date_is_event else _given_when(given.date, page)
    return when or _given_when(given.published, page)


def _url(page: _Page) -> When | None:
    return _address_date(page.record.given.source_url or "")


def _file_name(page: _Page) -> When | None:
    """A day in the file's name; or a year that both the file's and its folder's name hold."""
    name, folder = page.record.path.stem, page.record.path.parent.name
    if when := _address_date(name):
        return when if when.precision != "month" else None
    year = _LAST_YEAR.search(name)
    if year and re.search(rf"(?<!\d){year[1]}(?!\d)", folder):
        date = PrintedDate(0, 0, int(year[1]), None, None)
        when = when_of(date, "inferred", "file name")
        return replace(when, start=None, end=None) if when else None
    return None


_LAST_YEAR = re.compile(r"[_ -]((?:1[6-9]|20)\d\d)$")

_RULES: tuple[Callable[[_Page], When | None], ...] = (
    _given_event, _lead, _field, _press_line, _title, _dateline, _given_publication, _url, _file_name)


_OCCASION = re.compile(r"\W*(?:speech|remarks|address|statement|lecture|keynote|interview|panel|presentation|opening|delivered|given|transcript|joint)\b",
                       re.IGNORECASE)


def _is_dateline(text: str, day_first: bool | None) -> bool:
    """True for a line that is a date, with a time, a weekday and a place at most; or an occasion's line that ends in one."""
    if _stamp().match(text):
        return False
    dates = find_dates(text, day_first)
    if not dates or len(dates) > 2:
        return False
    if _OCCASION.match(text) and not text[dates[-1].end:].strip(" .)"):
        return True
    before, after = _words(text[:dates[0].start]), _words(text[dates[-1].end:])
    if dates[0].day is None and (before + after > 3 or any(sign.isdigit() for sign in text[:dates[0].start])):
        return False
    sentence = text.rstrip().endswith((".", "?", "!")) and before + after > 6 and not find_clock(text)
    return len(text) <= LINE and before + after <= 14 and before <= 6 and not sentence


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]+", text))


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternation(date_words()['stamps'])})\b", re.IGNORECASE)


def _printed_dateline(lines: tuple[Line, ...], day_first: bool | None) -> When | None:
    """The first line of the head that is a dateline with a year of its own."""
    for line in lines:
        label = _labels()[1].match(line.text) or _labels()[0].match(line.text)
        if _stamp().match(line.text) or not (label or _is_dateline(line.text, day_first)):
            continue
        date = next((each for each in find_dates(line.text, day_first) if each.year is not None and not each.unsure), None)
        if date and (when := when_of(date, "stated", "dateline", line.start)):
            return when
    return None


def _with_clock(when: When, page: _Page) -> When:
    """With the time of a head line that holds a clock and no more: `12:31 P.M. EDT`."""
    if when.time or when.rule in ("lead", "url", "file name") or when.precision != "day":
        return when
    for line in page.lines:
        clock = find_clock(line.text) if len(line.text) < 40 and not _stamp().match(line.text) else None
        if clock and len(re.findall(r"[^\W\d_]{2,}", line.text[:clock.start] + line.text[clock.end:])) <= 4:
            return _at(when, clock)
    return when


_URL_DAY = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])(?=[/_-])")
_URL_FOLDER = re.compile(r"/[a-z]+(\d\d)(0[1-9]|1[0-2])(?=/)")  # "pfmv0209/": September 2002


def _address_date(address: str) -> When | None:
    """The date in an address or a file's name: a day; or a month where a folder names one."""
    address = unquote(address)[:500]
    words = re.sub(r"(?<=[A-Za-z])[-_](?=\d)|(?<=\d)[-_](?=[A-Za-z])", " ", address)
    words = re.sub(r"(?<=\d)[-_](?=(?:1[6-9]|20)\d\d(?!\d))", " ", words)
    named = [date for date in find_dates(_capitalised(words)) if date.full and not date.unsure]
    numbers = [PrintedDate(0, 0, int(m[1]), int(m[2]), int(m[3])) for m in _URL_DAY.finditer(address)]
    months = [PrintedDate(0, 0, int(m[1]), int(m[2]), None) for m in _URL_MONTH.finditer(address)]
    for date in (*named[-1:], *numbers[:1], *months[:1]):
        if when := when_of(date, "inferred", "url"):
            return replace(when, start=None, end=None)
    return None


def _capitalised(words: str) -> str:
    return re.sub(r"(?<![A-Za-z])([a-z])(?=[a-z]{2,8}\b)", lambda match: match[1].upper(), words)


_HEADING_DATE = re.compile(r"\(([^()]{3,60})\)|[,:–—-]\s*([^,:]{3,40})$|\bon\s+(.{3,40})$")


def section_date(section_text: SectionText, record_when: When | None) -> When | None:
    """A section's own day, which its heading names (`... Meeting (September 22)`); None where it has none.

    A day without a year is in the record's; offsets are those of the record's text where the heading begins the section.
    """
    for heading in _headings(section_text):
        for date in find_dates(heading):
            if date.day is None:
                continue
            reference = Reference(record_when.last, "record", exact=False) if record_when else None
            when = _in_record(date, record_when) if date.year is None else dated(date, reference, "heading", None)
            if when and not (record_when and (when.first, when.last) == (record_when.first, record_when.last)):
                return replace(when, start=None, end=None)
    return None


def _headings(text: SectionText) -> Iterator[str]:
    if text.heading:
        yield text.heading
    yield from reversed(text.path)


def _in_record(date: PrintedDate, record_when: When | None) -> When | None:
    """The day in the year that puts it nearest to the record's days."""
    if record_when is None or record_when.precision == "year":
        return None
    found = [when for year in {record_when.first.year - 1, record_when.first.year, record_when.last.year, record_when.last.year + 1}
             if (when := when_of(date.in_year(year), "stated", "heading", None))]
    near = min(found, key=lambda when: abs((when.first - record_when.first).days), default=None)
    return near if near and abs((near.first - record_when.first).days) <= 45 else None
