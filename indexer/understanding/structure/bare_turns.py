"""Turns that only their neighbours tell: answers below a bare ``A``, initials of a key, the arrows of captions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from indexer.marks import Label

LEAST = 2  # turns of a form
_ANSWER = re.compile(r"\s{0,8}([AR])[.:]?\s{1,8}(?=[^\W\d_a-z]|[“\"‘\[(…])")
_QUESTION = re.compile(r"Q\W{0,2}\d{0,3}")
_ARROWS = re.compile(r"\s{0,8}>{2,3}\s{0,4}(?=\S)")


def keyed(lines: Sequence[str], key: Mapping[str, str]) -> dict[int, Label]:
    """The lines that begin with initials of the key: ``KA  Thank you.``, ``KA: Thank you.``, or ``KA`` alone."""
    if not key:
        return {}
    pattern = re.compile(rf"({'|'.join(key)})(?:\s?[:.]|\s|$)\s{{0,8}}(?=[^\W\d_a-z]|[“\"‘\[(…]|$)")
    found = {at: Label(match[1], 0, match.end(1), match.end(), "colon")
             for at, line in enumerate(lines) if line[:2].isupper() and (match := pattern.match(line)) is not None}
    return found if len(found) >= LEAST else {}


def bare_answers(lines: Sequence[str], found: Mapping[int, Label]) -> dict[int, Label]:
    """``A We agreed.`` right below ``Q Did you agree?``: a letter that elsewhere is an article."""
    questions = [at for at, label in found.items() if label.form == "q" and _QUESTION.fullmatch(label.text)]
    answers = {at + 1: match for at in questions if at + 1 < len(lines) and at + 1 not in found
               and (match := _ANSWER.match(lines[at + 1])) is not None}
    if len(answers) < LEAST or len(answers) * 2 < len(questions):
        return {}
    return {at: Label(match[1], match.start(1), match.end(1), match.end(), "q") for at, match in answers.items()}


def arrowed(lines: Sequence[str], found: Mapping[int, Label]) -> dict[int, Label]:
    """``>> Will you go?`` between turns with a name: the arrows of captions, where somebody else is heard to ask."""
    named = [at for at in found if lines[at].lstrip()[:2] == ">>"]
    if len(named) < LEAST:
        return {}
    return {at: Label("Q", match.end(), match.end(), match.end(), "colon") for at, line in enumerate(lines)
            if at not in found and line.rstrip().endswith("?") and (match := _ARROWS.match(line)) is not None}
