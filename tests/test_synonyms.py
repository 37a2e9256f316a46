"""Words that a search treats as the same."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from indexer.errors import KnowledgeError
from indexer.knowledge.synonyms import Synonyms, load_synonyms
from indexer.knowledge.words import fold_words

DATA = Path(__file__).resolve().parent.parent / "data" / "synonyms"


@pytest.fixture(scope="module")
def synonyms() -> Synonyms:
    return load_synonyms(DATA)


def written(folder: Path, text: str) -> Synonyms:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_synonyms(folder)


@pytest.mark.parametrize(("asked", "found"), [
    ("DPRK", "North Korea"), ("North Korea", "Democratic People’s Republic of Korea"), ("Vietnam", "Viet Nam"),
    ("Kiev", "Kyiv"), ("TPP", "Trans-Pacific Partnership"),
    ("NPT", "Treaty on the Non-Proliferation of Nuclear Weapons"),
    ("USSR", "Soviet Union"), ("ASEAN", "Association of Southeast Asian Nations"), ("turkey", "Türkiye"),
    ("United Nations", "UN"), ("European Union", "EU"), ("PM", "Prime Minister"),
])
def test_a_phrase_finds_its_other_names(synonyms: Synonyms, asked: str, found: str) -> None:
    assert fold_words(found) in synonyms.expand(fold_words(asked))


def test_a_one_way_entry_does_not_work_backwards(synonyms: Synonyms) -> None:
    """Who searches "prime minister" does not want every time of day."""
    assert ("pm",) not in synonyms.expand(("prime", "minister"))


def test_a_phrase_is_not_its_own_synonym(synonyms: Synonyms) -> None:
    assert all(phrase not in others for phrase, others in synonyms.also.items())


def test_an_unknown_phrase_has_no_synonyms(synonyms: Synonyms) -> None:
    assert synonyms.expand(("bread", "and", "butter")) == ()


@pytest.mark.parametrize("word", ["us", "who", "it", "may", "march", "the", "start", "car", "fed"])
def test_common_words_are_never_expanded_or_added(synonyms: Synonyms, word: str) -> None:
    """"US" folds to the pronoun: adding it would find every sentence with "us"."""
    assert (word,) not in set(chain.from_iterable(synonyms.groups))
    assert (word,) not in set(chain.from_iterable(synonyms.also.values()))


def test_about_120_groups_come_with_the_product(synonyms: Synonyms) -> None:
    assert len(synonyms.groups) >= 120


def test_the_longest_phrase_is_matched_first(synonyms: Synonyms) -> None:
    words = fold_words("reform of the UN Security Council and the DPRK")

    assert [words[start:end] for start, end, _ in synonyms.matches(words)] == [("un", "security", "council"), ("dprk",)]


def test_words_are_folded_by_the_function_the_caller_gives(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[[group]]\nwords = ["EU", "European Union"]\n', encoding="utf-8")

    assert load_synonyms(tmp_path, str.split).expand(("EU",)) == (("European", "Union"),)


def test_no_folder_means_no_synonyms(tmp_path: Path) -> None:
    assert load_synonyms(tmp_path / "none") == Synonyms()


@pytest.mark.parametrize(("text", "said"), [
    ("[[group]]\nwords = 3\n", "[[group]] number 1"), ("[[group]]\nwords = [\"EU\"]\n", "fewer than 2"),
    ("[group]\nwords = [\"EU\", \"UE\"]\n", "double brackets"), ("[[groups]]\n", 'unknown entry "groups"'),
    ("[[one_way]]\nfind = [\"PM\"]\n", '"also"'), ("words = [\n", "not TOML"),
    ("[[group]]\nwords = [\"E.U.\", \"EU\", 3]\n", "no list of phrases"),
    ("[[group]]\nwords = [\"EU\", \"European Union\"]\nlike = [\"Union\"]\n", 'unknown key "like"'),
    ("[[one_way]]\nfind = [\"PM\"]\nalso = [\"Prime Minister\"]\nwords = []\n", 'unknown key "words"'),
])
def test_a_faulty_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        written(tmp_path, text)

    assert said in str(error.value)
    assert str(tmp_path / "own.toml") in str(error.value)
