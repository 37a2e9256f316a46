"""The site: a Flask application over one engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer import Engine
from webapp import api, engine_access, error_pages, filters, i18n, security
from webapp.views import about, analysis, data, entity, facet, record, search

DEFAULTS: Mapping[str, Any] = {
    "INDEX": "onrecord-index",  # the index folder, where no engine is handed over
    "DATA": None,  # the folder of knowledge; None: the one that the indexer finds
    "BASE_URL": None,  # "https://statements.example.org", where feeds and citations must not trust the Host header
    "SITE_NAME": "On Record",
    "MOST_AT_ONCE": 16,  # requests answered at once; further ones get 503; 0: no limit
    "BUDGET_MS": 1000,  # the engine's time for one request
    "TRUSTED_PROXIES": 0,  # how many proxies in front say who asked, and by which scheme and host
    "MAX_CONTENT_LENGTH": 64 * 1024,
    "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,  # seconds; addresses of static files carry their content's hash
}


def create_app(engine: Engine | None = None, config: Mapping[str, Any] | None = None) -> Flask:
    """The site over `engine`, or over the index folder that `config["INDEX"]` names.

    A site whose index is missing or damaged starts, answers 503 with the reason, and recovers by itself.
    """
    app = Flask(__name__)
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(config or {})
    engine_access.init_app(app, engine)
    i18n.init_app(app)
    filters.init_app(app)
    security.init_app(app)
    error_pages.init_app(app)
    if hops := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)  # type: ignore[method-assign]
    for part in (search, record, facet, entity, analysis, data, about, api):
        app.register_blueprint(part.bp)
    return app
