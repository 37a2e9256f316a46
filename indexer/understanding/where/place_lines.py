"""Places on lines of their own: a press conference's line, a venue above a city, a dateline that opens the lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.knowledge.gazetteer import Gazetteer, fold
from indexer.model import Place
from indexer.understanding.language.clock import find_clock
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.layout import Line
from indexer.understanding.opening import Opening
from indexer.understanding.where.place_text import Spot, as_place, has_venue_word, is_venue, read_place

LINES = 12  # of the head that are read
WORDS = 16  # of a line without a date that names a place; one that begins with "At" may be longer
LONG = 60
LETTERHEAD = 8  # words of a line above the title that is no place

EN_ROUTE = re.compile(r"\b(?:aboard|en route)\b", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"^\W*(?!At |In )[\w ]{2,24}:\s|^\W*office of|^\W*by |via |remarks|delivered"
    r"|press (?:release|statement|conference|contact|office)|subject|for immediate|e&oe|topics?:|transcript"
    r"|\d{5}|\d{3}-\d|https?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    spot: Spot
    start: int  # in the line
    end: int


def head_place(opening: Opening, publisher: str | None, gazetteer: Gazetteer) -> Place | None:
    """What the head's lines say together; of a journey the vehicle, and no place."""
    best: Place | None = None
    words = opening.lead[0].start if opening.lead else 0
    below = (line for line in opening.below if line.start > words or "," in line.text or find_clock(line.text))
    for line in (*opening.head[:LINES], *below):
        if line.start < (opening.title_start or 0) and _is_above(line.text, gazetteer):
            continue
        if EN_ROUTE.search(line.text):
            return _vehicle(line) or best
        found = _on_line(line.text, opening.title, publisher, gazetteer)
        if found is None:
            if best and best.city:
                break
            continue
        start, end = line.start + found.start, line.start + found.end
        best = joined(best, as_place(found.spot, "stated", "dateline", start, end))
        if best.city and best.place:
            break
    return best


def _is_above(text: str, gazetteer: Gazetteer) -> bool:
    """True for a letterhead: a venue of the publisher's own that stands above the title, without a day."""
    if len(text.split()) > LETTERHEAD and " - " in text and has_venue_word(text) and not find_dates(text):
        return True  # "Kingdom of X - Ministry of Foreign Affairs, Trade and Cooperation"
    named = has_venue_word(text) or gazetteer.venue(text) is not None
    return named and "," not in text and not text.startswith("At ") and not find_dates(text)


def _vehicle(line: Line) -> Place | None:
    name = re.sub(r"(?i)^\W*aboard\s+|\s*en route.*$", "", line.text).strip(" *_,")
    start = line.text.find(name)
    return Place(place=name, basis="stated", rule="aboard", start=line.start + start,
                 end=line.start + start + len(name)) if name else None


def joined(first: Place | None, second: Place) -> Place:
    """A venue's line and a city's line together; the first one wins where both name the same part."""
    if first is None:
        return second
    if first.country and second.country and first.iso2 != second.iso2 and "country" not in first.inferred:
        return first
    stated = second if second.city and "city" not in second.inferred else first
    inferred = stated.inferred if second.city or second.country else first.inferred
    country = second if second.country and (not first.country or "country" in first.inferred) else first
    start, end = _span(first, second, stated)
    city = stated.city or first.city or second.city
    return replace(first, place=first.place or second.place, city=city, country=country.country,
                   iso2=country.iso2, inferred=inferred, start=start, end=end)


_NEAR = 40  # characters between two lines that tell of one place


