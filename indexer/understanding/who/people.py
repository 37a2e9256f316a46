"""Who takes part in a record and who is only mentioned, told from its fields, title, head, lead, labels and body."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from indexer.knowledge.authority import Authority
from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicons
from indexer.knowledge.names import SUFFIXES, fold
from indexer.model import Person, Place, Record, When
from indexer.understanding.language.sentences import Words
from indexer.understanding.layout import Layout
from indexer.understanding.who.authors import authors, together
from indexer.understanding.who.bodies import speaks_in_title
from indexer.understanding.who.body_people import from_body, own_offices, signed
from indexer.understanding.who.bylines import (
    IN_OWN_WORDS,
    from_fields,
    from_first_line,
    from_head,
    from_headings,
    from_title,
    from_transcript,
    office_in_title,
)
from indexer.understanding.who.casting import BY_LEAD, FLOOR_KINDS, JOINT_KINDS, Casting
from indexer.understanding.who.floor import bodies_told, floor_of, house_of, parties_told
from indexer.understanding.who.interviewers import RULE as ASKS
from indexer.understanding.who.introductions import introduce
from indexer.understanding.who.labels import Speaking, answered_by, resolve_labels
from indexer.understanding.who.lead_people import from_lead
from indexer.understanding.who.nations import tell_nations
from indexer.understanding.who.parties import Party, person_of
from indexer.understanding.who.promotion import promote
from indexer.understanding.who.signatures import bylines, senders, signatories, speaker
from indexer.understanding.who.voices import (
    Cast,
    Mode,
    Voice,
    bodies_of,
    index_voices,
    initials_of,
    name_words,
    roles_of,
)

__all__ = ["Cast", "cast_of"]

_OWN_TITLE = re.compile(r"\b(?:Statement|Remark|Message|Speech|Address|Letter)\w{0,3} (?:\w+ )?(?:by|from|of)\b",
                        re.IGNORECASE)
_BY_WITH = re.compile(r"\bby\b.{3,160}?\bwith\b")
_OF_SEVERAL = re.compile(r"\b(?:statement|declaration|communiqu\w+) (?:of|by) (?:the )?(?:\w+ ){0,3}"
                         r"(?:ministers|leaders|heads)\b", re.IGNORECASE)
_MEETING_WITH = re.compile(r"\W*(?:\w+ ){0,3}(?:meeting|talks|call|conversation|consultation|lunch|dinner)s? with\b",
                           re.IGNORECASE)
OPENING_TOLD = 2000  # characters in which a text that somebody else tells names the one who speaks
_TRAVEL = re.compile(r"\b(?:travel|trip|visits?|tour)\b", re.IGNORECASE)


def cast_of(record: Record, layout: Layout, kind: str | None, place: Place | None, when: When | None,
            authority: Authority, lexicons: Lexicons, gazetteer: Gazetteer | None) -> Cast:
    """The people of a record: participants in order of appearance, those mentioned, and who holds the floor.

    Where no lexicon covers the record's language, those alone whom its format or its fields name.
    """
    lexicon = lexicons.choose(record.given.lexicon, record.given.language)
    if lexicon is None:
        return _named_alone(record, layout, kind, when, authority, lexicons, gazetteer)
    casting = Casting(record, layout, kind, when, authority, lexicon, gazetteer)
    from_fields(casting)
    from_title(casting)
    from_head(casting)
    bylines(casting)
    from_headings(casting)
    from_transcript(casting)
    from_first_line(casting)
    signatories(casting)
    senders(casting)
    authors(casting)
    speaker(casting)
    if not casting.turned or not casting.company.parties:
        from_lead(casting)
    labels: dict[str, tuple[Speaking, ...]] = {}
    if casting.turned:
        home = record.given.country
        labels = resolve_labels(layout, casting.company, lexicon, gazetteer, home, casting.title,
                                debate=casting.kind == "debate")
        _demote(casting, {id(who) for of in labels.values() for who in of})
    office_in_title(casting)
    if casting.turned:
        introduce(casting, labels)
    labels = answered_by(labels, casting.company, lexicon)
    mode = _mode(casting)
    if mode == "floor":
        _demote(casting, set())
    from_body(casting, lists=mode in ("reported", "joint"))
    tell_nations(casting)
    own_offices(casting)
    if mode == "reported":
        promote(casting, widely=_widely(casting))
    elif mode == "joint":
        signed(casting)
        alone = not any(p.presence for p in casting.company.parties)
        promote(casting, widely=True, now=alone)
    _identify(casting)
    return _cast(casting, labels, mode, place.iso2 if place is not None else None)


def _named_alone(record: Record, layout: Layout, kind: str | None, when: When | None, authority: Authority,
                 lexicons: Lexicons, gazetteer: Gazetteer | None) -> Cast:
    """The cast of a record whose words no lexicon covers: whom its format names at a turn, and its fields.

    Their names are read with the honorifics of the default lexicon; no word of the text is.
    """
    lexicon = lexicons.choose(None, None)
    if lexicon is None:
        return Cast()
    named = {block.speaker for block in record.blocks}
    sections = tuple(replace(section, turns=tuple(turn for turn in section.turns if turn.label in named))
                     for section in layout.sections)
    casting = Casting(record, replace(layout, sections=sections), kind, when, authority, lexicon, gazetteer)
    from_fields(casting)
    labels = resolve_labels(casting.layout, casting.company, lexicon, gazetteer, record.given.country, debate=True)
    _identify(casting)
    mode: Mode = "turns" if casting.turned else "floor" if casting.kind in FLOOR_KINDS else "reported"
    return replace(_cast(casting, labels, mode, None), lexicon=None)


def _mode(casting: Casting) -> Mode:
    """How the record gives speech."""
    if casting.turned:
        if casting.kind == "speech":
            _by_field(casting)  # whose own words stand around the turns that are quoted in them
        return "turns"
    if _is_joint(casting):
        return "joint"
    if together(casting):
        return "floor"
    quoting = casting.kind not in ("speech", "condolence") and _MESSAGE_FROM.match(casting.title) is None
    if quoting and not casting.record.given.speaker and _tells_who_said(casting):
        return "reported"
    first_person = casting.in_first_person()
    told = casting.kind == "condolence" or (casting.kind in FLOOR_KINDS and _told_of_speaker(casting))
    if told and not first_person and not (casting.kind == "condolence" and _is_quoted_whole(casting)):
        return "reported"
    holders = [p for p in casting.company.parties
               if p.presence in ("speaker", "principal", "sender") and p.rule not in BY_LEAD]
    if not holders and (first_person or casting.kind == "speech") and not casting.told:
        holders = _by_field(casting)
    if casting.kind in FLOOR_KINDS:  # a speech that names nobody is still nobody else's report
        return "floor" if holders or first_person or casting.kind == "speech" else "reported"
    if not casting.kind and len(casting.record.given.speaker) == 1 and not _told_in_text(casting):
        return "floor"  # whom the source names as the speaker of words that it calls nothing else
    if not casting.kind and not any(p.presence for p in casting.company.parties):
        return "floor" if first_person else "reported"
    if casting.kind == "joint-press" and first_person and holders and _BY_WITH.search(casting.title):
        return "floor"  # the host's words, to the guest
    if casting.told:
        own = casting.in_own_words() or (first_person and _OWN_TITLE.search(casting.title) is not None)
        return "floor" if holders and own else "reported"
    alone = len(holders) == 1 or (not holders and not casting.gathered)
    return "floor" if first_person and alone else "reported"


_MESSAGE_FROM = re.compile(r"(?:\w+ ){0,3}[Mm]essage (?:from|by|of) ")  # the words below are the sender's own
_SAYS = re.compile(
    r"^(?!.{0,200}\b(?:I|we|my|our)\b)[A-Z][^.!?:\n]{3,200}\b(?:said|says|stated|commented|added|remarked"
    r"|(?:made|issued|gave) the following (?:remarks|statement|comments?)):$"
    r"|[,.!?][’”\"'] (?:said|added|noted|stressed|commented|stated|explained|emphasi[sz]ed|concluded) (?:the |[A-Z])"
    r"|[,.!?][’”\"'] (?:the )?(?:[A-Z][\w.’'-]* ){1,6}(?:said|added|noted|stressed|commented|stated|explained)\b",
    re.MULTILINE)


def _tells_who_said(casting: Casting) -> bool:
    """Whether a release tells whose the words in it are: `Minister X said:`, `..., said Minister X`."""
    return any(_SAYS.search(section.text) is not None for section in casting.layout.sections)


def _is_quoted_whole(casting: Casting) -> bool:
    """Whether a message stands within quotation marks: a section of nothing else, in the first person."""
    return any(section.text[:1] in "“\"" and section.text.rstrip(" .)")[-1:] in "”\"" and IN_OWN_WORDS.search(
        section.text[1:]) is not None for section in casting.layout.sections[:6] if section.text)


def _is_joint(casting: Casting) -> bool:
    """Whether a text is of all parties: by its kind, or a statement of several in the first person."""
    if casting.kind in JOINT_KINDS:
        return True
    if casting.told:
        return _OF_SEVERAL.search(casting.title) is not None and casting.in_first_person()
    alone = not any(p.presence in ("speaker", "sender") for p in casting.company.parties)
    return casting.kind in ("statement", "") and alone and speaks_in_title(casting.title, casting.lexicon)


def _demote(casting: Casting, speaking: set[int]) -> None:
    """Of somebody's own words the lead does not tell who met: those it names are mentioned, unless they hold a turn."""
    for party in casting.company.parties:
        if party.rule in BY_LEAD and party.presence != "recipient" and id(party) not in speaking:
            party.presence = None


