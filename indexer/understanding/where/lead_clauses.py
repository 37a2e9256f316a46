"""The parts of a lead's first sentences that tell of the meeting: without quotations, and without what it was about."""

from __future__ import annotations

import re
from functools import cache

from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.language.word_patterns import alternation, lowered
from indexer.understanding.layout import Line
from indexer.understanding.when.lead_dates import event_verb, sentences_of
from indexer.understanding.where.place_text import place_words

SENTENCES = 3
REACH = 1600  # characters of the lead
MEETING = (r"(?:meetings?|talks|summit|session|dialogue|conference|consultations|discussions"
           r"|council(?: of ministers)?|forum|commission|committee|assembly|retreat|congress)")


@cache
def _topic() -> re.Pattern[str]:
    """For small letters: where a sentence stops telling of the meeting."""
    person = (r"(?! (?:prime|president|mr|ms|h\.|his|her|minister|chancellor|secretary|foreign|king|speaker"
              r"|the (?:prime|president)))")
    return re.compile(
        rf"(?<!\w)(?:{listed('topics')})(?!\w)|(?<!\w)(?:{listed('topic_verbs')})(?!\w){person}"
        rf"|\babout\b(?!\s+(?:an?|one|half|two|three|ten|fifteen|twenty|thirty|forty|fifty|\d))")


def listed(name: str) -> str:
    """A word list of `data/lexicon/places.toml` as one pattern."""
    return alternation(place_words(name))


_PURPOSE = re.compile(
    r"\bto\s+(?!attend|participate|take|join|visit|meet|hold|the|his|her|their|its|an?|this)[a-z]{3,}\b")
_MEETING_HELD = re.compile(
    rf"\W*(?:The|Their|This|These)\s(?:[\w-]+\s){{0,4}}?(?:{MEETING}|event|ceremony|lunch|dinner|visit)\b"
    r".{0,80}\b(?:held|took place|taking place|hosted|convened|conducted)\b")
_QUOTED = re.compile(r"\W{0,2}[“‘\"']")
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTATION = re.compile(r"“[^“”]{12,}”|(?<!\w)\"[^\"]{12,}\"(?!\w)")  # its places are what was talked about


def told_clauses(lead: tuple[Line, ...]) -> list[tuple[str, int]]:
    """The part of each of the first sentences that tells of the meeting, with its offset in the record."""
    clauses: list[tuple[str, int]] = []
    reach = REACH
    for line in lead[:2]:
        text = line.text[:reach]
        for start, end in sentences_of(text):
            told = "" if _is_dateline(text[start:end]) else told_of(text[start:end])
            quoted = all(event_verb(clause) is None for clause, _ in clauses)
            clauses.append((told if quoted or _MEETING_HELD.match(told) else "", line.start + start))
            if quoted and _QUOTED.match(told) and event_verb(told) is None:
                clauses[-1] = ("", clauses[-1][1])  # "'We stand together,' said Minister Moe."
        reach -= len(text)
        if len(clauses) >= SENTENCES or reach <= 0:
            break
    return clauses[:SENTENCES]


_DATELINE = 70  # characters of a news line's place, day and agency


def _is_dateline(sentence: str) -> bool:
    """True for `Lima, November 18, 2022 /AGENCY/.`, which the sentence that tells of the meeting follows."""
    if not any(letter.isalpha() for letter in sentence):
        return True  # "1. 1."
    return len(sentence) <= _DATELINE and bool(find_dates(sentence)) and event_verb(sentence) is None


def told_of(sentence: str) -> str:
    """The sentence up to where it turns from the meeting to what was talked about; without what stands in brackets."""
    plain = _blank(_QUOTATION, _blank(_BRACKETS, sentence))
    verb = event_verb(plain) or 0
    turns = (_PURPOSE.search(plain, verb), _topic().search(lowered(plain), verb))
    return plain[:min((turn.start() for turn in turns if turn), default=len(plain))]


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with spaces for what matches, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match[0]), text)
