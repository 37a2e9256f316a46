"""Reported speech, clause by clause: who is the subject of which reporting verb, from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.knowledge.lexicon import Form
from indexer.understanding.language.acts import Verb
from indexer.understanding.language.sentences import Words
from indexer.understanding.said.ascribed import AscribedReader
from indexer.understanding.said.sentence_reader import Found, ReportState
from indexer.understanding.said.subjects import Subject
from indexer.understanding.who.voices import resolve

LONGEST_SENTENCE = 6000  # characters that are read of one sentence; the longest real one seen has 1,900
LONGEST_OPENER = 90  # words before a subject
SHORT_OPENER = 25  # words of an opener that no comma closes
_BREAKS = frozenset((",", ":", ")", "—", "–", "-", "•", "”"))
_CHANGERS = frozenset((",", ";", ":", "—", "–", "and", "while", "whereas", "but", "which", "with", "."))
_GOVERNING = frozenset(("of", "by", "between", "to", "from", "for", "with", "on", "in", "at"))
_MOST_DESCRIBING = 6  # words of a description in small letters before a name
_FEW = 4  # words before a main clause in which another can stand: "It was noted that ..., and the Ministers agreed"
_MOST_IDLE = 2  # openers after the last verb that reports; their subject is remembered, for a `he` that follows
_SAYING = frozenset(("stated", "answered"))
_DURING = frozenset(("in", "at", "during", "about", "on", "over", "of"))  # "a meeting at which both agreed"
_MODALS = frozenset(("will", "would", "had", "can", "could", "should", "may", "must"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with a reporting verb, `text[start:end]`."""

    start: int
    end: int
    subject: Subject
    verb: Verb
    printed: str  # the verb as printed
    rule: str


