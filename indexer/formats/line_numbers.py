"""The numbers that court reporters print before the lines of a page: 1 to 25, and from 1 again on the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.formats.lines import Line

LEAST = 10  # numbered lines
_NUMBER = re.compile(r"(\d{1,2})(?:\s+|$)")
_PAGE = re.compile(r"(?:Page\s)?\d{1,4}(?: of \d{1,4})?$", re.IGNORECASE)


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without their printed numbers, where nearly every line has one and they count up; else as they are."""
    found = {at: match for at, line in enumerate(lines) if (match := _NUMBER.match(line.text)) is not None}
    filled = sum(1 for line in lines if line.text and not _PAGE.match(line.text))
    if len(found) < LEAST or len(found) * 10 < filled * 9:
        return list(lines)
    numbers = [int(match[1]) for match in found.values()]
    counted = sum(number in (before + 1, 1) for before, number in pairwise(numbers))
    if counted * 10 < (len(numbers) - 1) * 9 or max(numbers) < LEAST // 2 or numbers.count(1) * 3 > len(numbers):
        return list(lines)
    wrapped = sum(line.text[found[at].end():][:1].islower() for at, line in enumerate(lines) if at in found)
    if wrapped * 5 < len(found):  # a numbered list
        return list(lines)
    return [_bare(line, found.get(at)) for at, line in enumerate(lines)]


def _bare(line: Line, number: re.Match[str] | None) -> Line:
    if number is None:
        return line
    text = line.text[number.end():]
    return Line(text, line.indent + number.end() if text else 0, line.number)
