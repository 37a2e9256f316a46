"""What is installed is bounded in pyproject.toml, and named version by version and hash by hash in constraints.txt."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WANTED = [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])]
PINNED = (ROOT / "constraints.txt").read_text("utf-8")
ROWS = [Requirement(row.replace("\\", "").strip()) for row in re.findall(r"(?m)^[a-z0-9][^#\n]*", PINNED)]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_dependency_has_a_lowest_version_and_ends_before_a_major(wanted: Requirement) -> None:
    signs = {each.operator for each in wanted.specifier}
    assert {">=", "<"} <= signs
    assert all(re.fullmatch(r"\d+", each.version) for each in wanted.specifier if each.operator == "<")


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_dependency_is_pinned_at_a_version_that_the_project_allows(wanted: Requirement) -> None:
    own = [row for row in ROWS if canonicalize_name(row.name) == canonicalize_name(wanted.name)]
    assert own, "make constraints.txt again; its head says how"
    for row in own:
        (pin,) = row.specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(pin.version), "make constraints.txt again; its head says how"


def test_every_pinned_package_has_hashes_and_no_address() -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", PINNED))[1:]
    assert len(blocks) == len(ROWS) > 50
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|@ ", PINNED)
