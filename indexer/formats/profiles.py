"""Publishers' interfaces known by the structure of their objects, where the usual names do not say it all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.formats.values import at_path, printed_values

GOV_UK = "https://www.gov.uk"
_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})$")


@dataclass(frozen=True, slots=True)
class Profile:
    """Values under our names that an interface gives in its own way, and members that are not what they seem."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_fields: frozenset[str] = frozenset()


def profile_of(record: Mapping[str, object]) -> Profile:
    """What a known interface says of a record in its own way; nothing for all others."""
    if {"base_path", "content_id", "document_type", "details"} <= record.keys():
        return Profile(_gov_uk(record), frozenset({"content_id"}))
    if {"transcript-id", "release-date", "prime-minister"} <= record.keys():
        return Profile(_pm_transcripts(record), frozenset({"prime-minister", "transcript-id"}))
    return Profile()


def _pm_transcripts(record: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Transcripts of Australian Prime Ministers (pmtranscripts.pmc.gov.au): days are written DD/MM/YYYY.

    `prime-minister` is who was in office, not who spoke, so it is no speaker; subjects are one text of terms.
    """
    found = {"title": _texts(record, "title")}
    days = [_DAY_FIRST.match(text.strip()) for text in _texts(record, "release-date")]
    found["published"] = tuple(f"{day[3]}-{day[2]}-{day[1]}" for day in days if day)
    subjects = (term.strip() for text in _texts(record, "subjects") for term in re.split(r"[,;]", text))
    found["topics"] = tuple(filter(None, subjects))
    found["source_url"] = tuple(text for text in _texts(record, "document") if text.startswith("http"))
    return found


def _gov_uk(record: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """GOV.UK content API: https://content-api.publishing.service.gov.uk. Addresses are relative; people are links."""
    found = {
        "source_url": tuple(GOV_UK + path for path in printed_values(record["base_path"]) if path.startswith("/")),
        "speaker": _texts(record, "links.speaker.title") or _texts(record, "details.speaker_without_profile"),
        "publisher": _texts(record, "links.organisations.title")[:1],
        "topics": _texts(record, "links.topics.title") or _texts(record, "links.taxons.title"),
        "country": ("GB",),
    }
    return {name: values for name, values in found.items() if values}


def _texts(record: Mapping[str, object], path: str) -> tuple[str, ...]:
    return tuple(text for value in at_path(record, path) for text in printed_values(value))
