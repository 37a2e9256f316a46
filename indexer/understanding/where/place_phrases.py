"""The place that the sentences of a lead give: `in Lima, Peru`, `who is visiting Paris`, `at the White House`.

Only the part of a sentence that tells of the meeting is read: what comes after `to discuss` is what the talk was about,
and an incident, another event or a planned visit has places of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from indexer.knowledge.gazetteer import City, Gazetteer
from indexer.model import Basis, Place
from indexer.understanding.language.date_forms import names_of
from indexer.understanding.layout import Line
from indexer.understanding.when.lead_dates import event_verb, sentences_of
from indexer.understanding.where.lead_clauses import MEETING, REACH, SENTENCES, listed, told_clauses, told_of
from indexer.understanding.where.place_names import is_known, trimmed, venue_first
from indexer.understanding.where.place_text import Spot, as_place, has_venue_word


@dataclass(frozen=True, slots=True)
class _Found:
    spot: Spot
    start: int
    end: int
    rule: str
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns made of the word lists of `data/lexicon/places.toml`."""

    elsewhere: re.Pattern[str]  # ends with a word that gives the place after it to something else
    conference: re.Pattern[str]
    other_event: re.Pattern[str]  # ends with another event, a few words back


@cache
def _words() -> _Words:
    other = rf"(?<!\w)(?:{listed('other_events')})(?!\w)(?:(?! with )[^,]){{0,90}}$"
    return _Words(
        elsewhere=re.compile(rf"(?<!\w)(?:{listed('elsewhere')})\s*$", re.IGNORECASE),
        conference=re.compile(rf"(?<!\w)(?:{listed('conferences')})(?!\w)", re.IGNORECASE),
        other_event=re.compile(other, re.IGNORECASE),
    )


_NAME = r"(?:(?:[^\W\d_a-z]|(?:el|al|ash|es)-[A-Z])[\w’'.-]*|\d+(?:st|nd|rd|th))"
_SMALL = ("of|the|de|del|la|le|el|al|do|da|dos|di|du|des|and|y|for|von|am|es|e|i|an|der|den|sur|upon|op|aan|los|las"
          "|nad|pod|pri")
_PHRASE = rf"(?:the\s+)?{_NAME}(?:\s+(?:(?:{_SMALL})\s+){{0,2}}{_NAME}){{0,7}}"
_PLACES = rf"{_PHRASE}(?:,\s+{_PHRASE}){{0,3}}"
_KIND = r"(?:[a-z-]+\s+){0,3}"  # of a visit: "official", "three-day working"
_CITY_OF = (r"(?:the\s+(?:capital\s+|port\s+|historic\s+)?(?:city|town|island|capital|village|province|state)\s+"
            r"(?:of\s+)?)?")
_ON_ISLAND = r"on(?=\s+(?:[A-Z][\w’'-]+\s){1,2}Islands?\b)"
_IN = re.compile(rf"(?<![\w-])(?P<mark>[Ii]n|[Aa]t|to|à|au|en|{_ON_ISLAND})\s+{_CITY_OF}(?P<name>{_PLACES})")
_VISITING = re.compile(
    r"(?:\bwho\s+(?:is|are|was|were)(?:\s+(?:currently|now|also))?\s+"
    rf"(?:visiting|(?:making|paying|on)\s+(?:an?|his|her|their)?\s*{_KIND}(?:visit|trip)\s+to|staying\s+in|in)"
    rf"|\b[Ww]hile\s+(?:visiting|in|on\s+(?:an?|his|her)\s+{_KIND}visit\s+to)"
    r"|\b(?:[Dd]uring|[Oo]n\s+the\s+occasion\s+of)\s+(?:his|her|their|an?|the\s+[\w’']+\s*(?:Minister|President)?[’'s]*)\s+"
    rf"(?!upcoming|planned|previous|last|next|recent){_KIND}(?:visit|trip|stay)\s+(?:to|in)"
    rf"|\b[Oo]n\s+(?:an?|his|her|their)\s+{_KIND}visit\s+to"
    rf"|(?<=, )(?:currently\s+)?(?:visiting|on\s+a\s+visit\s+to))\s+{_CITY_OF}(?P<name>{_PLACES})")
