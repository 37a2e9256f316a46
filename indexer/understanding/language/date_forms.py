"""Dates as they are printed: which words of a text are a date, and what they say of day, month and year.

`find_dates` finds all printed forms of running text; `parse_date` reads a field that holds a date and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.model import Basis, Precision, When
from indexer.understanding.language.day_words import day_in_words, roman_days
from indexer.understanding.language.eras import common_year, has_era, stamped_days, year_after
from indexer.understanding.language.word_patterns import alternation

NEXT_CENTURY = 60  # a year of two digits from here on is of the 20th century
FIRST_YEAR, LAST_YEAR = 1500, 2199  # a number outside is no year of a statement

Day = tuple[int | None, int | None, int | None]  # year, month, day


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed at `text[start:end]`; None for what it leaves out."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    last: Day | None = None  # of a range, its last day; its year and month always filled where `year` is
    weekday: int | None = None  # 0 is Monday
    short_year: int | None = None  # of two digits, as in 27/02/90
    unsure: bool = False  # 3/5/2016: day and month cannot be told apart

    @property
    def full(self) -> bool:
        """True where it names a year, a month and a day."""
        return None not in (self.year, self.month, self.day)

    @property
    def centuried(self) -> PrintedDate:
        """With the year that two digits most likely mean: 23 is 2023, 98 is 1998."""
        if self.short_year is None:
            return self
        return replace(self.in_year(self.short_year + (2000 if self.short_year < NEXT_CENTURY else 1900)),
                       short_year=None)

    def in_year(self, year: int) -> PrintedDate:
        """The same with the year filled in; a range that goes over the turn of the year ends in the next one."""
        last = self.last
        if last and last[0] is None:
            over = last[1] is not None and self.month is not None and last[1] < self.month
            last = (year + over, *last[1:])
        return replace(self, year=year, last=last)

    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day that it covers; None where it has no year or is no day of the calendar."""
        if self.year is None:
            return None
        if self.unsure or self.month is None:
            return dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        if self.day is None:
            after = dt.date(self.year + self.month // 12, self.month % 12 + 1, 1)
            return dt.date(self.year, self.month, 1), after - dt.timedelta(days=1)
        first = _day(self.year, self.month, self.day)
        last = _day(*self.last) if self.last else first
        return (first, max(first, last)) if first and last else None

    @property
    def precision(self) -> Precision:
        if self.unsure or self.month is None:
            return "year"
        if self.day is None:
            return "month"
        return "range" if self.last else "day"


def when_of(date: PrintedDate, basis: Basis, rule: str, offset: int | None = None) -> When | None:
    """The value for a printed date; `offset` is where its text begins in the record, None where it is not there."""
    days = date.days()
    if days is None:
        return None
    precision: Precision = date.precision if date.precision != "range" or days[0] != days[1] else "day"
    return When(first=days[0], last=days[1], precision=precision, basis=basis, rule=rule,
                start=None if offset is None else offset + date.start,
                end=None if offset is None else offset + date.end)


def _day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


WORD_LISTS = ("event", "other", "future", "openers", "before", "stamps", "today", "yesterday", "before_yesterday",
              "this_month", "fields", "published", "month_first", "day_first", "month_first_owners", "owners")


@cache
def date_words() -> dict[str, tuple[str, ...]]:
    """The word lists of `data/lexicon/dates.toml`, by name. Raises KnowledgeError where one is missing."""
    path = data_folder() / "lexicon" / "dates.toml"
    table = read_toml(path)
    words = {**_tables(table, "words"), **_tables(table, "numeric")}
    for name in WORD_LISTS:
        if not isinstance(words.get(name), list):
            raise KnowledgeError(path, f"no list {name!r}", mend=f"write {name} = [...] under [words] or [numeric]")
    return {name: tuple(map(str, listed)) for name, listed in words.items() if isinstance(listed, list)}


def _tables(table: dict[str, object], name: str) -> dict[str, object]:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


@cache
def names_of(kind: str) -> dict[str, int]:
    """Casefolded month or weekday name -> its index from 0, in all languages."""
    found: dict[str, int] = {}
    for listed in _tables(read_toml(data_folder() / "lexicon" / "dates.toml"), kind).values():
        for index, forms in enumerate(listed if isinstance(listed, list) else ()):
            for form in forms:
                found.setdefault(str(form).casefold(), index)
    return found


_ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b\.?|er\b|º|ª|\.(?=\s|/))?"
_TO = r"\s*(?:[-–—~]{1,3}|/|to|and|until|through|&|au|et|bis|und|al|a|y|e|по|и)\s*"
_YEAR = r"(?P<year>(?:1[5-9]|20|21|2[45])\d\d)(?!\d)"
_DAY_FIRST = (r"(?<![\d:.,/])(?<![A-Za-z])(?<![A-Za-z]-)(?<!\d\s)(?P<day>\d{1,2})"  # "2 5 Jan" is a misread stamp
              + _ORDINAL)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """For running text: a month's name, the words beside it that are of its date, and a weekday before a date."""

    month: re.Pattern[str]
    before: re.Pattern[str]  # "13th of "
    year: re.Pattern[str]  # after a month that a day stands before: " (Thu), 2019"
    after: re.Pattern[str]  # " 29-30, 2023"
    weekday: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    week = rf"(?:{alternation(names_of('weekdays'))})\b\.?"
    month = rf"(?<![^\W\d_])(?:{alternation(names_of('months'))})(?![^\W\d_])"
    no_time = r"(?![\d:%]|\.\d|,\d)(?!\s*[ap]\.?\s?m\b)"
    suffix = r"(?:\s?(?:st|nd|rd|th)\b)?"
    of_year = r"(?:\s*+,?\s*+(?:of|de|del|di|year|B\.?\s?E\.?)?\s*+|\.?[-/])"
    before = (rf"{_DAY_FIRST}(?:,\s\d{{1,2}}(?=,|\s(?:and|&)))?"
              rf"(?:{_TO}(?:{week},?\s+)?(?:the\s+)?(?P<day2>\d{{1,2}}){_ORDINAL})?"
              r"\s*(?:-|/|(?:day\s+)?(?:of|de|del|di|d['’])\s*)?$")
    after = (rf"\.?(?:{of_year}{_YEAR}"
             rf"|\s*+(?:the\s++)?(?P<day>\d{{1,2}}){suffix}{no_time}"
             rf"(?:{_TO}(?:{week},?\s+)?(?:the\s+)?(?P<day2>\d{{1,2}}){suffix}{no_time}(?!\s*\w*{month}))?"
             rf"(?:\s*\((?P<week>{week})\))?(?:(?:\s*,\s*|\s+of\s+|\s+){_YEAR.replace('year', 'year2')})?)?")
    weekday = rf"(?P<week>{alternation(names_of('weekdays'))})\b\.?\s*+\)?,?\s*+(?:the\s++)?$"
    year = rf"\.?(?:\s*\([^\W\d]+\))?{of_year}{_YEAR}"
    return _Patterns(*(re.compile(pattern, re.IGNORECASE) for pattern in (month, before, year, after, weekday)))


