"""The authority file: who is who, under which names, and who held which office when.

`data/authority/*.toml`, read in order of file name, edited by hand. A person is one table::

    [[person]]
    id = "shinzo-abe"                   # small letters, digits and hyphens; unique; never reused
    name = "Shinzo Abe"                 # the preferred name, as shown in facets
    country = "JP"                      # ISO 3166 alpha-2 in capitals, or an organisation: "EU", "UN", "NATO", "IMF"
    variants = ["Abe Shinzo", "Abe Shinzō", "安倍晋三"]   # other forms worth listing; see below
    offices = [                         # in order of time
        { title = "Prime Minister", from = 2006-09-26, to = 2007-09-26 },
        { title = "Prime Minister", from = 2012-12-26, to = 2020-09-16 },
    ]
    note = "..."                        # optional: free text, not read
    source = "https://..."              # optional: where the facts are from, not read

`id` and `name` are required. `from` and `to` are TOML dates (2012-12-26), or text of a year or month ("2012",
"2012-12"); both days are included, and a missing end is open. An office may have a `country` of its own where it
differs from the person's ("EU" for a Frenchman in Brussels). Titles are without the country ("Prime Minister").

A lookup forgives case, accents, macrons, hyphens, apostrophes, the order of the names, initials, patronymics and
suffixes (`Jr.`, `MP`), so that variants need to list only what these do not cover: nicknames, other transcriptions,
other scripts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.knowledge.names import core_tokens, fold, initials_fit, name_tokens

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2,8}")
_KEYS = {"id", "name", "variants", "country", "offices", "note", "source"}
_OFFICE_KEYS = {"title", "country", "from", "to"}
_WORDS_OF_NO_WEIGHT = frozenset(("of", "for", "the", "and", "affairs", "to", "on", "in", "his", "her", "their"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office held from `first` to `last`, both included; None where it is open."""

    title: str
    country: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def held_on(self, date: dt.date) -> bool:
        return (self.first is None or self.first <= date) and (self.last is None or date <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the authority file."""

    id: str
    name: str
    country: str | None = None
    variants: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


def role_key(title: str) -> frozenset[str]:
    """What makes two titles the same office: their words of weight.

    >>> role_key("Minister for Foreign Affairs") == role_key("Foreign Minister")
    True
    """
    words = frozenset(fold(title).split())
    return words - _WORDS_OF_NO_WEIGHT or words


class Authority:
    """Known people, looked up by any printed form of their names, or by office. Read-only once made."""

    def __init__(self, people: Iterable[KnownPerson] = ()) -> None:
        self.people = tuple(people)
        self._by_id = {person.id: person for person in self.people}
        self._by_tokens: dict[frozenset[str], set[str]] = defaultdict(set)
        self._by_core: dict[frozenset[str], set[str]] = defaultdict(set)
        self._by_token: dict[str, set[str]] = defaultdict(set)
        self._by_role: dict[frozenset[str], list[tuple[KnownPerson, Office]]] = defaultdict(list)
        for person in self.people:
            for form in (person.name, *person.variants):
                tokens = name_tokens(form)
                self._by_tokens[frozenset(tokens)].add(person.id)
                self._by_core[frozenset(core_tokens(tokens))].add(person.id)
                for token in tokens:
                    self._by_token[token].add(person.id)
            for office in person.offices:
                self._by_role[role_key(office.title)].append((person, office))

    def get(self, person_id: str) -> KnownPerson | None:
        return self._by_id.get(person_id)

    def find(self, name: str, *, country: str | None = None, date: dt.date | None = None) -> KnownPerson | None:
        """The one person whom a printed name can mean; None where nobody is, or several are.

        Country (as in the file) and date decide only between several: by citizenship or office, by an office held then.
        """
        tokens = name_tokens(name)
        for table, key in ((self._by_tokens, tokens), (self._by_core, core_tokens(tokens))):
            if ids := table.get(frozenset(key)):
                return self._one(ids, country, date)
        return self._one(self._by_initials(tokens), country, date) if len(tokens) > 1 else None

    def named(self, token: str, *, country: str | None = None, date: dt.date | None = None) -> KnownPerson | None:
        """The one person with this word in a name (`Abe`), as far as country and date tell; None otherwise."""
        return self._one(self._by_token.get(fold(token), set()), country, date)

    def has_token(self, token: str) -> bool:
        """Whether anybody has this word in a name."""
        return fold(token) in self._by_token

    def office_on(self, person: KnownPerson, date: dt.date) -> Office | None:
        """The office the person held on that day, the latest begun where there are several."""
        held = [office for office in person.offices if office.held_on(date)]
        return max(held, key=lambda office: office.first or dt.date.min, default=None)

    def holders(self, role: str, country: str | None, date: dt.date) -> tuple[KnownPerson, ...]:
        """Who held an office with this title in this country (or organisation) on that day, in the file's order."""
        found = dict.fromkeys(person.id for person, office in self._by_role.get(role_key(role), ())
                              if office.held_on(date) and (country is None or office.country == country))
        return tuple(self._by_id[i] for i in found)

    def preferred(self, name: str, *, date: dt.date | None = None) -> str:
        """The preferred form of a printed name; the name itself where nobody, or more than one person, has it."""
        known = self.find(name, date=date)
        return known.name if known else name

    def _by_initials(self, tokens: tuple[str, ...]) -> set[str]:
        whole = [t for t in tokens if len(t) > 1]
        if len(whole) == len(tokens) or not whole:
            return set()
        near = set.intersection(*(self._by_token.get(t, set()) for t in whole))
        forms = {i: (self._by_id[i].name, *self._by_id[i].variants) for i in near}
        return {i for i in near if any(initials_fit(tokens, name_tokens(form)) for form in forms[i])}

    def _one(self, ids: set[str], country: str | None, date: dt.date | None) -> KnownPerson | None:
        people = [self._by_id[i] for i in ids]
        if len(people) > 1 and country:
            people = [p for p in people if country in {p.country, *(o.country for o in p.offices)}]
        if len(people) > 1 and date:
            people = [p for p in people if self.office_on(p, date)]
        return people[0] if len(people) == 1 else None


@dataclass(frozen=True, slots=True)
class Merge:
    """A proposal to take `other` for another form of `name`, with the reason in words."""

    name: str
    other: str
    reason: str


def merge_candidates(names: Mapping[str, int]) -> tuple[Merge, ...]:
    """Which names (with how often each stands) may be one person's: other order, initials, left-out parts.

    The form with more tokens is proposed to stay, then the more frequent one. A single word is proposed for a longer
    name only where it fits one alone.
    """
    tokens = {name: name_tokens(name) for name in names}
    by_token: dict[str, list[str]] = defaultdict(list)
    for name, words in tokens.items():
        for word in set(words):
            by_token[word].append(name)
    found: dict[tuple[str, str], Merge] = {}
    for other, words in tokens.items():
        near = {n for word in words if len(word) > 1 for n in by_token[word] if n != other}
        fits = [(n, why) for n in near if (why := _why_same(tokens[n], words))]
        if len(words) == 1 and len(fits) > 1:
            continue
        for name, why in fits:
            if (len(tokens[name]), names[name], name) > (len(words), names[other], other):
                found[(name, other)] = Merge(name, other, why)
    return tuple(sorted(found.values(), key=lambda m: (-names[m.other], m.other, m.name)))


def _why_same(full: tuple[str, ...], short: tuple[str, ...]) -> str | None:
    if frozenset(full) == frozenset(short):
        return "the same words in another order or spelling"
    if len(short) == 1:
        return "the surname alone" if short[0] in (full[-1], full[0]) else None
    if frozenset(short) < frozenset(full):
        return "a shorter form"
    if any(len(t) == 1 for t in short) and initials_fit(short, full):
        return "with an initial"
    return None


def load_authority(folder: Path | None = None) -> Authority:
    """The people of every `*.toml` in the folder (by default `authority` in the data folder).

    Raises KnowledgeError, with file and line, for a table that lacks what it needs, an unknown key, or an id or name
    that two people share.
    """
    folder = folder or data_folder() / "authority"
    people: list[KnownPerson] = []
    taken: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        for person, line in _read(path):
            if first := taken.get(f"id {person.id}"):
                raise KnowledgeError(path, f'id "{person.id}" is already in {first}', line=line, mend="choose another")
            taken[f"id {person.id}"] = f"{path.name}:{line}"
            for form in (person.name, *person.variants):
                key = f"name {' '.join(name_tokens(form))}"
                owner = taken.setdefault(key, person.id)
                if owner != person.id:
                    raise KnowledgeError(path, f'"{form}" of "{person.id}" is also a name of "{owner}"', line=line,
                                         mend="keep it with one of them, or tell them apart by a fuller name")
            people.append(person)
    return Authority(people)


def _read(path: Path) -> Iterable[tuple[KnownPerson, int]]:
    tables = read_toml(path)
    lines = [i for i, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1)
             if re.match(r"\s*\[\[\s*person\s*\]\]", text)]
    rows = tables.get("person", [])
    if unknown := sorted(set(tables) - {"person"}):
        raise KnowledgeError(path, f'unknown table "{unknown[0]}"', mend="write each person as a [[person]] table")
    if not isinstance(rows, list):
        raise KnowledgeError(path, "[person] is one table", mend="write [[person]] with two brackets")
    for index, row in enumerate(rows):
        line = lines[index] if len(lines) == len(rows) else 0
        yield _person(path, line, row), line


