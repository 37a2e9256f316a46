"""Roles before a name, with the country, rank or second role around them: `Polish Secretary of State Ann Hill`."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.understanding.who.name_lists import ListReader
from indexer.understanding.who.role_phrases import RolePhrase
from indexer.understanding.who.titles import DETERMINERS

# Words that make a role, and go before another that does: `Chief Justice`, `Deputy Speaker`, `Lord Marshal`.
_TAKES_HEAD = frozenset(("chief", "head", "deputy", "assistant", "lord", "prime", "justice", "judge", "general"))
_CHAIRS = (("chair",), ("chairperson",), ("chairman",), ("chairwoman",), ("co-chair",), ("moderator",))
UNUSUAL = 3  # words of no list that may open a role: "Barkhane Force Commander"


@dataclass(slots=True)
class Parts:
    """What has been read of a mention."""

    at: int
    determined: bool = False
    gender: str = ""
    honoured: bool = False
    role: RolePhrase | None = None
    name: tuple[int, int] = (0, 0)
    parted: bool = False  # a comma parts role and name

    @property
    def named(self) -> bool:
        return self.name[1] > self.name[0]


class LeadingRoleReader(ListReader):
    """Reads roles before names from one stretch of words."""

    def _with_second(self, parts: Parts, at: int) -> RolePhrase:
        """The role with a further one before the name: `The head of the Department (DF), Councillor Ann Hill, paid`."""
        role, comma = parts.role, self._abbreviated(at)
        assert role is not None
        determined = parts.determined or self.words.plains[max(0, parts.at - 1)] in DETERMINERS
        linked = self.words.plains[comma:comma + 1] == ["and"]
        ranked = role.country is not None and self.words.plains[comma + 1:comma + 2] == ["ambassador"]
        if not (determined or ranked) or not (linked or self.words.plains[comma:comma + 1] == [","]) or (not linked and
                comma == at and "of" not in self.words.plains[role.first:role.after] and role.words[-1:] not in _CHAIRS
                and self.lexicon.lists["groups.counterparts"].isdisjoint(role.words)):
            return role
        second = self.role(comma + 1, follows=False, determined=False)
        if linked and (second is None or self.words.plains[second.next:second.next + 1] != [","]):
            return role  # "The President and Prime Minister Ann Hill" are two
        if second is None or not self.words.caps[comma + 1] or not second.headed:
            return role
        first, after = self._name(self.honorifics_at(second.next + linked)[0], False, frozenset(), True)
        ends = self._suffix(after)
        if self.words.plains[ends:ends + 1] == ["of"]:  # "The Chair, Minister Ann Hill of Norway, opened"
            ends = self.country(ends + 1)[1]
        closed = self.words.plains[ends:ends + 1] == [","]
        if after - first < 2 or not (closed or comma > at):
            return role
        return RolePhrase(role.first, second.after, second.next, role.words + second.words, True,
                          second.country or role.country)

    def _rank(self, at: int) -> int:
        """The word after a title that stands between role and name: `President Sheikh Omar`."""
        words = self.words
        if at + 1 >= words.count or not words.caps[at] or words.plains[at] not in self.also_roles or words.owns[at]:
            return at
        return at + 1 if words.caps[at + 1] and self.begins_name(at + 1) and not self.honorific(at + 1) else at

    def _goes_on(self, parts: Parts) -> bool:
        """Whether what looks like a name is part of the role: `Chief Medical Officer`."""
        first, after = parts.name
        words = self.words
        return (after - first == 1 and not parts.honoured and not words.owns[first] and after < words.count
                and words.caps[after] and self.role_word(after) == "head")

    def _without_surname(self, role: RolePhrase) -> RolePhrase:
        """The role without the surname that looks like a word of it: `Minister White`, `Secretary Power`."""
        last = role.after - 1
        if role.next != role.after or last <= role.first or self.words.plains[last] not in self.lexicon.lists[
                "names.also"] or not self.words.caps[last - 1]:
            return role
        before = self.words.plains[last - 1]
        if self.role_word(last - 1) != "head" or before in _TAKES_HEAD or not self._is_surname(last, last):
            return role
        return RolePhrase(role.first, last, last, role.words[:-1], True, role.country)

    def _role_before(self, at: int, parts: Parts) -> RolePhrase | None:
        """The role before a name, after the country it belongs to where one is: `Polish Secretary of State`."""
        words = self.words
        plains = words.plains
        if at >= words.count:
            return None
        if at + 1 < words.count and plains[at + 1] == "/" and words.word(at).isupper():
            at += 2  # "HR/VP X"
        prefix, after = self.country(at)
        if prefix is not None:
            role = self.role(after, follows=False, determined=parts.determined)
            if role is not None:
                role.country, role.first = prefix, at
                return role
        role = self.role(at, follows=False, determined=parts.determined)
        if role is None and at + 1 < words.count and words.caps[at] and words.caps[at + 1] and not parts.honoured:
            return self._unusual_role(at)
        return role

    def _unusual_role(self, at: int) -> RolePhrase | None:
        """A role that opens with words of no list: `USAFRICOM Commander`, `EU High Representative`."""
        words = self.words
        for j in range(at + 1, min(at + 1 + UNUSUAL, words.count)):
            if not words.caps[j - 1] or words.owns[j - 1] or not words.caps[j]:
                return None
            if not self.nameable(j - 1) and words.plains[j - 1] != "new":  # "New York State Senate Leader"
                return None
            if words.plains[j - 1].endswith("ing"):
                return None  # "Previewing President Biden's Visit"
            if self.role_word(j):
                found = self.role(j, follows=False, determined=False)
                if found is None or not found.headed:
                    return None
                found.first = at
                return found
        return None

    def _abbreviated(self, at: int) -> int:
        """The word after a body's initials in brackets, or after a place: `Head of the World Fund (WF), Ann Hill`."""
        plains = self.words.plains
        if plains[at:at + 1] == ["from"]:
            after = at + 1
            while after < self.words.count and self.words.caps[after]:
                after += 1
            return after if at + 1 < after < at + 4 and plains[after:after + 1] == [","] else at
        if plains[at:at + 1] != ["("] or plains[at + 2:at + 3] != [")"] or not self.words.word(at + 1).isupper():
            return at
        owner = at and self.words.caps[at - 1] and self.begins_name(at + 3) and not self.honorific(at - 1)
        return at + 3 if plains[at + 3:at + 4] == [","] or owner else at  # "Premier of New Norway (NN) Ann Hill"
