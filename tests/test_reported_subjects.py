"""Who is meant in reported speech where the subject does not stand first: agents, relatives, groups by their name."""

from __future__ import annotations

import pytest

from indexer.model import ALL, BOTH
from tests.spoken import people, report, said, understood

SANO, SOLHEIM = "Haruki Sano", "Ingrid Solheim"

ROWS = [
    ("the latter, of two named in the sentence before",
     "Prime Minister Solheim explained the plan to Prime Minister Sano. The latter expressed his gratitude.",
     [SOLHEIM, SANO]),
    ("the former, of two who spoke in turn",
     "Prime Minister Sano agreed. Prime Minister Solheim agreed. The former said ships are few; the latter agreed.",
     [SANO, SOLHEIM, SANO, SOLHEIM]),
    ("whereupon", "Prime Minister Sano raised the fleet, whereupon Prime Minister Solheim added that it was small.",
     [SANO, SOLHEIM]),
    ("for which", "Prime Minister Sano offered two ships, for which Prime Minister Solheim thanked him.",
     [SANO, SOLHEIM]),
    ("an agent after the one addressed, and who",
     "A warm welcome was extended to Prime Minister Sano by Prime Minister Solheim, who recalled that he knew Oslo.",
     [SOLHEIM, SOLHEIM]),
    ("encouraged by somebody", "Prime Minister Sano was encouraged by Prime Minister Solheim to see Bergen.",
     [SOLHEIM]),
    ("encouraged by something", "Prime Minister Sano was encouraged by the progress.", [SANO]),
    ("attention that was paid", "Special attention was paid to fisheries.", [BOTH]),
    ("agreement that there was", "There was broad agreement that talks should go on.", [BOTH]),
    ("a finding of both", "The two Prime Ministers found that their views were close.", [BOTH]),
    ("in which both", "It was a cordial meeting in which the two leaders discussed the fleet.", [BOTH]),
    ("a bullet of an unusual kind", "◦ In particular, the two leaders decided to meet again.", [BOTH]),
    ("a group by its acronym", "The G7 reaffirmed its support for the fleet.", ["side:G7"]),
    ("a bloc as the page calls it", "The EU side expressed its readiness to help.", ["side:EU"]),
    ("a country's side by its name", "The Norwegian side expressed its thanks.", ["side:Norway"]),
    ("an unknown plural after a number", "The two NSAs reaffirmed their support.", [BOTH]),
    ("a pronoun and a role", "She and the Prime Minister of Japan discussed the fleet.", [SOLHEIM, SANO]),
    ("a pronoun and a counterpart", "Prime Minister Solheim spoke first. She and her counterpart discussed the fleet.",
     [SOLHEIM, SANO]),
    ("what was agreed in the end", "Prime Minister Sano commended Norway, and it was agreed to talk again.",
     [SANO, BOTH]),
    ("what he said was agreed", "Prime Minister Sano said that ships had met, and it was agreed to talk.", [SANO]),
    ("the two of them", "The two of them were in agreement that talks should go on.", [BOTH]),
    ("host and guest", "On ships, host and guest shared the view that few were left.", [BOTH]),
    ("what the talks were about", "The discussion focused on ships, where, Prime Minister Sano stressed, few are left.",
     [BOTH, SANO]),
    ("what was reviewed", "During the meeting, bilateral relations were reviewed, in addition to the fleet.", [BOTH]),
    ("what was touched on", "Some aspects of trade were also touched on, including the fleet.", [BOTH]),
    ("what one of them reviewed", "Bilateral relations were reviewed by Prime Minister Sano.", [SANO]),
    ("interest that was noted", "Mutual interest was noted in continuing the contacts.", [BOTH]),
    ("what the public does in passive", "Concerns were expressed by some members of the public.", []),
    ("so did the other", "Prime Minister Sano praised the crews, and so did Prime Minister Solheim.", [SANO, SOLHEIM]),
    ("a verb left out", "Prime Minister Sano mentioned ships; Prime Minister Solheim, the price of cod.",
     [SANO, SOLHEIM]),
    ("which the other called something",
     "Prime Minister Sano mentioned the canal, which Prime Minister Solheim called a dream.", [SANO, SOLHEIM]),
    ("on which the other promised something",
     "Prime Minister Sano put forward a plan on which Prime Minister Solheim promised to reflect.", [SANO, SOLHEIM]),
    ("whose something, the other said",
     "Prime Minister Sano welcomed the accords, whose use Prime Minister Solheim said had been slow.", [SANO, SOLHEIM]),
    ("a remark after which",
     "The two leaders agreed to open the pier, which, Prime Minister Solheim noted, had been shut since May.",
     [BOTH, SOLHEIM]),
    ("according to somebody", "According to Prime Minister Solheim, ships are few.", [SOLHEIM]),
    ("according to a report", "According to the report, ships are few.", []),
    ("did likewise", "Prime Minister Sano praised the crews; Prime Minister Solheim did likewise as regards cooks.",
     [SANO, SOLHEIM]),
    ("words of somebody unknown end another's",
     "Prime Minister Sano stressed his wish for peace, with which Admiral Ola Berg expressed agreement.", [SANO]),
    ("as for something, after a parenthesis",
     "The fleet, Prime Minister Sano said, is old; as for cod, Prime Minister Solheim promised a share.",
     [SANO, SOLHEIM]),
    ("the latter, after one name",
     "Prime Minister Sano asked for patience with the yards, and the latter promised that it would last.",
     [SANO, SOLHEIM]),
    ("officials of two nations", "The Japanese and Norwegian officials discussed the fleet.", [BOTH]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_subject_is_found_where_it_does_not_stand_first(text: str, speakers: list[str]) -> None:
    assert [label for row in said(report(text)) for label in row[1:]] == speakers


RECEPTION = """
# HRH Crown Prince Receives Prime Minister of Norway
June 3, 2016
His Royal Highness Prince Omar bin Saud Al Hadi, Crown Prince, received here today H.E. Ingrid Solheim, \
Prime Minister of Norway.
"""


@pytest.mark.parametrize(("text", "speakers"), [
    ("HRH the Crown Prince welcomed the guest.", ["Omar bin Saud Al Hadi"]),
    ("His Royal Highness affirmed the importance of the fleet.", ["Omar bin Saud Al Hadi"]),
    ("Her Royal Highness affirmed the importance of the fleet.", []),
    ("His Royal Highness Prince Sami affirmed the importance of the fleet.", ["Sami"]),
])
def test_a_style_alone_means_the_one_who_is_of_that_rank(text: str, speakers: list[str]) -> None:
    assert [label for row in said(RECEPTION + text) for label in row[1:]] == speakers


def test_an_abbreviated_double_office_is_read_before_a_name() -> None:
    rows = said("""
# Norway: High Representative/Vice-President Roe holds call with Prime Minister Solheim
June 3, 2016
High Representative of the Union for Foreign Affairs/Vice-President of the European Commission, Ada Roe Marin, \
held a call with the Prime Minister of Norway, Ingrid Solheim, on Wednesday.
On ships, HR/VP Roe commended Norway for its fleet.
""")
    assert [row[1:] for row in rows] == [("Ada Roe Marin",)]


def test_what_somebody_said_about_a_third_person_makes_no_statement_of_that_person() -> None:
    assert [row[1] for row in said(report(
        "Prime Minister Sano stated that he had met Prime Minister Solheim, who had explained the plan."))] == [SANO]


def test_a_quotation_in_two_halves_belongs_to_whoever_stands_between_them() -> None:
    record = understood(report(
        "“We know that the winters are long here”, Solheim said, “and we will not sell the ships”. She left early."))
    first = record.sections[-1].statements[0]
    assert first.speakers == (SOLHEIM,)
    assert record.sections[-1].text[first.start:].startswith("“We know")


def test_the_leaders_of_a_joint_text_whose_title_names_no_two_countries_are_all() -> None:
    text = """
# {title}
November 3, 2016
We, the leaders, met today.
1. The leaders welcomed the report.
"""
    of_many = said(text.format(title="Joint Statement of the Leaders of the Island Forum"))
    of_two = said(text.format(title="Japan-Norway Joint Statement"))
    assert {row[1] for row in of_many} == {ALL}
    assert {row[1] for row in of_two} == {BOTH}


def test_a_spokesperson_s_news_before_the_questions_is_the_spokesperson_s() -> None:
    rows = said("""
# Foreign Ministry Spokesperson Lin Mei’s Regular Press Conference on May 3, 2016
At the invitation of Foreign Minister Wei Bo, Foreign Minister Ada Roe of Norland will visit from May 5 to 8.
Harbour TV: Can you tell us more about the visit?
Lin Mei: We will release information in due course.
""")
    assert rows[0][1] == "Lin Mei"


@pytest.mark.parametrize("text", [
    "In Tokyo, the Secretary General met with Mr. Haruki Sano, Minister for Trade of Japan.",
    "On June 3, the foreign ministers of the G20 met with Mr. Haruki Sano, Minister for Trade of Japan.",
    "On June 3, Mr. Haruki Sano, Minister for Trade of Japan, met with the people of New Zealand.",
    "On June 3, Mr. Haruki Sano, Minister for Trade of Japan, met with people from Prince George’s County.",
    "On June 3, Mr. Haruki Sano, Minister for Trade of Japan, met with General Dynamics.",
])
def test_a_place_a_firm_or_a_group_is_no_person(text: str) -> None:
    names = {p.name for p in understood(f"# Minister's Meeting\nJune 3, 2016\n{text}").participants}
    assert names - {None} == {"Haruki Sano"}


def test_a_delegation_s_list_names_those_who_attended() -> None:
    assert people("""
# Japan-Norway Consultations
June 3, 2016
On June 3, Mr. Haruki Sano, Minister for Trade of Japan, held talks with Ms. Ingrid Solheim, Minister for Trade of \
Norway. The outline is as follows.
1. The two ministers discussed the fleet.
2. The Norwegian delegation included Deputy Minister Ola Berg; Director of Ports Dr. Kari Lund; and Ambassador Nils Moe.
""") == [SANO, SOLHEIM, "Ola Berg", "Kari Lund", "Nils Moe"]


def test_a_generation_s_suffix_keeps_its_full_stop() -> None:
    assert people("# Readout\nJune 3, 2016\nPresident Paul R. Moss Jr. met with Mr. Haruki Sano, Prime Minister of "
                  "Japan.")[0] == "Paul R. Moss Jr."


def test_a_label_with_its_role_behind_the_name_is_known_by_the_role_alone() -> None:
    rows = said("""
# Joint doorstop
May 26, 2022
RATU SEMI TORA, DEPUTY PRIME MINISTER OF FIJI: Welcome to our islands.
JOURNALIST: And now, Deputy Prime Minister?
DEPUTY PRIME MINISTER: We are glad.
""")
    assert [row[1] for row in rows] == ["Semi Tora", "reporter", "Semi Tora"] or [
        row[1].casefold() for row in rows] == ["semi tora", "reporter", "semi tora"]


def test_an_office_before_a_small_word_is_not_taken_for_a_person() -> None:
    """Stretches that can hold no name are not read; those that can are, also where the name stands first."""
    record = understood("# Remarks\nJune 3, 2016\nI thank the President for coming. The President said so. "
                        "The Minister of Fisheries, Ola Berg, knows it. Kari Lund, Governor of Finnmark, asked. "
                        "And King Harald V and Queen Sonja were kind.", speaker=("Haruki Sano",), kind="speech")
    assert {"Ola Berg", "Kari Lund", "Sonja"} <= {p.name for p in record.mentioned}
    assert not {"President", "Fisheries"} & {p.name for p in record.mentioned}


def test_a_speech_that_names_no_speaker_reports_nobody_s_words() -> None:
    """Whom it pays tribute to and what countries do in it is not speech of this record."""
    record = understood("""
# Address to the Assembly
June 3, 1970
The two countries agreed on peace. Cuba welcomed the report. President Ola Berg called for calm, and rightly so.
The late leader stressed the need for unity. Both sides discussed the plan.
""", kind="speech")
    assert record.participants == ()
    assert [s for section in record.sections for s in section.statements] == []


MORE = [
    ("the host and the guest", "The host and the guest agreed to meet again.", [BOTH]),
    ("one and the other's colleagues", "Prime Minister Sano and his counterparts condemned the attack.", [ALL]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in MORE], ids=[row[0] for row in MORE])
def test_people_named_by_each_other_speak_together(text: str, speakers: list[str]) -> None:
    assert [row[1] for row in said(report(text))] == speakers


def test_two_roles_with_a_stroke_between_them_are_both_the_person_s() -> None:
    rows = said("""
# High Representative/Vice-President Marta Lind speaks with Foreign Minister Oleh Bondar
Brussels, 3 June 2021
High Representative/Vice-President Marta Lind spoke today by phone with the Foreign Minister of Ukraine, Oleh Bondar. \
The High Representative reiterated her support.
""")
    assert [row[1] for row in rows] == ["Marta Lind"]


def test_a_spokesperson_who_issues_a_report_of_a_call_takes_no_part_in_it() -> None:
    text = """
# Telephone conversation with President Ola Berg
Federal Chancellor Jonas Kern spoke with President Ola Berg by telephone. Government Spokesperson Steffi Hebe issued \
the following statement:
The Chancellor condemned the attacks and called for calm in the region in the days to come.
"""
    assert set(people(text)) == {"Jonas Kern", "Ola Berg"}
    assert said(text)[0][1] == "Jonas Kern"


def test_a_meeting_as_the_subject_of_a_communique_is_all_of_it() -> None:
    rows = said("# Joint Communique of the Island Foreign Ministers\n3 June 2024\n"
                "1. The Meeting reaffirmed its commitment to the fleet.", kind="communique")
    assert [row[1] for row in rows] == [ALL]


@pytest.mark.parametrize(("text", "speakers"), [
    ("The ministers of Norway and Finland proposed a ferry.", ["Ingrid Solheim", "Timo Lahti"]),
    ("The Finnish and the Norwegian sides welcomed the offer.", ["side:Finland", "side:Norway"]),
    ("The Japanese ministers condemned the attack.", []),
    ("Minister Sano stressed the need for haste, which was endorsed by the other two ministers.",
     ["Haruki Sano", "Ingrid Solheim", "Timo Lahti"]),
    ("The ministers of Japan, Norway and Finland agreed to meet.", [ALL]),
])
def test_those_of_some_countries_are_not_all_of_them(text: str, speakers: list[str]) -> None:
    lead = """
# Working Lunch of Three Ministers
June 3, 2016
On June 3, Mr. Haruki Sano, Minister for Trade of Japan, had a working lunch with H.E. Ms. Ingrid Solheim, Minister \
for Trade of Norway, and H.E. Mr. Timo Lahti, Minister for Trade of Finland. The outline is as follows.
1. """
    assert [label for row in said(lead + text) for label in row[1:]] == speakers


@pytest.mark.parametrize(("text", "speakers"), [
    ("President Berg informed Prime Minister Sano of the rules, which he welcomed.", ["Ola Berg", SANO]),
    ("Prime Minister Sano praised the fleet. He thanked Prime Minister Sano.", [SANO, "Ola Berg"]),
])
def test_a_pronoun_is_not_the_one_who_is_spoken_to(text: str, speakers: list[str]) -> None:
    lead = """
# Meeting of President Berg and Prime Minister Sano
June 3, 2016
President Ola Berg of Norway met with Prime Minister Haruki Sano of Japan in Oslo.
1. """
    assert [label for row in said(lead + text) for label in row[1:]] == speakers


def test_a_style_fits_the_one_whose_name_tells_whose_daughter_she_is() -> None:
    rows = said("""
# Minister Receives Minister
June 3, 2016
Minister of Ports Noora bint Khalid Al Hadi met with Minister of Ports of Norway Ola Berg in Doha.
Her Excellency affirmed the importance of the fleet.
""")
    assert [row[1:] for row in rows] == [("Noora bint Khalid Al Hadi",)]


def test_a_quotation_with_its_own_teller_is_no_part_of_the_words_before_it() -> None:
    record = understood(report(
        "Prime Minister Sano recalled the winter. \"We have many ovens here, too,\" noted the head of the bakers."))
    [only] = record.sections[-1].statements
    assert (only.speakers, record.sections[-1].text[only.start:only.end]) == (
        (SANO,), "Prime Minister Sano recalled the winter.")


def test_two_of_an_office_are_nobody_where_one_of_them_is_not_known() -> None:
    assert said("""
# Meeting on Defense
June 3, 2016
On June 3, Mr. Haruki Sano, Minister for Trade of Japan, and Ms. Kaoru Mori, Minister of Defense, held a meeting with \
H.E. Ms. Ingrid Solheim, Minister for Trade of Norway. The outline is as follows.
1. The two Defense Ministers confirmed the plan.
""") == []


def test_a_joint_text_is_not_the_words_of_the_guest_whom_its_announcement_names() -> None:
    rows = said("""
# Chad and Norway Issue Joint Statement at Conclusion of President's Visit
Oslo, 3 June 2021 -- The Kingdom of Norway and the Republic of Chad issued a joint statement at the conclusion of the \
official visit of His Excellency President Idriss Moe to the Kingdom. The following is the text of the statement:
Based on the ties that bring together the two countries, His Excellency President Idriss Moe visited the Kingdom.
In the economic sphere, the two sides lauded the growth of trade in the years behind them.
""")
    assert [row[1:] for row in rows] == [("both",)]
