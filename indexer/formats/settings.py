"""`source.toml`: what the files of a folder have in common. Subfolders inherit it; the nearest wins, key by key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.formats.names import FIELD_NAMES
from indexer.formats.patterns import file_name_pattern
from indexer.knowledge.folder import read_toml
from indexer.patterns import PatternError, safe_pattern

SETTINGS_FILE = "source.toml"
FORMATS = ("text", "markdown", "html", "json", "jsonl", "csv", "xml")
NOT_AVAILABLE = ("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "-")  # cells that say "no value"
_NO_STATES = ("EU", "UN", "XK")  # publishers' codes that ISO 3166 reserves or leaves to users


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSettings:
    """What `source.toml` says, inherited values included. Empty where nothing says anything."""

    publisher: str | None = None
    country: str | None = None  # of the publisher, ISO 3166 alpha-2
    language: str | None = None  # BCP 47
    default_place: str | None = None
    place: str | None = None
    event: str | None = None
    kind: str | None = None
    speaker: tuple[str, ...] = ()
    speaker_role: str | None = None
    note: str | None = None
    lexicon: str | None = None
    format: str | None = None  # one of FORMATS; else by content
    boilerplate: tuple[str, ...] = ()  # regular expressions of lines to drop, checked; added to inherited ones
    date_is_event: bool = False
    exclude: tuple[tuple[str, Path], ...] = ()  # globs, each with the folder it counts from
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()  # our name, and the source's names for it in order
    na: tuple[str, ...] = NOT_AVAILABLE
    filename: tuple[str, ...] = ()  # regular expressions with named groups

    def names_for(self, field: str) -> tuple[str, ...]:
        """The source's names for one of our fields, as mapped; empty where the mapping does not name it."""
        return next((names for name, names in self.fields if name == field), ())


def read_settings(path: Path, inherited: FolderSettings) -> FolderSettings:
    """The settings in a `source.toml` over the inherited ones. Raises KnowledgeError naming line and mend."""
    table = read_toml(path)
    changes: dict[str, object] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise _fault(path, key, f"unknown key {key!r}", _did_you_mean(key, _READERS))
        try:
            changes[key] = _READERS[key](value)
        except (ValueError, PatternError) as error:
            raise _fault(path, key, f"{key}: {error}", "correct the value") from error
    if "exclude" in changes:
        patterns: tuple[str, ...] = changes["exclude"]  # type: ignore[assignment]
        changes["exclude"] = (*inherited.exclude, *((pattern, path.parent) for pattern in patterns))
    if "boilerplate" in changes:
        changes["boilerplate"] = (*inherited.boilerplate, *changes["boilerplate"])  # type: ignore[misc]
    if "fields" in changes:
        mapping = {**dict(inherited.fields), **changes["fields"]}  # type: ignore[dict-item]
        changes["fields"] = tuple(sorted(mapping.items()))
    return replace(inherited, **changes)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a text in quotation marks")
    return value.strip()


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(_text(item) for item in items)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


def _country(value: object) -> str:
    import pycountry  # here, as few folders name their country

    code = _text(value).upper()
    if code in _NO_STATES or pycountry.countries.get(alpha_2=code):
        return code
    try:
        found = pycountry.countries.lookup(code)
    except LookupError:
        raise ValueError(f"{value!r} is no country code of two letters (ISO 3166)") from None
    return str(found.alpha_2)


def _language(value: object) -> str:
    tag = _text(value).replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", tag):
        raise ValueError(f'{value!r} is no language tag such as "en" or "en-GB" (BCP 47)')
    return tag


def _format(value: object) -> str:
    name = _text(value).lower()
    if name not in FORMATS:
        raise ValueError(f"{value!r} is no format; {_did_you_mean(name, FORMATS)}")
    return name


def _patterns(value: object) -> tuple[str, ...]:
    return tuple(safe_pattern(pattern) for pattern in _texts(value))


def _file_names(value: object) -> tuple[str, ...]:
    return tuple(file_name_pattern(pattern) for pattern in _texts(value))


def _fields(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError('expected a table: [fields], then lines such as text = "body"')
    for name in value:
        if name not in FIELD_NAMES:
            raise ValueError(f"unknown field {name!r}; {_did_you_mean(name, FIELD_NAMES)}")
    return {name: _texts(names) for name, names in value.items()}


def _not_available(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise ValueError('expected texts: na = ["NA", "missing"]')
    return tuple(items)


_READERS: dict[str, Callable[[object], object]] = {
    "publisher": _text, "country": _country, "language": _language, "default_place": _text, "place": _text,
    "event": _text, "kind": _text, "speaker": _texts, "speaker_role": _text, "note": _text, "lexicon": _text,
    "format": _format, "boilerplate": _patterns, "date_is_event": _flag, "exclude": _texts, "fields": _fields,
    "na": _not_available, "filename": _file_names,
}


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name.lower(), names, n=1)
    return f"did you mean {close[0]!r}?" if close else "one of: " + ", ".join(names)


def _fault(path: Path, key: str, problem: str, mend: str) -> KnowledgeError:
    """The error with the line that the key stands in; a key inside [fields] is looked for by the name it quotes."""
    quoted = re.search(r"unknown field '([^']*)'", problem)
    wanted = quoted[1] if quoted else key
    key_line = re.compile(rf"""\s*(?:\[\s*)?["']?{re.escape(wanted)}["']?\s*[\].=]""")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if key_line.match(text)), 0)
    return KnowledgeError(path, problem, mend=mend, line=line)
