"""The life of an index: built beside the live one, switched at once, damaged, locked, foreign, killed."""

from __future__ import annotations

import gc
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from whoosh import index as whoosh_files
from whoosh.qparser import QueryParser

from indexer.engine import SearchRequest, SourceState
from indexer.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexLockedError,
    IndexMissingError,
    IndexStateError,
)
from indexer.index import generations, merging, segment
from indexer.index.arrayfile import ArrayFile, ArrayFileError, ArrayFileWriter
from indexer.index.generations import SegmentEntry
from indexer.index.pickles import plain_pickles
from indexer.index.source_lists import SourceList, write_sources
from indexer.index.stored import decode, decode_all, encode, plain
from indexer.model import Problem
from indexer.opening import check_index, open_engine
from tests.chance import document, indexed, put, source


def total(folder: Path, text: str = "") -> int:
    return open_engine(folder).search(SearchRequest(text=text)).total_sections


def some(seed: int, count: int = 3, record: str = "r") -> list:
    chance = Random(seed)
    return [document(chance, f"{record}{seed}#{number}") for number in range(count)]


def folders(index: Path) -> list[str]:
    return sorted(each.name for each in (index / "generations").iterdir())


def test_a_document_comes_back_as_it_was_given() -> None:
    every = [replace(document(Random(seed), "é#1"), record={"id": "é", "n": [1, {"a": None}]} if seed % 2 else None)
             for seed in range(50)]
    stored = [encode(plain(given)) for given in every]
    assert [decode(raw) for raw in stored] == every
    assert decode_all(stored) == every
    assert decode_all([]) == []


def test_documents_that_run_into_each_other_are_not_read() -> None:
    whole = encode(plain(document(Random(1), "a#1")))
    for raw in (whole[:-1], whole + b"," + whole, b"[]", b"1", b""):
        with pytest.raises((ValueError, LookupError, TypeError)):
            decode_all([raw, whole])


def test_the_list_of_sources_comes_back_whatever_changes_in_it(tmp_path: Path) -> None:
    chance = Random(5)
    names = ["/a", "/a/\u00e9", "/a\"\\,", "/b\udce9", "/\U0001f600", *(f"/{number}" for number in range(30))]
    known: dict[str, SourceState] = {}
    before = None
    for turn in range(30):
        changed = {name: SourceState(
            path=name, fingerprint=f"c{turn}:\u00fc", size=turn, mtime_ns=chance.randrange(10**18), sections=turn,
            records=tuple(f"{name}\n{number}" for number in range(chance.randrange(4))),
            problems=(Problem(Path("/\udce9"), "is odd", "mend it", turn, "warning"),) * chance.randrange(3),
        ) if chance.random() < 0.7 else None for name in chance.sample(names, chance.randrange(20))}
        write_sources(tmp_path / f"{turn}", before, changed)
        known = {name: state for name, state in {**known, **changed}.items() if state}
        before = SourceList(ArrayFile(tmp_path / f"{turn}"))
        assert before == known
        assert list(before) == sorted(known)
        assert list(before.values()) == [known[name] for name in sorted(known)]
        assert before.owners() == {record: name for name, state in known.items() for record in state.records}
        assert all(before.look(name) == (known[name].fingerprint, known[name].size, known[name].mtime_ns)
                   if name in known else before.look(name) is None for name in names)


@pytest.mark.parametrize("together", [1, 3, 4])
def test_documents_are_the_same_however_many_are_passed_on_together(tmp_path: Path, together: int,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "_TOGETHER", together)
    engine, given = open_engine(tmp_path), some(1, 12)
    put(engine, {"/a": given})
    assert check_index(tmp_path) == []
    assert {hit.document.id: hit.document for hit in engine.search(SearchRequest(limit=20)).hits} == {
        each.id: each for each in given}


def test_a_lone_surrogate_in_a_text_does_not_stop_the_index(tmp_path: Path) -> None:
    broken = replace(some(1)[0], text="peace \ud800 treaty", id="x\udfff#1", speakers=("A\ud801",))
    engine = open_engine(tmp_path)
    put(engine, {"/a": [broken]})
    assert engine.search(SearchRequest(text="treaty")).hits[0].document == broken


