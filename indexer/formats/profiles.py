"""Publishers' interfaces known by the structure of their objects, where the usual names do not say it all."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.formats.values import at_path, printed_values

GOV_UK = "https://www.gov.uk"


def profile_values(record: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Values under our names that a known interface gives in its own way; empty for all others."""
    if {"base_path", "content_id", "document_type", "details"} <= record.keys():
        return _gov_uk(record)
    return {}


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
