"""The units that a record's layout is read from: its blocks, a line each, with what is cheap to know of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.marks import before_note
from indexer.model import BlockKind, Record
from indexer.understanding.layout import Line

_ABBREVIATED = ("Jr.", "Sr.", "D.C.", "U.S.", "U.K.", "U.N.", "Inc.", "Ltd.", "Co.", "etc.", "N.Y.", "p.m.", "a.m.",
                "P.M.", "A.M.", "Mass.", "Calif.", "Va.", "Md.", "Pa.", "Ph.D.", "M.P.")
_GLUED = re.compile(  # a label that extraction has set right behind the turn before: "joining us.PM: Thank you"
    r"(?<=[a-z0-9)][.?!])(?=[A-Z][A-Z.’' -]{0,30}[A-Z]: )")


class Unit(NamedTuple):  # a record has one a line: made three times as fast as a frozen dataclass
    """A paragraph, heading or item: `Record.text[start:end]` without the white space around it."""

    text: str
    start: int
    end: int
    kind: BlockKind
    level: int
    strong: bool
    speaker: str | None
    words: int  # set off by spaces; a text without spaces counts a word for each two characters

    @property
    def line(self) -> Line:
        return Line(self.text, self.start, self.end)

    @property
    def ends_sentence(self) -> bool:
        """True where the last sign, closing quotation marks and brackets aside, is a full stop, `!` or `?`.

        The number of a footnote after it, and ``/END/``, are passed over, too.
        The stop of an abbreviation at the end of a short line (``Washington, D.C.``) ends none.
        """
        tail = self.text[-12:].rstrip("\"”’')]*")
        if not tail.endswith((".", "!", "?", "。", "．", "！", "？")):
            return before_note(self.text) < len(self.text)
        return self.words > 30 or not tail.endswith(_ABBREVIATED)


def units_of(record: Record) -> list[Unit]:
    """The record's units in page order. A block that still holds line ends, or turns in one line, gives several."""
    units: list[Unit] = []
    text = record.text
    for block in record.blocks:
        body = text[block.start:block.end]
        at = block.start
        for line in body.split("\n") if "\n" in body else (body,):
            for part in _GLUED.split(line) if ": " in line else (line,):
                bare = part.strip()
                if bare:
                    start = at + len(part) - len(part.lstrip())
                    units.append(Unit(bare, start, start + len(bare), block.kind, block.level, block.strong,
                                      block.speaker, count_words(bare)))
                at += len(part)
            at += 1
    return units


def count_words(text: str) -> int:
    """How many words a reader would count; scripts without spaces: one for each two characters."""
    spaced = text.count(" ") + 1
    if spaced * 24 > len(text) or text.isascii():
        return spaced
    return max(spaced, sum(map("\u2e80".__lt__, text[:4000])) * max(1, len(text) // 4000) // 2)