_VISITED = re.compile(
    r"\b(?:visited|visits|travel(?:l)?ed\s+to|arrived\s+in"
    rf"|hosted\b.{{0,120}}?\b(?:for|on)\s+an?\s+(?i:{_KIND}visit)\s+to"
    rf"|(?:paid|made|pays|makes|undertook|is paying)\s+(?:an?\s+)?{_KIND}visits?\s+to"
    rf"|welcomed\b.{{0,120}}?\bto)\s+{_CITY_OF}(?P<name>{_PLACES})")
_MARGINS = re.compile(r"\b(?i:on|in|at)\s+the\s+(?:margins?|sidelines?|fringes?|occasion)\s+of\s+"
                      r"|\b[Tt]o\s+(?:attend|participate\s+in|take\s+part\s+in)\s+|\b[Aa]ttending\s+")
_MEETING_IN = re.compile(rf"\b(?:{MEETING}\b[^,]{{0,25}}\bheld|(?:was|were) held|took place)\s*$", re.IGNORECASE)
_HELD_HERE = re.compile(r"(?<!which )(?<!that )(?:was|were) held\s*(?:at the [A-Z][\w ]{2,30} )?$")
_ROLE = re.compile(  # "Under-Secretary of State at the Prime Minister's Office" is somebody's post, no venue
    r"\b(?:\w*[Ss]ecretary(?:[ -]General)?|of State|Director(?:[ -]General)?|Advis[eo]r|Minister|Deputy|Head|Chief"
    r"|Officer|Official|Coordinator|Fellow|Professor|Envoy|Representative|Counsell?or|General|President|Chair|Ambassador"
    r"|Affair(?:e?s)|Attach[ée]|officials?)\s*$")
_POSTED = re.compile(  # "the Embassy of Peru in Tokyo"
    r"\b(?:embassy|consulate|mission|ambassador|representative|envoy|charg[eé]\sd['’]affaires|office|branch|consul\sgeneral)\s"
    r"(?:of|to|for)\s[^,]{1,50}$", re.IGNORECASE)
_ANOTHER_TIME = re.compile(r"[\s,]*(?:next|last|later|earlier|the (?:following|next|previous))\b")
_BEFORE_PERSON = re.compile(  # "received in Rabat Ms. Moe"
    r"(?<=\w)\s+(?=(?:Mr|Ms|Mrs|Miss|Dr|Prof|H\.\s?E|Hon|Sheikh|Ambassador|President|Prime Minister|Chancellor|Minister"
    r"|Foreign Minister|Deputy|Vice|Secretary)\b\.?\s)")
_BEFORE_DAY = re.compile(  # "was in New Delhi June 13"
    r"(?<=\w)\s+(?=(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)")
_MET_JUST = re.compile(  # what is right before a town's name that no list knows
    r"\b(?:met|gathered|convened|(?:held|had|hold) (?:bilateral |official )?(?:talks|consultations|a (?:\w+ )?meeting)"
    r"|took place|(?:was|were) held|opened|arrived|chaired)"
    r"(?: (?:today|yesterday|again|earlier|on [A-Z][a-z]+(?: \d{1,2})?|this [a-z]+))?,?\s*$")
_TOWN = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -](?:[a-z]{2,3}[ -])?[^\W\d_a-z][^\W\d_]+)?")
_THE_FOLLOWING = re.compile(r"\bthe following\b")  # "issued the following statement in Weimar"
_RECEIVED = re.compile(r"\b(?:welcomed|hosted|invited|visited)\b")
_EVENT_NAME = re.compile(rf"(?:the\s+)?(?:(?:\d+(?:st|nd|rd|th)|[A-Z]\w*th|\d{{4}})\s+)?({_PHRASE})")
_FIRST_PERSON = re.compile(r"(?<![\w.’'])(?:I|[Mm]y|I[’'](?:m|ve|d|ll))(?![\w.])")


