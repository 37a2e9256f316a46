"""Which moments to index again at: when something below the watched folders has changed and come to rest."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import watch

log = logging.getLogger(__name__)

QUIET_MS = 800  # changes are gathered until none has come for this long: an editor's save is several of them


def changes_below(paths: Iterable[Path]) -> Iterator[int]:
    """Yields the number of changed files each time that changes have come to rest; ends with Ctrl-C."""
    for changes in watch(*paths, step=QUIET_MS, debounce=QUIET_MS * 20, recursive=True, raise_interrupt=True):
        log.info("%d changes", len(changes))
        yield len(changes)
