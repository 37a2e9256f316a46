"""The site behind a production server."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from waitress.server import create_server

from webapp import create_app

SPARE_THREADS = 4  # beyond the requests answered at once: they refuse the others quickly
LONGEST_HEAD = 256 * 1024  # bytes; the longest query takes 120,000 in an address, each of its characters up to twelve
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000, *, threads: int = 8,
          config: Mapping[str, Any] | None = None) -> None:
    """Serve the index in `folder` until interrupted, and say on stderr where.

    Port 0 takes a free one. Only this machine is let in unless `host` says otherwise. Raises OSError where the
    address cannot be had.
    """
    app = create_app(config={"INDEX": str(folder), "MOST_AT_ONCE": threads, **(config or {})})
    server = create_server(app, host=host, port=port, threads=threads + SPARE_THREADS, ident=None, channel_timeout=30,
                           max_request_header_size=LONGEST_HEAD, max_request_body_size=64 * 1024)
    for name, number in listening(server):
        print(f"Serving {folder} on http://{name}:{number}/", file=sys.stderr, flush=True)
    if host in LOOPBACK:
        print("Only this machine can see it; --host 0.0.0.0 lets others in. Stop with Ctrl+C.", file=sys.stderr,
              flush=True)
    threading.Thread(target=warm, args=(app,), daemon=True).start()
    server.run()


def warm(app: Flask) -> None:
    """Have read what the first page of all would have to wait for: catalogues, templates, who is who, the index."""
    with app.test_client() as client:
        for address in ("/search", "/"):
            client.get(address)


def listening(server: Any) -> list[tuple[str, int]]:
    """Host and port of each socket; a name such as localhost may stand for several."""
    found = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    return [(f"[{name}]" if ":" in name else name, number) for name, number in found]
