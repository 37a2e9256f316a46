"""What is wrong on this machine: Python, packages, knowledge, index, disk, port; each with how to mend it.

The one module that looks at everything; nothing depends on it.
"""

from __future__ import annotations

import errno
import json
import locale
import os
import shutil
import socket
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import IndexMissingError, IndexStateError, OnRecordError
from indexer.index import generations
from indexer.index.locking import writing
from indexer.knowledge.folder import data_folder
from indexer.knowledge.loading import load_knowledge
from indexer.knowledge.synonyms import load_synonyms
from indexer.packages import Finding, packages, python

LEAST_ROOM = 100 << 20  # bytes free, without which no index can be written
FEW_FILES = 256  # that may be open at once


def examine(folder: Path, host: str, port: int) -> list[Finding]:
    """Everything that a run of On Record over this index folder needs, in the order in which it should be mended."""
    return [python(), *packages(), text(), knowledge(), *index(folder), room(folder), lock(folder), *handles(),
            listening(host, port)]


def text() -> Finding:
    """Whether names of files and lines on the terminal may hold any letter."""
    names, lines = sys.getfilesystemencoding(), locale.getpreferredencoding(False)
    if any(each.lower().replace("-", "") != "utf8" for each in (names, lines)):
        return Finding("locale", "wrong", f"names of files are {names}, texts {lines}", "set LC_ALL=C.UTF-8")
    return Finding("locale", "ok", "UTF-8")


def knowledge() -> Finding:
    try:
        folder = data_folder()
        load_knowledge(folder)
        load_synonyms(folder / "synonyms")
    except OnRecordError as error:
        return Finding("knowledge", "wrong", str(error), "correct what the line says")
    return Finding("knowledge", "ok", str(folder))


def index(folder: Path) -> Iterator[Finding]:
    """Whether there is an index, whole and readable, and what else lies beside it."""
    try:
        found = generations.current(folder)
    except IndexMissingError as error:
        yield Finding("index", "note", f"{folder}: {error.problem}", error.mend)
        return
    except IndexStateError as error:
        yield Finding("index", "wrong", f"{folder}: {error.problem}", error.mend)
        return
    yield Finding("index", "ok", f"{folder}: {found.sections:,} sections, generation {found.generation}, "
                                 f"{found.bytes / 1e6:,.1f} MB; `onrecord verify` reads all of it")
    if not os.access(folder, os.W_OK) or not os.access(folder / "generations", os.W_OK):
        yield Finding("index", "note", "this user may read it and not write it",
                      "run `onrecord index` as the user who owns it")
    others = len(generations.folders(folder)) - 1
    if others:
        yield Finding("index", "note", f"{others} generations beside the live one: readers have them open, or a writer "
                                       "was ended", "the next `onrecord index` removes what nobody reads")
    if datetime.fromisoformat(found.written) > datetime.now(UTC):
        yield Finding("clock", "wrong", f"the index was written at {found.written}, which is still to come",
                      "set the clock")


def room(folder: Path) -> Finding:
    """Whether another generation would have room beside the live one."""
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())
    try:
        free = shutil.disk_usage(place).free
        size = generations.described(folder).bytes
    except OSError as error:
        return Finding("disk", "wrong", f"{place}: {error.strerror}", "make the folder readable")
    except IndexStateError:
        size = 0
    said = f"{free / 1e9:,.1f} GB free at {place}"
    if free < LEAST_ROOM:
        return Finding("disk", "wrong", said, f"make room; at least {LEAST_ROOM >> 20} MB are needed")
    if free < 2 * size:
        return Finding("disk", "note", f"{said}: less than twice the index, which a rebuild may need", "make room")
    return Finding("disk", "ok", said)


def lock(folder: Path) -> Finding:
    try:
        holder = writing(folder)
    except OSError as error:
        return Finding("lock", "wrong", f"{folder}: {error.strerror or error}",
                       "keep the index on a file system with locks, in a folder that this user may read")
    if holder:
        return Finding("lock", "note", f"being written by {holder}", "wait until it has ended")
    return Finding("lock", "ok", "nobody is writing")


def handles() -> Iterator[Finding]:
    try:
        import resource
    except ImportError:  # Windows
        return
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if 0 <= most < FEW_FILES:
        yield Finding("files", "wrong", f"only {most} files may be open at once", f"ulimit -n {4 * FEW_FILES}")


def listening(host: str, port: int) -> Finding:
    """Whether `onrecord serve` could listen there, or already does."""
    where = f"{host}, port {port}"
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as own:
            if os.name != "nt":
                own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            own.bind(address)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return Finding("port", "wrong", f"{where}: {error.strerror or error}",
                           "choose another with --host and --port; below 1024 belong to root")
    else:
        return Finding("port", "ok", f"{where} is free")
    health = _health(host, port)
    if health == "ok":
        return Finding("port", "ok", f"{where}: On Record serves there, and its index answers")
    if health:
        return Finding("port", "wrong", f"{where}: On Record serves there, and says: {health}", "mend the index first")
    return Finding("port", "wrong", f"{where} is taken by another program", "choose another with --port")


def _health(host: str, port: int) -> str:
    """What the site there says of itself; empty where it is not ours."""
    every = "0.0.0.0"  # nosec B104 # compared with; nothing listens here
    name = f"[{host}]" if ":" in host else "127.0.0.1" if host == every else host
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _AlsoErrors())
    try:
        with opener.open(f"http://{name}:{port}/healthz", timeout=3) as response:
            found = json.loads(response.read(10_000))
        return str(found["status"] if found["status"] == "ok" else found.get("reason", found["status"]))[:200]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


class _AlsoErrors(urllib.request.HTTPErrorProcessor):
    def http_response(self, request: urllib.request.Request, response: object) -> object:  # noqa: ARG002
        return response
