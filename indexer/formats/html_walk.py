"""An HTML tree to pieces: the words a browser would show, block by block, in the page's own order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from indexer.formats.html_lists import ListMarks, list_of
from indexer.formats.lines import lines_of
from indexer.formats.paragraphs import paragraphs
from indexer.formats.pieces import Piece
from indexer.marks import mark_at
from indexer.model import BlockKind

Element = etree._Element



def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names("""
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody
    td tfoot th thead tr ul
""")
NOT_SHOWN = _names("""
    script style noscript template head title meta link button select input textarea option datalist svg math
    canvas iframe object embed audio video source track map area progress meter dialog img picture
""")
_BOLD = frozenset(("b", "strong", "u"))  # typewritten pages underline what print sets in bold
_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 4}  # of what a click unfolds
_SPANS = frozenset(("span", "time"))
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*+[\[(]?\s*+(\d{1,3}|[*†‡]{1,3}|[a-z])\s*+[\])]?\s*+$")
_CAPTION_CLASS = re.compile(r"(?<![a-z])(?:fig|photo|image|img)?-?_?caption(?![a-z])|photo-?_?credit", re.IGNORECASE)
_BACK = re.compile(
    r"\s*(?:(?:return|back|go|jump|skip) to (?:the )?(?:text|top|contents?|page|main)\b.{0,20}"
    r"|(?:page )?top|[↩↑⇧▲^]+)\s*$",
    re.IGNORECASE,
)
_LONG_TEXT = 200  # characters in which a sign more or less does not count

Skip = Callable[[Element], bool]


@dataclass(slots=True)
class _Buffer:
    """The words of the block being read; of its letters, line by line: how many there are, and how many are bold."""

    parts: list[str] = field(default_factory=list)
    letters: list[int] = field(default_factory=lambda: [0])
    bold: list[int] = field(default_factory=lambda: [0])
    linked: int = 0
    line: int = 0

    def break_line(self) -> None:
        self.parts.append("\n")
        self.letters.append(0)
        self.bold.append(0)

    def strong(self, first: int = 0, end: int | None = None) -> bool:
        """Whether lines `first` up to `end` are bold."""
        return sum(self.bold[first:end]) >= 0.95 * max(1, sum(self.letters[first:end]))


class Walker:
    """Reads one tree from start to end, without recursion: saved pages nest as deep as they like."""

    def __init__(self, skip: Skip, *, offset: int = 0, lines: bool = False) -> None:
        self._skip = skip
        self._offset = offset  # added to the parser's line numbers
        self._with_lines = lines
        self._buffer = _Buffer()
        self._lists: list[ListMarks] = []
        self._marker = ""
        self._item_depth = 0
        self._kinds: list[tuple[str, BlockKind, int]] = []  # tag, kind, level of the elements that lend theirs
        self._bold = 0
        self._links = 0
        self._term: str | None = None  # a <dt> that waits for its <dd>
        self._row: list[str] | None = None  # cells of a row of a data table

    def pieces(self, root: Element) -> Iterator[Piece]:
        """The pieces of the tree below `root`."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                yield from self._end(element, tag)
                if element is not root and element.tail:
                    self._text(element.tail)
                continue
            if element is not root and (not tag or tag in NOT_SHOWN or is_hidden(element) or self._skip(element)):
                yield from self._passed_over(element, tag)
                walk.skip_subtree()
                _mute(element)
                continue
            yield from self._start(element, tag)
        yield from self._flush()

    def _passed_over(self, element: Element, tag: str) -> Iterator[Piece]:
        if tag in BLOCKS:
            yield from self._flush()
        elif element.text is None and tag not in ("img", ""):
            self._text(" ")

    def _start(self, element: Element, tag: str) -> Iterator[Piece]:
        if tag == "br":
            self._buffer.break_line()
            return
        if tag == "pre":
            yield from self._flush()
            yield from self._preformatted(element)
            return
        if tag in BLOCKS:
            yield from self._begin_block(element, tag)
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "a":
            if _BACK.match(words(element)) and "#" in (element.get("href") or ""):
                _mute(element)
            self._links += 1
        elif tag == "sup" and (note := _FOOTNOTE.match(_all_text(element))) and _is_reference(element):
            self._text(f"[{note[1]}]")
            _mute(element)
            return
        if element.text:
            if tag in _SPANS and self._begins_beside(element):
                self._buffer.parts.append(" ")
            self._text(element.text, element)

    def _begins_beside(self, element: Element) -> bool:
        """True for words right behind another span's, which only a style sheet sets apart: `News` `5 May 2022`."""
        before, text = element.getprevious(), (element.text or "")
        if before is None or before.tag not in _SPANS or before.tail or not self._buffer.parts:
            return False
        last = self._buffer.parts[-1]
        apart = text[0].isupper() or (text[0].isdigit() and last[-1].isalpha())
        return len(last) > 1 and last[-1].isalnum() and apart

    def _begin_block(self, element: Element, tag: str) -> Iterator[Piece]:
        if tag in ("td", "th") and self._row is not None:
            self._buffer = _Buffer()
        else:
            yield from self._flush()
        if tag in ("ol", "ul", "menu"):
            self._lists.append(list_of(element))
        elif tag == "li":
            self._marker = self._lists[-1].marker(element) if self._lists else "-"
            self._item_depth = max(1, len(self._lists))
        elif tag in _HEADINGS:
            self._kinds.append((tag, "heading", _HEADINGS[tag]))
        elif tag == "blockquote":
            self._kinds.append((tag, "quote", 0))
        elif tag in ("figcaption", "caption") or _CAPTION_CLASS.search(element.get("class") or ""):
            self._kinds.append((tag, "caption", 0))
        elif tag == "tr" and _is_data_row(element):
            self._row = []

    def _end(self, element: Element, tag: str) -> Iterator[Piece]:
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag == "a":
            self._links = max(0, self._links - 1)
        if tag not in BLOCKS:
            return
        if tag in ("td", "th") and self._row is not None:
            self._row.append(" ".join("".join(self._buffer.parts).split()))
            self._buffer = _Buffer()
            return
        if tag == "dt":
            self._keep_term()
            return
        yield from self._flush()
        if tag == "tr" and self._row is not None:
            cells, self._row = self._row, None
            yield self._piece(" | ".join(filter(None, cells)), strong=False, line=self._line(element))
        if tag in ("ol", "ul", "menu") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
            self._item_depth = len(self._lists) - 1
        elif tag == "dl":
            yield from self._lone_term()
        if (
            self._kinds
            and self._kinds[-1][0] == tag
            and (
                tag in _HEADINGS
                or tag in ("blockquote", "figcaption", "caption")
                or _CAPTION_CLASS.search(element.get("class") or "")
            )
        ):
            self._kinds.pop()

    def _text(self, text: str, element: Element | None = None) -> None:
        words = text.strip()
        if not words:
            self._buffer.parts.append(" ")
            return
        if not self._buffer.line and element is not None:
            self._buffer.line = self._line(element)
        self._buffer.parts.append(text.replace("\n", " "))  # there a line end is a space; a <br> is the line end
        letters = len(words) if len(words) > _LONG_TEXT else sum(map(str.isalnum, words))
        if not letters and not self._buffer.linked:
            letters = len(words)  # signs alone count, such as a rule of stars; not those between links
        self._buffer.letters[-1] += letters
        if self._bold:
            self._buffer.bold[-1] += letters
        if self._links:
            self._buffer.linked += letters

    def _flush(self) -> Iterator[Piece]:
        held, self._buffer = self._buffer, _Buffer()
        letters = sum(held.letters)
        if not letters:
            return
        text = "".join(held.parts)
        if self._term is not None:
            letters += len(self._term)
            said = text.count(" ") > 2 and text.endswith((".", "?", "!", "”", '"')) and self._term[-1:].isalnum()
            text, self._term = f"{self._term}{': ' if said else ' '}{text}", None
        link = held.linked >= 0.9 * letters
        if "\n" not in text:
            yield self._piece(text.strip(), strong=held.strong(), line=held.line, link=link)
            return
        parts = list(paragraphs(lines_of("\n".join(map(str.strip, text.split("\n"))), 0)))
        for here, after in zip(parts, [*parts[1:], None], strict=False):
            strong = held.strong(here.line, after.line if after else None)
            yield self._piece(here.text, strong=strong, line=held.line, link=link)

    def _piece(self, text: str, *, strong: bool, line: int, link: bool = False) -> Piece:
        kind, level = self._kind()
        marker, self._marker = self._marker, ""
        if kind == "paragraph" and marker:
            own = mark_at(text)
            printed = text if own is not None and own.style != "plain" else f"{marker} {text}"
            return Piece("item", printed, level=self._item_depth, strong=strong, line=line, link=link)
        return Piece(kind, text, level=level, strong=strong, line=line, link=link)

    def _kind(self) -> tuple[BlockKind, int]:
        return self._kinds[-1][1:] if self._kinds else ("paragraph", 0)

    def _keep_term(self) -> None:
        held, self._buffer = self._buffer, _Buffer()
        text = "".join(held.parts).strip()
        if text:
            self._term = text if self._term is None else f"{self._term} {text}"

    def _lone_term(self) -> Iterator[Piece]:
        if self._term is not None:
            text, self._term = self._term, None
            yield self._piece(text, strong=False, line=0)

    def _preformatted(self, element: Element) -> Iterator[Piece]:
        first = self._line(element)
        for paragraph in paragraphs(lines_of(_all_text(element).expandtabs(8), first or 1)):
            kind: BlockKind = "heading" if paragraph.centred else "paragraph"
            yield Piece(kind, paragraph.text, level=2 if paragraph.centred else 0, line=paragraph.line if first else 0)
        _mute(element)

    def _line(self, element: Element) -> int:
        line = element.sourceline
        return line + self._offset if self._with_lines and isinstance(line, int) else 0


