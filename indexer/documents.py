"""ParsedRecord to Documents: what one search result is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from indexer.as_json import record_fields
from indexer.knowledge.authority import Authority
from indexer.model import GROUPS, SIDE, Document, ParsedRecord, Section, Statement


def documents_of(parsed: ParsedRecord, authority: Authority, *, name: str) -> Iterator[Document]:
    """The record's sections as documents, in page order; `name` is the file's name as users see it.

    People whom the authority file knows go by its preferred names, so that one person is one facet value
    whatever a page calls them; the printed forms stay in the record's fields.
    """
    preferred = _preferred_names(parsed, authority)
    for section in parsed.sections:
        yield _document(parsed, section, preferred, name)


def _preferred_names(parsed: ParsedRecord, authority: Authority) -> dict[str, str]:
    names = {}
    for person in (*parsed.participants, *parsed.mentioned):
        known = authority.get(person.id) if person.id else None
        if known is not None:
            names[person.label] = known.name
    return names


def _document(parsed: ParsedRecord, section: Section, preferred: Mapping[str, str], name: str) -> Document:
    when, place = section.when or parsed.when, section.place or parsed.place
    statements = tuple(_statement(each, preferred) for each in section.statements)
    return Document(
        id=section.id,
        record_id=parsed.id,
        position=section.position,
        kind=parsed.kind or "",
        section_kind=section.kind,
        number=section.number,
        title=parsed.title or "",
        heading=section.heading or "",
        path=section.path,
        text=section.text,
        date=when.iso() if when else None,
        date_first=when.first if when else None,
        date_last=when.last if when else None,
        date_precision=when.precision if when else None,
        date_basis=when.basis if when else None,
        time=when.time if when else None,
        venue=place.place if place else None,
        city=place.city if place else None,
        country=place.country if place else None,
        mode=place.mode if place else None,
        place_basis=place.basis if place else None,
        publisher=parsed.publisher,
        language=parsed.language,
        event=parsed.event,
        speakers=_speakers(section, preferred),
        mentioned=_renamed(section.mentioned, preferred),
        topics=section.topics,
        acts=tuple(dict.fromkeys(each.act for each in statements if each.speakers)),
        statements=statements,
        source_url=parsed.source_url,
        path_in_source=name,
        fingerprint=parsed.record.fingerprint,
        record=record_fields(parsed) if section.position == 0 else None,
    )


def _statement(statement: Statement, preferred: Mapping[str, str]) -> Statement:
    return replace(statement, speakers=_renamed(statement.speakers, preferred),
                   said_by=_renamed(statement.said_by, preferred))


def _speakers(section: Section, preferred: Mapping[str, str]) -> tuple[str, ...]:
    """Persons first, then sides by their country; `both` and `all` are the persons behind them."""
    sides = (each.removeprefix(SIDE) for each in section.speakers if each.startswith(SIDE))
    persons = (each for each in (*section.said_by, *section.speakers)
               if each not in GROUPS and not each.startswith(SIDE))
    return tuple(dict.fromkeys((*_renamed(persons, preferred), *sides)))


def _renamed(names: Iterable[str], preferred: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(preferred.get(each, each) for each in names))
