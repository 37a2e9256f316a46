"""From a printed day to a day of the calendar: the year that is left out, counted from a day that is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indexer.model import Basis, When
from indexer.understanding.language.date_forms import PrintedDate, when_of

EARLIEST = dt.timedelta(days=60)  # before publication; an older date is of something looked back on
EARLIEST_ON_WEEKDAY = dt.timedelta(days=300)  # ... of a date whose year is inferred and agrees with its weekday
LATEST = dt.timedelta(days=1)  # after publication: the publisher's day can lag behind the venue's


@dataclass(frozen=True, slots=True)
class Reference:
    """The day that yearless and relative dates are counted from: of publication, or of the page's dateline."""

    day: dt.date
    rule: str  # where it is from
    exact: bool = True  # False where only its month or year is known

    def allows(self, day: dt.date) -> bool:
        """True for a day on which an event reported on the reference's day can have been."""
        if not self.exact:
            return day.year == self.day.year and (self.rule != "url" or day.month == self.day.month)
        return self.day - EARLIEST <= day <= self.day + LATEST


def dated(date: PrintedDate, reference: Reference | None, rule: str, offset: int | None) -> When | None:
    """The value of a printed date that needs a reference for its year; None where its year or day cannot be."""
    if date.year is None and date.short_year is None:
        return _with_year(date, reference, rule, offset)
    if date.short_year is not None:
        if reference is None:
            return when_of(date.centuried, "inferred", rule, offset)
        now = reference.day.year
        century = now - now % 100
        year = min((century - 100 + date.short_year, century + date.short_year), key=lambda each: abs(each - now))
        date = date.in_year(year)
    when = when_of(date, "stated", rule, offset)
    return when if when and (reference is None or reference.allows(when.first) or _around(when, reference)) else None


def _around(when: When, reference: Reference) -> bool:
    """A range that the reference's day falls into, or that ended shortly before."""
    return when.first <= reference.day and reference.allows(when.last)


def _with_year(date: PrintedDate, reference: Reference | None, rule: str, offset: int | None) -> When | None:
    """The reference's year; the year before where that lies ahead of it (a December lead, a January dateline)."""
    if reference is None:
        return None
    year = reference.day.year
    basis: Basis = "inferred" if reference.rule == "url" and not reference.exact else "stated"
    candidates = [when for each in (year, year - 1, year + 1)
                  if (when := when_of(date.in_year(each), basis, rule, offset))]
    if date.weekday is not None:
        agreeing = [when for when in candidates if when.first.weekday() == date.weekday]
        earliest, latest = reference.day - EARLIEST_ON_WEEKDAY, reference.day + LATEST
        near = [when for when in agreeing if earliest <= when.first <= latest]
        if near:
            return near[0]
        candidates = agreeing or candidates
    return next((when for when in candidates if reference.allows(when.first) or _around(when, reference)), None)
