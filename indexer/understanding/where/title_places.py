"""Places in a title: at its end, before a body it names, `in X`, `visit to X`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.knowledge.gazetteer import Gazetteer
from indexer.understanding.where.place_text import Spot, has_venue_word, read_place

_OCCASION = (
    "press conference|conference|remarks|meeting|summit|speech|address|interview|door\\s?stop|dialogue|talks|ceremony"
    "|opening|inauguration|unveiling|arrival|departure|dinner|lunch|luncheon|reception|forum|briefing|gaggle|rally|visit|session|broadcast")
_NAME = r"[^\W\d_a-z][\w’'.-]*"
_TAIL = re.compile(r"(?:\s[|–—-]\s*|,\s*)([^|–—]{2,60})$")
_OPEN_BRACKET = re.compile(r"\(([^()]{2,40})$")  # "(Paris - March 12, 2018)", its day cut off
_TAIL_START = re.compile(r"\s[|–—-]\s|,\s")
_HELD_IN = re.compile(rf"\b(?i:{_OCCASION})s?\b[^,|]{{0,60}}\s(?:in|at)\s+((?:the\s+)?[^\W\d_a-z][^|–—():;]{{1,50}})$")
_MET_IN = re.compile(  # "X met with the Prime Minister of Denmark in Mykolaiv"
    r"\b(?i:met|meets|meeting|received|receives|held|holds|hosts|hosted|welcomes|welcomed)\s"
    r"(?P<whom>[^|:;–—]{3,140})\sin\s((?:the\s+)?[^\W\d_a-z][^|–—():;]{1,50}?)(?=$| and [a-z]+ed\b)")
_DOES = (r"attend(?:s|ed)?|participate[sd]?|takes? part|took part|co-?chair(?:s|ed)?|chair(?:s|ed)?|leads?|led"
         r"|head(?:s|ed)?|sign(?:s|ed)?|inaugurate[sd]?|open(?:s|ed)?|conclude[sd]?|arrive[sd]?|hold|speaks?")
_DOES_IN = re.compile(  # "Ministers lead commission and sign accord in Piura", "Minister Hale in Riga: ..."
    rf"^(?:(?i:[^|:;–—]{{3,160}}\b(?:{_DOES})\b[^|:;–—]{{0,120}})|(?:[^\W\d_a-z][\w’'.-]* ){{1,4}})"
    r"\bin ([^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?)(?=$|: | [|–—-] )")
_ABOUT = re.compile(  # what a meeting is about, or a post that somebody holds, has places of its own
    r"\b(?:on|about|over|after|following|regarding|concerning|to|for|against|amid|ahead|before|affected|killed|situation"
    r"|war|crisis|ambassadors?|consul|envoy|representative|coordinator|charg[ée]|embassy|mission|head|troops|peace|rights"
    r"|people|citizens|victims|companies|communit\w+|investments?|interests?|elections?|developments?|projects?|based|born"
    r"|who)\b", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|about|regarding|concerning|over|following|after) "
                 r"(?!the (?:occasion|margins?|sidelines)|arrival|departure|behalf|[A-Z]?[a-z]+day|\d)", re.IGNORECASE)
_SITUATION = re.compile(r"\b(?:situation|crisis|war|conflict|peace|developments?|violence|humanitarian|ceasefire"
                        r"|elections?|reconstruction|recovery|stability|human rights)\b", re.IGNORECASE)
_VISIT_TO = re.compile(r"\b(?i:visit (?:(?:by|of) .{3,60} )?to (?:the )?)([^\W\d_a-z][^():;|–—]{2,60}?)(?:\s*\(|$)")
_VISITS = re.compile(r"\b(?:visits|visited|arrives in|arrived in|travels to) "
                     r"([^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2})$")
_BODY = re.compile(rf"\b(?:at|in|to|before|[Ss]ession of) (?:the )?({_NAME}(?: (?:{_NAME}|of|the)){{0,5}})")


def places_in_title(title: str, gazetteer: Gazetteer) -> Iterator[tuple[re.Match[str], Spot]]:
    """Each place that the title names as the occasion's: a body it was held before, its tail, `in X`, `visit to X`."""
    for body in _BODY.finditer(title):
        if venue := gazetteer.venue(body[1]):
            yield body, read_place(venue.name, gazetteer)
    if (bracket := _OPEN_BRACKET.search(title)) and (spot := read_place(bracket[1], gazetteer)).city and not spot.place:
        yield bracket, spot
    for start in [mark.start() for mark in _TAIL_START.finditer(title)][-3:]:
        if tail := _TAIL.match(title, start):
            spot = read_place(tail[1], gazetteer)
            if (spot.city or (spot.place and spot.country)) and (not spot.place or has_venue_word(spot.place)):
                yield tail, spot
    if (doing := _DOES_IN.search(title)) and not _SITUATION.search(title) and not _ON.search(title[:doing.start(1)]):
        spot = read_place(doing[1], gazetteer)
        if spot.city and not spot.place:
            yield doing, spot
    held = _HELD_IN.search(title)
    if held and not _SITUATION.search(held[0]) and not _ON.search(title[held.start():held.start(1)]):
        spot = read_place(held[1], gazetteer, small=True)
        if spot.city or spot.country:
            yield held, spot
    if (met := _MET_IN.search(title)) and not _ABOUT.search(met["whom"].replace("High Representative", "")):
        spot = read_place(met[2], gazetteer, small=True)
        if spot.city:
            yield met, spot
    if (visits := _VISITS.search(title)) and (spot := read_place(visits[1], gazetteer)).city and not spot.place:
        yield visits, spot
    if visit := _VISIT_TO.search(title):
        spot = read_place(visit[1], gazetteer)
        if (spot.city or spot.country) and not spot.place:
            yield visit, spot
