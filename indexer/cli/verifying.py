"""`onrecord verify`: whether the index is sound, and says what its sources say."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from indexer.cli.options import FilePath, index_option, json_option, print_json, printable_line
from indexer.comparing import Difference, compare_sources
from indexer.knowledge.folder import data_folder
from indexer.opening import check_index, indexed_roots, open_engine


@click.command(epilog="Example: onrecord verify --index statements.index")
@click.argument("paths", nargs=-1, type=FilePath(path_type=Path))
@index_option
@click.option("--alone", is_flag=True, help="Leave the sources aside: check the index against itself only.")
@json_option
def verify(paths: tuple[Path, ...], folder: Path, alone: bool, as_json: bool) -> None:
    """Check the index against itself and against its sources. Exit status 1 where anything is wrong.

    Against itself: files, checksums, counts, a sample of searches. Against its sources: files that changed, came or
    went since; those below PATH, or where none is given, below all that was ever indexed.
    """
    faults = check_index(folder)
    roots = () if faults or alone else tuple(map(Path, indexed_roots(folder)))
    differences = compare_sources(roots, open_engine(folder).sources(), data_folder(), paths) if roots else ()
    if as_json:
        print_json({
            "index": str(folder), "sound": not faults, "faults": faults,
            "up_to_date": not differences if roots else None,
            "sources": [str(path) for path in (paths if roots and paths else roots)],
            "differences": [{"path": each.path, "what": each.what, "said": each.said} for each in differences]})
    else:
        _print(folder, faults, roots, differences)
    if faults or differences:
        raise SystemExit(1)


def _print(folder: Path, faults: Sequence[str], roots: Sequence[Path], differences: Sequence[Difference]) -> None:
    otherwise = [each for each in differences if each.what == "read otherwise"]
    lines = [*faults, *(f"{each.path}: {each.said}" for each in differences if each.what != "read otherwise")]
    if otherwise:
        lines.append(f"{len(otherwise)} files {otherwise[0].said}")
    if not faults:
        lines.append(f"{folder}: sound" + (", but not up to date" if differences else
                                           ", and up to date with its sources" if roots else ""))
    if differences:
        command = shlex.join(["onrecord", "index", *map(str, roots), "--index", str(folder)])
        lines.append(f"bring it up to date with: {command}")
    for line in lines:
        click.echo(printable_line(line))