def lead_place(lead: tuple[Line, ...], gazetteer: Gazetteer, below: tuple[Line, ...] = ()) -> Place | None:
    """The meeting's place as the first sentences give it; None where they give none.

    `below` are the paragraphs after the lead: where it names the visited country, they may tell in which city they met.
    """
    found: list[_Found] = []
    for text, offset in told_clauses(lead):
        found += _in_clause(text, offset, gazetteer)
        if any(each.spot.city or each.spot.country or each.spot.place for each in found):
            break
    place = _merged(found)
    if place is None or place.city or place.place or not place.country:
        return place
    found_city = _with_city(place, lead, gazetteer)
    return found_city if found_city.city or not below else _with_city(place, (_NO_LINE, *below), gazetteer)


_NO_LINE = Line("Then.", 0, 0)  # whose sentence stands for the lead's first, which tells of the country


def _with_city(place: Place, lead: tuple[Line, ...], gazetteer: Gazetteer) -> Place:
    """With the one city of the visited country in which the next sentences say that a meeting was held."""
    texts = [line.text[:REACH] for line in lead[:3]]
    sentences = [text[start:end] for text in texts for start, end in sentences_of(text)]
    cities = {each.spot.city: each.spot for sentence in sentences[1:SENTENCES] if _MET_THERE.search(sentence)
              for each in _in_clause(told_of(sentence), 0, gazetteer)
              if each.rule == "stated" and each.spot.city and each.spot.country
              and each.spot.country.iso2 == place.iso2}
    return replace(place, city=next(iter(cities))) if len(cities) == 1 else place


_MET_THERE = re.compile(r"\b(?:held|met|hosted|received|had (?:a|an|talks))\b|^At the (?:talks|meeting) in\b")


def _in_clause(text: str, offset: int, gazetteer: Gazetteer) -> list[_Found]:
    if _FIRST_PERSON.search(text):
        return []
    found = [each for pattern, rule in ((_VISITING, "visiting"), (_VISITED, "visited"))
             if (each := _visit(pattern, rule, text, offset, gazetteer))]
    if event_verb(text) is not None:
        found += [each for match in _IN.finditer(text) if (each := _stated(match, text, offset, gazetteer))]
    return found or _from_event(text, offset, gazetteer)


def _visit(pattern: re.Pattern[str], rule: str, text: str, offset: int, gazetteer: Gazetteer) -> _Found | None:
    """The one place that is visited; None where there are two, or where the visit is another one's."""
    spots = [(match, trimmed(match["name"], gazetteer)[0]) for match in pattern.finditer(text)
             if not _ANOTHER_TIME.match(text, match.end())]
    known = [(match, spot) for match, spot in spots if spot.city or spot.country or is_known(spot, gazetteer)]
    if len({(spot.city, spot.country) for _, spot in known}) != 1 or _two(known[0][0], text, gazetteer):
        return None
    match, spot = known[0]
    return _Found(spot, offset + match.start("name"), offset + match.end("name"), rule)


def _two(match: re.Match[str], text: str, gazetteer: Gazetteer) -> bool:
    """True for a visit to two countries: `visited Kenya and the Republic of Rwanda`."""
    more = re.match(r"\s*+(?:,\s*+|,?\s*+and\s++)(?:the\s++)?(" + _PHRASE + ")", text[match.end("name"):])
    names = [*re.split(r",?\s+and\s+(?:the\s+)?|,\s+", match["name"]), more[1] if more else ""]
    countries = {country.iso2 for name in names if name and (country := gazetteer.country_name(name))}
    return len(countries) > 1


