"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The gate asks the same questions each time, so that it judges the change; elsewhere each run draws new ones.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout; tests that need it skip where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of real material, ../shared, which is not beside this checkout")
    return SHARED
