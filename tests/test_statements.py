"""Who is said to say what: clause by clause in reports, turn by turn in transcripts."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from indexer.formats import Limits, read_records
from indexer.formats.sources import find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import ALL, BOTH, ParsedRecord, Problem
from indexer.understanding.parsing import parse
from tests.spoken import report, said, understood

SANO, SOLHEIM = "Haruki Sano", "Ingrid Solheim"


@pytest.fixture(scope="module")
def seed(shared: Path) -> ParsedRecord:
    source = next(s for s in find_sources([shared / "seed"]) if not isinstance(s, Problem))
    record = next(r for r in read_records(source, limits=Limits()) if not isinstance(r, Problem))
    return parse(record, load_knowledge())


def section(record: ParsedRecord, number: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.speakers, s.act) for each in record.sections if each.number == number for s in each.statements]


def test_the_seed_says_who_speaks_in_each_section(seed: ParsedRecord) -> None:
    putin, abe = "Vladimir Vladimirovich Putin", "Shinzo Abe"
    speakers = {each.number: each.speakers for each in seed.sections}
    assert speakers == {None: (), "1(1)": (putin,), "1(2)": (abe,), "2(1)": (putin,), "2(2)": (abe,),
                        "3": (abe, putin, BOTH), "4": (abe,), "5": (abe,)}


def test_the_seed_keeps_people_mentioned_apart_from_those_who_speak(seed: ParsedRecord) -> None:
    found = next(each for each in seed.sections if each.number == "1(2)")
    assert {"Valentina Matvienko", "Shotaro Yachi", "Igor Shuvalov"} <= set(found.mentioned)
    assert "Shinzo Abe" not in found.mentioned
    assert section(seed, "1(2)")[0] == (("Shinzo Abe",), "welcomed")


CLAUSES = [
    ("change of subject at a full stop", "Prime Minister Sano welcomed the visit. Prime Minister Solheim thanked him.",
     [SANO, SOLHEIM]),
    ("change of subject after a comma and and",
     "Prime Minister Sano explained the plan, and Prime Minister Solheim supported it.", [SANO, SOLHEIM]),
    ("change of subject after a semicolon", "Prime Minister Sano asked for talks; Ms. Solheim agreed.", [SANO,
     SOLHEIM]),
    ("change of subject after while", "Mr. Sano stated his view, while Ms. Solheim expressed concern.", [SANO,
     SOLHEIM]),
    ("opener with the subject after its last comma",
     "In response, with regard to trade, the fleet and the law, Prime Minister Solheim explained the rules.",
     [SOLHEIM]),
    ("opener without a comma", "At the outset Prime Minister Sano expressed his gratitude.", [SANO]),
    ("opener with a clause of its own",
     "Referring to the launches that had followed, Prime Minister Sano condemned them.", [SANO]),
    ("pronoun that goes on", "Prime Minister Solheim noted the delay. She also urged haste.", [SOLHEIM, SOLHEIM]),
    ("pronoun of the other gender", "Prime Minister Sano noted the delay. She regretted it.", [SANO, SOLHEIM]),
    ("they after one speaker", "Prime Minister Sano noted the delay. They agreed to meet.", [SANO, BOTH]),
    ("both leaders", "Both leaders confirmed the schedule.", [BOTH]),
    ("the two prime ministers", "The two prime ministers shared the view that haste is needed.", [BOTH]),
    ("both sides", "Both sides decided to go on.", [BOTH]),
    ("both alone", "Both agreed on the need to act.", [BOTH]),
    ("the two alone", "The two discussed fisheries.", [BOTH]),
    ("two named together", "Prime Minister Sano and Prime Minister Solheim agreed to meet.", [SANO]),
    ("a side", "The Norwegian side requested a review, and the Japanese side replied that it was ready.",
     ["side:Norway", "side:Japan"]),
    ("a country", "Japan strongly condemned the tests, and Norway supported the position of Japan.",
     ["side:Japan", "side:Norway"]),
    ("a government", "The Government of Norway supported the plan.", ["side:Norway"]),
    ("a question put in the passive", "Mr. Sano was asked by Prime Minister Solheim about dates.",
     [SOLHEIM]),
    ("an opener that reports", "After Ms. Solheim explained the law, Prime Minister Sano asked for a copy.", [SANO]),
    ("both before two names", "Both Prime Minister Sano and Prime Minister Solheim stressed the law.", [SANO]),
    ("agreement by a relative clause", "Mr. Sano proposed a course, which was welcomed by Ms. Solheim.", [SANO,
     SOLHEIM]),
    ("agreement by which and a subject", "Mr. Sano introduced the fund, which Ms. Solheim highly appreciated.",
     [SANO, SOLHEIM]),
    ("agreement by to which", "Mr. Sano proposed a date, to which Ms. Solheim agreed.", [SANO, SOLHEIM]),
    ("a passive with its agent", "This was welcomed by Prime Minister Solheim.", [SOLHEIM]),
    ("an agentless passive", "It was decided to hold the next meeting in Bergen.", [BOTH]),
    ("views were exchanged", "Opinions were exchanged on the high seas.", [BOTH]),
    ("with and a participle", "They discussed aid, with Prime Minister Solheim praising the crews.", [BOTH, SOLHEIM]),
    ("direct speech after its verb", 'Prime Minister Sano stated, "We shall work on this together." He smiled.',
     [SANO]),
    ("direct speech before its speaker", '"This is the beginning of a long road," said Prime Minister Solheim.',
     [SOLHEIM]),
    ("a counterpart by nation", "Mr. Sano asked for data, and his Norwegian colleague answered that she had them.",
     [SANO, SOLHEIM]),
    ("an aside between subject and verb", "Prime Minister Sano, speaking from the train, conveyed his thanks.", [SANO]),
    ("a title between subject and verb", "Mr. Haruki Sano, Prime Minister of Japan, proposed talks.", [SANO]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in CLAUSES], ids=[row[0] for row in CLAUSES])
def test_a_clause_belongs_to_its_grammatical_subject(text: str, speakers: list[str]) -> None:
    assert [row[1] for row in said(report(text))] == speakers


NARRATION = [
    ("an act", "Prime Minister Sano handed the document to Prime Minister Solheim."),
    ("a visit", "Prime Minister Sano visited the port and laid a wreath."),
    ("a nod", "Prime Minister Solheim nodded and listened."),
    ("a plan", "The two leaders will meet in spring."),
    ("somebody who is not there", "Mr. Olav Berg, Minister of Trade of Norway, had told a newspaper that it was late."),
    ("a part of what is said by nobody here", "The report says that Prime Minister Sano had agreed to a delay."),
    ("a pronoun for somebody who is not there",
     "Minister of Trade Olav Berg said in May that quotas would fall. He promised details."),
    ("what is said by a thing", "The meeting confirmed the close ties of Prime Minister Solheim."),
    ("companies of a country", "Norwegian companies welcomed the plan, and Japanese firms agreed to invest."),
    ("an unnamed group", "Leaders from each country introduced their policies."),
    ("a document", "The agreement entered into force, and the shared waters were mapped."),
]


@pytest.mark.parametrize("text", [row[1] for row in NARRATION], ids=[row[0] for row in NARRATION])
def test_narration_is_not_attributed(text: str) -> None:
    assert said(report(text)) == []


def test_what_is_reported_inside_a_statement_makes_no_statement_of_its_own() -> None:
    found = said(report("Mr. Sano stated that Ms. Solheim would visit Japan, that Norway had agreed to it and that the"
                        " two countries were friends."))
    assert found == [("Mr. Sano stated", SANO)]


def test_a_second_verb_of_the_same_subject_is_a_statement_with_its_own_act() -> None:
    record = understood(report("Mr. Sano welcomed the visit, and expressed serious concern about the delay."))
    found = [(s.act, s.verb, s.speakers) for s in record.sections[-1].statements]
    assert found == [("welcomed", "welcomed", (SANO,)), ("expressed_concern", "expressed serious concern", (SANO,))]


def test_negation_stays_visible() -> None:
    record = understood(report("Ms. Solheim did not comment on the date.", "Ms. Solheim declined to name a place."))
    assert [s.negated for each in record.sections for s in each.statements] == [True, True]


def test_a_joint_statement_names_the_persons_behind_it() -> None:
    record = understood(report("The two leaders agreed to meet."))
    assert record.sections[-1].statements[0].said_by == (SANO, SOLHEIM)
    assert record.sections[-1].speakers == (BOTH,)


def test_a_quotation_belongs_to_whoever_announces_it() -> None:
    found = said("""
