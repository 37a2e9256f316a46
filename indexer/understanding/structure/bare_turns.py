"""Turns that only their neighbours tell: answers below a bare ``A``, initials of a key, the arrows of captions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from indexer.knowledge.names import fold
from indexer.marks import Label

LEAST_KEYS = 2  # lines of a key of speakers, and answers below a bare letter
_ANSWER = re.compile(r"\s{0,8}(A)[.:]?\s{1,8}(?=[^\W\d_a-z]|[“\"‘\[(…])")
_QUESTION = re.compile(r"Q\W{0,2}\d{0,3}")
_KEY = re.compile(r"(?P<key>[A-Z]{2,4})\s{1,20}[:=–-]?\s{0,8}(?P<name>[^\W\d_a-z][^\W\d_]*[.]?(?: [^\W_]\S*){0,5})")
_ARROWS = re.compile(r"\s{0,8}>{2,3}\s{0,4}(?=\S)")
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "prof", "sir", "dame", "hon", "he"))


def speaker_key(lines: Sequence[str]) -> dict[str, str]:
    """Initials -> name of a transcript's key, a line each: ``FL  Federica Lombardini``; empty where there is none."""
    found: dict[str, str] = {}
    for line in lines:
        match = _KEY.fullmatch(line) if line[:2].isupper() and len(line) < 80 else None
        if match is not None and _shortens(match["key"], match["name"]):
            found[match["key"]] = match["name"]
    return found if len(found) >= LEAST_KEYS else {}


def _shortens(key: str, name: str) -> bool:
    """True for the initials of a name, or the first letters of its only word."""
    words = [word for word in fold(name).split() if word not in _TITLES]
    initials = "".join(word[0] for word in words).upper()
    return initials[:1] == key[:1] and (initials.startswith(key) or key.startswith(initials[:2])
                                        or initials[-1:] == key[-1:]
                                        or (len(words) == 1 and words[0].upper().startswith(key)))


def keyed(lines: Sequence[str], key: Mapping[str, str]) -> dict[int, Label]:
    """The lines that begin with initials of the key: ``KA  Thank you.``, ``KA: Thank you.``, or ``KA`` alone."""
    if not key:
        return {}
    pattern = re.compile(rf"({'|'.join(key)})(?:\s?[:.]|\s|$)\s{{0,8}}(?=[^\W\d_a-z]|[“\"‘\[(…]|$)")
    found = {at: Label(match[1], 0, match.end(1), match.end(), "colon")
             for at, line in enumerate(lines) if line[:2].isupper() and (match := pattern.match(line)) is not None}
    return found if len(found) >= LEAST_KEYS else {}


def bare_answers(lines: Sequence[str], found: Mapping[int, Label]) -> dict[int, Label]:
    """``A We agreed.`` right below ``Q Did you agree?``: a letter that elsewhere is an article."""
    questions = [at for at, label in found.items() if label.form == "q" and _QUESTION.fullmatch(label.text)]
    answers = {at + 1: match for at in questions if at + 1 < len(lines) and at + 1 not in found
               and (match := _ANSWER.match(lines[at + 1])) is not None}
    if len(answers) < LEAST_KEYS or len(answers) * 2 < len(questions):
        return {}
    return {at: Label("A", match.start(1), match.end(1), match.end(), "q") for at, match in answers.items()}


def arrowed(lines: Sequence[str], found: Mapping[int, Label]) -> dict[int, Label]:
    """``>> Will you go?`` between turns with a name: the arrows of captions, where somebody else is heard to ask."""
    named = [at for at in found if lines[at].lstrip()[:2] == ">>"]
    if len(named) < LEAST_KEYS:
        return {}
    return {at: Label("Q", match.end(), match.end(), match.end(), "colon") for at, line in enumerate(lines)
            if at not in found and line.rstrip().endswith("?") and (match := _ARROWS.match(line)) is not None}
