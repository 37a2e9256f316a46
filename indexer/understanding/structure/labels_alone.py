"""Labels on lines of their own, without a colon, above what each said: names, offices, words for one who asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from indexer.marks import Label, is_label_text
from indexer.understanding.structure.label_words import LabelWords, is_said, is_titled, normal

_CLOCK_LAST = re.compile(r"\s{1,8}[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s{0,4}$")
_SEAT = re.compile(r"(?:\([^()]{1,80}\)\s{0,2}){1,3}$")  # "(Mid Dorset) (Con)" below a member's name
_WHOLE = re.compile(r"[\[(<【（〔*_]{1,3}([^\])>】）〕*_\n]{1,60})[\])>】）〕*_]{1,3}")  # "(Question)" on its own line
_FROM = re.compile(r"(?:[A-Z]\w+ )?[Qq]uestion (?:from|by|of) (?:an? |the )?[\w-]{3,20}(?: [\w-]{3,20})?"
                   r"(?: \([^()]{1,60}\))?")
ALONE_WORDS = 10  # of a label on a line of its own, brackets aside
LONGEST_ALONE = 160  # characters of its line
LEAST = 4  # turns of names among which no one is known to ask


def alone(lines: Sequence[str], found: Mapping[int, Label], words: LabelWords) -> dict[int, Label]:
    """Labels on lines of their own without a colon: ``Journalist``, ``Minister Ost  00:12``, above what each said."""
    shapes: dict[int, Label] = {}
    clocks: set[int] = set()
    for at, line in enumerate(lines[:-1]):
        if len(line) > LONGEST_ALONE or at in found:
            continue
        clock = _CLOCK_LAST.search(line)
        text = line[:clock.start()].strip() if clock is not None else line.strip()
        closed = _WHOLE.fullmatch(text)
        if closed is not None and set(normal(closed[1]).split()) <= words.questioner | words.speaker:
            text = closed[1]
        if text and text[-1] not in ".,;:?!" and normal(text).count(" ") < ALONE_WORDS and (
                is_label_text(text) or _FROM.fullmatch(text)):
            start = line.index(text)
            shapes[at] = Label(text, start, start + len(text), len(line), "colon")
            if clock is not None:
                clocks.add(at)
    seats = {at for at in shapes if at + 2 < len(lines) and _SEAT.match(lines[at + 1])}
    if len(seats) > 1:
        return _seated(shapes, seats, lines, words)
    spoken = {at for at in shapes if at + 1 not in shapes
              and (is_said(lines[at + 1]) or words.is_question(lines[at + 1]))}
    if len(clocks & spoken) > 1:
        return {at: shapes[at] for at in sorted(clocks & spoken)}
    return _in_turn({at: shapes[at] for at in sorted(spoken)}, lines, words)


def _seated(shapes: Mapping[int, Label], seats: Collection[int], lines: Sequence[str],
            words: LabelWords) -> dict[int, Label]:
    """Members of a chamber with seat and party, or the office's holder, in a line below; and others by their titles."""
    found: dict[int, Label] = {}
    for at, label in shapes.items():
        if at in seats:
            whole = Label(f"{label.text} {lines[at + 1].strip()}", label.start, label.end, label.words, "colon")
            found[at] = whole
            found[at + 1] = Label(whole.text, 0, len(lines[at + 1]), len(lines[at + 1]), "colon")
        elif words.knows(normal(label.text)) and at + 1 not in shapes and is_said(lines[at + 1]):
            found[at] = label
    return dict(sorted(found.items()))


def _in_turn(shapes: Mapping[int, Label], lines: Sequence[str], words: LabelWords) -> dict[int, Label]:
    """Of names on lines of their own, those of a conversation: a word for one who asks, above questions, and others.

    Where none asks, names with a title of which some come again.
    """
    names = {at: normal(label.text) for at, label in shapes.items()}
    counts = Counter(names.values())
    asking = {at for at in shapes if set(names[at].split()) <= words.questioner
              or (names[at].startswith("question ") and words.asks(names[at]))}
    if not asking:
        asking = _asking_names(names, counts, lines)
    questions = sum("?" in lines[at + 1] for at in asking)
    others = {at for at in shapes if at not in asking and words.knows(names[at])}
    repeated = {names[at] for at in others if counts[names[at]] > 1}
    if len(others) >= LEAST - 1 and len({names[at] for at in others}) > 1 and repeated:
        return {at: shapes[at] for at in sorted(asking | others)}
    others |= {at for at in shapes if at not in asking and counts[names[at]] > 1 and is_titled(shapes[at].text)}
    if questions * 2 < len(asking) or not asking or not others or len(asking) + len(others) < LEAST - 1:
        return {}
    return {at: shapes[at] for at in sorted(asking | others)}


def _asking_names(names: Mapping[int, str], counts: Counter[str], lines: Sequence[str]) -> set[int]:
    """Names that no list knows right above questions, where those who come again and again do not ask."""
    asking = {at for at in names if lines[at + 1].rstrip().endswith("?")}
    again = {at for at in names if at not in asking and counts[names[at]] > 1}
    return asking if len(asking) > 1 and len(again) > 1 else set()
