"""Persons as a text names them: honorifics, role, name, country, in any of the orders that official texts use.

A mention is read from left to right at a word; nothing is looked up but the lexicon's words and countries' names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import PARTICLES, plain
from indexer.understanding.sentences import Words

MOST_NAME_WORDS = 7
NAME_TO_ROLE = 14  # words from a name's first to its role's first head: "Chrystia Anne Freeland, Canada's Deputy Prime Minister"
MOST_ROLE_WORDS = 40  # the longest real one seen has 24
_DETERMINERS = frozenset(("the", "his", "her", "its", "their", "our"))
_NO_NAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "the", "a", "an", "in", "on", "at",
    "for", "with", "and", "but", "or", "he", "she", "they", "it", "we", "i", "you", "this", "that", "these", "those", "as",
    "during", "after", "before", "following", "both", "all", "of", "by", "from", "to", "not", "so", "if", "when", "while",
    "what", "who", "which", "there", "here", "his", "her", "their", "our", "my", "your", "its", "also", "then", "today",
    "yesterday", "summit", "meeting", "meetings", "visit", "talks", "call", "conference", "statement", "remarks", "speech",
    "address", "press", "joint", "readout", "q", "answer", "question", "yes", "no", "well", "thank", "thanks", "good",
    "furthermore", "moreover", "finally", "additionally", "however", "regarding", "concerning", "how", "why", "where", "is",
    "are", "was", "were", "has", "have", "had", "will", "would", "meets", "visits", "holds", "receives", "attends", "speaks",
    "travel", "trip", "calls", "readout", "participation", "announcement", "announces", "update", "background", "briefing", "launch",
    "order", "orders", "states", "countries", "branch", "action", "actions", "program", "programme", "council", "upcoming", "new",
    "between", "among", "regarding", "amid", "virtual", "hosts", "participates", "delivers", "gives", "attend", "welcome", "welcomes", "signs", "leads", "interview", "appoints",
    "nominates", "joins", "opens", "closes", "marks", "publishes", "addresses", "condemns", "says", "urges", "ahead", "town",
    "hall", "office", "arrival", "departure", "ceremony", "reception", "event", "events", "discussion", "roundtable", "hold",
    "host", "met", "meet", "said", "told", "news", "report", "reports", "bill", "act", "plan", "budget", "speaking", "signing",
    "photo", "photograph", "video", "agenda", "session", "dialogue", "forum", "treaty", "agreement", "declaration", "day",
    "house", "palace", "airport", "street", "avenue", "university", "via", "per", "mission", "embassy", "dinner", "lunch",
))
_POSSESSED = frozenset(("excellency", "excellencies", "majesty", "highness", "holiness", "royal", "serene", "eminence"))


class Countries(Protocol):
    """What is needed of a gazetteer."""

    def country(self, name: str, /) -> _Country | None: ...


class _Country(Protocol):
    @property
    def iso2(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person as printed. Offsets `start`, `end` in the text, `first`, `after` in its words."""

    start: int
    end: int
    first: int
    after: int
    name: str = ""  # without honorifics and suffixes; empty for a role alone
    name_start: int = 0
    name_end: int = 0
    role: str = ""  # as printed, without the country at its end
    role_words: frozenset[str] = frozenset()
    country: str | None = None
    iso2: str | None = None
    gender: str = ""  # "m", "f", or "" where no honorific tells
    titled: bool = False  # an honorific, or a role before the name
    honoured: bool = False  # an honorific
    determined: bool = False  # "the ...", for a role alone
    owns: bool = False  # a possessive: "President Putin's"
    plural: bool = False  # a role of several: "the ministers"
    attributed: bool = False  # the role follows the name: "Mr. X, Minister of Y"


@dataclass(slots=True)
class _Role:
    first: int
    after: int  # of the role's own words
    next: int  # where reading goes on, after its country
    words: frozenset[str]
    headed: bool
    country: tuple[str, str] | None


