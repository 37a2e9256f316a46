"""Names behind the offices of labels: who says who they are, whom another welcomes, whom a line above names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.model import REPORTER
from indexer.understanding.layout import SectionText, Turn
from indexer.understanding.who.bylines import STATEMENT_BY
from indexer.understanding.who.casting import Casting
from indexer.understanding.who.labels import Speaking
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.parties import Party
from indexer.understanding.who.voices import name_words, role_words

TURNS = 8  # of a transcript, in which people tell who they are
REACH = 700  # characters of a turn
NAMED = 160  # characters behind a welcome in which the name stands
SUBJECT = 6  # characters before the name that a line above the turns begins with: "The "
_I_AM = re.compile(r"\b(?:I am|I['’]m|[Mm]y name(?: is|['’]s)|I AM|I['’]M|MY NAME IS),? (?=[^\W\d_a-z])")
_WELCOMES = re.compile(
    r"\b(?i:welcom(?:e|ing)|introduc(?:e|ing)|hand(?:ing)? over to|turn(?:ing)? (?:it|things) over to"
    r"|(?:give|pass) the floor to|joined by|to receive|to host|(?:the )?floor is yours)\b")
_GAP = re.compile(r"[^,.:;!?\n]{0,40},?\s?$")  # words between a welcome and the name


_STATEMENT_OF = re.compile(
    r"(?:(?:OPENING|PREPARED|CLOSING|JOINT|Opening|Prepared) )?(?:STATEMENT|TESTIMONY|Statement|Testimony) "
    r"(?:OF|of|BY|by) ")


def introduce(casting: Casting, labels: Mapping[str, tuple[Speaking, ...]]) -> None:
    """Name those whom labels give by office alone, or who answer without any name, where the words tell it."""
    _headed(casting, labels)
    nameless = [p for p in casting.company.parties if p.presence and not p.forms and p.roles]
    unknown = not any(p.presence for p in casting.company.parties)
    if not nameless and not unknown and not _surnames(casting):
        return
    for mention, party, offset in _self_told(casting, labels):
        if party is not None and not party.forms:
            _name(casting, party, mention)
        elif party is not None or unknown:
            casting.company.add(mention, presence="principal", rule="says who it is", offset=offset)
    for party in nameless:
        if not party.forms:
            found = _above(casting, party) or _welcomed(casting, party, labels)
            if found is not None:
                _name(casting, party, found)


def _headed(casting: Casting, labels: Mapping[str, tuple[Speaking, ...]]) -> None:
    """`STATEMENT OF HON. ANN HILL, ...` above a turn: whose `The Chairman` or `Ambassador Hill` is."""
    for section in casting.layout.sections:
        by = _STATEMENT_OF.match(section.heading) if section.heading else None
        label = next((turn.label for turn in section.turns if turn.label), None) if by is not None else None
        of = labels.get(label, ()) if label is not None else ()
        mention = casting.reader(section.heading or "", by.end()).read(0) if by is not None and of else None
        party = of[0] if of and isinstance(of[0], Party) else None
        if mention is None or party is None or not mention.name:
            continue
        if mention.name.isupper():
            mention = mention._replace(name=mention.name.title())
        if not party.forms:
            _name(casting, party, mention)
        elif len(party.tokens) == 1 and party.tokens <= set(name_words(mention.name)):
            party.forms.append(mention.name)
            party.tokens.update(name_words(mention.name))


def _surnames(casting: Casting) -> bool:
    return any(p.presence and len(p.tokens) == 1 for p in casting.company.parties)


def _name(casting: Casting, party: Party, mention: Mention) -> None:
    """Give the party the mention's name, unless somebody else of the record has it already."""
    known = casting.company.find(mention)
    if known is not None and known is not party and known.presence is not None:
        return
    if known is not None and known is not party:
        casting.company.parties.remove(known)
        party.roles += [role for role in known.roles if role not in party.roles]
        party.iso2, party.country = party.iso2 or known.iso2, party.country or known.country
    party.forms.append(mention.name)
    party.tokens.update(mention.name.casefold().split())
    party.iso2, party.country = party.iso2 or mention.iso2, party.country or mention.country
    party.gender = party.gender or mention.gender


