"""Text to terms."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import analysis
from indexer.folding import fold


def exact(text: str) -> list[str]:
    return analysis.terms(text).exact


@pytest.mark.parametrize(("one", "other"), [
    ("KŌNO", "kono"), ("Straße", "STRASSE"), ("ＡＢＥ", "abe"), ("naïve", "naive"), ("Łódź", "lodz"),
    ("е\u0308лка", "ёлка"), ("ёлка", "елка"), ("Σίσυφος", "ΣΙΣΥΦΟΣ"), ("أحمد", "احمد"), ("مَدْرَسَة", "مدرسه"),
    ("كــتاب", "كتاب"), ("على", "علی"), ("ﬁscal", "fiscal"), ("٢٠١٦", "2016"), ("co\u00adoperate", "cooperate"),
    ("İstanbul", "istanbul"), ("ｶﾞｲﾄﾞ", "ガイド"), ("Hawaiʻi", "hawaii"),
])
def test_spellings_of_one_word_are_the_same_term(one: str, other: str) -> None:
    assert analysis.sequence(one).exact == analysis.sequence(other).exact


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("мой", "мои"), ("दिन", "दीन"), ("มา", "ม้า")])
def test_signs_that_tell_letters_apart_are_kept(one: str, other: str) -> None:
    assert analysis.sequence(one).exact != analysis.sequence(other).exact


@pytest.mark.parametrize(("text", "words"), [
    ("Abe’s policy", ["abe", "policy"]),
    ("the ministers’ talks", ["the", "ministers", "talks"]),
    ("we’ll they'd it's I'm", ["we", "they", "it", "i"]),
    ("Sa'd WE'RE", ["sad", "we"]),
    ("don't O’Brien Sana'a", ["dont", "obrien", "sanaa"]),
    ("l’Union d'Ivoire", ["l", "union", "d", "ivoire"]),
    ("U.K. p.m. 2.5 1,000 12,345.67", ["uk", "pm", "2.5", "1000", "12345.67"]),
    ("2(1) 19.11.2016 1,2", ["2", "1", "19", "11", "2016", "1", "2"]),
    ("end.Next www.example.org", ["end", "next", "www", "example", "org"]),
    ("Japan-Russia Japan–Russia", ["japan", "russia", "japan", "russia"]),
    ("_word_ x_y", ["word", "x", "y"]),
    ("", []), ("… — !", []),
])
def test_a_text_falls_into_words(text: str, words: list[str]) -> None:
    assert exact(text) == words


def test_a_hyphenated_word_is_found_in_two_with_a_hyphen_and_as_one() -> None:
    hyphenated = analysis.terms("counter-terrorism")
    assert list(zip(hyphenated.exact, hyphenated.positions, strict=True)) == [
        ("counter", 0), ("counterterrorism", 0), ("terrorism", 1)]
    assert analysis.sequence("counter-terrorism").exact == ("counter", "terrorism")
    assert analysis.sequence("counter-terrorism").joined == "counterterrorism"
    assert analysis.sequence("G-20").joined == "g20"
    assert "counterterrorism" in exact("Counter-Terrorism Strategy")


def test_two_names_with_a_hyphen_are_not_one_word() -> None:
    assert exact("Japan-Russia") == ["japan", "russia"]


def test_an_acronym_that_is_an_everyday_word_has_its_capitals_in_addition() -> None:
    assert exact("the US told us") == ["the", "us", "US", "told", "us"]
    assert "US" in exact("U.S.-led")
    assert analysis.sequence("US").exact == ("US",)
    assert analysis.sequence("us").exact == ("us",)


def test_any_two_neighbours_of_a_script_without_spaces_are_a_term() -> None:
    found = analysis.terms("在東京會談abc")
    assert {"東京", "京會", "會談", "談"} <= set(found.exact)
    assert found.exact[-1] == "abc"
    assert analysis.sequence("東京會").exact == ("東京", "京會")


def test_stems_join_the_forms_of_a_word_and_leave_the_rest() -> None:
    assert analysis.terms("treaties treaty").stems == ["treati", "treati"]
    assert analysis.terms("2016 мира us").stems == ["2016", "мира", "us"]


def test_the_stop_list_has_the_size_that_ranking_was_measured_with() -> None:
    assert len(analysis.STOP_WORDS) == 127


def test_values_are_compared_without_case_accents_and_punctuation() -> None:
    assert analysis.key("Kōno, Tarō") == analysis.key("KONO TARO")


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=60))
def test_offsets_lie_in_the_text_and_positions_grow(text: str) -> None:
    found = analysis.terms(text)
    assert len({len(column) for column in found[:5]}) == 1
    assert found.positions == sorted(found.positions)
    assert found.starts == sorted(found.starts)
    assert set(found.positions) == set(range(found.length))
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    assert analysis.index_terms(text) == (found.exact, found.stems, found.positions, found.length)


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_a_text_is_found_where_it_stands(text: str, before: str, after: str) -> None:
    """Whatever a query is made of, its terms stand in any text that has it between blanks."""
    wanted = analysis.sequence(text)
    found = analysis.terms(f"{before} {text} {after}")
    there = set(zip(found.exact, found.positions, strict=True))
    bases = range(found.length)
    assert not wanted.exact or any(
        all((term, base + offset) in there for term, offset in zip(wanted.exact, wanted.offsets, strict=True))
        for base in bases)


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_threads_stem_alike() -> None:
    """Snowball's objects must not be shared; each thread has its own."""
    words = [f"{beginning}{ending}" for beginning in ("treat", "negotiat", "elect", "govern")
             for ending in ("ies", "ing", "ed", "ion", "ions", "s")] * 50
    expected = list(map(analysis.stem, words))
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(list(map(analysis.stem, words)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a-" * 500_000, "1," * 500_000, "e\u0301" * 500_000,
                                  "日" * 300_000, "'" * 1_000_000, "a'" * 500_000], ids=lambda text: ascii(text[:3]))
def test_a_megabyte_without_spaces_takes_linear_time(text: str) -> None:
    begin = time.process_time()
    analysis.terms(text)
    assert time.process_time() - begin < 5
