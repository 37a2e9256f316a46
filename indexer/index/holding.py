"""Who has a generation open, and which generations may go.

Every reader holds a shared lock on the file `in-use` of the generation that it reads, the writer on that of the one it
builds. A lock dies with its process. A generation is removed when nobody holds it and CURRENT, read after that was
seen, names another: CURRENT never goes back to a name that it had.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import IndexDamagedError, IndexForeignError, IndexMissingError
from indexer.index import generations
from indexer.index.files import open_own, remove_folder
from indexer.index.generations import Manifest
from indexer.index.locking import try_lock

IN_USE = "in-use"
_TRIES = 100
_PAUSE = 0.01  # seconds


class Grip:
    """A generation that is not removed before `release` is called, or the process ends."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def hold(folder: Path) -> tuple[Manifest, Grip]:
    """The live generation, held. Raises as `generations.current` does."""
    for _ in range(_TRIES):
        name, checksum = generations.pointer(folder)
        grip = _share(folder / "generations" / name / IN_USE)
        if grip is not None and generations.pointer(folder)[0] == name:
            try:
                return generations.whole(folder, folder / "generations" / name, checksum), grip
            except BaseException:
                grip.release()
                raise
        if grip is not None:
            grip.release()
        time.sleep(_PAUSE)
    raise IndexDamagedError(folder, "it was replaced again and again while it was opened", mend="try again")


@contextmanager
def held(folder: Path) -> Iterator[Manifest]:
    """The live generation, held while the context lasts. Raises as `generations.current` does."""
    manifest, grip = hold(folder)
    try:
        yield manifest
    finally:
        grip.release()


def begin(building: Path) -> Grip:
    """Hold the generation that is being built. Raises OSError."""
    handle = open_own(building / IN_USE, write=True, create=True)
    with suppress(OSError):  # a file system without locks has refused the writer's already
        try_lock(handle, exclusive=False)
    return Grip(handle)


def _share(path: Path) -> Grip | None:
    """Hold a generation by its file; None where it is being removed. Where there can be no lock, nothing is held."""
    try:
        handle = open_own(path, write=False)
    except OSError:
        return Grip(None)
    try:
        free = try_lock(handle, exclusive=False) or os.name == "nt"  # there, another reader keeps it as well
    except OSError:
        free = True
    if free:
        return Grip(handle)
    os.close(handle)
    return None


def clean(folder: Path) -> None:
    """Remove the generations beside the live one that nobody holds. Anybody may do this at any time."""
    for each in generations.folders(folder):
        if not each.name.startswith(".") and not _is_held(each) and _is_past(folder, each.name):
            taken = each.with_name(f".{each.name}")  # so that it is gone at once, whatever happens meanwhile
            with suppress(OSError):
                each.rename(taken)
                remove_folder(taken)


def sweep(folder: Path) -> None:
    """Remove also what an ended writer left unfinished; for the one who has the writer's lock."""
    for each in generations.folders(folder):
        if each.name.startswith("."):
            remove_folder(each)
    clean(folder)


def _is_held(generation: Path) -> bool:
    try:
        handle = open_own(generation / IN_USE, write=True)
    except PermissionError:
        return True
    except OSError:
        return False
    try:
        return not try_lock(handle, exclusive=True)
    except OSError:
        return True
    finally:
        os.close(handle)


def _is_past(folder: Path, name: str) -> bool:
    """Whether CURRENT names another generation; not where it names none, for then any may be wanted."""
    try:
        return generations.pointer(folder)[0] != name
    except (IndexMissingError, IndexForeignError, IndexDamagedError):
        return False
