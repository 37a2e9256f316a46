"""Who takes part in a record, under which name and in what role, and who is only mentioned."""

from __future__ import annotations

import pytest

from indexer.knowledge.authority import Authority
from indexer.knowledge.gazetteer import load_gazetteer
from indexer.knowledge.lexicon import Lexicon, load_lexicons
from indexer.understanding.language.sentences import Words
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import shown_name
from tests.spoken import people, present, report, said, understood


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = load_lexicons().choose(None, None)
    assert found is not None
    return found


def mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    return list(Reader(Words(text), lexicon, load_gazetteer()).mentions())


INTRODUCTIONS = [
    ("honorific, name, role, country", "Mr. Haruki Sano, Prime Minister of Japan, spoke",
     "Haruki Sano", "Prime Minister", "JP"),
    ("stacked honorifics", "H.E. Mr. Wang Wei, State Councilor and Foreign Minister of China",
     "Wang Wei", "State Councilor and Foreign Minister", "CN"),
    ("spaced H. E.", "H. E. Mr. Arman TOLEUOV, President of the Republic of Kazakhstan", "Arman TOLEUOV", "President",
     "KZ"),
    ("H.E. alone", "H.E. Sunita Rao, Minister for External Affairs of India", "Sunita Rao",
     "Minister for External Affairs",
     "IN"),
    ("the Honorable", "the Honorable Mike Carver, Secretary of State of the United States", "Mike Carver",
     "Secretary of State", "US"),
    ("the Rt. Hon.", "the Rt. Hon. Jane Ardley, Prime Minister of New Zealand", "Jane Ardley", "Prime Minister", "NZ"),
    ("Senator the Hon", "Senator the Hon Marie Penn, Minister for Foreign Affairs of Australia", "Marie Penn",
     "Minister for Foreign Affairs", "AU"),
    ("Shri", "Shri Ravi Iyer, Prime Minister of India", "Ravi Iyer", "Prime Minister", "IN"),
    ("role first", "Prime Minister Haruki Sano", "Haruki Sano", "Prime Minister", None),
    ("role first with a portfolio", "Minister for Foreign Affairs Koichi Genda", "Koichi Genda",
     "Minister for Foreign Affairs", None),
    ("role first with a list in its portfolio", "Minister of Economy, Trade and Industry Hiro Seki", "Hiro Seki",
     "Minister of Economy, Trade and Industry", None),
    ("country before the role", "U.S. Ambassador to Japan Ms. Carla Kent", "Carla Kent", "U.S. Ambassador", "US"),
    ("nation before the role", "Polish Secretary of State Jacek Nowak", "Jacek Nowak", "Polish Secretary of State",
     "PL"),
    ("country between role and name", "President of Russia Ivan Sorokin", "Ivan Sorokin", "President", "RU"),
    ("country and a comma between", "the Prime Minister of the Netherlands, Mark Ruyter, said", "Mark Ruyter",
     "Prime Minister", "NL"),
    ("country after the name", "Prime Minister Justin Lalonde of Canada", "Justin Lalonde", "Prime Minister", "CA"),
    ("role of commas and and",
     ("Mr. José Borrás Fuente, High Representative of the European Union for Foreign Affairs and Security Policy,"
      " Vice-President of the European Commission,"), "José Borrás Fuente",
     ("High Representative of the European Union for Foreign Affairs and Security Policy, Vice-President of the"
      " European Commission"), "EU"),
    ("suffix", "President Joseph R. Benton, Jr. met", "Joseph R. Benton, Jr.", "President", None),
    ("particles", "Minister Jean-Loup de La Tour of France", "Jean-Loup de La Tour", "Minister", "FR"),
    ("an Arabic name", "His Highness Prince Salem bin Khaled bin Omar, Minister of Energy of Saudi Arabia",
     "Salem bin Khaled bin Omar", "Minister of Energy", "SA"),
    ("a role of no list", "USAFRICOM Commander General Stephen Towns", "Stephen Towns", "USAFRICOM Commander General",
     None),
    ("a month's name", "Prime Minister Theresa May of the United Kingdom", "Theresa May", "Prime Minister", "GB"),
    ("a name that is a word", "President Bill Clayton met", "Bill Clayton", "President", None),
    ("a surname that is a word", "Minister of Foreign Affairs Park Jin had a talk", "Park Jin",
     "Minister of Foreign Affairs",
     None),
    ("an M for an initial", "Remarks by Vice Chair Alice M. Rivers", "Alice M. Rivers", "Vice Chair", None),
    ("a peer", "Lord Hunt of Wirley asked", "Hunt of Wirley", "Lord", None),
    ("an honorific with an apostrophe", "the Minister of Trade of Malaysia, YB Dato' Seri Ali Hamid,", "Ali Hamid",
     "Minister of Trade", "MY"),
    ("a role that is also an honorific", "Professor Karl Fenner, Director of Health", "Karl Fenner",
     "Director of Health", None),
    ("several of one role", "Prime Ministers Ann Marin and Ulf Kris", "Ann Marin", "Prime Minister", None),
    ("an apostrophe", "Mr. Sean O’Brien, Minister of Trade", "Sean O’Brien", "Minister of Trade", None),
    ("an initial that is a word", "General Paul A. Stone spoke", "Paul A. Stone", "General", None),
    ("a name that is a verb", "Sultan Hamad bin Said met", "Hamad bin Said", "Sultan", None),
    ("two ranks", "President His Highness Sheikh Rashid bin Omar, President of the United Arab Emirates,",
     "Rashid bin Omar", "President", "AE"),
    ("a cardinal", "Secretary of State Cardinal Rossi of the Holy See", "Rossi", "Secretary of State", "VA"),
    ("a role in small letters", "Home office crime minister Jenny Brown said", "Jenny Brown", "minister", None),
    ("a role at an acronym", "UK Ambassador to the UN Barbara Hill", "Barbara Hill", "UK Ambassador to the UN", "GB"),
    ("a word of no list in a portfolio", "Under-Secretary-General for Political and Reefbuilding Affairs Rosa Diaz",
     "Rosa Diaz", "Under-Secretary-General for Political and Reefbuilding Affairs", None),
    ("two roles and a dash", "Deputy Prime Minister – Envoy to the Far Eastern District Yuri Trubin", "Yuri Trubin",
     "Deputy Prime Minister – Envoy to the Far Eastern District", None),
    ("a role before a comma and an honorific",
     "the Minister for Trade, Tourism and Investment, the Hon Dan Teal MP, met", "Dan Teal",
     "Minister for Trade, Tourism and Investment", None),
    ("an office of a city", "Mayor of London Saul Khan said", "Saul Khan", "Mayor of London", None),
    ("an office of a state", "Governor of Texas Greta Abel met", "Greta Abel", "Governor of Texas", None),
    ("an ambassador in full", "Ambassador Extraordinary and Plenipotentiary of Japan to Peru, Mr. Shige Kato, met",
     "Shige Kato", "Ambassador Extraordinary and Plenipotentiary", "JP"),
    ("a retired general", "H.E. Lt. Gen. (ret.) Bambang Harto, Minister of Defence of Indonesia", "Bambang Harto",
     "Minister of Defence", "ID"),
    ("a portfolio in small letters", "the Ambassador-at-Large of Montenegro for maritime affairs, Mira Stoja.",
     "Mira Stoja", "Ambassador-at-Large of Montenegro for maritime affairs", "ME"),
    ("an owner before the role", "Bruno Hardy, ACME’s Technology Manager, spoke", "Bruno Hardy", "Technology Manager",
     None),
    ("a new place", "New Hampshire House Democratic Leader Matt Hill", "Matt Hill",
     "New Hampshire House Democratic Leader", None),
]


