"""Persons as a text names them: honorifics, role, name, country, in any of the orders that official texts use.

A mention is read from left to right at a word; nothing is looked up but the lexicon's words and countries' names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import plain
from indexer.understanding.language.sentences import Words
from indexer.understanding.who.leading_roles import UNUSUAL, LeadingRoleReader, Parts
from indexer.understanding.who.name_lists import Listed
from indexer.understanding.who.name_phrases import GENERATIONS, MOST_NAME_WORDS
from indexer.understanding.who.role_phrases import RolePhrase
from indexer.understanding.who.titles import DETERMINERS, Place

_LINK = re.compile(r" (?:of|for|on) ")
ROLE_AFTER_COMMA = 8  # words from the comma after a name to its role: ", the United States of America's Secretary"
_BEFORE_PLACES = frozenset(("in", "at", "near", "outside"))  # "In Tokyo, the Secretary General"
_ADJECTIVES = 2  # words from the article to the role: "the new Foreign Minister, Ann Hill,"
# What closes a name that a comma parts from its role: "her counterpart, Ann Hill in Oslo"
_AFTER_NAME = frozenset((",", ".", ")", ";", "and", "in", "at", "on", "to", "today", "yesterday", "who", "for"))
_GOVERNORS = frozenset(("of", "for", "to"))  # a role of such words is nobody's by another name before it


class Mention(NamedTuple):  # which is made three times as fast as a frozen dataclass of so many fields
    """A person as printed. Offsets `start`, `end` in the text, `first`, `after` in its words."""

    start: int
    end: int
    first: int
    after: int
    name: str = ""  # without honorifics; empty for a role alone
    role: str = ""  # as printed, without the country at its end
    role_words: frozenset[str] = frozenset()
    country: str | None = None
    iso2: str | None = None
    gender: str = ""  # "m", "f", or "" where no honorific tells
    titled: bool = False  # an honorific, or a role before the name
    honoured: bool = False  # an honorific
    determined: bool = False  # "the ..."
    owns: bool = False  # a possessive: "President Putin's"
    plural: bool = False  # a role of several: "the ministers"
    attributed: bool = False  # the role follows the name: "Mr. X, Minister of Y"
    listed: bool = False  # one of several with an office: "the Presidents of A and B, X and Y"


class Reader(LeadingRoleReader):
    """Reads mentions from one stretch of words; keeps what it has read, for several rules ask about the same words."""

    def __init__(self, words: Words, lexicon: Lexicon, countries: Gazetteer | None) -> None:
        super().__init__(words, lexicon, countries)
        self._found: dict[tuple[int, frozenset[str]], Mention | None] = {}
        self._all: tuple[Mention, ...] | None = None

    def mentions(self) -> Iterator[Mention]:
        """All persons with a name and an honorific or role, from left to right, none inside another."""
        if self._all is None:
            self._all = tuple(self._walk())
        return iter(self._all)

    def _walk(self) -> Iterator[Mention]:
        caps, plains = self.words.caps, self.words.plains
        signs = self.signs()
        if True not in signs:
            return
        at = 0
        colleagues = _plurals(self.lexicon.lists["groups.counterparts"]).intersection(plains)
        while at < self.words.count:
            if colleagues and plains[at] in colleagues and not caps[at]:
                several = list(self._of_several(self._colleagues(at)))
                yield from several
                at = several[-1].after if several else at + 1
                continue
            if (caps[at] or plains[at] in self.heads) and self._may_begin(at, signs):
                found = self.read(at)
                several = list(self._of_several(found)) if found is not None and found.plural else []
                if several:
                    yield from several
                    at = several[-1].after
                    continue
                if found is not None and found.name and (found.titled or found.attributed):
                    if found.plural and not found.attributed:
                        found = found._replace(role=_of_one(found.role))
                    yield found
                    at = found.after
                    for other in self._sharing(found) if found.plural else ():
                        yield other
                        at = other.after
                    continue
            at += 1

    def _of_several(self, office: Mention) -> Iterator[Mention]:
        """Those who are named after an office that they share."""
        words = self.words
        parted = words.text[office.start:office.end].endswith(f", {office.name}")
        if len(office.name.split()) > 1 and not parted:
            return  # "Foreign Ministers Ann Hill and Bo Berg"
        colleagues = not self.lexicon.lists["groups.counterparts"].isdisjoint(office.role_words)
        if not office.name and colleagues and words.caps[office.after:office.after + 1] == [True]:
            for each in self.listed_names(office.after, straight=True):
                yield self._one_of(office, each)
            return  # "her colleagues Ann Hill of Norway and Bo Berg of Malta"
        of = next((j for j in range(office.first, office.after) if words.plains[j] in ("of", ",")), office.after)
        for each in self.listed_names(of, self._owners_before(office.first)):
            yield self._one_of(office, each)

    def _owners_before(self, at: int) -> list[Place]:
        """The countries of `his Estonian, Latvian and Lithuanian counterparts`, whose last begins at word `at`."""
        found: list[Place] = []
        j = at
        while (place := self.country(j)[0]) is not None:
            found.insert(0, place)
            while j and self.words.plains[j - 1] in (",", "and"):
                j -= 1
            j -= 1
            if j < 0:
                break
        return found if len(found) > 1 else []

    def _one_of(self, office: Mention, each: Listed) -> Mention:
        words = self.words
        return office._replace(
            start=words.starts[each.begin], end=words.ends[each.end - 1], first=each.begin, after=each.end,
            name=words.cut(each.first, each.after), role=_of_one(office.role), gender=each.gender, titled=True,
            honoured=each.honoured, determined=False, owns=False, plural=False, listed=True,
            country=each.place[0] if each.place else None, iso2=each.place[1] if each.place else None)

    def _colleagues(self, at: int) -> Mention:
        """Those of `her counterparts`, whose names may follow, as an office."""
        word = self.words.plains[at]
        return Mention(start=self.words.starts[at], end=self.words.ends[at], first=at, after=at + 1, role=word,
                       role_words=frozenset((word[:-1],)), titled=True, plural=True)

    def _may_begin(self, at: int, signs: list[bool]) -> bool:
        """Whether a person can begin at `at`: a sign of one stands near, or after the comma that follows."""
        if True in signs[at:at + UNUSUAL + 2]:
            return True
        near = self.words.plains[at + 1:at + 1 + MOST_NAME_WORDS]
        if "," not in near:
            return False
        comma = at + 1 + near.index(",")
        return True in signs[comma:comma + ROLE_AFTER_COMMA]

    def _sharing(self, first: Mention) -> Iterator[Mention]:
        """The others of `Prime Ministers A, B and C`."""
        at = self.bracketed(first.after)[1]
        while at < self.words.count and self.words.plains[at] in (",", "and", "&"):
            at += 1 + (self.words.plains[at + 1:at + 2] == ["and"])
            other = self.read(at)
            if other is None or not other.name or other.titled:
                return
            place, at = self.bracketed(other.after)
            country, iso2 = place or (other.country, other.iso2)
            yield other._replace(role=first.role, role_words=first.role_words, titled=True, country=country, iso2=iso2)

    def read(self, at: int, *, known: frozenset[str] = frozenset()) -> Mention | None:
        """The person named from word `at` on; None where no one is. `known`: words of names, as `plain` makes them."""
        asked = (at, known)
        if asked not in self._found:
            self._found[asked] = self._read(at, known)
        return self._found[asked]

    def _read(self, at: int, known: frozenset[str]) -> Mention | None:
        words, plains = self.words, self.words.plains
        parts = Parts(at)
        j = at
        if j < words.count and plains[j] in DETERMINERS and not self.honorific(j):
            parts.determined = True
            j += 1
        j, parts.gender, parts.honoured = self.honorifics_at(j)
        parts.role = self._role_before(j, parts)
        if parts.role is None and parts.honoured and plains[j:j + 1] == ["the"]:
            parts.role = self._role_before(j + 1, parts)  # "HRH the Crown Prince"
            parts.determined = parts.determined or parts.role is not None
        if parts.role is not None:
            parts.role = self._without_surname(parts.role)
            if parts.role.first > at and plains[parts.role.first - 1] == "crown":
                parts.role.first -= 1  # an honorific and half of the role: "the Crown Prince"
            j = parts.role.next
            if words.owns[j - 1]:
                parts.name = (j, j)
                return self._finish(parts)
            parts.role = self._with_second(parts, j)
            j = self._abbreviated(parts.role.next)
            parts.parted = self._comma(j, parts)
            j, gender, honoured = self.honorifics_at(j + parts.parted)
            parts.gender, parts.honoured = parts.gender or gender, parts.honoured or honoured
            j = self._rank(j)
        parts.name = self._name(j, parts.honoured, known, parts.role is not None)
        if parts.role is not None and self._goes_on(parts):
            parts.name = (j, j)
        return self._finish(parts) if parts.named or parts.role is not None else None

    def _comma(self, at: int, parts: Parts) -> bool:
        """Whether a comma parts role and name: `the Prime Minister of the Netherlands, Mark Rutte,`."""
        words, role = self.words, parts.role
        if role is None or words.plains[at:at + 1] != [","]:
            return False
        told = parts.determined or role.country or not _GOVERNORS.isdisjoint(words.plains[role.first:role.after])
        if not told and DETERMINERS.isdisjoint(words.plains[max(0, parts.at - _ADJECTIVES):parts.at]):
            return False
        first, after = self._name(self.honorifics_at(at + 1)[0], False, frozenset(), False)
        beyond = self._suffix(after)
        closed = beyond >= words.count or words.plains[beyond] in _AFTER_NAME
        if after - first == 1 and role.country is not None and words.plains[after:after + 1] == [","]:
            return self.role_word(first) is None and self._place(first) == first and self.country(first)[0] is None
        return after - first > 1 and closed and self.country(first)[0] is None

    def _finish(self, parts: Parts) -> Mention:
        """The mention with what follows its name: a suffix, a role after a comma, `of` and a country."""
        words, role = self.words, parts.role
        after = parts.name[1]
        country = role.country if role else None
        if not parts.named:
            return self._made(parts, role.next if role else parts.at, role, country)
        if words.owns[after - 1]:
            return self._made(parts, after, role, country)
        after = self._title_of_peer(after, role)
        parts.name = (parts.name[0], after)
        end = self._suffix(after)
        weak = role is None or (not parts.parted and len(role.words) == 1
                                and (parts.honoured or role.words[0] in self.also_roles))
        placed = not parts.honoured and role is None and words.plains[max(0, parts.at - 1)] in _BEFORE_PLACES
        if weak and not placed and words.plains[end:end + 1] == [","] and (found := self._role_after(end + 1)) and (
                after - parts.name[0] > 1 or (words.caps[found.first] and (parts.honoured or role is not None))):
            return self._made(parts, found.next, found, found.country or country, attributed=True)
        if country is None:
            country = self.bracketed(end)[0]
        if country is None and words.plains[end:end + 1] == ["of"]:
            place, beyond = self.country(end + 1)
            if place is not None:
                country, end = place, beyond
        return self._made(parts, end, role, country)

    def _role_after(self, at: int) -> RolePhrase | None:
        """`, Minister of Y of Z`, `, the U.S. Special Envoy`."""
        article = self.words.plains[at:at + 1] in (["the"], ["a"], ["an"])
        at += article
        small = at < self.words.count and not self.words.caps[at] and (
            article or (self.words.plains[at] in self.heads and self.words.plains[at + 1:at + 2] == ["of"]))
        owner = self._owner(at)
        small = small or (owner > at and owner < self.words.count and not self.words.caps[owner])
        found = self.role(owner, follows=not small, determined=small)
        if found is None:
            prefix, after = self.country(at)
            owned = prefix is not None and self.words.owns[after - 1]  # "Ann Hill, Norway's foreign minister,"
            found = self.role(after, follows=not owned, determined=owned) if prefix is not None else None
            if found is not None:
                found.country = found.country or prefix
        # "King A, President B and C": the role is that of the name after it
        if found is not None and _is_plural(self.words.cut(found.first, found.after), self.heads):
            return None  # "Addressing Yemen, the Ministers agreed"
        body = small and not article and owner == at  # "Ann Hill, head of the Japanese Chamber of Commerce,"
        return None if found is not None and not body and self.begins_name(found.next) else found

    def _owner(self, at: int) -> int:
        """The word after `the World Fund's` before a role; `at` where nobody owns it."""
        words = self.words
        for j in range(at, min(at + UNUSUAL, words.count)):
            if not words.caps[j] or (self.role_word(j) == "head" and not words.owns[j]):
                break
            if words.owns[j]:
                return at if self.country(at)[0] is not None else j + 1
        return at

    def _made(self, parts: Parts, end: int, role: RolePhrase | None, country: Place | None, *,
              attributed: bool = False) -> Mention:
        words = self.words
        first, after = parts.name
        name = words.cut(first, after) if parts.named else ""
        if parts.named and not words.owns[after - 1]:
            suffix = self._suffix(after)
            if not GENERATIONS.isdisjoint(words.plains[after:suffix]):
                name = words.cut(first, suffix)
        printed = words.cut(role.first, role.after) if role else ""
        return Mention(
            start=words.starts[parts.at], end=words.ends[end - 1], first=parts.at, after=end, name=name, role=printed,
            role_words=role.key if role else frozenset(), country=country[0] if country else None,
            iso2=country[1] if country else None, gender=parts.gender,
            titled=parts.honoured or parts.role is not None, honoured=parts.honoured, determined=parts.determined,
            owns=words.owns[end - 1] and not attributed, plural=role is not None and _is_plural(printed, self.heads),
            attributed=attributed,
        )


@lru_cache(maxsize=8)
def _plurals(words: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{word}s" for word in words)


@lru_cache(maxsize=4096)  # a few hundred roles are most of what is printed
def _is_plural(role: str, heads: frozenset[str]) -> bool:
    ends = (plain(_LINK.split(role, maxsplit=1)[0].rsplit(" ", 1)[-1]),)
    return any(word[-1:] == "s" and word[:-1] in heads and word not in heads for word in ends)


def _of_one(role: str) -> str:
    """The role of each of several: `Prime Ministers` Prime Minister."""
    return role[:-3] + "y" if role.endswith("ies") else role.removesuffix("s")
