"""Several processes that do the same work: begun, begun again where one ends unasked, and ended together."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds before a process that ended is begun again
GRACE = 10.0  # seconds that a process has to end when it is told


def run(number: int, work: Callable[[int], None]) -> None:
    """Call `work` with 0, 1, ... in a process of its own each, until this process is told to stop.

    The processes have what this one had opened, and end when it ends, however that happens. Raises OSError where the
    system cannot fork.
    """
    if not hasattr(os, "fork"):
        raise OSError("this system runs one process only; leave out --processes")
    ours, theirs = os.pipe()
    running: dict[int, int] = {}
    previous = {each: signal.signal(each, _stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        for at in range(number):
            running[_begun(at, work, ours, theirs)] = at
        while True:
            ended, status = os.wait()
            at = running.pop(ended, -1)
            if at >= 0:
                log.error("process %d ended with status %d; it is begun again", at, os.waitstatus_to_exitcode(status))
                time.sleep(PAUSE)
                running[_begun(at, work, ours, theirs)] = at
    except SystemExit:
        pass
    finally:
        for each in previous:
            signal.signal(each, signal.SIG_IGN)
        _end(running)
        os.close(theirs)
        os.close(ours)
        for each, handler in previous.items():
            signal.signal(each, handler)


def _stop(*_: object) -> NoReturn:
    raise SystemExit(0)


def _begun(at: int, work: Callable[[int], None], ours: int, theirs: int) -> int:
    """The id of the new process."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.close(theirs)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal, to all; the first process passes on what is meant
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threading.Thread(target=_end_with_parent, args=(ours,), daemon=True).start()
        work(at)
        status = 0
    except SystemExit:
        status = 0
    except BaseException:
        log.exception("process %d failed", at)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with_parent(pipe: int) -> None:
    os.read(pipe, 1)  # nothing is ever written; it returns when nobody is left who could
    os._exit(1)


def _end(running: dict[int, int]) -> None:
    for child in running:
        os.kill(child, signal.SIGTERM)
    latest = time.monotonic() + GRACE
    left = set(running)
    while left and time.monotonic() < latest:
        left -= {child for child in left if os.waitpid(child, os.WNOHANG)[0]}
        time.sleep(0.02)
    for child in left:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
