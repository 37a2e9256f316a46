"""Lines of a page's head that hold its date: standalone datelines, `Date:` fields, stamps of the last update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indexer.model import When
from indexer.understanding.language.clock import find_clock
from indexer.understanding.language.date_forms import date_words, find_dates, when_of
from indexer.understanding.language.word_patterns import alternation
from indexer.understanding.layout import Line

LINE = 160  # characters; a longer line of the head is no dateline
MOST_WORDS = 14  # beside the date: weekday, city, venue
MOST_BEFORE = 6
MOST_BESIDE = 4  # words beside a day at a record's end


@cache
def field_label() -> re.Pattern[str]:
    """The label of a field that holds the event's day."""
    return _label(date_words()["fields"])


@cache
def _published_label() -> re.Pattern[str]:
    return _label((*date_words()["published"], *date_words()["stamps"]))


def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}\[?(?:{alternation(words)})\]?\s*[:：\]]\s*", re.IGNORECASE)


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternation(date_words()['stamps'])})\b", re.IGNORECASE)


def is_stamp(text: str) -> bool:
    """True for `Last updated: ...` and its like, whose date is not the event's."""
    return _stamp().match(text) is not None


_OCCASION = re.compile(
    r"\W*(?:speech|remarks|address|statement|lecture|keynote|interview|panel|presentation|opening|delivered|given|transcript"
    r"|joint|press release|news release|media release|communiqu[eé]|communication)\b", re.IGNORECASE)
_SPOKEN_AT = re.compile(  # "Deputy Governor X, address to the Y Forum, Zurich, " before a day
    r"\b(?:speech|remarks|address|statement|lecture|keynote|presentation|panel)\b.{0,100}\b(?:at|to|before|in)\b.*,\s*$",
    re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


_NOTE = re.compile(r"\s[-–—|]\s(?:transcript|check against|as delivered|only the|press release|news|version)\b.*$",
                   re.IGNORECASE)


_NUMBERED = re.compile(  # "PR. No. 03/05/2022" is no day
    r"(?:\b(?:no|nr|number|ref|reference|doc|document|vol|n[°º])|№|#|n[°º])[\s.:]{0,4}$", re.IGNORECASE)


def is_dateline(text: str, day_first: bool | None) -> bool:
    """True for a line that is a date, with a time, a weekday and a place at most.

    Also for an occasion's line that ends in one: `Speech by Ms X, Governor, at the Y Forum, Zurich, 5 May 2022.`
    """
    text = _NOTE.sub("", text) if len(text) <= LINE else text
    dates = () if is_stamp(text) else find_dates(text, day_first)
    if not dates or len(dates) > 2 or _NUMBERED.search(text, 0, dates[0].start):
        return False
    at_end = not text[dates[-1].end:].strip(" .)")
    if at_end and (_OCCASION.match(text) or (dates[-1].full and _SPOKEN_AT.search(text[:dates[-1].start]))):
        return True
    before = len(_LETTERS.findall(text[:dates[0].start]))
    words = before + len(_LETTERS.findall(text[dates[-1].end:]))
    if dates[0].day is None and (words > 3 or any(sign.isdigit() for sign in text[:dates[0].start])):
        return False  # "2 5 JAN 1968" is misread
    sentence = text.rstrip().endswith((".", "?", "!")) and words > MOST_BEFORE and not find_clock(text)
    return len(text) <= LINE and words <= MOST_WORDS and before <= MOST_BEFORE and not sentence


def tail_dateline(lines: Sequence[str], starts: Sequence[int], day_first: bool | None) -> When | None:
    """The last of a record's last lines that holds a full day and hardly more: `(Juche111.9.16.)`, `9 May 2021`."""
    for text, start in zip(reversed(lines), reversed(starts), strict=True):
        dates = find_dates(text, day_first)
        if len(dates) != 1 or not dates[0].full or dates[0].unsure or is_stamp(text):
            continue
        beside = len(_LETTERS.findall(text[:dates[0].start] + text[dates[0].end:]))
        if beside <= MOST_BESIDE and not _NUMBERED.search(text, 0, dates[0].start):
            return when_of(dates[0], "stated", "dateline", start)
    return None


def printed_dateline(lines: tuple[Line, ...], day_first: bool | None) -> When | None:
    """The first of the lines that is a dateline with a year of its own."""
    for line in lines:
        labelled = _published_label().match(line.text) or field_label().match(line.text)
        if is_stamp(line.text) or not (labelled or is_dateline(line.text, day_first)):
            continue
        printed = (date.centuried for date in find_dates(line.text, day_first) if not date.unsure)
        dates = (date for date in printed if date.year is not None)
        date = next(dates, None)
        if date and (when := when_of(date, "stated", "dateline", line.start)):
            return when
    return None
