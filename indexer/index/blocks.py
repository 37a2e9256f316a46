"""Terms and their postings as Whoosh's codec (`whoosh.codec.whoosh3`) lays them out, written a term at a time.

The layout is the codec's own: blocks of postings, each a pickled head (number, last document, highest weight,
compression, shortest and longest length) and a pickled body (differences of document numbers, weights, values). What
differs from its writer is how the bytes come about: whole lists instead of one posting at a time, small blocks left
uncompressed, bytes pickled as bytes.
"""

from __future__ import annotations

from itertools import pairwise
from pickle import dumps
from struct import Struct
from typing import Any
from zlib import compress

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo
from whoosh.util.numeric import length_to_byte

from indexer.index.arrayfile import Array

POSTINGS_A_BLOCK = 256
COMPRESSED_FROM = 200  # bytes of a block's body
COMPRESSION = 1
_PROTOCOL = 4  # Whoosh's 2 pickles bytes as text
_count = Struct("!I").pack
_block_length = Struct("!i").pack
_extent = Struct("!qi").pack
_field = Struct("!H").pack
_info = W3TermInfo._struct.pack


class TermWriter:
    """Whoosh's field writer, given whole terms: fields in any order, terms in ascending order within a field."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        self._writer = codec.field_writer(storage, segment)
        self._file = self._writer._postfile
        self._table = self._writer._tindex
        self._key = b""

    def start_field(self, name: str, schema: Any) -> None:
        """The terms that follow are of this field."""
        self._writer.start_field(name, schema[name])
        self._key = _field(self._writer._fieldid)

    def write(self, term: bytes, docs: list[int], counts: list[int], values: list[bytes], lengths: list[int]) -> None:
        """A term with, for each document, how often it stands there, its encoded positions, and the field's length
        as one byte."""
        start = self._file.tell()
        self._file.write(WHOOSH3_HEADER_MAGIC)
        size = len(docs)
        for low in range(0, size, POSTINGS_A_BLOCK):
            high = min(low + POSTINGS_A_BLOCK, size)
            cut = slice(low, high)
            number, held = docs[high - 1], counts[cut]
            most, least = max(held), min(held)
            weights = None if most == 1 else float(most) if most == least else tuple(map(float, held))
            body = _differences(docs[cut]), weights, tuple(values[cut])
            shortest, longest = min(lengths[cut]), max(lengths[cut])
            self._block(body, (high - low, number, float(most)), (shortest, longest), last=high == size)
        self._add(term, start, float(sum(counts)), docs, (min(lengths), max(lengths)), float(max(counts)))

    def write_plain(self, term: bytes, docs: list[int]) -> None:
        """A term of which is only known in which documents it stands."""
        start = self._file.tell()
        self._file.write(WHOOSH3_HEADER_MAGIC)
        for low in range(0, len(docs), POSTINGS_A_BLOCK):
            cut = docs[low : low + POSTINGS_A_BLOCK]
            self._block((_differences(cut), None, None), (len(cut), cut[-1], 1.0), (0, 0),
                        last=low + POSTINGS_A_BLOCK >= len(docs))
        self._add(term, start, float(len(docs)), docs, (0, 0), 1.0)

    def _block(self, body: tuple[Any, ...], counted: tuple[int, int, float], lengths: tuple[int, int], *,
               last: bool) -> None:
        raw = dumps(body, _PROTOCOL)
        packed = COMPRESSION if len(raw) >= COMPRESSED_FROM else 0
        if packed:
            raw = compress(raw, packed)
        head = dumps((*counted, packed, *lengths), _PROTOCOL)
        size = len(head) + len(raw)
        self._file.write(b"".join((_block_length(-size if last else size), head, raw)))

    def _add(self, term: bytes, start: int, weight: float, docs: list[int], lengths: tuple[int, int],
             most: float) -> None:
        info = _info(0, weight, len(docs), *lengths, most, docs[0], docs[-1])
        self._table.add(self._key + term, info + _extent(start, self._file.tell() - start))

    def close(self) -> None:
        self._writer.finish_field()
        self._writer.close()


def _differences(docs: list[int]) -> tuple[int, ...]:
    return (docs[0], *(b - a for a, b in pairwise(docs)))


def length_bytes(lengths: Array) -> Array:
    """Lengths as Whoosh keeps them, in one byte each, logarithmically; 0 for none."""
    known, places = np.unique(lengths, return_inverse=True)
    table = [length_to_byte(length) if length else 0 for length in known.tolist()]
    return np.array(table or [0], dtype=np.uint8)[places]


def encoded_positions(positions: Array, counts: Array, kept: dict[int, bytes]) -> list[bytes]:
    """Positions as `whoosh.formats.Positions` encodes them: their number, then a pickle of their differences.

    `kept` holds the encodings of single positions, which are most.
    """
    begins = np.cumsum(counts) - counts
    steps_of = np.diff(positions, prepend=0)
    steps_of[begins] = positions[begins]
    steps = steps_of.tolist()
    for position in set(np.unique(positions[begins[counts == 1]]).tolist()) - kept.keys():
        kept[position] = _count(1) + dumps([position], 2)
    return [kept[steps[begin]] if count == 1 else _count(count) + dumps(steps[begin : begin + count], 2)
            for begin, count in zip(begins.tolist(), counts.tolist(), strict=True)]
