"""`index --rebuild` works whatever state the folder is in, and never costs anybody what is no index of ours."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from indexer.engine import SearchRequest
from indexer.errors import IndexForeignError, OnRecordError
from indexer.index import generations
from indexer.opening import check_index, open_engine
from tests.chance import document, put, source
from tests.test_cli import READOUT, Run

GARBAGE = (b"", b"\0" * 5000, b"none", b"none\n", b"{}", b"[" * 100_000, b'{"format": "onrecord-index"}',
           b"000001-00000000 " + b"0" * 64 + b"\n", b"../../etc/passwd\n", b"\x80\x04\x95garbage.", b"\xff" * 300)


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    return Run(tmp_path)


def everything(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or path.exists())


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def pipe(path: Path, chance: Random) -> None:  # noqa: ARG001
    clear(path)
    os.mkfifo(path)


def cut(path: Path, chance: Random) -> None:
    if path.is_file():
        os.truncate(path, chance.randrange(path.stat().st_size + 1))


def garble(path: Path, chance: Random) -> None:
    if path.is_file():
        path.write_bytes(chance.choice(GARBAGE))


def flip(path: Path, chance: Random) -> None:
    if path.is_file() and path.stat().st_size:
        raw = bytearray(path.read_bytes())
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        path.write_bytes(raw)


def replaced_by_a_file(path: Path, chance: Random) -> None:
    clear(path)
    path.write_bytes(chance.choice(GARBAGE))


def replaced_by_a_folder(path: Path, chance: Random) -> None:
    clear(path)
    path.mkdir()
    if chance.random() < 0.5:
        (path / "within").write_text("x")


def replaced_by_a_link(path: Path, chance: Random) -> None:
    target = chance.choice(("/nowhere/at/all", str(path), str(path.parent), str(path.parents[3] / "precious")))
    clear(path)
    path.symlink_to(target)


def added(path: Path, chance: Random) -> None:
    names = ("CURRENT.new", ".000009-0123abcd", "000099-0123abcd", ".hidden", "CURRENT.aside-0123abcd")
    beside = path.parent / chance.choice(names)
    if not beside.exists() and not beside.is_symlink():
        chance.choice((replaced_by_a_file, replaced_by_a_folder, replaced_by_a_link))(beside, chance)


HARMS: tuple[Callable[[Path, Random], None], ...] = (
    lambda path, _: clear(path), cut, garble, flip, replaced_by_a_file, replaced_by_a_folder, replaced_by_a_link, added,
    pipe)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments."""
    folder = tmp_path_factory.mktemp("made") / "index"
    engine = open_engine(folder)
    put(engine, {"/a": [document(Random(1), "a#1")]})
    put(engine, {"/b": [document(Random(2), "b#1")]})
    return folder


def said_by(attempt: Callable[[], object]) -> str:
    """What is said where it does not work; any other error fails the test."""
    try:
        attempt()
    except OnRecordError as error:
        return str(error)
    return ""


def rebuilt_from(state: Path, made: Path, seed: int) -> None:
    """Harm a copy of the index by chance, then ask of it, update it, check it, and build it again."""
    chance = Random(seed)
    index = state / "deep" / "er" / "index"
    shutil.copytree(made, index, symlinks=True)
    precious = state / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("mine")
    for _ in range(chance.choice((1, 1, 2, 4))):
        present = everything(index)
        if present:
            chance.choice(HARMS)(chance.choice(present), chance)
    for attempt in (lambda: open_engine(index).search(SearchRequest(text="peace")), lambda: check_index(index),
                    lambda: put(open_engine(index), {"/c": [document(Random(3), "c#1")]})):
        said = said_by(attempt)
        assert "\n" not in said
    with open_engine(index).writer(rebuild=True) as writer:
        writer.put(source("/new"), [document(Random(4), "new#1")])
        writer.commit()
    assert [hit.document.id for hit in open_engine(index).search(SearchRequest()).hits] == ["new#1"]
    assert check_index(index) == []
    assert [path.name for path in precious.iterdir()] == ["letter.txt"]
    assert (precious / "letter.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and links")
