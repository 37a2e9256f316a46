"""Who met, who else was there and who is only spoken of, told from the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from indexer.knowledge.names import fold
from indexer.model import Presence
from indexer.understanding.language.sentences import sentences
from indexer.understanding.who.casting import (
    FLOOR_KINDS,
    FOLLOWING_READOUT,
    JOINERS,
    JOINT_KINDS,
    Casting,
    any_of,
    paragraphs,
)
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import Party
from indexer.understanding.who.titles import Place
from indexer.understanding.who.voices import name_words, role_words

_OF_MANY = frozenset(("multilateral-readout", "trilateral-readout", "2plus2-readout"))
LEAD_PARAGRAPHS = 1200  # characters of plain paragraphs in which a report without a lead says who met
LEAD_SECTIONS = 8  # that are looked through for who met, each a paragraph of prose
LEAD_CHARACTERS = 4000  # of a lead, as far as its people are introduced
LONGEST_LISTED = 200  # characters of a line in a list of those who took part
SHORT_LINE = 60  # characters
_OPENER_WORDS = 30  # within which the lead's subject begins
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_ANNOUNCES = re.compile(
    r"\b(?:[Pp]articipants|[Aa]ttendees|[Pp]articipating|[Aa]ttending)\b[^.:]{0,80}"
    r"(?:\bas follows\b|\bfollowing\b|\blisted below\b)|\b(?:[Pp]articipants|[Aa]ttendees)[^.:]{0,40}:\s*$|"
    r"^\W*(?:List of )?(?:[Ss]peaking )?[Pp]articipants\W*$|"
    r"^\W*(?:[Tt]he )?[Mm]embers of (?:the|its|his|her) delegation\W*$|"
    r"^\W*(?:[Dd]elegation(?: members)?|[Ii]n attendance|[Tt]hose (?:present|attending))\W*$|"
    r"\b(?:members|persons|officials) (?:listed|named) below\b|"
    r"\b(?:taking part|took part|present|attending|participating|represented)\b[^.:]{0,60}:\s*$"
)
# What happened around a meeting does not tell who was in it: "prior to the meeting he laid a wreath together with".
_BESIDE = re.compile(r"\b(?:prior to|before|ahead of|after|following|preceding) (?:the|their|this) "
                     r"(?:\w+ )?(?:meeting|talks|summit)\b")
_ISSUES = re.compile(r"\b(?:issue[ds]|ma[dk]es?|release[ds]|gives?|gave) the following\b|\bin a statement\b")
_ALSO_REACH = 160  # characters from a name to the verb that says that the person was there, too
_ALSO_THERE = re.compile(
    r"[^.;]*?\b(?:also (?:attended|participated|joined|took part|(?:was|were) present)|"
    r"(?:was|were) also (?:present|in attendance)|(?:took part|participated) in the (?:meeting|talks))\b")
_OTHER_OCCASION = re.compile(r"\W*(?:After|Following|Before|Prior to|Ahead of) (?:an?|his|her|the|their) "
                             r"(?:\w+ ){0,2}(?:audience|meeting|talks?|call|visit|lunch|dinner|session)s? with\b")
_DELEGATION_REACH = 160  # characters from "delegation" to the name of its head
_LED = re.compile(r"\b(?:received|welcomed|hosted|met)\b[^.]*\b(?:delegation|group|mission|team)\b"
                  r"[^.]*\b(?:led|headed) by (?:\w+ ){0,3}$")
_HAD_MET = re.compile(r"\bhad (?:\w+ )?(?:met|held|spoken|talked|had)\b[^.,;]{0,60}(?:, )?$")
_SIDE = re.compile(r"\W{0,3}(?:On the |From the |The )?(?:[A-Z][\w’'.-]*\s){1,3}(?:side|delegation)\s*:")
_IN_BRACKETS = re.compile(r"\b[Aa]ttend|\bpresent\b|\bjoined\b")
_ASSEMBLED = frozenset(("council", "committee", "assembly", "conference", "board", "meeting", "authority"))


def from_lead(casting: Casting) -> None:
    """Add the lead's people."""
    seen = 0
    listing: _Listing | None = None
    for text, offset in _texts(casting):
        if seen > LEAD_CHARACTERS:
            break
        if listing is not None and listing.take(text, offset):
            continue
        if text.startswith(("“", '"', "‘", "«")) and casting.kind in FLOOR_KINDS:
            continue  # whom somebody thanks is not there
        for a, b in sentences(text):
            if a > LEAD_CHARACTERS:
                break
            _Sentence(casting, text, a, min(b, a + LEAD_CHARACTERS), offset).read()
        seen += len(text)
        told = "articipa" in text or "ttend" in text  # as in all that announces
        listing = _Listing(casting) if told and _ANNOUNCES.search(text) else None
    taking = [p for p in casting.company.parties if p.presence]
    there = {(party.presence, party.rule) for party in taking}
    if casting.kind in _OF_MANY and len(taking) > 1 and there == {("attending", "lead")}:
        for party in taking:
            party.presence = "principal"  # "The ministers' meeting was held, attended by A, B and C"


