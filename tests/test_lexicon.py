"""The lexicon: the words by which texts report speech, as users edit them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import KnowledgeError
from indexer.knowledge.lexicon import ACTS, Lexicon, inflect, load_lexicons
from indexer.understanding.language.sentences import Words
from indexer.understanding.language.telling import VerbReader


@pytest.fixture(scope="module")
def english() -> Lexicon:
    found = load_lexicons().choose(None, "en-GB")
    assert found is not None
    return found


VERBS = [
    ("stated that", "stated"), ("pointed out that", "stated"), ("explained the plan", "stated"), ("asked about it",
     "asked"),
    ("asked for time", "requested"), ("asked Japan to wait", "requested"), ("replied that", "answered"),
    ("responded that", "answered"), ("welcomed the visit", "welcomed"), ("highly appreciated it", "welcomed"),
    ("positively evaluated it", "welcomed"), ("agreed to meet", "agreed"), ("concurred with him", "agreed"),
    ("shared the view that", "agreed"), ("reaffirmed the ties", "agreed"), ("called for restraint", "requested"),
    ("urged all to wait", "requested"), ("proposed a date", "proposed"), ("expressed deep and serious concern",
     "expressed_concern"),
    ("raised concerns about it", "expressed_concern"), ("condemned it", "condemned"), ("protested", "condemned"),
    ("announced a fund", "announced"), ("invited him", "offered"), ("pledged aid", "offered"), ("supported it",
     "supported"),
    ("expressed his full support", "supported"), ("thanked him", "thanked"), ("expressed her sincere gratitude",
     "thanked"),
    ("conveyed his condolences", "other"), ("discussed trade", "other"), ("exchanged views", "other"),
    ("did not comment", "stated"), ("was clear that", "stated"), ("made clear that", "stated"),
     ("presented his views", "stated"), ("extended an invitation", "offered"),
]


@pytest.mark.parametrize(("words", "act"), VERBS, ids=[row[0] for row in VERBS])
def test_a_verb_makes_its_act(words: str, act: str, english: Lexicon) -> None:
    verb = VerbReader(english).read(Words(words), 0)
    assert verb is not None
    assert verb.act == act


@pytest.mark.parametrize("words", ["met him", "handed it over", "visited Oslo", "was there", "had gone", "would say",
"table"])
def test_what_reports_nothing_has_no_act(words: str, english: Lexicon) -> None:
    verb = VerbReader(english).read(Words(words), 0)
    assert verb is None or verb.act is None


@pytest.mark.parametrize(("base", "forms"), [
    ("agree", {"agree", "agrees", "agreed", "agreeing"}), ("reply", {"reply", "replies", "replied", "replying"}),
    ("discuss", {"discuss", "discusses", "discussed", "discussing"}), ("urge", {"urge", "urges", "urged", "urging"}),
    ("re-affirm", {"re-affirm", "re-affirms", "re-affirmed", "re-affirming"}),
])
def test_regular_forms_are_made_by_the_rules_of_spelling(base: str, forms: set[str]) -> None:
    assert set(inflect(base, {})) == forms


def test_every_act_of_the_english_lexicon_is_one_of_the_contract(english: Lexicon) -> None:
    assert {s.act for senses in english.senses.values() for s in senses} <= set(ACTS)


def test_a_publisher_s_file_adds_to_its_language_s(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('language = "en"\n[verbs]\nstated = ["state"]\n', encoding="utf-8")
    (tmp_path / "ours.toml").write_text('extends = "en"\n[verbs]\nstated = ["opine"]\n', encoding="utf-8")
    (tmp_path / "places.toml").write_text('[JP]\nname = "Japan"\n', encoding="utf-8")
    lexicons = load_lexicons(tmp_path)
    ours = lexicons.choose("ours", None)
    assert lexicons.names() == ("en", "ours")
    assert ours is not None
    assert {"stated", "opined"} <= set(ours.senses)
    assert ours.language == "en"
    plain = lexicons.choose(None, None)
    assert plain is not None
    assert "opined" not in plain.senses


def test_no_lexicon_is_borrowed_for_another_language() -> None:
    assert load_lexicons().choose(None, "xx") is None


@pytest.mark.parametrize(("text", "words"), [
    ('language = "en"\n[verbs]\nshouted = ["shout"]\n', ('no act "shouted"', "use one of stated")),
    ('language = "en"\n[grammar]\nnouns = ["x"]\n', ('unknown key "grammar.nouns"',)),
    ('language = "en"\n[verbs]\nstated = "say"\n', ("verbs.stated is not a list of words",)),
    ('language = "en"\n[[phrase]]\nverbs = ["make"]\nwords = ["noise"]\nact = "noised"\n', ("has no act 'noised'",)),
    ('language = "en"\nstated = 3\n', ('unknown key "stated"',)),
    ('extends = "xx"\nlanguage = "en"\n', ("extends 'xx'", 'extends = "en"')),
])
def test_a_fault_is_named_with_its_file_and_mend(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_lexicons(tmp_path)
    assert "bad.toml" in str(caught.value)
    for each in words:
        assert each in str(caught.value)
