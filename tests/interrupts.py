"""Processes that heed Ctrl-C, also where the tests run in the background of a shell, which lets children ignore it."""

from __future__ import annotations

import signal


def heed_interrupts() -> None:
    """To be given to `Popen` as its `preexec_fn`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
