"""Dates of a query: `2016`, `2016-11`, `2016-11-19`, ranges `A..B`, `A..`, `..B`, and `>=A`, `>A`, `<=A`, `<A`."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

from indexer.query.tree import DateRange

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_RANGE = re.compile(r"\.{2,3}")
_COMPARED = re.compile(r"(>=|<=|>|<|=)?(.+)", re.DOTALL)
Days = tuple[dt.date, dt.date]


def date_range(text: str) -> DateRange | None:
    """The days that a query's date means, both ends included; None where it is not a date. Ends come in order."""
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = _RANGE.split(plain)
    if len(parts) == 2 and any(parts):
        return _between(text, parts[0].strip(), parts[1].strip())
    found = _COMPARED.fullmatch(plain)
    days = _days(found[2].strip()) if found else None
    if found is None or days is None:
        return None
    first, last = days
    match found[1]:
        case ">=":
            return DateRange(text, first, None)
        case "<=":
            return DateRange(text, None, last)
        case ">":
            return DateRange(text, last + dt.timedelta(1), None) if last < dt.date.max else None
        case "<":
            return DateRange(text, None, first - dt.timedelta(1)) if first > dt.date.min else None
        case _:
            return DateRange(text, first, last)


def _between(text: str, begin: str, end: str) -> DateRange | None:
    first = _days(begin) if begin else None
    last = _days(end) if end else None
    if (begin and first is None) or (end and last is None):
        return None
    if first and last and first[0] > last[1]:
        first, last = last, first
    return DateRange(text, first[0] if first else None, last[1] if last else None)


def _days(text: str) -> Days | None:
    """The first and last day of a year, month or day; None where the calendar has no such thing."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not 1 <= year <= 9999 or (found[2] and not 1 <= month <= 12):
        return None
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    length = calendar.monthrange(year, month)[1]
    if not found[3]:
        return dt.date(year, month, 1), dt.date(year, month, length)
    return (dt.date(year, month, day), dt.date(year, month, day)) if 1 <= day <= length else None
