"""Who takes part in a report that no heading, field or list of participants names."""

from __future__ import annotations

import pytest

from tests.spoken import people, present, said, understood

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


JOINING = """
# Readout of President Benton's Call with Allies and Partners
3 June 2016
President Joseph Benton hosted a videoconference today with Allies to discuss the harbour.
The leaders affirmed their solidarity. The CS thanked them.
Joining President Benton on the call were Prime Minister Ann Marlow of Canada, Council President Michel Tour, and \
Cabinet Secretary Ida Muti of Kenya.
"""


def test_those_joining_a_call_are_there_and_with_them_the_leaders_are_all() -> None:
    assert present(JOINING) == {"Joseph Benton": "principal", "Ann Marlow": "attending", "Michel Tour": "attending",
                                "Ida Muti": "attending"}
    assert said(JOINING)[0] == ("The leaders affirmed", "all")


def test_the_initials_of_a_role_mean_who_has_it() -> None:
    assert said(JOINING)[1] == ("The CS thanked", "Ida Muti")


def test_lists_of_those_present_go_on_below_headings_of_their_own() -> None:
    text = """
# Readout of Meeting with Port Officials
3 June 2016
President Joseph Benton convened a meeting today to hear of the ports. The meeting also included Rep. Bo Gallant.
Joining the President at the meeting were:
Altona Participants:
- Governor John Bell Edwards
- KS Choy, President and CEO, Hexa Electronics
Administration Participants Included:
- New Oslo Mayor Ann Hill
"""
    assert people(text) == ["Joseph Benton", "Bo Gallant", "John Bell Edwards", "KS Choy", "Ann Hill"]


def test_those_who_speak_together_all_take_part() -> None:
    text = """
# Visit of the Minister for Law to Perth
3 June 2016
Minister for Law K Tanaka had meetings with his counterparts in Perth on 3 June 2016.
Minister Tanaka and the Mozambique Minister of Fisheries Oldo Baloy reviewed the fleet and agreed on ships.
"""
    assert people(text) == ["K Tanaka", "Oldo Baloy"]


def test_somebody_met_on_another_occasion_takes_no_part() -> None:
    text = """
# President Benton's Meeting with Cardinal Rossi
3 June 2016
After an audience with His Holiness Pope Martin, President Benton met Secretary of State Cardinal Rossi.
"""
    assert people(text) == ["Benton", "Rossi"]


OPENINGS_OF_JOINT_TEXTS = [
    ("To affirm our ties, the Prime Minister of Norway, Ingrid Anna Solheim, and the Prime Minister of Japan, Haruki "
     "Sano, have reached the following understandings:"),
    "Our bridge was built long ago. Prime Minister Ingrid Anna Solheim and Prime Minister Haruki Sano reaffirm it.",
]


@pytest.mark.parametrize("opening", OPENINGS_OF_JOINT_TEXTS)
def test_a_joint_text_in_the_first_person_is_by_those_it_names(opening: str) -> None:
    assert people(f"# Joint Declaration of Norway and Japan\n3 June 2016\n{opening}\nWe shall build it.") == [
        "Ingrid Anna Solheim", "Haruki Sano"]


def test_a_statement_on_a_summit_in_the_first_person_is_its_author_s() -> None:
    text = """
# Statement from President Joseph Benton on the Harbour Summit
3 June 2016
Harbour leaders met today. I welcome what they agreed on, and we will support our harbours as long as I am here.
"""
    assert [row[1:] for row in said(text)] == [("Joseph Benton",)]


def test_a_surname_alone_means_the_one_who_held_an_office_in_that_country_on_that_day() -> None:
    text = "# Press Briefing\n3 June 2016\nMR. ABE: I have an announcement on ships.\nQ: When?\nMR. ABE: In June."
    assert people(text, country="JP") == ["Shinzo Abe"]
    assert people(text, country="NO") == ["Abe"]


COUNTERPART = """
# Foreign Minister Brand meets Kenyan counterpart
12 May 2022
Foreign Minister Annika Brand today met with her Kenyan {counterpart} Amina Wekesa in Berlin.
Brand stressed that ports are few. Wekesa, who had arrived from Paris, welcomed this.
"""


