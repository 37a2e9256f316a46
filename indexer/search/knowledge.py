"""What the reading of a query needs to know: people's names, and phrases with other names."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from indexer.errors import KnowledgeError
from indexer.knowledge.authority import Authority, load_authority
from indexer.knowledge.folder import data_folder
from indexer.knowledge.synonyms import Synonyms, load_synonyms
from indexer.query import ParsedQuery, parse_query, words_of
from indexer.search.snapshot import Cache

_PARSED_BYTES = 1 << 20  # about; of queries kept as understood
NOTICED_WITHIN = 2.0  # seconds between two looks at the files
log = logging.getLogger(__name__)
_Stamp: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class QueryKnowledge:
    """Reads queries with the help of the authority file and the synonyms."""

    authority: Authority
    synonyms: Synonyms
    parsed: Cache = field(default_factory=lambda: Cache(_PARSED_BYTES))

    def parse(self, text: str) -> ParsedQuery:
        """A query as understood; those asked last are kept, as one text comes again with each page and filter."""
        return self.parsed.get(text, lambda: self._parse(text), lambda _: 20 * len(text))

    def _parse(self, text: str) -> ParsedQuery:
        return parse_query(text, synonyms=self.synonyms, names=self._names)

    def _names(self, name: str) -> Iterable[str]:
        known = self.authority.find(name)
        return (known.name,) if known else ()


class KnowledgeFiles:
    """What stands under `data/`, read again when it changes. Threads may share it."""

    def __init__(self) -> None:
        self._reading = threading.Lock()
        self._looked = 0.0
        self._stamps: dict[str, _Stamp] = {}
        self._held = QueryKnowledge(Authority(), Synonyms())

    def current(self) -> QueryKnowledge:
        """The knowledge as the files had it at most `NOTICED_WITHIN` seconds ago; a folder with a file that is at
        fault, which the log names, is left as it was read last."""
        now = time.monotonic()
        if (now - self._looked >= NOTICED_WITHIN or not self._stamps) and self._reading.acquire(
                blocking=not self._stamps):
            try:
                self._look()
                self._looked = now
            finally:
                self._reading.release()
        return self._held

    def _look(self) -> None:
        try:
            folder = data_folder()
        except KnowledgeError as error:
            self._stamps = self._stamps or {"": ()}
            log.warning("%s", error)
            return
        stamps = {name: _stamp(folder / name) for name in ("authority", "synonyms")}
        if stamps == self._stamps:
            return
        authority, synonyms = self._held.authority, self._held.synonyms
        try:
            authority = _authority(folder / "authority", stamps["authority"])
        except KnowledgeError as error:
            log.warning("%s", error)
        try:
            synonyms = _synonyms(folder / "synonyms", stamps["synonyms"])
        except KnowledgeError as error:
            log.warning("%s", error)
        self._held, self._stamps = QueryKnowledge(authority, synonyms), stamps


def query_knowledge() -> QueryKnowledge:
    """From the files under `data/` as they are; without the folders that have one at fault, which the log names."""
    return KnowledgeFiles().current()


def _stamp(folder: Path) -> _Stamp:
    """What tells a folder's files from others, without reading them."""
    found = []
    for path in sorted(folder.glob("*")):
        with suppress(OSError):
            state = path.stat()
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=2)
def _authority(folder: Path, stamp: _Stamp) -> Authority:  # noqa: ARG001
    return load_authority(folder)


@lru_cache(maxsize=2)
def _synonyms(folder: Path, stamp: _Stamp) -> Synonyms:  # noqa: ARG001
    return load_synonyms(folder, words_of)
