"""Who takes part in a report that no heading, field or list of participants names."""

from __future__ import annotations

from tests.spoken import people, present, said

DELEGATION = """
# Ivo Tarran received delegation of parliament of Hungary
8 February 2024
President of the Republic of Azerbaijan Ivo Tarran has received a delegation of the parliament of Hungary led by \
Andor Keleti, the head of the friendship group.
Speaking for the delegation, Andor Keleti congratulated the head of state on the harvest.
The head of state noted with pleasure that President Olaf Berg had written to him about it.
"""

UNTITLED = """
A government spokesperson said:
The Prime Minister met the United Nations Secretary General, Pedro Olivares, in Oslo yesterday for talks.
The PM and the Secretary General agreed that ships were few. They discussed the harbour.
The pair noted the outcome of the fair, and the Secretary General welcomed the bridge.
"""


def test_the_head_of_a_delegation_is_met_and_the_one_only_spoken_of_is_not() -> None:
    assert people(DELEGATION) == ["Ivo Tarran", "Andor Keleti"]


def test_somebody_known_speaks_by_name_after_an_opener_and_the_head_of_state_is_the_president() -> None:
    assert [row[1:] for row in said(DELEGATION)] == [("Andor Keleti",), ("Ivo Tarran",)]


def test_a_report_without_title_tells_who_met_by_office_and_by_name() -> None:
    assert present(UNTITLED) == {"Prime Minister": "principal", "Pedro Olivares": "principal"}


def test_short_forms_of_an_office_and_a_pair_mean_those_two() -> None:
    assert [row[1:] for row in said(UNTITLED)] == [
        ("Prime Minister", "Pedro Olivares"), ("Prime Minister", "Pedro Olivares"), ("both",), ("Pedro Olivares",)]


def test_a_firm_that_somebody_met_is_no_person() -> None:
    text = "# Visit of the Minister\nOn June 3, Mr. Haruki Sano, Minister for Trade of Japan, met General Aeronautics."
    assert people(text) == ["Haruki Sano"]
