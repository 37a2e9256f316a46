"""Escaped first, marked after."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from indexer import Bar
from webapp.charts import Column, Line, filled, histogram, line_chart, periods_of
from webapp.rendering import blind, direction_of, language_of, marked, merged, paragraphs, plain, safe_url

SPANS = st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=8)


def stripped(markup: Markup) -> str:
    return re.sub(r"</?(?:mark)>", "", markup)


@given(st.text(max_size=60), SPANS)
def test_marking_adds_marks_and_nothing_else(text: str, spans: list[tuple[int, int]]) -> None:
    assert stripped(marked(text, spans)) == str(escape(blind(text)))


@given(SPANS, st.integers(0, 60))
def test_ranges_are_in_order_apart_and_inside(spans: list[tuple[int, int]], length: int) -> None:
    found = list(merged(spans, length))
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= length for start, end in found)


@given(st.text(alphabet="ab \n", max_size=60), SPANS, SPANS)
def test_paragraphs_keep_every_letter_in_order(
    text: str, statements: list[tuple[int, int]], marks: list[tuple[int, int]]
) -> None:
    statements = [(max(0, a), b) for a, b in statements if max(0, a) < min(b, len(text))]
    shown = "".join(piece.text for row in paragraphs(text, statements, marks) for piece in row)
    assert shown.replace("\n", "") == text.replace("\n", "")


@given(st.text(alphabet="ab \n", max_size=60), SPANS)
def test_each_statement_shown_opens_once_and_closes_once(text: str, statements: list[tuple[int, int]]) -> None:
    statements = [(max(0, a), min(b, len(text))) for a, b in statements if max(0, a) < min(b, len(text))]
    pieces = [piece for row in paragraphs(text, statements, []) for piece in row]
    for number in {piece.statement for piece in pieces if piece.statement is not None}:
        own = [piece for piece in pieces if piece.statement == number]
        assert [piece.opens for piece in own].count(True) == 1
        assert [piece.closes for piece in own].count(True) == 1


def test_a_mark_over_the_edge_of_a_statement_is_cut_there() -> None:
    row = paragraphs("one two three", [(0, 7)], [(4, 13)])[0]
    assert [(piece.text, piece.statement, piece.mark) for piece in row] == [
        ("one ", 0, None), ("two", 0, 0), (" three", None, 0)]


def test_hostile_text_is_shown_as_text() -> None:
    shown = marked("<script>alert(1)</script> peace", [(26, 31)])
    assert shown == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>peace</mark>"


def test_marks_that_turn_the_direction_of_what_follows_are_taken_out() -> None:
    assert plain("annex\u202egnp.exe\u2066") == "annexgnp.exe"
    assert len(blind("a\u202eb\x07c")) == 5


@pytest.mark.parametrize("url", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>", "vbscript:x", "//evil.example", "/local",
    "https://", "http://a b", 'https://x/"onclick="', "https://x/\u202egpj", "file:///etc/passwd", "http://[bad", "",
])
def test_an_address_that_is_not_plainly_of_the_web_is_not_linked_to(url: str) -> None:
    assert safe_url(url) is None


def test_an_address_of_the_web_stays_as_it_is() -> None:
    assert safe_url("https://www.mofa.go.jp/a.html?x=1#2") == "https://www.mofa.go.jp/a.html?x=1#2"


def test_languages_written_from_the_right_are_set_so() -> None:
    assert [direction_of(tag) for tag in ("ar", "fa-IR", "he", "ja", "en-GB", None, '"><x')] == [
        "rtl", "rtl", "rtl", "ltr", "ltr", "auto", "auto"]
    assert language_of('en" onload="x') is None


def test_a_histogram_spells_out_the_empty_years_between() -> None:
    bars = filled([Bar("2013", "2013", 3), Bar("2016", "2016", 1)])
    assert [(bar.start, bar.count) for bar in bars] == [("2013", 3), ("2014", 0), ("2015", 0), ("2016", 1)]


def test_months_are_filled_over_the_end_of_a_year() -> None:
    assert periods_of([[Bar("2015-11", "2015-11", 1)], [Bar("2016-02", "2016-02", 1)]]) == [
        "2015-11", "2015-12", "2016-01", "2016-02"]


def test_bars_of_years_a_thousand_apart_do_not_fill_the_page() -> None:
    assert len(filled([Bar("1016", "1016", 3), Bar("2016", "2016", 1)])) == 2


def test_a_period_with_nothing_to_measure_is_a_gap_in_the_line() -> None:
    drawn = line_chart(["2014", "2015", "2016", "2017"], [Line("a", (1.0, None, 2.0, 3.0))], "x")
    lone, line, dots = (re.findall(r"[ML]([\d.]+) ", path) for path in re.findall(r' d="([^"]*)"', drawn))
    assert (lone, line, dots) == (["0"], ["2", "3"], ["2", "3"])


def test_charts_escape_what_they_are_given() -> None:
    bad = '"><script>'
    drawn = histogram([Column(start="2016", end="2016", value=1, title=bad, href=bad)], bad)
    drawn += line_chart(["2016"], [Line(bad, (1.0,))], bad)
    assert "<script>" not in drawn


def test_charts_of_nothing_are_drawn() -> None:
    assert histogram([], "x") == ""
    assert "<path" not in line_chart([], [], "x")
    assert "<svg" in line_chart(["2016", "2017"], [Line("a", (0.0, 0.0))], "x")


def test_round_years_are_named_and_none_touches_another() -> None:
    decades = [str(year) for year in range(1968, 2024)]
    assert named(line_chart(decades, [Line("a", (1.0,) * 56)], "x")) == ["1970", "1980", "1990", "2000", "2010", "2020"]
    quarters = [f"{2015 + n // 4}-{n % 4 * 3 + 1:02}" for n in range(3, 32)]
    assert named(line_chart(quarters, [Line("a", (1.0,) * 29)], "x"))[0] == "2016"


def named(drawn: str) -> list[str]:
    """The periods that are written under a chart."""
    return re.findall(r">(\d{4})</text>", drawn)
