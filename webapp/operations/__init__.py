"""What those who run the site need: health, figures, a log of requests, limits, and whom to believe."""

from __future__ import annotations

from flask import Flask

from webapp.hosts import NamedHost
from webapp.operations import observing, views
from webapp.operations.access_log import AccessLog
from webapp.operations.board import Board
from webapp.operations.clients import TrustedProxies
from webapp.operations.figures import Figures
from webapp.operations.observing import Observer
from webapp.operations.rate_limit import RateLimit
from webapp.security import Gate


def init_app(app: Flask) -> None:
    """Put around the pages, from the outside in: whom to believe, which host is none, what was asked, how
    often, how many at once.

    To be called last, when all routes are known. Raises ValueError and OSError as `create_app` says.
    """
    config = app.config
    process = int(config["PROCESS"])
    app.register_blueprint(views.bp)
    figures = Figures((rule.rule for rule in app.url_map.iter_rules()), config["BOARD"] or Board(), process)
    views.init_app(app, figures)
    observing.init_app(app)
    log = AccessLog(config["ACCESS_LOG"], queries=config["LOG_QUERIES"], addresses=config["LOG_ADDRESSES"],
                    process=process) if config["ACCESS_LOG"] else None
    inner = app.wsgi_app
    if limit := int(config["MOST_AT_ONCE"]):
        inner = Gate(inner, limit)
    if config["RATE_LIMIT"]:
        inner = RateLimit(inner, config["RATE_LIMIT"])
    observed = NamedHost(Observer(inner, figures, log))
    app.wsgi_app = TrustedProxies(observed, config["TRUSTED_PROXIES"])  # type: ignore[method-assign]
