"""Marks in texts, and cuts of texts."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine import Snippet
from indexer.query import parse_query
from indexer.search.matcher import Matcher
from indexer.search.snippets import marks, snippet
from tests.reference import Read, occurrences
from tests.strategies import documents, queries

LONG = ("The ministers met in the morning and spoke of trade. " * 4
        + "Later they exchanged views on the peace treaty and on joint economic activities. "
        + "The afternoon was given to culture. " * 6 + "Sanctions were not discussed at all.")


def matcher(query: str) -> Matcher:
    return Matcher.of(parse_query(query).tree)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, matcher(query))]


def shown(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.highlights]


@pytest.mark.parametrize(("text", "query", "expected"), [
    ("Peace treaties and a treaty", "treaty", ["treaties", "treaty"]),
    ("Peace treaties and a treaty", '"treaty"', ["treaty"]),
    ("a peace treaty, no treaty of peace", '"peace treaty"', ["peace treaty"]),
    ("peace, treaty", '"peace treaty"', ["peace, treaty"]),
    ("economic economy ecology", "econom*", ["economic", "economy"]),
    ("Medvedjev and Medvedev", "medvedev~1", ["Medvedjev", "Medvedev"]),
    ("Tarō KŌNO, Kono’s answer", "kōno", ["KŌNO", "Kono"]),
    ("co-operation and cooperation", "cooperation", ["co-operation", "cooperation"]),
    ("counter-terrorism, counter terrorism, counterterrorism", "counter-terrorism",
     ["counter-terrorism", "counter terrorism", "counterterrorism"]),
    ("the U.S. and us", "US", ["U.S"]),
    ("安倍晋三は日本語を話す", "日本語", ["日本語"]),
    ("安倍晋三は日本語を話す", "日", ["日"]),
    ("Abe安倍と", "安倍", ["安倍"]),
    ("мирный договор", "договор", ["договор"]),
    ("إيران والعراق", "ايران", ["إيران"]),
    ("peace and economic growth", "peace -growth", ["peace"]),
    ("peace and economic growth", "title:peace growth", ["growth"]),
    ("peace and economic growth", "peace NEAR/3 growth", ["peace", "growth"]),
    ("cafe\u0301 peace", "café", ["cafe\u0301"]),
    ("non-peace (peace)", "peace", ["peace", "peace"]),
    ("xpeace peacex", "peace", []),
    ("treaty treaty treaty", '"treaty treaty"', ["treaty treaty treaty"]),
    ("", "peace", []), ("peace", "", []), ("peace", "speaker:peace", []),
], ids=str)
def test_all_forms_of_the_words_are_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_marks_can_be_narrowed_to_parts_of_a_text() -> None:
    text = "peace here, peace there, peace everywhere"
    assert marks(text, matcher("peace"), inside=[(5, 24)]) == ((12, 17),)


ENDINGS = ["", "e", "s", "y", "ies", "ied", "ying", "ing", "ed", "ly", "ity", "ability", "ational", "ization", "ency",
           "fulness", "ousness", "alism", "ology", "able", "ively", "er"]


@given(st.from_regex("[a-z]{1,9}", fullmatch=True), st.sampled_from(ENDINGS))
def test_a_word_of_any_stem_is_found(begin: str, ending: str) -> None:
    word = begin + ending

    assert marked(f"- {word}, -", word) == [word]


@settings(max_examples=1_000, deadline=None)
@given(documents("r0#0"), queries)
def test_what_is_marked_is_what_matches(document: object, query: str) -> None:
    """The words that reading every word finds, joined where they overlap."""
    read = Read(document)  # type: ignore[arg-type]
    text = read.document.text
    ours = matcher(query)
    terms = {(place.start, place.position) for place in read.words["text"]}
    starts = {position: start for start, position in terms}
    expected = set()
    for leaf in _leaves(query):
        for first, _ in occurrences(leaf, read.words["text"]):
            expected.add(starts[first])
    covered = {at for start, end in marks(text, ours) for at in range(start, end)}
    assert expected <= covered
    assert {start for start, _ in marks(text, ours)} <= expected


def _leaves(query: str) -> list[object]:
    from indexer.query.tree import leaves

    return [leaf for leaf in leaves(parse_query(query).tree) if leaf.field in {None, "text"}]


def test_one_fragment_shows_all_words_where_it_can() -> None:
    found = snippet(LONG, matcher("peace economic"), 200)
    assert shown(found) == ["peace", "economic"]
    assert found.text.startswith("Later they exchanged")
    assert found.text.endswith(" …")


def test_two_fragments_show_words_that_are_far_apart() -> None:
    found = snippet(LONG, matcher("peace sanctions"), 200)
    assert shown(found) == ["peace", "Sanctions"]
    assert " … " in found.text


def test_without_any_of_the_words_it_is_the_beginning() -> None:
    found = snippet(LONG, matcher("nothing"), 100)
    assert found.text.startswith("The ministers met")
    assert not found.highlights
    assert len(found.text) <= 100


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("On the\n\npeace treaty.", matcher("peace"), 200) == Snippet("On the  peace treaty.", ((8, 13),))


def test_the_fragment_of_a_speaker_shows_what_the_speaker_said() -> None:
    text = "Peace is near, the one said. " + "They paused for a long while. " * 10 + "Peace is far, said the other."
    found = snippet(text, matcher("peace"), 80, inside=[(len(text) - 29, len(text))])
    assert "far" in found.text
    assert "near" not in found.text


@settings(max_examples=3_000, deadline=None)
@given(st.lists(st.sampled_from(["peace ", "treaty", "a\u0301", "日本", "\n", ". ", "👩‍👩‍👧", " ", "🇯🇵", "é", "x" * 50,
                                 "-"]), max_size=60).map("".join),
       st.integers(20, 120), st.sampled_from(["peace", '"peace treaty"', "日", "tre*", "zzz", "x*"]))
def test_a_snippet_is_whole_characters_of_bounded_length(text: str, length: int, query: str) -> None:
    found = snippet(text, matcher(query), length)
    assert len(found.text) <= length
    assert all(0 <= start < end <= len(found.text) for start, end in found.highlights)
    assert list(found.highlights) == sorted(found.highlights)
    for fragment in found.text.split("…"):
        assert not fragment.strip() or not unicodedata.combining(fragment.strip()[0])
        assert "".join(fragment.split()) in "".join(text.split())
    if marks(text, matcher(query)):
        assert found.highlights


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20), st.integers(1, 100))
def test_no_text_makes_a_snippet_fail(text: str, query: str, length: int) -> None:
    found = snippet(text, matcher(query), length)
    assert len(found.text) <= max(length, 20)
    marks(text, matcher(text[:50]))


@pytest.mark.parametrize("query", ["peace", '"the the"', "zzz", "pe*", "peaec~", "日"])
@pytest.mark.parametrize("unit", ["the peace treaty of nations ", "x", "日本", "a-", "the ", "e\u0301", "\u0301", "' "])
def test_a_megabyte_is_cut_in_a_moment(unit: str, query: str) -> None:
    text = unit * (1_000_000 // len(unit))
    ours = matcher(query)
    snippet(text[:1000], ours)
    begin = time.process_time()
    snippet(text, ours, 200)
    assert time.process_time() - begin < 0.5  # 0.02 on the machine where it was written, alone


def test_a_word_late_in_a_long_text_is_found() -> None:
    text = "nothing of note here. " * 20_000 + "A peace treaty at last."
    assert shown(snippet(text, matcher("peace"), 100)) == ["peace"]
