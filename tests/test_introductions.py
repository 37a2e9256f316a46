"""Names behind offices in transcripts: who says who they are, who is welcomed, whom a line above names."""

from __future__ import annotations

import pytest

from tests.spoken import people, understood

ASKED = "Q: Will the delta be dredged?"


@pytest.mark.parametrize("told", [
    "I am Hanna Ost, Minister for Ports, and I have slept on the boat.",
    "I'm Hanna Ost, the Minister for Ports.", "My name is Hanna Ost, Minister for Ports."])
def test_who_answers_says_who_it_is(told: str) -> None:
    text = "\n".join(("# Briefing on the delta", f"A: Good morning. {told}", ASKED, "A: It will, I think.",
                      "Q: When?", "A: In June."))

    assert people(text) == ["Hanna Ost"]


def test_one_who_asks_and_says_a_name_takes_no_part() -> None:
    text = "\n".join(("# Briefing by the Minister for Ports", "MINISTER: Good morning, everybody.",
                      "Q: I'm Nils Berg with Radio Delta. Will it be dredged?", "MINISTER: It will, I think."))

    assert "Nils Berg" not in people(text)


def test_an_office_has_the_name_by_which_the_host_welcomes_it() -> None:
    text = "\n".join((
        "# Statements to the press by the Federal Chancellor and the President of the Republic",
        "THE FEDERAL CHANCELLOR: I'm happy to welcome the French President, Nils Berg, and I thank President Jan Ost.",
        "THE PRESIDENT: Thank you, Chancellor. We have opened a chapter.", ASKED.replace("Q", "QUESTION"),
        "THE PRESIDENT: It will, in time."))

    assert people(text) == ["Federal Chancellor", "Nils Berg"]


def test_an_office_has_the_name_that_a_line_above_begins_with() -> None:
    text = "\n".join(("# Remarks by the President at the Bridge", "Brčko, 19 October 2013",
                      "President Hanna Ost spoke at the invitation of the mayor.", "THE PRESIDENT: Good morning!",
                      "AUDIENCE MEMBER: We love you!", "THE PRESIDENT: I love you back, and so does the river."))

    assert people(text) == ["Hanna Ost", "Audience Member"]


@pytest.mark.parametrize("above", ["Governor: Hanna Ost", "Governor\nHanna Ost", "Hanna Ost\nGovernor"])
def test_lines_above_tell_who_answers(above: str) -> None:
    text = "\n".join(("# Governor's Press Conference", "3 March 2019", *above.split("\n"), "(Question)",
                      "Will the rate be raised?", "(Answer)", "Not this year.", "(Question)", "And next year?",
                      "(Answer)", "We shall look at it, as we always do."))

    assert [section.speakers for section in understood(text).sections] == [("Reporter", "Hanna Ost")] * 2


def test_an_office_in_the_very_words_of_another_label_is_not_that_of_one_with_the_same_post() -> None:
    text = "\n".join(("# Doorstop - Port Vila", "14 December 2022", "Subjects: Bilateral agreement; climate; labour.",
                      "Nils Berg, Minister of Foreign Affairs: Good morning, and welcome to the islands.",
                      "Hanna Ost, Foreign Minister: Thank you so much. We came on the one plane.",
                      "Jan Lund, Shadow Minister for Foreign Affairs: Thanks, Hanna. We support it.",
                      "Journalist: Does it differ from the other one?", "Foreign Minister: I'll speak for ours."))

    record = understood(text)

    assert [section.speakers for section in record.sections] == [
        ("Nils Berg",), ("Hanna Ost",), ("Jan Lund",), ("Reporter", "Hanna Ost")]


def test_a_byline_above_the_first_turn_heads_nothing() -> None:
    text = "\n".join(("# Press Secretary Hanna Ost Holds a Press Briefing", "Aug. 3, 2023", "Press Secretary Hanna Ost",
                      "PRESS SECRETARY HANNA OST: Hi, everyone. Good afternoon.", "Q: Has it been suspended?",
                      "MS. OST: It is paused.", "Q: And the drones?", "MS. OST: I'm not going to get into that."))

    assert [(each.heading, each.speakers) for each in understood(text).sections] == [
        (None, ("Hanna Ost",)), (None, ("Reporter", "Hanna Ost")), (None, ("Reporter", "Hanna Ost"))]