def test_nothing_is_seen_before_the_commit_and_nothing_changes_without_it(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})
    with engine.writer() as writer:
        writer.put(source("/b"), some(2))
        assert total(tmp_path) == 3
    assert total(tmp_path) == 3
    assert len(folders(tmp_path)) == 1


def test_what_an_engine_has_written_its_next_answer_knows(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    for count in range(1, 6):  # each within moments of the answer before
        put(engine, {f"/{count}": some(count, 1)})
        assert engine.search(SearchRequest()).total_sections == count


def test_a_file_put_again_replaces_all_that_came_from_it(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1), "/b": some(2)})
    put(engine, {"/a": some(3, 1)})
    assert {hit.document.id for hit in engine.search(SearchRequest()).hits} == {"r3#0", "r2#0", "r2#1", "r2#2"}
    with engine.writer() as writer:
        writer.put(source("/b"), some(4))
        writer.put(source("/b"), some(5, 1))
        writer.commit()
    assert {hit.document.id for hit in engine.search(SearchRequest()).hits} == {"r3#0", "r5#0"}


def test_a_dropped_file_leaves_the_index_and_its_list_of_sources(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1), "/b": some(2)})
    put(engine, {"/a": None})
    assert set(engine.sources()) == {"/b"}
    assert total(tmp_path) == 3


def test_an_index_can_become_empty_and_full_again(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})
    put(engine, {"/a": None})
    assert total(tmp_path) == 0
    assert check_index(tmp_path) == []
    put(engine, {"/a": some(1)})
    assert total(tmp_path) == 3


def test_a_run_that_changes_nothing_keeps_the_generation(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    name = put(engine, {"/a": some(1)})
    assert put(engine, {}) == name
    with engine.writer() as writer:
        writer.describe(source("/a", "2"))
        assert writer.commit() != name
    assert engine.sources()["/a"].fingerprint == "2"
    assert total(tmp_path) == 3


def test_documents_that_break_off_leave_the_file_as_it_was(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})

    def broken() -> object:
        yield some(2)[0]
        raise ValueError("broken off")

    with engine.writer() as writer:
        with pytest.raises(ValueError, match="broken off"):
            writer.put(source("/a"), broken())  # type: ignore[arg-type]
        writer.put(source("/b"), some(3))
        writer.commit()
    ids = {hit.document.id for hit in engine.search(SearchRequest(limit=20)).hits}
    assert ids == {f"r{seed}#{number}" for seed in (1, 3) for number in range(3)}
    assert check_index(tmp_path) == []


def test_plain_whoosh_opens_the_index_and_finds_the_same(tmp_path: Path) -> None:
    engine, documents = indexed(tmp_path)
    plain = whoosh_files.open_dir(str(generations.current(tmp_path).path / "whoosh"))
    with plain.searcher() as searcher:
        query = QueryParser("text", plain.schema).parse("treaties islands")
        found = {hit["id"] for hit in searcher.search(query, limit=None)}
        assert searcher.doc_count() == len(documents)
    assert found == {hit.document.id for hit in engine.search(SearchRequest(
        text="text:treaties text:islands", limit=1000)).hits}


def test_segments_do_not_grow_in_number_without_end(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    for seed in range(24):
        put(engine, {f"/{seed}": some(seed, 2)})
    assert len(generations.current(tmp_path).segments) <= merging.MOST_SEGMENTS
    assert total(tmp_path) == 48
    assert check_index(tmp_path) == []


def test_the_smallest_segments_are_merged_and_dead_ones_go() -> None:
    def entry(name: str, documents: int, dead: int = 0) -> tuple[SegmentEntry, np.ndarray]:
        return SegmentEntry(name, documents, dead), np.arange(dead)

    few = [entry("large", 100_000), entry("dying", 100, 60), entry("dead", 50, 50)]
    plan = merging.plan(few, 10)
    assert [each.name for each in plan.kept] == ["large"]
    assert [each.name for each in plan.merged] == ["dying"]

    many = [entry("large", 100_000), *(entry(f"s{number}", 100 + number) for number in range(10))]
    plan = merging.plan(many, 10)
    assert [each.name for each in plan.merged] == [f"s{number}" for number in range(merging.MERGED_TOGETHER)]


def test_a_large_corpus_is_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.index.writer.MOST_DOCUMENTS", 10)
    monkeypatch.setattr("indexer.index.inverting.RUN_BYTES", 300)
    monkeypatch.setattr("indexer.index.postings.BLOCK_POSTINGS", 20)
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1, 35)})
    whole = open_engine(tmp_path / "whole")
    monkeypatch.undo()
    put(whole, {"/a": some(1, 35)})
    assert len(generations.current(tmp_path).segments) == 4
    for text in ("peace", "treat*", '"peace treaty"', "islands OR talks", "日本"):
        asked = SearchRequest(text=text, limit=50)
        found = [(hit.document.id, round(hit.score, 4)) for hit in engine.search(asked).hits]
        assert found == [(hit.document.id, round(hit.score, 4)) for hit in whole.search(asked).hits]
    assert check_index(tmp_path) == []


