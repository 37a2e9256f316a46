"""How a record opens: the short lines above its words, and the first paragraphs of the words themselves.

Dates and places are read from here and from the title, never from further down. The layout says what head and lead are;
where it has put a line into the first section instead, the line still counts, marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.marks import is_dateline, label_at
from indexer.model import Record
from indexer.understanding.language.clock import find_clock
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.language.datelines import is_stamp
from indexer.understanding.layout import Layout, Line
from indexer.understanding.structure.part_names import OVERVIEW

_FIELD = re.compile(
    r"\[?(?:(?:event |release |publication )?date(?: and \w+)?"
    r"|(?:date )?(?:published|posted|released|issued|delivered|created|updated|modified)(?: on| under)?|publisher"
    r"|time|place|venue|location|where|when|subjects?|topics?|event|occasion|ref(?:erence)?|from|speaker|e&oe.*"
    r"|interview|transcript|program(?:me)?|guests?|hosts?|station|channel|broadcast)\]?",
    re.IGNORECASE)
SHORT = 160  # characters; a longer line is a paragraph
ADDRESS = 400  # ... but where a line begins with "At the" and ends without a full stop
BLOCKS = 14  # of a record that can belong to its opening
PARAGRAPHS = 3
SENTENCE_WORDS = 12  # of a line of the head that can be read as a lead where turns follow it at once


@dataclass(frozen=True, slots=True)
class Opening:
    """The title, the short lines in page order, and the lead."""

    title: str
    title_start: int | None  # of the title in the record; None where only a field gives it
    head: tuple[Line, ...]
    below: tuple[Line, ...]  # short lines that the layout holds to be the words' own: a first heading, a late dateline
    lead: tuple[Line, ...]


def opening_of(record: Record, layout: Layout) -> Opening:
    """The record's opening. Offsets are in `Record.text`."""
    head = tuple(_short(layout.head))
    known = {line.start for line in (*layout.head, *([layout.title] if layout.title else []))}
    turns = any(section.turns for section in layout.sections)
    skipped = {line.start for line in layout.boilerplate if not find_clock(line.text)} | known
    short: list[Line] = []
    long: list[Line] = []
    for block in record.blocks[:BLOCKS]:
        text = record.text[block.start:block.end]
        if block.speaker or block.start in known:
            if block.speaker:
                break
            continue
        if block.start in skipped:
            continue
        label = label_at(text) if turns else None
        if label and not _FIELD.fullmatch(label.text) and not label.text.startswith(("At ", "In ", "Before ")):
            break
        line = Line(text, block.start, block.end)
        if _is_paragraph(text):
            long.append(line)
        elif block.kind != "caption":
            short.append(line)
        if len(long) == PARAGRAPHS:
            break
    meeting = any(_TELLS_MEETING.search(line.text[:FIRST]) for line in long if not _announces(line.text))
    long = [line for line in long if not (meeting and _announces(line.text))]
    stamped = _stamped(short)
    apart = {each.start for each in stamped}
    words = [line for line in layout.lead[:PARAGRAPHS + 2] if line.start not in apart and not _is_beside(line)
             and not (meeting and _announces(line.text))]
    lead = () if _is_lost(layout) else tuple(words[:PARAGRAPHS] or long)
    if lead and (_QUOTED.match(lead[0].text) or any(line.start > lead[0].start for line in stamped)):
        lead = (*lead, *(line for line in long if line.start > lead[-1].start))[:PARAGRAPHS]
    lead = lead or tuple(line for line in layout.head if len(line.text.split()) > SENTENCE_WORDS
                         and " - " not in line.text)[:PARAGRAPHS]  # "Kingdom of X - Ministry of Foreign Affairs"
    first = lead[0].start if lead else None
    before = (line for line in (*_short(short), *(line for line in layout.lead if _introduces(line)))
              if first is None or line.start < first)
    below = tuple({line.start: line for line in (*before, *stamped)}.values())
    title, start = _title(record, layout)
    return Opening(title, start, head, below, lead)


def _is_lost(layout: Layout) -> bool:
    """True where the words begin with a numbered heading, which has the body below it and no lead above."""
    first = layout.sections[0] if layout.sections else None
    return (first is not None and first.number is not None and first.heading is not None
            and OVERVIEW.search(first.heading) is None)


def _title(record: Record, layout: Layout) -> tuple[str, int | None]:
    """The title, the given one first, and where it stands in the record; None where it does not stand there."""
    given, found = record.given.title, layout.title
    if given and not (found and _letters(found.text) == _letters(given)):
        return given, None
    return (found.text, found.start) if found else ("", None)


