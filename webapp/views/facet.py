"""All values of one facet, with a filter box and an alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from indexer import FACETS
from webapp import links
from webapp.engine_access import get_engine, unchanged_since
from webapp.labels import facet_plural
from webapp.presenters.narrowing import chips, value_view
from webapp.search_state import SearchState, clean
from webapp.views.common import budgeted, state_of_request

bp = Blueprint("facet", __name__)
SIZE = 100
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which part of the list is shown, and in which order."""

    prefix: str
    alphabetic: bool
    page: int

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
    facet = get_engine().facet(budgeted(state.request(facets=(), limit=0)), name, prefix=listing.prefix,
                               offset=(listing.page - 1) * SIZE, limit=SIZE,
                               alphabetic=listing.alphabetic or name == "date")
    values = [value_view(name, value) for value in facet.values]
    shown = {value.value for value in values}

    def address(**changes: object) -> str:
        return _address(name, state, listing, **changes)

    return render_template(
        "facet.html", name=name, label=facet_plural(name), state=state, facet=facet, values=values, listing=listing,
        chips=chips(state), hidden=[value for value in state.values(name) if value not in shown], alphabet=ALPHABET,
        address=address, pages=max(1, -(-facet.total // SIZE)), first=(listing.page - 1) * SIZE)


def _address(name: str, state: SearchState, listing: Listing, **changes: object) -> str:
    args = {"starts": listing.prefix, "order": "az" if listing.alphabetic else "", "p": ""} | changes
    more = urlencode([(key, str(value)) for key, value in args.items() if value])
    return links.joined(links.search_url(state, "facet.page", name=name), more)
