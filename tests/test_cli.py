"""The command line as scripts use it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from indexer.cli.commands import main

READOUT = """Peru-Chile Relations

March 4, 2011

On March 4, Mr. Tomas Arana, Minister for Foreign Affairs of Chile, held a meeting with Ms. Lucia Quispe, \
Minister of Foreign Affairs of Peru, in Lima, Peru. The overview of the meeting is as follows.

1. Border trade

(1) Minister Arana welcomed that the two customs offices had agreed on longer opening hours.
(2) Minister Quispe explained that the road to the border would be widened by the end of the year.

2. Fisheries

The two ministers agreed to continue consultations on fisheries.
"""


class Run:
    """Runs the command in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = folder / "sources"
        self.sources.mkdir()
        self.index = folder / "index"

    def __call__(self, *arguments: str | Path) -> Result:
        """Whatever the command raises fails the test: a user would see its traceback."""
        @click.command()
        def call() -> None:
            main([str(each) for each in arguments])

        return CliRunner().invoke(call, [], env={"ONRECORD_INDEX": str(self.index)}, catch_exceptions=False)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def report(self, *arguments: str | Path) -> dict[str, object]:
        result = self("index", self.sources, "--json", *arguments)
        assert result.exit_code in {0, 1}, result.output
        report = json.loads(result.stdout)
        assert isinstance(report, dict)
        return report


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    return Run(tmp_path)


def counts(report: dict[str, object]) -> dict[str, object]:
    names = ("added", "changed", "unchanged", "removed", "failed", "empty")
    return {name: report[name] for name in names if report[name]}