def test_officials_do_not_bear_the_name_of_what_they_do() -> None:
    text = "\n".join(("# Background Press Call by Senior Administration Officials Previewing the Trip",
                      "MODERATOR: Good afternoon, everyone.", "SENIOR ADMINISTRATION OFFICIAL: Thanks, everybody.",
                      "Q Will there be an apology?", "SENIOR ADMINISTRATION OFFICIAL: She'll speak about it."))

    assert set(people(text)) == {"Moderator", "Senior Administration Official"}


def test_initials_of_names_in_the_title_are_theirs() -> None:
    text = "\n".join(("# Press conference of the Minister for Ports, Hanna Ost, and the Minister for Trade, Nils Lund",
                      "HO: Good afternoon and welcome. It is good to have you all here.",
                      "NL: Thank you, Hanna. I came by boat, and I am glad of it.",
                      "Journalist (RUV): What do you need most?", "NL: Ice, and then more of it.",
                      "Journalist (RUV): Who pays?", "HO: We have paid for the ships."))

    assert [section.speakers for section in understood(text).sections] == [
        ("Hanna Ost",), ("Nils Lund",), ("Reporter", "Nils Lund"), ("Reporter", "Hanna Ost")]


def test_an_official_who_speaks_without_a_name_is_given_none() -> None:
    text = "\n".join(("# Background Press Call by a Senior Administration Official on Secretary Hanna Ost's Meeting",
                      "MODERATOR: Hi, everybody. Thank you for joining the call.",
                      "SENIOR ADMINISTRATION OFFICIAL: Thanks. They met in Vienna.", "Q Was it constructive?",
                      "SENIOR ADMINISTRATION OFFICIAL: It was."))

    assert set(people(text)) == {"Moderator", "Senior Administration Official"}


def test_a_slip_of_the_word_for_one_who_asks_is_nobodys_name() -> None:
    text = "\n".join(("# Transcript of joint press conference", "Melbourne, 14 October 2010",
                      "PM: Good morning, and thank you all.", "JOURNALIST: Prime Minister, who pays?",
                      "PM: Those who sail there, I think.", "JOURNALST: And when?", "PM: In June.",
                      "JOUNRNALIST: Where?", "PM: Here, I hope."))

    assert people(text) == ["Prime Minister"]


def test_a_line_above_a_speech_tells_whose_it_is_and_is_not_said() -> None:
    line = "Speech by Ms Hanna Ost, Governor of the Central Bank of Norway, at the Payments Conference, Oslo, 9 May."
    record = understood("\n".join(("# Towards resilient payments", line, "Good morning, and thank you for this.",
                                   "I will speak about cash. We believe that it has a place, even here.")))

    said = [section.text[each.start:each.end][:6] for section in record.sections for each in section.statements]
    assert [section.speakers for section in record.sections] == [("Hanna Ost",)]
    assert said == ["Good m", "I will"]


def test_what_a_spokesperson_reads_out_in_the_third_person_is_the_spokespersons() -> None:
    text = "\n".join(("# Daily Press Briefing by the Office of the Spokesperson for the Secretary-General",
                      "The following is a transcript of today's noon briefing by Nils Berg, Deputy Spokesman.",
                      "## Sudan", "Good afternoon, everybody. The Secretary-General is following the fighting.",
                      "## Questions", "Question: Are you leaving?", "Deputy Spokesman: Some of us are."))

    assert understood(text).sections[1].speakers == ("Nils Berg",)


def test_an_author_with_an_office_holds_the_floor_and_one_without_does_not() -> None:
    text = "# Press conference after the Council\nGood morning. We have met, and I have two items for you.\n" + ASKED

    assert people(text, extra={"author": "Hanna Ost, Government spokeswoman"}) == ["Hanna Ost"]
    assert people(text, extra={"author": "Hanna Ost"}) == []


