"""Reporting verbs that other words bring: `concluded by thanking them`, `the talks covered`, `agreement emerged`."""

from __future__ import annotations

from dataclasses import replace

from indexer.understanding.language.acts import OBJECT_ENDS, FormReader, Verb
from indexer.understanding.language.sentences import Words

_AGREEMENT = frozenset(("agreement", "consensus", "unanimity", "convergence", "accord"))
_COMMON = frozenset(("agreement", "consensus", "unanimity", "views", "positions", "opinions", "viewpoints", "stances"))
_SAME = frozenset(("identical", "agreement", "aligned", "congruent", "convergent", "close", "similar", "coincident",
                   "unanimous", "accord", "harmony"))
_APPROVAL = frozenset(("approval", "agreement", "support", "assent", "acclaim", "consent"))
_PARTED = frozenset(("differed", "diverged"))
_AROSE = frozenset(("emerged", "converged", "prevailed", "existed", "coincided", *_PARTED))
_TALK = frozenset(("exchange", "exchanges", "discussion", "discussions"))
_TALKS_WITHIN = 5  # words that may stand before "talks"
_TALKED_WITHIN = 16  # words between "talks" and the verb that tells what about
_WAS_HELD = frozenset(("was", "were", "held", "conducted"))  # "The talks were held at Norway's request and covered ..."
_HELD = frozenset(("held", "conducted"))
_HAPPENED = frozenset(("was", "were", "followed", "ensued", "took"))
_ABOUT = frozenset(("on", "about", "regarding", "concerning", "over"))
_FEW = 4  # words after "followed"
_FRAME = 12  # words from "concluded" to the "by" that says how


class VerbReader(FormReader):
    """Reads verbs of one lexicon, and what other words tell of talks."""

    def framed(self, words: Words, verb: Verb) -> Verb | None:
        """What was said, of `concluded the call by thanking them` and `took the opportunity to thank them`."""
        plains = words.plains
        if verb.base in self.lexicon.lists["grammar.using"]:
            return self._used(words, verb)
        if verb.base not in self.lexicon.lists["grammar.framing"]:
            return None
        for j in range(verb.after, min(words.count - 1, verb.after + _FRAME)):
            if plains[j] == "by":
                found = self.gerund(words, j + 1)
                return replace(found, form=verb.form) if found is not None and found.act is not None else None
            if plains[j] in OBJECT_ENDS:
                return None
        return None

    def saying(self, words: Words, verb: Verb) -> Verb | None:
        """What was said, of `spoke first, saying that` and `opened the meeting, noting that`."""
        lists, plains = self.lexicon.lists, words.plains
        if verb.base not in lists["grammar.framing"] and verb.base not in lists["grammar.with_topic"]:
            return None
        for j in range(verb.after, min(words.count - 1, verb.after + _FRAME)):
            if plains[j] == ",":
                found = self.gerund(words, j + 1)
                return replace(found, form=verb.form) if found is not None and found.act is not None else None
            if plains[j] in (";", "that", "which", "who"):
                return None
        return None

    def _used(self, words: Words, verb: Verb) -> Verb | None:
        plains = words.plains
        for j in range(verb.after, min(words.count - 2, verb.after + _FRAME)):
            if plains[j] in self.lexicon.lists["grammar.occasions"] and plains[j + 1] == "to":
                found = self.form_at(words, self.adverbs(words, j + 2), ("base",))
                return replace(found, form=verb.form) if found is not None and found.act is not None else None
            if plains[j] in OBJECT_ENDS:
                return None
        return None

    def of_talks(self, words: Words) -> Verb | None:
        """`The discussion focused on ...`, `Their talks also covered ...`: the verb that tells what about."""
        lists, plains = self.lexicon.lists, words.plains
        noun = next((i for i in range(min(words.count, _TALKS_WITHIN)) if plains[i] in lists["grammar.talks"]), None)
        if noun is None or not (noun == 0 or plains[0] in ("the", "their") or words.owns[noun - 1]):
            return None
        for at in range(noun + 1, min(words.count, noun + _TALKED_WITHIN)):
            if plains[at] in lists["grammar.talks_were_about"]:
                return Verb(at, at + 1, "other", "past", plains[at], shown=at)
            if plains[at] in OBJECT_ENDS or any(form in ("past", "third") for _, form in
                                                 self.lexicon.forms.get(plains[at], ()) if plains[at] not in _WAS_HELD):
                return None
        return None

    def nominal(self, words: Words) -> Verb | None:
        """The verb of `A frank exchange of views took place.`, `There was agreement that ...`"""
        plains = words.plains
        if plains[:2] == ["there", "was"] and not _AGREEMENT.isdisjoint(plains[2:6]):
            return Verb(1, 3, "agreed", "past", "be", shown=1)
        for j in range(1, min(words.count, _TALKS_WITHIN)):
            if plains[j] in _AROSE and not _COMMON.isdisjoint(plains[:j]):
                act = "other" if plains[j] in _PARTED else "agreed"
                return Verb(j, j + 1, act, "past", plains[j], shown=j)
        last = words.count - 1 - (plains[-1:] == ["."])
        if plains[last] in ("discussed", "debated") and not {"was", "were"}.isdisjoint(plains[max(0, last - 3):last]):
            return Verb(last, last + 1, "other", "past", "discuss", shown=last)
        for j in range(1, words.count - 1) if not _COMMON.isdisjoint(plains) else ():
            if plains[j] == "were" and not _COMMON.isdisjoint(plains[:j]) and not _SAME.isdisjoint(plains[j + 1:j + 5]):
                return Verb(j, j + 1, "agreed", "past", "be", shown=j)
        met = next((j for j in range(1, min(words.count - 2, _TALKED_WITHIN)) if plains[j:j + 2] == ["met", "with"]), 0)
        if met and not _APPROVAL.isdisjoint(plains[met + 2:met + 5]) and plains[0] in ("this", "the", "that"):
            return Verb(met, met + 2, "agreed", "past", "meet", shown=met)
        for j in range(words.count - 1) if not _HAPPENED.isdisjoint(plains) else ():
            if plains[j] in ("was", "were") and not _HELD.isdisjoint(plains[self.adverbs(words, j + 1):][:1]):
                return Verb(j, j + 1, "other", "past", "hold", shown=j) if "exchange" in plains[:j] else None
            if plains[j] in ("followed", "ensued") and (words.count - j < _FEW or plains[j + 1] in _ABOUT):
                return None if _TALK.isdisjoint(plains[:j]) else Verb(j, j + 1, "other", "past", "follow", shown=j)
            if plains[j:j + 2] == ["took", "place"]:
                return None if _TALK.isdisjoint(plains[:j]) else Verb(j, j + 2, "other", "past", "take", shown=j)
        return None
