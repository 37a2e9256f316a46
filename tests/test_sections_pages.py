"""Whole pages in the manner of many publishers, invented, and pages built from the annotated structure of real ones."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from indexer.understanding.structure.sections import split
from tests.laid_out import record_of, seen

Parts = list[tuple[str | None, str | None]]

PAGES: dict[str, tuple[str, Parts]] = {
    "a condolence in numbered paragraphs": ("""
Message of Condolence from Minister for Foreign Affairs Jan Ost on the Flood in Chad
May 21, 2013
Japanese
1. On May 21, Mr. Jan Ost, Minister for Foreign Affairs of Norway, sent a message to his colleague of Chad.
2. In the message, Minister Ost expressed his heartfelt condolences to the families of the victims of the flood.
(* The foregoing is a provisional translation. The date indicated above denotes the date of issue.)
Back to Index""", [("1", None), ("2", None)]),
    "a speech with headings in brackets": ("""
Foreign Policy Speech by Minister for Foreign Affairs Ost to the 198th Session of the Diet
January 28, 2019
(Opening remarks)
I would like to state the basic thinking on the foreign policy of our country at the opening of this session.
(Relations with neighbouring countries)
Second, we will work for better relations with our neighbours, and I intend to visit each of them this year.
(Conclusion)
I ask for the understanding and the cooperation of the members of the Diet and of the people.""",
     [(None, "(Opening remarks)"), (None, "(Relations with neighbouring countries)"), (None, "(Conclusion)")]),
    "a gist with joint labels": ("""
PRINT
Gist of Norway-Chad summit, Nov. 15
November 17, 2015
Northern islands issue
President Ali West: We want to solve the problem of the islands in our time.
West, Prime Minister Jan Ost: We agree to speed up the talks at the level of experts.
Exchange of visits by leaders
Ost: I invite you to come to my country at the most suitable time of the year.
West: I accept the invitation with pleasure.""",
     [(None, "Northern islands issue"), (None, "Exchange of visits by leaders")]),
    "a press conference with an opening statement": ("""
Home > News > Press Conference by the Chief Cabinet Secretary > May 2014
Press Conference by the Chief Cabinet Secretary (Excerpt)
May 23, 2014 (AM)
- The Cabinet meeting
- The river treaty
Opening Statement by Chief Cabinet Secretary Ost
I would like to give an overview of the Cabinet meeting. The meeting approved two treaties this morning.
(Abridged)
Q&As
REPORTER: I have a question about the river treaty. When will it be signed?
CHIEF CABINET SECRETARY OST: We are making arrangements. Nothing has been decided at this point in time.""",
     [(None, None), (None, "Opening Statement by Chief Cabinet Secretary Ost"), (None, "Q&As")]),
    "outlets that ask a spokesperson": ("""
Foreign Ministry Spokesperson Mao Lan's Regular Press Conference on April 28, 2023
2023-04-28 19:13
At the invitation of the State Councilor, the Minister of Foreign Affairs of Norway will visit China from May 3 to 5.
The Paper: We noted that the report on the river was published yesterday. Do you have any comment?
Mao Lan: China attaches great importance to the river and will work with the parties concerned.
AFP: Can you tell us more about the visit of the Norwegian minister?
Mao Lan: The two sides will exchange views on bilateral relations and issues of mutual interest.""",
     [(None, None), (None, None), (None, None)]),
    "several questions before an answer": ("""
Transcript of Weekly Media Briefing by the Official Spokesperson (May 03, 2019)
May 04, 2019
Shri Rav Kumar, Official Spokesperson: Good afternoon and a very warm welcome to this weekly briefing.
Sidd: Sir, there is a report about the river. What is your comment on that?
Shail: Sir, my question is on the same topic. Has India conveyed its concern?
Shri Rav Kumar, Official Spokesperson: On the river, we have seen the reports. Our position is well known.
Rishabh, Times Now: Sir, is there any update on the visit of the Foreign Secretary to Oslo?
Shri Rav Kumar, Official Spokesperson: I do not have any update to share at this moment.""",
     [(None, None), (None, None), (None, None)]),
    "remarks with bold headings": ("""
