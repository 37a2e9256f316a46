"""The time for an answer."""

from __future__ import annotations

import time
from collections.abc import Callable

from indexer.wording import Wording

MATCHING = 0.6  # of the time for an answer, in which documents are looked for
ENDING = 0.9  # of the time, after which nothing is begun, so that what is under way is done in time
Late = Callable[[], bool]
"""Whether there is no time left to go on, and to be asked in between; what is then left out has been said."""


class Deadline:
    """When the time for an answer is up; what was cut short because of it."""

    def __init__(self, milliseconds: float) -> None:
        began = time.perf_counter()
        self._end = began + ENDING * milliseconds / 1000
        self._matched = began + MATCHING * milliseconds / 1000
        self.limits: list[Wording] = []

    def passed(self) -> bool:
        return time.perf_counter() > self._end

    def passed_for_matching(self) -> bool:
        """Whether the rest of the time is for ranking, counting and showing what has been found."""
        return time.perf_counter() > self._matched

    def cut(self, limit: Wording) -> None:
        """Note what ran out, once."""
        if limit not in self.limits:
            self.limits.append(limit)
