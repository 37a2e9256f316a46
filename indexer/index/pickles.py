"""Whoosh keeps tables, blocks and stored fields as pickles, and a pickle can run code.

Searching never reads them. Where an index is checked or mended, Whoosh reads them through `plain_pickles`, which
builds plain values and the two classes that Whoosh's table of contents names, and refuses everything else.
"""

from __future__ import annotations

import io
import pickle  # nosec B403 # to refuse what could run code
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from whoosh import columns, formats
from whoosh import index as whoosh_index
from whoosh.codec import whoosh3
from whoosh.filedb import structfile


def _latin(text: str, encoding: str) -> bytes:
    """`codecs.encode` as far as pickles need it: bytes stand in older ones as text."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"{encoding} has no place in an index")
    return text.encode("latin-1")


_ALLOWED: dict[tuple[str, str], Any] = {
    ("whoosh.codec.whoosh3", "W3Segment"): whoosh3.W3Segment,
    ("whoosh.codec.whoosh3", "W3Codec"): whoosh3.W3Codec,
    ("_codecs", "encode"): _latin,
    ("collections", "defaultdict"): defaultdict,
    ("builtins", "int"): int, ("__builtin__", "int"): int,
    ("builtins", "set"): set, ("__builtin__", "set"): set,
}
_guard = RLock()


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return found


def _load(stream: Any) -> Any:
    return _PlainUnpickler(stream).load()


def _loads(raw: Any) -> Any:
    return _load(io.BytesIO(bytes(raw)))


@contextmanager
def plain_pickles() -> Iterator[None]:
    """While it lasts, Whoosh loads plain values only; anything else raises pickle.UnpicklingError."""
    places = [(module, name) for module in (columns, formats, whoosh3, structfile)
              for name in ("load", "loads", "load_pickle") if hasattr(module, name)]
    with _guard:
        before = [getattr(module, name) for module, name in places]
        older, whoosh_index.toc_loaders = whoosh_index.toc_loaders, {}  # they unpickle on their own
        for module, name in places:
            setattr(module, name, _loads if name == "loads" else _load)
        try:
            yield
        finally:
            whoosh_index.toc_loaders = older
            for (module, name), value in zip(places, before, strict=True):
                setattr(module, name, value)
