"""Who asks: the address of the client, also where a proxy stands between, believed only from proxies that are named."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.hosts import PROXIED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network
LOOPBACK = ("127.0.0.0/8", "::1/128")
_MOST_HOPS = 8  # proxies one behind the other
_UNBELIEVED = "onrecord.forwarded"  # set where somebody unknown says that the request comes from elsewhere
_SAID_BY_PROXIES = tuple(f"HTTP_{name}" for name in (
    "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX",
    "X_FORWARDED_BY", "X_REAL_IP", "FORWARDED"))
_SHARED_BITS = 64  # of an IPv6 address; one customer has all addresses that begin alike


def networks(given: Iterable[str]) -> tuple[Network, ...]:
    """Addresses (`10.0.0.7`) and networks (`10.0.0.0/8`) as networks. Raises ValueError naming what is neither."""
    return tuple(ipaddress.ip_network(each, strict=False) for each in given)


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a proxy or a socket names, with or without a port; None where it is none."""
    text = text.strip().split("%")[0]
    if text.startswith("["):
        text = text[1:].split("]")[0]
    elif text.count(":") == 1:
        text = text.split(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def within(text: str, wanted: Iterable[Network]) -> bool:
    """Whether an address lies in one of the networks; what is no address lies in none."""
    found = address_of(text)
    return found is not None and any(found in each for each in wanted)


def is_from(environ: WSGIEnvironment, wanted: Iterable[Network]) -> bool:
    """Whether the client itself is in one of the networks, as far as that is known."""
    return not environ.get(_UNBELIEVED) and within(str(environ.get("REMOTE_ADDR", "")), wanted)


def client_of(environ: WSGIEnvironment) -> str:
    """What tells one client from another: its address, of an IPv6 address the part that a customer has whole."""
    found = address_of(str(environ.get("REMOTE_ADDR", "")))
    if isinstance(found, IPv6Address):
        return str(ipaddress.ip_network((found, _SHARED_BITS), strict=False))
    return str(found or "unknown")


class TrustedProxies:
    """Takes client, scheme and host from `X-Forwarded-For`, `-Proto` and `-Host` where a trusted proxy sends them.

    From anybody else these headers are taken away. `X-Forwarded-Prefix` never counts: links would lead where it says.
    """

    def __init__(self, app: WSGIApplication, trusted: Iterable[str] = ()) -> None:
        """Raises ValueError where one of `trusted` is no address or network."""
        self._app = app
        self._trusted = networks(trusted)
        self._fixed = [ProxyFix(app, x_for=hops, x_proto=1, x_host=1) for hops in range(_MOST_HOPS + 1)]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        said = [name for name in _SAID_BY_PROXIES if name in environ]
        if not said:
            return self._app(environ, start_response)
        if not within(str(environ.get("REMOTE_ADDR", "")), self._trusted):
            environ[_UNBELIEVED] = True
            for name in said:
                del environ[name]
            return self._app(environ, start_response)
        environ[PROXIED] = "HTTP_X_FORWARDED_HOST" in environ
        named = [each for each in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",") if each.strip()]
        if not named:
            environ[_UNBELIEVED] = True
        hops = min(1, len(named))
        while hops < min(len(named), _MOST_HOPS) and within(named[-hops], self._trusted):
            hops += 1
        return self._fixed[hops](environ, start_response)
