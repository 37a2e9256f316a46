"""Words as the phrases of knowledge files are compared: folded, with one kind of apostrophe."""

from __future__ import annotations

import re

import indexer.folding as folding

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def fold(text: str) -> str:
    """The text as `folding.fold` gives it, with typographic apostrophes made plain; its length may change.

    >>> fold("Tōkyō, Côte d’Ivoire")
    "tokyo, cote d'ivoire"
    """
    return folding.fold(text).replace("’", "'")


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; an apostrophe inside a word stays in it.

    >>> fold_words("Democratic People’s Republic of Korea (DPRK)")
    ('democratic', "people's", 'republic', 'of', 'korea', 'dprk')
    """
    return tuple(_WORD.findall(fold(text)))
