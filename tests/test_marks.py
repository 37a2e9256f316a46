"""What a single line looks like: numbering, datelines, end marks, labels, headings."""

from __future__ import annotations

import time

import pytest

from indexer.marks import (
    begins_block,
    is_dateline,
    is_end_mark,
    is_heading_line,
    is_rule,
    label_at,
    marks_of,
    roman_value,
)

MARKS = [
    ("1. General", ["1"], "General"), ("1 Opening remarks", ["1"], "Opening remarks"), ("(1) Rivers", ["1"], "Rivers"),
    ("(a) rivers", ["a"], "rivers"), ("(ii) rivers", ["ii"], "rivers"), ("I. Aims", ["I"], "Aims"), ("II - Means",
                                                                                                     ["II"], "Means"),
    ("A) Rivers", ["A"], "Rivers"), ("1. 1. Rivers", ["1", "1"], "Rivers"), ("- rivers", ["-"], "rivers"),
    ("• rivers", ["•"], "rivers"), ("- (1) Rivers", ["-", "1"], "Rivers"), ("• 2. (1) Rivers", ["•", "2", "1"],
                                                                            "Rivers"),
    ("2\\. Rivers", ["2"], "Rivers"), ("1.\tWe", ["1"], "We"), ("3.1 Rivers", ["3.1"], "Rivers"), ("Article 3", ["3"],
                                                                                                   ""),
    ("Sec. 2. Definitions", ["2"], "Definitions"), ("①Rivers", ["1"], "Rivers"), ("（２）Rivers", ["2"], "Rivers"),
]


@pytest.mark.parametrize(("line", "numbers", "words"), MARKS, ids=[line for line, _, _ in MARKS])
def test_numbering_is_told_from_the_words(line: str, numbers: list[str], words: str) -> None:
    marks = marks_of(line)

    assert [mark.number for mark in marks] == numbers
    assert line[marks[-1].end:] == words


@pytest.mark.parametrize("line", ["19 January, 1999", "1.5 billion went there", "I welcome this", "2016. He left",
                                  "5 PM Rivers",
                                  "(*1) A note", "--", "Rivers", "10,000 people", "3rd meeting", "1990s"])
def test_other_numbers_are_no_numbering(line: str) -> None:
    assert not [mark for mark in marks_of(line) if mark.style != "decimal"]


@pytest.mark.parametrize("line", [
    "November 19, 2016", "November 20, 2016, Lima", "2023-04-28 19:13", "31 Jan. 2023 -",
        "Date: Tuesday, July 29, 2008, 11:16 a.m.",
    "Wednesday, December 12, 2018, 4:31 p.m. Ministry of Foreign Affairs", "[Date] June 21, 2011", "2:18 P.M. EDT",
    "11:04 a.m. Bangkok, Thailand", "New York, 14 March 2015", "February 5 - 7, 2012", "Last updated: 31 Jan. 2023",
        "Place: Oslo"])
def test_a_date_a_time_or_a_place_field_is_a_dateline(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize("line", [
    "On November 19, he met Minister Ost.", "November 19, 2016 was the day on which we met.", "Rivers",
    "Press Conference by the Press Secretary 19 January, 1999", "OFFICIAL SUPPORTING EVENTS HELD ON DECEMBER 8"])
def test_a_sentence_or_a_title_with_a_date_is_no_dateline(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize("line", ["###", "# # #", "END 3:31 P.M. EDT", "END  12:01 P.M.", "(END)", "-30-", "- Ends -",
                                  "[ends]", "END"])
def test_an_end_mark_ends_the_text(line: str) -> None:
    assert is_end_mark(line)


@pytest.mark.parametrize("line", ["Ending violence", "The end of the river", "30 rivers"])
def test_words_about_an_end_are_no_end_mark(line: str) -> None:
    assert not is_end_mark(line)


def test_signs_only_are_a_rule() -> None:
    assert is_rule("* * *")
    assert is_rule("_______")
    assert not is_rule("* a *")


@pytest.mark.parametrize(("line", "label", "words"), [
    ("Reporter:North Korea", "Reporter", "North Korea"), ("Q    What of it?", "Q", "What of it?"), ("Q: What?", "Q",
                                                                                                    "What?"),
    ("MR PRICE: Hello.", "MR PRICE", "Hello."), ("Mr. OST. Mr. President, yes.", "Mr. OST", "Mr. President, yes."),
    ("THE PRESIDENT. Thank you.", "THE PRESIDENT", "Thank you."), ("Jan Ost (00:04): Hello.", "Jan Ost (00:04)",
                                                                   "Hello."),
    ("The SPEAKER pro tempore. Order.", "The SPEAKER pro tempore", "Order."), ("Minister：はい", "Minister", "はい")])
def test_a_label_is_told_from_the_words(line: str, label: str, words: str) -> None:
    found = label_at(line)

    assert found is not None
    assert (found.text, line[found.words:]) == (label, words)


@pytest.mark.parametrize("line", ["I have three points: one, two, three", "https://example.org", "At 5:30 we left",
                                  "the river: a history",
                                  "What is it? Rivers: many"])
def test_a_colon_in_a_sentence_makes_no_label(line: str) -> None:
    assert label_at(line) is None


@pytest.mark.parametrize(("line", "heading"), [
    ("Preparations for the President’s visit", True), ("Rivers in the U.S.", True), ("1998", False), ("It rained.",
                                                                                                      False),
    ("He came. He saw", False), ("The river rose again. Then it fell and fell", False), ("", False), ("rivers", False),
    ("We thank them. (Applause.)", False)])
def test_a_heading_line_is_short_and_no_sentence(line: str, heading: bool) -> None:
    assert is_heading_line(line) is heading


@pytest.mark.parametrize(("line", "begins"), [
    ("1. Rivers", True), ("(1) Rivers", True), ("(a) rivers and fish", False), ("- rivers", True), ("and so on",
                                                                                                    False), ("", True),
    ("Reporter: Why?", True), ("###", True), ("1999. The river", False), ("A. Smith said", False), ("2. it was",
                                                                                                    False)])
def test_a_wrapped_line_is_told_from_a_new_paragraph(line: str, begins: bool) -> None:
    assert begins_block(line) is begins


def test_roman_numerals_have_their_values() -> None:
    assert [roman_value(numeral) for numeral in ("i", "IV", "IX", "xiv", "q", "")] == [1, 4, 9, 14, None, None]


@pytest.mark.parametrize("line", ["1. " * 400_000, "(" * 1_000_000, "Q" + " " * 1_000_000, "A" * 1_000_000,
                                  "Mr. " + "A " * 400_000,
                                  "a: " * 400_000, "I" * 1_000_000, "1.1" * 300_000, "- " * 500_000])
def test_a_line_of_a_million_signs_costs_no_more_than_its_opening(line: str) -> None:
    started = time.perf_counter()

    for check in (marks_of, label_at, is_dateline, is_end_mark, is_rule, is_heading_line, begins_block):
        check(line)

    assert time.perf_counter() - started < 1
