"""What a reader types into a date box, read as an ISO date at the precision it has."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import cache

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_CJK = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+)?([^\W\d_]+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def read_date(typed: str) -> str | None:
    """`2016`, `2016-11` or `2016-11-19`, from those or from words such as `19 Nov 2016`; None where it is no date.

    Figures alone with the year last (`03/04/2016`) are no date: day and month cannot be told apart.
    """
    text = unicodedata.normalize("NFKC", typed).strip()[:40].lower()
    if match := _ISO.fullmatch(text) or _CJK.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _iso(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _iso(match[3], _month(match[1]), match[2])
    return None


def days_of(iso: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of an ISO date at any precision. Raises ValueError where it is none."""
    parts = [int(part) for part in iso.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if month:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def period_of(start: str, end: str) -> tuple[str, str]:
    """A span of days by its first and last period, at the coarsest precision that says the same.

    >>> period_of("2016-01-01", "2016-12-31"), period_of("2016-11", "2016-11-30"), period_of("2015-03-01", "2016-02-29")
    (('2016', '2016'), ('2016-11', '2016-11'), ('2015-03', '2016-02'))
    """
    first, last = days_of(start)[0], days_of(end)[1]
    for size in (4, 7):
        whole = first.isoformat()[:size], last.isoformat()[:size]
        if (days_of(whole[0])[0], days_of(whole[1])[1]) == (first, last):
            return whole
    return first.isoformat(), last.isoformat()


def _iso(year: str, month: str | int | None, day: str | None) -> str | None:
    if month == 0:
        return None
    iso = year + (f"-{int(month):02}" if month else "") + (f"-{int(day):02}" if day and month else "")
    try:
        days_of(iso)
    except ValueError:
        return None
    return iso


def _month(word: str) -> int:
    """1 to 12, or 0 where the word names no month; three letters are enough where they are clear."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    found = {number for name, number in _months() if len(plain) >= 3 and name.startswith(plain)}
    return found.pop() if len(found) == 1 else 0


@cache
def _months() -> tuple[tuple[str, int], ...]:
    english, french = (tuple(enumerate(names.split(), 1)) for names in (_ENGLISH, _FRENCH))
    return (*((name, n) for n, name in (*english, *french)), ("sept", 9))


_ENGLISH = "january february march april may june july august september october november december"
_FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
