"""Readouts as families of publishers write them: joint texts in the third person, lists of those who met, bullets."""

from __future__ import annotations

import pytest

from tests.spoken import people, said, understood

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
    assert len(understood(THIRD_PERSON.format("")).sections) == 4


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
    text = OFFICES.format("the Director General of the World Fishing Office (WFO), Olaf Ness, and President Ida Berg")
    assert people(text) == ["Olaf Ness", "Ida Berg"]


VISIT = """
# Federal Councillor Ness on working visit to Morocco and Malta
17 May 2023
The head of the Federal Department of Fishing (FDF), Federal Councillor Ida Ness, visited Rabat and Valletta.
In Rabat, Ms Ness met with Minister of Energy Driss Berg on Monday. They took stock of the accord of spring.
The Councillor held separate meetings with Anis Tarran, Deputy Minister for Harbours, and with the chief negotiator \
from Safi, Omar Sul. Sul raised the price of cod.
The meeting with Ambassador Olaf Dahl dealt with ice. The Ambassador asked for time.
Ann Borg, Director General of the National Unexploded Fishing Programme, briefed Ms Ness on the nets.
Last year President Liv Holm had said that ships were few.
"""


def test_those_whom_somebody_meets_on_a_visit_take_part_and_nobody_else() -> None:
    assert set(people(VISIT)) == {"Ida Ness", "Driss Berg", "Anis Tarran", "Omar Sul", "Olaf Dahl", "Ann Borg"}


def test_on_a_visit_they_are_those_of_the_meeting_told_last() -> None:
    assert said(VISIT)[0] == ("They took stock", "Ida Ness", "Driss Berg")


JOINT = """
# Joint Statement of Norway and Malta
17 May 2023
At the invitation of the President of Norway, Mr Olaf Ness, the President of Malta, Ms Ann Borg, paid a State Visit.
1. The leaders agreed that ships were few. Prime Minister Ida Berg assured the President of Malta of two more.
2. We thank the crews.
{}
"""


def test_whoever_speaks_in_a_joint_text_takes_part() -> None:
    assert people(JOINT.format("")) == ["Olaf Ness", "Ann Borg", "Ida Berg"]
    assert said(JOINT.format(""))[0] == ("The leaders agreed", "all")  # not only those named last


def test_those_who_sign_a_joint_text_take_part() -> None:
    signed = "Liv Dahl, Minister of Ports of Cyprus\nIvo Holm, Minister of Ports of the Kingdom of Norway"
    text = "# Declaration of the Ministers\n17 May 2023\n1. We, the Ministers, declare that ships are few.\n"
    assert people(text + signed) == ["Liv Dahl", "Ivo Holm"]


def test_the_head_of_a_body_is_told_by_its_initials() -> None:
    text = OFFICES.format("the Director General of the World Fishing Office (WFO), Olaf Ness, and President Ida Berg")
    told = said(text + "The WFO chief said ships were few. The head of the WFO thanked her. The WTO chief agreed.")
    assert told == [("The WFO chief", "Olaf Ness"), ("The head of", "Olaf Ness")]


MEETING = """
# Meeting between Minister Ness and Minister Tarran
17 May 2023
Minister of Energy of Norway Ida Ness met with Minister of Energy of Malta Anis Tarran in Oslo on 17 May.
The ministers spoke about ships. {}
"""
BESIDE = [
    "Minister of Trade Liv Dahl, who also attended the talks, raised the price of cod.",
    "The Governor of Bergen, Liv Dahl, asked for ice.",
    "Ambassador Liv Dahl, Head of the Mission to Malta, briefed the ministers.",
    "Also present were Ambassador Liv Dahl and others.",
    "Secretary to the President Ms Liv Dahl and other officials were also present.",
    "The talks took place in the presence of Ambassador Liv Dahl.",
    "The opening of the pier was attended by Mayor Liv Dahl.",
    "The Maltese guest was afterwards received by the Speaker of Parliament, Liv Dahl.",
    "The Speaker, Ms. Liv Dahl, called on the visiting Minister.",
]
ELSEWHERE = [
    "President Liv Dahl had said last year that ships were few.",
    "Minister Tarran came as special envoy of President Liv Dahl.",
    "They welcomed the visit of President Liv Dahl.",
    "Next, the Prime Minister spoke.",
]


@pytest.mark.parametrize("told", BESIDE)
def test_others_whom_the_text_shows_there_take_part(told: str) -> None:
    assert people(MEETING.format(told)) == ["Ida Ness", "Anis Tarran", "Liv Dahl"]


@pytest.mark.parametrize("told", ELSEWHERE)
def test_those_of_another_time_or_place_do_not(told: str) -> None:
    assert people(MEETING.format(told))[:2] == ["Ida Ness", "Anis Tarran"]
    assert not {"Liv Dahl", "Next"} & set(people(MEETING.format(told)))


