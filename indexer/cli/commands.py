"""The group of commands, each imported only when it is called."""

from __future__ import annotations

import gc
import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence

import click

from indexer.cli.options import printable_line
from indexer.errors import OnRecordError

COMMANDS = {
    "index": ("indexing:index", "Index files and folders, or bring their index up to date."),
    "check": ("indexing:check", "Read everything, index nothing: what would be indexed, and every problem."),
    "parse": ("parsing:parse", "One file as understood: records, sections, statements, each value with its basis."),
    "coverage": ("parsing:coverage", "What was understood and what was not, by source: see what to mend next."),
    "people": ("people:people", "Speakers in the index that no authority file knows, most frequent first."),
    "search": ("searching:search", "Search the index."),
    "show": ("searching:show", "A record with its sections."),
    "info": ("searching:info", "What the index holds: generation, counts, size."),
    "verify": ("verifying:verify", "Check the index against itself and against its sources."),
    "serve": ("serving:serve", "Serve the site, after bringing the index up to date with DATA."),
    "doctor": ("doctor:doctor", "Look at all that On Record needs here."),
}
"""Where each command is, and what the list of commands says of it: how its own help begins."""


class Commands(click.Group):
    """Finds a command's module by name, so that `onrecord parse` does not wait for Flask, and the list for none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(f"indexer.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord", prog_name="onrecord")
@click.option("-v", "--verbose", count=True, help="More messages on stderr; -vv for a developer's.")
def onrecord(verbose: int) -> None:
    """Search official statements: who said what about it, when, where, and how the wording moved.

    \b
    Examples:
      onrecord serve data                     index the sample records and open the site
      onrecord index ~/statements             index a folder, or bring its index up to date
      onrecord search 'peace treaty' --speaker 'Shinzo Abe'
      onrecord parse readout.html --json      one file as On Record understands it

    Every option can be set in the environment: ONRECORD_INDEX for --index, else ONRECORD_COMMAND_OPTION,
    as ONRECORD_SEARCH_LIMIT=20. ONRECORD_DATA names the folder of knowledge (authority, lexicon, topics, synonyms).
    """
    level = {0: logging.ERROR, 1: logging.INFO}.get(verbose, logging.DEBUG)
    logging.basicConfig(level=level, format="%(name)s: %(message)s", stream=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; an OnRecordError is printed as one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter must not end the command
    out = sys.stdout
    try:
        status = onrecord.main(args=arguments, prog_name="onrecord", auto_envvar_prefix="ONRECORD",
                               standalone_mode=False)
    except OnRecordError as error:
        click.echo(printable_line(str(error)), err=True)
        status = 1
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; the index is as it was", err=True)
        status = 130
    except SystemExit:
        if sys.stdout is out:  # click puts another in its place where the reader of our output has gone
            raise
        status = _reader_has_gone()
    except BrokenPipeError:
        status = _reader_has_gone()
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        click.echo(printable_line(f"{where}{error.strerror or error}"), err=True)
        status = 1
    gc.freeze()  # else Python looks through all that is there for cycles once more, a twentieth of a short run
    sys.exit(status if isinstance(status, int) else 0)


def _reader_has_gone() -> int:
    """Of `onrecord search ... | head`: nothing more to say, nor to complain about."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return 0