# Visit to Oslo (Overview)
June 3, 2016
On June 3, Mr. Haruki Sano, Prime Minister of Japan, visited Oslo.
With regard to the visit, the Prime Minister said,
"I held talks with many people today, and I want to move this forward."
""")
    assert [row[1] for row in found] == [SANO, SANO]


def test_a_pronoun_at_the_start_of_an_item_goes_on_with_the_item_before() -> None:
    assert [row[1] for row in said(report("Mr. Sano noted the delay.", "He said that haste was needed."))] == [SANO,
    SANO]


def test_the_former_and_the_latter_are_the_last_two_named_side_by_side() -> None:
    found = said("""
# Japan-France Foreign and Defense Ministers' Meeting ("2+2")
March 3, 2018
On March 3, Mr. Naoki Ito, Minister for Foreign Affairs, and Ms. Kaoru Mori, Minister of Defense, held a meeting with \
H.E. Mr. Luc de La Tour, Minister of Foreign Affairs, and H.E. Ms. Anne Kerdec, Minister of Defence of France.
The four Ministers welcomed the visit. Ministers Mori and Kerdec added two points: the former stressed safety, the \
latter mentioned an airfield. The two foreign ministers agreed to meet. Minister de La Tour concurred.
""")
    assert [row[1:] for row in found] == [
        (ALL,), ("Kaoru Mori", "Anne Kerdec"), ("Kaoru Mori",), ("Anne Kerdec",), ("Naoki Ito", "Luc de La Tour"),
        ("Luc de La Tour",)]


def test_two_of_a_number_who_met_are_those_whom_the_item_names() -> None:
    found = said("""
