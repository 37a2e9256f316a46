"""A query read back in words."""

from __future__ import annotations

import pytest

from indexer.query import describe, parse_query, unparse
from indexer.query.tree import Nothing


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
    assert describe(Nothing()) == "nothing"


@pytest.mark.parametrize(("text", "written"), [
    ("peace  treaty AND NOT economic", "peace treaty -economic"),
    ("（peace OR treaty） 「peace treaty」", '(peace OR treaty) "peace treaty"'),
    ("date:2016", "date:2016-01-01..2016-12-31"),
    ("said:abe (islands OR treaty)", 'said:"abe" (islands OR treaty)'),
    ("title:(peace treaty)", "title:peace title:treaty"),
], ids=str)
def test_a_query_is_written_out_in_the_grammar(text: str, written: str) -> None:
    assert unparse(parse_query(text).tree) == written
