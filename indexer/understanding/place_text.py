"""What a printed place says: venue, city, country, out of `At the Brookings Institution, Washington, D.C.`"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.knowledge.folder import data_folder, read_toml
from indexer.knowledge.gazetteer import City, Country, Gazetteer, Venue
from indexer.model import Basis, Mode, Place

_INSIDE = re.compile(r"[^\W\d_][\w’'.&-]*")


@cache
def place_words(name: str) -> tuple[str, ...]:
    """A word list of `data/lexicon/places.toml`, by its name under `[words]`."""
    words = read_toml(data_folder() / "lexicon" / "places.toml").get("words")
    listed = words.get(name) if isinstance(words, dict) else None
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


@cache
def _venue_words() -> frozenset[str]:
    return frozenset(place_words("venues"))


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


def as_place(spot: Spot, basis: Basis, rule: str, start: int | None = None, end: int | None = None,
             mode: Mode = "in-person") -> Place:
    return Place(place=spot.place, city=spot.city, country=spot.country.name if spot.country else None,
                 iso2=spot.country.iso2 if spot.country else None, mode=mode, basis=basis, rule=rule,
                 inferred=spot.inferred, start=start, end=end)


def has_venue_word(text: str) -> bool:
    return any(_is_venue_word(word.group()) for word in _INSIDE.finditer(text))


def _is_venue_word(word: str) -> bool:
    folded = word.casefold().rstrip(".")
    return folded in _venue_words() or folded.removesuffix("s") in _venue_words()


def is_venue(part: str) -> bool:
    """True for a name whose head is a venue's word: `Front Entrance Hall`, `Ministry of Foreign Affairs`."""
    name = _LEADING.sub("", part.strip(" *_"))
    head = re.split(r"\s+(?:of|for|at|in|de|du|des|del|and|&)\s+|\s+[-–]\s+|,", name, maxsplit=1, flags=re.IGNORECASE)[0]
    printed = head.split()
    whole = len(printed) <= 6 and not head.isupper() and all(word[0].isupper() or not word[0].isalpha() for word in printed)
    return any(_is_venue_word(word) for word in (printed if whole else printed[-1:]))


_LEADING = re.compile(r"^(?:held\s+)?(?:(?:at|in|from|on)\s+(?:the\s+)?|the\s+)", re.IGNORECASE)
_AUDIENCE = re.compile(r"(?:before|to)\s+(?:the\s+)?", re.IGNORECASE)
_DISTRICT = re.compile(r"(?<=Washington),?\s+D\.?\s?C\b\.?", re.IGNORECASE)


def read_place(text: str, gazetteer: Gazetteer, *, field: bool = False, small: bool = False) -> Spot:
    """Venue, city and country of a comma-joined place. Empty where nothing of it is known.

    `field`: the text is a place field, so that a venue that no list knows is one all the same; `small`: words
    around it say that it is a place, so that a small city's name counts too.
    """
    text = _DISTRICT.sub(" DC", re.sub(r"\([^)]*\)", "", text)).strip(" .;:*_—–-\n\t|[]()")
    parts = [part for printed in text.split(",") if (part := printed.strip(" *_"))]
    if not parts or len(parts) > 16:
        return Spot()
    country, region, parts, known = _tail(parts, gazetteer)
    city, parts, city_country, inferred = _city(parts, country, region, gazetteer, small or field)
    country = country or city_country
    venue = ", ".join(parts) or None
    if venue:
        venue = None if _AUDIENCE.match(venue) else _LEADING.sub("", venue).strip() or None
    if venue and not (city or country or field):
        venue = _from_venue(parts)
    place = _known_venue(parts, gazetteer) if parts and not city else None
    if place and (country is None or country.iso2 == place.iso2):
        country = country or gazetteer.country_of_code(place.iso2)
        added = tuple(name for name in ("city", "country") if name == "city" or not known) if place.city else ("country",)
        return Spot(venue or place.name, place.city, country, added)
    if country and not known and "country" not in inferred:
        inferred = (*inferred, "country")
    return Spot(venue, city, country, inferred if country or city else ())


