"""What views share: the state that the address means, the engine's answer to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from flask import current_app, request

from indexer import FACETS, Bar, Facet, SearchRequest, SearchResponse, SpeakerRow, Table
from webapp.engine_access import get_engine
from webapp.operations.observing import note_answer, note_cut, seconds_taken
from webapp.presenters.narrowing import ASKED_FOR
from webapp.search_state import SearchState

Counted = TypeVar("Counted", Facet, Table[SpeakerRow], Table[Bar])


def state_of_request(*, grouped: bool = True) -> SearchState:
    """What the present address asks for."""
    return SearchState.from_args(request.args.items(multi=True), grouped=grouped)


def budgeted(asked: SearchRequest) -> SearchRequest:
    """The request with what is left of the page's time: a page may ask more than once."""
    whole = int(current_app.config["BUDGET_MS"])
    return replace(asked, budget_ms=max(whole // 20, int(whole - 1000 * seconds_taken())))


def noting_limits(found: Counted) -> Counted:
    """What was counted, as given; where something ran out, that is noted, so that nobody keeps the page."""
    if found.limits:
        note_cut()
    return found


def answer(state: SearchState, *, facets: tuple[str, ...] = FACETS, facet_limit: int = ASKED_FOR,
           limit: int | None = None) -> SearchResponse:
    """The engine's answer to a state, within the site's time budget."""
    found = get_engine().search(budgeted(state.request(facets=facets, facet_limit=facet_limit, limit=limit)))
    note_answer(found.total_sections, cut=bool(found.limits))
    return found
