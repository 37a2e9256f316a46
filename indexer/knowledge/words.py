"""Words as knowledge files are compared by: lower case, without accents and macrons."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
                                "ı": "i"})


def fold(text: str) -> str:
    """The text in lower case with accents, macrons and ligatures taken off; its length may change.

    >>> fold("Tōkyō, Côte d’Ivoire")
    "tokyo, cote d'ivoire"
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNDECOMPOSED)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; an apostrophe inside a word stays in it.

    >>> fold_words("Democratic People’s Republic of Korea (DPRK)")
    ('democratic', "people's", 'republic', 'of', 'korea', 'dprk')
    """
    return tuple(_WORD.findall(fold(text)))
