"""The site: a Flask application over one engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from indexer import Engine
from webapp import api, engine_access, error_pages, filters, i18n, operations, security
from webapp.operations.clients import LOOPBACK
from webapp.views import about, analysis, data, entity, facet, record, search

DEFAULTS: Mapping[str, Any] = {
    "INDEX": "onrecord-index",  # the index folder, where no engine is handed over
    "FOLLOW": False,  # whether a thread opens newer indexes beside the requests; else one request in a while does
    "DATA": None,  # the folder of knowledge; None: the one that the indexer finds
    "BASE_URL": None,  # "https://statements.example.org", with which feeds, exports and citations begin their addresses
    "HOSTS": (),  # names of the site beside those of this machine; asked by another, it gives paths alone
    "SITE_NAME": "On Record",
    "MOST_AT_ONCE": 16,  # requests answered at once; further ones get 503; 0: no limit
    "BUDGET_MS": 1000,  # the engine's time for one request
    "RATE_LIMIT": None,  # how often one client may ask: "600/minute"; this machine may always; None: no limit
    "TRUSTED_PROXIES": (),  # addresses and networks of the proxies that say who asked, by which scheme and host
    "METRICS_FROM": LOOPBACK,  # addresses and networks that may read /metrics
    "ACCESS_LOG": None,  # a file, or "-" for stdout
    "LOG_QUERIES": False,  # personal data, as are addresses
    "LOG_ADDRESSES": False,
    "BOARD": None,  # the figures that this process shares with others, and which of them it is
    "PROCESS": 0,
    "MAX_CONTENT_LENGTH": 64 * 1024,
    "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,  # seconds; addresses of static files carry their content's hash
}


def create_app(engine: Engine | None = None, config: Mapping[str, Any] | None = None) -> Flask:
    """The site over `engine`, or over the index folder that `config["INDEX"]` names.

    A site whose index is missing or damaged starts, answers 503 with the reason, and recovers by itself.
    Raises ValueError where an address, network or rate in `config` is none, OSError where the access log cannot be
    written.
    """
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # names and ids may hold `//`; and a redirect would trust the Host header
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(config or {})
    engine_access.init_app(app, engine)
    i18n.init_app(app)
    filters.init_app(app)
    security.init_app(app)
    error_pages.init_app(app)
    for part in (search, record, facet, entity, analysis, data, about, api):
        app.register_blueprint(part.bp)
    operations.init_app(app)
    return app