_DIGITS = {ord(wide): str(value % 10) for value, wide in enumerate("０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_NUMERIC = re.compile(r"(?<![\d./])(?<![\d-]-)(\d{1,4})([-/]|\s/\s|\.\s?)(\d{1,2})\2(\d{1,4})(?![\d])(?!-\d)")
_ALONE = re.compile(r"\W*(?P<year>(?:19|20)\d\d) (?P<month>\d\d) (?P<day>\d\d)\W*")  # "2023 03 15"
_CJK = re.compile(r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<eyear>\d{1,3}|元)\s?年|(?P<year>\d{4})\s?[年년])?"
                  r"\s?(?P<month>\d{1,2})\s?[月월]"
                  r"(?:\s?(?P<day>\d{1,2})\s?[日일号號])?(?:\s?[（(]?(?P<week>[月火水木金土日])曜?[）)]?)?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_DIGIT_PAIR = re.compile(r"\d(?:\s?[-/]\s?|\.\s?)\d")
_ROMAN_HINT = re.compile(r"\d[./-]\s?[IVX]")
_REACH = 48  # characters beside a month's name that a day, a year and a weekday can take


_LINE = 2000  # characters of a text whose dates are kept


def find_dates(text: str, day_first: bool | None = None) -> tuple[PrintedDate, ...]:
    """All dates printed in the text, in order. `day_first` says how to read 3/5/2016; None: it stays unsure."""
    return _dates_of_line(text, day_first) if len(text) <= _LINE else _dates(text, day_first)


@lru_cache(maxsize=256)  # several rules ask about the same lines
def _dates_of_line(text: str, day_first: bool | None) -> tuple[PrintedDate, ...]:
    return _dates(text, day_first)


def _dates(text: str, day_first: bool | None) -> tuple[PrintedDate, ...]:
    text = text.translate(_DIGITS) if not text.isascii() else text
    found = [date for match in _patterns().month.finditer(text) if (date := _named(text, match))]
    if _DIGIT_PAIR.search(text):
        found += [date for match in _NUMERIC.finditer(text) if (date := _numeric(match, day_first))]
    if _ROMAN_HINT.search(text):
        found += [PrintedDate(*day) for day in roman_days(text)]
    if (alone := _ALONE.fullmatch(text)) and (date := _spaced(alone)):
        found.append(date)
    if has_era(text):
        found = [_in_era(date, text) for date in found] + [PrintedDate(*stamp) for stamp in stamped_days(text)]
    if "月" in text or "월" in text:
        found += [date for match in _CJK.finditer(text) if (date := _cjk(match))]
    return _joined(text, sorted(found, key=lambda date: date.start))


_MORE = re.compile(r"\.?[-/]\d{2}")
_YEAR_AHEAD = re.compile(rf"(?<![\d.,/-]){_YEAR}(?:\.|,)?\s(?:m\.\s)?$")  # "2024. január 24."
_WORDS_TOO = frozenset({"may", "march", "mar", "sep", "dec", "jan", "jun", "august"})  # in small letters, no months


def _named(text: str, match: re.Match[str]) -> PrintedDate | None:
    """The date around a month's name: what is printed before it, or else after it."""
    name = match.group()
    if name.islower() and name in _WORDS_TOO:
        return None
    month = names_of("months")[name.casefold()] + 1
    patterns = _patterns()
    offset = max(0, match.start() - _REACH)
    tail = text[match.end():match.end() + _REACH]
    left = patterns.before.search(text[offset:match.start()])
    if left and left[0][-1] in "-/" and not _MORE.match(tail):
        left = None  # "April 30-May 2", not "30-May-2014"
    if left and 1 <= int(left["day"]) <= 31:
        after = patterns.year.match(tail)
        start, end = offset + left.start("day"), match.end() + (after.end() if after else 0)
        day, last_day, year, week = left["day"], left["day2"], after["year"] if after else None, None
    else:
        after = patterns.after.match(tail)
        if after is None or not (after["day"] or after["year"]):
            return None
        if not after["day"] and (words := day_in_words(text, match.start())):
            return _of_words(words[1], match.end() + after.end(), month, words[0], None, _year(after["year"]), None)
        start, end = match.start(), match.end() + after.end()
        day, last_day, year, week = after["day"], after["day2"], after["year"] or after["year2"], after["week"]
        if not year and (ahead := _YEAR_AHEAD.search(text[offset:start])):
            year, start = ahead["year"], offset + ahead.start("year")
    if ahead := patterns.weekday.search(text[max(0, start - 20):start]):
        week, start = ahead["week"], max(0, start - 20) + ahead.start("week")
    return _of_words(start, end, month, _number(day), _number(last_day), _year(year), week)


def _of_words(start: int, end: int, month: int, day: int | None, last_day: int | None, year: int | None,
              week: str | None) -> PrintedDate | None:
    if day is not None and not 1 <= day <= 31:
        return None
    last = (year, month, last_day) if day is not None and last_day is not None and day < last_day <= 31 else None
    weekday = names_of("weekdays").get(week.casefold().rstrip(".")) if week else None
    return PrintedDate(start, end, year, month, day, last, weekday)


def _in_era(date: PrintedDate, text: str) -> PrintedDate:
    """With the year that an era's name and count after the day tell: `November 20, Reiwa 5`."""
    era = year_after(text, date.end) if date.year is None and date.day is not None else None
    return replace(date.in_year(era[0]), end=era[1]) if era else date


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _year(digits: str | None) -> int | None:
    return common_year(int(digits)) if digits else None


def _numeric(match: re.Match[str], day_first: bool | None) -> PrintedDate | None:
    first, mark, second, third = match[1], match[2].strip(), int(match[3]), match[4]
    alone = match.string.strip(" -*•|\t") == match[0]
    if match[2] != mark and len(first) != 4 and not alone:
        return None  # "2. 5. 2016" among words is a list's number more often than a day
    if len(first) == 4:
        year, month, day = int(first), second, int(third)
        sure = True
    elif len(first) <= 2 and len(third) in (2, 4):
        one = int(first)
        year = int(third)
        day_first = True if mark == "." else day_first
        day, month = (one, second) if second <= 12 and (one > 12 or day_first is not False) else (second, one)
        sure = one > 12 or second > 12 or one == second or day_first is not None
        if len(third) == 2 and (mark == "." and len(first) < 2):
            return None  # a section number such as 2.1.10
    else:
        return None
    short = year if len(third) == 2 and len(first) != 4 else None
    if not (1 <= month <= 12 and 1 <= day <= 31) or (short is None and not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    date = PrintedDate(match.start(), match.end(), None if short is not None else year, month, day, short_year=short,
                       unsure=not sure)
    return _by_weekday(date, match.string)


def _by_weekday(date: PrintedDate, text: str) -> PrintedDate:
    """With the weekday that stands before it, which can tell the day from the month: `Wed, 12/10/2022`."""
    start = max(0, date.start - 20)
    ahead = _patterns().weekday.search(text[start:date.start])
    if ahead is None:
        return date
    weekday = names_of("weekdays")[ahead["week"].casefold().rstrip(".")]
    start += ahead.start("week")
    if date.unsure and date.year is not None:
        days = [_day(date.year, *pair) for pair in ((date.month, date.day), (date.day, date.month))]
        fits = [day for day in days if day is not None and day.weekday() == weekday]
        if len(fits) == 1:
            return replace(date, start=start, month=fits[0].month, day=fits[0].day, weekday=weekday, unsure=False)
    return replace(date, start=start, weekday=weekday)


def _spaced(match: re.Match[str]) -> PrintedDate | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    whole = 1 <= month <= 12 and 1 <= day <= 31
    return PrintedDate(match.start("year"), match.end("day"), year, month, day) if whole else None


def _cjk(match: re.Match[str]) -> PrintedDate | None:
    month, day = int(match["month"]), _number(match["day"])
    year = _number(match["year"])
    if match["era"]:
        year = _ERAS[match["era"]] + (1 if match["eyear"] == "元" else int(match["eyear"]))
    if not 1 <= month <= 12 or (day is None and year is None) or (day is not None and not 1 <= day <= 31):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return PrintedDate(start, match.end(), year, month, day)


_RANGE = re.compile(r"\s*+,?\s*+(?:[-–—~]{1,3}|to|until|through|bis|au|al|по)\s*+(?:the\s++)?", re.IGNORECASE)


def _joined(text: str, found: list[PrintedDate]) -> tuple[PrintedDate, ...]:
    """Two dates with "to" between them are one range."""
    joined: list[PrintedDate] = []
    for date in found:
        previous = joined[-1] if joined else None
        if previous and date.start < previous.end:
            continue
        if (previous and previous.day and date.day and not previous.last and date.start - previous.end < 16
                and _RANGE.fullmatch(text, previous.end, date.start)):
            joined[-1] = _range(previous, date)
            continue
        joined.append(date)
    return tuple(joined)


def _range(first: PrintedDate, last: PrintedDate) -> PrintedDate:
    end: Day = last.last or (last.year, last.month, last.day)
    year = first.year
    if year is None and last.year is not None:
        over = first.month is not None and last.month is not None and first.month > last.month
        year = last.year - over
    return replace(first, end=last.end, year=year, last=end)


_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ]\s?(\d{2}):(\d{2})\S*)?\s*")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_YEAR_ONLY = re.compile(r"\D{0,12}?(\d{4})\D{0,4}")


def parse_date(text: str, day_first: bool | None = None) -> PrintedDate | None:
    """The date that a field holds: ISO date or datetime, any printed form, month and year, or a year alone.

    A datetime's day is the one it prints: it is not converted from its zone.
    """
    text = text.strip()[:200]
    if match := _ISO.match(text):
        year, month, day = int(match[1]), int(match[2]), _number(match[3])
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and (day is None or _day(year, month, day)):
            return PrintedDate(match.start(1), match.end(), year, month, day)
    if match := _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        if FIRST_YEAR <= year <= LAST_YEAR and _day(year, month, day):
            return PrintedDate(match.start(1), match.end(3), year, month, day)
    found = find_dates(text, day_first)
    best = next((date for date in found if date.full), None) or next((date for date in found if date.year), None)
    if best:
        return best
    if (match := _YEAR_ONLY.fullmatch(text)) and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return PrintedDate(match.start(1), match.end(1), int(match[1]), None, None)
    return found[0] if found else None
