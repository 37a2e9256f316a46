"""From folders to an index: find what changed, read it, hand its documents to the engine, report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Protocol

from indexer.changes import Changes, Look, find_changes, key_of, state_of
from indexer.engine import KnownSources, NoSources, SourceState, Writable, Writer
from indexer.formats import Limits, SourceFile
from indexer.keeping import KeptRows, TakenError
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document, Problem
from indexer.reading import KeptIds, Part, Task, carry_out, jobs_for, know, tasks_of
from indexer.record_ids import RecordIds
from indexer.workers import Workers, default_jobs

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

    number: int  # among those that are read
    source: SourceFile
    kept: KeptRows | None = None
    look: Look = field(default_factory=lambda: Look("", 0))  # known once documents pass
    documents: Iterator[Document] = field(default_factory=lambda: iter(()))
    problems: list[Problem] = field(default_factory=list)  # those of the documents that have passed
    records: list[str] = field(default_factory=list)  # ids in the order of the file, the kept ones among them
    mine: set[str] = field(default_factory=set)  # the same
    unsettled: set[str] = field(default_factory=set)

    def told(self, parts: Iterable[Part], keep: Callable[[KeptIds], None]) -> Iterator[Document]:
        """The documents; problems are noted, and ids kept, as they pass."""
        for part in parts:
            self.look = part.look
            for each in part.found:
                if isinstance(each, Document):
                    yield each
                elif isinstance(each, Problem):
                    self.problems.append(each)
                else:
                    keep(each)

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


class _Run:
    """One run over the files: its settings, and what it has counted so far."""

    def __init__(self, knowledge: Knowledge, limits: Limits, jobs: int, progress: Progress | None) -> None:
        self.knowledge = knowledge
        self.limits = limits
        self.jobs = jobs
        self.progress = progress
        self.files: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.begun_again: set[int] = set()  # numbers of files
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
        todo = sorted((*changes.new, *changes.changed), key=lambda source: source.name)
        fresh = {key_of(source) for source in changes.new}
        ids = RecordIds(writer.sources.owners({*map(key_of, changes.changed), *changes.gone}))
        with Workers(jobs_for(todo, self.jobs), partial(know, self.knowledge.folder)) as workers:
            for done, passing in enumerate(self._passing(todo, changes.contexts, ids, writer, workers), start=1):
                source = passing.source
                written = self._write(passing, changes.contexts[key_of(source)], ids, writer, workers, len(todo))
                failed = any(problem.severity == "failed" for problem in passing.problems)
                self.files[("added" if key_of(source) in fresh else "changed") if written
                           else "failed" if failed else "empty"] += 1
                self.problems.extend(passing.problems)
                if self.progress:
                    self.progress(done, len(todo), source.name)

    def _passing(self, todo: list[SourceFile], contexts: Mapping[str, str], ids: RecordIds, writer: Writer,
                 workers: Workers) -> Iterator[Passing]:
        """Each file in order; what is asked of one has to be asked before the next one comes."""
        kept: dict[int, KeptRows] = {}
        every = self._parts(self._tasks(todo, contexts, writer, kept), workers)
        for number, parts in groupby(every, key=lambda part: part.number):
            source = todo[number]
            passing = Passing(number, source, kept.pop(number, None))
            passing.documents = passing.told(parts, partial(
                ids.keep, key=key_of(source), mine=passing.mine, records=passing.records))
            yield passing

    def _parts(self, tasks: Iterable[Task], workers: Workers) -> Iterator[Part]:
        return workers.each(partial(carry_out, self.knowledge.folder, self.limits), tasks, lambda task: task.weight)

    def _tasks(self, todo: list[SourceFile], contexts: Mapping[str, str], writer: Writer,
               kept: dict[int, KeptRows]) -> Iterator[Task]:
        """What there is to do, as it is asked for; `kept` fills with what the index has of a file, by its number."""
        for number, source in enumerate(todo):
            key = key_of(source)
            known = writer.sources.get(key)
            if known and len(known.records) >= MANY_RECORDS and known.fingerprint.startswith(contexts[key] + ":"):
                kept[number] = KeptRows(source.key, writer.fingerprints(key), frozenset(known.unsettled))
            for task in tasks_of(number, source, self.limits, files=len(todo), kept=kept.get(number)):
                yield task
                if number in self.begun_again:
                    break

    def _within(self, source: SourceFile, documents: Iterator[Document], done: int, total: int) -> Iterator[Document]:
        """The documents; the progress is told how many have passed."""
        for count, document in enumerate(documents, start=1):
            if self.progress and count % TOLD_EVERY == 0:
                self.progress(done, total, f"{source.name}, {count:,} sections")
            yield document

    def _write(self, passing: Passing, context: str, ids: RecordIds, writer: Writer, workers: Workers,
               total: int) -> bool:
        """Hand one file's documents to the engine; True where there were any."""
        passing.documents = self._within(passing.source, passing.documents, passing.number, total)
        try:
            return self._written(passing, context, ids, writer)
        except TakenError:
            self._begin_again(passing, workers)
            return self._written(passing, context, ids, writer)

    def _begin_again(self, passing: Passing, workers: Workers) -> None:
        """Read all of a file after all."""
        self.begun_again.add(passing.number)
        passing.kept = None
        for each in (passing.problems, passing.records, passing.mine, passing.unsettled):
            each.clear()
        tasks = tasks_of(passing.number, passing.source, self.limits, files=1)
        passing.documents = passing.told(self._parts(tasks, workers), passing.records.extend)

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