def _span(first: Place, second: Place, stated: Place) -> tuple[int | None, int | None]:
    """From the first of two neighbouring lines to the other's end; of two apart, the one with the city."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return stated.start, stated.end
    apart = max(first.start, second.start) - min(first.end, second.end)
    if apart > _NEAR:
        return stated.start, stated.end
    return min(first.start, second.start), max(first.end, second.end)


def _on_line(text: str, title: str, publisher: str | None, gazetteer: Gazetteer) -> _Found | None:
    """The place that a line holds, beside a date and a time at most."""
    dates, clock = find_dates(text), find_clock(text)
    marks = [(date.start, date.end) for date in dates] + ([(clock.start, clock.end)] if clock else [])
    if not marks and not _may_be_place(text, title, gazetteer):
        return None
    found: list[_Found] = []
    for piece, start in _pieces(text, marks):
        if marks and (city := _city_beside(piece, gazetteer)):
            found.append(_Found(city, start, start + len(piece)))
            continue
        if not piece.strip() or _NO_PLACE.search(piece) or _is_letterhead(piece, publisher, gazetteer):
            continue
        spot = read_place(piece, gazetteer, small=has_venue_word(piece))
        if marks or "," in piece:
            spot = _city_state(spot, piece, gazetteer)
        if not spot.empty:
            found.append(_Found(spot, start, start + len(piece)))
    known = (each for each in found if each.spot.city or each.spot.country)
    return next(known, found[0] if found else None)


_DESK = re.compile(r"(?P<city>[^\W\d_a-z][\w’' -]{1,30}?) "
                   r"(?:[A-Z]{2,6} )?(?:Press|News|Media) (?:Team|Office|Service|Desk|Unit)")
_BRACKETED = re.compile(r"\W*(?P<city>[^\W\d_a-z][\w’' -]{1,30}) "
                        r"\((?P<country>[^\W\d_a-z][^()\d]{2,40})\)(?:,[^,]{1,20})?\W*")
_OCCASION = re.compile(r"(?i:\W*(?:remarks|speech|address|statement|opening|keynote)\b).*, "
                       r"(?P<city>[^\W\d_a-z][^,\d]{1,30}?)\W*")


def _city_state(spot: Spot, printed: str, gazetteer: Gazetteer) -> Spot:
    """With the city, where a dateline's country has a capital of its own name: `Luxembourg, 19 June 2017`."""
    name = printed.rpartition(",")[2].strip(" .,*_")
    if spot.city or spot.country is None or fold(spot.country.capital) != fold(name):
        return spot
    return replace(spot, city=name, inferred=("city",)) if gazetteer.city(name, spot.country.iso2) else spot


def _city_beside(piece: str, gazetteer: Gazetteer) -> Spot | None:
    """The city beside a line's day, where more stands with it: a press desk, its country in brackets, an occasion.

    `Prague Press Team`, `Thimphu (Bhutan), 7 Boishakh (`, `Remarks by Ambassador Moe, Harvest Reception, Chișinău`.
    """
    if match := _BRACKETED.fullmatch(piece):
        spot = read_place(f"{match['city']}, {match['country']}", gazetteer)
    elif match := _DESK.fullmatch(piece.strip()) or _OCCASION.fullmatch(piece):
        spot = read_place(match["city"], gazetteer)
    else:
        return None
    return spot if spot.city and not spot.place else None


_DASH = re.compile(r"\s[|–—·•-]\s")
_BESIDE_DATE = re.compile(r"[\s,.|(–—-]*(?:\b(?:le|den|am|the|on|el|il|op|of)\s*)?$")
_AFTER_DATE = re.compile(r"[\s,.]*\(?(?:[A-Z]{2,5}\b|local time|[AaPp][Mm]\b)?\)?[\s,.|:·•–—-]*")
_SPOKEN = re.compile(
    r"(?:[Ss]peech|[Rr]emarks|[Aa]ddress|[Ss]tatement|[Ll]ecture|[Kk]eynote|[Ii]nterview|[Pp]anel|[Pp]resentation|[Dd]elivered)\b"
    r".*?\s(?=at the |at |to the |before the |in )")


def _pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, int]]:
    """What stands before and after a line's date and time, each cut at its dashes, with its offset in the line."""
    spans = [(0, len(text))]
    if marks:
        after = max(end for _, end in marks)
        zone = _AFTER_DATE.match(text, after)
        before = text[:min(start for start, _ in marks)]
        spans = [(zone.end() if zone else after, len(text)), (0, len(_BESIDE_DATE.sub("", before)))]
    pieces = []
    for start, end in spans:
        spoken = _SPOKEN.match(text, start, end)
        first = spoken.end() if spoken else start
        cuts = [first, *(at for dash in _DASH.finditer(text, first, end) for at in dash.span()), end]
        pieces += [(text[one:two], one) for one, two in zip(cuts[::2], cuts[1::2], strict=True)]
    return pieces


def _is_letterhead(text: str, publisher: str | None, gazetteer: Gazetteer) -> bool:
    """True for the publisher's own name above its page: `THE WHITE HOUSE`."""
    return fold(text) == fold(publisher or "") or (text.isupper() and gazetteer.venue(text) is not None)


_PLACE_LINE = re.compile(r"[\W_]*(?:(?:At|In)\s+(?:the\s+)?|Before\s+the\s+)?[“\"]?[^\W_a-z].*")
_MENU = re.compile(r"[›»>]")
_DOTTED = re.compile(r"\b[A-Z]\.[A-Z]?\.?$|\bSt\.$")


