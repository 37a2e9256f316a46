"""What a section is about."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from indexer.errors import KnowledgeError
from indexer.knowledge.topics import TopicVocabulary, load_topics
from indexer.understanding.topics import MOST, topics_of

FILLER = "The minister spoke to the house about the order of the day and about those who had come to listen. "


PATTERN_EXAMPLES = [
    ("uranium enrichment", "Nuclear non-proliferation"), ("a world free from nuclear weapons", "Nuclear disarmament"),
    ("reduction of nuclear arms", "Arms control and disarmament"), ("sanctions against Russia", "Sanctions on Russia"),
    ("changing the status quo by force", "Rules-based international order"),
    ("North Korea's second nuclear test", "North Korea nuclear and missile issues"),
    ("nuclear tests conducted by North Korea", "North Korea nuclear and missile issues"),
    ("the DPRK's ballistic missiles", "North Korea nuclear and missile issues"),
    ("missile fired by North Korea", "North Korea nuclear and missile issues"),
    ("missiles fired from North Korea", "North Korea nuclear and missile issues"),
    ("missile launches by the DPRK", "North Korea nuclear and missile issues"),
    ("abduction of foreign nationals by North Korea", "Abduction issue"),
    ("abductions of its citizens by the DPRK", "Abduction issue"),
    ("invasion of sovereign Ukraine", "Ukraine war"), ("Russia's unlawful full-scale invasion", "Ukraine war"),
    ("Iran's growing nuclear activities", "Iran nuclear issue"), ("nuclear escalation by Iran", "Iran nuclear issue"),
]


@pytest.fixture(scope="module")
def vocabulary() -> TopicVocabulary:
    return load_topics(Path(__file__).resolve().parent.parent / "data" / "topics")


def written(folder: Path, text: str) -> TopicVocabulary:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_topics(folder)


def of(vocabulary: TopicVocabulary, text: str = "", heading: str | None = None, path: tuple[str, ...] = (),
       title: str | None = None, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    return topics_of(title, heading, path, text, given, vocabulary)


@pytest.mark.parametrize(("heading", "topic"), [
    ("Issue of concluding a peace treaty", "Peace treaties and territorial issues"),
    ("Joint economic activities on the Four Northern Islands", "Northern Territories"),
    ("Nuclear disarmament and non-proliferation", "Nuclear disarmament"),
    ("Situation in Ukraine", "Ukraine"), ("Economic field", "Economic cooperation"),
    ("Missile Launch by North Korea", "North Korea nuclear and missile issues"), ("Iran", "Iran"),
    ("Japan-ROK relations", "Bilateral relations"), ("3. Climate", "Climate change"),
])
def test_an_informative_heading_gives_the_topic(vocabulary: TopicVocabulary, heading: str, topic: str) -> None:
    assert of(vocabulary, "They spoke at length.", heading)[0] == topic


@pytest.mark.parametrize("heading", ["Opening remarks", "General remarks", "Beginning", "Others", "Q&As", "3", "(2)",
                                     "Question 4", "II", "Opening Remarks", None, ""])
def test_a_heading_that_says_nothing_leaves_the_topic_to_the_text(vocabulary: TopicVocabulary,
                                                                  heading: str | None) -> None:
    assert vocabulary.says_nothing(heading)
    assert of(vocabulary, "He spoke about climate change.", heading) == ("Climate change",)


def test_an_item_has_the_topic_of_the_heading_above_it(vocabulary: TopicVocabulary) -> None:
    assert of(vocabulary, "He agreed.", None, ("Global challenges", "Counterterrorism")) == ("Counter-terrorism",)


def test_the_nearest_heading_that_names_a_topic_wins(vocabulary: TopicVocabulary) -> None:
    assert of(vocabulary, "They met.", "Iran", ("Climate change",)) == ("Iran",)


def test_a_passing_mention_in_a_long_text_is_no_topic(vocabulary: TopicVocabulary) -> None:
    text = FILLER * 20 + "He came from a conference on whaling. " + FILLER * 20

    assert of(vocabulary, text) == ()


def test_a_subject_that_a_long_text_returns_to_is_a_topic(vocabulary: TopicVocabulary) -> None:
    text = (FILLER * 4 + "Whaling was spoken of again. ") * 8

    assert of(vocabulary, text) == ("Whaling",)


def test_what_the_opening_words_name_is_a_topic_of_a_text_of_middle_length(vocabulary: TopicVocabulary) -> None:
    text = "The Sustainable Development Goals are a new start. " + FILLER * 8

    assert of(vocabulary, text) == ("Sustainable development",)


def test_the_title_strengthens_what_the_text_says_and_gives_nothing_alone(vocabulary: TopicVocabulary) -> None:
    """A question of a press conference on trade may be about anything."""
    text = FILLER * 8 + "Then he spoke of whaling."

    assert of(vocabulary, text, title="Speech on whaling") == ("Whaling",)
    assert of(vocabulary, FILLER, title="Speech on whaling") == ()


def test_a_section_has_four_topics_at_most(vocabulary: TopicVocabulary) -> None:
    text = "They spoke about Syria, North Korea, whaling, climate change, semiconductors, refugees and inflation."

    assert len(of(vocabulary, text)) == MOST


def test_a_broader_term_is_not_repeated_beside_a_narrower_one(vocabulary: TopicVocabulary) -> None:
    topics = of(vocabulary, "North Korea was discussed: the nuclear programme of North Korea, North Korea's missiles.")

    assert topics == ("North Korea nuclear and missile issues",)


def test_topics_that_the_source_gives_are_kept_under_their_preferred_names(vocabulary: TopicVocabulary) -> None:
    given = ("north-korea", "ODA", "Harbour seals", "climate change")

    assert of(vocabulary, "He agreed.", given=given) == (
        "North Korea", "Development assistance", "Harbour seals", "Climate change")


def test_more_topics_than_four_stay_when_the_source_gives_them(vocabulary: TopicVocabulary) -> None:
    given = ("seals", "otters", "beavers", "badgers", "hedgehogs")

    assert of(vocabulary, "Whaling.", given=given) == given


@pytest.mark.parametrize("text", [
    "The investment climate is good.", "The political climate has changed.",
    "The National Security Council met.", "He gave artificial flowers, and intelligence was shown by all.",
    "The Great Britain and Northern Ireland team won.",
])
def test_words_that_mean_something_else_show_no_topic(vocabulary: TopicVocabulary, text: str) -> None:
    assert not {"Climate change", "UN Security Council", "Artificial intelligence", "Northern Ireland"} & set(
        of(vocabulary, text))


@pytest.mark.parametrize("text", ["PEOPLE-TO-PEOPLE exchanges", "people to people exchange",
                                  "People‑to‑people Exchanges"])
def test_case_hyphens_and_plurals_do_not_matter(vocabulary: TopicVocabulary, text: str) -> None:
    assert of(vocabulary, text) == ("People-to-people exchange",)


def test_both_spellings_of_a_word_are_found(vocabulary: TopicVocabulary) -> None:
    assert of(vocabulary, "defense cooperation") == of(vocabulary, "defence cooperation") == ("Defence cooperation",)


def test_an_exclusion_does_not_hide_another_topic(tmp_path: Path) -> None:
    own = written(tmp_path, '[[topic]]\nlabel = "Trade"\nvariants = ["trade"]\nnot = ["trade union"]\n'
                            '[[topic]]\nlabel = "Labour"\nvariants = ["trade union"]\n')

    assert of(own, "The trade union spoke.") == ("Labour",)
    assert of(own, "Trade grew.") == ("Trade",)


def test_every_phrase_and_pattern_of_the_files_is_found_in_a_text(vocabulary: TopicVocabulary) -> None:
    """A phrase that a longer one swallows, or an exclusion hides, would be dead weight in the file."""
    for label, strength, phrase in vocabulary.phrases():
        if strength != "not":
            found = vocabulary.mentions(" ".join(phrase))
            assert label in found.first, f"{label}: {' '.join(phrase)}"


@pytest.mark.parametrize(("text", "topic"), PATTERN_EXAMPLES)
def test_every_pattern_has_words_that_it_finds(vocabulary: TopicVocabulary, text: str, topic: str) -> None:
    assert topic in vocabulary.mentions(text).strong


def test_no_pattern_is_without_an_example_above(vocabulary: TopicVocabulary) -> None:
    by_topic = Counter(topic for _, topic in PATTERN_EXAMPLES)

    assert all(by_topic[topic.label] >= len(topic.patterns) for topic in vocabulary.topics)


def test_a_phrase_shows_one_topic_only(vocabulary: TopicVocabulary) -> None:
    """Two labels for one phrase are two facets for one thing; exclusions may name another topic's phrase."""
    labels: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for label, strength, phrase in vocabulary.phrases():
        if strength != "not":
            labels[phrase].add(label)

    assert {phrase: names for phrase, names in labels.items() if len(names) > 1} == {}


