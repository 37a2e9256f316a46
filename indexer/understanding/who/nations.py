"""Which country somebody is of whose lead names none: it follows from the title, the lead and the others there."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.understanding.who.casting import Casting
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import Party
from indexer.understanding.who.voices import role_words

_OPENING = 900  # characters of the first words in which the countries of a meeting are named
_DASHES = str.maketrans("-–—/", "    ")


def tell_nations(casting: Casting) -> None:
    """Note for each of two principals without a country the one that is left for them."""
    principals = [p for p in casting.company.parties if p.presence == "principal"]
    if not any(p.iso2 is None for p in principals):
        return
    titled = casting.reader(casting.title.translate(_DASHES))
    opening = casting.reader(_first_words(casting)[:_OPENING])
    for reader in (titled, opening):
        _by_office(casting, reader, principals)
    if len(principals) == 2:
        _left_over(casting, titled, opening, principals)


def _first_words(casting: Casting) -> str:
    sections = casting.layout.sections
    return " ".join(line.text for line in casting.layout.lead) or (sections[0].text if sections else "")


def _by_office(casting: Casting, reader: Reader, principals: list[Party]) -> None:
    """`Foreign Minister of Denmark` in a title is the only Foreign Minister there who has no country yet."""
    for mention in _offices(reader):
        same = casting.lexicon.same_roles
        asked = role_words(same.get(" ".join(mention.role.casefold().split()), mention.role))
        if any(p.iso2 == mention.iso2 for p in principals):
            continue
        fitting = [p for p in principals if p.iso2 is None and any(
            asked <= role_words(f"{role} {same.get(role.casefold(), '')}") for role in p.roles)]
        if len(fitting) == 1:
            fitting[0].nation = mention.iso2


def _offices(reader: Reader) -> Iterator[Mention]:
    """The offices of countries that are named without a person."""
    words = reader.words
    at = 0
    while at < words.count:
        found = reader.read(at) if words.caps[at] and (reader.role_word(at) or reader.country(at)[0]) else None
        if found is not None and found.role and not found.name and found.iso2 and not found.plural:
            yield found
        at = max(at + 1, found.after if found is not None else 0)


def _left_over(casting: Casting, titled: Reader, opening: Reader, principals: list[Party]) -> None:
    """Of two the one without a country has the one that the other has not, where no third is named."""
    named = list(_countries(titled))
    known = {p.iso2 or p.nation for p in principals} - {None}
    if not known and len(named) == 2:
        principals[0].nation, principals[1].nation = named  # both in the order in which their meeting is titled
        return
    own = casting.record.given.country
    rest = ([own] if own and own not in known else None) or [c for c in named if c not in known] or [
        c for c in _countries(opening) if c not in known]
    if len(known) == 1 and len(rest) == 1:
        next(p for p in principals if not (p.iso2 or p.nation)).nation = rest[0]


def _countries(reader: Reader) -> Iterator[str]:
    """The countries that a text names, each once."""
    seen: set[str] = set()
    at = 0
    while at < reader.words.count:
        place, after = reader.country(at)
        if place is not None and place[1] not in seen:
            seen.add(place[1])
            yield place[1]
        at = max(at + 1, after)
