"""What an index was made from, as arrays in a file and back.

A run over a hundred thousand files looks each of them up and changes a few: a source is decoded when it is asked for,
and those that stay are copied as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from indexer.engine import KnownSources, SourceLook, SourceState
from indexer.errors import IndexDamagedError
from indexer.index.arrayfile import ArrayFile, ArrayFileError, ArrayFileWriter
from indexer.index.files import MALFORMED
from indexer.index.generations import REBUILD, Manifest
from indexer.model import Problem

NAME = "sources.arrays"
_NUMBERS = ("sizes", "times", "sections")


class SourceList(KnownSources):
    """The sources of a generation, by path and in its order."""

    def __init__(self, arrays: ArrayFile) -> None:
        """Raises LookupError or ValueError where the arrays are not those of `write_sources`."""
        self._arrays = arrays
        self.paths: list[str] = arrays.strings("paths").every()
        self._places = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self._records_of = arrays["records.of"]
        self._records, self._problems = arrays.strings("records"), arrays.strings("problems")
        of_each = {len(self._problems), *(len(arrays[name]) for name in _NUMBERS), len(self._records_of) - 1,
                   len(arrays.strings("fingerprints"))}
        if of_each != {len(self.paths)} or len(self._places) != len(self.paths) or (
                int(self._records_of[-1]) != len(self._records)):
            raise ValueError("the list of sources is not whole")

    @cached_property
    def _looks(self) -> tuple[list[str], list[int], list[int]]:
        return (self._arrays.strings("fingerprints").every(), self._arrays["sizes"].tolist(),
                self._arrays["times"].tolist())

    def look(self, path: str) -> SourceLook | None:
        at = self._places.get(path)
        if at is None:
            return None
        fingerprints, sizes, times = self._looks
        return SourceLook(fingerprints[at], sizes[at], times[at])

    def owners(self) -> Mapping[str, str]:
        owners = np.repeat(np.arange(len(self.paths)), np.diff(self._records_of)).tolist()
        return dict(zip(self._records.every(), map(self.paths.__getitem__, owners), strict=True))

    def __getitem__(self, path: str) -> SourceState:
        at = self._places[path]
        first, last = self._records_of[at : at + 2].tolist()
        return SourceState(
            path=path, fingerprint=self._arrays.strings("fingerprints")[at], size=int(self._arrays["sizes"][at]),
            mtime_ns=int(self._arrays["times"][at]), records=tuple(self._records[first:last]),
            sections=int(self._arrays["sections"][at]), problems=_problems(self._problems.raw(at)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def sections(self) -> dict[str, int]:
        """The number of sections of each source."""
        return dict(zip(self.paths, self._arrays["sections"].tolist(), strict=True))

    def _kept(self, places: Sequence[int]) -> _Rows:
        """Some of the sources as they are written."""
        fingerprints, problems, records = (self._arrays.strings(name).raw_all()
                                           for name in ("fingerprints", "problems", "records"))
        bounds = self._records_of.tolist()
        return _Rows([_utf8(self.paths[at]) for at in places], [fingerprints[at] for at in places],
                     [problems[at] for at in places], [records[bounds[at] : bounds[at + 1]] for at in places],
                     [self._arrays[name][list(places)].tolist() for name in _NUMBERS])


class _Rows:
    """Sources as columns."""

    def __init__(self, paths: list[bytes], fingerprints: list[bytes], problems: list[bytes],
                 records: list[list[bytes]], numbers: list[list[int]]) -> None:
        self.paths, self.fingerprints, self.problems, self.records = paths, fingerprints, problems, records
        self.numbers = numbers

    def extend(self, states: Sequence[SourceState]) -> None:
        self.paths += [_utf8(each.path) for each in states]
        self.fingerprints += [_utf8(each.fingerprint) for each in states]
        self.problems += [_encoded(each.problems) for each in states]
        self.records += [list(map(_utf8, each.records)) for each in states]
        for numbers, name in zip(self.numbers, ("size", "mtime_ns", "sections"), strict=True):
            numbers += [getattr(each, name) for each in states]

    def write(self, path: Path) -> None:
        order = sorted(range(len(self.paths)), key=self.paths.__getitem__)
        writer = ArrayFileWriter(path)
        for name, values in (("paths", self.paths), ("fingerprints", self.fingerprints), ("problems", self.problems)):
            writer.append_strings(name, [values[at] for at in order])
        records = [self.records[at] for at in order]
        counts = np.fromiter(map(len, records), dtype=np.int64, count=len(records))
        writer.append("records.of", np.append(0, np.cumsum(counts)), np.int64)
        writer.append_strings("records", list(chain.from_iterable(records)))
        for name, numbers in zip(_NUMBERS, self.numbers, strict=True):
            writer.append(name, np.array(numbers, dtype=np.int64)[order], np.int64)
        writer.close()


def read_sources(manifest: Manifest) -> SourceList:
    """The sources of a generation, every byte checked: the next list is made of them. Raises IndexDamagedError."""
    path = manifest.path / NAME
    try:
        arrays = ArrayFile(path)
        if faults := arrays.faults():
            raise ArrayFileError(f"the bytes of {faults[0]} are not the ones written")
        return SourceList(arrays)
    except (OSError, ArrayFileError, *MALFORMED) as error:
        raise IndexDamagedError(path, f"the list of sources cannot be read: {error}", mend=REBUILD) from error


def write_sources(path: Path, before: SourceList | None, changed: Mapping[str, SourceState | None]) -> None:
    """Write to `path` the sources `before`, with those that changed; None for one that is gone."""
    places = [at for at, each in enumerate(before.paths) if each not in changed] if before else []
    rows = before._kept(places) if before else _Rows([], [], [], [], [[] for _ in _NUMBERS])
    rows.extend([state for state in changed.values() if state is not None])
    rows.write(path)


def _utf8(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _encoded(problems: Sequence[Problem]) -> bytes:
    if not problems:
        return b""
    rows = [[str(one.path), one.what, one.mend, one.line, one.severity] for one in problems]
    return json.dumps(rows, separators=(",", ":")).encode()


def _problems(raw: bytes) -> tuple[Problem, ...]:
    return tuple(Problem(Path(where), what, mend, line, severity)
                 for where, what, mend, line, severity in (json.loads(raw) if raw else ()))
