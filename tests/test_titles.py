"""Which line above a record's words is its title."""

from __future__ import annotations

import pytest

from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

WORDS = ("The Presidents of Chad and Norway met in Oslo for talks on fisheries, forests and the training of nurses,"
         " and they agreed that their Ministers would meet again in the spring.")
PAGES = {
    "a motto above it": ("North Sea Community Secretariat\nA Community for Everyone\n{}\n3 May 2021",
                         "Communiqué of the Presidents of Chad and Norway on Fisheries and Forests"),
    "a seat's name above it": ("The Republic of Norway\nStore Gaard\nSpeeches & Notes\n{}\nMay 3, 2021",
                               "Outcome of Chad-Norway Talks in Oslo"),
    "a section of the site above it": ("BRIEFING ROOM NEWS AND RELEASES\nMAY 03, 2021\n{}",
                                       "Readout of the Norwegian President's Talks with the President of Chad"),
    "a letterhead in one line above it": ("Norwegian Presidency - Press release\n{}\nOslo, 3 May 2021",
                                          "Fisheries: Norway and Chad launch talks on a partnership"),
    "an aid for readers above it": ("A+ A A- Text for Screen Readers\nAbout Us   Media   Trips\n{}\nMay 3, 2021",
                                    "Norway-Chad Note during the Stay of the President of Chad (May 2-4, 2021)"),
    "a colon in it": ("Ministry of Foreign Affairs\nGovernment of Norway\nPR. NO. 26/2021\n{}\n3 May 2021",
                      "Oslo Declaration: 3rd Chad-Norway Meeting of the Ministers of Forests"),
    "a colon in it, in capitals": ("STATE HOUSE PRESS RELEASE\n{}",
                                   "PRESIDENT MOE TO CHAD: FORESTS NEED NURSES, SEEKS TALKS ON FISHERIES"),
    "a number of the series above it": ("Press Department\nGovernment of Norway\nHandout               No: 1093\n{}",
                                        "President stresses early talks on forests; guest seeks training of nurses"),
    "an address above it": (
        "FISHERIES UNION\nAddis Ababa, ETHIOPIA     P. O. Box 3243\nHome / Press Releases\n{}",
        "Statement of the Chairperson of the Union on the Talks in Oslo"),
    "a quotation in it": ("Norwegian Ministry of Forests\nHome / News and Media / Articles\n{}\n21.08.2020",
                          "“The Forest Is Nobody’s Field” – Article by Ministers Moe and Ost of two seas"),
    "a ministry's name in another language above it": (
        "République de Norvège - Ministère des Affaires étrangères\nUnofficial English version\n{}\n20 June 2022",
        "Statement and Q&A by Minister Moe on arrival at Lima"),
    "two names of the site above it": (
        "Oslo Nations\nMeetings and Press Releases\nForest Council  General Board\nFC/147\n3 MAY 2021\n{}",
        "Oslo Council Note on Talks between Chad and Norway about Fisheries"),
    "a part of a newspaper above it": ("Politics · Full transcript\n{}\nPosted: May 04, 2021 4:00 AM ET",
                                       "Prime Minister Moe speaks with The Weekend Desk: full transcript"),
    "the page's first part below it": ("{}\n26 April 2019\nNational University, Singapore\nIntroduction",
                                       "Remarks by Foreign Minister Moe at the Forest Lecture, followed by discussion"),
    "an office above a short title": ("President of Norway\nEvents   Structure   Documents   Contacts\nEvents\n{}",
                                      "Norwegian-Chadian talks"),
    "languages of the site above it": (
        "Ministry for Foreign Affairs of Norway\nFront page / Current affairs / News\nSuomi Svenska English\n{}",
        "Statement by the Foreign Ministers of the Northern Eight"),
    "a day at its end": ("GOV.NO\nHome > Government > North\nPolicy paper\n{}",
                         "Chad-Norway Intergovernmental Conference: Joint Communiqué, 8 May 2021"),
    "its place below it": ("Office of the Press Secretary\nMay 3, 2021\n{}\nBrčko, Bosnia and Herzegovina",
                           "Remarks by the President at the Opening of the Bridge"),
    "an initiative's name above it": ("BAYS\nBay of the South Initiative for Forest Cooperation\n{}\nOslo, 4 May 2021",
                                      "Oslo Declaration of the Sixth Summit of the Bay"),
    "the name of the kind above it": ("European Body - Questions and answers\n{}\nOslo, 5 May 2021",
                                      "Questions and Answers: Relief for exporters from Chad"),
    "a session's name above it": ("Permanent Mission of Norway\n1329th Meeting of the Council\n{}\n3 May 2021",
                                  "Statement on the situation of forests in Chad"),
    "a number of the joint series above it": ("Ministry of Forests\nJoint Communiqué 204\nOslo, May 3, 2021\n{}",
                                              "Chad and Norway hold talks of high officials on fisheries"),
    "what it supplements above it": ('President of Norway\nSupplement to event "Chad-Norway talks"\n{}\nMay 3, 2021',
                                     "Joint Statement of the Presidents of Chad and Norway on Forests"),
    "its label before it": ("Fifteenth Storting\nSession : 10\nDate : 03-05-2021\nTitle: {}",
                            "Discussion regarding the talks with Chad"),
}


@pytest.mark.parametrize("page", PAGES)
def test_the_title_is_told_from_the_lines_around_it(page: str) -> None:
    head, title = PAGES[page]
    layout = split(record_of(f"{head.format(title)}\n{WORDS}\n{WORDS}"))
    assert layout.title is not None
    assert layout.title.text == title


def test_a_title_in_capitals_goes_on_for_several_lines() -> None:
    head = "AGREED MINUTES\nOF THE THIRD SESSION OF THE\nCHAD - NORWAY COMMISSION ON FISHERIES\nOslo, 3 May 2021"
    layout = split(record_of(f"{head}\n{WORDS}\n{WORDS}"))
    assert layout.title is not None
    assert layout.title.text == "AGREED MINUTES OF THE THIRD SESSION OF THE CHAD - NORWAY COMMISSION ON FISHERIES"


def test_a_short_title_that_the_words_repeat_stays_above_its_subtitle() -> None:
    layout = split(record_of(f"Fisheries, forests and nurses\nChad and Norway on what comes next\n3 May 2021\n{WORDS}"))
    assert layout.title is not None
    assert layout.title.text == "Fisheries, forests and nurses"


def test_a_turn_below_a_letterhead_is_no_title() -> None:
    layout = split(record_of("House of the People\nPRESIDENT MOE: I thank the House for this chance to speak\n"
                             "MS. OST: Will the Government publish what was agreed in Oslo?\nPRESIDENT MOE: It will."))
    assert layout.title is None or "MOE" not in layout.title.text
