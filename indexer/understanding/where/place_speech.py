"""The place that a speaker's first words give: `It is good to be here in Riga`, `Welcome to our embassy in Lima`.

Only greetings and what is said to be "here" count: a speech names other places from its second sentence on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.knowledge.gazetteer import Gazetteer
from indexer.model import Place
from indexer.understanding.opening import Opening
from indexer.understanding.where.place_text import Spot, as_place, has_venue_word, read_place

REACH = 900  # characters of the words in which a greeting is looked for

_NAME = r"(?:St\.|[^\W\d_a-z](?:[\w’'-]|\.(?=\w))*)"
_PHRASE = rf"(?:the\s+)?{_NAME}(?:\s+(?:(?:of|de|la|da|do|the)\s+){{0,2}}{_NAME}){{0,4}}"
_GLAD = (r"(?:good|great|nice|wonderful|pleasure|honou?r(?:ed)?|privileged?|pleased|delighted|glad|happy|thrilled"
         r"|excited|joy|grateful|proud)")
_THROUGH = rf"(?:{_PHRASE},?\s+in\s+(?:[a-z]+\s+)?)?"  # "at NATO Headquarters, in Brussels"
_WHERE = rf"(?P<venue>{_THROUGH})(?P<name>{_PHRASE}(?:,\s+{_PHRASE})?)"
_FILLERS = r"(?:(?:with\s+you|all|both|back|again|here|today|once\s+more)\s+){0,4}"
_GREETINGS = (  # each with what is in all of them, which is quicker to look for
    (re.compile(rf"\b{_GLAD}\s+(?:for\s+(?:me|us)\s+)?to\s+be\s+{_FILLERS}(?:in|at)\s+(?:beautiful\s+)?{_WHERE}"),
     re.compile(r"to\s+be\s")),
    (re.compile(rf"\b[Ww]elcome\s+(?:(?:you|everyone|everybody|them|him|her)\s+)?{_FILLERS}(?:to|in|at)\s+{_WHERE}"),
     re.compile(r"elcome\s")),
    (re.compile(rf"\b(?:are|am|were|gathered|met|meeting|meet|talks|you)\s+(?:all\s+)?here\s+(?:today\s+)?"
                rf"(?:in|at)\s+{_WHERE}"),
     re.compile(r"here\s+(?:today|in|at)\s")),
)
_NOT_YET = re.compile(r"\b(?:will|would|when|next|last|soon|forward|hope|ago|if)\b[^.!?]*$", re.IGNORECASE)
_AFTER = re.compile(r"[\s,]*(?:next|last|again soon|in (?:January|February|March|April|May|June|July|August|September"
                    r"|October|November|December))\b")


def speech_place(text: str, opening: Opening, gazetteer: Gazetteer) -> Place | None:
    """Where the words were spoken, by the speaker's own greeting; None where no greeting names a place."""
    above = [line.end for line in opening.head]
    if opening.title_start is not None:
        above.append(opening.title_start + len(opening.title))
    start = min(max(above, default=0), opening.lead[0].start if opening.lead else len(text))
    words = text[start:start + REACH]
    for greeting, hint in _GREETINGS:
        for match in greeting.finditer(words) if hint.search(words) else ():
            sentence = words[max(0, match.start() - 80):match.start()]
            if _NOT_YET.search(sentence) or _AFTER.match(words, match.end()):
                continue
            if place := _read(match, start, gazetteer):
                return place
    return None


def _read(match: re.Match[str], offset: int, gazetteer: Gazetteer) -> Place | None:
    name = match["name"].rstrip(".,’'")
    for printed in dict.fromkeys((name, name.partition(",")[0])):
        spot = read_place(printed, gazetteer, small=True)
        if (spot.city or spot.country) and (not spot.place or has_venue_word(spot.place)):
            venue = match["venue"].partition(" in")[0].strip(" ,").removeprefix("the ")
            spot = replace(spot, place=spot.place or (venue if venue and has_venue_word(venue) else None))
            start = offset + match.start("name")
            return as_place(_nameless(spot, gazetteer), "stated", "speech", start, start + len(printed))
    return None


def _nameless(spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Without a city that is somebody's name as well: `welcome to Victoria` may greet a person's arrival."""
    return replace(spot, city=None) if spot.city and gazetteer.is_name(spot.city) else spot