Remarks by High Representative Ana Sur at the press conference following the Foreign Affairs Council
Brussels, 03/05/2021
Check against delivery!
Good afternoon to everybody,
We have had a long and productive Council. Let me start with the situation in the valley.
**Rivers**
On the rivers, Ministers agreed that the commission should get all the support it needs in the coming year.
**Eastern neighbourhood**
We had an exchange with the Minister of Norway on how to make better use of our tools.""",
     [(None, None), (None, "Rivers"), (None, "Eastern neighbourhood")]),
    "an interview with bold questions": ("""
Interview with Foreign Minister Ost
**Minister, the river has been low for months. What can you do?**
We have opened the upper locks, and we are talking to our neighbours about the lower ones every week.
**Will that be enough?**
It will have to be, because there is no more water to be had from the mountains this year.""",
     [(None, None), (None, None)]),
    "an order in sections": ("""
By the authority vested in me by the Constitution and the laws of the land, it is hereby ordered as follows:
Section 1. Policy. It is the policy of the Government to keep the rivers clean for those who come after us.
Sec. 2. Definitions. For the purposes of this order: (a) the term "river" means a body of water.
Sec. 3. Review of Permits. The Secretary shall review all permits within ninety days and shall report.""",
     [(None, None), ("Section 1", "Policy"), ("Sec. 2", "Definitions"), ("Sec. 3", "Review of Permits")]),
    "bracketed metadata": ("""
[Date] June 21, 2011
[Place]
Joint Statement of the Consultative Committee
I. Preamble
The members of the Committee met and reaffirmed that their alliance remains indispensable to the security of both.
II. Common Objectives
1. The Ministers decided to strengthen deterrence.
2. They decided to encourage the partners to do likewise in the region.""",
     [("I", "Preamble"), ("II1", None), ("II2", None)]),
    "a readout in plain paragraphs": ("""
New York
14 March 2015
Readout of the Secretary-General's meeting with the Prime Minister of Norway
The Secretary-General met today with H.E. Mr. Jan Ost, Prime Minister of Norway.
The Secretary-General thanked the Prime Minister for the support that Norway gives to the work in the valley.
The Secretary-General expressed his concern about the floods. He said that the harvest was in danger.
They also exchanged views on the conference on climate which will be held in December in Paris.""",
     [(None, None)] * 4),
    "a speech that counts its points": ("""
