"""What the README says holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli.main import COMMANDS, onrecord

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(onrecord, [command, "--help"])
    assert result.exit_code == 0
    assert f"onrecord {command}" in result.output.split("Example", 1)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"onrecord {command}" in README


def test_the_readme_shows_only_commands_that_exist() -> None:
    assert set(re.findall(r"^onrecord ([a-z]+)", README, re.MULTILINE)) <= set(COMMANDS)


def test_every_path_in_the_readme_exists() -> None:
    named = set(re.findall(r"`((?:indexer|webapp|data|tests|docs)/[\w./-]*)`", README))
    named |= set(re.findall(r"\]\(([\w./-]+)\)", README))
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]


def test_the_layout_in_the_readme_names_what_is_there() -> None:
    tree = README.split("```text", 1)[1].split("```", 1)[0]
    for name in re.findall(r"^  (\S+)", tree, re.MULTILINE):
        assert (ROOT / "indexer" / name).exists(), name


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w-]+", each) for each in project["dependencies"]]
    table = README.split("## Dependencies", 1)[1]
    assert not [match.group() for match in names if match and match.group() not in table]