def test_unchanged_segments_are_linked_not_copied(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1, 30)})
    before = generations.current(tmp_path)
    path = before.path / "arrays" / f"{before.segments[0].name}.arrays"
    inode = path.stat().st_ino
    put(engine, {"/b": some(2)})
    after = generations.current(tmp_path)
    assert (after.path / "arrays" / path.name).stat().st_ino == inode


def test_an_old_generation_goes_when_its_last_reader_has_gone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})
    with engine._leases.snapshot() as snapshot:
        put(engine, {"/b": some(2)})
        assert len(folders(tmp_path)) == 2
        assert snapshot.document(0).id == "r1#0"
    time.sleep(0.21)
    assert engine.search(SearchRequest()).total_sections == 6
    put(engine, {"/c": some(3)})
    time.sleep(0.21)
    assert engine.search(SearchRequest()).total_sections == 9
    put(engine, {})
    with engine.writer():
        pass
    assert len(folders(tmp_path)) == 1


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissingError, match="onrecord index"):
            open_engine(folder).search(SearchRequest())
    assert open_engine(tmp_path).sources() == {}


def test_a_foreign_index_is_refused(tmp_path: Path) -> None:
    from whoosh.fields import TEXT, Schema

    whoosh_files.create_in(str(tmp_path), Schema(text=TEXT))
    with pytest.raises(IndexForeignError):
        open_engine(tmp_path).search(SearchRequest())
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(IndexForeignError):
        open_engine(file).search(SearchRequest())
    with pytest.raises(IndexStateError), open_engine(file).writer():
        pass


def test_an_index_of_another_version_is_refused_and_can_be_rebuilt(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.index.schema.VERSION", 0)
    put(open_engine(tmp_path), {"/a": some(1)})
    monkeypatch.undo()
    with pytest.raises(IndexForeignError, match="--rebuild"):
        open_engine(tmp_path).search(SearchRequest())
    with open_engine(tmp_path).writer(rebuild=True) as writer:
        writer.put(source("/b"), some(2))
        writer.commit()
    assert total(tmp_path) == 3


DAMAGES = {
    "current gone": ("CURRENT", os.remove),
    "current empty": ("CURRENT", lambda path: path.write_text("")),
    "current wild": ("CURRENT", lambda path: path.write_text("../../etc " + "0" * 64)),
    "current a folder": ("CURRENT", lambda path: (path.unlink(), path.mkdir())),
    "generation gone": ("generations/0*", shutil.rmtree),
    "manifest changed": ("generations/0*/manifest.json", lambda path: path.write_text("{}")),
    "manifest gone": ("generations/0*/manifest.json", os.remove),
    "postings gone": ("generations/0*/whoosh/*.pst", os.remove),
    "sources gone": ("generations/0*/sources.arrays", os.remove),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_named_and_can_always_be_rebuilt(tmp_path: Path, damage: str) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})
    place, harm = DAMAGES[damage]
    harm(next(tmp_path.glob(place)))

    with pytest.raises(IndexDamagedError, match="--rebuild"):
        open_engine(tmp_path).search(SearchRequest())
    with pytest.raises(IndexDamagedError, match="--rebuild"), open_engine(tmp_path).writer():
        pass
    assert check_index(tmp_path)
    with open_engine(tmp_path).writer(rebuild=True) as writer:
        writer.put(source("/b"), some(2))
        writer.commit()
    assert total(tmp_path) == 3
    assert check_index(tmp_path) == []


