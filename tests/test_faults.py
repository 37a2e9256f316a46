"""A disk that fails at any call: the old index answers, in one line is said what is wrong, the next run succeeds.

`tests.benchmarks.faults` tries every call in every way; here some of them, and a disk that is truly full.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.opening import check_index
from tests.benchmarks import faults
from tests.test_cli import READOUT, Run

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the files of a handle are found in /proc")


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a file whose closing failed
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_call_that_fails_costs_the_index() -> None:
    kinds = tuple(kind for kind in faults.KINDS if kind not in {"kill", "power cut"})  # those fork
    done, wrong = faults.survey(every=61, kinds=kinds)
    assert not wrong
    assert sum(done.values()) > 40


def test_no_kill_and_no_power_cut_costs_the_index() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.faults", "--every", "59", "--kind", "kill",
               "--kind", "power cut"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False,
                            cwd=Path(__file__).resolve().parent.parent)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_switch_is_on_the_disk_before_the_old_generation_goes(tmp_path: Path) -> None:
    scene = next(scene for scene in faults.scenes(tmp_path) if scene.name == "an update")
    made = faults.Trials(scene, tmp_path).calls()
    *_, generation, switch, away = (at for at, name in enumerate(made) if name == "rename")
    assert made[:generation].count("fsync") > 10  # every new file, and the folders
    assert "fsync" in made[generation:switch]
    assert "fsync" in made[switch:away]
    assert "remove" not in made[switch:away]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with hardly any room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False)
    if not made or made.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    gc.collect()  # lets go of the files that are mapped
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_disk_that_is_full_is_said_in_one_line_and_the_old_index_is_served(onrecord: Run, small_disk: Path) -> None:
    onrecord.index = small_disk / "index"
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    for number in range(60):
        onrecord.write(f"{number}.txt", READOUT.replace("customs", f"customs w{number}") * 3)
    result = onrecord("index", onrecord.sources, "--jobs", "1")
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if not line.startswith("Reading ")]
    assert "No space left" in line
    assert "make room" in line
    assert '"a"' in onrecord("search", "customs", "--json").stdout
    assert check_index(onrecord.index) == []
    for path in onrecord.sources.glob("[0-9]*.txt"):
        path.unlink()
    onrecord.write("b.txt", READOUT)
    assert onrecord.report()["added"] == 1


def test_a_disk_that_is_read_only_is_said_and_the_index_on_it_is_served(onrecord: Run, small_disk: Path) -> None:
    onrecord.index = small_disk / "index"
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    onrecord.write("b.txt", READOUT)
    for more in ((), ("--rebuild",)):
        result = onrecord("index", onrecord.sources, *more)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert "Read-only file system" in line
    assert '"a"' in onrecord("search", "customs", "--json").stdout
    assert onrecord("verify", "--alone").exit_code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_folder_without_permission_is_said_and_the_index_in_it_is_served(onrecord: Run) -> None:
    onrecord.write("a.txt", READOUT)
    onrecord.report()
    for folder in (onrecord.index, onrecord.index / "generations"):
        folder.chmod(0o500)
    onrecord.write("b.txt", READOUT)
    result = onrecord("index", onrecord.sources)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert '"a"' in onrecord("search", "customs", "--json").stdout
    for folder in (onrecord.index, onrecord.index / "generations"):
        folder.chmod(0o700)
    assert onrecord.report()["added"] == 1
