"""The options of `onrecord search` that narrow: what is typed, as the engine knows it."""

from __future__ import annotations

import click

from indexer.engine import Engine, SearchRequest
from indexer.knowledge.loading import load_knowledge
from indexer.query.dates import date_range

NEAREST = 3  # values named where the one typed is not in the index


def values_of(engine: Engine, facet: str, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The facet values that are meant; one that the index does not have stays as it is, and is named on stderr."""
    return tuple(_value(engine, facet, each) for each in typed)


def _value(engine: Engine, facet: str, typed: str) -> str:
    """In any case; a place without its country; or another form of the name that a file of knowledge has."""
    found = engine.facet(SearchRequest(), facet, prefix=typed, limit=50).values
    wanted = _plain(typed)
    exact = next((each.value for each in found if _plain(each.value) == wanted), None) \
        or next((each.value for each in found if facet == "place" and _plain(each.label) == wanted), None)
    if exact is not None:
        return exact
    known = _known(facet, typed)
    if known != typed and engine.facet(SearchRequest(), facet, prefix=known, limit=1).values:
        return known
    nearest = ", ".join(each.value for each in found[:NEAREST])
    click.echo(f"no {facet} {typed!r} in the index" + (f"; there is: {nearest}" if nearest else ""), err=True)
    return known


def _known(facet: str, typed: str) -> str:
    """The preferred form of a person's or a country's name."""
    if facet == "speaker":
        return load_knowledge().authority.preferred(typed)
    country = load_knowledge().gazetteer.country(typed) if facet == "place" else None
    return country.name if country else typed


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").casefold().split())


def dates_of(typed: tuple[str, ...]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(from, to, values of the date facet). One value is a range of its own; several are joined by or.

    Raises click.BadParameter for what is no date, and for a range or a day that is one of several.
    """
    ranges = []
    for text in typed:
        found = date_range(text)
        if found is None:
            raise click.BadParameter(f"{text!r} is not a date; write 2016, 2016-11, 2016-11-19, 2016..2018 or >=2016",
                                     param_hint="'--date'")
        ranges.append(found)
    if len(ranges) == 1:
        (only,) = ranges
        return (only.first.isoformat() if only.first else None), (only.last.isoformat() if only.last else None), ()
    for text in typed:
        if len(text.strip()) not in (len("2016"), len("2016-11")) or not text.strip().replace("-", "").isdecimal():
            raise click.BadParameter(f"{text!r} is one of several dates, which are years or months; or give one range",
                                     param_hint="'--date'")
    return None, None, tuple(text.strip() for text in typed)
