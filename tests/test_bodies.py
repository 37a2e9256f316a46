"""Bodies, groups, ministries and organizations as those who say something: resolutions, communiqués, statements."""

from __future__ import annotations

import pytest

from tests.spoken import said

RESOLUTION = """Resolution 9016 (2021)

4 June 2021

The Fisheries Council,

Recalling its previous resolutions on the matter,

1. Takes note of the report of the Secretariat;

2. Strongly urges all parties to reopen the harbour; Norland reserved its position on this paragraph;

3. Decides to remain seized of the matter.
"""

COMMUNIQUE = """Final Communiqué of the Ninth Session of the Fisheries Council
Bergen, 4 June 2021

1. The Fisheries Council of the Northern Seas (FCNS) held its ninth session in Bergen on 4 June 2021.

2. {text}
"""


def test_the_paragraphs_of_a_resolution_are_the_bodys() -> None:
    found = said(RESOLUTION.replace("Norland", "Norway"))
    assert ("Takes note of", "all") in found
    assert ("Strongly urges all", "all") in found
    assert ("Decides to remain", "all") in found


def test_what_a_member_says_in_a_resolutions_paragraph_is_the_members() -> None:
    assert ("Norway reserved its", "side:Norway") in said(RESOLUTION.replace("Norland", "Norway"))


@pytest.mark.parametrize(("text", "speaker"), [
    ("The Council condemned the closure of the harbour.", "all"),
    ("Council also directed the Secretariat to report by March.", "all"),
    ("FCNS welcomed the offer.", "all"),
    ("The Ministers thanked Norway. The Council took note of this. It called for haste.", "all"),
    ("Member States expressed their solidarity with the crew.", "all"),
    ("Support was voiced for the work of the harbour masters.", "all"),
    ("Views were identical on the quota.", "all"),
    ("The African Union reiterated its support for the plan.", "side:African Union"),
    ("The delegation of Chile entered a reservation on this point.", "side:Chile"),
])
def test_a_body_speaks_in_its_communique(text: str, speaker: str) -> None:
    assert said(COMMUNIQUE.format(text=text))[-1][1:] == (speaker,)


@pytest.mark.parametrize("text", [
    "The Council's building was opened in 1990.",
    "The Harbour Council President Ann Hill has an office in Bergen.",
    "Some participants were late.",
    "The Council met in the old town hall.",
])
def test_what_a_body_does_without_words_is_no_statement(text: str) -> None:
    assert said(COMMUNIQUE.format(text=text)) == []


def test_a_body_whose_meeting_is_not_told_does_not_speak() -> None:
    text = """Prime Minister Sano meets Prime Minister Solheim

June 3, 2016

On June 3, Mr. Haruki Sano, Prime Minister of Japan, held talks with Ms. Ingrid Solheim, Prime Minister of Norway.

The Security Council condemned the attack in May. Prime Minister Sano thanked her."""
    assert said(text) == [("Prime Minister Sano", "Haruki Sano")]


@pytest.mark.parametrize(("text", "speaker"), [
    ("The Ministry of Foreign Affairs reiterates its call for calm.", "side:Qatar"),
    ("The State of Qatar expresses its condolences to the families.", "side:Qatar"),
    ("The Government welcomes the release of the crew.", "side:Qatar"),
])
def test_a_ministry_speaks_for_its_country_where_nobody_is_named(text: str, speaker: str) -> None:
    assert said(f"Qatar Strongly Condemns Attack on Trawler\n\nDoha, 5 September 2022\n\n{text}")[0][1:] == (speaker,)


def test_a_statement_of_a_body_in_the_first_person_is_all_its_members() -> None:
    found = said("Statement by the North Atlantic Council on the Trawler\n\n12 March 2021\n\n"
                 "1. The North Atlantic Council strongly condemns the attack. We stand ready to help.\n\n"
                 "2. Allies call on all parties to show restraint.")
    assert [each[1:] for each in found] == [("all",), ("all",), ("all",)]


def test_items_under_we_in_a_joint_text_open_with_their_verb() -> None:
    found = said("G7 Trade Ministers' Statement\n\nOsaka, 29 October 2023\n\n"
                 "1. We, the G7 Trade Ministers, met in Osaka:\n\n"
                 "- reaffirm our commitment to open markets;\n\n- condemn the closure of ports.")
    assert [each for each in found if each[0].startswith(("reaffirm", "condemn"))] == [
        ("reaffirm our commitment", "all"), ("condemn the closure", "all")]


def test_two_countries_of_several_are_sides() -> None:
    text = ("Declaration of the Fisheries Summit\n\nBergen, 4 June 2021\n\n"
            "1. We, the Leaders of Brazil, India, China and Norway, met in Bergen.\n\n"
            "2. India and China supported the proposal. Brazil, India and China commended Norway for its work.")
    assert said(text)[1:] == [("India and China", "side:India", "side:China"),
                              ("Brazil, India and", "side:Brazil", "side:India", "side:China")]


def test_both_prime_ministers_after_one_of_them() -> None:
    text = """Prime Minister Sano speaks with Prime Minister Solheim

June 3, 2016

On June 3, Mr. Haruki Sano, Prime Minister of Japan, spoke with Ms. Ingrid Solheim, Prime Minister of Norway.

Prime Minister Sano raised the floods, and both prime ministers expressed concern. The two heads of government \
agreed to meet."""
    assert said(text)[-2:] == [("both prime ministers", "both"), ("The two heads", "both")]