@pytest.mark.parametrize(("text", "name", "role", "iso2"), [row[1:] for row in INTRODUCTIONS],
                         ids=[row[0] for row in INTRODUCTIONS])
def test_an_introduction_gives_name_role_and_country(text: str, name: str, role: str, iso2: str | None,
                                                     lexicon: Lexicon) -> None:
    found = mentions(text, lexicon)
    assert [(m.name, m.role, m.iso2) for m in found[:1]] == [(name, role, iso2)]


def test_people_in_a_row_keep_their_own_roles(lexicon: Lexicon) -> None:
    text = ("Mr. Naoki Ito, Minister for Foreign Affairs, and Ms. Kaoru Mori, Minister of Defense, met"
            " H.E. Mr. Luc Tour, Minister of Foreign Affairs and International Development, and H.E. Ms. Anne Kerdec,"
            " Minister of Defence of France.")
    assert [(m.name, m.role) for m in mentions(text, lexicon)] == [
        ("Naoki Ito", "Minister for Foreign Affairs"), ("Kaoru Mori", "Minister of Defense"),
        ("Luc Tour", "Minister of Foreign Affairs and International Development"), ("Anne Kerdec",
         "Minister of Defence")]


@pytest.mark.parametrize("text", [
    "the Executive Order of the President", "at 2:18 p.m. EDT", "the Ministry of Foreign Affairs",
    "In May the Council met",
    "United Nations Security Council", "the Prime Minister's Office", "the Chief Medical Officer", "the Sri Lanka Army",
    "in the Eisenhower Executive Office Building",
])
def test_not_every_capital_is_a_person(text: str, lexicon: Lexicon) -> None:
    assert mentions(text, lexicon) == []


