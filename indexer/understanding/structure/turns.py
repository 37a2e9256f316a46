"""Turns of speech: whose label a paragraph begins with, and where each turn's words begin and end.

A single line tells little (``Security: The ministers agreed ...``), so a label counts with the evidence of the
whole record: labels that name a role, an honorific or an asker, labels that come again, labels in capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from indexer.marks import MOST_WITH_OFFICE, OPENING, Label, label_at
from indexer.understanding.layout import Turn
from indexer.understanding.structure.bare_turns import arrowed, bare_answers, keyed
from indexer.understanding.structure.label_forms import answers, dressed, rarer
from indexer.understanding.structure.label_words import (
    SPEECH_ENDS,
    LabelWords,
    is_numbered,
    is_titled,
    label_words,
    normal,
)

TOPIC_WORDS = 8  # behind the colon of a heading
FIRST = 8  # lines of a text of one turn, among which its label stands


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of a text whose paragraphs are set off by line ends; empty where it is no transcript.

    Words before the first label are a turn without a label. Offsets are in `text`.
    """
    lines: list[str] = []
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(line)
            starts.append(at)
        at += len(line) + 1
    labels = find_labels(lines)
    if not labels:
        return ()
    turns: list[Turn] = []
    label, label_start, start = None, starts[0], starts[0]
    for index, begins in enumerate(starts):
        if (found := labels.get(index)) is None:
            continue
        if index or label is not None:
            turns.append(Turn(label, label_start, start, _end(text, begins)))
        label, label_start, start = found.text, begins + found.start, begins + found.words
    turns.append(Turn(label, label_start, start, _end(text, len(text))))
    return tuple(turns)


