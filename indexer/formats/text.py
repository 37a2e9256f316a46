"""Plain text: fields in its first lines, then paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from indexer.formats.cleaning import one_line, plain, unescaped
from indexer.formats.fields import Values, given_from
from indexer.formats.line_numbers import without_line_numbers
from indexer.formats.lines import Line, lines_of
from indexer.formats.names import USUAL_NAMES, same_name
from indexer.formats.opening import decoded
from indexer.formats.paragraphs import paragraphs
from indexer.formats.pieces import Piece, make_record
from indexer.formats.sources import SourceFile
from indexer.model import Problem, Record

_FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{1,30}?)\s?[:：]\s?(\S.*)$")
_ADDRESS = re.compile(r"[\[(<]?(?:(?:source(?: url)?|url|link|page|permalink|canonical(?: url)?|address|retrieved from"
                      r"|original)\s?[:：]?\s*)?<?(https?://[^\s<>\]]{4,500})[\])>]{0,2}", re.IGNORECASE)
_OPENING = 4  # lines among which a page's own address is looked for
_LONGEST_VALUE = 300
_MOST_FIELDS = 20
_OFFICES = frozenset({"president", "prime minister", "minister", "foreign minister", "secretary", "chancellor",
                      "king", "queen", "premier"})
_HEADER_NAMES: Mapping[str, str] = MappingProxyType({
    **{same_name(name): ours for ours in ("title", "kind", "date", "published", "publisher", "source_url", "language",
                                          "place", "event", "speaker", "speaker_role", "participants", "topics", "id")
       for name in USUAL_NAMES[ours]},
    "by": "speaker", "source": "publisher",
})
_SAID = re.compile(  # a headline in place of a name: "Foreign Minister: We Seek Calm in Sudan"
    r"(?:We|Our|The|This|No|Not|It|There|All|You|They|My|I)\b|.*\s(?!(?:de|da|do|dos|del|der|den|van|von|bin|bint|ibn"
    r"|al|el|la|le|di|du|ter|ten|zu|af|av|y|e)\s)[a-z]")
_NAME_LIKE = re.compile(r"(?:[^\W\d_][\w.'’-]*+(?:\s|$)){1,7}$")


def read_text(source: SourceFile, data: bytes) -> Iterator[Record | Problem]:
    """The one record of a plain text file."""
    text, problems = decoded(source, data)
    yield from problems
    lines = without_line_numbers(lines_of(plain(unescaped(text))))
    own = {same_name(name): ours for ours, names in source.settings.fields for name in names}
    values, rest = header_fields(lines, own)
    if "source_url" not in values:
        address, rest = own_address(rest)
        values = {**values, **({"source_url": (address,)} if address else {})}
    record = make_record(source, text_pieces(rest), given_from(values, source), format_name="text", data=data)
    yield record or Problem(source.path, "no words in it", "leave it out", severity="empty")


def text_pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """The paragraphs of plain text as pieces."""
    for paragraph in paragraphs(list(lines)):
        if paragraph.centred:
            yield Piece("heading", paragraph.text, level=2, line=paragraph.line)
        else:
            yield Piece("paragraph", paragraph.text, line=paragraph.line)


def header_fields(lines: list[Line], own: Mapping[str, str] = MappingProxyType({})) -> tuple[Values, list[Line]]:
    """Fields such as ``Title: ...`` in the first lines, closed by an empty line; and the lines after them.

    `own` has names that the folder maps, as `same_name`, and ours.
    Every line of the opening must be such a field, with a name we know: an opening that may be a turn of speech or
    prose is left alone. A date beside a place says when it happened, not when it was published.
    """
    start = next((at for at, line in enumerate(lines) if line.text), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at].text), len(lines))
    if not 0 < end - start <= _MOST_FIELDS or end >= len(lines):
        return {}, lines
    values: dict[str, tuple[str, ...]] = {}
    for line in lines[start:end]:
        found = _FIELD.match(line.text) if len(line.text) <= _LONGEST_VALUE else None
        added = _header_value(found[1].strip(), one_line(found[2]), own) if found else None
        if added is None:
            return {}, lines
        for name, value in added.items():
            values[name] = (*values.get(name, ()), value)
    if "date" in values and "place" in values:
        values["event_date"] = values.pop("date")
    return values, lines[end:]


def own_address(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The address that a page keeps of itself on a line of its own among its first ones; and the other lines."""
    filled = [at for at, line in enumerate(lines[:_OPENING * 3]) if line.text][:_OPENING]
    for at in filled:
        if (found := _ADDRESS.fullmatch(lines[at].text)) is not None:
            return found[1], lines[:at] + lines[at + 1:]
    return None, lines


def _header_value(name: str, value: str, own: Mapping[str, str]) -> dict[str, str] | None:
    if same_name(name) in own:
        return {own[same_name(name)]: value}
    ours = _HEADER_NAMES.get(same_name(name))
    if name.casefold() in _OFFICES or ours == "speaker":
        if not _NAME_LIKE.match(value) or _SAID.match(value):
            return None
        return {"speaker": value, "speaker_role": name} if name.casefold() in _OFFICES else {"speaker": value}
    if ours == "publisher" and value.startswith(("http://", "https://")):
        ours = "source_url"
    return {ours: value} if ours else None
