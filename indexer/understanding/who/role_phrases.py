"""Roles as they are printed: where one begins and ends among commas, `and`, `of` and the names around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.understanding.who.titles import DETERMINERS, Place, TitleReader

MOST_ROLE_WORDS = 40  # the longest real one seen has 24
_LONGEST_SMALL = 6  # words of a role in small letters, and the name's first
_LONGEST_PLACE = 3  # words of a city's name
_LONGEST_BODY = 9  # words of a body's name
_SMALL_WORDS = frozenset(("of", "for", "and", "the", "on", "in"))
_SMALL = frozenset(("d'affaires", "a.i."))  # parts of a role that are never printed with a capital first
_PEOPLES = frozenset(("people", "women", "children"))  # "Chairman of the People's Council"
_WITHIN = str.maketrans("", "", ".-'’‑")  # marks within a name: "Smith-Hill", "O’Hill"
_GOVERNING = ("of", "for", "to", "on")
Step = Literal["word", "segment", "country", "place", "unknown"]


@dataclass(slots=True)
class RolePhrase:
    """A role's words `[first, after)`; reading goes on at `next`, after its country."""

    first: int
    after: int
    next: int
    words: tuple[str, ...]
    headed: bool  # has a word that makes a role: without one it is only a department
    country: Place | None

    @property
    def key(self) -> frozenset[str]:
        return frozenset(self.words)


@dataclass(slots=True)
class _Progress:
    """A role being read."""

    at: int
    first: int
    after: int
    resume: int
    stop: int
    follows: bool
    small: bool = False  # in small letters: "the head of state"
    headed: bool = False
    governed: bool = False
    country: Place | None = None
    words: tuple[str, ...] = ()

    def take(self, words: tuple[str, ...]) -> None:
        self.words += words
        self.at += 1
        self.after = self.resume = self.at


