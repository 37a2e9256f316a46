"""Sees every request and what became of it, also of those that never reach a page."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request

from webapp.operations.access_log import AccessLog
from webapp.operations.figures import NO_ROUTE, Figures

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNSEEN = "onrecord.unseen"  # in the environ of requests that the site puts to itself
_ROUTE, _BEGAN = "onrecord.route", "onrecord.began"


def init_app(app: Flask) -> None:
    app.before_request(note_route)


def note_route() -> None:
    if request.url_rule is not None:
        request.environ[_ROUTE] = request.url_rule.rule


def note_answer(total: int, *, cut: bool) -> None:
    """Note how many sections the page's own question found, the first that is put, and whether time ran out on any."""
    if has_request_context():
        request.environ.setdefault("onrecord.hits", total)
        if cut:
            note_cut()


def note_cut() -> None:
    """Note that time ran out on a part of the page, so that nobody keeps it."""
    request.environ["onrecord.cut"] = True


def seconds_taken() -> float:
    """For how long the present request has been answered; 0 outside of one."""
    began = request.environ.get(_BEGAN) if has_request_context() else None
    return time.perf_counter() - began if began is not None else 0.0


class Observer:
    """Counts requests, and writes them into the access log where there is one."""

    def __init__(self, app: WSGIApplication, figures: Figures, log: AccessLog | None) -> None:
        self._app = app
        self._figures = figures
        self._log = log

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get(UNSEEN):
            return self._app(environ, start_response)
        began = environ[_BEGAN] = time.perf_counter()
        seen: list[tuple[int, int]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            size = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
            seen.append((int(status[:3]), 0 if environ.get("REQUEST_METHOD") == "HEAD" else size))
            return start_response(status, headers, *rest)

        self._figures.began()
        try:
            return self._app(environ, start)
        finally:
            status, size = seen[-1] if seen else (500, 0)
            seconds = time.perf_counter() - began
            route = str(environ.get(_ROUTE, NO_ROUTE))
            self._figures.ended(route, status, seconds, environ.get("onrecord.refused"))
            if self._log is not None:
                self._log.write(environ, route=route, status=status, seconds=seconds, size=size)
