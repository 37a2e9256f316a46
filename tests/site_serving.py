"""A site served within the tests' own process, by the server that production uses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress.server import create_server


@contextmanager
def served(app: Flask, **settings: Any) -> Iterator[int]:
    """The port at which `app` answers on this machine until the end of the block."""
    server: Any = create_server(app, host="127.0.0.1", port=0, **settings)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except OSError:
            if not closing.is_set():  # closing takes away the sockets that the loop may just wait for
                raise

    threading.Thread(target=run, daemon=True).start()
    try:
        yield server.effective_port
    finally:
        closing.set()
        server.close()
