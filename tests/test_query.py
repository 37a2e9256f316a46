"""The grammar of queries: what is typed, and what it means."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.query import most_words, parse_query, unparse, within, words_of
from indexer.query.tree import (
    And,
    DateRange,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Said,
    Word,
    walk,
)
from tests.strategies import queries


def meaning(node: Any) -> Any:
    """A tree without how its words were typed."""
    if isinstance(node, tuple):
        return tuple(map(meaning, node))
    if not dataclasses.is_dataclass(node):
        return node
    return (type(node).__name__, *(meaning(getattr(node, field.name)) for field in dataclasses.fields(node)
                                   if field.name != "text"))


def tree(text: str) -> Node:
    return parse_query(text).tree


def same(one: str, other: str) -> bool:
    return bool(meaning(tree(one)) == meaning(tree(other)))


PEACE, TREATY, JAPAN = Word("peace", "peac"), Word("treaty", "treati"), Word("japan", "japan")


@pytest.mark.parametrize(("text", "expected"), [
    ("peace", PEACE),
    ("peace treaty", And((PEACE, TREATY))),
    ("peace AND treaty", And((PEACE, TREATY))),
    ("peace OR treaty", Or((PEACE, TREATY))),
    ("peace treaty OR japan", Or((And((PEACE, TREATY)), JAPAN))),
    ("peace (treaty OR japan)", And((PEACE, Or((TREATY, JAPAN))))),
    ("peace -treaty", And((PEACE, Not(TREATY)))),
    ("peace NOT treaty", And((PEACE, Not(TREATY)))),
    ("peace AND NOT (treaty OR japan)", And((PEACE, Not(Or((TREATY, JAPAN)))))),
    ("--peace", Not(PEACE)),
    ("NOT NOT peace", PEACE),
    ('"peace treaty"', Phrase("peace treaty", ("peac", "treati"), (0, 1))),
    ('"treaty"', Word("treaty", "treaty", exact=True)),
    ("treat*", Prefix("treat*", "treat")),
    ("Kōn*", Prefix("Kōn*", "kon")),
    ("putin~", Fuzzy("putin~", "putin", 1)),
    ("medvedev~", Fuzzy("medvedev~", "medvedev", 2)),
    ("medvedev~1", Fuzzy("medvedev~1", "medvedev", 1)),
    ("peace NEAR/5 treaty", Near((PEACE, TREATY), 5)),
    ('"peace treaty"~3', Near((PEACE, TREATY), 3)),
    ("title:peace", Word("peace", "peac", field="title")),
    ('heading:"peace treaty"', Phrase("peace treaty", ("peac", "treati"), (0, 1), field="heading")),
    ("title:(peace OR treaty)", Or((Word("peace", "peac", field="title"), Word("treaty", "treati", field="title")))),
    ("speaker:abe", Field("speaker", "abe", ("abe",))),
    ('speaker:"Shinzo Abe"', Field("speaker", "Shinzo Abe", ("shinzo", "abe"))),
    ("-speaker:abe", Not(Field("speaker", "abe", ("abe",)))),
    ("speaker:-abe", Not(Field("speaker", "abe", ("abe",)))),
    ("topic:treaties", Field("topic", "treaties", ("treati",))),
    ("topic:*", Field("topic", "*", (), (), prefix=True)),
    ("place:rus*", Field("place", "rus", ("rus",), (), prefix=True)),
    ("said:abe", Said(Field("speaker", "abe", ("abe",)), Everything())),
    ("peace said:abe", Said(Field("speaker", "abe", ("abe",)), PEACE)),
    ("", Everything()),
    ("*", Everything()),
    ("2(1)", Phrase("2(1)", ("2", "1"), (0, 1))),
    ("日本語", Phrase("日本語", ("日本", "本語"), (0, 1))),
    ("日", Word("日", "日")),
    ("日*", Word("日", "日")),
    ("peace,treaty", And((PEACE, TREATY))),
], ids=str)
def test_a_query_means(text: str, expected: Node) -> None:
    parsed = parse_query(text)
    assert parsed.tree == expected
    assert not parsed.literal
    assert not parsed.notes


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2016", "2016-01-01", "2016-12-31"), ("2016-02", "2016-02-01", "2016-02-29"),
    ("2016-11-19", "2016-11-19", "2016-11-19"), ("2016/11/19", "2016-11-19", "2016-11-19"),
    ("2016-11-01..2016-12-15", "2016-11-01", "2016-12-15"), ("2013..2016", "2013-01-01", "2016-12-31"),
    (">=2016", "2016-01-01", None), (">2016", "2017-01-01", None), ("<=2016-11", None, "2016-11-30"),
    ("<2016", None, "2015-12-31"), ("2016..", "2016-01-01", None), ("..2016", None, "2016-12-31"),
    ("2018..2016", "2016-01-01", "2018-12-31"), ("２０１６", "2016-01-01", "2016-12-31"), ("≥2016", "2016-01-01", None),
])
def test_a_date_means_the_days_from_first_to_last(text: str, first: str | None, last: str | None) -> None:
    found = tree(f"date:{text}")
    assert isinstance(found, DateRange)
    assert found.first == (dt.date.fromisoformat(first) if first else None)
    assert found.last == (dt.date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(("typed", "plain"), [
    ("“peace treaty”", '"peace treaty"'), ("„peace treaty“", '"peace treaty"'), ("«peace treaty»", '"peace treaty"'),
    ("「平和条約」", '"平和条約"'), ("speaker：abe", "speaker:abe"), ("（peace OR treaty）", "(peace OR treaty)"),
    ("peace –treaty", "peace -treaty"), ("peace −treaty", "peace -treaty"), ("treat＊", "treat*"),
    ("Speaker:abe", "speaker:abe"),
    ("PEACE TREATY", "peace treaty"), ("ＰＥＡＣＥ", "peace"), ("peace - treaty", "peace treaty"),
    ("the peace of treaty", "peace treaty"), ("peace\u00a0treaty", "peace treaty"), ("peace\x00treaty", "peace treaty"),
    ("peace; treaty?", "peace treaty"), ("U.S.", "US"), ("Kōno’s", "kono"),
])
def test_what_keyboards_give_means_the_same(typed: str, plain: str) -> None:
    assert same(typed, plain)


@pytest.mark.parametrize(("text", "read_as", "said"), [
    ('"peace treaty', "peace treaty", "not closed"),
    ("(peace treaty", "peace treaty", "not closed"),
    ("peace) treaty", "peace treaty", "without an opening one"),
    ("peace OR", "peace", "nothing on one side"),
    ("AND peace", "peace", "nothing on one side"),
    ("peace NOT", "peace", "nothing after it"),
    ("NEAR/3 peace", "peace", "nothing on one side"),
    ("peace NEAR/3 (treaty japan)", "peace treaty japan", "read as “AND”"),
    ("*peace", "peace", "end of a word"),
    ("pe*ce", "pe*ce", "end of a word"),
    ("p*", "p", "two letters"),
    ("date:2016-13", "2016-13", "not a date"),
    ("date:soon", "soon", "not a date"),
    ("foo:bar", "foo bar", "not a field"),
    ("speaker: abe", "speaker abe", "right after its colon"),
    ("!!!", "*", "no word"),
    ("()", "*", "no word"),
    ('""', "*", "no word"),
])
def test_what_is_malformed_is_read_literally_and_says_so(text: str, read_as: str, said: str) -> None:
    parsed = parse_query(text)
    assert parsed.literal
    assert said in " ".join(map(str, parsed.notes))
    assert same(text, read_as)


@pytest.mark.parametrize(("text", "said"), [
    ("word " * 200, "first 128 words"), ("x" * 3_000 + " y", "first 2,000 characters"),
    ("peace~9", "at most 2 letters"),
    ("peace NEAR/5000 treaty", "at most 100 words"), ("\ud800peace", "cannot be shown"), ("the peace", "left out: the"),
])
def test_what_is_over_a_limit_is_said_but_not_malformed(text: str, said: str) -> None:
    parsed = parse_query(text)
    assert said in " ".join(map(str, parsed.notes))
    assert not parsed.literal


def test_common_words_count_where_there_is_nothing_else() -> None:
    assert tree("the") == Word("the", "the")
    assert tree("to be or not to be") != Everything()
    assert tree('"the peace"') == Phrase("the peace", ("the", "peac"), (0, 1))
    assert meaning(tree("the -peace")) == meaning(And((Word("the", "the"), Not(PEACE))))


def test_operators_alone_are_words() -> None:
    assert tree("NOT") == Word("not", "not")
    assert tree("OR AND") == And((Word("or", "or"), Word("and", "and")))


def test_capitals_mean_an_acronym_unless_all_is_in_capitals() -> None:
    assert tree("WHO") == Word("WHO", "WHO")
    assert words_of("US") != words_of("us")
    assert same("SANCTIONS AGAINST US BANKS", "sanctions against us banks")


def test_a_hyphenated_word_is_found_however_it_is_spelt() -> None:
    found = tree("counter-terrorism")
    assert isinstance(found, Or)
    assert found.same
    assert [meaning(part)[1] for part in found.parts] == [("counter", "terror"), "counterterror"]


class Known:
    """Synonyms of one group, in the form in which the knowledge part gives them."""

    groups: ClassVar = {("dprk",): (("north", "korea"),), ("north", "korea"): (("dprk",),)}

    def matches(self, words: Any) -> list[tuple[int, int, Any]]:
        return [(start, end, others) for phrase, others in self.groups.items() for start in range(len(words))
                if tuple(words[start:(end := start + len(phrase))]) == phrase]


def test_synonyms_widen_words_and_phrases_of_plain_words() -> None:
    found = parse_query("DPRK sanctions", synonyms=Known()).tree
    assert found == And((Or((Word("DPRK", "dprk"), Phrase("north korea", ("north", "korea"), (0, 1))), same=True),
                         Word("sanctions", "sanction")))
    found = parse_query("the North Korea sanctions", synonyms=Known()).tree
    assert found == And((Or((And((Word("North", "north"), Word("Korea", "korea"))), Word("dprk", "dprk")), same=True),
                         Word("sanctions", "sanction")))


def test_synonyms_leave_quotations_and_exclusions_alone() -> None:
    for text in ('"north korea"', '"dprk"', "-dprk", "dprk*", "speaker:dprk", "id:dprk"):
        assert parse_query(text, synonyms=Known()).tree == tree(text)


def test_synonyms_widen_places_and_topics() -> None:
    found = parse_query("place:dprk -place:dprk", synonyms=Known()).tree
    place = Field("place", "dprk", ("dprk",), ("north korea",))
    assert found == And((place, Not(place)))
    assert parse_query("place:dprk*", synonyms=Known()).tree == tree("place:dprk*")


def test_names_are_matched_through_the_authority_file() -> None:
    parsed = parse_query('speaker:"Abe Shinzō"', names=lambda name: ["Shinzo Abe"] if "Abe" in name else [])
    assert parsed.tree == Field("speaker", "Abe Shinzō", ("abe", "shinzo"), ("Shinzo Abe",))
    assert parsed.reading == "speaker: Abe Shinzō (Shinzo Abe)"


def test_speakers_narrow_what_stands_beside_them() -> None:
    who = [Field("speaker", name, (name,)) for name in ("abe", "putin")]
    assert tree("said:(abe OR putin) peace") == Or((Said(who[0], PEACE), Said(who[1], PEACE)))
    assert tree("said:abe said:putin peace") == And((Said(who[0], PEACE), Said(who[1], PEACE)))
    assert tree("(said:abe treaty) peace") == And((Said(who[0], TREATY), PEACE))


def test_most_words_are_asked_for_when_all_find_nothing() -> None:
    relaxed = most_words(tree("peace treaty japan -russia date:2016"))
    assert relaxed is not None
    assert relaxed.words == (PEACE, TREATY, JAPAN)
    assert relaxed.least == 2
    assert [type(node) for node in relaxed.required] == [Not, DateRange]
    assert most_words(tree("peace")) is None
    assert most_words(tree('"peace treaty" -russia')) is None
    said = most_words(tree("said:abe peace treaty"))
    assert said is not None
    assert said.least == 1
    assert all(isinstance(word, Said) for word in said.words)


@pytest.mark.parametrize(("one", "other", "most", "expected"), [
    ("putin", "putin", 1, True), ("putin", "puitn", 1, True), ("putin", "puting", 1, True), ("putin", "ptin", 1, True),
    ("putin", "rutin", 2, False), ("abe", "abexyz", 2, False), ("medvedev", "medvedjev", 1, True),
    ("island", "iland", 1, True), ("ab", "a", 1, True), ("treaty", "tretay", 1, True), ("treaty", "traety", 1, True),
])
def test_words_within_a_distance(one: str, other: str, most: int, expected: bool) -> None:
    assert within(one, other, most) is expected
    assert within(other, one, most) is expected


@settings(max_examples=1_000, deadline=None)
@given(queries)
def test_a_query_written_out_means_the_same(text: str) -> None:
    found = tree(text)
    assert meaning(tree(unparse(found))) == meaning(found)


@settings(max_examples=1_000, deadline=None)
@given(queries)
def test_a_query_of_the_grammar_is_never_literal(text: str) -> None:
    assert not parse_query(text).literal


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(("peace", "treaties", "uk", "dprk", "north", "korea", "the", "of", "us", "x" * 70)),
                min_size=1, max_size=8), st.lists(st.sampled_from((" ", " OR ")), min_size=8, max_size=8),
       st.sampled_from((None, Known())))
def test_words_in_small_letters_mean_what_the_grammar_says(
        words: list[str], joints: list[str], synonyms: Known | None) -> None:
    text = "".join(joint + word for joint, word in zip(joints, words, strict=False)).removeprefix(joints[0])
    by_grammar = parse_query(f" {text}", synonyms=synonyms)
    assert parse_query(text, synonyms=synonyms) == by_grammar


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(("peace", "uk", "dprk", "north", "korea", "the", "of", "a", "x" * 70)), min_size=1,
                max_size=4), st.sampled_from(('"%s"', "%s*", "%s~", "%s~1", "%s~2")), st.sampled_from((None, Known())))
def test_one_quotation_beginning_or_misspelling_means_what_the_grammar_says(
        words: list[str], form: str, synonyms: Known | None) -> None:
    text = form % " ".join(words if form.startswith('"') else words[:1])
    assert parse_query(text, synonyms=synonyms) == parse_query(f" {text}", synonyms=synonyms)


signs = st.lists(st.sampled_from([*' "()*~-:/.<>=,\'’“”', "AND", " OR ", "NOT ", " NEAR/3 ", "peace", "a", "日", "é",
                                  "speaker:", "date:", "said:", "title:", "2016", "\x00", "\ud800", "\u0301"]),
                 max_size=30).map("".join)


@pytest.mark.parametrize("text", ["peace NEAR/201 treaty", '"peace treaty"~201'])
def test_words_too_far_apart_are_looked_for_within_the_longest_reach_and_said_so(text: str) -> None:
    parsed = parse_query(text)
    assert isinstance(parsed.tree, Near)
    assert parsed.tree.distance == 100
    assert [note.code for note in parsed.notes] == ["near-far"]


def test_alternatives_whose_common_word_is_left_out_join_those_around_them() -> None:
    assert parse_query("peace OR (the (treaty OR pact))").tree == parse_query("peace OR treaty OR pact").tree


@settings(max_examples=10_000, deadline=None)
@given(st.one_of(signs, st.text(max_size=60), st.text(alphabet=st.characters(exclude_categories=()), max_size=40)))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    parsed = parse_query(text, synonyms=Known(), names=lambda name: [name.strip()])
    assert parsed.reading
    parsed.reading.encode("utf-8")
    " ".join(map(str, parsed.notes)).encode("utf-8")
    assert isinstance(hash(parsed.tree), int)
    again = parse_query(unparse(parse_query(text).tree))
    assert meaning(again.tree) == meaning(parse_query(text).tree), unparse(parse_query(text).tree)


@pytest.mark.parametrize("text", [
    "(" * 10_000, ")" * 10_000, "(" * 10_000 + "peace" + ")" * 10_000, "-" * 10_000, '"' * 9_999, "* " * 5_000,
    "title:-" * 2_000, "NOT " * 3_000, "a OR " * 3_000, "a NEAR/2 " * 2_000, "(a" * 4_000, "x" * 10_000, "日" * 10_000,
    "a-" * 5_000, "~" * 10_000, "date:" * 2_000, "said:(" * 2_000, "NEAR/" + "9" * 5_000 + " a", "a~" + "9" * 5_000,
    "date:" + "9" * 5_000,
], ids=lambda text: text[:8])
def test_a_monstrous_query_is_read_within_bounds(text: str) -> None:
    begin = time.process_time()
    parsed = parse_query(text, synonyms=Known())
    assert time.process_time() - begin < 1
    nodes = list(walk(parsed.tree))
    assert len(nodes) < 3_000
