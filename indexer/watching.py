"""Which moments to index again at: when something below the watched folders has changed and come to rest."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterable
from pathlib import Path

from watchfiles import DefaultFilter, watch

log = logging.getLogger(__name__)

QUIET_MS = 800  # changes are gathered until none has come for this long: an editor's save is several of them
BACK_SECONDS = 1.0  # between two looks for a watched folder that has gone


def changes_below(paths: Iterable[Path], *, besides: Path) -> Generator[int]:
    """Yields the number of changed files each time that changes have come to rest; ends with Ctrl-C.

    `besides` is a folder whose changes do not count: the index, which may lie below a watched folder. A watched folder
    that goes is watched again when it is back.
    """
    watched = [path.absolute() for path in paths]
    index = besides.absolute()
    wanted = DefaultFilter(ignore_dirs=(), ignore_paths=[index, index.resolve()])
    while True:
        before = _identities(watched)
        for changes in watch(*watched, watch_filter=wanted, step=QUIET_MS, debounce=QUIET_MS * 20,
                             raise_interrupt=True):
            log.info("%d changes", len(changes))
            yield len(changes)
            if _identities(watched) != before:
                break
        while None in _identities(watched):
            time.sleep(BACK_SECONDS)
        yield 0


def _identities(paths: Iterable[Path]) -> list[tuple[int, int] | None]:
    """What tells a folder from another of its name; None for one that is not there."""
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((stat.st_dev, stat.st_ino))
    return found
