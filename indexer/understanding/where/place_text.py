"""What a printed place says: venue, city, country, out of `At the Brookings Institution, Washington, D.C.`"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from indexer.knowledge.folder import data_folder, read_toml
from indexer.knowledge.gazetteer import City, Country, Gazetteer, Venue, fold
from indexer.model import Basis, Place

MOST_PARTS = 16  # between commas; a longer text is no place


@cache
def place_words(name: str) -> tuple[str, ...]:
    """A word list of `data/lexicon/places.toml`, by its name under `[words]`."""
    words = read_toml(data_folder() / "lexicon" / "places.toml").get("words")
    listed = words.get(name) if isinstance(words, dict) else None
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as understood: what is printed of it, and what follows from that (`inferred`)."""

    place: str | None = None
    city: str | None = None
    country: Country | None = None
    inferred: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.place or self.city or self.country)


def as_place(spot: Spot, basis: Basis, rule: str, start: int | None = None, end: int | None = None) -> Place:
    return Place(place=spot.place, city=spot.city, country=spot.country.name if spot.country else None,
                 iso2=spot.country.iso2 if spot.country else None, basis=basis, rule=rule, inferred=spot.inferred,
                 start=start, end=end)


@cache
def _venue_words() -> frozenset[str]:
    return frozenset(place_words("venues"))


@cache
def _english_words() -> frozenset[str]:
    return frozenset(place_words("english_towns"))


_ONE_OF_MANY = frozenset(("A", "An", "a", "an"))


@cache
def _conference_words() -> frozenset[str]:
    return frozenset(map(str.casefold, place_words("conferences")))


_WORD = re.compile(r"[^\W\d_][\w’'.&-]*")
_LEADING = re.compile(r"^(?:held\s+)?(?:(?:at|in|from|on)\s+(?:the\s+)?|the\s+)", re.IGNORECASE)
_AUDIENCE = re.compile(r"(?:before|to)\s+(?:the\s+)?", re.IGNORECASE)
_HEAD_END = re.compile(r"\s+(?:of|for|at|in|de|du|des|del|and|&)\s+|\s+[-–]\s+|,", re.IGNORECASE)


def has_venue_word(text: str) -> bool:
    return any(_is_venue_word(word.group()) for word in _WORD.finditer(text))


def _is_venue_word(word: str) -> bool:
    folded = word.casefold().rstrip(".")
    return folded in _venue_words() or folded.removesuffix("s") in _venue_words()


def is_venue(part: str) -> bool:
    """True for a name whose head is a venue's word: `Front Entrance Hall`, `Ministry of Foreign Affairs`."""
    head = _HEAD_END.split(_LEADING.sub("", part.strip(" *_")), maxsplit=1)[0]
    words = head.split()
    if not words or words[-1].casefold().rstrip(":") in _conference_words() or words[0] in _ONE_OF_MANY:
        return False  # "Town Hall Meeting"
    named = len(words) <= 6 and not head.isupper() and all(word[0].isupper() or not word[0].isalpha() for word in words)
    return any(_is_venue_word(word) for word in (words if named else words[-1:]))


@dataclass(slots=True)
class _Reading:
    """The parts of a place between its commas, as they are taken from the right."""

    parts: list[str]
    gazetteer: Gazetteer
    small: bool
    country: Country | None = None
    region: str | None = None
    city: str | None = None
    inferred: list[str] = field(default_factory=list)


