"""Which files are new, changed, unchanged or gone since the index was made; nothing is read here but their bytes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.engine import SourceState
from indexer.formats import Limits, SourceFile, find_sources, fingerprint
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
    """What to do with each file. `contexts`: path -> what its reading depends on besides its bytes."""

    new: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    unchanged: int
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]
    contexts: Mapping[str, str]


def key_of(source: SourceFile) -> str:
    """What identifies a file in the index: its absolute path."""
    return str(source.path.absolute())


def find_changes(roots: tuple[Path, ...], known: Mapping[str, SourceState], knowledge: Knowledge,
                 limits: Limits, *, by_bytes: bool = False) -> Changes:
    """Compare the files below `roots` with those the index knows; `by_bytes`, whatever their times say.

    A known file is gone only where its folder could be looked into: what lies below an unreadable or vanished
    place stays in the index.
    """
    new, changed, unchanged, problems = [], [], 0, []
    contexts: dict[str, str] = {}
    for source in find_sources(roots, limits=limits):
        if isinstance(source, Problem):
            problems.append(source)
            continue
        key = key_of(source)
        contexts[key] = context = _context(source, knowledge)
        before = known.get(key)
        if before is None:
            new.append(source)
        elif _same(before, source, context, by_bytes):
            unchanged += 1
        else:
            changed.append(source)
    unread = [problem.path.absolute() for problem in problems if problem.severity == "failed"]
    gone = tuple(path for path in known
                 if path not in contexts and _below(Path(path), roots) and not _below(Path(path), unread))
    return Changes(tuple(new), tuple(changed), unchanged, gone, tuple(problems), contexts)


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


def _context(source: SourceFile, knowledge: Knowledge) -> str:
    """A digest of parser, knowledge, folder settings, and the names that the file's records go by."""
    parts = (parser_version(), knowledge.fingerprint, repr(source.settings), source.name, source.key)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _same(before: SourceState, source: SourceFile, context: str, by_bytes: bool) -> bool:
    """The same context, and the same size and time, or the same bytes."""
    if before.size != source.size or not before.fingerprint.startswith(context + ":"):
        return False
    if before.mtime_ns == source.mtime_ns and before.mtime_ns and not by_bytes:
        return True
    look = look_at(source)
    return bool(look.fingerprint) and before.fingerprint == f"{context}:{look.fingerprint}"


def _below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
