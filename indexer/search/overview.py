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


def speakers(snapshot: Snapshot, held: Array, ordinals: Array, limit: int) -> tuple[SpeakerRow, ...]:
    """The speakers of documents, given as pairs of document and speaker, most sections first, with the days from the
    first to the last."""
    values = snapshot.values("speaker")
    counts = np.bincount(ordinals, minlength=len(values.names))
    chosen = sorted(np.flatnonzero(counts).tolist(), key=lambda at: (-int(counts[at]), values.names[at]))[:limit]
    first = np.full(len(values.names), np.iinfo(np.int64).max)
    last = np.zeros(len(values.names), np.int64)
    dated, begins, ends = _keys(snapshot, held)
    np.minimum.at(first, ordinals[dated], begins)
    np.maximum.at(last, ordinals[dated], ends)
    table = np.unique(ordinals.astype(np.int64) * snapshot.record_count + snapshot.records[held])
    in_records = np.bincount(table // max(1, snapshot.record_count), minlength=len(values.names))
    return tuple(SpeakerRow(speaker=values.names[at], sections=int(counts[at]), records=int(in_records[at]),
                            first=_date(int(first[at])) if last[at] else None,
                            last=_date(int(last[at]), last=True) if last[at] else None)
                 for at in chosen)


_LENGTHS = (10, 7, 4)  # of an ISO date to the day, the month, the year
_MONTH = 31  # days at most


def _keys(snapshot: Snapshot, held: Array) -> tuple[Array, Array, Array]:
    """Which of the documents have a date, and numbers that put their first days, and their last, in order.

    A number holds the precision too: a date to the day is the earlier first and the later last.
    """
    days = snapshot.first[held]
    dated = np.flatnonzero(days != NO_DAY)
    days, ends, coarse = (each[held[dated]].astype(np.int64) for each in (
        snapshot.first, snapshot.last, snapshot.coarse))
    loss = coarse * (1 + (ends - days >= _MONTH))
    return dated, 3 * days + loss, 3 * ends + 2 - loss


def _date(key: int, *, last: bool = False) -> str | None:
    day, loss = divmod(key, 3)
    found = _day(day)
    return found and found[:_LENGTHS[2 - loss if last else loss]]


def info(snapshot: Snapshot) -> EngineInfo:
    """What the generation holds, counted once."""
    return snapshot.kept("info", lambda: _info(snapshot))


def _info(snapshot: Snapshot) -> EngineInfo:
    manifest, live = snapshot.manifest, snapshot.documents
    dated, begins, ends = _keys(snapshot, live)
    return EngineInfo(
        generation=manifest.generation, sections=len(live), records=records(snapshot, live),
        sources=len(snapshot.sources), bytes=manifest.bytes,
        first=_date(int(begins.min())) if len(dated) else None,
        last=_date(int(ends.max()), last=True) if len(dated) else None,
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
