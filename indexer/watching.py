"""Which moments to index again at: when something below the watched folders has changed and come to rest."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

log = logging.getLogger(__name__)

QUIET_MS = 800  # changes are gathered until none has come for this long: an editor's save is several of them


def changes_below(paths: Iterable[Path], *, besides: Path) -> Iterator[int]:
    """Yields the number of changed files each time that changes have come to rest; ends with Ctrl-C.

    `besides` is a folder whose changes do not count: the index, which may lie below a watched folder.
    """
    index = besides.absolute()
    wanted = DefaultFilter(ignore_dirs=(), ignore_paths=[index, index.resolve()])
    for changes in watch(*paths, watch_filter=wanted, step=QUIET_MS, debounce=QUIET_MS * 20, recursive=True,
                         raise_interrupt=True):
        log.info("%d changes", len(changes))
        yield len(changes)
