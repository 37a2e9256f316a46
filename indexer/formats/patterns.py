"""Regular expressions that users write: compiled on sight, and refused where they could run for ever."""

from __future__ import annotations

import re
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from indexer.formats.names import FIELD_NAMES

_LONGEST = 500
_GROUPS = {"year": r"\d{4}", "month": r"\d{1,2}", "day": r"\d{1,2}", "date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}",
           "published": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}", "event_date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}"}
_FEW = 8  # repetitions; so many ways to read each cost little
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_SIGNS = frozenset(map(chr, (*range(0x250), 0x3B1, 0x431, 0x5D0, 0x627, 0x2014, 0x201C, 0x4E00)))  # of each sort some
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class PatternError(Exception):
    """A pattern that cannot be used, and why."""


def safe_pattern(pattern: str) -> str:
    """The pattern, if it compiles and nothing it repeats can be read in several ways; raises PatternError.

    A pattern of several repetitions one after the other (`.*.*.*x`) is taken: its time grows with a power of the line's
    length.
    """
    if len(pattern) > _LONGEST:
        raise PatternError(f"a pattern of {len(pattern)} characters, more than {_LONGEST}")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"{pattern!r} is no regular expression: {error}") from error
    if _runs_away(parser.parse(pattern)):
        raise PatternError(f"{pattern!r} repeats a group that repeats, may be empty, or has alternatives that begin "
                           "alike, which can take for ever; take one of the two away")
    return pattern


def file_name_pattern(pattern: str) -> str:
    """The regular expression of a file name pattern: ``{year}-{title}.txt``, or named groups ``(?P<year>...)``.

    Names are those of our fields, or `year`, `month`, `day`; others are kept as extra fields.
    """
    if "(?P<" in pattern:
        return safe_pattern(pattern)
    if not _PLACEHOLDER.search(pattern):
        raise PatternError(f"{pattern!r} names nothing; write what to take in braces: "
                           "{date}-{title}.txt, or one of " + ", ".join(FIELD_NAMES))
    parts: list[str] = []
    position = 0
    for found in _PLACEHOLDER.finditer(pattern):
        parts.append(re.escape(pattern[position:found.start()]))
        parts.append(f"(?P<{found[1]}>{_GROUPS.get(found[1], '[^/]{1,200}?')})")
        position = found.end()
    return safe_pattern("".join(parts) + re.escape(pattern[position:]))


def _runs_away(items: Any, often: bool = False) -> bool:
    """Whether something repeated more than a few times can be read in more than one way.

    It can where it holds a repetition of no fixed length, may be empty, or has two alternatives that begin alike.
    """
    for code, value in items:
        if code in _REPEATS:
            least, most, body = value
            many = most > _FEW
            if many and (body.getwidth()[0] == 0 or (often and least != most)):
                return True
            if _runs_away(body, often or many):
                return True
        elif code is codes.BRANCH:
            if often and _begin_alike(value[1]):
                return True
            if any(_runs_away(each, often) for each in value[1]):
                return True
        elif code is codes.SUBPATTERN:
            if _runs_away(value[3], often):
                return True
        elif code in (codes.ASSERT, codes.ASSERT_NOT) and _runs_away(value[1], often):
            return True
    return False


def _begin_alike(alternatives: Any) -> bool:
    """Whether two alternatives can begin with the same sign; one that begins with neither sign nor class counts."""
    taken: set[str] = set()
    for each in alternatives:
        items = list(each)
        while items and items[0][0] is codes.SUBPATTERN and not any(codes.BRANCH in item for item in items[0][1][3]):
            items = list(items[0][1][3])
        if not items or items[0][0] not in (codes.LITERAL, codes.IN, codes.NOT_LITERAL, codes.ANY):
            return True
        state = parser.State()
        state.str = ""
        first = compiler.compile(parser.SubPattern(state, items[:1]))
        own = {sign for sign in _SIGNS if first.fullmatch(sign)}
        if items[0][0] is codes.LITERAL:
            own.add(chr(items[0][1]))
        if own & taken:
            return True
        taken |= own
    return False
