"""Which files there are to read, and what their folders say about them."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

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


class Listed(NamedTuple):
    """A `SourceFile` in the making, at a tenth of its cost."""

    path: str
    root: Path
    name: str
    key: str
    settings: FolderSettings
    size: int
    mtime_ns: int

    def source(self) -> SourceFile:
        return SourceFile(path=Path(self.path), root=self.root, name=self.name, key=self.key, settings=self.settings,
                          size=self.size, mtime_ns=self.mtime_ns)


def find_sources(paths: Iterable[Path], *, limits: Limits = Limits()) -> Iterator[SourceFile | Problem]:  # noqa: B008
    """The files under the paths, each once, folders in order of name; a Problem for whatever is left out.

    Files whose names say that they are no records (README, LICENSE, hidden files ...) are left out below a folder,
    and read where they are named themselves.
    """
    for each in list_files(paths, limits=limits):
        yield each.source() if isinstance(each, Listed) else each


def list_files(paths: Iterable[Path], *, limits: Limits) -> Iterator[Listed | Problem]:
    """The same as `find_sources` finds, before it is known which files are to be read."""
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
            root = _Root(path, f"{path.name}/" if path.name else "")
            yield from _walk(_beginning(path), "", root, inherited, limits, seen, ())
            continue
        if path.name == SETTINGS_FILE:
            yield Problem(path, "settings of a folder, no record", "name the folder", severity="skipped")
            continue
        inherited, problems = _settings_above(path)
        yield from problems
        if _first_time(stat, seen):
            key = keys_of_folder("", [path.name])[path.name]
            yield _listed(str(path), path.parent, path.as_posix(), key, inherited, limits, stat)


def _beginning(folder: Path) -> str:
    """What the paths of a folder's files begin with."""
    text = str(folder)
    return "" if text == "." else text if text.endswith(os.sep) else text + os.sep


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


@dataclass(frozen=True, slots=True)
class _Root:
    """An indexed folder, as what lies below it is named: `shown` comes before a file's path below the folder."""

    path: Path
    shown: str


def _walk(where: str, below: str, root: _Root, inherited: FolderSettings, limits: Limits, seen: set[tuple[int, int]],
          above: tuple[tuple[int, int], ...]) -> Iterator[Listed | Problem]:
    """What a folder holds: `where` begins the paths of its files, `below` their names below the root, with `/`.

    Of a hundred thousand files nearly all are as they were, so that they are told by strings alone.
    """
    folder = Path(where)
    try:
        stat = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    identity = (stat.st_dev, stat.st_ino)
    if identity in above:
        yield Problem(folder, "a link back to a folder above it", "remove the link", severity="skipped")
        return
    settings, problems = _with_own(folder, inherited)
    yield from problems
    names = [(entry.name, _is_dir(entry)) for entry in entries if entry.name != SETTINGS_FILE]
    some = _may_be_left_out(names, settings)
    left_out = {name: reason for name, is_dir in some
                if (reason := _left_out(name, where, below, settings, is_dir=is_dir))}
    # An editor's copy beside a file must not change the id of its record.
    keys = keys_of_folder(below, [name for name, is_dir in names if not is_dir and name not in left_out])
    for name, is_dir in names:
        if name in left_out:
            yield Problem(Path(where + name), left_out[name], severity="skipped")
        elif is_dir:
            yield from _walk(f"{where}{name}{os.sep}", f"{below}{name}/", root, settings, limits, seen,
                             (*above, identity))
        else:
            try:
                found = os.stat(where + name)  # noqa: PTH116 # a Path takes as long to make as the file to look at
            except OSError as error:
                yield _unreadable(Path(where + name), error)
                continue
            if not S_ISREG(found.st_mode):
                yield Problem(Path(where + name), "no regular file", "leave it out", severity="skipped")
            elif not _first_time(found, seen):
                yield Problem(Path(where + name), "a second name of a file that is read already", severity="skipped")
            else:
                yield _listed(where + name, root.path, f"{root.shown}{below}{name}", keys[name], settings, limits,
                              found)


def _listed(path: str, root: Path, name: str, key: str, settings: FolderSettings, limits: Limits,
            stat: os.stat_result) -> Listed | Problem:
    size = stat.st_size
    if size == 0:
        return Problem(Path(path), "empty file", "leave it out, or fetch it again", severity="empty")
    if size > limits.max_table_bytes:
        return Problem(Path(path), f"{size:,} bytes, more than the limit of {limits.max_table_bytes:,}",
                       "split the file, or raise the limit")
    return Listed(path, root, name, key, settings, size, stat.st_mtime_ns)


def _may_be_left_out(names: list[tuple[str, bool]], settings: FolderSettings) -> list[tuple[str, bool]]:
    """The files and folders among which those are that are left out; all, unless a look at all files clears them."""
    if settings.exclude:
        return names
    files = [name for name, is_dir in names if not is_dir]
    together = "\n".join(files).casefold()
    if _no_record_among().search(together) or together.count("\n") >= max(1, len(files)):
        return names
    return [each for each in names if each[1]]


@cache
def _no_record_among() -> re.Pattern[str]:
    """Of names, each in a line and without capitals, whether any may be no record's."""
    kinds = "|".join(re.escape(pattern.casefold()).replace(r"\*", ".*") for pattern in NOT_RECORDS)
    return re.compile(rf"^(?:\.|(?:{kinds})$)", re.MULTILINE)


def _left_out(name: str, where: str, below: str, settings: FolderSettings, *, is_dir: bool) -> str | None:
    """Why a file or folder is no record by its name; None where it may be one."""
    if name.startswith("."):
        return "hidden, left out"
    if is_dir and name in NOT_RECORD_FOLDERS:
        return "no folder of records, left out"
    if is_dir and is_index(Path(where + name)):
        return "an index of On Record, left out"
    if settings.exclude and (pattern := _excluded(name, Path(where + name), below, settings)):
        return f"left out by exclude {pattern!r} in {SETTINGS_FILE}"
    if not is_dir and is_no_record(name):
        return "by its name no record (README, licence, backup ...), left out"
    return None


def _excluded(name: str, path: Path, below: str, settings: FolderSettings) -> str | None:
    """The pattern that excludes it; patterns count from the folder whose settings have them."""
    for pattern, base in settings.exclude:
        counted = path.relative_to(base).as_posix() if path.is_relative_to(base) else below + name
        if fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(counted, pattern):
            return pattern
    return None


def is_no_record(name: str) -> bool:
    """Whether a file says by its name that it is no record: README, a backup, a download under way."""
    return _no_records().match(name.casefold()) is not None


@cache
def _no_records() -> re.Pattern[str]:
    return re.compile("|".join(fnmatch.translate(pattern.casefold()) for pattern in NOT_RECORDS))


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
