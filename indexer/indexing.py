"""From folders to an index: find what changed, read it, hand its documents to the engine, report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from indexer.changes import Changes, Look, find_changes, key_of, look_at, state_of
from indexer.documents import documents_of
from indexer.engine import KnownSources, NoSources, SourceState, Writable, Writer
from indexer.formats import Limits, SourceFile
from indexer.formats.kept import IsKept, none_is_kept
from indexer.keeping import KeptRows, TakenError
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document, Problem
from indexer.reading import STREAM_BYTES, Reading, default_jobs, parsed_records, read_sources
from indexer.record_ids import RecordIds

TOLD_EVERY = 200  # sections of one file between two words to the progress
MANY_RECORDS = 50  # of a file, from which on those are looked for that are as they were when it changes


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

    def put(self, source: SourceState, documents: Iterable[Document], kept: Collection[str] = ()) -> None:  # noqa: ARG002
        for _ in documents:
            pass

    def fingerprints(self, path: str) -> Mapping[bytes, Sequence[str]]:  # noqa: ARG002
        return {}

    def describe(self, source: SourceState) -> None:
        """Nothing is remembered."""

    def drop(self, path: str) -> None:
        """Nothing is removed."""

    def cover(self, roots: Iterable[str]) -> None:
        """Nothing is remembered."""

    def commit(self) -> str:
        return ""


@dataclass(slots=True)
class Passing:
    """One file on its way into the index."""

    source: SourceFile
    look: Look
    documents: Iterator[Document]
    problems: list[Problem]  # those of the documents that have passed
    kept: KeptRows | None = None
    records: list[str] = field(default_factory=list)  # ids in the order of the file, the kept ones among them
    mine: set[str] = field(default_factory=set)  # the same
    unsettled: set[str] = field(default_factory=set)

    def watched(self, documents: Iterator[Document]) -> Iterator[Document]:
        """The documents; records are noted beside which there was a problem."""
        told = passed = 0
        for document in documents:
            if len(self.records) > passed and len(self.problems) > told:
                self.unsettled.update(self.records[-2:])
                told = len(self.problems)
            passed = len(self.records)
            yield document

    def to_read_again(self, most_problems: int) -> tuple[str, ...]:
        """The ids of records whose problems have to be told again when the file has changed."""
        return tuple(self.records if len(self.problems) >= most_problems else sorted(self.unsettled))


def _replayed(reading: Reading, problems: list[Problem]) -> Iterator[Document]:
    """The documents; `problems` fill as they pass."""
    waiting = list(zip(reading.before, reading.problems, strict=True))
    for number, document in enumerate(reading.documents):
        while waiting and waiting[0][0] <= number:
            problems.append(waiting.pop(0)[1])
        yield document
    problems += [problem for _, problem in waiting]


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
        for done, passing in enumerate(self._readings(todo, changes.contexts, ids, writer), start=1):
            source = passing.source
            passing.documents = self._within(source, passing.documents, done - 1, len(todo))
            written = self._write(passing, changes.contexts[key_of(source)], ids, writer)
            failed = any(problem.severity == "failed" for problem in passing.problems)
            self.files[("added" if key_of(source) in fresh else "changed") if written
                       else "failed" if failed else "empty"] += 1
            self.problems.extend(passing.problems)
            if self.progress:
                self.progress(done, len(todo), source.name)

    def _within(self, source: SourceFile, documents: Iterator[Document], done: int, total: int) -> Iterator[Document]:
        """The documents; the progress is told how many have passed."""
        for count, document in enumerate(documents, start=1):
            if self.progress and count % TOLD_EVERY == 0:
                self.progress(done, total, f"{source.name}, {count:,} sections")
            yield document

    def _readings(self, todo: list[SourceFile], contexts: Mapping[str, str], ids: RecordIds,
                  writer: Writer) -> Iterator[Passing]:
        """Each file with its documents and problems; these fill as the documents pass."""
        partly = {key: state for source in todo if (state := writer.sources.get(key := key_of(source)))
                  and len(state.records) >= MANY_RECORDS and state.fingerprint.startswith(contexts[key] + ":")}
        small = [source for source in todo if source.size <= STREAM_BYTES and key_of(source) not in partly]
        for reading in read_sources(small, self.knowledge.folder, self.limits, self.jobs):
            passing = Passing(reading.source, reading.look, iter(()), [])
            passing.documents = _replayed(reading, passing.problems)
            yield passing
        for source in todo:
            if known := partly.get(key_of(source)):
                yield self._in_part(source, known, ids, writer)
            elif source.size > STREAM_BYTES:
                yield self._whole(source)

    def _whole(self, source: SourceFile) -> Passing:
        passing = Passing(source, look_at(source), iter(()), [])
        passing.documents = self._stream(passing, none_is_kept)
        return passing

    def _in_part(self, source: SourceFile, known: SourceState, ids: RecordIds, writer: Writer) -> Passing:
        """A file of which the index has most records already, perhaps."""
        passing = Passing(source, look_at(source), iter(()), [])
        key = key_of(source)
        passing.kept = KeptRows(source.key, writer.fingerprints(key), frozenset(known.unsettled),
                                lambda record_id: ids.keep(record_id, key, passing.mine, passing.records))
        passing.documents = self._stream(passing, passing.kept)
        return passing

    def _stream(self, passing: Passing, is_kept: IsKept) -> Iterator[Document]:
        source = passing.source
        for each in parsed_records(source, self.knowledge, self.limits, is_kept):
            if isinstance(each, Problem):
                passing.problems.append(each)
            else:
                yield from documents_of(each, self.knowledge.authority, name=source.name)

    def _write(self, passing: Passing, context: str, ids: RecordIds, writer: Writer) -> bool:
        """Hand one file's documents to the engine; True where there were any."""
        try:
            return self._written(passing, context, ids, writer)
        except TakenError:
            whole = self._whole(passing.source)
            passing.kept, passing.look, passing.documents = None, whole.look, whole.documents
            for each in (passing.problems, passing.records, passing.mine, passing.unsettled):
                each.clear()
            whole.problems = passing.problems
            return self._written(passing, context, ids, writer)

    def _written(self, passing: Passing, context: str, ids: RecordIds, writer: Writer) -> bool:
        source, problems = passing.source, passing.problems
        key = key_of(source)
        first = next(passing.documents, None)
        kept = passing.kept.ids if passing.kept else set[str]()
        if first is None and not kept and any(problem.severity == "failed" for problem in problems):
            if key in writer.sources:
                problems.append(Problem(source.path, "its last good reading stays in the index",
                                        "mend the file, then index again", severity="warning"))
            return False
        state = state_of(source, context, passing.look)
        sections = 0

        def counted() -> Iterator[Document]:
            nonlocal sections
            every = chain(() if first is None else (first,), passing.documents)
            for document in passing.watched(ids.claim(every, source, key, passing.records, problems, kept,
                                                      passing.mine)):
                sections += 1
                yield document

        writer.put(state, counted(), kept)
        writer.describe(replace(state, records=tuple(passing.records), sections=sections, problems=tuple(problems),
                                unsettled=passing.to_read_again(self.limits.max_problems)))
        self.records += len(passing.records) - len(kept)
        self.sections += sections
        return bool(first is not None or kept)
