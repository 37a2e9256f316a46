"""Sentences whose opening or end tells whose they are: `In the Minister's view, ...`, `..., according to her`."""

from __future__ import annotations

from dataclasses import replace

from indexer.understanding.language.acts import Verb
from indexer.understanding.said.linked import LinkedReader
from indexer.understanding.said.sentence_reader import Found
from indexer.understanding.said.subjects import Subject

_WHAT = (["that"], ["to"], ["clear"], ["firm"], ["unequivocal"], [":"])  # after `the Minister's reply was`
_WHILE = frozenset(("while", "whereas", "although", "though", "when"))
_HIM = {"him": "he", "her": "she"}
_HIS = {"his": "he", "her": "she"}


class AscribedReader(LinkedReader):
    """Reads sentences that give their speaker otherwise than by subject and verb."""

    def _according(self) -> Found | None:
        """`According to the Minister, ships are few.`: the sentence is the Minister's."""
        if "according" not in self.plains:
            return None
        at = self.plains.index("according")
        told = self.plains[at + 2:at + 3] if self.plains[at + 1:at + 2] == ["to"] else []
        if told and told[0] in _HIM:
            subject = self.subjects.pronoun(at + 2, _HIM[told[0]])
        else:
            subject = self._subject(at + 2) if told else None
        if subject is None or len(subject.labels) != 1:
            return None
        ends = self.plains[subject.after:subject.after + 1]
        if ends != [","] if at == 0 else self.plains[at - 1] != "," or ends not in ([], ["."]):
            return None
        first, after = (0, subject.after) if at == 0 else (at, self.words.count)
        return self._whole(subject, Verb(first, after, "stated", "past", "say", shown=first), "according to")

    def _whole(self, subject: Subject, verb: Verb, rule: str) -> Found:
        return self._remember(Found(0, subject, verb, f"{subject.rule}, {rule}"))

    def _in_view(self) -> Found | None:
        """`In the Minister's view, ...`, `In the words of Minister A, ...`, `In her opinion, ...`"""
        if self.plains[:3] in (["it", "was", "the"], ["it", "is", "the"]):
            return self._the_view_of()
        if self.plains[:1] != ["in"]:
            return None
        views = self.lexicon.lists["grammar.views"]
        subject, noun = self.subjects.owner(1)
        if subject is not None:
            after = noun + 1 if self.plains[noun:noun + 1] and self.plains[noun] in views else 0
        elif self.plains[1:2] and self.plains[1] in _HIS:
            subject = self.subjects.pronoun(1, _HIS[self.plains[1]])
            after = 3 if self.plains[2:3] and self.plains[2] in views else 0
        else:
            of = 3 if self.plains[1:2] == ["the"] else 2
            told = self.plains[of:of + 1] == ["of"] and self.plains[of - 1] in views
            subject = self._subject(of + 1) if told else None
            after = subject.after if subject is not None else 0
        if subject is None or len(subject.labels) != 1 or not after or self.plains[after:after + 1] != [","]:
            return None
        return self._whole(subject, Verb(0, after, "stated", "past", "think", shown=0), "in somebody's view")

    def _the_view_of(self) -> Found | None:
        """`It was the view of the Conference that ...`"""
        views = self.lexicon.lists["grammar.views"]
        noun = next((j for j in (3, 4) if self.plains[j + 1:j + 2] == ["of"] and self.plains[j] in views), None)
        if noun is None:
            return None
        subject = self._subject(noun + 2)
        if subject is None or not subject.labels or self.plains[subject.after:subject.after + 1] != ["that"]:
            return None
        verb = Verb(1, subject.after, "stated", "past", "think", shown=1)
        return self._remember(Found(0, subject, verb, "it was"))

    def _while(self) -> Found | None:
        """`While Minister A welcomed the plan, Minister B had doubts`: A says something, too."""
        if not self.plains or self.plains[0] not in _WHILE:
            return None
        found = self._own(1, 1, "subordinate clause", past=True)
        return self._remember(found) if found is not None and not found.subject.side else None


    def _cleft(self) -> Found | None:
        """`It was the Minister who stressed that ...`"""
        if self.plains[0] != "it" or self.plains[1:2] not in (["was"], ["is"]):
            return None
        subject = self._subject(2)
        if subject is None or not subject.labels or self.plains[subject.after:subject.after + 1] != ["who"]:
            return None
        verb = self.verbs.read(self.words, subject.after + 1)
        return Found(0, subject, verb, "it was") if verb is not None and verb.act is not None else None

    def _own_words(self) -> Found | None:
        """`The Minister's reply was that ...`"""
        owner, noun = self.subjects.owner(0)
        if owner is None or self.plains[noun:noun + 1] == []:
            return None
        if self.plains[noun] not in self.lexicon.lists["grammar.own_words"]:
            return None
        verb = self.verbs.read(self.words, noun + 1)
        if verb is None or verb.base != "be" or self.plains[verb.after:verb.after + 1] not in _WHAT:
            return None
        return Found(0, owner, replace(verb, act="stated", passive=False), "somebody's words")