def _texts(casting: Casting) -> Iterator[tuple[str, int]]:
    """The lead's paragraphs; where they do not say who met, the first paragraphs of the sections too."""
    for line in casting.layout.lead:
        yield line.text, line.start
    budget = LEAD_PARAGRAPHS
    for at, section in enumerate(casting.layout.sections[:LEAD_SECTIONS]):
        if casting.kind in FLOOR_KINDS or section.turns or (at > 1 and (section.number or section.heading)):
            return
        for a, b in paragraphs(section.text):
            if budget <= 0 or casting.met:
                return
            yield section.text[a:b], section.start
            budget -= b - a


@dataclass(slots=True)
class _Listing:
    """A list of those who took part, after a line that announces it: a country, below it role and name."""

    casting: Casting
    country: Place | None = None

    def take(self, text: str, offset: int) -> bool:
        """Add the people of a paragraph of the list; False where it is none."""
        lines = text.splitlines()
        if any(len(line) > LONGEST_LISTED for line in lines):
            return False
        at = 0
        for line in lines:
            reader = self.casting.reader(line)
            place, after = reader.country(0)
            if place is not None and after >= reader.words.count - 1:
                self.country = place
            for mention in reader.mentions():
                if mention.iso2 is None and self.country is not None:
                    mention = mention._replace(country=self.country[0], iso2=self.country[1])
                self.casting.company.add(mention, presence="principal", rule="list", offset=offset + at)
            at += len(line) + 1
        return True