def _stated(match: re.Match[str], text: str, offset: int, gazetteer: Gazetteer) -> _Found | None:
    before = text[max(0, match.start() - 40):match.start()]
    mark = match["mark"].lower()
    printed = _BEFORE_PERSON.split(match["name"], maxsplit=1)[0]
    printed = _BEFORE_DAY.split(printed, maxsplit=1)[0]
    spot, name = venue_first(printed, gazetteer) or trimmed(printed, gazetteer)
    if mark == "in" and spot.empty and _is_town(printed, before, match):
        spot = Spot(None, printed, None, ())
    if mark == "to" and not (is_known(spot, gazetteer) and _RECEIVED.search(text[:match.start()])):
        return None
    told = _THE_FOLLOWING.sub("this", text[:match.start()])
    own = _HELD_HERE.search(before) is not None
    if (_words().other_event.search(told) and not own) or _ANOTHER_TIME.match(text, match.end()):
        return None
    posted = _POSTED.search(text, max(0, match.start() - 90), match.start()) if mark == "in" else None
    at_mission = posted is not None and _is_venue_of(text[:posted.start()])
    if posted and not at_mission:
        return None
    if _words().elsewhere.search(before) and not (
            at_mission or _MEETING_IN.search(before) or _is_venue_of(text[:match.start()])):
        return None
    if mark == "at" and not (has_venue_word(name) or is_known(spot, gazetteer)):
        return None
    if not (spot.city or spot.country) and _ROLE.search(before):
        return None
    if mark == "at" and _words().conference.search(name) and not (spot.city or spot.country):
        return None
    if mark in ("in", "on", "à", "en", "au") and not (spot.city or spot.country or is_known(spot, gazetteer)):
        return None
    start = offset + match.start("name")
    return _Found(spot, start, start + len(name.rstrip(" .,")), "stated")


_AT_THE = re.compile(r"(?P<before>.*?)\bat\s+(?:the|its|his|her|their)\s+"
                     r"(?:(?:[a-z]+\s+)?(?:room|residence|premises|hall|garden)\s+of\s+the\s+)?"
                     r"(?:[A-Z][\w’'-]+\s+){0,4}$")


def _is_venue_of(before: str) -> bool:
    """True where a mission is where they met (`met at the Embassy of Peru in Tokyo`), not where somebody is posted."""
    at = _AT_THE.search(before[-110:])
    return at is not None and not _ROLE.search(at["before"])


def _is_town(name: str, before: str, match: re.Match[str]) -> bool:
    """True for a name that no list knows where they are said to have met: `met in Bratunac`, `in the town of X`."""
    if has_venue_word(name) or name.casefold() in names_of("months") or name.isupper() or not _TOWN.fullmatch(name):
        return False
    return _MET_JUST.search(before) is not None or " of " in match[0][:match.start("name") - match.start()]


def _from_event(text: str, offset: int, gazetteer: Gazetteer) -> list[_Found]:
    """A city inside the name of the event around the meeting: inferred."""
    for margin in _MARGINS.finditer(text):
        name = _EVENT_NAME.match(text, margin.end())
        if name is None or not _words().conference.search(name[1]):
            continue
        if city := _city_in(name[1], gazetteer):
            spot = Spot(None, city.name, gazetteer.country_of_code(city.iso2), ("city", "country"))
            return [_Found(spot, offset + name.start(1), offset + name.end(1), "event name", "inferred")]
    return []


def _city_in(name: str, gazetteer: Gazetteer) -> City | None:
    """The city among the words of an event's name, the longest first; none that is a person's name as well."""
    words = name.split()
    for size in (3, 2, 1):
        for at in range(len(words) - size):
            printed = " ".join(words[at:at + size])
            city = gazetteer.city(printed) if printed[0].isupper() and not gazetteer.is_name(printed) else None
            if city:
                return replace(city, name=printed)
    return None


def _merged(found: list[_Found]) -> Place | None:
    """What the phrases say together: the stated place, else the visited one, completed by the others that agree."""
    stated = [each for each in found if each.rule == "stated"]
    visiting = [each for each in found if each.rule != "stated"]
    venue = next((each for each in stated if each.spot.place), None)
    located = [each for each in stated if each.spot.city or each.spot.country] or visiting or ([venue] if venue else [])
    if not located:
        return None
    where = located[0]
    spot = where.spot
    for other in (each.spot for each in (*visiting, *stated)):
        spot = _completed(spot, other)
    if venue and not spot.place:
        spot = replace(spot, place=venue.spot.place)
    return as_place(spot, where.basis, "lead" if where.rule == "stated" else where.rule, where.start, where.end)


def _completed(spot: Spot, other: Spot) -> Spot:
    """The place with the country that another phrase spells out, and its city where this one has none."""
    if other.country is None or (spot.country and spot.country != other.country):
        return spot
    inferred = spot.inferred
    if "country" not in other.inferred:
        inferred = tuple(part for part in inferred if part != "country")
    if spot.country is None:
        inferred = other.inferred
    return replace(spot, city=spot.city or other.city, country=other.country, inferred=inferred)
