"""What the reading of a query needs to know: people's names, and phrases with other names."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.authority import Authority, load_authority
from indexer.knowledge.folder import data_folder
from indexer.knowledge.synonyms import Synonyms, load_synonyms
from indexer.query import ParsedQuery, parse_query, words_of
from indexer.search.snapshot import Cache

_PARSED_BYTES = 1 << 20  # about; of queries kept as understood
log = logging.getLogger(__name__)


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


def query_knowledge() -> QueryKnowledge:
    """From the files under `data/`; without those that are at fault, which the log names."""
    try:
        folder = data_folder()
    except KnowledgeError as error:
        log.warning("%s", error)
        return QueryKnowledge(Authority(), Synonyms())
    return _load(folder)


@lru_cache(maxsize=4)
def _load(folder: Path) -> QueryKnowledge:
    authority, synonyms = Authority(), Synonyms()
    try:
        authority = load_authority(folder / "authority")
        synonyms = load_synonyms(folder / "synonyms", words_of)
    except KnowledgeError as error:
        log.warning("%s", error)
    return QueryKnowledge(authority, synonyms)