# Working Lunch of Three Ministers
June 3, 2016
On June 3, Mr. Haruki Sano, Minister for Trade of Japan, had a working lunch with H.E. Ms. Ingrid Solheim, Minister \
for Trade of Norway, and H.E. Mr. Timo Lahti, Minister for Trade of Finland. The outline is as follows.
1. Minister Lahti raised timber. Minister Solheim answered at length. The two agreed to meet in Turku.
2. The three ministers welcomed the report.
""")
    assert [row[1:] for row in found][2:] == [(SOLHEIM, "Timo Lahti"), (ALL,)]


TRANSCRIPTS = [
    ("questions alone have labels", """
# Press Conference by Foreign Minister Haruki Sano
June 3, 2016
Good afternoon. I have nothing to announce.
Q. Will the bridge be built, and will it be long?
I believe that it will.
It takes time.
Q. And who pays for it?
We do.
""", [SANO, "Reporter", SANO, SANO, "Reporter", SANO]),
    ("labels and dashes", """
# Interview given by Foreign Minister Haruki Sano
June 3, 2016
Q. - Will the bridge be built?

THE MINISTER - I believe that it will be built in time.

Q. - And who pays?

THE MINISTER - We do, as we always have done.
""", ["Reporter", SANO, "Reporter", SANO]),
    ("a voice that was not made out", """
# Joint Press Conference of Haruki Sano and Ingrid Solheim
June 3, 2016
Haruki Sano (00:04): Welcome to the new bridge, Ingrid.
Ingrid Solheim (00:30): It is a long one, and I thank you.
Speaker 3 (01:12): Will you build another?
Haruki Sano (01:20): We will see about that.
""", [SANO, SOLHEIM, "Speaker 3", SANO]),
    ("long label, then short", """
# Press Conference by Foreign Minister Haruki Sano
Friday, June 3, 2016, 2:02 p.m. Ministry of Foreign Affairs
Mr. Haruki Sano, Minister for Foreign Affairs: I will visit Oslo.
Reporter: Why now?
Minister Sano: Because it is time. (Laughter.)
""", [SANO, "Reporter", SANO]),
    ("a role alone on a line", """
# Press Conference by Minister for Foreign Affairs Haruki Sano
Date: Friday, June 3, 2016
Question:
Will you go to Oslo this year?
Minister:
I have not decided this.
""", ["Reporter", SANO]),
    ("capitals", """