def _by_field(casting: Casting) -> list[Party]:
    """The one person whom a field of the source names by office, where a text in the first person names nobody."""
    named = [p for p in casting.company.parties if p.rule == "field" and p.roles and p.presence is None]
    if len(named) != 1:
        return []
    named[0].presence, named[0].basis = "speaker", "inferred"
    return named


def _told_of_speaker(casting: Casting) -> bool:
    """Whether a speech or statement is told in the third person: its speaker's name stands in its text."""
    speaker = next((p for p in casting.company.parties if p.presence in ("speaker", "sender") and p.forms), None)
    if speaker is None or casting.record.given.speaker:
        return False
    family = name_words(speaker.forms[0])[-1:]  # a name cut to its initials has none
    return any(word in fold(section.text[:600]).split() for section in casting.layout.sections[:3] for word in family)


def _told_in_text(casting: Casting) -> bool:
    """Whether the text names the one whom the source calls its speaker: it is told by somebody else."""
    holder = next((p for p in casting.company.parties if p.rule == "field" and p.forms), None)
    family = name_words(holder.forms[0])[-1:] if holder is not None else ()
    opening = fold(casting.record.text[:OPENING_TOLD]).split()
    return any(word in opening for word in family)


def _widely(casting: Casting) -> bool:
    """Whether people whom the lead does not name may turn out to take part.

    They may where fewer or more than two are named, or where more than one meeting is told.
    """
    principals = [p for p in casting.company.parties if p.presence == "principal"]
    return (len(principals) != 2 or casting.kind in ("visit-summary", "multilateral-readout", "news", "notice")
            or _TRAVEL.search(casting.title) is not None)