Address by Minister Ost at the University
May 3, 2017
Ladies and gentlemen, thank you for the kind words of welcome to this old hall.
First, I would like to speak about the river, and about those who live by it.
Second, there is the bridge, which we have not yet built, as you all know.
Third comes the harbour, and with it the trade of the whole valley.
Let me end with a word of thanks to all of you.""", [(None, None)] * 5),
}


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES)
def test_pages_of_many_publishers_are_cut_where_a_reader_would(text: str, expected: Parts) -> None:
    assert [(number, heading) for number, heading, _ in seen(split(record_of(text)))] == expected


def test_a_notice_of_a_video_has_no_section_and_says_why() -> None:
    layout = split(record_of("Interviews & Articles\nInterview with Minister Ost by Channel Nine\nFebruary 9, 2018\n"
                             "The interview was broadcast on February 7.\nWatch the video (External link)"))

    assert layout.sections == ()
    assert layout.reason == "a notice of pictures, recordings or files"
    assert "The interview was broadcast on February 7." in [line.text for line in layout.boilerplate]


SENTENCES = cycle([
    "Prime Minister Alder stated that the work on the line would be finished by the spring of year {}.",
    "In response, President Birch explained that his government had begun to examine proposal {} and welcomed it.",
    "The two leaders shared the view that commission {} should meet again, and that experts should prepare it."])
LEAD = ("On May 3, commencing at 5 p.m. for about thirty minutes, Mr. John Alder, Prime Minister of Japan, held a "
        "meeting with Mr. Paul Birch, President of the Republic of Chad, in Lima, Peru. The overview is as follows.")
OTHER_CUTS = {"a15", "a30", "a31", "a41"}  # three levels in one number; meetings cut at their turns; a quotation


def _page(gold: dict[str, Any], bold: bool) -> tuple[str, Parts]:
    """A page with the annotated breadcrumb, title, date, headings, numbers and labels, and words of our own."""
    count = iter(range(1000))

    def words() -> str:
        return " ".join(next(SENTENCES).format(next(count)) for _ in range(2))

    sections = gold["sections"]
    labels = list(gold.get("turn_labels") or {})
    marked = any(s["heading"] or s["number"] for s in sections) and sections[0]["number"] != "p1"
    has_lead = marked and not labels and not {"lead-is-numbered-item-1", "lead-paragraph-missing"} & set(gold["traps"])
    has_lead = has_lead and not str(sections[0]["heading"]).startswith("(")
    lines = [line for line in (gold["breadcrumb"], gold["title"]) if line]
    if gold["dateline"]:
        day = dt.date.fromisoformat(gold["dateline"])
        lines.append(f"{day:%B} {day.day}, {day.year}")
    lines += [LEAD] * has_lead
    if gold.get("toc_items"):
        lines += ["Main topics:", *(f"{s['number']}. {s['heading']}" for s in sections)]
    parts: Parts = [(None, None)] * has_lead
    for section in sections:
        for line, part in _lines(section, labels, words, sections):
            heading = (part is not None and part[1] is not None) or line.endswith(str(section["heading"]))
            lines.append(f"**{line}**" if bold and heading and not line.endswith(".") else line)
            parts += [part] if part is not None else []
    return "\n".join(lines), parts


def _lines(section: dict[str, Any], labels: list[str], words: Any, sections: list[Any]
           ) -> Iterator[tuple[str, tuple[str | None, str | None] | None]]:
    """The lines of one section, each with the part that begins on it."""
    number, heading, items = section["number"], section["heading"], section.get("items") or []
    spoken = [f"{label}: What is the intention of the Government in this matter, and will it act soon?"
              if {"Q", "Question", "Reporter", "REPORTER"} & {label} else f"{label}: {words()}" for label in labels]
    body = (spoken * 2)[:max(2, len(labels))] if labels else [words()]
    if number is None and heading is None:
        yield body[0], (None, None)
        yield from ((line, None) for line in body[1:])
    elif number and number[0] in "pQ":
        plain = "The Prime Minister spoke to Prime Minister Birch this morning." if number == "p1" else words()
        last = section is sections[-1] and number[0] == "p"
        asked = f"{labels[0]}: What is the intention of the Government, and will it act soon?" if labels else ""
        yield asked or ("They agreed to stay in touch." if last else plain), (None, None)
        if asked:
            yield f"{labels[-1]}: {words()}", None
    elif heading is None:
        yield f"{number} {words()}" if number == "-" else f"{number}. {words()}", (number, None)
    else:
        yield f"{number}. {heading}" if number else heading, None if items else (number, heading)
        if not items:
            yield from ((line, None) for line in body)
        for item in items:
            mark = f"{item['number']}." if str(item["number"]).isdigit() else item["number"]
            name = f"{number or ''}{item['number']}"
            yield f"{mark} {item['heading'] or words()}", (name, item["heading"])
            if item["heading"]:
                yield body[0], None


@pytest.mark.parametrize("bold", [False, True], ids=["plain headings", "bold headings"])
def test_the_structure_of_real_ministry_pages_is_found(shared: Path, bold: bool) -> None:
    """50 annotated pages' headings, numbers and labels around words of our own."""
    missed = []
    for row in (shared / "corpora" / "mofa-gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        if gold["id"] not in OTHER_CUTS and gold["sections"]:
            text, expected = _page(gold, bold)
            found = [(number, heading) for number, heading, _ in seen(split(record_of(text)))]
            missed += [(gold["id"], expected, found)] if found != expected else []

    assert missed == []
