"""Who asks in an interview whose title or head names the interviewer: `Interview with Ann Hill, Radio 3`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.knowledge.names import fold

RULE = "interviewer"  # of a party that asks
_INTERVIEW = re.compile(r"\binterview(?:ed)?\b.{0,40}?\b(?:with|between|by)\b", re.IGNORECASE)
_APART = re.compile(r",| [-–—] |[–—(;:|]| and | & | (?:on|of|for|at|from|in|to|about) ", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[.’'-]+[^\W\d_]+)*\.?(?: [^\W\d_][\w.’'-]*){1,3}")
LONGEST = 160  # characters behind `interview with` that can hold names


def interviewers_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Names of two words or more behind `interview with` in a title or in lines of a head, with ordinary capitals."""
    return tuple(dict.fromkeys(name for line in lines for name in _names(line)))


def behind_interview(line: str) -> str:
    """What stands behind `interview with` in a title or line; empty where it tells of none."""
    found = _INTERVIEW.search(line)
    return line[found.end():] if found is not None else ""


def _names(line: str) -> Iterator[str]:
    for part in _APART.split(behind_interview(line)[:LONGEST]):
        name = _NAME.fullmatch(part.strip(" .*"))
        if name is not None and all(word[0].isupper() for word in name.group().split()):
            yield name.group().title() if name.group().isupper() else name.group()


def interviewer(label: str, names: Iterable[str]) -> str | None:
    """The one name that a label shortens to its last words or gives whole: `HILL` of `Ann Hill`."""
    words = fold(label).split()
    fitting = [name for name in names if words and fold(name).split()[-len(words):] == words]
    return fitting[0] if len(fitting) == 1 else None
