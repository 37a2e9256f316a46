"""Who has written a text in the first person: op-eds and letters, of one or of several together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import Presence
from indexer.understanding.layout import Line
from indexer.understanding.who.casting import JOINT_KINDS, Casting, paragraphs
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.parties import Party
from indexer.understanding.who.signatures import is_name, last_lines

SIGNED = 12  # lines of a text's end
LONGEST = 500  # characters of the last paragraph, where it is those who sign
NOTES = 300  # characters of a paragraph that tells who the authors are
_BY = re.compile(r"(?:By|Authors?:|Written by|Written jointly by|Joint op-ed by|(?:An )?[Oo]p-ed by) (?=[^\W\d_a-z])")
_AND = re.compile(r",? and |, | & ")
_NAME = r"(?:[^\W\d_a-z][\w’'.-]{0,30}(?: (?:[^\W\d_a-z][\w’'.-]{0,30}|de|van|von|der|den|bin|al|da|del|la|le)){1,4})"
_NOTE = re.compile(rf"(?:^|(?<=[.;] )|(?<=\band )|(?<=, ))(?P<name>{_NAME}),? is (?:the |an? |currently )*"
                   r"(?P<office>(?:[A-Z][\w’'-]*|of|for|and|the|,)(?: (?:[A-Z][\w’'-]*|of|for|and|the))*)")
_WRITTEN = re.compile(r"\b(?:op-?ed|opinion|article|letter|commentary|essay|contribution|blog|guest (?:post|column))\b",
                      re.IGNORECASE)
_I = re.compile(r"\bI\b(?![.)])")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?)\b")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*\"")
WRITERS = frozenset(("title", "byline", "signature", "author"))  # rules by which one has written the words


def authors(casting: Casting) -> None:
    """Let those take part whom a line above or below a text in the first person names as its authors."""
    if casting.turned or casting.told or casting.kind in JOINT_KINDS or not casting.in_first_person():
        return
    if any(p.presence and p.rule in ("field", "title") for p in casting.company.parties):
        return
    presence: Presence = "speaker"
    named = list(_by(casting))
    notes = [note for note in _notes(casting) if not named or any(note[0].name == each[0].name for each in named)]
    signed = list(_signed(casting)) if _is_written(casting) else []
    for mention, offset in (*named, *(notes if named or len(notes) > 1 or _is_written(casting) else ()), *signed):
        casting.company.add(mention, presence=presence, rule="author", offset=offset)


def together(casting: Casting) -> list[Party]:
    """The authors of a text that speaks of itself as `we` alone, where they are several; else nobody."""
    writers = [p for p in casting.company.parties
               if p.rule in WRITERS and p.presence in ("speaker", "principal", "sender", "signatory")]
    if len(writers) < 2 or not (_is_written(casting) or all(p.rule == "author" for p in writers)):
        return []
    text = _QUOTED.sub(" ", "\n".join(section.text for section in casting.layout.sections[:20]))
    return writers if _WE.search(text) is not None and _I.search(text) is None else []


def _is_written(casting: Casting) -> bool:
    head = " ".join((casting.title, casting.record.given.kind or "", *(line.text for line in casting.layout.head)))
    return _WRITTEN.search(head) is not None


def _by(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`By Ann Hill and Nils Berg` between title and words."""
    for line in casting.layout.head:
        by = _BY.match(line.text) if len(line.text) < NOTES else None
        if by is None:
            continue
        names = [part.strip() for part in _AND.split(line.text[by.end():])]
        if all(is_name(casting, name) for name in names):
            for name in names:
                yield Mention(start=0, end=len(name), first=0, after=len(name.split()), name=name), line.start
        elif (mention := casting.reader(line.text, by.end()).read(0)) is not None and mention.name and mention.role:
            yield mention, line.start


def _notes(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`Ann Hill is Minister of Ports of Norway.` in the first or last paragraph, or on lines of their own."""
    for line in _edges(casting):
        for note in _NOTE.finditer(line.text):
            if is_name(casting, note["name"]):
                mention = casting.reader(f"{note['name']}, {note['office']}").read(0)
                if mention is not None and mention.name and mention.role:
                    yield mention, line.start


def _edges(casting: Casting) -> list[Line]:
    lines = [*casting.layout.head, *casting.layout.closing]
    sections = casting.layout.sections
    for section in dict.fromkeys((sections[0].key, sections[-1].key)) if sections else ():
        found = next(each for each in sections if each.key == section)
        parts = list(paragraphs(found.text))
        lines += [Line(found.text[a:b], found.start + a, found.start + b)
                  for a, b in (*parts[:2], *parts[-2:]) if b - a <= NOTES]
    return [line for line in lines if len(line.text) <= NOTES and " is " in line.text]


def _signed(casting: Casting) -> Iterator[tuple[Mention, int]]:
    """`Ann Hill, Minister of Ports, Norway` on a line of its own at the end: those who sign a letter."""
    lines = last_lines(casting, SIGNED)
    for line in lines:
        mention = casting.reader(line.text).read(0)
        if mention is not None and _signs(mention):
            yield mention, line.start
    for section in casting.layout.sections[-1:] if not lines else ():
        a, b = list(paragraphs(section.text))[-1]
        signing = [each for each in casting.reader(section.text, a, b).mentions() if _signs(each)]
        if b - a <= LONGEST and len(signing) > 1 and signing[0].start == a:  # lines that run on
            yield from ((each, section.start) for each in signing)


def _signs(mention: Mention) -> bool:
    return bool(mention.name and mention.role and mention.attributed and not mention.owns)
