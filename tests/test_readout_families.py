"""Readouts as families of publishers write them: joint texts in the third person, lists of those who met, bullets."""

from __future__ import annotations

from tests.spoken import understood

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
