"""Peers and bishops as parliaments print them: by rank and territory or see, which are their name.

After the forms of address of Debrett's.
"""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w’'-]+"
_PLACE = rf"of (?:the )?{_WORD}(?: (?:(?:of|the|and|in|on|upon) ){{0,2}}{_WORD}){{0,4}}"
_RANKED = re.compile(rf"(?:The )?(?:(?:Lord )?(?=(?:Arch)?[Bb]ishop ))?"
                     r"(?P<name>(?:Earl|Countess|Marquess|Marchioness|Duke|Duchess|Viscount(?:ess)?|Bishop|Archbishop) "
                     rf"{_PLACE})")
_TERRITORIAL = re.compile(
    r"(?:The )?(?P<rank>Lord|Lady|Baroness|Baron) "
    r"(?!Bishop|Archbishop|President|Speaker|Chancellor|Justice|Chief|Mayor)"
    rf"(?P<name>{_WORD}(?: {_WORD})? {_PLACE})")
_WOMEN = frozenset(("Countess", "Marchioness", "Duchess", "Viscountess"))


def peer(label: str) -> tuple[str, str] | None:
    """(name, gender) of a peer or bishop whom a label names with a territory: `Lord Hill of Vale`, `The Earl of Vale`.

    A lord or baroness keeps the territory, by which peers of one surname are told apart; a higher rank is part of the
    name, for it has no other. None for any other label.
    """
    if (found := _RANKED.fullmatch(label)) is not None:
        return found["name"], "f" if found["name"].split()[0] in _WOMEN else "m"
    if (found := _TERRITORIAL.fullmatch(label)) is not None:
        return found["name"], "f" if found["rank"] in ("Lady", "Baroness") else "m"
    return None
