"""Where it happened: `event_place`, and `section_place` for a visit's stations.

From the source's own field, the head's lines, the lead and the title only: places in the body are what the talk was
about. Nothing is concluded from where the participants come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.knowledge.gazetteer import Gazetteer, fold
from indexer.model import Mode, Place, Record
from indexer.understanding.clock import find_clock
from indexer.understanding.date_forms import find_dates
from indexer.understanding.layout import Layout, Line, SectionText
from indexer.understanding.opening import Opening, opening_of
from indexer.understanding.place_phrases import lead_place
from indexer.understanding.place_text import Spot, as_place, has_venue_word, is_venue, read_place

HEAD_LINES = 12

_TELEPHONE = re.compile(r"\b(?:tele)?phone\s+(?:talks?|calls?|conversations?|conference|meeting|discussion)\b|\b(?:by|over the|on the|via)\s+(?:tele)?phone\b"
                        r"|\btelephon(?:e|ic|ed)\b|\bpress call\b|(?<!press )(?<!to )(?<!a )\bcalls?\s+(?:with|between|to)\b|\bphoned\b|\bconference call\b", re.IGNORECASE)
_VIDEO = re.compile(r"\bvirtual(?:ly)?\b|\bvideo[- ]?(?:conference|call|link|teleconference|meeting|talks?|message)\w*|\bvia\s+(?:video|tele-?conference|webcast|zoom)"
                    r"|\bteleconference\b|\bonline\s+(?:meeting|format|talks|summit|conference)\b|\bheld online\b|\bvideoconferenc\w+|\(online\)|\bweb(?:cast|inar)\b", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:spoke|speaks)\b(?:\s+\w+){0,3}?\s+(?:with|to)\b|\bcalled\s+(?:and|President|Prime|Governor|Chancellor|King|Crown|Secretary|Minister|his|her|Mr|Ms)\b")
_IN_PERSON = re.compile(r"\b(?:met|meets|meeting|hosted|welcomed|received|visit(?:ed|ing|s)?|summit|luncheon|dinner)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    record: Record
    opening: Opening
    kind: str | None
    head: tuple[Line, ...]
    below: tuple[Line, ...]
    gazetteer: Gazetteer

    @property
    def title(self) -> str:
        return self.opening.title

    @property
    def lead(self) -> tuple[Line, ...]:
        return self.opening.lead


def event_place(record: Record, layout: Layout, kind: str | None, gazetteer: Gazetteer) -> Place | None:
    """Where the record's event was, or by which means it was held; None where the source says neither.

    `Place.inferred` names what is not spelt out: a venue's city, a city's country.
    """
    opening = opening_of(record, layout)
    page = _Page(record, opening, kind, opening.head[:HEAD_LINES], opening.below[:HEAD_LINES], gazetteer)
    mode = _mode(page, kind)
    places = (place for rule in _RULES if not (mode and rule is _lead) and (place := rule(page)))
    venue = None
    for place in places:
        if place.city or place.country or place.basis == "given" or mode:
            return replace(place, mode=mode or "in-person")
        venue = venue or place
    if venue:
        return venue
    if mode:
        return Place(mode=mode, rule="mode")
    return _default(page)


def _mode(page: _Page, kind: str | None) -> Mode | None:
    """Telephone or video, as title, head and first sentence say; None for a meeting in a room or nothing said."""
    first = page.lead[0].text[:600] if page.lead else ""
    said = " | ".join((page.title, *(line.text for line in page.head if len(line.text) < 60)))
    if _VIDEO.search(said):
        return "video"
    if _TELEPHONE.search(said):
        return "telephone"
    opening = " ".join(re.split(r"(?<=[a-z]{2}[.!?])\s", first, maxsplit=2)[:2])
    if _IN_PERSON.search(page.title):
        return "video" if _VIDEO.search(opening) else None
    if _VIDEO.search(opening):
        return "video"
    if _TELEPHONE.search(opening) or "call" in (kind or "") or "telephone" in (kind or ""):
        return "telephone"
    if re.search(r"readout|talks?\b", page.title, re.IGNORECASE) and _SPOKE.search(opening) and not _IN_PERSON.search(opening):
        return "telephone"
    return None


def _given(page: _Page) -> Place | None:
    """The source's own field."""
    given = page.record.given
    if not given.place:
        return None
    spot = read_place(given.place, page.gazetteer, field=True)
    return None if spot.empty else as_place(spot, "given", "place")


