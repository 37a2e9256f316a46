"""Who is meant: the people of one record as voices, and a printed name, role or label resolved to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import PARTICLES, SUFFIXES, edit_distance, fold
from indexer.model import Person
from indexer.understanding.who.mentions import Mention

_CUT = re.compile(r"\s*(?:,|;|/|\band\b|&)\s*")
_LINK = re.compile(r"\b(?:of|for|to|on|at|in)\b", re.IGNORECASE)
# A deputy is not the one whose deputy he is: these words must stand in the short form too.
_LESSER = frozenset(("vice", "deputy", "shadow", "assistant", "former", "elect", "under", "acting", "parliamentary",
                     "associate"))
_SPELLINGS = {"defence": "defense", "labour": "labor", "organisation": "organization", "adviser": "advisor",
              "councillor": "councilor", "counsellor": "counselor", "spokesman": "spokesperson",
              "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
              "external": "foreign", "taoiseach": "taoiseach", "programme": "program", "affairs": "affairs"}
_PLURALS = {f"{word}s": word for word in (
    "minister", "president", "leader", "chancellor", "advisor", "ambassador", "senator", "king", "premier", "governor",
    "commissioner", "general", "speaker", "representative")} | {"advisers": "advisor", "secretaries": "secretary"}
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "to", "on", "at", "in"))
_SAY_NOTHING = frozenset(("affairs", "of", "the", "and", "for", "to", "on", "his", "her", "republic", "mr", "madam"))


Mode = Literal["turns", "floor", "joint", "reported"]
"""How a record gives speech: labelled turns, one person's own words, all parties' words, or a report of it."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it is compared: the words before its first `of`, and all of them."""

    core: frozenset[str]
    words: frozenset[str]

    def fits(self, asked: frozenset[str], heads: frozenset[str]) -> bool:
        """Whether a short form with these words can mean this role."""
        if not asked or (self.words & _LESSER) - asked:
            return False
        return asked <= self.words and (asked & heads) <= self.core


@lru_cache(maxsize=16384)
def role_words(text: str) -> frozenset[str]:
    """The words of a role that tell it apart, in one spelling."""
    return frozenset(_SPELLINGS.get(w, w) for w in map(_singular, fold(text).split())) - _SAY_NOTHING


def _singular(word: str) -> str:
    return _PLURALS.get(word, word)


def roles_of(text: str, lexicon: Lexicon) -> tuple[Role, ...]:
    """The roles that a printed role holds: its parts between commas and `and`, the whole, and its usual other names."""
    parts = [text, *_CUT.split(text)]
    printed = fold(text)  # "UK Foreign Secretary" too is a foreign minister
    same = lexicon.same_roles.get(printed) or lexicon.same_roles.get(printed.partition(" ")[2])
    if same:
        parts.append(same)
    found = []
    for part in dict.fromkeys(p for p in parts if p):
        words = role_words(part)
        if words:
            found.append(Role(role_words(_LINK.split(part)[0]) or words, words))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One person of the record as a possible speaker."""

    label: str
    tokens: frozenset[str]  # folded words of all forms of the name
    roles: tuple[Role, ...]
    iso2: str | None
    gender: str
    taking_part: bool
    principal: bool
    opening: bool = False  # title or lead tells that they met
    printed: frozenset[str] = frozenset()  # roles as printed, folded
    bare: bool = False  # the record prints only the role
    own: bool = False  # of the publisher's own country
    family: str = ""
    initials: frozenset[str] = frozenset()  # of the roles: "CS" of a Cabinet Secretary
    bodies: frozenset[str] = frozenset()  # initials of what they are the head of: "IAEA"
    asks: bool = False  # the interviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of a record, and what is needed to tell which of them a clause or turn belongs to."""

    participants: tuple[Person, ...] = ()
    mentioned: tuple[Person, ...] = ()
    voices: tuple[Voice, ...] = ()  # the participants first, then the mentioned
    lexicon: Lexicon | None = None
    countries: Gazetteer | None = None
    mode: Mode = "reported"
    where: str | None = None  # the country in which they met
    one_meeting: bool = False  # title and lead tell of all who met: the text of no further meetings
    floor: tuple[str, ...] = ()  # whose words a first-person text is: labels, or BOTH, ALL
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))  # of turns -> speakers
    by_token: Mapping[str, tuple[Voice, ...]] = field(default_factory=lambda: MappingProxyType({}))
    known: frozenset[str] = frozenset()  # words of names, as `plain` makes them
    bodies: frozenset[frozenset[str]] = frozenset()  # that meet or speak in the record, by the words of their names
    house: str = ""  # the country whose ministry or government speaks, where no person does
    parties_told: frozenset[str] = frozenset()  # countries, and groups of them, that title or opening name as parties

    @property
    def principals(self) -> tuple[Voice, ...]:
        return tuple(v for v in self.voices if v.principal)


def initials_of(role: str) -> tuple[str, ...]:
    """How a role is shortened: by the words before its first `of`, by all, by its last two, by its last one.

    >>> initials_of("WTO Director-General")
    ('WDG', 'DG')
    >>> initials_of("Cabinet Secretary for Foreign Affairs")
    ('CS', 'CSFA')
    >>> initials_of("Foreign Affairs Cabinet Secretary")
    ('FACS', 'CS')
    """
    first = _LINK.split(role)[0]
    forms = ("".join(word[0] for word in fold(part).split() if word not in _SMALL_WORDS).upper()
             for part in (first, role, " ".join(first.split()[-2:]), " ".join(first.split()[-1:])))
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1))


