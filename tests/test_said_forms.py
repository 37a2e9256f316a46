"""Forms of speech beside `A said that`: calls, frames, quotations, introductions, joint and spoken texts."""

from __future__ import annotations

import pytest

from indexer.model import ALL, BOTH
from tests.spoken import people, report, said, understood

SANO, SOLHEIM = "Haruki Sano", "Ingrid Solheim"

ROWS = [
    ("a call that was paid", "Prime Minister Solheim called on Prime Minister Sano on June 3.", []),
    ("a call to talk", "Prime Minister Solheim called on Prime Minister Sano to discuss the fleet.", []),
    ("a call to act", "Prime Minister Solheim called on all states to leave the fleet alone.", [SOLHEIM]),
    ("how it ended", "Prime Minister Sano concluded the talks by thanking Norway for its ships.", [SANO]),
    ("what an opportunity was for", "Prime Minister Sano took the opportunity to thank Norway for its ships.", [SANO]),
    ("words to the press that are told elsewhere", "The two leaders made statements for the press.", []),
    ("the heads of government", "The Japanese and the Norwegian heads of government discussed ships.", [BOTH]),
    ("a quotation of two sentences", "“Ships are few indeed. Trains are many,” the Prime Minister of Japan noted.",
     [SANO]),
    ("what the other was grateful for", "Prime Minister Solheim offered two ships, for which he was grateful.",
     [SOLHEIM, SANO]),
    ("a step that was welcomed", "Prime Minister Sano offered two ships, a step Prime Minister Solheim welcomed.",
     [SANO, SOLHEIM]),
    ("what was supplied by a side is not said by it", "Gratitude was expressed for the ships provided by Norway.", []),
    ("readiness of both", "Mutual readiness to build the bridge was reaffirmed.", [BOTH]),
    ("an absolute participle",
     "The two leaders welcomed the bridge, the Prime Minister of Japan adding that it was long.", [BOTH, SANO]),
    ("a verb after a relative clause",
     "Prime Minister Sano met Prime Minister Solheim, who is on a visit to Bergen, and discussed ways to build ships.",
     [SANO]),
    ("an office by its initials before a name", "PM Sano thanked Norway. NPM Solheim agreed.", [SANO, SOLHEIM]),
    ("a pronoun after a verb of no list", "Prime Minister Sano interacted with students. He thanked Norway.", [SANO]),
    ("two that nothing parts", "Prime Minister Sano agreed.The Prime Minister of Norway agreed.", [SANO, SOLHEIM]),
    ("a constructive exchange", "They had a cordial talk and exchanged constructive ideas on ships.", [BOTH]),
    ("a speaker in parenthesis", "Norway, Prime Minister Solheim noted, is for the bridge and the fleet.", [SOLHEIM]),
    ("the latter of host and guest", "Host and guest agreed. Ships are few in these days, the latter said, and left.",
     [BOTH, SOLHEIM]),
    ("it was somebody who", "It was Prime Minister Sano who stressed that ships are few.", [SANO]),
    ("a hope that is shared",
     "Prime Minister Sano voiced the hope that ships would come, a hope shared by Prime Minister Solheim.",
     [SANO, SOLHEIM]),
    ("talks between two", "Talks between Prime Minister Sano and Prime Minister Solheim covered the fleet.", [BOTH]),
    ("talks that were held and covered something",
     "The conversation was held at Norway's request and focused on ships.", [BOTH]),
    ("somebody's own words", "Prime Minister Solheim's reply was that ships were few.", [SOLHEIM]),
    ("a message that is clear", "Prime Minister Sano's message was clear: ships are few.", [SANO]),
    ("surnames after their countries", "Japan's Sano and Norway's Solheim agreed on ships.", [SANO, SOLHEIM]),
    ("one mind", "The two leaders were of one mind that ships are few. They saw eye to eye on fish.", [BOTH, BOTH]),
    ("satisfaction without anybody", "Satisfaction was voiced at the state of relations.", [BOTH]),
    ("an exchange that followed", "An exchange of views on ships followed.", [BOTH]),
    ("a press conference that followed", "A signing of the plan followed.", []),
    ("Her Excellency", "Her Excellency thanked Japan for its ships.", [SOLHEIM]),
    ("Her Excellency with a name", "Her Excellency Rosa Diaz thanked Japan for its ships.", []),
    ("what a country only poses", "Prime Minister Sano spoke of ships, including the threat posed by Iran.", [SANO]),
    ("a name that begins like a verb", "Norway Task Force on Ships met. Japan has demonstrated that it is small.", []),
    ("once more, and the latter",
     "Prime Minister Sano once more asked Prime Minister Solheim for ships, and the latter promised two.",
     [SANO, SOLHEIM]),
    ("going on to say", "Prime Minister Solheim promised ships. She went on to say that they were new.",
     [SOLHEIM, SOLHEIM]),
    ("a point for which",
     "Prime Minister Sano said that ships would come, a point for which Prime Minister Solheim thanked him.",
     [SANO, SOLHEIM]),
    ("with which", "Prime Minister Sano said that ships were few, with which Prime Minister Solheim agreed.",
     [SANO, SOLHEIM]),
    ("an agent after an aside", "The plan for ships was explained, in turn, by Prime Minister Solheim.", [SOLHEIM]),
    ("what he says within what he thanks for",
     "Prime Minister Sano agreed. Prime Minister Solheim thanked Japan for ships, without which, he said, fish rots.",
     [SANO, SOLHEIM]),
    ("an exchange that was held", "An exchange of views was also held on ships.", [BOTH]),
    ("talks that were only held", "The discussions were held in a good mood.", []),
    ("an inverted speaker", "Norway, said Prime Minister Solheim, hoped for more ships.", [SOLHEIM]),
    ("a guard that was reviewed", "Prime Minister Solheim reviewed a guard of honour.", []),
    ("a name in quotation marks before the next sentence",
     'Ships sailed for the "Island and Harbour Fellowship (IHF)". Prime Minister Sano agreed.', [SANO]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_form_of_speech_is_told_from_what_looks_like_it(text: str, speakers: list[str]) -> None:
    assert [label for row in said(report(text)) for label in row[1:]] == speakers


def test_a_speaker_at_the_end_has_said_all_of_the_sentence() -> None:
    text = report("Prime Minister Solheim agreed. The Norwegian side is firmly for the bridge and the fleet, she said.")
    assert said(text) == [("Prime Minister Solheim", SOLHEIM), ("The Norwegian side", SOLHEIM)]


def test_a_host_s_words_to_a_guest_are_the_host_s() -> None:
    text = """
# Joint press point by NATO Secretary General Erik Stolt with the Prime Minister of Norway, Ingrid Solheim
3 June 2016
Prime Minister Solheim, dear Ingrid, welcome. We discussed ships today, and I thank you for them.
"""
    assert [row[1:] for row in said(text)] == [("Erik Stolt",)]


def test_a_press_conference_without_labels_is_the_one_s_in_its_title() -> None:
    text = """
# Press Conference by the Prime Minister regarding Ships
3 June 2016
Today, I visited two harbours. I heard from Minister Oribe, who met me there, that ships are few.
"""
    assert [row[1:] for row in said(text)] == [("Prime Minister",)]


THREE = """
# Joint Press Statement of the Foreign Ministers of Japan, Kenya and Peru
20 September 2017
The Minister for Foreign Affairs of Japan, H.E. Mr. Akira Kondo, the Minister of Foreign Affairs of Kenya, \
H.E. Ms. Amina Wekesa, and the Minister of Foreign Affairs of Peru, H.E. Ms. Rosa Diaz, met in New York.
{}
"""


@pytest.mark.parametrize(("text", "speakers"), [
    ("Japan and Kenya welcomed the bridge.", ("side:Japan", "side:Kenya")),
    ("Ministers Wekesa and Diaz agreed, and both Ministers invited ships.", ("Amina Wekesa", "Rosa Diaz")),
    ("The three Ministers agreed.", (ALL,)),
])
def test_of_three_parties_two_are_not_both(text: str, speakers: tuple[str, ...]) -> None:
    assert {row[1:] for row in said(THREE.format(text))} == {speakers}


def test_a_line_that_names_the_next_speaker_ends_a_quotation() -> None:
    text = report("Prime Minister Sano said:\n“We are glad of every harbour that has been built here.”\n"
                  "Prime Minister of Norway Ingrid Solheim said:\n“Norway is proud of the harbours it has built.”")
    quoted = [row for row in said(text) if row[0].startswith("“")]
    assert quoted == [("“We are glad", SANO), ("“Norway is proud", SOLHEIM)]


NEWS = """
# New harbours for the north
12 May 2015
The government will build three harbours, it was announced today.
Home office harbour minister Jenny Brown said:
‘Harbours are what people ask for, and the money they pay will come back.
‘We know that ships need them.’
Dan Hill, Head of Care at the Harbour Trust, said:
We are glad of every harbour that is built, and I thank the minister for this one.
"""


def test_words_in_single_quotation_marks_are_the_speaker_s_before_them() -> None:
    found = said(NEWS, kind="news")
    assert ("‘Harbours are what", "Jenny Brown") in found
    assert ("‘We know that", "Jenny Brown") in found


def test_somebody_takes_part_whose_words_follow() -> None:
    assert people(NEWS, kind="news") == ["Jenny Brown", "Dan Hill"]
    assert ("We are glad", "Dan Hill") in said(NEWS, kind="news")


JOINT = """
# Joint Statement of Norway and Japan
3 June 2016
The Prime Ministers of Norway and Japan met in Oslo.
We will build a bridge. Norway and Japan reaffirm that ships are few. We shall meet again.
"""


def test_a_joint_statement_in_the_first_person_is_said_by_all_beside_what_it_reports() -> None:
    assert said(JOINT) == [("We will build", BOTH), ("Norway and Japan", BOTH), ("We shall meet", BOTH)]


def test_a_group_that_speaks_by_its_acronym_in_its_own_statement_is_all_of_them() -> None:
    text = "# Quad Joint Leaders' Statement\n3 June 2016\nWe met in Oslo. The Quad looks forward to better harbours."
    assert said(text)[-1] == ("The Quad looks", ALL)


def test_the_line_that_introduces_somebody_s_words_is_no_part_of_them() -> None:
    text = ("# Message from Prime Minister Ann Marlow\n3 June 2016\nPrime Minister Ann Marlow said:\n"
            "This year I have seen many harbours, and I thank those who built them.")
    assert said(text) == [("This year I", "Ann Marlow")]


TRANSCRIPT = """
# Meeting with Prime Minister of Japan Haruki Sano
9 October 2010
The leaders of Norway and Japan have agreed to open two harbours.
Prime Minister of Norway Ingrid Solheim: Mr Prime Minister, friends,
I am pleased to see you here in Oslo.
Prime Minister of Japan Haruki Sano (retranslated): Madam Prime Minister,
Let me thank you for the welcome.
"""


def test_turns_that_open_with_an_address_are_told_apart() -> None:
    assert [section.speakers for section in understood(TRANSCRIPT).sections[-2:]] == [(SOLHEIM,), (SANO,)]


def test_the_report_above_a_transcript_is_read_as_one() -> None:
    assert said(TRANSCRIPT)[0] == ("The leaders of", BOTH)
