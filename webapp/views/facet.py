"""All values of one facet, with a filter box and an alphabet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from indexer import FACETS, Facet
from webapp import links
from webapp.engine_access import get_engine, unchanged_since
from webapp.labels import facet_count, facet_plural
from webapp.presenters.narrowing import chips, value_view
from webapp.search_state import SearchState, clean
from webapp.views.common import budgeted, noting_limits, state_of_request

bp = Blueprint("facet", __name__)
SIZE = 100
MOST_NAMES = 20_000  # looked through for those that begin with a letter
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONG = frozenset({"speaker", "place", "topic", "publisher"})  # facets with more values than the eye takes in


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which part of the list is shown, and in which order."""

    prefix: str
    alphabetic: bool
    page: int

    @property
    def letter(self) -> bool:
        """Whether one letter of the alphabet is chosen."""
        return self.alphabetic and len(self.prefix) == 1 and self.prefix in ALPHABET

    @classmethod
    def of_request(cls) -> Listing:
        page = request.args.get("p", 1, type=int)
        return cls(prefix=clean(request.args.get("starts", "")).strip()[:60],
                   alphabetic=request.args.get("order") == "az", page=min(max(1, page), 1000))


@bp.get("/facet/<name>")
def page(name: str) -> Response:
    """The values of a facet among the matches of the address's query, a hundred a page, to tick and apply."""
    if name not in FACETS:
        abort(404)
    return unchanged_since(lambda: _page(name))


def _page(name: str) -> str:
    state, listing = state_of_request(), Listing.of_request()
    facet = _facet(name, state, listing)
    values = [value_view(name, value) for value in facet.values]
    shown = {value.value for value in values}

    def address(**changes: object) -> str:
        return _address(name, state, listing, **changes)

    return render_template(
        "facet.html", name=name, label=facet_plural(name), limits=facet.limits,
        total=facet_count(name, facet.total), state=state, values=values, listing=listing,
        alphabet=ALPHABET if name in LONG else "", address=address,
        chips=chips(state, lambda other: _address(name, other, listing)),
        hidden=[value for value in state.values(name) if value not in shown], pages=max(1, -(-facet.total // SIZE)))


def _facet(name: str, state: SearchState, listing: Listing) -> Facet:
    """The part of the facet to show. A box finds any word of a name; a letter means that the name begins with it."""
    asked = budgeted(state.request(facets=(), limit=0))
    offset = (listing.page - 1) * SIZE
    if not (listing.letter and name in LONG):
        return noting_limits(get_engine().facet(asked, name, prefix=listing.prefix, offset=offset, limit=SIZE,
                                                alphabetic=listing.alphabetic or name == "date"))
    facet = noting_limits(get_engine().facet(asked, name, prefix=listing.prefix, limit=MOST_NAMES, alphabetic=True))
    own = [value for value in facet.values if _letter(value.value) == listing.prefix]
    return facet._replace(values=tuple(own[offset : offset + SIZE]), total=len(own))


def _letter(name: str) -> str:
    """The first letter of a name, without its accent, as a capital."""
    return next((c for c in unicodedata.normalize("NFD", name) if c.isalnum()), "").upper()


def _address(name: str, state: SearchState, listing: Listing, **changes: object) -> str:
    args = {"starts": listing.prefix, "order": "az" if listing.alphabetic else "", "p": ""} | changes
    more = urlencode([(key, str(value)) for key, value in args.items() if value])
    return links.joined(links.search_url(state, "facet.page", name=name), more)
