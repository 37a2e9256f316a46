"""One writer at a time, and no generation removed under a reader: locks of the operating system, which die with
their process."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from indexer.errors import IndexLockedError, IndexStateError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK_NAME = "writer.lock"
_WINDOWS_BYTE = 1 << 20  # the locked byte lies behind the text, which stays readable


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the index's writer lock.

    Raises IndexLockedError, naming the holder, when another writer has it; IndexStateError where the lock file cannot
    be written.
    """
    path = folder / LOCK_NAME
    try:
        opened = open_for_lock(path)
    except OSError as error:
        raise IndexStateError(folder, f"cannot write {path}: {error.strerror or error}",
                              mend="make the folder writable; the index is as it was") from error
    with opened as stream:
        if not try_lock(stream, exclusive=True):
            raise IndexLockedError(folder, f"being written by {_holder(stream)}", mend="try again when it has ended")
        _sign(stream)
        try:
            yield
        finally:
            stream.seek(0)
            stream.truncate()


def open_for_lock(path: Path) -> IO[str]:
    """The lock file, made where it is missing."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+", encoding="utf-8")


def try_lock(stream: IO[Any], *, exclusive: bool) -> bool:
    """Take a lock that lasts until the stream is closed; False when somebody else holds one against it."""
    try:
        if fcntl is not None:
            fcntl.flock(stream.fileno(), (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        else:
            import msvcrt

            stream.seek(_WINDOWS_BYTE)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            stream.seek(0)
    except OSError:
        return False
    return True


def _sign(stream: IO[str]) -> None:
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    stream.seek(0)
    stream.truncate()
    json.dump({"process": os.getpid(), "host": socket.gethostname(), "since": since}, stream)
    stream.flush()


def _holder(stream: IO[str]) -> str:
    try:
        stream.seek(0)
        said = json.loads(stream.read(1000))
        return f"process {int(said['process'])} on {said['host']} since {said['since']}"
    except (ValueError, KeyError, TypeError, OSError):
        return "another process"
