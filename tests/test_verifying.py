"""`verify`: the index against itself and against its sources."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from indexer.engine import SearchRequest
from indexer.errors import IndexDamagedError, IndexLockedError, IndexStateError
from indexer.index import generations, live
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.opening import check_index, indexed_roots, open_engine
from tests.chance import document, put, source
from tests.test_cli import READOUT, Result, Run


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    found = Run(tmp_path)
    found.write("a.txt", READOUT)
    found.write("deep/b.txt", READOUT)
    found.report()
    return found


def verified(onrecord: Run, *arguments: str | Path) -> tuple[int, dict]:
    result: Result = onrecord("verify", "--json", *arguments)
    return result.exit_code, json.loads(result.stdout)


def differences(onrecord: Run, *arguments: str | Path) -> dict[str, str]:
    """What is said of which file, by its name."""
    status, answer = verified(onrecord, *arguments)
    assert status == (1 if answer["differences"] else 0)
    assert answer["sound"]
    return {Path(each["path"]).name: each["what"] for each in answer["differences"]}


def test_an_index_is_up_to_date_with_what_it_was_made_from(onrecord: Run) -> None:
    status, answer = verified(onrecord)
    assert (status, answer["sound"], answer["up_to_date"]) == (0, True, True)
    assert answer["sources"] == [str(onrecord.sources)]
    assert "up to date" in onrecord("verify").stdout


def test_files_that_changed_came_and_went_are_named_and_the_mend_is_said(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT.replace("customs", "tariffs"))
    (onrecord.sources / "deep" / "b.txt").unlink()
    onrecord.write("c.txt", READOUT)
    assert differences(onrecord) == {"a.txt": "changed", "b.txt": "missing", "c.txt": "added"}
    result = onrecord("verify")
    assert result.exit_code == 1
    assert f"onrecord index {onrecord.sources} --index {onrecord.index}" in result.stdout
    onrecord.report()
    assert differences(onrecord) == {}


def test_bytes_that_changed_behind_an_unchanged_time_and_size_are_found(onrecord: Run) -> None:
    path = onrecord.sources / "a.txt"
    os.utime(path, ns=(10**18, 10**18))
    onrecord.report("--rebuild")
    path.write_bytes(path.read_bytes().replace(b"customs", b"tariffs"))
    os.utime(path, ns=(10**18, 10**18))
    assert differences(onrecord) == {"a.txt": "changed"}


def test_a_change_of_how_files_are_read_is_told_apart_from_a_change_of_the_files(
        onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    onrecord.write("deep/source.toml", 'publisher = "Ministry of Ferries"\n')
    assert differences(onrecord) == {"b.txt": "changed"}
    onrecord.report()
    monkeypatch.setattr("indexer.changes.parser_version", lambda: "another")
    assert differences(onrecord) == {"a.txt": "read otherwise", "b.txt": "read otherwise"}
    assert "2 files would be read otherwise" in onrecord("verify").stdout


def test_only_what_is_named_is_compared(onrecord: Run) -> None:
    onrecord.write("a.txt", "Something else was said.")
    assert differences(onrecord, onrecord.sources / "deep") == {}
    assert differences(onrecord, onrecord.sources / "a.txt") == {"a.txt": "changed"}
    assert verified(onrecord, "--alone")[1]["up_to_date"] is None


def test_a_folder_that_is_away_is_said(onrecord: Run) -> None:
    onrecord.sources.rename(onrecord.folder / "away")
    assert differences(onrecord) == {"sources": "unreadable"}


def test_all_that_was_ever_indexed_is_remembered_the_widest_folder_for_all_in_it(onrecord: Run) -> None:
    other = onrecord.folder / "other"
    other.mkdir()
    (other / "c.txt").write_text(READOUT)
    onrecord("index", onrecord.sources / "deep")
    onrecord("index", other)
    assert indexed_roots(onrecord.index) == (str(other), str(onrecord.sources))
    onrecord("index", onrecord.folder / "other" / "c.txt", "--rebuild")
    assert indexed_roots(onrecord.index) == (str(other / "c.txt"),)


def test_a_flipped_bit_in_any_file_is_named_with_its_mend(onrecord: Run) -> None:
    path = next((generations.current(onrecord.index).path / "arrays").glob("*.arrays"))
    raw = bytearray(path.read_bytes())
    raw[-len(raw) // 3] ^= 4
    path.write_bytes(raw)
    status, answer = verified(onrecord)
    assert (status, answer["sound"]) == (1, False)
    assert path.name in answer["faults"][0]
    assert "--rebuild" in answer["faults"][0]


def test_a_count_that_is_not_the_sources_is_found(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    with open_engine(tmp_path).writer() as writer:
        writer.describe(source("/a", sections=2))
        writer.commit()
    (fault,) = check_index(tmp_path)
    assert fault.startswith("/a: 1 sections in the index, 2 in its list of sources")
    assert "--rebuild" in fault


def test_one_id_for_two_sections_is_found(tmp_path: Path) -> None:
    for number in (1, 2):
        put(open_engine(tmp_path), {f"/{number}": [document(Random(number), "a#1")]})
    assert [fault.partition(";")[0] for fault in check_index(tmp_path)] == ["a#1: 2 sections have this id"]


def test_a_damaged_segment_is_never_merged_into_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": [replace(document(Random(1), "a#1"), text="a peace treaty")]})
    path = next((generations.current(tmp_path).path / "arrays").glob("*.arrays"))
    path.write_bytes(path.read_bytes().replace(b"a peace treaty", b"a peace treat_"))
    monkeypatch.setattr("indexer.index.merging.MOST_SEGMENTS", 1)
    with pytest.raises(IndexDamagedError, match="--rebuild"):
        put(open_engine(tmp_path), {"/b": [document(Random(2), "b#1")]})


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_run(
        onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size and its time stay the same, as in a save within one tick of the clock."""
    from indexer import reading

    path = onrecord.write("c.txt", READOUT)
    stat = path.stat()
    real = reading.read_records

    def changing(source: object, **named: object) -> object:
        yield from real(source, **named)  # type: ignore[arg-type]
        path.write_text(READOUT.replace("customs", "tariffs"))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    monkeypatch.setattr(reading, "read_records", changing)
    onrecord.report("--jobs", "1")
    monkeypatch.undo()
    assert onrecord.report()["changed"] == 1
    assert differences(onrecord) == {}


