"""What every answer says to the browser about what it may do, and how many answers are worked out at once."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

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
RETRY_AFTER = "2"  # seconds
_FULL = "Too many requests are being answered just now; ask again in a moment."
FULL = {"page": ("text/plain; charset=utf-8", f"{_FULL}\n".encode()),
        "api": ("application/problem+json", json.dumps({"type": "about:blank", "title": "Service Unavailable",
                                                        "detail": _FULL, "status": 503}).encode())}
_WORTH_PACKING = 800  # bytes; below, the packed answer is hardly smaller
_PACKABLE = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml",
             "application/javascript", "application/problem+json", "application/opensearchdescription+xml")


def init_app(app: Flask) -> None:
    app.after_request(set_headers)
    app.after_request(pack)
    limit = int(app.config["MOST_AT_ONCE"])
    if limit:
        app.wsgi_app = Gate(app.wsgi_app, limit)  # type: ignore[method-assign]


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
    """Refuses a request at once, with 503, while `limit` others are being answered."""

    def __init__(self, app: WSGIApplication, limit: int) -> None:
        self._app = app
        self._places = threading.BoundedSemaphore(limit)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/healthz":
            return self._app(environ, start_response)
        if not self._places.acquire(blocking=False):
            kind, body = FULL["api" if str(environ.get("PATH_INFO")).startswith("/api/") else "page"]
            start_response("503 Service Unavailable", [
                ("Content-Type", kind), ("Content-Length", str(len(body))),
                ("Retry-After", RETRY_AFTER), *HEADERS.items()])
            return [body]
        try:
            return self._app(environ, start_response)
        finally:
            self._places.release()
