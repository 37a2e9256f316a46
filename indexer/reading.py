"""Source files to ParsedRecords and Documents: one file at a time, or many files in several processes.

A fault of one file is a Problem of that file and never stops the others.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.changes import Look, look_at
from indexer.documents import documents_of
from indexer.errors import KnowledgeError, OnRecordError
from indexer.formats import Limits, SourceFile, read_records
from indexer.formats.kept import IsKept, none_is_kept
from indexer.keeping import TakenError
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document, ParsedRecord, Problem, Record
from indexer.understanding.parsing import parse

log = logging.getLogger(__name__)

STREAM_BYTES = 8_000_000  # a larger file is read record by record in this process: its documents never stand in memory
BYTES_PER_PROCESS = 500_000  # fewer bytes of changed files than this do not repay starting another process
FILES_PER_PROCESS = 24  # nor do fewer files
IN_FLIGHT = 8  # files given out ahead per process: bounds memory


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. `documents` are those of all its records, in order; `before`: how many of them came before
    each problem."""

    source: SourceFile
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    before: tuple[int, ...]
    look: Look


def parsed_records(source: SourceFile, knowledge: Knowledge, limits: Limits,
                   is_kept: IsKept = none_is_kept) -> Iterator[ParsedRecord | Problem]:
    """The file's records as understood, and what was left out of it; never raises for what the file holds.

    Rows that are kept are passed over; what `is_kept` raises is let through.
    """
    try:
        for record in read_records(source, limits=limits, is_kept=is_kept):
            parsed = record if isinstance(record, Problem) else _understood(record, knowledge)
            if isinstance(parsed, ParsedRecord):
                yield from parsed.problems
            yield parsed
    except TakenError:
        raise
    except Exception as error:
        yield _fault_of_ours(source.path, 0, error)


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


def read_source(source: SourceFile, knowledge: Knowledge, limits: Limits) -> Reading:
    """All of one file as documents."""
    documents: list[Document] = []
    problems: list[Problem] = []
    before: list[int] = []
    look = look_at(source)
    for each in parsed_records(source, knowledge, limits):
        if isinstance(each, Problem):
            problems.append(each)
            before.append(len(documents))
        else:
            documents.extend(documents_of(each, knowledge.authority, name=source.name))
    return Reading(source, tuple(documents), tuple(problems), tuple(before), look)


def read_sources(sources: Iterable[SourceFile], folder: Path, limits: Limits, jobs: int) -> Iterator[Reading]:
    """Readings in the order of the files, made by up to `jobs` processes; `folder` holds the knowledge."""
    files = list(sources)
    size = sum(source.size for source in files)
    jobs = min(jobs, max(1, min(len(files) // FILES_PER_PROCESS, size // BYTES_PER_PROCESS)))
    if jobs == 1:
        knowledge = load_knowledge(folder)
        for source in files:
            yield read_source(source, knowledge, limits)
        return
    yield from _read_by_processes(files, folder, limits, jobs)


def _read_by_processes(files: Sequence[SourceFile], folder: Path, limits: Limits, jobs: int) -> Iterator[Reading]:
    import multiprocessing  # here: who reads a few files needs none of it
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Spawned, not forked: the caller may have threads (a progress bar has one).
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(folder,)) as pool:
        waiting: deque[Future[Reading]] = deque()
        try:
            for source in files:
                waiting.append(pool.submit(_read_in_process, source, folder, limits))
                if len(waiting) > jobs * IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise OnRecordError("a process that read files was ended from outside, for lack of memory perhaps; "
                                "try --jobs 1; the index is as it was") from error
        finally:
            for future in waiting:
                future.cancel()


def _begin(folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(KnowledgeError):  # the first file says so
        load_knowledge(folder)


def _end_with_parent() -> None:
    """A process that waits for work would stay for good where the one that started it was killed."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_in_process(source: SourceFile, folder: Path, limits: Limits) -> Reading:
    return read_source(source, load_knowledge(folder), limits)


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
