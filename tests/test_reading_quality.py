"""Floors under the quality of reading, so that no change lowers it unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.reading_quality import score

# About two points below what was measured when the floors were last set: floors, not targets.
FLOORS = {
    "gold": ("date=0.95", "city=0.96", "country=0.98", "title=0.98", "places=0.96", "participants=0.96",
             "sections=0.98", "speakers=0.98", "statements=0.98"),
    "ministry-style": ("date=0.93", "city=0.93", "country=0.98", "title=0.98", "places=0.96", "participants=0.98",
                       "sections=0.97", "speakers=0.97", "statements=0.95"),
    "pages": ("date=0.98", "city=0.98", "country=0.98", "title=0.98", "places=0.98", "participants=0.98",
              "sections=0.98", "speakers=0.98", "statements=0.975"),
    "structures": ("date=0.97", "city=0.98", "country=0.98", "title=0.98", "places=0.98", "participants=0.975",
                   "sections=0.98", "speakers=0.96", "statements=0.95"),
    "families": ("date=0.96", "city=0.93", "country=0.97", "title=0.94", "places=0.95", "participants=0.91",
                 "sections=0.92", "speakers=0.88", "statements=0.865"),
    "held": ("date=0.91", "city=0.94", "country=0.95", "title=0.92", "places=0.94", "participants=0.91",
             "sections=0.89", "speakers=0.795", "statements=0.855"),
}


@pytest.mark.parametrize("name", FLOORS)
def test_reading_stays_as_good_as_it_was(name: str, shared: Path) -> None:
    assert shared.is_dir()
    result = score(name, show=0 if name == "held" else 30, floors=FLOORS[name])
    assert result.returncode == 0, result.stdout + result.stderr
