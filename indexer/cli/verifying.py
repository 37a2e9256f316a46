"""`onrecord verify`: whether the index is sound."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli.options import index_option, json_option, print_json, printable
from indexer.opening import check_index


@click.command(epilog="Example: onrecord verify --index statements.index")
@index_option
@json_option
def verify(folder: Path, as_json: bool) -> None:
    """Check the index against itself: files, checksums, counts, searches. Exit status 1 where anything is wrong."""
    faults = check_index(folder)
    if as_json:
        print_json({"index": str(folder), "sound": not faults, "faults": faults})
    else:
        for fault in faults:
            click.echo(printable(fault))
        if not faults:
            click.echo(f"{folder}: sound")
    if faults:
        raise SystemExit(1)
