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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import read_toml
from indexer.knowledge.words import fold

Strength = Literal["strong", "weak", "heading", "not"]
Phrase = tuple[str, ...]

_KEYS: Mapping[str, Strength] = {"variants": "strong", "weak": "weak", "heading": "heading", "not": "not"}
_LISTS = (*_KEYS, "patterns", "given")
_WORD = re.compile(r"[^\W_]+")
_FIRST = re.compile(r"[a-z0-9]+(?![a-z0-9?{])")
_UNSAFE = re.compile(r"(?<!\\)[*+]|\{\d*,\}|\(\?[^:]|\\\d")
_GROUP = re.compile(r"\(\?:[^()]*\)")
_BARE = re.compile(r"(?:question|q|item|part|section|annex)?\W*(?:\d+|[ivx]+|[a-z])?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic as its file gives it; the meaning of the fields stands in the module's docstring."""

    label: str
    broader: str | None = None
    variants: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often each topic's phrases stand in a text of `words` words, by label."""

    words: int
    strong: Mapping[str, int]
    weak: Mapping[str, int]
    heading: Mapping[str, int]
    first: Mapping[str, int]  # label -> position of its first mention, counted in words


@dataclass(frozen=True)
class TopicVocabulary:
    """Topics and the matcher made from their phrases. Safe to share; matching changes nothing."""

    topics: tuple[Topic, ...] = ()
    nothing: frozenset[Phrase] = frozenset()  # headings that say nothing, as folded words
    spellings: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def by_label(self) -> Mapping[str, Topic]:
        return MappingProxyType({topic.label: topic for topic in self.topics})

    def above(self, label: str) -> tuple[str, ...]:
        """The broader terms of a topic, nearest first; empty for one the vocabulary does not know."""
        found: list[str] = []
        topic = self.by_label.get(label)
        while topic and topic.broader:
            found.append(topic.broader)
            topic = self.by_label.get(topic.broader)
        return tuple(found)

    def preferred(self, given: str) -> str:
        """The label that a source's own name for a topic stands for; the name itself where none does."""
        return self._names.get(_words(given), given.strip())

    def says_nothing(self, heading: str | None) -> bool:
        """Whether no topic is to be taken from a heading: none, a bare number, or one of those listed."""
        return not heading or bool(_BARE.fullmatch(heading)) or _words(heading) in self.nothing

    def mentions(self, text: str) -> Mentions:
        """All phrases and patterns in a text: one pass, leftmost and longest first, not overlapping."""
        folded = fold(text)
        words = _WORD.findall(folded)
        phrases, patterns = self._phrases, self._patterns
        counts: dict[Strength, Counter[str]] = {"strong": Counter(), "weak": Counter(), "heading": Counter()}
        first: dict[str, int] = {}
        excluded: dict[str, int] = {}  # label -> end of the exclusion that is in force
        end = 0
        for at in [at for at, word in enumerate(words) if word in phrases]:
            if at < end:
                continue
            for length, entries in phrases[words[at]]:
                for label, strength in entries.get(tuple(words[at:at + length]), ()):
                    if strength == "not":
                        excluded[label] = at + length
                    elif excluded.get(label, 0) <= at:
                        counts[strength][label] += 1
                        first.setdefault(label, at)
                        end = at + length
                if end > at:
                    break
        for word in patterns.keys() & set(words):
            for label, pattern in patterns[word]:
                for match in pattern.finditer(folded):
                    if match.start() and folded[match.start() - 1].isalnum():
                        continue
                    counts["strong"][label] += 1
                    if label not in first:
                        first[label] = len(_WORD.findall(folded, 0, match.start()))
        return Mentions(len(words), counts["strong"], counts["weak"], counts["heading"], first)

    @cached_property
    def _names(self) -> Mapping[Phrase, str]:
        """What a given topic may be called: label, given names, variants; the earlier sort wins."""
        names: dict[Phrase, str] = {}
        for pick in ("label", "given", "variants", "heading"):
            for topic in self.topics:
                value = getattr(topic, pick)
                for name in (value,) if isinstance(value, str) else value:
                    names.setdefault(_words(name), topic.label)
        return names

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[tuple[int, Mapping[Phrase, tuple[tuple[str, Strength], ...]]], ...]]:
        """First word -> (length, phrase -> topics it shows), longest first."""
        shown: dict[Phrase, tuple[tuple[str, Strength], ...]] = {}
        for label, strength, phrase in self.phrases():
            for form in _forms(phrase, self.spellings):
                if (label, strength) not in shown.get(form, ()):
                    shown[form] = (*shown.get(form, ()), (label, strength))
        table: dict[str, dict[int, dict[Phrase, tuple[tuple[str, Strength], ...]]]] = {}
        for form, entry in shown.items():
            table.setdefault(form[0], {}).setdefault(len(form), {})[form] = entry
        return {word: tuple(sorted(lengths.items(), reverse=True)) for word, lengths in table.items()}

    @cached_property
    def _patterns(self) -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
        """First word -> (label, compiled pattern): only tried in texts that have the word."""
        table: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
        for topic in self.topics:
            for pattern in topic.patterns:
                word = _FIRST.match(pattern)
                if word:
                    entry = (topic.label, re.compile(rf"{pattern}\b"))
                    table[word.group()] = (*table.get(word.group(), ()), entry)
        return table

    def phrases(self) -> Iterator[tuple[str, Strength, Phrase]]:
        """Every phrase of the files: label, how it counts, its folded words."""
        for topic in self.topics:
            groups = ((topic.variants, "strong"), (topic.weak, "weak"), (topic.heading, "heading"),
                      (topic.excluded, "not"))
            for phrases, strength in groups:
                for phrase in phrases:
                    yield topic.label, strength, _words(phrase)  # type: ignore[misc]


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
        nothing |= {_words(text) for text in _strings(path, "[headings]", "nothing", headings.get("nothing", []))}
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
    if not isinstance(values, list) or not all(isinstance(value, str) and _words(value) for value in values):
        raise KnowledgeError(path, f"{where}: {key} is not a list of phrases", mend=f'write {key} = ["...", "..."]')
    return tuple(values)


def _check_pattern(path: Path, where: str, pattern: str) -> None:
    if _UNSAFE.search(pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" could take unbounded time',
                             mend="use {0,20} in place of * and +, and no look-around or back-reference")
    if not _FIRST.match(pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" does not begin with a word',
                             mend="begin with a whole word in small letters, or write a variant instead")
    if "|" in _GROUP.sub("", pattern):
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" has alternatives outside brackets',
                             mend="write them as patterns of their own")
    try:
        re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(path, f'{where}: pattern "{pattern}" is no regular expression: {error}',
                             mend="correct the pattern") from error


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


def _words(text: str) -> Phrase:
    return tuple(_WORD.findall(fold(text)))


def _forms(phrase: Phrase, spellings: Iterable[tuple[str, ...]]) -> Iterator[Phrase]:
    """A phrase in all its spellings, with its last word as it is and in the plural."""
    other = {word: group for group in spellings for word in group}
    choices = [other.get(word, (word,)) for word in phrase]
    choices[-1] = tuple(form for word in choices[-1] for form in (word, _plural(word)))
    yield from product(*choices)


def _plural(word: str) -> str:
    if len(word) < 3 or word.endswith("s") or word.isdigit():
        return word
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "ch", "sh")) else "s")