def _identify(casting: Casting) -> None:
    """Ids from the authority; the full name of one whom the record gives by surname and office only."""
    date = casting.when.first if casting.when else None
    for party in casting.company.parties:
        known = next((found for form in party.forms
                      if (found := casting.authority.find(form, country=party.iso2, date=date)) is not None), None)
        if known is not None:
            party.id = known.id
            if any(sorted(fold(known.name).split()) == sorted(fold(form).split()) for form in party.forms):
                party.fixed_name = known.name  # the same words in the order of the authority file
        elif date is not None and party.presence is not None and len(party.tokens) == 1:
            (token,) = party.tokens
            for role in party.roles:
                title = casting.lexicon.same_roles.get(fold(role), role)
                country = party.iso2 or casting.record.given.country
                held = [p for p in casting.authority.holders(title, country, date) if token in name_words(p.name)]
                if len(held) == 1:
                    party.id, party.fixed_name = held[0].id, held[0].name
                    party.tokens.update(name_words(held[0].name))
                    break
            if party.id is None:
                _by_surname(casting, party, date)


def _by_surname(casting: Casting, party: Party, date: dt.date) -> None:
    """Who is meant by a surname alone: the only one of that name who held an office in the country on that day."""
    (token,) = party.tokens
    country = party.iso2 or casting.record.given.country
    known = casting.authority.named(token, country=country, date=date) if country else None
    office = casting.authority.office_on(known, date) if known is not None else None
    if known is not None and office is not None and office.country == country and not party.roles:
        party.id, party.fixed_name, party.basis = known.id, known.name, "inferred"
        party.tokens.update(name_words(known.name))


