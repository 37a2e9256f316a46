"""Where in a text a word may stand, by how it begins: quick to be made ready for a query, and quick to look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from indexer.folding import UNSPACED

_BLOCK = 4096  # characters that are looked through at once, so that who stops early has not paid for all
_SIGNS = "-'.,"  # that may stand inside a word
_SMALL = bytes(code if chr(code).isalnum() else 32 for code in bytes(range(128)).lower()) + b" " * 128
"""ASCII letters in small letters and digits; all else is a blank."""

_OTHER = re.compile(rf"[\x80-\U0010ffff](?:(?<=[{UNSPACED}])|(?<=[^\W_])(?<![^\W_{UNSPACED}].))", re.DOTALL)
"""A letter beyond ASCII with which a word begins; in scripts without spaces any."""

_PRINTED = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u00a7\u00ab\u00bb")
"""Quotation marks, dashes and other signs of print, which are no letters."""

LETTERS = 4
"""Of a beginning that are looked for."""


class Beginnings:
    """The first letters, folded, of words that are looked for."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        """A letter is asked for only after plain ones, and a sign may stand before it: `U.S.` is `us`.
        Anything beyond ASCII may be a letter of any word."""
        whole: set[str] = set()
        parted: set[str] = set()
        for each in beginnings:
            first = each[:LETTERS].lower()
            plain = len(first) if first.isascii() and first.isalnum() else _plain(first)
            parted.update([f" {first[:length]} " for length in range(1, min(plain + 1, len(first)))])
            if plain == len(first):
                whole.update((f" {first}", f" {first[0]}y") if first[1:] == "i" else (f" {first}",))
        self._whole = [each.encode() for each in whole]
        self._parted = [(each.encode(), len(each) - 1) for each in parted]

    def places(self, text: str, start: int, end: int) -> Iterable[int]:
        """Places from `start` to `end` at which a word, or a part of one, begins that may be looked for; ascending."""
        if end - start <= _BLOCK:
            return self._in_block(text, start, end)
        return chain.from_iterable(self._in_block(text, begin, min(begin + _BLOCK, end))
                                   for begin in range(start, end, _BLOCK))

    def _in_block(self, text: str, begin: int, end: int) -> list[int]:
        reach = end + LETTERS
        piece = text[begin - 1 : reach] if begin else " " + text[:reach]
        plain = piece.encode("ascii", "replace")
        letters = plain.translate(_SMALL)
        found = []
        for needle in self._whole:
            at = letters.find(needle)
            while at >= 0:
                if begin + at < end:
                    found.append(begin + at)
                at = letters.find(needle, at + 2)
        for needle, length in self._parted:
            at = letters.find(needle)
            while at >= 0:
                if begin + at < end and (piece[at + length] in _SIGNS or piece[at + length] > "\x7f"):
                    found.append(begin + at)
                at = letters.find(needle, at + 2)
        if not piece.isascii():
            found += _others(text, begin, end, plain)
        found.sort()
        return found


def _plain(letters: str) -> int:
    """How many ASCII letters and digits come first."""
    return next((at for at, letter in enumerate(letters) if not (letter.isascii() and letter.isalnum())), len(letters))


def _others(text: str, begin: int, end: int, plain: bytes) -> list[int]:
    """Where letters beyond ASCII begin words; in `plain` all characters beyond ASCII, of which print has some signs in
    most texts, are question marks."""
    marks = plain.count(b"?")
    if marks * 20 > len(plain):
        return [other.start() for other in _OTHER.finditer(text, begin, end)]
    found, at = [], 0
    for _ in range(marks):
        at = plain.find(b"?", at) + 1
        place = begin + at - 2  # one character stands before the text's own
        if (begin <= place < end and text[place] not in _PRINTED and text[place] > "\x7f"
                and _OTHER.match(text, place, end)):
            found.append(place)
    return found

