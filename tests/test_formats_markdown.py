"""Markdown: front matter as fields, blocks as a reader sees them."""

from __future__ import annotations

from pathlib import Path

from tests.format_files import check_layout, kinds, read_all, read_one, texts, write


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    content = ('---\ntitle: "Readout of a\\_call\\\n  \\ with Ann"\ndate: 2021-06-12\nsource_url: '
               'https://example.org/1\ntags: x\n---\nText.\n')
    record = read_one(tmp_path, "a.md", content.replace("\\_call", "\\_call"))
    assert record.given.title == "Readout of a call with Ann"
    assert record.given.date == "2021-06-12"
    assert record.given.source_url == "https://example.org/1"
    assert dict(record.given.extra) == {"tags": "x"}
    assert record.blocks[0].line == 8


def test_toml_front_matter_gives_the_fields(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.md", "+++\ntitle = 'A title'\ndate = 2021-06-12\n+++\nText.\n")
    assert (record.given.title, record.given.date) == ("A title", "2021-06-12")


def test_front_matter_in_a_text_file_makes_it_markdown(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.txt", "---\ntitle: A title\n---\nText.\n").format == "markdown"


def test_front_matter_that_is_not_yaml_is_named_and_the_text_read(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.md", '---\ntitle: "A\ndate: [2021\n---\nText.\n'))
    assert [problem.severity for problem in problems] == ["warning"]
    assert problems[0].line in (2, 3, 4)
    assert "not YAML" in problems[0].what
    assert records[0].text == "Text."
    assert records[0].given.date is None


def test_front_matter_that_is_never_closed_is_named(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.md", "---\ntitle: A title\n\nText.\n"))
    assert "not closed" in problems[0].what
    assert "Text." in records[0].text


def test_aliases_that_multiply_do_not(tmp_path: Path) -> None:
    bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert read_one(tmp_path, "a.md", f"{bomb}---\nText.\n").text == "Text."


def test_blocks_are_those_a_reader_sees(tmp_path: Path) -> None:
    content = """# Talks *in* Bergen

Soft lines
are one paragraph, with [a link](https://example.org/a_(b)) and snake_case_words.

- first
- second
  goes on
    1. inner

> Quoted
> words.

1.  We, the ministers
\x20\x20
2\\. **We will** meet

\\# \\# \\#
"""
    record = read_one(tmp_path, "a.md", content)
    assert kinds(record) == [
        ("heading", "Talks in Bergen"),
        ("paragraph", "Soft lines are one paragraph, with a link and snake_case_words."),
        ("item", "- first"), ("item", "- second goes on"), ("item", "1. inner"),
        ("quote", "Quoted words."),
        ("item", "1. We, the ministers"), ("paragraph", "2. We will meet"), ("paragraph", "# # #")]
    assert [block.level for block in record.blocks if block.kind == "item"] == [1, 1, 2, 1]
    assert [block.line for block in record.blocks[:4]] == [1, 3, 6, 7]
    check_layout(record)


def test_a_wholly_bold_paragraph_is_strong(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.md", "**Defence  \n\nText **partly** bold.\n\n**A** and **B**\n\n**Wholly\nbold**\n")
    assert [block.strong for block in record.blocks] == [True, False, False, True]


def test_a_hard_break_parts_a_bold_heading_from_its_text(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.md", "**Next steps**  \nThe ministers will meet.\n")
    assert texts(record) == ["Next steps", "The ministers will meet."]
    assert [block.strong for block in record.blocks] == [True, False]


def test_bold_that_a_converter_closes_in_the_next_paragraph_ends_there(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.md", "**Climate  \n  \n**3. The two sides will work together.\n")
    assert texts(record) == ["Climate", "3. The two sides will work together."]
    assert [block.strong for block in record.blocks] == [True, False]


def test_turns_that_share_a_paragraph_are_parted(tmp_path: Path) -> None:
    content = "Q    When will the\ntalks be held?\nMS. ROWE:  In May.\nQ    And where?\n"
    assert texts(read_one(tmp_path, "a.md", content)) == ["Q    When will the talks be held?", "MS. ROWE: In May.",
                                                         "Q    And where?"]


def test_a_wrapped_line_that_begins_with_a_year_is_no_item(tmp_path: Path) -> None:
    content = "The treaty was signed by all of them in the spring of\n1998. It has been in force since then.\n"
    assert len(read_one(tmp_path, "a.md", content).blocks) == 1


def test_raw_html_is_read_as_html(tmp_path: Path) -> None:
    content = ("Before.\n\n<table>\n<tr><td>Country</td><td>Ships</td></tr>\n\n"
               "<tr><td>Norway</td><td>12</td></tr>\n</table>\n\nAfter <u>it</u>.\n")
    assert texts(read_one(tmp_path, "a.md", content)) == ["Before.", "Country | Ships", "Norway | 12", "After it."]


def test_the_briefings_keep_their_gaps_after_q(shared: Path) -> None:
    folder = shared / "corpora" / "us-whitehouse-md" / "briefings"
    path = next(iter(sorted(folder.rglob("*press-briefing*.md"))))
    records, problems = read_all(path)
    assert problems == []
    assert any(text.startswith("Q  ") for text in texts(records[0]))
    check_layout(records[0])


def test_lines_that_stand_below_each_other_are_lines_of_their_own(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.md", "# Remarks\n\n**Remarks by Ambassador Moe**\n**Harvest Reception, Lima**\n"
                                        "**July 3, 2019**\n\nGood morning. It is warm and\nPeru is green again.\n")
    assert texts(record) == ["Remarks", "Remarks by Ambassador Moe", "Harvest Reception, Lima", "July 3, 2019",
                             "Good morning. It is warm and Peru is green again."]
