"""Fields of a source under our names, and the `Given` made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from indexer.formats.cleaning import one_line, unescaped
from indexer.formats.names import FIELD_NAMES, SEVERAL, USUAL_NAMES, same_name
from indexer.formats.settings import FolderSettings
from indexer.formats.sources import SourceFile
from indexer.model import Given

Values = Mapping[str, tuple[str, ...]]
"""Our name, and the values the source gives for it, as printed."""

_DATES = frozenset(("date", "event_date", "published"))
_FROM_FOLDER = ("kind", "publisher", "country", "language", "place", "event", "speaker_role", "note")
_BODY = re.compile(r"[^\d:;,/]{2,80}(?:, [A-Z][^\d:;,/]{2,40})?$")  # a ministry, not an address or the title of a book
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_WANTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ours: tuple(same_name(name) for name in names) for ours, names in USUAL_NAMES.items()})


def usual_values(found: Mapping[str, tuple[str, ...]], settings: FolderSettings) -> tuple[Values, dict[str, str]]:
    """The source's members under our names, by the folder's mapping and else by the usual names; and the rest.

    `found` has the source's own names. A `source` that is an address is the record's address; any other names where the
    text was copied from as often as who published it, and stays with the rest.
    """
    by_name = {same_name(name): name for name in reversed(list(found))}
    values: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    for ours, usual in _WANTED.items():
        mapped = tuple(same_name(name) for name in settings.names_for(ours))
        for wanted in mapped or usual:
            name = by_name.get(wanted)
            if name is None:
                continue
            taken = tuple(v for v in found[name] if mapped or _fits(ours, wanted, v))
            if taken:
                values[ours] = taken
                used.add(name)
                break
    extra = {name: "; ".join(each) for name, each in found.items() if name not in used and each}
    return values, extra


def _fits(ours: str, name: str, value: str) -> bool:
    """Whether a value can be what a field of that name, one of the usual names, holds; a plain `publisher` is one."""
    if ours == "source_url":
        return bool(_ADDRESS.match(value.strip()))
    if ours == "publisher":
        return not _ADDRESS.match(value.strip()) if name == ours else _BODY.match(value.strip()) is not None
    return True


def given_from(values: Values, source: SourceFile, extra: Mapping[str, str] = MappingProxyType({})) -> Given:
    """What the source says of a record: its own fields, then what its file name says, then its folder's settings."""
    settings = source.settings
    named, named_extra = file_name_values(source)
    merged = {name: each for name, each in values.items() if any(text.strip() for text in each)}
    dated = bool(_DATES & merged.keys())
    merged = {**{name: each for name, each in named.items() if not (dated and name in _DATES)}, **merged}
    single = {name: _first(merged.get(name, ())) for name in FIELD_NAMES if name not in SEVERAL | {"id", "text"}}
    several = {name: tuple(filter(None, map(_value, merged.get(name, ())))) for name in sorted(SEVERAL)}
    event_date, date = single.pop("event_date"), single.pop("date")
    if single["country"] and not re.fullmatch("[A-Za-z]{2}", single["country"]):
        single["country"] = None
    if single["language"]:
        single["language"] = single["language"].replace("_", "-")
    filled = {name for name in _FROM_FOLDER if not single[name] and getattr(settings, name)}
    single |= {name: getattr(settings, name) for name in filled}
    if settings.speaker and not several["speaker"]:
        several["speaker"] = settings.speaker
        filled.add("speaker")
    others = {**named_extra, **{name: one_line(value) for name, value in extra.items() if value.strip()}}
    return Given(**single, **several, date=event_date or date,  # type: ignore[arg-type]
                 date_is_event=settings.date_is_event or bool(event_date), lexicon=settings.lexicon,
                 boilerplate=settings.boilerplate, default_place=settings.default_place,
                 from_source_toml=frozenset(filled), extra=MappingProxyType(others))


def _first(values: Iterable[str]) -> str | None:
    return next(filter(None, map(_value, values)), None)


def _value(text: str) -> str:
    return one_line(unescaped(text))


_DATED_NAME = re.compile(
    r"(?P<date>(?:1[6-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[-_ .]+(?P<words>\D.*))?$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def file_name_values(source: SourceFile) -> tuple[Values, Mapping[str, str]]:
    """What the file's name says: by the folder's patterns, else a date at its start and the words of a title after it.

    A leading date names the day of publication; the folder's pattern decides for itself what its parts are.
    """
    name = source.path.name
    for pattern in source.settings.filename:
        if found := re.fullmatch(pattern, name) or re.fullmatch(pattern, source.path.stem):
            return _named_parts({key: value for key, value in found.groupdict().items() if value})
    dated = _DATED_NAME.match(source.path.stem)
    if not dated:
        return {}, {}
    words = (dated["words"] or "").replace("_", "-")
    values = {"published": (dated["date"],)}
    if len(_WORD.findall(words)) >= 2:
        values["title"] = (_title_of(words),)
    return values, {}


def _named_parts(parts: dict[str, str]) -> tuple[Values, Mapping[str, str]]:
    pieces = [parts.pop("year", ""), parts.pop("month", "").zfill(2), parts.pop("day", "").zfill(2)]
    if pieces[0] and "date" not in parts:
        parts["date"] = "-".join(pieces[:1 + (pieces[1] != "00") + (pieces[1] != "00" and pieces[2] != "00")])
    for name in ("date", "published", "event_date"):
        if re.fullmatch(r"\d{8}", parts.get(name, "")):
            parts[name] = f"{parts[name][:4]}-{parts[name][4:6]}-{parts[name][6:]}"
    if "title" in parts:
        parts["title"] = _title_of(parts["title"])
    values = {name: (value.replace("_", " "),) for name, value in parts.items() if name in FIELD_NAMES}
    return values, {name: value for name, value in parts.items() if name not in FIELD_NAMES}


def _title_of(words: str) -> str:
    """A title from the words of a file name: hyphens are spaces, the first letter is a capital."""
    title = re.sub(r"[-_\s]+", " ", words).strip()
    return title[:1].upper() + title[1:]
