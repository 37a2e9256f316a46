"""Named arrays in one file that readers map into memory.

    magic, length of the directory (8 bytes, little endian), CRC-32 of the directory (4 bytes), directory (JSON), arrays

The directory gives each array's type, length, place and CRC-32. Nothing in the file is code: no pickles.
Strings are two arrays, their UTF-8 bytes one after the other and where each begins.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import shutil
import struct
import tempfile
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import numpy.typing as npt

from indexer.index.files import MALFORMED, open_plain

Array = npt.NDArray[Any]

MAGIC = b"onrecord-arrays1"
_HEAD = struct.Struct("<16sQI")
_ALIGNED = 64
_TYPES = frozenset({"uint8", "int32", "uint32", "int64", "uint64", "float32"})
_CHUNK = 1 << 22
MARKED = 32  # strings between two that are kept in memory to find others by


class ArrayFileError(ValueError):
    """The file is not what `ArrayFileWriter` writes, or is damaged."""


class ArrayFileWriter:
    """Collects arrays, each whole or in pieces and all at once if need be; large ones wait on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[str, tuple[np.dtype[Any], IO[bytes]]] = {}
        self._given: dict[str, tuple[int, int]] = {}  # bytes of each array and their CRC-32, as they were given

    def append(self, name: str, piece: Array, dtype: npt.DTypeLike | None = None) -> None:
        """Put the piece behind what the array has; its first piece, or `dtype`, gives the type."""
        if name not in self._waiting:
            spool = tempfile.SpooledTemporaryFile(_CHUNK, "w+b", dir=str(self._path.parent))  # noqa: SIM115
            self._waiting[name] = np.dtype(piece.dtype if dtype is None else dtype), cast(IO[bytes], spool)
        kind, stream = self._waiting[name]
        if piece.size:
            raw = np.ascontiguousarray(piece, dtype=kind).data.cast("B")
            size, check = self._given.get(name, (0, 0))
            self._given[name] = size + len(raw), zlib.crc32(raw, check)
            stream.write(raw)

    def append_strings(self, name: str, values: Sequence[bytes]) -> None:
        """Put strings, in UTF-8, behind those that the array has."""
        lengths = np.fromiter(map(len, values), dtype=np.uint64, count=len(values))
        self.append(f"{name}.offsets", lengths)
        self.append(f"{name}.bytes", np.frombuffer(b"".join(values), dtype=np.uint8))

    def close(self, *, flush: bool = True) -> None:
        """Write the file and, if asked, flush it to the disk. Raises OSError, also where the disk forgets."""
        directory: dict[str, dict[str, int | str]] = {}
        start = 0
        for name, (kind, stream) in self._waiting.items():
            size, check = self._given.get(name, (0, 0))
            if name.endswith(".offsets"):
                size, check = _sum_up(stream, check)
            if size < 0 or stream.seek(0, os.SEEK_END) != size:
                raise OSError(errno.EIO, "does not keep what is written", str(self._path))
            directory[name] = {"type": kind.name, "count": size // kind.itemsize, "start": start, "crc": check}
            start += size + -size % _ALIGNED
        raw = json.dumps(directory, separators=(",", ":")).encode()
        raw += b" " * (-(_HEAD.size + len(raw)) % _ALIGNED)
        with self._path.open("wb") as whole:
            whole.write(_HEAD.pack(MAGIC, len(raw), zlib.crc32(raw)))
            whole.write(raw)
            for _, stream in self._waiting.values():
                stream.seek(0)
                shutil.copyfileobj(stream, whole, _CHUNK)
                whole.write(b"\0" * (-whole.tell() % _ALIGNED))
            if flush:
                whole.flush()
                os.fsync(whole.fileno())
        self.abandon()

    def abandon(self) -> None:
        """Forget what was collected, whatever the disk says."""
        for _, stream in self._waiting.values():
            with suppress(OSError):
                stream.close()
        self._waiting.clear()
        self._given.clear()


def _sum_up(stream: IO[bytes], given: int) -> tuple[int, int]:
    """Turn the lengths of strings into where each begins, with the end of the last; returns its bytes and CRC-32.

    A negative number of bytes where the lengths are not those given.
    """
    stream.seek(0)
    raw = stream.read()
    if zlib.crc32(raw) != given:
        return -1, 0
    lengths = np.frombuffer(raw, dtype=np.uint64)
    offsets = np.zeros(len(lengths) + 1, dtype=np.uint64)
    np.cumsum(lengths, out=offsets[1:])
    stream.seek(0)
    stream.write(offsets.data.cast("B"))
    return offsets.nbytes, zlib.crc32(offsets.data.cast("B"))


class ArrayFile(Mapping[str, Array]):
    """The arrays of a file, mapped into memory: read from the disk as they are used."""

    def __init__(self, path: Path) -> None:
        """Raises ArrayFileError where the file is not whole, OSError where it cannot be read."""
        self.path = path
        with open_plain(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            try:
                self._directory, base = _read_directory(stream, size)
            except MALFORMED as error:
                raise error if isinstance(error, ArrayFileError) else ArrayFileError("its directory is wild") from error
            whole = np.frombuffer(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), dtype=np.uint8)
        self._arrays = {name: _cut(whole, base, entry) for name, entry in self._directory.items()}

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __iter__(self) -> Any:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def strings(self, name: str) -> Strings:
        return Strings(self._arrays[f"{name}.offsets"], self._arrays[f"{name}.bytes"])

    def faults(self) -> list[str]:
        """Names of the arrays whose bytes are not the ones written."""
        return [name for name, array in self._arrays.items()
                if zlib.crc32(array.data.cast("B") if array.size else b"") != self._directory[name]["crc"]]


class Strings(Sequence[str]):
    """Strings in a file, decoded as they are asked for."""

    def __init__(self, offsets: Array, data: Array) -> None:
        self.offsets = offsets
        self.data = data
        self._view = data.data
        self._bounds = offsets.data  # which gives a number in a third of the time that the array takes
        self._marks: list[bytes] | None = None  # every MARKED-th string, once one was looked for

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def raw(self, index: int) -> bytes:
        """The UTF-8 bytes of one string."""
        return bytes(self._view[self._bounds[index] : self._bounds[index + 1]])

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            if step != 1:
                return [self[each] for each in range(first, last, step)]
            return [raw.decode("utf-8", "surrogatepass") for raw in self.raw_all(first, max(first, last))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self.raw(index % len(self)).decode("utf-8", "surrogatepass")

    def raw_all(self, start: int = 0, end: int | None = None) -> list[bytes]:
        """The bytes of the strings from `start` to `end`, quickly."""
        bounds = self.offsets[start : len(self) + 1 if end is None else end + 1].tolist()
        if not bounds:
            return []
        base, data = bounds[0], bytes(self._view[bounds[0] : bounds[-1]])
        return [data[a - base : b - base] for a, b in pairwise(bounds)]

    def every(self) -> list[str]:
        """All the strings, quickly."""
        whole = bytes(self._view).decode("utf-8", "surrogatepass")
        if len(whole) == len(self.data):
            return [whole[begin:end] for begin, end in pairwise(self.offsets.tolist())]
        return [raw.decode("utf-8", "surrogatepass") for raw in self.raw_all()]

    def at(self, indices: Sequence[int]) -> list[str]:
        """Several strings, quickly."""
        begins, ends = self.offsets[indices].tolist(), self.offsets[1:][indices].tolist()
        return [str(self._view[a:b], "utf-8", "surrogatepass") for a, b in zip(begins, ends, strict=True)]

    def find(self, value: bytes) -> int:
        """Where the first string not below `value` stands in sorted strings; `len` when all are below."""
        marks = self._marks
        if marks is None:
            marks = self._marks = [self.raw(at) for at in range(0, len(self), MARKED)]
        high = bisect_left(marks, value) * MARKED
        low, high, bounds, view = max(0, high - MARKED), min(high, len(self)), self._bounds, self._view
        while low < high:
            middle = (low + high) // 2
            if bytes(view[bounds[middle] : bounds[middle + 1]]) < value:
                low = middle + 1
            else:
                high = middle
        return low


def _read_directory(stream: IO[bytes], size: int) -> tuple[dict[str, dict[str, Any]], int]:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise ArrayFileError("cut short")
    magic, length, check = _HEAD.unpack(head)
    if magic != MAGIC or length > size:
        raise ArrayFileError("not a file of arrays")
    raw = stream.read(length)
    if zlib.crc32(raw) != check:
        raise ArrayFileError("its directory is damaged")
    directory = json.loads(raw)
    base = _HEAD.size + length
    for name, entry in directory.items():
        if entry["type"] not in _TYPES or not 0 <= entry["start"] <= size or not 0 <= entry["count"] <= size:
            raise ArrayFileError(f"{name} is of an unknown type")
        if not isinstance(entry["start"], int) or not isinstance(entry["count"], int):
            raise ArrayFileError(f"{name} has no place")
        if base + entry["start"] + entry["count"] * np.dtype(entry["type"]).itemsize > size:
            raise ArrayFileError(f"{name} is cut short")
    return directory, base


def _cut(whole: Array, base: int, entry: Mapping[str, Any]) -> Array:
    kind = np.dtype(entry["type"])
    start = base + entry["start"]
    return whole[start : start + entry["count"] * kind.itemsize].view(kind)
