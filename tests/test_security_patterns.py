"""No regular expression of ours, of data/ or of a user's own files can be driven into backtracking."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.formats.patterns import file_name_pattern
from indexer.patterns import LONGEST_LINE, PatternError, safe_pattern
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
    r"(?:a{1,90}){1,90}", r"((a|b)|[bc])*d", "a" * 501, r"(?:\w{2,9}é)+x", r"(?:ab|[a-c]b)+c"])
def test_a_pattern_of_a_user_that_could_run_for_ever_is_refused_with_the_reason(pattern: str) -> None:
    with pytest.raises(PatternError):
        safe_pattern(pattern)


@pytest.mark.parametrize("pattern", [
    r"^Page \d+ of \d+$", r"(?:Print|Share|Email)\s+this page", r"\[[^\]]*\]", r"(?:Mr|Ms)\. \w+",
    r"(?:\d{3}-){1,3}\d+", r"(?:\w+\s)+x", r"(?:releases?|remarks)+x", r".{0,80}\(pdf\).{0,40}", r".*\bvisits?\b",
    r"^(?:home|news)(?: > \w+){0,4}$", r"https?://\S+", r"(?i)all rights reserved.*", r"(?:ab|cd)+"])
def test_a_pattern_of_a_user_that_ends_soon_is_taken_and_does(pattern: str) -> None:
    assert safe_pattern(pattern) == pattern
    assert worst(pattern, 32)[0] <= SLOW


@pytest.mark.parametrize("pattern", [
    r".*.*.*.*x", r"\w*\s*\w*\w*\w*x", r"[a-z]+b+[a-z]+b*c*[a-z]*x", r"(?:.*,){5}x", r"(?=.*a.*b.*c)d",
    r"[ㄱ-ㅎ]*[ㄴ-ㅏ]*[ㄴ-ㅎ]*[ㄷ-ㅏ]*x", r".*?.*?.*?.*?x", r"(?>.*.*.*.*x)"])
def test_a_pattern_of_a_user_that_takes_a_power_of_the_line_is_refused_with_what_to_do(pattern: str) -> None:
    with pytest.raises(PatternError, match="millions of ways; write fewer"):
        safe_pattern(pattern)


_ATOMS = st.sampled_from(("a", "b", "é", r"\w", r"\d", r"\s", r"\S", r"\W", ".", "[a-z]", "[^,]", "[ㄱ-ㅎ]", "[ㄴ-ㅏ]",
                          "ab", " ", "-", ","))
_TIMES = st.sampled_from(("", "", "", "*", "+", "?", "{0,40}", "{2,9}", "{3}", "*?", "+?", "*+", "{1,3}"))
_PATTERNS = st.recursive(
    st.builds("(?:{}){}".format, _ATOMS, _TIMES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.builds("(?:{}){}".format, inner, _TIMES),
        st.builds("(?:{}|{}){}".format, inner, inner, _TIMES),
        st.builds("(?>{})".format, inner)), max_leaves=12)


@given(_PATTERNS, st.integers(0, 2))
@settings(max_examples=300, deadline=None)  # the bound is on processor time
def test_whatever_pattern_is_taken_ends_soon_on_a_line_made_against_it(pattern: str, reading: int) -> None:
    """A way takes some tens of nanoseconds; the bound here is ten times what the two millions allowed need."""
    try:
        made = re.compile(safe_pattern(pattern), re.IGNORECASE)
    except PatternError:
        return
    for lead, pump in islice(attacks(grammar.parse(pattern, re.IGNORECASE)), reading, 12, 3):
        for tail in ("\x00", "b"):
            began = time.process_time()
            made.fullmatch((lead + pump * LONGEST_LINE)[:LONGEST_LINE - 1] + tail)
            assert time.process_time() - began < 2


@pytest.mark.parametrize(("name", "before", "after"), [
    ("boilerplate.toml", "lines = [", "lines = ['.*.*.*.*x', "),
    ("boilerplate.toml", "endings = [", "endings = ['(a+)+$', "),
    ("kinds.toml", "title = [", "title = ['.*.*.*.*x', "),
    ("heads.toml", "menu = [", "menu = ['(a|ab)*c', "),
    ("heads.toml", "occasions = [", "occasions = ['.*.*.*.*x', ")])
def test_a_pattern_in_an_edited_file_of_knowledge_that_takes_long_is_refused_in_one_line(
        tmp_path: Path, name: str, before: str, after: str) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("records"))
    path = tmp_path / "data" / "lexicon" / name
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    (tmp_path / "a.txt").write_text("Remarks\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    told = subprocess.run([sys.executable, "-m", "indexer", "parse", str(tmp_path / "a.txt")], cwd=ROOT, text=True,
                          capture_output=True, check=False, env={**os.environ, "ONRECORD_DATA": str(tmp_path / "data")})
    assert told.returncode == 1
    assert len(told.stderr.splitlines()) == 1
    assert name in told.stderr
    assert "take" in told.stderr or "ways" in told.stderr


def test_file_name_patterns_end_soon() -> None:
    for template in ("{year}-{month}-{day}-{title}.txt", "{date}_{speaker}_{title}_{place}.html",
                     "{title}-{event}-{note}.md"):
        whole = rf"\A(?:{file_name_pattern(template)})\Z"  # names are matched from end to end
        assert worst(whole, 32, longest=FILE_NAME)[0] <= SLOW, template


@pytest.mark.parametrize("template", ["{speaker}_{title}_{place}_{event}.txt", "{a}-{b}-{c}-{d}-{e}-{f}.md"])
def test_a_file_name_pattern_of_many_names_is_refused_and_told_how_to_write_it(template: str) -> None:
    with pytest.raises(PatternError, match="say what each may hold"):
        file_name_pattern(template)
    said = r"(?P<speaker>[^_]+)_(?P<title>[^_]+)_(?P<place>[^_]+)_(?P<event>[^_]+)\.txt"
    assert file_name_pattern(said) == said
