"""Reported speech, clause by clause: who is the subject of which reporting verb, from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.knowledge.lexicon import Form
from indexer.understanding.language.acts import Verb, VerbReader
from indexer.understanding.language.sentences import Words
from indexer.understanding.said.subjects import Memory, Subject, SubjectReader
from indexer.understanding.who.voices import Cast

LONGEST_SENTENCE = 6000  # characters that are read of one sentence; the longest real one seen has 1,900
LONGEST_OPENER = 90  # words before a subject
SHORT_OPENER = 25  # words of an opener that no comma closes
LONGEST_ASIDE = 45  # words of `, who ...,` between subject and verb
_AGREEING = frozenset(("agreed", "welcomed", "supported", "thanked"))
_BREAKS = frozenset((",", ":", ")", "—", "–", "-", "•", "”"))
_CHANGERS = frozenset((",", ";", ":", "—", "–", "and", "while", "whereas", "but", "which", "with", "."))
_CONJUNCTIONS = frozenset(("and", "while", "whereas", "but", "so", "then", ",", "whereupon", "upon"))
_TO_WHICH = frozenset(("to", "for", "after", "upon"))
_FARTHEST_AGENT = 14  # words between a passive verb and the `by` of its agent
_LONGEST_BEFORE_WHO = 8  # words of a person before `, who said`
_GOVERNING = frozenset(("of", "by", "between", "to", "from", "for", "with", "on", "in", "at"))
_MOST_IDLE = 2  # openers after the last verb that reports; their subject is remembered, for a `he` that follows
_MOST_DESCRIBING = 6  # words of such a description
_LONGEST_NOUN = 4  # words before the subject in `a step the Minister welcomed`
_SHORTEST_SAID = 6  # words before a speaker who stands at the end
_LONGEST_CLOSING = 12  # words of `, Foreign Minister X said`
_SAYING = frozenset(("stated", "answered"))
_BY_BOTH = frozenset(("agree", "decide", "resolve"))
_MODALS = frozenset(("will", "would", "had", "can", "could", "should", "may", "must"))
_AT = (["at"], ["of"], ["for"], ["in"])
_LONGEST_WORKPLACE = 14  # words of `at the Harbour Trust` after a person's role
_ASIDES = frozenset(("who", "whose", "whom", "on", "in", "for", "as", "at", "while", "speaking", "with", "together",
                     "after", "along", "accompanied", "joined", "during", "through", "by", "the"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with a reporting verb, `text[start:end]`."""

    start: int
    end: int
    subject: Subject
    verb: Verb
    printed: str  # the verb as printed
    rule: str


