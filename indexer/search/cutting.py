"""Where a text may be cut: between sentences, between words, and never inside what is read as one character."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from indexer.folding import MARKS, UNSPACED

_STEP = 40  # characters in which a place between words is looked for
_SENTENCE = re.compile(r"[.!?。！？\n](?:(?<=[.!?])[\"”’)\]]*\s|(?<=[。！？])[”」』）]*|(?<=\n))\s*")
"""An end of a sentence, with the white space after it: any of some signs first, which is quick to look for."""
_WORD_BEGINS = re.compile(r"(?<=\s)\S")
_JOINED = re.compile(rf"[{MARKS}\U0001f3fb-\U0001f3ff\uff9e\uff9f\u1160-\u11ff\u200d]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Cut(NamedTuple):
    """Characters of a text, `[start, end)`."""

    start: int
    end: int


_cut = partial(tuple.__new__, Cut)  # of its members in order


def first_cut(text: str, start: int, length: int) -> Cut:
    """The beginning of a text, or of the part of it from `start`."""
    if text[start : start + 1].isspace():
        start = next((at for at in range(start, min(start + _STEP, len(text))) if not text[at].isspace()), start)
    return _cut((start, _end(text, start, length, start)))


def cut_start(text: str, first: int, last: int, length: int) -> Cut:
    """A cut of at most `length` characters, ellipses counted, around `[first, last)`, which is shown as far as it fits.

    It begins with the sentence of `first` where that leaves room, else a third of what is left before it.
    """
    room = max(0, length - 4 - (last - first))
    earliest = max(0, first - room * 2 // 3)
    if earliest:
        start = _sentence(text, earliest, first)
        if start < 0:
            start = _forward(text, max(0, first - room // 3), first)
    else:
        start = max(0, _sentence(text, 0, first)) if first + room > len(text) else 0
    if start + length > len(text):  # room is left behind the text's end: show more before
        wanted = max(0, len(text) - length + 4)
        start = min(start, _forward(text, wanted, first))
    return _cut((start, _end(text, start, length - 2 * (start > 0), last)))


def _sentence(text: str, least: int, most: int) -> int:
    """The last place from `least` to `most` at which a sentence begins, white space before it left out; -1: none."""
    start = -1
    for found in _SENTENCE.finditer(text, max(0, least - 2), most):
        start = found.end()
    return start if start >= least else -1


def _end(text: str, start: int, length: int, last: int) -> int:
    """The place after a word that a cut from `start` ends at; behind `last` where that fits."""
    if start + length >= len(text):
        return len(text)
    limit = start + length - 2
    least = max(start, limit - _STEP, min(last, limit) - 1)
    words = text[least : limit + 1].rsplit(None, 1)
    if len(words) == 2 and not text[limit].isspace():  # white space between the last two words, as nearly always
        return least + len(words[0])
    return _trimmed(text, start, _back(text, limit, least))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _back(text: str, at: int, least: int) -> int:
    """The last place up to `at` between two words; failing that, between two characters."""
    for place in range(at, least, -1):
        if text[place].isspace() or text[place - 1].isspace():
            return place
    return _between_characters(text, at, least)


def _forward(text: str, at: int, most: int) -> int:
    """The first place from `at` on where a word begins; failing that, between two characters."""
    if at == 0:
        return 0
    found = _WORD_BEGINS.search(text, at, min(most, at + _STEP + 1))
    if found is not None:
        return found.start()
    if most <= at + _STEP:
        return most
    return next((place for place in range(at, most) if _is_between(text, place)), most)


def _between_characters(text: str, at: int, least: int) -> int:
    """The last place up to `at` that does not part a letter from its marks; letters of one word only where it must."""
    for place in range(at, least, -1):
        if _is_between(text, place) and not (_is_letter(text[place - 1]) and _is_letter(text[place])):
            return place
    place = at
    while place > 0 and not _is_between(text, place):
        place -= 1
    return place


def _is_between(text: str, place: int) -> bool:
    return not _JOINED.match(text, place) and text[place - 1] != "\u200d"


def _is_letter(character: str) -> bool:
    return character.isalnum() and not _UNSPACED.match(character)
