"""What the arrays find and count is what plain Whoosh finds and what reading every word finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query

from indexer.engine import FACETS, Engine, SearchRequest
from indexer.index import generations
from indexer.index.whoosh_reading import whoosh_index
from indexer.opening import open_engine
from indexer.query.tree import Field, Said
from indexer.search.knowledge import query_knowledge
from tests.chance import indexed, merge, put
from tests.fake_engine import BLANK
from tests.reference import Reference, facet_values
from tests.strategies import SPEAKERS, queries
from tests.whoosh_queries import NotInWhooshError, found, whoosh_query

EVERYTHING = 10_000
selections = st.dictionaries(
    st.sampled_from(("speaker", "place", "date", "kind")),
    st.lists(st.sampled_from((*SPEAKERS, "Japan", "Peru > Lima", "2016", "2015-03", "2014", "speech")), min_size=1,
             max_size=2).map(tuple), max_size=2)


class Compared:
    """An engine, plain Whoosh over the same files, and the same documents read word by word."""

    def __init__(self, engine: Engine, folder: Path, documents: list[Any], searcher: Any) -> None:
        self.engine = engine
        self.reference = Reference(documents)
        self.searcher = searcher
        self.segments = len(generations.current(folder).segments)

    def check(self, typed: str, filters: dict[str, tuple[str, ...]]) -> None:
        tree = query_knowledge().parse(typed).tree
        expected = self.reference.matches(tree)
        if not filters:
            self._check_whoosh(tree, expected)
        response = self.engine.search(SearchRequest(
            text=typed, filters=filters, limit=EVERYTHING, facet_limit=EVERYTHING, budget_ms=60_000))
        if response.most_words:
            assert not self._filtered(expected, filters)
            return
        assert {hit.document.id for hit in response.hits} == self._filtered(expected, filters)
        assert response.total_sections == len(response.hits)
        plain = self.engine.search(SearchRequest(
            text=typed, filters=filters, limit=1, facet_limit=EVERYTHING, budget_ms=60_000, extras=False))
        for facet in (*response.facets, *plain.facets):
            others = {name: values for name, values in filters.items() if name != facet.name}
            counted = self.reference.facet(facet.name, self._filtered(expected, others))
            assert Counter({each.value: each.count for each in facet.values if each.count}) == counted, facet.name

    def _filtered(self, ids: set[str], filters: dict[str, tuple[str, ...]]) -> set[str]:
        return {each for each in ids if all(
            facet_values(name, self.reference.read[each].document) & set(values) for name, values in filters.items())}

    def _check_whoosh(self, tree: Any, expected: set[str]) -> None:
        try:
            asked = whoosh_query(tree, self.searcher)
        except NotInWhooshError:
            return
        assert found(self.searcher, asked) == expected


@pytest.fixture(scope="module", params=["five segments", "merged"])
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    folder = tmp_path_factory.mktemp("index")
    engine, documents = indexed(folder)
    if request.param == "merged":
        documents = merge(engine, documents)
    with whoosh_index(generations.current(folder).path / "whoosh") as searcher:
        yield Compared(engine, folder, documents, searcher)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=queries, filters=selections)
def test_hits_and_counts_are_those_of_whoosh_and_of_reading_every_word(
        compared: Compared, typed: str, filters: dict[str, tuple[str, ...]]) -> None:
    compared.check(typed, filters)
    compared.check(typed, {})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=queries, filters=selections, speaker=st.sampled_from(SPEAKERS))
def test_speakers_are_counted_by_their_own_words_where_only_these_count(
        compared: Compared, typed: str, filters: dict[str, tuple[str, ...]], speaker: str) -> None:
    tree = query_knowledge().parse(typed).tree
    others = {name: values for name, values in filters.items() if name != "speaker"}
    asked = SearchRequest(text=typed, filters={**others, "speaker": (speaker,)}, said=True, facets=("speaker",),
                          limit=EVERYTHING, facet_limit=EVERYTHING, budget_ms=60_000)
    response = compared.engine.search(asked)
    if response.most_words:
        return
    expected = {name: compared._filtered(compared.reference.matches(Said(Field("speaker", name, (), (name,)), tree)),
                                         others) for name in SPEAKERS}
    assert {hit.document.id for hit in response.hits} == expected[speaker]
    counted = {each.value: (each.count, each.records) for each in response.facets[0].values if each.count}
    assert counted == {name: (len(ids), compared.reference.records(ids)) for name, ids in expected.items() if ids}


def test_the_indexes_compared_have_the_segments_they_should(compared: Compared) -> None:
    assert compared.segments in {1, 5}
    assert {facet.name for facet in compared.engine.search(SearchRequest()).facets} == set(FACETS)


def test_whoosh_errs_in_exclusions_from_unions_and_this_engine_does_not(tmp_path: Path) -> None:
    """Whoosh's AndNot can leave in what is excluded, so `whoosh_query` writes And and Not."""
    texts = {"one": "war", "two": "peace war treaty"}
    engine = open_engine(tmp_path)
    put(engine, {f"/{id}": [replace(BLANK, id=id, record_id=id, position=0, text=text)] for id, text in texts.items()})
    assert engine.search(SearchRequest(text="(peace OR treaty) -war")).total_sections == 0
    with whoosh_index(generations.current(tmp_path).path / "whoosh") as searcher:
        union = query.Or([query.Term("text", "peac"), query.Term("text", "treati")])
        war = query.Term("text", "war")
        assert found(searcher, query.And([union, query.Not(war)])) == set()
        assert found(searcher, query.AndNot(union, war)) == {"two"}
