"""Our values in the shape that scripts rely on: `parse --json`, `show --json`, `search --json` and `/search.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from indexer.engine import FACETS, Bar, EngineInfo, Facet, Hit, SearchResponse, SpeakerRow, Table
from indexer.model import Document, ParsedRecord, Person, Place, Section, Statement, When
from indexer.wording import Wording

Json = dict[str, object]


def record_fields(parsed: ParsedRecord) -> Json:
    """The record's own fields, without its sections."""
    given = parsed.record.given
    return {
        "id": parsed.id,
        "kind": parsed.kind,
        "title": parsed.title,
        "breadcrumb": parsed.breadcrumb,
        "publisher": parsed.publisher,
        "source_url": parsed.source_url,
        "language": parsed.language,
        **_date_fields(parsed.when),
        "dateline": parsed.dateline.isoformat() if parsed.dateline else None,
        "location": location(parsed.place),
        "event": parsed.event,
        "participants": [person(each) for each in parsed.participants],
        "mentioned": [person(each) for each in parsed.mentioned],
        "note": given.note,
        "topics": list(given.topics),
        "format": parsed.record.format,
    }


def parsed_record(parsed: ParsedRecord) -> Json:
    """A record as understood, with its sections."""
    return {
        **record_fields(parsed),
        "sections": [section(each) for each in parsed.sections],
        "problems": [str(problem) for problem in parsed.problems],
    }


def section(value: Section) -> Json:
    return {
        "id": value.id,
        "kind": value.kind,
        "number": value.number,
        "heading": value.heading,
        "path": list(value.path),
        "text": value.text,
        "date": value.when.iso() if value.when else None,
        "location": location(value.place),
        "speakers": list(value.speakers),
        "mentioned": list(value.mentioned),
        "topics": list(value.topics),
        "statements": [statement(each) for each in value.statements],
    }


def statement(value: Statement) -> Json:
    return {
        "start": value.start,
        "end": value.end,
        "speakers": list(value.speakers),
        "said_by": list(value.said_by),
        "verb": value.verb,
        "act": value.act,
        "rule": value.rule,
        "basis": value.basis,
        "negated": value.negated,
    }


def person(value: Person) -> Json:
    return {
        "id": value.id,
        "name": value.name,
        "as_written": value.as_written,
        "role": value.role,
        "country": value.country,
        "iso2": value.iso2,
        "presence": value.presence,
        "basis": value.basis,
        "rule": value.rule,
    }


def location(value: Place | None) -> Json | None:
    if value is None:
        return None
    return {
        "place": value.place,
        "city": value.city,
        "country": value.country,
        "iso2": value.iso2,
        "basis": value.basis,
        "rule": value.rule,
        "mode": value.mode,
        "inferred": list(value.inferred),
    }


def _date_fields(when: When | None) -> Json:
    if when is None:
        return dict.fromkeys(
            ("date", "date_end", "date_precision", "date_basis", "date_rule", "time", "time_basis"))
    return {
        "date": when.iso(),
        "date_end": when.iso_end(),
        "date_precision": when.precision,
        "date_basis": when.basis,
        "date_rule": when.rule,
        "time": when.time,
        "time_basis": when.time_basis,
    }


def document(value: Document) -> Json:
    """One section as the index holds it."""
    return {
        "id": value.id,
        "kind": value.section_kind,
        "number": value.number,
        "heading": value.heading or None,
        "path": list(value.path),
        "text": value.text,
        "date": value.date,
        "date_precision": value.date_precision,
        "place": place_line(value) or None,
        "speakers": list(value.speakers),
        "mentioned": list(value.mentioned),
        "topics": list(value.topics),
        "acts": list(value.acts),
        "statements": [statement(each) for each in value.statements],
    }


def place_line(value: Document) -> str:
    """City and country as a reader expects them: ``Lima, Peru``."""
    return ", ".join(dict.fromkeys(part for part in (value.city, value.country) if part))


def section_address(hit: Hit) -> str:
    """The address of a hit on the site, below its root."""
    key = hit.document.id.rpartition("#")[2]
    return f"/record/{hit.document.record_id}#{key}"


def search_response(response: SearchResponse, url_of: Callable[[Hit], str] = section_address) -> Json:
    """The answer of a search; `url_of` gives a hit's address."""
    return {
        "query": {
            "text": response.query.text,
            "parsed": response.query.parsed,
            "literal": response.query.literal,
            "notes": [str(each) for each in response.query.notes],
        },
        "total": {"sections": response.total_sections, "records": response.total_records},
        "hits": [hit(each, url_of(each)) for each in response.hits],
        "facets": {each.name: facet_values(each) for each in response.facets if each.name in FACETS},
        "most_words": response.most_words,
        "did_you_mean": response.did_you_mean,
        "took_ms": round(response.took_ms, 3),
        "limits": _sentences(response.limits),
        "generation": response.generation,
    }


def hit(value: Hit, url: str) -> Json:
    found = value.document
    return {
        "id": found.id,
        "record_id": found.record_id,
        "title": found.title,
        "heading": found.heading or None,
        "date": found.date,
        "date_precision": found.date_precision,
        "place": place_line(found) or None,
        "speakers": list(found.speakers),
        "topics": list(found.topics),
        "snippet": {"text": value.snippet.text, "highlights": [list(each) for each in value.snippet.highlights]},
        "score": round(value.score, 4),
        "matches": value.matches,
        "more": value.more,
        "url": url,
    }


def facet(found: Facet) -> Json:
    """All values of a facet, or a page of them."""
    return {"name": found.name, "total": found.total, "complete": found.complete, "values": facet_values(found),
            "limits": _sentences(found.limits)}


def speaker_table(found: Table[SpeakerRow]) -> Json:
    """Who said it."""
    return {"speakers": [{"speaker": row.speaker, "sections": row.sections, "records": row.records,
                          "first": row.first, "last": row.last} for row in found],
            "limits": _sentences(found.limits)}


def period_table(found: Table[Bar]) -> Json:
    """Matches over time."""
    return {"periods": [{"start": bar.start, "end": bar.end, "count": bar.count} for bar in found],
            "limits": _sentences(found.limits)}


def _sentences(limits: Iterable[Wording]) -> list[str]:
    return [str(each) for each in limits]


def facet_values(facet: Facet) -> list[Json]:
    return [
        {"value": each.value, "label": each.label, "count": each.count, "records": each.records,
         "selected": each.selected}
        for each in facet.values
    ]


def engine_info(info: EngineInfo) -> Json:
    return {
        "generation": info.generation,
        "written": info.written,
        "sections": info.sections,
        "records": info.records,
        "sources": info.sources,
        "bytes": info.bytes,
        "first": info.first,
        "last": info.last,
        "coverage": {field: dict(counts) for field, counts in info.coverage.items()},
    }
