"""The address of a result list as a value: what is asked, what narrows it, which page is shown.

Knows nothing of Flask. A state made from any arguments is valid: unknown names are dropped, sizes are kept within
bounds, dates are read, and what could not be read is told in `unread`. Two lists of arguments that mean the same
give equal states and the same canonical address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args
from urllib.parse import urlencode

from indexer import FACETS, SearchRequest, Sort
from webapp.dates_typed import days_of, read_date
from webapp.rendering import undeceiving

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
LAST_PAGE = 1000
LONGEST_TEXT = 2_000  # characters; a longer query is cut there and the page says so
LONGEST_VALUE = 300
MOST_VALUES = 50  # of one facet
MOST_LETTERS = 3_000  # in all values together: each of some hundred links of a page holds them all
SORTS: tuple[Sort, ...] = get_args(Sort)

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An argument that was left out: its name, what was typed, and why in a word."""

    name: str
    value: str
    why: str  # "date", "order", "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    text: str = ""
    filters: Filters = ()  # in the order of FACETS, values in the order in which they were chosen
    date_from: str | None = None  # ISO 8601 at any precision
    date_to: str | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = DEFAULT_SIZE
    grouped: bool = True  # one hit a record
    said: bool = False  # only words that the chosen speakers are said to have spoken
    unread: tuple[Unread, ...] = field(default=(), compare=False)

    @classmethod
    def from_args(cls, args: Iterable[tuple[str, str]], *, grouped: bool = True) -> SearchState:
        """The state that a list of (name, value) means; `grouped` is what holds where the arguments do not say."""
        given: dict[str, list[str]] = {}
        for name, value in args:
            given.setdefault(name, []).append(_composed(value) if name in FACETS else clean(value))
        unread: list[Unread] = []
        first, last = (_date(given, name, unread) for name in ("from", "to"))
        if first and last and days_of(first)[0] > days_of(last)[1]:
            first, last = last, first
        text = _last(given, "q")
        if len(text) > LONGEST_TEXT:
            unread.append(Unread(name="q", value=text[LONGEST_TEXT : LONGEST_TEXT + 60], why="long"))
        order = _last(given, "sort")
        return cls(
            text=text[:LONGEST_TEXT].strip(),
            filters=_filters(given),
            date_from=first,
            date_to=last,
            sort=next((sort for sort in SORTS if sort == order), "relevance"),
            page=_number(_last(given, "page"), 1, LAST_PAGE, 1),
            size=_number(_last(given, "limit"), 1, LARGEST_SIZE, DEFAULT_SIZE),
            grouped={"record": True, "none": False}.get(_last(given, "group"), grouped),
            said=_last(given, "said") == "1",
            unread=tuple(unread),
        )

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.filters).get(name, ())

    def with_filter(self, name: str, *values: str) -> SearchState:
        """The state with these values chosen too, on its first page. Raises KeyError for a name that is no facet."""
        return self._refined(name, (*self.values(name), *values))

    def without_filter(self, name: str, value: str | None = None) -> SearchState:
        """The state without one value of a facet, or without any of them, on its first page."""
        return self._refined(name, tuple(v for v in self.values(name) if value is not None and v != value))

    def without_dates(self) -> SearchState:
        return replace(self, date_from=None, date_to=None, page=1)

    def without_all_filters(self) -> SearchState:
        return replace(self, filters=(), date_from=None, date_to=None, said=False, page=1)

    def between(self, first: str | None, last: str | None) -> SearchState:
        """The state narrowed to the days from `first` to `last`, ISO dates, both included."""
        return replace(self, date_from=first, date_to=last, page=1)

    def with_text(self, text: str) -> SearchState:
        return replace(self, text=text, page=1)

    def on_page(self, page: int) -> SearchState:
        return replace(self, page=min(max(1, page), LAST_PAGE))

    def sorted_by(self, sort: Sort) -> SearchState:
        return replace(self, sort=sort, page=1)

    def grouping(self, grouped: bool) -> SearchState:
        return replace(self, grouped=grouped, page=1)

    @property
    def narrowed(self) -> bool:
        """Whether anything but words narrows it."""
        return bool(self.filters or self.date_from or self.date_to)

    def args(self, *, grouped: bool = True) -> Iterator[tuple[str, str]]:
        """The arguments of its canonical address, those left out that say what holds anyway."""
        if self.text:
            yield "q", self.text
        for name, values in self.filters:
            yield from ((name, value) for value in values)
        plain = (("from", self.date_from), ("to", self.date_to))
        yield from ((name, value) for name, value in plain if value)
        if self.sort != "relevance":
            yield "sort", self.sort
        if self.grouped is not grouped:
            yield "group", "record" if self.grouped else "none"
        if self.said:
            yield "said", "1"
        if self.size != DEFAULT_SIZE:
            yield "limit", str(self.size)
        if self.page > 1:
            yield "page", str(self.page)

    def query_string(self, **kwargs: bool) -> str:
        """Its canonical arguments, encoded, without the question mark."""
        return urlencode(list(self.args(**kwargs)))

    def request(self, *, facets: tuple[str, ...] = FACETS, facet_limit: int = 20, limit: int | None = None,
                snippet_length: int = 240) -> SearchRequest:
        """What the engine is asked; `limit` replaces the page's size."""
        return SearchRequest(
            text=self.text, filters=dict(self.filters), date_from=self.date_from, date_to=self.date_to,
            sort=self.sort, limit=self.size if limit is None else limit, offset=(self.page - 1) * self.size,
            facets=facets, facet_limit=facet_limit, grouped=self.grouped, said=self.said,
            snippet_length=snippet_length)

    def _refined(self, name: str, values: tuple[str, ...]) -> SearchState:
        if name not in FACETS:
            raise KeyError(name)
        chosen: dict[str, list[str]] = {key: list(own) for key, own in self.filters}
        chosen[name] = list(values)
        return replace(self, filters=_filters(chosen), page=1)


def clean(value: str) -> str:
    """What was typed, composed, without controls, and without marks that turn its direction or show nothing."""
    return undeceiving(_composed(value))


def _composed(value: str) -> str:
    """The value in Unicode's composed form, without control characters, as forms and links send the same thing."""
    plain = "".join(" " if c in "\t\n\r" else c for c in value if c in "\t\n\r" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", plain.encode("utf-8", "replace").decode())


def _filters(given: Mapping[str, list[str]]) -> Filters:
    chosen, room = [], MOST_LETTERS
    for name in FACETS:
        kept: list[str] = []
        for value in list(dict.fromkeys(v for each in given.get(name, ()) if (v := each[:LONGEST_VALUE].strip()))):
            if len(kept) < MOST_VALUES and len(value) <= room:
                kept.append(value)
                room -= len(value)
        if kept:
            chosen.append((name, tuple(kept)))
    return tuple(chosen)


def _date(given: Mapping[str, list[str]], name: str, unread: list[Unread]) -> str | None:
    typed = _last(given, name).strip()
    iso = read_date(typed) if typed else None
    if typed and iso is None:
        unread.append(Unread(name=name, value=typed[:60], why="date"))
    return iso


def _number(text: str, least: int, most: int, default: int) -> int:
    try:
        return min(max(least, int(text[:9])), most)
    except ValueError:
        return default


def _last(given: Mapping[str, list[str]], name: str) -> str:
    return given.get(name, [""])[-1]
