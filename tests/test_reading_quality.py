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
    "families": ("date=0.98", "city=0.955", "country=0.98", "title=0.97", "places=0.965", "participants=0.935",
                 "sections=0.96", "speakers=0.935", "statements=0.91"),
    "ministries": ("date=0.97", "city=0.97", "country=0.95", "title=0.95", "places=0.965", "participants=0.98",
                   "sections=0.97", "speakers=0.975", "statements=0.98"),
    "real": ("date=0.98", "city=0.945", "country=0.965", "title=0.96", "places=0.92", "participants=0.94",
             "sections=0.94", "speakers=0.92", "statements=0.96"),
    "held": ("date=0.925", "city=0.935", "country=0.965", "title=0.925", "places=0.945", "participants=0.925",
             "sections=0.96", "speakers=0.91", "statements=0.89"),
    "real-held": ("date=0.98", "city=0.95", "country=0.965", "title=0.935", "places=0.935", "participants=0.90",
                  "sections=0.905", "speakers=0.86", "statements=0.82"),
}


@pytest.mark.parametrize("name", FLOORS)
def test_reading_stays_as_good_as_it_was(name: str, shared: Path) -> None:
    assert shared.is_dir()
    result = score(name, show=0 if name.endswith("held") else 30, floors=FLOORS[name])
    assert result.returncode == 0, result.stdout + result.stderr
