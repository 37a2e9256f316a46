"""Quotations set apart with their source in the line below: ``"We stand with them." / - The Honourable Ann Hill``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.model import Statement
from indexer.understanding.said.attribution import named_in
from indexer.understanding.who.voices import Cast

LONGEST_SOURCE = 240  # characters of the line that says whose words stand above it
_OPENS = ("“", '"', "«", "‘")
_SOURCE = re.compile(r"\s*(?:[-–—―~]{1,2}\s?)?(?=[A-Z])")
_DASH = re.compile(r"\s*[-–—―~]")


def sourced(text: str, paragraphs: Sequence[tuple[int, int]], cast: Cast) -> dict[int, Statement | None]:
    """Start of a paragraph -> its statement, for quotations with their source below; None for that line."""
    found: dict[int, Statement | None] = {}
    begin: int | None = None  # of a quotation that may go on over paragraphs
    for (a, b), (c, d) in pairwise(paragraphs):
        if begin is None and text.startswith(_OPENS, a):
            begin = a
        if begin is None or text.startswith(_OPENS, c):
            continue
        source = whose(text[c:d])
        names = named_in(cast, source) if source is not None else []
        if len(names) == 1:
            found[begin] = Statement(start=begin, end=b, speakers=(names[0],), said_by=(names[0],), act="stated",
                                     rule="quotation above its source")
            found.update({start: None for start, _ in paragraphs if begin < start <= c})
        begin = None
    return found


def whose(line: str) -> str | None:
    """The line without its dash where it can be the source of a quotation above it, else None."""
    if len(line) > LONGEST_SOURCE or line.rstrip()[-1:] in ".?!:" or "\n" in line:
        return None
    match = _SOURCE.match(line)
    return line[match.end():] if match is not None and (_DASH.match(line) or "," in line) else None
