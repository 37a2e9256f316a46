"""The index folder: which generation is the live one, and how the next one takes its place.

    INDEX/CURRENT                          name of the live generation, and the checksum of its manifest
    INDEX/writer.lock                      held by the one writer, says who it is
    INDEX/generations/NAME/manifest.json   what the generation is made of, with sizes and checksums
                          /sources.json    what it was made from
                          /in-use          locked by every reader that has it open
                          /whoosh/         a whole Whoosh index, which plain Whoosh can open
                          /arrays/         the derived arrays, one file a segment, and the order of all documents

A generation is built in a folder whose name begins with a point, and is whole, checked and on the disk before
`CURRENT` is replaced, by one rename: readers see the old one or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

import indexer.analysis as analysis
from indexer.errors import IndexDamagedError, IndexForeignError, IndexMissingError
from indexer.index import schema
from indexer.index.locking import open_for_lock, try_lock

FORMAT = "onrecord-index"
REBUILD = "build it again with --rebuild"
_NAME = re.compile(r"(\d{6,12})-[0-9a-f]{8}")
_POINTER = re.compile(r"(\d{6,12}-[0-9a-f]{8}) ([0-9a-f]{64})\n?")
_LONGEST_MANIFEST = 1 << 28


class ArraysDamagedError(IndexDamagedError):
    """The arrays of a generation are missing or damaged; they can be derived again from its Whoosh index."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as the manifest names it."""

    name: str
    documents: int  # with the deleted ones
    deleted: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of."""

    generation: str
    number: int
    written: str  # ISO time, UTC
    sections: int
    segments: tuple[SegmentEntry, ...]
    files: Mapping[str, tuple[int, str]]  # path below the generation's folder: bytes, SHA-256
    path: Path

    @property
    def bytes(self) -> int:
        return sum(size for size, _ in self.files.values())


def current(folder: Path) -> Manifest:
    """The live generation.

    Raises IndexMissingError, IndexForeignError, or IndexDamagedError where its files do not agree with its manifest,
    of these ArraysDamagedError where only the arrays do not.
    """
    manifest = described(folder)
    faults = {relative: fault for relative, (size, _) in manifest.files.items()
              if (fault := _fault(manifest.path / relative, size))}
    if faults:
        derived = all(relative.startswith("arrays/") for relative in faults)
        relative, fault = next(iter(faults.items()))
        kind = ArraysDamagedError if derived else IndexDamagedError
        raise kind(folder, f"{relative} of generation {manifest.generation} {fault}", mend=REBUILD)
    return manifest


def described(folder: Path) -> Manifest:
    """The live generation as its manifest describes it, its files not looked at. Raises as `current` does."""
    name, checksum = _pointer(folder)
    return _read_manifest(folder, folder / "generations" / name, checksum)


def _fault(path: Path, size: int) -> str:
    try:
        found = path.stat().st_size
    except OSError as error:
        return "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
    return "" if found == size else f"has {found} bytes, not {size}"


def stamp(folder: Path) -> tuple[int, int] | None:
    """What changes whenever another generation becomes the live one; None where there is none."""
    try:
        found = (folder / "CURRENT").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _pointer(folder: Path) -> tuple[str, str]:
    try:
        text = (folder / "CURRENT").read_text(encoding="ascii", errors="replace")[:200]
    except FileNotFoundError as error:
        if any(folder.glob("_*.toc")):
            raise IndexForeignError(folder, "an index that On Record did not write",
                                    mend="name another folder with --index") from error
        if any(folder.glob("generations/*/manifest.json")):
            raise IndexDamagedError(folder, "CURRENT is missing", mend=REBUILD) from error
        raise IndexMissingError(folder, "there is no index", mend="build one with: onrecord index PATH") from error
    except NotADirectoryError as error:
        raise IndexForeignError(folder, "a file, not an index folder",
                                mend="name another folder with --index") from error
    except OSError as error:
        raise IndexDamagedError(folder, f"CURRENT cannot be read: {error.strerror}", mend=REBUILD) from error
    found = _POINTER.fullmatch(text)
    if not found:
        raise IndexDamagedError(folder, "CURRENT does not name a generation", mend=REBUILD)
    return found[1], found[2]


def _read_manifest(folder: Path, path: Path, checksum: str) -> Manifest:
    try:
        with (path / "manifest.json").open("rb") as stream:
            raw = stream.read(_LONGEST_MANIFEST)
    except OSError as error:
        raise IndexDamagedError(folder, f"generation {path.name} cannot be read: {error.strerror}",
                                mend=REBUILD) from error
    if hashlib.sha256(raw).hexdigest() != checksum:
        raise IndexDamagedError(folder, f"the manifest of generation {path.name} is damaged", mend=REBUILD)
    try:
        found = json.loads(raw)
        if found["format"] != FORMAT or found["version"] != schema.VERSION or found["analysis"] != analysis.VERSION:
            raise IndexForeignError(folder, "an index that another version of On Record wrote", mend=REBUILD)
        files = {str(name): (int(size), str(check)) for name, (size, check) in found["files"].items()}
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
            raise IndexForeignError(folder, "its manifest names files outside", mend=REBUILD)
        return Manifest(
            generation=path.name, number=int(path.name.partition("-")[0]), written=str(found["written"]),
            sections=int(found["sections"]), segments=tuple(SegmentEntry(*each) for each in found["segments"]),
            files=MappingProxyType(files), path=path)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(folder, f"the manifest of generation {path.name} cannot be understood",
                                mend=REBUILD) from error


def write_manifest(path: Path, *, written: str, segments: list[SegmentEntry],
                   known: Mapping[str, tuple[int, str]]) -> str:
    """Describe the generation in `path`; returns the manifest's checksum. `known`: files with their checksums."""
    files = dict(known)
    for each in sorted(path.rglob("*")):
        relative = each.relative_to(path).as_posix()
        if each.is_file() and relative not in files and each.name not in {"in-use", "manifest.json"}:
            files[relative] = (each.stat().st_size, checksum_of(each))
    raw = json.dumps({
        "format": FORMAT, "version": schema.VERSION, "analysis": analysis.VERSION, "written": written,
        "sections": sum(each.documents - each.deleted for each in segments),
        "segments": [[each.name, each.documents, each.deleted] for each in segments], "files": files,
    }, indent=1).encode()
    (path / "manifest.json").write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()


