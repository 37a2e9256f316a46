"""Labels of turns in rarer dress, and what only looks like one."""

from __future__ import annotations

import pytest

from indexer.understanding.language.speaker_keys import speaker_key
from indexer.understanding.structure.turns import find_labels, find_turns

ASKED = "Will the river commission meet again before the summer?"
SAID = "It will meet in June, and I expect that both sides will bring their drafts with them."
AGAIN = "And where will it meet?"
BRIEF = "In Ostholm, as ever."

FORMS = {
    "names and a dash": ["Reporter — {}", "Minister Ost — {}"],
    "capitals and a dash": ["QUESTION – {}", "MINISTER OST – {}"],
    "Q with a dash, and a name": ["Q – {}", "MINISTER OST – {}"],
    "words of another language and a dash": ["Domanda – {}", "Ministro Ost – {}"],
    "square brackets": ["[Reporter] {}", "[Minister Ost] {}"],
    "round brackets": ["(Reporter) {}", "(Minister) {}"],
    "one letter in brackets": ["(Q) {}", "(A) {}"],
    "angle brackets": ["<Q> {}", "<Minister> {}"],
    "capitals without a colon": ["JOURNALIST {}", "MINISTER {}"],
    "bold signs around the colon": ["**Reporter:** {}", "**Minister Ost:** {}"],
    "bold signs before the colon": ["**Reporter**: {}", "**Minister Ost**: {}"],
    "a clock before": ["00:12 Reporter: {}", "00:20 Minister Ost: {}"],
    "a clock in brackets before": ["[00:12] Reporter: {}", "[00:20] Minister Ost: {}"],
    "bullets": ["• Q: {}", "• A: {}"],
    "numbered questions": ["1. Question: {}", "Answer: {}"],
    "rows of a table": ["Fiji Times | {}", "Hon. Hanna Ost | {}"],
    "marks of captions": [">> MODERATOR: {}", ">> HANNA OST: {}"],
    "dotted initials": ["N.K.: {}", "H.O.: {}"],
    "numbers behind the words": ["Question 1. {}", "Answer 1. {}"],
    "brackets in bold": ["**(Reporter)** {}", "**(Minister)** {}"],
    "slanted": ["*Reporter:* {}", "_Minister Ost:_ {}"],
    "arrows": ["→ Reporter: {}", "→ Minister: {}"],
    "voices of subtitles": ["<v Reporter>{}", "<v Minister Ost>{}"],
    "honours with a stop": ["MS PARK (NOVA): {}", "THE HON. MS OST: {}"],
    "honours in small letters": ["The Hon. Nils KARLSEN: {}", "The Hon. Hanna OST: {}"],
    "whom a question is from": ["Question from Radio Delta: {}", "Answer by Minister Ost: {}"],
    "who asks, in brackets": ["Q (Nils Karlsen, Nova): {}", "Minister: {}"],
    "a dash right behind the letter": ["Q- {}", "A- {}"],
    "a voice": ["A VOICE: {}", "Mrs. OST: {}"],
    "alone on a line": ["Journalist\n\n{}", "Minister Ost\n\n{}"],
    "alone on a line with a clock": ["Nils West  00:12\n\n{}", "Hanna Ost  00:20\n\n{}"],
    "brackets alone on a line": ["(Question)\n\n{}", "(Answer)\n\n{}"],
    "a letter without any sign": ["Q\t{}", "A {}"],
    "a number sign": ["Reporter #1: {}", "Minister Ost: {}"],
    "a stop and a dash close together": ["Q.- {}", "Minister of Rivers, Hanna Ost.- {}"],
    "who asks, in brackets before a colon": ["(Nils Karlsen, Radio Delta): {}", "Spokesperson: {}"],
    "a dash behind the colon": ["Reporter: - {}", "Hanna Ost: - {}"],
    "a question in writing": ["The following question was raised after the conference: {}", "Hanna Ost: {}"],
    "names alone that ask, and one who answers": ["Nils Karlsen (Nova)\n\n{}", "Hanna Ost\n\n{}"],
    "a long office behind the name": [
        "Question: {}", "Hanna Ost, Minister of Trade and of European Integration of the Republic of Moldova: {}"],
    "a question from somebody, alone": ["Question from a journalist (SRF)\n\n{}", "President Ost\n\n{}"],
    "one letter in a table": ["Q | {}", "A | {}"],
    "letters of another language": ["Q. {}", "R. {}"],
    "somebody in the audience": ["Audience member (Jan): {}", "Commissioner Ost: {}"],
    "two letters of a given name": ["JOURNALIST: {}", "CH. OSTROVIDES: {}"],
    "a small word first": ["Question: {}", "Under Secretary of State for Rivers and Public Works Ost: {}"],
}


