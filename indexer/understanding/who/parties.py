"""Mentions of the same person put together, and the person's name in its fullest form."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.knowledge.names import PARTICLES, fold
from indexer.model import Basis, Person, Presence
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.voices import misspelt, name_words, role_words

# Where the family name comes first in English texts too.
_FAMILY_FIRST = frozenset(("CN", "KR", "KP", "VN", "KH", "TW", "HK", "MO"))
_VOWELS = frozenset("aeiouy")
_ORDINALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII"))  # of monarchs


@dataclass(slots=True)
class Party:
    """One person while the mentions are gathered."""

    forms: list[str] = field(default_factory=list)  # names as printed
    roles: list[str] = field(default_factory=list)
    country: str | None = None
    iso2: str | None = None
    nation: str | None = None  # the country that follows from those named beside it, where none is printed
    gender: str = ""
    presence: Presence | None = None  # None: only mentioned
    rule: str = ""
    basis: Basis = "stated"
    start: int | None = None
    end: int | None = None
    tokens: set[str] = field(default_factory=set)
    id: str | None = None
    fixed_name: str | None = None
    role_order: int = 0

    @property
    def heads(self) -> frozenset[str]:
        return frozenset().union(*(role_words(r) for r in self.roles)) if self.roles else frozenset()


class Company:
    """The people of one record, in order of first mention."""

    def __init__(self) -> None:
        self.parties: list[Party] = []

    def add(self, mention: Mention, *, presence: Presence | None, rule: str, offset: int | None = 0) -> Party:
        """The party of a mention, new or known; it takes part from the first mention that says so."""
        party = self.find(mention)
        if party is None:
            party = Party()
            self.parties.append(party)
        if mention.name:
            if mention.name not in party.forms:
                party.forms.append(mention.name)
            party.tokens.update(name_words(mention.name))
        if mention.role and mention.role not in party.roles:
            party.roles.append(mention.role)
        if mention.iso2 and not party.iso2 and (rule != "body" or party.presence is None):
            party.country, party.iso2 = mention.country, mention.iso2
        party.gender = party.gender or mention.gender
        if presence is not None and party.presence is None:
            party.presence, party.rule = presence, rule
        if party.start is None and offset is not None:
            party.start, party.end = offset + mention.start, offset + mention.end
        return party

    def find(self, mention: Mention) -> Party | None:
        """Whom the mention means among those known: the same name in a shorter or longer form."""
        words = name_words(mention.name) if mention.name else ()
        if not words:
            asked = role_words(mention.role)
            same = [p for p in self.parties if not p.forms and asked == p.heads]
            return same[0] if same else None
        given = frozenset(words)
        fitting = [p for p in self.parties if p.tokens and (given <= p.tokens or p.tokens <= given)]
        if not fitting and mention.role:
            asked = role_words(mention.role)
            fitting = [p for p in self.parties if p.tokens and _same_family(words, p) and asked & p.heads]
        if not fitting and mention.titled and len(words) == 1:
            asked = role_words(mention.role)
            fitting = [p for p in self.parties if p.presence and asked & p.heads and misspelt(words[0], p.tokens)]
        if not fitting and len(words) > 1:
            fitting = [p for p in self.parties if p.presence and _spelt_alike(words, p)]
        if len(fitting) > 1:
            asked = role_words(mention.role) if mention.role else frozenset()
            fitting = ([p for p in fitting if asked & p.heads] or [p for p in fitting if p.presence] or fitting)
        return fitting[0] if fitting else None


def _same_family(words: tuple[str, ...], party: Party) -> bool:
    """`Joe Biden` and `Joseph R. Biden`: one family name at the end, given names that begin alike."""
    return any((other := name_words(form)) and other[-1] == words[-1] and (
        len(other) == 1 or len(words) == 1 or other[0][0] == words[0][0]) for form in party.forms)


def _spelt_alike(words: tuple[str, ...], party: Party) -> bool:
    """`Mohammed bin Zayed` and `Mohamed bin Zayed Al Nahyan`: one word by a letter, the others the same."""
    short, long = sorted((frozenset(words), frozenset(party.tokens)), key=len)
    left = short - long
    return len(short) > len(left) == 1 and misspelt(next(iter(left)), long - short)


def fullest(party: Party) -> str | None:
    """The form with most words; of equals one that is not in capitals."""
    if party.fixed_name:
        return party.fixed_name
    if not party.forms:
        return None
    best = max(party.forms, key=lambda form: (len(name_words(form)), not form.isupper(), len(form)))
    return shown_name(best, party.iso2)


def shown_name(form: str, iso2: str | None) -> str:
    """A printed name in ordinary capitals, the given name first unless the language has the family name first.

    >>> shown_name("MOTEGI Toshimitsu", "JP"), shown_name("MA Dong-hyeok", "KR"), shown_name("Ann O’BRIEN", "IE")
    ('Toshimitsu Motegi', 'Ma Dong-hyeok', 'Ann O’Brien')
    """
    words = form.split()
    loud = [_loud(word) for word in words]
    family_first = len(words) > 1 and loud[0] and not all(loud) and not _are_initials(words[0])
    if family_first and iso2 not in _FAMILY_FIRST and not _korean(words[1:]):
        split = next(i for i, each in enumerate(loud) if not each)
        words = words[split:] + words[:split]
    if any(_loud(word) for word in words):
        words = [_quiet(word, first=i == 0) if _loud(word) else word for i, word in enumerate(words)]
    return " ".join(words).strip(" ,;")


def _loud(word: str) -> bool:
    """Whether a word is in capitals, as `MOTEGI` and `McALLISTER` are."""
    letters = [c for c in word if c.isalpha()]
    small = sum(not c.isupper() for c in letters)
    return len(letters) > 1 and "." not in word and word not in _ORDINALS and small <= (letters[:2] == ["M", "c"])


def _korean(given: list[str]) -> bool:
    return len(given) == 1 and "-" in given[0] and given[0].partition("-")[2][:1].islower()


def _are_initials(word: str) -> bool:
    """`PJ` of "PJ KEATING"."""
    return len(word) == 2 and not _VOWELS & set(fold(word))


def _quiet(word: str, *, first: bool) -> str:
    """A word in capitals as a name is written: `O’BRIEN` O’Brien, `AL-JUBEIR` Al-Jubeir, `VON` von."""
    if _are_initials(word):
        return word
    if fold(word) in PARTICLES - {"al", "el", "san", "la", "le", "st", "santa"} and not first:
        return word.casefold()
    out: list[str] = []
    upper = True
    for char in word:
        out.append(char if upper else "i" if char == "İ" else char.lower())
        upper = not char.isalpha()
    shown = "".join(out)
    for prefix in ("O’", "O'", "Mc"):
        if shown.startswith(prefix) and len(shown) > len(prefix):
            shown = prefix + shown[len(prefix)].upper() + shown[len(prefix) + 1:]
    return shown


def person_of(party: Party) -> Person:
    """The party as a value."""
    name = fullest(party)
    printed = max(party.forms, key=len) if party.forms else None
    return Person(
        name=name, id=party.id, as_written=printed if printed and printed != name else None,
        role=party.roles[party.role_order] if party.roles else None, country=party.country, iso2=party.iso2,
        presence=party.presence or "principal", basis=party.basis, rule=party.rule, start=party.start, end=party.end,
    )
