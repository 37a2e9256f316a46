"""The front page, the result list, and suggestions for the box."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import links
from webapp.engine_access import get_engine, unchanged_since
from webapp.i18n import _
from webapp.labels import facet_label
from webapp.presenters.narrowing import chips, facets_of, value_label, ways_out
from webapp.presenters.results import date_chart, hit_view, pager, total_line
from webapp.search_state import SORTS, SearchState, clean
from webapp.views.common import answer, state_of_request
from webapp.views.data import MOST_ROWS

bp = Blueprint("search", __name__)
MOST_SUGGESTIONS = 8


@bp.get("/")
def front() -> Response:
    """The archive's front page: the box, what is newest, who speaks, where, on what."""
    if request.args.get("q") or any(name in request.args for name in ("speaker", "date", "place", "topic")):
        return redirect(links.search_url(state_of_request()))
    return unchanged_since(_front)


def _front() -> str:
    newest = SearchState(sort="newest", size=10)
    response = answer(newest)
    return render_template("front.html", state=SearchState(), info=get_engine().info(), response=response,
                           hits=[hit_view(hit, newest) for hit in response.hits],
                           facets=facets_of(response.facets, newest), chart=date_chart(response.histogram, newest))


@bp.get("/search")
def page() -> Response:
    """Results for the words and filters of the address."""
    return unchanged_since(_page)


def _page() -> str:
    state = state_of_request()
    response = answer(state)
    return render_template(
        "search.html", state=state, plain_state=SearchState(text=state.text), response=response,
        total=total_line(response), chips=chips(state),
        facets=facets_of(response.facets, state), hits=[hit_view(hit, state) for hit in response.hits],
        most_rows=MOST_ROWS, pager=pager(state, response), chart=date_chart(response.histogram, state),
        sorts=sort_labels(),
        ways_out=[] if response.total_sections else ways_out(lambda other: answer(other, facets=(), limit=0), state),
        clear_url=links.search_url(state.without_all_filters()))


def sort_labels() -> list[tuple[str, str]]:
    words = {"relevance": _("most relevant"), "newest": _("newest first"), "oldest": _("oldest first")}
    return [(sort, words[sort]) for sort in SORTS]


@bp.get("/suggest")
def suggest() -> Response:
    """Completions of what stands in the box: `[{"field", "label", "value", "count", "url"}]`."""
    prefix = clean(request.args.get("q", ""))[:100].strip()
    found = get_engine().suggest(prefix, limit=MOST_SUGGESTIONS) if prefix else ()
    rows = []
    for each in found:
        state = SearchState(text=each.value) if each.field == "term" else SearchState().with_filter(
            each.field, each.value)
        rows.append({"field": each.field, "value": value_label(each.field, each.value), "count": each.count,
                     "url": links.search_url(state),
                     "label": _("word") if each.field == "term" else facet_label(each.field)})
    response = jsonify(rows)
    response.headers["Cache-Control"] = "max-age=60"
    return response


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """The OpenSearch description, by which browsers add the site to their search box."""
    body = render_template("opensearch.xml", search=links.absolute(url_for("search.page")),
                           suggest=links.absolute(url_for("search.suggest_opensearch")),
                           base=links.absolute(url_for("search.front")))
    return Response(body, mimetype="application/opensearchdescription+xml")


@bp.get("/suggest/opensearch")
def suggest_opensearch() -> Response:
    """Completions as browsers expect them: `[words, [completions]]`."""
    prefix = clean(request.args.get("q", ""))[:100].strip()
    found = get_engine().suggest(prefix, limit=MOST_SUGGESTIONS) if prefix else ()
    response = jsonify([prefix, [each.value for each in found]])
    response.mimetype = "application/x-suggestions+json"
    return response
