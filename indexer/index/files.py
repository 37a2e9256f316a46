"""What the index asks of the file system: whole files, flushed to the disk, and nothing written through a link.

An index folder may come from anybody: a link in it must not lead a write elsewhere, nor a pipe make a reader wait.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import uuid
from contextlib import suppress
from pathlib import Path
from typing import IO

MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""What reading JSON, and taking from it what should stand there, raises where something else does."""

_NO_FOLLOWING = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)
_NO_FLUSHING = {errno.EINVAL, errno.ENOTSUP}  # said by file systems that do not flush folders


def read_plain(path: Path, most: int) -> bytes:
    """Up to `most` bytes of a file. Raises OSError, also where it is no regular file."""
    with open_plain(path) as stream:
        return stream.read(most)


def open_plain(path: Path) -> IO[bytes]:
    """A file, to be read. Raises OSError, also where it is no regular file."""
    handle = os.open(path, os.O_RDONLY | _NO_WAITING | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "is no regular file", str(path))
    return os.fdopen(handle, "rb")


def open_own(path: Path, *, write: bool, create: bool = False) -> int:
    """A handle of one of our own files. Raises OSError where a link stands in its place."""
    flags = (os.O_RDWR if write else os.O_RDONLY) | (os.O_CREAT if create else 0)
    return os.open(path, flags | _NO_FOLLOWING | _NO_WAITING, 0o644)


def replace_whole(path: Path, raw: bytes) -> None:
    """Put a file in the place of what is there, at once and flushed; a folder that is in the way is put aside."""
    waiting = path.with_name(f"{path.name}.new")
    _clear(waiting)
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOWING, 0o644)
    with os.fdopen(handle, "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(handle)
    if read_plain(waiting, len(raw) + 1) != raw:
        raise OSError(errno.EIO, "does not keep what is written", str(waiting))
    if path.is_dir() and not path.is_symlink():
        put_aside(path)
    waiting.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Have the disk keep what was written to a file, or which names a folder has."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError as error:
        if not folder or error.errno not in _NO_FLUSHING:
            raise
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """The folder and those above it that are missing, their names kept by the disk."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        flush(path.parent)


def put_aside(path: Path) -> Path:
    """Give what has the name another one; returns it. Nothing is lost, and the name is free."""
    aside = path.with_name(f"{path.name}.aside-{uuid.uuid4().hex[:8]}")
    path.rename(aside)
    return aside


def remove_folder(path: Path) -> None:
    """Remove a folder with all in it, as far as that is possible; of a link only the link."""
    if path.is_symlink():
        with suppress(OSError):
            path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        put_aside(path)
    else:
        path.unlink(missing_ok=True)