_FIELD = re.compile(r"\W{0,3}\[?(?:place|venue|location|where|lieu|ort|lugar|место|場所|地点)\]?\s*[:：\]]\s*", re.IGNORECASE)


def _field(page: _Page) -> Place | None:
    """A `Place:` line; not where it holds a date by mistake."""
    for line in page.head:
        if (label := _FIELD.match(line.text)) and not find_dates(line.text[label.end():]):
            spot = read_place(line.text[label.end():], page.gazetteer, field=True)
            if not spot.empty:
                return as_place(spot, "stated", "place field", line.start + label.end(), line.end)
    return None


_EN_ROUTE = re.compile(r"\b(?:aboard|en route)\b", re.IGNORECASE)
_NO_PLACE = re.compile(r"^\W*(?!At |In )[\w ]{2,24}:\s|via |remarks|delivered|press (?:release|statement|conference|contact|office)|subject|for immediate|e&oe|topics?:|transcript|\d{5}|\d{3}-\d|https?:|^\W*office of", re.IGNORECASE)


def _head(page: _Page) -> Place | None:
    """Lines of the head that are places: a press conference's line, a venue, a city with its country below."""
    best: Place | None = None
    for line in (*page.head, *(line for line in page.below if _is_address(line.text))):
        if _EN_ROUTE.search(line.text):
            start = line.start + len(line.text) - len(line.text.lstrip(" *_"))
            vehicle = re.sub(r"(?i)^\W*aboard\s+|\s*en route.*$", "", line.text).strip(" *_,")
            return Place(place=vehicle or None, basis="stated", rule="dateline", start=start, end=line.end) if vehicle else best
        spot, start, end = _line_spot(line, page)
        if spot.empty:
            if best and (best.city or best.country):
                break
            continue
        place = as_place(spot, "stated", "dateline", start, end)
        best = _with(best, place)
        if best.city and best.place:
            break
    return best


def _with(first: Place | None, second: Place) -> Place:
    """A venue's line and a city's line together; the first one wins where both name the same part."""
    if first is None:
        return second
    if first.country and second.country and first.iso2 != second.iso2 and "country" not in first.inferred:
        return first
    stated = second if second.city and "city" not in second.inferred else first
    inferred = stated.inferred if second.city or second.country else first.inferred
    country = second if second.country and (not first.country or "country" in first.inferred) else first
    return replace(first, place=first.place or second.place, city=stated.city or first.city, country=country.country,
                   iso2=country.iso2, inferred=inferred)


def _line_spot(line: Line, page: _Page) -> tuple[Spot, int, int]:
    """The place that a line of the head holds, beside a date and a time at most."""
    dates, clock = find_dates(line.text), find_clock(line.text)
    marks = [(date.start, date.end) for date in dates] + ([(clock.start, clock.end)] if clock else [])
    if not marks and not _may_be_place(line.text, page):
        return Spot(), 0, 0
    spots = []
    for text, start in _pieces(line.text, marks):
        if not text.strip() or _NO_PLACE.search(text) or _is_letterhead(text, page):
            continue
        spot = read_place(text, page.gazetteer, small=has_venue_word(text))
        if not spot.empty:
            spots.append((spot, line.start + start, line.start + start + len(text)))
    return next((found for found in spots if found[0].city or found[0].country), spots[0] if spots else (Spot(), 0, 0))


_DASH = re.compile(r"\s[|–—-]\s")
_BESIDE_DATE = re.compile(r"[\s,.|(–—-]*(?:\b(?:le|den|am|the|on|el|il|op|of)\s*)?$")
_AFTER_DATE = re.compile(r"[\s,.]*\(?(?:[A-Z]{2,5}\b|local time|[AaPp][Mm]\b)?\)?[\s,.|:–—-]*")
_SPOKEN = re.compile(r"(?:[Ss]peech|[Rr]emarks|[Aa]ddress|[Ss]tatement|[Ll]ecture|[Kk]eynote|[Ii]nterview|[Pp]anel|[Pp]resentation)\b.*?\s(?=at the |at |to the |before the |in )")


