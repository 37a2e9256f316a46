"""Labels of turns in rarer dress: with a dash, in brackets, in capitals, alone on their lines, behind a bullet.

Each of these looks like much else (``Tokyo - The ministers ...``, ``(Photo)``), so a form counts only where the record
uses it again and again, for one who asks and one who answers, or for several who speak in turn, and no usual one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from indexer.marks import OPENING, Label, is_label_text, label_at, mark_at
from indexer.understanding.structure.label_words import LabelWords, is_said, is_titled, normal
from indexer.understanding.structure.labels_alone import alone

TALK = 6  # turns of a conversation among people of whom nothing else is known
LEAST = 4  # turns in a form among which no one is known to ask
_CLOCK_FIRST = re.compile(r"\s{0,8}[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s{1,8}(?=[^\W\d_])")
_HALF_DAY = re.compile(r"[AaPp]\.?\s?[Mm]\b")  # "11:38 A.M. EST"
_STARRED = re.compile(r"\s{0,8}(?:[*_]{1,3})([^*_:：\n]{1,100})(?:[:：]\s?[*_]{1,3}|[*_]{1,3}\s?[:：])\s{0,8}")
_ARROW = re.compile(r"\s{0,8}[>»→]{1,3}\s{0,4}(?=[^\W\d_])")
_BARRED = re.compile(r"\s{0,8}([^\W\d_][^|:\n]{0,80}?) \| (?=\S)")  # cells of a table
_OF_WHOM = re.compile(  # "Q (Jan Ost, Radio Delta): ...", "Question from Radio Delta: ...", "Question 1. ..."
    r"\s{0,8}((?:Q|A|Question|Answer)\s?\([^()\n]{2,80}\)(?=\s?[:：])"
    r"|(?:Question|Answer|Response) (?:from|by|of) [A-Z][^:.?!\n]{2,80}(?=[:：])"
    r"|(?:Question|Answer)(?: No\.?)? ?\d{1,3}(?=[.)]))\s?[:：.)]\s{0,4}")
_RAISED = re.compile(r"\s{0,8}(?:\*{1,3}\s?)?(The following questions? (?:was|were) (?:raised|asked|received)"
                     r"[^:.?!]{0,100}):\s{1,4}(?=\S)")  # in writing, after a conference
_ENCLOSED = re.compile(r"\s{0,8}\(([A-Z][^()\n]{4,60})\)\s?[:：]\s{1,4}(?=\S)")  # "(Jan Ost, Radio Delta): ..."
_ORAL = re.compile(r"\s{0,8}Q\s?\d{1,4}\.?\s{1,40}(?=[A-Z])")
_PUT = re.compile(r"\s{0,8}\*?\d{1,4}\.?\s{1,8}(?=((?:(?:Deputy|Senator|Mr|Mrs|Ms|Miss|Dr|Sir|Shri|Smt|Dame|Hon)\.? )?"
                  r"[^\W\d_a-z][^:;.?!]{2,60}?) asked the [A-ZÁÉÍÓÚ])")  # "31. Deputy Ost asked the Minister ..."
_MEMBER = re.compile(r"\s{0,8}\*?\d{1,5}\.?\s{1,8}(?=(?i:shri|smt|shrimati|kumari|dr|mr|mrs|ms|prof|adv)\.? "
                     r"[^:;?!\n]{3,120}:\s*$)")  # "*2317. SHRI NILS OST:" above what he asks
_PUT_IN = re.compile(r"\[\d{2,7}(?:/\d{2})?\]\s{0,4}$")  # the number in the order paper behind it
_ASKED = re.compile(r"\s{0,8}([A-Z][^:;.?!]{3,80}?) (?:asked|to ask) "
                    r"(?:(?:Her|His) Majesty['’]s Government|the [A-Z][^:;.?!]{3,120}):$")
_ANSWER = re.compile(r"\W{0,3}(?:ANSWER|REPLY|Answer|Reply)\W{0,3}$")
_ROLE_LINES = 3  # below `ANSWER`: who gives it
_DASHED = re.compile(r"\s{0,8}(?P<label>[^\W\d_][^–—:\n]{0,220}?)(?:(?P<stop>\.?)\s(?:[–—]|-{1,2})|(?P<tight>\.)[–—-])"
                     r"\s{1,4}(?=\S)")
_CAPACITY = re.compile(r"\s?,\s(?=[a-z])")
_HAS_DASH = re.compile(r"[\s.](?:[–—]|--?)\s")
_BRACKETED = re.compile(r"\s{0,8}[*_]{0,3}[\[(<【（〔](?:v )?([^\])>】）〕\n]{1,60})[\])>】）〕][*_]{0,3}\s{0,4}(?=\S)")
_STOPPED = re.compile(r"\s{0,8}([A-Z][A-Z.’'-]{1,20}(?: [A-Z][A-Z.’'-]{0,24}){1,4})\.\s{1,4}(?=[A-Z“\"‘\[(])")
_CAPITALS = re.compile(r"((?:[A-Z]{2,}|M[RS]S?\.?)(?: [A-Z]{2,}){0,3})[.,;]?\s{1,4}"
                       r"(?=[^\W\d_a-z][a-zà-öø-ÿāēīōū’']|[AI]\b|No\b)")


def dressed(line: str, words: LabelWords) -> Label | None:
    """The label of a line behind bold signs, a clock, a bullet or a number; None where there is none.

    A number or bullet may stand before anything, so the label behind it has to be of one who asks or speaks.
    """
    opening = line[:OPENING]
    sign = opening.lstrip()[:1]
    if sign.isalpha():
        return _in_words(line, opening, sign)
    if sign == "(" and (enclosed := _ENCLOSED.match(opening)) is not None and is_label_text(enclosed[1]):
        return Label(enclosed[1], enclosed.start(1), enclosed.end(1), enclosed.end(), "colon")
    if sign == "*" and (raised := _RAISED.match(opening)) is not None:
        return Label("Question", raised.start(1), raised.end(1), raised.end(), "colon")
    if sign == "*" or sign.isdigit():
        if (member := _MEMBER.match(opening)) is not None:
            return _behind(line, member.end())
        if (put := _PUT.match(opening)) is not None and is_label_text(put[1]):
            return Label(put[1], put.start(1), put.end(1), put.end(), "q")
    if (starred := _STARRED.match(opening)) is not None:
        text = starred.group(1).strip()
        start = opening.index(text)
        return Label(text, start, start + len(text), starred.end(), "colon") if is_label_text(text) else None
    if (clock := _CLOCK_FIRST.match(opening)) is not None:
        return None if _HALF_DAY.match(line, clock.end()) else _behind(line, clock.end())
    if (arrow := _ARROW.match(opening)) is not None:
        return _behind(line, arrow.end())
    mark = mark_at(opening) if opening.lstrip()[:1] in _MARKS else None
    if mark is None or mark.style not in ("bullet", "dot", "half"):
        return None
    found = _behind(line, mark.end)
    if found is not None and mark.style == "dot" and (
            _PUT_IN.search(line) or ("(" in found.text and line.rstrip().endswith("?"))):
        return found  # "1. Jan Ost (Ostholm) (Con): What steps she is taking. [901235]"
    if found is None or not words.knows(normal(found.text)):
        return None
    return found if mark.style == "bullet" or words.asks(normal(found.text)) else None


def _in_words(line: str, opening: str, sign: str) -> Label | None:
    """The label of a line that begins with a letter: `Q3 Chair: ...`, `Question from Radio Delta: ...`."""
    if sign == "Q" and (oral := _ORAL.match(opening)) is not None:
        found = _behind(line, oral.end())
        return found and Label(found.text, found.start, found.end, found.words, "q")
    if sign == "T" and (raised := _RAISED.match(opening)) is not None:
        return Label("Question", raised.start(1), raised.end(1), raised.end(), "colon")
    if sign in "QAR" and (of := _OF_WHOM.match(opening)) is not None:
        return Label(of.group(1), of.start(1), of.end(1), of.end(), "colon")
    if " ask" in opening and (asked := _ASKED.match(opening)) is not None and is_label_text(asked.group(1)):
        return Label(asked.group(1), asked.start(1), asked.end(1), len(line), "colon")
    return None


_MARKS = frozenset("-–—•●○◦■□▪◆◇►▶➢‣⁃∙·*+0123456789")


def _behind(line: str, at: int) -> Label | None:
    found = label_at(line[at:at + OPENING])
    if found is None or found.form == "stop":
        return None
    return Label(found.text, found.start + at, found.end + at, found.words + at, found.form)


def rarer(lines: Sequence[str], found: Mapping[int, Label], words: LabelWords) -> dict[int, Label]:
    """Line index -> label for all lines that begin a turn: those `found` already, and those in a rarer form."""
    told = dict(found)
    if any(label.form != "q" and not words.asks(normal(label.text)) for label in found.values()):
        return told
    for form in (_bulleted, _barred, _dashed, _in_brackets, _stopped, _in_capitals):
        shapes = {at: label for at, line in enumerate(lines)
                  if at not in told and line and (label := form(line)) is not None}
        if len(shapes) > 1 or (shapes and told):
            told |= _accepted(shapes, lines, told, words, dash=form is _dashed, again=form is not _in_brackets,
                              row=form is _barred, loud=form is _in_capitals)
    if len(told) > len(found):
        return told | _same_alone(lines, told)
    told = _with_names_above(alone(lines, told, words), told, lines, words)
    names = {label.text for label in told.values() if label.start}  # "(Question)" here alone, there before its words
    again = {at: label for at, line in enumerate(lines) if at not in told and names
             and (label := _in_brackets(line)) is not None and label.text in names}
    return told | again


def _same_alone(lines: Sequence[str], told: Mapping[int, Label]) -> dict[int, Label]:
    """Lines that are one of the labels and nothing else: the words of that turn are several paragraphs."""
    names = {label.text for label in told.values()}
    return {at: Label(line, 0, len(line), len(line), "colon") for at, line in enumerate(lines)
            if line in names and at not in told}


def answers(lines: Sequence[str], words: LabelWords) -> dict[int, Label]:
    """``ANSWER`` above the role and name of who gives it, as parliaments print written answers; all of these lines."""
    found: dict[int, Label] = {}
    for at, line in enumerate(lines):
        if len(line) > 12 or _ANSWER.match(line) is None:
            continue
        roles = [each.strip() for each in itertools.takewhile(_may_be_role, lines[at + 1:at + 1 + _ROLE_LINES])]
        named = " ".join(roles)
        bare = normal(named.replace("[", "").replace("(", ""))
        if not roles or at + 1 + len(roles) >= len(lines) or not words.knows(bare):
            continue
        for below in range(at, at + 1 + len(roles)):
            found[below] = Label(named, 0, len(lines[below]), len(lines[below]), "colon")
    return found


def _may_be_role(line: str) -> bool:
    return 0 < len(line) <= 100 and line[0] in "[(ABCDEFGHIJKLMNOPQRSTUVWXYZ" and line[-1] not in ".?!:;"


def _with_names_above(alone: Mapping[int, Label], found: Mapping[int, Label], lines: Sequence[str],
                      words: LabelWords) -> dict[int, Label]:
    """Both; ``Question:`` below the name of the one who asks it is a part of that label."""
    told = {**found, **alone}
    for at, label in alone.items():
        if at + 1 < len(lines) and words.is_question(lines[at + 1]):
            told[at + 1] = Label(label.text, 0, len(lines[at + 1]), len(lines[at + 1]), "colon")
    return told


def _bulleted(line: str) -> Label | None:
    """``- Jan Ost: We agreed.``"""
    mark = mark_at(line[:OPENING]) if line.lstrip()[:1] in _MARKS else None
    return _behind(line, mark.end) if mark is not None and mark.style == "bullet" else None


def _barred(line: str) -> Label | None:
    """``Moderator | Welcome.``, a row of a table."""
    match = _BARRED.match(line, 0, OPENING) if " | " in line else None
    if match is None or not is_label_text(match[1]):
        return None
    return Label(match[1], match.start(1), match.end(1), match.end(), "colon")


def _dashed(line: str) -> Label | None:
    """``MINISTER OST – We agreed.``, ``Jan Ost, Member of the Commission. – Madam President, ...``"""
    match = _DASHED.match(line, 0, OPENING) if _HAS_DASH.search(line, 0, OPENING) else None
    if match is None:
        return None
    text = match["label"]
    if match["stop"]:  # "Jan Ost (S&D), on behalf of ..., blue-card question. –": whose words, not in what capacity
        capacity = _CAPACITY.search(text)
        text = text[:capacity.start()] if capacity is not None else text
    if not is_label_text(text):
        return None
    return Label(text, match.start("label"), match.start("label") + len(text), match.end(),
                 "stop" if match["stop"] or match["tight"] else "colon")


def _stopped(line: str) -> Label | None:
    """``JAN OST. We agreed.``"""
    match = _STOPPED.match(line, 0, OPENING) if line.lstrip()[:2].isupper() else None
    return Label(match[1], match.start(1), match.end(1), match.end(), "stop") if match is not None else None


def _in_brackets(line: str) -> Label | None:
    """``(Reporter) Will ...?``, ``[Minister] It will ...``, ``<Q> ...``"""
    match = _BRACKETED.match(line, 0, OPENING)
    if match is None or not is_label_text(match[1]):
        return None
    return Label(match[1], match.start(1), match.end(1), match.end(), "colon")


def _in_capitals(line: str) -> Label | None:
    """``JOURNALIST Will ...?``, as tables and tabs leave them."""
    match = _CAPITALS.match(line, 0, OPENING) if line[:2].isupper() else None
    return Label(match[1], 0, match.end(1), match.end(), "colon") if match is not None else None


def _accepted(shapes: Mapping[int, Label], lines: Sequence[str], found: Mapping[int, Label], words: LabelWords,
              *, dash: bool, again: bool, row: bool, loud: bool) -> dict[int, Label]:
    names = {at: normal(label.text) for at, label in shapes.items()}
    counts = Counter(names.values())
    spoken = {at for at, label in shapes.items() if is_said(lines[at][label.words:])}
    asking = {at for at in spoken if words.asks(names[at])}
    known = {at for at in spoken if words.knows(names[at])}
    closed = {at for at in spoken if again and shapes[at].form == "stop"}  # "Name. – Mr President": a house's own form
    if len(closed) > 2 and (dash or closed & known & _again(closed, names, counts)):
        known |= closed
    told = known | asking | {at for at in spoken if counts[names[at]] > 1 and again and is_titled(shapes[at].text)}
    if row and known and len(spoken) > 2:  # a table of turns: whoever stands in its first column
        told |= {at for at in spoken if is_titled(shapes[at].text)}
    answering = told - asking
    asked = bool(asking) or any(words.asks(normal(label.text)) for label in found.values())
    asked = asked or ((row or (loud and bool(known))) and any(lines[at].rstrip().endswith("?") for at in told))
    again_and_again = [name for name in {names[at] for at in told} if counts[name] > 1]
    asked = asked or (dash and len(again_and_again) > 1 and len(told) >= TALK
                      and sum(lines[at].rstrip().endswith("?") for at in told) > 1)
    least = LEAST - (dash and answering <= known and bool(again_and_again))
    several = len(answering) >= least and len({names[at] for at in answering}) > 1 and len(known) * 2 >= len(answering)
    if not ((asked and (row or answering & (known | _again(answering, names, counts)))) or several):
        return {}
    if len(spoken) * 2 < len(shapes):
        return {}
    above = {at for at in spoken - told if again and lines[at].rstrip().endswith("?") and at + 1 in told}
    return {at: shapes[at] for at in sorted(told | above)}


def _again(answering: set[int], names: Mapping[int, str], counts: Mapping[str, int]) -> set[int]:
    return {at for at in answering if counts[names[at]] > 1}
