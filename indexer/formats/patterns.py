"""Patterns of file names, as `source.toml` gives them."""

from __future__ import annotations

import re

from indexer.formats.names import FIELD_NAMES
from indexer.patterns import PatternError, safe_pattern

_GROUPS = {"year": r"\d{4}", "month": r"\d{1,2}", "day": r"\d{1,2}", "date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}",
           "published": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}", "event_date": r"\d{4}-?\d{2}-?\d{2}|\d{4}-\d{2}"}
_MOST_WAYS = 20_000_000  # three names of any words and a date; a name is short, and each file has but one
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def file_name_pattern(pattern: str) -> str:
    """The regular expression of a file name pattern: ``{year}-{title}.txt``, or named groups ``(?P<year>...)``.

    Names are those of our fields, or `year`, `month`, `day`; others are kept as extra fields. Raises PatternError.
    """
    if "(?P<" in pattern:
        return safe_pattern(pattern, most_ways=_MOST_WAYS)
    if not _PLACEHOLDER.search(pattern):
        raise PatternError(f"{pattern!r} names nothing; write what to take in braces: "
                           "{date}-{title}.txt, or one of " + ", ".join(FIELD_NAMES))
    parts: list[str] = []
    position = 0
    for found in _PLACEHOLDER.finditer(pattern):
        parts.append(re.escape(pattern[position:found.start()]))
        parts.append(f"(?P<{found[1]}>{_GROUPS.get(found[1], '[^/]{1,200}?')})")
        position = found.end()
    try:
        return safe_pattern("".join(parts) + re.escape(pattern[position:]), most_ways=_MOST_WAYS)
    except PatternError as error:
        raise PatternError(f"{pattern!r} has too many names of any words; say what each may hold, "
                           r"as in (?P<speaker>[^_]+)_(?P<title>[^_]+)\.txt") from error
