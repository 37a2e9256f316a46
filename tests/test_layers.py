"""Who may import whom: the walls of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((*(ROOT / "indexer").rglob("*.py"), *(ROOT / "webapp").rglob("*.py")))

# A part may import the parts listed for it, and itself; what is not listed here is shared by all.
PARTS = {
    "knowledge": set[str](),
    "formats": {"knowledge"},  # source.toml is read like the files of knowledge
    "understanding": {"knowledge"},
    "query": {"knowledge"},
    "index": {"query", "knowledge"},
    "search": {"index", "query", "knowledge"},
}


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules and names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names
            if not names <= MODULE_NAMES:  # a package that only leads to its modules is not used itself
                yield node.module


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULE_NAMES = {module_name(path) for path in MODULES}


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_index_and_the_search_know_whoosh(path: Path) -> None:
    """So that the engine can be replaced without touching reading, understanding or showing."""
    part = path.relative_to(ROOT).parts[:2]
    if part in {("indexer", "index"), ("indexer", "search")}:
        return
    assert not [name for name in imported(path) if name.partition(".")[0] == "whoosh"]


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(ROOT / "webapp")], ids=ids)
def test_the_site_imports_only_the_public_names(path: Path) -> None:
    inner = {name for name in imported(path) if name.startswith("indexer.")}
    exported = ast.parse((ROOT / "indexer" / "__init__.py").read_text(encoding="utf-8"))
    public = {f"indexer.{alias.asname or alias.name}" for node in ast.walk(exported)
              if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert inner <= public


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(ROOT / "indexer")], ids=ids)
def test_the_library_does_not_know_the_site(path: Path) -> None:
    """But for the one command that starts it."""
    if path.relative_to(ROOT).as_posix() == "indexer/cli/serving.py":
        return
    assert not [name for name in imported(path) if name.partition(".")[0] in {"webapp", "flask"}]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_the_data_goes_one_way(part: str) -> None:
    """A part never imports one that comes after it, nor a neighbour it has nothing to do with."""
    allowed = PARTS[part] | {part}
    found = {name.split(".")[1] for path in (ROOT / "indexer" / part).rglob("*.py") for name in imported(path)
             if name.startswith("indexer.")}
    assert not (found & set(PARTS)) - allowed


# Inside understanding, in the same way.
QUESTIONS = {
    "language": set[str](),
    "structure": {"language"},
    "when": {"language"},
    "where": {"language", "when"},
    "who": {"language"},
    "said": {"language", "who"},
}


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_each_question_is_answered_from_those_before_it(question: str) -> None:
    folder = ROOT / "indexer" / "understanding"
    found = {name.split(".")[2] for path in (folder / question).rglob("*.py") for name in imported(path)
             if name.startswith("indexer.understanding.")}
    assert not (found & set(QUESTIONS)) - QUESTIONS[question] - {question}


def test_no_module_imports_in_a_circle() -> None:
    graph = {module_name(path): set(imported(path)) for path in MODULES}
    edges = {name: {other for other in names if other in graph and other != name} for name, names in graph.items()}
    assert not circle(edges)


def circle(edges: dict[str, set[str]]) -> list[str]:
    """The modules of a circle, or an empty list."""
    done: set[str] = set()

    def walk(name: str, above: list[str]) -> list[str]:
        if name in above:
            return [*above[above.index(name):], name]
        if name in done:
            return []
        for other in sorted(edges[name]):
            if found := walk(other, [*above, name]):
                return found
        done.add(name)
        return []

    return next((found for name in sorted(edges) if (found := walk(name, []))), [])
