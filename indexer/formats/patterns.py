"""Regular expressions that users write: compiled on sight, and refused where they could run for ever."""

from __future__ import annotations

import re

from indexer.formats.names import FIELD_NAMES

_LONGEST = 500
_GROUPS = {"year": r"\d{4}", "month": r"\d{1,2}", "day": r"\d{1,2}", "date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}",
           "published": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}", "event_date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class PatternError(Exception):
    """A pattern that cannot be used, and why."""


def safe_pattern(pattern: str) -> str:
    """The pattern, if it compiles and no repetition without bound holds another; raises PatternError."""
    if len(pattern) > _LONGEST:
        raise PatternError(f"a pattern of {len(pattern)} characters, more than {_LONGEST}")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"{pattern!r} is no regular expression: {error}") from error
    if _nests_repetition(pattern):
        raise PatternError(f"{pattern!r} repeats a group that repeats, which can take for ever; "
                           "take one of the two away")
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


def _nests_repetition(pattern: str) -> bool:
    """Whether a group repeated without bound holds a repetition without bound."""
    repeats = [False]  # for each open group, whether it holds a repetition without bound
    position = 0
    in_class = closed = False  # `closed`: a group that repeats has just been closed
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position, closed = position + 2, False
            continue
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
            position += 1 if pattern[position + 1:position + 2] == "]" else 0
            position += 2 if pattern[position + 1:position + 3] == "^]" else 0
        elif sign == "(":
            repeats.append(False)
        elif sign == ")":
            closed = repeats.pop()
            repeats[-1] = repeats[-1] or closed
            position += 1
            continue
        elif sign in "*+" or re.match(r"\{\d*,\}", pattern[position:position + 12]):
            if closed:
                return True
            repeats[-1] = True
        closed = False
        position += 1
    return False
