"""Publishers' interfaces known by the structure of their objects: `data/lexicon/interfaces.toml`, which users edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.formats.values import at_path, printed_values
from indexer.knowledge.folder import data_folder, read_toml

_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})$")


@dataclass(frozen=True, slots=True)
class Profile:
    """Values under our names that an interface gives in its own way, and members that are not what they seem."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Interface:
    members: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]  # our name -> paths
    single: frozenset[str]
    split: frozenset[str]
    day_first: frozenset[str]
    values: Mapping[str, str]
    base: str
    no_fields: frozenset[str]


def profile_of(record: Mapping[str, object]) -> Profile:
    """What a known interface says of a record in its own way; nothing for all others. Raises KnowledgeError."""
    interface = next((each for each in _interfaces(data_folder()) if each.members <= record.keys()), None)
    if interface is None:
        return Profile()
    found: dict[str, tuple[str, ...]] = {name: (value,) for name, value in interface.values.items()}
    for name, paths in interface.fields.items():
        texts = next(filter(None, (_texts(record, path) for path in paths)), ())
        found[name] = tuple(filter(None, _as_printed(name, texts, interface)))
    return Profile({name: values for name, values in found.items() if values}, interface.no_fields)


def _texts(record: Mapping[str, object], path: str) -> tuple[str, ...]:
    return tuple(text for value in at_path(record, path) for text in printed_values(value))


def _as_printed(name: str, texts: tuple[str, ...], interface: _Interface) -> list[str]:
    """The values as the interface means them: terms apart, days with the year first, addresses whole."""
    if name in interface.single:
        texts = texts[:1]
    if name in interface.split:
        return [term.strip() for text in texts for term in re.split(r"[,;]", text)]
    if name in interface.day_first:
        return [f"{day[3]}-{day[2]}-{day[1]}" for text in texts if (day := _DAY_FIRST.match(text.strip()))]
    if name == "source_url":
        whole = (interface.base + text if text.startswith("/") and interface.base else text for text in texts)
        return [text for text in whole if text.startswith("http")]
    return list(texts)


@lru_cache(maxsize=4)
def _interfaces(folder: Path) -> tuple[_Interface, ...]:
    path = folder / "lexicon" / "interfaces.toml"
    rows = read_toml(path).get("interface", []) if path.is_file() else []
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("members") for row in rows):
        raise KnowledgeError(path, "an [[interface]] without members", mend="name the members that tell it")
    return tuple(_interface(row) for row in rows)


def _interface(row: Mapping[str, object]) -> _Interface:
    fields, values = row.get("fields"), row.get("values")
    return _Interface(
        members=_names(row.get("members")),
        fields={name: tuple(map(str, paths)) for name, paths in fields.items()} if isinstance(fields, dict) else {},
        single=_names(row.get("single")),
        split=_names(row.get("split")),
        day_first=_names(row.get("day_first")),
        values={name: str(value) for name, value in values.items()} if isinstance(values, dict) else {},
        base=str(row.get("base", "")),
        no_fields=_names(row.get("no_fields")),
    )


def _names(listed: object) -> frozenset[str]:
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()
