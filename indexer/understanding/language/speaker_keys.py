"""Keys of transcripts: which initials stand for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.knowledge.names import fold

LEAST = 2  # lines of a key
_KEY = re.compile(r"(?P<key>[A-Z]{2,4})\s{1,20}[:=–-]?\s{0,8}(?P<name>[^\W\d_a-z][^\W\d_]*[.]?(?: [^\W_]\S*){0,5})")
_BEHIND = re.compile(r"(?:^|[:：]\s?)(?P<name>[^\W\d_a-z][^:()]{3,80}) \((?P<key>[A-Z]{2,5})\)$")
_AFTER = re.compile(r"(?P<name>[^\W\d_a-z][^:()–—=]{3,60}?)\s{1,8}[-–—=]\s{1,8}(?P<key>[A-Z]{2,5})")
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "prof", "sir", "dame", "hon", "he"))


def speaker_key(lines: Sequence[str]) -> dict[str, str]:
    """Initials -> name of a transcript's key, a line each; empty where there is none.

    ``FL  Federica Lombardini``, ``Presenter: Nils Karlsen (NK)``, ``Hanna Ost - PM``.
    """
    found: dict[str, str] = {}
    for line in lines:
        if line[-1:] == ")" and (behind := _BEHIND.search(line)) is not None:
            found[behind["key"]] = behind["name"]
            continue
        if line[-2:].isupper() and len(line) < 80 and (after := _AFTER.fullmatch(line)) is not None:
            found[after["key"]] = after["name"]
            continue
        match = _KEY.fullmatch(line) if line[:2].isupper() and len(line) < 80 else None
        if match is not None and _shortens(match["key"], match["name"]):
            found[match["key"]] = match["name"]
    return found if len(found) >= LEAST else {}


def _shortens(key: str, name: str) -> bool:
    """True for the initials of a name, or the first letters of its only word."""
    words = [word for word in fold(name).split() if word not in _TITLES]
    initials = "".join(word[0] for word in words).upper()
    return initials[:1] == key[:1] and (initials.startswith(key) or key.startswith(initials[:2])
                                        or initials[-1:] == key[-1:]
                                        or (len(words) == 1 and words[0].upper().startswith(key)))