@pytest.mark.parametrize(("asks", "answers"), FORMS.values(), ids=FORMS)
def test_a_rarer_form_of_label_begins_a_turn(asks: str, answers: str) -> None:
    text = "\n\n".join((asks.format(ASKED), answers.format(SAID), asks.format(AGAIN), answers.format(BRIEF)))

    turns = find_turns(text)

    assert [text[turn.start:turn.end].strip() for turn in turns] == [ASKED, SAID, AGAIN, BRIEF]
    assert len({turn.label for turn in turns}) == 2


CHAMBERS = {
    "a parliament of many languages": (
        ["President. – The next item is the debate on the navigation of the river.",
         "Hanna Ost, Member of the Commission. – Madam President, honourable Members, the Commission is ready to act.",
         "Nils West, on behalf of the River Group. – Madam President, we ask the Commission to act at once.",
         "Ana Lima (S&D). – (PT) Madam President, my group agrees with that."],
        ["President", "Hanna Ost, Member of the Commission", "Nils West", "Ana Lima (S&D)"]),
    "a chair in capitals": (
        ["Hon HANNA OST (Minister for Rivers): I am going to the delta next week.",
         "NILS WEST (River Party—Vale): Is that so?",
         "Hon HANNA OST: Yes, for three days, and then I return.", "SPEAKER: Order! The member will sit down."],
        ["Hon HANNA OST (Minister for Rivers)", "NILS WEST (River Party—Vale)", "Hon HANNA OST", "SPEAKER"]),
    "a chair with an article": (
        ["Deputy Nils West: Will the Minister go to the delta?",
         "Minister for Rivers (Deputy Hanna Ost): I go next week.",
         "An Ceann Comhairle: I call Deputy West.", "Deputy Nils West: That is not enough for us."],
        ["Deputy Nils West", "Minister for Rivers (Deputy Hanna Ost)", "An Ceann Comhairle", "Deputy Nils West"]),
    "names alone on their lines": (
        ["Deputy Nils West", "Question:", "51. Deputy Nils West asked the Minister for Rivers when she goes. [2034/19]",
         "Tánaiste and Minister for Rivers and Ports (Deputy Hanna Ost)", "I go next week, and I stay for three days.",
         "Deputy Nils West", "I thank the Minister.", "Deputy Hanna Ost", "The Deputy is welcome."],
        ["Deputy Nils West", "Tánaiste and Minister for Rivers and Ports (Deputy Hanna Ost)", "Deputy Nils West",
         "Deputy Hanna Ost"]),
    "full names in capitals and a stop": (
        ["CHAIR OST. Good afternoon. We have decided to dredge the delta, and I will say why.",
         "NILS WEST. Nils West with the Gazette. What would you say to the ferrymen?",
         "CHAIR OST. I would say three things, and the first is patience.", "ANA LIMA. Is this the beginning?"],
        ["CHAIR OST", "NILS WEST", "CHAIR OST", "ANA LIMA"]),
    "the questions of a committee": (
        ["Q1 Chair: Welcome, Minister. Tell us what you think it is for.", "Hanna Ost: It is for three things.",
         "Q2 Nils West: Some people will find that odd.", "Hanna Ost: They will find it less odd than you think.",
         "Nils West: We wish them luck."],
        ["Chair", "Hanna Ost", "Nils West", "Hanna Ost", "Nils West"]),
    "a topic above its first turn": (
        ["Senator OST (Vale—Minister for Rivers and Leader of the Government in the Senate) (14:07): I thank him.",
         "Pacific Islands: Television", "Senator WEST (Delta) (14:12): My question is to the Minister for Rivers.",
         "The PRESIDENT: Order!"],
        ["Senator OST (Vale—Minister for Rivers and Leader of the Government in the Senate) (14:07)",
         "Senator WEST (Delta) (14:12)", "The PRESIDENT"]),
    "seats and parties below names": (
        ["Mr Nils Berg", "(Mid Dorset) (Con)", "I beg to move that the delta be dredged.", "Ana Prosser",
         "(Cynon and Taff) (Lab)", "Will he say who pays?", "Mr Berg", "Those who sail there.",
         "The Secretary of State for Ports", "(Ms Hanna Ost)", "I congratulate my right hon. Friend."],
        ["Mr Nils Berg (Mid Dorset) (Con)", "Ana Prosser (Cynon and Taff) (Lab)", "Mr Berg",
         "The Secretary of State for Ports (Ms Hanna Ost)"]),
    "a row of several paragraphs": (
        ["Moderator | Good day, and welcome to the quay.", "Hanna Ost", "Thank you. It is a pleasure to be here.",
         "We agreed on the delta.", "Fiji Times | Who pays for it?", "Hanna Ost | Those who sail there pay."],
        ["Moderator", "Hanna Ost", "Fiji Times", "Hanna Ost"]),
    "a hearing": (
        ["Mr. Ost. The committee will come to order. I yield to Ms. West.", "Ms. West. Thank you, Mr. Chairman.",
         "Mr. Ost. You are recognized.", "Mr. Lima. We have seen a list.", "Ms. West. How long is it?"],
        ["Mr. Ost", "Ms. West", "Mr. Ost", "Mr. Lima", "Ms. West"]),
    "a presenter's name in capitals without a colon": (
        ["WEST Hanna Ost, good morning.", "MINISTER Good morning, Nils.", "WEST Will you dredge the delta?",
         "MINISTER I will, if I may.", "WEST Who pays?", "MINISTER Those who sail there."],
        ["WEST", "MINISTER", "WEST", "MINISTER", "WEST", "MINISTER"]),
    "short titles of secretaries": (
        ["SEC. OST: We have a full programme today.", "USEC. LIMA: Has the President been informed?",
         "SEC. OST: Yes, on Saturday evening."], ["SEC. OST", "USEC. LIMA", "SEC. OST"]),
}


