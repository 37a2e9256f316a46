"""Reading pages: a record whole, a section alone, and its citation."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from indexer import Document, as_json
from webapp import citations, links
from webapp.citations import Citation
from webapp.engine_access import get_engine, unchanged_since
from webapp.i18n import long_date
from webapp.presenters.reading import RecordView, record_view
from webapp.presenters.results import hit_view, place_in_words, place_line
from webapp.rendering import plain, safe_url
from webapp.search_state import LONGEST_TEXT, SearchState, clean
from webapp.views.data import json_answer

bp = Blueprint("record", __name__)


@bp.get("/record/<path:record_id>")
def page(record_id: str) -> Response:
    """A whole record; `q` are words to mark. With `.json` after its id, as data."""
    return unchanged_since(lambda: _page(record_id))


def _page(record_id: str) -> Response | str:
    documents = get_engine().get(record_id)
    if not documents and record_id.endswith(".json"):
        return _data(record_id.removesuffix(".json"))
    if not documents:
        abort(404)
    state = _state()
    return render_template("record.html", state=state, record=record_view(documents, get_engine(), state.text))


def _data(record_id: str) -> Response:
    documents = get_engine().get(record_id)
    if not documents:
        abort(404)
    return json_answer(record_json(documents))


def record_json(documents: Sequence[Document]) -> dict[str, object]:
    """A record's own fields with its sections, as `onrecord show --json` gives them."""
    first = documents[0]
    fields = next((dict(d.record) for d in documents if d.record), {"id": first.record_id, "title": first.title})
    return {**fields, "sections": [as_json.document(each) for each in documents]}


@bp.get("/section/<record_id>/<key>")
def section(record_id: str, key: str) -> Response:
    """One section alone, to link to and to quote; `format` asks for its citation as a file."""
    return unchanged_since(lambda: _section(record_id, key))


def _section(record_id: str, key: str) -> Response | str:
    documents = get_engine().get(record_id)
    found = next((d for d in documents if links.key_of(d.id) == key), None)
    if found is None:
        abort(404)
    record = record_view(documents, get_engine(), _state().text)
    view = next(each for each in record.sections if each.key == key)
    citation = citation_of(found, record, view.number, view.heading)
    form = request.args.get("format")
    if form in citations.FORMS:
        return _citation_file(citation, form)
    similar = [hit_view(hit, SearchState()) for hit in get_engine().similar(found.id, limit=4)]
    return render_template(
        "section.html", state=_state(), record=record, section=view, document=found, date=view.own_date or record.date,
        named=bool(view.heading or view.path or view.kind == "lead"), place_in_record=record.sections.index(view) + 1,
        place=place_in_words(found), citation=citation, cite=citations.cite, similar=similar)


def citation_of(found: Document, record: RecordView, number: str, heading: str) -> Citation:
    return Citation(
        id=found.id, title=record.title, section=" ".join(part for part in (number and f"§ {number}", heading) if part),
        speakers=tuple(plain(name) for name in found.speakers), publisher=plain(found.publisher),
        date=found.date or "", date_words=long_date(found.date), place=place_line(found),
        source_url=safe_url(found.source_url) or "", permalink=links.absolute(links.section_url(found)),
        fingerprint=found.fingerprint)


def _citation_file(citation: Citation, form: str) -> Response:
    response = Response(citations.cite(citation, form), content_type=f"{citations.MEDIA_TYPES[form]}; charset=utf-8")
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in citation.id).strip("-")[:80] or "section"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{citations.SUFFIXES[form]}"'
    return response


def _state() -> SearchState:
    return SearchState(text=clean(request.args.get("q", ""))[:LONGEST_TEXT].strip())
