"""`onrecord people`: who in the index is in no authority file."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli.options import index_option, json_option, print_json, printable
from indexer.engine import SearchRequest
from indexer.knowledge.authority import merge_candidates
from indexer.knowledge.loading import load_knowledge
from indexer.model import REPORTER
from indexer.opening import open_engine

EVERY = 1_000_000  # more speakers than any index holds


@click.command(epilog="Example: onrecord people --limit 20")
@index_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Names to list.")
@json_option
def people(folder: Path, limit: int, as_json: bool) -> None:
    """Speakers in the index that no authority file knows, most frequent first, and names that may be one person."""
    knowledge = load_knowledge()
    speakers = open_engine(folder).facet(SearchRequest(), "speaker", limit=EVERY).values
    counts = {each.value: each.count for each in speakers
              if each.value != REPORTER and not knowledge.gazetteer.country(each.value)}
    unknown = {name: count for name, count in counts.items() if not knowledge.authority.find(name)}
    merges = [each for each in merge_candidates(counts) if each.other in unknown]
    shown = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))[:limit]
    if as_json:
        print_json({
            "unknown": [{"name": name, "sections": count} for name, count in shown],
            "merges": [{"name": each.name, "other": each.other, "reason": each.reason} for each in merges[:limit]],
        })
        return
    for name, count in shown:
        click.echo(f"{count:6}  {printable(name)}")
    for each in merges[:limit]:
        click.echo(f"one person?  {printable(each.other)} = {printable(each.name)}  ({each.reason})")
