"""`onrecord index` and `onrecord check`."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType

import click

from indexer.cli.options import (
    index_option,
    json_option,
    keep_apart,
    max_size_option,
    paths_argument,
    print_json,
    print_problems,
    printable_line,
    problem_json,
)
from indexer.cli.progress import FileProgress
from indexer.errors import OnRecordError
from indexer.formats import Limits, SourceFile, find_sources
from indexer.indexing import IndexReport, build_index
from indexer.knowledge.folder import data_folder
from indexer.model import Problem
from indexer.opening import open_to_write
from indexer.reading import parts_of
from indexer.workers import default_jobs

SELDOM = (20_000, 20, 50)
"""When Python looks for cycles of objects: it takes a twelfth of a short run, and reading leaves few."""


@click.command(epilog="Example: onrecord index statements/ --index statements.index")
@paths_argument
@index_option
@click.option("--rebuild", is_flag=True, help="Read every file again and start the index from nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read files; as many as processors by default.")
@click.option("--watch", is_flag=True, help="Stay, and index again whenever a file changes.")
@max_size_option
@json_option
def index(paths: tuple[Path, ...], folder: Path, rebuild: bool, dry_run: bool, jobs: int | None, watch: bool,
          max_size: int | None, as_json: bool) -> None:
    """Index files and folders, or bring their index up to date.

    Unchanged files, and unchanged rows of a table, are not read again; files that are gone leave the index. Every
    file that yields nothing is named with its reason. Exit status 1 where a file failed; the others are indexed all
    the same.
    """
    gc.set_threshold(*SELDOM)
    keep_apart(paths, folder)
    engine = open_to_write(folder)

    def run(*, rebuild: bool) -> IndexReport:
        with FileProgress("Reading", quiet=as_json) as progress:
            return build_index(paths, engine, data_folder(), rebuild=rebuild, dry_run=dry_run, jobs=jobs,
                               limits=limits_of(max_size), progress=progress)

    with stopped_by_sigterm():
        if watch and not dry_run:
            stay(paths, folder, _Runs(run, rebuild=rebuild, as_json=as_json))
            return
        report = run(rebuild=rebuild)
    print_report(report, as_json=as_json, dry_run=dry_run)
    if report.failed:
        raise SystemExit(1)


@contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """While it lasts, SIGTERM does what Ctrl-C does: what was begun is put away."""
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Runs:
    """The runs of one watching command: the first as asked for, the others to keep up, each told of once."""

    def __init__(self, run: Callable[..., IndexReport], *, rebuild: bool, as_json: bool) -> None:
        self._run = run
        self._rebuild = rebuild
        self._as_json = as_json
        self._told: set[str] = set()
        self._first = True
        self.failed = False  # the last one, for a reason that may pass

    def once(self) -> None:
        """Index; what goes wrong is said, and left to the next run. Raises OnRecordError where the first goes wrong."""
        try:
            report = self._run(rebuild=self._rebuild)
        except (OnRecordError, OSError) as error:
            if self._first:
                raise
            self.failed = True
            self._tell([printable_line(str(error))])
            return
        news = [problem for problem in report.problems if str(problem) not in self._told]
        if self._first or news or report.added + report.changed + report.removed:
            print_report(replace(report, problems=tuple(news)), as_json=self._as_json, dry_run=False)
            sys.stdout.flush()
        self._told = {str(problem) for problem in report.problems}
        self.failed = self._first = self._rebuild = False

    def _tell(self, lines: list[str]) -> None:
        for line in lines:
            if line not in self._told:
                click.echo(line, err=True)
        self._told.update(lines)


def stay(paths: tuple[Path, ...], folder: Path, runs: _Runs) -> None:
    """Index now, and again whenever something has changed, until told to stop."""
    from indexer.watching import moments

    if missing := [path for path in paths if not path.exists()]:
        raise click.BadParameter(f"{missing[0]} is not there, and cannot be watched")
    tell = partial(click.echo, err=True)
    tell("watching; stop with Ctrl-C")
    try:
        for _ in moments(paths, besides=folder, tell=lambda text: tell(printable_line(text)), owed=lambda: runs.failed):
            runs.once()
    except KeyboardInterrupt:
        tell("stopped watching; the index is whole")


def limits_of(max_size: int | None) -> Limits:
    return Limits() if max_size is None else Limits(max_bytes=max_size)


def print_report(report: IndexReport, *, as_json: bool, dry_run: bool) -> None:
    """Problems to stderr, counts to stdout."""
    if as_json:
        print_json({
            "generation": report.generation, "added": report.added, "changed": report.changed,
            "unchanged": report.unchanged, "removed": report.removed, "failed": report.failed,
            "empty": report.empty, "skipped": report.skipped, "records": report.records, "sections": report.sections,
            "seconds": round(report.seconds, 3), "problems": [problem_json(each) for each in report.problems],
        })
        return
    print_problems(report.problems)
    files = ", ".join(f"{getattr(report, name)} {name}"
                      for name in ("added", "changed", "unchanged", "removed", "failed", "empty", "skipped"))
    verb = "would write" if dry_run else "wrote"
    click.echo(f"files: {files}")
    click.echo(f"{verb} {report.records} records, {report.sections} sections in {report.seconds:.1f} s")


@click.command(epilog="Example: onrecord check statements/")
@paths_argument
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read files.")
@max_size_option
@json_option
def check(paths: tuple[Path, ...], jobs: int | None, max_size: int | None, as_json: bool) -> None:
    """Read everything, index nothing: what would be indexed, and every problem with file, line and mend."""
    limits = limits_of(max_size)
    problems: list[Problem] = []
    sources = list(_sources(paths, limits, problems))
    counts: Counter[str] = Counter(files=len(sources))
    with FileProgress("Checking", quiet=as_json) as progress:
        for part in parts_of(sources, data_folder(), limits, jobs or default_jobs()):
            problems.extend(part.problems)
            counts["sections"] += len(part.documents)
            counts["records"] += sum(document.position == 0 for document in part.documents)
            progress(part.number + 1, len(sources), part.source.name)
    counts.update(each.severity for each in problems)
    if as_json:
        print_json({"files": counts["files"], "records": counts["records"], "sections": counts["sections"],
                    "failed": counts["failed"], "empty": counts["empty"], "skipped": counts["skipped"],
                    "warnings": counts["warning"],
                    "problems": [problem_json(each) for each in problems]})
    else:
        for problem in problems:
            click.echo(printable_line(f"{problem.severity}: {problem}"))
        click.echo(f"{counts['files']} files would give {counts['records']} records, {counts['sections']} sections; "
                   f"{counts['failed']} failed, {counts['empty']} with nothing to index, {counts['skipped']} skipped, "
                   f"{counts['warning']} warnings")
    if counts["failed"]:
        raise SystemExit(1)


def _sources(paths: tuple[Path, ...], limits: Limits, problems: list[Problem]) -> Iterator[SourceFile]:
    for each in find_sources([path.absolute() for path in paths], limits=limits):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            yield each
