"""Which segments the next commit writes anew, so that there are never many and little is written twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.index.arrayfile import Array
from indexer.index.generations import SegmentEntry

MOST_SEGMENTS = 10
MERGED_TOGETHER = 6  # of the smallest, when there would be more than the most


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What becomes of the present segments."""

    kept: tuple[SegmentEntry, ...]
    merged: tuple[SegmentEntry, ...]  # their live documents go into the new segment


def plan(segments: Sequence[tuple[SegmentEntry, Array]], added: int) -> MergePlan:
    """What to do with the segments, given with their dead documents, when `added` documents come.

    Segments without a live document go. One that is more than half dead is written anew. When there would be more than
    `MOST_SEGMENTS`, the smallest `MERGED_TOGETHER` become one: sizes then grow in tiers, and each document is written
    anew a number of times that grows with the logarithm of the corpus.
    """
    alive = {entry.name: entry.documents - len(dead) for entry, dead in segments}
    present = [entry for entry, _ in segments if alive[entry.name]]
    merged = {entry.name for entry in present if alive[entry.name] * 2 < entry.documents}
    new = 1 if added or merged else 0
    if len(present) - len(merged) + new > MOST_SEGMENTS:
        rest = [entry for entry in present if entry.name not in merged]
        smallest = sorted(rest, key=lambda entry: alive[entry.name])[:MERGED_TOGETHER]
        merged |= {entry.name for entry in smallest}
    return MergePlan(kept=tuple(entry for entry in present if entry.name not in merged),
                     merged=tuple(entry for entry in present if entry.name in merged))


def mark_deleted(whoosh_segment: Any, numbers: Iterable[int]) -> None:
    """Tell Whoosh which documents of a segment are gone."""
    for number in numbers:
        whoosh_segment.delete_document(int(number))
