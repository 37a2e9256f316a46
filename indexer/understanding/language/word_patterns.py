"""Regular expressions for any of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]  # letter -> what may follow; "" where a word ends
_ANY = {" ": r"\s+", "*": r"\w*"}
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a space is any spaces, "*" the rest of a word.

    Written as a tree of common beginnings, which Python's `re` walks ten times faster than a list of words.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in " ".join(word.split()):
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree) or r"(?!)"


def _pattern(tree: _Tree) -> str:
    branches = [_ANY.get(letter, re.escape(letter)) + _pattern(tree[letter]) for letter in sorted(tree) if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")


def whole_words(words: Iterable[str]) -> str:
    """As `alternation`, of whole words only; those of scripts without spaces anywhere."""
    listed = list(words)
    spaced = [word for word in listed if not _UNSPACED.search(word)]
    unspaced = [word for word in listed if _UNSPACED.search(word)]
    bounded = rf"(?<![^\W\d_])(?:{alternation(spaced)})(?![^\W\d_])"
    return f"(?:{bounded}|{alternation(unspaced)})" if unspaced else bounded


# What more than the letters of a pattern would change in, were they made small: signs by number, flags, names, ranges.
_CASED = re.compile(r"\\[0-9uUxN]|\(\?(?![:=!<])|\(\?<(?![=!])|[A-Z]-[a-z]|[a-z]-[A-Z]|[İıſ]")
_ESCAPED = re.compile(r"\\[^0-9uUxN]")
_PIECE = re.compile(r"\\.|[^\\]+", re.DOTALL)
_OTHER_FORMS = ("İ", "ı", "ſ")  # which are an i or an s without case, and which `lower` leaves as they are


class Caseless:
    """A regular expression without case; looked for in small letters where that finds the same, as this is faster.

    Raises re.error for what is no regular expression.
    """

    __slots__ = ("_small", "_whole")

    def __init__(self, pattern: str) -> None:
        self._whole = re.compile(pattern, re.IGNORECASE)
        small = _PIECE.sub(lambda piece: piece[0] if piece[0][0] == "\\" else piece[0].lower(), pattern)
        self._small = None if _CASED.search(_ESCAPED.sub("", pattern)) else re.compile(small)

    def in_text(self, text: str) -> bool:
        """Whether it stands anywhere in the text."""
        small = self._small and _small_letters(text)
        found = self._small.search(small) if self._small and small else self._whole.search(text)
        return found is not None

    def is_text(self, text: str) -> bool:
        """Whether it is all of the text."""
        small = self._small and _small_letters(text)
        found = self._small.fullmatch(small) if self._small and small else self._whole.fullmatch(text)
        return found is not None


def _small_letters(text: str) -> str | None:
    """The text in small letters, every character in its place; None where that changes what a pattern finds."""
    small = text.lower()
    plain = text.isascii() or (len(small) == len(text) and not any(letter in text for letter in _OTHER_FORMS))
    return small if plain else None


def lowered(text: str) -> str:
    """The text in small letters, every character in its place: patterns without IGNORECASE are three times faster."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