def test_a_given_name_stands_for_one_topic_only(vocabulary: TopicVocabulary) -> None:
    names = [name for topic in vocabulary.topics for name in topic.given]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(("text", "said"), [
    ('[[topic]]\nvariants = ["x"]\n', "no label"), ('[[topic]]\nlabel = "A"\nlabels = ["x"]\n', 'unknown key "labels"'),
    ('[[topic]]\nlabel = "A"\n[[topic]]\nlabel = "A"\n', "there twice"),
    ('[[topic]]\nlabel = "A"\nbroader = "B"\n', '"B"'), ('[topic]\nlabel = "A"\n', "double brackets"),
    ('[[topic]]\nlabel = "A"\nbroader = "B"\n[[topic]]\nlabel = "B"\nbroader = "A"\n', "broader than itself"),
    ('[[topic]]\nlabel = "A"\nvariants = ["..."]\n', "not a list of phrases"), ('[topics]\n', 'unknown entry "topics"'),
    ('[[topic]]\nlabel = "A"\npatterns = ["a(b+)+"]\n', "unbounded"),
    ('[[topic]]\nlabel = "A"\npatterns = ["peace.*treaty"]\n', "unbounded"),
    ('[[topic]]\nlabel = "A"\npatterns = ["peace (?=treaty)"]\n', "unbounded"),
    ('[[topic]]\nlabel = "A"\npatterns = ["(?:peace) treaty"]\n', "does not begin with a word"),
    ('[[topic]]\nlabel = "A"\npatterns = ["peace|treaty"]\n', "outside brackets"),
    ('[[topic]]\nlabel = "A"\npatterns = ["peace (?:treaty"]\n', "no regular expression"),
    ("[[topic]\n", "not TOML"),
])
def test_a_faulty_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        written(tmp_path, text)

    assert said in str(error.value)
    assert "own.toml" in str(error.value)


def test_no_folder_means_no_topics(tmp_path: Path) -> None:
    assert of(load_topics(tmp_path / "none"), "climate change") == ()


@pytest.mark.parametrize("text", ["north korea " * 90_000, "nuclear a " * 100_000, "x" * 1_000_000, "the " * 250_000],
                         ids=["a trigger throughout", "a pattern that never ends", "one word", "one common word"])
def test_a_megabyte_is_read_in_linear_time(vocabulary: TopicVocabulary, text: str) -> None:
    started = time.perf_counter()
    vocabulary.mentions(text)

    assert time.perf_counter() - started < 3