def _cast(casting: Casting, labels: Mapping[str, tuple[Speaking, ...]], mode: Mode, where: str | None) -> Cast:
    parties = casting.company.parties
    taking = [p for p in parties if p.presence is not None]
    others = [p for p in parties if p.presence is None and p.forms]
    people = [person_of(p) for p in (*taking, *others)]
    participants = tuple(people[:len(taking)])
    voices = tuple(_voice(casting, party, person) for party, person in zip((*taking, *others), people, strict=True))
    label_of = {id(p): person.label for p, person in zip(taking, participants, strict=True)}
    resolved = {label: tuple(label_of.get(id(who), "") if isinstance(who, Party) else who for who in of)
                for label, of in labels.items()}
    known = frozenset(w for p in parties for form in p.forms for w in _known_words(form))
    return Cast(
        participants=participants,
        mentioned=tuple(people[len(taking):]),
        voices=voices,
        lexicon=casting.lexicon,
        countries=casting.gazetteer,
        mode=mode,
        floor=floor_of(casting, taking, participants, joint=_is_joint(casting)),
        where=where,
        one_meeting=mode == "joint" or _is_one_meeting(casting, taking),
        labels=MappingProxyType(resolved),
        by_token=index_voices(voices),
        known=known,
        bodies=bodies_told(casting),
        house=house_of(casting),
        parties_told=parties_told(casting, joint=mode == "joint"),
    )


def _is_one_meeting(casting: Casting, taking: Sequence[Party]) -> bool:
    """Whether title and lead tell of all who met, so that the text tells of no further meetings."""
    met = any(p.rule == "met in the text" and p.presence == "principal" for p in taking) or (
        sum(bool(_MEETING_WITH.match(section.heading or "")) for section in casting.layout.sections) > 1)
    return not met and casting.kind != "visit-summary" and not _TRAVEL.search(casting.title)


@lru_cache(maxsize=4096)
def _known_words(form: str) -> tuple[str, ...]:
    """The words of a printed name as the lexicon holds words, without initials and `Jr`."""
    return tuple(word for word in Words(form).plains if len(word) > 1 and word not in SUFFIXES)


_DESCENT = {"bint": "f", "bin": "m", "ibn": "m"}  # daughter of, son of: words of names


def _voice(casting: Casting, party: Party, person: Person) -> Voice:
    roles = tuple(dict.fromkeys(role for text in party.roles for role in roles_of(text, casting.lexicon)))
    return Voice(
        label=person.label,
        tokens=frozenset(party.tokens),
        roles=roles,
        iso2=party.iso2 or party.nation,
        gender=party.gender or next((of for word, of in _DESCENT.items() if word in person.label.split()), ""),
        taking_part=party.presence is not None,
        principal=party.presence in ("principal", "speaker", "signatory", "sender") and party.rule != ASKS,
        asks=party.rule == ASKS,
        bare=not party.forms,
        own=party.iso2 is not None and party.iso2 == casting.record.given.country,
        initials=frozenset(initials for text in party.roles for initials in initials_of(text)),
        opening=party.rule in BY_LEAD or party.rule == "title",
        printed=frozenset(fold(text) for text in party.roles),
        bodies=frozenset(initials for text in party.roles for initials in bodies_of(text)),
    )