_PROVINCE = re.compile(r"\s(?:Region|Oblast|Province|Prefecture|Territory|County|District|Governorate|Krai)$")
_DISTRICT = re.compile(r"(?<=Washington),?\s+D\.?\s?C\b\.?", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_AROUND = " .;:*_—–-\n\t|[]()"


def read_place(text: str, gazetteer: Gazetteer, *, field: bool = False, small: bool = False) -> Spot:
    """Venue, city and country of a comma-joined place. Empty where nothing of it is known.

    `field`: the text is a place field, so that a venue that no list knows is one all the same; `small`: words
    around it say that it is a place, so that a small city's name counts too.
    """
    plain = _DISTRICT.sub(" DC", _BRACKETS.sub("", text)).strip(_AROUND)
    parts = [part for printed in plain.split(",") if (part := printed.strip(" *_"))]
    if not parts or len(parts) > MOST_PARTS:
        return Spot()
    reading = _Reading(parts, gazetteer, small or field)
    _take_country(reading)
    if reading.city is None:
        _take_city(reading)
    return _spot(reading, field)


def _spot(reading: _Reading, field: bool) -> Spot:
    parts, country = reading.parts, reading.country
    known = None if reading.city else _known_venue(parts, reading.gazetteer)
    venue = _venue(parts, field or bool(reading.city or country))
    if not known and not reading.city and (hotel := _hotel_city(parts, reading.gazetteer)) and country in (
            None, reading.gazetteer.country_of_code(hotel.iso2)):
        country_known = country is not None and "country" not in reading.inferred
        return Spot(venue, hotel.name, country or reading.gazetteer.country_of_code(hotel.iso2),
                    ("city",) if country_known else ("city", "country"))
    if known and country in (None, reading.gazetteer.country_of_code(known.iso2)):
        added = ["city"] if known.city else []
        if country is None or reading.inferred:
            added.append("country")
        country = country or reading.gazetteer.country_of_code(known.iso2)
        return Spot(venue or known.name, known.city, country, tuple(added))
    return Spot(venue, reading.city, country, tuple(reading.inferred))


_HOTEL = re.compile(r"(?:[^\W\d_a-z][\w’'&.-]*\s){1,4}(?:Hotel|Resort|Hilton|Marriott|Hyatt|Sheraton)"
                    r"\s(?P<city>[^\W\d_a-z].*)")


def _hotel_city(parts: list[str], gazetteer: Gazetteer) -> City | None:
    """The city that ends a hotel's name: `Grand Prince Hotel Hiroshima`."""
    named = _HOTEL.fullmatch(_LEADING.sub("", parts[-1])) if parts else None
    return gazetteer.city(named["city"]) if named and not gazetteer.is_name(named["city"]) else None


def _take_country(reading: _Reading) -> None:
    """The country, and the state or province before it or in its stead, from the right end."""
    parts, gazetteer = reading.parts, reading.gazetteer
    _split_code(reading)
    last = _LEADING.sub("", parts[-1])
    country = gazetteer.country_name(last)
    if len(parts) > 1:
        before = _LEADING.sub("", parts[-2])
        region = gazetteer.region(last)
        if region and _in_region(before, region.iso2, region.code, country, gazetteer):
            reading.country, reading.region = gazetteer.country_of_code(region.iso2), region.code
            reading.inferred.append("country")
            if _BODY.search(before) and gazetteer.city(last, region.iso2, region.code):
                reading.city = last  # "United Nations, New York": no town of that state
            del parts[-1]
            return
    if country:
        reading.country = country
        del parts[-1]
        if len(parts) > 1 and (inner := gazetteer.region(_LEADING.sub("", parts[-1]), country.iso2)):
            reading.region = inner.code
            del parts[-1]


def _split_code(reading: _Reading) -> None:
    """`PERTH WA` is `PERTH, WA`."""
    town, _, code = reading.parts[-1].rpartition(" ")
    if town and code.isupper() and 2 <= len(code.strip(".")) <= 3 and code != "DC":
        region = reading.gazetteer.region(code)
        if region and reading.gazetteer.city(town, region.iso2, region.code):
            reading.parts[-1:] = [town, code]


def _in_region(town: str, iso2: str, code: str, country: Country | None, gazetteer: Gazetteer) -> bool:
    """Whether `town, Georgia` names the region, not the country of the same name."""
    if country is None:
        return True
    known = gazetteer.city(town, iso2, code) is not None or town.split(" ")[-1] in _english_words()
    return gazetteer.city(town, country.iso2) is None and known


def _take_city(reading: _Reading) -> None:
    """The city among the parts, from the right; what stands before and after it (`Nyon, Université ...`) is left."""
    gazetteer, parts = reading.gazetteer, reading.parts
    iso2 = reading.country.iso2 if reading.country else None
    for at in range(len(parts) - 1, -1, -1):
        name = _LEADING.sub("", parts[at])
        if gazetteer.venue(name):
            break
        found = _city(name, iso2, reading)
        if found and (found.alone or not has_venue_word(name)):
            reading.city = "Washington, D.C." if name.upper() == "WASHINGTON DC" else _cased(name, found)
            if reading.country is None:
                reading.country = gazetteer.country_of_code(found.iso2)
                reading.inferred.append("country")
            del parts[at]
            if at < len(parts) and _PROVINCE.search(parts[at]):
                del parts[at]
            return
        if iso2 is None and at and _PROVINCE.search(name):
            continue
        if iso2 is None and not has_venue_word(name):
            return
    if reading.country and parts and _PROVINCE.search(parts[-1]):
        del parts[-1]
    if reading.country and parts and _like_town(parts[-1], gazetteer):
        town = _LEADING.sub("", parts.pop())
        reading.city = town.removeprefix(f"{reading.country.name} ")  # "Afghanistan Tarin Kowt, Afghanistan"


def _city(name: str, iso2: str | None, reading: _Reading) -> City | None:
    if name.upper() == "WASHINGTON DC":
        return reading.gazetteer.city("Washington", "US", "DC")
    forms = dict.fromkeys((name, name.removesuffix(" City").removesuffix(" CITY")))
    found = (reading.gazetteer.city(form, iso2, reading.region, small=reading.small) for form in forms)
    return next(filter(None, found), None)


def _cased(name: str, city: City) -> str:
    """The city as printed; one in capitals, or without its article (`The Hague`), as the lists write it."""
    if name.isupper() and len(name) > 3:
        return city.name if fold(city.name) in (fold(name), fold(name).removesuffix(" city")) else name.title()
    return city.name if city.name == f"The {name}" else name


_BODY = re.compile(r"\b(?:Nations|Union|Council|Commission|Organi[sz]ation|Assembly|Committee|Agency|Court|Bank)\b")
_ON_THE = re.compile(r"(?:at|on)\s+the\b", re.IGNORECASE)


def _like_town(text: str, gazetteer: Gazetteer) -> bool:
    """True for a capitalised name of at most four words that is no venue's: a town too small for the lists."""
    name = _LEADING.sub("", text)
    if not 0 < len(name.split()) <= 4 or not name[0].isupper() or any(letter.isdigit() for letter in name):
        return False
    if gazetteer.country_name(name) or gazetteer.venue(name) or _BODY.search(name):
        return False
    return not has_venue_word(name) and not _ON_THE.match(text)


def _known_venue(parts: list[str], gazetteer: Gazetteer) -> Venue | None:
    for part in (", ".join(parts), *reversed(parts)):
        if venue := gazetteer.venue(_LEADING.sub("", part)):
            return venue
    return None


def _venue(parts: list[str], located: bool) -> str | None:
    """The venue that the remaining parts name, from the first that is one; with a city beside it any name will do."""
    if not parts or _AUDIENCE.match(parts[0]):
        return None
    first = next((at for at, part in enumerate(parts) if is_venue(part)), None)
    if not located and (first is None or any(";" in part for part in parts)):
        return None
    parts = [part for part in parts[first or 0:] if part.casefold() not in _conference_words()]
    return _LEADING.sub("", ", ".join(parts)).strip() or None
