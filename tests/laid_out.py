"""Records made from plain lines for the tests of layout, and short views of what was made of them."""

from __future__ import annotations

import re
from pathlib import Path

from indexer.model import Block, BlockKind, Given, Record
from indexer.understanding.layout import Layout

_HEADING = re.compile(r"(#{1,6})\s+")
_BOLD = re.compile(r"\*\*(.+)\*\*$")
_SPEAKER = re.compile(r"<([^<>]+)>\s")


def record_of(text: str, *, format_name: str = "text", given: Given | None = None) -> Record:
    """A record whose every line is a block: ``#`` begins a heading, ``**`` encloses a bold paragraph.

    ``<Name> `` before a line names its speaker as a format does, ``= `` makes it a caption.
    """
    words: list[str] = []
    blocks: list[Block] = []
    at = 0
    for line in (line.strip() for line in text.strip().split("\n")):
        if not line:
            continue
        kind: BlockKind = "paragraph"
        level, strong, speaker = 0, False, None
        if found := _HEADING.match(line):
            kind, level, line = "heading", len(found.group(1)), line[found.end():]
        elif found := _BOLD.match(line):
            strong, line = True, found.group(1)
        elif found := _SPEAKER.match(line):
            speaker, line = found.group(1), line[found.end():]
        elif line.startswith("= "):
            kind, line = "caption", line[2:]
        blocks.append(Block(kind, at, at + len(line), level, strong, speaker))
        words.append(line)
        at += len(line) + 2
    return Record(id="r", path=Path("r.txt"), format=format_name, text="\n\n".join(words), blocks=tuple(blocks),
                  given=given or Given())


def seen(layout: Layout) -> list[tuple[str | None, str | None, str]]:
    """Number, heading and first three words of each section."""
    return [(each.number, each.heading, " ".join(each.text.split()[:3])) for each in layout.sections]


def words_of(text: str) -> list[str]:
    """The words of a text, without signs and case, in their order."""
    return re.findall(r"[^\W_]+", text.casefold())
