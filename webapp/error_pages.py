"""Refusals as a reader sees them: one page for all, in plain words; JSON below /api."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from indexer import OnRecordError
from webapp.i18n import _
from webapp.security import RETRY_AFTER

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(OnRecordError, out_of_order)
    app.register_error_handler(HTTPException, refused)


def out_of_order(error: OnRecordError) -> Response:
    """503: the index cannot be read just now. The path stays in the log; the page names no folder."""
    log.error("%s", error)
    response = _page(503, _("The archive cannot be read just now"),
                     _("This is a fault of the site, not an empty result. Please try again in a moment."))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def refused(error: HTTPException) -> Response:
    code = error.code or 500
    if isinstance(error, NotFound):
        return _page(404, _("There is no such page"),
                     _("The address may be mistyped, or the record may have left the archive."))
    if code >= 500:
        return _page(code, _("Something went wrong"), _("The fault is ours and has been written down."))
    if error.response is not None:
        return make_response(error.response)
    if not wants_data():
        return _with_headers(error, _page(code, _("The site cannot answer this"),
                                          _("The address or the way of asking is not one that the site knows.")))
    return _with_headers(error, _page(code, error.name, error.description or ""))


def _with_headers(error: HTTPException, response: Response) -> Response:
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers.setdefault(name, value)
    return response


def _page(code: int, title: str, text: str) -> Response:
    if wants_data():
        response = jsonify(type="about:blank", title=title, detail=text, status=code)
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("error.html", title=title, text=text, code=code))
    response.status_code = code
    return response


def wants_data() -> bool:
    """Whether the address is one of data, not of a page."""
    return request.path.startswith(("/api/", "/suggest", "/healthz")) or request.path.endswith((".json", ".csv"))
