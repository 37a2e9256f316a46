"""Which known place a phrase of capitalised words begins with."""

from __future__ import annotations

from indexer.knowledge.gazetteer import Gazetteer
from indexer.understanding.where.place_text import Spot, has_venue_word, read_place


def is_known(spot: Spot, gazetteer: Gazetteer) -> bool:
    """True for a venue of the lists."""
    return bool(spot.place and gazetteer.venue(spot.place))


def trimmed(name: str, gazetteer: Gazetteer) -> tuple[Spot, str]:
    """The longest beginning of the phrase that is a known place."""
    parts = name.split(", ")
    for count in range(len(parts), 0, -1):
        text = ", ".join(parts[:count])
        spot = read_place(text, gazetteer, small=True)
        if spot.city or spot.country:
            if count > 1 and spot.place and not has_venue_word(spot.place) and not gazetteer.venue(spot.place):
                continue
            return spot, text
    return _shortened(parts[0], gazetteer)


def _shortened(name: str, gazetteer: Gazetteer) -> tuple[Spot, str]:
    """The beginning of a name, up to one of its small words, that is a place: `Berlin den Minister`."""
    words = name.split()
    ends = [at for at in range(len(words) - 1, 0, -1) if words[at][0].islower()]
    for end in (len(words), *ends):
        text = " ".join(words[:end])
        spot = read_place(text, gazetteer, small=True)
        if spot.city or spot.country:
            return spot, text
    first = name.split(" and ")[0]
    return read_place(first, gazetteer, small=True), first


def venue_first(name: str, gazetteer: Gazetteer) -> tuple[Spot, str] | None:
    """A venue of the lists that the phrase begins with: `White House`, never the city of that name."""
    words = name.split(", ")[0].split()
    for size in range(len(words), 0, -1):
        printed = " ".join(words[:size]).rstrip(".")
        if size < len(words) and not words[size].islower():
            continue  # a longer name: `Hyderabad House Annex`
        if venue := gazetteer.venue(printed):
            spot, text = trimmed(name, gazetteer) if size == len(words) else (Spot(), "")
            if spot.place and spot.city and "city" not in spot.inferred:
                return spot, text
            country = gazetteer.country_of_code(venue.iso2)
            inferred = ("city", "country") if venue.city else ("country",)
            return Spot(printed.removeprefix("the ").removeprefix("The "), venue.city, country, inferred), printed
    return None
