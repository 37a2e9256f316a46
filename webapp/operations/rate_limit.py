"""How often one client may ask."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from webapp.operations.clients import LOOPBACK, client_of, is_from, networks
from webapp.security import FREE, refuse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def rates_of(text: str) -> list[RateLimitItem]:
    """Rates such as `600/minute` or `20/second; 600/minute`. Raises ValueError where it is none."""
    return parse_many(text)


class RateLimit:
    """Refuses a client that asks more often than it may, with 429. This machine may ask as often as it likes."""

    def __init__(self, app: WSGIApplication, rates: str) -> None:
        """Raises ValueError where `rates` are none."""
        self._app = app
        self._rates = rates_of(rates)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._exempt = networks(LOOPBACK)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if str(environ.get("PATH_INFO")).startswith(FREE) or is_from(environ, self._exempt):
            return self._app(environ, start_response)
        client = client_of(environ)
        for rate in self._rates:
            if not self._limiter.hit(rate, client):
                wait = self._limiter.get_window_stats(rate, client).reset_time - time.time()
                return refuse(environ, start_response, "rate", max(1, math.ceil(wait)))
        return self._app(environ, start_response)