ARRAY_DAMAGES = {
    "gone": ("*.arrays", os.remove),
    "cut short": ("*.arrays", lambda path: os.truncate(path, 5000)),
    "order gone": ("order", os.remove),
    "no arrays": ("*.arrays", lambda path: path.write_bytes(b"x" * path.stat().st_size)),
    "all gone": (".", shutil.rmtree),
}


@pytest.mark.parametrize("damage", ARRAY_DAMAGES)
@pytest.mark.parametrize("by", ["a reader", "a writer"])
def test_arrays_are_derived_again_from_whoosh_when_they_are_missing_or_damaged(
        tmp_path: Path, damage: str, by: str) -> None:
    engine, documents = indexed(tmp_path)
    place, harm = ARRAY_DAMAGES[damage]
    harm(next((generations.current(tmp_path).path / "arrays").glob(place)) if place != "."
         else generations.current(tmp_path).path / "arrays")
    again = open_engine(tmp_path)
    if by == "a writer":
        with again.writer() as writer:
            assert writer.sources == engine.sources()
    found = again.search(SearchRequest(text="peace", limit=1000))
    assert [hit.document for hit in found.hits] == [
        hit.document for hit in engine.search(SearchRequest(text="peace", limit=1000)).hits]
    assert again.info().sections == len(documents)
    assert check_index(tmp_path) == []


def test_arrays_of_a_locked_index_are_left_as_they_are(tmp_path: Path) -> None:
    engine, _ = indexed(tmp_path)
    with engine.writer():
        next((generations.current(tmp_path).path / "arrays").glob("*.arrays")).unlink()
        with pytest.raises(IndexDamagedError, match="--rebuild"):
            open_engine(tmp_path).search(SearchRequest())


def test_an_answer_that_fails_because_bytes_changed_says_so(tmp_path: Path) -> None:
    indexed(tmp_path)
    for path in (generations.current(tmp_path).path / "arrays").glob("*.arrays"):
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b'["', b'{"'))
    with pytest.raises(IndexDamagedError, match="--rebuild"):
        open_engine(tmp_path).search(SearchRequest())


def test_a_flipped_byte_anywhere_is_found_by_checking(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": some(1, 20)})
    live = generations.current(tmp_path)
    for relative in live.files:
        path = live.path / relative
        before = path.read_bytes()
        if before:
            at = len(before) // 2
            path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
            assert check_index(tmp_path), relative
            path.write_bytes(before)
    assert check_index(tmp_path) == []


class Evil:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


def test_a_strangers_index_cannot_run_code(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": some(1, 20)})
    live = generations.current(tmp_path).path
    trap = tmp_path / "sprung"
    toc = next((live / "whoosh").glob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:20] + pickle.dumps(Evil(trap)) * 50)
    for path in (live / "whoosh").glob("MAIN_*"):
        path.write_bytes(pickle.dumps(Evil(trap)) + path.read_bytes() + pickle.dumps(Evil(trap)))
    manifest = json.loads((live / "manifest.json").read_text())
    del manifest["files"]
    checksum = _describe(live, manifest)
    (tmp_path / "CURRENT").write_text(f"{live.name} {checksum}\n")

    assert total(tmp_path) == 20  # searching reads no pickle
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Whoosh leaves open what it cannot read
        assert check_index(tmp_path)
        with pytest.raises(IndexDamagedError):
            put(open_engine(tmp_path), {"/b": some(2)})
        gc.collect()
    assert not trap.exists()


def _describe(live: Path, manifest: dict) -> str:
    (live / "manifest.json").unlink()
    return generations.write_manifest(
        live, written=manifest["written"], segments=[SegmentEntry(*each) for each in manifest["segments"]], known={})


def test_pickles_of_anything_but_plain_values_are_refused(tmp_path: Path) -> None:
    from whoosh.codec import whoosh3

    with plain_pickles():
        assert whoosh3.loads(pickle.dumps((1, "a", b"b"), 2)) == (1, "a", b"b")
        with pytest.raises(pickle.UnpicklingError):
            whoosh3.loads(pickle.dumps(Evil(tmp_path / "sprung")))
    assert not (tmp_path / "sprung").exists()


def test_a_file_of_arrays_with_a_wild_directory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    writer = ArrayFileWriter(path)
    writer.append("x", np.arange(100, dtype=np.int32))
    writer.append_strings("s", [b"a", b"bc"])
    writer.close()
    arrays = ArrayFile(path)
    assert arrays["x"].tolist() == list(range(100))
    assert list(arrays.strings("s")) == ["a", "bc"]
    whole = path.read_bytes()
    for at in (0, 10, 20, 30, 60, 100):
        path.write_bytes(whole[:at])
        with pytest.raises(ArrayFileError):
            ArrayFile(path)
    path.write_bytes(whole[:40] + b"!" + whole[41:])
    with pytest.raises(ArrayFileError):
        ArrayFile(path)


def test_a_second_writer_is_told_who_has_the_index(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})
    with engine.writer(), pytest.raises(IndexLockedError, match=f"process {os.getpid()} on"), engine.writer():
        pass
    with engine.writer():
        pass


