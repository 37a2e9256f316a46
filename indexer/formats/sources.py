"""Which files there are to read, and what their folders say about them."""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.formats.ids import keys_of_folder
from indexer.formats.limits import Limits
from indexer.formats.settings import SETTINGS_FILE, FolderSettings, read_settings
from indexer.model import Problem

# What stands beside records without being one, in any repository of them.
NOT_RECORDS = ("README*", "LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "CHANGES*", "CHANGELOG*", "CONTRIBUTING*",
               "CITATION*", "AUTHORS*", "*~", "#*#", "*.bak", "*.tmp", "*.swp", "*.part", "*.crdownload",
               "Thumbs.db", "desktop.ini")
NOT_RECORD_FOLDERS = ("__pycache__", "node_modules", "__MACOSX")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to read, with what its folder says about it."""

    path: Path
    root: Path  # the indexed folder; of a file named by itself, its folder
    name: str  # as shown: the path below the root's parent, with `/`
    key: str  # id of its record, or the beginning of its records' ids
    settings: FolderSettings
    size: int  # bytes
    mtime_ns: int


def find_sources(paths: Iterable[Path], *, limits: Limits = Limits()) -> Iterator[SourceFile | Problem]:  # noqa: B008
    """The files under the paths, each once, folders in order of name; a Problem for whatever is left out.

    Files whose names say that they are no records (README, LICENSE, hidden files ...) are left out below a folder,
    and read where they are named themselves.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            stat = path.stat()
        except OSError as error:
            yield _unreadable(path, error)
            continue
        if path.is_dir():
            inherited, problems = _settings_above(path)
            yield from problems
            yield from _walk(path, path, inherited, limits, seen, ())
            continue
        if path.name == SETTINGS_FILE:
            yield Problem(path, "settings of a folder, no record", "name the folder", severity="skipped")
            continue
        inherited, problems = _settings_above(path)
        yield from problems
        if _first_time(stat, seen):
            key = keys_of_folder([Path(path.name)])[Path(path.name)]
            yield from _source(path, path.parent, path.as_posix(), key, inherited, limits, stat)


def fingerprint(source: SourceFile) -> str:
    """SHA-256, hex, of the file's bytes and of the settings it is read with. Raises OSError."""
    digest = hashlib.sha256(repr(source.settings).encode())
    with source.path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _settings_above(path: Path) -> tuple[FolderSettings, list[Problem]]:
    """Settings in force for a path from the folders above it, outermost first."""
    settings, problems = FolderSettings(), []
    for folder in reversed(path.absolute().parents):
        settings, problem = _with_own(folder, settings)
        problems += problem
    return settings, problems


def _with_own(folder: Path, inherited: FolderSettings) -> tuple[FolderSettings, list[Problem]]:
    """The folder's settings over the inherited ones; those alone, and a Problem, where its file is at fault."""
    path = folder / SETTINGS_FILE
    try:
        if not path.is_file():
            return inherited, []
        return read_settings(path, inherited), []
    except OSError:
        return inherited, []
    except KnowledgeError as error:
        return inherited, [Problem(error.path, error.problem, error.mend, error.line)]


def _walk(folder: Path, root: Path, inherited: FolderSettings, limits: Limits, seen: set[tuple[int, int]],
          above: tuple[tuple[int, int], ...]) -> Iterator[SourceFile | Problem]:
    try:
        stat = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    if (stat.st_dev, stat.st_ino) in above:
        yield Problem(folder, "a link back to a folder above it", "remove the link", severity="skipped")
        return
    settings, problems = _with_own(folder, inherited)
    yield from problems
    entries = [entry for entry in entries if entry.name != SETTINGS_FILE]
    left_out = {entry.path: _left_out(Path(entry.path), root, settings, is_dir=_is_dir(entry)) for entry in entries}
    # An editor's copy beside a file must not change the id of its record.
    files = [Path(entry.path) for entry in entries if not _is_dir(entry) and not left_out[entry.path]]
    keys = keys_of_folder([file.relative_to(root) for file in files])
    for entry in entries:
        path = Path(entry.path)
        if reason := left_out[entry.path]:
            yield Problem(path, reason, severity="skipped")
        elif _is_dir(entry):
            yield from _walk(path, root, settings, limits, seen, (*above, (stat.st_dev, stat.st_ino)))
        else:
            yield from _file(path, root, keys[path.relative_to(root)], settings, limits, seen)


def _file(path: Path, root: Path, key: str, settings: FolderSettings, limits: Limits,
          seen: set[tuple[int, int]]) -> Iterator[SourceFile | Problem]:
    try:
        stat = path.stat()
    except OSError as error:
        yield _unreadable(path, error)
        return
    if not path.is_file():
        yield Problem(path, "no regular file", "leave it out", severity="skipped")
    elif not _first_time(stat, seen):
        yield Problem(path, "a second name of a file that is read already", severity="skipped")
    else:
        name = f"{root.name}/{path.relative_to(root).as_posix()}" if root.name else path.relative_to(root).as_posix()
        yield from _source(path, root, name, key, settings, limits, stat)


def _source(path: Path, root: Path, name: str, key: str, settings: FolderSettings, limits: Limits,
            stat: os.stat_result) -> Iterator[SourceFile | Problem]:
    if stat.st_size == 0:
        yield Problem(path, "empty file", "leave it out, or fetch it again", severity="empty")
    elif stat.st_size > limits.max_table_bytes:
        yield Problem(path, f"{stat.st_size:,} bytes, more than the limit of {limits.max_table_bytes:,}",
                      "split the file, or raise the limit")
    else:
        yield SourceFile(path=path, root=root, name=name, key=key, settings=settings, size=stat.st_size,
                         mtime_ns=stat.st_mtime_ns)


def _left_out(path: Path, root: Path, settings: FolderSettings, *, is_dir: bool) -> str | None:
    """Why a file or folder is no record by its name; None where it may be one."""
    name = path.name
    if name.startswith("."):
        return "hidden, left out"
    if is_dir and name in NOT_RECORD_FOLDERS:
        return "no folder of records, left out"
    if is_dir and is_index(path):
        return "an index of On Record, left out"
    for pattern, base in settings.exclude:
        below = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.relative_to(root).as_posix()
        if fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(below, pattern):
            return f"left out by exclude {pattern!r} in {SETTINGS_FILE}"
    if not is_dir and is_no_record(name):
        return "by its name no record (README, licence, backup ...), left out"
    return None


def is_no_record(name: str) -> bool:
    """Whether a file says by its name that it is no record: README, a backup, a download under way."""
    return any(fnmatch.fnmatchcase(name.casefold(), pattern.casefold()) for pattern in NOT_RECORDS)


def is_index(folder: Path) -> bool:
    """Whether a folder is an index, which may well lie among the records that it is made from."""
    return (folder / "writer.lock").exists() and (folder / "generations").is_dir()


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _first_time(stat: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    identity = (stat.st_dev, stat.st_ino)
    if identity in seen:
        return False
    seen.add(identity)
    return True


def _unreadable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(path, "no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return Problem(path, "may not be read", "allow reading it")
    return Problem(path, error.strerror or str(error), "check the path")
