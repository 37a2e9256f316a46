"""Patterns without case: what the quick way of looking for them finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.understanding.language.caseless import Caseless

PATTERNS = [r"\bjoint (press )?statements?\b", r"(print\W*){2,3}", r"[^\W\d_A-Z]{2}É\b", r"^(mr\.?|madam) \S+",
            r"(?i:is)", r"(?<!disaster )\bDeclaration\b", r"\x41b", r"документ\W*", r"K\d", r"[A-z]s",
            r"(?P<Name>a)(?P=Name)"]
LETTERS = "aAbBkKsSiIıİſK éÉДдокументJoint statementprMr.disaster Declaration_19\n’"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=40)


@given(st.sampled_from(PATTERNS), TEXTS)
def test_a_caseless_pattern_finds_what_ignoring_case_finds(pattern: str, text: str) -> None:
    whole = re.compile(pattern, re.IGNORECASE)
    assert Caseless(pattern).in_text(text) == (whole.search(text) is not None)
    assert Caseless(pattern).is_text(text) == (whole.fullmatch(text) is not None)


def test_a_broken_pattern_is_told_from_a_good_one() -> None:
    with pytest.raises(re.error):
        Caseless(r"(a")
