"""Which values of a facet are shown, in which order, by which names."""

from __future__ import annotations

import pytest

from indexer import Facet, FacetValue
from webapp import create_app
from webapp.presenters.narrowing import MOST_BELOW, MOST_SHOWN, facet_view, ordered, value_label
from webapp.search_state import SearchState


def facet(name: str, *rows: tuple[str, int] | tuple[str, int, bool]) -> Facet:
    values = tuple(FacetValue(value=row[0], label=row[0], count=row[1], selected=len(row) > 2,
                              depth=int(" > " in row[0] or (name == "date" and len(row[0]) > 4))) for row in rows)
    return Facet(name=name, values=values, total=len(values))


def shown(found: Facet) -> list[str]:
    return [value.value for value in ordered(found)]


def test_the_first_look_is_at_one_level() -> None:
    assert shown(facet("place", ("Japan", 9), ("Japan > Tokyo", 8), ("Peru", 3))) == ["Japan", "Peru"]


def test_a_chosen_country_shows_its_cities() -> None:
    found = facet("place", ("Peru", 9), ("Japan", 8, True), ("Japan > Tokyo", 7), ("Peru > Lima", 6),
                  ("Japan > Nara", 1))
    assert shown(found) == ["Peru", "Japan", "Japan > Tokyo", "Japan > Nara"]


def test_a_chosen_city_stays_in_view_with_its_country() -> None:
    many = [(f"Country {n}", 100 - n) for n in range(MOST_SHOWN)]
    found = facet("place", *many, ("Peru", 2), ("Peru > Lima", 1, True))
    assert shown(found) == [*(name for name, _ in many), "Peru", "Peru > Lima"]


def test_years_are_newest_first_and_their_months_in_order() -> None:
    found = facet("date", ("2014", 9), ("2016", 5, True), ("2016-11", 3), ("2015", 2), ("2016-02", 1))
    assert shown(found) == ["2016", "2016-02", "2016-11", "2015", "2014"]


def test_a_single_country_is_no_choice_and_shows_its_cities_at_once() -> None:
    assert shown(facet("place", ("Japan", 9), ("Japan > Tokyo", 8))) == ["Japan", "Japan > Tokyo"]


def test_no_list_is_longer_than_a_look_takes_but_what_is_chosen_stays() -> None:
    rows = [(f"Speaker {n:02}", 50 - n) for n in range(30)]
    found = facet("speaker", *rows, ("Last", 1, True))
    assert len(shown(found)) == MOST_SHOWN + 1
    assert shown(found)[-1] == "Last"
    cities = facet("place", ("Japan", 99, True), *((f"Japan > {n}", 90 - n) for n in range(40)))
    assert len(shown(cities)) == 1 + MOST_BELOW


def test_what_is_not_shown_is_counted() -> None:
    app = create_app()
    with app.test_request_context("/search"):
        found = facet_view(facet("speaker", *((f"S{n}", 9) for n in range(20))), SearchState(text="a"))
    assert (len(found.values), found.more, found.more_url) == (MOST_SHOWN, 20 - MOST_SHOWN, "/facet/speaker?q=a")


@pytest.mark.parametrize(("name", "value", "label"), [
    ("place", "Peru > Lima", "Lima, Peru"), ("date", "2016-11", "Nov 2016"), ("date", "2016", "2016"),
    ("kind", "fm-readout", "readout of a ministers’ meeting"), ("kind", "new-kind", "new kind"),
    ("act", "expressed_concern", "expressed concern"), ("speaker", "A\u202eB", "AB"),
])
def test_values_are_named_in_words(name: str, value: str, label: str) -> None:
    assert value_label(name, value) == label
