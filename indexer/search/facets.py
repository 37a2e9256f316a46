"""Counting what matches by the values of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import repeat

import numpy as np

import indexer.analysis as analysis
from indexer.engine import Facet, FacetValue
from indexer.index.arrayfile import Array
from indexer.search.snapshot import Snapshot
from indexer.search.values import Counts, Values, depth_of

_value = partial(tuple.__new__, FacetValue)  # of its members in order


def count(snapshot: Snapshot, name: str, matches: Array, selected: Sequence[str], *, limit: int, offset: int = 0,
          alphabetic: bool = False, prefix: str = "", records: bool = True, counted: Counts | None = None) -> Facet:
    """A facet over the matching documents, the largest values first or by the alphabet; selected ones always stay.

    `matches` are to be those with the facet's own selection lifted; `counted` is what was counted in another way.
    Records need not be counted without `records`.
    """
    values = snapshot.values(name)
    if counted is not None:
        counts = counted
    elif len(matches) == len(snapshot.documents):
        counts = snapshot.kept(("counts of all", name), lambda: values.counted(matches))
    else:
        counts = values.counted(matches) if records else values.sections(matches)
    if prefix:
        held = _starting(snapshot, name, values, prefix)[counts.ordinals]
        counts = Counts(*(each[held] for each in counts))
    chosen = _page(values, counts, offset, limit, alphabetic)
    ordinals, sections, within = (each[chosen].tolist() for each in counts)
    names, labels, depths = ([each[at] for at in ordinals] for each in (values.names, values.labels, values.depths))
    marked = [each in selected for each in names] if selected else repeat(False)
    shown = list(map(_value, zip(names, labels, sections, within, marked, depths)))  # noqa: B905
    if selected and not offset:
        shown += _kept(snapshot, name, counts, selected, {each.value for each in shown})
    return Facet(name=name, values=tuple(shown), total=len(counts.ordinals))


def _page(values: Values, counts: Counts, offset: int, limit: int, alphabetic: bool) -> Array:
    """Places in the counts, in order."""
    wanted = offset + limit
    if alphabetic:
        keys = [(analysis.key(values.names[at]), at) for at in counts.ordinals.tolist()]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__)[offset:wanted], dtype=np.int64)
    sizes = counts.sections
    if not 0 < wanted * 4 < len(sizes):
        return np.argsort(-sizes, kind="stable")[offset:wanted]
    least = np.partition(sizes, len(sizes) - wanted)[len(sizes) - wanted]
    places: Array = (sizes >= least).nonzero()[0]
    return places[np.argsort(-sizes[places], kind="stable")[offset:wanted]]


def _kept(snapshot: Snapshot, name: str, counts: Counts, selected: Sequence[str], shown: set[str]) -> list[FacetValue]:
    """Selected values that are not among those shown, with their counts."""
    values, ordinals = snapshot.values(name), snapshot.ordinals(name)
    found = []
    for value in dict.fromkeys(selected):
        if value in shown:
            continue
        at, label, sections, records = ordinals.get(value, -1), value, 0, 0
        if at >= 0:
            label = values.labels[at]
            place = int(np.searchsorted(counts.ordinals, at))
            if place < len(counts.ordinals) and counts.ordinals[place] == at:
                sections, records = int(counts.sections[place]), int(counts.records[place])
        found.append(FacetValue(value=value, label=label, count=sections, records=records, selected=True,
                                depth=depth_of(value)))
    return found


def _starting(snapshot: Snapshot, name: str, values: Values, prefix: str) -> Array:
    """Which values have a word, or words, that start so."""
    keys = snapshot.kept(("keys", name), lambda: [" " + analysis.key(value) for value in values.names])
    wanted = " " + (analysis.key(prefix) or prefix.casefold().strip())
    return np.fromiter((wanted in key for key in keys), dtype=bool, count=len(keys))
