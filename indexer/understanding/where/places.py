"""Where it happened: `event_place`, and `section_place` for a visit's stations.

From the source's own field, the lead, the head's lines and the title only: places in the body are what the talk was
about. Nothing is concluded from where the participants come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from indexer.knowledge.gazetteer import Gazetteer
from indexer.model import Place, Record
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.layout import Layout, SectionText
from indexer.understanding.opening import Opening, opening_of
from indexer.understanding.when.lead_dates import they_met, we_met
from indexer.understanding.where.meeting_mode import meeting_mode
from indexer.understanding.where.place_lines import EN_ROUTE, head_place, joined, opening_place
from indexer.understanding.where.place_phrases import lead_place
from indexer.understanding.where.place_speech import speech_place
from indexer.understanding.where.place_text import Spot, as_place, has_venue_word, read_place

NO_MEETING = frozenset({"statement", "condolence", "notice"})
OWN_WORDS = NO_MEETING | {"speech", "debate", "interview", "press-conference", "briefing", "joint-press"}
"""Kinds whose first words are somebody's own, so that a line of the head tells more of the place than they do."""


@dataclass(frozen=True, slots=True)
class _Page:
    record: Record
    opening: Opening
    kind: str | None
    gazetteer: Gazetteer


def event_place(record: Record, layout: Layout, kind: str | None, gazetteer: Gazetteer,
                opening: Opening | None = None) -> Place | None:
    """Where the record's event was, or by which means it was held; None where the source says neither.

    `Place.inferred` names what is not spelt out: a venue's city, a city's country. `opening`: where it is read already.
    """
    opening = opening or opening_of(record, layout)
    page = _Page(record, opening, kind, gazetteer)
    mode = meeting_mode(opening, kind)
    remote = (_given, _field, _head if kind in OWN_WORDS - {"joint-press"} else _head_and_lead)
    rules = {"telephone": (_given,), "video": remote}.get(mode or "", _rules(kind))
    place = _together(each for rule in rules if (each := rule(page)))
    if place:
        return replace(place, mode=mode or "in-person")
    return Place(mode=mode, rule="mode") if mode else _default(page)


def _rules(kind: str | None) -> tuple[Callable[[_Page], Place | None], ...]:
    if kind in OWN_WORDS:
        return _given, _field, _head, _opening, _lead, _done_at, _title, _speech
    return _given, _field, _lead, _head, _opening, _done_at, _title, _speech


def _together(places: Iterator[Place]) -> Place | None:
    """The first place; where it is a venue or a country only, with the next one's city if they agree."""
    best: Place | None = None
    for place in places:
        if best is None:
            best = place
        elif (place.city or place.country) and not (best.country and best.iso2 != place.iso2):
            best = joined(best, place)
        if best.city or best.basis == "given" or best.rule == "aboard":
            break
    return best


_COUNTRY_IN_BRACKETS = re.compile(r" \(([^\W\d_a-z][^()\d]{2,40})\)$")


def _given(page: _Page) -> Place | None:
    """The source's own field."""
    given = page.record.given
    if not given.place:
        return None
    dates = find_dates(given.place)
    printed = given.place[:dates[0].start].rstrip(" ,-–|") if dates and dates[0].start else given.place
    spot = read_place(_COUNTRY_IN_BRACKETS.sub(r", \1", printed), page.gazetteer, field=True)
    if spot.empty or (spot.city and _is_dateline_only(spot, page)):
        return None
    return as_place(spot, "given", "place")


def _is_dateline_only(spot: Spot, page: _Page) -> bool:
    """True where the field repeats the dateline, and the lead tells of a meeting in another city.

    A ministry's reports come from its own city: `Bern, 22.10.2021 - Councillor Moe held talks in Kyiv today`.
    """
    if page.kind in OWN_WORDS:
        return False
    lead = page.opening.lead[0].text[:60].lstrip(" *_") if page.opening.lead else ""
    told = lead_place(page.opening.lead, page.gazetteer) if spot.city and lead.startswith(spot.city) else None
    return told is not None and told.city is not None and told.city != spot.city and told.basis == "stated"


_FIELD = re.compile(r"\W{0,3}\[?(?:place|venue|location|where|lieu|ort|lugar|место|場所|地点)\]?\s*[:：\]]\s*",
                    re.IGNORECASE)


def _field(page: _Page) -> Place | None:
    """A `Place:` line; not where it holds a date by mistake."""
    for line in page.opening.head:
        if (label := _FIELD.match(line.text)) and not find_dates(line.text[label.end():]):
            spot = read_place(line.text[label.end():], page.gazetteer, field=True)
            if not spot.empty:
                return as_place(spot, "stated", "place field", line.start + label.end(), line.end)
    return None


def _head(page: _Page) -> Place | None:
    return head_place(page.opening, page.record.given.publisher, page.gazetteer)


def _head_and_lead(page: _Page) -> Place | None:
    """A head's place that the lead names as well: of talks by video, a dateline alone is the publisher's."""
    place = _head(page)
    lead = page.opening.lead[0].text if page.opening.lead else ""
    return place if place and place.city and place.city in lead else None


def _opening(page: _Page) -> Place | None:
    return opening_place(page.opening, page.gazetteer)


