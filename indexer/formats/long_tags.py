"""Tags of thousands of attributes, on which libxml2's parsers spend time by the square of their number."""

from __future__ import annotations

import re

_MOST = 2000  # attributes of one element
_LONG = re.compile(r"(<[A-Za-z_][\w:.-]{0,50})(\s[^<>]{20000,}+)")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")


def without_crowds(text: str) -> str:
    """The markup, each tag of more than two thousand attributes without any."""
    return _LONG.sub(lambda tag: tag[1] if _crowded(tag[2]) else tag[0], text)


def _crowded(attributes: str) -> bool:
    return len(_QUOTED.sub("", attributes).split(None, _MOST)) > _MOST
