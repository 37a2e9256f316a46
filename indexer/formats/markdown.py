"""Markdown (CommonMark 0.31, https://spec.commonmark.org) with front matter: its blocks as a reader sees them.

Headings, lists, quotations, paragraphs, tables and raw HTML. Emphasis, links and escapes are taken away; a paragraph
wholly in bold keeps that. A hard line break parts blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.formats.cleaning import plain
from indexer.formats.fields import given_from, usual_values
from indexer.formats.front_matter import described, split_front_matter
from indexer.formats.html import fragment_pieces
from indexer.formats.markdown_inline import BREAK, is_strong, leaves_open, strong_parts, words_of
from indexer.formats.opening import decoded
from indexer.formats.paragraphs import can_begin
from indexer.formats.pieces import Piece, make_record
from indexer.formats.sources import SourceFile
from indexer.model import BlockKind, Problem, Record

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"([ \t]*)([-*+•]|\d{1,9}[.)])(?:[ \t]+(.*)|$)")
_QUOTE = re.compile(r" {0,3}> ?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HTML = re.compile(r" {0,3}<(!--|/?(?:address|article|aside|blockquote|caption|center|dd|details|div|dl|dt|fieldset|"
                   r"figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|"
                   r"summary|table|tbody|td|tfoot|th|thead|tr|ul|video)\b)", re.IGNORECASE)
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+")
_ENDS = frozenset(".?!:;”\"')]")


@dataclass(slots=True)
class _Open:
    """The paragraph or item whose lines are being collected."""

    lines: list[str] = field(default_factory=list)
    line: int = 0
    item: int = 0  # depth, where it is an item
    marker: str = ""


def read_markdown(source: SourceFile, data: bytes) -> Iterator[Record | Problem]:
    """The one record of a Markdown file."""
    text, problems = decoded(source, data)
    yield from problems
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    matter = split_front_matter(text)
    for fault, line in described(matter):
        yield Problem(
            source.path, fault, "correct the front matter; the text is read without its fields", line, "warning"
        )
    values, extra = usual_values(matter.members, source.settings)
    pieces = markdown_pieces(text[matter.body:], first=matter.body_line)
    record = make_record(source, pieces, given_from(values, source, extra), format_name="markdown", data=data)
    yield record or Problem(source.path, "no words below its front matter" if matter.body else "no words in it",
                            "leave it out", severity="empty")


def markdown_pieces(text: str, first: int = 1) -> Iterator[Piece]:
    """The blocks of a Markdown text in order."""
    return _Reader(plain(text).split("\n"), first).pieces()


class _Reader:
    """Reads lines one by one, keeping the open paragraph and the depths of open lists."""

    def __init__(self, lines: list[str], first: int) -> None:
        self._lines = lines
        self._first = first
        self._at = 0
        self._open = _Open()
        self._indents: list[int] = []  # where the words of open items begin
        self._strong_open = False  # bold that a paragraph above has opened and not closed

    def pieces(self) -> Iterator[Piece]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line or line.isspace():
                yield from self._close()
                self._at += 1
                continue
            yield from self._line(line)
        yield from self._close()

    def _line(self, line: str) -> Iterator[Piece]:
        sign = line.lstrip()[0]
        number = self._first + self._at
        if sign == "#" and (atx := _ATX.match(line)) and atx[2].strip("# "):
            yield from self._close(lists=True)
            yield self._heading(len(atx[1]), atx[2], number)
        elif sign in "=-" and self._setext(line):
            yield self._heading(1 if sign == "=" else 2, " ".join(self._open.lines), self._open.line)
            self._open = _Open()
        elif sign in "*-_" and _RULE.match(line):
            yield from self._close()
            if sign != "-":
                yield Piece("paragraph", line, line=number)
        elif sign == "<" and _HTML.match(line):
            yield from self._close()
            yield from self._html(number)
            return
        elif sign in "`~" and (fence := _FENCE.match(line)):
            yield from self._close()
            yield from self._fenced(fence[1], number)
            return
        elif sign == ">" and _QUOTE.match(line) and not self._open.lines:
            yield from self._quote(number)
            return
        elif sign == "|" and self._is_table():
            yield from self._close()
            yield from self._table(number)
            return
        elif (sign in "-*+•" or sign.isdigit()) and (item := _ITEM.match(line)) and self._begins_item(item):
            yield from self._close()
            self._begin_item(item, number)
        elif sign == "[" and not self._open.lines and _REFERENCE.match(line):
            pass
        else:
            yield from self._words(line, number)
        self._at += 1

    def _heading(self, level: int, text: str, number: int) -> Piece:
        return Piece("heading", words_of(text), level=level, strong=is_strong(text), line=number)

    def _setext(self, line: str) -> bool:
        return len(self._open.lines) == 1 and not self._open.item and _SETEXT.match(line) is not None

    def _words(self, line: str, number: int) -> Iterator[Piece]:
        if self._open.lines and self._parts_from_above() and can_begin(words_of(line)):
            yield from self._close()
        if not self._open.lines:
            indent = len(line) - len(line.lstrip())
            if self._indents and indent < self._indents[0]:
                self._indents = []  # not indented as far as the list's words: the list has ended
            self._open = _Open(line=number)
        self._open.lines.append(line)

    def _parts_from_above(self) -> bool:
        """Whether the open paragraph's last line reads as the end of one."""
        return self._open.lines[-1].rstrip("*_ \\")[-1:] in _ENDS

    def _begins_item(self, item: re.Match[str]) -> bool:
        """A number other than 1 cannot break into a paragraph (CommonMark 5.3), a wrapped year least of all."""
        marker = item[2]
        if not self._open.lines or self._open.item:
            return True
        return bool(item[3]) and (not marker[0].isdigit() or marker[:-1] == "1")

    def _begin_item(self, item: re.Match[str], number: int) -> None:
        indent = len(item[1].expandtabs(4))
        words = indent + len(item[2]) + 1
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        self._indents.append(words)
        self._open = _Open([item[3] or ""], number, len(self._indents), item[2] if item[2][0].isdigit() else "-")

    def _close(self, *, lists: bool = False) -> Iterator[Piece]:
        held, self._open = self._open, _Open()
        if lists:
            self._indents = []
        if held.lines:
            yield from _pieces_of(held, self._strong_open)
            self._strong_open = leaves_open(" ".join(held.lines), self._strong_open)

    def _html(self, number: int) -> Iterator[Piece]:
        """Raw HTML up to the end of its outermost element, or to an empty line where that has no end."""
        name = _HTML.match(self._lines[self._at])
        tag = name[1].lstrip("/").lower() if name else ""
        taken = [self._lines[self._at]]
        closing = "-->" if tag == "!--" else f"</{tag}"
        self._at += 1
        depth = _depth(taken[0], tag, closing)
        end = min(len(self._lines), self._at + 2000)
        while self._at < end and (depth > 0 or (self._lines[self._at].strip() and depth <= 0 and tag == "p")):
            line = self._lines[self._at]
            depth += _depth(line, tag, closing)
            taken.append(line)
            self._at += 1
        yield from fragment_pieces("\n".join(taken), line=number)

    def _fenced(self, fence: str, number: int) -> Iterator[Piece]:
        self._at += 1
        taken: list[str] = []
        while self._at < len(self._lines) and not self._lines[self._at].lstrip().startswith(fence):
            taken.append(self._lines[self._at])
            self._at += 1
        self._at += 1
        for offset, line in enumerate(taken, 1):
            yield Piece("paragraph", line, line=number + offset)

    def _quote(self, number: int) -> Iterator[Piece]:
        taken: list[str] = []
        while self._at < len(self._lines) and self._lines[self._at].strip():
            line = self._lines[self._at]
            quoted = _QUOTE.match(line)
            taken.append(line[quoted.end():] if quoted else line)
            self._at += 1
        if number - self._first == 0 and len(taken) == 0:
            return
        for piece in _Reader(taken, number).pieces():
            kind: BlockKind = "quote" if piece.kind == "paragraph" else piece.kind
            yield Piece(kind, piece.text, piece.level, piece.strong, line=piece.line)

    def _is_table(self) -> bool:
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        return "-" in following and _TABLE_RULE.match(following) is not None

    def _table(self, number: int) -> Iterator[Piece]:
        row = 0
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith("|"):
            if row != 1:
                cells = [words_of(cell).strip() for cell in self._lines[self._at].strip().strip("|").split("|")]
                yield Piece("paragraph", " | ".join(filter(None, cells)), line=number + row)
            self._at += 1
            row += 1


