"""Pages for speakers, places and topics: what and when, in one look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from indexer import LEVEL, SearchRequest
from webapp import links
from webapp.engine_access import get_authority, get_engine, unchanged_since
from webapp.i18n import long_date
from webapp.labels import facet_label
from webapp.people import country_name
from webapp.presenters.narrowing import facets_of, value_label
from webapp.presenters.results import date_chart, hit_view, total_line
from webapp.search_state import SearchState
from webapp.typical_words import counted, typical
from webapp.views.common import answer, budgeted

bp = Blueprint("entity", __name__)
LATEST = 8
SAMPLE = 150  # sections read for the words; enough for the order of the first dozen to stay
OTHER_FACETS = {"speaker": ("topic", "place", "act"), "place": ("speaker", "topic"), "topic": ("speaker", "place")}


@dataclass(frozen=True, slots=True)
class OfficeLine:
    title: str
    country: str
    years: str


@bp.get("/<any(speaker, place, topic):field>/<path:name>")
def page(field: str, name: str) -> Response:
    """What the archive holds of a speaker, a place (`/place/Peru/Lima`) or a topic."""
    value = LEVEL.join(name.split("/")) if field == "place" else name
    return unchanged_since(lambda: _page(field, value))


def _page(field: str, value: str) -> str:
    state = SearchState(sort="newest", size=LATEST).with_filter(field, value)
    response = answer(state, facets=(*OTHER_FACETS[field], "date"))
    if not response.total_sections:
        abort(404)
    everything = SearchState().with_filter(field, value)
    words = typical_words(field, value, response.generation)
    beside = [facet for facet in facets_of(response.facets, everything) if facet.name != "date"]
    return render_template(
        "entity.html", field=field, kind=facet_label(field), name=value_label(field, value), value=value,
        state=everything, total=total_line(response), response=response, offices=offices_of(value, field),
        chart=date_chart(response.histogram, everything), facets=beside,
        hits=[hit_view(hit, state) for hit in response.hits], words=words,
        newest_url=links.search_url(everything.sorted_by("newest")))


def offices_of(name: str, field: str) -> list[OfficeLine]:
    """The offices of a speaker whom the authority file knows, the latest first."""
    person = get_authority().find(name) if field == "speaker" else None
    offices = sorted(person.offices, key=lambda office: str(office.first or ""), reverse=True) if person else ()
    found = []
    for office in offices:
        first, last = (long_date(day.isoformat()) if day else "" for day in (office.first, office.last))
        country = country_name(office.country or (person.country if person else None))
        found.append(OfficeLine(office.title, country, f"{first} – {last}" if first or last else ""))
    return found


def typical_words(field: str, value: str, generation: str) -> list[str]:
    """Words that set these sections apart, from their latest and the archive's latest."""
    own = _sample(((field, value),), generation)
    return typical(own, _sample((), generation), leave_out=(value,))


@lru_cache(maxsize=256)
def _sample(filters: tuple[tuple[str, str], ...], generation: str) -> Counter[str]:  # noqa: ARG001 - keeps the key
    asked = SearchRequest(filters={name: (value,) for name, value in filters}, sort="newest", facets=(),
                          limit=SAMPLE if filters else SAMPLE * 3, snippet_length=40)
    return counted(hit.document.text for hit in get_engine().search(budgeted(asked)).hits)
