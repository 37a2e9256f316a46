"""Whom a report means that tells what somebody is instead of a name."""

from __future__ import annotations

import pytest

from indexer.model import BOTH
from tests.spoken import present, report, said

SANO, SOLHEIM = "Haruki Sano", "Ingrid Solheim"  # who met in Oslo

ROWS = [
    ("a country's leader", "The Norwegian leader said that ships are few.", [SOLHEIM]),
    ("an office by another word", "The Japanese premier said that ships are few.", [SANO]),
    ("an office by its initials", "The Norwegian PM said that ships are few.", [SOLHEIM]),
    ("a country that owns", "Norway's leader said that ships are few.", [SOLHEIM]),
    ("the head of a government", "The head of the Norwegian Government said that ships are few.", [SOLHEIM]),
    ("who visits", "The visiting Prime Minister said that ships are few.", [SANO]),
    ("the guest", "The guest thanked her.", [SANO]),
    ("the host", "The host recalled the storm.", [SOLHEIM]),
    ("a leader of another country", "The Danish leader said that ships are few.", []),
    ("a leader of no country", "The leader said that ships are few.", []),
    ("a name after what somebody is", "The Norwegian politician Ola Berg said that ships are few.", []),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_description_means_the_only_one_whom_it_fits(text: str, speakers: list[str]) -> None:
    assert [name for _, *names in said(report(text)) for name in names] == speakers


UNSAID = """
# Olaf Berg and the Foreign Minister of Iceland discuss the harbour
16 October 2019
On 16 October in Riga, the Minister of Foreign Affairs, Olaf Berg, met with the Minister for Foreign Affairs of \
Iceland, Katla Ness, who has arrived in Latvia for the forum.
The Latvian Foreign Minister recalled the storm. His Icelandic colleague promised ships.
Katla Ness raised the price of cod. Her Latvian colleague regretted it.
The head of Latvian diplomacy invited her to Liepaja.
"""


def test_one_without_a_printed_country_is_of_the_one_that_is_left() -> None:
    assert said(UNSAID) == [
        ("The Latvian Foreign", "Olaf Berg"), ("His Icelandic colleague", "Katla Ness"),
        ("Katla Ness raised", "Katla Ness"), ("Her Latvian colleague", "Olaf Berg"), ("The head of", "Olaf Berg")]


TITLED = """
# Japan-Tunisia Foreign Ministers' Meeting
August 26, 2022
On August 26, Ms. SANO Mayu, Minister for Foreign Affairs, had a meeting with H.E. Mr. Anis TARRAN, Minister of \
Foreign Affairs and Migration. The overview is as follows.
1. The Tunisian Minister described the harvest; his Japanese counterpart mentioned ships.
2. The Danish Minister had written to both.
"""


def test_two_without_countries_have_those_of_the_title_in_its_order() -> None:
    assert said(TITLED) == [("The Tunisian Minister", "Anis Tarran"), ("his Japanese counterpart", "Mayu Sano")]


RECEIVED = """
# The President received Foreign Minister of Denmark
6 June 2023
Oslo / 6 June 2023 - President Ida Berg received Minister of Foreign Affairs Jens Aagaard, who came for the forum.
The Danish minister asked about ships. The President of the Republic invited him to stay.
"""


def test_an_office_told_in_other_words_is_no_further_participant() -> None:
    assert present(RECEIVED) == {"Ida Berg": "principal", "Jens Aagaard": "principal"}
    assert said(RECEIVED) == [("The Danish minister", "Jens Aagaard"), ("The President of", "Ida Berg")]


def test_two_who_are_described_differently_are_both() -> None:
    assert said(report("The two premiers discussed ships."))[0][1] == BOTH
