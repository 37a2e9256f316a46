"""`onrecord doctor`: what is wrong on this machine."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from indexer.cli.options import index_option, json_option, print_json, printable_line
from indexer.packages import Finding
from indexer.packages import examine as examine_packages


@click.command(epilog="Example: onrecord doctor --index statements.index")
@index_option
@click.option("--host", default="127.0.0.1", envvar="ONRECORD_HOST", show_envvar=True, show_default=True,
              help="Where the site is to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="ONRECORD_PORT", show_envvar=True,
              show_default=True, help="On which port.")
@json_option
def doctor(folder: Path, host: str, port: int, as_json: bool) -> None:
    """Look at all that On Record needs here: Python, packages, knowledge, index, disk, lock, port.

    Each line says how to mend what it names. Exit status 1 where anything is wrong; notes are no faults.
    """
    findings = _findings(folder, host, port)
    wrong = any(each.state == "wrong" for each in findings)
    if as_json:
        print_json({"sound": not wrong, "findings": [asdict(each) for each in findings]})
    else:
        for each in findings:
            line = f"{each.state:6} {each.name:10} {each.what}" + (f"; {each.mend}" if each.mend else "")
            click.echo(printable_line(line))
    if wrong:
        raise SystemExit(1)


def _findings(folder: Path, host: str, port: int) -> list[Finding]:
    try:
        from indexer.doctor import examine
    except ImportError as error:
        return examine_packages(error)
    return examine(folder, host, port)
