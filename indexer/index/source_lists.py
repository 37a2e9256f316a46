"""What an index was made from, as arrays in a file and back.

A run over a hundred thousand files looks each of them up and changes a few: a source is decoded when it is asked for,
and those that stay are copied as they are.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
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
_TEXTS = ("paths", "fingerprints", "problems", "unsettled")


class SourceList(KnownSources):
    """The sources of a generation, by path and in its order."""

    def __init__(self, arrays: ArrayFile) -> None:
        """Raises LookupError or ValueError where the arrays are not those of `write_sources`."""
        self._arrays = arrays
        self.paths: list[str] = arrays.strings("paths").every()
        self._places = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self._records_of = np.append(0, np.cumsum(arrays["records.of"]))
        self._records, self._problems = arrays.strings("records"), arrays.strings("problems")
        of_each = {len(self._problems), *(len(arrays[name]) for name in _NUMBERS), len(self._records_of) - 1,
                   len(arrays.strings("fingerprints")), len(arrays.strings("unsettled"))}
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

    def owners(self, but: Container[str] = ()) -> Mapping[str, str]:
        found: dict[str, str] = {}
        bounds = self._records_of.tolist()
        left_out = sorted(at for at, path in enumerate(self.paths) if path in but)
        for begin, end in zip((0, *(at + 1 for at in left_out)), (*left_out, len(self.paths)), strict=True):
            owners = np.repeat(np.arange(begin, end), np.diff(self._records_of[begin : end + 1])).tolist()
            found |= zip(self._records[bounds[begin] : bounds[end]], map(self.paths.__getitem__, owners), strict=True)
        return found

    def __getitem__(self, path: str) -> SourceState:
        at = self._places[path]
        first, last = self._records_of[at : at + 2].tolist()
        return SourceState(
            path=path, fingerprint=self._arrays.strings("fingerprints")[at], size=int(self._arrays["sizes"][at]),
            mtime_ns=int(self._arrays["times"][at]), records=tuple(self._records[first:last]),
            sections=int(self._arrays["sections"][at]), problems=_problems(self._problems[at]),
            unsettled=tuple(json.loads(self._arrays.strings("unsettled")[at] or "[]")))

    def values(self) -> ValuesView[SourceState]:
        return _States(self)

    def every(self) -> Iterator[SourceState]:
        """All sources, in a fifth of the time that asking for each takes."""
        texts = (self._arrays.strings(name).every() for name in ("fingerprints", "problems", "unsettled"))
        numbers = (self._arrays[name].tolist() for name in _NUMBERS)
        records, bounds = self._records.every(), self._records_of.tolist()
        for path, fingerprint, problems, unsettled, size, time, sections, first, last in zip(
                self.paths, *texts, *numbers, bounds[:-1], bounds[1:], strict=True):
            yield SourceState(
                path=path, fingerprint=fingerprint, size=size, mtime_ns=time, records=tuple(records[first:last]),
                sections=sections, problems=_problems(problems) if problems else (),
                unsettled=tuple(json.loads(unsettled)) if unsettled else ())

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def sections(self) -> dict[str, int]:
        """The number of sections of each source."""
        return dict(zip(self.paths, self._arrays["sections"].tolist(), strict=True))

    def append_to(self, writer: ArrayFileWriter, first: int, last: int) -> None:
        """Write the sources from `first` to `last` behind those that the writer has."""
        begin, end = self._records_of[[first, last]].tolist()
        for name in _NUMBERS:
            writer.append(name, self._arrays[name][first:last], np.int64)
        writer.append("records.of", np.diff(self._records_of[first : last + 1]), np.int64)
        for name, low, high in (*((name, first, last) for name in _TEXTS), ("records", begin, end)):
            strings = self._arrays.strings(name)
            bounds = strings.offsets[low : high + 1]
            writer.append(f"{name}.offsets", np.diff(bounds), np.uint64)
            writer.append(f"{name}.bytes", strings.data[int(bounds[0]) : int(bounds[-1])], np.uint8)


class _States(ValuesView[SourceState]):
    _mapping: SourceList

    def __iter__(self) -> Iterator[SourceState]:
        return self._mapping.every()


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
    writer = ArrayFileWriter(path)
    known = before.paths if before else []
    done = 0
    fresh: list[SourceState] = []  # that come before the next one of those that stay
    for name in sorted(changed):
        at = bisect_left(known, name, done)
        if before and at > done:
            _append(writer, fresh)
            fresh = []
            before.append_to(writer, done, at)
        done = at + 1 if at < len(known) and known[at] == name else at
        if (state := changed[name]) is not None:
            fresh.append(state)
    _append(writer, fresh)
    if before and len(known) > done:
        before.append_to(writer, done, len(known))
    writer.close()


def _append(writer: ArrayFileWriter, states: Sequence[SourceState]) -> None:
    for name, member in zip(_NUMBERS, ("size", "mtime_ns", "sections"), strict=True):
        writer.append(name, np.array([getattr(each, member) for each in states], np.int64))
    writer.append("records.of", np.array([len(each.records) for each in states], np.int64))
    writer.append_strings("records", [_utf8(record) for each in states for record in each.records])
    writer.append_strings("paths", [_utf8(each.path) for each in states])
    writer.append_strings("fingerprints", [_utf8(each.fingerprint) for each in states])
    writer.append_strings("problems", [_utf8(_encoded(each.problems)) for each in states])
    writer.append_strings("unsettled", [json.dumps(each.unsettled).encode() if each.unsettled else b""
                                        for each in states])


def _utf8(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _encoded(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    rows = [[str(one.path), one.what, one.mend, one.line, one.severity] for one in problems]
    return json.dumps(rows, separators=(",", ":"))


def _problems(raw: str) -> tuple[Problem, ...]:
    return tuple(Problem(Path(where), what, mend, line, severity)
                 for where, what, mend, line, severity in (json.loads(raw) if raw else ()))
