"""Idioms of reported speech in a readout of a meeting of two Prime Ministers: whose the words are, or nobody's."""

from __future__ import annotations

import pytest

from indexer.model import BOTH
from tests.spoken import report, said, understood

SANO, SOLHEIM = "Haruki Sano", "Ingrid Solheim"

ONE = [  # said by Prime Minister Solheim
    "took the view that ships were few.", "held that ships were few.", "posited, rightly, that ships were few.",
    "placed special emphasis on cod.", "put the accent on cod.", "made a plea for cod.", "drew a parallel with cod.",
    "went on to describe cod.", "opened the meeting, noting that cod was scarce.",
    "spoke first, saying cod was scarce.",
    "spoke in favour of a ban.", "hinted at a ban.", "held out the prospect of a ban.", "was sceptical about a ban.",
    "was interested in a ban.", "would not rule out a ban.", "could not agree to a ban.", "would welcome a ban.",
    "gave an undertaking to study a ban.", "reserved her position.", "showed interest.", "reacted with joy.",
    ', however, disagreed.', ': "The fleet is old, and we know it only too well."',
]
NOBODY = [
    "addressed students at the university.", "unveiled a bronze plaque at the pier.", "talked with fishermen there.",
    "exchanged gifts with the crew.", "reviewed a guard of honour.", "ensured that ships were there.",
    "exchanged a few words with the crew.",
]
ROWS = [
    ("In Prime Minister Solheim's view, the fleet was old.", [SOLHEIM]),
    ("In the opinion of Prime Minister Solheim, the fleet was old.", [SOLHEIM]),
    ("Prime Minister Solheim spoke. In her view, the fleet was old.", [SOLHEIM]),
    ("In view of the storm, the fleet was kept in port.", []),
    ("Japan attaches importance to cod, according to Prime Minister Sano.", [SANO]),
    ("According to plan, the fleet was kept in port.", []),
    ("While Prime Minister Sano welcomed the plan, Prime Minister Solheim cautioned that cod was scarce.",
     [SANO, SOLHEIM]),
    ("While Prime Minister Sano was in Oslo, Prime Minister Solheim cautioned that cod was scarce.", [SOLHEIM]),
    ("The plan was presented by Prime Minister Sano and welcomed by Prime Minister Solheim.", [SANO, SOLHEIM]),
    ("Prime Minister Sano proposed a summit, which was met with approval by Prime Minister Solheim.", [SANO, SOLHEIM]),
    ("Prime Minister Sano invited Prime Minister Solheim to Tokyo, an invitation she accepted.", [SANO, SOLHEIM]),
    ("Not only Prime Minister Sano but also Prime Minister Solheim proposed a summit.", [SANO, SOLHEIM]),
    ("Neither leader accepted that ships were few.", [BOTH]),
    ("Each side promised ships.", [BOTH]),
    ("Each ship carried cod.", []),
    ("The two countries' leaders promised ships.", [BOTH]),
    ("The two countries' trade in cod grew.", []),
    ("The delegation of Norway promised ships.", ["side:Norway"]),
    ("The fleet was discussed.", [BOTH]),
    ("A consensus emerged that ships were few.", [BOTH]),
    ("Particular attention was given to cod.", [BOTH]),
    ("Special emphasis was placed by Prime Minister Sano on cod.", [SANO]),
    ("Prime Minister Solheim spoke of ice. According to her, it was thin.", [SOLHEIM, SOLHEIM]),
    ("It was the view of the two leaders that ships were few.", [BOTH]),
    ("This proposal met with general approval.", [BOTH]),
    ("Prime Minister Sano called on the Norwegian side for restraint.", [SANO]),
    ("Prime Minister Sano called on the Norwegian side for tea.", []),
    ("Prime Minister Sano proposed a summit, a proposal that both leaders then agreed to send on.", [SANO, BOTH]),
    ("The plan was received positively by Prime Minister Solheim.", [SOLHEIM]),
    ("A preliminary arrangement was reached on cod.", [BOTH]),
    ("Prime Minister Sano likewise welcomed the plan.", [SANO]),
    ("Prime Minister Sano was more cautious.", [SANO]),
    ("Prime Minister Sano said that ships were few. Japan supports their return.", [SANO]),
    ("Japan has announced new aid for the harbour.", []),
    ("The account of the storm was followed by questions; Prime Minister Sano asked about the crews.", [SANO]),
    ("The main topic was the fleet, about which the two leaders exchanged views.", [BOTH]),
    ("Prime Minister Sano spoke of ice. Special attention was paid by him to cod.", [SANO, SANO]),
    ("Prime Minister Sano praised her. He also thanked Prime Minister Sano.", [SANO, SOLHEIM]),
    ("HE the Prime Minister of Norway praised the fleet.", [SOLHEIM]),
]


@pytest.mark.parametrize("told", ONE)
def test_a_person_says_what_the_idiom_tells(told: str) -> None:
    subject = "Prime Minister Solheim" + ("" if told[0] in ",:" else " ")
    assert [row[1:] for row in said(report(subject + told))] == [(SOLHEIM,)]


@pytest.mark.parametrize("told", NOBODY)
def test_what_a_person_does_is_no_statement(told: str) -> None:
    assert said(report(f"Prime Minister Solheim {told}")) == []


@pytest.mark.parametrize(("text", "speakers"), ROWS)
def test_whose_words_a_sentence_is(text: str, speakers: list[str]) -> None:
    assert [name for _, *names in said(report(text)) for name in names] == speakers


LISTS = [
    ("The two leaders:\n• condemned the storm;\n• agreed to build ships.", [BOTH, BOTH]),
    ("Proceeding from the accord, they:\n(a) noted with regret that cod was scarce;\n(b) tasked envoys.",
     [BOTH, BOTH]),
    ("Both leaders decided as follows:\n1. To renew their call for ships;\n2. To thank the crews.", [BOTH, BOTH, BOTH]),
]


@pytest.mark.parametrize(("text", "speakers"), LISTS)
def test_items_below_a_colon_go_on_with_the_subject_before_it(text: str, speakers: list[str]) -> None:
    found = understood("# Norway-Japan Summit Meeting\n3 June 2016\nPrime Minister Haruki Sano of Japan met "
                       f"with Prime Minister Ingrid Solheim of Norway in Oslo.\n{text}")
    assert [name for section in found.sections for each in section.statements for name in each.speakers] == speakers


QUOTED = [
    ("– The fleet is old, and we know it only too well, – Prime Minister Solheim said.", [SOLHEIM]),
    ("– The fleet is old, and we know it only too well, – remarked the Prime Minister of Japan.", [SANO]),
    ("OSLO, Norway — Prime Minister Solheim told Prime Minister Sano that ships were few.", [SOLHEIM]),
    ('"The fleet is old, and we know it only too well." Thus Prime Minister Solheim remarked then.', [SOLHEIM]),
]


@pytest.mark.parametrize(("text", "speakers"), QUOTED)
def test_whose_quotation_it_is(text: str, speakers: list[str]) -> None:
    found = said(report("Both leaders agreed.", text, "Both leaders agreed."))
    assert [name for _, *names in found[1:-1] for name in names] == speakers