def _depth(line: str, tag: str, closing: str) -> int:
    low = line.lower()
    if tag == "!--":
        return low.count("<!--") - low.count("-->")
    return low.count(f"<{tag}") - low.count(closing)


LINE_LENGTH = 70  # characters of a line that stands for itself
_LINE = re.compile(r"[*_]{0,3}[“\"(\[]?[^\W_a-z].*[^.,;:!?*_\s][*_]{0,3}\s*")


def _are_lines(lines: Sequence[str]) -> bool:
    """True for lines that authors set one below the other without a break's mark: an office, a place, a day.

    Each begins with a capital or a figure and none ends as a sentence or clause does: no wrapped prose looks so.
    """
    return len(lines) > 1 and all(len(line) <= LINE_LENGTH and _LINE.fullmatch(line.strip()) for line in lines)


def _pieces_of(held: _Open, strong_above: bool) -> Iterator[Piece]:
    """The pieces of a paragraph or item: one for each run of lines up to a hard break."""
    parts: list[list[str]] = [[]]
    first = [0]
    apart = not held.item and _are_lines(held.lines)
    for offset, line in enumerate(held.lines):
        parts[-1].append(line[:-1].strip() if line.endswith("\\") else line.strip())
        if (apart or line.endswith(("  ", "\\"))) and offset + 1 < len(held.lines):
            parts.append([])
            first.append(offset + 1)
    texts = [" ".join(lines) for lines in parts]
    strong = strong_parts(texts, closes=strong_above)
    for index, words in enumerate(words_of(BREAK.join(texts)).split(BREAK)):
        number = held.line + first[index]
        if not held.item or index > 0:
            yield Piece("paragraph", words, strong=strong[index], line=number)
        elif words.strip():
            yield Piece("item", f"{held.marker} {words}", level=held.item, strong=strong[index], line=number)
