"""Text to terms: the one analysis that indexing, queries and snippets share.

Each word of a text has a position, counted from 0, and gives at that position one term or more:

- its **exact** form, folded (`indexer.folding`): `Abe’s` gives `abe`, `Ōe` gives `oe`, `U.S.` gives `us`;
- its **stem** by Snowball's English rules (https://snowballstem.org/algorithms/english/stemmer.html), which for other
  words than English ones, numbers and short words is the exact form.

An apostrophe joins (`don’t` gives `dont`, `O’Brien` gives `obrien`), but a possessive s and contracted verbs fall
away (`we’ll` gives `we`), and a French elision is a word (`l’Union` gives `l`, `union`). A hyphen parts:
`counter-terrorism` is `counter` and `terrorism`, and has in addition `counterterrorism` at the first one's position,
as has `G-20` `g20`; pairs of names (`Japan-Russia`) do not. Points join initials (`U.S.` is `us`) and decimals (`2.5`),
commas join thousands (`1,000` is `1000`); otherwise they part, so `2(1)` is `2` and `1`. A few words that are acronyms
in capitals (`US`, `WHO`) give the capitals in addition. In scripts without spaces each character is a word, at whose
position stand the character alone and the pair that it makes with the next one, so that any two neighbours can be
found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.runs import (
    FIRST_UNSPACED,
    JOINERS,
    LONGEST,
    RUNS,
    STOP_WORDS,
    run_of,
    runs,
    stem,
)

__all__ = [
    "JOINERS",
    "LONGEST",
    "RUNS",
    "STOP_WORDS",
    "VERSION",
    "Sequence",
    "Terms",
    "Token",
    "index_terms",
    "is_unspaced",
    "key",
    "run_of",
    "sequence",
    "stem",
    "terms",
]

VERSION = 1
"""Raised whenever the same text would give other terms: an index of another version has to be built again."""


class Token(NamedTuple):
    """One term at its place: offsets in characters of the text, `[start, end)`."""

    exact: str
    stem: str
    position: int
    start: int
    end: int


class Terms(NamedTuple):
    """A text's terms as columns of equal length, by position; several terms may share one."""

    exact: list[str]
    stems: list[str]
    positions: list[int]
    starts: list[int]  # characters of the text
    ends: list[int]
    length: int  # positions, that is words

    def tokens(self) -> Iterator[Token]:
        """The same as rows."""
        return map(Token._make, zip(*self[:5], strict=True))


class Sequence(NamedTuple):
    """What a text must match to stand in another: terms at offsets from a common position, no more than are needed."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    joined: str = ""  # the exact form as one word of a text that is a single hyphenated word, else empty


def terms(text: str) -> Terms:
    """The terms of a text, in order of position. Never raises for any string; linear in its length."""
    exact: list[str] = []
    stems: list[str] = []
    positions: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    known = runs()
    position = 0
    for found in RUNS.finditer(text):
        parts, width, _ = known[found[0]]
        at = found.start()
        for part in parts:
            exact.append(part[0])
            stems.append(part[1])
            positions.append(position + part[2])
            starts.append(at + part[3])
            ends.append(at + part[4])
        position += width
    return Terms(exact, stems, positions, starts, ends, position)


def index_terms(text: str) -> tuple[list[str], list[str], list[int], int]:
    """Exact forms, stems, positions and the number of positions: `terms` without offsets, in less time."""
    exact: list[str] = []
    stems: list[str] = []
    positions: list[int] = []
    known = runs()
    position = 0
    for raw in RUNS.findall(text):
        parts, width, _ = known[raw]
        if width == 1 and len(parts) == 1:
            exact.append(parts[0][0])
            stems.append(parts[0][1])
            positions.append(position)
            position += 1
            continue
        for part in parts:
            exact.append(part[0])
            stems.append(part[1])
            positions.append(position + part[2])
        position += width
    return exact, stems, positions, position


@lru_cache(maxsize=4096)
def sequence(text: str) -> Sequence:
    """What must stand in a document for the text to stand there, one term after the other; empty for no words.

    `日本語` needs `日本` and `本語` at offsets 0 and 1, `counter-terrorism` needs `counter` and `terrorism`.
    `US` and the like need the capitals.
    """
    known = runs()
    if text.isascii() and text.isalpha():
        parts = known[text].parts
        if len(parts) == 1:
            return Sequence((parts[0].exact,), (parts[0].stem,), (0,))
    needed: list[tuple[str, str, int]] = []
    position = 0
    found = RUNS.findall(text)
    for raw in found:
        run = known[raw]
        needed += [(part.exact, part.stem, position + part.position) for part in run.parts if not part.extra]
        position += run.width
    if not needed:
        return Sequence((), (), ())
    exact, stems, offsets = zip(*needed, strict=True)
    first = offsets[0]
    return Sequence(exact, stems, tuple(offset - first for offset in offsets),
                    known[found[0]].joined if len(found) == 1 else "")


def is_unspaced(text: str) -> bool:
    """Whether the text begins with a character of a script without spaces."""
    return FIRST_UNSPACED.match(text) is not None


def key(text: str) -> str:
    """The text as values are compared: exact forms with spaces between; case, accents, punctuation do not count."""
    return " ".join(sequence(text).exact)
