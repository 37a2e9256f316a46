"""Words and phrases that a search treats as the same, from the TOML files of `data/synonyms/`.

A file holds any number of two kinds of table::

    [[group]]                       # each finds all the others
    words = ["North Korea", "DPRK", "Democratic People's Republic of Korea"]

    [[one_way]]                     # who searches `find` also gets `also`, not the other way round
    find = ["Kremlin"]
    also = ["Russia"]

For whom searches, after reading the query's words and phrases into folded words::

    synonyms = load_synonyms(data_folder() / "synonyms", words=my_tokens)
    synonyms.expand(("north", "korea"))
    # (("dprk",), ("democratic", "people's", "republic", "of", "korea"))
    synonyms.longest                # no phrase of more words than this has an entry
    synonyms.matches(("the", "dprk", "and", "north", "korea"))
    # ((1, 2, (("north", "korea"), ...)), (3, 5, (("dprk",), ...)))

`words` must be the function that folds the query's words as well (default: `words.fold_words`), so that both sides
compare equal. Stemming is the caller's: look up unstemmed words, stem what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import read_toml
from indexer.knowledge.words import fold_words

Phrase = tuple[str, ...]
"""Folded words, in order; one word is a phrase of one."""

Words = Callable[[str], Iterable[str]]
_KEYS = {"group": ("words",), "one_way": ("find", "also")}


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Equivalents by phrase. All phrases are tuples of folded words."""

    groups: tuple[tuple[Phrase, ...], ...] = ()  # as in the files, each group once
    also: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # phrase -> the others to search with it: its groups' other members, then one-way entries
    longest: int = 0  # words of the longest phrase that has an entry

    def expand(self, phrase: Sequence[str]) -> tuple[Phrase, ...]:
        """The phrases to search beside this one, without itself; empty where none are known."""
        return self.also.get(tuple(phrase), ())

    def matches(self, words: Sequence[str]) -> tuple[tuple[int, int, tuple[Phrase, ...]], ...]:
        """Where phrases with an entry stand in a run of words: `(start, end, others)`, longest first, not overlapping.

        Positions count words, `[start, end)`.
        """
        found: list[tuple[int, int, tuple[Phrase, ...]]] = []
        at = 0
        while at < len(words):
            for length in range(min(self.longest, len(words) - at), 0, -1):
                if others := self.also.get(tuple(words[at:at + length])):
                    found.append((at, at + length, others))
                    at += length - 1
                    break
            at += 1
        return tuple(found)


def load_synonyms(folder: Path, words: Words = fold_words) -> Synonyms:
    """All groups and one-way entries of the `*.toml` files in a folder; nothing where there is no such folder.

    Raises KnowledgeError for a file that is not TOML or an entry that is not of the form the module's docstring shows.
    """
    groups: list[tuple[Phrase, ...]] = []
    also: dict[Phrase, dict[Phrase, None]] = {}
    one_way: list[tuple[tuple[Phrase, ...], tuple[Phrase, ...]]] = []
    for path in sorted(folder.glob("*.toml")):
        tables = read_toml(path)
        _only(path, tables, tuple(_KEYS))
        groups += [_phrases(path, "group", number, entry, "words", words, least=2)
                   for number, entry in _entries(path, tables, "group")]
        one_way += [(_phrases(path, "one_way", number, entry, "find", words),
                     _phrases(path, "one_way", number, entry, "also", words))
                    for number, entry in _entries(path, tables, "one_way")]
    for sources, targets in [(group, group) for group in groups] + one_way:
        for source in sources:
            also.setdefault(source, {}).update(dict.fromkeys(target for target in targets if target != source))
    return Synonyms(tuple(groups), MappingProxyType({phrase: tuple(others) for phrase, others in also.items()}),
                    max(map(len, also), default=0))


def _only(path: Path, tables: Mapping[str, object], known: tuple[str, ...]) -> None:
    for name in tables:
        if name not in known:
            raise KnowledgeError(path, f'unknown entry "{name}"', mend=f"use {' or '.join(f'[[{k}]]' for k in known)}")


def _keys(path: Path, table: str, number: int, entry: Mapping[str, object], known: tuple[str, ...]) -> None:
    for name in entry:
        if name not in known:
            raise KnowledgeError(path, f'[[{table}]] number {number} has an unknown key "{name}"',
                                 mend=f"use {' and '.join(known)}, or remove it")


def _entries(path: Path, tables: Mapping[str, object], name: str) -> list[tuple[int, Mapping[str, object]]]:
    """The tables of one name, counted from 1."""
    found = tables.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise KnowledgeError(path, f'"{name}" is not a list of tables', mend=f"write [[{name}]] with double brackets")
    return list(enumerate(found, start=1))


def _phrases(path: Path, table: str, number: int, entry: Mapping[str, object], key: str, words: Words,
             least: int = 1) -> tuple[Phrase, ...]:
    """The phrases under one key of an entry, each once."""
    _keys(path, table, number, entry, _KEYS[table])
    where = f"[[{table}]] number {number}"
    values = entry.get(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise KnowledgeError(path, f"{where} has no list of phrases \"{key}\"", mend=f'write {key} = ["...", "..."]')
    phrases = tuple(dict.fromkeys(phrase for value in values if (phrase := tuple(words(value)))))
    if len(phrases) < least:
        raise KnowledgeError(path, f"{where} has fewer than {least} different phrases in \"{key}\"",
                             mend="add another, or remove the entry")
    return phrases
