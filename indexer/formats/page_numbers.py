"""Page numbers that a scan or a printed page left in the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from indexer.formats.lines import Line, is_closed

_NUMBER = re.compile(r"(?:[Pp]age\s|[Pp]\.\s?)?[-–—(\[\s.]{0,4}(\d{1,4})\s?[-–—)\].]{0,3}$")
_APART = 15  # lines between the numbers of two pages, at least


def without_page_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without page numbers, and without the empty lines about them.

    A page number stands alone on its line, counts up by one through the text, and now and then interrupts a
    sentence; the numbers of sections never do.
    """
    numbered = [(at, int(found[1])) for at, line in enumerate(lines)
                if len(line.text) < 12 and (found := _NUMBER.match(line.text))]
    pages = _counting(numbered)
    if len(pages) < 2 or 4 * sum(1 for at in pages if _interrupts(lines, at)) < len(pages):
        return lines
    dropped: set[int] = set()
    for at in pages:
        dropped.add(at)
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(lines) and not lines[beside].text:
                dropped.add(beside)
                beside += step
    return [line for at, line in enumerate(lines) if at not in dropped]


def _counting(numbered: Sequence[tuple[int, int]]) -> list[int]:
    """Places of the numbers that count up by one, far enough apart to be those of pages."""
    pages: dict[int, None] = {}
    for (first, number), (second, following) in itertools.pairwise(numbered):
        if following == number + 1 and second - first >= _APART:
            pages[first] = pages[second] = None
    return list(pages)


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    before = next((lines[here].text for here in range(at - 1, max(-1, at - 6), -1) if lines[here].text), "")
    after = next((lines[here].text for here in range(at + 1, min(len(lines), at + 6)) if lines[here].text), "")
    return bool(before and after) and (not is_closed(before) or after[0].islower())
