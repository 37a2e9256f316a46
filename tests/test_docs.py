"""What the README says holds."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli.commands import COMMANDS, onrecord

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(onrecord, [command, "--help"])
    assert result.exit_code == 0
    assert f"onrecord {command}" in result.output.split("Example", 1)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_of_each_how_its_own_help_begins(command: str) -> None:
    said = CliRunner().invoke(onrecord, ["--help"], terminal_width=200).output
    found = re.search(rf"^  {command} +(.+)$", said, re.MULTILINE)
    own = " ".join(CliRunner().invoke(onrecord, [command, "--help"]).output.split())
    assert found
    assert f" {found[1].rstrip('.')}" in own


@pytest.mark.parametrize(("arguments", "unneeded"), [
    ("--help", ("numpy", "whoosh", "rich", "indexer.engine")),
    ("search --help", ("whoosh.searching", "rich", "trafilatura", "flask", "indexer.index.writer")),
    ("index --help", ("rich", "trafilatura", "charset_normalizer", "flask", "indexer.search")),
])
def test_a_command_does_not_wait_for_what_it_does_not_need(arguments: str, unneeded: tuple[str, ...]) -> None:
    asked = (f"import sys; from indexer.cli.commands import onrecord; "
             f"onrecord({arguments.split()!r}, standalone_mode=False)")
    done = subprocess.run([sys.executable, "-c", f"{asked}; print(*sys.modules)"], cwd=ROOT, capture_output=True,
                          text=True, check=True)
    assert not set(done.stdout.splitlines()[-1].split()) & set(unneeded)


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
