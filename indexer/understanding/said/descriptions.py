"""One person of the record by what tells of them: `her Danish colleague`, `the guest`, `the head of government`."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.knowledge.names import fold
from indexer.understanding.said.bodies import BodyReader
from indexer.understanding.said.subject import Subject, person, together
from indexer.understanding.who.voices import Voice, role_words

_COUNTERPARTS = frozenset(("counterparts", "colleagues", "interlocutors"))
_RANKS = {"his": frozenset(("king", "prince", "emperor", "emir", "amir", "sultan", "duke", "ruler", "sheikh")),
          "her": frozenset(("queen", "princess", "empress", "duchess"))}
_STYLES = frozenset(("HH", "HRH", "HM"))
_NOBLE = frozenset(("al", "bin", "bint", "ibn"))  # words of a Gulf prince's name
_MOST_QUALITIES = 4  # words between `the` and what somebody is: "the visiting Norwegian head of state"
_HEADS = frozenset(("head", "chief", "boss"))
_VISITING = frozenset(("visiting", "guest", "visitor"))
_HEADED = frozenset(("government", "state", "diplomacy", "diplomatic", "corps", "delegation", "side", "ministry",
                     "cabinet", "executive", "foreign", "service"))
# Which roles a noun that is no office can mean.
_MEANT = {
    "diplomat": frozenset(("foreign", "ambassador", "envoy")),
    "envoy": frozenset(("envoy", "ambassador")),
    "diplomacy": frozenset(("foreign",)),
    "diplomatic": frozenset(("foreign",)), "government": frozenset(("prime", "chancellor", "premier", "taoiseach")),
    "state": frozenset(("president", "king", "queen", "emperor", "emir", "sultan", "prince")),
    "monarch": frozenset(("king", "queen", "emperor", "sultan", "emir")),
    "ministry": frozenset(("foreign",)),
    "executive": frozenset(("president", "prime", "chancellor", "premier", "taoiseach")),
    "leader": frozenset(("president", "prime", "chancellor", "premier", "taoiseach", "king", "leader", "emir")),
}


class DescriptionReader(BodyReader):
    """Reads subjects that name nobody, for one sentence."""

    def _styled(self, at: int) -> Subject | None:
        """`His Royal Highness`, `Her Majesty` alone: the one of the principals who is of that rank."""
        if self.words.word(at) in _STYLES and self.words.caps[at + 1:at + 2] == [False] and self.plain(at + 1) != "the":
            return self._royal(at + 1, _RANKS["his"] | _RANKS["her"])
        ranks = _RANKS.get(self.plain(at))
        if ranks is not None and self.plain(at + 1) == "excellency":
            return self._excellency(at)
        after = at + 1 + (self.plain(at + 1) in ("royal", "serene", "imperial"))
        if ranks is None or self.plain(after) not in ("highness", "majesty") or self.words.owns[after]:
            return None
        if after + 1 < self.words.count and (self.words.caps[after + 1] or self.plain(after + 1) == "the"):
            return None  # "His Majesty King A", "His Royal Highness the Crown Prince"
        return self._royal(after + 1, ranks)

    def _royal(self, after: int, ranks: frozenset[str]) -> Subject | None:
        """The only one of a rank; else, of a principal by a noble name or of the publisher's own side."""
        other = {_RANKS["his"]: "f", _RANKS["her"]: "m"}.get(ranks, "?")
        for able in (
            [v for v in self.cast.principals if any(r.core & ranks for r in v.roles)],
            [v for v in self.cast.principals if v.gender != other and (
                v.own or not _NOBLE.isdisjoint(fold(v.label).split()))],
        ):
            if len(able) == 1:
                return person(able[0].label, after, "style")
        return None

    def _excellency(self, at: int) -> Subject | None:
        """`His Excellency` alone: of several such the guest, as a publisher calls its own side by name."""
        if self.words.owns[at + 1] or self.words.caps[at + 2:at + 3] == [True] or self.plain(at + 2) in ("the", "."):
            return None
        gender = "m" if self.plain(at) == "his" else "f"
        fitting = [v for v in self.cast.principals if v.gender == gender] or [
            v for v in self.cast.principals if not v.gender]
        if len(fitting) > 1:
            fitting = [v for v in fitting if v.iso2 and not v.own]
        return person(fitting[0].label, at + 2, "style") if len(fitting) == 1 else None

    def _host_and_guest(self, at: int) -> Subject | None:
        """`The host and the guest`, `host and guest`: both."""
        names, after = self.lexicon.lists["groups.counterparts"], at
        for link in ("and", ""):
            after += self.plain(after) == "the"
            if self.plain(after) not in names or self.words.owns[after] or (link and self.plain(after + 1) != link):
                return None
            after += 1 + bool(link)
        if len(self.cast.principals) == 2:  # a publisher names its own side first, and that is the host at home
            host, guest = (v.label for v in self.cast.principals)
            self.memory.pair = (host, guest) if "host" in self.words.plains[at:at + 2] else (guest, host)
        return self.joint(after, 2, "joint")

    def _counterpart(self, at: int, *, beside: Voice | None = None) -> Subject | None:
        """`his Norwegian colleague`, `her counterpart`: of that country, else the other of two."""
        if self.plain(at) not in ("his", "her", "the", "its", "their"):
            return None
        place, k = self.reader.country(at + 1)
        k = k if place else at + 1
        if place is None and beside is None and self.plain(k) in _COUNTERPARTS and not self.words.owns[k]:
            rest = tuple(v.label for v in self.cast.principals if v.label not in self.memory.single)
            told = len(rest) > 1 and len(rest) == len(self.cast.principals) - 1
            return together(rest, k + 1, "counterparts") if told else None
        if self.plain(k) not in self.lexicon.lists["groups.counterparts"] or self.words.owns[k]:
            return None
        if place is not None:
            others = [v for v in self.cast.principals if v.iso2 == place[1]]
            single = self.memory.single
            if not others and len(self.cast.principals) == 2 and single:  # of no country that is told
                others = [v for v in self.cast.principals if v.label not in single and v.iso2 is None]
        elif beside is not None:
            others = [v for v in self.cast.principals if v is not beside]
        else:
            single = self.memory.single
            others = [v for v in self.cast.principals if single and v.label not in single]
        return person(others[0].label, k + 1, "counterpart") if len(others) == 1 else None

    def described(self, at: int) -> Subject | None:
        """`the Danish diplomat`, `the visiting Prime Minister`, `Norway's leader`: the only one whom it can mean."""
        place, j = (None, at + 1) if self.plain(at) == "the" else self.reader.country(at)
        if j == at or j >= self.words.count or (place is not None and not self.words.owns[j - 1]):
            return None
        iso2, visiting, host = place[1] if place is not None else None, False, False
        for _ in range(_MOST_QUALITIES):
            country, after = self.reader.country(j)
            if country is not None and after < self.words.count and not self.words.owns[after - 1]:
                iso2, j = country[1], after
            elif self.plain(j + 1) in _HEADS and j < self.words.count and self.words.word(j).isupper():
                j += 1  # "the IAEA chief"
                break
            elif self.plain(j) in self.lexicon.lists["groups.qualities"]:
                visiting = visiting or self.plain(j) in _VISITING
                host = host or self.plain(j) == "host"
                j += 1
            else:
                break
        found = self._what(j, iso2, visiting=visiting, host=host)
        if found is None and (visiting or host) and self.plain(j - 1) in self.lexicon.lists["groups.persons"]:
            return self._what(j - 1, iso2, visiting=visiting, host=host)  # "the guest" itself
        return found

    def _what(self, j: int, iso2: str | None, *, visiting: bool, host: bool) -> Subject | None:
        """Somebody by the noun at word `j`, of a country where it is told."""
        noun = self.plain(j)
        if noun in self.lexicon.lists["groups.persons"]:
            after, asked = j + 1, frozenset((noun,))
        else:
            role = self.reader.role(j, follows=False, determined=True) if j < self.words.count else None
            if role is None or self.words.owns[role.next - 1] or self._is_plural(role.words):
                return None
            after, asked = role.next, role_words(" ".join(role.words))
            iso2 = role.country[1] if role.country is not None else iso2
        if noun in ("head", "chief"):
            after, iso2, headed = self._headed(after, iso2)
            asked |= headed
        named = after < self.words.count and (self.words.caps[after] or self.plain(after) == ",") and (
            self.reader.begins_name(after + (self.plain(after) == ",")))
        if after > self.words.count or self.words.owns[after - 1] or (named and self.words.caps[after]):
            return None
        if noun in _HEADS and (body := self._of_body(j)) is not None:
            return body
        found = self._meant(asked, iso2, visiting=visiting or noun in _VISITING, host=host or noun == "host")
        return person(found.label, after, "description") if found is not None else None

    def _of_body(self, j: int) -> Subject | None:
        """`the head of the IAEA`, `the IAEA chief`, `the head of the European Council`: by what they head."""
        named = j and self.words.word(j - 1).isupper() and len(self.words.word(j - 1)) > 1
        first = j - 1 if named else j + 1 + (self.plain(j + 1) == "of") + (self.plain(j + 2) == "the")
        after = first + 1
        while not named and after < self.words.count and (self.words.caps[after] or self.plain(after) == "of"):
            after += 1
        if first >= self.words.count or not self.words.caps[first]:
            return None
        asked = self.words.plains[first:after]
        initials = asked[0].upper() if len(asked) == 1 else ""
        fitting = [v for v in self.cast.principals if initials in v.bodies or (
            len(asked) > 1 and any(role.words.issuperset(role_words(" ".join(asked))) for role in v.roles))]
        return person(fitting[0].label, j + 1 if named else after, "description") if len(fitting) == 1 else None

    def _is_plural(self, words: tuple[str, ...]) -> bool:
        heads = self.lexicon.lists["roles.heads"]
        return any(word not in heads and word.removesuffix("s") in heads for word in words)

    def _headed(self, at: int, iso2: str | None) -> tuple[int, str | None, frozenset[str]]:
        """What somebody is the head of, at word `at`: `of the Portuguese diplomacy`."""
        j = at + (self.plain(at) == "of")
        j += self.plain(j) == "the"
        country, after = self.reader.country(j)
        if country is not None and not self.words.owns[after - 1]:
            iso2, j = country[1], after
        first = j
        while self.plain(j) in _HEADED:
            j += 1
        if j == first and country is not None:
            return j, iso2, frozenset(("state",))  # "the head of Norway"
        return (j, iso2, frozenset(self.words.plains[first:j])) if j > first else (at, iso2, frozenset())

    def _meant(self, asked: frozenset[str], iso2: str | None, *, visiting: bool, host: bool) -> Voice | None:
        """The only one of the principals whom these words can mean; None where they are several or nobody."""
        able: Sequence[Voice] = self.cast.principals
        if iso2 is not None:
            able = [v for v in able if v.iso2 == iso2]
        elif visiting or host:
            able = [v for v in able if v.label == self._party(host=host)]
        if not able:
            return None
        heads = self.lexicon.lists["roles.heads"]
        wanted = frozenset().union(*(_MEANT[word] for word in asked if word in _MEANT))
        fitting = [v for v in able if (any(role.words & wanted for role in v.roles) if wanted else
                                       any(role.fits(asked, heads) for role in v.roles))]
        known = iso2 is not None or visiting or host
        vague = bool(wanted) or not asked.isdisjoint(self.lexicon.lists["groups.persons"])
        if known and vague and not fitting:
            fitting = list(able)
        return fitting[0] if len(fitting) == 1 else None

    def _party(self, *, host: bool) -> str | None:
        """The label of the host or of the guest, of two: who is at home where they met, else the one named first."""
        if len(self.cast.principals) != 2:
            at_home = [v.label for v in self.cast.principals if host and v.iso2 and v.iso2 == self.cast.where]
            return at_home[0] if len(at_home) == 1 else None
        first, second = self.cast.principals
        home = self.cast.where
        if second.own or (home is not None and second.iso2 == home and first.iso2 != home):
            first, second = second, first
        return first.label if host else second.label
