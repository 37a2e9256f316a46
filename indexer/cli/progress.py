"""Progress of long work: a bar on a terminal, plain lines elsewhere; always on stderr."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from indexer.cli.options import printable_line

LINE_EVERY = 5.0  # seconds between plain lines


class FileProgress:
    """Shows how many files are done. Use as a context manager and call it with (done, total, name)."""

    def __init__(self, action: str, *, quiet: bool = False) -> None:
        self._action = action
        self._quiet = quiet
        console = Console(stderr=True)
        self._bar: Progress | None = None
        if console.is_terminal and not quiet:
            self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                                 TimeRemainingColumn(), TextColumn("[dim]{task.fields[name]}"),
                                 console=console, transient=True)
            self._task = self._bar.add_task(action, total=None, name="")
        self._said = time.monotonic()

    def __enter__(self) -> FileProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int, name: str) -> None:
        if self._bar:
            self._bar.update(self._task, completed=done, total=total, name=escape(printable_line(name)[-50:]))
        elif not self._quiet and time.monotonic() - self._said >= LINE_EVERY:
            self._said = time.monotonic()
            Console(stderr=True, highlight=False).print(
                f"{self._action} {done} of {total} files: {printable_line(name)}", markup=False, soft_wrap=True)