@pytest.mark.parametrize(("lines", "labels"), CHAMBERS.values(), ids=CHAMBERS)
def test_each_member_of_a_chamber_has_a_turn(lines: list[str], labels: list[str]) -> None:
    turns = find_turns("\n\n".join(lines))

    assert [turn.label for turn in turns if turn.end > turn.start] == labels


NOT_SPOKEN = {
    "ends of sentences in capitals": ["NATO Allies met. They agreed on the delta.", "NATO Allies will meet again.",
                                      "NATO Allies are three.", "EU Members watched the delta."],
    "places and a dash": ["Ostholm – The ministers met today for an hour.", "Vale – The delegation went on by train.",
                          "Ostholm – They met again in the evening."],
    "topics and a dash": ["Rivers – The ministers agreed to dredge it.", "Trade – Minister Ost spoke of a tariff.",
                          "Rivers – Minister West asked for more time."],
    "a list of those present": ["Minister Ost – Chair", "Ambassador West – Vice Chair", "Minister Lima – Rapporteur",
                                "Minister Ost – Host"],
    "notes in brackets": ["(Photo) The ministers on the quay in the morning.", "(Note) The quay was closed to all.",
                          "(Photo) The ministers on the bridge in the evening."],
    "bullets with topics": ["• Rivers: the ministers agreed to dredge the delta.", "• Trade: the tariff is to fall.",
                            "• Rivers: the rest is left to experts."],
    "abbreviations": ["NATO Allies met in Ostholm today.", "NATO Allies agreed.", "NATO Allies will meet again."],
    "sentences that end in a name": ["Mr. Ost. So it began, and nobody knew why.", "He then met Mr. West.",
                                     "Mr. West. That was his name."],
    "headings": ["Question of the delta", SAID, "Question of tariffs", SAID, "Other matters", SAID],
    "clauses in a usual transcript": ["MINISTER OST: " + SAID, "Second, Minister West — a friend — will come.",
                                      "QUESTION: " + ASKED, "And, Minister Ost — if I may — who pays for it?",
                                      "MINISTER OST: " + BRIEF],
}


