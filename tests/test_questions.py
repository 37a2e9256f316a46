"""Questions and answers: where a question begins, what breaks it off, and whose the answers are."""

from __future__ import annotations

import pytest

from indexer.knowledge.loading import load_knowledge
from indexer.model import Section
from indexer.understanding.parsing import parse
from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

KNOWLEDGE = load_knowledge()


def _questions(text: str) -> list[str]:
    return [section.text.split("\n")[0] for section in split(record_of(text)).sections if section.kind == "question"]


OPENING = "MINISTER OST: Good morning. We have agreed on the delta, and the text will be out today."


@pytest.mark.parametrize("thanks", ["Thank you.", "Thanks, Minister.", "Okay. Thank you, sir.", "Got it.", "Sir --",
                                    "Hanna Ost, thank you.", "Thanks for joining us, Minister."])
def test_thanks_are_no_question_of_their_own(thanks: str) -> None:
    first = "QUESTION: When will the text be out?"

    assert _questions(f"{OPENING}\n{first}\nMINISTER OST: At noon, I am told.\nQUESTION: {thanks}") == [first]


@pytest.mark.parametrize("cut", ["Has the embassy --", "Have you ever-", "Did the commission …", "Will they –"])
@pytest.mark.parametrize("call", ["Sorry, could you speak up?", "Go ahead.", "Yes, please."])
def test_a_question_that_breaks_off_goes_on_after_a_call(cut: str, call: str) -> None:
    lines = (OPENING, f"QUESTION: {cut}", f"MINISTER OST: {call}", "QUESTION: -- heard from the experts since then?",
             "MINISTER OST: Not yet, no, but I expect to.")

    found = _questions("\n".join(lines))

    assert found == ([lines[1]] if cut[-1] != "…" else [lines[1], lines[3]])


def test_an_answer_ends_a_question_that_broke_off() -> None:
    lines = (OPENING, "Speaker 3 (03:40):", "How long do they stay? And have you-", "Minister Ost (03:49):",
             "As long as it is needed, and not a day less.", "Speaker 3 (03:51):", "... have you asked for more?",
             "Minister Ost (03:55):", "We always ask for more.")

    assert _questions("\n".join(lines)) == [lines[1], lines[5]]


TITLES = ["Statements made by the Foreign Ministry Spokesperson (Paris, 4 February 2014)",
          "Statements by the Ministry of Foreign Affairs and Trade Spokesperson",
          "Statement by the Department of Rivers and Ports Spokesman",
          "Remarks by the Government Spokeswoman"]


def _parsed(text: str) -> list[Section]:
    return list(parse(record_of(text), KNOWLEDGE).sections)


@pytest.mark.parametrize("title", TITLES)
def test_answers_belong_to_the_spokesperson_whom_only_the_title_tells(title: str) -> None:
    text = f"{title}\nQ - Will the river commission meet?\nA - That is what both sides have asked for, and we hope so."

    (section,) = _parsed(text)

    assert len(section.speakers) == 2
    assert section.statements[1].act == "answered"


@pytest.mark.parametrize("heading", ["1. Chad", "1 - Chad", "1/ Chad"])
@pytest.mark.parametrize("words", ["France condemns the attack on the bridge, which nothing can justify.",
                                   "The Netherlands is ready to help.", "We welcome the opening of the bridge."])
def test_a_country_states_through_its_spokesperson(heading: str, words: str) -> None:
    second = heading.replace("1", "2").replace("Chad", "Questions")
    text = (f"{TITLES[0]}\n{heading}\n{words}\n{second}\nQ - Will the river commission meet?\n"
            "A - That is what both sides have asked for, and we hope so.")

    first, _ = _parsed(text)

    assert (first.heading, len(first.speakers)) == ("Chad", 1)


def test_news_of_a_visit_is_told_by_no_one() -> None:
    text = (f"{TITLES[0]}\n1. Visit\nMr. Jan Ost, Minister of Ports, will be in Dakar tomorrow.\n2. Questions\n"
            "Q - Will the river commission meet?\nA - That is what both sides have asked for, and we hope so.")

    assert _parsed(text)[0].speakers == ()