def _self_told(casting: Casting, labels: Mapping[str, tuple[Speaking, ...]],
               ) -> Iterator[tuple[Mention, Party | None, int]]:
    """`I am Ann Hill, Minister of Ports`: the mention, and whose turn it stands in where that is told."""
    for section, turn in _turns(casting.layout.sections):
        end = min(turn.end, turn.start + REACH)
        told = _I_AM.search(section.text, turn.start, end)
        if told is None:
            continue
        of = labels.get(turn.label, ()) if turn.label else ()
        if (of and of[0] == REPORTER) or len(of) > 1 or (of and not isinstance(of[0], Party)):
            continue
        mention = casting.reader(section.text, told.end(), min(end, told.end() + 160)).read(0)
        if mention is None or not mention.name or mention.owns or casting.is_common(mention, section.text):
            continue
        party = of[0] if of and isinstance(of[0], Party) else None
        if party is not None and party.tokens and not party.tokens & set(mention.name.casefold().split()):
            continue
        if mention.titled or mention.attributed or " " in mention.name:
            yield mention, party, section.start


def _turns(sections: Sequence[SectionText]) -> Iterator[tuple[SectionText, Turn]]:
    """The first turns of a transcript; a section above them without turns is one."""
    count = 0
    for section in sections:
        for turn in section.turns or (Turn(None, 0, 0, len(section.text)),):
            yield section, turn
            count += 1
            if count == TURNS:
                return


def _above(casting: Casting, party: Party) -> Mention | None:
    """Whom a line above the turns begins with, or their heading is by: `Remarks by Chair Hill`, of that office."""
    for section in casting.layout.sections[:1]:
        for heading in filter(None, (*section.path, section.heading)):
            by = STATEMENT_BY.search(heading)
            mention = casting.reader(heading, by.end()).read(0) if by is not None else None
            if mention is not None and _fits(mention, party):
                return mention
    for line in (*casting.layout.head, *casting.layout.lead[:2]):
        mention = next(casting.reader(line.text).mentions(), None)
        if mention is not None and mention.start <= SUBJECT and _fits(mention, party):
            return mention
    return None


def _welcomed(casting: Casting, party: Party, labels: Mapping[str, tuple[Speaking, ...]]) -> Mention | None:
    """The one of that office whom somebody else who speaks welcomes by name; None where several are."""
    found: dict[str, Mention] = {}
    for section, turn in _turns(casting.layout.sections):
        of = labels.get(turn.label, ()) if turn.label else ()
        if not of or of[0] == REPORTER or party in of:
            continue
        end = min(turn.end, turn.start + REACH)
        for welcome in _WELCOMES.finditer(section.text, turn.start, end):
            reader = casting.reader(section.text, welcome.end(), min(end, welcome.end() + NAMED))
            mention = next(reader.mentions(), None)
            if mention is not None and _fits(mention, party) and _GAP.match(
                    section.text, welcome.end(), mention.start) is not None:
                found[mention.name] = mention
    return next(iter(found.values())) if len(found) == 1 else None


def _fits(mention: Mention, party: Party) -> bool:
    """Whether the mention has a name of two words and the party's office."""
    if " " not in mention.name or mention.owns or not mention.role:
        return False
    asked = role_words(mention.role)
    return any(role_words(role) <= asked and role_words(role) & _HEADS == asked & _HEADS for role in party.roles)


_HEADS = frozenset(("president", "minister", "prime", "chancellor", "premier", "king", "queen", "secretary", "general",
                    "governor", "deputy", "vice", "commissioner", "chair", "ambassador", "taoiseach", "speaker",
                    "spokesperson", "representative", "director"))