class _Sentence:
    """One sentence of the lead."""

    def __init__(self, casting: Casting, text: str, start: int, end: int, offset: int) -> None:
        self.casting = casting
        self.text = text
        self.start = start
        self.offset = offset
        self.folded = text[start:end].casefold()
        self.reader: Reader = casting.reader(text, start, end)
        lists = casting.lexicon.lists
        self.meeting = any_of(lists["attendance.meeting"]).search(self.folded) is not None
        self.told = self.meeting or end - start > SHORT_LINE or text[end - 1] == "."  # a bare name says nothing
        self.first = not casting.met and not (casting.kind in JOINT_KINDS and _WE.search(text, start, end))

    def read(self) -> None:
        """Add the sentence's people, each with the presence that it tells."""
        if "attributable" in self.folded or FOLLOWING_READOUT.search(self.folded) is not None:
            return
        if self.first and self.casting.kind not in FLOOR_KINDS:
            if self.meeting:
                self._bare_subject()
            self._own_subject()
            if self.meeting:
                self._offices()
        last: Presence | None = None
        end = self.start
        signing = self._signatories()
        for mention, about in self.casting.judged(self.reader):
            listed = end > self.start and JOINERS.match(self.text[end:mention.start]) is not None
            presence = self._presence(mention, about, last if listed else None, listed)
            presence = "principal" if mention.start in signing else presence
            last, end = presence, mention.end
            if self._before_it_all(mention.start):
                end = self.start  # the one after the opener's comma is no further one of a list
            self.casting.met = self.casting.met or (presence is not None and self.told)
            self.casting.gathered = self.casting.gathered or (presence is not None and self.meeting)
            self.casting.company.add(self._with_office(mention), presence=presence, rule="lead", offset=self.offset)

    def _with_office(self, mention: Mention) -> Mention:
        """`his Kenyan counterpart Amina Wekesa`: she has the office of the one whose counterpart she is."""
        if self.casting.lexicon.lists["groups.counterparts"].isdisjoint(mention.role_words):
            return mention
        first = next((p for p in self.casting.company.parties if p.presence and p.roles), None)
        return mention._replace(role=first.roles[0] if first is not None else "")

    def _signatories(self) -> frozenset[int]:
        """Where those begin whom a joint text in the first person names: `the President of A, X, and that of B, Y`."""
        if self.casting.kind not in JOINT_KINDS or self.casting.met or self.first:
            return frozenset()
        found = [mention for mention in self.reader.mentions() if mention.iso2]
        joined = {m.start: m.iso2 for one, other in pairwise(found) for m in (one, other)
                  if JOINERS.match(self.text[one.end:other.start]) is not None}
        return frozenset(joined) if len(set(joined.values())) > 1 else frozenset()

    def _presence(self, mention: Mention, about: bool, last: Presence | None, listed: bool) -> Presence | None:
        casting = self.casting
        lists = casting.lexicon.lists
        before = fold(self.text[max(self.start, mention.start - 30):mention.start])
        known = casting.company.find(mention)
        if casting.told and "spokesperson" in role_words(mention.role) and _ISSUES.search(self.folded) is not None:
            return None  # the report's source, not somebody who met
        if casting.kind == "condolence" and not about and before.endswith((" to", " to the")):
            return "recipient"
        if about and casting.kind not in FLOOR_KINDS and self._heads_delegation(mention.start):
            return "principal"
        about = about or self._before_it_all(mention.start) or (
            _HAD_MET.search(self.text[max(self.start, mention.start - _DELEGATION_REACH):mention.start]) is not None)
        if mention.listed and not about and casting.kind not in FLOOR_KINDS and (self.first or not casting.met):
            return "principal"
        if about or casting.kind in FLOOR_KINDS or (mention.owns and (known is None or known.presence is None)):
            return None
        if _ALSO_THERE.match(self.text, mention.end, min(len(self.text), mention.end + _ALSO_REACH)):
            return "attending"
        if listed:
            return last
        if _SIDE.match(self.text, self.start):
            return "attending"
        if before.endswith(tuple(lists["attendance.joined"])) or self._in_brackets(mention.start):
            return None if _BESIDE.search(self.folded) is not None else "attending"
        if self.first:
            return "principal"
        if self.meeting and (not before.strip() or before.endswith(tuple(lists["attendance.with"]))):
            return "principal"
        return "attending" if any_of(lists["attendance.words"]).search(self.folded) is not None else None

    def _before_it_all(self, at: int) -> bool:
        """Whether somebody was met on another occasion: `After an audience with X, the President met Y`."""
        if _OTHER_OCCASION.match(self.text, self.start) is None:
            return False
        return at < self.text.find(", ", self.start)

    def _heads_delegation(self, at: int) -> bool:
        """Whether somebody came with others: `received a delegation of members of parliament led by X`."""
        before = self.text[max(self.start, at - _DELEGATION_REACH):at]
        return _LED.search(before) is not None

    def _in_brackets(self, at: int) -> bool:
        """Whether `at` is inside brackets that tell who else was there: `(..., attended by Mr. X)`."""
        opening = self.text.rfind("(", self.start, at)
        return opening >= 0 and self.text.find(")", opening, at) < 0 and (
            _IN_BRACKETS.search(self.text, opening, at) is not None)

    def _subjects(self) -> Iterator[int]:
        """Words at which the sentence's subject can begin: its first, and those after a comma of an opener."""
        if self.reader.words.count:
            yield 0
        for i, word in enumerate(self.reader.words.plains[:_OPENER_WORDS]):
            if word in (",", "-", "—") and i + 1 < self.reader.words.count:
                yield i + 1

    def _bare_subject(self) -> None:
        """`Vladimir Putin had a telephone conversation with ...`: a name with nothing before it opens the report."""
        words = self.reader.words
        for at in self._subjects():
            mention = self.reader.read(at) if words.caps[at] else None
            if mention is None or len(name_words(mention.name)) < 2 or mention.titled or mention.owns:
                continue
            verb = words.plains[mention.after] if mention.after < words.count else ""
            if any(form in ("past", "third") for _, form in self.casting.lexicon.forms.get(verb, ())):
                self.casting.company.add(mention, presence="principal", rule="lead", offset=self.offset)
                self.casting.met = True
            return

    def _own_subject(self) -> None:
        """`The Prime Minister spoke to Prime Minister B`: not B, whom the sentence names, but the publisher's own."""
        casting = self.casting
        for at in self._subjects():
            if any(m.after <= at for m in self.reader.mentions()):
                return  # ", the head of the group," tells more of the one before it
            mention = self.reader.read(at) if self.reader.words.plains[at] in ("the", "his", "her") else None
            if mention is None or not _office_alone(mention) or mention.iso2:
                continue
            named = [casting.company.find(m) for m in self.reader.mentions()]
            fitting = [p for p in casting.company.parties if p.presence and casting.holds(p, mention)]
            if (fitting or named) and all(p in named for p in fitting):
                party = Party(roles=[mention.role], presence="principal", rule="role alone",
                              start=self.offset + mention.start, end=self.offset + mention.end)
                casting.company.parties.append(party)
                casting.office(party, mention.role, casting.record.given.country)
            return

    def _offices(self) -> None:
        """`The President of A and the Chancellor of B met`: by their offices, named where the authority can tell."""
        words = self.reader.words
        casting = self.casting
        for at, word in enumerate(words.plains):
            if word != "the" or (at and words.plains[at - 1] in ("of", "by", "for", "on", "to")):
                continue
            mention = self.reader.read(at)
            if mention is None or not _office_alone(mention) or mention.iso2 is None:
                continue
            if mention.after < words.count and (words.plains[mention.after] == "," or words.caps[mention.after]):
                continue  # the name follows
            if not any(p.presence and p.iso2 in (None, mention.iso2) and casting.holds(p, mention)
                       for p in casting.company.parties):
                party = casting.company.add(mention, presence="principal", rule="role alone", offset=self.offset)
                casting.office(party, mention.role, mention.iso2)


def _office_alone(mention: Mention) -> bool:
    body = mention.role.partition(" of ")[0].rpartition(" ")[2].casefold() in _ASSEMBLED  # "the Council of Ministers"
    return bool(mention.role) and not (mention.name or mention.owns or mention.plural or body)
