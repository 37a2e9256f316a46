"""Whether a source prints the day or the month first: 3/5/2016."""

from __future__ import annotations

import re

from indexer.knowledge.gazetteer import load_gazetteer
from indexer.model import Given
from indexer.understanding.language.date_forms import date_words, find_dates
from indexer.understanding.layout import Line


def day_first_of(given: Given, lines: tuple[Line, ...]) -> bool | None:
    """How the source prints 3/5/2016: by its country, the region of its language, or its letterhead's country."""
    country = given.country or (given.language or "").partition("-")[2] or None
    if country is None and any(date.unsure for line in lines for date in find_dates(line.text)):
        country = _letterhead_country(lines)
    return None if country is None else country.upper() not in date_words()["month_first"]


_LETTERHEAD_WORDS = 8
_LETTERHEAD_PARTS = re.compile(r"\s[-–—|·]\s|,\s")
_OF_STATE = re.compile(r"(?:Republic|Government|Kingdom|State|Ministry|Embassy|Presidency|Office|Parliament)\b"
                       r"(?:.*\bof)?\s(?:the )?(?P<country>.+)")


def _letterhead_country(lines: tuple[Line, ...]) -> str | None:
    """The ISO code of the one country that the head's lines name as their page's: `Republic of Iraq`."""
    gazetteer = load_gazetteer()
    found = set()
    for part in (part.strip() for line in lines for part in _LETTERHEAD_PARTS.split(line.text)):
        if len(part.split()) <= _LETTERHEAD_WORDS and (state := _OF_STATE.fullmatch(part)):
            country = gazetteer.country_name(part) or gazetteer.country_name(state["country"].strip())
            found.add(country.iso2 if country else None)
    found.discard(None)
    return found.pop() if len(found) == 1 else None
