"""Nested values of JSON, YAML and the like, flattened to names and printed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import cast

Members = dict[str, tuple[str, ...]]
"""Dotted name of a member, and its values as printed; a member holding several has them in order."""

_SPEAKS_FOR = ("rendered", "title", "name", "label", "text", "html", "value", "content", "@value", "#text")
_DEEPEST = 8
_MOST = 2000  # members taken from one record


def printed(value: object) -> str | None:
    """A single value as text; None for what is no single value, and for true and false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | dt.date | dt.time):
        return str(value)
    return None


def printed_values(value: object) -> tuple[str, ...]:
    """The texts of a value: of a list each, of an object the member that stands for it (`title`, `name` ...)."""
    found: list[str] = []
    waiting = [(value, 0)]
    for _ in range(_MOST):  # YAML's aliases can make a small file hold endless lists
        if not waiting:
            break
        here, depth = waiting.pop()
        single = printed(here)
        if single is not None:
            found += [single] if single.strip() else []
        elif depth < _DEEPEST and isinstance(here, list):
            waiting += [(item, depth + 1) for item in reversed(here[:_MOST])]
        elif depth < _DEEPEST and isinstance(here, Mapping):
            named = next((here[name] for name in _SPEAKS_FOR if name in here), None)
            waiting.append((named, depth + 1))
    return tuple(found)


def members_of(value: Mapping[str, object]) -> Members:
    """The members of an object by dotted name (`details.body`), nearest to the root first."""
    found: Members = {}
    level: list[tuple[str, Mapping[str, object]]] = [("", value)]
    for _ in range(_DEEPEST):
        below: list[tuple[str, Mapping[str, object]]] = []
        for prefix, table in level:
            for name, member in table.items():
                if len(found) >= _MOST:
                    return found
                path = f"{prefix}{name}"
                texts = printed_values(member)
                if texts:
                    found.setdefault(path, texts)
                if isinstance(member, Mapping):
                    below.append((path + ".", cast(Mapping[str, object], member)))
        level = below
    return found


def at_path(value: object, path: str) -> list[object]:
    """The values at a path such as ``details.body``, ``links.speaker[].title`` or ``people.0.name``.

    A list on the way stands for each of its items, with or without ``[]``.
    """
    if isinstance(value, Mapping) and path in value:
        return [value[path]]
    here: list[object] = [value]
    for step in path.replace("[]", "").split("."):
        following: list[object] = []
        for each in here:
            if isinstance(each, list) and step.isdecimal():
                following += each[int(step):int(step) + 1]
                continue
            for item in each if isinstance(each, list) else [each]:
                if isinstance(item, Mapping) and step in item:
                    following.append(item[step])
        here = following
    return here
