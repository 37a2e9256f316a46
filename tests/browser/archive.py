"""An archive large enough to page, to narrow and to read: invented sections of invented meetings."""

from __future__ import annotations

from typing import Any

from indexer import Document, Statement
from tests.fake_engine import document, speech, summit

PEOPLE = ("Shinzo Abe", "Vladimir Putin", "Angela Merkel", "Moon Jae-in", "Barack Obama", "Emmanuel Macron",
          "Justin Trudeau", "Narendra Modi", "Theresa May", "Xi Jinping")
PLACES = (("Tokyo", "Japan"), ("Moscow", "Russia"), ("Lima", "Peru"), ("Berlin", "Germany"))
TOPICS = ("peace treaty", "economy", "energy", "climate")
SENTENCES = (
    "The first minister said that talks on the peace treaty would go on with patience.",
    "The second minister welcomed the plan and asked for a meeting before the summer.",
    "Both agreed that a treaty needs the trust of the people on both sides.",
)


def archive() -> list[Document]:
    """Records of four sections, and one each in Japanese, in Arabic and out to do harm."""
    return [*summit(), *speech(), *(section for n in range(30) for section in meeting(n)), *others()]


def meeting(number: int) -> list[Document]:
    one, two = PEOPLE[number % 10], PEOPLE[(number + 3) % 10]
    city, country = PLACES[number % 4]
    common: dict[str, Any] = {
        "date": f"{2012 + number % 8}-{number % 12 + 1:02}-15", "title": f"Meeting of {one} and {two}", "city": city,
        "country": country, "place_basis": "stated", "publisher": "Ministry of Foreign Affairs",
        "source_url": f"https://example.org/{number}", "topics": (TOPICS[number % 4],), "acts": ("stated", "welcomed"),
    }
    found = []
    for position in range(4):
        text = " ".join(SENTENCES) + "\n\n" + " ".join(SENTENCES[: position + 1])
        first = Statement(start=0, end=len(SENTENCES[0]), speakers=(one,), said_by=(one,), verb="said", act="stated",
                          rule="reporting-verb")
        start = len(SENTENCES[0]) + 1
        second = Statement(start=start, end=start + len(SENTENCES[1]), speakers=("both",), said_by=(one, two),
                           verb="welcomed", act="welcomed", rule="joint-subject", basis="inferred")
        found.append(document(
            f"meeting-{number}#{position or 'lead'}", text, position=position,
            number=str(position) if position else None, heading=f"Item {min(position, 2)}" if position else "",
            section_kind="section" if position else "lead", speakers=(one, two), statements=(first, second),
            record=None if position else {
                "id": f"meeting-{number}", "title": common["title"], "note": "An invented record.",
                "participants": [{"name": one, "role": "Prime Minister", "country": country, "presence": "principal",
                                  "basis": "stated"}]}, **common))
    return found


def others() -> list[Document]:
    bad = '"><img src=x onerror=alert(1)>'
    return [
        document("japanese#lead", "両首脳は、平和条約の締結について話し合いました。", language="ja", title="首脳会談",
                 heading="平和条約", date="2016-12-15"),
        document("arabic#lead", "أكد الوزير أهمية معاهدة السلام.", language="ar", title="بيان مشترك",
                 date="2018-03-01"),
        document("harm#lead", f"{bad} treaty", title=bad, heading=bad, speakers=(bad,), topics=(bad,),
                 source_url="javascript:alert(1)", date="2014-01-01"),
    ]