@pytest.mark.parametrize("counterpart", ["counterpart", "counterpart,", "colleague"])
def test_a_counterpart_takes_part_by_name_and_has_the_same_office(counterpart: str) -> None:
    record = understood(COUNTERPART.format(counterpart=counterpart))
    assert [(p.label, p.role) for p in record.participants] == [
        ("Annika Brand", "Foreign Minister"), ("Amina Wekesa", "Foreign Minister")]
    assert [s.speakers for each in record.sections for s in each.statements] == [("Annika Brand",), ("Amina Wekesa",)]


def test_somebody_speaks_during_the_meeting_whom_the_lead_does_not_name() -> None:
    text = """
# Readout of Minister Brand's Meeting with Minister Wekesa
12 May 2022
Minister Brand met with Minister Wekesa. During the meeting, Mayor Melva Carter of Oslo outlined the plan.
Secretary Ann Hill said last week that ports are few.
"""
    assert people(text) == ["Brand", "Wekesa", "Melva Carter"]


def test_an_office_by_its_initials_is_read_and_counts_as_named_in_its_section() -> None:
    text = """
# Visit of External Affairs Minister to Oman
5 March 2023
External Affairs Minister Dr. R. Venkatesan paid an official visit to Oman from 3-5 March 2023.
2. EAM called on Sultan Hamad bin Said.
3. EAM held talks with his counterpart H.E. Faisal bin Turki, Foreign Minister of Oman. The Ministers agreed on ports.
EAM thanked Oman.
"""
    assert said(text)[-2:] == [
        ("The Ministers agreed", "R. Venkatesan", "Faisal bin Turki"), ("EAM thanked Oman.", "R. Venkatesan")]


def test_a_briefing_that_tells_of_a_meeting_is_read_as_a_report() -> None:
    text = """
# Excerpts from the daily press briefing
12 January 2018
Pierre Dubert, Minister for Europe, met yesterday with his Peruvian counterpart, Rosa Diaz.
The ministers welcomed the relations between our two countries. We follow them closely.
"""
    assert said(text, kind="briefing") == [("The ministers welcomed", "both")]


CAPITALS = [
    "SPEECH BY THE PRIME MINISTER OPENING OF THE NORTHERN CLUB",
    "PRIME MINISTER'S WEEKLY BROADCAST - THE RIGHT TO FISH",
    "SEC DISCRIMINATION AND ACTION",
]


@pytest.mark.parametrize("title", CAPITALS)
def test_in_a_title_of_capitals_the_field_tells_whose_speech_it_is(title: str) -> None:
    text = f"# {title}\n3 June 1986\nThe club is open, and the right to fish is ours. There is no discrimination."
    assert people(text, kind="speech", extra={"prime-minister": "Marlow, Ann"}) == ["Ann Marlow"]


def test_a_name_in_a_title_of_capitals_is_one_where_the_text_has_it_too() -> None:
    text = "# STATEMENT BY MINISTER MARLOW\n3 June 1986\nThe harbour is open, said Minister Marlow today."
    assert people(text) == ["Marlow"]


def test_an_opening_speech_at_a_meeting_is_its_speaker_s_own_words() -> None:
    text = """
# Third Meeting of the Ocean Council: opening speech by the Prime Minister, Ann Marlow
3 June 1986
I welcome you all to this meeting. We shall speak of ships, and I hope we shall agree.
"""
    assert [row[1:] for row in said(text)] == [("Ann Marlow",)]


def test_a_speech_that_quotes_others_by_label_is_still_its_speaker_s() -> None:
    text = """
# Speech to the Northern Conference
3 June 1986
I am glad to be here, friends. This is what they said of our harbours:
Bishop Julia Hooper: “I would not build one of them, not now and not later.”
Mr Joseph Hock: “I would not build one either, whatever it is they say of it.”
"""
    found = said(text, kind="speech", extra={"prime-minister": "Marlow, Ann"})
    assert found[0] == ("I am glad", "Ann Marlow")


def test_two_ministers_parted_from_their_names_by_commas_both_take_part() -> None:
    text = """
# Team comes home
3 June 1986
The Prime Minister, Julia Gilmore and Minister for Sport, Mark Arden today welcomed home the team.
"""
    assert people(text) == ["Julia Gilmore", "Mark Arden"]


