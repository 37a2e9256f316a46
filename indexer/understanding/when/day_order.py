"""Whether a source prints the day or the month first: 3/5/2016.

Told by its country or language, else by what its page says besides: a day over 12 in the same form, the same day in
words, a weekday; else by whose page it is, and by how it writes days in words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache

from indexer.knowledge.gazetteer import load_gazetteer
from indexer.model import Given, Record
from indexer.understanding.language.date_forms import PrintedDate, date_words, find_dates, names_of
from indexer.understanding.language.word_patterns import whole_words
from indexer.understanding.layout import Line
from indexer.understanding.when.address_dates import address_date

REACH = 6000  # characters of the record, and of its end, in which other days are looked for
LATE = 3  # days that the publication of what happened can lag behind


def day_first_of(record: Record, lines: tuple[Line, ...], title: str) -> bool | None:
    """How the source prints 3/5/2016; None where nothing tells. `lines` are those of the head."""
    given = record.given
    country = given.country or (given.language or "").partition("-")[2] or None
    if country is not None:
        return _of_country(country)
    text = record.text if len(record.text) <= 2 * REACH else f"{record.text[:REACH]}\n{record.text[-REACH:]}"
    printed = [given.published, given.date, *(line.text for line in lines), *_tail(text),
               title]
    unsure = [date for each in printed if each for date in find_dates(each) if date.unsure]
    if not unsure:
        return None
    rules: tuple[Callable[[], bool | None], ...] = (
        lambda: _by_form(text), lambda: _by_other_days(unsure, text, given, 0), lambda: _by_owner(record, lines, title),
        lambda: _by_weekday(unsure, text), lambda: _by_other_days(unsure, text, given, LATE), lambda: _by_words(text))
    return next((told for rule in rules if (told := rule()) is not None), None)


def _of_country(country: str) -> bool:
    return country.upper() not in date_words()["month_first"]


def _tail(text: str) -> list[str]:
    return [line for line in text[-400:].split("\n")[-5:] if len(line) < 120]


def _only(found: set[bool]) -> bool | None:
    """What all of them say; None where there are none, or where they differ."""
    return next(iter(found)) if len(found) == 1 else None


_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")


def _by_form(text: str) -> bool | None:
    """By days over 12 that the page prints in the same form: 13/05/2016."""
    if "/" not in text and "-" not in text:
        return None
    pairs = ((int(found[1]), int(found[3])) for found in _SLASHED.finditer(text))
    return _only({first > second for first, second in pairs if max(first, second) > 12 >= min(first, second)})


def _readings(date: PrintedDate) -> tuple[dt.date, dt.date] | None:
    """The date with its day first, as `find_dates` leaves it where it is not sure, and with its month first."""
    year = date.year or (2000 + date.short_year if date.short_year is not None else None)
    if year is None or date.day is None or date.month is None:
        return None
    return dt.date(year, date.month, date.day), dt.date(year, date.day, date.month)


def _by_other_days(unsure: list[PrintedDate], text: str, given: Given, late: int) -> bool | None:
    """By the same day, or one at most `late` days before it, in words, in a field or in the page's address."""
    days = [date for date in (*find_dates(text), *_sure(given.published), *_sure(given.date))
            if date.day is not None and date.month is not None and not date.unsure and date.short_year is None]
    if (url := address_date(given.source_url or _address_in(text))) and url.precision == "day":
        days.append(PrintedDate(0, 0, url.first.year, url.first.month, url.first.day))
    found: set[bool] = set()
    for both in filter(None, map(_readings, unsure)):
        fits = [any(_agrees(day, reading, late) for day in days) for reading in both]
        if fits[0] is not fits[1]:
            found.add(fits[0])
    return _only(found)


def _sure(printed: str | None) -> tuple[PrintedDate, ...]:
    return find_dates(printed) if printed else ()


_ADDRESS = re.compile(r"https?://\S{8,300}")


def _address_in(text: str) -> str:
    """The address that stands above the words; empty where there is none."""
    found = _ADDRESS.search(text, 0, 400)
    return found[0] if found else ""


