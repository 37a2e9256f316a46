"""Numbers, and lists of positions, as pickles: thousands at once, as numpy lays out their bytes.

Python's own pickler takes a call for each; the bytes are plain opcodes of the second protocol, which every reader of
pickles knows: `K`, `M` and `J` for whole numbers of one, two and four bytes, `G` for floats, `C` and `B` for bytes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.index.arrayfile import Array
from indexer.index.postings import ragged

_BYTE, _TWO_BYTES, _FOUR_BYTES, _FLOAT, _SHORT, _LONG = b"KMJGCB"
FLOAT_BYTES = 9  # of a float, its opcode with it
_LIST = b"\x80\x02]("  # a pickle of a list begins
_LIST_END = b"e."


class Encoded(NamedTuple):
    """Encodings one after the other: the n-th is `data[bounds[n]:bounds[n + 1]]`."""

    data: Array
    bounds: Array


def integers(values: Array) -> Encoded:
    """Whole numbers, from 0 to below 2 ** 31."""
    two, four = values > 0xFF, values > 0xFFFF
    bounds = _bounds(2 + two + 2 * four)
    data = np.empty(bounds[-1], dtype=np.uint8)
    at = bounds[:-1]
    data[at] = np.where(four, _FOUR_BYTES, np.where(two, _TWO_BYTES, _BYTE))
    data[at + 1] = values & 0xFF
    for byte, held in ((1, np.flatnonzero(two)), (2, np.flatnonzero(four)), (3, np.flatnonzero(four))):
        data[at[held] + 1 + byte] = values[held] >> (8 * byte) & 0xFF
    return Encoded(data, bounds)


def floats(values: Array) -> bytes:
    """Floats, `FLOAT_BYTES` each."""
    found = np.empty(len(values), dtype=[("opcode", "u1"), ("value", ">f8")])
    found["opcode"], found["value"] = _FLOAT, values
    return found.tobytes()


def position_lists(positions: Array, counts: Array) -> Encoded:
    """For each posting its positions, of which it has `counts`, as `whoosh.formats.Positions` encodes them: as bytes,
    their number and a pickle of their differences."""
    begins = np.cumsum(counts) - counts
    steps = np.diff(positions, prepend=0)
    steps[begins] = positions[begins]
    items = integers(steps)
    widths = items.bounds[begins + counts] - items.bounds[begins]
    sizes = 4 + len(_LIST) + widths + len(_LIST_END)
    long = sizes > 0xFF
    bounds = _bounds(sizes + 2 + 3 * long)
    data = np.empty(bounds[-1], dtype=np.uint8)
    at = bounds[:-1]
    data[at] = np.where(long, _LONG, _SHORT)
    data[at + 1] = sizes & 0xFF
    held = np.flatnonzero(long)
    for byte in (1, 2, 3):
        data[at[held] + 1 + byte] = sizes[held] >> (8 * byte) & 0xFF
    at = at + 2 + 3 * long
    for byte in range(4):
        data[at + byte] = counts >> (24 - 8 * byte) & 0xFF
    for place, opcode in enumerate(_LIST, start=4):
        data[at + place] = opcode
    data[ragged(at + 4 + len(_LIST), widths)] = items.data
    for place, opcode in enumerate(_LIST_END):
        data[bounds[1:] - len(_LIST_END) + place] = opcode
    return Encoded(data, bounds)


def _bounds(sizes: Array) -> Array:
    bounds = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=bounds[1:])
    return bounds
