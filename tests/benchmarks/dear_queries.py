"""Queries that cost an engine as much as a query of 2,000 characters can."""

from __future__ import annotations

import string
from collections.abc import Iterable

_LONGEST = 2_000
_LETTERS = string.ascii_lowercase
_COMMON = ("the", "of", "and", "to", "in", "a", "that", "is", "for", "we", "our", "it", "this", "be", "on", "with",
           "as", "are", "have", "not", "by", "from", "will", "they", "their", "was", "has", "which", "all", "an",
           "been", "but", "at", "more", "who", "or", "no", "these", "there", "can", "would", "so")
_NOUNS = ("government", "people", "country", "world", "president", "united", "states", "peace", "war", "nation",
          "security", "council")


def _joined(words: Iterable[str], by: str = " OR ") -> str:
    """As many of the words as there is room for."""
    text = ""
    for word in words:
        if len(text) + len(by) + len(word) > _LONGEST:
            break
        text += f"{by}{word}" if text else word
    return text


DEAR = {
    "a letter's words, any": _joined(f"{c}*" for c in _LETTERS),
    "a letter's words, all": _joined((f"{c}*" for c in _LETTERS), " "),
    "two letters' words, any": _joined(f"{a}{b}*" for a in _LETTERS for b in _LETTERS),
    "three letters' words, any": _joined(f"{a}{b}{c}*" for a in "scpdr" for b in "aeiou" for c in _LETTERS),
    "short words misspelt, any": _joined(f"{a}{b}{c}e~2" for a in "abcdefgh" for b in "aeiou" for c in "nrst"),
    "long words misspelt, any": _joined(f"{word}{c}~2" for word in _NOUNS for c in _LETTERS),
    "nouns misspelt, all": _joined((f"{word}~2" for word in _NOUNS), " "),
    "one word misspelt, 1,900 letters": "x" * 1_900 + "~2",
    "everything": "*",
    "everything, without": "NOT (a* OR b*)",
    "any form of common words": _joined(_COMMON),
    "common words, quoted": '"' + " ".join(_COMMON) + '"',
    "common words, loosely quoted": '"' + " ".join(_COMMON[:8]) + '"~1000',
    "pairs of common words, any": _joined(f'"{a} {b}"' for a in _COMMON for b in _COMMON),
    "near, a chain": _joined(_COMMON[:12], " NEAR/1000 "),
    "near, a chain of beginnings": _joined((f"{c}*" for c in _LETTERS), " NEAR/1000 "),
    "near, any of many": f"({_joined(f'{c}*' for c in _LETTERS)}) NEAR/999 ({_joined(f'{c}*' for c in _LETTERS)})",
    "near, pairs": _joined(f"({a} NEAR/500 {b})" for a in _COMMON for b in _COMMON),
    "words that are not there": _joined((f"zq{n}x" for n in range(999)), " "),
    "misspelt names": _joined((f"{word[:3]}{word[4:]}q" for word in _NOUNS * 20), " "),
    "brackets": "(" * 990 + "peace" + ")" * 990,
    "brackets with words": "".join(f"(a{n} OR " for n in range(150)) + "peace" + ")" * 150,
    "not of not": "NOT " * 400 + "peace",
    "not of beginnings": "".join(f"(NOT {c}* OR " for c in _LETTERS) + "peace" + ")" * 26,
    "fields": _joined(f"{field}:{c}*" for c in _LETTERS for field in ("speaker", "place", "topic", "title", "id")),
    "said by anybody": _joined(f"(said:{c}* the)" for c in _LETTERS),
    "dates": _joined(f"date:{year}-{month:02}" for year in range(1945, 2024) for month in range(1, 13)),
    "one word again and again": _joined(("people",) * 400, " "),
    "signs": '"(~*:' * 400,
}
