"""Where readouts in plain prose are cut: by paragraph, as ministries and presidencies without headings print them."""

from __future__ import annotations

import pytest

from indexer.model import Given
from indexer.understanding.structure.sections import split
from tests.laid_out import record_of

MET = "The Prime Minister met the President of Westland at the lake house today, with their ministers of trade."
THANKED = "He thanked the President for the boats of last spring, and stressed that the valley needs a second bridge."
REPLIED = "The President replied that the bridge was planned, and told him “we will not wait, I promise you”."
AGREED = "They agreed to stay in touch."
READOUT = [MET, THANKED, REPLIED, AGREED]


def texts_of(paragraphs: list[str], title: str = "PM meeting with the President of Westland") -> list[str]:
    record = record_of("\n\n".join([title, *paragraphs]), given=Given(title=title))
    return [section.text for section in split(record).sections]


def test_a_readout_in_prose_has_a_section_for_each_paragraph() -> None:
    assert texts_of(READOUT) == READOUT


@pytest.mark.parametrize("mark", ["###", "# # #"])
def test_a_short_release_closed_by_an_end_mark_is_one_section(mark: str) -> None:
    assert texts_of([*READOUT, mark]) == ["\n\n".join(READOUT)]


@pytest.mark.parametrize("mark", ["ENDS", "-END-", "-30-"])
def test_a_readout_whose_end_is_said_in_words_has_a_section_for_each_paragraph(mark: str) -> None:
    assert texts_of([*READOUT, mark]) == READOUT


def test_a_long_readout_is_cut_by_paragraph_even_where_an_end_mark_closes_it() -> None:
    paragraphs = [f"On matter {number}, {THANKED} {REPLIED}" for number in range(12)]
    assert texts_of([*paragraphs, "###"]) == paragraphs


def test_a_message_of_condolence_is_one_section() -> None:
    assert texts_of([MET, THANKED, AGREED], "Message of condolence on the flood") == [
        "\n\n".join([MET, THANKED, AGREED])]


def test_a_short_joint_statement_has_a_section_for_each_paragraph() -> None:
    ours = "We stand by each other in the matter of the second bridge, and of the boats."
    assert texts_of([MET, ours, AGREED], "Joint Statement of Eastland and Westland") == [MET, ours, AGREED]


def test_short_prose_in_the_first_person_is_one_section() -> None:
    said = ["I thank you all for coming here today, and I told the council that we are ready for the work.",
            "We agreed in spring that our boats would be sent, and I can tell you that they were."]
    assert texts_of(said, "Words at the lake") == ["\n\n".join(said)]


def test_the_line_that_announces_a_readout_stays_with_it() -> None:
    announced = "The below is attributable to Spokesperson Ost:"
    assert texts_of([announced, MET, THANKED]) == [f"{announced}\n\n{MET}", THANKED]


def test_a_list_in_a_readout_stays_with_the_paragraph_above_it() -> None:
    listed = ["The two leaders decided to build three things before the next winter:", "- a bridge at the upper lake",
              "- a school for pilots"]
    assert texts_of([MET, *listed, THANKED]) == [MET, "\n\n".join(listed), THANKED]


def test_scraps_below_a_readout_are_no_sections() -> None:
    assert texts_of([MET, THANKED, "Office of the Spokesperson"])[-1].startswith(THANKED)


@pytest.mark.parametrize("appendix", ["Quick facts", "Background", "Notes to editors", "About the commission"])
def test_a_readout_above_its_background_has_a_section_for_each_paragraph(appendix: str) -> None:
    facts = "The commission was founded in 1971 and has its seat at the lake."
    record = record_of("\n".join(["PM meeting with the President of Westland", *READOUT, f"## {appendix}", facts]))
    sections = split(record).sections
    assert [section.text for section in sections] == [*READOUT, facts]
    assert sections[-1].heading == appendix


def test_words_to_those_present_open_a_statement() -> None:
    said = ["Prime Minister West, dear Ann,", "It is a pleasure to have you here at the lake."]
    page = ["Joint press point", "May 3, 2019", *said, "You told me of the bridge, and I agreed."]
    record = record_of("\n".join(page))
    assert split(record).sections[0].text.startswith(said[0])


def test_long_prose_of_several_parties_has_a_section_for_each_paragraph_in_any_person() -> None:
    paragraphs = [f"We, the parties, have agreed on matter {number}: {REPLIED} {THANKED}" for number in range(8)]
    assert texts_of(paragraphs, "Joint Statement of Eastland and Westland") == paragraphs


def test_a_heading_over_mere_scraps_below_a_readout_leaves_it_a_readout() -> None:
    assert texts_of([*READOUT, "# Related videos", "Bilateral meeting - opening"])[:4] == READOUT


def test_a_quotation_below_the_line_that_announces_it_is_a_paragraph_of_its_own() -> None:
    announced = "The President of Westland, who has long asked for the bridge, said on arrival:"
    quoted = "“We have waited for thirty years for this, and I shall be the first to walk over it.”"
    assert texts_of([MET, announced, quoted, AGREED]) == [MET, announced, quoted, AGREED]


def test_direct_speech_behind_a_dash_is_no_item_of_a_list() -> None:
    said = "- What is happening at the lake is that two men burn down a house in which others live, says the Minister."
    assert texts_of([MET, said, THANKED]) == [MET, said, THANKED]
