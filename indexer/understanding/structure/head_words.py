"""The patterns by which lines above a record's words are told: `data/lexicon/heads.toml`, which users edit."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.patterns import LONGEST_LINE, PatternError, safe_pattern


class Expressions:
    """A list's expressions, each of which may match; not put to long texts, for users write them."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def fullmatch(self, line: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(line) if len(line) <= LONGEST_LINE else None

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text, 0, 2 * LONGEST_LINE)


def whole_line(name: str) -> Expressions:
    """Those for lines, to be tried with `fullmatch`."""
    return _pattern(name, data_folder(), "(?:{})")


def word(name: str) -> Expressions:
    """Those for words, to be searched for."""
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
def _pattern(name: str, folder: Path, form: str) -> Expressions:
    path = folder / "lexicon" / "heads.toml"
    try:
        listed = [safe_pattern(each) for each in _listed(name, path)]
    except PatternError as error:
        raise KnowledgeError(path, f"{name}: {error}", mend="correct the pattern") from error
    return Expressions(re.compile(form.format("|".join(f"(?:{each})" for each in listed) or r"(?!)"), re.IGNORECASE))
