"""Where a query's words stand in a text, and the cut of the text that shows them best.

    matcher = Matcher.of(tree)
    marks(section.text, matcher)          # ((17, 29), ...)
    snippet(section.text, matcher, 200)   # Snippet(text="… his ideas over the peace treaty …", highlights=((25, 37),))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from indexer.engine import Snippet
from indexer.search.cutting import Cut, cut_start, first_cut
from indexer.search.matcher import MAX_FOUND, Mark, Matcher

ELLIPSIS = "…"
BETWEEN = f" {ELLIPSIS} "
MAX_SCANNED = 100_000
"""Characters of a text that are read for a snippet; when no word stands there, as many more where one may stand."""

MAX_MARKS = 300  # of a text, among which the best windows are chosen
MAX_TOGETHER = 20_000  # characters of texts that are looked through at once
_NOT_BLANK = re.compile(r"[^\S ]")
Range = tuple[int, int]
_shown = partial(tuple.__new__, Snippet)  # of its members in order


def marks(text: str, matcher: Matcher, inside: Sequence[Range] | None = None) -> tuple[Range, ...]:
    """The ranges to mark, `[start, end)` in characters, in order and apart; `inside` narrows them to parts of it."""
    return _merged(_inside(matcher.find(text), inside))


def _inside(found: list[Mark], ranges: Sequence[Range] | None) -> list[Mark]:
    if ranges is None:
        return found
    return [mark for mark in found if any(start <= mark.start and mark.end <= end for start, end in ranges)]


def _merged(found: Iterable[Mark]) -> tuple[Range, ...]:
    ranges: list[Range] = []
    for start, end, _ in found:
        if ranges and start < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], end))
        elif start < end:
            ranges.append((start, end))
    return tuple(ranges)


def snippet(text: str, matcher: Matcher, length: int = 200, inside: Sequence[Range] | None = None) -> Snippet:
    """The best cut of the text, at most `length` characters with its ellipses, and the ranges to mark in it.

    One fragment where one can show all words of the query that the text has, else two, in the text's order, with
    ` … ` between. A fragment begins at a sentence where that is near, else at a word, and ends after a word; white
    space is shown as blanks. Without any of the words it is the text's beginning. `inside` narrows the marks to parts
    of the text, as for words that one speaker has said.
    """
    found = _inside(_scanned(text, matcher, MAX_FOUND if inside else MAX_MARKS), inside)
    return _snippet(text, matcher, max(length, 20), found[:MAX_MARKS], inside[0][0] if inside else 0)


def snippets(texts: Sequence[str], matcher: Matcher, length: int = 200) -> list[Snippet]:
    """The snippet of each text, in less time than one by one where they are short."""
    if sum(map(len, texts)) > MAX_TOGETHER:
        return [snippet(text, matcher, length) for text in texts]
    length = max(length, 20)
    return [_snippet(text, matcher, length, found[:MAX_MARKS], 0)
            for text, found in zip(texts, matcher.find_in_each(texts), strict=True)]


def _snippet(text: str, matcher: Matcher, length: int, found: list[Mark], start: int) -> Snippet:
    """The cut that shows the marks best; without any, the text from `start` on."""
    if not found:
        return _alone(text, *first_cut(text, start, length), [])
    if len(text) <= length:
        return _alone(text, 0, len(text), found)
    if len(found) == 1:
        return _alone(text, *cut_start(text, found[0].start, found[0].end, length), found)
    wanted = {mark.word for mark in found}
    best = _window(found, matcher, length * 4 // 5, wanted)
    missing = wanted - {mark.word for mark in best}
    if not missing:
        return _alone(text, *cut_start(text, best[0].start, best[-1].end, length), found)
    half = (length - len(BETWEEN)) // 2
    best = _window(found, matcher, half * 4 // 5, wanted)
    missing = wanted - {mark.word for mark in best}
    second = _window([mark for mark in found if mark.word in missing], matcher, half * 4 // 5, missing)
    cuts = sorted(cut_start(text, window[0].start, window[-1].end, half) for window in (best, second))
    return _joined(text, cuts, found)


def _scanned(text: str, matcher: Matcher, most: int) -> list[Mark]:
    """The occurrences in the part of a long text that is read."""
    if len(text) <= MAX_SCANNED:
        return matcher.find(text, most=most)
    found = matcher.find(text, 0, MAX_SCANNED, most)
    if found:
        return found
    later = matcher.later(text, MAX_SCANNED)
    return matcher.find(text, later, later + MAX_SCANNED, most) if later >= 0 else []


def _window(found: list[Mark], matcher: Matcher, width: int, wanted: set[int]) -> list[Mark]:
    """The neighbouring marks that fit and show most: different words first, then many, then early ones."""
    if len(found) == 1:
        return found
    best, best_score = found[:1], -1.0
    weights, several = matcher.weights, len(wanted) > 1
    last, count, score = 0, len(found), 0.0
    most = (sum([weights[word] for word in wanted]) if several else 0.0) + 0.01 * min(count, 20)
    for first, (start, _, _) in enumerate(found):
        last = max(last, first + 1)
        while last < count and found[last][1] - start <= width:
            last += 1
        if several:
            score = sum([weights[word] for word in {one[2] for one in found[first:last]} & wanted])
        score_here = score + 0.01 * min(last - first, 20)
        if score_here > best_score:
            best, best_score = found[first:last], score_here
            if best_score >= most:
                break
    return best


def _alone(text: str, start: int, end: int, found: Sequence[Mark]) -> Snippet:
    """One cut as a text, and the marks that lie in it: what `_joined` gives for it, in half of the time."""
    joint = f"{ELLIPSIS} " if start and _begins_inside(text, start) else ""
    moved = len(joint) - start
    ranges = _merged(found) if len(found) > 1 else [found[0][:2]] if found else []
    highlights = [(first + moved, last + moved) if start <= first and last <= end else
                  (max(first, start) + moved, min(last, end) + moved)
                  for first, last in ranges if first < end and last > start]
    shown = joint + text[start:end]
    if _goes_on(text, end):
        shown += f" {ELLIPSIS}"
    return _shown((shown if shown.isprintable() else _NOT_BLANK.sub(" ", shown), tuple(highlights)))


def _joined(text: str, cuts: Sequence[Cut], found: Iterable[Mark]) -> Snippet:
    """The cuts as one text, and the marks that lie in them."""
    pieces: list[str] = []
    highlights: list[Range] = []
    ranges = _merged(found)
    size = shown = 0
    for number, (start, end) in enumerate(cuts):
        joint = BETWEEN if number else f"{ELLIPSIS} " if start and _begins_inside(text, start) else ""
        if number and start <= shown:  # the fragments meet
            start, joint = shown, ""
        if start >= end:
            continue
        pieces += (joint, text[start:end])
        size += len(joint)
        moved = size - start
        for first, last in ranges:
            if first >= end:
                break
            if last > start:
                highlights.append((max(first, start) + moved, min(last, end) + moved))
        size += end - start
        shown = end
    if _goes_on(text, shown):
        pieces.append(f" {ELLIPSIS}")
    shown_text = "".join(pieces)
    return Snippet(shown_text if shown_text.isprintable() else _NOT_BLANK.sub(" ", shown_text), tuple(highlights))


def _goes_on(text: str, end: int) -> bool:
    """Whether anything but white space follows."""
    return end < len(text) and not (text[end : end + 2].isspace() and text[end:].isspace())


def _begins_inside(text: str, start: int) -> bool:
    """Whether a fragment begins in the middle of a sentence."""
    before = text[max(0, start - 40):start]
    return bool(before.strip()) and before.rstrip(" ")[-1:] not in "\n.!?。！？:："
