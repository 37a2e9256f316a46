"""Characters: which make words, and the one form in which all spellings of a character are compared.

Folded away: case, accents and macrons of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, tatweel, the
variants of alef, yeh, kaf and teh marbuta, width, ligatures and digit scripts. Kept: what tells letters apart elsewhere
(Indic and Thai vowel signs, Japanese voicing, Cyrillic short i).
"""

from __future__ import annotations

import unicodedata
from functools import cache

UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17d7\u17dc"  # Burmese, Khmer
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff\uff66-\uff9f\uffa0-\uffdc"
    "\U00016fe0-\U00018cff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Ranges, for a regular expression's class, of letters of scripts that do not put spaces between words. Korean does,
but joins particles to words, so it is cut in the same way."""

MARKS = (
    "\u00ad\u200c\u200d\u2060"  # soft hyphen and joiners, which stand inside words and are not seen
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u0819"
    "\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0898-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c"
    "\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3\u09fe-\u0a03"
    "\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0ae2\u0ae3\u0afa-\u0b03\u0b3c\u0b3e-\u0b57"
    "\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc"
    "\u0cbe-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf"
    "\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f18\u0f19\u0f35\u0f37\u0f39"
    "\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064"
    "\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f\u17b4-\u17d3\u17dd\u180b-\u180d"
    "\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Ranges, for a class, of the characters that belong to the letter before them (Unicode categories Mn, Mc, Me)."""

_LIKE = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t",
    "ə": "e", "ĸ": "k", "ſ": "s", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "ˈ": "", "ʹ": "", "ʺ": "",
    "й": "й",  # a letter of its own, not an accented one
    "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": "",
    "\u00ad": "", "\u200c": "", "\u200d": "", "\u2060": "",
})
"""Letters that no decomposition brings together; case is folded already."""

_STRIPPED = (  # blocks whose marks are accents, not letters
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x08CA, 0x0902), (0x1AB0, 0x1ACE), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE00, 0xFE2F),
)


@cache
def _table() -> _Folded:
    return _Folded(_LIKE)


class _Folded(dict[int, "str | int | None"]):
    """A table for `str.translate` that works out each character once; bounded by the number of characters."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = character
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            folded = str(digit)
        elif any(first <= code <= last for first, last in _STRIPPED):
            folded = ""
        elif code < 0x0900 or 0x1E00 <= code < 0x2000:
            plain = unicodedata.normalize("NFKD", character)
            if plain != character:
                folded = plain.translate(self)
        self[code] = folded
        return folded


def fold(text: str) -> str:
    """The text as it is compared: `Ōe` and `OE` give `oe`, `ＡＢＣ` gives `abc`, `Straße` gives `strasse`.

    Never raises, for lone surrogates neither. Folding twice gives the same as folding once.
    """
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFC", composed).translate(_table())
