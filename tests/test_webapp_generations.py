"""A page is of one generation, also when the index is replaced while it is made."""

from __future__ import annotations

import gc
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from indexer import SearchRequest, SearchResponse, open_engine
from indexer.engine import Engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.search.leases import NOTICED_WITHIN
from indexer.search.snapshot import Snapshot
from webapp import create_app


def grow(folder: Path, count: int) -> None:
    """Bring the index up to date with so many records of one section."""
    (folder / "records").mkdir(exist_ok=True)
    for number in range(count):
        (folder / "records" / f"{number}.txt").write_text(
            f"Remarks {number}\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    build_index((folder / "records",), open_engine(folder / "index"), data_folder())


def seen(engine: Engine) -> tuple[int, int, int]:
    return engine.info().sections, engine.search(SearchRequest(text="peace")).total_sections, len(engine.sources())


def test_who_keeps_to_a_generation_sees_no_other_and_others_do(tmp_path: Path) -> None:
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index")
    elsewhere: list[tuple[int, int, int]] = []
    with engine.one_generation():
        assert seen(engine) == (1, 1, 1)
        grow(tmp_path, 3)
        time.sleep(2 * NOTICED_WITHIN)
        other = threading.Thread(target=lambda: elsewhere.append(seen(engine)))
        other.start()
        other.join()
        with engine.one_generation():
            assert seen(engine) == (1, 1, 1)
        assert seen(engine) == (1, 1, 1)
    assert elsewhere == [(3, 3, 3)]
    assert seen(engine) == (3, 3, 3)


def test_a_generation_that_nobody_keeps_to_any_more_goes(tmp_path: Path) -> None:
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index")
    with engine.one_generation():
        grow(tmp_path, 2)
        assert len(list((tmp_path / "index" / "generations").iterdir())) == 2
    time.sleep(2 * NOTICED_WITHIN)
    engine.info()
    grow(tmp_path, 3)
    time.sleep(2 * NOTICED_WITHIN)
    engine.info()
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1


def test_a_generation_that_was_replaced_leaves_memory_without_a_search_for_cycles(tmp_path: Path) -> None:
    """Else its arrays stay mapped, its files open, until the collector of garbage comes by."""
    def alive() -> int:
        return sum(isinstance(each, Snapshot) for each in gc.get_objects())

    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index")
    gc.collect()
    gc.disable()
    try:
        before = alive()
        for count in (2, 3, 4):
            for text in ("peace", "pea*", "peaec~", '"spoke of"', "spoke NEAR/3 peace", "said:abe peace", "topic:a"):
                engine.search(SearchRequest(text=text))
            engine.who(SearchRequest())
            engine.over_time(SearchRequest(), "year")
            engine.suggest("pe")
            engine.similar("0#lead")
            seen(engine)
            grow(tmp_path, count)
            time.sleep(2 * NOTICED_WITHIN)
            seen(engine)
        assert alive() == before + 1
    finally:
        gc.enable()


def test_while_one_reader_takes_over_a_new_generation_the_others_do_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slowly(_: Snapshot) -> None:
        entered.set()
        leave.wait(30)

    monkeypatch.setattr("indexer.search.engine._prepare", slowly)
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index")
    assert engine.info().sections == 1
    grow(tmp_path, 3)
    time.sleep(2 * NOTICED_WITHIN)
    first: list[int] = []
    reader = threading.Thread(target=lambda: first.append(engine.info().sections))
    reader.start()
    assert entered.wait(30)
    assert engine.info().sections == 1
    leave.set()
    reader.join()
    assert first == [3]
    assert engine.info().sections == 3


def test_where_a_thread_follows_nobody_who_asks_waits_for_a_new_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave, by = threading.Event(), threading.Event(), []

    def slowly(_: Snapshot) -> None:
        by.append(threading.current_thread().name)
        entered.set()
        leave.wait(30)

    monkeypatch.setattr("indexer.search.engine._prepare", slowly)
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index", follow=True)
    assert engine.info().sections == 1
    grow(tmp_path, 3)
    assert entered.wait(30)  # though nobody asks
    time.sleep(2 * NOTICED_WITHIN)
    assert seen(engine)[:2] == (1, 1)
    leave.set()
    until = time.monotonic() + 30
    while engine.info().sections == 1 and time.monotonic() < until:
        time.sleep(0.01)
    assert seen(engine) == (3, 3, 3)
    assert by == ["follow"]


def test_a_thread_that_follows_lets_go_of_what_readers_have_left_and_ends_with_its_engine(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index", follow=True)
    following = next(each for each in threading.enumerate() if each.name == "follow" and each not in before)
    with engine.one_generation():
        grow(tmp_path, 2)
        time.sleep(2 * NOTICED_WITHIN)
        assert engine.info().sections == 1
        assert len(list((tmp_path / "index" / "generations").iterdir())) == 2
    until = time.monotonic() + 30
    while len(list((tmp_path / "index" / "generations").iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.01)
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1
    assert engine.info().sections == 2
    assert following.is_alive()
    del engine
    gc.collect()
    following.join(30)
    assert not following.is_alive()


def test_an_index_that_cannot_be_taken_over_is_told_while_the_one_before_answers(tmp_path: Path) -> None:
    grow(tmp_path, 1)
    client = create_app(config={"INDEX": str(tmp_path / "index")}).test_client()
    assert "behind" not in client.get("/healthz").get_json()
    pointer = tmp_path / "index" / "CURRENT"
    sound = pointer.read_bytes()
    for spoil in (lambda: pointer.write_bytes(b"nonsense"), pointer.unlink):
        spoil()
        time.sleep(2 * NOTICED_WITHIN)
        health = client.get("/healthz")
        assert (health.status_code, health.get_json()["sections"]) == (200, 1)
        assert health.get_json()["behind"]
        assert str(tmp_path) not in health.get_data(as_text=True)
        assert "onrecord_index_behind 1.0" in client.get("/metrics").get_data(as_text=True)
    pointer.write_bytes(sound)
    time.sleep(2 * NOTICED_WITHIN)
    assert "behind" not in client.get("/healthz").get_json()


def test_a_page_that_asks_often_is_of_one_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of ways out of an empty result asks once for each filter."""
    grow(tmp_path, 1)
    engine = open_engine(tmp_path / "index")
    generations: list[str] = []
    search = engine.search

    def replaced_meanwhile(request: SearchRequest) -> SearchResponse:
        found = search(request)
        generations.append(found.generation)
        grow(tmp_path, 1 + len(generations))
        time.sleep(2 * NOTICED_WITHIN)
        return found

    monkeypatch.setattr(engine, "search", replaced_meanwhile)
    client = create_app(engine).test_client()
    client.get("/search?q=zzz&place=Peru&speaker=Nobody")
    first: Any = list(generations)
    assert len(first) > 2
    assert len(set(first)) == 1
    client.get("/search?q=peace")
    assert generations[-1] != first[0]
