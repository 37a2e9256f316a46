"""Work that is done in several processes, its results in the order of the work.

Processes are started once there is enough to do for two of them, and work is given out a little ahead, so that memory
stays bounded. They end with the process that started them, however that ends.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from indexer.errors import OnRecordError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

log = logging.getLogger(__name__)

WEIGHT_A_PROCESS = 500_000  # less work than this, in `weight_of`, does not repay starting another process
WEIGHT_OF_ANY = 4_000  # what a file or record costs, however short it is, in characters that cost as much
IN_FLIGHT = 8  # pieces of work given out ahead per process

Item = TypeVar("Item")
Result = TypeVar("Result")


def weight_of(size: int) -> int:
    """What it costs to understand a file or record of so many bytes or characters, in such."""
    return size + WEIGHT_OF_ANY


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class EndedError(OnRecordError):
    """A process that was asked was ended from outside."""


class Workers:
    """Up to `jobs` processes, each of which begins with `begin`; a context that none of them outlasts.

    Each has a pipe of its own, so that one that is ended from outside, within a message even, leaves nobody waiting.
    """

    def __init__(self, jobs: int, begin: Callable[[], object]) -> None:
        self._jobs = jobs
        self._begin = begin
        self._processes: list[tuple[BaseProcess, Connection]] = []
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._askers: ThreadPoolExecutor | None = None  # one for each process

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """End the processes, at once where it is an error that ends the context."""
        self.end(at_once=error is not None)

    @property
    def are_started(self) -> bool:
        return self._askers is not None

    def soon(self, work: Callable[[Item], Result], item: Item) -> Future[Result] | None:
        """What `work` will give for the item; None where there can be no process for it. Raised is what `each` raises.
        """
        if self._jobs and self._askers is None:
            self._start()
        return self._askers.submit(self._ask, work, item) if self._askers is not None else None

    def each(self, work: Callable[[Item], Result], items: Iterable[Item],
             weigh: Callable[[Item], int]) -> Iterator[Result]:
        """What `work` gives for each item, in their order; it, the items and what it gives can be pickled.

        Raises EndedError where a process was ended from outside, and what `work` raises.
        """
        given = iter(items)
        ahead: list[Item] = []
        weight = 0
        while self._jobs > 1 and self._askers is None:
            if (item := next(given, None)) is None:
                break
            ahead.append(item)
            weight += weigh(item)
            if weight >= 2 * WEIGHT_A_PROCESS and len(ahead) > 1:
                self._start()
        every = chain(ahead, given)
        return map(work, every) if self._askers is None else self._by_processes(self._askers, work, every)

    def _by_processes(self, askers: ThreadPoolExecutor, work: Callable[[Item], Result],
                      items: Iterable[Item]) -> Iterator[Result]:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(askers.submit(self._ask, work, item))
                if len(waiting) > self._jobs * IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _ask(self, work: Callable[[Item], Result], item: Item) -> Result:
        line = self._idle.get()
        try:
            line.send((work, item))
            found = line.recv()
        except (EOFError, OSError) as error:
            raise EndedError("a process that read files was ended from outside, for lack of memory perhaps; "
                             "try --jobs 1; the index is as it was") from error
        finally:
            self._idle.put(line)
        if isinstance(found, Exception):
            raise found
        result: Result = found
        return result

    def _start(self) -> None:
        """Start all processes, or none where that cannot be done."""
        import multiprocessing  # here: who reads a few files needs none of it
        from concurrent.futures import ThreadPoolExecutor

        # Spawned, not forked: the caller may have threads (a progress bar has one).
        context = multiprocessing.get_context("spawn")
        try:
            for _ in range(self._jobs):
                line, its_end = context.Pipe()
                process = context.Process(target=_work, args=(its_end, self._begin), daemon=True)
                process.start()
                its_end.close()
                self._processes.append((process, line))
                self._idle.put(line)
        except OSError as error:
            log.warning("no processes can be started (%s); this one does all", error)
            self.end(at_once=True)
            self._jobs = 0
        else:
            self._askers = ThreadPoolExecutor(self._jobs)

    def end(self, *, at_once: bool = False) -> None:
        """End the processes, `at_once` or when they have done what was asked."""
        if at_once:
            for process, _ in self._processes:
                process.kill()
        if self._askers is not None:
            self._askers.shutdown(cancel_futures=at_once)
        for process, line in self._processes:
            line.close()
            process.join()
        self._processes, self._askers = [], None


def _work(asked: Connection, begin: Callable[[], object]) -> None:
    """Do what is asked, in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()
    with suppress(EOFError, OSError):  # nobody asks any more
        while True:
            work, item = asked.recv()
            asked.send(_done(work, item))


def _done(work: Callable[[Any], Any], item: Any) -> Any:
    try:
        return work(item)
    except Exception as error:
        return error


def _end_with_parent() -> None:
    """What is done for one that was killed is done for nobody, however long it would take."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