def _may_be_place(text: str, title: str, gazetteer: Gazetteer) -> bool:
    """True for a line without a date that reads as a place: a short capitalised phrase, no sentence, no person."""
    plain = text.strip(" *_")
    if _MENU.search(plain) or " / " in plain or plain == title:
        return False
    if plain.endswith((".", "?", "!", ":")) and not _DOTTED.search(plain):
        return False
    most = LONG if plain.startswith(("At ", "Before ")) else WORDS
    if len(plain.split()) > most or not _PLACE_LINE.fullmatch(text):
        return False
    parts = plain.split(",")
    if gazetteer.venue(plain) or gazetteer.city(parts[0], small=has_venue_word(parts[-1])) or any(map(is_venue, parts)):
        return True
    known = not read_place(parts[-1], gazetteer).empty or gazetteer.region(parts[-1].strip()) is not None
    return len(parts) > 1 and known


_DATELINE = re.compile(  # "LONDON — ", "ABU DHABI, 9th May, 2022 (WAM) -- "
    r"[\W_]*(?P<place>[^\W\d_a-z][^\n(–—]{1,60}?)(?:\s*\([^)]{2,30}\))?[*_\s]*\s(?:–|—|-{1,3})\s")
_DATED = re.compile(  # "Lima, 3 May 2019. The Minister"
    r"[\W_]*(?P<place>[^\W\d_a-z][^\n.;:]{1,60}?\d{4})\.[*_]*\s+(?=[^\W\d_a-z])")
_DATED_SENTENCE = re.compile(  # "Islamabad: 12 August 2022: The", "Nairobi (16 May 2023). With"
    r"[\W_]*(?P<place>[^\W\d_a-z][\w’'. -]{1,30}?(?:, [^\W\d_a-z][\w’'. -]{2,30})?)(?:[:,]|\.? \()\s?"
    r"(?P<day>[^:()\n]{4,30})(?:[:.]|\)[.:]?)\s(?=[“\"‘']?[^\W_a-z])")
_CAPITALS = re.compile(r"[\W_]*(?P<place>[^\W\d_a-z]{3,}(?: [^\W\d_a-z]{2,}){0,2}): ")  # "LAHORE: Prime Minister ..."
_LOCATED = re.compile(  # 'Suva, Fiji: "We look to the east ...'
    r"[\W_]*(?P<place>[^\W\d_a-z][\w’'. -]{1,30}, [^\W\d_a-z][\w’'. -]{2,30}): (?=[“\"‘']?[^\W_a-z])")


def _without_day(text: str) -> str:
    """With spaces for a day that a news line begins with: `Thursday, March 11, Vilnius – President Moe met`."""
    dates = find_dates(text)
    if not dates or dates[0].start > _BEFORE_DAY or text[dates[0].end:dates[0].end + 2] != ", ":
        return text
    return " " * (dates[0].end + 2) + text[dates[0].end + 2:]


_BEFORE_DAY = 3  # signs before a day at a line's beginning


def _with_day(found: re.Match[str] | None) -> re.Match[str] | None:
    """The match where a day is in it."""
    return found if found and find_dates(found["day"]) else None


_MOST_WORDS = 5  # of the place
_REACH = 120  # characters of a paragraph that its dateline can take


def opening_place(opening: Opening, gazetteer: Gazetteer) -> Place | None:
    """The dateline that opens the lead: `LONDON — `, `**Washington, D.C.** – `."""
    for line in (*opening.lead[:2], *opening.below):
        first = _without_day(line.text[:_REACH])
        match = _LOCATED.match(first)
        if line not in opening.below:
            match = (_DATELINE.match(first) or _CAPITALS.match(first) or _DATED.match(first) or match
                     or _with_day(_DATED_SENTENCE.match(first)))
        if match is None:
            continue
        dates = find_dates(match["place"])
        printed = (match["place"][:dates[0].start] if dates else match["place"]).rstrip(" *_,")
        for name in dict.fromkeys((printed, printed.partition(",")[0])):
            spot = read_place(name.strip(" *_"), gazetteer) if len(name.split()) <= _MOST_WORDS else Spot()
            spot = _city_state(spot, name, gazetteer)
            if (spot.city or spot.country) and not spot.place:
                start = line.start + match.start("place")
                return as_place(spot, "stated", "dateline", start, start + len(name))
    return None
