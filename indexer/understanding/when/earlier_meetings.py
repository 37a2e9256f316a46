"""The year of a lead's day where only an earlier meeting that it names tells it: `their second, following May 2012`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.model import When
from indexer.understanding.language.date_forms import PrintedDate, find_dates
from indexer.understanding.layout import Line
from indexer.understanding.when.lead_dates import REACH, lead_date, sentences_of
from indexer.understanding.when.reckoning import Reference

LONGEST = dt.timedelta(days=366)  # from one meeting to the next that a lead still calls its earlier one
_EARLIER = re.compile(
    r"\b(?:since|following|after|previous\w*|last|earlier|first|second|third|fourth|fifth|sixth|again|re-?visit\w*"
    r"|continu\w+)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:to be|scheduled|planned|next|upcoming|forthcoming|will)\b", re.IGNORECASE)


def earlier_meeting_date(lead: tuple[Line, ...], day_first: bool | None) -> When | None:
    """The first such day after the earlier meeting; inferred. None where the lead names none, or several years fit."""
    for earlier in _earlier_meetings(lead, day_first):
        days = earlier.days()
        if days is None:
            continue
        for year in (days[1].year, days[1].year + 1):
            reference = Reference(dt.date(year, 1, 1), "earlier meeting", exact=False)
            when = lead_date(lead, reference, several=False, own_words=False, day_first=day_first)
            if when and when.first > days[1] and when.first - days[1] <= LONGEST:
                return replace(when, basis="inferred", rule="earlier meeting")
    return None


def _earlier_meetings(lead: tuple[Line, ...], day_first: bool | None) -> Iterator[PrintedDate]:
    """The dates with year and month in sentences that speak of a meeting before this one."""
    for line in lead[:2]:
        for start, end in sentences_of(line.text[:REACH]):
            sentence = line.text[start:end]
            if not _EARLIER.search(sentence) or _AFTER.search(sentence):
                continue
            dates = find_dates(sentence, day_first)
            yield from (date for date in dates if date.year and date.month and not date.unsure)
