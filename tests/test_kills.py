"""Runs that are killed, and readers that end, are killed or are slow, while generations come and go."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from unittest import mock

import pytest

from indexer.engine import SearchRequest
from indexer.index import generations, holding
from indexer.opening import open_engine
from tests.benchmarks import kills
from tests.chance import document, put

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise on Windows")


@pytest.mark.parametrize(("number", "more"), [(8, []), (6, ["--aimed"])])
def test_a_run_killed_at_any_moment_is_noticed_by_nobody(number: int, more: list[str]) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.kills", "--kills", str(number), "--readers", "1", "--seed", "3"]
    result = subprocess.run([*command, *more], capture_output=True, text=True, cwd=kills.HERE, timeout=600, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith(f"{number} kills")
    assert "0 faults" in result.stdout


def test_a_reader_that_got_half_of_a_state_would_be_noticed(tmp_path: Path) -> None:
    trial = kills.Trial(tmp_path, readers=0, chance=kills.Random(1))
    trial.change()
    trial.finish()
    assert trial.tally.faults == []
    trial.change()  # and no run for it
    trial.check(expected=[len(trial.states) - 1])
    assert trial.tally.faults


HOLD = """
import sys
from pathlib import Path
from indexer.opening import open_engine
with open_engine(Path(sys.argv[1]))._leases.snapshot() as snapshot:
    print("held", flush=True)
    sys.stdin.readline()
    print(snapshot.document(0).id, len(snapshot.sources), flush=True)
"""


class Holder:
    """A process that has the generation open that was live when it began."""

    def __init__(self, index: Path) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", HOLD, str(index)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, cwd=kills.HERE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def asked(self) -> str:
        """What it still gets of its generation; it ends with that."""
        return self.process.communicate("\n", timeout=60)[0].strip()

    def killed(self) -> None:
        self.process.kill()
        self.process.communicate()


def names(index: Path) -> list[str]:
    return sorted(each.name[:6] for each in generations.folders(index))


def test_a_generation_stays_until_the_last_process_that_has_it_open_has_gone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)

    def run(number: int) -> None:
        put(engine, {f"/{number}": [document(Random(number), f"r{number}#1")]})

    run(1)
    killed, asked = Holder(tmp_path), Holder(tmp_path)
    run(2)
    assert names(tmp_path) == ["000001", "000002"]
    killed.killed()
    run(3)
    assert names(tmp_path) == ["000001", "000003"]
    assert asked.asked() == "r1#1 1"
    run(4)
    assert names(tmp_path) == ["000004"]


def test_the_last_reader_of_a_past_generation_removes_it(tmp_path: Path) -> None:
    writing, reading = open_engine(tmp_path), open_engine(tmp_path)
    put(writing, {"/1": [document(Random(1), "r1#1")]})
    assert reading.search(SearchRequest()).total_sections == 1
    put(writing, {"/2": [document(Random(2), "r2#1")]})
    assert names(tmp_path) == ["000001", "000002"]
    deadline = time.monotonic() + 60
    while reading.search(SearchRequest()).total_sections == 1:
        assert time.monotonic() < deadline
    assert names(tmp_path) == ["000002"]


def test_who_asks_while_a_generation_is_removed_gets_the_next(tmp_path: Path) -> None:
    """The reader is slow between reading CURRENT and opening what it named."""
    engine = open_engine(tmp_path)
    put(engine, {"/1": [document(Random(1), "r1#1")]})
    real, waited = generations.pointer, []

    def slow(folder: Path) -> tuple[str, str]:
        found = real(folder)
        if not waited:
            waited.append(found)
            put(engine, {"/2": [document(Random(2), "r2#1")]})
        return found

    with mock.patch.object(generations, "pointer", slow):
        manifest, grip = holding.hold(tmp_path)
    assert waited[0][0][:6] == "000001"
    assert manifest.number == 2
    assert names(tmp_path) == ["000002"]
    grip.release()
