"""A record, or one of its sections, as a reading page shows it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from markupsafe import Markup, escape

from indexer import Document, Engine, Statement
from webapp import links
from webapp.engine_access import get_authority
from webapp.i18n import _
from webapp.labels import act_label, basis_label, kind_label, mode_label, presence_label, rule_label
from webapp.people import SpeakerView, country_in_words, speaker
from webapp.presenters.results import DateView, date_view, title_of
from webapp.rendering import Piece, direction_of, language_of, paragraphs, plain, safe_url

STYLES = 5  # ways of underlining; speakers after the fifth share them
OPENING = 7  # words of a section without a heading that name it
LONG = 400  # characters; a statement that fills paragraphs is underlined more faintly
GROUPS = frozenset({"both", "all"})  # speakers that stand for several persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a statement is taken for whose it is."""

    id: str
    back: str  # id of the statement in the text
    number: int
    speakers: str
    act: str
    verb: str
    basis: str
    rule: str
    style: int
    long: bool  # fills paragraphs, as the turns of a transcript do


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    key: str
    anchor: str
    number: str
    heading: str
    name: str  # its heading, or what stands for one where it has none
    path: tuple[str, ...]
    kind: str
    text: Markup
    evidence: tuple[Evidence, ...]
    speakers: tuple[SpeakerView, ...]
    topics: tuple[str, ...]
    matches: int
    first_mark: int  # its number on the page, from 1; 0 where nothing is marked
    own_date: DateView | None  # where it differs from the record's
    url: str
    above: tuple[str, ...] = ()  # headings over it that the section before it does not stand under


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    name: str
    line: str  # role and country
    presence: str
    basis: str
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field of the record with its basis in words."""

    label: str
    text: str
    basis: str = ""
    url: str | None = None
    datetime: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    id: str
    title: str
    breadcrumb: str
    note: str
    facts: tuple[Fact, ...]
    participants: tuple[ParticipantView, ...]
    sections: tuple[SectionView, ...]
    voices: tuple[tuple[str, int, int], ...]  # name, style of underline, number of statements
    marks: int
    source_url: str | None
    lang: str | None
    dir: str
    date: DateView | None


def record_view(documents: Sequence[Document], engine: Engine, words: str) -> RecordView:
    """The record of these documents (in page order, not empty), the query's words marked in it."""
    first = documents[0]
    fields: Mapping[str, Any] = next((d.record for d in documents if d.record), {})
    voices = voices_of(documents)
    numbers = count(1)
    sections = tuple(section_view(each, engine, words, voices, numbers, fields, first) for each in documents)
    speakers = {name for each in documents for name in each.speakers}
    styles = {name: style for name, (style, _made) in voices.items()}
    return RecordView(
        id=first.record_id, title=title_of(first, plain(fields.get("breadcrumb"))),
        breadcrumb=plain(fields.get("breadcrumb")) if first.title else "",
        note=plain(fields.get("note")), facts=facts_of(first, fields), participants=participants_of(fields, speakers),
        sections=under_headings(sections),
        voices=tuple((name, styles[name], made) for name, (_style, made) in voices.items()),
        marks=next(numbers) - 1, source_url=safe_url(first.source_url), lang=language_of(first.language),
        dir=direction_of(first.language), date=date_view(first, long=True))


def under_headings(sections: Sequence[SectionView]) -> tuple[SectionView, ...]:
    """The sections, each with those headings over it that are not already printed for the one before."""
    found = []
    before: tuple[str, ...] = ()
    for section in sections:
        shared = 0
        while shared < min(len(before), len(section.path)) and before[shared] == section.path[shared]:
            shared += 1
        found.append(replace(section, above=section.path[shared:]))
        before = section.path
    return tuple(found)


def voices_of(documents: Sequence[Document]) -> dict[str, tuple[int, int]]:
    """Each name that statements of the record go by: its style of underline, from 1, and how many it makes."""
    made: dict[str, int] = {}
    for statement in (s for d in documents for s in d.statements if s.speakers):
        made[voice(statement)] = made.get(voice(statement), 0) + 1
    return {name: (n % STYLES + 1, number) for n, (name, number) in enumerate(made.items())}


