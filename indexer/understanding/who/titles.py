"""Single words of a title: honorifics, words of a role, names of countries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.understanding.language.sentences import Words

DETERMINERS = frozenset(("the", "his", "her", "its", "their", "our"))
_POSSESSED = frozenset(("excellency", "excellencies", "majesty", "highness", "holiness", "royal", "serene", "eminence"))
_BEFORE_HONORIFIC = {  # words that are honorifics only before one of these
    "his": _POSSESSED, "her": _POSSESSED, "the": frozenset(("hon", "honorable", "honourable", "right", "rt")),
    "right": frozenset(("hon", "hon'ble", "honorable", "honourable", "reverend")), "royal": frozenset(("highness",)),
    "crown": frozenset(("prince", "princess")), "tan": frozenset(("sri",)),
    "yang": frozenset(("berhormat", "mulia", "amat")),  # else a family name
}
_MARKS = frozenset((".", "'", "’"))  # "Mr.", "Dato'"
_ALSO_NAMES = frozenset(("sultan", "amir", "emir"))
_SON_OF = (["bin"], ["bint"], ["ibn"])
_OF_THE = frozenset(("d'", "d’"))  # "Côte d’Ivoire"
_RETIRED = (["ret"], ["retd"], ["rtd"], ["retired"])  # "Lt. Gen. (ret.) Ann Hill"
_MOST_COUNTRY_WORDS = 7

Place = tuple[str, str]
"""A country's common name and its ISO code."""


class TitleReader:
    """Tells the words of one stretch of text apart, for those that read persons from them."""

    def __init__(self, words: Words, lexicon: Lexicon, countries: Gazetteer | None) -> None:
        self.words = words
        self.lexicon = lexicon
        self.countries = countries
        self.heads = lexicon.lists["roles.heads"]
        self.modifiers = lexicon.lists["roles.modifiers"]
        self._kinds = _kinds(self.heads, self.modifiers)
        self._honorifics = lexicon.honorifics
        self.also_roles = lexicon.lists["honorifics.also_roles"]
        self._openings = _openings(countries) if countries is not None else frozenset()

    def country(self, at: int) -> tuple[Place | None, int]:
        """The country or bloc named from word `at` on, and the word after it."""
        caps, plains, count = self.words.caps, self.words.plains, self.words.count
        if at >= count:
            return None, at
        j = at + 1 if plains[at] == "the" and at + 1 < count else at
        if not caps[j] or self.countries is None or (plains[j] not in self._openings and (
                "-" not in plains[j] or plains[j].partition("-")[0] not in self._openings)):  # "Timor-Leste"
            return None, at
        stop = j + 1
        most = min(count, j + _MOST_COUNTRY_WORDS)
        while stop < most and (caps[stop] or plains[stop] in ("of", "and", "the") or plains[stop][:2] in _OF_THE):
            stop += 1
        for after in range(stop, j, -1):
            ends = caps[after - 1] or plains[after - 1][:2] in _OF_THE
            if ends and (found := self.countries.country(self.words.cut(j, after))) is not None:
                return (found.name, found.iso2), after
        return None, at

    def honorific(self, at: int) -> bool:
        """Whether word `at` is an honorific where it stands."""
        words = self.words
        if at >= words.count:
            return False
        word = words.plains[at]
        if word not in self._honorifics and "." not in word:
            return False
        word = word.replace(".", "")
        if word not in self._honorifics or not (words.caps[at] or word == "the"):
            return False
        following = words.plains[at + 1].replace(".", "") if at + 1 < words.count else ""
        if word in _BEFORE_HONORIFIC:
            return following in _BEFORE_HONORIFIC[word]
        if word in self.lexicon.lists["names.also"] and at and words.caps[at - 1] and (
                words.caps[at + 1:at + 2] != [True]):
            return False  # "Minister Tun said"
        if (word, following) in (("sri", "lanka"), ("sri", "lankan"), ("seri", "begawan")):
            return False
        if word == "m":  # Monsieur, not the initial of "Alice M. Rivlin"
            return following == "" and not (at and (words.caps[at - 1] or words.plains[at - 1] == "."))
        if word == "rt":
            return following == "" or following in ("hon", "hon'ble", "honourable", "honorable")
        if word == "he":
            return words.word(at) in ("HE", "H.E", "H.E.")
        if word in ("pm", "fm"):
            named = words.caps[at + 1:at + 2] == [True]
            return named and words.word(at) == word.upper() and not (at and words.plains[at - 1].isdigit())
        return word not in self.also_roles

    def honorifics_at(self, at: int) -> tuple[int, str, bool]:
        """The word after any honorifics, the gender they tell, whether there are any. `H. E.` counts too."""
        plains = self.words.plains
        if at < self.words.count and (word := plains[at]) not in self._honorifics and "." not in word and word != "h":
            return at, "", False  # most words are none
        j, gender, seen = at, "", False
        while j < self.words.count:
            if plains[j:j + 4] == ["h", ".", "e", "."] and self.words.caps[j]:
                j, seen = j + 4, True
            elif self.honorific(j):
                gender = self._honorifics[plains[j].replace(".", "")] or gender
                j, seen = j + 1, True
            else:
                break
            while j < self.words.count and (plains[j] in _MARKS or (plains[j] == "," and self.honorific(j + 1))):
                j += 1
            if plains[j:j + 1] == ["("] and plains[j + 1:j + 2] in _RETIRED:
                j += 3 + (plains[j + 2:j + 3] == ["."])
        return j, gender, seen

    def role_word(self, at: int) -> str | None:
        """"head" for a word that makes a role, "modifier" for one that belongs to roles, else None."""
        word = self.words.plains[at]
        if word in _ALSO_NAMES and self.words.plains[at + 1:at + 2] in _SON_OF:
            return None  # "Sultan bin Rashid"
        kind = self._kinds.get(word)
        if kind is not None:
            return None if word == "pm" and at and self.words.plains[at - 1].isdigit() else kind
        if "-" in word:
            parts = word.split("-")
            if all(part in self.heads or part in self.modifiers for part in parts):
                return "head" if parts[-1] in self.heads or parts[0] in self.heads else "modifier"
        return None

    def signs(self) -> list[bool]:
        """Which words can be an honorific or part of a role; a person has one within reach."""
        known = _signs(self.lexicon)
        return [word in known or "-" in word or word[-1:] == "." for word in self.words.plains]


@lru_cache(maxsize=8)
def _kinds(heads: frozenset[str], modifiers: frozenset[str]) -> Mapping[str, str]:
    """What each word of a role is; one that makes a role may be in the plural."""
    plurals = dict.fromkeys((f"{word}s" for word in heads), "head")
    return {**plurals, **dict.fromkeys(modifiers, "modifier"), **dict.fromkeys(heads, "head")}


@lru_cache(maxsize=8)
def _signs(lexicon: Lexicon) -> frozenset[str]:
    """Words that make a role, in the plural too, and honorifics."""
    heads = lexicon.lists["roles.heads"]
    return heads.union(lexicon.honorifics, (f"{word}s" for word in heads))


@lru_cache(maxsize=8)
def _openings(gazetteer: Gazetteer) -> frozenset[str]:
    """The first words of all names of countries, as `plain` makes them; most words are none and need no look-up."""
    names = {name.split()[0] for name in gazetteer.countries}
    return frozenset(names | {".".join(name) + "." for name in names if len(name) < 4} | {"the"})
