"""People whom only the body of a report shows to have been there: they speak, hand something over, or are met."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.understanding.language.acts import VerbReader
from indexer.understanding.language.sentences import Words, sentences
from indexer.understanding.layout import Layout
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import Company

LONGEST_ASIDE = 30  # words between a name and its verb
REACH = 260  # characters of a sentence in which its subject and verb are looked for
_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[-–•●*])\s+")

@lru_cache(maxsize=8)
def _any_of(verbs: frozenset[str]) -> re.Pattern[str]:
    """The verbs in the past, or what begins like it."""
    return re.compile(rf"\b(?:{'|'.join(sorted(verbs))})\w*")


def promote(layout: Layout, company: Company, lexicon: Lexicon, gazetteer: Gazetteer | None, *, widely: bool) -> None:
    """Let people take part whom the body shows in the room.

    Always those who hand over or sign something. With `widely` also those who are the subject of a reporting verb in
    the plain past at the start of a sentence, and those whom a participant met.
    """
    verbs = VerbReader(lexicon)
    for section in layout.sections:
        if section.turns:
            continue
        for a, b in sentences(section.text):
            _sentence(section.text, a, b, section.start, company, verbs, lexicon, gazetteer, widely)


def _sentence(text: str, a: int, b: int, offset: int, company: Company, verbs: VerbReader, lexicon: Lexicon,
              gazetteer: Gazetteer | None, widely: bool) -> None:
    mark = _MARK.match(text, a, b)
    start = mark.end() if mark else a
    if start >= b or not text[start].isupper() or not (
            widely or _any_of(lexicon.lists["non_speech.present"]).search(text, start, min(b, start + REACH))):
        return
    words = Words(text, start, min(b, start + REACH))
    reader = Reader(words, lexicon, gazetteer)
    if widely:
        _travellers(words, reader, company, offset)
    mention = reader.read(0)
    if mention is None or mention.owns or not (mention.titled or mention.attributed):
        return
    party = company.find(mention) if mention.name else None
    takes_part = party is not None and party.presence is not None
    at = _after_aside(words, mention.after, verbs)
    verb = verbs.read(words, at)
    if verb is None or verb.form != "past" or verb.perfect or verb.passive:
        return
    if mention.name and not takes_part:
        if verb.base in lexicon.lists["non_speech.present"]:
            company.add(mention, presence="attending", rule="acts in the text", offset=offset)
        elif widely and verb.act is not None:
            company.add(mention, presence="principal", rule="speaks in the text", offset=offset)
    if widely and verb.act is None:
        _met(words, reader, verb.first, mention, company, offset, lexicon.lists["attendance.met"])


def _after_aside(words: Words, at: int, verbs: VerbReader) -> int:
    """The word after the comma that closes a title, or after `, who took part by video,` and the like."""
    if words.plains[at:at + 1] != [","]:
        return at
    if words.caps[at + 1:at + 2] == [False]:
        for j in range(at + 2, min(words.count, at + LONGEST_ASIDE)):
            if words.plains[j] == "," and (verb := verbs.read(words, j + 1)) is not None and verb.act is not None:
                return j + 1
    return at + 1


def _travellers(words: Words, reader: Reader, company: Company, offset: int) -> None:
    """`In Niamey, they met with President X and with Ambassador Y`."""
    plains = words.plains
    for j in range(len(plains) - 2):
        if plains[j] in ("they", "he", "she", "delegation") and "met" in plains[j + 1:j + 3]:
            at = plains.index("met", j) + 1
            while at < len(plains):
                at += plains[at] == "with"
                other = reader.read(at) if at < len(plains) else None
                if other is None or not other.name or other.owns or not (other.titled or other.attributed):
                    nearby = [k for k in range(at, min(at + 8, len(plains) - 1)) if plains[k:k + 2] == ["and", "with"]]
                    if not nearby:
                        return
                    at = nearby[0] + 1
                    continue
                company.add(other, presence="principal", rule="met in the text", offset=offset)
                at = other.after
                if at >= len(plains) or plains[at] not in ("and", ","):
                    return
                at += 1 + (at + 1 < len(plains) and plains[at + 1] == "and")
            return


def _met(words: Words, reader: Reader, at: int, subject: Mention, company: Company, offset: int,
         phrases: frozenset[str]) -> None:
    """`Minister A held talks with B`, `C received Minister A`: both take part."""
    phrase = ""
    for j in range(at, min(at + 9, words.count)):
        phrase = f"{phrase} {words.plains[j]}".strip()
        if phrase in phrases:
            other = reader.read(j + 1)
            if other is not None and other.name and not other.owns and (other.titled or other.attributed):
                company.add(other, presence="principal", rule="met in the text", offset=offset)
                if subject.name:
                    company.add(subject, presence="principal", rule="met in the text", offset=offset)
                return