class ClauseReader(ReportState):
    """Reads the clauses of a section's sentences, in order; remembers the last subject from one to the next."""

    def read(self, text: str, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses of the sentence `text[start:end]`."""
        words = Words(text, start, min(end, start + LONGEST_SENTENCE))
        sentence = _Sentence(self, words) if words.count else None
        found = tuple(sentence.clauses()) if sentence is not None else ()
        if sentence is not None and len(self.cast.principals) > 2 and not self.cast.one_meeting:
            named = [v.label for m in sentence.subjects.reader.mentions()
                     if (v := resolve(m, self.cast)) is not None and v.principal]
            self.memory.recent = tuple(dict.fromkeys((*reversed(named), *reversed(self.memory.recent))))[::-1]
        self.memory.before, self.memory.told = words, any(len(clause.subject.labels) == 1 for clause in found)
        return found

    def beyond(self, text: str, start: int, end: int, subject: Subject) -> tuple[Clause, ...]:
        """The clauses of other subjects in what `subject` says: `Takes note of the plan, which Norway welcomed`."""
        words = Words(text, start, min(end, start + LONGEST_SENTENCE))
        return tuple(_Sentence(self, words).beyond(subject)) if words.count else ()


class _Sentence(AscribedReader):
    """Reads the clauses of one sentence."""

    def beyond(self, subject: Subject) -> Iterator[Clause]:
        said = Found(0, subject, Verb(0, 1, "stated", "past", "say"), subject.rule)
        at, found = 1, [said]
        while (change := self._change(at, said)) is not None:
            found.extend(self._with_seconds(change))
            at = found[-1].verb.after
        return self._as_clauses(found, 1)

    def clauses(self) -> Iterator[Clause]:
        return self._as_clauses(self._all(), 0)

    def _as_clauses(self, found: list[Found], first: int) -> Iterator[Clause]:
        words = self.words
        for i, each in enumerate(found[first:], first):
            last = found[i + 1].at - 1 if i + 1 < len(found) else words.count - 1
            if i + 1 < len(found):
                while last >= each.verb.after and self.plains[last] in (_CHANGERS - {"which", "with", "."}):
                    last -= 1
            if not each.subject.labels:
                continue  # somebody the record does not know: it only ends the clause before
            printed = words.cut(each.verb.shown, min(each.verb.after, words.count))
            yield Clause(words.starts[each.at], words.ends[last], each.subject, each.verb, printed, each.rule)

    def _all(self) -> list[Found]:
        if self.words.lone:
            return []
        talks = self.verbs.of_talks(self.words)
        if talks is None and (aside := self._parenthesis()) is not None:
            return [aside, *self._after_semicolon(aside)]
        if (told := self._according() or self._in_view()) is not None:
            return [told]
        main = (talks and self._agentless(talks, "agentless")) or self._while() or self._main()
        early = self._passive(main.at) if main is not None and main.at > _FEW else None
        found = self._with_seconds(main) if main is not None else []
        if main is None and (main := self._passive() or self._nominal()) is not None:
            found = [main]
        if main is None:
            main = self._joined() or self._met_who()
            found = self._with_seconds(main) if main is not None else []
        if main is None:
            return []
        at = main.verb.after
        while (change := self._change(at, main)) is not None:
            while found and found[-1].at >= change.at:
                found.pop()  # a second verb read past a change of subject belongs to the new one
            found.extend(self._with_seconds(change))
            at = change.verb.after
        found.extend(self._left_out(found[-1]))
        if early is not None:
            found.insert(0, early)
            self._note(found[-1].subject)
        return [each for each in found if each.verb.act is not None and not each.verb.passive]

    def _after_semicolon(self, aside: Found) -> list[Found]:
        """`The fleet, she said, is small; Minister B promised ships`: what B says after a parenthesis."""
        if ";" not in self.plains[aside.verb.after:]:
            return []
        change = self._change_at(self.plains.index(";", aside.verb.after), aside)
        return self._with_seconds(self._remember(change)) if change is not None else []

    def _parenthesis(self) -> Found | None:
        """`Norway is for it, she said.`, `Norway, she said, is for it`: all of the sentence is the speaker's."""
        first = self._try(0)
        if first is not None and not first.subject.side:
            return None
        for at in range(1, min(self.last, self.words.count - 2)):
            if self.plains[at] != "," or self.plains[at - 1] == "which":
                continue
            if (inverted := self._inverted(at + 1)) is not None:
                return self._remember(inverted)
            subject = self._subject(at + 1)
            verb = self.verbs.read(self.words, subject.after) if subject is not None and subject.labels else None
            if subject is not None and verb is not None and verb.act in _SAYING and not verb.joint and (
                    self.plains[verb.after:verb.after + 1] in ([], ["."], [","])):
                return self._remember(Found(0, subject, verb, f"{subject.rule}, in parenthesis"))
        return None

    def _inverted(self, at: int) -> Found | None:
        """`Japan, said Minister B, hoped for ships.`"""
        verb = self.verbs.read(self.words, at)
        if verb is None or verb.act not in _SAYING or verb.form != "past" or verb.first != at:
            return None
        subject = self._subject(verb.after)
        if subject is None or not subject.labels or self.plains[subject.after:subject.after + 1] not in ([","], ["."]):
            return None
        return Found(0, subject, verb, f"{subject.rule}, in parenthesis")

    def _main(self) -> Found | None:
        """The main clause: at the sentence's start, or after an opener."""
        words, plains = self.words, self.plains
        if (first := self._try(0)) is not None:
            return self._remember(first)
        if not words.caps[0] and plains[0][0].isalpha():
            return None
        if (other := self._described() or self._cleft() or self._own_words()) is not None:
            return self._remember(other)
        if self._has_other_verb(0):
            return None
        limit = min(words.count, LONGEST_OPENER)
        idle = 0
        for at in range(1, limit):
            if plains[at - 1] in _BREAKS or (plains[at - 1] == "and" and plains[at - 2] == ","):
                idle += at > self.last
                if idle > _MOST_IDLE:
                    return None
                if plains[at - 1] == "," and words.caps[at] and self._ends_a_person(at):
                    continue
                found = self._try(at)
                if found is not None:
                    return self._remember(found)
        if plains[0] not in self.lexicon.lists["grammar.opener_words"] and words.caps[0]:
            return None
        for at in range(1, min(limit, SHORT_OPENER, self.last)):
            if plains[at] in (",", ";", "that", "which", "who"):
                return None
            linked = plains[at - 1] in _GOVERNING or (plains[at - 1] == "and" and "between" in plains[:at])
            if not linked and (found := self._try(at)) is not None and found.subject.labels:
                return self._remember(found)
        return None

    def _ends_a_person(self, at: int) -> bool:
        """Whether a name after a comma belongs to the office before it: `In talks with the Premier, Ann Hill, he`."""
        reader = self.subjects.reader
        linked = any(word in _GOVERNING for word in self.plains[:at])
        return linked and any(m.first < at < m.after and self.plains[m.first - 1 - (self.plains[m.first - 1] == "the")]
                              in _GOVERNING for m in reader.mentions() if m.first > 1)

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
            if self.plains[at] == "which" and self.plains[at - 1] in _DURING:
                found = self._own(at - 1, at + 1, "relative clause", past=True)
                return self._remember(found) if found and found.subject.plural and not found.subject.side else None
            if self.plains[at] in ("that", "which", "who", "whether"):
                return None
            if self.plains[at] in ("and", "but", ";") and self.plains[at + 1] != "that":
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
        if following not in _MODALS or not (subject.plural or subject.side):  # what both should do is told by one
            self._note(subject)
        return True

    def _try(self, at: int) -> Found | None:
        """A subject at `at` with a verb after it that reports, or that another verb that reports follows."""
        subject = self._subject(at)
        if subject is None:
            return None
        verb = self._verb(subject)
        if verb is None or not self._in_tense(verb, subject) or self._is_setting(verb, subject):
            return None
        if verb.act is not None and subject.rule == "pronoun" and self._is_told(subject, verb):
            others = [v for v in self.owner.cast.principals if v.label not in subject.labels]
            if len(others) != 1:
                return None
            subject = replace(subject, labels=(others[0].label,), said_by=(others[0].label,))
        if verb.act is not None:
            return self._encouraged(at, verb) or Found(at, subject, verb, subject.rule)
        if not subject.labels:
            self._note(subject)
            return None
        if (by := self.verbs.framed(self.words, verb) or self.verbs.saying(self.words, verb)) is not None:
            return Found(at, subject, by, subject.rule)
        second = None if verb.passive and verb.base == "be" else self._second(
            verb.after, "third" if verb.form == "third" else "past")
        if second is not None and second.act == "other" and second.base == "exchange" and not subject.plural:
            return None  # "Minister A met Minister B and exchanged views": what both did, told of one
        return Found(at, subject, second, f"{subject.rule}, second verb") if second else None

    def _is_told(self, subject: Subject, verb: Verb) -> bool:
        """Whether the one whom a pronoun seems to mean is spoken to: `He thanked the Minister` is another's thanks."""
        told = self._subject(verb.after)
        return told is not None and len(told.labels) == 1 and told.rule != "pronoun" and told.labels == subject.labels

    def _encouraged(self, at: int, verb: Verb) -> Found | None:
        """`Minister A was encouraged by Minister B to ...`: B speaks; by the progress, A does."""
        if verb.base != "be" or self.plains[verb.after:verb.after + 1] != ["by"]:
            return None
        passive = self.verbs.passive(self.words, verb.first)
        return self._agent(at, passive, "passive") if passive is not None and passive.act is not None else None

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
