"""Files that fail: the operating system's calls below one folder, counted, and one of them made to go wrong.

What is written, flushed, renamed, linked, made, removed or opened below the folder passes here, also where Whoosh or
the standard library does it. Nothing of On Record's own is replaced.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

ERRORS = {"no space": errno.ENOSPC, "input/output error": errno.EIO, "no permission": errno.EACCES,
          "read-only": errno.EROFS}
KINDS = (*ERRORS, "full from here on", "short write", "lost write", "kill", "power cut")
"""Errors of one call; a disk that stays full; a write that takes half and says so; one that takes half and does not;
the process killed; the same, with the loss of all that was not flushed."""

_TAKES_ROOM = ("write", "open to write", "mkdir", "link")
_PATHS = {"rename": "rename", "replace": "rename", "link": "link", "mkdir": "mkdir", "unlink": "remove",
          "remove": "remove", "rmdir": "remove", "scandir": "list", "listdir": "list", "truncate": "write"}
_open, _os_open, _fsync, _os_write, _ftruncate = io.open, os.open, os.fsync, os.write, os.ftruncate


@dataclass
class Calls:
    """The calls that passed, and which of them, counted from 0, goes wrong and how."""

    folder: str
    at: int = -1
    kind: str = ""
    made: list[str] = field(default_factory=list)
    happened: str = ""  # the call that went wrong
    _unflushed: set[str] = field(default_factory=set)

    def passes(self, name: str, path: str) -> str:
        """Count a call; returns what a write is to do instead of its work. Raises OSError where the call fails."""
        number = len(self.made)
        self.made.append(name)
        full = self.kind == "full from here on"
        if number != self.at and not (full and 0 <= self.at < number and name in _TAKES_ROOM):
            return ""
        self.happened = self.happened or f"{name} {Path(path).name}"
        if self.kind in {"kill", "power cut"}:
            self._end()
        if self.kind in {"short write", "lost write"} and name == "write":
            return self.kind
        code = ERRORS.get(self.kind, errno.ENOSPC)
        raise OSError(code, os.strerror(code), path)

    def wrote(self, path: str) -> None:
        self._unflushed.add(path)

    def flushed(self, path: str) -> None:
        self._unflushed.discard(path)

    def renamed(self, before: str, after: str) -> None:
        for path in [path for path in self._unflushed if path == before or path.startswith(before + "/")]:
            self._unflushed.remove(path)
            self._unflushed.add(after + path[len(before):])

    def _end(self) -> None:
        for path in self._unflushed if self.kind == "power cut" else ():
            with suppress(OSError):
                os.close(_os_open(path, os.O_WRONLY | os.O_TRUNC))
        os.kill(os.getpid(), signal.SIGKILL)

    def below(self, path: Any) -> str:
        """The path where it lies in the folder, else an empty string; also of a handle."""
        if isinstance(path, int):
            try:
                path = Path(f"/proc/self/fd/{path}").readlink()
            except OSError:
                return ""
        found = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        return found if found == self.folder or found.startswith(self.folder + "/") else ""


class _Raw(io.FileIO):
    """A file to be written, whose writes are counted."""

    def __init__(self, calls: Calls, path: str, *arguments: Any, **named: Any) -> None:
        self._calls = calls
        self._path = path
        super().__init__(*arguments, **named)

    def write(self, data: Any) -> int:
        what = self._calls.passes("write", self._path)
        self._calls.wrote(self._path)
        if not what:
            return super().write(data) or 0
        whole = memoryview(data).cast("B")
        half = super().write(whole[: max(1, len(whole) // 2)]) or 0
        return len(whole) if what == "lost write" else half


@contextmanager
def failing(folder: Path, at: int = -1, kind: str = "") -> Iterator[Calls]:
    """While it lasts, the call number `at` below the folder goes wrong."""
    calls = Calls(str(folder.resolve()), at, kind)
    patches = [mock.patch.object(os, name, _watched(calls, name, kind_of)) for name, kind_of in _PATHS.items()]
    patches += [mock.patch.object(os, "open", _watched_os_open(calls)),
                mock.patch.object(os, "fsync", _on_handle(calls, "fsync", _fsync, calls.flushed)),
                mock.patch.object(os, "write", _on_handle(calls, "write", _os_write, calls.wrote)),
                mock.patch.object(os, "ftruncate", _on_handle(calls, "write", _ftruncate, calls.wrote)),
                mock.patch.object(io, "open", _watched_open(calls)),
                mock.patch.object(builtins, "open", _watched_open(calls))]
    for patch in patches:
        patch.start()
    try:
        yield calls
    finally:
        for patch in reversed(patches):
            patch.stop()


def _watched(calls: Calls, name: str, kind: str) -> Callable[..., Any]:
    real = getattr(os, name)

    def call(path: Any, *arguments: Any, **named: Any) -> Any:
        where = calls.below(path) if named.get("dir_fd") is None else calls.below(named["dir_fd"])
        if where:
            calls.passes(kind, where)
        found = real(path, *arguments, **named)
        if where and kind == "rename":
            calls.renamed(where, calls.below(arguments[0]))
        return found

    return call


def _on_handle(calls: Calls, kind: str, real: Callable[..., Any], then: Callable[[str], None]) -> Callable[..., Any]:
    def call(handle: int, *arguments: Any) -> Any:
        where = calls.below(handle)
        if where:
            calls.passes(kind, where)
        found = real(handle, *arguments)
        then(where)
        return found

    return call


def _watched_os_open(calls: Calls) -> Callable[..., int]:
    def call(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        where = calls.below(path) if dir_fd is None else ""
        if where:
            calls.passes("open to write" if flags & (os.O_WRONLY | os.O_RDWR) else "open", where)
        return _os_open(path, flags, mode, dir_fd=dir_fd)

    return call


def _watched_open(calls: Calls) -> Callable[..., Any]:
    def call(file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
             newline: str | None = None, closefd: bool = True, opener: Any = None) -> Any:
        where = calls.below(file)
        writes = bool(set(mode) & set("wax+"))
        if not where or (not writes and isinstance(file, int)):
            return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if not isinstance(file, int) and opener is None:
            calls.passes("open to write" if writes else "open", where)
        if not writes:
            return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        plain = mode.replace("b", "").replace("t", "")
        raw = _Raw(calls, where, file, plain, closefd, opener)
        stream = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return stream if "b" in mode else io.TextIOWrapper(stream, encoding, errors, newline)

    return call
