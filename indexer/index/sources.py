"""What an index was made from, as plain JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indexer.engine import SourceState
from indexer.errors import IndexDamagedError
from indexer.index.files import MALFORMED, read_plain
from indexer.index.generations import REBUILD, Manifest
from indexer.model import Problem

_LONGEST = 1 << 31


def read_sources(manifest: Manifest) -> dict[str, SourceState]:
    """The sources of a generation, by path. Raises IndexDamagedError."""
    path = manifest.path / "sources.json"
    try:
        rows = json.loads(read_plain(path, _LONGEST))
        return {row[0]: _state(row) for row in rows}
    except (OSError, *MALFORMED) as error:
        raise IndexDamagedError(path, f"the list of sources cannot be read: {error}", mend=REBUILD) from error


def write_sources(path: Path, sources: Mapping[str, SourceState]) -> None:
    """Write them to `path`, by path."""
    rows = [[each.path, each.fingerprint, each.size, each.mtime_ns, each.records, each.sections,
             [[str(one.path), one.what, one.mend, one.line, one.severity] for one in each.problems]]
            for _, each in sorted(sources.items())]
    path.write_text(json.dumps(rows, separators=(",", ":")), encoding="utf-8")


def _state(row: list[Any]) -> SourceState:
    path, fingerprint, size, mtime_ns, records, sections, problems = row
    return SourceState(
        path=path, fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, records=tuple(records), sections=sections,
        problems=tuple(Problem(Path(where), what, mend, line, severity)
                       for where, what, mend, line, severity in problems))
