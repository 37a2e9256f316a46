"""The site behind a production server."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import waitress

from webapp import create_app

log = logging.getLogger(__name__)
SPARE_THREADS = 4  # beyond the requests answered at once: they refuse the others quickly


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000, *, threads: int = 8,
          config: Mapping[str, Any] | None = None) -> None:
    """Serve the index in `folder` until interrupted; only this machine is let in unless `host` says otherwise."""
    app = create_app(config={"INDEX": str(folder), "MOST_AT_ONCE": threads, **(config or {})})
    waitress.serve(app, host=host, port=port, threads=threads + SPARE_THREADS, ident=None, channel_timeout=30,
                   max_request_header_size=64 * 1024, max_request_body_size=64 * 1024)
