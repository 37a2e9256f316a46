"""From values to markup: everything is escaped first and marked after, once, here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

Span = tuple[int, int]

# Marks that turn the direction of the text after them, and those that show nothing: in a title or a name they can
# make a line read as something else (Unicode Technical Report 36, section 2.5.3; Trojan Source, 2021).
_DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u00ad\u200b\u2060\ufeff]")
_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi"})
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]*)*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def plain(text: str | None) -> str:
    """The text without controls and without marks that change the direction or show nothing."""
    return "".join(c for c in undeceiving(text or "") if c in "\n\t" or not (c < " " or "\x7f" <= c <= "\x9f"))


def clipped(text: str, most: int) -> str:
    """The text, cut after so many characters with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def undeceiving(text: str) -> str:
    """The text without marks that change the direction of what follows or show nothing."""
    return _DECEIVING.sub("", text)


def blind(text: str) -> str:
    """The text with each such mark and control replaced by a space, so that offsets in it stay right."""
    kept = _DECEIVING.sub(" ", text)
    return "".join(" " if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" else c for c in kept)


def marked(text: str, highlights: Iterable[Span]) -> Markup:
    """The text, escaped, with `<mark>` around the ranges; ranges that overlap or fall outside it are mended."""
    pieces: list[Markup] = []
    text, at = blind(text), 0
    for start, end in merged(highlights, len(text)):
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def merged(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The ranges inside [0, length), in order, joined where they overlap."""
    last: Span | None = None
    for start, end in sorted((max(0, a), min(b, length)) for a, b in spans):
        if start >= end:
            continue
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that lies in one statement (or none) and is all marked or all unmarked."""

    text: str
    statement: int | None = None  # its number among the section's statements
    mark: int | None = None  # its number among the marks
    opens: bool = False  # the first piece of its statement
    closes: bool = False  # the last one of its statement


def paragraphs(text: str, statements: Sequence[Span], marks: Sequence[Span]) -> list[list[Piece]]:
    """The text's paragraphs, each cut where a statement or a mark begins or ends.

    Where statements overlap, the shorter one is shown on the letters they share.
    """
    text, marks = blind(text), list(merged(marks, len(text)))
    cuts = sorted({0, len(text), *(min(max(0, edge), len(text)) for span in (*statements, *marks) for edge in span)})
    by_length = sorted(enumerate(statements), key=lambda item: item[1][0] - item[1][1])
    statement_at, mark_at = _layer(by_length, cuts), _layer(enumerate(marks), cuts)
    found: list[list[tuple[str, int | None, int | None]]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        first, last = bisect_right(cuts, paragraph.start()) - 1, bisect_left(cuts, paragraph.end())
        found.append([
            (text[max(cuts[n], paragraph.start()) : min(cuts[n + 1], paragraph.end())], statement_at[n], mark_at[n])
            for n in range(first, last)])
    opened: dict[int | None, tuple[int, int]] = {}
    closed: dict[int | None, tuple[int, int]] = {}
    for row, pieces in enumerate(found):
        for column, (_, statement, _) in enumerate(pieces):
            opened.setdefault(statement, (row, column))
            closed[statement] = row, column
    return [[Piece(words, statement, mark, statement is not None and opened[statement] == (row, column),
                   statement is not None and closed[statement] == (row, column))
             for column, (words, statement, mark) in enumerate(pieces)] for row, pieces in enumerate(found)]


def _layer(spans: Iterable[tuple[int, Span]], cuts: Sequence[int]) -> list[int | None]:
    """For each stretch between two cuts: the number of the last of the spans that lies over it."""
    layer: list[int | None] = [None] * len(cuts)
    for number, (start, end) in spans:
        first, last = bisect_left(cuts, start), bisect_left(cuts, end)
        layer[first:last] = [number] * (last - first)
    return layer


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web's, else None: `javascript:`, `data:` and the like are never linked to."""
    if not url or any(c <= " " or c in '<>"\\' for c in url) or _DECEIVING.search(url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def language_of(tag: str | None) -> str | None:
    """A BCP 47 tag fit for a `lang` attribute, or None."""
    return tag if tag and _TAG.fullmatch(tag) else None


def direction_of(tag: str | None) -> str:
    """`rtl` for languages written from right to left, `ltr` for others, `auto` where the language is not known."""
    if not language_of(tag):
        return "auto"
    return "rtl" if str(tag).split("-")[0].lower() in _RTL or "-Arab" in str(tag) or "-Hebr" in str(tag) else "ltr"

