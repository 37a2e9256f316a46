"""Queries that cost much end when their time is up, say so, and mean what they meant before."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import SearchRequest, open_engine
from indexer.engine import Engine, SourceState
from indexer.search import fields
from indexer.search.deadline import Deadline
from tests.benchmarks.dear_queries import DEAR
from tests.fake_engine import document, speech, summit


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("dear"))
    with engine.writer() as writer:
        state = SourceState(path="/r.txt", fingerprint="1", size=1, mtime_ns=1)
        writer.put(state, [*summit(), *speech(), document("au-pm:7023#4", "Peace prizes.", speakers=("Bob Hawke",))])
        writer.commit()
    return engine


@pytest.mark.parametrize("text", DEAR.values(), ids=DEAR)
def test_a_dear_query_is_answered(engine: Engine, text: str) -> None:
    found = engine.search(SearchRequest(text=text, limit=100, grouped=True, budget_ms=60_000))
    assert not [each.code for each in found.limits if each.code.startswith("no-time")]


@pytest.mark.parametrize("text", [text for text in DEAR.values() if len(text) > 3], ids=str)
def test_a_query_without_any_time_left_ends_and_says_so_or_is_whole(engine: Engine, text: str) -> None:
    whole = engine.search(SearchRequest(text=text, budget_ms=60_000))
    found = engine.search(SearchRequest(text=text, budget_ms=0))
    said = [each.code for each in found.limits]
    assert "no-time-words" in said or found.total_sections == whole.total_sections


@pytest.mark.parametrize("after", [1, 4, 30])
@pytest.mark.parametrize("text", [text for text in DEAR.values() if len(text) > 3], ids=str)
def test_a_query_that_is_broken_off_anywhere_finds_a_part_and_says_so(
        engine: Engine, text: str, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    request = SearchRequest(text=text, limit=100, budget_ms=60_000)
    whole = engine.search(request)
    asked = itertools.count()
    monkeypatch.setattr(Deadline, "passed_for_matching", lambda _: next(asked) >= after)
    found = engine.search(request)
    one, other = ({hit.document.id for hit in each.hits} for each in (found, whole))
    assert one == other or "no-time-words" in [each.code for each in found.limits]
    assert one <= other or found.most_words != whole.most_words


def matching_by_expression(ids: list[str], terms: list[str], prefix: bool) -> list[int]:
    """What the words of an id mean, said plainly."""
    between = "[\\W_]+".join(map(re.escape, terms))
    wanted = re.compile(r"(?<![^\W_])" + between + ("" if prefix else r"(?![^\W_])"))
    return [number for number, each in enumerate(ids) if wanted.search(each)]


class OneRow:
    """As much of a snapshot as looking for ids needs."""

    def __init__(self, ids: list[str]) -> None:
        self.joined_ids = "\n".join(ids), np.cumsum([0, *(len(each) + 1 for each in ids)])
        self.documents = np.arange(len(ids), dtype=np.int32)
        self._kept: dict[object, object] = {}

    def kept(self, key: object, make: object) -> object:
        if key not in self._kept:
            self._kept[key] = make()  # type: ignore[operator]
        return self._kept[key]


LETTERS = "ab1-_:#."


@given(st.lists(st.text(LETTERS, max_size=8), min_size=1, max_size=6),
       st.lists(st.text("ab1", min_size=1, max_size=3), min_size=1, max_size=3), st.booleans())
def test_ids_are_found_by_their_words(ids: list[str], terms: list[str], prefix: bool) -> None:
    node = fields.Field(name="id", text=" ".join(terms), terms=tuple(terms), prefix=prefix, values=())
    assert fields.with_value(OneRow(ids), node).tolist() == matching_by_expression(ids, terms, prefix)  # type: ignore


def test_the_beginning_of_the_last_word_of_a_value_finds_it(engine: Engine) -> None:
    for text, total in (("speaker:shi*", 2), ("speaker:haw*", 1), ("topic:pea*", 2), ("place:li*", 3),
                        ("id:au-pm*", 1), ("id:702*", 1), ("id:702", 0), ("id:summit", 3)):
        assert engine.search(SearchRequest(text=text)).total_sections == total, text
