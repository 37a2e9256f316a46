"""The words of a Markdown paragraph without its marks."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"[\\*_`\[<&!~]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)(?:\{[^{}]{0,300}\})?")
_LINK = re.compile(
    r"\[([^\[\]]{0,1000})\](?:\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,200}\])"
    r"(?:\{[^{}]{0,300}\})?"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,1000})?/?>|<!--.{0,1000}?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_CODE = re.compile(r"(`+)([^`]{1,2000})\1")
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__)(?=\S)([^\n]{1,5000}?\S?)\1")
_STARS = re.compile(
    r"(?<![*\w\\])\*(?=\S)([^*\n]{1,3000}?)(?<=\S)\*(?!\*)|(?<![\w\\*])_(?=\S)([^_\n]{1,3000}?)(?<=\S)_(?!\w)"
    r"|(?<=\w)\*(?=[^\s*])([^*\n]{1,3000}?)(?<=\S)\*(?!\*)"
)
_STRUCK = re.compile(r"~~([^~\n]{1,2000})~~")
_LEFT = re.compile(r"\*{2,}|(?<!\w)__+|__+(?!\w)")
BREAK = "\ue001"  # stands for a hard line break; private use, so no text has it
_HIDDEN = "\ue000"  # before a character that an escape made ordinary; private use, so no text has it
_MARKS = re.compile(r"(?<!\\)(?:\*\*\*?|(?<!\w)___?|___?(?!\w))")
_WHOLE = re.compile(r"\s*(\*\*\*|\*\*|___|__)(?=\S)(.+?)\1[\s:.]*$", re.DOTALL)


def words_of(text: str) -> str:
    """The text as a reader sees it: no emphasis, link targets, tags or escapes."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace(_HIDDEN, "")
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[1])
        return _HIDDEN

    if "\\" in text:
        text = _ESCAPE.sub(hide, text)
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", _AUTOLINK.sub(r"\1", text)))
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if "*" in text or "_" in text:
        text = _STRONG.sub(r"\2", text)
        text = _STARS.sub(lambda found: found[1] or found[2] or found[3], text)
        text = _LEFT.sub("", text) if text.strip(" *_") else text
    if "~" in text:
        text = _STRUCK.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    if hidden:
        rest = iter(hidden)
        text = re.sub(_HIDDEN, lambda _: next(rest), text)
    return text


def is_strong(text: str) -> bool:
    """Whether the whole paragraph is bold."""
    whole = _WHOLE.match(text)
    return whole is not None and whole[1] not in whole[2]


def strong_parts(texts: Sequence[str], *, closes: bool = False) -> list[bool]:
    """For each part of a paragraph, parted by hard breaks, whether all of it is bold; bold can span several parts.

    `closes`: a mark at its beginning ends what a paragraph above has opened.
    """
    if not any("**" in text or "__" in text for text in texts):
        return [False] * len(texts)
    strong: list[bool] = []
    open_before = False
    for text in texts:
        marks = len(_MARKS.findall(text))
        if closes and text.lstrip().startswith(("**", "__")):
            strong.append(False)
            open_before = marks % 2 == 0
            closes = False
            continue
        bare = text.strip()
        begins = open_before or bare.startswith(("**", "__"))
        opens = open_before != bool(marks % 2)
        ends = opens or bare.endswith(("**", "__", "**:", "**."))
        strong.append(begins and ends and marks == int(not open_before) + int(not opens))
        open_before = opens
    return strong


def leaves_open(text: str, open_above: bool) -> bool:
    """Whether bold begun in the paragraph is not ended in it: some converters end it in the next one."""
    if "**" not in text and "__" not in text:
        return False
    marks = len(_MARKS.findall(text)) - (open_above and text.lstrip().startswith(("**", "__")))
    return marks % 2 == 1
