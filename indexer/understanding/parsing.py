"""Record to ParsedRecord: the steps of understanding, in their order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from indexer.knowledge.loading import Knowledge
from indexer.model import ParsedRecord, Place, Problem, Record, Section, Statement, When
from indexer.understanding.events import event_of
from indexer.understanding.layout import Layout, SectionText
from indexer.understanding.opening import opening_of
from indexer.understanding.said.attribution import section_people
from indexer.understanding.said.statements import attribute
from indexer.understanding.structure.head import title_of
from indexer.understanding.structure.kinds import kind_of
from indexer.understanding.structure.sections import split
from indexer.understanding.topics import topics_of
from indexer.understanding.when.dates import dates_of, section_date
from indexer.understanding.where.places import event_place, section_place
from indexer.understanding.who.people import Cast, cast_of


@dataclass(frozen=True, slots=True)
class _Context:
    """What the sections of one record have in common."""

    record: Record
    kind: str | None
    title: str | None
    when: When | None
    place: Place | None
    cast: Cast
    knowledge: Knowledge


def parse(record: Record, knowledge: Knowledge) -> ParsedRecord:
    """One record as understood. Never raises for what a text says."""
    layout = split(record)
    kind = kind_of(record, layout)
    opening = opening_of(record, layout)
    when, dateline = dates_of(record, layout, kind, opening)
    place = event_place(record, layout, kind, knowledge.gazetteer, opening)
    cast = cast_of(record, layout, kind, place, when, knowledge.authority, knowledge.lexicons, knowledge.gazetteer)
    title = title_of(record.given, layout.title)
    context = _Context(record, kind, title, when, place, cast, knowledge)
    sections: list[Section] = []
    announced = ""
    for position, each in enumerate(layout.sections):
        told_before = sections[-1].statements if sections else ()
        lead = sections[-1].text if len(sections) == 1 and not told_before else ""
        opened = each.path[-1] if each.path and each.path[-1].endswith((":", ",")) else announced
        sections.append(_section(each, position, context, told_before, opened, lead))
        told = sections[-1].statements
        going_on = (each.number and not each.heading) or (told and all(said.rule == "quotation" for said in told))
        announced = each.text if each.text.endswith((":", ",")) else announced if going_on else ""
    return ParsedRecord(
        record=record,
        kind=kind,
        title=title,
        breadcrumb=record.given.breadcrumb or (layout.breadcrumb.text if layout.breadcrumb else None),
        publisher=record.given.publisher,
        source_url=record.given.source_url,
        language=record.given.language,
        when=when,
        dateline=dateline,
        place=place,
        event=event_of(record, layout),
        participants=cast.participants,
        mentioned=cast.mentioned,
        sections=tuple(sections),
        problems=() if sections or not record.blocks else (_nothing_to_section(record, layout),),
    )


def _section(text: SectionText, position: int, context: _Context, before: tuple[Statement, ...],
             announced: str, lead: str) -> Section:
    knowledge = context.knowledge
    statements = attribute(text, context.cast, context.kind, knowledge.lexicons, before, announced,
                           lead)
    speakers, said_by, mentioned = section_people(statements, context.cast, text.text)
    return Section(
        id=f"{context.record.id}#{text.key}",
        position=position,
        kind=text.kind,
        number=text.number,
        heading=text.heading,
        path=text.path,
        text=text.text,
        when=section_date(text, context.when),
        place=section_place(text, context.place, knowledge.gazetteer),
        speakers=speakers,
        said_by=said_by,
        mentioned=mentioned,
        topics=topics_of(context.title, text.heading, text.path, text.text,
                         context.record.given.topics, knowledge.topics),
        statements=statements,
    )


def _nothing_to_section(record: Record, layout: Layout) -> Problem:
    what = layout.reason or "no text to make a section of"
    return Problem(record.path, what, "nothing is indexed for this record", record.line, "empty")


@cache
def parser_version() -> str:
    """Changes whenever reading or understanding may give another result: a digest of their code.

    A number kept by hand would be forgotten once, and an index would then mix two parsers' readings.
    """
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    try:
        digest.update(version("onrecord").encode())
    except PackageNotFoundError:
        digest.update(b"checkout")
    for pattern in ("*.py", "formats/**/*.py", "knowledge/**/*.py", "understanding/**/*.py"):
        for path in sorted(package.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
