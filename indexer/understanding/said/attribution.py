"""Who speaks in a section and who is only mentioned in it, from its statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from indexer.knowledge.names import fold, plain
from indexer.model import Statement
from indexer.understanding.who.voices import Cast

_CAPITAL = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'-]+")
_ASCII_CAPITAL = re.compile(r"[A-Z][A-Za-z0-9_'-]+")  # the same for text that is all ASCII, in half the time


def section_people(statements: Iterable[Statement], cast: Cast, text: str,
                   ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(speakers as printed in `Section.speakers`, the persons behind them, those mentioned), each in order."""
    statements = tuple(statements)
    speakers = tuple(dict.fromkeys(name for each in statements for name in each.speakers))
    said_by = tuple(dict.fromkeys(name for each in statements for name in each.said_by))
    return speakers, said_by, tuple(name for name in named_in(cast, text) if name not in said_by)


@lru_cache(maxsize=16384)
def _unowning(word: str) -> str:
    """A printed word as the lexicon holds words, without a possessive ending."""
    return plain(word.removesuffix("’s").removesuffix("'s"))


def named_in(cast: Cast, text: str) -> list[str]:
    """Labels of the record's people whose name stands in the text, in order."""
    if not cast.known:
        return []
    found: dict[str, None] = {}
    for printed in dict.fromkeys((_ASCII_CAPITAL if text.isascii() else _CAPITAL).findall(text)):
        word = _unowning(printed)
        if word not in cast.known:
            continue
        voices = [v for token in fold(word).split() for v in cast.by_token.get(token, ())]
        if len({v.label for v in voices}) == 1:
            found.setdefault(voices[0].label)
    return list(found)