WRITE_FOR_EVER = """
import sys
from pathlib import Path
from random import Random
from indexer.opening import open_engine
from tests.chance import document, put
engine, chance, run = open_engine(Path(sys.argv[1])), Random(int(sys.argv[2])), 0
print("ready", flush=True)
while True:
    run += 1
    put(engine, {f"/{number}": [document(chance, f"r{number}#{section}") for section in range(2)]
                 for number in (run % 7, run % 5)})
"""


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise on Windows")
def test_a_writer_killed_at_any_moment_leaves_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {f"/{number}": [document(Random(number), f"r{number}#{section}")
                                               for section in range(2)] for number in range(7)})
    reader, chance = open_engine(tmp_path), Random(7)
    for kill in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path), str(kill)],
                                   stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
        assert process.stdout is not None
        process.stdout.readline()
        until = time.monotonic() + chance.random() * 0.5
        while time.monotonic() < until:
            assert reader.search(SearchRequest(text="peace OR *")).total_sections == 14
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert check_index(tmp_path) == []
        assert total(tmp_path) == 14
    put(open_engine(tmp_path), {"/0": some(1, 2, "r")})
    assert total(tmp_path) == 14
    assert not [name for name in folders(tmp_path) if name.startswith(".")]


def test_threads_ask_while_generations_switch(tmp_path: Path) -> None:
    """Every file of a generation has the same word, so a torn answer would mix two."""
    engine = open_engine(tmp_path)

    def generation(word: str) -> dict:
        return {f"/{number}": [replace(each, text=f"{word} peace", title="", heading="", topics=(word,))
                               for each in some(number, 2)] for number in range(10)}

    put(engine, generation("w0"))
    over, wrong, answered = threading.Event(), [], [0]

    def ask() -> None:
        while not over.is_set():
            response = engine.search(SearchRequest(text="peace", limit=20))
            topics = {hit.document.topics for hit in response.hits}
            counts = [value.count for facet in response.facets if facet.name == "topic" for value in facet.values]
            if len(topics) != 1 or response.total_sections != 20 or counts != [20]:
                wrong.append(response)
            answered[0] += 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for run in range(1, 6):
        put(engine, generation(f"w{run}"))
        time.sleep(0.1)
    time.sleep(0.3)
    over.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert answered[0] > 20
    assert {hit.document.topics for hit in engine.search(SearchRequest(text="peace")).hits} == {("w5",)}


def test_a_full_disk_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(tmp_path)
    put(engine, {"/a": some(1)})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(segment.ArrayFileWriter, "close", full)
    with pytest.raises(IndexStateError, match="No space left"):
        put(engine, {"/b": some(2)})
    monkeypatch.undo()
    assert total(tmp_path) == 3
    assert len(folders(tmp_path)) == 1


def test_the_size_and_coverage_of_an_index_are_told(tmp_path: Path) -> None:
    engine, documents = indexed(tmp_path)
    info = engine.info()
    assert info.sections == len(documents)
    assert info.records == len({each.record_id for each in documents})
    assert info.bytes > 10_000
    dated = [each for each in documents if each.date_first]
    earliest = min(each.date_first for each in dated).isoformat()  # type: ignore[type-var, union-attr]
    assert info.first
    assert earliest.startswith(info.first)  # as precise as it is stated
    assert sum(info.coverage["date"].values()) == info.records
