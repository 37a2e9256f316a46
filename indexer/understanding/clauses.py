"""Reported speech, clause by clause: who is the subject of which reporting verb from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.knowledge.lexicon import Lexicon
from indexer.understanding.acts import Verb, VerbReader
from indexer.understanding.sentences import Words
from indexer.understanding.subjects import Memory, Subject, SubjectReader
from indexer.understanding.voices import Cast

LONGEST_OPENER = 90  # words before a subject
LONGEST_ASIDE = 45  # words of `, who ...,` between subject and verb
_AGREEING = frozenset(("agreed", "welcomed", "supported", "thanked"))
_BREAKS = frozenset((",", ":", ")", "—", "–", "-", "•", "”"))
_JOINT_PASSIVES = frozenset((
    "agree", "decide", "confirm", "reaffirm", "affirm", "exchange", "discuss", "emphasize", "share", "reach", "underline",
    "stress", "underscore", "reconfirm", "concur", "resolve", "acknowledge", "recognize",
))


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

    def __init__(self, cast: Cast, *, present: bool, here: tuple[str, ...] = (),
                 last: tuple[str, ...] = ()) -> None:
        assert cast.lexicon is not None
        self.here = here  # labels of those named in this section
        self.cast = cast
        self.lexicon: Lexicon = cast.lexicon
        self.memory = Memory(here=here, single=last if len(last) == 1 else ())
        self.verbs = VerbReader(cast.lexicon)
        self.present = present  # the report itself may be in the present: joint statements
        self.unknown: list[tuple[Subject, Verb]] = []  # subjects by name who are no participants, with what they did

    def read(self, text: str, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses of the sentence `text[start:end]`."""
        words = Words(text, start, end)
        if not words.plains:
            return ()
        found = list(_Sentence(self, words).clauses())
        return tuple(found)


@dataclass(slots=True)
class _Found:
    at: int  # word at which the clause begins
    subject: Subject
    verb: Verb
    rule: str


