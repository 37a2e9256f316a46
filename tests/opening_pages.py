"""Records with their layouts, made from a title, head lines and paragraphs, for tests of dates and places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.model import Block, Given, Record
from indexer.understanding.layout import Layout, Line


def page(
    *lead: str, title: str | None = None, head: tuple[str, ...] = (), path: str = "folder/page.txt", **given: Any
) -> tuple[Record, Layout]:
    """A record whose text is title, head and lead, and its layout."""
    texts = [*([title] if title else []), *head, *lead]
    lines, start = [], 0
    for text in texts:
        lines.append(Line(text, start, start + len(text)))
        start += len(text) + 2
    blocks = tuple(
        Block("heading" if title and not at else "paragraph", line.start, line.end) for at, line in enumerate(lines)
    )
    record = Record(
        id="page", path=Path(path), format="text", text="\n\n".join(texts), blocks=blocks, given=Given(**given)
    )
    first = 1 if title else 0
    layout = Layout(
        title=lines[0] if title else None,
        breadcrumb=None,
        head=tuple(lines[first : first + len(head)]),
        lead=tuple(lines[first + len(head) :]),
        sections=(),
    )
    return record, layout
