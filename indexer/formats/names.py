"""Our names of fields, and the names that sources use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# schema.org, Dublin Core, the GOV.UK content API and common column names; compared without case, "_", "-" and spaces.
_USUAL = {
    "id": "id record_id identifier _id doc_id document_id uuid",
    "title": "title headline dc:title doc_title subject",
    "text": "text body content transcript full_text speech speech_text body_text article_body raw_text "
            "body_html content_html encoded html markdown statement turns paragraphs",
    "kind": "kind type document_type doc_type record_type release_type speech_type category",
    "date": "date dc:date fecha datum year",
    "event_date": "event_date delivered_on date_delivered delivered meeting_date date_of_event speech_date "
            "date_of_speech held_on date_evenement date_de_levenement fecha_evento data_evento veranstaltungsdatum",
    "published": "published created published_at publication_date publish_date pub_date date_published published_time "
            "published_date release_date released issued posted first_published_at first_public_at "
            "public_updated_at",
    "publisher": "publisher source_name organisation organization institution agency ministry department "
            "issuer site_name",
    "country": "publisher_country",
    "source_url": "source_url url link web_url permalink canonical_url canonical href uri source",
    "language": "language lang locale language_code in_language",
    "place": "place location venue city where lieu lugar ort",
    "event": "event occasion meeting conference",
    "speaker": "speaker speakers speaker_name speaker_names delivered_by spoken_by president prime_minister "
            "pm minister",
    "speaker_role": "speaker_role role post office position speaker_title job_title",
    "participants": "participants attendees",
    "topics": "topics topic subjects themes theme",
    "breadcrumb": "breadcrumb",
    "note": "note notes footnote",
}
USUAL_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ours: tuple(names.split()) for ours, names in _USUAL.items()})
FIELD_NAMES = tuple(USUAL_NAMES)
SEVERAL = frozenset({"speaker", "participants", "topics"})  # fields with more than one value


def same_name(name: str) -> str:
    """A source's name as names are compared: ``Source URL``, ``source_url`` and ``sourceUrl`` are one."""
    return re.sub(r"[\s_.-]+", "", name).casefold()