@pytest.mark.parametrize(("printed", "iso2", "shown"), [
    ("MOTEGI Toshimitsu", "JP", "Toshimitsu Motegi"),
    ("HAYASHI Yoshimasa", None, "Yoshimasa Hayashi"),
    ("MA Dong-hyeok", "KR", "Ma Dong-hyeok"),
    ("WANG Yi", "CN", "Wang Yi"),
    ("Kassym-Jomart TOKAYEV", "KZ", "Kassym-Jomart Tokayev"),
    ("Luvsannamsrai OYUN-ERDENE", "MN", "Luvsannamsrai Oyun-Erdene"),
    ("Stéphane SÉJOURNÉ", "FR", "Stéphane Séjourné"),
    ("Orhan DEMİRTEPE", "TR", "Orhan Demirtepe"),
    ("BLINKEN", "US", "Blinken"),
    ("Abdullah II", "JO", "Abdullah II"),
    ("Shinzo Abe", "JP", "Shinzo Abe"),
])
def test_a_name_is_shown_in_ordinary_capitals_and_in_its_language_s_order(printed: str, iso2: str | None,
                                                                          shown: str) -> None:
    assert shown_name(printed, iso2) == shown


def test_a_name_spelt_in_two_ways_is_one_person() -> None:
    text = """
# President Benton's Meeting with President Mohammed bin Rashid
President Benton met with President Mohamed bin Rashid Al Hamad of the United Arab Emirates.
"""
    assert people(text) == ["Benton", "Mohamed bin Rashid Al Hamad"]


def test_the_lead_tells_who_met() -> None:
    assert present(report("The two leaders agreed.")) == {"Haruki Sano": "principal", "Ingrid Solheim": "principal"}


def test_role_country_and_offsets_come_with_a_participant() -> None:
    record = understood(report("The two leaders agreed."))
    first, second = record.participants
    assert (first.role, first.country, first.iso2) == ("Prime Minister", "Japan", "JP")
    assert (second.role, second.iso2, second.basis) == ("Prime Minister", "NO", "stated")
    assert first.start is not None
    assert "Haruki Sano" in record.record.text[first.start:first.end]


def test_people_who_are_spoken_of_are_mentioned_not_present() -> None:
    record = understood(report("Mr. Sano explained the visit of Ms. Aya Kubo, Minister of Justice, to Norway, and the"
                               " talks led by Mr. Olav Berg, Minister of Trade."))
    assert {p.label for p in record.mentioned} == {"Aya Kubo", "Olav Berg"}
    assert len(record.participants) == 2