BOLD = """# Interview with Minister Hanna Ost
**1. When will the commission meet?**
In June, I am told, and not a day later than the ice allows.
**2. And where? Nobody seems to know.**
In Ostholm. We have a hall there, and it has been heated.
**3. One last thing. Do you fish?**
Karlsen: She does, and I have seen the trout.
"""


def test_bold_questions_of_an_interview_are_asked_and_their_answers_are_the_guests() -> None:
    parsed = parse(record_of(BOLD), KNOWLEDGE)

    assert [(section.kind, section.speakers) for section in parsed.sections] == [
        ("question", ("Reporter", "Hanna Ost")), ("question", ("Reporter", "Hanna Ost")),
        ("question", ("Reporter", "Karlsen"))]


def test_bold_questions_of_a_page_that_is_no_conversation_are_headings() -> None:
    parsed = parse(record_of(BOLD.replace("Interview with Minister Hanna Ost", "The delta fund explained")), KNOWLEDGE)

    assert all(section.kind == "section" and "?" in (section.heading or "") for section in parsed.sections)


def test_what_nobody_could_hear_is_still_asked() -> None:
    text = f"{OPENING}\nQUESTION: [Inaudible]\nMINISTER OST: I shall not go into that."

    assert [section.speakers for section in parse(record_of(text), KNOWLEDGE).sections] == [
        ("Ost",), ("Reporter", "Ost")]


def test_a_moderator_who_asks_again_and_again_asks() -> None:
    lines = ("Moderator: Hanna, how do you see the year?", "Hanna Ost: It will be harder than the last one was for us.",
             "Moderator: And debt?", "Hanna Ost: We have a table for that, and I expect progress at it.")

    assert _questions("\n".join(lines)) == [lines[0], lines[2]]


def test_two_voices_that_only_dashes_tell_apart_ask_and_answer() -> None:
    text = "\n".join(("# Interview of President Hanna Ost with Radio Delta", "-How much gas is there?",
                      "-There will be ten this year. We are talking to all of them.", "-Is that not difficult?",
                      "-It takes time, and it takes money, and I have asked for both."))

    assert [section.speakers for section in parse(record_of(text), KNOWLEDGE).sections] == [
        ("Reporter", "Hanna Ost")] * 2


def test_the_hour_at_which_a_transcript_ends_is_nobodys() -> None:
    text = f"{OPENING}\nQUESTION: When?\nMINISTER OST: At noon, I am told.\n11:38 A.M. EST"

    assert parse(record_of(text), KNOWLEDGE).sections[-1].text.endswith("At noon, I am told.")


def test_questions_behind_a_dash_are_asked_where_answers_have_names_or_none() -> None:
    text = "\n".join(("# Joint Stakeout by Ambassador Hanna Ost", "Good afternoon. I am ready to take a few questions.",
                      "- Ambassador, why was it not possible to agree?", "The text is on the table, and I hope so.",
                      "- Are sanctions being discussed?", "Ambassador Karlsen: If I may. There is a difference.",
                      "- Has anyone spoken to him?", "Ambassador Ost: Our ambassador did, on Tuesday."))

    sections = parse(record_of(text), KNOWLEDGE).sections

    assert [section.speakers for section in sections if section.kind == "question"] == [
        ("Reporter", "Hanna Ost"), ("Reporter", "Karlsen"), ("Reporter", "Hanna Ost")]


def test_questions_as_headings_of_an_interview_are_not_the_guests_words() -> None:
    text = "\n".join(("# Interview with Foreign Minister Hanna Ost", "Die Woche, 3 May 2023",
                      "### Minister, you were in Beijing last week. What did you bring back?",
                      "Jet lag, and a clear picture. I said what I had to say.", "### Will there be sanctions?",
                      "We are looking at those who go round them."))

    assert [section.speakers for section in parse(record_of(text), KNOWLEDGE).sections] == [
        ("Reporter", "Hanna Ost")] * 2
