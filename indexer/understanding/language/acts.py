"""Reporting verbs in a sentence: where one stands after a subject, what act it makes, whether it is negated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.knowledge.lexicon import Form, Lexicon, Phrase, Sense
from indexer.understanding.language.sentences import Words

REACH = 7  # words after a verb among which its object is looked for: "expressed his deep and sincere gratitude"
OBJECT_ENDS = frozenset(("that", ",", ".", ";", "which"))
_CALLED = 30  # words from "called on" to what somebody is called on to do
_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_FEW_IN_BRACKETS = 7  # words
_GOING_ON = frozenset(("went", "proceeded", "hastened", "began", "continued", "started", "ventured", "continue",
                       "continues"))
_MODALS = frozenset(("would", "could"))
_WISHING = frozenset(("welcomed", "supported"))
_SILENT = 4  # words after a verb among which its object tells that nothing was said: "exchanged small gifts"
_WITH = (["with"], ["to"])
_TOPIC = 12  # words after "talked" among which it is told what about
_DO = frozenset(("did", "do", "does", "didn't", "don't", "doesn't"))

Phrasal = tuple[str, ...]
"""An adverb of several words."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb after a subject: word indices `[first, after)`, act (None: it reports nothing), form."""

    first: int
    after: int
    act: str | None
    form: Form
    base: str
    negated: bool = False
    perfect: bool = False
    passive: bool = False
    joint: bool = False  # reports something of several subjects only
    shown: int = 0  # word at which the verb as printed begins


