"""Completions as one types, spellings that find something, and sections like one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import numpy as np

import indexer.analysis as analysis
from indexer.engine import Suggestion
from indexer.index.arrayfile import Array
from indexer.model import Document
from indexer.search.expansion import fuzzy_terms, prefix_bounds
from indexer.search.snapshot import Snapshot
from indexer.search.words import Words, idf, saturated

SUGGESTED: tuple[Literal["speaker", "topic", "place"], ...] = ("speaker", "topic", "place")
KEY_TERMS = 25  # of a section, by which sections like it are found
MOST_COUNTED = 20_000  # words beginning with a prefix whose frequencies are looked at


def suggestions(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Values that have a word beginning so, and words, the most frequent first; a few of each."""
    wanted = analysis.key(prefix)
    if not wanted:
        return ()
    found = [list(_values(snapshot, field, wanted, limit)) for field in SUGGESTED]
    found.append([] if " " in wanted else _terms(snapshot, wanted, limit))
    share = max(2, limit // len(found))
    first = [each for group in found for each in group[:share]]
    rest = sorted((each for group in found for each in group[share:]), key=lambda each: -each.count)
    kept = [*first, *rest][:limit]
    return tuple(sorted(kept, key=lambda each: (each.field == "term", -each.count)))


def _values(snapshot: Snapshot, field: Literal["speaker", "topic", "place"], wanted: str,
            limit: int) -> Iterator[Suggestion]:
    values = snapshot.values(field)

    def joined() -> tuple[str, Array, Array]:
        counts = np.diff(values.starts)
        order = np.argsort(-counts, kind="stable")
        order = order[counts[order] > 0]
        keys = [f"\n {analysis.key(values.names[at])}" for at in order.tolist()]
        return "".join(keys), np.cumsum([0, *map(len, keys)]), order

    text, starts, order = snapshot.kept(("suggested", field), joined)
    at = text.find(" " + wanted)
    while at >= 0 and limit:
        place = int(np.searchsorted(starts, at, side="right")) - 1
        ordinal = int(order[place])
        yield Suggestion(field, values.names[ordinal], int(values.starts[ordinal + 1] - values.starts[ordinal]))
        limit -= 1
        at = text.find(" " + wanted, int(starts[place + 1]))


def _terms(snapshot: Snapshot, wanted: str, limit: int) -> list[Suggestion]:
    low, high = prefix_bounds(wanted)
    found: Counter[str] = Counter()
    for segment in snapshot.segments:
        terms, starts = segment.terms["exact"], segment.arrays["exact.starts"]
        begin = terms.find(low.encode("utf-8", "surrogatepass"))
        end = len(terms) if high is None else terms.find(high.encode("utf-8", "surrogatepass"))
        counts = np.diff(starts[begin : min(end, begin + MOST_COUNTED) + 1].astype(np.int64))
        order = np.argsort(-counts, kind="stable")[: 2 * limit]
        for at in order.tolist():
            found[terms[begin + at]] += int(counts[at])
    return [Suggestion("term", term, number) for term, number in found.most_common(limit)
            if term not in analysis.STOP_WORDS]


def respelt(snapshot: Snapshot, term: str) -> str | None:
    """The commonest indexed word that is spelt nearly as this one, which is not indexed."""
    for distance in (1, 2):
        if len(term) > 2 * distance:
            found, _ = fuzzy_terms(snapshot, term, distance, 1)
            if found and found[0] != term:
                return found[0]
    return None


def key_terms(snapshot: Snapshot, words: Words, document: Document) -> list[tuple[str, float]]:
    """The stems that tell a section from others, with their weights."""
    exact, stems, _, _ = analysis.index_terms(f"{document.heading}\n{document.text}")
    counted = Counter(stem for form, stem in zip(exact, stems, strict=True) if form not in analysis.STOP_WORDS)
    weighed = []
    for stem, count in counted.most_common(400):
        holding = sum(cut.last - cut.first for cut in words.cuts_of("stem", stem))
        if holding > 1:
            weighed.append((stem, count / (count + 1.0) * idf(holding, snapshot.size)))
    return sorted(weighed, key=lambda each: -each[1])[:KEY_TERMS]


def like(snapshot: Snapshot, words: Words, number: int) -> tuple[Array, Array]:
    """Documents of other records that share key terms with one, and how much (float32)."""
    total = np.zeros(snapshot.size, dtype=np.float32)
    for stem, weight in key_terms(snapshot, words, snapshot.document(number)):
        view = words.term("stem", stem, None)
        total[view.documents] += np.float32(weight) * saturated(view.weights)
    total[snapshot.records == snapshot.records[number]] = 0
    found = np.flatnonzero(total).astype(np.int32)
    return found, total[found]
