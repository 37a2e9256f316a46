"""What kind of record it is, by the source's own word, the title, the first paragraph and the layout."""

from __future__ import annotations

import re

import pytest

from indexer.knowledge.folder import data_folder
from indexer.model import Given
from indexer.understanding.structure.kinds import kind_of, load_kinds
from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

WORDS = "The ministers discussed the river and agreed that the commission should meet again in the autumn of this year."

TITLES = [
    ("Japan-Norway Summit Meeting", "summit-readout"),
    ("Readout of President Ost’s Meeting with Prime Minister West of Chad", "summit-readout"),
    ("Japan-Norway Foreign Ministers’ Meeting", "fm-readout"),
    ("Foreign Minister Ost Meets Norwegian Foreign Minister West", "fm-readout"),
    ("Readout of the Meeting with Families", "meeting-readout"),
    ("Japan-France Summit Telephone Talk", "telephone-readout"),
    ("Readout of Vice President Ost’s Call with Prime Minister West", "telephone-readout"),
    ("PM call with the President of Chad", "telephone-readout"),
    ("Courtesy Call on Minister Ost by the Ambassador of Chad", "courtesy-call"),
    ("Visit by Foreign Minister Ost to Chad and Mali (Overview)", "visit-summary"),
    ("Japan-Australia-India-U.S. Foreign Ministers’ Telephone Meeting", "telephone-readout"),
    ("Trilateral Meeting of Foreign Ministers", "trilateral-readout"),
    ("Seventh Foreign and Defence Ministers’ Meeting (“2+2”)", "2plus2-readout"),
    ("ASEAN Foreign Ministers’ Meeting", "multilateral-readout"),
    ("Press Conference by the Press Secretary", "press-conference"),
    ("Doorstop at the Harbour", "press-conference"),
    ("Press Briefing by Press Secretary West", "briefing"),
    ("Press statements following talks", "joint-press"),
    ("Joint Statement of the Leaders of Norway and Chad", "joint-statement"),
    ("The Oslo Declaration", "joint-statement"),
    ("The Oslo Communiqué", "communique"),
    ("Attack on a Bus (Statement by Press Secretary West)", "statement"),
    ("Speech by the Rt Hon H Ost MP on the Harbour (Ministerial Statement)", "speech"),
    ("Transcript of the Prime Minister's Address to the Commonwealth Heads of Government Meeting", "speech"),
    ("Ministerial Statement by the Prime Minister, Mr H Ost", "statement"),
    ("Ministerial Statement on Digital Trade of the Ministers of Norway and Chad", "joint-statement"),
    ("Parliamentary Statement by the Prime Minister on his Visit to Chad and the Oslo Meeting", "statement"),
    ("Statement by the Prime Minister of Norway and the Prime Minister of Chad: Oslo Declaration", "joint-statement"),
    ("Message of Condolence from Minister Ost on the Storm", "condolence"),
    ("Address by Prime Minister Ost at the University of Oslo", "speech"),
    ("Interview with Foreign Minister Ost", "interview"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES, ids=[title for title, _ in TITLES])
def test_a_title_tells_the_kind(title: str, kind: str) -> None:
    record = record_of(WORDS, given=Given(title=title))

    assert kind_of(record, split(record)) == kind


@pytest.mark.parametrize(("given", "title", "kind"), [
    ("Media Release", "Rivers", "news"), ("press_release", "Joint Statement on Rivers", "joint-statement"),
    ("Speech", "Rivers", "speech"), ("briefings", "Statement on rivers", "briefing"), ("debate", "Interview", "debate"),
    ("Written Answers", "Telephone costs", "written-answer"), ("health", "Rivers", None)])
def test_the_word_of_the_source_decides_unless_it_says_little(given: str, title: str, kind: str | None) -> None:
    record = record_of(WORDS, given=Given(kind=given, title=title))

    assert kind_of(record, split(record)) == kind


def test_the_first_paragraph_tells_where_there_is_no_title() -> None:
    record = record_of("Japan-Norway Relations\nMay 3, 2019\nOn May 3, Mr. Ost, Minister for Foreign Affairs, held a "
                       f"telephone talk with Mr. West, his Norwegian colleague.\n1. {WORDS}\n2. {WORDS} Again.")

    assert kind_of(record, split(record)) == "telephone-readout"


def test_questions_and_answers_are_a_press_conference() -> None:
    asked = "\n".join(f"Q    What of river number {at}?\nTHE PRESIDENT: It will be cleaned." for at in range(5))
    record = record_of(f"THE PRESIDENT: Hello.\n{asked}", given=Given(title="Remarks by the President"))

    assert kind_of(record, split(record)) == "press-conference"


def test_members_of_a_chamber_debate() -> None:
    record = record_of(f"Mr. OST. Mr. President, {WORDS}\nThe PRESIDING OFFICER. Without objection, it is so ordered.",
                       given=Given(title="Order of the day"))

    assert kind_of(record, split(record)) == "debate"


def test_words_in_the_first_person_are_a_speech() -> None:
    words = "I remember the river as I saw it when I was a boy, and I say to you that I shall not let it die. "
    record = record_of(words * 3, given=Given(title="The river"))

    assert kind_of(record, split(record)) == "speech"


def test_nothing_known_is_no_kind() -> None:
    record = record_of(WORDS, given=Given(title="Rivers"))

    assert kind_of(record, split(record)) is None


def test_labels_of_kinds_are_few_and_readable() -> None:
    labels = {kind.label for kind in load_kinds(data_folder())}

    assert len(labels) <= 24
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label) for label in labels)


@pytest.mark.parametrize(("given", "title", "kind"), [
    ("Speech", "Weekly Radio Message: the Harbour", "speech"),
    ("Speech", "Statement on the Harbour", "speech"),
    ("Speech", "Press Conference with Minister Ost", "press-conference"),
    ("News", "Statement on the Harbour", "statement"),
])
def test_what_a_source_calls_a_speech_is_no_mere_statement(given: str, title: str, kind: str) -> None:
    record = record_of(WORDS, given=Given(kind=given, title=title))
    assert kind_of(record, split(record)) == kind