@pytest.mark.parametrize("lines", NOT_SPOKEN.values(), ids=NOT_SPOKEN)
def test_what_only_looks_like_a_rarer_label_is_none(lines: list[str]) -> None:
    usual = {"MINISTER OST", "QUESTION"}

    assert {turn.label for turn in find_turns("\n\n".join(lines))} <= usual | {None}


def test_initials_of_a_key_begin_turns_however_seldom_they_come() -> None:
    key = speaker_key(["Speakers:", "HO  Hanna Ost", "NK  Dr Nils Karlsen", "EU  European Union"])
    lines = [f"HO  {SAID}", f"NK  {ASKED}", "A line of the same turn.", f"HO  {BRIEF}"]

    assert key == {"HO": "Hanna Ost", "NK": "Dr Nils Karlsen", "EU": "European Union"}
    assert {at: label.text for at, label in find_labels(lines, key).items()} == {0: "HO", 1: "NK", 3: "HO"}


def test_captions_have_a_voice_without_a_name_ask() -> None:
    lines = [f">> MINISTER OST: {SAID}", f">> {AGAIN}", f">> MINISTER OST: {BRIEF}", ">> AND THAT IS ALL."]

    assert [label.text for label in find_labels(lines).values()] == ["MINISTER OST", "Q", "MINISTER OST"]


def test_questions_put_to_a_minister_begin_turns_by_their_numbers() -> None:
    lines = ["31. Deputy Nils Karlsen asked the Minister for Ports the number of applications. [11501/22]",
             "Minister for Ports (Deputy Hanna Ost): There were 214 of them, and all of them were granted.",
             "2. Ana Prosser (Cynon) (Lab): What steps she is taking to dredge the delta. [901235]"]

    found = find_labels(lines)

    assert [label.text for label in found.values()] == [
        "Deputy Nils Karlsen", "Minister for Ports (Deputy Hanna Ost)", "Ana Prosser (Cynon) (Lab)"]
    assert lines[0][found[0].words:].startswith("Deputy Nils")


def test_a_salutation_to_a_member_is_no_label() -> None:
    assert not find_labels(["Honorable Congressman: We are not asking for charity.", "Esteemed colleagues: We wait.",
                            "Honorable Congressman: We have a mill."])


def test_a_member_alone_behind_a_number_asks_what_stands_below() -> None:
    lines = ["*2317. SHRI NILS OST:", "Will the Minister of PORTS be pleased to state who pays?", "ANSWER",
             "THE MINISTER OF PORTS", "[SHRI JAN BERG]", "Those who sail there pay for it, as they have for a century."]

    assert next(iter(find_labels(lines).values())).text == "SHRI NILS OST"


def test_two_who_speak_in_turn_behind_dashes_need_only_three_turns() -> None:
    lines = [f"PM Ost – {SAID}", f"President Lund (via interpreter) – {BRIEF}", f"PM Ost – {AGAIN}"]

    assert [label.text for label in find_labels(lines).values()] == [
        "PM Ost", "President Lund (via interpreter)", "PM Ost"]


def test_witnesses_of_a_hearing_have_turns_by_their_offices() -> None:
    lines = ["The Chairman. The committee will come to order.", f"Ambassador Ost. {SAID}",
             f"Governor Lund-Berg. {BRIEF}", "The Chairman. Thank you both for coming.", f"Ambassador Ost. {BRIEF}",
             "Senator O'Hara. I have one question."]

    assert len(find_labels(lines)) == len(lines)
