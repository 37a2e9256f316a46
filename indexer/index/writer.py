"""The one writer of an index: collects a run's changes, then makes the next generation of them."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import os
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from indexer.engine import KnownSources, NoSources, SourceState, Writer
from indexer.errors import IndexDamagedError, IndexMissingError, IndexStateError
from indexer.index import generations, holding, merging, source_lists
from indexer.index.arrayfile import Array, ArrayFileError
from indexer.index.generations import SegmentEntry
from indexer.index.live import LiveIndex, write_order
from indexer.index.locking import writer_lock
from indexer.index.segment import MOST_DOCUMENTS, SegmentBuilder, prepare, segment_files
from indexer.index.verifying import verify_new
from indexer.index.whoosh_reading import UnreadableError, stored_documents
from indexer.index.whoosh_segment import write_toc
from indexer.model import Document
from indexer.workers import Workers, default_jobs

log = logging.getLogger(__name__)

MOST_HELPERS = 2  # processes that sort words, beside this one, where there are many


class IndexFolder:
    """See `indexer.engine.Writable`."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder)

    def writer(self, *, rebuild: bool = False) -> AbstractContextManager[Writer]:
        return open_writer(self._folder, rebuild=rebuild)

    def sources(self) -> KnownSources:
        try:
            with holding.held(self._folder) as manifest:
                return source_lists.read_sources(manifest)
        except IndexMissingError:
            return NoSources()


@contextmanager
def open_writer(folder: Path, *, rebuild: bool = False) -> Iterator[IndexWriter]:
    """The one writer of the index in `folder`; leaving without `commit` changes nothing.

    Raises IndexLockedError where another process writes, and, unless `rebuild`, what `generations.current` raises but
    for a missing index.
    """
    with _said(folder):
        generations.claim(folder)
    with writer_lock(folder, mend=rebuild):
        writer = None
        try:
            with _said(folder):
                generations.settle(folder, rebuild=rebuild)
                holding.sweep(folder)
                writer = IndexWriter(folder, None if rebuild else _present(folder))
            yield writer
        finally:
            if writer is not None:
                writer.close()


def _present(folder: Path) -> LiveIndex | None:
    """The live generation, its arrays derived again where they have to be."""
    try:
        return LiveIndex(folder, generations.current(folder))
    except IndexMissingError:
        return None
    except generations.ArraysDamagedError as error:
        log.warning("%s: %s; deriving the arrays again", folder, error.problem)
        _derive(folder, error)
        return LiveIndex(folder, generations.current(folder))


