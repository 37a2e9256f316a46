"""The address of a result list as a value."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import FACETS
from webapp.dates_typed import days_of, read_date
from webapp.search_state import LARGEST_SIZE, LAST_PAGE, LONGEST_TEXT, SearchState

NAMES = ("q", "from", "to", "sort", "page", "limit", "group", "said", "nonsense", *FACETS)
ARGS = st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=30)), max_size=20)


def state(query: str) -> SearchState:
    return SearchState.from_args(parse_qsl(query, keep_blank_values=True))


@given(ARGS)
def test_any_arguments_give_a_state_whose_address_gives_it_back(args: list[tuple[str, str]]) -> None:
    first = SearchState.from_args(args)
    again = state(first.query_string())
    assert first == again
    assert first.query_string() == again.query_string()


@given(ARGS, st.sampled_from(FACETS), st.text(min_size=1, max_size=20))
def test_a_filter_added_and_removed_leaves_the_first_page_of_what_was(
    args: list[tuple[str, str]], name: str, value: str
) -> None:
    first = SearchState.from_args(args)
    if value.strip() in first.values(name) or len(first.values(name)) >= 50:
        return
    changed = first.with_filter(name, value)
    assert changed.page == 1
    assert changed.without_filter(name, value.strip()) == first.on_page(1)


@given(ARGS)
def test_what_is_asked_of_the_engine_is_within_bounds(args: list[tuple[str, str]]) -> None:
    asked = SearchState.from_args(args).request()
    assert 1 <= asked.limit <= LARGEST_SIZE
    assert 0 <= asked.offset < LAST_PAGE * LARGEST_SIZE
    assert len(asked.text) <= LONGEST_TEXT
    assert set(asked.filters) <= set(FACETS)


def test_states_are_equal_whatever_the_order_of_the_arguments() -> None:
    assert state("speaker=A&q=peace&place=Peru") == state("place=Peru&q=peace&speaker=A")


def test_the_canonical_address_leaves_out_what_holds_anyway() -> None:
    assert state("q=peace&page=1&sort=relevance&limit=20&said=0&speaker=&nonsense=1").query_string() == "q=peace"


def test_a_changed_filter_leads_to_the_first_page() -> None:
    assert state("q=peace&page=7").with_filter("speaker", "A").page == 1


def test_a_name_that_is_no_facet_cannot_become_a_filter() -> None:
    with pytest.raises(KeyError):
        SearchState().with_filter("path", "/etc/passwd")


def test_a_date_that_cannot_be_read_is_left_out_and_told() -> None:
    found = state("from=someday&to=2016")
    assert (found.date_from, found.date_to) == (None, "2016")
    assert [(each.name, each.value) for each in found.unread] == [("from", "someday")]


def test_dates_the_wrong_way_round_are_turned() -> None:
    found = state("from=2019&to=2016-11")
    assert (found.date_from, found.date_to) == ("2016-11", "2019")


@pytest.mark.parametrize(("typed", "iso"), [
    ("2016", "2016"), ("2016-11", "2016-11"), ("2016-11-19", "2016-11-19"), ("2016/11/9", "2016-11-09"),
    ("19 Nov 2016", "2016-11-19"), ("19 November 2016", "2016-11-19"), ("Nov 19, 2016", "2016-11-19"),
    ("November 2016", "2016-11"), ("19th Sept. 2016", "2016-09-19"), ("1er août 2016", "2016-08-01"),
    ("2016年11月19日", "2016-11-19"), (" ２０１６ ", "2016"),
])
def test_a_date_box_takes_what_readers_write(typed: str, iso: str) -> None:
    assert read_date(typed) == iso


@pytest.mark.parametrize("typed", [
    "03/04/2016", "31 Feb 2016", "2016-13", "yesterday", "ju 2016", "19 2016", "0000", "", "9" * 1000,
])
def test_what_is_no_date_or_could_be_two_is_not_guessed(typed: str) -> None:
    assert read_date(typed) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_no_date_or_a_real_one(typed: str) -> None:
    iso = read_date(typed)
    if iso is not None:
        first, last = days_of(iso)
        assert first <= last