def test_a_clock_that_goes_back_hides_no_change(onrecord: Run) -> None:
    """Neither of a file that is older than before, nor of one from the future."""
    path = onrecord.sources / "a.txt"
    for year in (2040, 2039, 1999, 1971):
        path.write_text(READOUT.replace("customs", f"word{year}"))
        os.utime(path, ((year - 1970) * 31_557_600,) * 2)
        assert onrecord.report()["changed"] == 1
        assert open_engine(onrecord.index).search(SearchRequest(text=f"word{year}")).total_sections
    for when in (4e9, 1e9):  # of the switch itself
        engine = open_engine(onrecord.index)
        before = engine.search(SearchRequest()).generation
        os.utime(onrecord.index / "CURRENT", (when, when))
        onrecord.write("new.txt", READOUT.replace("customs", f"at{when:.0f}"))
        onrecord.report()
        os.utime(onrecord.index / "CURRENT", (when, when))
        assert generations.current(onrecord.index).generation > before
        assert open_engine(onrecord.index).search(SearchRequest(text=f"at{when:.0f}")).total_sections


def test_too_many_open_files_do_not_count_as_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    name = generations.current(tmp_path).generation

    def full(path: Path) -> object:
        raise OSError(24, os.strerror(24), str(path))

    monkeypatch.setattr(live, "ArrayFile", full)
    with pytest.raises(IndexStateError, match="open files"):
        open_engine(tmp_path).search(SearchRequest())
    monkeypatch.undo()
    assert generations.current(tmp_path).generation == name


def test_who_writes_is_said_with_since_when_and_how_it_was_called(onrecord: Run) -> None:
    with open_engine(onrecord.index).writer(), pytest.raises(IndexLockedError) as caught:
        build_index([onrecord.sources], open_engine(onrecord.index), data_folder())
    said = str(caught.value)
    assert f"process {os.getpid()} on" in said
    assert " since 20" in said
    assert "pytest" in said
