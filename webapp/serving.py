"""The site behind a production server, in one process or several that share an address."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask
from waitress.server import create_server

from webapp import create_app, processes
from webapp.operations.board import Board
from webapp.operations.clients import LOOPBACK, networks, within
from webapp.operations.observing import UNSEEN

SPARE_THREADS = 4  # beyond the requests that are answered and those that wait in line: they refuse the others quickly
LONGEST_HEAD = 256 * 1024  # bytes; an address with all that is read of it takes some 60,000, a character up to twelve
MOST_CONNECTIONS = 1000  # open at once in a process; those of browsers are mostly idle
SHARED: int | None = getattr(socket, "SO_REUSEPORT", None) if sys.platform == "linux" else None
TURN = 0.001  # seconds for which a thread keeps others waiting; short, so that dear requests do not hold up light ones
IDLE = 15  # seconds after which an idle connection is closed


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000, *, threads: int = 8, number: int = 1,
          config: Mapping[str, Any] | None = None) -> None:
    """Serve the index in `folder` until interrupted, and say on stderr where.

    Each of `number` processes answers `threads` requests at once. Port 0 takes a free one. Only this machine is let
    in unless `host` says otherwise. Raises OSError where the address cannot be had or the access log not be written,
    ValueError where an address, network or rate in `config` is none.
    """
    sockets = [bound(host, port)]  # alone at first, so that an address which another program has is refused
    if number > 1 and SHARED is not None:
        port = addresses(sockets[0])[0][1]
        for own in sockets[0]:
            own.close()
        sockets = [bound(host, port, shared=True) for _ in range(number)]
    settings = {"INDEX": str(folder), "MOST_AT_ONCE": threads, "BOARD": Board(number),
                "HOSTS": _names(host, sockets[0]), **(config or {})}
    for name, at in addresses(sockets[0]):
        print(f"Serving {folder} on http://{name}:{at}/", file=sys.stderr, flush=True)
    print(_who_is_let_in(sockets[0], settings.get("BASE_URL")), file=sys.stderr, flush=True)
    if number == 1:
        work(create_app(config={**settings, "FOLLOW": True}), sockets[0], threads)
    else:
        create_app(config={**settings, "BOARD": None})  # says what is wrong once, before any process begins
        processes.run(number, lambda at: work(create_app(config={**settings, "PROCESS": at, "FOLLOW": True}),
                                              sockets[at % len(sockets)], threads))


def work(app: Flask, sockets: Sequence[socket.socket], threads: int) -> None:
    """Answer requests until the process is told to stop; those that are being answered are answered first."""
    server = create_server(
        app, sockets=list(sockets), threads=2 * threads + SPARE_THREADS, ident=None, channel_timeout=IDLE,
        cleanup_interval=IDLE // 3, connection_limit=_most_connections(), asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,  # `TrustedProxies` does, and wants to know that there were any
        max_request_header_size=LONGEST_HEAD, max_request_body_size=64 * 1024)
    threading.Thread(target=warm, args=(app,), daemon=True).start()
    sys.setswitchinterval(TURN)
    with stopped_by(signal.SIGTERM):
        server.run()


def warm(app: Flask) -> None:
    """Have read what the first page of all would have to wait for: catalogues, templates, who is who, the index.

    What is there then stays, and the collector of garbage need not look through it again.
    """
    with app.test_client() as client:
        for address in ("/search", "/"):
            client.get(address, environ_overrides={UNSEEN: True})
    gc.collect()
    gc.freeze()


def bound(host: str, port: int, *, shared: bool = False) -> list[socket.socket]:
    """A socket for each address that the name stands for; with `shared` others may be bound to the same, where the
    system lets them.

    It then deals out connections among them. Processes that take them from one socket leave all to whoever is first
    awake. Raises OSError.
    """
    found: list[socket.socket] = []
    try:
        for family, *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE):
            own = socket.socket(family, socket.SOCK_STREAM)
            found.append(own)
            if os.name != "nt":
                own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if shared and SHARED is not None:
                own.setsockopt(socket.SOL_SOCKET, SHARED, 1)
            if family == socket.AF_INET6:
                own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            own.bind(address)
            own.listen(1024)
            port = port or own.getsockname()[1]
    except OSError:
        for own in found:
            own.close()
        raise
    return found


def addresses(sockets: Sequence[socket.socket]) -> list[tuple[str, int]]:
    """Host and port of each socket, as they stand in an address."""
    found = [own.getsockname()[:2] for own in sockets]
    return [(f"[{name}]" if ":" in name else name, number) for name, number in found]


def _names(host: str, sockets: Sequence[socket.socket]) -> tuple[str, ...]:
    """The names by which the site is known: what it was told to listen on, but for an address that stands for all."""
    at = {name.strip("[]") for name, _ in addresses(sockets)}
    return tuple({host, *at} - {"0.0.0.0", "::", ""})  # nosec B104 # taken out, not bound to


def _who_is_let_in(sockets: Sequence[socket.socket], base: object) -> str:
    own = networks(LOOPBACK)
    if all(within(name, own) for name, _ in addresses(sockets)):
        return ("Only this machine can see it. To let others in, put a web server in front (see Operate in the README) "
                "or name an address with --host. Stop with Ctrl+C.")
    return ("Whoever reaches this address can read the archive, unencrypted: put a web server with TLS in front "
            "(see Operate in the README), or let only this machine in with --host 127.0.0.1."
            + ("" if base else " Feeds and exports give paths alone until --base-url names the site's address."))


def _most_connections() -> int:
    """As many as there are file handles for, with some left for the index."""
    try:
        import resource
    except ImportError:  # Windows
        return 256
    return max(64, min(MOST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200))


@contextmanager
def stopped_by(number: signal.Signals) -> Iterator[None]:
    """Let a signal end the server as Ctrl+C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise SystemExit(0)

    before = signal.signal(number, stop)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(number, before)
