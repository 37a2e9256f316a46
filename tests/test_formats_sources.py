"""Which files are found, what their folders say of them, and what ids their records have."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.formats import Limits, SourceFile, find_sources, fingerprint, read_records
from indexer.formats.ids import slug
from indexer.model import Problem
from indexer.patterns import PatternError, safe_pattern
from tests.format_files import read_all, read_one, write


def found(*paths: Path) -> tuple[list[SourceFile], list[Problem]]:
    each = list(find_sources(paths))
    return [s for s in each if isinstance(s, SourceFile)], [p for p in each if isinstance(p, Problem)]


def test_files_come_in_order_of_name_with_ids_from_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/Größe 2.txt", "a/1.txt", "c.md", "c.txt"):
        write(tmp_path, name, "Text.")
    sources, problems = found(tmp_path)
    assert problems == []
    assert [source.name for source in sources] == [
        f"{tmp_path.name}/{n}" for n in ("a/1.txt", "a/Größe 2.txt", "b.txt", "c.md", "c.txt")
    ]
    assert [source.key for source in sources] == ["a-1", "a-grosse-2", "b", "c.md", "c.txt"]


def test_what_is_no_record_is_left_out_and_named(tmp_path: Path) -> None:
    for name in ("README.md", "licence.txt", ".hidden.txt", ".git/x.txt", "draft/a.txt", "a.txt"):
        write(tmp_path, name, "Text.")
    write(tmp_path, "source.toml", 'exclude = ["draft/*"]\n')
    sources, problems = found(tmp_path)
    assert [source.path.name for source in sources] == ["a.txt"]
    assert {problem.path.relative_to(tmp_path).as_posix() for problem in problems} == {
        "README.md", "licence.txt", ".hidden.txt", ".git", "draft/a.txt"}
    assert {problem.severity for problem in problems} == {"skipped"}


def test_a_file_named_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert len(found(write(tmp_path, "README.md", "Text."))[0]) == 1


def test_a_file_is_found_once_by_several_ways(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Text.")
    (tmp_path / "b.txt").symlink_to(path)
    sources, problems = found(tmp_path, path)
    assert [source.path.name for source in sources] == ["a.txt"]
    assert len(problems) == 1


def test_a_link_back_to_a_folder_above_ends(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "Text.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    sources, problems = found(tmp_path)
    assert [source.path.name for source in sources] == ["b.txt"]
    assert "link" in problems[0].what


def test_a_missing_path_and_a_broken_link_are_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    _, problems = found(tmp_path, tmp_path / "missing")
    assert [problem.what for problem in problems] == ["no such file or folder"] * 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "Text.")
    (tmp_path / "a").chmod(0)
    try:
        assert found(tmp_path)[1][0].what == "may not be read"
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Text.")
    (source,), _ = found(path)
    path.unlink()
    (problem,) = read_records(source)
    assert isinstance(problem, Problem)
    assert "has gone" in problem.what


def test_a_file_over_the_limit_is_named(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "a.txt", "x" * 2000), Limits(max_bytes=1000))
    assert records == []
    assert "more than the limit of 1,000" in problems[0].what


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 60, "Office"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.gz", b"\x1f\x8b\x08\0", "gzip"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\0" * 4000, "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.py", b"import os\n", ".py"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    records, problems = read_all(write(tmp_path, name, data))
    assert records == []
    assert len(problems) == 1
    assert what in problems[0].what


def test_settings_are_inherited_and_the_nearest_wins(tmp_path: Path) -> None:
    write(tmp_path, "source.toml", 'publisher = "Office"\ncountry = "no"\nlanguage = "en"\n')
    write(tmp_path, "a/source.toml", 'publisher = "Ministry"\ndate_is_event = true\n')
    write(tmp_path, "a/b/x.txt", "Text.")
    (record,), problems = read_all(tmp_path)
    assert problems == []
    assert (record.given.publisher, record.given.country, record.given.language) == ("Ministry", "NO", "en")
    assert record.given.date_is_event
    assert record.given.from_source_toml == {"publisher", "country", "language"}


def test_settings_hold_too_for_a_file_named_itself(tmp_path: Path) -> None:
    write(tmp_path, "source.toml", 'publisher = "Office"\n')
    (record,), _ = read_all(write(tmp_path, "a/x.txt", "Text."))
    assert record.given.publisher == "Office"


def test_what_the_record_says_beats_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "source.toml", 'publisher = "Office"\nspeaker = "Ann"\n')
    given_ = read_one(tmp_path, "a.md", "---\npublisher: Ministry\n---\nText.\n").given
    assert (given_.publisher, given_.speaker, given_.from_source_toml) == ("Ministry", ("Ann",), frozenset({"speaker"}))


@pytest.mark.parametrize(("content", "line", "words"), [
    ('publisher = "x"\npublsher = "y"\n', 2, "did you mean 'publisher'?"),
    ('\n[fields]\ntxt = "body"\n', 3, "did you mean 'text'?"),
    ('country = "Atlantis"\n', 1, "no country code"),
    ('boilerplate = ["(a+)+$"]\n', 1, "for ever"),
    ('boilerplate = ["("]\n', 1, "no regular expression"),
    ('publisher = "x\n', 1, "not TOML"),
    ('format = "markdwn"\n', 1, "did you mean 'markdown'?"),
    ('date_is_event = "yes"\n', 1, "true or false"),
    ('filename = "plain.txt"\n', 1, "names nothing"),
])
def test_a_fault_in_the_settings_is_one_line_with_its_mend(tmp_path: Path, content: str, line: int, words: str) -> None:
    write(tmp_path, "source.toml", content)
    write(tmp_path, "a.txt", "Text.")
    records, problems = read_all(tmp_path)
    assert [record.text for record in records] == ["Text."]
    assert len(problems) == 1
    assert problems[0].line == line
    assert words in str(problems[0])
    assert "\n" not in str(problems[0])


def test_a_file_name_pattern_gives_fields(tmp_path: Path) -> None:
    write(
        tmp_path,
        "source.toml",
        'filename = ["{iso3}_{session}_{year}.txt", "{year}{month}{day}-{title}.txt"]\ndate_is_event = true\n',
    )
    first = read_one(tmp_path, "NOR_25_1970.txt", "Text.").given
    assert (first.date, dict(first.extra)) == ("1970", {"iso3": "NOR", "session": "25"})
    second = read_all(write(tmp_path, "20190503-talks_in-bergen.txt", "Text."))[0][0].given
    assert (second.date, second.title) == ("2019-05-03", "Talks in bergen")


def test_the_fingerprint_changes_with_bytes_and_settings_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Text.")
    (first,), _ = found(path)
    os.utime(path, (1, 1))
    (touched,), _ = found(path)
    assert fingerprint(first) == fingerprint(touched)
    before = fingerprint(first)
    assert fingerprint(replace(first, settings=replace(first.settings, publisher="x"))) != before
    path.write_text("Other.")
    assert fingerprint(first) != before


@given(st.text(min_size=1, max_size=60))
def test_a_slug_is_safe_in_an_address_and_never_empty(name: str) -> None:
    assert slug(name)
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert slug(name) == slug(name)


@pytest.mark.parametrize("pattern", ["(a*)*", "(a|b+)+", "((ab)+c*)*", "(?:x{2,}){3,}", "([a-z]+)*$"])
def test_patterns_that_can_run_for_ever_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        safe_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["^Back to .*$", r"\(photo \d+\)", "(a|b)+", "[*+]+x*", r"(a\)+)?", "(?:ab){2}+", "x{3}"]
)
def test_plain_patterns_pass(pattern: str) -> None:
    assert safe_pattern(pattern) == pattern


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["publisher", "country", "na", "fields", "exclude", "boilerplate", "filename", "x"]),
        st.one_of(st.text(max_size=9), st.booleans(), st.integers(), st.lists(st.text(max_size=5), max_size=3)),
    )
)
def test_any_settings_are_read_or_named(tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]) -> None:
    folder = tmp_path_factory.mktemp("settings")
    lines = []
    for key, value in table.items():
        shown = (
            str(value).lower()
            if isinstance(value, bool)
            else repr(value).replace("\\x", "\\u00")
            if not isinstance(value, str | list)
            else _toml(value)
        )
        lines.append(f"{key} = {shown}")
    write(folder, "source.toml", "\n".join(lines))
    write(folder, "a.txt", "Text.")
    records, _ = read_all(folder)
    assert len(records) <= 1


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    escaped = "".join(
        f"\\U{ord(c):08x}" if not c.isalnum() or ord(c) > 126 else c
        for c in str(value)
        if not 0xD800 <= ord(c) < 0xE000
    )
    return f'"{escaped}"'


def test_a_mapping_holds_for_the_first_lines_of_a_text(tmp_path: Path) -> None:
    write(tmp_path, "source.toml", '[fields]\nspeaker = "Delivered by"\nplace = "Where held"\n')
    record = read_one(tmp_path, "a.txt", "Delivered by: Ann Example\nWhere held: Bergen\n\nText.\n")
    assert (record.given.speaker, record.given.place, record.text) == (("Ann Example",), "Bergen", "Text.")


def test_a_mapping_names_classes_and_meta_elements_of_a_page(tmp_path: Path) -> None:
    write(tmp_path, "source.toml", '[fields]\ntext = "#speech"\nspeaker = ".who"\nevent_date = "held"\n')
    page = ('<html><head><meta name="held" content="2020-01-02"></head><body><div class="who">Ann '
            'Example</div><p>Not this.</p>'
            '<div id="speech"><p>Text.</p></div></body></html>')
    record = read_one(tmp_path, "a.html", page)
    assert record.given.speaker == ("Ann Example",)
    assert (record.given.date, record.given.date_is_event) == ("2020-01-02", True)
    assert record.text == "Text."