def bodies_of(role: str) -> tuple[str, ...]:
    """The initials of what a role is the head of, each part after an `of`.

    >>> bodies_of("Director General of the International Atomic Energy Agency")
    ('IAEA',)
    """
    parts = (part.partition(",")[0].partition("(")[0] for part in _LINK.split(role)[1:])
    forms = ("".join(word[0] for word in fold(part).split() if word not in _SMALL_WORDS).upper() for part in parts)
    whole = "".join(word[0] for word in fold(role.partition(" of ")[2].partition("(")[0]).split()
                    if word not in _SMALL_WORDS).upper()
    return tuple(dict.fromkeys(form for form in (*forms, whole) if len(form) > 1))


def index_voices(voices: tuple[Voice, ...]) -> dict[str, tuple[Voice, ...]]:
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        for token in voice.tokens:
            found.setdefault(token, []).append(voice)
    return {token: tuple(of) for token, of in found.items()}


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a printed name, without initials, and without particles but a last one, as of `Aung San`."""
    words = tuple(w for w in fold(name).split() if len(w) > 1 and w not in SUFFIXES)
    weighty = tuple(w for i, w in enumerate(words, 1) if w not in PARTICLES or i == len(words))
    return weighty or words


def resolve(mention: Mention, cast: Cast) -> Voice | None:
    """The person a mention means; None where none of the record's people fits, or several do alike."""
    heads = cast.lexicon.lists["roles.heads"] if cast.lexicon else frozenset()
    asked = role_words(" ".join(mention.role_words))
    if not mention.name:
        found = by_role(mention, cast)
        return found[0] if len(found) == 1 else None
    words = name_words(mention.name)
    found = [v for v in cast.by_token.get(words[-1], ()) if _same_name(words, v)] if words else []
    for word in words if not found else ():
        found = found or [v for v in cast.by_token.get(word, ()) if _same_name(words, v)]
    if not found and words:
        found = _nearly(words, asked, cast, heads)
    return _one(found, asked, mention, heads)


def _same_name(words: tuple[str, ...], voice: Voice) -> bool:
    """Whether the words are among the voice's, or the other way round; a shared family name is not enough."""
    given = frozenset(words)
    return given <= voice.tokens or (len(voice.tokens) > 0 and frozenset(name_words(voice.label)) <= given)


def _nearly(words: tuple[str, ...], asked: frozenset[str], cast: Cast, heads: frozenset[str]) -> list[Voice]:
    """Those whose name is misspelt in one of the two places: a letter or two in a long word, and the same role."""
    found = []
    for voice in cast.voices:
        if not voice.taking_part or not asked or not any(r.fits(asked, heads) for r in voice.roles):
            continue
        if misspelt(words[-1], voice.tokens):
            found.append(voice)
    return found


def misspelt(word: str, tokens: Iterable[str]) -> bool:
    """Whether a word is one of the tokens but for a letter, or two letters of eight and more."""
    for token in tokens:
        size = min(len(token), len(word))
        limit = 2 if size >= 8 else 1
        if size >= 5 and edit_distance(token, word, limit) <= limit:
            return True
    return False


def _one(found: list[Voice], asked: frozenset[str], mention: Mention, heads: frozenset[str]) -> Voice | None:
    """The likeliest of several, told by role, country, gender, presence in that order; None where nothing tells."""
    for test in (
        lambda v: not mention.gender or not v.gender or v.gender == mention.gender,
        lambda v: any(r.fits(asked, heads) for r in v.roles),
        lambda v: mention.iso2 is not None and v.iso2 == mention.iso2,
        lambda v: v.taking_part,
        lambda v: v.principal,
    ):
        if len(found) > 1:
            found = [v for v in found if test(v)] or found
    return found[0] if len(found) == 1 else None


def _by_role(asked: frozenset[str], mention: Mention, cast: Cast, heads: frozenset[str]) -> list[Voice]:
    """Those taking part who hold a role printed alone: `the President`."""
    found = [v for v in cast.voices if v.taking_part and any(r.fits(asked, heads) for r in v.roles)]
    printed = fold(mention.role)
    if mention.iso2 is not None:
        same = [v for v in found if v.iso2 == mention.iso2]
        unknown = [v for v in found if v.iso2 is None] if len(cast.principals) == 2 else []
        rest = [v for v in cast.voices if v.principal and not v.roles and v.iso2 in (None, mention.iso2)]
        return same or (unknown if len(unknown) == 1 else rest)
    for test in (
        lambda v: len(asked) > 1 and any(
            p == printed or (not mention.iso2 and p.endswith(f" {printed}")) for p in v.printed),
        lambda v: len(asked) > 1 and any(r.words == asked for r in v.roles),
        lambda v: v.principal,
        lambda v: v.bare,
        lambda v: v.own,
    ):
        if len(found) > 1:
            found = [v for v in found if test(v)] or found
    return found


def foremost(found: list[Voice], cast: Cast) -> Voice | None:
    """Of several whom a bare role can mean, the record's first participant: a publisher names its own side first."""
    return cast.voices[0] if len(found) > 1 and cast.voices and cast.voices[0] in found else None


def by_role(mention: Mention, cast: Cast) -> list[Voice]:
    """All whom a role printed alone can mean."""
    heads = cast.lexicon.lists["roles.heads"] if cast.lexicon else frozenset()
    printed = fold(mention.role)
    if mention.iso2 is not None:  # "the Japanese premier" is the premier
        printed = " ".join(word for word in printed.split() if word in mention.role_words or word in _SMALL_WORDS)
    same = cast.lexicon.same_roles.get(printed) if cast.lexicon else None
    return _by_role(role_words(same or " ".join(mention.role_words)), mention, cast, heads)
