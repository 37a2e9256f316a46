"""Whose words a text is, where a line above, below or on the way to it tells: bylines, signatures, ministries."""

from __future__ import annotations

import pytest

from indexer.knowledge.loading import load_knowledge
from indexer.model import Given, ParsedRecord
from indexer.understanding.parsing import parse
from tests.laid_out import record_of

KNOWLEDGE = load_knowledge()
WORDS = ("I have seen the delta this week, and I was asked many times what we are going to do about it.",
         "We shall dredge it, and I call upon our neighbours to do the same on their side of the water.")


def _parsed(*lines: str, given: Given | None = None) -> ParsedRecord:
    return parse(record_of("\n".join(lines), given=given), KNOWLEDGE)


def _speakers(record: ParsedRecord) -> set[str]:
    return {name for section in record.sections for each in section.statements for name in each.speakers}


@pytest.mark.parametrize("signature", [
    ("Hon. Nils Ostberg", "Prime Minister of Tuvalu"), ("Hanna Ostberg", "Minister for Ports"),
    ("Dr. Hanna van Ostberg", "Ambassador of Chile")])
def test_a_speech_is_of_the_one_who_signs_it(signature: tuple[str, str]) -> None:
    record = _parsed("Keynote address: the delta that feeds us", "Lisbon, 1 July 2022", *WORDS, *signature)

    assert _speakers(record) == {signature[0].removeprefix("Hon. ").removeprefix("Dr. ")}
    assert sum(len(section.statements) for section in record.sections) == len(WORDS)


@pytest.mark.parametrize("trail", [
    "Home > Ministries > Minister for Ports and Rivers > Hanna Ostberg > Blog",
    "Government › Prime Minister › Hanna Ostberg"])
def test_own_words_are_of_the_one_on_whose_pages_they_stand(trail: str) -> None:
    record = _parsed("Thoughts on a year in office", "17-03-2021", *WORDS, given=Given(breadcrumb=trail))

    assert _speakers(record) == {"Hanna Ostberg"}


def test_a_name_above_its_office_is_a_byline() -> None:
    record = _parsed("Joint Press Availability With Secretary of Foreign Affairs Nils Berg", "Rosalind Ostberg",
                     "Secretary of State", "Manila, Philippines", "November 16, 2011",
                     "SECRETARY BERG: We have just signed a declaration on the delta.",
                     "SECRETARY OSTBERG: Thank you. I am glad that we could agree on it today.")

    assert [person.name for person in record.participants] == ["Nils Berg", "Rosalind Ostberg"]


def test_those_who_sign_a_letter_take_part_and_those_it_is_sent_to_do_not_speak() -> None:
    record = _parsed("Joint letter on the protection of the delta", "2 December 2024", "Ms Karoline Adler",
                     "High Representative of the Union", "Dear High Representative,", *WORDS, "Yours sincerely,",
                     "Hanna Ostberg", "Minister for Foreign Affairs of Finland", "Nils Berg",
                     "Minister of Foreign Affairs of Estonia")

    signed = [person.name for person in record.participants if person.presence == "signatory"]
    assert signed == ["Hanna Ostberg", "Nils Berg"]


@pytest.mark.parametrize(("title", "house", "side"), [
    ("Comment by the Information and Press Department on the delta",
     "The Ministry of Foreign Affairs of the Russian Federation", "side:Russia"),
    ("Statement by the Ministry of Foreign Affairs on the delta", "Ministry of Foreign Affairs of Estonia",
     "side:Estonia"),
])
def test_a_ministrys_statement_is_its_countrys(title: str, house: str, side: str) -> None:
    record = _parsed(house, title, "18 April 2021",
                     "We protest against the closing of the delta, which nothing can justify.", "Our ships will go on.")

    assert _speakers(record) == {side}
    assert all(not section.said_by for section in record.sections)


def test_a_statement_that_tells_its_speaker_is_not_its_ministrys() -> None:
    record = _parsed("Ministry of Foreign Affairs of Estonia", "Statement by Minister Hanna Ostberg on the delta",
                     *WORDS)

    assert _speakers(record) == {"Hanna Ostberg"}


def test_a_message_has_a_sender_and_one_it_is_sent_to() -> None:
    record = _parsed("Messages on the floods", "June 24, 2013",
                     "1. On June 24, Prime Minister Hanna Ostberg sent a message to H.E. Dr. Nils Berg, President of "
                     "Chad. The message reads as follows.",
                     '"I was deeply saddened to hear that so many lives have been lost in the delta this week."',
                     "2. No news of others has been received.")

    assert [(person.name, person.presence) for person in record.participants] == [
        ("Hanna Ostberg", "sender"), ("Nils Berg", "recipient")]
    assert _speakers(record) == {"Hanna Ostberg"}


def test_a_letter_in_quotation_marks_that_close_below_is_all_of_its_sender() -> None:
    record = _parsed("Message of congratulations", "2022.10.10",
                     "President of Mongolia Hanna Ostberg has sent a message of congratulations to Dr. Nils Berg on "
                     "his re-election as the Federal President of Austria.",
                     "“Dear Mr. President,", *WORDS, "Please accept the assurances of my highest consideration.”",
                     "The election was held in two rounds, of which the second was last Sunday.")

    said = [each.speakers for section in record.sections for each in section.statements]
    assert said[-4:] == [("Hanna Ostberg",)] * 4


@pytest.mark.parametrize("head", [
    ("The delta that feeds us", "Speech", "Delivered by: Hanna Ostberg", "3 March 2015"),
    ("Hanna Ostberg – Speech at the River Forum", "3 March 2015"),
    ("Our delta", "Speech", "Vice Chair for Ports and Chair of the River Board Hanna K. Ostberg", "3 March 2015")])
def test_a_speech_is_of_the_one_whom_a_line_of_its_head_names(head: tuple[str, ...]) -> None:
    assert {name.replace(" K.", "") for name in _speakers(_parsed(*head, *WORDS))} == {"Hanna Ostberg"}


RELEASE = ("Minister opens the delta centre", "3 March 2015",
           "The delta centre was opened today in Ostholm by the Minister for Ports, Hanna Ostberg.")


@pytest.mark.parametrize("said", [
    ("Minister for Ports Hanna Ostberg said:", "We shall not look away from the delta, and I am glad of that."),
    ("‘We shall not look away from the delta, and I am glad of that,’ said the Minister.",),
    ("Minister Ostberg made the following remarks:", "“We shall not look away, and I am glad.", "I thank you.”"),
    ("“We shall not look away from the delta,” Ms Ostberg said. “I am glad that the centre is open.”",),
])
def test_a_releases_quotations_are_of_whom_it_says(said: tuple[str, ...]) -> None:
    assert _speakers(_parsed(*RELEASE, *said)) == {"Hanna Ostberg"}
