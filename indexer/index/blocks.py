"""Terms and their postings as Whoosh's codec (`whoosh.codec.whoosh3`) lays them out, written many terms at a time.

The layout is the codec's own: blocks of postings, each a pickled head (number, last document, highest weight,
compression, shortest and longest length) and a pickled body (differences of document numbers, weights, values). What
differs from its writer is how the bytes come about: laid out by numpy for many blocks at once, small ones left
uncompressed, the table of terms hashed in one go and by CRC-32, which the codec's reader knows as well as MD5.
"""

from __future__ import annotations

import errno
from binascii import crc32
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple
from zlib import compress

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numeric import length_to_byte
from whoosh.util.numlists import GrowableArray

from indexer.index.arrayfile import Array
from indexer.index.encoding import FLOAT_BYTES, Encoded, floats, integers
from indexer.index.postings import ragged

POSTINGS_A_BLOCK = 256
COMPRESSED_FROM = 1_000  # bytes of a block's body
COMPRESSION = 1
_PIECE = 1 << 20  # bytes that are copied at once
_CRC32 = 1  # of the table's ways to hash
_block_length = Struct("!i").pack
_field = Struct("!H").pack
_lengths = Struct("!ii").pack
_HEAD = np.dtype([
    ("begin", "S3"), ("count_as", "S1"), ("count", "<i4"), ("last_as", "S1"), ("last", "<i4"), ("most_as", "S1"),
    ("most", ">f8"), ("packed_as", "S1"), ("packed", "u1"), ("shortest_as", "S1"), ("shortest", "u1"),
    ("longest_as", "S1"), ("longest", "u1"), ("end", "S2")])
_OPCODES = {"begin": b"\x80\x02(", "count_as": b"J", "last_as": b"J", "most_as": b"G", "packed_as": b"K",
                 "shortest_as": b"K", "longest_as": b"K", "end": b"t."}
_INFO = np.dtype([
    ("inlined", "u1"), ("weight", ">f4"), ("count", ">u4"), ("shortest", "u1"), ("longest", "u1"), ("most", ">f4"),
    ("first", ">u4"), ("last", ">u4"), ("offset", ">i8"), ("length", ">i4")])
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])


class Words(NamedTuple):
    """What a field of running text has for each posting."""

    counts: Array  # how often the word stands there
    positions: Encoded
    lengths: Array  # of the field in the document, as one byte


class WrittenTerms(NamedTuple):
    """Terms of a field, and what `PostingsFile.write` said of them."""

    field: str
    terms: Sequence[bytes]
    info: Array


