"""Days and months that are written otherwise than in figures: `this sixth day of May`, `6.V.2016`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
         "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
         "twentieth")
_DAYS = {**{word: day for day, word in enumerate(_ONES, 1)}, "thirtieth": 30,
         **{f"twenty-{word}": day for day, word in enumerate(_ONES[:9], 21)}, "thirty-first": 31}
_BEFORE_MONTH = re.compile(
    rf"\b(?P<tens>(?:twenty|thirty)[- ])?(?P<word>{'|'.join(_DAYS)})\s(?:day\s)?of\s$", re.IGNORECASE)
_REACH = 30  # characters before a month's name that such a day takes
_ROMAN = {roman: month for month, roman in enumerate(
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)}
_ROMAN_MONTH = re.compile(r"(?<![\w./-])(\d{1,2})([./-])\s?(X?I{1,3}|I?[VX]|VI{1,3})\2\s?((?:19|20)\d\d)(?!\d)")


def day_in_words(text: str, month: int) -> tuple[int, int] | None:
    """The day that stands in words before the month's name at `text[month:]`, and where it begins."""
    offset = max(0, month - _REACH)
    found = _BEFORE_MONTH.search(text[offset:month])
    if found is None:
        return None
    day = _DAYS.get((found["tens"] or "").replace(" ", "-").lower() + found["word"].lower())
    return (day, offset + found.start()) if day else None


def roman_days(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Start, end, year, month and day of each day whose month is a Roman number."""
    for found in _ROMAN_MONTH.finditer(text):
        if 1 <= int(found[1]) <= 31 and found[3] in _ROMAN:
            yield found.start(), found.end(), int(found[4]), _ROMAN[found[3]], int(found[1])