class Reader:
    """Reads mentions from one stretch of words."""

    def __init__(self, words: Words, lexicon: Lexicon, countries: Countries | None) -> None:
        self.words = words
        self.lexicon = lexicon
        self._heads = lexicon.lists["roles.heads"]
        self._modifiers = lexicon.lists["roles.modifiers"]
        self._connectors = lexicon.lists["roles.connectors"]
        self._honorifics = lexicon.honorifics
        self._also_roles = lexicon.lists["honorifics.also_roles"]
        self._after = lexicon.lists["honorifics.after"]
        self._countries = countries
        self._openings = _openings(countries) if isinstance(countries, Gazetteer) else None

    def mentions(self) -> Iterator[Mention]:
        """All persons with a name and an honorific or role, from left to right, none inside another."""
        at = 0
        caps, plains = self.words.caps, self.words.plains
        count = len(plains)
        signs = self._signs()
        if not any(signs):
            return
        reach = NAME_TO_ROLE
        while at < count:
            if (caps[at] or plains[at] in self._heads) and any(signs[at:at + reach]):
                found = self.read(at)
                if found is not None and found.name and (found.titled or found.attributed):
                    yield found
                    at = found.after
                    if found.role[-1:] == "s" and self._plural(found.role):
                        for other in self._sharing(at, found):
                            yield other
                            at = other.after
                    continue
            at += 1

    def _signs(self) -> list[bool]:
        """Which words can be an honorific or part of a role; a person has one within reach."""
        heads, honorifics = self._heads, self._honorifics
        return [word in heads or word in honorifics or "-" in word or word[-1] == "." or word[-1] == "s" and word[:-1] in heads
                for word in self.words.plains]

    def _plural(self, role: str) -> bool:
        word = plain(role.rsplit(" ", 1)[-1])
        return word[:-1] in self._heads and word not in self._heads

    def _sharing(self, at: int, first: Mention) -> Iterator[Mention]:
        """The others of `Prime Ministers A, B and C`."""
        plains = self.words.plains
        while at < len(plains) and plains[at] in (",", "and", "&"):
            at += 1 + (at + 1 < len(plains) and plains[at + 1] == "and")
            other = self.read(at)
            if other is None or not other.name or other.titled:
                return
            yield replace(other, role=first.role, role_words=first.role_words, titled=True)
            at = other.after

    def read(self, at: int, *, known: frozenset[str] = frozenset()) -> Mention | None:
        """The person who is named from word `at` on; None where no one is. `known` are folded words of known names."""
        plains, caps = self.words.plains, self.words.caps
        count = len(plains)
        j = at
        determined = False
        if j < count and plains[j] in _DETERMINERS and not self._honorific(j):
            determined = True
            j += 1
        j, gender, honoured = self._honorifics_at(j)
        prefix, k = self.country(j)
        role = None
        if prefix is not None and (honest := self._role(k, follows=False, determined=determined)) is not None:
            role = honest
            role.country = prefix
            role.first = j
        if role is None:
            prefix = None
            role = self._role(j, follows=False, determined=determined)
            if role is None and j < count and caps[j] and not honoured:
                role = self._unusual_role(j)
        if role is not None:
            j = role.next
            comma = j + 1 < count and plains[j] == "," and (determined or role.country is not None) and self._named_after(j + 1)
            j, other, more = self._honorifics_at(j + comma)
            gender, honoured = gender or other, honoured or more
            if self.words.owns[role.next - 1] and j == role.next:
                return self._finish(at, role, (j, j), gender, honoured, determined)
        name_first, name_after = self._name(j, honoured=honoured, known=known, titled=role is not None)
        if name_first == name_after and role is None:
            return None
        return self._finish(at, role, (name_first, name_after), gender, honoured, determined)

    def _named_after(self, at: int) -> bool:
        """Whether a name of two words or more, closed by a comma or the end, stands at `at`: `the King of X, Name Name,`."""
        first, after = self._name(self._honorifics_at(at)[0], honoured=False, known=frozenset(), titled=False)
        plains = self.words.plains
        return after - first > 1 and (after == len(plains) or plains[after] in (",", ".", ")", ";", "and")) and (
            self.country(first)[0] is None)

    def country(self, at: int) -> tuple[tuple[str, str] | None, int]:
        """(name, ISO code) of the country or bloc named from word `at` on, and the word after it."""
        caps, plains = self.words.caps, self.words.plains
        if self._countries is None or at >= len(plains):
            return None, at
        j = at + 1 if plains[at] == "the" and at + 1 < len(plains) else at
        if not caps[j] or (self._openings is not None and plains[j] not in self._openings):
            return None, at
        stop = j + 1
        while stop < len(plains) and stop - j < 7 and (caps[stop] or plains[stop] in ("of", "and", "the")):
            stop += 1
        for after in range(stop, j, -1):
            if not caps[after - 1]:
                continue
            found = _country(self._countries, self.words.cut(j, after))
            if found is not None:
                return found, after
        return None, at

    def _honorific(self, at: int) -> bool:
        words = self.words
        if at >= words.count:
            return False
        word = words.plains[at].replace(".", "")
        if word not in self._honorifics or not (words.caps[at] or words.plains[at] == "the"):
            return False
        following = words.plains[at + 1].replace(".", "") if at + 1 < words.count else ""
        if word in ("his", "her"):
            return following in _POSSESSED
        if word == "the":
            return following in ("hon", "honorable", "honourable", "right", "rt")
        if word in ("right", "rt", "royal", "crown", "tan", "m", "his"):
            return following in ("hon", "honorable", "honourable", "highness", "prince", "princess", "sri", "") or (
                word in ("m", "rt") and following == ".")
        if word == "he":
            return words.word(at) in ("HE", "H.E", "H.E.")
        if word in ("pm", "fm"):
            return words.word(at) == word.upper() and not (at and words.plains[at - 1].isdigit())
        return word not in self._also_roles

    def _honorifics_at(self, at: int) -> tuple[int, str, bool]:
        """The word after any honorifics, what gender they tell, whether there are any. `H. E.` counts too."""
        plains = self.words.plains
        count = len(plains)
        j, gender, seen = at, "", False
        while j < count:
            if (plains[j:j + 4] == ["h", ".", "e", "."]) and self.words.caps[j]:
                j, seen = j + 4, True
            elif self._honorific(j):
                gender = self._honorifics[plains[j].replace(".", "")] or gender
                j, seen = j + 1, True
            else:
                break
            while j < count and plains[j] in (".", ",") and (plains[j] == "." or self._honorific(j + 1)):
                j += 1
        return j, gender, seen

    def _role_word(self, at: int) -> str | None:
        """"head", "modifier" or None."""
        word = self.words.plains[at]
        if word in self._heads:
            return None if word == "pm" and at and self.words.plains[at - 1].isdigit() else "head"
        if word in self._modifiers:
            return "modifier"
        if word[-1:] == "s" and word[:-1] in self._heads:
            return "head"
        if "-" in word:
            parts = word.split("-")
            if all(part in self._heads or part in self._modifiers for part in parts):
                return "head" if parts[-1] in self._heads or parts[0] in self._heads else "modifier"
        return None

    def _unusual_role(self, at: int) -> _Role | None:
        """A role that opens with words of no list: `USAFRICOM Commander`, `Barkhane Force Commander`, `EU High ...`."""
        plains, caps = self.words.plains, self.words.caps
        for j in range(at + 1, min(at + 4, len(plains))):
            if not caps[j - 1] or plains[j - 1] in _NO_NAMES or self.words.owns[j - 1] or not caps[j]:
                return None
            if self._role_word(j):
                found = self._role(j, follows=False, determined=False)
                if found is not None and found.headed:
                    found.first = at
                    return found
                return None
        return None

    def _role(self, at: int, *, follows: bool, determined: bool) -> _Role | None:
        """The role printed from word `at` on; `follows`: after a name and a comma, where it may hold commas freely."""
        plains, caps = self.words.plains, self.words.caps
        stop = min(len(plains), at + MOST_ROLE_WORDS)
        j = after = resume = at
        headed = governed = False
        country: tuple[str, str] | None = None
        words: list[str] = []
        checkpoint: tuple[int, int, bool, tuple[str, str] | None, int] | None = None
        while j < stop:
            kind = self._role_word(j) if caps[j] or (determined and not words) or (
                not follows and words and not caps[j] and determined) else None
            if kind:
                headed = headed or kind == "head"
                words.extend(plains[j].split("-"))
                j += 1
                after = resume = j
                if self.words.owns[j - 1]:
                    break
                continue
            if not words:
                break
            step = self._connected(j, stop, follows=follows, headed=headed, governed=governed)
            if step is None:
                break
            what, k = step
            if what == "country":
                place, k = self.country(k)
                if country is None or plains[j] == "of":
                    country = place
                resume = k
                j = k
                if self.words.owns[k - 1]:  # "Secretary General of Japan's National Security Secretariat"
                    if k < stop and caps[k] and self._role_word(k):
                        continue
                    break
                if not (k < stop and plains[k] in ("for", "and", "to", ",", "of")):
                    break
                continue
            if what == "segment":
                checkpoint = (after, resume, headed, country, len(words))
            governed = governed or plains[j] in ("of", "for", "to", "on")
            if what == "unknown":
                words.append(plains[k])
                j = k + 1
                after = resume = j
                while j < stop and caps[j] and not self._role_word(j) and plains[j] not in _NO_NAMES:
                    words.append(plains[j])
                    j += 1
                    after = resume = j
                continue
            j = k
        if not words or not headed:
            return None
        if checkpoint and follows and self._begins_name(resume):
            after, resume, headed, country, size = checkpoint
            del words[size:]
        return _Role(at, after, resume, frozenset(words), headed, country)

    def _connected(self, j: int, stop: int, *, follows: bool, headed: bool, governed: bool) -> tuple[str, int] | None:
        """How a role goes on after a connector or comma at `j`: ("word" | "segment" | "country" | "unknown", index)."""
        plains, caps = self.words.plains, self.words.caps
        link = plains[j]
        k = j + 1
        if link == "," and k < stop and plains[k] in ("and", "&"):
            k += 1
        elif link not in self._connectors and link != ",":
            return None
        det = k < stop and plains[k] in _DETERMINERS
        k += det
        if k >= stop or not caps[k] or self._honorific(k):
            return None
        kind = self._role_word(k)
        place, _ = self.country(k)
        if link in ("of", "for", "to", "on", "in", "with", "at"):
            if place is not None and plains[k] != "state":
                return ("country", k) if headed and link in ("of", "for", "to") else None
            if kind == "head" and link in ("on", "in", "with", "at"):
                return None
            if kind:
                return "word", k
            return ("unknown", k) if follows and link in ("of", "for", "to") else None
        if link in ("and", "&", ","):
            if kind == "head" and det:
                return None
            if kind and follows:
                return "segment", k
            if kind == "modifier" and governed and self._closes(k, stop):
                return "word", k
            if kind and link != "," and governed and not self._has_head(k, stop):
                return "word", k
            if not kind and follows and governed and self._listed(k, stop):
                return "unknown", k
        return None

    def _listed(self, k: int, stop: int) -> bool:
        """Whether an unknown capital word after a comma is a portfolio: one word, then a comma or `and`."""
        plains, caps = self.words.plains, self.words.caps
        return k + 1 < stop and plains[k + 1] in (",", "and", "&", "of") and caps[k] and plains[k] not in _NO_NAMES

    def _has_head(self, k: int, stop: int) -> bool:
        while k < stop and self.words.caps[k] and (kind := self._role_word(k)):
            if kind == "head":
                return True
            k += 1
        return False

    def _closes(self, k: int, stop: int) -> bool:
        """Whether the portfolio from `k` on leads to a name without another head: `..., Trade and Industry X`."""
        plains, caps = self.words.plains, self.words.caps
        while k < stop:
            kind = self._role_word(k) if caps[k] else None
            if kind == "head":
                return False
            if kind is None and plains[k] not in ("and", "&", ","):
                return True
            k += 1
        return True

    def _begins_name(self, at: int) -> bool:
        words = self.words
        if at >= words.count:
            return False
        return self._honorific(at) or (words.caps[at] and words.plains[at] not in _NO_NAMES and not self._role_word(at)
                                       and words.word(at).replace(".", "").isalpha())

    def _name(self, at: int, *, honoured: bool, known: frozenset[str], titled: bool) -> tuple[int, int]:
        """The words of a name from `at` on, as [first, after)."""
        plains, caps, owns = self.words.plains, self.words.caps, self.words.owns
        count = len(plains)
        j = at
        while j < count and j - at < MOST_NAME_WORDS:
            word = plains[j]
            if caps[j] and word[0].isalpha() and word not in _NO_NAMES and not self._stops_name(j, at, honoured, known, titled):
                j += 1
                if owns[j - 1]:
                    break
                if len(word) == 1 and j < count and plains[j] == "." and self.words.starts[j] == self.words.ends[j - 1]:
                    j += 1
                continue
            if word in PARTICLES and j + 1 < count and (caps[j + 1] or plains[j + 1] in PARTICLES) and (
                    j > at or titled or honoured) and plains[j + 1] not in _NO_NAMES:
                j += 1
                continue
            break
        while j > at and (plains[j - 1] in PARTICLES and not caps[j - 1]):
            j -= 1
        return at, j

    def _stops_name(self, j: int, at: int, honoured: bool, known: frozenset[str], titled: bool) -> bool:
        plains, caps = self.words.plains, self.words.caps
        if j > at and "\n" in self.words.text[self.words.ends[j - 1]:self.words.starts[j]]:
            return True
        if plains[j] in known:
            return False
        if j > at and any(form in ("ing", "third") for _, form in self.lexicon.forms.get(plains[j], ())):
            return True
        if self._honorific(j) and j > at:
            return True
        kind = self._role_word(j)
        if kind is None:
            if j > at or honoured or titled:
                return False
            return self.country(j)[0] is not None
        follower = j + 1 < len(plains) and caps[j + 1] and plains[j + 1] not in _NO_NAMES
        return not (honoured and not (follower and self._role_word(j + 1)))

    def _finish(self, at: int, role: _Role | None, name: tuple[int, int], gender: str, honoured: bool,
                determined: bool) -> Mention:
        words = self.words
        first, after = name
        end = after if after > first else role.next if role else at
        country = role.country if role else None
        titled = honoured or role is not None
        name_end = after
        if after > first and not words.owns[after - 1]:
            end = self._suffix(after)
            attributed = None
            weak = role is None or (honoured and len(role.words) == 1 and role.after - role.first == 1)
            if weak and end < words.count and words.plains[end] == ",":
                k = end + 1
                det = k < words.count and words.plains[k] in ("the", "a", "an")
                prefix, p = self.country(k + det)
                attributed = self._role(k + det, follows=True, determined=False)
                if attributed is None and prefix is not None:
                    attributed = self._role(p, follows=True, determined=False)
                    if attributed is not None:
                        attributed.country = attributed.country or prefix
                if attributed is not None:
                    role, end, country = attributed, attributed.next, attributed.country or country
                    return self._made(at, end, role, (first, name_end), country, gender, titled, honoured, determined, True)
            if country is None and end + 1 < words.count and words.plains[end] == "of":
                place, k = self.country(end + 1)
                if place is not None:
                    country, end = place, k
        return self._made(at, end, role, (first, name_end), country, gender, titled, honoured, determined, False)

    def _suffix(self, at: int) -> int:
        """The word after `, Jr.`, `MP` and the like."""
        plains = self.words.plains
        j = at
        while j < len(plains):
            k = j + 1 if plains[j] == "," else j
            if k >= len(plains) or plains[k].replace(".", "") not in self._after or not self.words.caps[k]:
                break
            j = k + 1
            if j < len(plains) and plains[j] == "." and (j + 1 < len(plains) or plains[k] in ("jr", "sr", "esq")):
                j += 1
        return j

    def _made(self, at: int, end: int, role: _Role | None, name: tuple[int, int], country: tuple[str, str] | None,
              gender: str, titled: bool, honoured: bool, determined: bool, attributed: bool) -> Mention:
        words = self.words
        first, after = name
        named = after > first
        suffix = words.text[words.starts[first]:words.ends[min(self._suffix(after), words.count) - 1]] if named else ""
        shown = suffix if named and not words.owns[after - 1] else words.cut(first, after)
        return Mention(
            start=words.starts[at], end=words.ends[end - 1], first=at, after=end,
            name=shown if named else "",
            name_start=words.starts[first] if named else 0, name_end=words.ends[after - 1] if named else 0,
            role=words.cut(role.first, role.after) if role else "",
            role_words=role.words if role else frozenset(),
            country=country[0] if country else None, iso2=country[1] if country else None,
            gender=gender, titled=titled, honoured=honoured, determined=determined, owns=words.owns[end - 1] and not attributed,
            attributed=attributed, plural=role is not None and self._plural(words.cut(role.first, role.after)),
        )


@lru_cache(maxsize=8)
def _openings(gazetteer: Gazetteer) -> frozenset[str]:
    """The first words of all names of countries, as `plain` makes them; most words are none and need no look-up."""
    names = {name.split()[0] for name in gazetteer.countries}
    return frozenset(names | {".".join(name) + "." for name in names if len(name) < 4} | {"the"})


def _country(countries: Countries, name: str) -> tuple[str, str] | None:
    found = countries.country(name)
    return (found.name, found.iso2) if found is not None else None
