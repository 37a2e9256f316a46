"""Python and the packages that On Record needs: what is missing, or too old, and how to mend it. Needs none of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

PYTHON = (3, 11)
OURS = frozenset({"indexer", "webapp"})
OWN_WHOOSH = {"whoosh-reloaded", "Whoosh-Reloaded"}
AGAIN = f"{sys.executable} -m pip install --upgrade onrecord"
State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A note is no fault, but good to know."""

    name: str
    state: State
    what: str
    mend: str = ""


def examine(error: ImportError) -> list[Finding]:
    """What can be said where a package cannot be imported, without which nothing else can be looked at."""
    found = [python(), *packages()]
    if all(each.state != "wrong" for each in found):
        found.append(Finding("packages", "wrong", _first_line(error), f"{AGAIN} --force-reinstall"))
    return found


def missing(error: ImportError) -> str:
    """One line for an import that failed: what is missing, else what the import says; and how to mend it."""
    return "; ".join(f"{each.what}; {each.mend}" for each in examine(error) if each.state == "wrong")


def _first_line(error: ImportError) -> str:
    return str(error).strip().partition("\n")[0]


def python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        return Finding("python", "wrong", found, "install Python 3.11 or later, and On Record in it")
    return Finding("python", "ok", f"{found}, {sys.executable}")


def packages() -> Iterator[Finding]:
    """The packages that On Record names, by the versions that it names; and who else calls itself `whoosh`."""
    try:
        needed = metadata.requires("onrecord") or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "note", "On Record is not installed, its packages are not compared",
                      "pip install -e .")
        return
    wrong = []
    for name, wanted in filter(all, map(requirement, needed)):
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if not allows(wanted, version):
            wrong.append(f"{name} is {version}, not {wanted}")
    yield Finding("packages", "wrong", "; ".join(wrong), AGAIN) if wrong else Finding(
        "packages", "ok", "all that are needed are there")
    others = sorted(set(metadata.packages_distributions().get("whoosh", ())) - OWN_WHOOSH)
    if others:
        yield Finding("packages", "wrong", f"{', '.join(others)} installs another package named whoosh",
                      f"pip uninstall {' '.join(others)}; {AGAIN} --force-reinstall")


def requirement(text: str) -> tuple[str, str]:
    """Name and versions of a requirement; no name where it is not needed here."""
    wanted, _, marker = text.partition(";")
    found = re.match(r"\s*([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^)]*)\)?", wanted)
    return (found[1], found[2].strip()) if found and "extra" not in marker else ("", "")


def allows(wanted: str, version: str) -> bool:
    """Whether a version is within bounds such as `>=1.2,<2`; other forms are taken to allow it."""
    own = _numbers(version)
    for bound in wanted.split(","):
        found = re.fullmatch(r"\s*(>=|<=|==|<|>)\s*([\d.]+)\s*", bound)
        if not found:
            continue
        other = _numbers(found[2])
        one, two = (each + (0,) * (max(len(own), len(other)) - len(each)) for each in (own, other))
        if not {">=": one >= two, "<=": one <= two, "==": one == two, "<": one < two, ">": one > two}[found[1]]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()
