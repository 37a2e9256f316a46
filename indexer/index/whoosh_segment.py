"""Writing a segment of a Whoosh index through its codec, from postings that are sorted already.

Whoosh's own writer makes a tuple of every posting, sorts them in Python and spills them to the disk, which is nearly
all of its time; here the terms come in order from arrays, and their blocks are written whole.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path
from pickle import dumps  # nosec B403 # written as Whoosh has it, never read
from struct import Struct
from typing import Any
from zlib import adler32, compress

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.index.arrayfile import Array, ArrayFile, Strings
from indexer.index.blocks import TermWriter, length_bytes
from indexer.index.columns import NO_DAY
from indexer.index.postings import STRETCHES, lengths_of, ragged, sorted_places
from indexer.index.schema import COLUMNS, whoosh_day, whoosh_schema
from indexer.index.stored import as_json, document_of
from indexer.index.whoosh_words import Aside, write_aside, write_words, written
from indexer.model import Document
from indexer.workers import Workers

INDEX_NAME = "MAIN"
NATIVE = ("id", "record_id", "position", "title", "heading", "text", "publisher", "kind", "language", "event",
          "source_url", "fingerprint")
"""Fields of a document that Whoosh stores under their own names; the others it stores together, in JSON."""

_NATIVE = frozenset(NATIVE)
_SHOWN = tuple(field.name for field in COLUMNS if field.name not in NATIVE)
_COMPRESSED_FROM = 2_000  # bytes; a shorter document takes longer to compress than all else that is done with it
_block_lengths = Struct("<HH").pack
_PROTOCOL = 2  # of pickles, as Whoosh writes them
_BLOCK_TERMS = 20_000


class WhooshSegmentWriter:
    """Writes one new segment into a folder: first its documents, then their postings."""

    def __init__(self, folder: Path) -> None:
        self._storage = FileStorage(str(folder))
        self._codec = W3Codec()
        self.segment: Any = self._codec.new_segment(self._storage, INDEX_NAME)
        self._schema = whoosh_schema()
        self._documents = self._codec.per_document_writer(self._storage, self.segment)
        self._stored = self._documents._get_column("_stored")._child
        self._folder = folder
        self._count = 0
        self._terms: TermWriter | None = None

    @property
    def name(self) -> str:
        """The segment's name, unique by chance."""
        return str(self.segment.segid)

    def add(self, members: Sequence[Mapping[str, Any]], sources: Sequence[str],
            values: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Store documents that came from files, given as `plain` and `column_values` give them; their words come with
        `finish`."""
        shown = zip(*(values[name] for name in _SHOWN), strict=True)
        column = self._stored
        raws = [_packed(dumps(_stored(each, source, found), _PROTOCOL))
                for each, source, found in zip(members, sources, shown, strict=True)]
        column._dbfile.write(b"".join(raws))
        lengths = list(map(len, raws))
        column._lengths.extend(lengths)
        column._offsets.extend(accumulate(lengths[:-1], initial=column._offset_base))
        column._offset_base += sum(lengths)
        self._documents._doccount = column._count = self._count = self._count + len(raws)

    def finish(self, arrays: ArrayFile, workers: Workers) -> Any:
        """Write what the segment's arrays hold and close the segment; returns Whoosh's description of it."""
        aside = Aside(arrays.path, self._folder / f"{INDEX_NAME}_{self.name}.aside")
        asked = workers.soon(write_aside, aside) if workers.are_started else None
        self._write_lengths(arrays)
        self._documents.close()
        self.segment.set_doc_count(self._count)
        writer = self._terms = TermWriter(self._storage, self.segment)
        write_words(writer, arrays, "stem")
        if asked is None:
            write_words(writer, arrays, "exact")
        else:
            writer.append(aside.postings, written(asked, aside))
            aside.postings.unlink()
        self._write_values(writer, arrays)
        writer.close()
        self._terms = None
        self._sweep()
        return described(self.name, self._count, arrays)

    def _write_lengths(self, arrays: ArrayFile) -> None:
        """Lengths of the text fields, each in one byte, as Whoosh keeps them for its scores."""
        for field in STRETCHES:
            lengths = length_bytes(arrays[f"length.{field}"])
            count = int(np.flatnonzero(lengths)[-1]) + 1 if lengths.any() else 0
            for name in (f"_{field}_len", f"_{field}_exact_len"):
                if count:
                    self._documents._create_column(name, LENGTHS_COLUMN)
                    column = self._documents._get_column(name)
                    column._dbfile.write(lengths[:count].tobytes())
                    column._count = count

    def _write_values(self, writer: TermWriter, arrays: ArrayFile) -> None:
        identity = np.arange(self._count, dtype=np.int32)
        for name, strings in (("id", arrays.strings("ids")), ("record_id", arrays.strings("record.names")),
                              *((field.name, arrays.strings(f"{field.name}.names")) for field in COLUMNS)):
            column = "record" if name == "record_id" else name
            terms = _sorted_terms(strings)
            ordinals = _ordinals(terms) if name == "id" else arrays[f"{column}.ordinals"]
            owners = identity if name == "id" else np.repeat(identity, lengths_of(arrays[f"{column}.of"]))
            writer.start_field(name)
            _write_by_value(writer, terms, ordinals, owners)
        for name, column in (("date_first", "first"), ("date_last", "last")):
            field = self._schema[name]
            days, ordinals = np.unique(arrays[column], return_inverse=True)
            terms = [(field.to_bytes(whoosh_day(dt.date.fromordinal(day))), at)
                     for at, day in enumerate(days.tolist()) if day != NO_DAY]
            writer.start_field(name)
            _write_by_value(writer, sorted(terms), ordinals, identity)

    def discard(self) -> None:
        """Stop writing, whatever the disk says."""
        with suppress(Exception):  # which is what Whoosh raises where a file is closed already, in part
            self._documents.close()
        with suppress(Exception):  # which it leaves open where the disk is full
            self._documents._cols._temp.close()
        if self._terms is not None:
            with suppress(Exception):
                self._terms.close()
        self._sweep()

    def _sweep(self) -> None:
        for temporary in self._folder.glob(f"{INDEX_NAME}.tmp*"):
            shutil.rmtree(temporary, ignore_errors=True)


def from_stored(stored: Mapping[str, Any]) -> tuple[Document, str]:
    """A document, and the file that it came from, of what Whoosh stores. Raises ValueError, KeyError or TypeError."""
    native = {name: stored[name] for name in NATIVE if name in stored}
    return document_of({**json.loads(stored["document"]), **native}), stored["source"]


def described(name: str, documents: int, arrays: ArrayFile) -> Any:
    """Whoosh's description of a segment, none of its documents deleted."""
    segment = W3Segment(W3Codec(), INDEX_NAME, documents, name)
    segment._fieldlengths = defaultdict(int)
    for field in STRETCHES:
        total = int(arrays[f"length.{field}"].sum(dtype=np.int64))
        if total:
            segment._fieldlengths |= {field: total, f"{field}_exact": total}
    return segment


def write_toc(folder: Path, segments: list[Any], generation: int) -> None:
    """Whoosh's table of contents for the segments in the folder."""
    TOC(whoosh_schema(), segments, generation).write(FileStorage(str(folder)), INDEX_NAME)


def _packed(raw: bytes) -> bytes:
    """As zlib has it; short ones as they are, in one stored block (RFC 1950 and 1951)."""
    if len(raw) >= _COMPRESSED_FROM:
        return compress(raw, 1)
    check = adler32(raw).to_bytes(4, "big")
    return b"".join((b"\x78\x01\x01", _block_lengths(len(raw), len(raw) ^ 0xFFFF), raw, check))


def _stored(members: Mapping[str, Any], source: str, values: Sequence[Sequence[str]]) -> dict[str, Any]:
    """What Whoosh stores of a document; see `from_stored`."""
    stored = {name: members[name] for name in NATIVE if name in members}
    stored["document"] = as_json({name: value for name, value in members.items() if name not in _NATIVE})
    stored["source"] = source
    for name, found in zip(_SHOWN, values, strict=True):
        if found:
            stored[name] = found[0] if len(found) == 1 else list(found)
    for name in ("date_first", "date_last"):
        if name in members:
            stored[name] = int(members[name].replace("-", ""))
    return stored


def _sorted_terms(strings: Strings) -> list[tuple[bytes, int]]:
    return sorted((term, at) for at, term in enumerate(strings.raw_all()))


def _ordinals(terms: list[tuple[bytes, int]]) -> Array:
    """For each string the place of the first one like it: a document that was put twice is there twice, once dead."""
    found = np.arange(len(terms), dtype=np.int32)
    for (one, at), (other, again) in pairwise(terms):
        if one == other:
            found[again] = found[at]
    return found


def _write_by_value(writer: TermWriter, terms: list[tuple[bytes, int]], ordinals: Array, owners: Array) -> None:
    """A posting for each document of each value."""
    order = sorted_places(ordinals)
    starts = np.searchsorted(ordinals[order], np.arange(int(ordinals.max(initial=-1)) + 2))
    present = [(term, at) for term, at in terms if at + 1 < len(starts) and starts[at] < starts[at + 1]]
    for low in range(0, len(present), _BLOCK_TERMS):
        some = present[low : low + _BLOCK_TERMS]
        of = np.array([at for _, at in some])
        counts = starts[of + 1] - starts[of]
        writer.write([term for term, _ in some], np.append(0, np.cumsum(counts)),
                     owners[order[ragged(starts[of], counts)]])
