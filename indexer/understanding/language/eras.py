"""Years counted from the beginning of an era or a reign: `Reiwa 5`, `Juche 111`, B.E. 2565."""

from __future__ import annotations

import re
from collections.abc import Iterator

FIRST_BUDDHIST = 2400  # no other calendar prints 2400 to 2599
_BUDDHIST = 543  # years that the Buddhist era is ahead
_BEFORE_FIRST = {"Reiwa": 2018, "Heisei": 1988, "Showa": 1925, "Juche": 1911, "Minguo": 1911}
_NAMES = "|".join(_BEFORE_FIRST)
_HINT = re.compile(_NAMES)
_AFTER_DAY = re.compile(
    rf"[ ,]{{0,2}}(?:of )?\(?(?P<era>{_NAMES})[ -]?(?P<year>\d{{1,3}})\)?(?:[ ,]{{0,2}}\(\d{{4}}\))?")
_STAMP = re.compile(r"Juche ?(?P<year>\d{2,3}) ?(?:\(\d{4}\))?[ .]{1,2}(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)")


def has_era(text: str) -> bool:
    """True where an era's name is in the text."""
    return _HINT.search(text) is not None


def common_year(year: int) -> int:
    """The year of the common era for one that may be of the Buddhist era."""
    return year - _BUDDHIST if year >= FIRST_BUDDHIST else year


def year_after(text: str, at: int) -> tuple[int, int] | None:
    """The year of the common era that an era's name and count at `text[at:]` tell, and where they end."""
    found = _AFTER_DAY.match(text, at)
    return (_BEFORE_FIRST[found["era"]] + int(found["year"]), found.end()) if found else None


def stamped_days(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Start, end, year, month and day of each stamp such as `Juche 111.9.16`."""
    for found in _STAMP.finditer(text):
        month, day = int(found["month"]), int(found["day"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield found.start(), found.end(), _BEFORE_FIRST["Juche"] + int(found["year"]), month, day