def voice(statement: Statement) -> str:
    """Whom a statement goes by, in words: persons by name, sides by country."""
    return ", ".join(_who(name) for name in statement.speakers)


def _who(name: str) -> str:
    if name.startswith("side:"):
        return _("the side of %(country)s", country=country_in_words(plain(name.removeprefix("side:"))))
    return {"both": _("both sides"), "all": _("all sides"), "Reporter": _("a reporter")}.get(name, plain(name))


def section_view(found: Document, engine: Engine, words: str, voices: Mapping[str, tuple[int, int]],
                 numbers: count[int], fields: Mapping[str, Any], first: Document) -> SectionView:
    key = links.key_of(found.id)
    anchor = links.anchor(key)
    statements = [s for s in found.statements if s.speakers]
    marks = engine.marks(found.text, words) if words else ()
    rows = paragraphs(found.text, [(s.start, s.end) for s in statements], marks)
    evidence = tuple(_evidence(s, n, anchor, voices) for n, s in enumerate(statements, 1))
    marked: dict[int, int] = {}
    for mark in (piece.mark for row in rows for piece in row if piece.mark is not None):
        if mark not in marked:
            marked[mark] = next(numbers)
    participants = fields.get("participants") or ()
    return SectionView(
        key=key, anchor=anchor, number=plain(found.number), heading=plain(found.heading),
        name=name_of(found),
        path=tuple(plain(part) for part in found.path), kind=found.section_kind,
        text=text_markup(rows, evidence, marked),
        evidence=evidence, speakers=tuple(speaker(plain(name), found, participants) for name in found.speakers),
        topics=tuple(plain(topic) for topic in found.topics), matches=len(marked),
        first_mark=min(marked.values(), default=0),
        own_date=date_view(found) if found.date != first.date else None, url=links.section_url(found))


def name_of(section: Document) -> str:
    """The heading; without one the heading above it, or the words it begins with."""
    above = plain(section.path[-1]) if section.path else ""
    if section.heading or above:
        return plain(section.heading) or above
    words = plain(section.text).split()
    opening = " ".join(words[:OPENING])
    return _("Opening") if section.section_kind == "lead" or not words else opening + "\u00a0…" * (len(words) > OPENING)


def _evidence(statement: Statement, number: int, anchor: str, voices: Mapping[str, tuple[int, int]]) -> Evidence:
    who = voice(statement)
    named = tuple(_who(name) for name in statement.said_by)
    if statement.speakers and statement.speakers[0] in GROUPS and named:
        who_line = f"{who} ({', '.join(named)})"
    else:
        who_line = who
    act = _("not: %(act)s", act=act_label(statement.act)) if statement.negated else act_label(statement.act)
    return Evidence(
        id=f"ev:{anchor}:{number}", back=f"st:{anchor}:{number}", number=number, speakers=who_line, act=act,
        verb=plain(statement.verb), basis=basis_label(statement.basis), rule=rule_label(plain(statement.rule)),
        style=voices[who][0], long=statement.end - statement.start > LONG)


def text_markup(rows: Sequence[Sequence[Piece]], evidence: Sequence[Evidence], marks: Mapping[int, int]) -> Markup:
    """The paragraphs as HTML: statements underlined with a reference to their evidence, hits marked and numbered."""
    numbered: set[int] = set()
    body: list[Markup] = []
    for row in rows:
        body.append(Markup("<p>"))
        inside: int | None = None
        for piece in row:
            if piece.statement != inside:
                body += [Markup("</span>")] if inside is not None else []
                body += [_opening(piece, evidence)] if piece.statement is not None else []
                inside = piece.statement
            body.append(_marked(piece, marks, numbered))
            if piece.closes and piece.statement is not None:
                body.append(_reference(evidence[piece.statement]))
        body.append(Markup("</span></p>\n") if inside is not None else Markup("</p>\n"))
    return Markup("").join(body)