def _tail(parts: list[str], gazetteer: Gazetteer) -> tuple[Country | None, str | None, list[str], bool]:
    """Country and region at the end of the parts, and the parts before them; whether the country is printed."""
    last = _LEADING.sub("", parts[-1])
    town, _, code = last.rpartition(" ")
    if town and last.upper() != "WASHINGTON DC" and 2 <= len(code.strip(".")) <= 3 and (region := gazetteer.region(code)) and gazetteer.city(town, region.iso2, region.code):
        parts, last = [*parts[:-1], town, code], code  # "PERTH WA"
    country = gazetteer.country_name(last)
    if len(parts) == 1:
        return country, None, [] if country else parts, country is not None
    before = _LEADING.sub("", parts[-2])
    region = gazetteer.region(last)
    if region and _in_region(before, region.iso2, region.code, country, gazetteer):
        return gazetteer.country_of_code(region.iso2), region.code, parts[:-1], False
    if country:
        inner = gazetteer.region(before, country.iso2) if len(parts) > 2 else None
        return country, inner.code if inner else None, parts[:-2] if inner else parts[:-1], True
    return None, None, parts, False


def _in_region(town: str, iso2: str, code: str, country: Country | None, gazetteer: Gazetteer) -> bool:
    """Whether `town, Georgia` names the region, not the country of the same name."""
    if country is None:
        return True
    if gazetteer.city(town, country.iso2):
        return False
    return gazetteer.city(town, iso2, code) is not None


def _city(parts: list[str], country: Country | None, region: str | None,
          gazetteer: Gazetteer, small: bool) -> tuple[str | None, list[str], Country | None, tuple[str, ...]]:
    """City among the parts, from the right, and what is left; with the country that it is in."""
    for at in range(len(parts) - 1, -1, -1):
        name = _LEADING.sub("", parts[at])
        if gazetteer.venue(name):
            break
        plain = re.sub(r"\s+(?:DC|City)$", "", name) if name != "Mexico City" else name
        if name.upper() == "WASHINGTON DC":
            return "Washington, D.C.", parts[:at], gazetteer.country_of_code("US"), ("country",)
        iso2 = country.iso2 if country else None
        found = gazetteer.city(name, iso2, region, small=small) or gazetteer.city(plain, iso2, region, small=small)
        if found and not (has_venue_word(name) and not found.alone):
            after = parts[at + 1:]  # `Nyon, Université de la Côte`
            return (_cased(name, found), [*parts[:at], *after], gazetteer.country_of_code(found.iso2),
                    () if country else ("country",))
        if country is None and not has_venue_word(name):
            break
    if country and parts and _like_town(parts[-1], gazetteer):
        name = _LEADING.sub("", parts[-1])
        return name, parts[:-1], None, ()
    return None, parts, None, ()


def _cased(name: str, city: City) -> str:
    """The city as printed; one in capitals as the lists write it."""
    return city.name if name.isupper() and len(name) > 3 else name


def _like_town(text: str, gazetteer: Gazetteer) -> bool:
    """True for a capitalised name of at most four words that is no venue's: a town too small for the lists."""
    name = _LEADING.sub("", text)
    words = name.split()
    return (0 < len(words) <= 4 and gazetteer.country_name(name) is None and name[0].isupper() and not has_venue_word(name) and not any(c.isdigit() for c in name)
            and not re.match(r"(?:at|on)\s+the\b", text, re.IGNORECASE))


def _known_venue(parts: list[str], gazetteer: Gazetteer) -> Venue | None:
    for part in (", ".join(parts), *reversed(parts)):
        if venue := gazetteer.venue(_LEADING.sub("", part)):
            return venue
    return None


def _from_venue(parts: list[str]) -> str | None:
    """The parts from the first one that is a venue; None where none is."""
    if any(";" in part for part in parts):
        return None
    at = next((at for at, part in enumerate(parts) if is_venue(part)), None)
    return None if at is None else _LEADING.sub("", ", ".join(parts[at:]))
