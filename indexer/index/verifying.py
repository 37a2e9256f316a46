"""Checking an index against itself: that it opens, that counts agree, that a sample of searches agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from indexer.errors import IndexDamagedError, IndexStateError
from indexer.index import generations
from indexer.index.arrayfile import ArrayFile
from indexer.index.files import MALFORMED
from indexer.index.generations import Manifest
from indexer.index.holding import held
from indexer.index.live import LiveIndex, order_path
from indexer.index.postings import TERM_KINDS, unpack
from indexer.index.segment import Segment
from indexer.index.source_lists import read_sources
from indexer.index.whoosh_reading import named_segments, whoosh_index
from indexer.index.whoosh_segment import from_stored

SAMPLE = 12  # terms of each kind, and documents, in each segment that Whoosh and the arrays are both asked for


def verify_new(folder: Path, building: Path, checksum: str, new: Sequence[str]) -> None:
    """Check a generation before it goes live: the files of its `new` segments whole, the others of the right size.

    Raises IndexDamagedError; the live one stays.
    """
    try:
        manifest = generations.whole(folder, building, checksum)
        read_sources(manifest)
        faults = [*_array_faults(manifest, new), *_agreement(manifest, new)]
    except IndexDamagedError as error:
        faults = [error.problem]
    if faults:
        raise IndexDamagedError(folder, f"the new generation is not right: {faults[0]}",
                                mend="the index is as it was; check the disk and try again")


def check_index(folder: Path) -> list[str]:
    """All that is wrong with the live generation, a line each: files, checksums, counts, searches."""
    try:
        with held(folder) as manifest:
            return _changed_files(manifest) or [
                f"{fault}; {generations.REBUILD}" for fault in (
                    *_agreement(manifest, [entry.name for entry in manifest.segments]), *_counts(folder, manifest))]
    except IndexStateError as error:
        return [str(error)]


def _changed_files(manifest: Manifest) -> list[str]:
    faults = []
    for relative, (_, checksum) in manifest.files.items():
        try:
            if generations.checksum_of(manifest.path / relative) != checksum:
                faults.append(f"{relative}: its bytes are not the ones written; {generations.REBUILD}")
        except OSError as error:
            faults.append(f"{relative}: {error.strerror}; {generations.REBUILD}")
    return faults


def _array_faults(manifest: Manifest, names: Sequence[str]) -> Iterator[str]:
    try:
        for arrays in (ArrayFile(order_path(manifest.path)), *(Segment(manifest.path, name).arrays for name in names)):
            for name in arrays.faults():
                yield f"{arrays.path.name}: the bytes of {name} are not the ones written"
    except (OSError, *MALFORMED) as error:
        yield f"its arrays cannot be opened: {error}"


def _counts(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Where the sections of a file are not as many as the list of sources says, or two have one id."""
    live = LiveIndex(folder, manifest)
    found: Counter[str] = Counter()
    ids: Counter[bytes] = Counter()
    for segment in live.segments:
        alive = np.setdiff1d(np.arange(len(segment)), live.dead(segment.name))
        sources = segment.column("source")
        counts = np.bincount(sources.ordinals[alive], minlength=len(sources.names))
        found.update(dict(zip(sources.names, counts.tolist(), strict=True)))
        every = segment.ids.raw_all()
        ids.update(every[number] for number in alive.tolist())
    said = read_sources(manifest).sections()
    for path in sorted({path for path, count in found.items() if count} | set(said)):
        if found[path] != said.get(path, 0):
            yield f"{path}: {found[path]} sections in the index, {said.get(path, 0)} in its list of sources"
    yield from (f"{name.decode('utf-8', 'replace')}: {count} sections have this id"
                for name, count in ids.items() if count > 1)


def _agreement(manifest: Manifest, sampled: Sequence[str]) -> list[str]:
    """Where Whoosh, the arrays and the manifest differ, in counts, a sample of searches and a sample of documents."""
    path, entries = manifest.path, manifest.segments
    faults = []
    try:
        named = named_segments(path / "whoosh")
        order = ArrayFile(order_path(path))
        if len(order["rank"]) != sum(entry.documents for entry in entries):
            faults.append("the order of documents is not of this generation")
        if named != {entry.name: entry.documents - entry.deleted for entry in entries}:
            faults.append("Whoosh's segments are not those of the manifest")
        with whoosh_index(path / "whoosh") as searcher:
            if searcher.doc_count() != manifest.sections:
                faults.append(f"Whoosh has {searcher.doc_count()} sections, the manifest {manifest.sections}")
            for reader, _ in searcher.reader().leaf_readers() if entries else ():
                if reader.segment().segid in sampled:
                    segment = Segment(path, reader.segment().segid)
                    faults += [*_sampled(segment, reader), *_stored(segment, reader)]
    except (OSError, *MALFORMED) as error:
        faults.append(f"cannot be opened: {error}")
    return faults


def _sample(count: int) -> list[int]:
    """A few numbers below `count`, the first and the last among them."""
    return np.unique(np.linspace(0, count - 1, SAMPLE).astype(int)).tolist() if count else []


def _stored(segment: Segment, reader: object) -> list[str]:
    """Documents that are not the same in Whoosh and in the arrays."""
    return [f"{segment.ids[number]}: not the same section for Whoosh as for the arrays"
            for number in _sample(len(segment))
            if from_stored(reader.stored_fields(number))[0] != segment.document(number)]  # type: ignore[attr-defined]


def _sampled(segment: Segment, reader: object) -> list[str]:
    """Terms whose documents are not the same in Whoosh's postings and in the arrays."""
    faults = []
    for kind in TERM_KINDS:
        terms = segment.terms[kind]
        for ordinal in _sample(len(terms)):
            first, last = segment.arrays[f"{kind}.starts"][ordinal : ordinal + 2].tolist()
            counts = unpack(segment.arrays[f"{kind}.frequencies"][first:last], "text")
            expected = segment.arrays[f"{kind}.docs"][first:last][counts > 0].tolist()
            field = "text" if kind == "stem" else "text_exact"
            if _documents(reader, field, terms.raw(ordinal)) != expected:
                faults.append(f"{terms[ordinal]!r} stands in other sections for Whoosh than for the arrays")
    return faults


def _documents(reader: object, field: str, term: bytes) -> list[int]:
    try:
        matcher = reader._terms.matcher(field, term, reader.schema[field].format)  # type: ignore[attr-defined]
    except Exception as error:  # Whoosh's TermNotFound is no subclass of anything narrower
        if type(error).__name__ != "TermNotFound":
            raise
        return []
    return list(matcher.all_ids())
