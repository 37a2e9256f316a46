"""Addresses of this site's pages, made in one place."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app, request, url_for

from indexer import LEVEL, Document
from webapp import hosts
from webapp.search_state import LONGEST_VALUE, SearchState

ENTITIES = {"speaker": "speaker", "place": "place", "topic": "topic"}


def search_url(state: SearchState, endpoint: str = "search.page", **values: Any) -> str:
    """The canonical address of a result list, or of another view of the same query."""
    return joined(url_for(endpoint, **values), state.query_string())


def data_url(state: SearchState, form: str) -> str:
    """The same list as data: `json`, `csv` or `atom`."""
    return joined(url_for(f"data.search_{form}"), state.query_string(grouped=False))


def record_url(record_id: str, key: str | None = None, state: SearchState | None = None) -> str:
    """A record's page, opened at a section, with the words of a query marked."""
    words = urlencode({"q": state.text}) if state and state.text else ""
    return joined(url_for("record.page", record_id=record_id), words) + (fragment(key) if key else "")


def section_url(found: Document) -> str:
    return url_for("record.section", record_id=found.record_id, key=key_of(found.id))


def entity_url(field: str, value: str) -> str | None:
    """The page of a speaker, place or topic; None for other fields.

    Nor for a value that is longer than an address may hold. One that browsers would take for steps between folders has
    no address as a path; its list stands for its page.
    """
    if field not in ENTITIES or not value.strip("/ .") or len(value) > LONGEST_VALUE:
        return None
    if value.startswith("/") or not {".", ".."}.isdisjoint(value.split("/")):
        return search_url(SearchState().with_filter(field, value))
    return url_for("entity.page", field=field, name="/".join(value.split(LEVEL)) if field == "place" else value)


def absolute(path: str) -> str:
    """The whole address of a page, for what leaves the site: feeds, exports, citations.

    The path alone where the site is asked by a host that is not known to be its own.
    """
    return own_base() + path


def own_base() -> str:
    """How the site's addresses begin; empty where nobody has told and the request's word cannot be taken."""
    if current_app.config["BASE_URL"]:
        return str(current_app.config["BASE_URL"]).rstrip("/")
    return request.host_url.rstrip("/") if hosts.is_own(request.environ, current_app.config["HOSTS"]) else ""


def identifier(path: str) -> str:
    """What names a page for good in a feed: its whole address, or where there is none a name made of its path."""
    return absolute(path) if own_base() else uuid.uuid5(uuid.NAMESPACE_URL, path).urn


def key_of(section_id: str) -> str:
    return section_id.rpartition("#")[2]


def fragment(key: str) -> str:
    return "#" + quote(anchor(key), safe="():.,-_")


def anchor(key: str) -> str:
    """A section's key as the `id` of an element, which may hold anything but spaces."""
    return "_".join(key.split())


def joined(address: str, query: str) -> str:
    """The address with further arguments, encoded, behind those it has."""
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"
