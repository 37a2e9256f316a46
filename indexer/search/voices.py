"""What each speaker is said to have spoken, for all speakers at once: who counts where only spoken words do.

A speaker in a document is a pair, and is looked at as if it were a document of its own, which has only the words of the
statements that the speaker makes there: so the places of words, and with them phrases and words near each other, are
found as they are in documents.
"""

from __future__ import annotations

from functools import reduce
from typing import Protocol

import numpy as np

from indexer.index.arrayfile import Array
from indexer.index.postings import ragged
from indexer.query.tree import And, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Said, Word
from indexer.search.matching import Matcher
from indexer.search.sets import NONE, contains, different, intersect, subtract, union
from indexer.search.snapshot import Snapshot
from indexer.search.statements import Narrowing, Statements
from indexer.search.values import Counts
from indexer.search.words import DOCUMENT_BITS

_POSITION = (1 << DOCUMENT_BITS) - 1


class _Kept(Protocol):
    def keep(self, places: Array) -> Array: ...


class Voices(Narrowing):
    """All pairs of documents and their speakers, ascending by document; `keep` turns places of documents into places
    of pairs."""

    def __init__(self, snapshot: Snapshot) -> None:
        statements = Statements.of(snapshot)
        begins, ends, speakers = statements.spoken()
        keys = (begins >> DOCUMENT_BITS) * (len(statements.names) + 1) + speakers
        pairs, self._pairs = np.unique(keys, return_inverse=True)
        self._begins, self._ends = begins, ends
        self.documents: Array = (pairs // (len(statements.names) + 1)).astype(np.int32)
        self.speakers: Array = pairs % (len(statements.names) + 1)
        self.held: Array = different(self.documents)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Voices:
        """Those of a snapshot, collected once."""
        return snapshot.kept("voices", lambda: cls(snapshot))

    def keep(self, places: Array) -> Array:
        first, last = np.searchsorted(places, self._begins), np.searchsorted(places, self._ends)
        counts = last - first
        found = places[ragged(first, counts)] & _POSITION
        return different(np.sort(np.repeat(self._pairs, counts) << DOCUMENT_BITS | found))


class _Inside(Narrowing):
    """Places of pairs, of those that an inner narrowing keeps."""

    def __init__(self, inner: _Kept, outer: _Kept) -> None:
        self._inner, self._outer_kept = inner, outer

    def keep(self, places: Array) -> Array:
        return self._outer_kept.keep(self._inner.keep(places))


def _never() -> bool:
    """For what is counted exactly or not at all."""
    return False


def matching(matcher: Matcher, node: Node, voices: Voices, within: Narrowing | None = None) -> Array:
    """The pairs that a query matches, ascending."""
    every = np.arange(len(voices.documents), dtype=np.int32)
    match node:
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            places = matcher.places(node, voices.held, within or voices, _never)
            return different(np.sort(places >> DOCUMENT_BITS)).astype(np.int32)
        case And():
            return reduce(intersect, (matching(matcher, part, voices, within) for part in node.parts), every)
        case Or():
            return union([matching(matcher, part, voices, within) for part in node.parts], len(every))
        case Not():
            return subtract(every, matching(matcher, node.part, voices, within))
        case Said():
            inner = matcher.narrowing(node.who, None)
            found = matching(matcher, node.what, voices, _Inside(inner, within or voices))
            return found[contains(inner.documents, voices.documents[found])]
        case _:
            return every[contains(matcher.documents(node), voices.documents)] if len(every) else NONE


def speaking(snapshot: Snapshot, pairs: Array, documents: Array) -> tuple[Array, Array]:
    """The document, and the speaker's ordinal among the facet's values, of the pairs whose documents are among
    `documents`."""
    voices, ordinals = Voices.of(snapshot), snapshot.ordinals("speaker")
    pairs = pairs[contains(documents, voices.documents[pairs])]
    of = np.array([ordinals.get(name, -1) for name in Statements.of(snapshot).names] or [-1])[voices.speakers[pairs]]
    return voices.documents[pairs[of >= 0]], of[of >= 0]


def counted(snapshot: Snapshot, pairs: Array, documents: Array) -> Counts:
    """For each speaker, of the pairs whose documents are among `documents`, the sections and the records."""
    held, of = speaking(snapshot, pairs, documents)
    sections = np.bincount(of, minlength=len(snapshot.ordinals("speaker")))
    records = snapshot.records[held].astype(np.int64)
    each = different(np.sort(of.astype(np.int64) * max(1, snapshot.record_count) + records))
    in_records = np.bincount(each // max(1, snapshot.record_count), minlength=len(sections))
    present = np.flatnonzero(sections)
    return Counts(present, sections[present], in_records[present])
