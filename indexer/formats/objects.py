"""A JSON object, or a row of a table, to a record: which member is its text, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from indexer.formats.cleaning import plain, unescaped
from indexer.formats.fields import Values, usual_values
from indexer.formats.html import fragment_pieces, looks_like_html
from indexer.formats.lines import lines_of
from indexer.formats.names import FIELD_NAMES, USUAL_NAMES, same_name
from indexer.formats.pieces import Piece
from indexer.formats.profiles import profile_of
from indexer.formats.settings import FolderSettings
from indexer.formats.text import text_pieces
from indexer.formats.values import Members, at_path, members_of, printed

# Members that hold a record's own members one level down.
CONTAINERS = ("details", "data", "attributes", "fields", "metadata", "meta", "header", "_source", "properties", "links",
              "document", "item", "record", "article", "frontmatter", "front_matter")
_TEXT_NAMES = tuple(same_name(name) for name in USUAL_NAMES["text"])
_WHO = tuple(map(same_name, ("speaker", "speaker_name", "speakerName", "name", "who", "person", "label")))
_INNER = ("rendered", "html", "text", "value", "body", "content", "#text")
_EXTRA_LENGTH = 500  # characters of another member's value; longer ones are texts, not fields
_EXTRA_MOST = 40
_DEEPEST = 20


def text_of(record: Mapping[str, object], settings: FolderSettings) -> list[object]:
    """The values that hold the record's text: as the folder's mapping says, else under a usual name."""
    mapped = settings.names_for("text")
    if mapped:
        return [value for path in mapped for value in at_path(record, path) if _holds_text(value)]
    for table in (record, *_containers(record)):
        by_name = {same_name(name): value for name, value in table.items()}
        for name in _TEXT_NAMES:
            if _holds_text(by_name.get(name)):
                return [by_name[name]]
    return []


def _containers(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for name in CONTAINERS:
        inner = record.get(name)
        if isinstance(inner, Mapping):
            yield cast(Mapping[str, object], inner)


def _holds_text(value: object, depth: int = 0) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if depth > _DEEPEST:
        return False
    if isinstance(value, list):
        return any(_holds_text(item, depth + 1) for item in value)
    if isinstance(value, Mapping):
        return any(_holds_text(value[name], depth + 1) for name in value if same_name(name) in (*_INNER, *_TEXT_NAMES))
    return False


def values_of(record: Mapping[str, object], settings: FolderSettings) -> tuple[Values, dict[str, str]]:
    """The record's members under our names, and a choice of the others."""
    members = members_of(record)
    for name in [name for name in members if "." in name]:
        *above, last = name.split(".")
        if all(step in CONTAINERS for step in above) and last not in members:
            members[last] = members.pop(name)
    members |= _mapped_members(record, settings)
    members |= _parted_date(members)
    profile = profile_of(record)
    others = {name: members.pop(name) for name in sorted(profile.no_fields & members.keys())}
    values, extra = usual_values(members, settings)
    extra |= {name: "; ".join(each) for name, each in others.items()}
    merged = {**values, **profile.values}
    kept = {
        name: value
        for name, value in extra.items()
        if name.rpartition(".")[0] not in members
        and len(value) <= _EXTRA_LENGTH
        and name.count(".") <= 1
        and not name.startswith("links.")
    }
    return merged, dict(list(kept.items())[:_EXTRA_MOST])


def _parted_date(members: Members) -> Members:
    """The date of a record that gives year, month and day apart, as one value."""
    parts = [members.get(name, ("",))[0] for name in ("day", "month", "year")]
    if "date" in members or not all(parts[1:]):
        return {}
    if all(part.isdecimal() for part in parts if part):
        return {"date": ("-".join(part.zfill(2) for part in reversed(parts) if part),)}
    return {"date": (" ".join(filter(None, parts)),)}


def _mapped_members(record: Mapping[str, object], settings: FolderSettings) -> Members:
    found: Members = {}
    for ours in FIELD_NAMES:
        for path in settings.names_for(ours) if ours != "text" else ():
            texts = tuple(filter(None, map(printed, _each(at_path(record, path)))))
            if texts:
                found[path] = texts
    return found


def _each(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        yield from value if isinstance(value, list) else [value]


def pieces_of(value: object, *, line: int = 0, speaker: str | None = None, depth: int = 0) -> Iterator[Piece]:
    """The pieces of a text value: a string (plain or HTML), a list of paragraphs, or a list of turns of speech."""
    if isinstance(value, str):
        yield from _string_pieces(value, line, speaker)
    elif isinstance(value, list) and depth <= _DEEPEST:
        for item in _one_of_each_kind(value):
            yield from pieces_of(item, speaker=speaker, depth=depth + 1)
    elif isinstance(value, Mapping) and depth <= _DEEPEST:
        by_name = {same_name(str(name)): member for name, member in value.items()}
        said_by = next((who for name in _WHO if (who := printed(by_name.get(name))) and who.strip()), speaker)
        inner = next((by_name[name] for name in (*_TEXT_NAMES, *_INNER) if _holds_text(by_name.get(name))), None)
        heading = str(by_name.get("type") or by_name.get("kind") or "").lower() in ("heading", "title", "subheading")
        for piece in pieces_of(inner, speaker=None if heading else said_by, depth=depth + 1):
            yield Piece("heading", piece.text, level=2, line=piece.line) if heading else piece


def _one_of_each_kind(items: list[object]) -> list[object]:
    """The items; of one text given in several content types, the HTML alone."""
    kinds = [item.get("content_type") for item in items if isinstance(item, Mapping)]
    if len(kinds) == len(items) and "text/html" in kinds:
        return [item for item in items if cast(Mapping[str, object], item).get("content_type") == "text/html"]
    return items


def _string_pieces(text: str, line: int, speaker: str | None) -> Iterator[Piece]:
    markup = looks_like_html(text)
    for piece in fragment_pieces(text) if markup else text_pieces(lines_of(plain(unescaped(text)), line or 1)):
        yield Piece(
            piece.kind, piece.text, piece.level, piece.strong, speaker or piece.speaker, piece.line if line else 0
        )


def names_of(record: Mapping[str, object]) -> str:
    """The names an object has, for a message."""
    names = [re.sub(r"\s+", " ", str(name))[:40] for name in record]
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "") if names else "none"


def how_to_map(settings: FolderSettings) -> str:
    """What was looked for, and how a folder names its own."""
    mapped = settings.names_for("text")
    if mapped:
        return f"source.toml maps text to {', '.join(mapped)}: correct [fields] there"
    looked_for = ", ".join(USUAL_NAMES["text"][:6])
    return f'looked for {looked_for} ...: name it in source.toml, [fields] text = "..."'