def test_a_spokesperson_who_only_issues_the_report_takes_no_part() -> None:
    text = """
# Chancellor Brand speaks with the President of Ghana
12 May 2022
The Government Spokesperson, Max Wieland, issues the following statement:
Chancellor Johanna Brand spoke by telephone with the President of Ghana, Kofi Ampong.
The Chancellor assured the President of support for ships, for which he was grateful.
"""
    assert people(text) == ["Johanna Brand", "Kofi Ampong"]
    assert [row[1:] for row in said(text)][-2:] == [("Johanna Brand",), ("Kofi Ampong",)]


def test_delegations_are_listed_with_their_heads_and_long_roles() -> None:
    text = """
# Joint Statement of Norway and Japan on Harbours
12 May 2022
President Andres Lopes welcomed a high-level delegation led by Security Advisor Dr. Elsa Sherman.
Dr. Sherman's high-level delegation included Deputy Assistant Secretary of State for International Law Enforcement \
Affairs Charis Philby, Director for Western Hemisphere Affairs Rachel Point, and Ambassador Per Lund.
"""
    assert people(text) == ["Andres Lopes", "Elsa Sherman", "Charis Philby", "Rachel Point", "Per Lund"]


def test_those_who_also_attended_are_no_principals() -> None:
    text = """
# Courtesy Call on Prime Minister Kondo by Minister Ruiz
12 May 2022
On May 12, H.E. Mr. Pedro Ruiz, Minister of Foreign Affairs of Peru, paid a courtesy call on Mr. Akira Kondo, \
Prime Minister of Japan. Ms. Yoko Kita, Minister for Foreign Affairs, also attended.
"""
    assert present(text) == {"Akira Kondo": "principal", "Pedro Ruiz": "principal", "Yoko Kita": "attending"}


def test_several_of_one_role_take_part_each_with_the_country_in_brackets() -> None:
    text = """
# Meeting of three
12 May 2022
Today, Foreign Ministers Yoko Kita (Japan), Ann Hill (Norway) and Mike Carver (United States) met in Oslo.
"""
    assert [(p.label, p.iso2) for p in understood(text).participants] == [
        ("Yoko Kita", "JP"), ("Ann Hill", "NO"), ("Mike Carver", "US")]


def test_an_office_in_the_title_is_the_one_whom_the_lead_names() -> None:
    text = """
# Speech by the Prime Minister at the Forum
12 May 2022
Prime Minister Akira Kondo delivered a speech at the Forum in Tokyo on May 12.
I am delighted to be here, and I thank you all.
"""
    assert present(text) == {"Akira Kondo": "speaker"}


def test_in_a_chamber_the_one_called_upon_speaks_and_an_office_has_its_holder_in_brackets() -> None:
    text = """
# Debate on Ports
12 May 2022
Mr. Speaker: Order. We begin with ports, and I call the Minister.
The Minister for Ports (Jane Hill): I beg to move that the Bill be read. Ports are few.
Sir John Lane (Harwick): Will the Minister give way, and will she speak of fish?
Jane Hill: I will speak of fish, and of ports.
Mr. Speaker: Order. The House has heard of fish.
"""
    found = [s.speakers for each in understood(text, kind="debate").sections for s in each.statements]
    assert found == [("Mr. Speaker",), ("Jane Hill",), ("John Lane",), ("Jane Hill",), ("Mr. Speaker",)]


def test_a_firm_that_somebody_met_is_no_person() -> None:
    text = "# Visit of the Minister\nOn June 3, Mr. Haruki Sano, Minister for Trade of Japan, met General Aeronautics."
    assert people(text) == ["Haruki Sano"]


def test_who_led_the_talks_or_a_delegation_takes_part_in_a_joint_text() -> None:
    text = ("# Joint Readout of Norway-Chad Talks on Ports\nMay 3, 2016\n"
            "On May 3 officials of Norway and Chad met in Oslo. The talks were co-chaired by Ms. Ann Hill, State "
            "Secretary of Norway, and Mr. Bo Deby, Director of Ports of Chad. The Chadian delegation was led by "
            "Mr. Idris Saleh and included engineers. We thanked each other, as Mr. Olav Moe has told the press.")
    assert present(text) == {"Ann Hill": "principal", "Bo Deby": "principal", "Idris Saleh": "principal"}
