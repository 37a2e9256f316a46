"""A few of the kills of `tests.benchmarks.kills`, in a process of its own, which forks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import kills

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise on Windows")


def test_a_run_killed_at_any_moment_is_noticed_by_nobody() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.kills", "--kills", "8", "--readers", "1", "--seed", "3"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=kills.HERE, timeout=600, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith("8 kills")
    assert "0 faults" in result.stdout


def test_a_reader_that_got_half_of_a_state_would_be_noticed(tmp_path: Path) -> None:
    trial = kills.Trial(tmp_path, readers=0, chance=kills.Random(1))
    trial.change()
    trial.finish()
    assert trial.tally.faults == []
    trial.change()  # and no run for it
    trial.check(expected=[len(trial.states) - 1])
    assert trial.tally.faults
