"""A query read back in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import describe, parse_query, unparse
from indexer.query.tree import Nothing
from indexer.wording import wording, written


@pytest.mark.parametrize(("text", "reading"), [
    ("peace", "peace"),
    ("peace treaty -economic", "all of: peace, treaty; without: economic"),
    ("peace OR treaty", "any of: peace, treaty"),
    ('"peace treaty" japan', "all of: “peace treaty”, japan"),
    ('"treaties"', "“treaties”"),
    ("treat*", "words beginning with treat"),
    ("putin~", "words like putin"),
    ("peace NEAR/5 treaty", "peace within 5 words of treaty"),
    ("peace NEAR/1 treaty", "peace within 1 word of treaty"),
    ("title:peace", "peace in the title"),
    ("speaker:abe", "speaker: abe"),
    ("speaker:ab*", "speaker: ab…"),
    ("topic:*", "topic: any"),
    ("date:2016-11", "date: 2016-11"),
    ("date:2016-11-01..2016-12-15", "date: 2016-11-01 to 2016-12-15"),
    ("date:>=2016", "date: from 2016-01-01"),
    ("date:<2016", "date: to 2015-12-31"),
    ("said:abe islands", "said by abe: islands"),
    ("said:abe", "said by abe"),
    ("-peace", "without: peace"),
    ("peace (treaty OR (japan -russia))", "peace; any of: treaty, (japan; without: russia)"),
    ("peace speaker:abe date:2016 -topic:islands", "peace; speaker: abe; date: 2016; without: topic: islands"),
    ("counter-terrorism", "counter-terrorism"),
    ("", "everything"),
    ("*", "everything"),
], ids=str)
def test_a_query_is_read_back_in_words(text: str, reading: str) -> None:
    assert parse_query(text).reading == reading


def test_no_document_reads_as_nothing() -> None:
    assert str(describe(Nothing())) == "nothing"


@pytest.mark.parametrize(("text", "written"), [
    ("peace  treaty AND NOT economic", "peace treaty -economic"),
    ("（peace OR treaty） 「peace treaty」", '(peace OR treaty) "peace treaty"'),
    ("date:2016", "date:2016-01-01..2016-12-31"),
    ("said:abe (islands OR treaty)", 'said:"abe" (islands OR treaty)'),
    ("title:(peace treaty)", "title:peace title:treaty"),
], ids=str)
def test_a_query_is_written_out_in_the_grammar(text: str, written: str) -> None:
    assert unparse(parse_query(text).tree) == written


def test_a_reading_can_be_written_in_another_language() -> None:
    french = {"all": "tous : %(parts)s", "clauses": "%(one)s ; %(more)s", "without": "sans : %(parts)s",
              "near": "%(one)s à %(num)s mots de %(more)s", "list": "%(one)s, %(more)s"}
    told = parse_query("peace NEAR/5 treaty talks -economic").told
    assert written(told, lambda code, _number: french[code]) == (
        "tous : peace à 5 mots de treaty, talks ; sans : economic")


@given(st.lists(st.sampled_from(
    ["peace", "the", "OR", "-", "(", ")", '"', '"peace treaty"', "NEAR/5000", "pe*ce", "p*", "ab~9", "foo:bar",
     "date:soon", "speaker:", "speaker:abe", "said:abe", "title:treaty", "date:>=2016", "topic:*", "NOT", "AND",
     "counter-terrorism"])))
def test_whatever_is_told_has_its_words(parts: list[str]) -> None:
    """No code without a pattern, no pattern without its values."""
    parsed = parse_query(" ".join(parts))
    assert all(map(str, (parsed.told, *parsed.notes)))


def test_one_and_many_are_told_apart() -> None:
    assert [str(wording("near", one="a", num=n, more="b")) for n in (1, 2)] == [
        "a within 1 word of b", "a within 2 words of b"]


def test_what_was_typed_is_never_read_as_a_pattern() -> None:
    assert parse_query('"100%(one)s %d" x').reading == "all of: “100%(one)s %d”, x"
