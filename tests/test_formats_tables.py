"""JSON, JSONL and CSV: which member is the text, which lines are at fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.formats import Limits
from tests.format_files import check_layout, kinds, read_all, read_one, texts, write


def test_usual_names_give_the_fields(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        "a.json",
        json.dumps(
            {
                "headline": "Talks",
                "datePublished": "2021-06-12",
                "body": "One.\n\nTwo.",
                "speaker": {"name": "Ann Example"},
                "location": "Bergen",
                "Source URL": "https://example.org/1",
                "topics": ["sea", "fish"],
                "publisher": {"name": "Office"},
            }
        ),
    )
    given = record.given
    assert (given.title, given.published, given.place, given.publisher) == ("Talks", "2021-06-12", "Bergen", "Office")
    assert (given.speaker, given.topics, given.source_url) == (("Ann Example",), ("sea", "fish"), "https://example.org/1")
    assert texts(record) == ["One.", "Two."]


def test_a_mapping_names_the_members(tmp_path: Path) -> None:
    write(
        tmp_path,
        "source.toml",
        '[fields]\ntext = "content.parts[].words"\ntitle = "meta.name"\nspeaker = "people.0.label"\n',
    )
    record = read_one(
        tmp_path,
        "a.json",
        json.dumps(
            {
                "meta": {"name": "Talks"},
                "content": {"parts": [{"words": "One."}, {"words": "Two."}]},
                "people": [{"label": "Ann"}],
            }
        ),
    )
    assert (record.given.title, record.given.speaker, texts(record)) == ("Talks", ("Ann",), ["One.", "Two."])


def test_html_in_a_value_is_read_as_html(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.json", json.dumps({"text": "<h2>Sea</h2><ol><li>One</li><li>Two</li></ol>"}))
    assert kinds(record) == [("heading", "Sea"), ("item", "1. One"), ("item", "2. Two")]


def test_turns_keep_their_speakers(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        "a.json",
        json.dumps(
            {
                "title": "Talk",
                "turns": [
                    {"speaker": "Ann", "text": "One.\n\nTwo."},
                    {"speaker": "Bo", "text": "Three."},
                    {"speaker": None, "text": "(Laughter.)"},
                ],
            }
        ),
    )
    assert [(block.speaker, text) for block, text in zip(record.blocks, texts(record), strict=True)] == [
        ("Ann", "One."), ("Ann", "Two."), ("Bo", "Three."), (None, "(Laughter.)")]


def test_an_interface_that_a_user_describes_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "lexicon").mkdir(parents=True)
    (tmp_path / "data" / "lexicon" / "interfaces.toml").write_text(
        '[[interface]]\nmembers = ["nid", "where"]\nbase = "https://news.example"\nday_first = ["published"]\n'
        'split = ["topics"]\nvalues = { country = "FJ" }\n[interface.fields]\nsource_url = ["where"]\n'
        'published = ["day"]\ntopics = ["terms"]\n', encoding="utf-8")
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "data"))
    record = read_one(tmp_path, "a.json", json.dumps({
        "nid": 7, "where": "/a/7", "day": "05/03/2014", "terms": "fish, coral; reefs", "title": "Reefs",
        "text": "Words."}))
    given = record.given
    assert (given.source_url, given.published, given.topics, given.country) == (
        "https://news.example/a/7", "2014-03-05", ("fish", "coral", "reefs"), "FJ")


def test_a_page_of_the_gov_uk_interface_is_known_by_its_structure(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        "a.json",
        json.dumps(
            {
                "base_path": "/government/speeches/x",
                "content_id": "0",
                "document_type": "speech",
                "title": "A speech",
                "locale": "en",
                "first_published_at": "2016-02-03T10:00:00Z",
                "links": {"speaker": [{"title": "The Rt Hon Ann Example"}]},
                "details": {"body": "<p>Words.</p>", "delivered_on": "2016-02-02T00:00:00+01:00", "location": "London"},
            }
        ),
    )
    given = record.given
    assert (given.source_url, given.speaker) == (
        "https://www.gov.uk/government/speeches/x",
        ("The Rt Hon Ann Example",),
    )
    assert (given.date, given.date_is_event, given.published) == (
        "2016-02-02T00:00:00+01:00",
        True,
        "2016-02-03T10:00:00Z",
    )
    assert (given.place, given.kind, given.language) == ("London", "speech", "en")


def test_json_that_is_no_record_says_what_was_looked_for(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.json", '{"a": 1, "b": {"c": "d"}}'))
    assert records == []
    assert "a, b" in problems[0].what
    assert "text" in problems[0].mend
    assert "[fields]" in problems[0].mend


@pytest.mark.parametrize(
    ("content", "line"),
    [('{"text": "a"\n "b"}', 2), ('[{"text": "a"},\n{"text": }]', 2), ("", 0)],
    ids=["a comma is missing", "a value is missing", "empty"],
)
def test_broken_json_is_named_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    records, problems = read_all(write(tmp_path, "a.json", content))
    assert records == []
    assert [problem.line for problem in problems] == [line]


def test_a_list_gives_a_record_each_with_its_line(tmp_path: Path) -> None:
    records, problems = read_all(
        write(tmp_path, "a.json", '[\n{"id": "x1", "text": "One."},\n{"nothing": 1},\n{"text": "Three."}\n]')
    )
    assert [(record.id, record.line) for record in records] == [("x1", 2), ("a-3", 4)]
    assert [problem.line for problem in problems] == [3]
    assert len({record.fingerprint for record in records}) == 2


def test_an_object_that_wraps_a_list_gives_its_records(tmp_path: Path) -> None:
    records, _ = read_all(
        write(tmp_path, "a.json", json.dumps({"count": 2, "items": [{"text": "One."}, {"text": "Two."}]}))
    )
    assert [record.text for record in records] == ["One.", "Two."]


def test_jsonl_names_the_lines_at_fault_and_reads_the_others(tmp_path: Path) -> None:
    content = '{"text": "One."}\n{"text": \n\n["no record"]\n{"text": "Five.", "id": 7}\n'
    records, problems = read_all(write(tmp_path, "a.jsonl", content))
    assert [(record.id, record.line, record.text) for record in records] == [("a-1", 1, "One."), ("a-7", 5, "Five.")]
    assert [problem.line for problem in problems] == [2, 4]


def test_jsonl_is_known_without_its_extension(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.data", '{"text": "One."}\n{"text": "Two."}\n'))
    assert ([record.text for record in records], problems) == (["One.", "Two."], [])


def test_a_line_over_the_limit_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "' + "x" * 5000 + '"}\n{"text": "Three."}\n')
    records, problems = read_all(path, Limits(max_row_bytes=1000))
    assert [record.text for record in records] == ["One.", "Three."]
    assert [problem.line for problem in problems] == [2]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    _, problems = read_all(write(tmp_path, "a.json", "[" * 200_000))
    assert len(problems) == 1


def test_csv_rows_may_run_over_many_lines(tmp_path: Path) -> None:
    content = 'year,pm,title,text,footnote\n1947,Ann,NA,"Friends,\n\nwe meet ""here"".",x\n1948,Bo,T,Words.,\n'
    records, problems = read_all(write(tmp_path, "a.csv", content))
    assert problems == []
    assert [(record.id, record.line, record.given.date, record.given.title) for record in records] == [
        ("a-1", 2, "1947", None), ("a-2", 5, "1948", "T")]
    assert texts(records[0]) == ["Friends,", 'we meet "here".']
    assert records[0].given.speaker == ("Ann",)
    assert records[0].given.note == "x"


def test_a_ragged_row_is_named_with_its_line(tmp_path: Path) -> None:
    content = "id,title,text\n1,A,One.\n2,B,Two, and more.\n3,C\n4,D,Four.,,\n"
    records, problems = read_all(write(tmp_path, "a.csv", content))
    assert [record.text for record in records] == ["One.", "Four."]
    assert [(problem.line, problem.what) for problem in problems] == [
        (3, "a row of 4 cells under 3 columns"), (4, "a row of 2 cells under 3 columns")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert read_one(tmp_path, "a.csv", f"title{delimiter}text\nA{delimiter}One.\n").text == "One."


def test_a_table_without_a_text_column_says_how_to_map_it(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.csv", "id,words\n1,One.\n"))
    assert records == []
    assert "id, words" in problems[0].what
    assert "source.toml" in problems[0].mend
    write(tmp_path, "source.toml", '[fields]\ntext = "words"\n')
    assert [record.text for record in read_all(tmp_path)[0]] == ["One."]


def test_a_header_alone_is_named(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.csv", b"title,date,text\n"))
    assert not records
    assert ["no rows" in str(problem) for problem in problems] == [True]


def test_a_row_without_text_is_named(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.csv", "title,text\nA,NA\nB,Two.\n"))
    assert [(each.id, each.given.title, each.text) for each in records] == [("a-1", "A", ""), ("a-2", "B", "Two.")]
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "empty")]


def test_a_line_of_json_without_text_is_named_and_counts_as_a_record(tmp_path: Path) -> None:
    lines = '{"title": "A", "date": "2016-11-19"}\n{"title": "B", "text": "Two."}\n'
    records, problems = read_all(write(tmp_path, "a.jsonl", lines))
    assert [(record.id, record.given.date, record.text) for record in records] == [
        ("a-1", "2016-11-19", ""), ("a-2", None, "Two.")]
    assert [problem.line for problem in problems] == [1]


def test_where_a_text_was_copied_from_did_not_publish_it(tmp_path: Path) -> None:
    (record,), _ = read_all(write(tmp_path, "a.csv", "source,text\nPress Archive of Springfield,One.\n"))
    assert record.given.publisher is None
    assert record.given.extra["source"] == "Press Archive of Springfield"


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.csv", 'title,text\nA,One.\nB,"Two.\nC,Three.\n'))
    assert len(records) == 2
    assert [(problem.line, problem.severity) for problem in problems] == [(3, "warning")]


def test_the_independence_day_speeches_are_whole(shared: Path) -> None:
    records, problems = read_all(shared / "corpora" / "in-independence-day-csv" / "corpus.csv")
    assert len(records) == 79
    assert [problem.severity for problem in problems] == ["empty", "empty"]
    assert sum(not record.text for record in records) == 2
    for record in records:
        check_layout(record)


def test_gov_uk_records_have_their_speakers(shared: Path) -> None:
    records, problems = read_all(shared / "corpora" / "uk-govuk-content-json" / "speech")
    assert problems == []
    assert all(record.given.speaker and record.given.title and record.given.source_url for record in records)


def test_a_feed_gives_a_record_for_each_entry(tmp_path: Path) -> None:
    feed = ('<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
            "<item><title>A</title><link>https://example.org/1</link><pubDate>Mon, 06 Sep 2010 00:01:00 +0000</pubDate>"
            "<content:encoded><![CDATA[<p>One.</p>]]></content:encoded></item>"
            "<item><title>B</title><content:encoded>&lt;p&gt;Two.&lt;/p&gt;</content:encoded></item></channel></rss>")
    records, problems = read_all(write(tmp_path, "feed.xml", feed))
    assert problems == []
    assert [(record.given.title, record.text) for record in records] == [("A", "One."), ("B", "Two.")]
    assert records[0].given.published == "Mon, 06 Sep 2010 00:01:00 +0000"


def test_who_put_a_page_online_is_not_its_speaker(tmp_path: Path) -> None:
    record = read_one(tmp_path, "a.json", json.dumps({"text": "One.", "author": "webmaster"}))
    assert record.given.speaker == ()
    assert record.given.extra["author"] == "webmaster"


@pytest.mark.parametrize(("data", "expected"), [
    pytest.param("title\ttext\nA\tOne, ä\nB\tTwo\n".encode("utf-16"), ["One, ä", "Two"], id="utf-16 with tabs"),
    pytest.param(b"title,text\rA,One\rB,Two\r", ["One", "Two"], id="line ends of old"),
    pytest.param("title,text\r\nA,Caf\u00e9\r\nB,Two\r\n".encode("cp1252"), ["Café", "Two"], id="windows-1252"),
])
def test_a_table_in_any_encoding_is_read(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    records, problems = read_all(write(tmp_path, "a.csv", data))
    assert problems == []
    assert [record.text for record in records] == expected