class PostingsFile:
    """Postings one after the other in a file, and what the table of terms has to say of them."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._at: int = file.tell()

    def write(self, starts: Array, docs: Array, words: Words | None) -> Array:
        """The postings of some terms, one or more: those of term t are in the documents
        `docs[starts[t]:starts[t + 1]]`. Returns what is to be said of each term."""
        blocks = _blocks(starts)
        counts = np.ones(len(docs), np.int64) if words is None else words.counts
        lengths = np.zeros(len(docs), np.uint8) if words is None else words.lengths
        bodies = _bodies(blocks, docs, words)
        sizes = self._write_blocks(blocks, _heads(blocks, docs, counts, lengths, bodies), bodies)
        written = np.add.reduceat(sizes, blocks.of_term) + len(WHOOSH3_HEADER_MAGIC)
        info = np.zeros(len(starts) - 1, dtype=_INFO)
        begins = starts[:-1]
        info["weight"], info["count"] = np.add.reduceat(counts, begins), np.diff(starts)
        info["most"] = np.maximum.reduceat(counts, begins)
        info["shortest"], info["longest"] = np.minimum.reduceat(lengths, begins), np.maximum.reduceat(lengths, begins)
        info["first"], info["last"] = docs[begins], docs[starts[1:] - 1]
        info["offset"], info["length"] = self._at + np.cumsum(written) - written, written
        self._at += int(written.sum())
        return info

    def append(self, path: Path) -> int:
        """Put another such file behind what is written; returns where it begins."""
        begin = self._at
        with path.open("rb") as other:
            while piece := other.read(_PIECE):
                self._file.write(piece)
                self._at += len(piece)
        return begin

    def _write_blocks(self, blocks: _Blocks, heads: Array, bodies: list[bytes]) -> Array:
        """Write the blocks; returns the bytes that each took, its length with it."""
        raw, width = heads.tobytes(), _HEAD.itemsize
        parts: list[bytes] = []
        sizes = []
        at = 0
        for body, packed, first, last in zip(bodies, heads["packed"].tolist(), blocks.is_first.tolist(),
                                             blocks.is_last.tolist(), strict=True):
            kept = compress(body, COMPRESSION) if packed else body
            size = width + len(kept)
            if first:
                parts.append(WHOOSH3_HEADER_MAGIC)
            parts += (_block_length(-size if last else size), raw[at : at + width], kept)
            sizes.append(size + 4)
            at += width
        self._file.write(b"".join(parts))
        return np.array(sizes, dtype=np.int64)

    def close(self) -> None:
        self._file.close()


class TermWriter:
    """Whoosh's field writer, given many terms at once: fields in any order, terms in ascending order in a field."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._table = _Table(segment.create_file(storage, W3Codec.TERMS_EXT))
        self._fields: dict[str, int] = {}
        self._table.extras["fieldmap"] = self._fields
        self._postings = PostingsFile(segment.create_file(storage, W3Codec.POSTS_EXT))
        self._key = b""

    def start_field(self, name: str) -> None:
        """The terms that follow are of this field."""
        self._key = _field(self._fields.setdefault(name, len(self._fields)))

    def write(self, terms: Sequence[bytes], starts: Array, docs: Array, words: Words | None = None) -> None:
        """Terms that have postings: those of term t are in the documents `docs[starts[t]:starts[t + 1]]`."""
        if terms:
            self._table.add_all_of(self._key, terms, self._postings.write(starts, docs, words))

    def append(self, path: Path, written: Sequence[WrittenTerms]) -> None:
        """Terms whose postings `PostingsFile` has written to another file; OSError where they are not there."""
        if path.stat().st_size != sum(int(each.info["length"].sum()) for each in written):
            raise OSError(errno.EIO, "does not keep what is written", str(path))
        begin = self._postings.append(path)
        for each in written:
            self.start_field(each.field)
            info = each.info.copy()
            info["offset"] += begin
            self._table.add_all_of(self._key, each.terms, info)

    def close(self) -> None:
        """Finish both files."""
        self._table.close()
        self._postings.close()


class _Blocks(NamedTuple):
    """Stretches of postings, each of one term."""

    begins: Array
    ends: Array
    of_term: Array  # each term's first block
    is_first: Array  # of its term
    is_last: Array


