"""Joint subjects of reported speech: `both leaders`, `the three ministers`, `the Japanese side`, two countries."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import ALL, BOTH, SIDE
from indexer.understanding.language.sentences import Words
from indexer.understanding.said.sides import SideReader
from indexer.understanding.said.subject import Memory, Subject, together
from indexer.understanding.who.titles import Place
from indexer.understanding.who.voices import Cast, Voice, role_words

_MOST_MODIFIERS = 6  # words between a group's number and its noun: "foreign and defense"
_NOBODY = frozenset(("representatives", "men", "women", "nations", "members", "organizations", "organisations",
                     "institutions"))  # unnamed people, unless counted
_MANY = frozenset(("participants", "officials", "members", "partners", "group", "representatives", "attendees"))
_ANY_ROLE = frozenset(("leader", "side", "party", "principal", "participant", "official"))
_OF_BLOC = frozenset(("countries", "states", "members", "group", "partners"))
_OUR = frozenset(("two", "three", "four", "five", "six", "seven", "both", "countries", "nations", "governments"))
_SIDES = frozenset(("side", "delegation", "representative", "government"))
_HEADS = frozenset(("prime", "president", "king", "chancellor", "taoiseach", "emperor", "emir", "sultan"))
_OTHER_NAMES = {"v4": "visegrad"}
_EVERY = frozenset(("each", "neither", "either"))
_OWNING = frozenset(("countries", "nations", "sides", "governments", "parties"))  # "the two countries' leaders"
_BETWEEN = frozenset(("and", ",", "-", "of", "&", "the"))


class GroupReader(SideReader):
    """Reads joint subjects of one sentence."""

    def __init__(self, words: Words, cast: Cast, memory: Memory) -> None:
        super().__init__(words, cast)
        self.memory = memory
        self.nouns = self.lexicon.lists["groups.nouns"]
        self.modifiers = self.lexicon.lists["groups.modifiers"]

    def joint(self, after: int, number: int, rule: str, asked: frozenset[str] = frozenset(), *,
              many: bool = False) -> Subject:
        """Both or all of the principals; of a role that some share, or of this section, where the number says so."""
        principals = self.cast.principals
        members = self._members(number, asked)
        if len(members) > 1 and members != principals and not (many and number < 2):
            return together(tuple(v.label for v in members), after, rule)
        if not members and principals:
            return Subject(after=after, rule=rule, plural=True)
        pair = self.memory.pair
        if number == 2 and len(members) > 2 and len(pair) == 2:
            return together(pair, after, rule)  # "Ministers A and B ..., and both Ministers": of three
        size = number if number > 1 else len(members)
        if size == 1:
            size = sum(v.taking_part for v in self.cast.voices)  # one of them hosts, the others join
        if size < 2:
            size = 3 if many or self.cast.floor == (ALL,) or (self.cast.bodies and self.cast.floor != (BOTH,)) else 2
        said = tuple(v.label for v in members) if len(members) > 1 and number in (0, 1, len(members)) else ()
        return Subject(labels=(BOTH if size == 2 else ALL,), said_by=said, after=after, rule=rule, plural=True)

    def _members(self, number: int, asked: frozenset[str]) -> tuple[Voice, ...]:
        """Those of the principals, or of all who take part, who share the role; those of this section; else all."""
        principals, here = self.cast.principals, self.memory.here
        fitting: tuple[Voice, ...] = ()
        if asked and number > 1:
            heads = self.lexicon.lists["roles.heads"]
            for of in (principals, tuple(v for v in self.cast.voices if v.taking_part)):
                fitting = tuple(v for v in of if any(r.fits(asked, heads) for r in v.roles))
                if len(fitting) == number:
                    return fitting
                if fitting and len(principals) == number:
                    break  # "the two ministers", of whom one is a secretary
        if not number and not asked.isdisjoint(_HEADS) and len(able := self._of_rank(asked)) > 1:
            return able
        if 1 < len(here) < len(principals) and len(here) == (number or (0 if self.cast.one_meeting else 2)):
            return tuple(v for v in principals if v.label in here)
        if asked and 1 < number < len(principals) and fitting and len(fitting) < number:
            return ()  # one of "the two Defense Ministers" is not known
        if len(principals) > 2 and number in (0, 2) and not self.cast.one_meeting and (met := self._met_last()):
            return met
        titled = tuple(v for v in principals if v.roles)
        return titled if number > 1 and len(titled) == number else principals

    def _of_rank(self, asked: frozenset[str]) -> tuple[Voice, ...]:
        """`The Prime Ministers` of a meeting of two of them and a President; nobody where all are of that rank."""
        heads, principals = self.lexicon.lists["roles.heads"], self.cast.principals
        able = tuple(v for v in principals if any(role.fits(asked, heads) for role in v.roles))
        rest = [v for v in principals if v not in able]
        ranked = rest and all(any(not role.core.isdisjoint(_HEADS) for role in v.roles) for v in rest)
        return able if ranked else ()

    def _met_last(self) -> tuple[Voice, ...]:
        """Of many meetings on a page the two of the one that is told: whose page it is, and the one named last."""
        principals = self.cast.principals
        named = [v for label in reversed(self.memory.recent) for v in principals if v.label == label]
        opening = tuple(v for v in principals if v.opening)
        other = next((v for v in named if v is not principals[0]), None)
        if other is None:
            return opening if len(opening) == 2 else ()
        alone = [v for v in named if v is not other]
        return (principals[0], other) if principals[0] in alone or not alone else (alone[0], other)

    def group(self, at: int) -> Subject | None:
        """`the two leaders`, `both sides`, `Ministers`, `the participants`, `the Japanese side`, `Japan`."""
        if (others := self._others(at) or self._every_one(at)) is not None:
            return others
        j, number = self._counted(at)
        if number and self.words.plains[j - 1:j + 1] == ["of", "them"]:
            return self.joint(j + 1, number, "joint")  # "the two of them"
        if j > at and (j >= self.words.count or self.plain(j - 1) == "of"):
            return None
        if j > at and self.plain(j - 1) == "both" and self.plain(j) not in self.nouns and (
                self.plain(j) not in self.modifiers):
            return self.joint(j, 2, "joint")
        if j == at + 1 and self.plain(at) == "all" and not self.words.caps[j] and len(self.cast.principals) > 2 and (
                self.plain(j) not in self.nouns and self.plain(j) not in self.modifiers):
            return self.joint(j, 0, "joint")  # "All agreed"
        return self.noun(at, j, number) or self._side(j) or self._by_acronym(j)

    def _by_acronym(self, at: int) -> Subject | None:
        """`the G7`, `the Quad`: all of them, where the record names more than two; else a side by that name."""
        if at >= self.words.count or self.words.owns[at] or self.plain(at) not in self.lexicon.lists["groups.named"]:
            return None
        printed = self.words.word(at)
        many = self.plain(at + 1) in _OF_BLOC or (self.plain(at + 1) == "member" and self.plain(at + 2) in _OF_BLOC)
        if not printed[0].isupper() or (printed.isalpha() and not printed.isupper() and self.plain(at) != "quad"
                                        and not many):
            return None
        after = at + 1 + (self.plain(at + 1) in self.lexicon.lists["groups.sides"])
        after += (1 + (self.plain(at + 1) == "member")) * many
        nations = any(v.iso2 for v in self.cast.principals)
        if self._is_party(self.plain(at)):
            return Subject(labels=(SIDE + printed,), after=after, rule="side", side=True, plural=many)
        theirs = self.cast.mode == "joint" and self.cast.floor == (ALL,) and self.reader.country(at)[0] is None
        if (theirs and not nations) or len(self.cast.principals) > 2:
            return self.joint(after, 0, "joint", many=True)
        return Subject(labels=(SIDE + printed,), after=after, rule="side", side=True)

    def _is_party(self, bloc: str) -> bool:
        """Whether a group of countries is one of several parties: `ASEAN`, of a meeting with New Zealand."""
        return _OTHER_NAMES.get(bloc, bloc) in self.cast.parties_told and len(self.cast.parties_told) > 1

    def _counted(self, at: int) -> tuple[int, int]:
        """The word after determiners and numbers, and the number."""
        j, number = at, 0
        if self.plain(j) == "our" and self.cast.mode == "joint" and self.plain(j + 1) in _OUR:
            j += 1  # "Our two nations", "Our Ministers"
        while j < self.words.count and (self.plain(j) in ("the", "both", "all", "these", "of")
                                        or self.plain(j) in self.lexicon.numbers):
            number = self.lexicon.numbers.get(self.plain(j), number)
            j += 1
        return j, number

    def beside(self, at: int) -> Subject | None:
        """A group named after somebody: `the four leaders` of `The President and the four leaders`."""
        j, number = self._counted(at)
        found = self.noun(at, j, number) if j > at else None
        return self.joint(found.after, max(number + 1, 3) if number else 0, "joint") if found else None

    def noun(self, at: int, j: int, number: int) -> Subject | None:
        """A group by its noun; its determiner begins at `at`, its noun or that noun's modifiers at `j`."""
        words = self.words
        if number and j - at > 1 and self.plain(j) not in self.nouns and self.plain(j) not in self.modifiers and (
                j < words.count and not words.caps[j]):
            return self.joint(j, number, "joint")  # "the two discussed"
        k = j
        while k < words.count and k - j < _MOST_MODIFIERS and self.plain(k) not in self.nouns and (
                self.plain(k) in self.modifiers or self.plain(k) in _BETWEEN
                or (words.caps[k] and (self.reader.country(k)[0] is not None or (
                    words.word(k).isupper() and len(words.word(k)) > 1)))):
            k += 1
        if k + 1 < words.count and words.owns[k] and self.plain(k) in _OWNING and self.plain(k + 1) in self.nouns:
            k += 1
        word = self.plain(k)
        if number and k == j and word[-1:] == "s" and len(word) > 2 and word not in self.nouns and not words.owns[k]:
            return self.joint(k + 1, number, "joint")  # "the three NSAs"
        if word not in self.nouns or words.owns[k] or (j == at and not self._stands_alone(at, k)):
            return None
        return self._ending(k, number, j)

    def _stands_alone(self, at: int, noun: int) -> bool:
        """Whether a group without determiner is one: `Ministers agreed`, `Foreign Ministers agreed`."""
        if self.plain(noun) in self.lexicon.lists["groups.singular_nouns"]:
            return False
        if noun > at:
            return self.words.caps[at]
        return at == 0 or self.words.caps[at] or self.plain(at - 1) in (",", ";", ":", "and")

    def _ending(self, k: int, number: int, begins: int) -> Subject | None:
        """The group whose noun is word `k`, with `of the United States and Japan` or the like after it."""
        noun = self.plain(k)
        modifiers = self.words.plains[begins:k]
        after = self._owners(self._departments(k + 1)) if noun != "group" else k + 1
        if after is None:
            return None
        named = not self.lexicon.lists["groups.named"].isdisjoint(modifiers)
        many = noun in _MANY
        bloc = next((word for word in modifiers if self._is_party(word)), None) if named and not number else None
        if bloc is not None and noun in ("countries", "states", "members", "ministers", "leaders", "side"):
            return Subject(labels=(SIDE + self.words.word(begins + modifiers.index(bloc)),), after=after, rule="side",
                           side=True, plural=True)
        number = 2 if noun == "pair" else number
        number = max(number, 3) if named else number
        if noun == "members" and (self.cast.mode == "joint" or not self.cast.principals) and self.plain(k + 1) == "of":
            return self.joint(self._committee(after), number, "joint", many=many)
        body = self.words.word(begins).isupper() and k > begins and bool(self.cast.mode == "joint")  # "The SCC members"
        everyone = noun == "members" and "all" in self.words.plains[max(0, begins - 2):begins]
        if noun == "representatives" and len(own := [*self._nations(begins, k)]) == 1:  # "the UK representatives"
            return Subject(labels=(SIDE + own[0][0],), after=after, rule="side", side=True, plural=True)
        if noun == "representatives" and len(of := [*self._nations(k + 1, after)]) > 1:
            return self._of_nations(of, True, after)
        if noun in _NOBODY and not named and not body and not everyone and not (number and noun != "members"):
            return None
        singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
        nations = [*self._nations(begins, k), *self._nations(k + 1, after)]
        if nations and (some := self._of_nations(nations, singular in _SIDES, after)) is not None:
            return some
        role = frozenset[str]() if singular in _ANY_ROLE else role_words(" ".join([*modifiers, singular]))
        return self.joint(after, number, "joint", role, many=many)

    def _nations(self, begin: int, end: int) -> Iterator[Place]:
        """The countries named between two words."""
        at = begin
        while at < end:
            place, after = self.reader.country(at)
            if place is not None and after <= end:
                yield place
            at = max(after, at + 1)

    def _of_nations(self, nations: list[Place], sides: bool, after: int) -> Subject | None:
        """Those of several countries that are meant, where more than they take part."""
        isos = {iso2 for _, iso2 in nations}
        if sides:
            told = self.cast.parties_told
            unknown = not self.parties() and (not told or not isos >= {each for each in told if each.isupper()})
            if len(isos) < 2 or not (unknown or len(isos) < self.parties()):
                return None
            return Subject(labels=tuple(SIDE + name for name, _ in nations), after=after, rule="sides", plural=True,
                           side=True)
        present = [v for v in self.cast.voices if v.taking_part]
        meant = tuple(v.label for v in present if v.iso2 in isos)
        if len(present) > 2 and len(isos) > 1 and len(meant) == len(isos) < len(present):
            return together(meant, after, "joint")
        if len(isos) > 1 or len(self.cast.principals) < 3:
            return None
        some = together(meant, after, "joint")  # "the Japanese ministers", of several countries' ministers
        return some if len(meant) > 1 else Subject(after=after, rule="joint", plural=True)

    def _others(self, at: int) -> Subject | None:
        """`the other two leaders`: all of the principals but the last speaker."""
        single = self.memory.single
        if self.words.plains[at:at + 2] != ["the", "other"] or not single:
            return None
        j, number = self._counted(at + 2)
        others = tuple(v.label for v in self.cast.principals if v.label not in single)
        plural = self.plain(j) in self.nouns and self.plain(j) not in self.lexicon.lists["groups.singular_nouns"]
        if not plural or len(others) < 2 or len(others) != (number or len(others)):
            return None
        return together(others, j + 1, "the others")

    def _every_one(self, at: int) -> Subject | None:
        """`each leader`, `neither side`, `either of the Ministers`: all of them."""
        if self.plain(at) not in _EVERY:
            return None
        if self.plain(at + 1) == "of":
            of = self.plain(at + 2) == "the" and self.group(at + 2)
            return of if of and of.plural and not of.side else None
        noun = self.plain(at + 1)
        single = f"{noun}s" in self.nouns or (noun.endswith("y") and f"{noun[:-1]}ies" in self.nouns)
        if not single or at + 1 >= self.words.count or self.words.owns[at + 1]:
            return None
        return self.joint(at + 2, 2 if self.plain(at) != "each" else 0, "joint")

    def _departments(self, at: int) -> int:
        """The word after `of state and government`."""
        headed = self.lexicon.lists["groups.headed"]
        while self.plain(at) in ("of", "and", "or") and self.plain(at + 1) in headed:
            at += 2
        j = at + 1
        if self.plain(at) in ("of", "for"):  # "of Foreign Affairs", "for Trade and Industry"
            while j < self.words.count and ((self.reader.role_word(j) == "modifier" and self.words.caps[j] and (
                    self.reader.country(j)[0] is None)) or (j > at + 1 and self.plain(j) == "and" and (
                        self.words.caps[j + 1:j + 2] == [True] and self.reader.role_word(j + 1) == "modifier"))):
                j += 1
        return j if j > at + 1 else at

    def _owners(self, at: int) -> int | None:
        """The word after `of A and B`; None after `from each country`, which is nobody by name."""
        if self.plain(at) not in ("of", "from"):
            return at
        j = at + 1
        while j < self.words.count:
            place, after = self.reader.country(j)
            if place is not None:
                if self.plain(after) not in (",", "and"):
                    return after
                j = after + 1 + (self.plain(after + 1) == "and")
            elif self.plain(j) == "each":
                return None
            elif self.plain(j) in ("the", "both", "two", "countries", "governments", "respective"):
                j += 1
            else:
                break
        return j

    def _committee(self, at: int) -> int:
        """The word after `the Security Consultative Committee (SCC)`."""
        j = at
        while j < self.words.count and (self.words.caps[j] or self.plain(j) in ("of", "the", "and", "this", "our")):
            j += 1
        if self.plain(j) == "(" and ")" in self.words.plains[j:j + 4]:
            j = self.words.plains.index(")", j) + 1
        return j

    def _side(self, at: int) -> Subject | None:
        """`the Japanese side`, `the EU side`, `Japan`, `the United States`; two of them joined are both."""
        name, after = self.one_side(at)
        if not name:
            return None
        names = [name]
        while self.plain(after) in ("and", ",", "&"):
            j = after + 1 + (self.plain(after) == "," and self.plain(after + 1) == "and")
            more, beyond = self.one_side(j + (self.plain(j) == "the"))
            if not more:
                break
            names.append(more)
            after = beyond
        count = len(names)
        if count == 1:
            return Subject(labels=(SIDE + name,), after=after, rule="side", side=True)
        after += self.plain(after) in ("sides", "delegations", "governments")
        # Two of several countries, in a text that nobody's number tells to be of two.
        told = len(self.cast.parties_told)
        of_more = self.cast.floor == (ALL,) and count not in (told, self.parties()) and (count == 2 or count < told)
        if count < self.parties() or of_more:
            printed = tuple(SIDE + each for each in names)
            return Subject(labels=printed, said_by=(), after=after, rule="sides", plural=True, side=True)
        both = self.joint(after, count, "sides")
        return Subject(labels=both.labels, said_by=both.said_by, after=after, rule="sides", plural=True, side=True)