@pytest.mark.parametrize(("lead", "names"), [
    ("the Presidents of Norway, Ida Ness, and of Malta, Anis Tarran,", {"Ida Ness": "NO", "Anis Tarran": "MT"}),
    ("the head of the Latvian government, Ida Ness, and Sultan bin Rashid Al-Kubi, Minister of Energy of Qatar,",
     {"Ida Ness": "LV", "Sultan bin Rashid Al-Kubi": "QA"}),
    ("the Minister of Foreign Affairs and Human Mobility of Peru, Ida Ness, and his Maltese counterpart, President Ann \
Borg,", {"Ida Ness": "PE", "Ann Borg": "MT"}),
])
def test_offices_are_read_in_whichever_order_they_stand(lead: str, names: dict[str, str]) -> None:
    found = understood(OFFICES.format(lead)).participants
    assert {person.label: person.iso2 for person in found} == names


def test_a_weekday_may_part_the_subject_from_its_verb() -> None:
    text = MEETING.format("Minister Tarran on Wednesday (May 17) in Oslo called for calm.")
    assert said(text)[-1] == ("Minister Tarran on", "Anis Tarran")


ISSUED = """
# Managing Director Ida Ness before departing for the harbour talks in Malta
17 May 2023
At the conclusion of her visit, Ms. Ida Ness, Managing Director of the World Fishing Fund (WFF), issued the following \
statement today (17 May):
“I would like to thank President Ann Borg and the crews for a welcome that I shall not forget.”
“We will go on with our work on ice.”
"""


def test_words_that_a_line_announces_are_of_the_one_it_names_and_those_thanked_are_not_there() -> None:
    assert people(ISSUED) == ["Ida Ness"]
    assert {name for _, *names in said(ISSUED) for name in names} == {"Ida Ness"}


SEVERAL = """
# Working visit of Minister Ness to Malta and Cyprus
17 May 2023
Minister of Energy of Norway Ida Ness visited Valletta and Nicosia.
In Valletta, Minister Ness held talks with Minister of Energy of Malta Anis Tarran. The two ministers agreed on ice.
In Nicosia, Minister Ness met with Minister of Energy of Cyprus Liv Dahl. Both sides discussed cod. The minister of \
Cyprus invited her again.
"""


def test_of_several_meetings_both_sides_are_those_of_the_one_that_is_told() -> None:
    assert [row[1:] for row in said(SEVERAL)] == [
        ("Ida Ness", "Anis Tarran"), ("Ida Ness", "Liv Dahl"), ("Liv Dahl",)]


def test_an_office_of_two_bodies_has_one_holder() -> None:
    text = OFFICES.format("the Northern Chairperson-in-Office and Minister for Ports of Norway, Ida Ness, and Ivo Holm")
    assert people(text)[0] == "Ida Ness"
    assert said(text + "The Chairperson-in-Office thanked the crews.")[0][1:] == ("Ida Ness",)


def test_the_members_of_a_council_are_all_where_nobody_else_is_named() -> None:
    text = "# Security Council press statement on the storm\n17 May 2023\n"
    found = said(text + "The members of the Security Council condemned the raid on the fleet and thanked the crews.")
    assert {name for _, *names in found for name in names} == {"all"}


WE = """
# Northern Countries Summit
11 October 2024
1. We, the Heads of State of the Northern Group – Ida Ness (Norway), Anis Tarran (Malta) and Liv Dahl (Cyprus) – met.
2. We call for an end of the storm. Cyprus offered ships.
3. We thank President Dahl, who warned us of ice.
"""


def test_a_text_that_opens_with_we_the_heads_of_state_is_of_all_of_them() -> None:
    assert people(WE) == ["Ida Ness", "Anis Tarran", "Liv Dahl"]
    found = said(WE)
    assert ("We call for", "all") in found
    assert ("Cyprus offered ships.", "side:Cyprus") in found


def test_a_body_that_decides_is_all_and_so_are_the_items_it_decides() -> None:
    text = """
# Communiqué of the Meeting of the Fishing Council
9 September 2020
The Fishing Council met on 9 September in Oslo.
Having heard the reports, the Fishing Council decided as follows:
1. To reaffirm the share of each fleet in the cod of the northern sea;
2. To thank the crews for their work upon the ice of the last winter.
"""
    assert {name for _, *names in said(text) for name in names} == {"all"}
    assert len(said(text)) == 3


def test_what_somebody_went_on_to_say_is_said() -> None:
    assert said(MEETING.format("Minister Tarran went on to praise the crews."))[-1][1:] == ("Anis Tarran",)


def test_several_by_one_office_are_no_participant() -> None:
    assert people(MEETING.format("\nThe two ministers first dealt with ice.")) == ["Ida Ness", "Anis Tarran"]
