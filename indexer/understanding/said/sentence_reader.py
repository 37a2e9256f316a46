"""One sentence of a report: its subjects, each with the verb after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.understanding.language.acts import Verb
from indexer.understanding.language.sentences import Words
from indexer.understanding.language.telling import VerbReader
from indexer.understanding.said.subject import together
from indexer.understanding.said.subjects import Memory, Subject, SubjectReader
from indexer.understanding.who.voices import Cast

LONGEST_ASIDE = 45  # words of `, who ...,` between subject and verb
_AT = (["at"], ["of"], ["for"], ["in"])
_LONGEST_WORKPLACE = 14  # words of `at the Harbour Trust` after a person's role
_ASIDES = frozenset(("who", "whose", "whom", "on", "in", "for", "as", "at", "while", "speaking", "with", "together",
                     "after", "along", "accompanied", "joined", "during", "through", "by", "the"))


class ReportState:
    """What is known while the sentences of a section are read: its people, its words, and what came before."""

    def __init__(self, cast: Cast, *, present: bool, here: tuple[str, ...] = (), last: tuple[str, ...] = (),
                 body: tuple[str, ...] = ()) -> None:
        assert cast.lexicon is not None
        self.cast = cast
        self.lexicon = cast.lexicon
        self.memory = Memory(here=here, single=last if len(last) == 1 else ())
        if len(last) > 1:
            self.memory.last = together(last, 0)
        if body:  # "It also noted ...", after what a body says in the section before
            self.memory.last = Subject(labels=body, rule="body", plural=True)
        self.verbs = VerbReader(cast.lexicon)
        self.present = present  # the report itself may be in the present: joint statements


@dataclass(slots=True)
class Found:
    """A clause while its sentence is read: the word at which it begins."""

    at: int
    subject: Subject
    verb: Verb
    rule: str


class SentenceReader:
    """Reads subjects and verbs of one sentence."""

    def __init__(self, owner: ReportState, words: Words) -> None:
        self.owner = owner
        self.words = words
        self.plains = words.plains
        self.memory = owner.memory
        self.verbs = owner.verbs
        self.lexicon = owner.lexicon
        self.subjects = SubjectReader(words, owner.cast, owner.memory)
        self.last = self.verbs.last(words)  # no clause begins after it
        self._read: dict[int, Subject | None] = {}  # subjects, until the memory changes

    def _subject(self, at: int) -> Subject | None:
        if at not in self._read:
            self._read[at] = self.subjects.read(at)
        return self._read[at]

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

    def _is_setting(self, verb: Verb, subject: Subject) -> bool:
        """Whether a country does something outside the talks (`Norway has announced`), or goes on in a speaker's words.

        `Minister A said that ships are few. Norway supports their return.` is all A's, told in the present.
        """
        if not subject.side or self.owner.present or subject.plural:
            return False
        last = self.memory.single
        nation = next((v.iso2 for v in self.owner.cast.voices if v.label in last), None) if last else None
        bare = self.lexicon.lists["groups.sides"].isdisjoint(self.plains[:subject.after])
        place = self.subjects.reader.country(0)[0]
        own = place is not None and (place[1] == nation or (nation is None and bool(last)))
        return verb.perfect or (bare and own and verb.form == "third")

    def _in_tense(self, verb: Verb, subject: Subject) -> bool:
        """A bare form is a verb only after several, after `did`, or where the report is in the present."""
        return verb.form != "base" or subject.plural or verb.negated or verb.act is None or self.owner.present

    def _verb(self, subject: Subject) -> Verb | None:
        """The verb after a subject; an aside, or the comma that closes a title, may stand between."""
        at = self._aside(self._workplace(subject))
        verb = self.verbs.read(self.words, at)
        if verb is not None and ((verb.joint and not subject.plural) or self._to_the_press(verb, subject)):
            return replace(verb, act=None)
        if verb is None and (subject.side or subject.plural) and self.owner.present:
            return self._undertaken(subject, at)
        closes = subject.mention is not None or subject.rule == "named together"
        if verb is None and closes and self.plains[at:at + 1] == [","]:
            verb = self.verbs.read(self.words, at + 1)
            return verb if verb is not None and verb.form == "past" else None
        return verb

    def _undertaken(self, subject: Subject, at: int) -> Verb | None:
        """`Italy will place ships at their disposal`: what a party of a joint text undertakes to do."""
        if self.plains[at:at + 1] not in (["will"], ["shall"]) or subject.rule == "body":
            return None
        k = self.verbs.adverbs(self.words, at + 1)
        if k >= self.words.count or not self.plains[k].isalpha() or self.plains[k] in ("be", "not", "have"):
            return None
        return Verb(at, k + 1, "stated", "base" if subject.plural else "third", self.plains[k], shown=at)

    def _to_the_press(self, verb: Verb, subject: Subject) -> bool:
        """Whether somebody beside the principals tells the press about the talks, which is no part of them."""
        hearers = self.lexicon.lists["grammar.hearers"]
        if hearers.isdisjoint(self.plains[verb.after:verb.after + 2]) or subject.plural:
            return False
        return not any(v.label in subject.labels for v in self.owner.cast.principals)

    def _workplace(self, subject: Subject) -> int:
        """The comma after where somebody has the office: `Ann Hill, Head of Care at the Harbour Trust, said`."""
        at = subject.after
        if subject.mention is None or not subject.mention.attributed or self.plains[at:at + 1] not in _AT:
            return at
        for j in range(at + 1, min(self.words.count, at + _LONGEST_WORKPLACE)):
            if self.plains[j] == ",":
                return j
        return at

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

    def _agentless(self, verb: Verb, rule: str, at: int = 0) -> Found | None:
        cast, last = self.owner.cast, self.memory.last
        told = cast.mode == "joint" or cast.bodies or (last is not None and last.plural and not last.side)
        if len(cast.principals) < 2 and not told:
            return None
        return self._remember(Found(at, self.subjects.joint(verb.first, 0, rule), replace(verb, passive=False), rule))
