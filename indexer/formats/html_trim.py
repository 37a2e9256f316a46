"""The last of the chrome: what stands before a page's title and after its text, told by its links and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.formats.lines import is_closed
from indexer.formats.pieces import Piece
from indexer.marks import is_dateline

_LONG = 150  # characters of a piece that is text, not a label or a menu entry
_BEFORE_TITLE = 4  # lines kept above a title: category, date, place, office
_SHORT = 120
_LABEL = 40
_STEPS = re.compile(r"[|›»]|\s>")  # between the entries of a menu or a breadcrumb


def same_words(text: str) -> str:
    """The text as texts are compared: small letters, no signs."""
    return re.sub(r"\W+", " ", text).casefold().strip()


def trimmed(pieces: Sequence[Piece], title: str | None, main: frozenset[str] | None = None) -> list[Piece]:
    """The pieces without menus before the title and without links after the text.

    `main` has the paragraphs that a main-text extractor kept, as `same_words`, where it was asked. Nothing is dropped
    between the first and the last piece of text, and no long piece anywhere.
    """
    if not any(not piece.link for piece in pieces):
        return []
    start = _start(pieces, title, main)
    first_text = next((at for at in range(start, len(pieces)) if _is_text(pieces[at])), len(pieces))
    last_said = next((at for at in range(len(pieces) - 1, start - 1, -1) if _is_said(pieces[at])), start)
    kept: list[Piece] = []
    below = False  # whether a link stood right below
    for at in range(len(pieces) - 1, start - 1, -1):
        piece = pieces[at]
        aside = not first_text <= at <= last_said
        is_title = bool(title) and same_words(piece.text) == same_words(title or "")
        if aside and not is_title and (piece.link or (below and at > last_said and _is_label(piece))):
            below = piece.link
            continue
        below = False
        kept.append(piece)
    return kept[::-1]


def _start(pieces: Sequence[Piece], title: str | None, main: frozenset[str] | None) -> int:
    """Where the item begins: a few lines above its title, or above what the extractor kept first."""
    first_text = next((at for at, piece in enumerate(pieces) if _is_text(piece)), len(pieces))
    wanted = same_words(title) if title else None
    begins = next(
        (at for at, piece in enumerate(pieces[: first_text + 1]) if wanted and same_words(piece.text) == wanted), None
    )
    if begins is None and main is not None:
        begins = next((at for at, piece in enumerate(pieces) if same_words(piece.text) in main), None)
        begins = None if begins is None else min(begins, first_text)
    if begins is None:
        return 0
    start = begins
    while start > 0 and begins - start < _BEFORE_TITLE and _belongs_above(pieces[start - 1]):
        start -= 1
    dated = [at for at in range(max(0, begins - _BEFORE_TITLE), start)
             if not pieces[at].link and is_dateline(pieces[at].text)]
    return min(dated, default=start)  # a link to another language may stand between the day and the title


def _belongs_above(piece: Piece) -> bool:
    if piece.link or piece.kind == "item":
        return False
    return is_dateline(piece.text) or (len(piece.text) < _SHORT and not _STEPS.search(piece.text))


def _is_label(piece: Piece) -> bool:
    """A heading or a few words that stood above links: ``Related links``, ``Print:``."""
    return piece.kind == "heading" or (
        len(piece.text) <= _LABEL and not piece.text.rstrip().endswith((".", "!", "?", "”"))
    )


def _is_said(piece: Piece) -> bool:
    """A piece that reads as a sentence, or is long."""
    return not piece.link and (
        len(piece.text) >= _LONG or (len(piece.text) > _LABEL and is_closed(piece.text.rstrip()))
    )


def _is_text(piece: Piece) -> bool:
    return len(piece.text) >= _LONG and not piece.link
