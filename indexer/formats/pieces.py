"""Pieces of a record as a format finds them, and the record made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.formats.cleaning import one_line
from indexer.formats.sources import SourceFile
from indexer.model import Block, BlockKind, Given, Record

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, item, quotation or caption, before it has a place in the record's text."""

    kind: BlockKind
    text: str
    level: int = 0
    strong: bool = False
    speaker: str | None = None
    line: int = 0
    link: bool = False  # all its words are links


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of the pieces in their order; pieces without words are left out."""
    words: list[str] = []
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        text = one_line(piece.text)
        if not text:
            continue
        if words:
            position += len(BETWEEN)
        words.append(text)
        blocks.append(Block(piece.kind, position, position + len(text), piece.level, piece.strong, piece.speaker,
                            piece.line))
        position += len(text)
    return BETWEEN.join(words), tuple(blocks)


def make_record(source: SourceFile, pieces: Iterable[Piece], given: Given, *, format_name: str, data: bytes,
                record_id: str | None = None, line: int = 0, wordless: bool = False) -> Record | None:
    """The record of these pieces, or None where they hold no words, unless `wordless` ones are wanted.

    `data` are the source's bytes for it.
    """
    text, blocks = lay_out(pieces)
    if not blocks and not wordless:
        return None
    return Record(
        id=record_id or source.key,
        path=source.path,
        format=format_name,
        text=text,
        blocks=blocks,
        given=given,
        line=line,
        fingerprint=hashlib.sha256(data).hexdigest(),
    )
