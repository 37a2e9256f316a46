"""Runs of the index over files that come, change, break and go; and what each run says of them."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from indexer import indexing, reading, workers
from indexer.engine import SearchRequest
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.knowledge.loading import Knowledge
from indexer.model import ParsedRecord, Record
from indexer.opening import check_index, open_engine
from indexer.understanding.parsing import parse as understood
from tests.interrupts import heed_interrupts
from tests.test_cli import READOUT, Run, counts

SHORT = "The two ministers agreed to keep the border open."
needs_permissions = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everything")


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    return Run(tmp_path)


def found(onrecord: Run, query: str) -> list[str]:
    """The ids of the records that the index finds."""
    hits = json.loads(onrecord("search", query, "--json").stdout)["hits"]
    return sorted({hit["record_id"] for hit in hits})


def test_a_renamed_file_is_one_removed_and_one_added(onrecord: Run) -> None:
    path = onrecord.write("a.txt", READOUT)
    onrecord.report()
    path.rename(path.with_name("b.txt"))
    assert counts(onrecord.report()) == {"added": 1, "removed": 1}
    assert found(onrecord, "customs") == ["b"]


def test_a_file_that_was_only_touched_is_unchanged(onrecord: Run) -> None:
    path = onrecord.write("a.txt", READOUT)
    onrecord.report()
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert counts(onrecord.report()) == {"unchanged": 1}


def test_a_change_of_the_folders_settings_reads_its_files_again(onrecord: Run) -> None:
    onrecord.write("one/a.txt", READOUT)
    onrecord.write("two/b.txt", READOUT)
    onrecord.report()
    onrecord.write("one/source.toml", 'publisher = "Ministry of Ferries"\n')
    assert counts(onrecord.report()) == {"changed": 1, "unchanged": 1}
    answer = json.loads(onrecord("search", "customs", "--publisher", "Ministry of Ferries", "--json").stdout)
    assert answer["total"]["records"] == 1


def test_ids_are_those_of_a_rebuild_when_a_file_of_the_same_stem_joins(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    onrecord.write("a.md", READOUT)
    onrecord.report()
    before = found(onrecord, "customs")
    onrecord.report("--rebuild")
    assert before == found(onrecord, "customs") == ["a.md", "a.txt"]


def test_what_a_folder_leaves_aside_is_counted_apart_from_empty_files(onrecord: Run) -> None:
    onrecord.write("source.toml", 'exclude = ["drafts"]\n')
    onrecord.write("drafts/a.txt", READOUT)
    onrecord.write("b.txt", READOUT)
    onrecord.write("empty.txt", "")
    report = onrecord.report()
    assert counts(report) == {"added": 1, "empty": 1}
    assert report["skipped"] == 1


def test_a_table_gives_a_record_for_each_row_and_indexes_those_with_words(onrecord: Run) -> None:
    rows = f"One,2011-03-04,{SHORT}\nTwo,2011-03-05,\nThree,2011-03-06,{SHORT}\n"
    path = onrecord.write("a.csv", f"title,date,text\n{rows}")
    result = onrecord("parse", path, "--json")
    records = json.loads(result.stdout)
    assert [(each["title"], len(each["sections"])) for each in records] == [("One", 1), ("Two", 0), ("Three", 1)]
    assert result.stderr.count("a.csv:3:") == 1
    report = onrecord.report()
    assert (report["records"], report["sections"]) == (2, 2)


@pytest.mark.parametrize("text", ["The minister welcomed the treaty", "Fisheries", "March 4, 2011"])
def test_a_field_of_few_words_is_still_a_text(onrecord: Run, text: str) -> None:
    path = onrecord.write("a.json", json.dumps({"title": "Answer", "text": text}))
    (record,) = json.loads(onrecord("parse", path, "--json").stdout)
    assert [section["text"] for section in record["sections"]] == [text]


def test_a_row_that_speaks_of_broadcasts_is_no_notice_of_one(onrecord: Run) -> None:
    onrecord.write("a.jsonl", json.dumps({"id": "a", "text": "We listen to every broadcast."}) + "\n")
    assert onrecord.report()["sections"] == 1


def test_a_file_name_with_a_line_break_is_named_in_one_line(onrecord: Run) -> None:
    onrecord.write("a\nb.txt", "")
    result = onrecord("index", onrecord.sources)
    assert len(result.stderr.strip().splitlines()) == 1
    assert "empty file" in result.stderr


def test_a_name_that_is_no_text_is_indexed_and_shown(onrecord: Run) -> None:
    name = os.fsencode(onrecord.sources) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text(READOUT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    assert counts(onrecord.report()) == {"added": 1}
    assert counts(onrecord.report()) == {"unchanged": 1}
    assert found(onrecord, "customs")


def test_a_vanished_folder_keeps_what_the_index_has_of_it(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    onrecord.sources.rename(onrecord.folder / "elsewhere")
    result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert "no such file or folder" in result.stderr
    assert found(onrecord, "customs") == ["a"]


def test_a_second_writer_is_told_who_writes(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    with open_engine(onrecord.index).writer():
        result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert f"process {os.getpid()}" in result.stderr
    assert counts(onrecord.report()) == {"added": 1}


def test_a_lock_that_cannot_be_written_is_said_in_one_line(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    (onrecord.index / "writer.lock").unlink()
    (onrecord.index / "writer.lock").mkdir()
    result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "writer.lock" in result.stderr
    assert found(onrecord, "customs") == ["a"]


@needs_permissions
def test_an_index_that_may_not_be_written_is_said_in_one_line(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.index.mkdir(mode=0o500)
    result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert "cannot write" in result.stderr


def test_an_index_among_the_records_is_not_read(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    inside = ("--index", onrecord.sources / "onrecord-index")
    assert counts(onrecord.report(*inside)) == {"added": 1}
    assert counts(onrecord.report(*inside)) == {"unchanged": 1}


def test_the_row_of_a_file_that_names_nothing_is_no_record(onrecord: Run) -> None:
    path = onrecord.write("a.jsonl", '{"nothing": 1}\n')
    result = onrecord("parse", path, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])


@pytest.mark.parametrize("command", ["index", "check", "parse", "coverage"])
def test_an_empty_path_is_not_the_folder_one_stands_in(onrecord: Run, command: str) -> None:
    assert onrecord(command, "").exit_code == 2


@pytest.mark.parametrize("dates", [
    ("nonsense",), ("2016-13",), ("2016-02-30",), ("2011..2012", "2016"), ("2011-03-04", "2016"), ("",)])
def test_a_date_that_narrows_nothing_is_misuse(onrecord: Run, dates: tuple[str, ...]) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    result = onrecord("search", "customs", *(part for date in dates for part in ("--date", date)))
    assert result.exit_code == 2
    assert "--date" in result.stderr


@pytest.mark.parametrize(("option", "typed"), [
    ("--place", "lima"), ("--place", "peru > LIMA"), ("--place", "republic of peru"), ("--kind", "fm readout"),
    ("--kind", "fm-readout"), ("--speaker", "tomas arana"), ("--act", "Welcomed"), ("--date", "2012..2010")])
def test_what_narrows_may_be_typed_in_other_ways(onrecord: Run, option: str, typed: str) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    result = onrecord("search", "customs", option, typed, "--json")
    assert json.loads(result.stdout)["total"]["sections"] == 1
    assert result.stderr == ""


def test_a_value_that_the_index_does_not_have_is_named_with_those_near_it(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    result = onrecord("search", "customs", "--speaker", "arana")
    assert result.exit_code == 0
    assert "Tomas Arana" in result.stderr


def test_processes_that_read_end_with_the_one_that_started_them(onrecord: Run) -> None:
    for number in range(100):
        onrecord.write(f"{number}.txt", READOUT * 20)
    command = [sys.executable, "-m", "indexer", "index", str(onrecord.sources), "--index", str(onrecord.index),
               "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(3)
        process.kill()
        process.communicate(timeout=20)  # ends when the last process that has these pipes does


def test_a_reader_that_has_enough_is_no_fault(onrecord: Run) -> None:
    for number in range(50):
        onrecord.write(f"{number}.txt", READOUT)
    onrecord.report()
    command = [sys.executable, "-m", "indexer", "search", "", "--limit", "200", "--index", str(onrecord.index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_folder_of_records_cannot_be_its_own_index(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    assert onrecord("index", onrecord.sources, "--index", onrecord.sources).exit_code == 2
    assert [path.name for path in onrecord.sources.iterdir()] == ["a.txt"]


def test_a_port_that_is_taken_is_said_with_its_number(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "indexer", "serve", "--port", str(port), "--index", str(onrecord.index)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert str(port) in result.stderr.strip().splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_a_large_file_tells_how_far_it_is(onrecord: Run) -> None:
    onrecord.write("a.csv", "text\n" + f"{SHORT}\n" * 500)
    told: list[tuple[int, int, str]] = []
    build_index([onrecord.sources], open_engine(onrecord.index), data_folder(),
                progress=lambda done, total, name: told.append((done, total, name)))
    assert told == [(0, 1, "sources/a.csv, 200 sections"), (0, 1, "sources/a.csv, 400 sections"),
                    (1, 1, "sources/a.csv")]


def test_a_record_that_cannot_be_understood_costs_no_other(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(record: Record, knowledge: Knowledge) -> ParsedRecord:
        if "Two" in record.text:
            raise IndexError("list index out of range")
        return understood(record, knowledge)

    monkeypatch.setattr(reading, "parse", parse)
    onrecord.write("a.csv", f"text\nOne. {SHORT}\nTwo. {SHORT}\nThree. {SHORT}\n")
    report = onrecord.report("--jobs", "1")
    assert report["records"] == 2
    assert [problem["line"] for problem in report["problems"]] == [3]  # type: ignore[attr-defined]


def test_a_sentence_without_words_is_understood(onrecord: Run) -> None:
    path = onrecord.write("a.jsonl", json.dumps({"title": "Debate", "text": "A new spirit should emerge. _"}) + "\n")
    assert onrecord("parse", path, "--json").exit_code == 0


def row_of(chance: Random, number: int) -> dict[str, str]:
    """One row of a table, some of them at fault, and many like one another."""
    own = {"numbers": str(number), "letters": f"row {number}", "none": ""}
    return {"id": own[chance.choice(["numbers", "letters", "letters", "none"])],
            "title": f"Remarks {chance.randrange(3)}",
            "text": "" if chance.random() < 0.05 else f"The minister spoke of {chance.choice(['peace', 'trade'])}."}


def changed_rows(chance: Random, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows after an edit: some go, change, come, come twice, or change places."""
    found = [row if chance.random() < 0.9 else row_of(chance, chance.randrange(40)) for row in rows
             if chance.random() < 0.95]
    for _ in range(chance.randrange(3)):
        found.insert(chance.randrange(len(found) + 1), row_of(chance, chance.randrange(40)))
    if found and chance.random() < 0.3:
        found.insert(chance.randrange(len(found)), chance.choice(found))
    return found