@pytest.mark.parametrize("lead", [
    "Ms. Aya Kubo, Minister of Justice, and others were also in the room.",
    "(Attending on the Japanese side were Ms. Aya Kubo, Minister of Justice, and others.)",
    "Also present was Ms. Aya Kubo, Minister of Justice.",
    "The meeting was attended by Ms. Aya Kubo, Minister of Justice.",
])
def test_an_attendance_list_tells_who_else_was_there(lead: str) -> None:
    text = report("The two leaders agreed.").replace("The overview is", f"{lead} The overview is")
    assert present(text)["Aya Kubo"] == "attending"


def test_who_hands_something_over_was_there() -> None:
    assert present(report("Mr. Sano proposed talks of Ms. Aya Kubo, Minister of Justice. Minister Kubo handed the list"
                          " to the two leaders."))["Aya Kubo"] == "attending"


@pytest.mark.parametrize(("short", "who"), [
    ("President Borrás", "José Borrás Fuente"), ("President Fuente", "José Borrás Fuente"),
    ("Foreign Minister Le Tourneur", "Jean-Yves Le Tourneur"), ("Minister Thuan", "Dang Quoc Thuan"),
    ("Minister Dang", "Dang Quoc Thuan"), ("Mr. Al-Jabr", "Adel Ahmad Al-Jabr"), ("Mr. JABR", "Adel Ahmad Al-Jabr"),
    ("President Boras", "José Borrás Fuente"),
])
def test_a_short_form_may_be_any_word_of_the_name(short: str, who: str) -> None:
    record = understood(f"""
# Four-way meeting in Oslo
June 3, 2016
On June 3, Mr. José Borrás Fuente, President of Uruguay, met with Mr. Jean-Yves Le Tourneur, Minister for Foreign \
Affairs of France, H.E. Mr. Dang Quoc Thuan, Minister of Labour of Viet Nam, and Mr. Adel Ahmad Al-Jabr, Minister of \
Trade of Kuwait.
{short} stated that the day was long.
""")
    assert [s.speakers for each in record.sections for s in each.statements] == [(who,)]


def test_two_people_of_one_role_are_told_apart_by_surname() -> None:
    record = understood(report("Prime Minister Solheim asked for time, and Prime Minister Sano agreed."))
    assert [s.speakers[0] for s in record.sections[-1].statements] == ["Ingrid Solheim", "Haruki Sano"]


def test_the_prime_minister_of_a_publisher_s_own_readout_is_not_the_guest() -> None:
    record = understood("""
# PM call with Prime Minister Sano of Japan
The Prime Minister spoke to Japanese Prime Minister Haruki Sano this morning.
The Prime Minister welcomed the plan. Prime Minister Sano thanked the Prime Minister.
""")
    assert people(record.record.text, title="PM call with Prime Minister Sano of Japan") == ["Haruki Sano",
    "Prime Minister"]
    assert [s.speakers[0] for each in record.sections for s in each.statements] == ["Prime Minister", "Haruki Sano"]


def test_a_role_alone_stands_in_for_a_person_never_named() -> None:
    record = understood("""
# Readout of the Secretary-General's meeting with H.E. Ms. Ingrid Solheim, Prime Minister of Norway
The Secretary-General met with H.E. Ms. Ingrid Solheim, Prime Minister of Norway.
The Secretary-General expressed his appreciation.
""")
    unnamed = next(p for p in record.participants if p.name is None)
    assert (unnamed.role, unnamed.label) == ("Secretary-General", "Secretary-General")
    assert record.sections[-1].speakers == ("Secretary-General",)


def test_a_courtesy_call_has_host_and_visitor() -> None:
    assert people("""
# Courtesy Call on Minister for Foreign Affairs Fumio Kanda by U.S. Ambassador to Japan Ms. Carla Kent
July 29, 2014
On July 29, Ms. Carla Kent, U.S. Ambassador to Japan, paid a courtesy call on Mr. Fumio Kanda,
Minister for Foreign Affairs.
1. Ambassador Kent congratulated Minister Kanda.
""") == ["Fumio Kanda", "Carla Kent"]