class _Sentence:
    """One sentence being read."""

    def __init__(self, owner: ClauseReader, words: Words) -> None:
        self.owner = owner
        self.words = words
        self.memory = owner.memory
        self.verbs = owner.verbs
        self.lexicon = owner.lexicon
        self.subjects = SubjectReader(words, owner.cast, owner.memory)

    def clauses(self) -> Iterator[Clause]:
        found = self._all()
        words = self.words
        for i, each in enumerate(found):
            stop = found[i + 1].at if i + 1 < len(found) else words.count
            last = stop - 1
            while last > each.verb.after - 1 and words.plains[last] in (",", "and", ";", "while", "but", "whereas", "—", "–"):
                last -= 1
            end = words.ends[last] if i + 1 < len(found) else words.ends[-1]
            verb = each.verb
            printed = words.text[words.starts[verb.shown]:words.ends[min(verb.after, words.count) - 1]]
            yield Clause(words.starts[each.at], end, each.subject, verb, printed, each.rule)

    def _all(self) -> list[_Found]:
        main = self._main()
        if main is None:
            passives = self._passives()
            if passives:
                return passives
            main = self._joined()
            if main is None:
                return []
        found = self._with_seconds(main)
        tense = main.verb.form
        at = main.verb.after
        limit = self.words.count
        while at < limit:
            change = self._change(at, tense, main)
            if change is None:
                break
            self._drop_after(found, change.at)
            found.extend(self._with_seconds(change))
            at = change.verb.after
        return [each for each in found if each.subject.labels and each.verb.act is not None and not each.verb.passive]

    @staticmethod
    def _drop_after(found: list[_Found], at: int) -> None:
        """Second verbs that were read past a change of subject belong to the new one."""
        while found and found[-1].at >= at:
            found.pop()

    def _main(self) -> _Found | None:
        """The main clause: at the sentence's start, or after an opener."""
        words = self.words
        plains = words.plains
        first = self._try(0)
        if first is not None:
            return self._remember(first)
        if not words.caps[0] and plains[0] not in ("“", '"', "(", "-", "•", "[") and not plains[0].isdigit():
            return None
        if self._is_subject(0):
            return None
        limit = min(len(plains), LONGEST_OPENER)
        for at in range(1, limit):
            if plains[at - 1] in _BREAKS or (plains[at - 1] == "and" and plains[at - 2] == ","):
                found = self._try(at)
                if found is not None:
                    return self._remember(found)
        if plains[0] in self.lexicon.lists["grammar.opener_words"] or not words.caps[0]:
            for at in range(1, min(limit, 25)):
                if plains[at] in (",", ";", "that", "which", "who"):
                    break
                if (words.caps[at] or plains[at] in ("the", "both", "they", "he", "she", "all")) and (
                        plains[at - 1] not in ("of", "by", "between", "to", "from", "for", "with", "on", "in", "at")) and (
                        found := self._try(at)) is not None and found.subject.labels:
                    return self._remember(found)
        return None

    def _joined(self) -> _Found | None:
        """A reporting clause that `and` joins to one that reports nothing: `the exercise was held and the ministers ...`."""
        plains = self.words.plains
        for at in range(1, len(plains) - 1):
            if plains[at] in ("that", "which", "who", "whether"):
                return None
            if plains[at] == "and" and plains[at + 1] != "that":
                found = self._own(at + 1, at + 1, "joined clause", past=True)
                if found is not None and not found.subject.side and found.subject.rule != "pronoun":
                    return self._remember(found)
        return None

    def _is_subject(self, at: int) -> bool:
        """Whether the sentence opens with a subject whose verb reports nothing known: then nothing in it is searched."""
        subject = self.subjects.read(at)
        if subject is None:
            return False
        verb = self._verb(subject)
        if verb is not None:
            self._note(subject, verb)
            return True
        following = self.words.plains[subject.after] if subject.after < self.words.count else ""
        if following in ("will", "would", "had", "can", "could", "should", "may", "must"):
            self._note(subject, None)
            return True
        return False

    def _note(self, subject: Subject, verb: Verb | None) -> None:
        memory = self.memory
        if subject.mention is not None and not subject.labels:
            if verb is not None:
                self.owner.unknown.append((subject, verb))
            memory.last, memory.single = None, ()
        elif subject.labels:
            memory.last = subject
            if not subject.plural and not subject.side:
                memory.single = subject.labels
            elif subject.plural:
                memory.single = ()

    def _try(self, at: int) -> _Found | None:
        """A subject at `at` with a verb after it that reports, or that another verb that reports follows."""
        subject = self.subjects.read(at)
        if subject is None:
            return None
        verb = self._verb(subject)
        if verb is None or not self._tense(verb, subject):
            return None
        if verb.act is None:
            if not subject.labels:
                self._note(subject, verb)
                return None
            second = None if verb.passive and verb.base == "be" else self._second(verb.after)
            if second is None:
                return None
            return _Found(at, subject, second, self._rule(subject, "second verb"))
        return _Found(at, subject, verb, self._rule(subject, "subject"))

    def _verb(self, subject: Subject) -> Verb | None:
        """The verb after a subject; an aside, or the comma that closes a title, may stand between."""
        at = self._aside(subject.after)
        verb = self.verbs.read(self.words, at)
        if verb is not None and verb.joint and not subject.plural:
            verb = replace(verb, act=None)
        if verb is None and subject.mention is not None and at < self.words.count and self.words.plains[at] == ",":
            verb = self.verbs.read(self.words, at + 1)
            if verb is not None and verb.form != "past":
                return None
        return verb

    def _tense(self, verb: Verb, subject: Subject) -> bool:
        if verb.form == "base":
            return subject.plural or verb.negated or verb.first != verb.shown or verb.act is None or self.owner.present
        return True

    @staticmethod
    def _rule(subject: Subject, how: str) -> str:
        return subject.rule if how == "subject" else f"{subject.rule}, {how}"

    def _remember(self, found: _Found) -> _Found:
        self._note(found.subject, found.verb)
        return found

    def _aside(self, at: int) -> int:
        """The word after `, who ...,`, `(...)`, `, calling from ...,` between subject and verb."""
        plains = self.words.plains
        count = len(plains)
        if at >= count:
            return at
        if plains[at] == "(":
            close = next((j for j in range(at + 1, min(count, at + LONGEST_ASIDE)) if plains[j] == ")"), None)
            return close + 1 if close is not None else at
        if plains[at] != "," or self.verbs.adverbs(self.words, at) != at:
            return at
        follows = plains[at + 1] if at + 1 < count else ""
        if follows in ("who", "whose", "whom", "on", "in", "for", "as", "at", "while", "speaking", "with", "together", "after",
                       "along", "accompanied", "joined", "during", "through", "by", "the") or follows.endswith("ing"):
            for j in range(at + 2, min(count, at + LONGEST_ASIDE)):
                if plains[j] == "," and (verb := self.verbs.read(self.words, j + 1)) is not None and verb.form in (
                        "past", "third") and verb.act is not None and plains[j + 1] not in ("and",):
                    return j + 1
        return at

    def _second(self, at: int) -> Verb | None:
        """The first reporting verb that `and` joins to a verb that reports nothing: `met X and stressed ...`."""
        plains = self.words.plains
        for j in range(at, len(plains) - 1):
            if plains[j] in (";", "which", "who", "that", "where"):
                return None
            if plains[j] in ("and", ",") and (found := self.verbs.coordinated(self.words, j + 1)) is not None and (
                    found.form == "past"):
                return found
        return None

    def _with_seconds(self, first: _Found) -> list[_Found]:
        """The clause and those of its later verbs that an `and` joins."""
        found = [first]
        plains = self.words.plains
        at = first.verb.after
        while at < len(plains) - 1:
            if plains[at] in ("and", "but", ",") and first.verb.form in ("past", "third", "base"):
                verb = self.verbs.coordinated(self.words, at + 1)
                if verb is not None and verb.form == first.verb.form and (plains[at] != "," or plains[at + 1] != "and"):
                    begin = at + 1 if plains[at] == "," else at
                    found.append(_Found(begin, first.subject, verb, "same subject"))
                    at = verb.after
                    continue
            at += 1
        return found

    def _change(self, at: int, tense: str, main: _Found) -> _Found | None:
        """The next clause of the sentence, from word `at` on, that has a subject of its own."""
        plains = self.words.plains
        count = len(plains)
        for j in range(at, count - 1):
            word = plains[j]
            if word in (",", ";", ":", "—", "–", "and", "while", "whereas", "but", "which", "with", "."):
                found = self._change_at(j, word, tense, main)
                if found is not None:
                    self._note(found.subject, found.verb)
                    return found
        return None

    def _change_at(self, j: int, word: str, tense: str, main: _Found) -> _Found | None:
        plains = self.words.plains
        if word == "which":
            return self._which(j)
        if word == "with":
            return self._with(j)
        k = j + 1
        while k < len(plains) and (plains[k] in ("and", "while", "whereas", "but", "so", "then") or plains[k] == ","):
            k += 1
        if k >= len(plains):
            return None
        if word == "," and plains[k] == "to" and k + 1 < len(plains) and plains[k + 1] == "which":
            return self._own(k, k + 2, "to which", past=True)
        if word == "," and plains[k] in ("which", "with", "as"):
            return None
        found = self._own(k, k, "change of subject", past=tense == "past")
        if found is None:
            return None
        if found.subject.side and not main.subject.side and not self.owner.present and not self._named_side(k):
            return None
        if word == "and" and found.subject.rule == "pronoun":
            return None
        return found

    def _named_side(self, at: int) -> bool:
        return any(w in self.lexicon.lists["groups.sides"] for w in self.words.plains[at:at + 5])

    def _own(self, begin: int, at: int, rule: str, *, past: bool) -> _Found | None:
        """A clause with its own subject at `at`, in the plain past (or the report's present)."""
        subject = self.subjects.read(at)
        if subject is None or not subject.labels:
            return None
        verb = self._verb(subject)
        if verb is None or verb.act is None or verb.perfect or verb.passive:
            return None
        if past and verb.form != "past" and not verb.negated:
            return None
        if not past and verb.form not in ("third", "base"):
            return None
        return _Found(begin, subject, verb, f"{rule}, {subject.rule}" if subject.rule != "subject" else rule)

    def _which(self, j: int) -> _Found | None:
        """`which was welcomed by B`, `which B highly appreciated`, `to which B agreed`."""
        plains = self.words.plains
        passive = self.verbs.passive(self.words, j + 1)
        if passive is not None and passive.act is not None:
            return self._agent(j, passive, "relative passive")
        begin = j - 1 if j and plains[j - 1] in ("to", "with", "on") else j
        if j and plains[j - 1] not in (",", "to", "with"):
            return None
        found = self._own(begin, j + 1, "relative clause", past=True)
        return found if found and found.verb.act in _AGREEING else None

    def _agent(self, begin: int, passive: Verb, rule: str) -> _Found | None:
        """The subject after `by` in a passive clause."""
        plains = self.words.plains
        j = self.verbs.adverbs(self.words, passive.after)
        if j < len(plains) and plains[j] == "by":
            subject = self.subjects.read(j + 1)
            if subject is not None and subject.labels:
                verb = Verb(passive.first, passive.after, passive.act, "past", passive.base, passive.negated,
                            shown=passive.after - 1)
                return _Found(begin, subject, verb, rule)
        return None

    def _with(self, j: int) -> _Found | None:
        """`with President A praising ...`."""
        if j and self.words.plains[j - 1] not in (",", ";"):
            return None
        subject = self.subjects.read(j + 1)
        if subject is None or not subject.labels:
            return None
        verb = self.verbs.gerund(self.words, subject.after)
        return _Found(j, subject, verb, "with and a participle") if verb and verb.act else None

    def _passives(self) -> list[_Found]:
        """`This was welcomed by A`; without an agent, of what two sides do together, both: `it was decided that`."""
        plains = self.words.plains
        for j, word in enumerate(plains):
            if word in ("that", "which", "who", "whom", "where", "when", "if", "because"):
                break
            if word not in self.lexicon.lists["grammar.past_be"]:
                continue
            passive = self.verbs.passive(self.words, j)
            if passive is None or passive.act is None or passive.negated:
                continue
            agent = self._agent(0, passive, "passive")
            if agent is not None:
                return [self._remember(agent)]
            if passive.base in _JOINT_PASSIVES and "by" not in plains[j:j + 14] and len(self.owner.cast.principals) > 1 and (
                    self._own_passive(j)):
                subject = self.subjects.joint(j, 0, "agentless passive")
                verb = Verb(passive.first, passive.after, passive.act, "past", passive.base, shown=passive.first)
                return [self._remember(_Found(0, subject, verb, "agentless passive"))]
            break
        return self._nominal()

    def _own_passive(self, j: int) -> bool:
        """Whether the subject of an agentless passive is what was said: `it`, `views`, `the importance of`."""
        head = self.words.plains[:j]
        return bool(head) and (("it" in head[-2:]) or any(w in head for w in (
            "views", "opinions", "issues", "importance", "need", "cooperation", "topics", "matters", "agreement", "consensus",
            "discussions", "ideas", "issue", "subjects", "range", "relations", "commitment", "information", "intention",
            "understanding", "situation", "determination", "ways", "measures", "possibilities")))

    def _nominal(self) -> list[_Found]:
        """`A frank exchange of views took place.`"""
        plains = self.words.plains
        for j in range(len(plains) - 1):
            if plains[j] == "took" and plains[j + 1] == "place" and j < 20:
                if {"exchange", "discussion", "discussions", "exchanges"} & set(plains[:j]) and (
                        len(self.owner.cast.principals) > 1):
                    subject = self.subjects.joint(j, 0, "agentless")
                    verb = Verb(j, j + 2, "other", "past", "take", shown=j)
                    return [self._remember(_Found(0, subject, verb, "agentless"))]
                break
        return []
