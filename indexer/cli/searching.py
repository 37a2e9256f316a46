"""`onrecord search`, `show` and `info`: asking the index."""

from __future__ import annotations

from pathlib import Path

import click

from indexer import as_json as shapes
from indexer.cli.narrowing import dates_of, values_of
from indexer.cli.options import index_option, json_option, print_json, printable
from indexer.engine import Hit, SearchRequest, SearchResponse, Sort
from indexer.errors import OnRecordError
from indexer.opening import open_engine


@click.command(epilog="Example: onrecord search '\"peace treaty\" -economic' --speaker 'Shinzo Abe' --date 2016..2018")
@click.argument("query", default="")
@click.option("--speaker", multiple=True, help="Only what this person or side says; several are joined by or.")
@click.option("--date", "dates", multiple=True, metavar="DATE",
              help="A day, month or year (2016-11-19, 2016-11, 2016), a range (2016..2018), >=2016 or <=2016; "
                   "of years and months several.")
@click.option("--place", multiple=True, help="A country, a city, or 'Country > City'.")
@click.option("--topic", multiple=True)
@click.option("--publisher", multiple=True)
@click.option("--kind", multiple=True, help="As summit-readout or press-conference; `onrecord search` counts them.")
@click.option("--act", multiple=True, help="As welcomed or agreed.")
@click.option("--said", is_flag=True, help="Match only words that the chosen speakers are said to have spoken.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True)
@click.option("--offset", type=click.IntRange(min=0), default=0)
@index_option
@json_option
def search(query: str, speaker: tuple[str, ...], dates: tuple[str, ...], place: tuple[str, ...],
           topic: tuple[str, ...], publisher: tuple[str, ...], kind: tuple[str, ...], act: tuple[str, ...],
           said: bool, sort: Sort, limit: int, offset: int, folder: Path, as_json: bool) -> None:
    """Search the index. Words are all required; "..." is a phrase, -word excludes, word* completes.

    With no QUERY, everything that the options let through. A query that begins with a minus goes behind --, as in:
    onrecord search -- -economic
    """
    engine = open_engine(folder)
    typed = {"speaker": speaker, "place": place, "topic": topic, "publisher": publisher, "kind": kind, "act": act}
    filters = {name: values_of(engine, name, values) for name, values in typed.items() if values}
    first, last, date_filter = dates_of(dates)
    if date_filter:
        filters["date"] = date_filter
    request = SearchRequest(text=query, filters=filters, date_from=first, date_to=last, sort=sort, limit=limit,
                            offset=offset, said=said)
    response = engine.search(request)
    if as_json:
        print_json(shapes.search_response(response))
    else:
        _print_response(response)


def _print_response(response: SearchResponse) -> None:
    reading = response.query
    if reading.parsed:
        click.echo(printable(reading.parsed))
    for note in (*reading.notes, *response.limits):
        click.echo(printable(str(note)), err=True)
    if response.most_words:
        click.echo("No section has all the words; these have most of them.")
    click.echo(f"{_count(response.total_sections, 'section')} in {_count(response.total_records, 'record')}, "
               f"{response.took_ms:.1f} ms")
    if response.did_you_mean:
        click.echo(f"Did you mean: {printable(response.did_you_mean)}")
    for hit in response.hits:
        _print_hit(hit)
    for facet in response.facets:
        values = ", ".join(f"{each.label} {each.count}" for each in facet.values[:6] if each.depth == 0)
        if values:
            click.echo(f"{facet.name + ':':11}{printable(values)}")


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _print_hit(hit: Hit) -> None:
    found = hit.document
    heading = " ".join(part for part in (found.number, found.heading or found.title) if part)
    about = " · ".join(part for part in (found.date, shapes.place_line(found), ", ".join(found.speakers)) if part)
    click.echo()
    click.echo(click.style(printable(heading or found.record_id), bold=True))
    click.echo(printable(f"  {about}"))
    click.echo("  " + _marked(hit).replace("\n", " "))
    click.echo(printable(f"  {found.title}  [{found.id}]"))


def _marked(hit: Hit) -> str:
    """The snippet with its highlights in bold (click drops the style where stdout is no terminal)."""
    text, parts, at = hit.snippet.text, [], 0
    for start, end in hit.snippet.highlights:
        parts += [printable(text[at:start]), click.style(printable(text[start:end]), bold=True)]
        at = end
    return "".join((*parts, printable(text[at:])))


@click.command(epilog="Example: onrecord show japan-russia-2016-11-19")
@click.argument("record_id")
@index_option
@json_option
def show(record_id: str, folder: Path, as_json: bool) -> None:
    """A record with its sections. RECORD_ID is what `search` prints in brackets, with or without #section."""
    documents = open_engine(folder).get(record_id.partition("#")[0])
    if not documents:
        raise OnRecordError(f"no record {record_id!r} in {folder}; take an id that `onrecord search` prints")
    fields = dict(documents[0].record or {"id": documents[0].record_id, "title": documents[0].title})
    if as_json:
        print_json({**fields, "sections": [shapes.document(each) for each in documents]})
        return
    first = documents[0]
    click.echo(click.style(printable(first.title or first.record_id), bold=True))
    about = " · ".join(part for part in (first.date, shapes.place_line(first), first.publisher) if part)
    click.echo(printable(about))
    for name in ("source_url", "note"):
        if fields.get(name):
            click.echo(printable(str(fields[name])))
    for each in documents:
        heading = " ".join(part for part in (each.number, each.heading) if part)
        click.echo(click.style(f"\n{printable(heading or each.section_kind)}", bold=True))
        if each.speakers:
            click.echo(printable(", ".join(each.speakers)))
        click.echo(printable(each.text))


@click.command(epilog="Example: onrecord info --json")
@index_option
@json_option
def info(folder: Path, as_json: bool) -> None:
    """What the index holds: generation, counts, size, and how many records state their date, place and speakers."""
    found = open_engine(folder).info()
    if as_json:
        print_json(shapes.engine_info(found))
        return
    click.echo(f"{_count(found.sections, 'section')} in {_count(found.records, 'record')} "
               f"from {_count(found.sources, 'file')}")
    click.echo(f"dates      {found.first or '-'} to {found.last or '-'}")
    click.echo(f"size       {found.bytes / 1e6:.1f} MB")
    click.echo(f"generation {found.generation}, written {found.written}")
    for field, counts in found.coverage.items():
        click.echo(f"{field:10} " + ", ".join(f"{basis} {count}" for basis, count in counts.items()))
