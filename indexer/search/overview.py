"""Whole answers in numbers: records, speakers, the best section of each record, and what the index holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from indexer.engine import EngineInfo, Sort, SpeakerRow
from indexer.index.arrayfile import Array
from indexer.index.columns import BASES, NO_DAY
from indexer.search.snapshot import Snapshot


def records(snapshot: Snapshot, matches: Array) -> int:
    """In how many records the matches stand."""
    if matches is snapshot.documents:
        return snapshot.kept("records", lambda: _records(snapshot, matches))
    return _records(snapshot, matches)


def _records(snapshot: Snapshot, matches: Array) -> int:
    of = snapshot.records.take(matches)
    if snapshot.records_ascend:
        return int(np.count_nonzero(of[1:] != of[:-1])) + min(len(of), 1)
    seen = np.zeros(snapshot.record_count, dtype=bool)
    seen[of] = True
    return int(np.count_nonzero(seen))


def best_of_records(snapshot: Snapshot, matches: Array, scored: Array, sort: Sort) -> tuple[Array, Array]:
    """Places in `matches` of the first section of each record, ascending, and how many others each record has."""
    of = snapshot.records[matches]
    rank = snapshot.live.rank[matches]
    keys = {"relevance": -scored, "newest": rank, "oldest": snapshot.first[matches]}[sort]
    order = np.lexsort((rank, keys, of))
    first = np.flatnonzero(np.append(True, of[order][1:] != of[order][:-1]))
    counts = np.diff(np.append(first, len(order))) - 1
    places = order[first]
    ascending = np.argsort(places)
    return places[ascending], counts[ascending]


def speakers(snapshot: Snapshot, matches: Array, limit: int) -> tuple[SpeakerRow, ...]:
    """The speakers of the matches, most sections first, with the days from the first to the last."""
    values = snapshot.values("speaker")
    owners, ordinals = values.of(matches)
    counts = np.bincount(ordinals, minlength=len(values.names))
    chosen = sorted(np.flatnonzero(counts).tolist(), key=lambda at: (-int(counts[at]), values.names[at]))[:limit]
    held = matches[owners]
    days, ends = snapshot.first[held], snapshot.last[held]
    first = np.full(len(values.names), np.iinfo(np.int32).max, dtype=np.int32)
    last = np.zeros(len(values.names), dtype=np.int32)
    dated = days != NO_DAY
    np.minimum.at(first, ordinals[dated], days[dated])
    np.maximum.at(last, ordinals[dated], ends[dated])
    table = np.unique(ordinals.astype(np.int64) * snapshot.record_count + snapshot.records[held])
    in_records = np.bincount(table // max(1, snapshot.record_count), minlength=len(values.names))
    return tuple(SpeakerRow(speaker=values.names[at], sections=int(counts[at]), records=int(in_records[at]),
                            first=_day(int(first[at])) if last[at] else None, last=_day(int(last[at])))
                 for at in chosen)


def info(snapshot: Snapshot) -> EngineInfo:
    """What the generation holds, counted once."""
    return snapshot.kept("info", lambda: _info(snapshot))


def _info(snapshot: Snapshot) -> EngineInfo:
    manifest, live = snapshot.manifest, snapshot.documents
    begins, ends = snapshot.first[live], snapshot.last[live]
    dated = begins[begins != NO_DAY]
    return EngineInfo(
        generation=manifest.generation, sections=len(live), records=records(snapshot, live),
        sources=len(snapshot.sources), bytes=manifest.bytes,
        first=_day(int(dated.min())) if len(dated) else None, last=_day(int(ends.max())) if len(dated) else None,
        written=manifest.written, coverage=_coverage(snapshot))


def _coverage(snapshot: Snapshot) -> Mapping[str, Mapping[str, int]]:
    """For date, place and speaker, in how many records the basis is which: the first section's with any."""
    of = snapshot.records[snapshot.documents]
    found = {}
    for field in ("date", "place", "speaker"):
        codes = snapshot.number(f"basis.{field}")[snapshot.documents]
        order = np.lexsort((np.where(codes == 0, len(BASES), codes), of))
        first = order[np.flatnonzero(np.append(True, of[order][1:] != of[order][:-1]))] if len(order) else order
        counts = np.bincount(codes[first], minlength=len(BASES)).tolist()
        found[field] = MappingProxyType(dict(zip(BASES, counts, strict=True)))
    return MappingProxyType(found)


def _day(ordinal: int) -> str | None:
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else None
