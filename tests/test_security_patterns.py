"""No regular expression of ours, of data/ or of a user's own files can be driven into backtracking."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from indexer.formats.patterns import PatternError, file_name_pattern, safe_pattern
from tests.patterns import ROOT, SLOW, attacks, grammar, worst

FILE_NAME = 255  # characters, or bytes, that file systems allow a name


def test_no_pattern_of_the_house_takes_long_for_a_text_made_against_it() -> None:
    """An attack of a thousand signs is over at once: what grows with the third power of its length is found here."""
    command = [sys.executable, "-m", "tests.patterns"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(rows) > 500
    assert {"indexer/formats/detect.py", "indexer/query/words.py", "webapp/rendering.py"} <= {row[2] for row in rows}
    seen: set[str] = set()
    for pattern, flags, name in rows:
        took, length, attack = worst(pattern, flags, seen)
        assert took <= SLOW, f"{name}: {pattern[:200]!a} took {took:.2f} s for {length} signs such as {attack!a}"


@pytest.mark.parametrize("pattern", [
    r"(a+)+$", r"(?:a|a)+$", r"(?:\w+\s?)+$", r"x*x*x*y",
    r"(?:<!--.{0,5000}?-->\s*)*<html", r"(?:[a-z][\w.]*\s?){1,7}$"])
def test_a_pattern_that_backtracks_is_found(pattern: str) -> None:
    assert worst(pattern, 32 | 16)[0] > SLOW


@pytest.mark.parametrize("pattern", [r"\s+x", r"(?:\w+\s)+$", r"[a-z]{1,7}(?: [a-z]{1,7}){0,3}", r"(?>a+)+$", r"a++b"])
def test_a_pattern_that_does_not_is_let_pass(pattern: str) -> None:
    assert worst(pattern, 32)[0] <= SLOW


def test_attacks_are_made_of_what_a_pattern_repeats() -> None:
    found = list(attacks(grammar.parse(r"Speaker: (?:[A-Z]b)+$")))
    assert found
    assert all(lead == "Speaker: " and len(pump) == 2 for lead, pump in found)


@pytest.mark.parametrize("pattern", [
    r"(a+)+", r"(a*)*b", r"(?:a|a)+b", r"(?:a|ab)*c", r"(?:\w:?|\d)+x", r"(?:[a-z]+ ?)+$", r"(?:a?){1,90}b",
    r"(?:a{1,90}){1,90}", r"((a|b)|[bc])*d", "a" * 501])
def test_a_pattern_of_a_user_that_could_run_for_ever_is_refused_with_the_reason(pattern: str) -> None:
    with pytest.raises(PatternError):
        safe_pattern(pattern)


@pytest.mark.parametrize("pattern", [
    r"^Page \d+ of \d+$", r"(?:Print|Share|Email)\s+this page", r"\[[^\]]*\]", r"(?:Mr|Ms)\. \w+",
    r"(?:\d{3}-){1,3}\d+",
    r"^(?:home|news)(?: > \w+){0,4}$", r"https?://\S+", r"(?i)all rights reserved.*", r"(?:ab|cd)+"])
def test_a_pattern_of_a_user_that_ends_soon_is_taken_and_does(pattern: str) -> None:
    assert safe_pattern(pattern) == pattern
    assert worst(pattern, 32)[0] <= SLOW


def test_file_name_patterns_end_soon() -> None:
    for template in ("{year}-{month}-{day}-{title}.txt", "{date}_{speaker}_{title}_{place}.html",
                     "{title}-{event}-{note}.md"):
        whole = rf"\A(?:{file_name_pattern(template)})\Z"  # names are matched from end to end
        assert worst(whole, 32, longest=FILE_NAME)[0] <= SLOW, template
