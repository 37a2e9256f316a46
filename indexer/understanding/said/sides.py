"""Sides of talks by country or organization: `Japan`, `the Japanese side`, `the representatives of Chad`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from indexer.knowledge.names import plain
from indexer.understanding.language.sentences import Words
from indexer.understanding.who.mentions import Reader
from indexer.understanding.who.voices import Cast


class SideReader:
    """Reads the sides that one sentence names."""

    def __init__(self, words: Words, cast: Cast) -> None:
        assert cast.lexicon is not None
        self.words = words
        self.cast = cast
        self.lexicon = cast.lexicon
        self.reader = Reader(words, cast.lexicon, cast.countries)

    def plain(self, at: int) -> str:
        """Word `at`; empty past the end."""
        return self.words.plains[at] if at < self.words.count else ""

    def organization(self, at: int) -> int:
        """The word after an organization's name, of a text of several parties; `at` where none stands."""
        if self.cast.mode != "joint" or at >= self.words.count or not self.words.caps[at]:
            return at
        names = _by_first_word(self.lexicon.lists["groups.organizations"]).get(self.plain(at), ())
        for name in names:
            after = at + len(name)
            whole = tuple(self.words.plains[at:after]) == name and not self.words.owns[after - 1]
            if whole and self.words.caps[after:after + 1] != [True] and (
                    len(name) > 1 or self.words.word(at).isupper()):
                return after
        return at

    def parties(self) -> int:
        """How many countries speak in the record, as far as its principals tell."""
        return len({v.iso2 for v in self.cast.principals if v.iso2})

    def one_side(self, at: int) -> tuple[str, int]:
        """(country or organization of the side named from word `at` on, the word after it); ("", `at`) for none."""
        if self.plain(at) in self.lexicon.lists["groups.sides"] and self.plain(at + 1) == "of":
            place, after = self.reader.country(at + 2)
            return (place[0], after) if place is not None else ("", at)
        place, after = self.reader.country(at)
        if place is None and (after := self.organization(at)) > at:
            return self.words.cut(at, after), after + (self.plain(after) in self.lexicon.lists["groups.sides"])
        if place is None or self.words.owns[after - 1]:
            return "", at
        following = self.plain(after)
        printed = self.words.cut(at, after)
        name = printed if plain(printed) in self.lexicon.lists["groups.named"] and printed.isupper() else place[0]
        if following in self.lexicon.lists["groups.sides"]:
            return name, after + 1
        if following in ("and", "sides", "delegations"):
            return name, after
        gazetteer = self.cast.countries
        adjective = gazetteer is not None and gazetteer.country_name(printed) is None
        return ("", at) if adjective else (name, after)


@lru_cache(maxsize=8)
def _by_first_word(names: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Names of several words by their first one, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        words = tuple(name.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(of) for first, of in found.items()}