JOINT = """Joint Statement of ASEAN and New Zealand

Jakarta, 4 June 2021

{text}
"""


@pytest.mark.parametrize(("text", "speakers"), [
    ("ASEAN voiced concern over the floods.", ("side:ASEAN",)),
    ("The ASEAN countries reiterated their call.", ("side:ASEAN",)),
    ("New Zealand will place two ships at their disposal.", ("side:New Zealand",)),
    ("We welcome the plan, which ASEAN supported.", ("side:ASEAN",)),
    ("It was announced that the talks would be held by July.", ("both",)),
    ("The offer was accepted.", ("both",)),
    ("An exchange of opinions followed on the fisheries.", ("both",)),
    ("The question of the trawlers, about which much has been written, was also discussed.", ("both",)),
])
def test_parties_of_a_joint_text_speak_alone_or_together(text: str, speakers: tuple[str, ...]) -> None:
    assert said(JOINT.format(text=text))[-1][1:] == speakers


@pytest.mark.parametrize("text", ["It was noted by the press that ships are few.", "The harbour was rebuilt in 1990."])
def test_what_others_note_or_build_is_not_the_parties(text: str) -> None:
    assert said(JOINT.format(text=text)) == []


@pytest.mark.parametrize(("title", "text"), [
    ("Minister Kallas attends the Fisheries Council in Brussels", "The Council adopted the plan."),
    ("Meeting of Minister Kallas with the Chair of the Fisheries Council", "The Council agreed to a quota last year."),
    ("Minister Kallas welcomes new rules of the European Commission", "The Commission proposed the rules in May."),
])
def test_a_body_that_somebody_only_attends_does_not_speak(title: str, text: str) -> None:
    lead = "Foreign Minister Urmas Kallas of Estonia took part in the talks on Monday."
    assert said(f"{title}\n\n20 March 2023\n\n{lead}\n\n{text} Minister Kallas thanked the fishermen.") == [
        ("Minister Kallas thanked", "Urmas Kallas")]


@pytest.mark.parametrize(("text", "found"), [
    ("The Ministers called on all parties to honour their pledges.", [("The Ministers called", "both")]),
    ("The Ministers called on Iran to address the concerns.", [("The Ministers called", "both")]),
    ("Minister Ana Soto of Chile called on the President of Peru to convey greetings.", []),
])
def test_who_is_called_on_to_act_is_not_visited(text: str, found: list[tuple[str, ...]]) -> None:
    assert said(f"Joint Statement of Chile and Peru\n\nLima, 4 June 2021\n\n{text}") == found


def test_items_under_a_heading_that_ends_with_a_colon_are_its_subjects() -> None:
    text = COMMUNIQUE.format(text="The Council:\n\n(i) welcomed the plan;\n\n(ii) urged all to wait.")
    assert [each[1:] for each in said(text)] == [("all",), ("all",)]


@pytest.mark.parametrize(("text", "speakers"), [
    ("The United States and European Commission confirm their plan.", ["both"]),
    ("Our two nations are committed to peace.", ["both"]),
    ("The two sides plan to meet yearly.", ["both"]),
    ("The Task Force will meet in July.", []),
    ("The Council will develop a plan.", []),
])
def test_what_two_parties_state_or_intend(text: str, speakers: list[str]) -> None:
    title = "Joint Statement of the United States and the European Commission"
    assert [each[1] for each in said(f"{title}\n\nBrussels, 4 June 2021\n\n{text}")] == speakers


@pytest.mark.parametrize(("text", "found"), [
    ("The delegations of Ukraine and Norway requested a faster pace.", [("side:Ukraine", "side:Norway")]),
    ("The UK representatives undertook to report in May.", [("side:United Kingdom",)]),
    ("Portugal offered to host it, an offer that was gratefully accepted by the Spanish side.",
     [("side:Portugal",), ("side:Spain",)]),
])
def test_sides_by_their_delegations(text: str, found: list[tuple[str, ...]]) -> None:
    assert [each[1:] for each in said(COMMUNIQUE.format(text=text))] == found


def test_an_outcome_document_is_all_its_members_words() -> None:
    found = said("Outcome Document of the Sixth Summit of the Cod Exporting Countries Forum\n\nDoha, 2 May 2022\n\n"
                 "We reaffirm our commitment to stable markets.\n\nWe, therefore:\n\n1. Decide to go on;\n\n"
                 "2. Agree to set up an institute, for which Norway offered a seat.")
    assert [each[1:] for each in found] == [("all",), ("all",), ("all",), ("all",), ("side:Norway",)]


def test_the_prime_ministers_are_not_the_president_who_met_them() -> None:
    text = """Trilateral Summit of Norway, Estonia and Poland

Tallinn, 3 June 2021

Prime Minister Ingrid Solheim of Norway, Prime Minister Kaja Tamm of Estonia and President Andrzej Nowak of Poland met.

The Prime Ministers thanked President Nowak. The leaders found common ground on visas. Opinions differed on whaling."""
    assert [each[1:] for each in said(text)] == [("Ingrid Solheim", "Kaja Tamm"), ("all",), ("all",)]
