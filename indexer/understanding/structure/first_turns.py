"""Where a transcript's turns begin: what stands above the first, and what runs along their margins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from indexer.marks import Label, is_dateline, mark_at
from indexer.understanding.structure.head import Head
from indexer.understanding.structure.head_lines import is_place
from indexer.understanding.structure.head_words import word
from indexer.understanding.structure.headings import find_headings
from indexer.understanding.structure.label_words import label_words, normal
from indexer.understanding.structure.units import Unit


def first_turn(units: Sequence[Unit], head: Head, labels: Mapping[int, Label]) -> int:
    """Where in the head the first turn begins: a label alone on its line, that comes again; or the topic above it."""
    body = units[head.at:]
    names = {normal(label.text) for at, label in labels.items() if label.words >= len(body[at].text)}
    first = next((at for at in range(1, head.at) if normal(units[at].text.strip(_BRACKETS)) in names), head.at)
    if names and first == head.at and 0 not in labels:
        last = next((at for at in range(head.at - 1, 0, -1) if not MARGIN.fullmatch(units[at].text)), 0)
        title = head.title.start if head.title is not None else -1
        first = last if units[last].start > title and label_words().knows(normal(units[last].text)) else first
    topics = (units[head.at + at - 1] for at in labels if at and at - 1 not in labels)
    above = units[first - 1] if first else None
    if above is None or not _is_topic(above) or not any(map(_is_topic, topics)):
        return first
    if first == head.at:  # the last line of the head may name whose page it is, or where
        title = head.title.start if head.title is not None else above.start
        headed = (0 in labels and not _is_byline(above, labels[0]) and title < above.start
                  and not _NO_TOPIC.search(above.text) and not is_place(above.text))
        return first - (headed and word("institutions").search(above.text) is None)
    return first - 1


def _is_byline(unit: Unit, first: Label) -> bool:
    """True for a line that names whoever speaks first, with or without the office: no topic of what they say."""
    named, printed = set(normal(first.text).split()), set(normal(unit.text).split())
    return len(named & printed) * 3 >= len(named) * 2 and len(printed - named) <= OTHERS


OTHERS = 2  # words of a byline that are not of the label below it
_BRACKETS = "()[]【】<>*"
_NO_TOPIC = re.compile(r"[\d:()\[\]]|^(?:By|At|In|From|Via) |,[^,]*,")


def above_turns(body: Sequence[Unit], labels: Mapping[int, Label]) -> int:
    """How many lines above the first turn belong to the head: an index, who is present; 0 where prose is among them.

    The heading right above the first turn is the words' own.
    """
    first = min(labels, default=0)
    if not 0 < first <= MOST_ABOVE or any(
            unit.speaker is not None or (unit.words > SAID_WORDS and not _is_field(unit)
                                         and (unit.ends_sentence or _OWN.search(unit.text)))
            for unit in body[:first]):
        return 0
    headings = find_headings(body[:first + MOST_ABOVE], frozenset(labels))
    if _is_byline(body[first - 1], labels[first]):
        return first
    while first and (first - 1 in headings or mark_at(body[first - 1].text) is not None):
        first -= 1
    return first


def _is_field(unit: Unit) -> bool:
    """True for a field of the page, in one paragraph: `Subjects: the delta; fish.`"""
    name, colon, _ = unit.text[:24].partition(":")
    return bool(colon) and name.casefold() in label_words().field


_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur) [a-z]")
MOST_ABOVE = 60  # lines of an index above the first turn
SAID_WORDS = 3  # of a sentence that is more than a note of the page
MARGIN = re.compile(  # of a chamber's printed record: clocks and columns
    r"\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?|[\[(]?\d{1,2}:\d{2}:\d{2}[\])]?|\d\d:\d\d:\d\d[,.]?\d* --> [\d:.,]{8,12}"
    r"|\d{1,2} \w{3,9} \d{4} ?: ?Column \w{1,8}|\[?Column \d+\w?\]?", re.IGNORECASE)


def _is_topic(unit: Unit) -> bool:
    return (unit.words <= TOPIC_WORDS and not unit.ends_sentence and not is_dateline(unit.text)
            and unit.text[0] not in "([<*" and unit.text[-1] not in ",:;-–—")


TOPIC_WORDS = 12  # of a heading above the first turn on it
