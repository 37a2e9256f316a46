"""People whom only the body of a report shows to have been there: they speak, hand something over, or are met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.model import Presence
from indexer.understanding.language.sentences import sentences
from indexer.understanding.language.telling import VerbReader
from indexer.understanding.who.casting import FOLLOWING_READOUT, Casting
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.voices import initials_of, name_words

LONGEST_OPENER = 25  # words before a subject
LONGEST_ASIDE = 30  # words between a name and its verb
REACH = 260  # characters of a sentence in which its subject and verb are looked for
_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[-–•●*])\s+")

_OPENED = 8  # words in which a sentence opens with a meeting
_GATHERED = (["held"], ["had"], ["conducted"], ["spoke"], ["began"], ["opened"], ["concluded"], ["attended"])
_WHEN = frozenset(("in", "on", "at"))
_TIMES = frozenset(("morning", "afternoon", "evening", "day", "noon", "night", "occasion", "monday", "tuesday",
                    "wednesday", "thursday", "friday", "saturday", "sunday"))
_TRAVELLERS = frozenset(("they", "he", "she", "delegation"))
_LATER = frozenset(("afterwards", "later", "subsequently", "separately", "then"))
_BESIDE = (["together", "with"], ["accompanied", "by"], ["joined", "by"], ["along", "with"])
# Somebody with a title opens the sentence, or is met in it.
_TITLED = re.compile(r"\b(?:[Cc]ounterpart|[Cc]olleague|Mr|Ms|Mrs|Dr|Prince|Princess|Sheikh|Envoy|Advis[eo]r|Deputy|"
                     r"Councill?or|Minister|President|Secretary|Ambassador|Chancellor|King|Queen|Speaker|Commissioner|"
                     r"Director|Governor|Mayor|Chair|Representative|Premier|Head|Chief|General|Senator|Administrator)")
# What is told of another time than the meeting's.
_EARLIER = re.compile(r"\b(?:last|previous(?:ly)?|ago|had|earlier|then-|in (?:19|20)\d\d|will|would|scheduled|"
                      r"in (?:January|February|March|April|May|June|July|August|September|October|November|December)|"
                      r"(?:prior to|before|ahead of|after|following|preceding) (?:the|their|this|his|her) (?:\w+ )?"
                      r"(?:meeting|talks|summit))\b",
                      re.IGNORECASE)
_DURING = re.compile(r"(?:During|At|In) (?:the|this|today[’']s|their) (?:\w+ )?"
                     r"(?:meeting|session|talks|discussion|event|roundtable|convening|call)\b")


@lru_cache(maxsize=8)
def _any_of(verbs: frozenset[str]) -> re.Pattern[str]:
    """The verbs in the past, or what begins like it."""
    return re.compile(rf"\b(?:{'|'.join(sorted(verbs))})\w*")


def promote(casting: Casting, *, widely: bool, now: bool = False) -> None:
    """Let people take part whom the body shows in the room.

    Always those who hand over or sign something, whom a participant met, or who tell a participant something. With
    `widely` also all who are the subject of a reporting verb in the plain past, or `now` in the present.
    """
    present = _any_of(casting.lexicon.lists["non_speech.present"])
    for section in casting.layout.sections:
        if section.turns:
            continue
        for a, b in sentences(section.text):
            mark = _MARK.match(section.text, a, b)
            start = mark.end() if mark else a
            end = _whole(section.text, start, min(b, start + REACH))
            if start < b and section.text[start].isupper() and (
                    widely or present.search(section.text, start, end) or _DURING.match(section.text, start, end)
                    or _TITLED.search(section.text, start, end)):
                _Sentence(casting, section.text, start, end, section.start, widely=widely, now=now).read()


def _whole(text: str, start: int, end: int) -> int:
    """The end of the last whole word before `end`."""
    if end >= len(text) or not text[end].isalnum():
        return end
    return max(text.rfind(" ", start, end), start)


class _Sentence:
    """The first words of one sentence of the body."""

    def __init__(self, casting: Casting, text: str, start: int, end: int, offset: int, *, widely: bool,
                 now: bool) -> None:
        self.casting = casting
        self.company = casting.company
        self.lists = casting.lexicon.lists
        self.verbs = VerbReader(casting.lexicon)
        self.reader = casting.reader(text, start, end)
        self.words = self.reader.words
        self.offset = offset
        self.widely = widely
        self.during = _DURING.match(text, start, end) is not None
        self.earlier = _EARLIER.search(text, start, end) is not None
        self.told = casting.told or casting.gathered
        self.forms = ("past", "third", "base") if now else ("past",)

    def read(self) -> None:
        """Let those take part who its subject and verb show to have been there."""
        if self.words.lone or (self.words.plains[-1] == ":" and FOLLOWING_READOUT.search(
                self.words.text, self.words.starts[0])):
            return
        if self.widely or not self.earlier:
            self._travellers()
        if self.widely:
            self._at_a_meeting()
        self._guest()
        self._host()
        for at in self._beginnings():
            mention = self._initials(at) or self.reader.read(at)
            if mention is not None and not mention.owns and (
                    mention.titled or mention.attributed or self._is_known(mention)):
                self._subject(mention)
                return

    def _host(self) -> None:
        """`Her host in Vienna is the Foreign Minister, Ann Hill.`: of two joined by a verb like this both met."""
        plains = self.words.plains
        if plains[0] not in ("his", "her", "their") or not self.words.caps[0] or self.earlier:
            return
        noun = next((j for j in range(1, min(4, len(plains))) if plains[j] in self.lists["groups.counterparts"]), None)
        for j in range(noun + 1, min(noun + _OPENED, len(plains) - 1)) if noun is not None else ():
            if plains[j] in ("is", "was") and (other := self._somebody(j + 1 + (plains[j + 1] == "the"))) is not None:
                self._add(other, "principal", "met in the text")
                return

    def _guest(self) -> None:
        """`The Maltese guest was received by the Speaker, Ann Hill`: she took part, too."""
        plains = self.words.plains
        if plains[:1] != ["the"] or self.earlier:
            return
        noun = next((j for j in range(1, min(4, len(plains))) if plains[j] in self.lists["groups.persons"]), None)
        verb = self.verbs.read(self.words, noun + 1) if noun is not None else None
        if noun is not None and verb is not None and verb.act is None:
            self._met(verb.first, Mention(start=0, end=0, first=0, after=noun + 1))

    def _beginnings(self) -> Iterator[int]:
        """Words at which the subject can begin: the first, and those after a comma of an opener."""
        yield 0
        for j in range(1, min(self.words.count - 1, LONGEST_OPENER)):
            office = j < _OPENED and self.words.caps[j + 2:j + 3] == [True] and (
                self.reader.role_word(j + 2) is not None)
            if self.words.plains[j] == "," or (office and self.words.plains[j + 1] == "the"):
                yield j + 1  # "On the same day the Foreign Minister was received by ..."
            elif j < _OPENED and self.words.caps[j] and self.words.plains[0] in _WHEN and (
                    self.words.plains[j - 1] in _TIMES and self.reader.role_word(j) is not None):
                yield j  # "In the afternoon Prime Minister A was received by ..."

    def _initials(self, at: int) -> Mention | None:
        """`EAM held talks with ...`: whose role has these initials."""
        words = self.words
        printed = words.word(at) if at < words.count else ""
        if not (printed.isalpha() and printed.isupper() and 1 < len(printed) < _OPENED) or words.owns[at]:
            return None
        for party in self.company.parties:
            if party.presence and party.forms and any(printed in initials_of(role) for role in party.roles):
                return Mention(start=words.starts[at], end=words.ends[at], first=at, after=at + 1, name=party.forms[0],
                               titled=True)
        return None

    def _is_known(self, mention: Mention) -> bool:
        """Whether a name without title is somebody whom the record introduces elsewhere."""
        words = frozenset(name_words(mention.name))
        if len(words) == 1:  # a surname alone: of somebody who takes part
            return any(party.presence and words <= party.tokens for party in self.company.parties)
        return len(words) > 1 and any(words <= party.tokens for party in self.company.parties)

    def _subject(self, mention: Mention) -> None:
        several = self._several(mention)
        verb = self.verbs.read(self.words, self._after_aside(several[-1].after))
        if verb is not None and verb.passive and not self.earlier and self._is_there(mention):
            self._met(verb.first, Mention(start=0, end=0, first=0, after=0))  # "was received by Minister B"
        if verb is None or verb.form not in self.forms or verb.perfect or verb.passive:
            return
        for each in several:
            party = self.company.find(each) if each.name else None
            if not each.name or (party is not None and party.presence is not None):
                continue
            if verb.base in self.lists["non_speech.present"]:
                self._add(each, "attending", "acts in the text")
            elif (self.widely or self.during) and verb.act is not None:
                self._add(each, "principal", "speaks in the text")
            elif verb.act is not None and not self._said_earlier(verb.after) and (
                    self.told or self._tells_somebody(verb.after)):
                self._add(each, "attending", "speaks to a participant")
        there = self._is_there(mention)
        if verb.act is None and (self.widely or (there and not self.earlier)):
            self._met(verb.first, mention)
        if verb.act is None and mention.name and not there and not self.earlier and self._calls(verb.first):
            self._add(mention, "attending", "met in the text")
        if there and not self.earlier:
            self._together(verb.after)

    def _calls(self, at: int) -> bool:
        """`called on the visiting President`, `received the Swiss delegation`: of one who meets a participant."""
        phrase = ""
        for j in range(at, min(at + _OPENED, self.words.count - 2)):
            phrase = f"{phrase} {self.words.plains[j]}".strip()
            if phrase in self.lists["attendance.met"] and self.words.plains[j + 1] == "the":
                k = j + 2
                while k < self.words.count and (self.words.plains[k] in self.lists["groups.qualities"]
                                                or self.reader.country(k)[0] is not None):
                    k += 1
                told = self.words.plains[k:k + 1]
                if told and (told[0] in self.lists["groups.persons"] or told[0] == "delegation"):
                    return True
                whom = self.reader.read(k if k > j + 2 else j + 1)
                return whom is not None and not whom.owns and self._is_there(whom)
        return False

    def _is_there(self, mention: Mention) -> bool:
        """Whether the one who is meant, by name or by office, takes part."""
        known = self.company.find(mention)
        if mention.name:
            return known is not None and known.presence is not None
        if known is not None and known.presence is not None:
            return True
        if mention.iso2 is not None and any(
                p.presence and mention.iso2 in (p.iso2, p.nation) for p in self.company.parties):
            return True
        return any(p.presence and self.casting.holds(p, mention) for p in self.company.parties)

    def _tells_somebody(self, at: int) -> bool:
        """Whether the one who is told something at word `at` takes part: `The Ambassador briefed President A`."""
        at += self.words.plains[at:at + 1] == ["the"]
        told = self.reader.read(at) if at < self.words.count else None
        named = told is not None and not told.owns and (told.name or told.determined or at > 0)
        return told is not None and bool(named) and self._is_there(told)

    def _said_earlier(self, at: int) -> bool:
        """Whether the words before `at`, or those up to `that`, tell of another time; what is said then may."""
        words = self.words
        that = next((j for j in range(at, min(at + _OPENED, words.count)) if words.plains[j] == "that"), at)
        return _EARLIER.search(words.text, words.starts[0], words.ends[max(that, 1) - 1]) is not None

    def _together(self, at: int) -> None:
        """`toured the harbour together with Minister B`: B was there, too."""
        plains = self.words.plains
        for j in range(at, len(plains) - 2):
            if (plains[j:j + 2] in _BESIDE) and (other := self._somebody(j + 2 + (plains[j + 2] == "the"))) is not None:
                known = self.company.find(other)
                if known is None or known.presence is None:
                    self._add(other, "attending", "acts in the text")

    def _at_a_meeting(self) -> None:
        """`The meeting with Minister B dealt with cod`, `With Minister B, A discussed cod`: B was met."""
        plains = self.words.plains
        if "with" not in plains[:_OPENED + 1]:
            return
        at = 1 if plains[0] == "with" else 0
        for j in range(min(len(plains) - 1, _OPENED)) if not at else ():
            if plains[j] in self.lists["grammar.gatherings"] and plains[j + 1] == "with":
                at = j + 2
                break
            if plains[j] == "," or (j and self.verbs.read(self.words, j) is not None):
                return
        if at:
            self._met_in_turn(at + (plains[at:at + 1] == ["the"]))

    def _several(self, first: Mention) -> list[Mention]:
        """The persons of a subject: `Minister A and the Norwegian Minister B`."""
        found = [first]
        plains = self.words.plains
        while (at := found[-1].after) < self.words.count and plains[at] in (",", "and"):
            at += 1 + (plains[at:at + 2] == [",", "and"])
            other = self._somebody(at + (plains[at:at + 1] == ["the"]))
            if other is None:
                break
            found.append(other)
        return found

    def _add(self, mention: Mention, presence: Presence, rule: str) -> None:
        if not self.casting.is_common(mention, self.words.text):
            self.company.add(mention, presence=presence, rule=rule, offset=self.offset)

    def _after_aside(self, at: int) -> int:
        """The word after the comma that closes a title, or after `, who took part by video,` and the like."""
        words = self.words
        if words.plains[at:at + 1] in (["of"], ["from"]):
            at = self._after_place(at)
        if words.plains[at:at + 1] != [","]:
            return at
        if words.caps[at + 1:at + 2] == [False]:
            for j in range(at + 2, min(words.count, at + LONGEST_ASIDE)):
                if words.plains[j] == "," and (verb := self.verbs.read(words, j + 1)) is not None and verb.act:
                    return j + 1
        return at + 1

    def _after_place(self, at: int) -> int:
        """The word after `of St. Paul, Minnesota`; `at` where no place stands there."""
        words, j = self.words, at + 1
        while j < words.count and (words.caps[j] or words.plains[j] in (",", ".")):
            if not words.caps[j] and words.caps[j + 1:j + 2] != [True]:
                break
            j += 1
        return j if j > at + 1 else at

    def _travellers(self) -> None:
        """`In Niamey, they met with President X and with Ambassador Y`."""
        plains = self.words.plains
        most = len(plains) - 2 if self.widely else min(len(plains) - 2, _OPENED)
        for j in range(most) if not _TRAVELLERS.isdisjoint(plains) else ():
            if plains[j] not in _TRAVELLERS:
                continue
            if "met" in plains[j + 1:j + 3]:
                self._met_in_turn(plains.index("met", j) + 1)
                return
            if (beyond := self._gathering(j + 1 + (plains[j + 1] == "also"))) is not None:
                self._met_in_turn(beyond)  # "He also had a conversation with President B"
                return

    def _met_in_turn(self, at: int) -> None:
        plains = self.words.plains
        while at < len(plains):
            at += plains[at] == "with"
            other = self._somebody(at)
            if other is None:
                nearby = [k for k in range(at, min(at + 8, len(plains) - 1)) if plains[k:k + 2] == ["and", "with"]]
                if not nearby:
                    return
                at = nearby[0] + 1
                continue
            self._add(other, "principal", "met in the text")
            at = other.after
            if at >= len(plains) or plains[at] not in ("and", ","):
                return
            at += 1 + (at + 1 < len(plains) and plains[at + 1] == "and")

    def _somebody(self, at: int) -> Mention | None:
        """A person by name and title at word `at`."""
        found = self.reader.read(at) if at < self.words.count else None
        named = found is not None and found.name and not found.owns and (found.titled or found.attributed)
        return found if named else None

    def _gathering(self, at: int) -> int | None:
        """The word after `held separate meetings with`; None where the verb at `at` tells of no meeting."""
        plains = self.words.plains
        if plains[at:at + 1] not in _GATHERED:
            return None
        for j in range(at + 1, min(at + 1 + _OPENED, self.words.count - 1)):
            if plains[j] in self.lists["grammar.gatherings"]:
                after = next((k for k in range(j + 1, min(j + 7, self.words.count)) if plains[k] == "with"), None)
                return after + 1 + (plains[after + 1:after + 2] == ["the"]) if after is not None else None
        return None

    def _met(self, at: int, subject: Mention) -> None:
        """`Minister A held talks with B`, `C received Minister A`: both take part."""
        phrase = ""
        if (beyond := self._gathering(at)) is not None and (met := self._somebody(beyond)) is not None:
            self._met_in_turn(beyond)
            if subject.name and met.name:
                self._add(subject, "principal", "met in the text")
            return
        for j in range(at, min(at + 9, self.words.count)):
            if self.words.plains[j] in self.lists["grammar.adverbs"] or self.words.plains[j] in _LATER:
                continue
            phrase = f"{phrase} {self.words.plains[j]}".strip()
            if phrase in self.lists["attendance.met"] and (other := self._somebody(j + 1)) is not None:
                self._add(other, "principal", "met in the text")
                if subject.name:
                    self._add(subject, "principal", "met in the text")
                return
