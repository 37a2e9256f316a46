"""Texts as understood, in short views: who takes part, who says what."""

from __future__ import annotations

from typing import Any

from indexer.knowledge.loading import load_knowledge
from indexer.model import Given, ParsedRecord
from indexer.understanding.parsing import parse
from tests.laid_out import record_of


def understood(text: str, **given: Any) -> ParsedRecord:
    """The text (a paragraph a line, `#` before its title) as understood with the checkout's knowledge."""
    return parse(record_of(text, given=Given(**given)), load_knowledge())


def people(text: str, **given: Any) -> list[str]:
    """Labels of the participants, in order."""
    return [person.label for person in understood(text, **given).participants]


def present(text: str, **given: Any) -> dict[str, str]:
    """Label of each participant -> presence."""
    return {person.label: person.presence for person in understood(text, **given).participants}


def said(text: str, **given: Any) -> list[tuple[str, ...]]:
    """For each statement: its first three words, then its speakers."""
    found = []
    for section in understood(text, **given).sections:
        for each in section.statements:
            words = " ".join(section.text[each.start:each.end].split()[:3])
            found.append((words, *each.speakers))
    return found


MEETING = """
# Japan-Norland Summit Meeting
June 3, 2016
On June 3, Mr. Haruki Sano, Prime Minister of Japan, held a summit meeting with H.E. Ms. Ingrid Solheim, \
Prime Minister of Norway, in Oslo. The overview is as follows.
"""


def report(*paragraphs: str) -> str:
    """A readout of a meeting of Haruki Sano (Japan) and Ingrid Solheim (Norway) with these numbered paragraphs."""
    return MEETING + "\n".join(f"{i}. {each}" for i, each in enumerate(paragraphs, 1))