def _opening(piece: Piece, evidence: Sequence[Evidence]) -> Markup:
    its = evidence[piece.statement or 0]
    name = Markup(' id="{}"').format(its.back) if piece.opens else Markup("")
    return Markup('<span class="said v{}{}"{} title="{}">').format(
        its.style, " long" if its.long else "", name, _("%(who)s: %(act)s", who=its.speakers, act=its.act))


def _marked(piece: Piece, marks: Mapping[int, int], numbered: set[int]) -> Markup:
    if piece.mark is None:
        return escape(piece.text)
    number = marks[piece.mark]
    if number in numbered:
        return Markup("<mark>{}</mark>").format(piece.text)
    numbered.add(number)
    return Markup('<mark id="hit:{}" tabindex="-1">{}</mark>{}').format(number, piece.text, _steps(number))


def _steps(number: int) -> Markup:
    """Links to the hits beside one, shown where it was led to; behind the last comes the bar with the first."""
    step = Markup('<a class="{}" href="#hit:{}" aria-label="{}"></a>')
    back = step.format("back", number - 1, _("previous hit")) if number > 1 else ""
    return Markup('<span class="step">{}{}</span>').format(back, step.format("on", number + 1, _("next hit")))


def _reference(its: Evidence) -> Markup:
    return Markup('<a class="ref" href="#{}" aria-label="{}">{}</a>').format(
        its.id, _("Evidence %(number)s: %(who)s", number=its.number, who=its.speakers), its.number)


def facts_of(first: Document, fields: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Date, place, occasion, publisher and so on, each with where it is from; what is not known is left out."""
    found: list[Fact] = []
    if date := date_view(first, long=True):
        clock = str(fields.get("time_basis") or "")
        clock = _("local time") if clock == "local" else "" if clock == "unstated" else clock
        time = f"{first.time} ({clock})" if first.time and clock else first.time or ""
        found.append(Fact(label=_("Date"), text=", ".join(part for part in (date.text, time) if part),
                          basis=_basis(first.date_basis, fields.get("date_rule"), date.note), datetime=date.iso))
    country = country_in_words(plain(first.country))
    place = ", ".join(dict.fromkeys(part for part in (plain(first.venue), plain(first.city), country) if part))
    if place or mode_label(first.mode):
        location = fields.get("location") or {}
        found.append(Fact(label=_("Place"), text=" · ".join(p for p in (place, mode_label(first.mode)) if p),
                          basis=_basis(first.place_basis, location.get("rule")) if place else ""))
    plain_facts = ((_("Occasion"), plain(first.event)), (_("Kind"), plain(kind_label(first.kind))),
                   (_("Publisher"), plain(first.publisher)))
    found += [Fact(label=label, text=text) for label, text in plain_facts if text]
    return tuple(found)


def _basis(basis: str | None, rule: object, note: str = "") -> str:
    """Where a field is from, with the rule where it was inferred, and what else is to be known of it."""
    named = basis_label(basis) if basis else ""
    if basis == "inferred" and rule:
        named = f"{named} ({rule_label(str(rule))})"
    others = [part for part in note.split(", ") if part and part != _("inferred")]
    return ", ".join(dict.fromkeys(part for part in (named, *others) if part))


def participants_of(fields: Mapping[str, Any], speakers: Container[str]) -> tuple[ParticipantView, ...]:
    """Who takes part; those with a statement in the record lead to their pages, under their preferred names."""
    return tuple(
        ParticipantView(
            name=plain(each.get("name") or each.get("role")),
            line=", ".join(part for part in (plain(each.get("role")) if each.get("name") else "",
                                             country_in_words(plain(each.get("country")))) if part),
            presence=presence_label(each.get("presence")), basis=basis_label(each.get("basis")),
            page=_page_of(each, speakers))
        for each in fields.get("participants") or ())


def _page_of(participant: Mapping[str, Any], speakers: Container[str]) -> str | None:
    known = get_authority().get(str(participant["id"])) if participant.get("id") else None
    name = known.name if known else participant.get("name")
    return links.entity_url("speaker", name) if name in speakers and name else None
