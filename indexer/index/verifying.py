"""Checking an index against itself: that it opens, that counts agree, that a sample of searches agrees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.errors import IndexDamagedError, IndexStateError
from indexer.index import generations
from indexer.index.arrayfile import ArrayFile
from indexer.index.generations import SegmentEntry
from indexer.index.live import order_path
from indexer.index.postings import TERM_KINDS, unpack
from indexer.index.segment import Segment
from indexer.index.whoosh_reading import named_segments, whoosh_index

SAMPLE = 12  # terms of each kind in each segment that Whoosh and the arrays are both asked for


def verify_new(folder: Path, building: Path, entries: Sequence[SegmentEntry], new: Sequence[str]) -> None:
    """Check a generation before it goes live. Raises IndexDamagedError; the live one stays."""
    faults = _agreement(building, entries, new)
    if faults:
        raise IndexDamagedError(folder, f"the new generation is not right: {faults[0]}",
                                mend="the index is as it was; check the disk and try again")


def check_index(folder: Path) -> list[str]:
    """All that is wrong with the live generation, a line each: files, checksums, counts, searches."""
    try:
        manifest = generations.current(folder)
    except IndexStateError as error:
        return [str(error)]
    faults = []
    for relative, (_, checksum) in manifest.files.items():
        try:
            if generations.checksum_of(manifest.path / relative) != checksum:
                faults.append(f"{relative}: its bytes are not the ones written; {generations.REBUILD}")
        except OSError as error:
            faults.append(f"{relative}: {error.strerror}; {generations.REBUILD}")
    return faults or _agreement(manifest.path, manifest.segments, [entry.name for entry in manifest.segments])


def _agreement(path: Path, entries: Sequence[SegmentEntry], sampled: Sequence[str]) -> list[str]:
    faults = []
    try:
        named = named_segments(path / "whoosh")
        order = ArrayFile(order_path(path))
        if len(order["rank"]) != sum(entry.documents for entry in entries):
            faults.append("the order of documents is not of this generation")
        if named != {entry.name: entry.documents - entry.deleted for entry in entries}:
            faults.append("Whoosh's segments are not those of the manifest")
        with whoosh_index(path / "whoosh") as searcher:
            live = sum(entry.documents - entry.deleted for entry in entries)
            if searcher.doc_count() != live:
                faults.append(f"Whoosh has {searcher.doc_count()} sections, the manifest {live}")
            for reader, _ in searcher.reader().leaf_readers() if entries else ():
                if reader.segment().segid in sampled:
                    faults += _sampled(Segment(path, reader.segment().segid), reader)
    except (OSError, ValueError, KeyError) as error:
        faults.append(f"cannot be opened: {error}")
    return faults


def _sampled(segment: Segment, reader: object) -> list[str]:
    """Terms whose documents are not the same in Whoosh's postings and in the arrays."""
    faults = []
    for kind in TERM_KINDS:
        terms = segment.terms[kind]
        for ordinal in np.unique(np.linspace(0, len(terms) - 1, SAMPLE).astype(int)).tolist() if len(terms) else ():
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