def _pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, int]]:
    """What stands before and after a line's date and time, each cut at its dashes, with its offset in the line."""
    if not marks:
        spans = [(0, len(text))]
    else:
        after = max(end for _, end in marks)
        zone = _AFTER_DATE.match(text, after)
        before = text[:min(start for start, _ in marks)]
        spans = [(zone.end() if zone else after, len(text)), (0, len(_BESIDE_DATE.sub("", before)))]
    pieces = []
    for start, end in spans:
        if spoken := _SPOKEN.match(text, start, end):
            start = spoken.end()
        cuts = [start, *(at for dash in _DASH.finditer(text, start, end) for at in dash.span()), end]
        pieces += [(text[first:last], first) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
    return pieces


def _is_letterhead(text: str, page: _Page) -> bool:
    """True for the publisher's own name above its page: `THE WHITE HOUSE`."""
    name = fold(text)
    return name == fold(page.record.given.publisher or "") or (text.isupper() and page.gazetteer.venue(text) is not None)


def _is_address(text: str) -> bool:
    """True for a line that could be nothing but a place: a town with its country or state, or one with a date."""
    return "," in text or bool(find_clock(text))


_PLACE_LINE = re.compile(r"[\W_]*(?:(?:At|In)\s+(?:the\s+)?|Before\s+the\s+)?[^\W\d_a-z].*")


def _may_be_place(text: str, page: _Page) -> bool:
    """True for a line without a date that reads as a place: a short capitalised phrase, no sentence, no person."""
    plain = text.strip(" *_")
    if plain == page.title or (plain.endswith((".", "?", "!", ":")) and not re.search(r"\b[A-Z]\.[A-Z]?\.?$|\bSt\.$", plain)):
        return False
    if len(plain.split()) > (60 if plain.startswith(("At ", "Before ")) else 16) or not _PLACE_LINE.fullmatch(text):
        return False
    parts = plain.split(",")
    known = page.gazetteer.venue(plain) or page.gazetteer.city(parts[0], small=has_venue_word(parts[-1])) or page.gazetteer.country_name(plain)
    return bool(known or (len(parts) > 1 and not read_place(parts[-1], page.gazetteer).empty) or any(map(is_venue, parts))
                or (len(parts) > 1 and page.gazetteer.region(parts[-1].strip()) is not None))


_DATELINE = re.compile(r"[\W_]*([^\W\d_a-z][^\n(–—]{1,45}?)(?:\s*\([^)]{2,30}\))?[*_\s]*(?:,\s*)?(?:\d{1,2}\s+[A-Z]\w+|[A-Z]\w+\.?\s+\d{1,2})?(?:,?\s*\d{4})?"
                       r"(?:\s*\([^)]{2,30}\))?[*_\s]*\s(?:–|—|--|-)\s")


def _opening(page: _Page) -> Place | None:
    """The dateline that opens the lead: `LONDON — `, `**Washington, D.C.** – `."""
    for line in page.lead[:2]:
        match = _DATELINE.match(line.text[:120])
        if match and len(match[1].split()) <= 5:
            spot = read_place(match[1].strip(" *_"), page.gazetteer)
            if spot.city or spot.country:
                return as_place(spot, "stated", "dateline", line.start + match.start(1), line.start + match.end(1))
    return None


_NO_MEETING = frozenset({"statement", "condolence", "notice"})


def _lead(page: _Page) -> Place | None:
    """As the lead states it; not of a statement, whose first words are about other things."""
    return None if page.kind in _NO_MEETING else lead_place(page.lead, page.gazetteer)


_OF_EVENT = ("press conference|conference|remarks|meeting|summit|speech|address|interview|door\\s?stop|dialogue|talks|ceremony|arrival|departure"
             "|dinner|lunch|reception|forum|briefing|gaggle|rally|visit|session|luncheon|broadcast")
_TITLE_TAIL = re.compile(r"(?:\s[|–—-]\s*|,\s*)([^|–—]{2,60})$")
_TITLE_IN = re.compile(rf"\b(?i:{_OF_EVENT})s?\b[^,|]{{0,60}}\s(?:in|at)\s+((?:the\s+)?[^\W\d_a-z][^|–—():;]{{1,50}})$")
_TITLE_VISIT = re.compile(r"\b[Vv]isit (?:by .{3,60} )?to (?:the )?([^\W\d_a-z][^():;|–—]{2,60}?)(?:\s*\(|$)")
_TITLE_BEFORE = re.compile(r"\b(?:at|in|to|before|[Ss]ession of) (?:the )?((?:[^\W\d_a-z][\w’'.-]*|of|the)(?: (?:[^\W\d_a-z][\w’'.-]*|of|the)){0,5})")
_TITLE_DATE = re.compile(r"[\s,(|–—-]*(?:(?:on|of)\s+)?$")


def _title(page: _Page) -> Place | None:
    """A place at the title's end: `... | Vilnius, Lithuania`, `Press conference, Lisbon, Portugal`, `... in Hanoi`."""
    title = page.title
    if _EN_ROUTE.search(title):
        return None
    if dates := find_dates(title):
        cut = title[:dates[-1].start]
        title = _TITLE_DATE.sub("", cut) if len(title) - dates[-1].end < 4 else title
    for match in _TITLE_BEFORE.finditer(title):
        if venue := page.gazetteer.venue(match[1]):
            spot = read_place(venue.name, page.gazetteer)
            return _at_title(spot, match.start(1), match.end(1), page)
    for at, pattern in enumerate((_TITLE_TAIL, _TITLE_IN, _TITLE_VISIT)):
        for match in _tails(pattern, title):
            spot = read_place(match[1], page.gazetteer)
            if not (spot.city or spot.country) or (spot.place and at != 1 and not has_venue_word(spot.place)):
                continue
            if at == 0 and not spot.city and not (spot.place and spot.country):
                continue
            return _at_title(spot, match.start(1), match.end(1), page)
    return None


def _at_title(spot: Spot, start: int, end: int, page: _Page) -> Place:
    offset = page.opening.title_start
    return as_place(spot, "stated", "title", None if offset is None else offset + start, None if offset is None else offset + end)


def _tails(pattern: re.Pattern[str], title: str) -> list[re.Match[str]]:
    """For a title's tail: from each of its commas and bars on, the longest tail first."""
    if pattern is not _TITLE_TAIL:
        found = pattern.search(title)
        return [found] if found else []
    starts = [mark.start() for mark in re.finditer(r"\s[|–—-]\s|,\s", title)][-3:]
    return [match for start in starts if (match := pattern.match(title, start))]


def _default(page: _Page) -> Place | None:
    """`default_place` of source.toml, which is inferred in all its parts."""
    given = page.record.given
    if not given.default_place:
        return None
    spot = read_place(given.default_place, page.gazetteer, field=True)
    if spot.empty:
        return None
    parts = tuple(name for name, value in (("place", spot.place), ("city", spot.city), ("country", spot.country)) if value)
    return replace(as_place(spot, "inferred", "default place"), inferred=parts)


_RULES: tuple[Callable[[_Page], Place | None], ...] = (_given, _field, _head, _opening, _lead, _title)

_HEADING_PLACE = re.compile(r"\(([^()]{3,80})\)")


def section_place(section_text: SectionText, record_place: Place | None, gazetteer: Gazetteer) -> Place | None:
    """A section's own place, which its heading names beside a date (`(January 10, Nairobi)`); None where it has none."""
    for heading in (section_text.heading, *reversed(section_text.path)):
        for match in _HEADING_PLACE.finditer(heading or ""):
            rest = match[1]
            for date in reversed(find_dates(rest)):
                rest = rest[:date.start] + rest[date.end:]
            spot = read_place(rest.strip(" ,;"), gazetteer)
            if (spot.city or (spot.country and rest != match[1])) and not (record_place and record_place.city == spot.city
                                                    and record_place.place == spot.place):
                return as_place(spot, "stated", "heading")
    return None
