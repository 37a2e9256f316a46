"""What is wrong on this machine: Python, packages, knowledge, index, disk, port; each with how to mend it.

The one module that looks at everything; nothing depends on it.
"""

from __future__ import annotations

import errno
import json
import locale
import os
import re
import shutil
import socket
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Literal

from indexer.errors import IndexMissingError, IndexStateError, OnRecordError
from indexer.index import generations
from indexer.index.locking import writing
from indexer.knowledge.folder import data_folder
from indexer.knowledge.loading import load_knowledge
from indexer.knowledge.synonyms import load_synonyms

PYTHON = (3, 11)
OWN_WHOOSH = {"whoosh-reloaded", "Whoosh-Reloaded"}
LEAST_ROOM = 100 << 20  # bytes free, without which no index can be written
FEW_FILES = 256  # that may be open at once
State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A note is no fault, but good to know."""

    name: str
    state: State
    what: str
    mend: str = ""


def examine(folder: Path, host: str, port: int) -> list[Finding]:
    """Everything that a run of On Record over this index folder needs, in the order in which it should be mended."""
    return [python(), *packages(), text(), knowledge(), *index(folder), room(folder), lock(folder), *handles(),
            listening(host, port)]


def python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        return Finding("python", "wrong", found, "install Python 3.11 or later, and On Record in it")
    return Finding("python", "ok", f"{found}, {sys.executable}")


def packages() -> Iterator[Finding]:
    """The packages that On Record names, by the versions that it names; and who else calls itself `whoosh`."""
    again = f"{sys.executable} -m pip install --upgrade onrecord"
    try:
        needed = metadata.requires("onrecord") or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "note", "On Record is not installed, its packages are not compared",
                      "pip install -e .")
        return
    wrong = []
    for name, wanted in filter(all, map(requirement, needed)):
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if not allows(wanted, version):
            wrong.append(f"{name} is {version}, not {wanted}")
    yield Finding("packages", "wrong", "; ".join(wrong), again) if wrong else Finding(
        "packages", "ok", "all that are needed are there")
    others = sorted(set(metadata.packages_distributions().get("whoosh", ())) - OWN_WHOOSH)
    if others:
        yield Finding("packages", "wrong", f"{', '.join(others)} installs another package named whoosh",
                      f"pip uninstall {' '.join(others)}; {again} --force-reinstall")


def requirement(text: str) -> tuple[str, str]:
    """Name and versions of a requirement; no name where it is not needed here."""
    wanted, _, marker = text.partition(";")
    found = re.match(r"\s*([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^)]*)\)?", wanted)
    return (found[1], found[2].strip()) if found and "extra" not in marker else ("", "")


def allows(wanted: str, version: str) -> bool:
    """Whether a version is within bounds such as `>=1.2,<2`; other forms are taken to allow it."""
    own = _numbers(version)
    for bound in wanted.split(","):
        found = re.fullmatch(r"\s*(>=|<=|==|<|>)\s*([\d.]+)\s*", bound)
        if not found:
            continue
        other = _numbers(found[2])
        one, two = (each + (0,) * (max(len(own), len(other)) - len(each)) for each in (own, other))
        if not {">=": one >= two, "<=": one <= two, "==": one == two, "<": one < two, ">": one > two}[found[1]]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


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
