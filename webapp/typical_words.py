"""The words that set a group of texts apart from the rest."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
LEAST = 3  # times a word must stand in the texts
TIMES = 2  # times as frequent it must be in them as in the rest


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word of three letters or more stands in the texts, in small letters."""
    return Counter(word.lower() for text in texts for word in _WORD.findall(text))


def typical(own: Counter[str], rest: Counter[str], *, leave_out: Iterable[str] = (), limit: int = 12) -> list[str]:
    """Words far more frequent in `own` than in `rest`, the most telling first.

    By log-likelihood ratio (Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993).
    """
    out = {word.lower() for text in leave_out for word in _WORD.findall(text)}
    size, other = own.total() or 1, rest.total() or 1
    scored = []
    for word, times in own.items():
        elsewhere = rest[word]
        if times < LEAST or word in out or times / size <= TIMES * elsewhere / other:
            continue
        share = (times + elsewhere) / (size + other)
        ratio = times * math.log(times / (size * share))
        if elsewhere:
            ratio += elsewhere * math.log(elsewhere / (other * share))
        scored.append((-ratio, word))
    return [word for _, word in sorted(scored)[:limit]]
