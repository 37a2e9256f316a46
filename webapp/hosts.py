"""Requests whose Host header names no host are refused: addresses are made from it where no base is configured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from webapp.security import HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL}){{0,30}}\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?")
_LONGEST = 260  # characters: of a name 253, of a port 6


class NamedHost:
    """Lets pass what names a host of letters, digits, hyphens and points, or an address; answers 400 to all else."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = environ.get("HTTP_HOST")
        if given is None or is_host(given):  # HTTP/1.0 names none; the server's own name stands for it
            return self._app(environ, start_response)
        body = b"The request names no host that there could be.\n"
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"),
                                           ("Content-Length", str(len(body))), *HEADERS.items()])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]


def is_host(given: str) -> bool:
    """Whether it is a host's name or address, with or without a port."""
    return len(given) <= _LONGEST and _HOST.fullmatch(given) is not None