def _end(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def find_labels(lines: Sequence[str], key: Mapping[str, str] = MappingProxyType({})) -> dict[int, Label]:
    """Line index -> its label, for the lines that begin a turn; empty where the text is no transcript.

    `key`: initials by which the record says it will name its speakers.
    """
    words = label_words()
    shapes: dict[int, Label] = {}
    for at, line in enumerate(lines):
        label = (dressed(line, words) or label_at(line)) if _may_begin_turn(line) else None
        if label is not None and not _is_field(label, line, words) and not _is_address(label.text, words):
            shapes[at] = label
    found = _accepted(shapes, lines, words) if shapes else {}
    found = {**rarer(lines, found, words), **answers(lines, words), **keyed(lines, key)}
    if found:
        found |= bare_answers(lines, found) | arrowed(lines, found)
    return dict(sorted(found.items()))


def _is_address(text: str, words: LabelWords) -> bool:
    return _ADDRESS.match(text) is not None and " ".join(normal(text).split()[:2]) not in words.articles


_SPOKEN = re.compile(r":\W{1,3}[^:]{0,300}\bI\b")  # a label far down counts where its words are in the first person
_ADDRESS = re.compile(  # those spoken to, and titles of what is spoken of
    r"(?i:(?:hon(?:ou?rable)?|esteemed|respected)\.? "
    r"(?:congress\w+|members?|senators?|colleagues?|sirs?|madam|ministers?)$"
    r"|fellow|dear|distinguished|ladies|gentlemen|excellenc\w+|friends)\b|(?:An?|Our|My|Your|Their|Its|This|These)\s[A-Z]")


def _may_begin_turn(line: str) -> bool:
    opening = line[:OPENING]
    return (":" in opening or "：" in opening or opening.lstrip()[:3] in _OPENERS or opening.lstrip()[:2] in _OPENERS
            or opening.startswith(("Question ", "Answer "))
            or (" asked the " in opening and opening[:4].lstrip("* ")[:1].isdigit())
            or (opening[:12].lstrip(_LISTED)[:1] in ("Q", "A") and opening[:1] not in "QA")
            or (opening.lstrip()[:1] in "QA" and not opening.lstrip()[1:2].isalpha()))


_LISTED = " •●○◦■□▪◆◇►▶➢‣∙·*–—-0123456789.)"
_OPENERS = frozenset(["The", "THE", "Mr.", "Mrs", "Ms.", "Dr.", "Mis", "Mr ", "Mes", "Pre", "Pri", "Vic", "Sec", "Cha",
                      "Sen", "Gov", "Gen", "Amb", "Adm", "Rep", "Dir", "Com", "Pro", "Jud"])


def _is_spoken(label: Label, line: str, words: LabelWords) -> bool:
    """True for role and full name before words in the first person: such a label counts far down, too."""
    parts = normal(label.text).split()
    return len(parts) > 3 and bool(set(parts) & words.speaker) and _SPOKEN.search(line) is not None


def _is_field(label: Label, line: str, words: LabelWords) -> bool:
    if "....." in line[label.words:label.words + 80] or _HELD_BY.fullmatch(line, label.words):  # of a list of members
        return True
    if _SHORTENED.fullmatch(line, label.words):  # "Presenter: Nils Berg (NB)"
        return True
    folded = re.sub(r"[^\w&'./ -]", "", label.text.casefold()).strip()
    parts = folded.split()
    if len(parts) > 1 and parts[-1] in words.field_ends:
        return True
    if "/" in folded and folded.split("/")[0] in words.field:  # "SUBJECT/SUJET:"
        return True
    if folded == "speaker" and line.rstrip().endswith((".", "?", "!")):  # of a chamber; the field holds a name
        return False
    return folded in words.field or (label.form == "colon" and folded.split(" of ")[0] in words.field)


_SHORTENED = re.compile(r"[^\W\d_a-z][^.?!:()]{3,80} \([A-Z]{2,5}\)")
_HELD_BY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|H\.E)\.? [^\W\d_a-z][\w .’'-]{1,50} \([^()]{2,60}\)")


def _accepted(shapes: dict[int, Label], lines: Sequence[str], words: LabelWords) -> dict[int, Label]:
    counts = Counter(normal(label.text) for label in shapes.values())
    has_questions = any(_is_q(label) for label in shapes.values())
    strong = {at for at, label in shapes.items() if _strength(label, counts, words, has_questions) >= 2}
    strong |= _exchanges(shapes, lines) | _chamber(shapes, lines)
    if not strong or not _reads_like_speech(strong, shapes, lines):
        return {}
    if len(strong) == 1:
        (at,) = strong
        deep = at > FIRST and not _is_spoken(shapes[at], lines[at], words)
        if deep or (len(shapes) == 1 and not _stands_alone(shapes[at], words)):
            return {}
    kept = {at: shapes[at] for at in strong}
    roots = {part for label in kept.values() for part in _name_parts(label.text)}
    weak = {at: label for at, label in shapes.items() if at not in strong
            and _strength(label, counts, words, has_questions) == 1}
    weak = {at: label for at, label in weak.items() if not _heads(label, counts, lines[at])}
    for at, label in (*weak.items(), *reversed(weak.items())):  # twice, as a label of two names links a third
        if len(strong) > 1 or counts[normal(label.text)] > 1 or _name_parts(label.text) & roots:
            kept[at] = label
            roots |= _name_parts(label.text)
    kept |= _blurred(kept, lines)
    return dict(sorted((kept | _bare(kept, lines) if has_questions else kept).items()))


def _heads(label: Label, counts: Mapping[str, int], line: str) -> bool:
    """True for a topic or a field, with no speech behind its colon: ``Pacific Islands: Television``."""
    rest = line[label.words:].rstrip()
    short = bool(rest) and rest.count(" ") < TOPIC_WORDS and counts[normal(label.text)] == 1
    return short and not rest.endswith((*SPEECH_ENDS, ",", ":", ";"))


def _chamber(shapes: Mapping[int, Label], lines: Sequence[str]) -> set[int]:
    """``Mr. Ost. The committee will come to order.``: several such names, of which two or more come again."""
    found = {at: normal(label.text) for at, label in shapes.items()
             if label.form == "stop" and len(lines[at]) > label.words}
    again = {name for name, count in Counter(found.values()).items() if count > 1}
    return set(found) if len(again) > 1 and len(found) >= CHAMBER else set()


CHAMBER = 4  # turns by which a hearing's labels are told from ends of sentences


def _exchanges(shapes: Mapping[int, Label], lines: Sequence[str]) -> set[int]:
    """Lines of a question right above its answer, each below a name: outlets that no list knows, and who answers."""
    found: set[int] = set()
    for at, label in shapes.items():
        answer = shapes.get(at + 1)
        if answer is None or "?" not in lines[at][-40:] or "?" in lines[at + 1][-40:] or label.text == answer.text:
            continue
        if all(each.form == "colon" and each.text.count(" ") < 5 and is_titled(each.text) for each in (label, answer)):
            found |= {at, at + 1}
    return found


_BARE = re.compile(r"((?:[A-Z]{2,}|MR\.?)(?: [A-Z]{2,}){0,2})[.,;]?\s{1,4}(?=[A-Z][a-z’']|I\b|No\b)")


def _bare(kept: Mapping[int, Label], lines: Sequence[str]) -> dict[int, Label]:
    """Labels without a colon, as in ``PM Yes, I do.``, where three turns or more begin with the same capitals."""
    found: dict[int, Label] = {}
    for at, line in enumerate(lines):
        match = _BARE.match(line) if at not in kept and line[:2].isupper() else None
        if match is not None:
            found[at] = Label(match.group(1), 0, match.end(1), match.end(), "colon")
    counts = Counter(label.text for label in found.values())
    return {at: label for at, label in found.items() if counts[label.text] > 2}


def _blurred(kept: Mapping[int, Label], lines: Sequence[str]) -> dict[int, Label]:
    """Labels in capitals that a scan left with a sign before them or another sign in place of the colon."""
    counts = Counter(label.text for label in kept.values() if label.text.isupper() and label.form == "colon")
    printed = [re.escape(text) for text, count in counts.most_common(12) if count > 1]
    if not printed:
        return {}
    names = "|".join(sorted(printed, key=len, reverse=True))
    pattern = re.compile(rf"(?:\W{{0,3}}\w{{0,2}}\W{{1,3}})?({names})\s?[:;.]\s")
    found: dict[int, Label] = {}
    for at, line in enumerate(lines):
        match = pattern.match(line) if at not in kept else None
        if match is not None:
            found[at] = Label(match.group(1), match.start(1), match.end(1), match.end(), "colon")
    return found


def _is_q(label: Label) -> bool:
    return label.text[:1] == "Q" and label.form == "q"


def _strength(label: Label, counts: Mapping[str, int], words: LabelWords, has_questions: bool) -> int:
    """2: a speaker by itself; 1: a speaker if there are others; 0: something else before a colon."""
    parts = normal(label.text).split()
    if not parts:
        return 0
    often = counts[" ".join(parts)]
    if is_numbered(label):
        return 2
    if label.form == "q":
        return 2 if (label.text[:1] == "Q" and often > 1) or has_questions else 0
    if label.form == "stop":
        if not _CAPITALS.search(label.text):  # The President. Mr. Reagan.: sentences can end so, too
            return 1 if often > 1 or has_questions else 0
        return 2 if often > 1 or label.text[:3] not in ("The", "THE") or set(parts) & words.speaker else 0
    if _TIME_CODE.search(label.text):
        return 2
    known = set(parts) & (words.questioner | words.speaker) or parts[0] in words.honorific
    if known and len(parts) <= (MOST_WITH_OFFICE if "," in label.text else 12):
        return 2 if len(parts) <= 3 or often > 1 or parts[0] in words.honorific or is_titled(label.text) else 1
    if label.text.isupper() and len(parts) <= 5:
        return 2 if often > 1 else 1
    if len(parts) > 5 and often < 2:
        return 0
    return 2 if often > 2 else 1 if is_titled(label.text) else 0


_TIME_CODE = re.compile(r"[(\[](?:\d{1,2}:)?\d{1,2}:\d{2}[)\]]")
_CAPITALS = re.compile(r"[A-Z]{2}")


def _reads_like_speech(strong: set[int], shapes: Mapping[int, Label], lines: Sequence[str]) -> bool:
    """True where words follow the labels, not just the value of a field or the member of a list."""
    spoken = 0
    for at in strong:
        rest = lines[at][shapes[at].words:]
        goes_on = at + 1 < len(lines) and at + 1 not in shapes
        spoken += rest.count(" ") >= 4 or rest.rstrip().endswith(SPEECH_ENDS)
        spoken += goes_on and (not rest or rest.rstrip().endswith(","))  # "Mr President," and words below it
    return spoken * 2 >= len(strong)


def _stands_alone(label: Label, words: LabelWords) -> bool:
    """True for the single label of a text that is one turn: honorific and name, role and name, or ``Mr. X.``."""
    parts = normal(label.text).split()
    named = parts[0] in words.honorific or bool(set(parts) & words.speaker) or label.text.isupper()
    return label.form == "stop" or (len(parts) > 1 and named)


def _name_parts(text: str) -> frozenset[str]:
    return frozenset(part for part in normal(text).split() if len(part) > 2)
