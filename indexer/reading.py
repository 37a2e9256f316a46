"""Source files to ParsedRecords and Documents: small files whole, the records of large ones some at a time.

Each is a task that any process can do, and all that a task needs to know; what the tasks give is the same, in the same
order, however many processes do them. A fault of one file is a Problem of that file and never stops the others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indexer.changes import Look, look_at
from indexer.documents import documents_of
from indexer.errors import KnowledgeError
from indexer.formats import Limits, SourceFile, read_records
from indexer.keeping import KeptRows
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document, ParsedRecord, Problem, Record
from indexer.understanding.parsing import parse
from indexer.workers import WEIGHT_A_PROCESS, Workers, weight_of

log = logging.getLogger(__name__)

WHOLE_BYTES = 8_000_000  # of a larger file the documents never stand in memory all at once
FEW_FILES = 24  # of so few, also smaller ones are read record by record: one may hold nearly all there is to do
TASK_WEIGHT = 100_000  # of the records of a large file that are understood together
MOST_TOLD = 10_000  # of these and of problems in one task

KeptIds = tuple[str, ...]
Found = Document | Problem | KeptIds
"""What comes of a file, in order. Ids are of records that the index has as they are."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read and understood; or, where it was looked at already, some of its records to be understood."""

    number: int  # of the file, as whoever asks counts them
    source: SourceFile
    look: Look | None = None
    records: tuple[Record | Problem | KeptIds, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a task gave. A file has one part or more."""

    number: int
    source: SourceFile
    look: Look
    found: tuple[Found, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(each for each in self.found if isinstance(each, Document))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.found if isinstance(each, Problem))


def jobs_for(sources: Iterable[SourceFile], jobs: int) -> int:
    """How many processes of so many `jobs` are worth starting to read the files."""
    return min(jobs, max(1, sum(weight_of(source.size) for source in sources) // WEIGHT_A_PROCESS))


def parsed_records(source: SourceFile, knowledge: Knowledge, limits: Limits) -> Iterator[ParsedRecord | Problem]:
    """The file's records as understood, and what was left out of it; never raises for what the file holds."""
    for record in _records(source, limits):
        parsed = _understood(record, knowledge) if isinstance(record, Record) else record
        if isinstance(parsed, ParsedRecord):
            yield from parsed.problems
        yield parsed


def _records(source: SourceFile, limits: Limits) -> Iterator[Record | Problem]:
    try:
        yield from read_records(source, limits=limits)
    except Exception as error:
        yield _fault_of_ours(source.path, 0, error)


def _records_and_kept(source: SourceFile, limits: Limits, kept: KeptRows) -> Iterator[Record | Problem | KeptIds]:
    """The records but for those that are kept, of which the ids stand in their place."""
    try:
        for each in read_records(source, limits=limits, is_kept=kept):
            if passed := kept.passed():
                yield passed
            yield each
    except Exception as error:
        yield _fault_of_ours(source.path, 0, error)
    if passed := kept.passed():
        yield passed


def _understood(record: Record, knowledge: Knowledge) -> ParsedRecord | Problem:
    try:
        return parse(record, knowledge)
    except Exception as error:
        return _fault_of_ours(record.path, record.line, error)


def _fault_of_ours(path: Path, line: int, error: Exception) -> Problem:
    """A fault of ours must not cost a user the rest of a file or folder; it is named like any other, logged whole."""
    log.debug("reading %s:%d", path, line, exc_info=error)
    what = f"could not be understood ({type(error).__name__}: {error})"
    return Problem(path, what, "please report the record as a fault of On Record", line)


def tasks_of(number: int, source: SourceFile, limits: Limits, *, files: int, kept: KeptRows | None = None
             ) -> Iterator[Task]:
    """The tasks that a file makes, at least one; it is one of so many `files`. Records are read as tasks are asked
    for."""
    if kept is None and source.size <= (WHOLE_BYTES if files > FEW_FILES else WEIGHT_A_PROCESS):
        yield Task(number, source, weight=weight_of(source.size))
        return
    look = look_at(source)
    waiting: list[Record | Problem | KeptIds] = []
    weight = given = 0
    for each in _records(source, limits) if kept is None else _records_and_kept(source, limits, kept):
        waiting.append(each)
        weight += weight_of(len(each.text)) if isinstance(each, Record) else 0
        if weight >= TASK_WEIGHT or len(waiting) >= MOST_TOLD:
            yield Task(number, source, look, tuple(waiting), weight)
            waiting, weight, given = [], 0, given + 1
    if waiting or not given:
        yield Task(number, source, look, tuple(waiting), weight)


def know(folder: Path) -> None:
    """Load the knowledge that tasks will need; what is wrong with it the first of them says."""
    with suppress(KnowledgeError):
        load_knowledge(folder)


def carry_out(folder: Path, limits: Limits, task: Task) -> Part:
    """Do a task with the knowledge in the folder. Raises KnowledgeError."""
    knowledge = load_knowledge(folder)
    if task.look is None:
        return read_source(task.source, knowledge, limits, task.number)
    return Part(task.number, task.source, task.look, tuple(_found(task.records, task.source, knowledge)))


def parts_of(sources: Sequence[SourceFile], folder: Path, limits: Limits, jobs: int) -> Iterator[Part]:
    """What the files give, in their order, by up to `jobs` processes. Raises KnowledgeError."""
    tasks = (task for number, source in enumerate(sources)
             for task in tasks_of(number, source, limits, files=len(sources)))
    with Workers(jobs_for(sources, jobs), partial(know, folder)) as workers:
        yield from workers.each(partial(carry_out, folder, limits), tasks, lambda task: task.weight)


def read_source(source: SourceFile, knowledge: Knowledge, limits: Limits, number: int = 0) -> Part:
    """All of one file."""
    look = look_at(source)
    return Part(number, source, look, tuple(_found(_records(source, limits), source, knowledge)))


def _found(records: Iterable[Record | Problem | KeptIds], source: SourceFile, knowledge: Knowledge) -> Iterator[Found]:
    for each in records:
        parsed = _understood(each, knowledge) if isinstance(each, Record) else each
        if isinstance(parsed, ParsedRecord):
            yield from parsed.problems
            yield from documents_of(parsed, knowledge.authority, name=source.name)
        else:
            yield parsed
