"""Whose words a text in the first person or without names is: a person's, all parties', a body's, a country's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.model import ALL, BOTH, SIDE, Person
from indexer.understanding.language.operative import OPERATIVE
from indexer.understanding.language.sentences import sentences
from indexer.understanding.who.authors import together
from indexer.understanding.who.bodies import bodies_of_record
from indexer.understanding.who.casting import BY_LEAD, FLOOR_KINDS, Casting
from indexer.understanding.who.parties import Party
from indexer.understanding.who.voices import role_words

_LONGEST_OPENING = 500  # characters in which a joint text names its parties
_CHAIRED = re.compile(r"\b(?:co-?)?chair", re.IGNORECASE)
_DASHES = re.compile(r"[-–—/]")


def bodies_told(casting: Casting) -> frozenset[frozenset[str]]:
    """The bodies whose meeting or words the record tells of."""
    layout = casting.layout
    lead = layout.sections[0].text if layout.sections else ""
    return bodies_of_record(casting.title, (line.text for line in layout.head), lead, casting.lexicon)


def _parties(casting: Casting, text: str) -> frozenset[str]:
    """The countries and groups of countries that a text names, by their code or as `plain` makes the word."""
    reader = casting.reader(_DASHES.sub(" ", text))
    lists, plains = casting.lexicon.lists, reader.words.plains
    named = lists["groups.named"] - {"trilateral"}
    found, at = set(), 0
    while at < len(plains):
        place, after = reader.country(at)
        if place is not None:
            found.add(place[1])
        elif plains[at] in named:
            found.add(plains[at])
        elif reader.words.caps[at]:
            name = max((each for size in (2, 3, 4) if (each := " ".join(plains[at:at + size])) in
                        lists["groups.organizations"]), key=len, default="")
            found.update((name,) if name else ())
            after = at + len(name.split())
        at = max(after, at + 1)
    return frozenset(found)


def parties_told(casting: Casting, *, joint: bool) -> frozenset[str]:
    """The parties, as the title names them; of a joint text else as the sentence that opens it does."""
    told = _parties(casting, casting.title)
    if len(told) > 1 or not joint or not casting.layout.sections:
        return told
    text = casting.layout.sections[0].text
    return _parties(casting, text[:next((b for _, b in sentences(text)), 0)][:_LONGEST_OPENING])


def floor_of(casting: Casting, taking: Sequence[Party], people: Sequence[Person], *, joint: bool) -> tuple[str, ...]:
    """Whose words a first-person text is."""
    if joint:
        sides = [p for p in taking if p.presence in ("principal", "signatory")]
        if len(sides) == 2 and _CHAIRED.search(casting.title) and len(_parties(casting, casting.title)) != 2:
            return (ALL,)
        # Two who chair a body, or only speak to it, are not all whose words these are.
        if len(sides) == 2 and len({p.iso2 or p.nation for p in sides} - {None}) < 2 and bodies_told(casting):
            return (BOTH,) if len(_parties(casting, casting.title)) == 2 else (ALL,)
        return (BOTH,) if (len(sides) if len(sides) > 1 else len(_parties(casting, casting.title))) == 2 else (ALL,)
    if not casting.turned and (several := together(casting)):
        return (BOTH,) if len(several) == 2 else (ALL,)
    named = list(zip(taking, people, strict=True))
    given = [person.label for party, person in named if party.basis == "given" or party.rule == "field"]
    holders = [person.label for party, person in named if party.presence in ("speaker", "principal", "sender")
               and not (casting.turned and party.rule in BY_LEAD)]
    if casting.turned and not given:
        holders = _opening(named, casting) or holders
    return tuple((given or holders)[:1]) or _institution(casting)


def _opening(named: Sequence[tuple[Party, Person]], casting: Casting) -> list[str]:
    """Whose words stand before the first label: whom title or head names, else the spokesperson."""
    told = [person.label for party, person in named if party.presence and party.rule in ("title", "byline")]
    speaks = [person.label for party, person in named
              if party.presence and any("spokesperson" in role_words(role) for role in party.roles)]
    title = role_words(casting.title)
    by_office = [person.label for party, person in named if party.presence in ("principal", "speaker")
                 and any((words := role_words(role)) and words <= title for role in party.roles)]
    return told or speaks or by_office


_INSTITUTION = re.compile(r"\b(?:by|of|from) the (?:[A-Z][\w’'-]*[ ,&]{1,2}(?:and |of |for |the )?){0,8}?"
                          r"(?:Ministry|Department|Government|Embassy|Secretariat|Presidency|Mission|Office)\b")
_HOUSE = re.compile(r"\b(?:Ministry|Department|Government|Embassy|Permanent Mission|Presidency)\b")


def _institution(casting: Casting) -> tuple[str, ...]:
    """The country whose ministry speaks, where its statement names nobody: `Comment by the Information Department`."""
    if casting.kind not in FLOOR_KINDS or _INSTITUTION.search(casting.title) is None:
        return ()
    house = house_of(casting)
    return (f"{SIDE}{house}",) if house else ()


def house_of(casting: Casting) -> str:
    """The country whose ministry or government it is that title, head or publisher name, or the publisher's own."""
    if casting.gazetteer is None:
        return ""
    texts = (casting.title, *(line.text for line in casting.layout.head), casting.record.given.publisher or "")
    for text in texts:
        reader = casting.reader(text) if _HOUSE.search(text) else None
        for at in range(reader.words.count if reader is not None else 0):
            place = reader.country(at)[0] if reader is not None else None
            if place is not None:
                return place[0]
    home = casting.gazetteer.country_of_code(casting.record.given.country or "")
    if home is not None:
        return home.name
    reader = casting.reader(casting.title)
    at = int(reader.words.plains[:1] == ["the"])
    place, after = reader.country(at)
    acts = place is not None and OPERATIVE.match(casting.title, reader.words.ends[after - 1] + 1) is not None
    return place[0] if place is not None and acts else ""  # "The Kingdom of Norway Condemns the Attack"
