"""Regular expressions that users write, looked for without case, and quickly where they do not match."""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST_HINT = 2  # letters
# What more than the letters of a pattern would change in, were they made small: signs by number, flags, names, ranges.
_CASED = re.compile(r"\\[0-9uUxN]|\(\?(?![:=!<])|\(\?<(?![=!])|[A-Z]-[a-z]|[a-z]-[A-Z]|[İıſ]")
_ESCAPED = re.compile(r"\\[^0-9uUxN]")
_PIECE = re.compile(r"\\.|[^\\]+", re.DOTALL)
_OTHER_FORMS = ("İ", "ı", "ſ")  # which are an i or an s without case, and which `lower` leaves as they are


class Caseless:
    """A regular expression without case; looked for in small letters where that finds the same, as this is faster.

    Raises re.error for what is no regular expression.
    """

    __slots__ = ("_hints", "_small", "_whole")

    def __init__(self, pattern: str) -> None:
        self._whole = re.compile(pattern, re.IGNORECASE)
        small = _PIECE.sub(lambda piece: piece[0] if piece[0][0] == "\\" else piece[0].lower(), pattern)
        self._small = None if _CASED.search(_ESCAPED.sub("", pattern)) else re.compile(small)
        self._hints = None if self._small is None else _hints(parser.parse(small))

    def in_text(self, text: str) -> bool:
        """Whether it stands anywhere in the text."""
        small = _small_letters(text) if self._small is not None else None
        if small is None or self._small is None:
            return self._whole.search(text) is not None
        if self._hints is not None and not any(map(small.__contains__, self._hints)):
            return False
        return self._small.search(small) is not None

    def is_text(self, text: str) -> bool:
        """Whether it is all of the text."""
        small = _small_letters(text) if self._small is not None else None
        if small is None or self._small is None:
            return self._whole.fullmatch(text) is not None
        return self._small.fullmatch(small) is not None


def _small_letters(text: str) -> str | None:
    """The text in small letters, every character in its place; None where that changes what a pattern finds."""
    small = text.lower()
    plain = text.isascii() or (len(small) == len(text) and not any(letter in text for letter in _OTHER_FORMS))
    return small if plain else None


def _hints(tree: Any) -> tuple[str, ...] | None:
    """Texts of which one is in all that a parsed pattern matches; None where there are none so sure."""
    best: tuple[str, ...] | None = None
    run = ""
    for code, value in (*tree, (None, None)):
        if code is codes.LITERAL:
            run += chr(value)
            continue
        for found in ((run,), _inner_hints(code, value)):
            if found and min(map(len, found)) >= _SHORTEST_HINT and (best is None or _rank(found) > _rank(best)):
                best = found
        run = ""
    return best


def _rank(hints: tuple[str, ...]) -> tuple[int, int]:
    """Few hints are looked for quickest, and long ones are in few texts."""
    return -len(hints), min(map(len, hints))


def _inner_hints(code: Any, value: Any) -> tuple[str, ...] | None:
    """The hints of a group, or of what is repeated once or more."""
    if code is codes.SUBPATTERN:
        return _hints(value[-1])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _hints(value[2]) if value[0] > 0 else None
    if code is codes.BRANCH:
        branches = [_hints(branch) for branch in value[1]]
        return None if None in branches else tuple(dict.fromkeys(hint for of in branches for hint in of or ()))
    return None
