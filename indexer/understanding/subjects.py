"""The grammatical subject at a word of a reported sentence: a person, several, a group, a side, a pronoun."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import ALL, BOTH, SIDE
from indexer.understanding.mentions import Mention, Reader
from indexer.understanding.sentences import Words
from indexer.understanding.voices import Cast, Voice, by_role, foremost, resolve, role_words

_BEGINNINGS = frozenset(("the", "both", "all", "these", "they", "he", "she", "his", "her", "its", "their", "each", "de", "von",
                         "van", "der", "al", "el", "bin"))
_TOGETHER = (("and",), ("&",), ("as", "well", "as"), ("together", "with"), ("along", "with"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a subject means: labels, the persons behind them, and the word after it. No labels: nobody we know."""

    labels: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    after: int = 0
    rule: str = ""
    plural: bool = False
    side: bool = False
    mention: Mention | None = None  # of a person by name who takes no part, or is not known


@dataclass(slots=True)
class Memory:
    """What came before in the section: the last subject, and the last two persons named side by side."""

    last: Subject | None = None
    pair: tuple[str, ...] = ()
    single: tuple[str, ...] = ()  # the last one person who was a subject
    here: tuple[str, ...] = ()  # principals named in this section


class SubjectReader:
    """Reads subjects of one sentence."""

    def __init__(self, words: Words, cast: Cast, memory: Memory) -> None:
        assert cast.lexicon is not None
        self.words = words
        self.cast = cast
        self.lexicon = cast.lexicon
        self.memory = memory
        self.reader = Reader(words, cast.lexicon, cast.countries)

    def read(self, at: int) -> Subject | None:
        """The subject that begins at word `at`; None where none does."""
        plains = self.words.plains
        if at >= len(plains):
            return None
        word = plains[at]
        if not self.words.caps[at] and word not in _BEGINNINGS and word not in self.lexicon.numbers and (
                word not in self.lexicon.lists["groups.nouns"]) and word not in self.lexicon.lists["groups.modifiers"]:
            return None
        if found := self._pronoun(at, word):
            return self._with_another(found)
        if found := self._former(at):
            return found
        if found := self._plural_role(at):
            return found
        if found := self._group(at):
            return found
        if found := self._counterpart(at):
            return found
        return self._listed(at)

    def _pronoun(self, at: int, word: str) -> Subject | None:
        if word == "they":
            return self._they(at)
        if word in ("he", "she"):
            gender = self.lexicon.pronouns.get(word, "")
            last = self.memory.single
            voice = self._voice(last[0]) if last else None
            if voice is not None and (not voice.gender or voice.gender == gender):
                return Subject(labels=last, said_by=last, after=at + 1, rule="pronoun")
            if voice is not None or not last:
                fitting = [v for v in self.cast.principals if v.gender in (gender, "")]
                if len(fitting) == 1 and len(self.cast.principals) > 1:
                    return Subject(labels=(fitting[0].label,), said_by=(fitting[0].label,), after=at + 1, rule="pronoun")
            return Subject(after=at + 1, rule="pronoun")
        return None

    def _with_another(self, subject: Subject) -> Subject:
        """`He and Minister B`."""
        plains = self.words.plains
        if len(subject.labels) != 1 or subject.after >= len(plains) or plains[subject.after] != "and":
            return subject
        found = self._named(subject.after + 1)
        if found is None or found[0].label in subject.labels:
            return subject
        labels = (*subject.labels, found[0].label)
        return Subject(labels=labels, said_by=labels, after=found[1], rule="named together", plural=True)

    def _they(self, at: int) -> Subject:
        if at > 5 and (here := self._named_before(at)):
            return here
        last = self.memory.last
        if last is not None and last.plural:
            return Subject(labels=last.labels, said_by=last.said_by, after=at + 1, rule="pronoun", plural=True)
        return self.joint(at + 1, 0, "pronoun")

    def _named_before(self, at: int) -> Subject | None:
        """`A spoke with B, joined by C, and they ...`: those named before in the sentence, where they are not everybody."""
        named = [voice.label for mention in self.reader.mentions() if mention.after <= at
                 and (voice := resolve(mention, self.cast)) is not None and voice.taking_part]
        labels = tuple(dict.fromkeys(named))
        if len(labels) < 2 or len(labels) >= len(self.cast.principals):
            return None
        return Subject(labels=labels, said_by=labels, after=at + 1, rule="pronoun", plural=True)

    def joint(self, after: int, number: int, rule: str, asked: frozenset[str] = frozenset(), *,
              many: bool = False) -> Subject:
        """Both or all of the principals; only those of a role where the group names one that some of them share."""
        principals = self.cast.principals
        members = principals
        if asked and number and number != len(principals):
            heads = self.lexicon.lists["roles.heads"]
            fitting = tuple(v for v in principals if any(r.fits(asked, heads) for r in v.roles))
            members = fitting if len(fitting) == number else principals
        if members is principals and 1 < len(self.memory.here) < len(principals) and (
                len(self.memory.here) == number or (not number and len(self.memory.here) == 2)):
            members = tuple(v for v in principals if v.label in self.memory.here)
        size = number if number > 1 else len(members)
        if size < 2:
            size = 3 if many else 2
        label = BOTH if size == 2 else ALL
        said = tuple(v.label for v in members) if len(members) > 1 and number in (0, 1, len(members)) else ()
        return Subject(labels=(label,), said_by=said, after=after, rule=rule, plural=True)

    def _rest(self, mention: Mention, voices: list[Voice]) -> Voice | None:
        """Whom a bare role means beside persons named with it: `the President and President B`."""
        left = [v for v in by_role(mention, self.cast) if v not in voices]
        return left[0] if len(left) == 1 else None

    def _group(self, at: int) -> Subject | None:
        """`the two leaders`, `both sides`, `Ministers`, `the participants`, and `the Japanese side`."""
        words, lists = self.words, self.lexicon.lists
        plains = words.plains
        count = len(plains)
        j = at
        determined = False
        number = 0
        while j < count and (plains[j] in ("the", "both", "all", "these", "of") or plains[j] in self.lexicon.numbers):
            if plains[j] in self.lexicon.numbers:
                number = self.lexicon.numbers[plains[j]]
            determined = True
            j += 1
        if j > at and (j >= count or plains[j - 1] == "of"):
            return None
        if j > at and plains[j - 1] == "both" and not (plains[j] in lists["groups.nouns"]):
            return self.joint(j, 2, "joint")
        return self._noun(at, j, number, determined) or self._side(at, j)

    def _noun(self, at: int, j: int, number: int, determined: bool) -> Subject | None:
        """A group by its noun, from `j` on, after determiner and number."""
        words, lists = self.words, self.lexicon.lists
        plains = words.plains
        count = len(plains)
        if number and j - at > 1 and j < count and plains[j] not in lists["groups.nouns"] and (
                plains[j] not in lists["groups.modifiers"]) and not words.caps[j]:
            return self.joint(j, number, "joint")
        asked: list[str] = []
        k = j
        while k < count and k - j < 6 and (plains[k] in lists["groups.modifiers"] or (
                words.caps[k] and self.reader.country(k)[0]) or plains[k] in ("and", ",", "-", "of", "&")) and (
                plains[k] not in lists["groups.nouns"]):
            asked.append(plains[k])
            k += 1
        if k < count and number and k == j and plains[k][-1:] == "s" and not words.owns[k] and len(plains[k]) > 2:
            return self.joint(k + 1, number, "joint")
        if k >= count or plains[k] not in lists["groups.nouns"] or words.owns[k]:
            return None
        if plains[k] in lists["groups.singular_nouns"] and not determined:
            return None
        if not determined and not (words.caps[at] if k > at else k == j):
            return None
        if not determined and at > 0 and not words.caps[at] and not self._after_break(at):
            return None
        return self._ending(k, number, asked)

    def _after_break(self, at: int) -> bool:
        return self.words.plains[at - 1] in (",", ";", ":", "and")

    def _ending(self, k: int, number: int, asked: list[str]) -> Subject | None:
        """The group whose noun is word `k`, with what may follow it: `of the United States and Japan`, `present`."""
        plains = self.words.plains
        noun = plains[k]
        j = k + 1
        if j < len(plains) and plains[j] in ("of", "from") and noun not in ("group",):
            j += 1
            while j < len(plains):
                place, p = self.reader.country(j)
                if place is None:
                    if plains[j] in ("the", "both", "two", "countries", "governments", "each", "respective"):
                        if plains[j] == "each":
                            return None
                        j += 1
                        continue
                    break
                j = p
                if j < len(plains) and plains[j] in (",", "and"):
                    j += 1
                    j += j < len(plains) and plains[j] == "and"
                else:
                    break
        if noun == "members" and self.cast.mode == "joint" and plains[k + 1:k + 2] == ["of"]:
            while j < len(plains) and (self.words.caps[j] or plains[j] in ("of", "the", "and", "this", "our")):
                j += 1
            if plains[j:j + 1] == ["("] and ")" in plains[j:j + 4]:
                j = plains.index(")", j) + 1
            return self.joint(j, number, "joint", many=True)
        if noun == "members" or (noun in ("representatives", "countries", "men", "women", "nations") and not number):
            if noun != "countries":
                return None
        singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
        role = frozenset() if singular in ("leader", "side", "party", "principal", "participant", "official") else (
            role_words(" ".join([*asked, singular])))
        many = noun in ("participants", "officials", "members", "partners", "group", "representatives", "attendees")
        return self.joint(j, number, "joint", role, many=many)

    def _side(self, at: int, j: int) -> Subject | None:
        """`the Japanese side`, `the EU side`, `Japan`, `the United States`; two of them joined are both."""
        sides, k = self._side_at(j)
        if not sides:
            return None
        plains = self.words.plains
        codes = [sides]
        while k < len(plains) and plains[k] in ("and", ",", "&"):
            m = k + 1 + (plains[k] == "," and k + 1 < len(plains) and plains[k + 1] == "and")
            m += m < len(plains) and plains[m] == "the"
            more, p = self._side_at(m)
            if not more:
                break
            codes.append(more)
            k = p
        if k < len(plains) and plains[k] in ("sides", "delegations", "governments") and len(codes) > 1:
            k += 1
        if len(codes) > 1:
            if len(codes) == 2:
                return Subject(labels=(BOTH,), said_by=self.joint(k, 2, "sides").said_by, after=k, rule="sides", plural=True,
                               side=True)
            return Subject(labels=(ALL,), said_by=self.joint(k, len(codes), "sides").said_by, after=k, rule="sides",
                           plural=True, side=True)
        return Subject(labels=(SIDE + codes[0],), after=k, rule="side", side=True)

    def _side_at(self, j: int) -> tuple[str, int]:
        place, k = self.reader.country(j)
        plains = self.words.plains
        if place is None or self.words.owns[k - 1]:
            return "", j
        if k < len(plains) and plains[k] in self.lexicon.lists["groups.sides"]:
            return place[0], k + 1
        if k < len(plains) and plains[k] == "and":
            return place[0], k
        if k < len(plains) and plains[k] in ("sides", "delegations"):
            return place[0], k
        if self._adjective(j, k):
            return "", j
        return place[0], k

    def _adjective(self, j: int, k: int) -> bool:
        """Whether the country's name is an adjective here: followed by a noun, `Japanese companies`, `EU rules`."""
        following = self.words.plains[k] if k < self.words.count else ""
        names = getattr(self.cast.countries, "country_name", None)
        return names is not None and names(self.words.cut(j, k)) is None and following not in ("and",)

    def _former(self, at: int) -> Subject | None:
        plains = self.words.plains
        if plains[at] == "the" and at + 1 < len(plains) and plains[at + 1] in ("former", "latter"):
            follows = plains[at + 2] if at + 2 < len(plains) else ""
            if len(self.memory.pair) == 2 and not (self.words.caps[at + 2] if at + 2 < len(plains) else False):
                label = self.memory.pair[plains[at + 1] == "latter"]
                return Subject(labels=(label,), said_by=(label,), after=at + 2, rule=f"the {plains[at + 1]}")
            return None if follows else None
        return None

    def _counterpart(self, at: int, *, beside: Voice | None = None) -> Subject | None:
        """`his Norwegian colleague`, `her counterpart`: of that country, else the other of two."""
        plains = self.words.plains
        if plains[at] not in ("his", "her", "the", "its", "their"):
            return None
        place, k = self.reader.country(at + 1)
        k = k if place else at + 1
        if k >= len(plains) or plains[k] not in self.lexicon.lists["groups.counterparts"] or self.words.owns[k]:
            return None
        others = [v for v in self.cast.principals if (place and v.iso2 == place[1])
                  or (not place and (v is not beside if beside else
                                     self.memory.single and v.label not in self.memory.single))]
        if len(others) != 1:
            return None
        label = (others[0].label,)
        return Subject(labels=label, said_by=label, after=k + 1, rule="counterpart")

    def _plural_role(self, at: int) -> Subject | None:
        """`Ministers A and B`, `Leaders A, B and C`, `Presidents A and B`."""
        words = self.words
        j = at + (words.plains[at] == "the")
        while j < len(words) and words.caps[j] and (words.plains[j] in self.lexicon.lists["groups.modifiers"]
                                                    or words.plains[j] in self.lexicon.lists["roles.modifiers"]):
            j += 1
        if j >= len(words) or not words.caps[j] or words.plains[j] not in self.lexicon.lists["groups.nouns"]:
            return None
        labels: list[str] = []
        k = after = j + 1
        while (found := self._named(k)) is not None:
            labels.append(found[0].label)
            k = after = found[1]
            while k < len(words) and words.plains[k] in (",", "and", "&"):
                k += 1
            if k == after:
                break
        if len(labels) < 2:
            return None
        self.memory.pair = (labels[0], labels[1]) if len(labels) == 2 else ()
        return Subject(labels=tuple(labels), said_by=tuple(labels), after=after, rule="named together", plural=True)

    def _named(self, at: int) -> tuple[Voice, int] | None:
        mention = self.reader.read(at, known=self.cast.known)
        if mention is None or not mention.name:
            return None
        voice = resolve(mention, self.cast)
        return (voice, mention.after) if voice is not None and voice.taking_part else None

    def _listed(self, at: int) -> Subject | None:
        """One person, or several joined by commas and `and`."""
        first = self._person(at)
        if first is None:
            return None
        voices: list[Voice] = []
        open_roles: list[Mention] = []
        voice, mention = first
        if voice is not None and voice.taking_part:
            voices.append(voice)
        after = mention.after
        unknown = None if voices else mention
        if unknown is not None and unknown.determined and not unknown.name and len(by_role(unknown, self.cast)) > 1:
            open_roles, unknown = [unknown], None
        while (k := self._joined(after)) is not None:
            if (voices or open_roles) and (group := self._noun_at(k)) is not None:
                return group
            if len(voices) == 1 and (other := self._counterpart(k, beside=voices[0])) is not None:
                return Subject(labels=(voices[0].label, *other.labels), said_by=(voices[0].label, *other.labels),
                               after=other.after, rule="named together", plural=True)
            found = self._person(k)
            if found is None:
                break
            voice, more = found
            if voice is None or not voice.taking_part:
                if more.name and unknown is None and voices:
                    break
                if more.determined and not more.name and len(by_role(more, self.cast)) > 1:
                    open_roles.append(more)
                else:
                    unknown = unknown or more
                after = more.after
                continue
            if unknown is not None and not unknown.name and not voices and not unknown.determined:
                unknown = None  # the first half of a role: "State Councilor and Foreign Minister Wang Yi"
            voices.append(voice)
            after = more.after
        for role in open_roles:
            rest = self._rest(role, voices) or (None if voices else foremost(by_role(role, self.cast), self.cast))
            if rest is None:
                unknown = unknown or role
            else:
                voices.insert(0, rest)
        if unknown is not None or not voices:
            return Subject(after=after, rule="unknown person", mention=unknown or mention)
        labels = tuple(dict.fromkeys(v.label for v in voices))
        if len(labels) == 1:
            return Subject(labels=labels, said_by=labels, after=after, rule="subject", mention=mention)
        self.memory.pair = labels if len(labels) == 2 else ()
        return Subject(labels=labels, said_by=labels, after=after, rule="named together", plural=True)

    def _noun_at(self, at: int) -> Subject | None:
        """`the four leaders` after `The President and`."""
        plains = self.words.plains
        j, number = at, 0
        while j < len(plains) and (plains[j] == "the" or plains[j] in self.lexicon.numbers):
            number = self.lexicon.numbers.get(plains[j], number)
            j += 1
        if j == at:
            return None
        found = self._noun(at, j, number, True)
        return self.joint(found.after, max(number + 1, 3) if number else 0, "joint") if found else None

    def _joined(self, at: int) -> int | None:
        """The word after `and`, `, and`, `, ` or `together with` at `at`, where a person may follow."""
        plains = self.words.plains
        if at >= len(plains):
            return None
        for link in _TOGETHER:
            if tuple(plains[at:at + len(link)]) == link:
                return at + len(link)
        if plains[at] == "," and at + 1 < len(plains):
            k = at + 2 if plains[at + 1] in ("and", "&") else at + 1
            if k < len(plains) and (self.words.caps[k] or plains[k] == "the"):
                return k
        return None

    def _person(self, at: int) -> tuple[Voice | None, Mention] | None:
        mention = self.reader.read(at, known=self.cast.known)
        if mention is None or mention.owns:
            return None
        if not mention.name and not mention.determined and not self.words.caps[at]:
            return None
        voice = resolve(mention, self.cast)
        if voice is None and not mention.titled and not mention.attributed:
            return None
        return voice, mention

    def _voice(self, label: str) -> Voice | None:
        return next((v for v in self.cast.voices if v.label == label), None)
