"""Fields that a page's own class names give: the speaker, place and date that stand about its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from indexer.formats.cleaning import one_line
from indexer.formats.html_chrome import name_words
from indexer.formats.html_trim import same_words
from indexer.formats.html_walk import BLOCKS, words
from indexer.formats.pieces import Piece
from indexer.marks import is_dateline

Element = etree._Element

_WORDS: Mapping[str, frozenset[str]] = {
    "speaker": frozenset(("speaker", "speakers")),
    "place": frozenset(("location", "venue", "place")),
    "published": frozenset(("date", "time", "published", "pubdate", "dateline", "datetime", "posted")),
}
_HEAD = 12  # pieces among which such a line stands
_LONG = 200  # characters of a piece that is no line of the head any more
_MOST_WORDS = {"speaker": 12, "place": 30, "published": 12}


def labelled_values(main: Element, pieces: Sequence[Piece], title: str | None) -> dict[str, tuple[str, ...]]:
    """Speaker, place and publication date by class names (or `itemprop`), each as a line of the head prints it.

    Only whole lines that stand before the text count, so that a menu's or a footer's `date` is none.
    """
    lines = _head_lines(pieces, title)
    found: dict[str, tuple[str, ...]] = {}
    if not lines:
        return found
    for element in main.iter():
        if not isinstance(element.tag, str) or len(found) == len(_WORDS):
            continue
        named = name_words(element) | {(element.get("itemprop") or "").lower()}
        if element.tag == "time":
            named |= {"time"}
        for ours, wanted in _WORDS.items():
            if ours not in found and named & wanted and (text := _line_of(element, lines, _MOST_WORDS[ours])):
                if ours != "published":
                    found[ours] = (text,)
                elif element.get("datetime") or is_dateline(text):
                    found[ours] = (element.get("datetime") or text,)
    return found


def _head_lines(pieces: Sequence[Piece], title: str | None) -> frozenset[str]:
    """Lines of the head as `same_words`: those before the first long piece, without the title."""
    lines: set[str] = set()
    for piece in pieces[:_HEAD]:
        if len(piece.text) >= _LONG:
            break
        lines.add(same_words(piece.text))
    return frozenset(lines - {same_words(title or "")} - {""})


def _line_of(element: Element, lines: frozenset[str], most_words: int) -> str | None:
    """The element's words, where they are a whole line of the head and short enough for their kind."""
    if any(isinstance(inner.tag, str) and inner.tag in BLOCKS for inner in element.iterdescendants()):
        return None
    text = one_line(words(element))
    return text if text and len(text.split()) <= most_words and same_words(text) in lines else None
