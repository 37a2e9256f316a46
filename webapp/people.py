"""A speaker with the office held on the day, from the authority file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from indexer import Document
from webapp.engine_access import get_authority
from webapp.i18n import SOURCE, _, language, locale


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    name: str
    office: str = ""  # as held on the day: "Prime Minister"
    country: str = ""

    @property
    def shown(self) -> str:
        return name_in_words(self.name)

    @property
    def line(self) -> str:
        """Name, office and country in one line."""
        return ", ".join(part for part in (self.shown, self.office, self.country) if part)


def speaker(name: str, found: Document, participants: Sequence[Mapping[str, Any]] = ()) -> SpeakerView:
    """The speaker as of the document's first day: by the record's own participants, else by the authority file.

    Without a day no office is shown, because the file may know several.
    """
    for each in participants:
        if name in (each.get("name"), each.get("as_written"), each.get("role")) and each.get("name"):
            return SpeakerView(name=name, office=str(each.get("role") or ""),
                               country=country_in_words(str(each.get("country") or "")))
    if found.date_first is None:
        return SpeakerView(name=name)
    authority = get_authority()
    person = authority.find(name, date=found.date_first)
    if person is None:
        return SpeakerView(name=name)
    held = authority.office_on(person, found.date_first)
    country = (held.country if held else None) or person.country
    return SpeakerView(name=name, office=held.title if held else "", country=country_name(country))


def country_name(code: str | None) -> str:
    """The country's name in the reader's language; the code where it is none (`EU`)."""
    return str(locale().territories.get(code, code)) if code else ""


def name_in_words(name: str) -> str:
    """A speaker's name; what stands for one (a reporter, a country's side) in the reader's language."""
    return _("Reporter") if name == "Reporter" else country_in_words(name)


def country_in_words(name: str) -> str:
    """A country that a record names in English, in the reader's language; any other name as it stands."""
    if language() == SOURCE:
        return name
    return str(locale().territories.get(_codes().get(name.casefold(), ""), name))


@cache
def _codes() -> dict[str, str]:
    """English names of countries to their ISO 3166 codes."""
    return {name.casefold(): code for code, name in Locale(SOURCE).territories.items() if code.isalpha()}
