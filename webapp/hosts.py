"""Which host a request names, and whether the site is known by that name: anybody can send any Host header."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from webapp.security import HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL}){{0,30}}\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?")
_LONGEST = 260  # characters: of a name 253, of a port 6
PROXIED = "onrecord.proxied"  # set where a trusted proxy says by which host the reader came


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


def is_own(environ: WSGIEnvironment, names: Iterable[str]) -> bool:
    """Whether the host that the request names is the site's own: this machine's, or one of `names` (without ports).

    What a trusted proxy says is believed; the reader's own header is not.
    """
    if environ.get(PROXIED):
        return True
    given = str(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""))
    name = given[1:].partition("]")[0] if given.startswith("[") else given.partition(":")[0].rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost") or name in {own.lower() for own in names}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
