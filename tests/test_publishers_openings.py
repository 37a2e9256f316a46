"""How publishers' pages open: the day and the place of each kind of opening, in invented words."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.knowledge.gazetteer import load_gazetteer
from indexer.understanding.when.dates import event_date
from indexer.understanding.where.places import event_place
from tests.opening_pages import page

Opening = tuple[str, dict[str, Any], tuple[str, ...], str, str | None, str | None, str | None]

OPENINGS: list[Opening] = [
    # name, parts of the page, lead, day, last day, city, country
    (
        "day, city and agency in one line",
        {"title": "Minister concludes visit", "head": ("March 3, 2022 – Riga, Latvia – Global Affairs",)},
        ("Today, the Honourable Anne Roy, Minister of Foreign Affairs, concluded a visit to Latvia.",),
        "2022-03-03",
        None,
        "Riga",
        "LV",
    ),
    (
        "city and day with a colon",
        {"title": "Communiqué", "head": ("Addis Ababa, 5 May 2022:",)},
        ("The Council met today.",),
        "2022-05-05",
        None,
        "Addis Ababa",
        "ET",
    ),
    (
        "city and day open the lead",
        {"title": "Joint press statement"},
        ("JAKARTA, 5 May 2023 – The Secretary-General met the Foreign Minister at the Secretariat.",),
        "2023-05-05",
        None,
        "Jakarta",
        "ID",
    ),
    (
        "German press office",
        {"title": "Gespräch mit der Außenministerin", "head": ("05.05.2022 - Pressemitteilung",)},
        ("Die Ministerin traf am 4. Mai in Berlin ihre Kollegin.",),
        "2022-05-04",
        None,
        "Berlin",
        "DE",
    ),
    (
        "Swiss press office",
        {"title": "Treffen", "head": ("Bern, 05.05.2022",)},
        ("Es wurde gesprochen.",),
        "2022-05-05",
        None,
        "Bern",
        "CH",
    ),
    (
        "French presidency",
        {"title": "Entretien", "head": ("Paris, le 5 mai 2022",)},
        ("Les deux présidents ont parlé.",),
        "2022-05-05",
        None,
        "Paris",
        "FR",
    ),
    (
        "UN spokesman",
        {"title": "Readout of the meeting with the Prime Minister", "head": ("New York", "5 May 2022")},
        ("The Secretary-General met with the Prime Minister.",),
        "2022-05-05",
        None,
        "New York",
        "US",
    ),
    (
        "NATO page",
        {
            "title": "Joint press point",
            "head": ("31 Jan. 2023 -", "Last updated: 31 Jan. 2023 11:59", "(As delivered)"),
        },
        ("Prime Minister, it is good to be here.",),
        "2023-01-31",
        None,
        None,
        None,
    ),
    (
        "Kremlin page",
        {"title": "Meeting with the Prime Minister", "head": ("May 8, 2023", "14:30", "The Kremlin, Moscow")},
        ("The President met with the Prime Minister.",),
        "2023-05-08",
        None,
        "Moscow",
        "RU",
    ),
    (
        "Chinese ministry",
        {"title": "Qin Wen Meets with Ambassador Hale", "head": ("2023-05-08 19:10",)},
        ("On May 8, 2023, Foreign Minister Qin Wen met in Beijing with Ambassador Hale.",),
        "2023-05-08",
        None,
        "Beijing",
        "CN",
    ),
    (
        "Indian ministry",
        {"title": "Transcript of Media Briefing (May 05, 2022)", "head": ("May 06, 2022",)},
        ("Good evening, friends.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "Brazilian government",
        {"title": "Joint statement", "head": ("Published in May 05, 2022 07h31PM",)},
        ("The two governments reaffirm their friendship.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "State Department",
        {
            "title": "Secretary Hale’s Meeting with Foreign Minister Orr",
            "head": ("Readout", "Office of the Spokesperson", "May 5, 2022"),
        },
        (
            "The below is attributable to Spokesperson Ned Poe:",
            "Secretary Hale met today in Rome with Foreign Minister Orr to discuss Ukraine.",
        ),
        "2022-05-05",
        None,
        "Rome",
        "IT",
    ),
    (
        "Foreign Office",
        {"title": "Foreign Secretary meets Baltic counterparts", "published": "2022-05-06T09:00:00+01:00"},
        ("The Foreign Secretary met her Baltic counterparts in Tallinn yesterday (5 May).",),
        "2022-05-05",
        None,
        "Tallinn",
        "EE",
    ),
    (
        "Foreign Office, today in brackets",
        {"title": "New sanctions", "published": "2022-05-06"},
        ("The Foreign Secretary has today (Friday 6 May) announced new sanctions on the regime.",),
        "2022-05-06",
        None,
        None,
        None,
    ),
    (
        "EU service",
        {"title": "Press remarks by the High Representative", "head": ("25.04.2022", "Brussels", "Press Team")},
        ("Good afternoon. Thank you for coming.",),
        "2022-04-25",
        None,
        "Brussels",
        "BE",
    ),
    (
        "EU agency line",
        {
            "title": "Statement by the High Representative",
            "head": ("Brussels, 25/04/2022 - 12:30, UNIQUE ID: 220425_3",),
        },
        ("We condemn the attack of 23 April.",),
        "2022-04-25",
        None,
        "Brussels",
        "BE",
    ),
    (
        "Turkish press release",
        {"title": "No: 123, 5 May 2022, Press Release Regarding the Visit of the Foreign Minister of Chad"},
        ("The Foreign Minister will visit us on 7-8 May 2022.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "Korean ministry",
        {"title": "Outcome of the Meeting", "head": ("Date 2023-05-08", "Hit 1234")},
        ("Foreign Minister Kim held a meeting in Seoul with his counterpart on May 7.",),
        "2023-05-07",
        None,
        "Seoul",
        "KR",
    ),
    (
        "Australian release",
        {"title": "Joint statement", "head": ("Media release", "5 May 2022")},
        ("We met in Canberra today.",),
        "2022-05-05",
        None,
        "Canberra",
        "AU",
    ),
    (
        "New Zealand speech",
        {"title": "Address to the Institute of International Affairs, Wellington", "published": "2023-05-01"},
        ("Tēnā koutou katoa.",),
        "2023-05-01",
        None,
        "Wellington",
        "NZ",
    ),
    (
        "Irish release",
        {"title": "Tánaiste to visit Lebanon", "published": "2023-05-01"},
        ("The Tánaiste will visit Lebanon from 3 to 5 May.",),
        "2023-05-01",
        None,
        None,
        None,
    ),
    (
        "visit with two countries",
        {"title": "Visit of the President", "published": "2023-05-10"},
        ("From 3 to 9 May, the President visited Peru and Chile.",),
        "2023-05-03",
        "2023-05-09",
        None,
        None,
    ),
    (
        "Russian ministry",
        {"title": "О встрече", "head": ("5 мая 2022", "Москва")},
        ("5 мая состоялась встреча министров.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "Spanish ministry",
        {"title": "Reunión", "head": ("Madrid, 5 de mayo de 2022",)},
        ("El ministro se reunió hoy con su homóloga.",),
        "2022-05-05",
        None,
        "Madrid",
        "ES",
    ),
    (
        "Japanese ministry in Japanese",
        {"title": "日・ペルー首脳会談", "head": ("平成28年11月19日",)},
        ("11月19日午後5時30分から約50分間、総理大臣は会談を行いました。",),
        "2016-11-19",
        None,
        None,
        None,
    ),
    (
        "Vatican bulletin",
        {"title": "Audience", "head": ("05.05.2022",)},
        ("This morning the Holy Father received the President.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "Central bank speech",
        {"title": "Stability", "head": ("Speech by Ms Ana Ruiz, Governor, at the Banking Forum, Zurich, 5 May 2022.",)},
        ("Ladies and gentlemen.",),
        "2022-05-05",
        None,
        "Zurich",
        "CH",
    ),
    (
        "Press secretary's dateline",
        {
            "title": "Press Briefing",
            "head": ("THE WHITE HOUSE", "Office of the Press Secretary", "For Immediate Release", "May 5, 2014"),
        },
        ("Good morning.",),
        "2014-05-05",
        None,
        None,
        None,
    ),
    (
        "Old press office",
        {"title": "Remarks", "head": ("Rome, Italy", "(as delivered)", "May 5, 1998")},
        ("Thank you all.",),
        "1998-05-05",
        None,
        "Rome",
        "IT",
    ),
    (
        "Spoken on the telephone from",
        {"title": "Readout of the call with the Prime Minister", "published": "2022-05-05"},
        ("The President spoke by phone today with the Prime Minister of Peru about the situation in Haiti.",),
        "2022-05-05",
        None,
        None,
        None,
    ),
    (
        "Speech in parliament",
        {"title": "Speech to the 198th Session of the Diet", "head": ("January 28, 2019",)},
        ("Allow me to begin.",),
        "2019-01-28",
        None,
        None,
        "JP",
    ),
    (
        "Folder code for the year",
        {"title": "Summit Meeting (Summary)", "source_url": "https://www.example.org/region/us/pfmv0209/summit.html"},
        ("On 13 September (local time), the Prime Minister held a summit meeting with the President in New York.",),
        "2002-09-13",
        None,
        "New York",
        "US",
    ),
    (
        "Misread stamp",
        {"title": "Television interview", "head": ("2 5 JAN 1968",), "published": "1968-01-21"},
        ("Good evening.",),
        "1968-01-21",
        None,
        None,
        None,
    ),
    (
        "Whole words before the day",
        {"title": "Remarks", "head": ("Delivered on the 5th of May, 2014",)},
        ("Friends.",),
        "2014-05-05",
        None,
        None,
        None,
    ),
]


@pytest.mark.parametrize("opening", OPENINGS, ids=[opening[0] for opening in OPENINGS])
def test_an_opening_gives_its_day_and_place(opening: Opening) -> None:
    _, parts, lead, first, last, city, iso2 = opening
    record, layout = page(*lead, **parts)
    when = event_date(record, layout)
    place = event_place(record, layout, None, load_gazetteer())
    assert when is not None
    assert (when.iso(), when.iso_end()) == (first, last)
    assert ((place.city, place.iso2) if place else (None, None)) == (city, iso2)


LEADS = [
    ("LAHORE: Prime Minister Hale visited the Institute today.", "2023-05-09", None, "Lahore", "PK"),
    ("MANILA 05 May 2023 — Secretary Hale met with his counterpart on Thursday.", "2023-05-04", None, "Manila", "PH"),
    ("Die Bundesministerin empfing am 5. Mai in Berlin den Minister.", "2023-05-05", None, "Berlin", "DE"),
    ("Le ministre s’est entretenu le 5 mai avec son homologue, à Paris.", "2023-05-05", None, "Paris", "FR"),
    ("El ministro se reunió el 5 de mayo en Madrid con su homólogo.", "2023-05-05", None, "Madrid", "ES"),
    (
        "In a meeting held today at the Presidential Palace in Warsaw, the President spoke.",
        "2023-05-09",
        None,
        "Warsaw",
        "PL",
    ),
    (
        "The President of the Republic, Mr Hale, today visited the city of Arequipa.",
        "2023-05-09",
        None,
        "Arequipa",
        "PE",
    ),
    (
        "Mr. Hale held talks with Ms. Orr at the Peace Palace in The Hague on 5 May.",
        "2023-05-05",
        None,
        "The Hague",
        "NL",
    ),
    ("Mr. Hale met the Chargé d’Affaires of the Embassy of Peru in Tokyo, Ms. Orr.", "2023-05-09", None, None, None),
    ("On May 8, Mr. Hale, Ambassador of Japan in Peru, met with Ms. Orr.", "2023-05-08", None, None, None),
    (
        "On May 8, Mr. Hale met Ms. Orr, Rector of the University of Tokyo, in Addis Ababa.",
        "2023-05-08",
        None,
        "Addis Ababa",
        "ET",
    ),
    (
        "Mr. Hale paid a state visit to the Republic of Chile on 5 and 6 May 2023.",
        "2023-05-05",
        "2023-05-06",
        None,
        "CL",
    ),
    (
        "The Consultations were held in New Delhi on April 30-May 2, 2023.",
        "2023-04-30",
        "2023-05-02",
        "New Delhi",
        "IN",
    ),
    (
        "Mr. Hale met Ms. Orr on Monday, 8 May, in the margins of the Council in Luxembourg.",
        "2023-05-08",
        None,
        None,
        "LU",
    ),
    ("Mr. Hale will visit Oslo from 20 to 22 May.", "2023-05-09", None, None, None),
]


@pytest.mark.parametrize(("lead", "first", "last", "city", "iso2"), LEADS, ids=[lead[0][:40] for lead in LEADS])
def test_a_lead_published_on_9_may_2023_gives_its_day_and_place(
    lead: str, first: str, last: str | None, city: str | None, iso2: str | None
) -> None:
    record, layout = page(lead, title="News", published="2023-05-09")
    when = event_date(record, layout)
    place = event_place(record, layout, None, load_gazetteer())
    assert when is not None
    assert (when.iso(), when.iso_end()) == (first, last)
    assert ((place.city, place.iso2) if place else (None, None)) == (city, iso2)
