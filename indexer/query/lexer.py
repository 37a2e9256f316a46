"""Query text to lexemes. Whatever is typed gives lexemes; what cannot be meant is dropped or kept as a word, noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from indexer.wording import Wording, wording

Kind = Literal["open", "close", "quoted", "word", "and", "or", "not", "near", "field"]

MAX_LENGTH = 2_000
"""Characters of a query that are read."""

FIELDS = (
    "speaker", "said", "mentioned", "topic", "place", "date", "title", "heading", "text", "publisher", "kind", "event",
    "act", "language", "id",
)
"""Names that may stand before a colon, in the order in which help shows them."""

_QUOTES = "“”„‟«»「」『』〝〞〟＂"
_AS_TYPED = str.maketrans({
    **dict.fromkeys(_QUOTES, '"'), "：": ":", "（": "(", "）": ")", "＊": "*", "～": "~", "〜": "~", "－": "-",
    "−": "-", "＞": ">", "＜": "<", "＝": "=", "≥": ">=", "≤": "<=", "…": "...", "／": "/",
})
"""What phones, word processors and East Asian keyboards give for the signs of the grammar."""

_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | "(?P<quoted>[^"]*)"(?:~(?P<slop>\d*))?
      | (?P<open>\()
      | (?P<close>\))
      | NEAR/(?P<near>\d+)(?=[\s()"]|$)
      | (?P<operator>AND|OR|NOT)(?=[\s()"]|$)
      | (?P<minus>[-–]+)(?=[^\s)])
      | (?P<field>[A-Za-z]+):(?=[^\s):])
      | (?P<word>[^\s()"]+(?:\([^\s()"]*\)[^\s()"]*)*)
      | (?P<quote>")
    """,
    re.VERBOSE,
)
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`text` is what stands inside the quotation marks, the field's name in small letters, or the word."""

    kind: Kind
    text: str
    number: int = 0  # of NEAR/n and of "..."~n


def read_signs(text: str, notes: list[Wording]) -> str:
    """The text with one form of each sign, cut to a readable length and without what cannot be shown."""
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH].rsplit(maxsplit=1)[0] if text[:MAX_LENGTH].strip() else ""
        notes.append(wording("too-long", num=MAX_LENGTH))
    if _UNREADABLE.search(text):
        text = _UNREADABLE.sub(" ", text)
        notes.append(wording("unreadable"))
    return text.translate(_AS_TYPED)


def lexemes(text: str, notes: list[Wording]) -> Iterator[Lexeme]:
    """The lexemes of a text that `read_signs` has read; linear in its length."""
    at, glued = 0, False  # glued: the last lexeme ended right here, so that a hyphen cannot start a new one
    while found := _LEXEME.match(text, at):
        at = found.end()
        kind, value = found.lastgroup, found[0]
        if kind == "slop" or found["quoted"] is not None:
            yield Lexeme("quoted", found["quoted"], int(found["slop"][:3]) if found["slop"] else 0)
        elif kind == "near":
            yield Lexeme("near", value, int(found["near"][:6]))
        elif kind == "operator":
            yield Lexeme(_OPERATORS[value], value)
        elif kind == "open":
            yield Lexeme("open", value)
        elif kind == "close":
            yield Lexeme("close", value)
        elif kind == "minus" and not glued:
            yield Lexeme("not", "-")
        elif kind == "field" and value[:-1].lower() in FIELDS:
            yield Lexeme("field", value[:-1].lower())
        elif kind == "field":
            _note_field(value[:-1], text[at:at + 1], notes)
            yield Lexeme("word", value[:-1])
        elif kind == "quote":
            notes.append(wording("quotation-open"))
        elif kind == "word":
            if value[-1] == ":" and value[:-1].lower() in FIELDS:
                notes.append(wording("no-value", typed=value))
            yield Lexeme("word", value)
        glued = kind in {"quoted", "slop", "word", "close"}


def _note_field(name: str, following: str, notes: list[Wording]) -> None:
    """Say that a word before a colon is no field, unless it looks like an address or a time."""
    if following != "/" and not following.isdigit():
        notes.append(wording("no-field", typed=f"{name}:"))
