"""The index folder: which generation is the live one, and how the next one takes its place.

    INDEX/CURRENT                          name of the live generation, and the checksum of its manifest
    INDEX/writer.lock                      held by the one writer, says who it is
    INDEX/generations/NAME/manifest.json   what the generation is made of, with sizes and checksums
                          /sources.arrays  what it was made from
                          /in-use          locked by every reader that has it open
                          /whoosh/         a whole Whoosh index, which plain Whoosh can open
                          /arrays/         the derived arrays, one file a segment, and the order of all documents

A generation is built in a folder whose name begins with a point, and is whole, checked and on the disk before
`CURRENT` is replaced, by one rename: readers see the old one or the new one. Before there is a first one, `CURRENT`
says `none`. What else stands in the folder is not ours, and is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import indexer.analysis as analysis
from indexer.errors import IndexDamagedError, IndexForeignError, IndexMissingError
from indexer.index import schema
from indexer.index.files import MALFORMED, flush, make_folder, put_aside, read_plain, replace_whole
from indexer.index.locking import LOCK_NAME

FORMAT = "onrecord-index"
REBUILD = "build it again with --rebuild"
_NAME = re.compile(r"(\d{6,12})-[0-9a-f]{8}")
_POINTER = re.compile(r"(\d{6,12}-[0-9a-f]{8}) ([0-9a-f]{64})\n?")
_NO_GENERATION = "none\n"
_OURS = re.compile(rf"(CURRENT|CURRENT\.new|generations|{re.escape(LOCK_NAME)})(\.aside-[0-9a-f]{{8}})?")
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
    roots: tuple[str, ...]  # the files and folders that were named to be indexed, absolute

    @property
    def bytes(self) -> int:
        return sum(size for size, _ in self.files.values())


def current(folder: Path) -> Manifest:
    """The live generation.

    Raises IndexMissingError, IndexForeignError, or IndexDamagedError where its files do not agree with its manifest,
    of these ArraysDamagedError where only the arrays do not.
    """
    name, checksum = pointer(folder)
    return whole(folder, folder / "generations" / name, checksum)


def whole(folder: Path, path: Path, checksum: str) -> Manifest:
    """The generation in `path`, its files there and of the right size. Raises as `current` does."""
    manifest = _read_manifest(folder, path, checksum)
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
    name, checksum = pointer(folder)
    return _read_manifest(folder, folder / "generations" / name, checksum)


def _fault(path: Path, size: int) -> str:
    try:
        found = path.stat()
    except OSError as error:
        return "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
    if not stat.S_ISREG(found.st_mode):
        return "is no file"
    return "" if found.st_size == size else f"has {found.st_size} bytes, not {size}"


def stamp(folder: Path) -> bytes | None:
    """What changes whenever another generation becomes the live one, whatever the clock says; None where none is."""
    try:
        found = read_plain(folder / "CURRENT", 200)
    except OSError:
        return None
    return None if found == _NO_GENERATION.encode() else found


def pointer(folder: Path) -> tuple[str, str]:
    """Name of the live generation, and checksum of its manifest. Raises as `current` does."""
    missing = IndexMissingError(folder, "there is no index", mend="build one with: onrecord index PATH")
    elsewhere = "name another folder with --index"
    try:
        text = read_plain(folder / "CURRENT", 200).decode("ascii", "replace")
    except FileNotFoundError as error:
        if any(folder.glob("_*.toc")):
            raise IndexForeignError(folder, "an index that On Record did not write", mend=elsewhere) from error
        if any(folder.glob("generations/*/manifest.json")):
            raise IndexDamagedError(folder, "CURRENT is missing", mend=REBUILD) from error
        raise missing from error
    except NotADirectoryError as error:
        raise IndexForeignError(folder, "a file, not an index folder", mend=elsewhere) from error
    except OSError as error:
        raise IndexDamagedError(folder, f"CURRENT cannot be read: {error.strerror}", mend=_mend(error)) from error
    if text == _NO_GENERATION:
        raise missing
    found = _POINTER.fullmatch(text)
    if not found:
        raise IndexDamagedError(folder, "CURRENT does not name a generation", mend=REBUILD)
    return found[1], found[2]


def _read_manifest(folder: Path, path: Path, checksum: str) -> Manifest:
    try:
        raw = read_plain(path / "manifest.json", _LONGEST_MANIFEST)
    except OSError as error:
        raise IndexDamagedError(folder, f"generation {path.name} cannot be read: {error.strerror}",
                                mend=_mend(error)) from error
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
            generation=path.name, number=int(path.name.lstrip(".").partition("-")[0]), written=str(found["written"]),
            sections=int(found["sections"]), segments=tuple(SegmentEntry(*each) for each in found["segments"]),
            files=MappingProxyType(files), path=path, roots=tuple(map(str, found["roots"])))
    except MALFORMED as error:
        raise IndexDamagedError(folder, f"the manifest of generation {path.name} cannot be understood",
                                mend=REBUILD) from error


def _mend(error: OSError) -> str:
    return "allow reading it" if isinstance(error, PermissionError) else REBUILD


def write_manifest(path: Path, *, written: str, segments: list[SegmentEntry],
                   known: Mapping[str, tuple[int, str]], roots: Iterable[str] = ()) -> str:
    """Describe the generation in `path`; returns the manifest's checksum.

    `known`: files with their checksums. `roots`: the files and folders that it was made from.
    """
    files = dict(known)
    for each in sorted(path.rglob("*")):
        relative = each.relative_to(path).as_posix()
        if each.is_file() and relative not in files and each.name not in {"in-use", "manifest.json"}:
            files[relative] = (each.stat().st_size, checksum_of(each))
    raw = json.dumps({
        "format": FORMAT, "version": schema.VERSION, "analysis": analysis.VERSION, "written": written,
        "sections": sum(each.documents - each.deleted for each in segments),
        "segments": [[each.name, each.documents, each.deleted] for each in segments], "roots": sorted(roots),
        "files": files,
    }, indent=1).encode()
    (path / "manifest.json").write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()


def checksum_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def next_number(folder: Path) -> int:
    """One more than the highest number that any generation in the folder has."""
    numbers = [int(found[1]) for each in folders(folder) if (found := _NAME.search(each.name))]
    return max(numbers, default=0) + 1


def folders(folder: Path) -> list[Path]:
    """Folders of generations, live, past and unfinished, and links in the place of one."""
    return [each for each in folder.glob("generations/*")
            if _NAME.fullmatch(each.name.removeprefix(".")) and (each.is_dir() or each.is_symlink())]


def claim(folder: Path) -> None:
    """Make the folder where it is missing. Raises IndexForeignError where it holds something that is no index of ours.

    It is ours where all in it has our names, but for hidden files; or where what has our names is what we write.
    """
    if folder.is_file():
        raise IndexForeignError(folder, "a file, not an index folder", mend="name another folder with --index")
    make_folder(folder)
    present = {each.name for each in os.scandir(folder)}
    strange = sorted(name for name in present
                     if not _OURS.fullmatch(name) and not name.startswith(".") and name != "lost+found")
    if strange and not (_points(folder) or folders(folder)
                        or ((folder / LOCK_NAME).is_file() and (folder / "generations").is_dir())):
        raise IndexForeignError(folder, f"a folder that is not empty and no index of On Record (it holds {strange[0]})",
                                mend="name another folder with --index")


def _points(folder: Path) -> bool:
    try:
        text = read_plain(folder / "CURRENT", 200).decode("ascii", "replace")
    except OSError:
        return False
    return text == _NO_GENERATION or bool(_POINTER.fullmatch(text))


def settle(folder: Path, *, rebuild: bool) -> None:
    """Have a place for generations; for the one who has the writer's lock.

    Where something else stands in it, `rebuild` puts that aside. Raises IndexDamagedError without, and OSError.
    """
    place = folder / "generations"
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        if not rebuild:
            raise IndexDamagedError(folder, f"{place.name} is no folder of its own", mend=REBUILD)
        put_aside(place)
    make_folder(place)
    if not (folder / "CURRENT").exists() and not any(folder.glob("generations/*/manifest.json")):
        replace_whole(folder / "CURRENT", _NO_GENERATION.encode())


def switch(folder: Path, building: Path, name: str, checksum: str) -> None:
    """Make the generation in `building` the live one, with all its files flushed to the disk."""
    for each in building.rglob("*"):
        if each.is_file() and each.stat().st_nlink == 1:
            flush(each)
    for each in (building / "whoosh", building / "arrays", building):
        flush(each)
    building.rename(building.with_name(name))
    flush(building.parent)
    replace_whole(folder / "CURRENT", f"{name} {checksum}\n".encode())
