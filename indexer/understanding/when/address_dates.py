"""Dates in a page's address or a file's name: the last resort, and always inferred."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from indexer.model import When
from indexer.understanding.language.date_forms import PrintedDate, find_dates, when_of

REACH = 500  # characters of an address
_DAY = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])(?=[/_-])")
_FOLDER = re.compile(r"/[a-z]+(\d\d)(0[1-9]|1[0-2])(?=/)")  # "pfmv0209/": September 2002
_OLDEST = 80  # a folder's two digits from here on are of the 20th century
_LAST_YEAR = re.compile(r"[_ -]((?:1[6-9]|20)\d\d)$")
_BESIDE_DIGIT = re.compile(r"(?<=[A-Za-z])[-_](?=\d)|(?<=\d)[-_](?=[A-Za-z])|(?<=\d)[-_](?=(?:1[6-9]|20)\d\d(?!\d))")
_SMALL = re.compile(r"(?<![A-Za-z])([a-z])(?=[a-z]{2,8}\b)")


def address_date(address: str) -> When | None:
    """The day that an address names (`-4-november-2022`, `/2021/03/02/`), or the month of one of its folders."""
    address = unquote(address)[:REACH]
    words = _SMALL.sub(lambda match: match[1].upper(), _BESIDE_DIGIT.sub(" ", address))
    named = [date for date in find_dates(words) if date.full and not date.unsure]
    numbers = [PrintedDate(0, 0, int(m[1]), int(m[2]), int(m[3])) for m in _DAY.finditer(address)]
    months = [PrintedDate(0, 0, int(m[1]), int(m[2]), None) for m in _MONTH.finditer(address)]
    for date in (*named[-1:], *numbers[:1], *months[:1]):
        if when := when_of(date, "inferred", "url"):
            return replace(when, start=None, end=None)
    return None


def folder_month(address: str) -> dt.date | None:
    """The first of the month that a folder's code names: `pfmv0209/`."""
    found = _FOLDER.search(address[:REACH])
    if found is None:
        return None
    year = int(found[1]) + (1900 if int(found[1]) >= _OLDEST else 2000)
    return dt.date(year, int(found[2]), 1)


def file_date(path: Path) -> When | None:
    """A day in the file's name; or a year that both the file's and its folder's name hold."""
    if (when := address_date(path.stem)) and when.precision != "month":
        return replace(when, rule="file name")
    year = _LAST_YEAR.search(path.stem)
    if year is None or not re.search(rf"(?<!\d){year[1]}(?!\d)", path.parent.name):
        return None
    when = when_of(PrintedDate(0, 0, int(year[1]), None, None), "inferred", "file name")
    return replace(when, start=None, end=None) if when else None