def test_a_vertical_list_takes_its_countries_from_the_lines_between() -> None:
    record = understood("""
# The Asia-Europe Meeting
October 17, 2014
On October 17, Mr. Haruki Sano, Prime Minister of Japan, met with leaders in Milan. The participants were as follows.
Estonia
Prime Minister Taavi Tamm (Chair)
Finland
Prime Minister Aleksi Laine
1. Opening
Prime Minister Tamm welcomed the meeting.
""")
    assert [(p.name, p.iso2) for p in record.participants] == [
        ("Haruki Sano", "JP"), ("Taavi Tamm", "EE"), ("Aleksi Laine", "FI")]


def test_a_lead_that_is_lost_leaves_the_surnames_of_those_who_speak() -> None:
    assert people("""
# Japan-France Foreign Ministers' Meeting
1. Opening remarks
Minister Kanda expressed his condolences. Minister Marchand thanked him.
""") == ["Kanda", "Marchand"]


def test_many_meetings_on_one_page_add_their_people() -> None:
    assert people("""
# Visit by Foreign Minister Sano to Kenya (Overview)
January 14, 2022
From January 9 to 13, Mr. SANO Haruki, Minister for Foreign Affairs, visited Kenya.
1. Meeting with Minister Kamau
Minister Sano held talks with H.E. Ms. Njeri Kamau, Minister of Trade of Kenya. Minister Kamau stated her hopes.
2. Courtesy call on President Lagat
H.E. Mr. Joseph Lagat, President of Kenya, received Minister Sano. President Lagat asked for haste.
""") == ["Haruki Sano", "Njeri Kamau", "Joseph Lagat"]


def test_fields_of_the_source_name_who_holds_the_floor() -> None:
    record = understood("I am glad to be here. We have come far.", speaker=("Anna Weiss",), speaker_role="Governor",
                        kind="speech")
    assert [(p.name, p.role, p.basis, p.presence) for p in record.participants] == [
        ("Anna Weiss", "Governor", "given", "speaker")]
    assert record.sections[0].speakers == ("Anna Weiss",)


def test_an_office_without_a_name_is_filled_from_the_authority_and_marked_as_inferred() -> None:
    """Only where exactly one person held it on that day; the unknown country of a page leaves it empty."""
    record = understood("""
# Press Conference by the Prime Minister on the New Year
January 4, 2016
I wish you all a happy new year. I have much to tell you.
""", country="JP")
    person = record.participants[0]
    assert (person.role, person.presence) == ("Prime Minister", "speaker")
    assert person.name is None or person.basis == "inferred"


def test_without_anybody_known_the_cast_is_empty() -> None:
    assert people("The weather was fine.") == []
    assert Authority().find("Nobody") is None


def test_the_name_stands_right_after_the_assembly_of_a_country() -> None:
    assert people("""
# PM Haruki Sano receives Speaker of Hungarian National Assembly
June 3, 2016
Prime Minister Haruki Sano praised the old friendship while receiving in Tokyo Speaker of the Hungarian National \
Assembly Réka Halmos, who is on a visit.
Speaker Halmos, for her part, congratulated Japan.
""") == ["Haruki Sano", "Réka Halmos"]


def test_a_family_name_that_is_an_honorific_elsewhere_is_the_persons() -> None:
    rows = said("""
# Japan-China Foreign Ministers' Meeting
On November 14, Mr. Seiji Moe, Minister for Foreign Affairs of Japan, held a meeting with Mr. Yang Wei, Minister of \
Foreign Affairs of China.
1. Minister Yang spoke about the summit.
2. Minister Moe stated his view, and Minister Yang stated his in response.
""")
    assert [row[1] for row in rows] == ["Yang Wei", "Seiji Moe", "Yang Wei"]
