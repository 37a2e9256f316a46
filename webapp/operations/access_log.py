"""A log of requests: one line of JSON each, with times and counts, and without a word about who asked or for what."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.operations.clients import client_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LOOKED_AGAIN = 1.0  # seconds between two looks at whether the file was renamed
_LONGEST = 2_000  # characters of a query in a line
log = logging.getLogger(__name__)


class AccessLog:
    """Appends to a file, which several processes may share. Safe between threads.

    The file may be renamed at any time: a second later lines go into a new one.
    """

    def __init__(self, path: str, *, queries: bool = False, addresses: bool = False, process: int = 0) -> None:
        """`-` is stdout. `queries` and `addresses` are personal data, and are written only where they are asked for.

        Raises OSError where the file cannot be written.
        """
        self._queries = queries
        self._addresses = addresses
        self._process = process
        self._path = None if path == "-" else Path(path)
        self._lock = threading.Lock()
        self._handle = self._opened()
        self._looked = 0.0
        self._failed = False

    def write(self, environ: WSGIEnvironment, *, route: str, status: int, seconds: float, size: int) -> None:
        now = dt.datetime.now(dt.UTC)
        line: dict[str, object] = {
            "time": now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03}Z",
            "method": environ.get("REQUEST_METHOD", ""), "route": route, "status": status,
            "ms": round(seconds * 1000, 1), "bytes": size, "process": self._process}
        for key, name in (("onrecord.hits", "hits"), ("onrecord.cut", "cut"), ("onrecord.refused", "refused")):
            if key in environ:
                line[name] = environ[key]
        if self._queries:
            line["path"] = str(environ.get("PATH_INFO", ""))[:_LONGEST]
            line["query"] = str(environ.get("QUERY_STRING", ""))[:_LONGEST]
        if self._addresses:
            line["address"] = str(environ.get("REMOTE_ADDR", ""))
            line["client"] = client_of(environ)
        self._append(json.dumps(line).encode() + b"\n")

    def _append(self, line: bytes) -> None:
        """One write, so that lines of several processes do not mix. Where it fails, that is told once."""
        try:
            with self._lock:
                self._follow()
                os.write(self._handle, line)
            self._failed = False
        except OSError as error:
            if not self._failed:
                log.error("the access log cannot be written: %s", error)
            self._failed = True

    def _opened(self) -> int:
        if self._path is None:
            return sys.__stdout__.fileno() if sys.__stdout__ else 1
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)

    def _follow(self) -> None:
        """Open the file again where its name has come to mean another."""
        if self._path is None or time.monotonic() - self._looked < LOOKED_AGAIN:
            return
        self._looked = time.monotonic()
        try:
            same = os.path.samestat(self._path.stat(), os.fstat(self._handle))
        except FileNotFoundError:
            same = False
        if not same:
            opened = self._opened()
            os.close(self._handle)
            self._handle = opened