@pytest.mark.parametrize("seeds", [range(start, start + 15) for start in range(0, 60, 15)], ids=str)
def test_an_index_in_any_state_can_be_built_again(tmp_path: Path, made: Path, seeds: range) -> None:
    for seed in seeds:
        state = tmp_path / str(seed)
        state.mkdir()
        rebuilt_from(state, made, seed)


def test_a_folder_of_something_else_is_refused_and_left_as_it_is(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    mine = onrecord.folder / "mine"
    (mine / "CURRENT").mkdir(parents=True)
    (mine / "CURRENT" / "letter.txt").write_text("mine")
    (mine / "photos.txt").write_text("mine")
    before = everything(mine)
    for more in ((), ("--rebuild",)):
        result = onrecord("index", onrecord.sources, "--index", mine, *more)
        assert result.exit_code == 1
        assert "no index of On Record" in result.stderr
        assert "--index" in result.stderr
    assert everything(mine) == before


def test_what_is_not_ours_in_an_index_folder_stays(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    (tmp_path / "notes.txt").write_text("mine")
    inside = tmp_path / "generations" / "holiday"
    inside.mkdir()
    (inside / "letter.txt").write_text("mine")
    put(open_engine(tmp_path), {"/b": [document(Random(2), "b#1")]})
    with open_engine(tmp_path).writer(rebuild=True) as writer:
        writer.commit()
    assert (tmp_path / "notes.txt").read_text() == (inside / "letter.txt").read_text() == "mine"


def test_a_folder_in_the_place_of_current_is_put_aside_not_removed(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    (tmp_path / "CURRENT").unlink()
    (tmp_path / "CURRENT").mkdir()
    (tmp_path / "CURRENT" / "letter.txt").write_text("mine")
    with open_engine(tmp_path).writer(rebuild=True) as writer:
        writer.put(source("/b"), [document(Random(2), "b#1")])
        writer.commit()
    (aside,) = tmp_path.glob("CURRENT.aside-*")
    assert (aside / "letter.txt").read_text() == "mine"
    assert check_index(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("name", ["writer.lock", "CURRENT.new"])
@pytest.mark.parametrize("rebuild", [False, True])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str, rebuild: bool) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("mine")
    index = tmp_path / "index"
    put(open_engine(index), {"/a": [document(Random(1), "a#1")]})
    (index / name).unlink(missing_ok=True)
    (index / name).symlink_to(letter)

    def write() -> None:
        with open_engine(index).writer(rebuild=rebuild) as writer:
            writer.put(source("/b"), [document(Random(2), "b#1")])
            writer.commit()

    said = said_by(write)
    assert not said or (name in said and not rebuild)
    assert letter.read_text() == "mine"


def test_a_first_run_that_was_killed_before_it_ended_leaves_no_index_and_no_fault(tmp_path: Path) -> None:
    """Between the two renames of a first run there is a whole generation that nobody named yet."""
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    (tmp_path / "CURRENT").write_text("none\n")
    with pytest.raises(OnRecordError, match="there is no index"):
        open_engine(tmp_path).search(SearchRequest())
    put(open_engine(tmp_path), {"/b": [document(Random(2), "b#1")]})
    assert [hit.document.id for hit in open_engine(tmp_path).search(SearchRequest()).hits] == ["b#1"]
    assert [path.name for path in generations.folders(tmp_path)] == [generations.current(tmp_path).generation]


def test_a_manifest_that_names_files_outside_is_refused(tmp_path: Path) -> None:
    put(open_engine(tmp_path), {"/a": [document(Random(1), "a#1")]})
    live = generations.current(tmp_path).path
    described = json.loads((live / "manifest.json").read_text())
    described["files"]["../../../letter.txt"] = [4, "0"]
    (live / "manifest.json").write_text(json.dumps(described))
    checksum = generations.checksum_of(live / "manifest.json")
    (tmp_path / "CURRENT").write_text(f"{live.name} {checksum}\n")
    with pytest.raises(IndexForeignError, match="outside"):
        open_engine(tmp_path).search(SearchRequest())
