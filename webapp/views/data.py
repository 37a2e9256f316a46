"""Result lists as data, at the page's own address with another ending: `.json`, `.csv`, `.atom`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from indexer import Hit, as_json
from webapp import exports, i18n, links
from webapp.engine_access import get_engine, unchanged_since
from webapp.i18n import _
from webapp.search_state import SearchState
from webapp.views.common import answer, state_of_request

bp = Blueprint("data", __name__)
MOST_ROWS = 1000  # of a CSV file
AT_ONCE = 250  # hits asked of the engine


def json_answer(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False) + "\n", mimetype="application/json")


def hit_address(hit: Hit) -> str:
    """The whole address of a hit: its record's page, opened at the section."""
    return links.absolute(links.record_url(hit.document.record_id, links.key_of(hit.document.id)))


@bp.get("/search.json")
def search_json() -> Response:
    """The list as `onrecord search --json` gives it; sections one by one unless `group=record`."""
    def make() -> Response:
        response = answer(state_of_request(grouped=False), facet_limit=20)
        return json_answer(as_json.search_response(response, hit_address))
    return unchanged_since(make)


@bp.get("/search.csv")
def search_csv() -> Response:
    """The first thousand sections of the list (or as many as `limit` says), a row each."""
    def make() -> Response:
        state = replace(state_of_request(grouped=False), page=1)
        rows = min(MOST_ROWS, max(1, request.args.get("limit", MOST_ROWS, type=int)))
        return csv_answer(exports.HEADER, exports.hit_rows(_hits(state, rows), state), "on-record.csv")
    return unchanged_since(make)


def _hits(state: SearchState, number: int) -> Iterator[Hit]:
    """The first hits, a part at a time: each holds its section's whole text."""
    for first in range(0, number, AT_ONCE):
        asked = replace(state, size=AT_ONCE, page=1 + first // AT_ONCE)
        found = answer(asked, facets=(), limit=min(AT_ONCE, number - first)).hits
        yield from found
        if len(found) < AT_ONCE:
            return


def csv_answer(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """A table to open in a spreadsheet of the reader's language."""
    text = exports.csv_text(header, rows, comma=i18n.decimal_comma())
    response = Response(text, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/search.atom")
def search_atom() -> Response:
    """The list as a feed, newest first."""
    def make() -> Response:
        state = replace(state_of_request(grouped=False), sort="newest", page=1)
        subject = state.text or _("newest statements")
        title = f"{current_app.config['SITE_NAME']} · {subject}"
        feed = exports.atom(
            answer(state, facets=()), title=title, self_path=links.data_url(state, "atom"),
            page_path=links.search_url(state), written=get_engine().info().written)
        return Response(feed, mimetype="application/atom+xml")
    return unchanged_since(make)
