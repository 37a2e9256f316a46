"""Where it happened: printed places, and which of a page's places is the event's."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from indexer.errors import KnowledgeError
from indexer.knowledge import cities
from indexer.knowledge.gazetteer import Gazetteer, fold, load_gazetteer
from indexer.model import Place
from indexer.understanding.events import event_of
from indexer.understanding.layout import SectionText
from indexer.understanding.where.place_text import read_place
from indexer.understanding.where.places import event_place, section_place
from tests.opening_pages import page


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def where(gazetteer: Gazetteer, *lead: str, kind: str | None = None, **parts: Any) -> Place | None:
    record, layout = page(*lead, **parts)
    return event_place(record, layout, kind, gazetteer)


def said(place: Place | None) -> tuple[str | None, str | None]:
    return (place.city, place.iso2) if place else (None, None)


TOLD = {
    "met in a town that no list knows": ("The Presidents met in Bruvatnet with a delegation of the city.", "Bruvatnet",
                                         None),
    "a day after the city": ("Advisor Moe was in New Delhi June 13 for meetings with him.", "New Delhi", "IN"),
    "a city behind the day of a news line": ("Thursday, March 11, Vilnius – President Moe met with the President.",
                                             "Vilnius", "LT"),
    "a day between colons": ("Islamabad: 12 August 2022: Secretary Mirza received the Envoy.", "Islamabad", "PK"),
    "three dashes": ("Muscat, 9 Feb (ONA) --- The Minister received a message.", "Muscat", "OM"),
    "a room of a mission": ("They held a meeting at the conference room of the Permanent Mission of Peru in Geneva.",
                            "Geneva", "CH"),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_lead_tells_the_city_by(case: str, gazetteer: Gazetteer) -> None:
    lead, city, iso2 = TOLD[case]
    assert said(where(gazetteer, lead)) == (city, iso2)


def test_kingston_is_the_capital_of_jamaica(gazetteer: Gazetteer) -> None:
    assert said(where(gazetteer, "KINGSTON, March 7 (JIS) – The Prime Minister met her guest.")) == ("Kingston", "JM")


def test_a_visited_countrys_city_is_told_by_the_next_paragraph(gazetteer: Gazetteer) -> None:
    text = ["The President of Ghana paid an official visit to Chile from 9 to 12 November.",
            "During the visit, the President held talks with his colleague in Valparaíso on 11 November."]
    assert said(where(gazetteer, *text)) == ("Valparaíso", "CL")


@pytest.mark.parametrize(("title", "city"), [
    ("Ministers lead commission and sign agreement in Piura", "Piura"),
    ("Minister Moe in Tirana: shorter queues", "Tirana"),
    ("Minister for Forests visits Nairobi", "Nairobi"), ("Minister condemns attack in Kabul", None),
    ("President on the situation in Bamako", None)])
def test_a_title_tells_the_city_where_somebody_does_something_there(
        title: str, city: str | None, gazetteer: Gazetteer) -> None:
    assert said(where(gazetteer, "The Minister thanked all who came.", title=title))[0] == city


COUNTRIES = [
    ("Socialist Republic of Viet Nam", "VN", "Vietnam"),
    ("Lao PDR", "LA", "Laos"),
    ("ROK", "KR", "South Korea"),
    ("DPRK", "KP", "North Korea"),
    ("the Republic of Korea", "KR", "South Korea"),
    ("USSR", "RU", "Russia"),
    ("Burma", "MM", "Myanmar"),
    ("Holy See", "VA", "Holy See"),
    ("Yugoslavia", "YU", "Yugoslavia"),
    ("Federal Republic of Germany", "DE", "Germany"),
    ("United Mexican States", "MX", "Mexico"),
    ("the French Republic", "FR", "France"),
    ("Kingdom of Norway", "NO", "Norway"),
    ("Côte d’Ivoire", "CI", "Côte d'Ivoire"),
    ("Oriental Republic of Uruguay", "UY", "Uruguay"),
    ("Republic of Rwanda", "RW", "Rwanda"),
    ("U.S.", "US", "United States"),
    ("Japanese", "JP", "Japan"),
    ("Indian", "IN", "India"),
    ("Saudi Arabian", "SA", "Saudi Arabia"),
    ("Ukrainian", "UA", "Ukraine"),
    ("Türkiye", "TR", "Turkey"),
    ("Viet Nam", "VN", "Vietnam"),
    ("Russian Federation", "RU", "Russia"),
    ("EU", "EU", "European Union"),
    ("Czech Republic", "CZ", "Czechia"),
    ("Swaziland", "SZ", "Eswatini"),
    ("Hellenic Republic", "GR", "Greece"),
    ("Lao People’s Democratic Republic", "LA", "Laos"),
    ("the Philippines", "PH", "Philippines"),
    ("Philippine", "PH", "Philippines"),
    ("Republic of Singapore", "SG", "Singapore"),
    ("Kingdom of Belgium", "BE", "Belgium"),
    ("State of Qatar", "QA", "Qatar"),
    ("Swiss Confederation", "CH", "Switzerland"),
    ("Kingdom of Cambodia", "KH", "Cambodia"),
    ("Republic of Türkiye", "TR", "Turkey"),
]


@pytest.mark.parametrize(("printed", "iso2", "name"), COUNTRIES, ids=[row[0] for row in COUNTRIES])
def test_a_country_is_known_in_any_printed_form(gazetteer: Gazetteer, printed: str, iso2: str, name: str) -> None:
    country = gazetteer.country(printed)
    assert country is not None
    assert (country.iso2, country.name) == (iso2, name)


@pytest.mark.parametrize("word", ["us", "it", "in", "no", "Us", "is", "", "Atlantis", "The"])
def test_a_word_is_no_country(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.country(word) is None


PRINTED = [
    ("Lima, Peru", None, "Lima", "PE"),
    ("Munich, the Federal Republic of Germany", None, "Munich", "DE"),
    ("At the Brookings Institution, Washington, D.C.", "Brookings Institution", "Washington, D.C.", "US"),
    ("Sea Island, Georgia", None, "Sea Island", "US"),
    ("Tbilisi, Georgia", None, "Tbilisi", "GE"),
    ("Atlanta, Georgia", None, "Atlanta", "US"),
    ("New York, New York", None, "New York", "US"),
    ("New York, NY", None, "New York", "US"),
    ("Washington, DC", None, "Washington, D.C.", "US"),
    ("Madison, WI", None, "Madison", "US"),
    ("Zürich, Switzerland", None, "Zürich", "CH"),
    ("Nice, France", None, "Nice", "FR"),
    ("Munster, Germany", None, "Munster", "DE"),
    ("Geneva", None, "Geneva", "CH"),
    ("Bangkok, Thailand", None, "Bangkok", "TH"),
    ("Hyderabad House, New Delhi", "Hyderabad House", "New Delhi", "IN"),
    ("East Room", "East Room", "Washington", "US"),
    ("Front Entrance Hall, Prime Minister’s Office", "Front Entrance Hall, Prime Minister’s Office", None, None),
    ("Carbis Bay, Cornwall, United Kingdom", None, "Carbis Bay", "GB"),
    ("the Republic of Kenya", None, None, "KE"),
    ("Mexico City", None, "Mexico City", "MX"),
    ("Singapore", None, None, "SG"),
    ("Dunedin, New Zealand", None, "Dunedin", "NZ"),
    ("Paris, Texas", None, "Paris", "US"),
    ("London, Ontario", None, "London", "CA"),
    ("Perth, Scotland", None, "Perth", "GB"),
    ("St. Louis, Missouri", None, "St. Louis", "US"),
    ("Kiev, Ukraine", None, "Kiev", "UA"),
]


@pytest.mark.parametrize(("text", "place", "city", "iso2"), PRINTED, ids=[row[0] for row in PRINTED])
def test_a_printed_place_is_venue_city_and_country(
    gazetteer: Gazetteer, text: str, place: str | None, city: str | None, iso2: str | None
) -> None:
    spot = read_place(text, gazetteer)
    assert (spot.place, spot.city, spot.country and spot.country.iso2) == (place, city, iso2)


@pytest.mark.parametrize(
    "text", ["Nice", "Reading", "Of", "Mobile", "Deputy Minister", "on behalf of the President", ""]
)
def test_a_word_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert read_place(text, gazetteer).empty


GUEST = "H.E. Ms. Ingrid Moe, Minister of Foreign Affairs of the Kingdom of Norway"
HOST = "Mr. Taku Hoshi, Minister for Foreign Affairs of Japan"
LEADS = [
    (
        "stated",
        f"On May 3, {HOST}, held a meeting with {GUEST}, in Lima, Peru. The overview is as follows.",
        "Lima",
        "PE",
    ),
    ("formal", f"{HOST} met with {GUEST} in Munich, the Federal Republic of Germany, for 30 minutes.", "Munich", "DE"),
    (
        "venue",
        f"{HOST}, met with {GUEST}, at the conference room of the ASEM 10 Summit Meeting in Milan, Italy.",
        "Milan",
        "IT",
    ),
    ("visiting a city", f"{HOST}, who is visiting Paris, held talks with {GUEST}.", "Paris", "FR"),
    (
        "visiting for an event",
        f"{HOST}, who is visiting Geneva, Switzerland, to attend the Global Refugee Forum, met with {GUEST}.",
        "Geneva",
        "CH",
    ),
    ("during his visit", f"During his visit to Munster, Germany, {HOST}, met with {GUEST}.", "Munster", "DE"),
    (
        "visiting a country",
        f"{HOST}, who was visiting the French Republic, had breakfast and held talks with {GUEST}.",
        None,
        "FR",
    ),
    (
        "a ceremony elsewhere",
        (
            f"{HOST}, who is visiting the French Republic to attend the memorial ceremony held in Paris, "
            f"held a meeting with {GUEST}."
        ),
        None,
        "FR",
    ),
    ("host implied", f"{HOST}, held a meeting with {GUEST}, who is visiting Japan.", None, "JP"),
    (
        "host implied, venue",
        f"{HOST}, held a meeting at the State Guest House with {GUEST}, who is visiting Japan as a state guest.",
        None,
        "JP",
    ),
    (
        "visit and palace",
        (
            f"{HOST}, who is making an official visit to the Oriental Republic of Uruguay, held talks with {GUEST}, "
            "at the Estévez Palace in Montevideo."
        ),
        "Montevideo",
        "UY",
    ),
    ("third country", f"{HOST}, and {GUEST} met in Geneva.", "Geneva", "CH"),
    (
        "sidelines with a city",
        f"{HOST}, met with {GUEST} in Yokohama on the margins of the APEC Summit Meeting.",
        "Yokohama",
        "JP",
    ),
    (
        "event's name",
        f"On February 15, {HOST}, met with {GUEST} on the margins of the 56th Munich Security Conference.",
        "Munich",
        "DE",
    ),
    ("at the summit in", f"{HOST}, met with {GUEST} at the G7 Summit in Taormina, Italy.", "Taormina", "IT"),
    ("White House", f"The President hosted {GUEST} at the White House.", "Washington", "US"),
    ("Downing Street", "The Prime Minister met the Chancellor in Downing Street this morning.", "London", "GB"),
    (
        "topics have places",
        f"{HOST}, met with {GUEST} in Oslo to discuss the war in Ukraine and instability in Haiti.",
        "Oslo",
        "NO",
    ),
    ("topics only", f"{HOST}, met with {GUEST} to discuss the war in Ukraine.", None, None),
    (
        "incident",
        "On June 8, many people lost their lives when armed men stopped a bus near Nangade in Mozambique.",
        None,
        None,
    ),
    (
        "two countries",
        "From January 9 to 13, the Minister visited the Republic of Kenya and the Republic of Rwanda.",
        None,
        None,
    ),
    ("one country", "From January 9 to 13, the Minister visited the Republic of Kenya.", None, "KE"),
    (
        "summit to come",
        f"{HOST} met with {GUEST}. They reviewed preparations for the upcoming NATO Summit in Vilnius.",
        None,
        None,
    ),
    ("ambassador in", f"{HOST} met with the Ambassador in Paris.", None, None),
    (
        "Sea Island",
        f"On June 8, {HOST}, held a summit meeting with {GUEST} in Sea Island, Georgia.",
        "Sea Island",
        "US",
    ),
    ("Tbilisi", f"On June 8, {HOST}, held a meeting with {GUEST} in Tbilisi, Georgia.", "Tbilisi", "GE"),
    ("previous meeting", f"{HOST} met with {GUEST} (their last meeting was in Rome in May).", None, None),
    ("a state", "The President declared that a major disaster exists in the State of Tennessee.", None, None),
    ("a person", "Chad Orr met with Jordan Lebanon and Ms. Georgia Washington.", None, None),
    (
        "of a country",
        f"{HOST} met with the President of Chile, the Prime Minister of Peru and the King of Spain.",
        None,
        None,
    ),
    ("UN headquarters", f"{HOST}, held a meeting with {GUEST}, at the United Nations Headquarters.", "New York", "US"),
    (
        "a ceremony",
        "On May 7, a signing ceremony of the Memorandum was held at the Harbour House in Tokyo during a stay in Japan.",
        "Tokyo",
        "JP",
    ),
    (
        "the city of a visit",
        f"{HOST} paid an official visit to India from 8 to 11 March. The two Ministers held a summit in New Delhi.",
        "New Delhi",
        "IN",
    ),
    ("a name with an article", f"{HOST} met today with {GUEST} in Sharm el-Sheikh, Egypt.", "Sharm el-Sheikh", "EG"),
    ("a visit that was hosted", f"{HOST} hosted {GUEST} for an Official Working Visit to Washington, D.C., today.",
     "Washington, D.C.", "US"),
    (
        "an office where they met",
        f"{HOST} held talks at the Prime Minister's Office in Tokyo with {GUEST}, who was on a visit to Japan.",
        "Tokyo",
        "JP",
    ),
    ("a host, now", f"{HOST} is hosting today in Ljubljana {GUEST}.", "Ljubljana", "SI"),
    (
        "a quotation's place",
        f"“We stand together in the European Union,” {HOST} said in Vilnius, where he met with {GUEST}.",
        "Vilnius",
        "LT",
    ),
    ("relations between", "The two sides discussed the friendly ties in Asia.", None, None),
]


@pytest.mark.parametrize(("lead", "city", "iso2"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_lead_gives_the_meetings_place(gazetteer: Gazetteer, lead: str, city: str | None, iso2: str | None) -> None:
    assert said(where(gazetteer, lead, title="A meeting")) == (city, iso2)


def test_a_venue_is_kept_beside_the_city(gazetteer: Gazetteer) -> None:
    place = where(gazetteer, "Mr. Hale met Ms. Orr at Hyderabad House Annex, New Delhi, on June 29.")
    assert place is not None
    assert (place.place, place.city, place.inferred) == ("Hyderabad House Annex", "New Delhi", ("country",))


def test_a_city_in_an_events_name_is_inferred(gazetteer: Gazetteer) -> None:
    place = where(gazetteer, "On May 3, Mr. Hale met Ms. Orr on the sidelines of the Munich Security Conference.")
    assert place is not None
    assert (place.basis, place.inferred) == ("inferred", ("city", "country"))


def test_the_place_points_at_its_words(gazetteer: Gazetteer) -> None:
    record, layout = page("On May 3, Mr. Hale met Ms. Orr in Lima, Peru.", title="A meeting")
    place = event_place(record, layout, None, gazetteer)
    assert place is not None
    assert record.text[place.start : place.end] == "Lima, Peru"


HEADS = [
    (("January 8, 2020, 11:04 a.m. Bangkok, Thailand",), None, "Bangkok", "TH"),
    (
        ("Wednesday, December 12, 2018, 4:31 p.m. Ministry of Foreign Affairs",),
        "Ministry of Foreign Affairs",
        None,
        None,
    ),
    (
        ("Wednesday, November 29, 2017, 8:40 a.m. Front Entrance Hall, Prime Minister’s Office",),
        "Front Entrance Hall, Prime Minister’s Office",
        None,
        None,
    ),
    (("May 3, 2012, 7:06 p.m. United States",), None, None, "US"),
    (
        ("Date: Tuesday, July 29, 2008, 11:16 a.m.", "Place: Briefing Room, Ministry of Foreign Affairs"),
        "Briefing Room, Ministry of Foreign Affairs",
        None,
        None,
    ),
    (("[Date] June 21, 2011", "[Place]"), None, None, None),
    (("[Place] June 21, 2011", "[Date] Washington"), None, None, None),
    (("November 20, 2016, Lima",), None, "Lima", "PE"),
    (("Sendai", "14 March 2015"), None, "Sendai", "JP"),
    (("East Room", "12:31 P.M. EDT"), "East Room", "Washington", "US"),
    (
        ("Los Angeles Convention Center", "Los Angeles, California", "12:08 P.M. PDT"),
        "Los Angeles Convention Center",
        "Los Angeles",
        "US",
    ),
    (("Aboard Air Force One", "En Route Ramstein Air Base, Germany"), "Air Force One", None, None),
    (("Aboard Air Force One  En Route Paris, France",), "Air Force One", None, None),
    (("JW Marriott Hotel Hanoi", "Hanoi, Vietnam", "9:09 P.M. ICT"), "JW Marriott Hotel Hanoi", "Hanoi", "VN"),
    (("Miami Beach, Florida", "Private Residence"), "Private Residence", "Miami Beach", "US"),
    (
        ("October 2, 2013", "Chairman A. B. Hale", "At the Banking Conference, St. Louis, Missouri"),
        "Banking Conference",
        "St. Louis",
        "US",
    ),
    (("December 18, 2011", "Chairman A. B. Hale"), None, None, None),
    (("31.08.2022 Prague Press Team",), None, "Prague", "CZ"),
    (("Thimphu (Bhutan), 7 Boishakh (20 April 2017):",), None, "Thimphu", "BT"),
    (("Luxembourg, 19 June 2017",), None, "Luxembourg", "LU"),
    (("26 April 2019", "National University, Singapore"), "National University", "Singapore", "SG"),
    (
        ("By the Embassy in Lima | 5 July 2019", "Remarks by Ambassador Moe, Harvest Reception, Quito, July 3, 2019"),
        None,
        "Quito",
        "EC",
    ),
    (("Japanese", "June 11, 2019"), None, None, None),
]


@pytest.mark.parametrize(("head", "place", "city", "iso2"), HEADS, ids=[row[0][-1] for row in HEADS])
def test_head_lines_give_venue_and_city(
    gazetteer: Gazetteer, head: tuple[str, ...], place: str | None, city: str | None, iso2: str | None
) -> None:
    found = where(gazetteer, "Good morning, everyone, and welcome.", title="Remarks", head=head)
    assert ((found.place if found else None), *said(found)) == (place, city, iso2)


@pytest.mark.parametrize(
    ("lead", "city"),
    [
        ("LONDON — The Foreign Secretary met her colleagues.", "London"),
        ("**Washington, D.C.** – Today, the Director met with mayors.", "Washington, D.C."),
        ("TOKYO, March 3 (Agency) - The Minister met the press.", "Tokyo"),
        ("Nations agree — a new start", None),
        ("Suva, Fiji: “We look to the east,” the Minister said.", "Suva"),
        ("Mr. Hale, Minister: “We look to the east.”", None),
        ("**Kyiv, 18 June 2019.** The Minister spoke of the grain.", "Kyiv"),
        ("Lima, November 18, 2022 /AGENCY/. The Minister met with Mr. Hale on November 17 in Quito, Ecuador.", "Quito"),
    ],
)
def test_a_dateline_that_opens_the_lead_is_the_place(gazetteer: Gazetteer, lead: str, city: str | None) -> None:
    assert said(where(gazetteer, lead, title="News"))[0] == city


TITLES = [
    ("Remarks Before Departure | Vilnius, Lithuania", "Vilnius", "LT"),
    ("Remarks Before Bilateral Meeting | New York, NY", "New York", "US"),
    ("Transcript of press conference - Lisbon, Portugal", "Lisbon", "PT"),
    ("Doorstop Interview, Brisbane", "Brisbane", "AU"),
    ("Remarks in Press Conference in Hanoi, Vietnam", "Hanoi", "VN"),
    ("Press conference in Tokyo, 3 May 2014", "Tokyo", "JP"),
    ("Attack in Pakistan (Statement by the Press Secretary)", None, None),
    ("Joint Statement on the Situation in Gaza", None, None),
    ("Meeting with the Prime Minister of Japan", None, None),
    ("Visit by Foreign Minister Moe to Kenya and Rwanda (Overview)", None, None),
    ("Visit by Foreign Minister Moe to Kenya (Overview)", None, "KE"),
    ("The Readout of the Call, Ukraine", None, None),
    ("Message of Condolence on the Tornado Damage in Oklahoma", None, None),
    ("Washington Declaration", None, None),
    ("Remarks by the President and Prime Minister Trudeau of Canada", None, None),
    ("Japan-France Summit Meeting", None, None),
]


@pytest.mark.parametrize(("title", "city", "iso2"), TITLES, ids=[row[0] for row in TITLES])
def test_the_titles_end_can_give_the_place(
    gazetteer: Gazetteer, title: str, city: str | None, iso2: str | None
) -> None:
    assert said(where(gazetteer, "Good morning.", title=title)) == (city, iso2)


MODES = [
    ("Japan-Ghana Telephone Talk", f"On May 3, {HOST}, held a telephone talk with {GUEST}.", "telephone"),
    (
        "Readout of the President’s Call with the Prime Minister of Peru",
        "The President spoke today with the Prime Minister of Peru.",
        "telephone",
    ),
    ("PM call with the Chancellor", "The Prime Minister spoke to the Chancellor this morning.", "telephone"),
    ("Quad Ministers’ Meeting", "The four Ministers held a virtual session.", "video"),
    (
        "Readout of the President’s Virtual Meeting with the President of China",
        "The President met virtually with his colleague.",
        "video",
    ),
    ("A meeting", f"{HOST}, held talks with {GUEST} via video conference.", "video"),
]


@pytest.mark.parametrize(("title", "lead", "mode"), MODES, ids=[row[0] for row in MODES])
def test_telephone_and_video_are_modes_without_a_place(gazetteer: Gazetteer, title: str, lead: str, mode: str) -> None:
    place = where(gazetteer, lead, title=title)
    assert place is not None
    assert (place.mode, place.city, place.country) == (mode, None, None)


def test_a_meeting_on_a_future_call_is_still_in_person(gazetteer: Gazetteer) -> None:
    place = where(
        gazetteer,
        "The President met with the King in Amman, Jordan, and called on all sides to end the violence.",
        title="Readout of the Meeting with the King",
    )
    assert place is not None
    assert (place.city, place.mode) == ("Amman", "in-person")


def test_a_given_place_beats_the_text(gazetteer: Gazetteer) -> None:
    place = where(gazetteer, "Mr. Hale met Ms. Orr in Rome.", place="Church House, Westminster, London")
    assert place is not None
    assert (place.city, place.basis) == ("London", "given")


def test_a_given_place_is_read_without_its_day(gazetteer: Gazetteer) -> None:
    given = "Nouakchott (Mauritania), Thursday 8 February 2024"
    assert said(where(gazetteer, "The Minister has been received.", title="News", place=given)) == ("Nouakchott", "MR")


def test_a_ministry_above_the_title_is_no_place(gazetteer: Gazetteer) -> None:
    head = ("Kingdom of Morocco - Ministry of Foreign Affairs, African Cooperation and Moroccans Residing Abroad",)
    assert where(gazetteer, "Q: What now?", head=head) is None


def test_a_given_place_that_is_the_datelines_yields_to_the_place_of_the_talks(gazetteer: Gazetteer) -> None:
    lead = "Bern, 22.10.2021 - Councillor Moe held talks in Kyiv today with his Ukrainian counterpart, Mr. Hale."
    assert said(where(gazetteer, lead, place="Bern", title="Talks")) == ("Kyiv", "UA")


def test_a_pictures_caption_and_an_announcement_do_not_hide_the_lead(gazetteer: Gazetteer) -> None:
    told = f"On June 29, {HOST}, who is visiting Madrid, Spain, to attend the NATO Summit, held talks with {GUEST}."
    for first in ("- Leaders of the four before the meeting",
                  "The text of the following statement was released by the Governments of Japan and of Norway."):
        assert said(where(gazetteer, first, told, title="Talks")) == ("Madrid", "ES")


def test_a_joint_text_says_at_its_end_where_it_was_made(gazetteer: Gazetteer) -> None:
    said_first = "The two Heads of State reaffirmed the ties between their peoples and welcomed what was agreed."
    done = "Done at Windhoek, Namibia, on this 19th day of July 2013."
    assert said(where(gazetteer, said_first, done, title="Joint communiqué")) == ("Windhoek", "NA")
    assert where(gazetteer, said_first, "Work was done at Windhoek, Namibia.", title="Joint communiqué") is None


def test_the_way_to_a_page_is_no_place(gazetteer: Gazetteer) -> None:
    head = ("Home / Presidency / Meetings", "3 May 2021")
    assert where(gazetteer, "Good morning.", title="Remarks", head=head) is None


def test_a_body_is_no_town(gazetteer: Gazetteer) -> None:
    assert said(where(gazetteer, "Thank you.", title="Remarks", place="United Nations, New York")) == ("New York", "US")


def test_what_remarks_are_on_is_not_where_they_were_made(gazetteer: Gazetteer) -> None:
    assert where(gazetteer, "Q: What of the ash?", title="Spokesperson's Remarks on the Eruption in Tonga") is None


def test_a_dateline_is_no_place_of_talks_by_video(gazetteer: Gazetteer) -> None:
    place = where(gazetteer, f"{HOST} yesterday held a dialogue with {GUEST} by videoconference.", title="Dialogue",
                  head=("24 March 2021 Brussels",))
    assert place is not None
    assert (place.mode, place.city) == ("video", None)


def test_a_default_place_is_inferred_and_yields_to_the_text(gazetteer: Gazetteer) -> None:
    stated = where(gazetteer, "Mr. Hale met Ms. Orr in Rome.", default_place="New York, United States")
    silent = where(gazetteer, "Mr. President, I thank you.", default_place="New York, United States")
    assert said(stated) == ("Rome", "IT")
    assert silent is not None
    assert (said(silent), silent.basis, silent.inferred) == (("New York", "US"), "inferred", ("city", "country"))


def test_participants_countries_are_no_place(gazetteer: Gazetteer) -> None:
    assert (
        where(
            gazetteer,
            f"On May 3, {HOST}, held a meeting with {GUEST}.",
            title="Japan-Norway Foreign Ministers’ Meeting",
        )
        is None
    )


def section(heading: str) -> SectionText:
    return SectionText(key="1", kind="section", number="1", heading=heading, path=(), text="", start=0, end=0)


@pytest.mark.parametrize(
    ("heading", "city"),
    [
        ("Meeting with Minister Nsengimana (January 12, Kigali)", "Kigali"),
        ("Dinner (September 22)", None),
        ("Meeting with the President", None),
        ("Courtesy call (Nairobi, January 10)", "Nairobi"),
        ("Regional affairs (North Korea, Ukraine)", None),
    ],
)
def test_a_sections_heading_gives_its_own_place(gazetteer: Gazetteer, heading: str, city: str | None) -> None:
    found = section_place(section(heading), None, gazetteer)
    assert (found.city if found else None) == city


EVENTS = [
    (
        "Mr. Hale, in Lima to attend the Asia-Pacific Economic Cooperation (APEC) Economic Leaders’ Meeting 2016.",
        "APEC Economic Leaders' Meeting 2016",
    ),
    (
        "Mr. Hale, visiting New York to attend the 73rd Session of the United Nations General Assembly, met Ms. Orr.",
        "73rd session of the UN General Assembly",
    ),
    ("On the margins of the G20 Summit, Mr. Hale met Ms. Orr.", "G20 Summit"),
    (
        "Mr. Hale met Ms. Orr on the margins of the 12th Bregenz Security Conference.",
        "12th Bregenz Security Conference",
    ),
    ("To attend TICAD VI, Mr. Hale visited Nairobi.", "TICAD VI"),
    ("Mr. Hale met Ms. Orr during his Official Visit.", None),
    ("Mr. Hale met Ms. Orr.", None),
]


@pytest.mark.parametrize(("lead", "event"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_the_event_around_a_meeting_is_named_by_acronym_and_year(lead: str, event: str | None) -> None:
    assert event_of(*page(lead, title="A meeting")) == event


@settings(max_examples=200, deadline=None)
@any_of(
    st.lists(
        st.sampled_from(
            [
                "in ",
                "at ",
                "the ",
                "Paris",
                ", ",
                "Georgia",
                " held ",
                "who is visiting ",
                "White House",
                ". ",
                "(",
                ")",
                "via ",
                "telephone ",
                "Nice",
                "Summit ",
                "on the margins of ",
                "of ",
                "\n",
                "—",
                "3 May 2014 ",
                "Lima",
                "A",
                "é",
                "Aboard ",
                "D.C.",
                "'s",
            ]
        ),
        max_size=40,
    ).map("".join),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_no_text_raises_and_every_place_is_spelt_out(lead: str, title: str, given: str) -> None:
    gazetteer = load_gazetteer()
    record, layout = page(lead or "x", title=title or None, head=(lead[:40] or "x",), place=given or None)
    place = event_place(record, layout, None, gazetteer)
    event_of(record, layout)
    if place is not None and place.city and "city" not in place.inferred:
        printed = fold(place.city).replace(",", "").replace(".", "")[:4]
        assert printed in fold(lead + title + given).replace(",", "").replace(".", "")


@pytest.mark.parametrize("words", ["in Paris and the Republic of ", "At The House Of The Hall, ", "visiting the "])
def test_a_megabyte_in_one_paragraph_takes_no_time(gazetteer: Gazetteer, words: str) -> None:
    """Only the opening is read, and no pattern runs away on it."""
    gazetteer.city("Lima")
    start = time.perf_counter()
    where(gazetteer, words * (1_000_000 // len(words)), title=words * 100, head=(words * 5,))
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "lead",
    [
        "The Queen and the Duke will be received in Canberra and Perth during their visit to Australia next month.",
        "The President met with mayors ahead of the release of the film about the events in Memphis, Tennessee.",
        "Mr. Hale met with Ms. Orr, Permanent Under-Secretary of State at the Danish Prime Minister’s Office.",
        "The meeting continued the recent discussions held in Reykjavik between the two ministers.",
        "Mr. Hale met with Ms. Orr in Geneva last year.",
    ],
)
def test_a_place_of_another_time_or_of_somebodys_post_is_not_the_meetings(gazetteer: Gazetteer, lead: str) -> None:
    assert where(gazetteer, lead, title="A meeting") is None


def test_a_gazetteer_file_at_fault_is_named(tmp_path: Path) -> None:
    (tmp_path / "countries.toml").write_text('[XX]\nnames = ["Nowhere"]\n', encoding="utf-8")
    (tmp_path / "places.toml").write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"countries.toml.*\[XX\] has no name"):
        load_gazetteer(tmp_path)


def test_users_venues_and_towns_are_known(tmp_path: Path) -> None:
    (tmp_path / "countries.toml").write_text('[LU]\nname = "Luxembourg"\ncapital = "Luxembourg"\n', encoding="utf-8")
    (tmp_path / "places.toml").write_text(
        '[towns]\nLU = ["Senningen"]\n[[venues]]\nnames = ["Senningen Castle"]\ncity = "Senningen"\ncountry = "LU"\n',
        encoding="utf-8",
    )
    own = load_gazetteer(tmp_path)
    assert said(where(own, "Mr. Hale met Ms. Orr at Senningen Castle.")) == ("Senningen", "LU")
    assert said(where(own, "Mr. Hale met Ms. Orr in Senningen.")) == ("Senningen", "LU")


def test_a_guest_welcomed_to_a_city_was_there(gazetteer: Gazetteer) -> None:
    lead = "Vice President Hale welcomed Prime Minister Orr to Washington, D.C., on August 2nd to celebrate."
    assert said(where(gazetteer, lead, title="Joint Statement")) == ("Washington, D.C.", "US")


def test_the_cities_are_the_same_however_their_file_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    capitals = {"san jose": "CR", "peking": "CN"}
    cut = cities.load_cities(capitals)
    monkeypatch.setattr(cities, "_cut_out", lambda _: None)
    read = cities.load_cities(capitals)
    assert {name: cut.named(name) for name in cut} == {name: read.named(name) for name in read}
    assert cut.named("san jose")[0].iso2 == "CR"
    assert [each.iso2 for each in cut.named("peking")] == ["CN"]


@any_of(st.lists(st.text(st.characters(exclude_characters="\n")) | st.sampled_from(
    ["The Hague", "the", "St. John's", "Cox’s Bāzār", "  a - b ", "The The", "İ", "ﬁ", "."]), max_size=6))
def test_names_are_folded_together_as_one_by_one(names: list[str]) -> None:
    assert cities.fold_all(names) == [cities.fold(name) for name in names] or not names
