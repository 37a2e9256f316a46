"""Plain text: paragraphs from lines, fields in the first lines, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.format_files import kinds, read_all, read_one, texts, write

WRAPPED = """The ministers met on the margins of the conference and
spoke about the fishing grounds north of the islands, where
both countries have boats.

They agreed that the survey should be repeated in the spring
and that its results should be published in both languages.
"""


def test_hard_wrapped_lines_are_joined(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", WRAPPED)
    assert len(record.blocks) == 2
    assert texts(record)[1].startswith("They agreed that the survey should be repeated in the spring and that its")


def test_one_paragraph_a_line_stays_one_paragraph_a_line(tmp_path: Path) -> None:
    long = "The Prime Minister said that the bridge would be opened in the autumn, and that the toll would be low. " * 3
    record = read_one(tmp_path, "a.txt", f"{long}\n{long}\nShort heading\n{long}\n")
    assert len(record.blocks) == 4
    assert texts(record)[2] == "Short heading"


def test_a_short_line_among_full_ones_ends_its_paragraph(tmp_path: Path) -> None:
    """Wrapped text without empty lines: the next word would have fitted, so the line was ended on purpose."""
    lines = (
        "I should like to begin with a word of thanks to the people\nof this city for the very kind welcome "
        "that they gave us.\n"
        "It was a warm and friendly one, as all of those who came with\nme have said.\nOur second point is the "
        "treaty, which has been waiting for its\nratification since the spring "
        "of last year, to our regret.\n"
    )
    assert texts(read_one(tmp_path, "a.txt", lines))[1].startswith("Our second point")


def test_a_line_in_capitals_above_words_that_are_not_is_a_block_of_its_own(tmp_path: Path) -> None:
    lines = ["STATEMENT BY THE MINISTER OF PORTS, THE HON H OST MP",
             "The plan for the quay gives everybody a picture of",
             "the muddle that is made of the oldest part of this",
             "harbour, and nobody who sails there was asked for it",
             "by THE ASSOCIATION OF MASTERS AND PILOTS OF THE WEST",
             "which has said so since the spring of the last year."]
    apart = texts(read_one(tmp_path, "a.txt", "\n".join(lines)))
    assert apart[-1] == " ".join(lines[1:])
    together = texts(read_one(tmp_path, "b.txt", "\n".join([lines[0] + ", AND BY", *lines[1:]])))
    assert "AND BY The plan" in together[0]


def test_a_numbered_item_begins_a_block_without_an_empty_line(tmp_path: Path) -> None:
    content = (
        WRAPPED.rstrip()
        + "\n(1) The first point concerned the ferry between the two towns,\nwhich no longer runs in winter.\n"
        "(2) The second concerned the lighthouse.\n"
    )
    found = texts(read_one(tmp_path, "a.txt", content))
    assert [text[:3] for text in found[-2:]] == ["(1)", "(2)"]
    assert found[-2].endswith("winter.")


def test_a_line_that_only_looks_numbered_does_not_break_a_sentence(tmp_path: Path) -> None:
    content = (
        "The agreement was signed by all of the parties in the month of May\n2. of that year there was no more "
        "talk, as the "
        "papers say it, and the\nmatter was closed for good between the two neighbours.\n"
    )
    assert len(read_one(tmp_path, "a.txt", content).blocks) == 1


def test_a_turn_label_begins_a_block_without_an_empty_line(tmp_path: Path) -> None:
    content = (
        "MS. ROWE: I have two announcements to make at the top, and then I am\nhappy to take the questions that "
        "you have.\n"
        "Q    Could you say when the talks on the harbour will be taken up\nagain, and who is going to lead them?\n"
        "MS. ROWE: I cannot.\n"
    )
    found = texts(read_one(tmp_path, "a.txt", content))
    assert [text[:8] for text in found] == ["MS. ROWE", "Q    Cou", "MS. ROWE"]


def test_lines_set_in_below_their_number_stay_one_paragraph(tmp_path: Path) -> None:
    """A hanging indent, as declarations have it, is the opposite of a first line moved in."""
    points = [
        ("1.   The ministers met in the harbour office of the old town and were\n"
        "     received there by the governor of the province, who showed them the new\n"
        "     quay.\n"),
        ("2.   They noted with satisfaction what had been done since the last\n"
        "     meeting.\n"),
        ("3.   They asked their officials to report on the dredging of the channel\n"
        "     before the end of the year. The report will be made public.\n"),
    ]
    content = "A heading of its own\n\n" + "\n".join(points)
    found = texts(read_one(tmp_path, "a.txt", content))
    assert [text[:8] for text in found] == ["A headin", "1. The m", "2. They ", "3. They "]
    assert found[1].endswith("the new quay.")


def test_a_word_cut_at_a_line_end_is_made_whole(tmp_path: Path) -> None:
    content = (
        "The delegation recalled the coopera-\ntion of the two academies and thanked\nthe well-\nknown sponsors "
        "of the prize, whose co-\n"
        "operation in the field had been well\nknown for years to the delegations here.\n"
    )
    text = read_one(tmp_path, "a.txt", content).text
    assert "cooperation of the two academies" in text
    assert "well-known sponsors" in text


def test_page_numbers_within_a_sentence_go(tmp_path: Path) -> None:
    page = "\n".join(["the survey of the river went on through the whole of the year and"] * 18)
    text = read_one(tmp_path, "a.txt", f"{page}\n12\n\n{page}\n13\n\nended well.\n").text
    assert "12" not in text
    assert "13" not in text
    assert text.endswith("of the year and ended well.")


def test_numbers_of_sections_stay(tmp_path: Path) -> None:
    page = "\n\n".join(["The survey of the river went on through the whole of the year."] * 18)
    found = texts(read_one(tmp_path, "a.txt", f"1\n\n{page}\n\n2\n\n{page}\n"))
    assert found[0] == "1"
    assert "2" in found


def test_a_sentence_cut_by_a_page_break_is_made_whole(tmp_path: Path) -> None:
    first = ("The first condition is that we conclude an agreement that is universal, that binds all of us and "
             "that is sufficient in all")
    found = texts(
        read_one(tmp_path, "a.txt", f"{first}\n\nof its parts to keep the warming low. {first}.\n\nshort\n\nnext one\n")
    )
    assert found[0].startswith(f"{first} of its parts")
    assert found[1:] == ["short", "next one"]


def test_fields_in_the_first_lines_are_fields(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", "Title: Visit to the harbour\nDate: 3 May 2019\nSource: https://example.org/a\n\nText.\n")
    assert record.given.title == "Visit to the harbour"
    assert record.given.date == "3 May 2019"
    assert not record.given.date_is_event
    assert record.given.source_url == "https://example.org/a"
    assert record.text == "Text."
    assert record.blocks[0].line == 5


def test_a_date_beside_a_place_is_that_of_the_event(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", "Date: 3 May 2019\nPlace: Town Hall, Bergen\n\nText.\n")
    assert record.given.date_is_event
    assert record.given.place == "Town Hall, Bergen"


def test_an_office_and_a_name_in_the_first_line_are_the_speaker(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", "President: Ann B. Example\n\nFellow citizens.\n")
    assert record.given.speaker == ("Ann B. Example",)
    assert record.given.speaker_role == "President"


@pytest.mark.parametrize(
    "opening",
    [
        "President: Good afternoon. I have three points to make today.",
        "Reporter: Thank you.",
        "Note: the following is a summary",
    ],
)
def test_a_turn_of_speech_is_no_field(tmp_path: Path, opening: str) -> None:
    record = read_one(tmp_path, "a.txt", f"{opening}\n\nSo we begin.\n")
    assert record.given.speaker == ()
    assert texts(record)[0] == opening


def test_a_dated_file_name_gives_publication_date_and_title(tmp_path: Path) -> None:
    record = read_one(tmp_path, "1789-04-30-first-inaugural-address.txt", "Fellow citizens.\n")
    assert record.given.published == "1789-04-30"
    assert record.given.title == "First inaugural address"
    assert record.given.date is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Caf\u00e9 \u201cX\u201d".encode(), "Café “X”", id="utf-8"),
        pytest.param("\ufeffCafé".encode(), "Café", id="utf-8 with a mark"),
        pytest.param("Café na\u00efve".encode("utf-16"), "Café naïve", id="utf-16 with a mark"),
        pytest.param(
            "The café was full of people".encode("utf-16-le"), "The café was full of people", id="utf-16 without one"
        ),
        pytest.param(
            "The caf\u00e9\u2019s \u201cguests\u201d \u2013 all".encode("cp1252"),
            "The café’s “guests” – all",
            id="windows-1252",
        ),
        pytest.param(
            "日本の外務大臣は記者会見で、両国の関係について説明しました。会談は東京で行われた。".encode("cp932"),
            "日本の外務大臣は記者会見で、両国の関係について説明しました。会談は東京で行われた。",
            id="shift_jis",
        ),
        pytest.param(
            "Министр иностранных дел заявил, что переговоры будут продолжены в Москве.".encode("cp1251"),
            "Министр иностранных дел заявил, что переговоры будут продолжены в Москве.",
            id="windows-1251",
        ),
        pytest.param(
            "外交部发言人表示，两国将继续就双边关系举行会谈，并加强合作。".encode("gb18030"),
            "外交部发言人表示，两国将继续就双边关系举行会谈，并加强合作。",
            id="gb18030",
        ),
        pytest.param(
            "외교부 장관은 기자회견에서 양국 관계에 대해 설명하였다. 회담은 서울에서 열렸다.".encode("euc-kr"),
            "외교부 장관은 기자회견에서 양국 관계에 대해 설명하였다. 회담은 서울에서 열렸다.",
            id="euc-kr",
        ),
    ],
)
def test_an_encoding_is_found(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_one(tmp_path, "a.txt", data).text == text


def test_broken_bytes_are_named_with_their_line(tmp_path: Path) -> None:
    data = "Première ligne, très bien écrite\nDeuxième".encode() + b"\xff\xfe ligne\n" + "Troisième".encode()
    records, problems = read_all(write(tmp_path, "a.txt", data))
    assert len(records) == 1
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "warning")]


def test_characters_nobody_sees_do_not_reach_the_text(tmp_path: Path) -> None:
    content = "\u200bA\u00a0joint state\u00adment\u2003on\u202ffish\u2060eries\u200e\x07.\r\nSecond line.\rThird."
    found = texts(read_one(tmp_path, "a.txt", content))
    assert found == ["A joint statement on fisheries.", "Second line.", "Third."]


def test_character_references_are_characters(tmp_path: Path) -> None:
    content = "Title: Ships &amp; Boats\n\nThe party&#146;s caf&eacute;&nbsp;&mdash; AT&T; R&D.\n"
    record = read_one(tmp_path, "a.txt", content)
    assert record.given.title == "Ships & Boats"
    assert record.text == "The party’s café — AT&T; R&D."


def test_a_bracketed_note_and_a_centred_title_stand_alone(tmp_path: Path) -> None:
    page = (
        "[Record of the Chamber]\n[Page 12]\n\n                     A TRIBUTE TO THE LIGHTHOUSE\n               "
        "             KEEPERS\n\n"
        "  Ms. HALL. Mr. President, it is with great pleasure that I rise\ntoday to thank the keepers of our "
        "lights for the long "
        "years\nthat they have spent on the rocks.\n  They deserve it.\n  I yield the floor.\n"
    )
    assert kinds(read_one(tmp_path, "a.txt", page))[:3] == [
        ("paragraph", "[Record of the Chamber]"),
        ("paragraph", "[Page 12]"),
        ("heading", "A TRIBUTE TO THE LIGHTHOUSE KEEPERS"),
    ]
    assert texts(read_one(tmp_path, "a.txt", page))[-2:] == ["They deserve it.", "I yield the floor."]


def test_the_seed_keeps_its_paragraphs(shared: Path) -> None:
    records, problems = read_all(shared / "seed")
    assert problems == []
    found = texts(records[0])
    assert found[:2] == ["Japan-Russia Relations", "November 19, 2016"]
    assert [text[:3] for text in found if text.startswith("(")] == ["(1)", "(2)", "(1)", "(2)"]


def test_a_cut_copy_of_general_debates_has_paragraphs_of_sentences(shared: Path) -> None:
    """Lines cut at some 60 columns without empty lines between paragraphs, as the sessions of the 1990s have them."""
    folder = shared / "corpora" / "un-general-debate-txt" / "TXT" / "Session 51 - 1996"
    records, _ = read_all(folder)
    found = [text for record in records for text in texts(record)]
    ended = sum(1 for text in found if text[-1] in ".?!:;\"”’)")
    assert len(records) == 25
    assert ended >= 0.95 * len(found)
    assert 250 < sum(map(len, found)) / len(found) < 1200


def test_short_fields_in_brackets_stay_on_their_lines(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", "[Date] June 21, 2011\n[Place] Tokyo\n\nText.\n")
    assert texts(record) == ["[Date] June 21, 2011", "[Place] Tokyo", "Text."]


def test_lines_of_a_script_without_spaces_are_joined_without_one(tmp_path: Path) -> None:
    content = (
        "日本の外務大臣は、本日の記者会見において、両国の関係につ\n"
        "いて説明しました。会談は東京で行われ、約一時間にわたって\n意見を交換しました。\n"
    )
    assert texts(read_one(tmp_path, "a.txt", content)) == [content.replace("\n", "")]


def test_the_numbers_of_a_court_reporters_lines_are_no_words(tmp_path: Path) -> None:
    page = ("1  THE CHAIRMAN:  Good morning.  We are hearing from\n2      a witness who was there from 2001 to\n"
            "3      the summer of 2003.\n\n4  MR OST:  I was there, and I saw the water rise to the\n"
            "5      third step of the quay.\n")

    record = read_one(tmp_path, "a.txt", f"{page}\n" * 3)

    assert texts(record)[:2] == [
        "THE CHAIRMAN: Good morning. We are hearing from a witness who was there from 2001 to the summer of 2003.",
        "MR OST: I was there, and I saw the water rise to the third step of the quay."]


def test_a_numbered_list_keeps_its_numbers(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.txt", "\n".join(f"{at} They agreed on point {at}." for at in range(1, 14)))

    assert texts(record)[0].startswith("1 ")
