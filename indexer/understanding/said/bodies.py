"""Bodies as subjects: `the Peace and Security Council`, `The Meeting`, `CMAG`."""

from __future__ import annotations

from indexer.model import ALL, BOTH, SIDE
from indexer.understanding.said.groups import GroupReader
from indexer.understanding.said.subject import Subject

# In a text of several parties any of these is theirs.
_ASSEMBLED = frozenset(("meeting", "summit", "conference", "council", "committee", "assembly", "forum", "commission",
                        "authority", "troika", "board", "session", "ministerial", "quartet"))
_STANDING = frozenset(("union", "league", "community", "organization", "organisation", "association", "alliance",
                       "bureau", "board", "parliament", "collegium"))
_OF_SEVERAL = frozenset(("joint", "mixed", "intergovernmental", "binational", "bilateral", "bi-national", "session",
                         "meeting", "cooperation", "sitting"))
_MARKED = frozenset(f"*{noun}" for noun in (*_STANDING, "commission"))
_MEMBER = frozenset(("member", "participating", "partner", "contracting"))
_STATES = frozenset(("states", "countries", "nations", "parties", "governments"))
_HOUSES = frozenset(("ministry", "department", "government", "embassy", "presidency", "kingdom", "secretariat",
                     "mission", "chancellery"))
_HOUSE_MODIFIERS = frozenset(("foreign", "permanent", "royal", "federal", "state", "information", "press", "national"))
_INNER = frozenset(("and", "&", "on", "for"))
_BEYOND = frozenset(("of", "the", "and", "for", "at", "on", "in"))
_LONGEST = 9  # words of a body's name
_FARTHEST = 16  # words of what it is a body of: "of Heads of State and Government of the Community"
_LONGEST_INITIALS = 9


class BodyReader(GroupReader):
    """Reads bodies as subjects of one sentence."""

    def body(self, at: int) -> Subject | None:
        """The body at word `at` whose meeting or words the record tells of; None where none stands."""
        words = self.words
        j = at + (self.plain(at) == "the")
        if j >= words.count:
            return None
        if (found := self._member_states(j) or self._house(at)) is not None:
            return found
        if not words.caps[j]:
            return None
        head = self._head_noun(j)
        if head is None:
            return self._by_initials(j)
        article = j > at or (at == 0 and head == j and self.cast.mode == "joint")  # "Summit noted"
        whose = self._whose(head + 1)
        if not self._is_own(j, head, whose, named=article) or self.organization(j) == head + 1:
            return None
        after = self._bracket(whose)
        return None if any(words.owns[j:after]) else self._as_one(after)

    def _member_states(self, at: int) -> Subject | None:
        """`Member States`, `the participating countries`, `Allies`: all of a body's, in what is told of it."""
        meets = self.cast.mode == "joint" or any(_MARKED.isdisjoint(body) for body in self.cast.bodies)
        if not meets or not (self.words.caps[at] or at):
            return None
        members = self.plain(at) == "members" and self.plain(at + 1) != "of" and (at == 0 or self.plain(at - 1) == ",")
        if (self.plain(at) == "allies" or members) and not self.words.owns[at]:
            return self._as_one(at + 1)
        if self.plain(at) not in _MEMBER or self.plain(at + 1) not in _STATES or self.words.owns[at + 1]:
            return None
        return self._as_one(at + 2)

    def _head_noun(self, at: int) -> int | None:
        """The noun of a body's name that begins at word `at`, as the last of the words before an `of`."""
        words, j = self.words, at
        _, after = self.reader.country(at)
        if after > at and self.plain(after) in ("and", "&"):
            return None  # "The United States and European Commission"
        while j < words.count and j - at < _LONGEST and (words.caps[j] or (j > at and self.plain(j) in _INNER)):
            j += 1
        nouns = self.lexicon.lists["groups.bodies"]
        return j - 1 if j > at and words.caps[j - 1] and self.plain(j - 1) in nouns else None

    def _is_own(self, first: int, head: int, whose: int, *, named: bool) -> bool:
        """Whether the record is of that body: by its name, or by being a text of several parties."""
        if named and (self.cast.mode == "joint" or not self.cast.principals) and self.plain(head) in _ASSEMBLED:
            return True
        noun = self.plain(head)
        if self.cast.mode != "joint" and noun in _STANDING:
            return False  # "The European Commission has proposed rules", of which no members tell
        asked = (frozenset(self.words.plains[first:whose]) | {f"*{noun}"}) - _INNER - _BEYOND
        meant = [body for body in self.cast.bodies if asked <= body]
        if noun == "commission" and self.cast.mode != "joint":  # "The European Commission" is none that meets
            meant = [body for body in meant if not _OF_SEVERAL.isdisjoint(body)]
        return bool(meant)

    def _whose(self, at: int) -> int:
        """The word after what a body is of: `of Heads of State and Government`."""
        words, j = self.words, at
        while j < words.count and j - at < _FARTHEST and (words.caps[j] or (
                self.plain(j) in _BEYOND and words.caps[j + 1:j + 3].count(True))):
            j += 1
        return j if self.plain(at) in ("of", "for", "on", "at") else at

    def _bracket(self, at: int) -> int:
        """The word after `(CMAG)`."""
        return at + 3 if self.plain(at) == "(" and self.plain(at + 2) == ")" else at

    def _by_initials(self, at: int) -> Subject | None:
        """`CMAG`: a body of the record by its initials."""
        printed = self.words.word(at)
        capitals = sum(map(str.isupper, printed)) > 1 and 1 < len(printed) <= _LONGEST_INITIALS
        if not capitals or self.words.owns[at] or self.words.caps[at + 1:at + 2] == [True] or (
                self.reader.country(at)[0] is not None or self.plain(at) in self.lexicon.lists["groups.named"]):
            return None
        return self._as_one(at + 1) if any(f"({self.plain(at)})" in body for body in self.cast.bodies) else None

    def _house(self, at: int) -> Subject | None:
        """`The Ministry of Foreign Affairs`, `the Government`: its country, where a statement names no person."""
        if not self.cast.house or self.cast.principals:
            return None
        words, j = self.words, at + (self.plain(at) == "the")
        place, after = self.reader.country(j)
        j = after if place is not None else j
        while j < words.count and words.caps[j] and self.plain(j) in _HOUSE_MODIFIERS:
            j += 1
        if self.plain(j) not in _HOUSES or not words.caps[j] or words.owns[j] or (
                self.plain(j) == "kingdom" and self.plain(j + 1) == "of"):
            return None
        j += 1
        while j < words.count and (words.caps[j] or self.plain(j) in _BEYOND) and j - at < _FARTHEST:
            found, after = self.reader.country(j)
            if found is not None:
                place, j = found, after
                break
            j += 1
        name = place[0] if place is not None else self.cast.house
        return Subject(labels=(SIDE + name,), after=j, rule="house", side=True)

    def _as_one(self, after: int) -> Subject:
        """All of a body's members; both, where only two meet in it."""
        principals = self.cast.principals
        nations = {v.iso2 for v in principals}
        two = self.cast.floor == (BOTH,) or len(self.cast.parties_told) == 2
        two = two or (self.cast.floor != (ALL,) and len(principals) == 2 and len(nations) == 2 and None not in nations)
        if two or (self.cast.mode == "joint" and len(principals) > 2):
            return self.joint(after, 0, "body", many=True)
        return Subject(labels=(ALL,), after=after, rule="body", plural=True)
