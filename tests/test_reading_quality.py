"""Floors under the quality of reading, so that no change lowers it unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.reading_quality import score

# Two points below what was measured when the floor was last set: a floor, not a target.
FLOORS = {
    "gold": ("date=0.90",),
    "ministry-style": ("date=0.90",),
}


@pytest.mark.parametrize("name", FLOORS)
def test_reading_stays_as_good_as_it_was(name: str, shared: Path) -> None:
    assert shared.is_dir()
    result = score(name, show=30, floors=FLOORS[name])
    assert result.returncode == 0, result.stdout + result.stderr