class FormReader:
    """Reads verbs of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        lists = lexicon.lists
        self._adverbs, self._phrasal = _adverbs(lists["grammar.adverbs"])
        self._negation = lists["grammar.negation"]
        self._past_be = lists["grammar.past_be"]
        self._hearers = lists["grammar.hearers"]
        self._words: Words | None = None  # of which verbs have been read
        self._read: dict[int, Verb | None] = {}

    def last(self, words: Words) -> int:
        """The last word that can be a reporting verb; -1 where none is, and nothing in the sentence reports."""
        strong, weak, objects = _speaking(self.lexicon)
        plains = words.plains
        wide = not objects.isdisjoint(plains)
        if not wide and strong.isdisjoint(plains):
            return -1
        for i in range(words.count - 1, -1, -1):
            if plains[i] in strong or (wide and plains[i] in weak):
                return i
        return -1

    def read(self, words: Words, at: int) -> Verb | None:
        """The verb that begins at word `at`, after adverbs; None where something else stands there."""
        if words is not self._words:
            self._words, self._read = words, {}
        if at not in self._read:  # several rules ask about the same word
            self._read[at] = self._verb_at(words, at)
        return self._read[at]

    def _verb_at(self, words: Words, at: int) -> Verb | None:
        plains = words.plains
        j = self.adverbs(words, at)
        if j >= words.count or (words.caps[j] and j > 0 and not words.word(j).isupper()):
            return None  # "the EU Task Force"
        if plains[j] in _DO:
            k, negated = self._negated(words, j + 1)
            found = self.form_at(words, k, ("base",))
            return replace(found, first=j, shown=j, negated=negated or plains[j].endswith("n't")) if found else None
        if plains[j] in self.lexicon.lists["grammar.perfect"]:
            k, negated = self._negated(words, j + 1)
            found = self.form_at(words, k, ("past", "participle"))
            if found is not None:
                return replace(found, first=j, shown=j, negated=negated, perfect=True)
        if plains[j] in self.lexicon.lists["grammar.be"]:
            return self._being(words, j)
        found = self.form_at(words, j, ("past", "third", "base"))
        if found is None:
            return self._unlisted(words, j) or self._would(words, j)
        if found.act is None and plains[found.after - 1] in _GOING_ON:
            found = self._onward(words, found)
        return self._declined(words, found)

    def _unlisted(self, words: Words, at: int) -> Verb | None:
        """`posited that`, `opined, rightly, that`: a verb of no list that can only be told of somebody who speaks."""
        word = words.plains[at]
        if not word.endswith("ed") or words.caps[at] or word in self.lexicon.lists["grammar.not_telling"]:
            return None
        after = self.adverbs(words, at + 1)
        if words.plains[after:after + 1] != ["that"]:
            return None
        return Verb(at, after, "stated", "past", word, shown=at)

    def _onward(self, words: Words, verb: Verb) -> Verb:
        """`went on to praise`, `proceeded to outline`: the verb that follows."""
        at = verb.after + (words.plains[verb.after:verb.after + 1] == ["on"])
        if words.plains[at:at + 1] != ["to"]:
            return verb
        what = self.form_at(words, self.adverbs(words, at + 1), ("base",))
        return replace(verb, after=what.after, act=what.act) if what is not None and what.act is not None else verb

    def _would(self, words: Words, at: int) -> Verb | None:
        """`would welcome it`, `could not agree to it`: what somebody says of what would be."""
        if words.plains[at] not in _MODALS:
            return None
        j, negated = self._negated(words, at + 1)
        found = self.form_at(words, j, ("base",))
        if found is None or found.act is None or not (negated or found.act in _WISHING):
            return None
        return replace(found, first=at, shown=at, form="past", negated=negated)

    def _declined(self, words: Words, verb: Verb) -> Verb:
        """`declined to comment` is a comment that was not made."""
        if verb.base not in self.lexicon.lists["grammar.declining"] or verb.after >= words.count:
            return verb
        if words.plains[verb.after] not in ("to", "from"):
            return verb
        what = self.form_at(words, verb.after + 1, ("base", "ing"))
        if what is None:
            return replace(verb, negated=True)
        return replace(verb, after=what.after, act=what.act or verb.act, negated=True)

    def gerund(self, words: Words, at: int) -> Verb | None:
        """A verb in -ing at `at`: `with President A praising ...`."""
        return self.form_at(words, self.adverbs(words, at), ("ing",))

    def coordinated(self, words: Words, at: int) -> Verb | None:
        """The reporting verb after an `and` or comma at `at` - 1 that goes on with the same subject.

        A form that can be a participle counts only before what can be its object: not in `and agreed principles`.
        """
        j = self.adverbs(words, at)
        if j >= words.count or words.caps[j]:
            return None
        found = self.form_at(words, j, ("past", "third"))
        if found is None or found.act is None or found.after >= words.count:
            return None
        following = words.plains[found.after]
        lists = self.lexicon.lists
        if words.plains[at - 1] == "," and found.after - j == 1 and following in lists["grammar.after_participles"]:
            return None
        if following in lists["grammar.object_openings"] or words.caps[found.after] or following in ("“", '"', ":"):
            return found
        return found if j > at or found.after - j > 1 else None

    def passive(self, words: Words, at: int, about: Sequence[str] = ()) -> Verb | None:
        """`was welcomed`, `were exchanged` at `at`; `about`: the words before it, of `a warm welcome was extended`."""
        if at >= words.count or words.plains[at] not in self._past_be:
            return None
        j, negated = self._negated(words, at + 1)
        found = self.form_at(words, j, ("past", "participle"))
        if found is None:
            return None
        act = next((phrase.act for phrase in self.lexicon.phrases.get(found.base, ())
                    if not phrase.words.isdisjoint(about)), found.act)
        return replace(found, first=at, shown=at, act=act, negated=negated, passive=True)

    def adverbs(self, words: Words, at: int) -> int:
        """The word after any adverbs, and after an aside between commas made of adverbs only."""
        plains = words.plains
        j = at
        while j < words.count:
            word = plains[j]
            if (size := self._phrase_at(plains, j)) > 0:
                j += size
            elif word == "on" and plains[j + 1:j + 2] and plains[j + 1] in _WEEKDAYS:
                j = self._dated(words, j + 2)
            elif word in self._adverbs or (word.endswith("ly") and len(word) > 4 and not words.caps[j]):
                j += 1
            elif word == "," and plains[j + 1:j + 2] != [","]:
                k = self.adverbs(words, j + 1) if j + 1 < words.count else j + 1
                if k == j + 1 or plains[k:k + 1] != [","]:
                    break
                j = k + 1
            else:
                break
        return j

    @staticmethod
    def _dated(words: Words, at: int) -> int:
        """The word after a weekday, its date in brackets and the place: `on Friday (June 3) in Oslo`."""
        plains, j = words.plains, at
        if plains[j:j + 1] == ["("] and ")" in plains[j:j + _FEW_IN_BRACKETS]:
            j = plains.index(")", j) + 1
        if plains[j:j + 1] in (["in"], ["at"]) and words.caps[j + 1:j + 2] == [True]:
            k = j + 1
            while k < words.count and words.caps[k]:
                k += 1
            j = k
        return j

    def _phrase_at(self, plains: list[str], at: int) -> int:
        phrases = self._phrasal.get(plains[at])
        return next((len(p) for p in phrases if tuple(plains[at:at + len(p)]) == p), 0) if phrases else 0

    def _negated(self, words: Words, at: int) -> tuple[int, bool]:
        """The word after adverbs and a `not` among them, and whether there is one."""
        j = self.adverbs(words, at)
        if j < words.count and words.plains[j] in self._negation:
            return self.adverbs(words, j + 1), True
        return j, False

    def _being(self, words: Words, at: int) -> Verb | None:
        """A form of `be`: with `clear that` or the like it reports; else it is no reporting verb."""
        past = words.plains[at] in self._past_be
        if not past and words.plains[at] not in ("is", "are"):
            return None
        form: Form = "past" if past else "third"
        j, negated = self._negated(words, at + 1)
        for phrase in self.lexicon.phrases.get("be", ()):
            if j < words.count and (words.plains[j] in phrase.words or _opens(words.plains, j, phrase)):
                return Verb(at, j + 1, phrase.act, form, "be", negated, shown=at)
        return Verb(at, at + 1, None, form, "be", negated, passive=True, shown=at)

    def form_at(self, words: Words, at: int, wanted: tuple[str, ...]) -> Verb | None:
        """The verb form at `at`, if it is one of the wanted; `act` None where it reports nothing."""
        plains = words.plains
        readings = self.lexicon.forms.get(plains[at]) if at < words.count else None
        if not readings:
            return None
        fitting = _fitting(readings, wanted)
        for base, form in fitting:
            if found := self._with_object(plains, at, base, form):
                return found
        for sense in self.lexicon.senses.get(plains[at], ()):
            after = at + 1 + len(sense.tail)
            told = sense.form in wanted and tuple(plains[at + 1:after]) == sense.tail
            if told and not self._visits(plains, after, sense) and not self._only_met(plains, after, sense):
                return Verb(at, after, sense.act, sense.form, sense.base, shown=at)
        return Verb(at, at + 1, None, fitting[0][1], fitting[0][0], shown=at) if fitting else None

    def _visits(self, plains: list[str], after: int, sense: Sense) -> bool:
        """Whether `called on` tells of a visit: nobody is called on to do anything but to talk."""
        if f"{sense.base} {' '.join(sense.tail)}" not in self.lexicon.lists["grammar.calling"]:
            return False
        stop = min(len(plains) - 1, after + _CALLED)
        for j in range(after, stop):
            if plains[j] == "for" and plains[j + 1] in self.lexicon.lists["grammar.called_for"]:
                return False
        to = next((j for j in range(after, stop) if plains[j] == "to"), None)
        if to is not None and not self.lexicon.lists["grammar.called_on"].isdisjoint(plains[after:to]):
            return False  # "called on all parties to honour it"
        asked = plains[to + 1] if to is not None else None
        return asked is None or asked in self.lexicon.lists["grammar.visit_purposes"]

    def _only_met(self, plains: list[str], after: int, sense: Sense) -> bool:
        """Whether `talked with fishermen` does not tell what was talked about."""
        lists = self.lexicon.lists
        if sense.tail or sense.base not in lists["grammar.with_topic"] or plains[after:after + 1] not in _WITH:
            return False
        return lists["grammar.topic_links"].isdisjoint(plains[after + 1:after + 1 + _TOPIC])

    def _with_object(self, plains: list[str], at: int, base: str, form: Form) -> Verb | None:
        """A verb that reports, or reports something else, by a word soon after it."""
        phrases = self.lexicon.phrases.get(base, ())
        for phrase in phrases:
            if _opens(plains, at + 1, phrase):
                return Verb(at, at + 2, phrase.act, form, base, joint=phrase.joint, shown=at)
        if phrases and self._silent(plains[at + 1:at + 1 + _SILENT], phrases):
            return Verb(at, at + 1, None, form, base, shown=at)
        for i, word in enumerate(plains[at + 1:at + 1 + REACH] if phrases else ()):
            for phrase in phrases:
                if word in phrase.words and phrase.act is not None:
                    if not self._hearers.isdisjoint(plains[at + 2 + i:at + 5 + i]):
                        return None  # "made statements for the press" tells nothing of what was said
                    return Verb(at, at + 2 + i, phrase.act, form, base, joint=phrase.joint, shown=at)
            if i and word in OBJECT_ENDS:
                return None
        return None


    def _silent(self, plains: list[str], phrases: Sequence[Phrase]) -> bool:
        """Whether the object says that nothing was said: `exchanged gifts`, not `exchanged views on gifts`."""
        for word in plains:
            if any(word in phrase.words for phrase in phrases if phrase.act is None):
                return True
            if word in self.lexicon.lists["roles.connectors"] and word != "the":
                return False
        return False


@lru_cache(maxsize=4096)
def _fitting(readings: frozenset[tuple[str, Form]], wanted: tuple[str, ...]) -> tuple[tuple[str, Form], ...]:
    """The readings of a word that are one of the forms, in order."""
    return tuple(sorted(reading for reading in readings if reading[1] in wanted))


def _opens(plains: list[str], at: int, phrase: Phrase) -> bool:
    word = plains[at] if at < len(plains) else None
    near = [words for words in phrase.openings if words[0] == word]
    return any(tuple(plains[at:at + len(words)]) == words for words in near) if near else False


@lru_cache(maxsize=8)
def _adverbs(listed: frozenset[str]) -> tuple[frozenset[str], Mapping[str, tuple[Phrasal, ...]]]:
    """The adverbs of one word, and those of several by their first."""
    several: dict[str, tuple[Phrasal, ...]] = {}
    for words in (tuple(each.split()) for each in listed if " " in each):
        several[words[0]] = (*several.get(words[0], ()), words)
    return frozenset(each for each in listed if " " not in each), several


@lru_cache(maxsize=8)
def _speaking(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Forms of verbs that report, of those that do with one of some words soon after, and these words."""
    weak = frozenset(word for word, readings in lexicon.forms.items() if any(base in lexicon.phrases for base, _ in
                                                                            readings))
    phrases = [phrase for of in lexicon.phrases.values() for phrase in of]
    objects = frozenset(word for phrase in phrases for word in (*phrase.words, *(o[0] for o in phrase.openings)))
    return frozenset(lexicon.senses), weak | lexicon.lists["grammar.be"], objects