def _person(path: Path, line: int, row: object) -> KnownPerson:
    def fault(problem: str, mend: str) -> KnowledgeError:
        return KnowledgeError(path, problem, mend=mend, line=line)

    if not isinstance(row, dict):
        raise fault("a person is not a table", "write it as [[person]]")
    if unknown := sorted(set(row) - _KEYS):
        raise fault(f'unknown key "{unknown[0]}"', f"use one of {', '.join(sorted(_KEYS))}")
    person_id, name, country = row.get("id"), row.get("name"), row.get("country")
    if not isinstance(person_id, str) or not _ID.fullmatch(person_id):
        raise fault(f"id {person_id!r} is not an id", 'write small letters, digits and hyphens, as in "shinzo-abe"')
    if not isinstance(name, str) or not name.strip():
        raise fault(f'"{person_id}" has no name', 'add name = "..."')
    if country is not None and not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
        raise fault(f'country {country!r} of "{person_id}" is not a code', 'write ISO 3166 alpha-2 ("JP"), or "EU"')
    variants = row.get("variants", [])
    if not isinstance(variants, list) or not all(isinstance(v, str) and v.strip() for v in variants):
        raise fault(f'variants of "{person_id}" are not a list of names', 'write variants = ["...", "..."]')
    offices = row.get("offices", [])
    if not isinstance(offices, list):
        raise fault(f'offices of "{person_id}" are not a list', 'write offices = [{ title = "..." }]')
    held = tuple(_office(fault, person_id, country, office) for office in offices)
    return KnownPerson(id=person_id, name=name.strip(), country=country, variants=tuple(variants), offices=held)


