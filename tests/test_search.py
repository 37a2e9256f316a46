"""Asking: what the grammar finds, in which order, how facets count, what the answers hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine import FACETS, Engine, SearchRequest, SearchResponse
from indexer.model import Document, Statement
from indexer.opening import open_engine
from indexer.query.tree import Field
from indexer.search import knowledge
from indexer.search.fields import IdWords, ValueIndex
from indexer.search.largest import Fields
from indexer.search.lifting import WINDOW
from indexer.search.values import lay_out
from tests.chance import put
from tests.fake_engine import BLANK

ABE, PUTIN, LAVROV = "Shinzo Abe", "Vladimir Putin", "Sergey Lavrov"


def section(id: str, text: str, date: str | None = None, last: str | None = None, precision: str = "day",
            **fields: Any) -> Document:
    when: dict[str, Any] = {}
    if date:
        first = dt.date.fromisoformat(date)
        when = {"date": date, "date_first": first, "date_last": dt.date.fromisoformat(last) if last else first,
                "date_precision": precision, "date_basis": "stated"}
    record = id.partition("#")[0]
    return replace(BLANK, id=id, record_id=record, position=int(id.partition("#")[2]), text=text,
                   **{"title": "", **when, **fields})


def said(text: str, *parts: tuple[str, str]) -> tuple[Statement, ...]:
    return tuple(Statement(start=text.index(words), end=text.index(words) + len(words), speakers=(who,), said_by=(who,),
                           act="stated") for who, words in parts)


LIMA = "Abe explained the peace treaty. Putin welcomed economic co-operation."
CORPUS = [
    section("lima#0", "The leaders met in Lima.", "2016-11-19", title="Summit in Lima", city="Lima", country="Peru",
            publisher="Ministry of Foreign Affairs", kind="readout"),
    section("lima#1", LIMA, "2016-11-19", title="Summit in Lima", heading="Peace treaty", city="Lima", country="Peru",
            venue="Convention Centre", publisher="Ministry of Foreign Affairs", kind="readout", speakers=(ABE, PUTIN),
            topics=("peace treaty", "economic cooperation"), acts=("explained", "welcomed"), statements=said(
                LIMA, (ABE, "Abe explained the peace treaty."), (PUTIN, "Putin welcomed economic co-operation."))),
    section("moscow#0", "Treaties of peace were discussed; the economy too, with islands near Hokkaidō.", "2017-04-27",
            city="Moscow", country="Russia", publisher="Kremlin", kind="readout", speakers=(PUTIN,),
            topics=("peace treaty",), acts=("stated",)),
    section("moscow#1", "Nuclear weapons and the non-proliferation treaty. Hokkaido was named.", "2017-04-27",
            city="St Petersburg", country="Russia", publisher="Kremlin", kind="readout", speakers=(LAVROV,)),
    section("year#0", "A year of peace.", "2016-01-01", "2016-12-31", "year", publisher="Kremlin", kind="speech"),
    section("talks#0", "安倍総理は平和条約について会談した。 Переговоры о мире.", "2018-09-10", "2018-09-13", "range",
            city="Vladivostok", country="Russia", kind="speech", speakers=(ABE,)),
    section("none#0", "Words without a date: peace and peace and peace and war.", kind="speech"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    opened = open_engine(tmp_path_factory.mktemp("search"))
    put(opened, {f"/{name}": [each for each in CORPUS if each.record_id == name]
                 for name in dict.fromkeys(each.record_id for each in CORPUS)})
    return opened


@pytest.fixture
def ask(engine: Engine) -> Callable[..., SearchResponse]:
    return lambda text="", **fields: engine.search(SearchRequest(text=text, **fields))


def ids(response: SearchResponse) -> list[str]:
    return [hit.document.id for hit in response.hits]


def counts(response: SearchResponse, name: str) -> dict[str, int]:
    return {value.value: value.count for facet in response.facets if facet.name == name for value in facet.values}


@pytest.mark.parametrize(("text", "found"), [
    ("peace treaty", {"lima#1", "moscow#0"}),
    ("treaties", {"lima#1", "moscow#0", "moscow#1"}),
    ('"treaties"', {"moscow#0"}),
    ('"peace treaty"', {"lima#1"}),
    ("peace -treaty", {"year#0", "none#0"}),
    ("NOT peace", {"lima#0", "moscow#1", "talks#0"}),
    ("nuclear OR islands", {"moscow#0", "moscow#1"}),
    ("peace (economic OR islands)", {"lima#1", "moscow#0"}),
    ("econ*", {"lima#1", "moscow#0"}),
    ("nuclaer~", {"moscow#1"}),
    ("peace NEAR/1 treaties", {"lima#1"}),
    ("(peace NEAR/2 treaties)", {"lima#1", "moscow#0"}),
    ("(economic NEAR/2 peace)", set()),
    ("title:lima", {"lima#0", "lima#1"}),
    ("text:lima", {"lima#0"}),
    ("heading:treaty", {"lima#1"}),
    ("hokkaidō", {"moscow#0", "moscow#1"}),
    ("HOKKAIDO", {"moscow#0", "moscow#1"}),
    ("cooperation", {"lima#1"}),
    ("co-operation", {"lima#1"}),
    ("nonproliferation", {"moscow#1"}),
    ("平和", {"talks#0"}),
    ("переговоры", {"talks#0"}),
    ("speaker:abe", {"lima#1", "talks#0"}),
    ('speaker:"Vladimir Putin" islands', {"moscow#0"}),
    ("place:russia", {"moscow#0", "moscow#1", "talks#0"}),
    ("place:convention", {"lima#1"}),
    ('topic:"economic cooperation"', {"lima#1"}),
    ("publisher:kremlin treaty", {"moscow#0", "moscow#1"}),
    ("kind:speech peace", {"year#0", "none#0"}),
    ("date:2016", {"lima#0", "lima#1", "year#0"}),
    ("date:2016-11", {"lima#0", "lima#1"}),
    ("date:2018-09-12", {"talks#0"}),
    ("date:>=2017", {"moscow#0", "moscow#1", "talks#0"}),
    ("date:2016-12..2017-04", {"moscow#0", "moscow#1"}),
    ("id:lima", {"lima#0", "lima#1"}),
    ('id:"moscow#1"', {"moscow#1"}),
    ("id:mos*", {"moscow#0", "moscow#1"}),
    ("said:abe treaty", {"lima#1"}),
    ("said:putin treaty", set()),
    ("said:putin economic", {"lima#1"}),
    ("", {each.id for each in CORPUS}),
    ("of the", set()),
])
def test_a_query_finds_what_the_grammar_says(ask: Callable[..., SearchResponse], text: str, found: set[str]) -> None:
    response = ask(text)
    if response.most_words:
        assert not found
    elif text == "of the":
        assert set(ids(response)) == {"moscow#0", "year#0"} & set(ids(response))
    else:
        assert set(ids(response)) == found
        assert response.total_sections == len(found)


def test_a_word_in_the_title_weighs_more_than_in_the_text(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": [section("a#0", "fish and chips every day of the week"),
                        section("b#0", "chips every day of the week", title="fish"),
                        section("c#0", "nothing", heading="fish")]})
    assert ids(engine.search(SearchRequest(text="fish"))) == ["b#0", "c#0", "a#0"]


def test_words_next_to_each_other_come_first(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    apart = "the peace of a long and very good treaty"
    put(engine, {"/a": [section("a#0", apart), section("b#0", "of a long and very good the peace treaty")]})
    assert ids(engine.search(SearchRequest(text="peace treaty"))) == ["b#0", "a#0"]


def test_the_form_that_was_typed_comes_first(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": [section("a#0", "treaty of Kono"), section("b#0", "treaties of Kōno")]})
    assert ids(engine.search(SearchRequest(text="treaties"))) == ["b#0", "a#0"]
    assert ids(engine.search(SearchRequest(text="treaty"))) == ["a#0", "b#0"]
    assert ids(engine.search(SearchRequest(text="Kōno"))) == ["b#0", "a#0"]


def test_ties_fall_by_date_and_then_by_id(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    same = [section("b#0", "peace", "2016-01-01"), section("a#0", "peace", "2016-01-01"),
            section("c#0", "peace", "2017-01-01"), section("d#0", "peace")]
    put(engine, {"/a": same[:2], "/b": same[2:]})
    assert ids(engine.search(SearchRequest(text="peace"))) == ["c#0", "a#0", "b#0", "d#0"]
    assert ids(engine.search(SearchRequest(text="", limit=2, offset=1))) == ["a#0", "b#0"]


def test_hits_can_be_sorted_by_date_with_undated_ones_last(ask: Callable[..., SearchResponse]) -> None:
    newest = [hit.document.date_first for hit in ask("", sort="newest").hits]
    assert newest[:-1] == sorted((each for each in newest if each), reverse=True)
    oldest = [hit.document.date_first for hit in ask("", sort="oldest").hits]
    assert oldest[:-1] == sorted(each for each in oldest if each)
    assert newest[-1] is oldest[-1] is None


def test_pages_follow_each_other_without_gap(ask: Callable[..., SearchResponse]) -> None:
    whole = ids(ask("peace OR treaty OR lima"))
    paged = [each for offset in range(0, len(whole), 2)
             for each in ids(ask("peace OR treaty OR lima", limit=2, offset=offset))]
    assert paged == whole


def test_a_facet_is_counted_with_its_own_selection_lifted(ask: Callable[..., SearchResponse]) -> None:
    response = ask("treaty", filters={"speaker": (ABE,)})
    assert ids(response) == ["lima#1"]
    assert counts(response, "speaker") == {ABE: 1, PUTIN: 2, LAVROV: 1}
    assert counts(response, "publisher") == {"Ministry of Foreign Affairs": 1}


def test_values_of_a_facet_are_joined_by_or_and_facets_by_and(ask: Callable[..., SearchResponse]) -> None:
    assert set(ids(ask(filters={"speaker": (ABE, LAVROV)}))) == {"lima#1", "talks#0", "moscow#1"}
    assert set(ids(ask(filters={"speaker": (ABE, LAVROV), "place": ("Russia",)}))) == {"talks#0", "moscow#1"}
    assert ids(ask(filters={"place": ("Peru > Lima",), "kind": ("speech",)})) == []


def test_a_selected_value_stays_with_a_count_of_nought(ask: Callable[..., SearchResponse]) -> None:
    response = ask("nuclear", filters={"speaker": (ABE, "Nobody")})
    chosen = {value.value: (value.count, value.selected) for value in response.facets[0].values}
    assert chosen == {LAVROV: (1, False), ABE: (0, True), "Nobody": (0, True)}


def test_levels_of_a_facet_have_their_own_values(ask: Callable[..., SearchResponse]) -> None:
    response = ask()
    assert counts(response, "place") == {"Russia": 3, "Peru": 2, "Peru > Lima": 2, "Russia > Moscow": 1,
                                         "Russia > St Petersburg": 1, "Russia > Vladivostok": 1}
    assert counts(response, "date") == {"2016": 3, "2016-11": 2, "2017": 2, "2017-04": 2, "2018": 1, "2018-09": 1}
    lima = next(value for facet in response.facets for value in facet.values if value.value == "Peru > Lima")
    assert (lima.label, lima.depth, lima.records) == ("Lima", 1, 1)


def test_the_largest_values_come_first_and_the_rest_can_be_paged(engine: Engine) -> None:
    asked = SearchRequest()
    first = engine.facet(asked, "place", limit=2)
    assert ([value.value for value in first.values], first.total) == (["Russia", "Peru"], 6)
    assert [value.value for value in engine.facet(asked, "place", limit=2, offset=2).values] == [
        "Peru > Lima", "Russia > Moscow"]
    assert [value.value for value in engine.facet(asked, "place", prefix="st pet").values] == ["Russia > St Petersburg"]
    assert [value.value for value in engine.facet(asked, "speaker", alphabetic=True).values] == [LAVROV, ABE, PUTIN]
    assert engine.facet(asked, "no such facet").values == ()


def test_the_histogram_covers_all_dates_in_bars_of_one_width(ask: Callable[..., SearchResponse]) -> None:
    bars = ask("").histogram
    assert 20 <= len(bars) <= 60
    assert sum(bar.count for bar in bars) >= 5
    assert (bars[0].start, bars[-1].end) == ("2016-01-01", "2018-09-30")
    assert next(bar for bar in bars if bar.start == "2016-11-01").count == 2
    assert ask("war").histogram == ()
    assert len(ask("lima").histogram) == 1


def test_the_histogram_marks_what_is_selected_and_keeps_the_rest(ask: Callable[..., SearchResponse]) -> None:
    bars = ask("", filters={"date": ("2017",)}).histogram
    assert {bar.start[:4] for bar in bars if bar.selected} == {"2017"}
    assert sum(bar.count for bar in bars) > 2
    ranged = ask("", date_from="2017", date_to="2017-06")
    assert set(ids(ranged)) == {"moscow#0", "moscow#1"}
    assert next(bar.start for bar in ranged.histogram if bar.selected) == "2017-01-01"


def test_a_range_that_is_no_date_is_left_out_and_said(ask: Callable[..., SearchResponse]) -> None:
    response = ask("lima", date_from="yesterday")
    assert response.total_sections == 2
    assert "yesterday" in str(response.limits[0])


def test_when_nothing_has_all_words_most_of_them_are_offered(ask: Callable[..., SearchResponse]) -> None:
    response = ask("nuclear treaty islands")
    assert response.most_words
    assert set(ids(response)) == {"moscow#0", "moscow#1"}
    assert not ask("peace treaty").most_words


def test_tables_of_an_answer_for_most_words_are_of_that_answer(engine: Engine) -> None:
    asked = SearchRequest(text="nuclear treaty islands")
    counted = {each.value: each.count for each in engine.facet(asked, "speaker").values}

    assert counted == {PUTIN: 1, LAVROV: 1}
    assert {row.speaker for row in engine.who(asked)} == {PUTIN, LAVROV}
    assert sum(bar.count for bar in engine.over_time(asked, "year")) == 2


def test_another_spelling_is_offered_only_where_it_finds_something(ask: Callable[..., SearchResponse]) -> None:
    assert ask("nuklear").did_you_mean == "nuclear"
    assert ask("nuklear", filters={"speaker": (ABE,)}).did_you_mean is None
    assert ask("nuclear").did_you_mean is None
    assert ask("qqqqqq").did_you_mean is None


def test_hits_of_one_record_can_be_shown_as_one(ask: Callable[..., SearchResponse]) -> None:
    grouped = ask("", grouped=True, sort="newest")
    assert [hit.document.record_id for hit in grouped.hits] == ["talks", "moscow", "lima", "year", "none"]
    assert {hit.document.record_id: hit.more for hit in grouped.hits}["moscow"] == 1
    assert (grouped.total_sections, grouped.total_records) == (7, 5)


def test_only_words_that_the_filtered_speaker_has_said_match(ask: Callable[..., SearchResponse]) -> None:
    assert ids(ask("treaty", filters={"speaker": (ABE,)}, said=True)) == ["lima#1"]
    assert ids(ask("treaty", filters={"speaker": (PUTIN,)}, said=True)) == []
    assert ids(ask("economic", filters={"speaker": (PUTIN,)}, said=True)) == ["lima#1"]
    assert ids(ask("welcomed", said=True)) == ["lima#1"]
    assert ids(ask("islands", said=True)) == []
    hit = ask("peace OR economic", filters={"speaker": (PUTIN,)}, said=True).hits[0]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.highlights] == ["economic"]


def test_a_hit_counts_the_words_in_its_text(ask: Callable[..., SearchResponse]) -> None:
    assert {hit.document.id: hit.matches for hit in ask("peace").hits} == {
        "lima#1": 1, "moscow#0": 1, "year#0": 1, "none#0": 3}
    assert ask('"peace treaty"').hits[0].matches == 1


def test_snippets_mark_the_words_found(ask: Callable[..., SearchResponse]) -> None:
    snippet = ask("treaty", filters={"speaker": (ABE,)}).hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["treaty"]


def test_marks_stand_in_any_text(engine: Engine) -> None:
    assert engine.marks("The treaties of peace", "treaty -peace") == ((4, 12),)
    assert engine.marks("anything", "") == ()


def test_who_said_it_is_told_with_first_and_last_day(engine: Engine) -> None:
    rows = engine.who(SearchRequest(text="treaty OR переговоры"))
    assert [(row.speaker, row.sections, row.records, row.first, row.last) for row in rows] == [
        (ABE, 2, 2, "2016-11-19", "2018-09-13"), (PUTIN, 2, 2, "2016-11-19", "2017-04-27"),
        (LAVROV, 1, 1, "2017-04-27", "2017-04-27")]


def test_where_only_spoken_words_count_who_said_it_is_who_spoke_them(engine: Engine) -> None:
    asked = SearchRequest(text="treaty", said=True)
    assert [(row.speaker, row.sections, row.first) for row in engine.who(asked)] == [(ABE, 1, "2016-11-19")]
    assert not engine.who(replace(asked, filters={"speaker": (PUTIN,)}))
    both = replace(asked, text="treaty OR economic")
    assert {row.speaker: row.sections for row in engine.who(both)} == {ABE: 1, PUTIN: 1} == {
        each.value: each.count for each in engine.facet(both, "speaker").values}
    assert {row.speaker for row in engine.who(replace(both, filters={"speaker": (PUTIN,)}))} == {PUTIN}


def test_tables_say_what_there_was_no_time_for(engine: Engine) -> None:
    late = SearchRequest(text="treaty", budget_ms=0)
    facet, who, years = engine.facet(late, "place"), engine.who(late), engine.over_time(late, "year")
    assert [[str(limit) for limit in found.limits] for found in (facet, who, years)] == [
        [f"There was no time left to count by {field}."] for field in ("place", "speaker", "date")]
    assert not facet.complete
    whole = replace(late, budget_ms=60_000)
    assert engine.facet(whole, "place").complete
    assert len(engine.who(whole)) == 3
    assert not engine.who(whole).limits
    assert not engine.over_time(whole, "year").limits


def test_matches_are_counted_by_year_and_month(engine: Engine) -> None:
    years = engine.over_time(SearchRequest(), "year")
    assert [(bar.start[:4], bar.count) for bar in years] == [("2016", 3), ("2017", 2), ("2018", 1)]
    months = engine.over_time(SearchRequest(text="treaty"), "month")
    assert (months[0].start, months[0].count, months[-1].start) == ("2016-11-01", 1, "2017-04-01")


_HELD = st.lists(st.integers(0, 5), max_size=3, unique=True)


@given(st.lists(st.tuples(_HELD, _HELD), min_size=1, max_size=12), st.integers(1, 9), st.sampled_from((1, 50)))
def test_the_largest_values_are_those_that_most_documents_have(
        held: list[tuple[list[int], list[int]]], most: int, times: int) -> None:
    names, every = "cafbde", np.arange(len(held), dtype=np.int32)
    fields = [lay_out(np.cumsum([0, *map(len, field)]), np.array([at for each in field for at in each], dtype=np.int32),
                      list(names), np.ones(len(held), dtype=bool), every) for field in zip(*held, strict=True)]
    found = Fields.of(("topic", "place"), fields).largest(np.repeat(every, times), most)
    for facet, field in zip(found, zip(*held, strict=True), strict=True):
        counted = Counter(names[at] for each in field for at in each)
        expected = sorted(((value, held_by * times) for value, held_by in counted.items()),
                          key=lambda one: (-one[1], one[0]))
        assert [(each.value, each.count) for each in facet.values] == expected[:most]
        assert facet.total == len(expected)


def test_the_first_hits_are_those_of_a_longer_list(tmp_path: Path) -> None:
    opened = open_engine(tmp_path)
    put(opened, {"/many": [section(f"r{at}#0", f"peace {'of the world ' * (at % 7)}treaty {'peace ' * (at % 5)}",
                                   f"20{10 + at % 9}-01-01") for at in range(3 * WINDOW)]})
    for text in ("peace treaty", "treaties", '"peace treaty" OR world', "peace"):
        long = opened.search(SearchRequest(text=text, limit=3 * WINDOW))
        for offset in (0, 25, WINDOW - 10, WINDOW - 5):
            short = opened.search(SearchRequest(text=text, offset=offset, limit=10))
            assert [(hit.document.id, hit.score) for hit in short.hits] == [
                (hit.document.id, hit.score) for hit in long.hits[offset : offset + 10]]


def test_suggestions_complete_values_and_words(engine: Engine) -> None:
    assert [(each.field, each.value) for each in engine.suggest("lav")] == [("speaker", LAVROV)]
    found = {(each.field, each.value, each.count) for each in engine.suggest("pe")}
    assert {("topic", "peace treaty", 2), ("place", "Peru", 2), ("term", "peace", 4)} <= found
    assert engine.suggest("") == ()
    assert engine.suggest("vladimir pu")[0].value == PUTIN


def test_sections_like_one_are_of_other_records(engine: Engine) -> None:
    assert engine.similar("lima#1")[0].document.id == "moscow#0"
    assert all(hit.document.record_id != "lima" for hit in engine.similar("lima#1"))
    assert engine.similar("no such section") == ()


def test_a_record_comes_in_the_order_of_its_page(engine: Engine) -> None:
    assert [each.id for each in engine.get("lima")] == ["lima#0", "lima#1"]
    assert engine.get("lima")[1] == CORPUS[1]
    assert list(engine.get("nothing")) == []


@pytest.mark.parametrize("text", ["", "peace", "treaty OR weapons", "Lima"])
def test_extras_can_be_left_out_and_the_rest_stays(ask: Callable[..., SearchResponse], text: str) -> None:
    whole, plain = ask(text), ask(text, extras=False)
    assert plain.histogram == ()
    assert whole.histogram
    assert plain.hits == tuple(hit._replace(matches=0) for hit in whole.hits)
    for with_records, without in zip(whole.facets, plain.facets, strict=True):
        assert [(each.value, each.count) for each in with_records.values] == [
            (each.value, each.count) for each in without.values]


def test_facets_that_are_not_asked_for_are_not_counted(ask: Callable[..., SearchResponse]) -> None:
    assert [facet.name for facet in ask("").facets] == list(FACETS)
    assert ask("", facets=()).facets == ()
    assert [facet.name for facet in ask("", facets=("topic", "wrong")).facets] == ["topic"]


@pytest.mark.parametrize("text", ["(" * 3000, "a* OR " * 400, '"' * 99, "\ud800\x00", "speaker:" * 50, "-" * 500,
                                  "zz~ " * 120, "date:9999..0001", "id:x", "x" * 20_000, "日本" * 3000, "NEAR/5"])
def test_no_text_makes_a_search_fail(ask: Callable[..., SearchResponse], text: str) -> None:
    assert ask(text).total_sections >= 0
    assert ask(text, filters={"speaker": (text,), "wrong": ("x",), "date": ("2016-99",)}, said=True,
               date_from=text, date_to="0000").total_sections >= 0


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, -5), (10, 10**9), (10**9, 0)])
def test_any_page_can_be_asked_for(ask: Callable[..., SearchResponse], limit: int, offset: int) -> None:
    assert len(ask("", limit=limit, offset=offset).hits) == (7 if limit > 0 and not offset else 0)


@settings(deadline=None)
@given(st.lists(st.lists(st.from_regex("[a-c0-1]{1,3}", fullmatch=True), min_size=1, max_size=4), min_size=1,
                max_size=12), st.sampled_from("#:/_ "), st.lists(st.from_regex("[a-c0-1]{1,3}", fullmatch=True),
                                                                  min_size=1, max_size=3), st.booleans())
def test_words_of_ids_are_found_as_those_of_other_values(ids: list[list[str]], sign: str, terms: list[str],
                                                         prefix: bool) -> None:
    names = [sign.join(each) for each in ids]
    starts = np.cumsum([0, *(len(name) + 1 for name in names)])
    asked = Field("id", " ".join(terms), tuple(terms), (), prefix)

    found = IdWords("\n".join(names), starts).lines(terms, prefix=prefix)

    assert found.tolist() == ValueIndex(names).matching(asked)


def test_edited_synonyms_count_without_a_new_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "data" / "synonyms" / "own.toml"
    file.parent.mkdir(parents=True)
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(knowledge, "NOTICED_WITHIN", 0)
    engine = open_engine(tmp_path / "index")
    put(engine, {"/x": [section("x#0", "Talks with the Hermit Kingdom.")]})

    def found() -> int:
        return engine.search(SearchRequest(text="DPRK")).total_sections

    assert found() == 0
    file.write_text('[[group]]\nwords = ["DPRK", "Hermit Kingdom"]\n', encoding="utf-8")
    assert found() == 1
    file.write_text("[[group\n", encoding="utf-8")
    assert found() == 1, "a file at fault changes nothing"
    file.unlink()
    assert found() == 0
