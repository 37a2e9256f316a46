"""The patterns by which lines above a record's words are told: `data/lexicon/heads.toml`, which users edit."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml


def whole_line(name: str) -> re.Pattern[str]:
    """A pattern for lines that one of the list's expressions matches, to be tried with `fullmatch`."""
    return _pattern(name, data_folder(), "(?:{})")


def word(name: str) -> re.Pattern[str]:
    """A pattern for any of the list's words, to be searched for."""
    return _pattern(name, data_folder(), r"\b(?:{})\b")


def listed_words(name: str) -> frozenset[str]:
    """The words of a list, as they stand there."""
    return frozenset(_listed(name, data_folder() / "lexicon" / "heads.toml"))


@lru_cache(maxsize=16)
def _listed(name: str, path: Path) -> tuple[str, ...]:
    listed = read_toml(path).get(name)
    if not isinstance(listed, list):
        raise KnowledgeError(path, f"no list {name!r}", mend=f"write {name} = ['...', '...']")
    return tuple(map(str, listed))


@lru_cache(maxsize=16)
def _pattern(name: str, folder: Path, form: str) -> re.Pattern[str]:
    path = folder / "lexicon" / "heads.toml"
    listed = _listed(name, path)
    try:
        return re.compile(form.format("|".join(f"(?:{each})" for each in listed) or r"(?!)"), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(path, f"a pattern of {name} is no regular expression: {error}",
                             mend="correct the pattern") from error
