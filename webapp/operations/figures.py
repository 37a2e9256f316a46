"""What the processes of a site count, and those counts as Prometheus reads them."""

from __future__ import annotations

import os
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from math import inf
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from indexer import CacheFigures, OnRecordError
from webapp.operations.board import ROW, Board

NO_ROUTE = "none"  # an address that is no page's, or a request refused before that was looked up
STATUSES = (200, 302, 304, 308, 400, 403, 404, 405, 406, 413, 429, 500, 503)  # all others are counted together
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds
REASONS = ("overload", "rate")
_IN_PROGRESS, _STARTED, _RESIDENT, _REFUSED = 0, 1, 2, 3
_HITS, _MISSES, _CACHED = (_REFUSED + len(REASONS) + at for at in range(3))
_ROUTES = _CACHED + 1
_BY_ROUTE = len(STATUSES) + 1 + len(BUCKETS) + 1 + 1  # answers by status, answers by time, seconds together
_LOOKED_AGAIN = 5.0  # seconds between two looks at the memory and cache of the process


class Figures:
    """Counts requests in the row of this process."""

    def __init__(self, routes: Iterable[str], board: Board, process: int) -> None:
        """`routes` are the templates of all addresses; the same in all processes of a board."""
        self._board = board
        self._row = board.row(process)
        every = sorted({NO_ROUTE, *routes})[: (ROW - _ROUTES) // _BY_ROUTE]
        self._begins = {route: _ROUTES + at * _BY_ROUTE for at, route in enumerate(every)}
        self._cache: Callable[[], CacheFigures] = CacheFigures
        self._looked = 0.0
        self._row.put(_IN_PROGRESS, 0)
        self._row.put(_STARTED, time.time())

    def cached_by(self, cache: Callable[[], CacheFigures]) -> None:
        """Look at this cache, too. It may raise OnRecordError: then there is none."""
        self._cache = cache

    def began(self) -> None:
        self._row.add((_IN_PROGRESS, 1))

    def ended(self, route: str, status: int, seconds: float, refused: str | None) -> None:
        """A request was answered. `refused` is one of REASONS, or None."""
        begin = self._begins.get(route, self._begins[NO_ROUTE])
        at_status = begin + (STATUSES.index(status) if status in STATUSES else len(STATUSES))
        times = begin + len(STATUSES) + 1
        counted = [(_IN_PROGRESS, -1), (at_status, 1), (times + bisect_left(BUCKETS, seconds), 1),
                   (times + len(BUCKETS) + 1, seconds)]
        if refused in REASONS:
            counted.append((_REFUSED + REASONS.index(refused), 1))
        self._row.add(*counted)
        if time.monotonic() - self._looked > _LOOKED_AGAIN:
            self._look()

    def _look(self) -> None:
        """Put down what this process has: any process may tell it later."""
        self._looked = time.monotonic()
        try:
            cache = self._cache()
        except OnRecordError:
            cache = CacheFigures()
        for cell, value in ((_RESIDENT, resident_bytes()), (_HITS, cache.hits), (_MISSES, cache.misses),
                            (_CACHED, cache.bytes)):
            self._row.put(cell, value)

    def collect(self) -> Iterator[Metric]:
        """Counts of all processes together, and what is of each process."""
        self._look()
        requests = CounterMetricFamily("onrecord_requests", "Requests answered.", labels=("route", "status"))
        times = HistogramMetricFamily("onrecord_request_seconds", "Time to the answer.", labels=("route",))
        for route, begin in self._begins.items():
            for at, status in enumerate((*STATUSES, "other")):
                if count := self._board.sum_of(begin + at):
                    requests.add_metric((route, str(status)), count)
            held = [self._board.sum_of(begin + len(STATUSES) + 1 + at) for at in range(len(BUCKETS) + 1)]
            if any(held):
                sums = [sum(held[: at + 1]) for at in range(len(held))]
                times.add_metric((route,), [("+Inf" if edge == inf else str(edge), number) for edge, number in zip(
                    (*BUCKETS, inf), sums, strict=True)], self._board.sum_of(begin + _BY_ROUTE - 1))
        refused = CounterMetricFamily("onrecord_refused", "Requests refused unheard.", labels=("reason",))
        for at, reason in enumerate(REASONS):
            refused.add_metric((reason,), self._board.sum_of(_REFUSED + at))
        yield from (requests, times, refused)
        for cell, name, about in ((_HITS, "cache_hits", "Found in the cache of the present generation."),
                                  (_MISSES, "cache_misses", "Not found there."),
                                  (_CACHED, "cache_bytes", "Size of that cache."),
                                  (_IN_PROGRESS, "requests_in_progress", "Requests being answered."),
                                  (_STARTED, "process_start_time_seconds", "When the process began."),
                                  (_RESIDENT, "process_resident_bytes", "Memory of the process.")):
            family = GaugeMetricFamily(f"onrecord_{name}", about, labels=("process",))
            for process, value in enumerate(self._board.all_of(cell)):
                family.add_metric((str(process),), value)
            yield family


class _Given(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def as_text(families: Iterable[Metric]) -> bytes:
    """Figures in the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=True)
    registry.register(_Given(families))
    return generate_latest(registry)


def gauges(values: Iterable[tuple[str, str, float]]) -> Iterator[Metric]:
    """Plain figures: name, what it is, value."""
    for name, about, value in values:
        yield GaugeMetricFamily(f"onrecord_{name}", about, value=value)


def resident_bytes() -> float:
    """Memory of this process; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    page: Any = os.sysconf("SC_PAGE_SIZE")
    return float(pages * page)
