"""Characters made plain: what a reader cannot see, or cannot tell apart, does not reach a record."""

from __future__ import annotations

import html
import re

_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_DROPPED = [0xAD, 0x180E, 0x200B, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
            *range(0x2066, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0x09), *range(0x0E, 0x20), 0x7F]
_BREAKS = [0x0B, 0x0C, 0x2028, 0x2029]


def _c1_controls() -> dict[int, str]:
    """C1 controls as the windows-1252 characters they stand for; WHATWG Encoding does the same for "latin1"."""
    return {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


_PLAIN: dict[int, str] = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DROPPED, ""),
    **dict.fromkeys(_BREAKS, "\n"),
    **_c1_controls(),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNPLAIN = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_PLAIN)) + "]")
# Joiners shape letters in Arabic and Indic scripts; elsewhere they are invisible litter.
_JOINERS = re.compile(r"(?<![؀-ࣿऀ-෿က-႟ក-៿])[‌‍]|[‌‍](?![؀-ࣿऀ-෿က-႟ក-៿])")
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LETTER_LABEL = re.compile(r"([QA])([ \t]{2,})(?=\S)")


def plain(text: str) -> str:
    """The text with line ends as ``\\n``, every kind of space as a space, and nothing invisible in it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or _CONTROL.search(text):
        text = _UNPLAIN.sub(lambda found: _PLAIN[ord(found[0])], text)
    if "‌" in text or "‍" in text:
        text = _JOINERS.sub("", text)
    return text


def unescaped(text: str) -> str:
    """The text with character references of HTML (``&amp;``, ``&#146;``) as the characters they stand for."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def one_line(text: str) -> str:
    """Plain text on one line, runs of spaces as one.

    The spaces after a lone ``Q`` or ``A`` stay: there the width of the gap is the mark of a turn.
    """
    text = plain(text).strip()
    label = _LETTER_LABEL.match(text)
    if label:
        return label[1] + label[2].replace("\t", " ") + " ".join(text[label.end():].split())
    return " ".join(text.split())
