"""What every answer says to the browser about what it may do, and how many answers are worked out at once."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Everything from this site alone; no script or style in the page itself, nothing embedded, nothing sent elsewhere.
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
    "require-trusted-types-for 'script'",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FREE = ("/static/", "/healthz", "/metrics")  # what costs next to nothing, or must be told at any time
RETRY_AFTER = "2"  # seconds
PATIENCE = 0.25  # seconds for which a request stands in line for a place
_REFUSALS = {
    "overload": ("503 Service Unavailable", "Too many requests are being answered just now; ask again in a moment."),
    "rate": ("429 Too Many Requests", "You ask more often than one reader may; ask again later."),
}
_WORTH_PACKING = 800  # bytes; below, the packed answer is hardly smaller
_PACKABLE = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml",
             "application/javascript", "application/problem+json", "application/opensearchdescription+xml")


def init_app(app: Flask) -> None:
    app.after_request(set_headers)
    app.after_request(pack)


def set_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def pack(response: Response) -> Response:
    """The answer gzipped, where the browser takes it and it is worth it."""
    if not (response.mimetype or "").startswith(_PACKABLE):
        return response
    response.vary.add("Accept-Encoding")
    if ("Content-Encoding" in response.headers or (response.is_streamed and not response.direct_passthrough)
            or request.accept_encodings["gzip"] <= 0 or response.status_code != 200):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= _WORTH_PACKING:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _weak = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # the same page, other bytes
    return response


class Gate:
    """Answers `limit` requests at once. As many others wait a moment for a place; all further ones get 503 at once.

    Health and static files need no place.
    """

    def __init__(self, app: WSGIApplication, limit: int) -> None:
        self._app = app
        self._places = threading.BoundedSemaphore(limit)
        self._line = threading.BoundedSemaphore(limit)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if str(environ.get("PATH_INFO")).startswith(FREE):
            return self._app(environ, start_response)
        if not self._taken():
            return refuse(environ, start_response, "overload", int(RETRY_AFTER))
        try:
            return self._app(environ, start_response)
        finally:
            self._places.release()

    def _taken(self) -> bool:
        if self._places.acquire(blocking=False):
            return True
        if not self._line.acquire(blocking=False):
            return False
        try:
            return self._places.acquire(timeout=PATIENCE)
        finally:
            self._line.release()


def refuse(environ: WSGIEnvironment, start_response: StartResponse, reason: Literal["overload", "rate"],
           seconds: int) -> Iterable[bytes]:
    """An answer that costs nothing, and says when to ask again."""
    status, sentence = _REFUSALS[reason]
    kind, body = "text/plain; charset=utf-8", f"{sentence}\n".encode()
    if str(environ.get("PATH_INFO")).startswith("/api/"):
        kind, body = "application/problem+json", json.dumps({
            "type": "about:blank", "title": status[4:], "detail": sentence, "status": int(status[:3])}).encode()
    environ["onrecord.refused"] = reason
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Retry-After", str(seconds)),
                            ("Cache-Control", "no-store"), *HEADERS.items()])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
