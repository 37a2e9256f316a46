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
from indexer.understanding.layout import Layout, Line, SectionText
from indexer.understanding.opening import Opening, opening_of
from indexer.understanding.when.lead_dates import they_met, we_met
from indexer.understanding.where.meeting_mode import meeting_mode
from indexer.understanding.where.place_lines import EN_ROUTE, head_place, joined, opening_place
from indexer.understanding.where.place_phrases import lead_place
from indexer.understanding.where.place_speech import speech_place
from indexer.understanding.where.place_text import Spot, as_place, has_venue_word, read_place
from indexer.understanding.where.title_places import places_in_title

NO_MEETING = frozenset({"statement", "condolence", "notice"})
OWN_WORDS = NO_MEETING | {"speech", "debate", "interview", "press-conference", "briefing", "joint-press"}
"""Kinds whose first words are somebody's own, so that a line of the head tells more of the place than they do."""


@dataclass(frozen=True, slots=True)
class _Page:
    record: Record
    opening: Opening
    kind: str | None
    gazetteer: Gazetteer
    closing: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()  # the first paragraphs after the lead


def event_place(record: Record, layout: Layout, kind: str | None, gazetteer: Gazetteer,
                opening: Opening | None = None) -> Place | None:
    """Where the record's event was, or by which means it was held; None where the source says neither.

    `Place.inferred` names what is not spelt out: a venue's city, a city's country. `opening`: where it is read already.
    """
    opening = opening or opening_of(record, layout)
    below = tuple(Line(each.text[:_BELOW], each.start, each.end) for each in layout.sections[:3]
                  if not each.turns and not (opening.lead and each.start == opening.lead[0].start))
    page = _Page(record, opening, kind, gazetteer, layout.closing, below[:2])
    mode = meeting_mode(opening, kind)
    remote = (_given, _field, _head if kind in OWN_WORDS - {"joint-press"} else _head_and_lead)
    rules = {"telephone": (_given,), "video": remote}.get(mode or "", _rules(kind))
    place = _together(each for rule in rules if (each := rule(page)))
    if place:
        return replace(place, mode=mode or "in-person")
    return Place(mode=mode, rule="mode") if mode else _default(page)


_BELOW = 800  # characters of a section after the lead


def _rules(kind: str | None) -> tuple[Callable[[_Page], Place | None], ...]:
    if kind in OWN_WORDS:
        return _given, _field, _announced, _head, _opening, _lead, _done_at, _title, _speech, _closing
    return _given, _field, _lead, _announced, _head, _opening, _done_at, _title, _speech, _closing


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
    found = lead_place(page.opening.lead, page.gazetteer, page.below)
    return found or (lead_place(page.opening.lead[summary:], page.gazetteer) if summary else None)


_SAID_IN = re.compile(  # "issued yesterday in Juba:", "remarks at the press encounter, in Islamabad today:"
    r"\b(?:issued|released|made|delivered|remarks|statement|speech|address|encounter|conference|given|adopted)\b"
    r"[^:]{0,160}?"
    r"\b(?:in|at) (?P<place>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?(?:, [^\W\d_a-z][\w’' -]+?)?)"
    r"(?:,? (?:today|yesterday|on|this|earlier)\b[^:]{0,40})?\s?:\W*$")


def _announced(page: _Page) -> Place | None:
    """As the line says that announces the words: `The following joint statement was issued yesterday in Juba:`."""
    for line in page.opening.below:
        found = _SAID_IN.search(line.text[-_ANNOUNCING:]) if line.text.rstrip(" *_”\"")[-1:] == ":" else None
        if found is None:
            continue
        spot = read_place(found["place"], page.gazetteer)
        if spot.city and not spot.place:
            start = line.end - min(_ANNOUNCING, len(line.text)) + found.start("place")
            return as_place(spot, "stated", "announcement", start, start + len(found["place"]))
    return None


def _closing(page: _Page) -> Place | None:
    """The city that stands with the day below the last words: `Colombo` above `11 October 2023`."""
    for line in page.closing:
        text = _DATE_LEFT.sub("", line.text[:dates[0].start]) if (dates := find_dates(line.text)) else line.text
        if len(text.split()) > _CITY_WORDS or has_venue_word(text):
            continue
        spot = read_place(text, page.gazetteer)
        if spot.city and not spot.place:
            return as_place(spot, "stated", "closing", line.start, line.end)
    return None


_ANNOUNCING = 240  # characters of a line that announces what follows
_CITY_WORDS = 4
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
    for match, spot in places_in_title(title, page.gazetteer):
        offset = page.opening.title_start
        place = as_place(spot, "stated", "title")
        return place if offset is None else replace(place, start=offset + match.start(1), end=offset + match.end(1))
    return None


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
