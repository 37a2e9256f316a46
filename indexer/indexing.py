"""From folders to an index: find what changed, read it, hand its documents to the engine, report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from indexer.changes import Changes, Look, find_changes, key_of, look_at, state_of
from indexer.documents import documents_of
from indexer.engine import KnownSources, NoSources, SourceState, Writable, Writer
from indexer.formats import Limits, SourceFile
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document, Problem
from indexer.reading import STREAM_BYTES, default_jobs, parsed_records, read_sources
from indexer.record_ids import RecordIds

TOLD_EVERY = 200  # sections of one file between two words to the progress


class Progress(Protocol):
    """Told of each file that was read, and now and then within a large one; `done` of `total` files are behind it."""

    def __call__(self, done: int, total: int, name: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What one run did. Counts are of files, but for `records` and `sections`, which this run wrote."""

    generation: str
    added: int
    changed: int
    unchanged: int
    removed: int
    failed: int  # nothing could be read; where the index had the file before, the last good reading is kept
    empty: int  # read, with nothing in it to index
    skipped: int  # files and folders left aside by their names, or by `exclude` in source.toml
    records: int
    sections: int
    seconds: float
    problems: tuple[Problem, ...]


def build_index(paths: Iterable[Path], engine: Writable, data: Path, *, rebuild: bool = False, dry_run: bool = False,
                jobs: int | None = None, limits: Limits | None = None,
                progress: Progress | None = None) -> IndexReport:
    """Bring the index up to date with the files and folders in `paths`; what lies elsewhere stays in it.

    `data` is the folder of knowledge. A dry run reads the files and writes nothing. Raises IndexStateError where
    the index cannot be written, KnowledgeError where a file of knowledge is at fault; never for a source file.
    """
    began = time.monotonic()
    roots = tuple(Path(path).absolute() for path in paths)
    run = _Run(load_knowledge(data), limits or Limits(), jobs or default_jobs(), progress)
    if dry_run:
        report = run.carry_out(roots, _NoWriter(NoSources() if rebuild else engine.sources()))
    else:
        with engine.writer(rebuild=rebuild) as writer:
            report = run.carry_out(roots, writer)
    return replace(report, seconds=time.monotonic() - began)


class _NoWriter:
    """Takes everything and writes nothing: a dry run."""

    def __init__(self, sources: KnownSources) -> None:
        self.sources = sources

    def put(self, source: SourceState, documents: Iterable[Document]) -> None:  # noqa: ARG002
        for _ in documents:
            pass

    def describe(self, source: SourceState) -> None:
        """Nothing is remembered."""

    def drop(self, path: str) -> None:
        """Nothing is removed."""

    def cover(self, roots: Iterable[str]) -> None:
        """Nothing is remembered."""

    def commit(self) -> str:
        return ""


class _Run:
    """One run over the files: its settings, and what it has counted so far."""

    def __init__(self, knowledge: Knowledge, limits: Limits, jobs: int, progress: Progress | None) -> None:
        self.knowledge = knowledge
        self.limits = limits
        self.jobs = jobs
        self.progress = progress
        self.files: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.records = 0
        self.sections = 0

    def carry_out(self, roots: tuple[Path, ...], writer: Writer) -> IndexReport:
        changes = find_changes(roots, writer.sources, self.knowledge, self.limits)
        for problem in changes.problems:
            self.problems.append(problem)
            self.files[problem.severity] += 1
        for path in changes.gone:
            writer.drop(path)
        self._read(changes, writer)
        writer.cover(str(root) for root in roots)
        return IndexReport(
            generation=writer.commit(), added=self.files["added"], changed=self.files["changed"],
            unchanged=changes.unchanged, removed=len(changes.gone), failed=self.files["failed"],
            empty=self.files["empty"], skipped=self.files["skipped"], records=self.records, sections=self.sections,
            seconds=0.0, problems=tuple(self.problems),
        )

    def _read(self, changes: Changes, writer: Writer) -> None:
        fresh = {key_of(source) for source in changes.new}
        ids = RecordIds(writer.sources.owners(), {*map(key_of, changes.changed), *changes.gone})
        todo = sorted((*changes.new, *changes.changed), key=lambda source: source.name)
        for done, (source, look, documents, problems) in enumerate(self._readings(todo), start=1):
            key = key_of(source)
            passing = self._within(source, documents, done - 1, len(todo))
            state = state_of(source, changes.contexts[key], look)
            written = self._write(source, state, ids, passing, problems, writer)
            failed = any(problem.severity == "failed" for problem in problems)
            self.files[("added" if key in fresh else "changed") if written else "failed" if failed else "empty"] += 1
            self.problems.extend(problems)
            if self.progress:
                self.progress(done, len(todo), source.name)

    def _within(self, source: SourceFile, documents: Iterator[Document], done: int, total: int) -> Iterator[Document]:
        """The documents; the progress is told how many have passed."""
        for count, document in enumerate(documents, start=1):
            if self.progress and count % TOLD_EVERY == 0:
                self.progress(done, total, f"{source.name}, {count:,} sections")
            yield document

    def _readings(self, todo: list[SourceFile]) -> Iterator[tuple[SourceFile, Look, Iterator[Document], list[Problem]]]:
        """Each file with its documents and problems; a large file's problems fill as its documents pass."""
        small = [source for source in todo if source.size <= STREAM_BYTES]
        for reading in read_sources(small, self.knowledge.folder, self.limits, self.jobs):
            yield reading.source, reading.look, iter(reading.documents), list(reading.problems)
        for source in todo:
            if source.size > STREAM_BYTES:
                problems: list[Problem] = []
                yield source, look_at(source), self._stream(source, problems), problems

    def _stream(self, source: SourceFile, problems: list[Problem]) -> Iterator[Document]:
        for each in parsed_records(source, self.knowledge, self.limits):
            if isinstance(each, Problem):
                problems.append(each)
            else:
                yield from documents_of(each, self.knowledge.authority, name=source.name)

    def _write(self, source: SourceFile, state: SourceState, ids: RecordIds, documents: Iterator[Document],
               problems: list[Problem], writer: Writer) -> bool:
        """Hand one file's documents to the engine; True where there were any."""
        key = key_of(source)
        first = next(documents, None)
        if first is None and any(problem.severity == "failed" for problem in problems):
            if key in writer.sources:
                problems.append(Problem(source.path, "its last good reading stays in the index",
                                        "mend the file, then index again", severity="warning"))
            return False
        records: list[str] = []
        sections = 0

        def counted() -> Iterator[Document]:
            nonlocal sections
            every = chain(() if first is None else (first,), documents)
            for document in ids.claim(every, source, key, records, problems):
                sections += 1
                yield document

        writer.put(state, counted())
        writer.describe(replace(state, records=tuple(records), sections=sections, problems=tuple(problems)))
        self.records += len(records)
        self.sections += sections
        return first is not None