def checksum_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def next_number(folder: Path) -> int:
    """One more than the highest number that any generation in the folder has."""
    numbers = [int(found[1]) for each in _generation_folders(folder) if (found := _NAME.search(each.name))]
    return max(numbers, default=0) + 1


def switch(folder: Path, building: Path, name: str, checksum: str) -> None:
    """Make the generation in `building` the live one, with all its files flushed to the disk."""
    for each in building.rglob("*"):
        if each.is_file() and each.stat().st_nlink == 1:
            _flush(each)
    for each in (building / "whoosh", building / "arrays", building):
        _flush(each)
    building.rename(building.with_name(name))
    _flush(building.parent)
    waiting = folder / "CURRENT.new"
    with waiting.open("w", encoding="ascii") as stream:
        stream.write(f"{name} {checksum}\n")
        stream.flush()
        os.fsync(stream.fileno())
    if (folder / "CURRENT").is_dir():
        shutil.rmtree(folder / "CURRENT")
    waiting.replace(folder / "CURRENT")
    _flush(folder)


def _flush(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def use(manifest: Manifest) -> IO[str] | None:
    """Say that a reader has the generation open, until the stream is closed. None where the folder is read-only."""
    try:
        stream = open_for_lock(manifest.path / "in-use")
    except FileNotFoundError:
        raise
    except OSError:
        return None
    try_lock(stream, exclusive=False)
    return stream


def clean(folder: Path) -> None:
    """Remove what an ended writer left, and the generations before the live one that no reader has open."""
    try:
        live = _pointer(folder)[0]
    except (IndexMissingError, IndexForeignError, IndexDamagedError):
        live = ""
    for each in _generation_folders(folder):
        unfinished = each.name.startswith(".")
        if each.name != live and (unfinished or (live and _unused(each))):
            shutil.rmtree(each, ignore_errors=True)


def _generation_folders(folder: Path) -> list[Path]:
    return [each for each in folder.glob("generations/*")
            if each.is_dir() and _NAME.fullmatch(each.name.removeprefix("."))]


def _unused(path: Path) -> bool:
    try:
        with open_for_lock(path / "in-use") as stream:
            return try_lock(stream, exclusive=True)
    except OSError:
        return True