def is_hidden(element: Element) -> bool:
    """Whether a browser, or a reading aid, would not present the element."""
    return (element.get("hidden") is not None or element.get("aria-hidden") == "true"
            or bool(_HIDING.search(element.get("style") or "")))


def words(element: Element) -> str:
    """All words of an element on one line."""
    return " ".join(_all_text(element).split())


def _all_text(element: Element) -> str:
    return "".join(cast(Iterator[str], element.itertext()))


def _mute(element: Element) -> None:
    """Empty an element that has been read or passed over, keeping what follows it."""
    for child in list(element):
        element.remove(child)
    element.text = None


def _is_reference(element: Element) -> bool:
    """Whether a superscript refers to a note: it holds, or stands in, a link within the page."""
    parent = element.getparent()
    links = [*element.iter("a"), *([parent] if parent is not None and parent.tag == "a" else [])]
    return any("#" in (link.get("href") or "") for link in links)


def _is_data_row(row: Element) -> bool:
    """Whether a table row holds short cells of plain words, to be read across; layout tables hold blocks."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    for cell in cells:
        if any(isinstance(inner.tag, str) and inner.tag in BLOCKS and inner.tag not in ("p", "div")
               for inner in cell.iterdescendants()):
            return False
        if len(words(cell)) > 200:
            return False
    return True