def write_table(path: Path, rows: list[dict[str, str]], chance: Random) -> None:
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as stream:
            table = csv.DictWriter(stream, ["id", "title", "text"])
            table.writeheader()
            table.writerows(rows)
            if chance.random() < 0.2:
                stream.write("a,row,of,four\n")
        return
    lines = [json.dumps({name: value for name, value in row.items() if value}) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines) + ("{broken\n" if chance.random() < 0.2 else ""), "utf-8")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_table_read_in_part_gives_what_reading_all_of_it_gives(onrecord: Run, name: str,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MANY_RECORDS", 1)
    for seed in range(2):
        chance = Random(seed)
        rows = [row_of(chance, number) for number in range(25)]
        live = onrecord.folder / f"index{seed}"
        for turn in range(6):
            write_table(onrecord.sources / name, rows, chance)
            build_index([onrecord.sources], open_engine(live), data_folder())
            anew = onrecord.folder / f"anew{seed}-{turn}"
            build_index([onrecord.sources], open_engine(anew), data_folder())
            assert check_index(live) == []
            one, other = (open_engine(folder) for folder in (live, anew))
            every = SearchRequest(limit=1000)
            assert ({hit.document.id: hit.document for hit in one.search(every).hits}
                    == {hit.document.id: hit.document for hit in other.search(every).hits})
            for path, state in other.sources().items():
                assert sorted(map(str, one.sources()[path].problems)) == sorted(map(str, state.problems))
                assert replace(one.sources()[path], problems=(), unsettled=(), mtime_ns=0) == replace(
                    state, problems=(), unsettled=(), mtime_ns=0)
            rows = changed_rows(chance, rows)


def test_of_a_changed_table_only_the_rows_that_changed_are_understood_again(
        onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": f"row {number}", "title": "Remarks", "text": SHORT.replace("\n", " ")} for number in range(200)]
    chance = Random(1)
    write_table(onrecord.sources / "a.jsonl", rows, chance)
    assert onrecord.report()["records"] == 200
    seen: list[str] = []

    def parse(record: Record, knowledge: Knowledge) -> ParsedRecord:
        seen.append(record.id)
        return understood(record, knowledge)

    monkeypatch.setattr(reading, "parse", parse)
    rows[7]["text"] += " And of fish."
    write_table(onrecord.sources / "a.jsonl", [*rows[:3], rows[-1], *rows[3:-1]], chance)
    report = onrecord.report("--jobs", "1")
    assert seen == ["row-7"]
    assert (report["changed"], report["records"], report["sections"]) == (1, 1, 1)
    assert json.loads(onrecord("search", "fish", "--json").stdout)["total"]["sections"] == 1
    assert json.loads(onrecord("search", "", "--json").stdout)["total"]["sections"] == 200


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_any_number_of_processes_gives_the_same_index(onrecord: Run, suffix: str,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole files and tables in pieces, read anew and in part, with rows at fault and ids that are taken."""
    for module in (workers, reading):
        monkeypatch.setattr(module, "WEIGHT_A_PROCESS", 1_000)
    chance = Random(5)
    rows = [row_of(chance, number) for number in range(120)]
    for number in range(4):
        onrecord.write(f"{number}.txt", READOUT)
    for turn in range(2):
        for name in ("1b", "3b"):
            write_table(onrecord.sources / f"{name}.{suffix}", rows, chance)
        states, answers, reports = [], [], []
        for jobs in (1, 3):
            engine = open_engine(onrecord.folder / f"index{jobs}")
            report = build_index([onrecord.sources], engine, data_folder(), jobs=jobs)
            reports.append(replace(report, seconds=0.0, generation=""))
            states.append([replace(state, mtime_ns=0) for state in engine.sources().values()])
            answers.append([hit.document for hit in engine.search(SearchRequest(limit=1000)).hits])
        assert states[0] == states[1]
        assert answers[0] == answers[1]
        assert reports[0] == reports[1]
        assert reports[0].records > (100 if turn == 0 else 1)
        assert [problem.path.name for problem in reports[0].problems] == sorted(
            problem.path.name for problem in reports[0].problems)
        rows = changed_rows(chance, rows)


def test_where_no_process_can_be_started_this_one_reads(onrecord: Run, monkeypatch: pytest.MonkeyPatch,
                                                       caplog: pytest.LogCaptureFixture) -> None:
    def refused(process: object) -> None:  # noqa: ARG001
        raise BlockingIOError(11, "Resource temporarily unavailable")

    for module in (workers, reading):
        monkeypatch.setattr(module, "WEIGHT_A_PROCESS", 1)
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    for number in range(3):
        onrecord.write(f"{number}.txt", READOUT)
    report = build_index([onrecord.sources], open_engine(onrecord.index), data_folder(), jobs=3)
    assert report.added == 3
    assert "no processes can be started" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_in_several_processes_stops_when_it_is_told_to(onrecord: Run, number: signal.Signals) -> None:
    rows = [{"title": f"Remarks {number}", "text": SHORT * 60} for number in range(6000)]
    write_table(onrecord.sources / "a.jsonl", rows, Random(1))
    command = [sys.executable, "-m", "indexer", "index", str(onrecord.sources), "--index", str(onrecord.index),
               "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          preexec_fn=heed_interrupts) as process:
        while process.poll() is None and not list(onrecord.index.glob("generations/*")):
            time.sleep(0.05)
        time.sleep(2)  # by now it reads
        process.send_signal(number)
        out, err = process.communicate(timeout=60)  # which waits for all processes that have these pipes
    assert out == ""
    assert [line for line in err.splitlines() if line and not line.startswith("Reading ")] == [
        "stopped; the index is as it was"]
    assert process.returncode == 130
    assert not any((onrecord.index / "generations").iterdir())
