"""Damaged files: cut short, flipped, in the wrong encoding. Nothing raises, nothing takes long, nothing is silent."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.format_files import check_layout, read_all, write
from tests.spoken import understood

LONGEST = 2.0  # seconds of processor time for one file

MARKDOWN = (
    '---\ntitle: "A\\_b"\ndate: 2021-06-12\n---\n# Talks\n\n1. One\n2. Two\n   - Inner\n\n> Quote\n\nMS. A:  '
    'Hello.\nQ    Why?\n\n'
    "<table><tr><td>x</td></tr></table>\n\n**Bold**  \ntext [link](https://e.org) \\# \\#\n"
)
HTML = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T | S</title>'
    '<script type="application/ld+json">{"@type": "Article"}</script></head><body><nav><a '
    'href="/">Home</a></nav><main><h1>T</h1>'
    "<ol><li>One<ul><li>Two</ul></ol><table><tr><td>a<td>b</table><pre>\n  Mr. A. One\ntwo.\n</pre>"
    "<p>caf\u00e9 &amp; &#146; <b>bold</b><br>line</main></body></html>"
)
JSON = json.dumps(
    [
        {"id": "a", "title": "T", "text": "One.\n\nTwo."},
        {"turns": [{"speaker": "A", "text": "Hi \u00e9"}], "date": 2020},
    ],
    indent=1,
)
JSONL = '{"id": "a", "title": "T", "text": "One."}\n{"text": "<p>Two</p>", "n": [1, {"a": null}]}\n' * 3
CSV = 'id,title,text\n1,"A, b","One\nmore ""x"" text."\n2,B,Two.\n3,C,"Three"\n'
XML = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;">]>\n'
    '<publicwhip latest="yes">'
    '<minor-heading id="uk.org.publicwhip/debate/2009-10-28c.1.1">X</minor-heading>'
    '<speech id="uk.org.publicwhip/debate/2009-10-28c.1.2" speakername="A"><p>One&mdash;two.</p></speech></publicwhip>'
)
TEXT = ("Title: Talks\nDate: 3 May 2019\n\nHard-wrapped lines are joined to para-\ngraphs by their lengths.\n\n"
        "(1) One\n(2) Two\nReporter: Why?\n")
KINDS = {"a.md": MARKDOWN, "a.html": HTML, "a.json": JSON, "a.jsonl": JSONL, "a.csv": CSV, "a.xml": XML, "a.txt": TEXT}

damages = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "insert", "repeat", "drop"]), st.floats(0, 1), st.binary(min_size=1, max_size=6)
    ),
    max_size=5,
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "cp932"])


def damaged(data: bytes, done: list[tuple[str, float, bytes]]) -> bytes:
    for what, where, new in done:
        at = int(where * len(data))
        if what == "cut":
            data = data[:at]
        elif what == "flip":
            data = data[:at] + new + data[at + len(new):]
        elif what == "insert":
            data = data[:at] + new + data[at:]
        elif what == "repeat":
            data = data[:at] + data[at:at + 40] * 20 + data[at:]
        else:
            data = data[:at] + data[at + 30:]
    return data


def read_within_time(path: Path) -> None:
    start = time.process_time()
    records, problems = read_all(path)
    assert time.process_time() - start < LONGEST
    assert records or problems
    for record in records:
        check_layout(record)
        assert record.id
        assert str(record.given)
    for problem in problems:
        assert "\n" not in str(problem)


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    name=st.sampled_from(sorted(KINDS)),
    encoding=encodings,
    done=damages,
    extension=st.sampled_from([None, ".txt", ".json", ".html", ".xml", ""]),
)
def test_a_damaged_file_is_read_or_named(tmp_path: Path, name: str, encoding: str, done: list[tuple[str, float, bytes]],
                                         extension: str | None) -> None:
    data = damaged(KINDS[name].encode(encoding, "replace"), done)
    stem, _, own = name.partition(".")
    read_within_time(write(tmp_path, stem + (f".{own}" if extension is None else extension), data))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=400), name=st.sampled_from(sorted(KINDS)))
def test_any_bytes_are_read_or_named(tmp_path: Path, data: bytes, name: str) -> None:
    read_within_time(write(tmp_path, name, data))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        alphabet=st.sampled_from("ab A.\n\t -*_#>[](){}<>/&;:\"'\\|`~1290Q\u00a0\u200b\u3000é国\ud800"), max_size=200
    ),
    name=st.sampled_from(["a.md", "a.html", "a.txt"]),
)
def test_any_signs_are_read_or_named(tmp_path: Path, text: str, name: str) -> None:
    read_within_time(write(tmp_path, name, text.encode("utf-8", "surrogatepass")))


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "\n",
        "a ",
        "(1) ",
        "1. ",
        "- ",
        "* ",
        "**",
        "_a_ ",
        "[",
        "[a](",
        "![",
        "<",
        "<p>",
        "</p>",
        "<b>",
        "&",
        "&amp;",
        "\\",
        "`",
        "~~",
        "> ",
        "#",
        "|",
        "| a ",
        "{",
        "[[",
        '{"a":',
        '"',
        ",",
        ";",
        "a:",
        "A: ",
        "Q ",
        "Q    x\n",
        "Mr. X. ",
        "<!--",
        "<![CDATA[",
        "<a href='#'>",
        "é",
        "国",
        "-\n",
        "a-\n",
        "\t",
        "\u00a0",
        "...",
        "x\n\n",
        "# x\n",
        "1. x\n",
        "- x\n  - y\n",
        "<td>",
        "<li>",
        "<ol><li>",
        "<div class='nav'>x",
    ],
    ids=repr,
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.csv", "a.xml", "a.jsonl"])
def test_a_sign_repeated_takes_time_in_proportion(tmp_path: Path, name: str, unit: str) -> None:
    size = MEGABYTE // 16
    start = time.process_time()
    read_all(write(tmp_path, name, "Title: x\n" * (name == "a.txt") + unit * (size // len(unit))))
    assert time.process_time() - start < LONGEST


@pytest.mark.parametrize("sign", ["\u0301", "\ufdfa", "\u02b9", "\u02b9's", "\u064b"], ids=ascii)
def test_an_accent_without_its_letter_is_a_word_like_another(sign: str) -> None:
    """Such a sign folds to nothing, and stands alone where bytes were lost or text was cut."""
    text = f"# Talks\n{sign} Mr. Haruki Sano, Prime Minister of Japan, said {sign} that {sign} he would go.\n{sign}"
    assert understood(text).participants[0].name == "Haruki Sano"


def test_a_byline_of_an_initial_alone_names_nobody_further() -> None:
    """A comma misread in `Mr E. G. Whitlam` leaves a name without a surname."""
    found = understood("# SPEECH BY THE PRIME MINISTER, MR E, G. SANO, M. P.,\nTO THE NATIONAL CONGRESS, OSLO.,\n"
                       "TUESDAY 29 OCTOBER 1974,\nIN OUR 22 MONTHS OF OFFICE WE HAVE BEEN AT WORK.")
    assert found.when is not None


@pytest.mark.parametrize("end", ["&", "and", ",", ", and"])
def test_a_line_cut_after_the_word_that_joins_two_speakers_names_the_first(end: str) -> None:
    parsed = understood("Remarks by Mr. Sano\n\nMay 3, 2019\n\nThe ministers met. Mr. Sano said peace.\n\n"
                        f"Mr. Sano {end}\n")
    assert any("Mr. Sano" in section.text for section in parsed.sections)


def test_a_row_of_comments_before_what_is_no_page_takes_time_in_proportion(tmp_path: Path) -> None:
    """Where a comment may end at any later sign of an end, the ways to read such a row double with each."""
    start = time.process_time()
    records, _ = read_all(write(tmp_path, "a.txt", "<!-- x -->" * 5_000 + "<q>Peace talks."))
    assert time.process_time() - start < LONGEST
    assert "Peace talks." in records[0].text


def test_a_long_word_where_a_speaker_is_named_takes_time_in_proportion(tmp_path: Path) -> None:
    """A name is one to seven words; there are as many ways to cut a long word in seven as its length to the seventh."""
    start = time.process_time()
    records, _ = read_all(write(tmp_path, "a.txt", f"Title: Talks\nSpeaker: A{'b' * 5_000}!\n\nA word on peace.\n"))
    assert time.process_time() - start < LONGEST
    assert "A word on peace." in records[0].text


@pytest.mark.parametrize("text", [
    "<!DOCTYPE x [<!ENTITY a {}]><x><p>Peace.</p></x>", "<x>{}<p>Peace.</p></x>", "<x a='{}'><p>Peace.</p></x>",
    "<?xml version='1.0'{}?><x><p>Peace.</p></x>", "{}<?xml version='1.0'?><x><p>Peace.</p></x>"])
def test_a_long_run_of_spaces_in_xml_takes_time_in_proportion(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.xml", text.format(" " * 200_000))
    start = time.process_time()
    read_all(path)
    assert time.process_time() - start < LONGEST
