"""Sentences and words with their offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.understanding.language.sentences import Words, sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(("text", "parts"), [
    ("He agreed. She did not.", ["He agreed.", "She did not."]),
    ("Mr. Abe met H.E. Mr. Li. They agreed.", ["Mr. Abe met H.E. Mr. Li.", "They agreed."]),
    ("President George W. Bush spoke. He left.", ["President George W. Bush spoke.", "He left."]),
    ("The U.S. President came to the U.S. The visit was short.", ["The U.S. President came to the U.S.",
     "The visit was short."]),
    ("It began at 5:30 p.m. and ended at 6 p.m. sharp.", ["It began at 5:30 p.m. and ended at 6 p.m. sharp."]),
    ("See No. 3 of the list. He said no. Then he left.", ["See No. 3 of the list.", "He said no.", "Then he left."]),
    ("Is it so? It is! Good.", ["Is it so?", "It is!", "Good."]),
    ('He said, "I am here." She smiled.', ['He said, "I am here."', "She smiled."]),
    ("First paragraph\n\nSecond one.", ["First paragraph", "Second one."]),
    ("It rose by 1.7 percent. Lt. Gen. Smith spoke.", ["It rose by 1.7 percent.", "Lt. Gen. Smith spoke."]),
    ("", []), ("   ", []), ("No stop", ["No stop"]),
])
def test_a_text_is_cut_at_its_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet=st.sampled_from("AbC. ?!\n\"”Mr12’-"), max_size=200))
def test_sentences_are_in_order_inside_the_text_and_leave_no_word_out(text: str) -> None:
    spans = list(sentences(text))
    end = 0
    for a, b in spans:
        assert end <= a < b <= len(text)
        assert not text[end:a].strip()
        end = b
    assert not text[end:].strip()


@given(st.text(max_size=200))
def test_words_carry_the_offsets_of_the_text(text: str) -> None:
    words = Words(text)
    lists = (words.plains, words.starts, words.ends, words.caps, words.owns)
    assert {words.count} == {len(each) for each in lists}
    for i in range(words.count):
        assert words.word(i) == text[words.starts[i]:words.ends[i]] != ""
        assert i == 0 or words.ends[i - 1] <= words.starts[i]


def test_a_possessive_is_the_word_that_owns() -> None:
    words = Words("President Putin’s visit, the leaders' view and Laos's")
    assert [w for w, owns in zip(words.plains, words.owns, strict=True) if owns] == ["putin", "leaders", "laos"]


def test_words_that_extraction_glued_together_are_parted() -> None:
    assert Words("President BidenAnd Minister ofJapan").plains == ["president", "biden", "and", "minister", "of",
    "japan"]
    assert Words("Ferdinand McCarthy of Finland").plains == ["ferdinand", "mccarthy", "of", "finland"]


@pytest.mark.parametrize("text", ["a. " * 300_000, "Mr." * 300_000, "A" * 1_000_000, "." * 1_000_000, "’" * 500_000])
def test_a_long_line_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    list(sentences(text))
    Words(text)
    assert time.process_time() - begun < 6