def _office(fault: Callable[[str, str], KnowledgeError], person_id: str, country: str | None, row: object) -> Office:
    if not isinstance(row, dict) or not isinstance(row.get("title"), str) or not row["title"].strip():
        raise fault(f'an office of "{person_id}" has no title', 'write { title = "Prime Minister", from = 2012-12-26 }')
    if unknown := sorted(set(row) - _OFFICE_KEYS):
        raise fault(f'unknown key "{unknown[0]}" in an office of "{person_id}"', "use title, country, from, to")
    own = row.get("country", country)
    if own is not None and not (isinstance(own, str) and _COUNTRY.fullmatch(own)):
        raise fault(f'country {own!r} in an office of "{person_id}" is not a code', 'write ISO 3166 alpha-2, or "EU"')
    first, last = (_day(row.get(key), end=key == "to") for key in ("from", "to"))
    for key, day in (("from", first), ("to", last)):
        if row.get(key) is not None and day is None:
            raise fault(f'{key} = {row[key]!r} in an office of "{person_id}" is not a date', "write 2012-12-26")
    if first and last and last < first:
        raise fault(f'an office of "{person_id}" ends ({last}) before it begins ({first})', "correct one of the dates")
    return Office(title=row["title"].strip(), country=own, first=first, last=last)


def _day(value: object, *, end: bool) -> dt.date | None:
    """A TOML date, or a year or month as text taken from its first day, or to its last."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return dt.date(year, month, day)
        if not end:
            return dt.date(year, month or 1, 1)
        return dt.date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) - dt.timedelta(days=1)
    except ValueError:
        return None
