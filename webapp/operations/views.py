"""What those who run the site ask it: is it well, and how is it doing?"""

from __future__ import annotations

import datetime as dt
from typing import cast

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from werkzeug.wrappers import Response

from indexer import EngineInfo, IndexMissingError, OnRecordError
from webapp.engine_access import engine_of, get_engine
from webapp.operations.clients import Network, is_from, networks
from webapp.operations.figures import Figures, as_text, gauges

bp = Blueprint("operations", __name__)
_FIGURES, _READERS = "onrecord.figures", "onrecord.readers"
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


def init_app(app: Flask, figures: Figures) -> None:
    """Raises ValueError where METRICS_FROM holds what is no address or network."""
    app.extensions[_FIGURES] = figures
    figures.cached_by(engine_of(app).cache)
    app.extensions[_READERS] = networks(app.config["METRICS_FROM"])


@bp.get("/healthz")
def health() -> Response:
    """200 while the index answers a question, 503 while it does not; an empty archive is healthy.

    `behind` says why a newer index cannot be taken over, while the one before goes on answering.
    """
    try:
        info = asked()
    except OnRecordError as error:
        reason = "there is no index" if isinstance(error, IndexMissingError) else "the index cannot be read"
        response = jsonify(status="down", reason=reason)
        response.status_code = 503
    else:
        response = jsonify(status="ok", generation=info.generation, sections=info.sections,
                           **({"behind": trouble} if (trouble := get_engine().trouble()) else {}))
    response.headers["Cache-Control"] = "no-store"
    return response


def asked() -> EngineInfo:
    """What the index holds, after it answered a question. Raises OnRecordError."""
    engine = get_engine()
    engine.suggest("a", limit=1)  # it reads the words of the index, and does not wait its turn as a search would
    return engine.info()


@bp.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus; 403 for those who may not have them."""
    if not is_from(request.environ, cast(tuple[Network, ...], current_app.extensions[_READERS])):
        abort(403, "Figures are for this machine, and for the addresses that --metrics-from names.")
    figures = cast(Figures, current_app.extensions[_FIGURES])
    response = Response(as_text([*figures.collect(), *gauges(_of_index())]), content_type=_TEXT)
    response.headers["Cache-Control"] = "no-store"
    return response


def _of_index() -> list[tuple[str, str, float]]:
    try:
        info = asked()
    except OnRecordError:
        return [("index_up", "Whether the index answers.", 0)]
    return [
        ("index_up", "Whether the index answers.", 1),
        ("index_behind", "Whether a newer index cannot be taken over.", float(bool(get_engine().trouble()))),
        ("index_generation", "Number of the generation that is served.", _number(info.generation)),
        ("index_sections", "Sections in the index.", info.sections),
        ("index_records", "Records in the index.", info.records),
        ("index_bytes", "Size of the index on disk.", info.bytes),
        ("index_written_timestamp_seconds", "When the generation was written.", _seconds(info.written)),
    ]


def _number(generation: str) -> int:
    """`000012-1a2b3c4d` is the twelfth."""
    digits = generation.partition("-")[0]
    return int(digits) if digits.isdecimal() else 0


def _seconds(written: str) -> float:
    try:
        return dt.datetime.fromisoformat(written).timestamp()
    except ValueError:
        return 0.0
