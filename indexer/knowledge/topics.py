"""The topic vocabulary of `data/topics/`: what the field calls things, and the phrases that show them.

A file holds any number of topics, and may hold headings that say nothing::

    [[topic]]
    label = "Nuclear non-proliferation"     # as facets show it
    broader = "Arms control and disarmament"  # the label of another topic
    variants = ["NPT", "nuclear non-proliferation"]  # phrases that show the topic wherever they stand
    weak = ["safeguards"]                   # phrases that count half: alone and once they show nothing
    heading = ["non-proliferation"]         # phrases that count in headings and titles only
    patterns = ["uranium (?:en|re)richment"]  # regular expressions over the folded text, see below
    not = ["safeguards investigation"]      # phrases that do not count, though they contain one of the above
    given = ["npt-review"]                  # what sources' own topic fields call it; never looked for in text

    [headings]
    nothing = ["Opening remarks", "Others"]   # headings from which no topic is taken
    spellings = [["defence", "defense"]]      # words that stand for each other in every phrase

Phrases are compared as folded words (lower case, no accents, hyphens and apostrophes between words), so
`people-to-people` and `people to people` are one; a last word is also found in its plural.

A pattern is a regular expression over the folded text that begins with a word in plain letters and has no
unbounded repetition (`*`, `+`, `{2,}`), no look-around and no back-reference, so that matching stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import read_toml
from indexer.knowledge.vocabulary import FIRST_WORD, Phrase, Topic, TopicVocabulary, words_of
from indexer.patterns import PatternError, safe_pattern

__all__ = ["TopicVocabulary", "load_topics"]

_LISTS = ("variants", "weak", "heading", "not", "patterns", "given")
_UNSAFE = re.compile(r"(?<!\\)[*+]|\{\d*,\}|\(\?[^:]|\\\d")
_GROUP = re.compile(r"\(\?:[^()]*\)")


def load_topics(folder: Path) -> TopicVocabulary:
    """The vocabulary of all `*.toml` files in a folder; an empty one where there is no such folder.

    Raises KnowledgeError for a file that is not TOML, an unknown key, an empty phrase, an unsafe or broken pattern, a
    label twice, a broader term that is no label, or terms that are broader than themselves.
    """
    topics: dict[str, Topic] = {}
    origin: dict[str, Path] = {}
    nothing: set[Phrase] = set()
    spellings: list[tuple[str, ...]] = []
    for path in sorted(folder.glob("*.toml")):
        tables = read_toml(path)
        for key in tables.keys() - {"topic", "headings"}:
            raise KnowledgeError(path, f'unknown entry "{key}"', mend="use [[topic]] or [headings]")
        for number, entry in enumerate(_tables(path, tables.get("topic", [])), start=1):
            topic = _topic(path, number, entry)
            if topic.label in topics:
                raise KnowledgeError(path, f'topic "{topic.label}" is there twice', mend="merge the two entries")
            topics[topic.label], origin[topic.label] = topic, path
        headings = tables.get("headings", {})
        if not isinstance(headings, dict):
            raise KnowledgeError(path, '"headings" is not a table', mend="write [headings] with single brackets")
        nothing |= {words_of(text) for text in _strings(path, "[headings]", "nothing", headings.get("nothing", []))}
        spellings += [_strings(path, "[headings]", "spellings", group) for group in headings.get("spellings", [])]
    vocabulary = TopicVocabulary(tuple(topics.values()), frozenset(nothing), tuple(spellings))
    _check_broader(vocabulary, origin)
    return vocabulary


def _tables(path: Path, found: object) -> list[Mapping[str, object]]:
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise KnowledgeError(path, '"topic" is not a list of tables', mend="write [[topic]] with double brackets")
    return found


def _topic(path: Path, number: int, entry: Mapping[str, object]) -> Topic:
    """One entry, checked."""
    label, broader = entry.get("label"), entry.get("broader")
    where = f'topic "{label}"' if isinstance(label, str) and label else f"[[topic]] number {number}"
    if not isinstance(label, str) or not label.strip():
        raise KnowledgeError(path, f"{where} has no label", mend='write label = "..."')
    if broader is not None and not isinstance(broader, str):
        raise KnowledgeError(path, f"{where}: broader is not a text", mend="write the label of one other topic")
    for key in entry.keys() - {"label", "broader", *_LISTS}:
        raise KnowledgeError(path, f'{where} has an unknown key "{key}"', mend=f"use {', '.join(_LISTS)}")
    lists = {key: _strings(path, where, key, entry.get(key, [])) for key in _LISTS}
    for pattern in lists["patterns"]:
        _check_pattern(path, where, pattern)
    return Topic(label=label, broader=broader, variants=lists["variants"], weak=lists["weak"],
                 heading=lists["heading"], patterns=lists["patterns"], excluded=lists["not"], given=lists["given"])


def _strings(path: Path, where: str, key: str, values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) and words_of(value) for value in values):
        raise KnowledgeError(path, f"{where}: {key} is not a list of phrases", mend=f'write {key} = ["...", "..."]')
    return tuple(values)


def _check_pattern(path: Path, where: str, pattern: str) -> None:
    if _UNSAFE.search(pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" could take unbounded time',
                             mend="use {0,20} in place of * and +, and no look-around or back-reference")
    if not FIRST_WORD.match(pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" does not begin with a word',
                             mend="begin with a whole word in small letters, or write a variant instead")
    if "|" in _GROUP.sub("", pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" has alternatives outside brackets',
                             mend="write them as patterns of their own")
    try:
        safe_pattern(pattern)
    except PatternError as error:
        raise KnowledgeError(path, f"{where}: {error}", mend="correct the pattern") from error


def _check_broader(vocabulary: TopicVocabulary, origin: Mapping[str, Path]) -> None:
    for topic in vocabulary.topics:
        label, seen = topic, {topic.label}
        while label.broader is not None:
            if label.broader not in vocabulary.by_label:
                raise KnowledgeError(origin[label.label], f'"{label.label}" is under "{label.broader}", no topic',
                                     mend="add a [[topic]] with that label, or correct the spelling")
            label = vocabulary.by_label[label.broader]
            if label.label in seen:
                raise KnowledgeError(origin[topic.label], f'"{topic.label}" is broader than itself',
                                     mend="take one of the broader terms out")
            seen.add(label.label)
