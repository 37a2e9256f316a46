"""Options that several commands share, and what they print alike."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer.model import Problem

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_INDEX = Path("onrecord-index")


class FilePath(click.Path):
    """A path that is not empty: an empty one, of a script's unset variable, would mean the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("a path is empty", param, ctx)
        return super().convert(value, param, ctx)


def index_option(command: Command) -> Command:
    return click.option(
        "--index", "folder", type=FilePath(path_type=Path, file_okay=False), default=DEFAULT_INDEX,
        envvar="ONRECORD_INDEX", show_envvar=True, show_default=True, help="The index folder.",
    )(command)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def max_size_option(command: Command) -> Command:
    return click.option(
        "--max-size", type=click.IntRange(min=1), default=None, metavar="BYTES",
        help="Leave out files larger than this.",
    )(command)


def paths_argument(command: Command) -> Command:
    return click.argument("paths", nargs=-1, required=True, type=FilePath(path_type=Path))(command)


def keep_apart(paths: Iterable[Path], index: Path) -> None:
    """Raises click.BadParameter where records are to be read from the index folder itself."""
    inside = index.resolve()
    for path in paths:
        if inside == path.resolve() or inside in path.resolve().parents:
            raise click.BadParameter(f"{path} is the index, or lies in it; name a folder of its own with --index")


def print_json(value: object) -> None:
    """One JSON document on stdout, readable and in UTF-8 whatever the locale."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def print_problems(problems: Iterable[Problem]) -> None:
    """A line each on stderr."""
    for problem in problems:
        click.echo(printable_line(str(problem)), err=True)


def printable(text: str) -> str:
    """Text from a source without control characters that would act on a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def printable_line(text: str) -> str:
    """The same in one line, whatever stands in it: the name of a file may hold a line break."""
    return printable(text.replace("\n", "\N{REPLACEMENT CHARACTER}"))


def problem_json(problem: Problem) -> dict[str, object]:
    return {"path": str(problem.path), "line": problem.line or None, "what": problem.what,
            "mend": problem.mend or None, "severity": problem.severity}
