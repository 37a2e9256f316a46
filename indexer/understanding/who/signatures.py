"""Names with their offices below them: bylines over two lines, signatures under a speech, a letter's signatories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.knowledge.names import fold
from indexer.model import Presence
from indexer.understanding.layout import Line
from indexer.understanding.who.casting import JOINT_KINDS, Casting, paragraphs
from indexer.understanding.who.mentions import Mention

LONGEST = 120  # characters of a line with an office
LINES = 60  # of a text's end, among which its signatories stand
MESSAGES = 6  # paragraphs of a section in which messages are told of
REACH = 400  # characters of one
OFFICE_WITHIN = 6  # lines of the head
SIGNED = 4  # lines of a speech's end
_HONORIFIC = (r"(?:(?:[Tt]he |Rt\.? |Right )?"
              r"(?:Hon(?:ou?rable)?|H\.\s?E|Mr|Ms|Mrs|Dr|Sir|Dame|Senator|Prof|Ambassador)\.?\s){0,3}")
_NAME = re.compile(rf"{_HONORIFIC}[^\W\d_a-z][\w’'.-]{{0,30}}(?:\s(?:[^\W\d_a-z][\w’'.-]{{0,30}}"
                   r"|de|van|von|der|den|bin|al|da|dos|del|la|le)){1,4}(?:\s(?:MP|MEP|TD|AC|AO|KC|QC))?")
_SENT = re.compile(r"\b(?:sent|sends|addressed|transmitted|dispatched|conveyed)\b[^.]{0,60}?"
                   r"\b(?:messages?|letter|telegram|condolences|congratulations|greetings)\b")
_TO = re.compile(r"\bto(?: the| his| her)?\s*$")  # "greetings of Minister A" are sent to somebody else
_DELIVERED = re.compile(
    r"(?:(?:Delivered|Given|Spoken|Presented|Speech|Remarks) by|Speaker)\s?:?\s(?P<name>[^,:;]{4,60})$")
_NAME_FIRST = re.compile(r"(?P<name>[^,:;–—]{4,60}?)\s?[–—:-]\s(?:[\w’' ]{0,40}\b)?"
                         r"(?:[Ss]peech|[Aa]ddress|[Rr]emarks|[Ll]ecture)\b")
_PARTS = re.compile(r"\s*[>›»|]\s*")


def bylines(casting: Casting) -> None:
    """`Rosalind Crenshaw` above `Secretary of State`, between title and words; a letter's addressees so too."""
    letter = "letter" in fold(casting.title).split()
    presence: Presence = "recipient" if letter else "speaker" if not casting.turned else "principal"
    found = [*_pairs(casting, casting.layout.head), *_fielded(casting)] or list(_office_first(casting))
    for mention, offset in found:
        casting.company.add(mention, presence=presence, rule="byline", offset=offset)