_WAS_SAID = re.compile(r"\b(?:delivere?[ds]|gave|gives|address(?:ed|es)|spoke|speaks|held|holds|hosted|hosts"
                       r"|ma(?:de|kes) an? (?:speech|address|statement))\b")


def _lead(page: _Page) -> Place | None:
    """As the lead states it; of somebody's own words, only where it tells of their being said."""
    lead = page.opening.lead
    first = lead[0].text[:400] if lead else ""
    met = we_met(first) or (page.kind in ("joint-press", "statement") and they_met(first))
    if page.kind in OWN_WORDS and not (met or (page.kind not in NO_MEETING and _WAS_SAID.search(first))):
        return None
    summary = next((at for at, line in enumerate(page.opening.lead[1:], 1) if any(
        lead[0].start < each.start < line.start for each in page.opening.below)), None)
    found = lead_place(page.opening.lead, page.gazetteer)
    return found or (lead_place(page.opening.lead[summary:], page.gazetteer) if summary else None)


_END = 800  # characters at a record's end in which its makers say where they made it
_DONE_AT = re.compile(r"(?:^|\n)\W*(?:Done|Issued|Signed|Adopted|Made)\b(?: [a-z]+){0,3}? (?:at|in) "
                      r"(?P<place>[^\W\d_a-z][\w’' -]+(?:, [^\W\d_a-z][\w’' -]+)?)"
                      r"(?=,? (?:on|this)\b|,? \d|, [A-Z]|\.)")


def _done_at(page: _Page) -> Place | None:
    """Where a joint text says at its end that it was made: `Done at Windhoek, Namibia, on this 19th day of July`."""
    text = page.record.text
    start = max(0, len(text) - _END)
    found = _DONE_AT.search(text[start:])
    spot = read_place(found["place"], page.gazetteer) if found else Spot()
    if found is None or spot.place or not spot.city:
        return None
    return as_place(spot, "stated", "closing", start + found.start("place"), start + found.end("place"))


def _speech(page: _Page) -> Place | None:
    return speech_place(page.record.text, page.opening, page.gazetteer)


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
    r"(?P<whom>[^|:;–—]{3,140})\sin\s((?:the\s+)?[^\W\d_a-z][^|–—():;]{1,50})$")
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
_BODY = re.compile(rf"\b(?:at|in|to|before|[Ss]ession of) (?:the )?({_NAME}(?: (?:{_NAME}|of|the)){{0,5}})")
_DATE_LEFT = re.compile(r"[\s,(|–—-]*(?:(?:on|of)\s+)?$")
_CLOSING = 4  # characters that may stand after a date at the title's end: brackets, a full stop


def _title(page: _Page) -> Place | None:
    """A place at the title's end: `... | Vilnius, Lithuania`, `Press conference, Lisbon, Portugal`, `... in Hanoi`."""
    title = page.opening.title
    if EN_ROUTE.search(title):
        return None
    dates = find_dates(title)
    if dates and len(title) - dates[-1].end < _CLOSING:
        title = _DATE_LEFT.sub("", title[:dates[-1].start])
    for match, spot in _in_title(title, page.gazetteer):
        offset = page.opening.title_start
        place = as_place(spot, "stated", "title")
        return place if offset is None else replace(place, start=offset + match.start(1), end=offset + match.end(1))
    return None


def _in_title(title: str, gazetteer: Gazetteer) -> Iterator[tuple[re.Match[str], Spot]]:
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
    held = _HELD_IN.search(title)
    if held and not _SITUATION.search(held[0]) and not _ON.search(title[held.start():held.start(1)]):
        spot = read_place(held[1], gazetteer, small=True)
        if spot.city or spot.country:
            yield held, spot
    if (met := _MET_IN.search(title)) and not _ABOUT.search(met["whom"].replace("High Representative", "")):
        spot = read_place(met[2], gazetteer, small=True)
        if spot.city:
            yield met, spot
    if visit := _VISIT_TO.search(title):
        spot = read_place(visit[1], gazetteer)
        if (spot.city or spot.country) and not spot.place:
            yield visit, spot


def _default(page: _Page) -> Place | None:
    """`default_place` of source.toml, which is inferred in all its parts."""
    given = page.record.given
    spot = read_place(given.default_place or "", page.gazetteer, field=True)
    if spot.empty:
        return None
    parts = (("place", spot.place), ("city", spot.city), ("country", spot.country))
    return replace(as_place(spot, "inferred", "default place"), inferred=tuple(name for name, value in parts if value))


_HEADING_PLACE = re.compile(r"\(([^()]{3,80})\)")


def section_place(section_text: SectionText, record_place: Place | None, gazetteer: Gazetteer) -> Place | None:
    """A section's own place, which its heading names in brackets (`(January 10, Nairobi)`); None where it has none.

    A country alone counts only beside a date: `(North Korea)` says what was talked about.
    """
    for heading in (section_text.heading, *reversed(section_text.path)):
        for match in _HEADING_PLACE.finditer(heading or ""):
            rest = match[1]
            for date in reversed(find_dates(rest)):
                rest = rest[:date.start] + rest[date.end:]
            spot = read_place(rest.strip(" ,;"), gazetteer)
            same = record_place and (record_place.city, record_place.place) == (spot.city, spot.place)
            if (spot.city or (spot.country and rest != match[1])) and not same:
                return as_place(spot, "stated", "heading")
    return None
