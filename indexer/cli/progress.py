"""Progress of long work: a bar on a terminal, plain lines elsewhere; always on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from indexer.cli.options import printable_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

BAR_AFTER = 0.5  # seconds: shorter work has no bar, and need not wait until what draws it is imported
LINE_EVERY = 5.0  # seconds between plain lines


class FileProgress:
    """Shows how many files are done. Use as a context manager and call it with (done, total, name)."""

    def __init__(self, action: str, *, quiet: bool = False) -> None:
        self._action = action
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._bar: tuple[Progress, TaskID] | None = None
        self._began = self._said = time.monotonic()

    def __enter__(self) -> FileProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._bar:
            self._bar[0].stop()

    def __call__(self, done: int, total: int, name: str) -> None:
        now = time.monotonic()
        if self._quiet:
            return
        if self._terminal:
            if self._bar is None and now - self._began > BAR_AFTER:
                self._bar = _bar(self._action)
            if self._bar:
                bar, task = self._bar
                bar.update(task, completed=done, total=total, name=printable_line(name)[-50:])
        elif now - self._said >= LINE_EVERY:
            self._said = now
            click.echo(f"{self._action} {done} of {total} files: {printable_line(name)}", err=True)


def _bar(action: str) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                   TextColumn("{task.fields[name]}", style="dim", markup=False), console=Console(stderr=True),
                   transient=True)
    task = bar.add_task(action, total=None, name="")
    bar.start()
    return bar, task
