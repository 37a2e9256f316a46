"""One writer at a time: a lock of the operating system, which dies with its process."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import IndexLockedError, IndexStateError
from indexer.index.files import open_own, put_aside

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK_NAME = "writer.lock"
_WINDOWS_BYTE = 1 << 20  # the locked byte lies behind the text, which stays readable
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}  # what the systems say where another process holds the lock
_LONGEST_COMMAND = 200
_TRIES = 10
_PAUSE = 0.02  # seconds


@contextmanager
def writer_lock(folder: Path, *, mend: bool = False) -> Iterator[None]:
    """Hold the index's writer lock; with `mend`, what stands in the place of its file is put aside.

    Raises IndexLockedError, naming the holder, when another writer has it; IndexStateError where the lock file cannot
    be written.
    """
    path = folder / LOCK_NAME
    try:
        if mend and (path.is_symlink() or (path.exists() and not path.is_file())):
            put_aside(path)
        handle = open_own(path, write=True, create=True)
    except OSError as error:
        raise IndexStateError(folder, f"cannot write {path}: {error.strerror or error}",
                              mend="make the folder writable; the index is as it was") from error
    try:
        _take(folder, handle)
        _sign(handle)
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(folder: Path, handle: int) -> None:
    try:
        free = try_lock(handle, exclusive=True)
        for _ in range(_TRIES):  # somebody may only be looking whether there is a writer
            if free:
                break
            time.sleep(_PAUSE)
            free = try_lock(handle, exclusive=True)
    except OSError as error:
        raise IndexStateError(folder, f"cannot be locked: {error.strerror or error}",
                              mend="keep the index on a file system with locks") from error
    if not free:
        raise IndexLockedError(folder, f"being written by {_holder(handle)}", mend="try again when it has ended")


def try_lock(handle: int, *, exclusive: bool) -> bool:
    """Take a lock that lasts until the handle is closed; False when somebody else holds one against it.

    Raises OSError where the file system has no locks.
    """
    try:
        if fcntl is not None:
            fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        else:
            import msvcrt

            os.lseek(handle, _WINDOWS_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def _sign(handle: int) -> None:
    """Say who writes. A full disk does not matter here: the lock holds without."""
    said = {"process": os.getpid(), "host": socket.gethostname(),
            "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "command": " ".join(sys.argv)[:_LONGEST_COMMAND]}
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(said).encode())


def _holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        said = json.loads(os.read(handle, 4000))
        return f"process {int(said['process'])} on {said['host']} since {said['since']} ({said['command']})"
    except (ValueError, KeyError, TypeError, OSError, OverflowError, RecursionError):
        return "another process"


def writing(folder: Path) -> str:
    """Who writes the index in the folder just now; empty where nobody does.

    Raises OSError where the file system has no locks, or the lock's file cannot be opened.
    """
    try:
        handle = open_own(folder / LOCK_NAME, write=False)
    except FileNotFoundError:
        return ""
    try:
        return "" if try_lock(handle, exclusive=False) else _holder(handle)
    finally:
        os.close(handle)
