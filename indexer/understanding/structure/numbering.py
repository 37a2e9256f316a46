"""The numbering of a record's units: which marks at their starts a list explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from indexer.marks import Mark, is_heading_line, mark_at, marks_of
from indexer.understanding.structure.units import Unit

_MARK_FIRST = re.compile(r"[\\(（\d１-９①-⑳IVXivxA-Ha-h•●○◦■□▪◆◇►▶➢‣⁃∙·*+–—-]|Art|ART|Sec|SEC|Cha|CHA|Par|PAR")


def numbering(units: Sequence[Unit], headings: Collection[int],
              labelled: Collection[int]) -> dict[int, tuple[Mark, ...]]:
    """Unit index -> its numbering, without marks that no list explains (``19.`` after ``2.``)."""
    found: dict[int, tuple[Mark, ...]] = {}
    bare = _bare_numbers(units, headings, labelled)
    for at, unit in enumerate(units):
        if at in headings or at in labelled or not _MARK_FIRST.match(unit.text):
            continue
        marks = _cleared(marks_of(unit.text))
        if not marks:
            continue
        listed = marks[0].style != "plain" or unit.kind == "heading" or at in bare
        if listed or is_heading_line(unit.text[marks[0].end:]):
            found[at] = marks
    return _in_sequence(found, units)


BARE_WORDS = 8  # of a paragraph whose number no dot follows


def _bare_numbers(units: Sequence[Unit], headings: Collection[int], labelled: Collection[int]) -> frozenset[int]:
    """Paragraphs that begin with a number and no dot, one right below the other from 1: `1 At the outset, ...`."""
    run: list[int] = []
    for at, unit in enumerate(units):
        if not unit.text[0].isdigit() or at in headings or at in labelled or unit.words < BARE_WORDS:
            continue
        mark = mark_at(unit.text)
        if mark is None or mark.style != "plain" or not unit.ends_sentence:
            continue
        if mark.ordinal == len(run) + 1 and (not run or at == run[-1] + 1):
            run.append(at)
        elif len(run) < 2:
            run = [at] if mark.ordinal == 1 else []
    return frozenset(run) if len(run) > 1 else frozenset()


def _cleared(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Without bullets that hide a number, and without doubled numbering (``1. 1.``)."""
    if len(marks) < 2:
        return marks
    kept = [mark for mark in marks if mark.style != "bullet"]
    return tuple(mark for at, mark in enumerate(kept) if at + 1 == len(kept) or kept[at + 1].style != mark.style)


_Style = tuple[str, bool, bool]


def _in_sequence(found: Mapping[int, tuple[Mark, ...]], units: Sequence[Unit]) -> dict[int, tuple[Mark, ...]]:
    seen: dict[_Style, set[int]] = defaultdict(set)
    coming: dict[_Style, list[int]] = defaultdict(list)
    for marks in found.values():
        for mark in marks:
            coming[_style(mark)].append(mark.ordinal or 0)
    kept: dict[int, tuple[Mark, ...]] = {}
    for at, marks in found.items():
        accepted = [_follows(mark, seen, coming, units[at]) for mark in marks]
        if any(accepted):
            kept[at] = tuple(mark for mark in accepted if mark is not None)
    return kept


def _style(mark: Mark) -> _Style:
    return (mark.style, mark.bracketed, mark.number.isupper())


def _follows(mark: Mark, seen: dict[_Style, set[int]], coming: Mapping[_Style, list[int]], unit: Unit) -> Mark | None:
    """The mark as its list has it, or None where no list does; ``(i)`` is a letter only after ``(h)``."""
    if mark.style == "letter" and mark.number in "ivxIVX" and ord(mark.number.lower()) - 97 not in seen[_style(mark)]:
        mark = Mark("roman", mark.number, mark.text, mark.end, mark.bracketed)
    ordinal = mark.ordinal
    if ordinal is None:
        return mark
    before = seen[_style(mark)]
    begins = not before and (ordinal <= 4 or ordinal + 1 in coming[_style(mark)])
    goes_on = not before.isdisjoint((ordinal - 2, ordinal - 1, ordinal))
    if not (begins or goes_on or ordinal <= 1 or unit.kind == "heading"):
        return None
    before.add(ordinal)
    return mark
