"""Understanding takes time in proportion to the text, whatever the text is."""

from __future__ import annotations

import time

import pytest

from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Record
from indexer.understanding.parsing import parse
from tests.awkward import UNITS, awkward
from tests.laid_out import record_of

CHARACTERS = 12_000
MOST = 2.3  # times that twice the text may take
ATTEMPTS = 5  # others use the machine too: one undisturbed attempt tells


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    known = load_knowledge()
    parse(record_of("President Ann Hill met Minister Bob Cox in Tokyo.\n\nThey agreed."), known)
    return known


@pytest.mark.parametrize("name", UNITS)
def test_twice_the_text_takes_twice_the_time(name: str, knowledge: Knowledge) -> None:
    once, twice = (record_of(awkward(name, CHARACTERS * times)) for times in (1, 2))
    ratios = []
    for _ in range(ATTEMPTS):
        ratios.append(_seconds(twice, knowledge) / _seconds(once, knowledge))
        if ratios[-1] <= MOST:
            return
    assert min(ratios) <= MOST


def _seconds(record: Record, knowledge: Knowledge) -> float:
    """Of processor time: the better of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        parse(record, knowledge)
        taken.append(time.process_time() - start)
    return min(taken)