# Press Briefing by Press Secretary Jane Price, June 3, 2016
MS. PRICE: Good afternoon, everyone.
Q Thank you. What about trade?
MS. PRICE: I have nothing to add.
""", ["Jane Price", "Reporter", "Jane Price"]),
    ("a president's label", """
# Remarks by President Benton and Prime Minister Sano of Japan Before Bilateral Meeting
THE PRESIDENT: Welcome to the White House.
PRIME MINISTER SANO: Thank you, Mr. President.
""", ["Benton", "Sano"]),
    ("role and name, then the name", """
# Joint news conference with Prime Minister of Japan Haruki Sano
President of Russia Ivan Sorokin: We had useful talks.
Prime Minister of Japan Haruki Sano (retranslated): I agree.
Question: When will you meet again?
Ivan Sorokin: Soon.
""", ["Ivan Sorokin", SANO, "Reporter", "Ivan Sorokin"]),
    ("outlets", """
# Foreign Ministry Spokesperson Lin Mei's Regular Press Conference on March 20, 2024
AFP: What is your comment on the sea?
Lin Mei: Our position is clear.
Bloomberg: When is the visit?
Lin Mei: It will be announced.
""", ["AFP", "Lin Mei", "Bloomberg", "Lin Mei"]),
    ("a surname with its outlet", """
# Press Conference by Foreign Minister Haruki Sano
Tanabe, NHK: Will you go?
Minister Sano: I may.
Tanabe: And when?
Minister Sano: In summer.
""", ["Tanabe, NHK", SANO, "Tanabe, NHK", SANO]),
    ("a label of two", """
# Gist of Japan-Russia summit
President Ivan Sorokin: We will hasten the talks.
Sorokin, Prime Minister Haruki Sano: We agreed to meet.
Sano: I look forward to it.
""", ["Ivan Sorokin", BOTH, SANO]),
]


@pytest.mark.parametrize(("text", "speakers"), [row[1:] for row in TRANSCRIPTS], ids=[row[0] for row in TRANSCRIPTS])
def test_a_turn_belongs_to_whom_its_label_means(text: str, speakers: list[str]) -> None:
    assert [row[1] for row in said(text)] == speakers


def test_an_interviewer_whom_the_title_names_asks_by_that_name() -> None:
    record = understood("""
# Interview with David Frome
FROME: Prime Minister, welcome. Let us begin with the budget.
PRIME MINISTER: Thank you, David.
FROME: You raised taxes.
PRIME MINISTER: We did what was needed.
""", extra={"prime-minister": "Gordon, Julia"})
    assert [s.speakers[0] for each in record.sections for s in each.statements] == [
        "David Frome", "Julia Gordon", "David Frome", "Julia Gordon"]
    assert {statement.act for each in record.sections for statement in each.statements
            if statement.speakers == ("David Frome",)} == {"asked"}


def test_a_first_person_text_without_anybody_named_for_it_has_no_statements() -> None:
    """Those whom it thanks or quotes do not hold its floor."""
    assert said("""
# General debate
I congratulate Ambassador Rahim Ismael on his election. We support the reforms that President Benton proposed.
Norway supports the treaty, and I hope that all will sign it.
""") == []


def test_a_minister_s_own_readout_is_the_minister_s() -> None:
    assert {row[1] for row in said("""
# Readout of Foreign Minister Penny Wright's call with the Indonesian Foreign Minister
12 August 2023
Today I spoke with Indonesian Foreign Minister Retno Hapsari.
We discussed our region. I thanked Foreign Minister Hapsari for her leadership.
""")} == {"Penny Wright"}


def test_words_after_said_and_a_colon_belong_to_whoever_said_them() -> None:
    assert [row[1] for row in said("""
# Foreign Secretary statement on the detention of a journalist
Foreign Secretary James Cleverley said:
"The lack of commitment to the freedom of expression is alarming.
"We continue to urge all to adhere to their obligations."
""")] == ["James Cleverley"] * 3


def test_a_heading_with_a_colon_in_it_is_nobody() -> None:
    assert "A New Concept" not in {row[1] for row in said("""
# Remarks by President Benton
A New Concept: We will begin at once.
THE PRESIDENT: We will begin at once, and I am glad.
""")}


def test_stage_directions_are_not_speech() -> None:
    record = understood("""
