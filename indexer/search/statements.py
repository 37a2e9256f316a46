"""Who is said to have spoken which words: the text of documents narrowed to statements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.index.arrayfile import Array
from indexer.index.postings import lengths_of, ragged
from indexer.search.fields import ValueIndex
from indexer.search.snapshot import Snapshot
from indexer.search.words import DOCUMENT_BITS


class Narrowing:
    """Stretches of text, as places from (included) to (excluded)."""

    def __init__(self, begins: Array, ends: Array, outer: Narrowing | None = None) -> None:
        order = np.argsort(begins, kind="stable")
        self._begins = begins[order]
        self._reach = np.maximum.accumulate(ends[order]) if len(order) else ends
        self._outer = outer
        documents = np.unique(begins >> DOCUMENT_BITS).astype(np.int32)
        self.documents: Array = np.intersect1d(documents, outer.documents) if outer else documents

    def keep(self, places: Array) -> Array:
        """The places that lie in a stretch. Stretches are of the text, so those in title and heading go."""
        at = np.searchsorted(self._begins, places, side="right") - 1
        held = at >= 0
        held[held] = self._reach[at[held]] > places[held]
        kept = places[held]
        return self._outer.keep(kept) if self._outer else kept


class Statements:
    """All statements of a snapshot's documents, with their speakers."""

    def __init__(self, snapshot: Snapshot) -> None:
        names: dict[str, int] = {}
        documents, begins, ends, owners, voices, count = [], [], [], [], [], 0
        for segment, base in zip(snapshot.segments, snapshot.bases.tolist(), strict=False):
            arrays = segment.arrays
            of = np.repeat(np.arange(len(segment), dtype=np.int64) + base, lengths_of(arrays["statement.of"]))
            documents.append(of)
            begins.append((of << DOCUMENT_BITS) + arrays["statement.starts"])
            ends.append((of << DOCUMENT_BITS) + arrays["statement.ends"])
            column = segment.column("voice")
            mapped = np.array([names.setdefault(name, len(names)) for name in column.names] or [0], dtype=np.int32)
            lengths = lengths_of(column.offsets)
            owners.append(np.repeat(np.arange(len(lengths)) + count, lengths))
            voices.append(mapped[column.ordinals[ragged(column.offsets[:-1], lengths)]])
            count += len(of)
        empty = np.zeros(0, dtype=np.int64)
        self._begins, self._ends, self._owners, self._voices = (
            np.concatenate([empty, *parts]) for parts in (begins, ends, owners, voices))
        self._live = snapshot.alive[np.concatenate([empty, *documents])]
        self.names = list(names)
        self.index = ValueIndex(self.names)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Statements:
        """Those of a snapshot, collected once."""
        return snapshot.kept("statements", lambda: cls(snapshot))

    def spoken(self) -> tuple[Array, Array, Array]:
        """For each speaker of each statement, first place, place after the last, and the speaker's ordinal."""
        owners, speakers = self._owners, self._voices
        held = self._live[owners]
        owners, speakers = owners[held], speakers[held]
        return self._begins[owners], self._ends[owners], speakers.astype(np.int64)

    def ordinals(self, names: Sequence[str]) -> list[int]:
        """Of speakers by their exact names."""
        known = {name: ordinal for ordinal, name in enumerate(self.names)}
        return [known[name] for name in names if name in known]

    def narrowing(self, speakers: Sequence[int] | None, outer: Narrowing | None = None) -> Narrowing:
        """The text of the statements by any of the speakers; None: by anybody."""
        wanted = np.zeros(len(self.names) + 1, dtype=bool)
        wanted[slice(None) if speakers is None else list(speakers)] = True
        chosen = np.zeros(len(self._begins), dtype=bool)
        chosen[self._owners[wanted[self._voices]]] = True
        chosen &= self._live
        return Narrowing(self._begins[chosen], self._ends[chosen], outer)
