"""An index folder from a stranger: whatever it holds, no command runs code of it."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import pytest

from indexer.index import generations
from tests.test_cli import READOUT, Run

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Whoosh leaves open what it cannot read
              pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


class Trap:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """An index, and a folder of records that has changed since it was made."""
    found = Run(tmp_path)
    found.write("a.txt", READOUT)
    found.report()
    found.write("b.txt", READOUT)
    return found


def sealed(index: Path) -> None:
    """Write the manifest and CURRENT anew, as a stranger would, so that all checksums are right."""
    live = index / "generations" / (index / "CURRENT").read_text()[:15]
    described = json.loads((live / "manifest.json").read_text())
    described["files"] = {
        path.relative_to(live).as_posix(): [path.stat().st_size, generations.checksum_of(path)]
        for path in sorted(live.rglob("*")) if path.is_file() and path.name not in {"in-use", "manifest.json"}}
    (live / "manifest.json").write_text(json.dumps(described))
    (index / "CURRENT").write_text(f"{live.name} {generations.checksum_of(live / 'manifest.json')}\n")


def whole(trap: bytes, before: bytes) -> bytes:  # noqa: ARG001
    return trap


def in_front(trap: bytes, before: bytes) -> bytes:
    return trap + before


def at_the_end(trap: bytes, before: bytes) -> bytes:
    return before + trap


def everywhere(trap: bytes, before: bytes) -> bytes:
    """At the place of every pickle that Whoosh wrote, and everywhere else as often as it fits."""
    return before.replace(b"\x80\x02", trap + b"\x80\x02") + trap * 20


COMMANDS = (("search", "customs"), ("search", "customs", "--json"), ("show", "a"), ("info",), ("verify",),
            ("verify", "--alone"), ("people",), ("index", "SOURCES"), ("index", "SOURCES", "--dry-run"),
            ("index", "SOURCES", "--rebuild"))


@pytest.mark.parametrize("place", [whole, in_front, at_the_end, everywhere])
@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_no_command_runs_what_stands_in_the_files(onrecord: Run, place: object, protocol: int) -> None:
    sprung = onrecord.folder / "sprung"
    trap = pickle.dumps(Trap(sprung), protocol)
    live = generations.current(onrecord.index).path
    for path in live.rglob("*"):
        if path.is_file() and path.suffix not in {".json", ".arrays"} and path.name not in {"in-use", "order"}:
            path.write_bytes(place(trap, path.read_bytes()))  # type: ignore[operator]
    sealed(onrecord.index)
    for command in COMMANDS:
        result = onrecord(*(str(onrecord.sources) if part == "SOURCES" else part for part in command))
        assert result.exit_code in {0, 1}, command
        assert not sprung.exists(), command


def test_every_file_of_an_index_may_be_a_pickle(onrecord: Run) -> None:
    sprung = onrecord.folder / "sprung"
    trap = pickle.dumps(Trap(sprung))
    for path in [path for path in onrecord.index.rglob("*") if path.is_file()]:
        before = path.read_bytes()
        path.write_bytes(trap)
        for command in COMMANDS[:7]:
            assert onrecord(*command).exit_code in {0, 1, 2}, (path, command)
        path.write_bytes(before)
    assert not sprung.exists()
    pickle.loads(trap)
    assert sprung.exists()  # the trap works


def test_nothing_of_an_index_is_imported(onrecord: Run) -> None:
    """Nor does a module that lies in the folder get in the way of ours."""
    for name in ("numpy.py", "whoosh.py", "pickle.py", "sitecustomize.py"):
        (onrecord.index / name).write_text(f"raise SystemExit({name!r})")
    before = list(sys.path)
    assert onrecord("search", "customs").exit_code == 0
    assert sys.path == before
