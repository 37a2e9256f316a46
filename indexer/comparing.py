"""Whether an index still says what its sources say: what changed, came or went since it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.changes import find_changes, key_of, look_at
from indexer.engine import KnownSources
from indexer.formats import Limits
from indexer.knowledge.loading import load_knowledge


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that the index does not give as it is now."""

    path: str
    what: Literal["changed", "missing", "added", "read otherwise", "unreadable"]
    said: str  # in words


_SAID = {
    "changed": "it, or a source.toml that holds for it, has changed since it was indexed",
    "missing": "in the index, but no longer there",
    "added": "not in the index: it came since, or nothing could be read from it",
    "read otherwise": "would be read otherwise now: the knowledge or On Record has changed",
}


def compare_sources(roots: Iterable[Path], known: KnownSources, data: Path,
                    within: Iterable[Path] = ()) -> tuple[Difference, ...]:
    """Every difference between the files below `roots` and what the index remembers of them, by path.

    `roots` are what was named to be indexed, `within` a part of it to look at alone. Every file's bytes are read,
    whatever its time says. `data` is the folder of knowledge. Raises KnowledgeError.
    """
    wanted = [path.absolute() for path in within]
    tops = [Path(root).absolute() for root in roots]
    if wanted:
        outside = [path for path in wanted if not any(_lies_in(path, top) for top in tops)]
        tops = [top for top in tops if any(_lies_in(path, top) or _lies_in(top, path) for path in wanted)] + outside
    found = find_changes(tuple(tops), known, load_knowledge(data), Limits(), by_bytes=True)
    differences = [Difference(str(problem.path), "unreadable", problem.what)
                   for problem in found.problems if problem.severity == "failed"]
    differences += [_of(key_of(source), "added") for source in found.new]
    differences += [_of(path, "missing") for path in found.gone]
    for source in found.changed:
        same = known[key_of(source)].fingerprint.rpartition(":")[2] == look_at(source).fingerprint
        differences.append(_of(key_of(source), "read otherwise" if same else "changed"))
    return tuple(sorted((each for each in differences
                         if not wanted or any(_lies_in(Path(each.path), path) for path in wanted)),
                        key=lambda each: each.path))


def _lies_in(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _of(path: str, what: Literal["changed", "missing", "added", "read otherwise"]) -> Difference:
    return Difference(path, what, _SAID[what])