def test_a_bare_office_of_a_country_is_of_that_country() -> None:
    text = "\n".join(("# Press conference by the President of the Government and the President of Ecuador",
                      "President of the Government, Nils Berg.- Good morning to you all.",
                      "President of Ecuador, Hanna Ost.- Thank you very much.", "Q.- And what of bananas?",
                      "President of Ecuador.- One box in four went to the river.",
                      "President of the Government.- I can only agree."))

    assert [section.speakers for section in understood(text).sections][-1] == ("Reporter", "Hanna Ost", "Nils Berg")


def test_a_heading_of_a_hearing_tells_who_is_meant_below_it() -> None:
    text = "\n".join(("# Yemen: a hearing", "March 12, 2009", "## OPENING STATEMENT OF HON. HANNA OST, U.S. SENATOR",
                      "The Chairman. The committee will come to order, as it always does.",
                      "## STATEMENT OF HON. NILS LUND, FORMER AMBASSADOR TO YEMEN",
                      "Ambassador Lund. Thank you, Mr. Chairman. I have a longer statement.", "The Chairman. Proceed.",
                      "Ambassador Lund. I served there from 2001 to 2004."))

    assert people(text) == ["Hanna Ost", "Nils Lund"]


def test_a_delegate_named_at_the_head_of_a_speech_holds_the_floor_in_all_its_paragraphs() -> None:
    lines = ("55. Mr. LUNDBERG (United Republic of Tanzania): Mr. President, I bring you greetings from all at home.",
             "56. I come from a continent which this year has learned to speak of hunger in figures, as we know.",
             "57. We call on the Assembly to look at the sum again, and to look at it before the winter comes.")

    assert {section.speakers for section in understood("\n".join(lines)).sections} == {("Lundberg",)}


def test_a_rendering_of_an_offices_statement_is_the_offices_and_not_the_guests() -> None:
    text = "\n".join(("# English rendering of Prime Minister's Press Statement with the President of Seychelles",
                      "25 June 2018", "I am delighted to welcome the President and her delegation.",
                      "We agreed today to work together, and I thank her for it."))

    assert people(text) == ["Prime Minister"]


def test_unlabelled_words_are_of_whom_the_source_names_as_speaking() -> None:
    text = "\n".join(("# Answers by the Governor", "Good morning. The Committee has raised it.",
                      "## Questions", "Lars Dahl (E24): How many more?", "Governor Ost: That depends on the krone.",
                      "Ida Lie (NRK): Are you not afraid?", "Governor Ost: We look at it closely."))

    assert understood(text, speaker=("Hanna Ost",)).sections[0].speakers == ("Hanna Ost",)
    assert understood(text).sections[0].speakers == ()


def test_a_name_alone_above_the_words_is_not_said() -> None:
    text = "\n".join(("# Scrum of High Representative Hanna Ost on arrival", "Luxembourg, 24/04/2023", "Hanna Ost",
                      "Good morning. We will discuss Sudan first, as I told you.", "Q. What about the embassies?",
                      "A. They have been closed."))

    said = [section.text[each.start:each.end] for section in understood(text).sections for each in section.statements]
    assert "Hanna Ost" not in said


def test_a_given_name_cut_to_two_letters_is_no_part_of_the_name() -> None:
    text = "\n".join(("# Statements of Minister of Foreign Affairs, Nikos Vlachos, following his meeting",
                      "N. VLACHOS: I am very happy to be here.", "CH. IOANNIDES: Thank you, dear Nikos.",
                      "JOURNALIST: Minister, when will the talks resume?", "N. VLACHOS: I would not set a date."))

    assert people(text) == ["Nikos Vlachos", "Ioannides"]


def test_a_heading_above_the_turns_names_the_office_that_the_title_gives() -> None:
    text = "\n".join(("# Remarks by the Chair following the meeting", "2 February 2023",
                      "## Remarks by Chair Hanna Ost following the meeting", "Good afternoon. I thank the ministers.",
                      "Q: Was it unanimous?", "Chair: It was not. Two abstained, and I respect that."))

    assert people(text) == ["Hanna Ost"]
