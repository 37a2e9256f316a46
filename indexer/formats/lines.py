"""Lines of a plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSED = re.compile(r"""[.?!:;。！？：；।؟…][)\]"'”’»」』*_]{0,4}$""")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its line end; `indent` counts columns, a tab as eight."""

    text: str  # stripped
    indent: int
    number: int  # from 1


def lines_of(text: str, first: int = 1) -> list[Line]:
    """The lines of a plain text; empty ones have an empty `text`."""
    lines = []
    for number, raw in enumerate(text.split("\n"), first):
        stripped = raw.strip()
        indent = 0
        if stripped and raw[0] in " \t":
            indent = len(raw[:len(raw) - len(raw.lstrip())].expandtabs(8))
        lines.append(Line(stripped, indent, number))
    return lines


def is_closed(text: str) -> bool:
    """Whether the text ends as a sentence or an announcement of one does."""
    return _CLOSED.search(text[-6:]) is not None