class RoleReader(TitleReader):
    """Reads roles from one stretch of words."""

    def role(self, at: int, *, follows: bool, determined: bool) -> RolePhrase | None:
        """The role printed from word `at` on; `follows`: after a name and a comma, where it may hold commas freely."""
        caps, plains = self.words.caps, self.words.plains
        if at >= self.words.count or (self.words.plains[at] not in self._kinds and self.role_word(at) is None):
            return None
        small = (determined and not follows) or (not caps[at] and self._small(at))
        if not (caps[at] or small):
            return None
        now = _Progress(at, at, at, at, min(self.words.count, at + MOST_ROLE_WORDS), follows, small)
        kept: RolePhrase | None = None
        while now.at < now.stop:
            kind = self.role_word(now.at) if caps[now.at] or small or (now.words and plains[now.at] in _SMALL) else None
            if kind:
                now.headed = now.headed or kind == "head"
                now.take(tuple(plains[now.at].split("-")))
                if self.words.owns[now.at - 1]:
                    break
                continue
            if now.governed and self.words.owns[now.at] and plains[now.at] in _PEOPLES:
                now.take((plains[now.at],))
                continue
            if now.governed and caps[now.at] and (
                    self._closing(now.at + 1) or self._in_body(now) or self._last_word(now)):
                now.take((plains[now.at],))
                continue
            step = self._step(now) if now.words else None
            if step is None:
                break
            if step[0] == "segment":
                kept = self._phrase(now)
            if not self._go(now, *step):
                break
        if not now.words or not now.headed:
            return None
        return kept if kept and kept.headed and follows and self.begins_name(now.resume) else self._phrase(now)

    def _last_word(self, now: _Progress) -> bool:
        """Whether a word of no list ends a portfolio before its country: `Minister of Human Mobility of Peru`."""
        words, at = self.words, now.at + 1
        before = words.plains[now.at - 1] not in ("of", "for")
        return before and now.headed and words.plains[at:at + 1] == ["of"] and self.nameable(now.at) and (
            self.country(at + 1)[0] is not None)

    def _in_body(self, now: _Progress) -> bool:
        """Whether a word of no list is part of a body's name: `Ann Hill, Head of the National Fishing Programme`."""
        return now.follows and now.headed and now.at - now.first < _LONGEST_BODY and self.nameable(now.at) and (
            not self.honorific(now.at) and self.country(now.at)[0] is None)

    def _small(self, at: int) -> bool:
        """Whether a role in small letters stands right before a name of two words: `foreign minister Ann Hill`."""
        headed = False
        for j in range(at, min(at + _LONGEST_SMALL, self.words.count)):
            if headed and self.words.plains[j] == ",":  # "his Kenyan counterpart, Ann Hill,", "..., President Hill,"
                ranked = self.words.caps[j + 1:j + 2] == [True] and self.role_word(j + 1) == "head"
                return (ranked or self.begins_name(j + 1)) and self.begins_name(j + 2)
            if headed and self.words.plains[j] in ("of", "the"):
                continue
            if headed and self.words.caps[j] and self.words.plains[j - 1] == "the" and self.country(j)[0] is not None:
                continue  # "the head of the Latvian government, Ann Hill"
            if self.words.caps[j]:
                return headed and self.begins_name(j) and self.begins_name(j + 1)
            kind = self.role_word(j)
            if kind is None or self.words.owns[j]:
                return False
            headed = kind == "head" or (headed and self.words.plains[at + 1:at + 2] == ["of"])
        return False

    @staticmethod
    def _phrase(now: _Progress) -> RolePhrase:
        return RolePhrase(now.first, now.after, now.resume, now.words, now.headed, now.country)

    def _go(self, now: _Progress, what: Step, to: int) -> bool:
        """Take the step; False where the role ends with it."""
        caps, plains = self.words.caps, self.words.plains
        link = plains[now.at]
        if what == "country":
            place, now.resume = self.country(to)
            now.country = place if now.country is None or link == "of" else now.country
            now.at = now.resume
            if link == "of" and plains[to - 1] == "the" and self._institution(now):
                return True
            if self.words.owns[now.at - 1]:  # "Secretary General of Japan's National Security Secretariat"
                return now.at < now.stop and caps[now.at] and self.role_word(now.at) is not None
            return now.at < now.stop and plains[now.at] in ("for", "and", "to", ",", "of")
        now.governed = now.governed or link in _GOVERNING
        if what == "place":
            now.take(tuple(plains[now.at + 1:to]))
            now.at = now.after = now.resume = to
            return True
        now.at = to
        if what == "unknown":
            now.take((plains[to],))
            if self._acronym(to):
                return True
            while now.at < now.stop and caps[now.at] and not self.role_word(now.at) and self.nameable(now.at):
                now.take((plains[now.at],))
        return True

    def _institution(self, now: _Progress) -> bool:
        """Whether `National Assembly` or the like follows a country: `Speaker of the Hungarian National Assembly`."""
        at = now.at
        return at < now.stop and (self.words.caps[at] or now.small) and self.role_word(at) == "modifier" and (
            not self.words.owns[at - 1] and not self._has_head(at, now.stop))

    def _step(self, now: _Progress) -> tuple[Step, int] | None:
        """How a role goes on after the connector or comma at `now.at`."""
        caps, plains = self.words.caps, self.words.plains
        link = plains[now.at]
        k = now.at + 1
        if link == "," and k < now.stop and plains[k] in ("and", "&"):
            k += 1
        elif link == "/":  # "High Representative/Vice-President"
            return ("word", k) if k < now.stop and caps[k] and self.role_word(k) else None
        elif link == "-":  # spaced, of any length: "Deputy Prime Minister – Envoy to the Far East"
            return ("word", k) if now.headed and k < now.stop and caps[k] and self.role_word(k) else None
        elif link != "," and link not in self.lexicon.lists["roles.connectors"]:
            return None
        determined = k < now.stop and plains[k] in DETERMINERS
        k += determined
        if k < now.stop and now.small and link == "of" and not caps[k] and self.role_word(k):
            return "word", k
        if link in ("for", "of") and (after := self._small_portfolio(k, now.stop)) > k:
            return "place", after
        if link == "of" and now.headed and self.country(k)[0] is None and (
                after := max(self._body(k), self._somewhere(now, k))) > k:
            return "place", after
        if k >= now.stop or not caps[k] or self.honorific(k):
            return None
        if link in ("and", "&", ","):
            return self._after_comma(now, k, determined)
        kind = self.role_word(k)
        if self.country(k)[0] is not None and plains[k] != "state":
            return ("country", k) if now.headed and link in ("of", "for", "to") else None
        if kind == "head" and link not in ("of", "for", "to"):
            return None
        if kind:
            return "word", k
        if link == "of" and now.headed and (after := self._place(k)) > k and (self.begins_name(after) or (
                not now.follows and self.words.plains[after:after + 1] == [","] and self.begins_name(after + 1))):
            return "place", after
        if self.words.owns[k] and plains[k] in _PEOPLES:
            return "word", k
        known = now.follows or self._acronym(k) or self._in_portfolio(k)
        return ("unknown", k) if known and link in ("of", "for", "to") else None

    def _after_comma(self, now: _Progress, k: int, determined: bool) -> tuple[Step, int] | None:
        kind = self.role_word(k)
        if self.words.plains[k] == "plenipotentiary":
            return "word", k
        if kind == "head" and determined:
            return None
        if kind and now.follows:
            return "segment", k
        if kind and now.governed:
            if kind == "modifier" and self._closes(k, now.stop):
                return "word", k
            if self.words.plains[now.at] != "," and not self._has_head(k, now.stop):
                return "word", k
        if not kind and now.governed and (self._in_portfolio(k) or (now.follows and self._listed(k, now.stop))):
            return "unknown", k
        if not kind and now.governed and self.words.plains[now.at] == "and" and (after := self._last_unknown(k)) > k:
            return "place", after
        return None

    def _last_unknown(self, at: int) -> int:
        """The word after the end of a portfolio of no list: `of Trade and Togolese Abroad, Robert Hill`."""
        words, j = self.words, at
        while j < words.count and j - at < _LONGEST_PLACE and words.caps[j] and self.nameable(j) and (
                not self.honorific(j)):
            j += 1
        named = words.plains[j:j + 1] == [","] and self.begins_name(j + 1) and self.begins_name(j + 2)
        return j if named and not self.role_word(at) else at

    def nameable(self, at: int) -> bool:
        """Whether a word can be part of a name at all."""
        word = self.words.plains[at]
        lists = self.lexicon.lists
        if word in lists["names.months"]:  # "Prime Minister May", not "in May 2016"
            following = self.words.plains[at + 1:at + 2]
            return at > 0 and self.words.caps[at - 1] and not (following and following[0][0].isdigit())
        if word in lists["names.rarely"]:
            return at > 0 and (self.honorific(at - 1) or self.words.plains[at - 1] == ".")
        return word not in lists["names.never"]

    def _acronym(self, at: int) -> bool:
        """`UN`, `NATO`: no part of a name that follows."""
        printed = self.words.word(at)
        return len(printed) > 1 and printed.isalpha() and printed.isupper()

    def _in_portfolio(self, at: int) -> bool:
        """Whether a word of no list has one of a role right after it: `Political and Peacebuilding Affairs`."""
        after = at + 1
        return (after < self.words.count and self.words.caps[after] and self.nameable(at)
                and self.role_word(after) == "modifier")

    def _place(self, at: int) -> int:
        """The word after a city or province that an office is of: `Mayor of London`; `at` where none stands there."""
        if self.countries is None:
            return at
        for after in range(min(at + _LONGEST_PLACE, self.words.count), at, -1):
            printed = self.words.cut(at, after)
            if all(self.words.caps[at:after]) and (self.countries.city(printed) or self.countries.region(printed)):
                return after
        return at

    def _body(self, at: int) -> int:
        """The word after a body's name whose initials in brackets follow: `of the World Harbour Office (WHO)`."""
        words, j = self.words, at
        initials = ""
        while j < words.count and j - at < _LONGEST_BODY and (words.caps[j] or words.plains[j] in _SMALL_WORDS):
            initials += words.plains[j][0] if words.caps[j] else ""
            j += 1
        told = words.plains[j:j + 1] == ["("] and words.plains[j + 2:j + 3] == [")"]
        return j if told and len(initials) > 1 and words.plains[j + 1][:1] == initials[:1] and (
            words.word(j + 1).isupper()) else at

    def _somewhere(self, now: _Progress, at: int) -> int:
        """The word after a place of no list before a comma and a name: `the Premier of Saxony, Ann Hill`."""
        words, j = self.words, at
        while j < words.count and j - at < _LONGEST_PLACE and words.caps[j] and self.role_word(j) is None and (
                self.nameable(j)):
            j += 1
        named = words.plains[j:j + 1] == [","] and self.begins_name(j + 1) and self.begins_name(j + 2)
        return j if j > at and named and not now.follows and self.country(at)[0] is None else at

    def _small_portfolio(self, at: int, stop: int) -> int:
        """The word after `maritime affairs` before a comma and a name; `at` where no such words stand there."""
        j = at
        while j < stop and not self.words.caps[j] and self.role_word(j) == "modifier":
            j += 1
        named = self.words.plains[j:j + 1] == [","] and self.begins_name(j + 1) and self.begins_name(j + 2)
        return j if j > at and named else at

    def _closing(self, at: int) -> bool:
        """Whether word `at` ends a portfolio, whatever stands before it: `Western Hemisphere Affairs`."""
        words = self.words
        return at < words.count and words.caps[at] and words.plains[at] in self.lexicon.lists["roles.closing"]

    def _listed(self, k: int, stop: int) -> bool:
        """Whether an unknown capital word after a comma is a portfolio: one word, then a comma or `and`."""
        return k + 1 < stop and self.words.plains[k + 1] in (",", "and", "&", "of") and self.nameable(k)

    def _has_head(self, k: int, stop: int) -> bool:
        while k < stop and self.words.caps[k] and (kind := self.role_word(k)):
            if kind == "head":
                return True
            k += 1
        return False

    def _closes(self, k: int, stop: int) -> bool:
        """Whether the portfolio from `k` on leads to a name without another head: `..., Trade and Industry X`."""
        while k < stop:
            kind = self.role_word(k) if self.words.caps[k] else None
            if kind == "head":
                return False
            if kind is None and self.words.plains[k] not in ("and", "&", ","):
                return True
            k += 1
        return True

    def begins_name(self, at: int) -> bool:
        """Whether a name can begin at word `at`."""
        words = self.words
        if at >= words.count:
            return False
        return self.honorific(at) or (words.caps[at] and self.nameable(at) and not self.role_word(at)
                                      and words.word(at).translate(_WITHIN).isalpha())
