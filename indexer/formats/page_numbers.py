"""Page numbers and running heads that a scan or a printed page left in the text."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from indexer.formats.lines import Line, is_closed

_NUMBER = re.compile(r"(?:[Pp]age\s|[Pp]\.\s?)?[-–—(\[\s.]{0,4}(\d{1,4})\s?[-–—)\].]{0,3}$")
_PAGE_OF = re.compile(r"page \d{1,4} (?:of|/) \d{1,4}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_APART = 15  # lines between the numbers of two pages, at least
_LONGEST_HEAD = 100  # characters of a running head


def without_page_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without page numbers and running heads, and without the empty lines about them.

    A page number stands alone on its line, counts up by one through the text, and now and then interrupts a
    sentence; a running head comes again with other digits, and interrupts sentences too. The numbers of sections and
    the rows of tables never do.
    """
    short = [
        (at, line.text)
        for at, line in enumerate(lines)
        if 0 < len(line.text) <= _LONGEST_HEAD and _DIGITS.search(line.text)
    ]
    if len(short) < 2:
        return lines
    dropped: set[int] = set()
    for at in (*_numbers(lines, short), *_heads(lines, short)):
        dropped.add(at)
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(lines) and not lines[beside].text:
                dropped.add(beside)
                beside += step
    return [line for at, line in enumerate(lines) if at not in dropped] if dropped else lines


def _numbers(lines: Sequence[Line], short: Iterable[tuple[int, str]]) -> list[int]:
    """Places of page numbers."""
    numbered = [(at, int(found[1])) for at, text in short if len(text) < 12 and (found := _NUMBER.match(text))]
    pages: dict[int, None] = {}
    for (first, number), (second, following) in itertools.pairwise(numbered):
        if following == number + 1 and second - first >= _APART:
            pages[first] = pages[second] = None
    return list(pages) if 4 * sum(_interrupts(lines, at) for at in pages) >= len(pages) else []


def _heads(lines: Sequence[Line], short: Iterable[tuple[int, str]]) -> list[int]:
    """Places of running heads: lines alike but for their digits, of which a quarter cut a sentence in two."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in short:
        alike[_DIGITS.sub("0", text)].append(at)
    groups = [places for pattern, places in alike.items() if len(places) > 1 and len(pattern) > 3]
    return [at for places in groups
            if 4 * sum(_cuts(lines, at) or _is_beside_page(lines, at) for at in places) >= len(places) for at in places]


def _is_beside_page(lines: Sequence[Line], at: int) -> bool:
    """Whether the nearest line above or below is ``Page 2 of 3``."""
    above = next((line.text for line in reversed(lines[max(0, at - 4):at]) if line.text), "")
    below = next((line.text for line in lines[at + 1:at + 5] if line.text), "")
    return _PAGE_OF.fullmatch(above) is not None or _PAGE_OF.fullmatch(below) is not None


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    before, after = _around(lines, at)
    return bool(before and after) and (not is_closed(before) or after[0].islower())


def _cuts(lines: Sequence[Line], at: int) -> bool:
    before, after = _around(lines, at)
    return len(before) > _LONGEST_HEAD and not is_closed(before) and after[:1].islower()


def _around(lines: Sequence[Line], at: int) -> tuple[str, str]:
    """The nearest lines with words above and below a line; another head or number between them does not count."""
    def nearest(places: Iterable[int]) -> str:
        texts = (lines[here].text for here in places if lines[here].text)
        return next((text for text in texts if not (len(text) <= _LONGEST_HEAD and _DIGITS.search(text))), "")

    return nearest(range(at - 1, max(-1, at - 9), -1)), nearest(range(at + 1, min(len(lines), at + 9)))
