"""What closes a release: whose it is, where and when it was issued, line below line under its last sentence."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.marks import is_dateline, label_at, mark_at
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.structure.head_words import word
from indexer.understanding.structure.units import Unit

MOST = 5  # lines
WORDS = 8  # of a line
CITY = 3  # words of a city's name on a line above the day


def closing_at(units: Sequence[Unit]) -> int:
    """Where the closing lines begin: an institution above its day, a city and a day, a day; `len(units)` if nowhere."""
    end = len(units)
    at = end
    while at > 0 and end - at < MOST and _is_short(units[at - 1]):
        at -= 1
    if at == 0 or not units[at - 1].ends_sentence:
        return end
    lines = units[at:]
    dated = [unit for unit in lines if is_dateline(unit.text) and any(date.full for date in find_dates(unit.text))]
    signed = any(word("institutions").search(unit.text) and not find_dates(unit.text) for unit in lines)
    placed = any(find_dates(unit.text)[0].start > 0 and "," in unit.text[:find_dates(unit.text)[0].start]
                 for unit in dated)
    stacked = len(lines) == 2 and lines[0].words <= CITY and lines[0].text[0].isupper() and dated == lines[1:]
    alone = len(lines) == 1 and (placed or find_dates(lines[0].text)[:1] == find_dates(lines[0].text))
    timed = len(lines) == 1 and is_dateline(lines[0].text) and lines[0].text[:1].isdigit() and not dated  # "11:38 A.M."
    return at if timed or (len(dated) == 1 and (signed or stacked or alone)) else end


def _is_short(unit: Unit) -> bool:
    return (unit.words <= WORDS and not unit.ends_sentence and unit.speaker is None
            and mark_at(unit.text) is None and label_at(unit.text) is None)