def _blocks(starts: Array) -> _Blocks:
    sizes = np.diff(starts)
    numbers = -(-sizes // POSTINGS_A_BLOCK)
    of_term = np.cumsum(numbers) - numbers
    place = ragged(np.zeros(len(sizes), np.int64), numbers)
    begins = np.repeat(starts[:-1], numbers) + POSTINGS_A_BLOCK * place
    ends = np.minimum(begins + POSTINGS_A_BLOCK, np.repeat(starts[1:], numbers))
    return _Blocks(begins, ends, of_term, place == 0, place == np.repeat(numbers, numbers) - 1)


def _heads(blocks: _Blocks, docs: Array, counts: Array, lengths: Array, bodies: list[bytes]) -> Array:
    heads = np.zeros(len(bodies), dtype=_HEAD)
    for name, opcode in _OPCODES.items():
        heads[name] = opcode
    heads["count"], heads["last"] = blocks.ends - blocks.begins, docs[blocks.ends - 1]
    heads["most"] = np.maximum.reduceat(counts, blocks.begins)
    heads["shortest"] = np.minimum.reduceat(lengths, blocks.begins)
    heads["longest"] = np.maximum.reduceat(lengths, blocks.begins)
    sizes = np.fromiter(map(len, bodies), dtype=np.int64, count=len(bodies))
    heads["packed"] = np.where(sizes >= COMPRESSED_FROM, COMPRESSION, 0)
    return heads


def _bodies(blocks: _Blocks, docs: Array, words: Words | None) -> list[bytes]:
    """A pickle for each block: a tuple of the differences of its documents, of weights and of values."""
    steps = np.diff(docs.astype(np.int64), prepend=0)
    steps[blocks.begins] = docs[blocks.begins]
    numbers = _cut(integers(steps), blocks)
    if words is None:
        return [b"\x80\x02(%btNN\x87." % each for each in numbers]
    return [b"\x80\x02(%bt%b(%bt\x87." % each
            for each in zip(numbers, _weights(blocks, words.counts), _cut(words.positions, blocks), strict=True)]


def _cut(encoded: Encoded, blocks: _Blocks) -> list[bytes]:
    data = encoded.data.tobytes()
    return [data[begin:end] for begin, end in zip(encoded.bounds[blocks.begins].tolist(),
                                                  encoded.bounds[blocks.ends].tolist(), strict=True)]


def _weights(blocks: _Blocks, counts: Array) -> list[bytes]:
    """Nothing where each word stands once, one number where all stand as often, else a tuple."""
    data = floats(counts)
    most = np.maximum.reduceat(counts, blocks.begins)
    kinds = np.where(most == 1, 0, np.where(most == np.minimum.reduceat(counts, blocks.begins), 1, 2))
    found = []
    for kind, begin, end in zip(kinds.tolist(), (blocks.begins * FLOAT_BYTES).tolist(),
                                (blocks.ends * FLOAT_BYTES).tolist(), strict=True):
        found.append(b"N" if not kind else data[begin : begin + FLOAT_BYTES] if kind == 1
                     else b"(%bt" % data[begin:end])
    return found


class _Table(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's table of keys and values of one size, given many at once; its hash tables are laid out by numpy."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = GrowableArray("q")
        self.lastkey = b""
        self._at = file.tell()
        self._hashes: list[Array] = []

    def add_all_of(self, prefix: bytes, terms: Sequence[bytes], values: Array) -> None:
        """Keys, each the prefix and a term, in ascending order."""
        raw, width = values.tobytes(), values.itemsize
        keys = [prefix + term for term in terms]
        if keys[0] <= self.lastkey or any(one >= other for one, other in pairwise(keys)):
            raise ValueError("terms have to ascend")
        self.dbfile.write(b"".join([b"%b%b%b" % (_lengths(len(key), width), key, raw[at : at + width])
                                    for key, at in zip(keys, range(0, len(raw), width), strict=True)]))
        sizes = np.fromiter(map(len, keys), dtype=np.int64, count=len(keys)) + 8 + width
        positions = self._at + np.cumsum(sizes) - sizes
        self.index.array.frombytes(positions.tobytes())
        self._hashes.append(np.fromiter(map(crc32, keys), dtype=np.int64, count=len(keys)))
        self._at += int(sizes.sum())
        self.lastkey = keys[-1]

    def _write_hashes(self) -> None:
        """256 tables with twice as many slots as keys; a key stands in its slot or the next free one."""
        hashes = np.concatenate([np.zeros(0, np.int64), *self._hashes])
        positions = np.frombuffer(self.index.array, dtype=np.int64)
        order = np.argsort(hashes & 0xFF, kind="stable")
        ends = np.searchsorted(hashes[order] & 0xFF, np.arange(257))
        for begin, end in pairwise(ends.tolist()):
            mine = order[begin:end]
            self.directory.append((self._at, 2 * len(mine)))
            table = _slots(hashes[mine], positions[mine])
            self.dbfile.write(table.tobytes())
            self._at += table.nbytes


def _slots(hashes: Array, positions: Array) -> Array:
    """One hash table: empty slots are all zero."""
    count = 2 * len(hashes)
    table = np.zeros(count, dtype=_SLOT)
    if not count:
        return table
    wanted = (hashes >> 8) % count
    order = np.argsort(wanted, kind="stable")
    number = np.arange(len(order))
    at = np.maximum.accumulate(wanted[order] - number) + number
    inside = at < count
    table["hash"][at[inside]], table["position"][at[inside]] = hashes[order[inside]], positions[order[inside]]
    beyond = order[~inside]  # past the end they go on from the start
    if len(beyond):
        free = np.flatnonzero(table["position"] == 0)[: len(beyond)]
        table["hash"][free], table["position"][free] = hashes[beyond], positions[beyond]
    return table


def length_bytes(lengths: Array) -> Array:
    """Lengths as Whoosh keeps them, in one byte each, logarithmically; 0 for none."""
    known, places = np.unique(lengths, return_inverse=True)
    table = [length_to_byte(length) if length else 0 for length in known.tolist()]
    return np.array(table or [0], dtype=np.uint8)[places]
