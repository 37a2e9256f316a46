"""`onrecord parse` and `onrecord coverage`: how files are understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from indexer import as_json as shapes
from indexer.cli.options import (
    FilePath,
    json_option,
    max_size_option,
    paths_argument,
    print_json,
    print_problems,
    printable,
)
from indexer.formats import Limits, find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord, Problem, Section
from indexer.reading import parsed_records


def parsed_below(paths: tuple[Path, ...], limits: Limits, problems: list[Problem]) -> Iterator[ParsedRecord]:
    """All records in files and folders as understood; `problems` fills as they pass."""
    knowledge = load_knowledge()
    for source in find_sources([path.absolute() for path in paths], limits=limits):
        if isinstance(source, Problem):
            problems.append(source)
            continue
        for each in parsed_records(source, knowledge, limits):
            if isinstance(each, Problem):
                problems.append(each)
            else:
                yield each


def _limits(max_size: int | None) -> Limits:
    return Limits() if max_size is None else Limits(max_bytes=max_size)


@click.command(epilog="Example: onrecord parse readout.html --json")
@click.argument("file", type=FilePath(path_type=Path))
@max_size_option
@json_option
def parse(file: Path, max_size: int | None, as_json: bool) -> None:
    """One file as understood: records, sections, statements, each value with its basis."""
    problems: list[Problem] = []
    records = list(parsed_below((file,), _limits(max_size), problems))
    if as_json:
        print_json([shapes.parsed_record(each) for each in records])
    else:
        for record in records:
            _print_record(record)
    print_problems(problems)
    if any(problem.severity == "failed" for problem in problems):
        raise SystemExit(1)


def _print_record(record: ParsedRecord) -> None:
    when, place = record.when, record.place
    rows = {
        "id": record.id,
        "title": record.title,
        "kind": record.kind,
        "date": f"{when.iso()}{f' to {when.iso_end()}' if when.iso_end() else ''} ({when.basis}: {when.rule})"
                if when else None,
        "dateline": record.dateline.isoformat() if record.dateline else None,
        "place": f"{', '.join(p for p in (place.place, place.city, place.country) if p) or place.mode} "
                 f"({place.basis or place.mode}: {place.rule})" if place else None,
        "event": record.event,
        "publisher": record.publisher,
        "source": record.source_url,
    }
    for name, value in rows.items():
        click.echo(f"{name + ':':12}{printable(value) if value else '-'}")
    for person in record.participants:
        about = ", ".join(part for part in (person.role, person.country, person.presence) if part)
        click.echo(f"{'':12}{printable(f'{person.label} ({about})')}")
    for section in record.sections:
        _print_section(section)
    click.echo()


def _print_section(section: Section) -> None:
    heading = " ".join(part for part in (section.number, section.heading) if part) or section.kind
    click.echo(click.style(f"\n[{section.id.rpartition('#')[2]}] {printable(heading)}", bold=True))
    click.echo(f"  speakers: {printable(', '.join(section.speakers)) or '-'}; "
               f"topics: {printable(', '.join(section.topics)) or '-'}")
    for each in section.statements:
        words = printable(" ".join(section.text[each.start:each.end].split()))
        verb = f"{each.act}{', negated' if each.negated else ''}; {each.verb or 'turn'}; {each.rule}"
        click.echo(f"  {printable(', '.join(each.speakers)) or '?'} ({verb}): "
                   f"{words[:100]}{'...' if len(words) > 100 else ''}")


@click.command(epilog="Example: onrecord coverage statements/ --json")
@paths_argument
@max_size_option
@json_option
def coverage(paths: tuple[Path, ...], max_size: int | None, as_json: bool) -> None:
    """What was understood and what was not, by source: see what to mend next."""
    from indexer.coverage import coverage as measure

    problems: list[Problem] = []
    report = measure(parsed_below(paths, _limits(max_size), problems))
    if as_json:
        print_json(report.as_dict())
    else:
        for line in report.lines():
            click.echo(printable(line))
    print_problems(each for each in problems if each.severity == "failed")
