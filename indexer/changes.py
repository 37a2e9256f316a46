"""Which files are new, changed, unchanged or gone since the index was made; nothing is read here but their bytes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.engine import KnownSources, SourceLook, SourceState
from indexer.formats import FolderSettings, Limits, SourceFile, fingerprint
from indexer.formats.sources import Listed, list_files
from indexer.knowledge.loading import Knowledge
from indexer.model import Problem
from indexer.understanding.parsing import parser_version

RACY_NS = 2_000_000_000  # a file written this shortly before it was looked at may change again within one time stamp


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was just before it was read: what changes later is found by the next run."""

    fingerprint: str  # empty where it could not be read
    mtime_ns: int  # 0 where the time cannot be relied on: written a moment ago, or in the future


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do with each file. `contexts`: path of each new or changed one -> what, besides its bytes, its reading
    depends on."""

    new: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    unchanged: int
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]
    contexts: Mapping[str, str]


def key_of(source: SourceFile) -> str:
    """What identifies a file in the index: its absolute path."""
    return str(source.path.absolute())


def find_changes(roots: tuple[Path, ...], known: KnownSources, knowledge: Knowledge,
                 limits: Limits, *, by_bytes: bool = False) -> Changes:
    """Compare the files below `roots` with those the index knows; `by_bytes`, whatever their times say.

    A known file is gone only where its folder could be looked into: what lies below an unreadable or vanished
    place stays in the index.
    """
    new: list[SourceFile] = []
    changed: list[SourceFile] = []
    problems: list[Problem] = []
    contexts: dict[str, str] = {}
    seen: set[str] = set()
    context_of = _Contexts(knowledge)
    for file in list_files(roots, limits=limits):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        seen.add(file.path)
        context, before = context_of(file), known.look(file.path)
        if before is not None and _same(before, file, context, by_bytes):
            continue
        contexts[file.path] = context
        (new if before is None else changed).append(file.source())
    unread = [problem.path.absolute() for problem in problems if problem.severity == "failed"]
    gone = tuple(path for path in known
                 if path not in seen and _below(Path(path), roots) and not _below(Path(path), unread))
    return Changes(tuple(new), tuple(changed), len(seen) - len(new) - len(changed), gone, tuple(problems), contexts)


def look_at(source: SourceFile) -> Look:
    """The file's bytes and time, to be taken before it is read."""
    settled = time.time_ns() - source.mtime_ns > RACY_NS
    try:
        return Look(fingerprint(source), source.mtime_ns if settled else 0)
    except OSError:
        return Look("", 0)


def state_of(source: SourceFile, context: str, look: Look) -> SourceState:
    """What to remember of a file that was read."""
    return SourceState(path=key_of(source), fingerprint=f"{context}:{look.fingerprint}", size=source.size,
                       mtime_ns=look.mtime_ns)


class _Contexts:
    """Digests of parser, knowledge, folder settings, and the names that a file's records go by."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = f"{parser_version()}\0{knowledge.fingerprint}"
        self._settings: FolderSettings | None = None
        self._folder = b""

    def __call__(self, file: Listed) -> str:
        if file.settings is not self._settings:  # the files of a folder have the same and come one after the other
            self._settings = file.settings
            settings = f"{self._known}\0{file.settings!r}".encode("utf-8", "surrogateescape")
            self._folder = hashlib.sha256(settings).digest()
        names = f"{file.name}\0{file.key}".encode("utf-8", "surrogateescape")
        return hashlib.sha256(self._folder + names).hexdigest()[:32]


def _same(before: SourceLook, file: Listed, context: str, by_bytes: bool) -> bool:
    """The same context, and the same size and time, or the same bytes."""
    if before.size != file.size or not before.fingerprint.startswith(context + ":"):
        return False
    if before.mtime_ns == file.mtime_ns and before.mtime_ns and not by_bytes:
        return True
    look = look_at(file.source())
    return bool(look.fingerprint) and before.fingerprint == f"{context}:{look.fingerprint}"


def _below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
