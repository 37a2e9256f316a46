"""Splitting is linear in its input, whatever the input is."""

from __future__ import annotations

import time

import pytest

from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

HOSTILE = {
    "one line of a million signs": "word " * 200_000,
    "one word of a million signs": "x" * 1_000_000,
    "a hundred thousand short lines": "\n".join(f"line {at}" for at in range(100_000)),
    "a hundred thousand equal lines": "\n".join(["hello world"] * 100_000),
    "numbers in numbers": "\n".join(["1. " * 400] * 500),
    "numbered paragraphs": "\n".join(f"({at % 50 + 1}) The minister said that this is so." for at in range(20_000)),
    "a label on each line": "\n".join("Aaa Bbb: the words are here now" for _ in range(30_000)),
    "many labels": "\n".join(f"Name{at} Of: the words are here now" for at in range(20_000)),
    "questions": "\n".join("Q    What?\nMS. X: Well, this." for _ in range(15_000)),
    "headings": "\n".join(f"## Heading {at}\nThe words of it are here." for at in range(15_000)),
    "headings in headings": "\n".join(f"{'#' * (at % 6 + 1)} Heading {at}" for at in range(20_000)),
    "bold lines": "\n\n".join(f"**Heading {at}**" for at in range(5_000)),
    "lines again and again": "\n".join(f"Heading {at % 9}" for at in range(30_000)),
    "open brackets": "(" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_input_takes_long(text: str) -> None:
    """A megabyte in well under the ten seconds that a loaded machine might need for it."""
    record = record_of(text)
    started = time.process_time()

    split(record)

    assert time.process_time() - started < 6
