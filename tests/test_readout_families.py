"""Readouts as families of publishers write them: joint texts in the third person, lists of those who met, bullets."""

from __future__ import annotations

import pytest

from tests.spoken import people, understood

THIRD_PERSON = """
# Joint Statement of the Ministers of Norway and Japan
3 June 2016
Foreign Minister Ingrid Solheim and Foreign Minister Haruki Sano met in Oslo on 3 June on the margins of the assembly.
The Ministers reaffirmed the purposes of the accord on ships and their intent to consult each other on the harbour.
They spoke for a long time{} of what had been done.
On cod, the Ministers called upon all fleets to keep to the quota, and they affirmed their determination to do so.
"""
DASHES = """
# Meeting with President of Norway Ingrid Solheim
3 June 2016
The negotiations took place in a narrow format at the residence, and were continued with members of the delegations.
Welcoming the guest, President of Latvia Olaf Berg noted that this first official visit was of great significance.
– Our ships are few. I am confident that we will build more of them, and my country will help you, – Olaf Berg said.
For her part, Ingrid Solheim thanked the President of Latvia for the cordial reception that was given to her people.
"""


def test_a_joint_text_in_the_third_person_has_a_point_in_each_paragraph() -> None:
    long = THIRD_PERSON.format(" and at length" * 60)
    assert len(understood(long).sections) == 4
    assert len(understood(THIRD_PERSON.format("")).sections) == 1


def test_direct_speech_between_dashes_leaves_a_report_a_report() -> None:
    assert len(understood(DASHES).sections) == 4


OFFICES = """
# Meeting of the Presidents
3 June 2016
On 3 June in Oslo, {} met to discuss the fleet and the harbour.
"""


@pytest.mark.parametrize(("met", "names"), [
    ("the Presidents of Kazakhstan and Kyrgyzstan, Omar Sul and Ida Berg,", {"Omar Sul": "KZ", "Ida Berg": "KG"}),
    ("the Foreign Ministers of Latvia, Norway and Malta – Ms Ida Berg, Mr. Olaf Ness and Dr. Ann Borg –",
     {"Ida Berg": "LV", "Olaf Ness": "NO", "Ann Borg": "MT"}),
    ("the Prime Ministers of the Northern Group – Ida Berg (Latvia), Olaf Ness (Norway) – and of the Islands – \
Ann Borg (Malta) and Liv Dahl (Cyprus), who acted as host –",
     {"Ida Berg": "LV", "Olaf Ness": "NO", "Ann Borg": "MT", "Liv Dahl": "CY"}),
    ("the President of Latvia, Ms Ida Berg, and the President of Norway, Mr Olaf Ness,",
     {"Ida Berg": "LV", "Olaf Ness": "NO"}),
    ("at the invitation of the President of Latvia, Mr. Ivo Berg, the President of Norway, H.E. Mr. Olaf Ness,",
     {"Ivo Berg": "LV", "Olaf Ness": "NO"}),
    ("H.E. Mr. Olaf Ness, C.G.H., President of Norway, and Dr. Ann Borg, EGH, MGH, President of Malta,",
     {"Olaf Ness": "NO", "Ann Borg": "MT"}),
])
def test_each_of_those_who_hold_an_office_has_the_country_that_is_theirs(met: str, names: dict[str, str]) -> None:
    found = understood(OFFICES.format(met)).participants
    assert {person.label: person.iso2 for person in found} == names


def test_the_initials_of_a_body_may_stand_between_office_and_name() -> None:
    text = OFFICES.format("the Director General of the World Harbour Office (WHO), Olaf Ness, and President Ida Berg")
    assert people(text) == ["Olaf Ness", "Ida Berg"]
