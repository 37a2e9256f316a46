"""Personal names as they are printed: where one begins and ends among titles, places and suffixes."""

from __future__ import annotations

from indexer.knowledge.names import PARTICLES
from indexer.understanding.who.role_phrases import RolePhrase, RoleReader
from indexer.understanding.who.titles import DETERMINERS

MOST_NAME_WORDS = 7
_LONGEST_ORDER = 6  # letters
_PEERS = frozenset(("lord", "baroness", "earl", "viscount", "lady"))
_ALSO_GIVEN = frozenset(("sheikh", "sultan", "shah"))  # amid a name: "President Hassan Sheikh Mohamud"
_SHORTENED = frozenset(("ma", "md", "mohd", "muhd", "st"))  # "Ma. Theresa", "Md. Shahriar"
GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))  # suffixes that belong to the name


class NameReader(RoleReader):
    """Reads names from one stretch of words."""

    def _name(self, at: int, honoured: bool, known: frozenset[str], titled: bool) -> tuple[int, int]:
        """The words of a name from `at` on, as [first, after)."""
        plains, caps, owns = self.words.plains, self.words.caps, self.words.owns
        count = self.words.count
        j = at
        while j < count and j - at < MOST_NAME_WORDS:
            word = plains[j]
            named = caps[j] and word[0].isalpha() and self._nameable(j, at)
            if named and not self._stops(j, at, honoured, known, titled):
                j += 1
                if owns[j - 1]:
                    break
                short = len(word) == 1 or word in _SHORTENED
                if short and plains[j:j + 1] == ["."] and self.words.starts[j] == self.words.ends[j - 1]:
                    j += 1
            elif word in PARTICLES and (j > at or titled or honoured) and j + 1 < count and (
                    self._nameable(j + 1, at) and (caps[j + 1] or plains[j + 1] in PARTICLES)):
                j += 1
            else:
                break
        while j > at and plains[j - 1] in PARTICLES and not caps[j - 1]:
            j -= 1
        return at, j

    def _nameable(self, j: int, at: int) -> bool:
        """Whether word `j` can be part of a name that began at `at`: `Mark A. Hill`, `Omar bin Said` too."""
        if self.nameable(j) or self._is_surname(j, at):
            return True
        plains = self.words.plains
        if j <= at or not self.words.caps[j]:
            return False
        return plains[j - 1] in PARTICLES or (len(plains[j]) == 1 and plains[j + 1:j + 2] == ["."]
                                              and self.words.starts[j + 1] == self.words.ends[j])

    def _is_surname(self, at: int, begins: int) -> bool:
        """Whether a word of sentences or roles is part of the name that began at `begins`: `Ms. Julie Bishop,`."""
        words, lists = self.words, self.lexicon.lists
        if words.plains[at] not in lists["names.also"] or not words.caps[at]:
            return False
        k = at + 1
        if k >= words.count or words.owns[at]:
            return True
        following = words.plains[k]
        if words.caps[k]:
            return at == begins and words.plains[at] in lists["names.also_first"] and self._is_last_name(k)
        if following in ("and", "&") and words.caps[k + 1:k + 2] == [True]:  # not "Minister Law and Justice"
            return self.role_word(k + 1) != "modifier" or self._has_head(k + 1, words.count)
        if following in ("of", "for"):
            return self.country(k + 1)[0] is not None
        return following != "." or not words.plains[k + 1:k + 2] or not words.plains[k + 1].isdigit()

    def _is_last_name(self, at: int) -> bool:
        """Whether one capital word ends a name and is none of a heading: `President To Lam`, not `To Attend Talks`."""
        words = self.words
        if at >= words.count or not words.caps[at] or words.plains[at] in self.lexicon.forms:
            return False
        alone = words.owns[at] or words.caps[at + 1:at + 2] != [True]
        return alone and self.nameable(at) and self.role_word(at) is None

    def _stops(self, j: int, at: int, honoured: bool, known: frozenset[str], titled: bool) -> bool:
        """Whether a capital word is no part of the name that began at `at`."""
        words = self.words
        if j > at and "\n" in words.text[words.ends[j - 1]:words.starts[j]]:
            return True
        if words.plains[j] in known:
            return False
        if (titled or honoured or self.role_word(j) is None) and self._is_surname(j, at):
            return False
        if j == at and self.country(j)[1] > j + 1:
            return True  # "Côte d'Ivoire"
        if j > at and any(form in ("ing", "third") for _, form in self.lexicon.forms.get(words.plains[j], ())):
            return True  # titles give verbs a capital: "President Biden Announcing New Actions"
        if j > at and titled and words.plains[j] in _ALSO_GIVEN and self._is_last_name(j + 1):
            return False
        if j > at and (self.honorific(j) or self.is_suffix(j)):
            return True
        if self.role_word(j) is None:
            return not (j > at or honoured or titled) and self.country(j)[0] is not None
        follower = j + 1 < words.count and words.caps[j + 1] and self.nameable(j + 1)
        if titled and j == at + 1 and not follower and self.role_word(j) == "modifier":
            return False  # "Administrator Samantha Power"
        return not (honoured and not (follower and self.role_word(j + 1)))

    def is_suffix(self, at: int) -> bool:
        """Whether a word is `MP`, `KCMG` or the like, in capitals as they are printed; `Jr` too."""
        word = self.words.plains[at]
        return word in GENERATIONS or (
            self.words.word(at).isupper() and word in self.lexicon.lists["honorifics.after"])

    def _suffix(self, at: int) -> int:
        """The word after `, Jr.`, `MP` and the like."""
        plains = self.words.plains
        suffixes = self.lexicon.lists["honorifics.after"]
        j = at
        while j < self.words.count:
            k = j + (plains[j] == ",")
            if k >= self.words.count or not self.words.caps[k] or not (
                    plains[k].replace(".", "") in suffixes or (k > j and self._decoration(k))):
                break
            j = k + 1
            if plains[j:j + 1] == ["."] and (j + 1 < self.words.count or plains[k] in ("jr", "sr", "esq")):
                j += 1
        return j

    def _decoration(self, at: int) -> bool:
        """Whether the initials of an order stand between a name and a role: `Ann Hill, C.G.H., President of`."""
        words = self.words
        if words.plains[at + 1:at + 2] != [","] or at + 2 >= words.count:
            return False
        printed = words.word(at)
        letters = printed.replace(".", "")
        told = letters.isalpha() and letters.isupper() and 1 < len(letters) < _LONGEST_ORDER
        return told and (words.plains[at + 2] in DETERMINERS or self.role_word(at + 2) is not None
                         or self._decoration(at + 2))

    def _title_of_peer(self, at: int, role: RolePhrase | None) -> int:
        """The word after `of Wirral` in `Lord Hunt of Wirral`, by which peers of one name are told apart."""
        words = self.words
        if role is None or not _PEERS & role.key or words.plains[at:at + 1] != ["of"] or self.country(at + 1)[0]:
            return at
        j = at + 1
        while j < words.count and words.caps[j] and self.nameable(j) and not self.role_word(j):
            j += 1
        return j if j > at + 1 else at
