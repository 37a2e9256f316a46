"""Official statements: reading, understanding, indexing, searching. The names below are all that others may import.

Their modules are imported when a name is first asked for, as each command needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from indexer.wording import ENGLISH, Series, Told, Value, Wording, wording, written

if TYPE_CHECKING:
    from indexer import as_json
    from indexer.engine import (
        FACETS,
        LEVEL,
        Bar,
        CacheFigures,
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
        Table,
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
    "ENGLISH",
    "FACETS",
    "LEVEL",
    "Authority",
    "Bar",
    "CacheFigures",
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
    "Series",
    "Snippet",
    "Sort",
    "SourceError",
    "SourceState",
    "SpeakerRow",
    "Statement",
    "Suggestion",
    "Table",
    "Told",
    "Value",
    "Wording",
    "as_json",
    "load_authority",
    "open_engine",
    "wording",
    "written",
]

_MODULES = ("errors", "model", "engine", "as_json", "knowledge.authority", "opening")
"""Where the names are that are not imported above, in the order in which they are looked for."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            for module in _MODULES:
                found = import_module(f"indexer.{module}")
                if name == module or hasattr(found, name):
                    value = globals()[name] = found if name == module else getattr(found, name)
                    return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