class ClauseReader:
    """Reads the clauses of a section's sentences, in order; remembers the last subject from one to the next."""

    def __init__(self, cast: Cast, *, present: bool, here: tuple[str, ...] = (), last: tuple[str, ...] = ()) -> None:
        assert cast.lexicon is not None
        self.cast = cast
        self.lexicon = cast.lexicon
        self.memory = Memory(here=here, single=last if len(last) == 1 else ())
        self.verbs = VerbReader(cast.lexicon)
        self.present = present  # the report itself may be in the present: joint statements

    def read(self, text: str, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses of the sentence `text[start:end]`."""
        words = Words(text, start, min(end, start + LONGEST_SENTENCE))
        found = tuple(_Sentence(self, words).clauses()) if words.count else ()
        self.memory.before = words
        return found


@dataclass(slots=True)
class Found:
    """A clause while its sentence is read: the word at which it begins."""

    at: int
    subject: Subject
    verb: Verb
    rule: str


class _Sentence:
    """One sentence being read."""

    def __init__(self, owner: ClauseReader, words: Words) -> None:
        self.owner = owner
        self.words = words
        self.plains = words.plains
        self.memory = owner.memory
        self.verbs = owner.verbs
        self.lexicon = owner.lexicon
        self.subjects = SubjectReader(words, owner.cast, owner.memory)
        self.last = self.verbs.last(words)  # no clause begins after it
        self._read: dict[int, Subject | None] = {}  # subjects, until the memory changes

    def clauses(self) -> Iterator[Clause]:
        words, found = self.words, self._all()
        for i, each in enumerate(found):
            last = found[i + 1].at - 1 if i + 1 < len(found) else words.count - 1
            if i + 1 < len(found):
                while last >= each.verb.after and self.plains[last] in (_CHANGERS - {"which", "with", "."}):
                    last -= 1
            printed = words.cut(each.verb.shown, min(each.verb.after, words.count))
            yield Clause(words.starts[each.at], words.ends[last], each.subject, each.verb, printed, each.rule)

    def _subject(self, at: int) -> Subject | None:
        if at not in self._read:
            self._read[at] = self.subjects.read(at)
        return self._read[at]

    def _all(self) -> list[Found]:
        talks = self.verbs.of_talks(self.words)
        if (closing := self._closing()) is not None:
            return [closing]
        main = (talks and self._agentless(talks, "agentless")) or self._main()
        found = self._with_seconds(main) if main is not None else []
        if main is None and (main := self._passive() or self._nominal()) is not None:
            found = [main]
        if main is None:
            main = self._joined()
            found = self._with_seconds(main) if main is not None else []
        if main is None:
            return []
        at = main.verb.after
        while (change := self._change(at, main)) is not None:
            while found and found[-1].at >= change.at:
                found.pop()  # a second verb read past a change of subject belongs to the new one
            found.extend(self._with_seconds(change))
            at = change.verb.after
        return [each for each in found if each.subject.labels and each.verb.act is not None and not each.verb.passive]

    def _closing(self) -> Found | None:
        """`Norway is for the bridge, she said.`: the speaker at the end of what was said."""
        last = self.words.count - 1 - (self.plains[-1] == ".")
        if last != self.last or last < _SHORTEST_SAID:
            return None
        for at in range(last - 1, max(last - _LONGEST_CLOSING, 1), -1):
            if self.plains[at] == ",":
                subject = self._subject(at + 1)
                verb = self.verbs.read(self.words, subject.after) if subject is not None and subject.labels else None
                if subject is None or verb is None or verb.after != last + 1 or verb.act not in _SAYING:
                    return None
                return self._remember(Found(0, subject, verb, f"{subject.rule}, at the end"))
        return None

    def _main(self) -> Found | None:
        """The main clause: at the sentence's start, or after an opener."""
        words, plains = self.words, self.plains
        if (first := self._try(0)) is not None:
            return self._remember(first)
        if not words.caps[0] and plains[0][0].isalpha():
            return None
        if (described := self._described()) is not None:
            return self._remember(described)
        if self._has_other_verb(0):
            return None
        limit = min(words.count, LONGEST_OPENER)
        idle = 0
        for at in range(1, limit):
            if plains[at - 1] in _BREAKS or (plains[at - 1] == "and" and plains[at - 2] == ","):
                idle += at > self.last
                if idle > _MOST_IDLE:
                    return None
                found = self._try(at)
                if found is not None:
                    return self._remember(found)
        if plains[0] not in self.lexicon.lists["grammar.opener_words"] and words.caps[0]:
            return None
        for at in range(1, min(limit, SHORT_OPENER, self.last)):
            if plains[at] in (",", ";", "that", "which", "who"):
                return None
            if plains[at - 1] not in _GOVERNING and (found := self._try(at)) is not None and found.subject.labels:
                return self._remember(found)
        return None

    def _described(self) -> Found | None:
        """`Home office crime minister Ann Hill said`: a role in small letters whose modifiers are of no list."""
        if self.plains[0] in self.lexicon.lists["grammar.opener_words"]:
            return None
        for at in range(1, min(self.words.count - 1, _MOST_DESCRIBING)):
            if self.words.caps[at] or not self.plains[at][0].isalpha() or self.plains[at] in _GOVERNING:
                return None
            if self.plains[at] in self.subjects.reader.heads:
                return self._try(at)
        return None

    def _joined(self) -> Found | None:
        """A clause joined to one that reports nothing: `was held and the ministers ...`, `in which the leaders ...`."""
        for at in range(1, min(self.words.count - 1, self.last)):
            if self.plains[at] == "which" and self.plains[at - 1] in ("in", "at", "during"):
                found = self._own(at - 1, at + 1, "relative clause", past=True)
                return self._remember(found) if found and found.subject.plural and not found.subject.side else None
            if self.plains[at] in ("that", "which", "who", "whether"):
                return None
            if self.plains[at] in ("and", "but") and self.plains[at + 1] != "that":
                found = self._own(at + 1, at + 1, "joined clause", past=True)
                if found is not None and not found.subject.side and found.subject.rule != "pronoun":
                    return self._remember(found)
        return None

    def _has_other_verb(self, at: int) -> bool:
        """Whether the sentence opens with a subject whose verb reports nothing: then nothing in it is searched."""
        subject = self._subject(at)
        if subject is None:
            return False
        verb = self._verb(subject)
        following = self.plains[subject.after] if subject.after < self.words.count else ""
        if verb is None and following not in _MODALS:
            after = self.verbs.adverbs(self.words, subject.after)
            if self.plains[after:after + 1] and self.plains[after].endswith("ed"):
                self._note(subject)  # a verb of no list, as in "She also interacted with students."
            return False
        self._note(subject)
        return True

    def _note(self, subject: Subject) -> None:
        self._read.clear()
        memory = self.memory
        if subject.labels:
            memory.stranger = False
            memory.turn_to(subject)
        elif subject.mention is not None:
            memory.last, memory.single, memory.stranger = None, (), bool(subject.mention.name)

    def _remember(self, found: Found) -> Found:
        self._note(found.subject)
        return found

    def _try(self, at: int) -> Found | None:
        """A subject at `at` with a verb after it that reports, or that another verb that reports follows."""
        subject = self._subject(at)
        if subject is None:
            return None
        verb = self._verb(subject)
        if verb is None or not self._in_tense(verb, subject):
            return None
        if verb.act is not None:
            return self._encouraged(at, verb) or Found(at, subject, verb, subject.rule)
        if not subject.labels:
            self._note(subject)
            return None
        if (by := self.verbs.framed(self.words, verb)) is not None:
            return Found(at, subject, by, subject.rule)
        second = None if verb.passive and verb.base == "be" else self._second(
            verb.after, "third" if verb.form == "third" else "past")
        return Found(at, subject, second, f"{subject.rule}, second verb") if second else None

    def _encouraged(self, at: int, verb: Verb) -> Found | None:
        """`Minister A was encouraged by Minister B to ...`: B speaks; by the progress, A does."""
        if verb.base != "be" or self.plains[verb.after:verb.after + 1] != ["by"]:
            return None
        passive = self.verbs.passive(self.words, verb.first)
        return self._agent(at, passive, "passive") if passive is not None and passive.act is not None else None

    def _verb(self, subject: Subject) -> Verb | None:
        """The verb after a subject; an aside, or the comma that closes a title, may stand between."""
        at = self._aside(self._workplace(subject))
        verb = self.verbs.read(self.words, at)
        if verb is not None and verb.joint and not subject.plural:
            return replace(verb, act=None)
        closes = subject.mention is not None or subject.rule == "named together"
        if verb is None and closes and self.plains[at:at + 1] == [","]:
            verb = self.verbs.read(self.words, at + 1)
            return verb if verb is not None and verb.form == "past" else None
        return verb

    def _workplace(self, subject: Subject) -> int:
        """The comma after where somebody has the office: `Ann Hill, Head of Care at the Harbour Trust, said`."""
        at = subject.after
        if subject.mention is None or not subject.mention.attributed or self.plains[at:at + 1] not in _AT:
            return at
        for j in range(at + 1, min(self.words.count, at + _LONGEST_WORKPLACE)):
            if self.plains[j] == ",":
                return j
        return at

    def _in_tense(self, verb: Verb, subject: Subject) -> bool:
        """A bare form is a verb only after several, after `did`, or where the report is in the present."""
        return verb.form != "base" or subject.plural or verb.negated or verb.act is None or self.owner.present

    def _aside(self, at: int) -> int:
        """The word after `, who ...,`, `(...)`, `, calling from ...,` between subject and verb."""
        plains, count = self.plains, self.words.count
        limit = min(count, at + LONGEST_ASIDE)
        if at >= count:
            return at
        if plains[at] == "(":
            return next((j + 1 for j in range(at + 1, limit) if plains[j] == ")"), at)
        if plains[at] != "," or self.verbs.adverbs(self.words, at) != at or at + 1 >= count:
            return at
        if self.words.caps[at + 1] and plains[at + 1] not in _ASIDES:
            return at  # a list of names goes on
        for j in range(at + 2, limit):
            if plains[j] == "," and plains[j + 1:j + 2] != ["and"]:
                verb = self.verbs.read(self.words, j + 1)
                if verb is not None and verb.form in ("past", "third") and verb.act is not None:
                    return j + 1
        return at

    def _second(self, at: int, form: Form) -> Verb | None:
        """The first reporting verb that `and` joins to a verb that reports nothing: `met X and stressed ...`."""
        over = at  # the end of a relative clause between commas: "met Minister B, who is on a visit, and discussed"
        for j in range(at, self.words.count - 1):
            if self.plains[j] in ("who", "which") and self.plains[j - 1] == "," and "," in self.plains[j:]:
                over = self.plains.index(",", j)
            if j >= over and self.plains[j] in (";", "which", "who", "that", "where"):
                return None
            if j >= over and self.plains[j] in ("and", ","):
                found = self.verbs.coordinated(self.words, j + 1)
                if found is not None and found.form == form:
                    return found
        return None

    def _with_seconds(self, first: Found) -> list[Found]:
        """The clause and those of its later verbs that an `and` joins."""
        found = [first]
        at = first.verb.after
        while at < self.words.count - 1:
            word = self.plains[at]
            if word in ("and", "but", ",") and not (word == "," and self.plains[at + 1] == "and"):
                verb = self.verbs.coordinated(self.words, at + 1)
                if verb is not None and verb.form == first.verb.form:
                    found.append(Found(at + (word == ","), first.subject, verb, "same subject"))
                    at = verb.after
                    continue
            at += 1
        return found

    def _change(self, at: int, main: Found) -> Found | None:
        """The next clause of the sentence, from word `at` on, that has a subject of its own."""
        for j in range(at, min(self.words.count - 1, self.last)):
            if self.plains[j] in _CHANGERS and (found := self._change_at(j, main)) is not None:
                return self._remember(found)
        return None

    def _change_at(self, j: int, main: Found) -> Found | None:
        plains = self.plains
        word = plains[j]
        if word == "which":
            return self._which(j)
        if word == "with":
            return self._with(j)
        k = j + 1
        while k < self.words.count and plains[k] in _CONJUNCTIONS:
            k += 1
        if word == "," and plains[k:k + 1] == ["who"]:
            return self._who(k, main)
        if word == "," and plains[k + 1:k + 2] == ["which"] and plains[k] in _TO_WHICH:
            found = self._own(k, k + 2, f"{plains[k]} which", past=True)
            if found is None or plains[k] != "for":
                return found
            return self._grateful(found, main) if found.verb.act in _AGREEING or found.verb.base == "be" else None
        if k >= self.words.count or (word == "," and plains[k] in ("which", "with", "as")):
            return None
        if plains[k:k + 2] == ["it", "was"] and "that" not in plains[main.verb.after:j]:
            return self._it_was(k)
        found = self._own(k, k, "change of subject", past=main.verb.form == "past")
        if found is None and word == ",":
            return self._absolute(k) or self._apposition(k)
        if found is None or (word == "and" and found.subject.rule == "pronoun"):
            return None
        if found.subject.side and not main.subject.side and not self.owner.present and (
                self.lexicon.lists["groups.sides"].isdisjoint(plains[k:k + 5])):
            return None  # "A said that Japan supported it, and France welcomed it": France is part of what A said
        return found

    def _grateful(self, found: Found, main: Found) -> Found:
        """`A offered ships, for which she was grateful`: not A, but the other of two."""
        others = [v for v in self.owner.cast.principals if v.label not in main.subject.labels]
        if found.subject.rule != "pronoun" or found.subject.labels != main.subject.labels or len(others) != 1:
            return found
        return replace(found, subject=replace(found.subject, labels=(others[0].label,), said_by=(others[0].label,)))

    def _absolute(self, at: int) -> Found | None:
        """`..., the Prime Minister adding that he hoped so`."""
        subject = self._subject(at)
        if subject is None or not subject.labels or subject.plural or subject.side:
            return None
        verb = self.verbs.gerund(self.words, subject.after)
        return Found(at, subject, verb, "participle") if verb is not None and verb.act is not None else None

    def _apposition(self, at: int) -> Found | None:
        """`..., a step the Minister welcomed.`: what was told before, taken up by a noun."""
        for k in range(at + 1, min(at + _LONGEST_NOUN, self.words.count - 1)):
            found = self._own(at, k, "apposition", past=True)
            if found is not None:
                ends = self.plains[found.verb.after:found.verb.after + 1] in ([], ["."])
                return found if ends and found.subject.rule != "pronoun" else None
        return None

    def _own(self, begin: int, at: int, rule: str, *, past: bool) -> Found | None:
        """A clause with its own subject at `at`, in the plain past (or the report's present)."""
        subject = self._subject(at)
        if subject is None or not subject.labels:
            return None
        verb = self._verb(subject)
        if verb is None or verb.act is None or verb.perfect or verb.passive:
            return None
        if verb.form not in (("past",) if past else ("third", "base")) and not (past and verb.negated):
            return None
        return Found(begin, subject, verb, rule if subject.rule == "subject" else f"{rule}, {subject.rule}")

    def _which(self, j: int) -> Found | None:
        """`which was welcomed by B`, `which B highly appreciated`, `to which B agreed`."""
        before = self.plains[j - 1] if j else ""
        passive = self.verbs.passive(self.words, j + 1)
        if passive is not None and passive.act is not None:
            return self._agent(j, passive, "relative passive")
        if before not in (",", "to", "with"):
            return None
        begin = j - 1 if before in ("to", "with") else j
        found = self._own(begin, j + 1, "relative clause", past=True)
        return found if found and found.verb.act in _AGREEING else None

    def _who(self, k: int, main: Found) -> Found | None:
        """`..., by Minister B, who recalled that ...`, where what comes before is not itself what somebody said."""
        verb = self.verbs.read(self.words, k + 1)
        if verb is None or verb.act is None or verb.form != "past" or verb.perfect or verb.passive:
            return None
        if "that" in self.plains[main.verb.after:k]:
            return None
        for at in range(max(main.verb.after, k - 1 - _LONGEST_BEFORE_WHO), k - 1):
            subject = self._subject(at)
            if subject is not None and subject.labels and subject.after == k - 1 and not subject.plural:
                return Found(k, subject, verb, "relative clause")
        return None

    def _with(self, j: int) -> Found | None:
        """`with President A praising ...`."""
        if j and self.plains[j - 1] not in (",", ";"):
            return None
        subject = self._subject(j + 1)
        if subject is None or not subject.labels:
            return None
        verb = self.verbs.gerund(self.words, subject.after)
        return Found(j, subject, verb, "with and a participle") if verb and verb.act else None

    def _agent(self, begin: int, passive: Verb, rule: str) -> Found | None:
        """The subject after `by` in a passive clause."""
        for j in range(passive.after, min(self.words.count - 1, passive.after + _FARTHEST_AGENT)):
            if self.plains[j] in (",", ";", "that", "which", "who", "and"):
                break
            if self.plains[j] == "by" and j > passive.after and self._is_participle(j - 1):
                return None  # "Gratitude was expressed for the ships provided by Norway"
            if self.plains[j] == "by":
                subject = self._subject(j + 1)
                if subject is not None and subject.labels:
                    return Found(begin, subject, replace(passive, passive=False, shown=passive.after - 1), rule)
        return None

    def _is_participle(self, at: int) -> bool:
        word = self.plains[at]
        return word.endswith("ed") or any(form in ("past", "participle")
                                          for _, form in self.lexicon.forms.get(word, ()))

    def _passive(self) -> Found | None:
        """`This was welcomed by A`; without an agent, of what two sides do together, both: `it was decided that`."""
        lists = self.lexicon.lists
        for j, word in enumerate(self.plains):
            if word in ("that", "which", "who", "whom", "where", "when", "if", "because"):
                return None
            passive = self.verbs.passive(self.words, j, self.plains[:j]) if word in lists["grammar.past_be"] else None
            if passive is None or passive.act is None or passive.negated:
                continue
            agent = self._agent(0, passive, "passive")
            if agent is not None:
                return self._remember(agent)
            about = self.plains[:j]
            said = about[-2:].count("it") or not lists["grammar.said_things"].isdisjoint(about)
            if passive.base in lists["grammar.joint_passives"] and said and "by" not in self.plains[j:j + 14]:
                return self._agentless(passive, "agentless passive")
            return None
        return None

    def _nominal(self) -> Found | None:
        verb = self.verbs.nominal(self.words)
        return self._agentless(verb, "agentless") if verb is not None else None

    def _it_was(self, at: int) -> Found | None:
        """`..., and it was agreed to stay in contact`."""
        passive = self.verbs.passive(self.words, at + 1)
        if passive is None or passive.base not in _BY_BOTH or passive.negated or "by" in self.plains[at:]:
            return None
        return self._agentless(passive, "agentless passive", at)

    def _agentless(self, verb: Verb, rule: str, at: int = 0) -> Found | None:
        if len(self.owner.cast.principals) < 2:
            return None
        return self._remember(Found(at, self.subjects.joint(verb.first, 0, rule), replace(verb, passive=False), rule))