# Press Conference by Foreign Minister Haruki Sano
Reporter: (Via interpreter) Will you go to the north this year?
Minister Sano: (Laughter.)
""")
    found = [each.text[s.start:s.end] for each in record.sections for s in each.statements]
    assert found == ["Will you go to the north this year?"]


def test_one_person_s_own_words_are_all_the_holder_s() -> None:
    assert {row[1] for row in said("""
# Speech by Governor Anna Weiss at the Bankers' Dinner
June 3, 2016
I am glad to be here. We have much to discuss.
President Benton said last week that growth is strong. I agree with him.
""")} == {"Anna Weiss"}


def test_a_press_secretary_s_statement_is_hers_also_where_the_country_is_the_subject() -> None:
    assert {row[1] for row in said("""
# Attack in the North (Statement by Press Secretary Kaoru Hisa)
December 29, 2019
Japan firmly condemns the attack. We express our condolences.
""")} == {"Kaoru Hisa"}


def test_a_condolence_s_recipient_never_speaks() -> None:
    record = understood("""
# Message of Condolence from Minister for Foreign Affairs Kanda to the Secretary of State on the Storm
May 21, 2013
1. On May 21, Mr. Fumio Kanda, Minister for Foreign Affairs, sent a message of condolence to the Honorable \
John Kerr, Secretary of State of the United States.
2. In the message, Minister Kanda expressed his deepest condolences to the families.
""")
    assert {p.label: p.presence for p in record.participants} == {"Fumio Kanda": "sender", "John Kerr": "recipient"}
    assert [s.speakers for s in record.sections] == [(), ("Fumio Kanda",)]


def test_a_joint_statement_is_said_by_all_its_parties() -> None:
    assert [row[1] for row in said("""
# Joint Statement on Clean Shipping between Japan and Norway
Mr. Haruki Sano, Prime Minister of Japan, and H.E. Ms. Ingrid Solheim, Prime Minister of Norway,
met in Oslo on May 17, 2010.
1. We reaffirm that the sea should be clean.
2. The Japanese side announced a fund. The two leaders instructed their ministers to report.
""")] == [BOTH, "side:Japan", BOTH]


def test_a_text_in_a_language_without_lexicon_has_no_statements() -> None:
    assert said("# Rede von Ministerin Weiss\nIch danke Ihnen. Minister Kanda stated that he agreed.",
    language="de") == []


def test_offsets_are_in_range_and_in_order_and_speakers_are_known() -> None:
    """Over shuffled sentences of every rule: nothing overlaps, and every name belongs to the record's people."""
    sentences = [row[1] for row in CLAUSES] + [row[1] for row in NARRATION]
    draw = random.Random(7)
    for _ in range(20):
        record = understood(report(*(" ".join(draw.sample(sentences, 4)) for _ in range(3))))
        known = {p.label for p in (*record.participants, *record.mentioned)}
        for each in record.sections:
            end = 0
            for s in each.statements:
                assert end <= s.start < s.end <= len(each.text)
                assert set(s.said_by) <= known
                end = s.end


@pytest.mark.parametrize("text", [
    "Prime Minister Sano stated that " + "he and " * 150_000,
    "the two leaders, " * 60_000,
    "Mr. " * 250_000,
    "Minister of Trade, Industry and " * 30_000,
    "“" * 300_000,
    "President Sano’s " * 60_000,
], ids=["pronouns", "groups", "honorifics", "roles", "quotation marks", "possessives"])
def test_a_paragraph_of_a_megabyte_takes_seconds_not_minutes(text: str) -> None:
    begun = time.process_time()
    understood(report(text))
    assert time.process_time() - begun < 8


def test_the_real_readouts_keep_their_floor(shared: Path) -> None:
    """Of ten readouts of the annotated corpus most sentences of the report are attributed."""
    gold = (shared / "corpora" / "gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()[:20:2]
    files = [shared / "corpora" / json.loads(row)["file"] for row in gold]
    attributed = 0
    for source in find_sources(files):
        if isinstance(source, Problem):
            continue
        for record in read_records(source, limits=Limits()):
            if not isinstance(record, Problem):
                attributed += any(s.statements for s in parse(record, load_knowledge()).sections)
    assert attributed >= 9
