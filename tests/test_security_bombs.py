"""Files made to grow, to nest without end, to read other files or to run: each is read or named, and soon."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from indexer.errors import KnowledgeError
from indexer.formats import Limits
from indexer.formats.settings import FolderSettings, read_settings
from tests.format_files import read_all, write

LONGEST = 2.0  # seconds of processor time for one file
SECRET = "what another file keeps to itself"


def read_soon(path: Path, limits: Limits | None = None) -> str:
    """The words of all records and problems of a file; fails where that takes long, or where neither is there."""
    began = time.process_time()
    records, problems = read_all(path, limits)
    assert time.process_time() - began < LONGEST
    assert records or problems
    return "\n".join([*(record.text for record in records), *map(str, problems), *(str(r.given) for r in records)])


def entities(depth: int) -> str:
    rows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE x [<!ENTITY a0 "lol">{rows}]><x><p>&a{depth - 1};</p></x>'


@pytest.mark.parametrize("text", [
    entities(10),
    f'<!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]><x><p>{"&a;" * 50_000}</p></x>',
    '<!DOCTYPE x [<!ENTITY % p "<!ENTITY a \'x\'>"> %p;]><x><p>&a;</p></x>',
    '<!DOCTYPE x [<!ENTITY a "&a;">]><x><p>&a;</p></x>',
], ids=["billion laughs", "quadratic blow-up", "parameter entity", "itself"])
def test_entities_that_grow_are_not_read(tmp_path: Path, text: str) -> None:
    assert len(read_soon(write(tmp_path, "a.xml", f'<?xml version="1.0"?>{text}'))) < 10_000


@pytest.mark.parametrize("form", [
    '<!DOCTYPE x [<!ENTITY a SYSTEM "{}">]><x><p>&a;</p></x>',
    '<!DOCTYPE x [<!ENTITY a PUBLIC "p" "{}">]><x><p>&a;</p></x>',
    '<!DOCTYPE x SYSTEM "{}"><x><p>&a;</p></x>',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "{}"> %a;]><x><p>text</p></x>',
    '<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{}" parse="text"/><p>text</p></x>',
    '<?xml-stylesheet href="{}"?><x><p>text</p></x>',
    '<x xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {}"><p>text</p></x>',
])
@pytest.mark.parametrize("scheme", ["file://{}", "{}"])
def test_xml_never_reads_another_file(tmp_path: Path, form: str, scheme: str) -> None:
    secret = write(tmp_path, "secret/secret.txt", SECRET)
    text = form.replace("{}", scheme.format(secret))
    assert SECRET not in read_soon(write(tmp_path, "own/a.xml", f'<?xml version="1.0"?>{text}'))
    assert SECRET not in read_soon(write(tmp_path, "own/b.html", f"<html><body>{text}<p>text</p></body></html>"))


DEEP = 50_000


@pytest.mark.parametrize(("name", "text"), [
    ("a.html", "<div>" * DEEP + "text"), ("a.html", "<b>" * DEEP + "text" + "</b>" * DEEP),
    ("a.html", "<ul><li>" * (DEEP // 2) + "text"), ("a.html", "<table><tr><td>" * (DEEP // 3) + "text"),
    ("a.html", "<p " + " ".join(f"a{n}=b" for n in range(DEEP)) + ">text</p>"),
    ("a.html", "<table>" + "<tr>" + "<td>x" * DEEP + "</table>"), ("a.html", "<p>text" + "<p>x" * DEEP),
    ("a.html", "<!--" * DEEP + "text"), ("a.html", "<p>" + "&" * DEEP + "text"), ("a.html", "<a href='" + "x" * DEEP),
    ("a.xml", "<?xml version='1.0'?>" + "<x>" * DEEP + "text"),
    ("a.xml", "<?xml version='1.0'?><x " + " ".join(f"a{n}='b'" for n in range(DEEP)) + "><p>text</p></x>"),
    ("a.xml", "<?xml version='1.0'?><x>" + "<p/>" * DEEP + "<p>text</p></x>"),
    ("a.json", "[" * DEEP + "]" * DEEP), ("a.json", '{"a":' * DEEP + "1" + "}" * DEEP),
    ("a.json", '{"text": "text", "n": ' + "9" * DEEP + "}"),
    ("a.json", '{"text": ' + "[" * 900 + '"text"' + "]" * 900 + "}"),
    ("a.json", '{"text": "text", "n": 1e999999, "m": -Infinity, "k": NaN}'),
    ("a.jsonl", ('{"text": ' + "[" * DEEP + "\n") * 3), ("a.md", "> " * DEEP + "text"), ("a.md", "- " * DEEP + "text"),
    ("a.md", "[" * DEEP + "text" + "](x)" * DEEP), ("a.md", "*" * DEEP + "text" + "*" * DEEP), ("a.md", "#" * DEEP),
    ("a.md", "\n".join(" " * n + "- x" for n in range(900))), ("a.txt", "text\n" + "(" * DEEP), ("a.txt", "“" * DEEP),
], ids=lambda value: ascii(value[:24]))
def test_what_nests_without_end_is_read_or_named(tmp_path: Path, name: str, text: str) -> None:
    read_soon(write(tmp_path, name, text))


YAML = (
    "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "a: &a\n  <<: *a\n", "a: &a [*a]\n", "x: !!python/object/apply:os.system ['touch {ran}']\n",
    "x: !!python/name:os.system\n", "!!python/object/new:os.system ['touch {ran}']: 1\n", "x: !!binary " + "A" * 50_000,
    "[" * 5_000, "{a: " * 5_000, "a: " * 5_000, "- " * 5_000, "? " * 5_000,
    "x: !<tag:yaml.org,2002:python/module:os> ''\n",
    "x: " + "1" * 50_000, "%YAML 9.9\n--- a\n", "&a " * 5_000, "x: |\n" + " " * 50_000 + "x\n",
)


@pytest.mark.parametrize("fields", YAML, ids=range(len(YAML)))
def test_front_matter_neither_runs_nor_grows(tmp_path: Path, fields: str) -> None:
    ran = tmp_path / "ran"
    front = fields.replace("{ran}", str(ran))
    told = read_soon(write(tmp_path, "a.md", f"---\n{front}---\n# Talks\n\nA word on peace.\n"))
    assert not ran.exists()
    assert len(told) < 2_000_000


@pytest.mark.parametrize("fields", ["a = " + "[" * 5_000, "a = " + "{b=" * 5_000, "a = " + "1" * 50_000,
                                    "a." * 20_000 + "b = 1", "[" + "a." * 20_000 + "b]", 'a = "' + "\\u0041" * 50_000])
def test_toml_nests_no_deeper_than_it_can_be_read(tmp_path: Path, fields: str) -> None:
    read_soon(write(tmp_path, "a.md", f"+++\n{fields}\n+++\n# Talks\n\nA word on peace.\n"))
    began = time.process_time()
    with pytest.raises(KnowledgeError):
        read_settings(write(tmp_path, "source.toml", fields), FolderSettings())
    assert time.process_time() - began < LONGEST


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../../a.txt", data)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["txt", "json", "csv", "xml", "html", "md", "jsonl"])
def test_archives_are_named_and_not_unpacked(tmp_path: Path, ending: str) -> None:
    data = b"Talks on peace.\n" * 2_000_000
    for n, packed in enumerate((gzip.compress(data[:1_000_000]), bz2.compress(data[:1_000_000]), zipped(data))):
        assert "archive" in read_soon(write(tmp_path, f"{n}.{ending}", packed))
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.{ending}" for n in range(3)]


def test_files_and_cells_beyond_the_limits_are_named(tmp_path: Path) -> None:
    limits = Limits(max_bytes=100_000, max_row_bytes=100_000)
    for name, text in (("a.txt", "peace " * 30_000), ("a.html", "<p>" + "peace " * 30_000),
                       ("a.json", json.dumps({"text": "peace " * 30_000})),
                       ("a.jsonl", json.dumps({"text": "peace " * 30_000}) + "\n"),
                       ("a.csv", 'id,text\n1,"' + "peace " * 30_000 + '"\n'),
                       ("b.csv", 'id,text\n1,"' + "peace\n" * 60_000)):
        path = write(tmp_path, name, text)
        records, problems = read_all(path, limits)
        assert problems, name
        assert all(len(record.text) <= 300_000 for record in records), name


def test_a_cell_and_a_row_of_a_megabyte_are_read(tmp_path: Path) -> None:
    assert read_soon(write(tmp_path, "a.csv", "id,text\n1,peace " + "x" * 1_000_000 + "\n")).startswith("peace")
    assert read_soon(write(tmp_path, "b.csv", "id,text\n1,peace" + "," * 200_000 + "\n"))
    header = ",".join(f"c{n}" for n in range(50_000))
    assert read_soon(write(tmp_path, "c.csv", f"{header},text\n{',' * 50_000}peace\n"))
