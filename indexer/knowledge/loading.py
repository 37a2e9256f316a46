"""What reading records needs to know of the world, from the files under `data/` that users edit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexer.knowledge.authority import Authority, load_authority
from indexer.knowledge.folder import data_folder
from indexer.knowledge.gazetteer import Gazetteer, load_gazetteer
from indexer.knowledge.lexicon import Lexicons, load_lexicons
from indexer.knowledge.topics import TopicVocabulary, load_topics

FOLDERS = ("authority", "lexicon", "topics")  # synonyms matter to searching only


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The loaded files. `fingerprint` changes when one of those changes that reading a record depends on."""

    folder: Path
    authority: Authority
    lexicons: Lexicons
    topics: TopicVocabulary
    gazetteer: Gazetteer
    fingerprint: str


@lru_cache(maxsize=4)
def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge in a `data` folder, by default the one `data_folder` finds. Raises KnowledgeError."""
    folder = folder or data_folder()
    return Knowledge(
        folder=folder,
        authority=load_authority(folder / "authority"),
        lexicons=load_lexicons(folder / "lexicon"),
        topics=load_topics(folder / "topics"),
        gazetteer=load_gazetteer(folder / "lexicon"),
        fingerprint=fingerprint_of(folder),
    )


def fingerprint_of(folder: Path) -> str:
    """SHA-256, hex, over the names and bytes of the files that reading depends on."""
    digest = hashlib.sha256()
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*.toml")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
