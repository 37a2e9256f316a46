"""The engine and the authority file, each owned by the application and reached from a view by one function."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, current_app, request

from indexer import Authority, Engine, OnRecordError, load_authority, open_engine
from webapp.i18n import language

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

log = logging.getLogger(__name__)
KEY = "onrecord"


class Resources:
    """What the application holds open."""

    def __init__(self, engine: Engine, data: Path | None) -> None:
        self.engine = engine
        self._data = data
        self._authority: Authority | None = None
        self._lock = threading.Lock()

    def authority(self) -> Authority:
        with self._lock:
            if self._authority is None:
                self._authority = self._load()
            return self._authority

    def _load(self) -> Authority:
        try:
            return load_authority(self._data / "authority" if self._data else None)
        except OnRecordError as error:
            log.warning("speakers are shown without their offices: %s", error)
            return Authority()


def init_app(app: Flask, engine: Engine | None) -> None:
    data = app.config["DATA"]
    engine = engine or open_engine(Path(app.config["INDEX"]), follow=app.config["FOLLOW"])
    app.extensions[KEY] = Resources(engine, Path(data) if data else None)


def get_engine() -> Engine:
    """The engine; it raises IndexStateError, when asked, while there is no index to answer from."""
    return engine_of(current_app)


def engine_of(app: Flask) -> Engine:
    return cast(Resources, app.extensions[KEY]).engine


def get_authority() -> Authority:
    """Who is who; nobody, where the authority file cannot be read."""
    return cast(Resources, current_app.extensions[KEY]).authority()


def unchanged_since(make: Callable[[], Response | BaseResponse | str]) -> Response | BaseResponse:
    """What `make` makes of one generation, tagged by it; 304, without making it, where the browser has it.

    Two answers to the same address in the same language are the same as long as the generation is, unless time ran
    out on one: that one is not kept.
    """
    engine = get_engine()
    with engine.one_generation():
        seal = "\0".join((engine.info().generation, current_app.config["VERSION"], request.full_path, language()))
        tag = hashlib.sha256(seal.encode("utf-8", "replace")).hexdigest()[:20]
        if request.if_none_match.contains_weak(tag):
            response: Response | BaseResponse = Response(status=304)
        else:
            response = current_app.make_response(make())
    if request.environ.get("onrecord.cut"):
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code in (200, 304):
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
        response.vary.update(("Accept-Language", "Accept-Encoding"))
    return response
