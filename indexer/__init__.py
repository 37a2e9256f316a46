"""Official statements: reading, understanding, indexing, searching. The names below are all that others may import."""

from indexer import as_json
from indexer.engine import (
    FACETS,
    LEVEL,
    Bar,
    Engine,
    EngineInfo,
    Facet,
    FacetValue,
    Hit,
    QueryReading,
    SearchRequest,
    SearchResponse,
    Snippet,
    Sort,
    SourceState,
    SpeakerRow,
    Suggestion,
)
from indexer.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexLockedError,
    IndexMissingError,
    IndexStateError,
    KnowledgeError,
    OnRecordError,
    SourceError,
)
from indexer.knowledge.authority import Authority, load_authority
from indexer.model import Document, Problem, Statement
from indexer.opening import open_engine

__all__ = [
    "FACETS",
    "LEVEL",
    "Authority",
    "Bar",
    "Document",
    "Engine",
    "EngineInfo",
    "Facet",
    "FacetValue",
    "Hit",
    "IndexDamagedError",
    "IndexForeignError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStateError",
    "KnowledgeError",
    "OnRecordError",
    "Problem",
    "QueryReading",
    "SearchRequest",
    "SearchResponse",
    "Snippet",
    "Sort",
    "SourceError",
    "SourceState",
    "SpeakerRow",
    "Statement",
    "Suggestion",
    "as_json",
    "load_authority",
    "open_engine",
]