def _derive(folder: Path, damage: generations.ArraysDamagedError) -> None:
    """Make a generation of the documents that the live one's Whoosh index stores."""
    manifest = generations.described(folder)
    writer = IndexWriter(folder, None)
    try:
        for path, state in source_lists.read_sources(manifest).items():
            writer.describe(replace(state, path=path))
        for document, path in stored_documents(manifest.path / "whoosh"):
            writer.take(document, path)
        writer.cover(manifest.roots)
        writer.commit()
    except (UnreadableError, LookupError, TypeError) as error:
        raise damage from error
    finally:
        writer.close()


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    """Faults of the file system in one line."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise IndexStateError(folder, f"cannot write {where}: {error.strerror or error}",
                              mend="make room or the folder writable; the index is as it was") from error


@dataclass(slots=True)
class _Taken:
    """Documents that came one after the other into a new segment."""

    builder: SegmentBuilder
    first: int
    last: int


class IndexWriter:
    """One run's changes; see `indexer.engine.Writer`."""

    def __init__(self, folder: Path, live: LiveIndex | None) -> None:
        self._folder = folder
        self._live = live
        self._before = source_lists.read_sources(live.manifest) if live else None
        self._changed: dict[str, SourceState | None] = {}  # sources by path; None for one that is gone
        self._roots = set(live.manifest.roots) if live else set()
        self._gone: dict[str, Collection[str]] = {}  # paths whose documents in the present generation go, but for
        # those of some records
        number = generations.next_number(folder)
        self._number = number
        self._name = f"{number:06}-{uuid.uuid4().hex[:8]}"
        self._building = folder / "generations" / f".{self._name}"
        for each in ("whoosh", "arrays"):
            (self._building / each).mkdir(parents=True)
        self._held = holding.begin(self._building)
        self._workers = Workers(min(MOST_HELPERS, default_jobs() - 1), prepare)
        self._builder: SegmentBuilder | None = None
        self._finished: list[tuple[SegmentBuilder, object]] = []
        self._fresh: dict[str, list[_Taken]] = {}
        self._done = False

    @property
    def sources(self) -> KnownSources:
        return NoSources() if self._before is None else self._before

    def put(self, source: SourceState, documents: Iterable[Document], kept: Collection[str] = ()) -> None:
        """See `indexer.engine.Writer`; nothing is replaced when `documents` raises."""
        taken: list[_Taken] = []
        try:
            for document in documents:
                builder, number = self.take(document, source.path)
                if taken and taken[-1].builder is builder:
                    taken[-1].last = number + 1
                else:
                    taken.append(_Taken(builder, number, number + 1))
        except BaseException:
            _kill(taken)
            raise
        self.drop(source.path)
        self._gone[source.path] = stay = frozenset(kept)
        self._fresh[source.path] = taken
        sections = self._live.sections_of(source.path, stay) if self._live and stay else 0
        self._changed[source.path] = replace(source, sections=sections + sum(each.last - each.first for each in taken))

    def fingerprints(self, path: str) -> Mapping[bytes, Sequence[str]]:
        return self._live.fingerprints(path) if self._live else {}

    def take(self, document: Document, path: str) -> tuple[SegmentBuilder, int]:
        """Add a document that came from a file, beside all others; returns where it was put."""
        with _said(self._folder):
            builder = self._open_builder()
            number = len(builder)
            builder.add(document, path)
            return builder, number

    def describe(self, source: SourceState) -> None:
        if source.path in self._fresh and (put := self._changed[source.path]):
            source = replace(source, sections=put.sections)
        self._changed[source.path] = source

    def drop(self, path: str) -> None:
        self._gone[path] = ()
        _kill(self._fresh.pop(path, []))
        self._changed[path] = None

    def cover(self, roots: Iterable[str]) -> None:
        every = self._roots | set(roots)
        self._roots = {each for each in every if not any(str(above) in every for above in Path(each).parents)}

    def commit(self) -> str:
        """Make, verify and switch to the new generation; returns its name, or the old one's if nothing changed."""
        if self._live and not self._fresh and self._roots == set(self._live.manifest.roots) and all(
                self.sources.get(path) == state for path, state in self._changed.items()):
            return self._live.manifest.generation
        with _said(self._folder):
            try:
                name = self._commit()
            except ArrayFileError as error:
                raise OSError(errno.EIO, f"does not keep what is written ({error})") from error
            self._held.release()
            holding.clean(self._folder)
        return name

    def _commit(self) -> str:
        live = self._live
        kept: list[tuple[SegmentEntry, Array]] = []
        if live:
            dead = live.dead_of(self._gone)
            plan = merging.plan([(entry, dead[entry.name]) for entry in live.manifest.segments],
                                len(self._builder) if self._builder else 0)
            for segment in plan.merged:
                self._copy(live, segment, dead[segment.name])
            kept = [(entry, dead[entry.name]) for entry in plan.kept]
        self._finish_builder()
        known = self._link(live, [entry for entry, _ in kept]) if live else {}
        entries, deleted, whoosh_segments = [], {}, []
        for entry, gone in kept:
            entries.append(SegmentEntry(entry.name, entry.documents, len(gone)))
            deleted[entry.name] = gone
            whoosh_segments.append(live.whoosh_segment(entry.name, gone) if live else None)
        for builder, whoosh_segment in self._finished:
            gone = np.array(sorted(builder.dead), dtype=np.int32)
            entries.append(SegmentEntry(builder.name, len(builder), len(gone)))
            deleted[builder.name] = gone
            merging.mark_deleted(whoosh_segment, gone)
            whoosh_segments.append(whoosh_segment)
        write_order(self._building, entries, deleted)
        write_toc(self._building / "whoosh", whoosh_segments, self._number)
        source_lists.write_sources(self._building / source_lists.NAME, self._before, self._changed)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        checksum = generations.write_manifest(self._building, written=now, segments=entries, known=known,
                                              roots=self._roots)
        verify_new(self._folder, self._building, checksum, [builder.name for builder, _ in self._finished])
        generations.switch(self._folder, self._building, self._name, checksum)
        self._done = True
        return self._name

    def _open_builder(self) -> SegmentBuilder:
        if self._builder is not None and len(self._builder) >= MOST_DOCUMENTS:
            self._finish_builder()
        if self._builder is None:
            self._builder = SegmentBuilder(self._building, self._workers)
        return self._builder

    def _finish_builder(self) -> None:
        if self._builder is not None:
            if len(self._builder.dead) < len(self._builder):
                self._finished.append((self._builder, self._builder.finish()))
            else:
                self._builder.discard()
            self._builder = None

    def _copy(self, live: LiveIndex, entry: SegmentEntry, dead: Array) -> None:
        """Write the documents of a segment that are still live into the new one."""
        if faults := live.segment(entry.name).arrays.faults():  # else a damaged document would pass for a whole one
            raise IndexDamagedError(self._folder, f"the bytes of {faults[0]} in segment {entry.name} have changed",
                                    mend=generations.REBUILD)
        numbers = np.setdiff1d(np.arange(entry.documents), dead)
        for _, document, source in live.segment(entry.name).documents(numbers):
            self._open_builder().add(document, source)

    def _link(self, live: LiveIndex, kept: list[SegmentEntry]) -> dict[str, tuple[int, str]]:
        """Bring the files of unchanged segments into the new generation, without a copy where links are possible."""
        known = {}
        for entry in kept:
            for path in segment_files(live.manifest.path, entry.name):
                relative = path.relative_to(live.manifest.path).as_posix()
                target = self._building / relative
                try:
                    os.link(path, target)
                except OSError:
                    shutil.copyfile(path, target)
                known[relative] = live.manifest.files[relative]
        return known

    def close(self) -> None:
        """Leave nothing behind of what was not committed."""
        self._held.release()
        self._workers.end(at_once=True)
        if self._builder is not None:
            self._builder.abandon()
            self._builder = None
        if not self._done:
            shutil.rmtree(self._building, ignore_errors=True)


def _kill(taken: Iterable[_Taken]) -> None:
    for each in taken:
        each.builder.dead.update(range(each.first, each.last))
