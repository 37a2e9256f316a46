"""Topics, and the matcher that finds their phrases in a text in one pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Literal

from indexer.knowledge.words import fold

Strength = Literal["strong", "weak", "heading", "not"]
Phrase = tuple[str, ...]
_Shown = tuple[tuple[str, Strength], ...]
_Lengths = tuple[tuple[int, Mapping[Phrase, _Shown]], ...]
"""Length -> phrase -> the topics it shows, longest first."""

_WORD = re.compile(r"[^\W_]+")
_PRINTED = "“”‘–—•"
_NO_WORD = "\x01"
# What parts words, as _WORD has it, where all is ASCII: many times as fast.
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
FIRST_WORD = re.compile(r"[a-z0-9]+(?![a-z0-9?{])")
_BARE = re.compile(r"(?:question|q|item|part|section|annex)?\W*(?:\d+|[ivx]+|[a-z])?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic as its file gives it; `indexer.knowledge.topics` says what the fields mean."""

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
    strong: Counter[str] = field(default_factory=Counter)
    weak: Counter[str] = field(default_factory=Counter)
    heading: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)  # label -> position of its first mention, counted in words

    def add(self, label: str, strength: Strength, at: int) -> None:
        """Count one more mention, at the word with that number."""
        (self.strong if strength == "strong" else self.weak if strength == "weak" else self.heading)[label] += 1
        self.first[label] = min(at, self.first.get(label, at))


@dataclass(frozen=True, eq=False)
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
        return self._names.get(words_of(given), given.strip())

    def says_nothing(self, heading: str | None) -> bool:
        """Whether no topic is to be taken from a heading: none, a bare number, or one of those listed."""
        return not heading or bool(_BARE.fullmatch(heading)) or words_of(heading) in self.nothing

    def mentions(self, text: str) -> Mentions:
        """All phrases and patterns in a text: one pass, leftmost and longest first, not overlapping."""
        folded = fold(self._without_marks(text))
        words = folded.translate(_APART).split() if folded.isascii() else _WORD.findall(folded)
        found = Mentions(len(words))
        self._count_phrases(words, found)
        self._count_patterns(folded, self._first_words.intersection(words), found)
        return found

    def _without_marks(self, text: str) -> str:
        """The text with the quotation marks and dashes of print, which no pattern names, as a sign of ASCII.

        They are all that keeps most texts from being ASCII, which folds many times as fast.
        """
        if text.isascii():
            return text
        plain = text.replace("’", "'")
        for mark in self._marks:
            plain = plain.replace(mark, _NO_WORD)
        return plain if plain.isascii() else text

    @cached_property
    def _marks(self) -> str:
        patterns = "".join(pattern for topic in self.topics for pattern in topic.patterns)
        return "" if "\\u" in patterns or "\\x" in patterns else "".join(m for m in _PRINTED if m not in patterns)

    def _count_phrases(self, words: Sequence[str], found: Mentions) -> None:
        table = self._phrases
        words = [*words, ""]
        excluded: dict[str, int] = {}  # label -> end of the exclusion that is in force
        end = 0
        for at in [at for at, word in enumerate(words) if word in table]:
            if at < end:
                continue
            followed, alone = table[words[at]]
            for length, entries in followed.get(words[at + 1], alone):
                for label, strength in entries.get(tuple(words[at:at + length]), ()):
                    if strength == "not":
                        excluded[label] = at + length
                    elif excluded.get(label, 0) <= at:
                        found.add(label, strength, at)
                        end = at + length
                if end > at:
                    break

    def _count_patterns(self, folded: str, first_words: Iterable[str], found: Mentions) -> None:
        for word in first_words:
            for label, pattern in self._patterns[word]:
                for match in pattern.finditer(folded):
                    if match.start() and folded[match.start() - 1].isalnum():
                        continue
                    at = found.first.get(label)
                    found.add(label, "strong", len(_WORD.findall(folded, 0, match.start())) if at is None else at)

    @cached_property
    def _names(self) -> Mapping[Phrase, str]:
        """What a given topic may be called: label, given names, variants; the earlier sort wins."""
        names: dict[Phrase, str] = {}
        for pick in ("label", "given", "variants", "heading"):
            for topic in self.topics:
                value = getattr(topic, pick)
                for name in (value,) if isinstance(value, str) else value:
                    names.setdefault(words_of(name), topic.label)
        return names

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[Mapping[str, _Lengths], _Lengths]]:
        """First word -> what can be there by its second word, and before any other."""
        shown: dict[Phrase, _Shown] = {}
        for label, strength, phrase in self.phrases():
            for form in _forms(phrase, self.spellings):
                if (label, strength) not in shown.get(form, ()):
                    shown[form] = (*shown.get(form, ()), (label, strength))
        table: dict[str, dict[int, dict[Phrase, _Shown]]] = {}
        for form, entry in shown.items():
            table.setdefault(form[0], {}).setdefault(len(form), {})[form] = entry
        return {word: _by_second(lengths) for word, lengths in table.items()}

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(self._patterns)

    @cached_property
    def _patterns(self) -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
        """First word -> (label, compiled pattern): only tried in texts that have the word."""
        table: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
        for topic in self.topics:
            for pattern in topic.patterns:
                word = FIRST_WORD.match(pattern)
                if word:
                    entry = (topic.label, re.compile(rf"{pattern}\b"))
                    table[word.group()] = (*table.get(word.group(), ()), entry)
        return table

    def phrases(self) -> Iterator[tuple[str, Strength, Phrase]]:
        """Every phrase of the files: label, how it counts, its folded words."""
        for topic in self.topics:
            groups: tuple[tuple[Strength, tuple[str, ...]], ...] = (
                ("strong", topic.variants), ("weak", topic.weak), ("heading", topic.heading), ("not", topic.excluded))
            for strength, phrases in groups:
                for phrase in phrases:
                    yield topic.label, strength, words_of(phrase)


def _by_second(lengths: Mapping[int, Mapping[Phrase, _Shown]]) -> tuple[Mapping[str, _Lengths], _Lengths]:
    """Second word -> what a first word can begin there, longest first; and what that word alone shows."""
    alone = tuple((length, forms) for length, forms in lengths.items() if length == 1)
    seconds: dict[str, dict[int, Mapping[Phrase, _Shown]]] = {}
    for length, forms in sorted(lengths.items(), reverse=True):
        for form in forms if length > 1 else ():
            seconds.setdefault(form[1], {})[length] = forms
    return {second: (*of.items(), *alone) for second, of in seconds.items()}, alone


def words_of(text: str) -> Phrase:
    """The folded words of a phrase, cut at hyphens and apostrophes too."""
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
