"""Which moments to index again at: when something below the watched places has changed and come to rest."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from watchfiles import Change, watch

from indexer.formats import SETTINGS_FILE, is_no_record

log = logging.getLogger(__name__)

QUIET_MS = 800  # changes are gathered until none has come for this long: an editor's save is several of them
MOST_MS = 16_000  # and for this long where they do not stop
LOOK_MS = 500  # between two looks whether the watched places are the ones they were
POLL_MS = 2_000  # between two looks at all files, where the system cannot tell of changes
AGAIN_SECONDS = 5.0  # after which what failed is tried again
_PROBE = "4913"  # what vim makes and removes to see whether it may write


def moments(paths: Iterable[Path], *, besides: Path, tell: Callable[[str], None],
            owed: Callable[[], bool] = lambda: False) -> Generator[int]:
    """Yields at first, when it has begun to watch, and then each time that changes have come to rest.

    What is yielded is the number of changed files, 0 where it is not known. A change between two yields is never
    missed. `besides` is a folder whose changes do not count: the index, which may lie below a watched one. A place
    that goes, and comes back, is told of, and watched again. While `owed` says that a moment was not made use of,
    there is another one every few seconds. Ends with KeyboardInterrupt.
    """
    watched = [path.absolute() for path in paths]
    counts = _filter(watched, besides.absolute())
    due, known = True, _identities(watched)
    while True:
        again = time.monotonic() + AGAIN_SECONDS
        present = [path for path, identity in zip(watched, known, strict=True) if identity]
        for changes in _changes(present, counts, tell):
            if due or changes or (owed() and time.monotonic() >= again):
                yield changes
                due, again = False, time.monotonic() + AGAIN_SECONDS
            found = _identities(watched)
            if found != known:
                break
        due = _tell_of(watched, known, found, tell) or due
        known = found


def _changes(paths: list[Path], counts: Callable[[Change, str], bool], tell: Callable[[str], None]) -> Generator[int]:
    """How many files have changed, at each look; 0 at most."""
    while not paths:
        time.sleep(LOOK_MS / 1000)
        yield 0
    for polling in (False, True):
        try:
            for changes in watch(*paths, watch_filter=counts, step=QUIET_MS, debounce=MOST_MS, rust_timeout=LOOK_MS,
                                 yield_on_timeout=True, raise_interrupt=True, force_polling=polling or None,
                                 poll_delay_ms=POLL_MS, ignore_permission_denied=True):
                yield len(changes)
        except FileNotFoundError:  # it went in this moment
            yield 0
            return
        except OSError as error:
            if polling:
                raise
            tell(f"the system cannot tell of changes ({error}); looking every {POLL_MS // 1000} seconds instead")


def _filter(watched: list[Path], index: Path) -> Callable[[Change, str], bool]:
    """Whether a change counts: not in the index, and not of a file that is left out by its name."""
    asides = {str(index), str(index.resolve())}
    roots = {str(path): path for path in watched}

    def counts(change: Change, name: str) -> bool:  # noqa: ARG001
        if name in roots:
            return True
        if any(name == aside or name.startswith(aside + os.sep) for aside in asides):
            return False
        path = Path(name)
        if path.name == SETTINGS_FILE:
            return True
        root = max((root for root in watched if root in path.parents), key=lambda root: len(root.parts), default=None)
        if root is not None and any(part.startswith(".") for part in path.relative_to(root).parts):
            return False
        return path.name != _PROBE and not is_no_record(path.name)

    return counts


Identity = tuple[int, int] | None


def _identities(paths: Iterable[Path]) -> list[Identity]:
    """What tells a file or folder from another of its name; None for one that is not there."""
    found: list[Identity] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((stat.st_dev, stat.st_ino))
    return found


def _tell_of(paths: list[Path], before: list[Identity], after: list[Identity], tell: Callable[[str], None]) -> bool:
    """Say what has gone and what is back; returns whether there is anything to index."""
    for path, was, now in zip(paths, before, after, strict=True):
        if was and not now:
            tell(f"{path} has gone; what the index has of it stays; waiting for it")
        elif now and not was:
            tell(f"{path} is back")
    return any(now and now != was for was, now in zip(before, after, strict=True))
