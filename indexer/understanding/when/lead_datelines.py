"""The day that stands in a lead as its dateline, where no line of the head has it."""

from __future__ import annotations

import re

from indexer.model import When
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.language.datelines import is_dateline
from indexer.understanding.layout import Line
from indexer.understanding.when.reckoning import Reference, dated

_SPOKEN = re.compile(r"\W*(?:speech|remarks|address|lecture|statement|transcript|interview|given|delivered)\b",
                     re.IGNORECASE)
_NOTE = re.compile(r"\s[-–—]\s(?:Transcript|Check against)\b")
_DOTTED_DAY = re.compile(r"\W*\d{1,2}\.\d{1,2}\.\d{4}\.(?=\s)")
_LEAD_DATELINE = re.compile(r"[\W_]*(?:[^\W\d_a-z][\w’'-]*[ ,]{1,2}){0,4}[^.;:]{4,30}\.[*_]{0,2}(?=\s)")


def lead_dateline(lead: tuple[Line, ...], reference: Reference | None, day_first: bool | None) -> When | None:
    """A day that opens the lead as a sentence of its own: `Brussels, 14 December 2018. The Minister`.

    Or a lead that says no more than when words were spoken: `Speech given by the King at the banquet, 6 March 2012.`
    """
    if not lead:
        return None
    line = lead[0]
    found = _DOTTED_DAY.match(line.text) or _LEAD_DATELINE.match(line.text)
    opening = found[0].rstrip("._* ") if found else line.text
    if not (found or _SPOKEN.match(opening) or _NOTE.search(opening)) or not is_dateline(opening, day_first):
        return None
    return dated(find_dates(opening, day_first)[-1], reference, "dateline", line.start)
