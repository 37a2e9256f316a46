"""A cast in the making: what is known of the record, the people gathered so far, and how a text's persons are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.knowledge.authority import Authority
from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import fold
from indexer.model import Record, When
from indexer.understanding.language.sentences import Words
from indexer.understanding.layout import Layout
from indexer.understanding.who.bodies import enacting_body
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import Company, Party
from indexer.understanding.who.voices import name_words

FLOOR_KINDS = frozenset(("speech", "statement", "condolence"))  # one person's own words
JOINT_KINDS = frozenset(("joint-statement", "communique"))
BY_LEAD = frozenset(("lead", "list", "role alone"))  # rules by which a report's lead tells who met
TOLD_KINDS = frozenset(("courtesy-call", "visit-summary", "news"))  # reports, besides the readouts
COMMON_CHARACTERS = 30_000  # of a record, whose words in small letters are taken for no names
JOINERS = re.compile(r"^\s*(?:,|;|and|,\s*and|&|as well as)\s*(?:the\s+)?$")
# "The Press Secretary provided the following readout": the report's source, who was not there.
FOLLOWING_READOUT = re.compile(r"\bfollowing (?:[a-z]+ )?read-?out\b", re.IGNORECASE)
_TRIES = 50  # places in which a word is looked for by hand; a pattern is made for one that is part of so many
_SHORTEST_NAME = 2  # letters
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,5}")
_ABOUT_REACH = 40  # characters before a name in which it is told that the person is only spoken of
# "Prince George's County", "King George Island"
_PLACE_AFTER = re.compile(r"(?:['’]s?)? (?:County|Counties|Islands?|Bay|Sound|Street|Square|Hospital|College|"
                          r"University|Cathedral|Park|Palace|School|Church|Memorial|Library|Airport|Building|"
                          r"Center|Centre|Stadium)\b")
# Endings of ordinary words that titles give a capital: "General Dynamics", "Commissioner Elections".
_ABSTRACT = re.compile(r"(?:[acip]tions?|ments|ships?|ities|[aiv]lity|[aeo]mics|autics|[ai]tics|istics|isms?)$")
_HOST = re.compile(r"\bat the (?:kind |gracious )?invitation (?:of|from)\b[^,]*$")  # who opens a lead, and hosts
_NUMBERS = frozenset(("I", "II", "III", "IV", "V"))
_SMALL = re.compile(r"[a-z]{3,}")
_OPENING = 2500  # characters in which a joint text says whose it is
_WE_THE = re.compile(r"(?:^|\n|[.:] )[\W\d]{0,6}We, the (?:[\w’'-]+,? ){0,6}?"
                     r"(?:Heads|[Ll]eaders|[Pp]residents|[Mm]inisters|[Ss]peakers)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Ww]e)\b")
_OWN = re.compile(r"^[^“\"]*?\bI (?:spoke|met|had|held|was|am|discussed|welcomed|travel|visited|called|want|would)")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|^\"[^\"\n]*|\"[^\"\n]*\"|^[–—] [^\n]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n")


class Casting:
    """The record and the company that is gathered from it, passed from step to step."""

    def __init__(self, record: Record, layout: Layout, kind: str | None, when: When | None, authority: Authority,
                 lexicon: Lexicon, gazetteer: Gazetteer | None) -> None:
        self.record = record
        self.layout = layout
        told = _WE_THE.search(record.text, 0, _OPENING) is not None or enacting_body(record.text, lexicon)
        self.kind = "joint-statement" if told else kind or ""
        self.when = when
        self.authority = authority
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.company = Company()
        self.title = record.given.title or (layout.title.text if layout.title else "")
        self.turned = any(turn.label for section in layout.sections for turn in section.turns)
        self.told = self.kind.endswith("-readout") or self.kind in TOLD_KINDS
        self.met = False  # whether the lead has said who met, ...
        self.gathered = False  # ... by a verb that tells of a meeting
        self._opening = record.text[:COMMON_CHARACTERS]
        self._small: dict[str, bool] = {}

    def reader(self, text: str, start: int = 0, end: int | None = None) -> Reader:
        return Reader(Words(text, start, end), self.lexicon, self.gazetteer)

    def judged(self, reader: Reader) -> Iterator[tuple[Mention, bool]]:
        """Each mention with whether it is of somebody who is only spoken of: `the visit of X`, `the message from X`."""
        text = reader.words.text
        about = False
        last = 0
        for mention in reader.mentions():
            if self.is_common(mention, text):
                continue
            if not (last and JOINERS.match(text[last:mention.start])):
                before = fold(text[max(0, mention.start - _ABOUT_REACH):mention.start])
                about = before.endswith(_endings(self.lexicon.lists["attendance.about"])) and not (
                    _HOST.search(before) and mention.start - reader.words.starts[0] < _ABOUT_REACH)
            yield mention, about
            last = mention.end

    def is_common(self, mention: Mention, text: str) -> bool:
        """Whether a single word after a role is an ordinary word of the text: "Executive Order"."""
        name = mention.name
        if mention.role == "Official" or name in _NUMBERS:
            return True  # "The Official Web Portal", "Foreign Minister II"
        whole = name.isalpha()
        letters = len(name) if whole else sum(map(str.isalpha, name))
        if letters < _SHORTEST_NAME or _INITIALS.fullmatch(name) or _PLACE_AFTER.match(text, mention.end) is not None:
            return True
        if whole and name.isupper() and text.isupper() and not self._is_name(name):
            return True  # in a line of capitals any word looks like a name
        if mention.honoured:
            return False
        if (not whole and any(map(str.isdigit, name))) or self._is_country(mention):
            return True
        if not whole:
            return False
        if _ABSTRACT.search(name) is not None:
            return True
        return self._in_small_letters(name.casefold())

    def _in_small_letters(self, word: str) -> bool:
        """Whether a word stands in small letters somewhere in the record; only few words are ever asked for."""
        if word not in self._small:
            self._small[word] = _SMALL.fullmatch(word) is not None and _stands_in(self._opening, word)
        return self._small[word]

    def _is_name(self, word: str) -> bool:
        """Whether a word is somebody's name: one of the authority's, or with a capital amid the record's words."""
        if self.authority.has_token(word):
            return True
        if self._in_small_letters(word.casefold()):
            return False
        return re.search(rf"[a-z,.] {re.escape(word.capitalize())}\b", self.record.text[:COMMON_CHARACTERS]) is not None

    def _is_country(self, mention: Mention) -> bool:
        """Whether what stands after a role is a country or the end of one's name: "New Zealand", "Viet Nam"."""
        if self.gazetteer is None or len(mention.name.split()) > 2:
            return False
        before = mention.role.rsplit(" ", 1)[-1]
        return any(self.gazetteer.country_name(name) is not None
                   for name in (mention.name, f"{before} {mention.name}"))

    def office(self, party: Party, role: str, country: str | None) -> None:
        """Fill in who held the office in that country on the day, where exactly one person did."""
        if country is None or self.when is None:
            return
        holders = self.authority.holders(role, country, self.when.first)
        if len(holders) == 1:
            words = frozenset(name_words(holders[0].name))
            same = next((p for p in self.company.parties if p is not party and p.tokens and p.tokens <= words), None)
            if same is not None:  # the record names the holder elsewhere
                self.company.parties.remove(party)
                party = same
            else:
                party.fixed_name, party.basis, party.rule = holders[0].name, "inferred", "office on that day"
                party.id = holders[0].id
                party.tokens.update(words)
        if party.iso2 is None:
            party.iso2 = country
            found = self.gazetteer.country_of_code(country) if self.gazetteer else None
            party.country = found.name if found else None

    def holds(self, party: Party, mention: Mention) -> bool:
        """Whether one of the party's roles contains the mention's, by this or its usual other name."""
        asked = fold(mention.role)
        same = self.lexicon.same_roles.get(asked, asked)
        return any(asked in fold(role) or same in fold(role) for role in party.roles)

    def in_own_words(self) -> bool:
        """Whether a report is its author's own: `Today I spoke with ...`."""
        text = "\n".join(section.text[:600] for section in self.layout.sections[:2])
        return _OWN.search(text) is not None and self.in_first_person()

    def in_first_person(self) -> bool:
        """Whether the text is somebody's own words: `I`, `my` or `we` once in a thousand characters, unquoted."""
        text = "\n".join(section.text[:4000] for section in self.layout.sections[:6])
        text = _QUOTED.sub("", text) if "“" in text or '"' in text else text
        return len(_FIRST_PERSON.findall(text)) * 1000 > len(text) > 0


@lru_cache(maxsize=16)
def _endings(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(f" {fold(phrase)}" for phrase in phrases)


def _stands_in(text: str, word: str) -> bool:
    """Whether the text has the word, of letters only, and not just as a part of others."""
    at = text.find(word)
    for _ in range(_TRIES):
        after = at + len(word)
        if at < 0 or not (_is_inner(text[at - 1:at]) or _is_inner(text[after:after + 1])):
            return at >= 0
        at = text.find(word, at + 1)
    return re.search(rf"\b{word}\b", text) is not None


def _is_inner(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@lru_cache(maxsize=16)
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of the words or phrases, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the stretches between empty lines."""
    start = 0
    for match in _PARAGRAPH.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
