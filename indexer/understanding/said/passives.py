"""Speech told without its speaker as the subject: by an agent, or by nobody where both speak."""

from __future__ import annotations

from dataclasses import replace

from indexer.understanding.language.acts import Verb
from indexer.understanding.said.sentence_reader import Found, SentenceReader
from indexer.understanding.said.subject import Subject, person
from indexer.understanding.who.voices import resolve

_FARTHEST_AGENT = 14  # words between a passive verb and the `by` of its agent
_HIM = {"him": "he", "her": "she"}
_AFTER_HIM = frozenset((".", ",", "to", "as", "that", "with", "for", "on", "in", "and"))  # not "her counterpart"
_BY_ALL = frozenset(("welcomed", "agreed", "condemned"))
_BY_BOTH = frozenset(("agree", "decide", "resolve", "confirm", "reaffirm", "reconfirm", "affirm", "conclude", "settle"))


class PassiveReader(SentenceReader):
    """Reads passive clauses of one sentence."""

    def _agent(self, begin: int, passive: Verb, rule: str) -> Found | None:
        """The subject after `by` in a passive clause."""
        begins = self.verbs.adverbs(self.words, passive.after)  # "was explained, in turn, by Minister A"
        for j in range(begins, min(self.words.count - 1, passive.after + _FARTHEST_AGENT)):
            if self.plains[j] in (",", ";", "that", "which", "who", "and"):
                break
            if self.plains[j] == "by" and j > begins and self._is_participle(j - 1):
                return None  # "Gratitude was expressed for the ships provided by Norway"
            if self.plains[j] == "by":
                subject = self._first_of(j + 1)
                if subject is not None and subject.labels:
                    return Found(begin, subject, replace(passive, passive=False, shown=passive.after - 1), rule)
        return None

    def _first_of(self, at: int) -> Subject | None:
        """The agent at word `at`: of `by A, and B repeated` only A."""
        subject = self._subject(at)
        if subject is None and self.plains[at] in _HIM and _AFTER_HIM.issuperset(self.plains[at + 1:at + 2]):
            return self.subjects.pronoun(at, _HIM[self.plains[at]])
        if subject is None or not subject.plural or subject.rule != "named together" or (
                self.verbs.read(self.words, subject.after) is None):
            return subject
        mention = self.subjects.reader.read(at, known=self.owner.cast.known)
        voice = resolve(mention, self.owner.cast) if mention is not None else None
        return subject if mention is None or voice is None else person(voice.label, mention.after, "subject", mention)

    def _is_participle(self, at: int) -> bool:
        word = self.plains[at]
        return word.endswith("ed") or any(form in ("past", "participle")
                                          for _, form in self.lexicon.forms.get(word, ()))

    def _passive(self, before: int | None = None) -> Found | None:
        """`This was welcomed by A`; without an agent, of what two sides do together, both: `it was decided that`.

        `before`: the word at which another clause begins.
        """
        lists = self.lexicon.lists
        if lists["grammar.past_be"].isdisjoint(self.plains):
            return None
        for j, word in enumerate(self.plains[:before]):
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
            said = said or passive.base in lists["grammar.always_joint"] or self._told_of_all(passive)
            if passive.base in lists["grammar.joint_passives"] and said and not self._has_by(j):
                return self._agentless(passive, "agentless passive")
            return None
        return None

    def _told_of_all(self, passive: Verb) -> bool:
        """Whether `The offer was accepted.` can only be of all, in a text of several parties."""
        ends = self.plains[passive.after:passive.after + 1] in ([], ["."], [";"], [","], ["and"], ["with"])
        return self.owner.cast.mode == "joint" and ends and passive.act in _BY_ALL

    def _has_by(self, at: int) -> bool:
        """Whether an agent may follow: not in what `it was agreed that the talks be held by video` tells."""
        for word in self.plains[at:at + _FARTHEST_AGENT]:
            if word == "by" or word in ("that", "to"):
                return word == "by"
        return False

    def _nominal(self) -> Found | None:
        verb = self.verbs.nominal(self.words)
        return self._agentless(verb, "agentless") if verb is not None else None

    def _it_was(self, at: int) -> Found | None:
        """`..., and it was agreed to stay in contact`."""
        passive = self.verbs.passive(self.words, at + 1)
        if passive is None or passive.base not in _BY_BOTH or passive.negated or "by" in self.plains[at:]:
            return None
        return self._agentless(passive, "agentless passive", at)