def _agrees(date: PrintedDate, day: dt.date, late: int) -> bool:
    """True where the printed date can be that day, or was no more than `late` days before it."""
    for back in range(late + 1):
        earlier = day - dt.timedelta(days=back)
        if (date.month, date.day) == (earlier.month, earlier.day) and date.year in (None, earlier.year):
            return True
    return False


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(whole_words(name for name in names_of("weekdays") if len(name) > 5))


def _by_weekday(unsure: list[PrintedDate], text: str) -> bool | None:
    """By the one weekday that the page's first words name: theirs is the printed day or the day before it."""
    opening = text[:REACH // 3].lower()
    named = {names_of("weekdays")[found[0]] for found in _weekday().finditer(opening)}
    if len(named) != 1:
        return None
    wanted = named.pop()
    found: set[bool] = set()
    for both in filter(None, map(_readings, unsure)):
        lag = [(reading.weekday() - wanted) % 7 for reading in both]
        if min(lag) <= 1 and max(lag) >= LATE:
            found.add(lag[0] <= 1)
    return _only(found)


_PARTS = re.compile(r"\s[-–—|·]\s|,\s|\s?[|]\s?")
_OWNER_WORDS = 9
_OF_STATE = re.compile(r"(?:Republic|Government|Kingdom|State|Ministry|Embassy|Presidency|Office|Parliament|Sultanate"
                       r"|Commonwealth|Principality|Emirate|Union|Federation|President|Cabinet|Permanent Mission"
                       r"|High Commission|Prime Minister|Ministers)\b(?:.*\bof)?\s(?:the )?(?P<country>.+)",
                       re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@])(?:https?://)?(?:[\w-]+\.){1,4}(?P<top>[a-z]{2,3})(?![\w.]\w)", re.IGNORECASE)


def _by_owner(record: Record, lines: tuple[Line, ...], title: str) -> bool | None:
    """By whose page it is: its publisher, its site, its letterhead; a title can name other countries."""
    given = record.given
    printed = [given.publisher or "", given.extra.get("site", ""), *(line.text for line in lines)]
    listed = {name == "day_first" for name in ("day_first", "month_first_owners")
              if any(_owners(name).search(text) for text in (*printed, title))}
    if listed:
        return _only(listed)
    tops = {top for text in (given.source_url or "", *printed) for found in _DOMAIN.finditer(text)
            if (top := _country_of_top(found["top"].lower()))}
    countries = tops or {code for text in printed for code in _countries(text)}
    return _only({_of_country(code) for code in countries})


@cache
def _owners(name: str) -> re.Pattern[str]:
    return re.compile(whole_words(date_words()[name]))


def _country_of_top(top: str) -> str | None:
    if len(top) != 2:
        return {"gov": "US", "mil": "US"}.get(top)
    code = {"uk": "GB", "eu": "EU", "su": "RU"}.get(top, top.upper())
    return code if code == "EU" or load_gazetteer().country_of_code(code) else None


def _countries(text: str) -> Iterator[str]:
    """The ISO codes of the countries that a letterhead's line names: `Republic of Iraq`, `Qatar News Agency`."""
    gazetteer = load_gazetteer()
    for part in (part.strip() for part in _PARTS.split(text[:200])):
        words = part.split()
        if not words or len(words) > _OWNER_WORDS:
            continue
        state = _OF_STATE.fullmatch(part)
        country = state and (gazetteer.country_name(part) or gazetteer.country_name(state["country"].strip()))
        if country:
            yield country.iso2
        elif _owners("owners").search(part):
            for size in (3, 2, 1):
                if len(words) > size and (found := gazetteer.country(" ".join(words[:size]).removesuffix("'s"))):
                    yield found.iso2
                    break


_DAY_BEFORE = re.compile(r"\d")
_AFTER_WEEKDAY = re.compile(r"[^\W\d_]+\.?\W{1,3}(?:the\s)?\d")


def _by_words(text: str) -> bool | None:
    """By how the page writes its days in words: `12 October 2022` does not stand where 10/12/2022 is meant."""
    named = [date for date in find_dates(text[:REACH]) if date.month and date.day and date.year and not date.unsure
             and any(letter.isalpha() for letter in text[date.start:date.end])]
    day_first = [(_DAY_BEFORE if date.weekday is None else _AFTER_WEEKDAY).match(text, date.start) for date in named]
    return True if day_first and all(day_first) else None
