"""Personal names as strings: folding, order, initials, and which printed forms can be the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, as passports write them (ICAO Doc 9303 part 3, section 6).
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "a", "ŋ": "n",
    "’": "", "'": "", "‘": "", "ʼ": "", "`": "", "ʻ": "", "´": "",
})
_WORD = re.compile(r"[^\W_]+")
_PATRONYMIC = re.compile(r"(?:ovich|evich|yevich|ievich|ovych|evych|ovna|evna|yevna|ivna|ichna|inichna)$")
# Parts of a name that do not tell one person from another.
PARTICLES = frozenset((
    "al", "el", "bin", "ibn", "bint", "abu", "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du",
    "la", "le", "las", "los", "san", "santa", "st", "ter", "ten", "y", "e", "af", "av", "zu", "zur",
))
SUFFIXES = frozenset((
    "jr", "sr", "ii", "iii", "iv", "mp", "qc", "kc", "phd", "md", "kcmg", "gcmg", "obe", "cbe", "mbe", "am", "ac", "ao",
    "esq",
))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in small letters without accents, macrons and apostrophes; hyphens and dots become spaces.

    >>> fold("Kōno-Sasaki, J. O’Brien")
    'kono sasaki j obrien'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)))


_MARKS = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "ł": "l", "ø": "o", "đ": "d", "ı": "i"})


@lru_cache(maxsize=32768)
def plain(word: str) -> str:
    """A word as the lexicon holds it: small letters, no accents, straight apostrophes; hyphens stay.

    >>> plain("Vice‑Président’s")
    "vice-president's"
    """
    word = word.casefold()
    if word.isascii():
        return word
    word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.translate(_MARKS)


@lru_cache(maxsize=65536)
def name_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name as printed, without suffixes (`Jr.`, `MP`); a `Family, Given` form is turned round.

    >>> name_tokens("Lavrov, Sergey V.")
    ('sergey', 'v', 'lavrov')
    """
    family, comma, given = name.partition(",")
    words = [w for w in fold(family).split() if w not in SUFFIXES]
    if comma:
        words = [w for w in fold(given).split() if w not in SUFFIXES] + words
    return tuple(words)


def core_tokens(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without initials and patronymics, which a second source may leave out.

    >>> core_tokens(name_tokens("Sergey Viktorovich Lavrov"))
    ('sergey', 'lavrov')
    """
    kept = tuple(t for i, t in enumerate(tokens)
                 if len(t) > 1 and not (i > 0 and _PATRONYMIC.search(t) and len(tokens) > 2))
    return kept if len(kept) > 1 else tokens


def initials_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether every token of `short` is a token of `full` or the initial of one, in order, and a whole one among them.

    >>> initials_fit(("j", "f", "kennedy"), ("john", "fitzgerald", "kennedy"))
    True
    """
    position, whole = 0, False
    for token in short:
        while position < len(full) and full[position] != token and (len(token) > 1 or full[position][0] != token):
            position += 1
        if position == len(full):
            return False
        whole = whole or len(token) > 1
        position += 1
    return whole


def edit_distance(one: str, other: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from one to the other; `limit` + 1 where there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row_before = row, before
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, row_before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = last
    return min(row[-1], limit + 1)