def test_a_run_reports_what_was_added_changed_unchanged_and_removed(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    path = onrecord.write("b.txt", READOUT.replace("Fisheries", "Mining"))
    assert counts(onrecord.report()) == {"added": 2}
    assert counts(onrecord.report()) == {"unchanged": 2}
    path.write_text(READOUT.replace("Fisheries", "Forestry and timber"), encoding="utf-8")
    assert counts(onrecord.report()) == {"changed": 1, "unchanged": 1}
    path.unlink()
    assert counts(onrecord.report()) == {"removed": 1, "unchanged": 1}


def test_section_ids_stay_the_same_when_a_record_is_read_again(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    before = [hit["id"] for hit in json.loads(onrecord("search", "border", "--json").stdout)["hits"]]
    onrecord.report("--rebuild")
    after = [hit["id"] for hit in json.loads(onrecord("search", "border", "--json").stdout)["hits"]]
    assert before
    assert before == after


def test_a_file_that_yields_nothing_is_named_and_the_rest_is_indexed(onrecord: Run) -> None:
    onrecord.write("good.txt", READOUT)
    onrecord.write("empty.txt", "")
    onrecord.write("binary.txt", bytes(range(256)) * 40)
    onrecord.write("broken.md", "---\ntitle: [unclosed\ndate: 2011\n---\nText of the record.\n")
    onrecord.write("broken.json", '{"title": "Cut off", "text": "It en')
    onrecord.write("norecord.json", '[1, 2, 3]')
    result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    for name in ("empty.txt", "binary.txt", "broken.md", "broken.json", "norecord.json"):
        assert name in result.stderr, name
    assert json.loads(onrecord("info", "--json").stdout)["records"] >= 1


def test_a_file_over_the_limit_is_named_with_the_limit(onrecord: Run) -> None:
    onrecord.write("large.txt", READOUT * 10)
    result = onrecord("index", onrecord.sources, "--max-size", "1000")
    assert "large.txt" in result.stderr
    assert "1,000" in result.stderr or "1000" in result.stderr


def test_a_file_that_breaks_keeps_its_last_good_reading(onrecord: Run) -> None:
    path = onrecord.write("a.json", json.dumps({"title": "Talks on fisheries", "text": READOUT}))
    onrecord.report()
    path.write_text('{"title": "Talks on fish', encoding="utf-8")
    report = onrecord.report()
    assert counts(report) == {"failed": 1}
    assert json.loads(onrecord("search", "fisheries", "--json").stdout)["total"]["records"] == 1


def test_a_dry_run_writes_nothing(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    assert counts(onrecord.report("--dry-run")) == {"added": 1}
    assert onrecord("search", "border").exit_code == 1


def test_two_records_of_the_same_id_are_both_found(onrecord: Run) -> None:
    for name in ("one", "two"):
        onrecord.write(f"{name}.json", json.dumps({"id": "same", "title": f"Talks {name}", "text": READOUT}))
    report = onrecord.report()
    assert report["records"] == 2
    assert any("is taken" in problem["what"] for problem in report["problems"])  # type: ignore[index,attr-defined]
    assert json.loads(onrecord("search", "border", "--json").stdout)["total"]["records"] == 2


def test_without_an_index_there_is_one_line_and_status_1(onrecord: Run) -> None:
    for arguments in (("search", "treaty"), ("show", "x"), ("info",)):
        result = onrecord(*arguments)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
        assert str(onrecord.index) in result.stderr


def test_a_damaged_index_is_said_and_can_be_rebuilt(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    for path in onrecord.index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    result = onrecord("search", "border")
    assert result.exit_code == 1
    assert "--rebuild" in result.stderr
    assert "Traceback" not in result.output
    assert counts(onrecord.report("--rebuild")) == {"added": 1}
    assert onrecord("search", "border").exit_code == 0


def test_misuse_exits_with_2(onrecord: Run) -> None:
    assert onrecord("index").exit_code == 2
    assert onrecord("nonsense").exit_code == 2
    assert onrecord("search", "x", "--sort", "best").exit_code == 2


def test_an_unknown_record_is_said_in_one_line(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    result = onrecord("show", "no-such-record")
    assert result.exit_code == 1
    assert "no-such-record" in result.stderr


def test_parse_prints_the_contract(onrecord: Run) -> None:
    path = onrecord.write("a.txt", READOUT)
    (record,) = json.loads(onrecord("parse", path, "--json").stdout)
    assert {"id", "kind", "title", "breadcrumb", "publisher", "source_url", "language", "date", "date_end",
            "date_precision", "date_basis", "dateline", "time", "location", "event", "participants",
            "sections"} <= set(record)
    assert record["date"] == "2011-03-04"
    assert set(record["location"]) >= {"place", "city", "country", "iso2", "basis", "mode"}
    assert (record["location"]["city"], record["location"]["iso2"]) == ("Lima", "PE")
    assert [(person["name"], person["country"]) for person in record["participants"]] == [
        ("Tomas Arana", "Chile"), ("Lucia Quispe", "Peru")]
    numbered = {section["number"]: section for section in record["sections"]}
    assert [each for each in numbered if each] == ["1(1)", "1(2)", "2"]
    assert numbered["1(1)"]["speakers"] == ["Tomas Arana"]
    assert numbered["2"]["speakers"] == ["both"]
    assert set(numbered["2"]) >= {"id", "kind", "number", "heading", "path", "text", "date", "location", "speakers",
                                  "mentioned", "topics", "statements"}
    (statement,) = numbered["2"]["statements"]
    assert statement["act"] == "agreed"
    assert numbered["2"]["text"][statement["start"]:statement["end"]].startswith("The two ministers agreed")


def test_search_prints_the_contract(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    answer = json.loads(onrecord("search", "customs", "--speaker", "Tomas Arana", "--json").stdout)
    assert set(answer) >= {"query", "total", "hits", "facets", "took_ms", "limits"}
    assert set(answer["query"]) >= {"text", "parsed", "literal"}
    assert answer["total"] == {"sections": 1, "records": 1}
    (hit,) = answer["hits"]
    assert set(hit) >= {"id", "record_id", "title", "heading", "date", "date_precision", "place", "speakers", "topics",
                        "snippet", "score", "url"}
    (start, end), *_ = hit["snippet"]["highlights"]
    assert hit["snippet"]["text"][start:end] == "customs"
    assert {"value", "label", "count", "selected"} <= set(answer["facets"]["speaker"][0])


@pytest.mark.parametrize(("dates", "found"), [
    ("2011", 1), ("2011-03", 1), ("2011-03-04", 1), ("2010..2012", 1), (">=2011", 1), ("<=2010", 0),
    ("2011-03-05..2012", 0)])
def test_dates_narrow_at_any_precision(onrecord: Run, dates: str, found: int) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    answer = json.loads(onrecord("search", "customs", "--date", dates, "--json").stdout)
    assert answer["total"]["records"] == found


def test_a_query_of_ten_thousand_characters_is_answered(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    result = onrecord("search", '("' * 2500 + "treaty " * 700, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["query"]["parsed"]


def test_the_founding_record_is_understood(onrecord: Run, shared: Path) -> None:
    seed = shared / "seed"
    result = onrecord("index", seed, "--json")
    assert result.exit_code == 0, result.output
    (record,) = json.loads(onrecord("parse", next(seed.iterdir()), "--json").stdout)
    assert [section["number"] for section in record["sections"]] == [
        None, "1(1)", "1(2)", "2(1)", "2(2)", "3", "4", "5"]
    assert record["sections"][0]["kind"] == "lead"
    assert record["date"] == "2016-11-19"
    assert (record["location"]["city"], record["location"]["country"]) == ("Lima", "Peru")
    answer = json.loads(onrecord("search", "peace treaty", "--speaker", "Shinzo Abe", "--json").stdout)
    assert answer["hits"][0]["heading"] == "Issue of concluding a peace treaty"
    assert answer["hits"][0]["speakers"][:2] == ["Shinzo Abe", "Vladimir Putin"]


def test_verify_tells_a_sound_index_from_a_damaged_one(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    assert onrecord("verify").exit_code == 0
    array = max((path for path in onrecord.index.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    content = bytearray(array.read_bytes())
    content[len(content) // 2] ^= 0xFF
    array.write_bytes(bytes(content))
    result = onrecord("verify")
    assert result.exit_code == 1
    assert result.stdout.strip() or result.stderr.strip()


def test_the_command_may_be_called_again_in_one_process() -> None:
    from indexer import cli

    for _ in range(2):
        with pytest.raises(SystemExit):
            cli.main(["--version"])