def _fielded(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`Governor: Ann Hill` between title and words, `President: Mr. Hill ..... (Norway)` in a list of members."""
    for line in (*casting.layout.head, *casting.layout.lead[:1]):
        office, colon, name = line.text[:LONGEST].partition("(")[0].rstrip(" .").partition(":")
        if colon and len(line.text) <= LONGEST and is_name(casting, name.strip()) and _is_office(casting, office):
            mention = casting.reader(f"{name.strip()}, {office.strip()}").read(0)
            if mention is not None and mention.name and mention.role:
                yield mention, line.start


def _office_first(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`United Nations Secretary-General` above `Ann Hill`, the first lines of a transcript or speech."""
    if not (casting.turned or casting.kind in ("speech", "statement")):
        return
    top = [line for line in casting.layout.head[:OFFICE_WITHIN] if line.text[-1] != ":"]
    for office, name in pairwise(top):
        if len(office.text) > LONGEST or not is_name(casting, name.text) or not _is_office(casting, office.text):
            continue
        if any(word in casting.lexicon.lists["roles.modifiers"] for word in fold(name.text).split()):
            continue
        mention = casting.reader(f"{name.text}, {office.text}").read(0)
        if mention is not None and mention.name and mention.role and not casting.is_common(mention, name.text):
            yield mention, name.start
            return


def signatories(casting: Casting) -> None:
    """Those whose names and offices close a joint text, line below line."""
    if casting.kind not in JOINT_KINDS:
        return
    for mention, offset in _pairs(casting, last_lines(casting, LINES)):
        casting.company.add(mention, presence="signatory", rule="signature", offset=offset)


def speaker(casting: Casting) -> None:
    """Whose own words a text is, where only its last lines or the way to its page tell."""
    if casting.turned or casting.kind in JOINT_KINDS or any(p.presence for p in casting.company.parties):
        return
    found: list[tuple[Mention, int | None]] = []
    if casting.kind == "speech":
        found = [*_offices(casting), *_plain(casting)]
    if not found and casting.in_first_person():
        found = [*_offices(casting), *_pairs(casting, last_lines(casting, SIGNED)),
                 *((each, None) for each in _on_the_way(casting))]
    for mention, offset in found[:1]:
        casting.company.add(mention, presence="speaker", rule="signature", offset=offset)


def _plain(casting: Casting) -> Iterator[tuple[Mention, int | None]]:
    """A speaker without office: `Delivered by: Ann Hill`, `Ann Hill – Speech at ...`."""
    for text, offset in ((casting.title, None), *((line.text, line.start) for line in casting.layout.head)):
        found = _DELIVERED.match(text) or _NAME_FIRST.match(text)
        if found is not None and is_name(casting, found["name"].strip()):
            name = found["name"].strip()
            yield Mention(start=0, end=len(name), first=0, after=len(name.split()), name=name), offset


def _offices(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`Vice Chair for Supervision and Chair of the Board Ann K. Hill`: a name behind two offices."""
    for line in casting.layout.head:
        words = line.text.split()
        for count in (4, 3, 2):
            name, office = " ".join(words[-count:]), " ".join(words[:-count])
            if len(line.text) > LONGEST or not office or not is_name(casting, name) or not _is_office(casting, office):
                continue
            mention = casting.reader(f"{name}, {office}").read(0)
            if mention is not None and mention.name and mention.role:
                yield mention, line.start
                break


def senders(casting: Casting) -> None:
    """Who sends the message that a record tells of, and to whom: `President A has sent a message of ... to B.`"""
    if casting.turned:
        return
    for section in casting.layout.sections:
        for a, b in list(paragraphs(section.text))[:MESSAGES]:
            sent = _SENT.search(section.text, a, min(b, a + REACH))
            if sent is None:
                continue
            mentions = [m for m in casting.reader(section.text, a, min(b, a + REACH)).mentions() if m.name]
            before = [m for m in mentions if m.end <= sent.start()]
            after = [m for m in mentions if m.start >= sent.end() and _TO.search(section.text[sent.end():m.start])]
            if before and after:
                casting.company.add(before[-1], presence="sender", rule="sends a message", offset=section.start)
                casting.company.add(after[0], presence="recipient", rule="is sent a message", offset=section.start)


def last_lines(casting: Casting, most: int) -> Sequence[Line]:
    """Up to so many short lines that close the text, below its last sentence."""
    lines: list[Line] = []
    for section in casting.layout.sections[-1:]:
        for a, b in reversed(list(paragraphs(section.text))):
            if b - a > LONGEST or section.text[b - 1] in ".!?:;,”\"" or len(lines) == most:
                break
            lines.append(Line(section.text[a:b], section.start + a, section.start + b))
    return (*reversed(lines), *casting.layout.closing)


def _pairs(casting: Casting, lines: Sequence[Line]) -> Iterator[tuple[Mention, int]]:
    for name, office in pairwise(lines):
        if len(office.text) <= LONGEST and is_name(casting, name.text) and _is_office(casting, office.text):
            mention = casting.reader(f"{name.text}, {office.text}").read(0)
            if mention is not None and mention.name and mention.role:
                yield mention, name.start


def is_name(casting: Casting, text: str) -> bool:
    """Whether a line is a person's name, as far as its form and the lexicon tell."""
    if _NAME.fullmatch(text) is None:
        return False
    lists = casting.lexicon.lists
    if any(word in lists["names.never"] or word in lists["names.rarely"] for word in fold(text).split()):
        return False
    known = casting.gazetteer
    place = known is not None and (known.city(text) or known.country_name(text))
    return not place and not any(word in lists["roles.heads"] for word in fold(text).split()[-2:])


def _is_office(casting: Casting, text: str) -> bool:
    mention = casting.reader(text).read(0)
    return mention is not None and bool(mention.role) and not mention.name and not mention.plural


def _on_the_way(casting: Casting) -> Iterator[Mention]:
    """`Ministers > Minister for Foreign Trade > Ann Hill > Blog`: the name right below its office."""
    trail = casting.record.given.breadcrumb or (casting.layout.breadcrumb.text if casting.layout.breadcrumb else "")
    for office, name in pairwise(_PARTS.split(trail[:400])):
        if _is_office(casting, office) and is_name(casting, name):
            mention = casting.reader(f"{name}, {office}").read(0)
            if mention is not None and mention.name and mention.role:
                yield mention