_SIGNS = " \t*•|·-"  # around a dateline: a list's mark, a divider
_STAMP_LENGTH = 80  # characters of a dateline among the words
_PLACE_WORDS = 8


def _stamped(lines: list[Line]) -> tuple[Line, ...]:
    """A dateline that stands among the words, below their summary, with the clock or place under it.

    None where several days stand so: they are headings then.
    """
    dated = [at for at, line in enumerate(lines) if _is_late_dateline(line.text)]
    if len({find_dates(lines[at].text)[0].days() for at in dated}) != 1:
        return ()
    found = [lines[at] for at in dated]
    for line in lines[dated[0] + 1:dated[0] + 3]:
        near = line.start - found[-1].end <= 4  # the next block, or the next but an empty line
        named = len(line.text.split()) <= _PLACE_WORDS and line.text[:1].isupper() and line.text[-1:] not in ".?!:;,"
        if near and len(line.text) <= _STAMP_LENGTH and (named or find_clock(line.text)):
            found.append(line)
    return tuple(found)


def _is_late_dateline(text: str) -> bool:
    plain = text.strip(_SIGNS)
    if len(plain) > _STAMP_LENGTH or is_stamp(plain) or not is_dateline(plain):
        return False
    dates = find_dates(plain)
    return len(dates) == 1 and dates[0].full and dates[0].days() is not None and dates[0].last is None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_paragraph(text: str) -> bool:
    if _is_address(text):
        return False
    return ((len(text) > SHORT and "\n" not in text[:SHORT])
            or (len(text.split()) > 12 and text.rstrip().endswith((".", "?", "!", "”", '"'))))


_INTRODUCES = re.compile(  # "The below is attributable to Maj. Gen. Moe:"
    r"^(?:[^.!?]|\b[A-Z][a-z]{0,3}\.){0,240}:\s*$")
_ANNOUNCES = re.compile(  # "The text of the following statement was released by the Governments of ..."
    r"(?:The )?(?:(?:full )?text of the following\b|following (?:is|are|was) (?:the|a)\b|full text\b)", re.IGNORECASE)
FIRST = 400  # characters of a paragraph in which a meeting is told of
_TELLS_MEETING = re.compile(r"\b(?:met|gathered|convened|held (?:a|an|their|talks))\b")
_TOLD = re.compile(r"\b(?:held|took place|conducted|met)\b")
_QUOTED = re.compile(r"[“‘\"']")  # a quotation ahead of the lead: 'We stand together,' said the Minister
_AT = re.compile(r"(?:At|Before|In|To) (?:(?:the|an?|its) )?[“\"‘']?[^\W_a-z]")
_FULL_STOP = re.compile(r"[^\W\d_]{3}[.?!][”\"]?$")


def _introduces(line: Line) -> bool:
    """True for what ends in a colon, and does not tell itself when they met: the words follow it."""
    if _INTRODUCES.match(line.text) is None:
        return False
    return not (_TOLD.search(line.text) and find_dates(line.text))


def _is_beside(line: Line) -> bool:
    """True for what stands in the lead and is none of its words: an address, a caption, a city, what introduces."""
    return (_is_address(line.text) or _is_caption(line.text) or _CITY_LINE.fullmatch(line.text) is not None
            or _introduces(line))


def _announces(text: str) -> bool:
    """True for what says that a text follows, and no day."""
    return _ANNOUNCES.match(text) is not None and not find_dates(text[:ADDRESS])


_CITY_LINE = re.compile(  # "Washington, DC."
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?\.?")
_ITEM = re.compile(r"[-–•*]\s")


def _is_caption(text: str) -> bool:
    """True for an item of a list that is no sentence: what stands below the pictures above the words."""
    ends = text.rstrip().endswith((".", ";", ":", "”", '"'))
    return _ITEM.match(text) is not None and len(text) <= SHORT and not ends


def _is_address(text: str) -> bool:
    """True for a line that says where words were spoken: `At the Conference on ..., Cambridge, Massachusetts`."""
    ends_in_place = "," in text[-60:] and not _FULL_STOP.search(text[-12:].rstrip())
    return len(text) <= ADDRESS and ends_in_place and _AT.match(text) is not None


def _short(lines: tuple[Line, ...] | list[Line]) -> Iterator[Line]:
    """The lines one by one, where a block holds several; the long ones left out."""
    for line in lines:
        start = 0
        for part in line.text[:SHORT * 6].split("\n"):
            if part.strip() and (len(part) <= SHORT or _is_address(part)):
                yield Line(part, line.start + start, line.start + start + len(part))
            start += len(part) + 1
