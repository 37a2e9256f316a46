"""What narrows a result list, as a page shows it: facets, chips, and the way out of an empty one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer import FACETS, LEVEL, Facet, FacetValue, SearchResponse
from webapp import links
from webapp.i18n import _, short_date
from webapp.labels import act_label, facet_label, facet_plural, kind_label
from webapp.people import country_in_words, name_in_words
from webapp.rendering import clipped, plain
from webapp.search_state import LONGEST_VALUE, SearchState

MOST_SHOWN = 8  # values of the upper level
MOST_BELOW = 12  # values below one of them
ASKED_FOR = 60  # values asked of the engine, of both levels
OPEN = frozenset({"speaker", "place", "topic"})  # facets that show their values without being asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    value: str
    label: str
    count: int
    selected: bool
    depth: int
    page: str | None = None  # of the speaker, place or topic


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    name: str
    label: str
    values: tuple[ValueView, ...]
    selected: int
    open: bool
    more: int  # values not shown
    more_url: str
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    field: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A filter whose removal helps: what it is, how many sections there are without it, where they are."""

    label: str
    sections: int
    url: str


def facet_view(facet: Facet, state: SearchState) -> FacetView:
    values = tuple(value_view(facet.name, value) for value in ordered(facet))
    chosen = len(state.values(facet.name))
    return FacetView(
        name=facet.name, label=facet_label(facet.name), values=values, selected=chosen,
        open=bool(chosen) or facet.name in OPEN, more=max(0, facet.total - len(values)),
        more_url=links.search_url(state.on_page(1), "facet.page", name=facet.name), complete=facet.complete)


def ordered(facet: Facet) -> list[FacetValue]:
    """The values to show: the largest of the upper level, years newest first, and what is chosen.

    A city or month stands under its country or year, and only where one of the two is chosen or there is no choice
    to be made above, so that the first look is at one level.
    """
    tops = [value for value in facet.values if value.depth == 0]
    below: dict[str, list[FacetValue]] = {}
    for value in (value for value in facet.values if value.depth):
        below.setdefault(parent_of(facet.name, value.value), []).append(value)
    opened = {top.value for top in tops if top.selected or len(tops) == 1
              or any(child.selected for child in below.get(top.value, ()))}
    shown = [top for n, top in enumerate(tops) if n < MOST_SHOWN or top.value in opened]
    if facet.name == "date":
        shown.sort(key=lambda value: value.value, reverse=True)
    found: list[FacetValue] = []
    for top in shown:
        found.append(top)
        children = below.get(top.value, []) if top.value in opened else []
        kept = [child for n, child in enumerate(children) if n < MOST_BELOW or child.selected]
        found += sorted(kept, key=lambda child: child.value) if facet.name == "date" else kept
    known = {top.value for top in tops}
    return found + [child for parent, children in below.items() if parent not in known
                    for child in children if child.selected]


def parent_of(name: str, value: str) -> str:
    return value[:4] if name == "date" else value.rpartition(LEVEL)[0]


def value_view(name: str, value: FacetValue) -> ValueView:
    label = clipped(value_label(name, value.value, short=bool(value.depth)), LONGEST_VALUE)
    return ValueView(value=value.value[:LONGEST_VALUE], label=label,
                     count=value.count, selected=value.selected, depth=value.depth,
                     page=links.entity_url(name, value.value))


def value_label(name: str, value: str, *, short: bool = False) -> str:
    """A facet's value in words: months by name, places from the small to the large."""
    if name == "date":
        return short_date(value)
    if name == "place":
        country, *below = (plain(level) for level in value.split(LEVEL))
        levels = [country_in_words(country), *below]
        return levels[-1] if short else ", ".join(reversed(levels))
    return plain({"kind": kind_label, "act": act_label, "speaker": name_in_words}.get(name, str)(value))


def chips(state: SearchState, address: Callable[[SearchState], str] = links.search_url) -> list[Chip]:
    """One chip for each value chosen and one for the dates, each with the address without it."""
    found = [Chip(field=facet_label(name), value=value_label(name, value),
                  remove_url=address(state.without_filter(name, value)))
             for name, values in state.filters for value in values]
    if state.date_from or state.date_to:
        found.append(Chip(field=facet_label("date"), value=dates_label(state),
                          remove_url=address(state.without_dates())))
    if state.said:
        found.append(Chip(field=facet_plural("speaker"), value=_("in their own words"),
                          remove_url=address(replace(state, said=False, page=1))))
    return found


def dates_label(state: SearchState) -> str:
    first, last = short_date(state.date_from), short_date(state.date_to)
    if first == last:
        return first
    if not last:
        return _("from %(date)s", date=first)
    return _("until %(date)s", date=last) if not first else f"{first} – {last}"


def ways_out(ask: Callable[[SearchState], SearchResponse], state: SearchState) -> list[WayOut]:
    """For a list of nothing: which filter to drop, and how many sections there are then; the most first, all last."""
    def named(name: str, value: str) -> str:
        return _("%(field)s: %(value)s", field=facet_label(name), value=value)

    without = [(named(name, ", ".join(value_label(name, v) for v in values)), state.without_filter(name))
               for name, values in state.filters]
    if state.date_from or state.date_to:
        without.append((named("date", dates_label(state)), state.without_dates()))
    if state.said:
        without.append((_("in their own words"), replace(state, said=False, page=1)))
    found = [_way(ask, label, other) for label, other in without]
    if len(without) > 1:
        found.append(_way(ask, _("all filters"), state.without_all_filters()))
    helpful = [way for way in found if way.sections]
    return sorted(helpful, key=lambda way: (way is found[-1] and len(without) > 1, -way.sections))


def _way(ask: Callable[[SearchState], SearchResponse], label: str, state: SearchState) -> WayOut:
    first = state.on_page(1)
    return WayOut(label=label, sections=ask(first).total_sections, url=links.search_url(first))


def facets_of(facets: tuple[Facet, ...], state: SearchState) -> list[FacetView]:
    """The facets in the order of declaration, those with nothing to choose left out."""
    by_name = {facet.name: facet for facet in facets}
    shown = (by_name[name] for name in FACETS if name in by_name)
    return [facet_view(facet, state) for facet in shown if facet.values]
