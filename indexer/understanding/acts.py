"""Reporting verbs in a sentence: where one stands after a subject, what act it makes, whether it is negated."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.knowledge.lexicon import Form, Lexicon
from indexer.understanding.sentences import Words

REACH = 7  # words after a verb among which its object is looked for: "expressed his deep and sincere gratitude"
# After a verb in the past these show that it is one, and no participle before a noun ("and agreed principles").
_OBJECT_OPENINGS = frozenset((
    "that", "the", "a", "an", "his", "her", "their", "its", "our", "to", "on", "with", "for", "in", "about", "upon", "of",
    "this", "these", "those", "each", "how", "what", "why", "whether", "as", "by", "at", "him", "them", "it", "any", "all",
    "both", "no", "not", "out", "such", "some", "further", "closer", "more", "strong", "deep", "hope", "again", "from",
    "towards", "into", "over", "across", "full", "continued", "support", "concern", "concerns", "serious", "continuing",
    "great", "understanding", "gratitude", "appreciation", "views", "upon", "ways", "efforts", "cooperation", "several",
    "many", "various", "recent", "regional", "global", "bilateral", "ongoing", "working", "expanding", "strengthening",
))
# After a comma, one of these follows a participle sooner than a verb: "their ties, reflected in".
_AFTER_PARTICIPLES = frozenset(("in", "by", "of", "with", "on", "for", "as", "at", "to", "from", "upon"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb after a subject: word indices `[first, after)`, act (None: no reporting verb), form."""

    first: int
    after: int
    act: str | None
    form: Form
    base: str
    negated: bool = False
    perfect: bool = False
    passive: bool = False
    joint: bool = False  # reports something of several subjects only
    shown: int = 0  # word index at which the verb as printed begins, its adverbs included


class VerbReader:
    """Reads verbs of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        lists = lexicon.lists
        self._adverbs = frozenset(a for a in lists["grammar.adverbs"] if " " not in a)
        self._phrasal = tuple(tuple(a.split()) for a in lists["grammar.adverbs"] if " " in a)
        self._negation = lists["grammar.negation"]
        self._declining = lists["grammar.declining"]
        self._perfect = lists["grammar.perfect"]
        self._be = lists["grammar.be"]

    def read(self, words: Words, at: int) -> Verb | None:
        """The verb that begins at word `at`, after adverbs; None where something else stands there."""
        plains = words.plains
        j = self.adverbs(words, at)
        if j >= len(plains):
            return None
        negated = perfect = False
        first = j
        word = plains[j]
        if word in ("did", "do", "does", "didn't", "don't", "doesn't"):
            k = j + 1
            negated = word.endswith("n't")
            while k < len(plains) and (plains[k] in self._negation or plains[k] in self._adverbs):
                negated = negated or plains[k] in self._negation
                k += 1
            found = self._sense(words, k, wanted=("base",))
            return self._with(found, first, negated=negated) if found else None
        if word in self._perfect:
            k = self.adverbs(words, j + 1)
            if k < len(plains) and plains[k] in self._negation:
                negated, k = True, self.adverbs(words, k + 1)
            found = self._sense(words, k, wanted=("past", "participle"))
            if found is not None:
                return self._with(found, first, negated=negated, perfect=True)
        if word in self._be:
            return self._being(words, j)
        found = self._sense(words, j, wanted=("past", "third", "base"))
        if found is None:
            return None
        if found.base in self._declining and found.after < len(plains) and plains[found.after] in ("to", "from"):
            follower = self._sense(words, found.after + 1, wanted=("base", "ing"))
            act = follower.act if follower and follower.act else found.act
            return Verb(first, follower.after if follower else found.after, act, found.form, found.base, True,
                        shown=first)
        return found

    def gerund(self, words: Words, at: int) -> Verb | None:
        """A reporting verb in -ing at `at`: `with President A praising ...`."""
        j = self.adverbs(words, at)
        return self._sense(words, j, wanted=("ing",)) if j < words.count else None

    def coordinated(self, words: Words, at: int) -> Verb | None:
        """The reporting verb after an `and` or comma at `at` - 1 that goes on with the same subject."""
        j = self.adverbs(words, at)
        if j >= words.count or words.caps[j]:
            return None
        found = self._sense(words, j, wanted=("past", "third"))
        if found is None or found.act is None or found.after >= words.count:
            return None
        following = found.after
        if words.plains[at - 1] == "," and following - j == 1 and words.plains[following] in _AFTER_PARTICIPLES:
            return None
        if words.plains[following] in _OBJECT_OPENINGS or words.caps[following] or words.plains[following] in ("“", '"', ":"):
            return found
        return found if j > at or following - j > 1 else None

    def passive(self, words: Words, at: int) -> Verb | None:
        """`was welcomed`, `were exchanged` at `at`."""
        plains = words.plains
        if at >= len(plains) or plains[at] not in self.lexicon.lists["grammar.past_be"]:
            return None
        j = self.adverbs(words, at + 1)
        negated = j < len(plains) and plains[j] in self._negation
        j = self.adverbs(words, j + 1) if negated else j
        found = self._sense(words, j, wanted=("past", "participle"))
        return self._with(found, at, negated=negated, passive=True) if found else None

    def adverbs(self, words: Words, at: int) -> int:
        """The word after any adverbs, and after an aside between commas made of adverbs only."""
        plains = words.plains
        count = len(plains)
        j = at
        while j < count:
            word = plains[j]
            if word in self._adverbs or (word.endswith("ly") and len(word) > 4 and not words.caps[j]):
                j += 1
                continue
            phrase = next((p for p in self._phrasal if tuple(plains[j:j + len(p)]) == p), None)
            if phrase is not None:
                j += len(phrase)
                continue
            if word == "," and j + 1 < count:
                k = self.adverbs(words, j + 1) if plains[j + 1] != "," else j + 1
                if k > j + 1 and k < count and plains[k] == ",":
                    j = k + 1
                    continue
            break
        return j

    def _being(self, words: Words, at: int) -> Verb | None:
        plains = words.plains
        j = self.adverbs(words, at + 1)
        negated = j < len(plains) and plains[j] in self._negation
        j = self.adverbs(words, j + 1) if negated else j
        form: Form = "past" if plains[at] in self.lexicon.lists["grammar.past_be"] else "third"
        if plains[at] not in self.lexicon.lists["grammar.past_be"] and plains[at] not in ("is", "are"):
            return None
        for phrase in self.lexicon.phrases.get("be", ()):
            if j < len(plains) and (plains[j] in phrase.words
                                    or any(tuple(plains[j:j + len(o)]) == o for o in phrase.openings)):
                return Verb(at, j + 1, phrase.act, form, "be", negated, shown=at)
        return Verb(at, at + 1, None, form, "be", negated, passive=True, shown=at)

    def _sense(self, words: Words, at: int, *, wanted: tuple[str, ...]) -> Verb | None:
        """The verb form at `at`, if it has one of the wanted forms; `act` None where it reports nothing."""
        plains = words.plains
        if at >= len(plains):
            return None
        word = plains[at]
        readings = self.lexicon.forms.get(word)
        if not readings:
            return None
        for base, form in readings:
            if form not in wanted:
                continue
            for phrase in self.lexicon.phrases.get(base, ()):
                reach = plains[at + 1:at + 1 + REACH]
                hit = next((i for i, w in enumerate(reach) if w in phrase.words), None)
                cut = next((i for i, w in enumerate(reach) if w in ("that", ",", ".", ";", "which", "and") and i > 0), REACH)
                if hit is not None and hit <= cut:
                    return Verb(at, at + 2 + hit, phrase.act, form, base, joint=phrase.joint, shown=at)
                if any(tuple(plains[at + 1:at + 1 + len(o)]) == o for o in phrase.openings):
                    return Verb(at, at + 2, phrase.act, form, base, joint=phrase.joint, shown=at)
        for sense in self.lexicon.senses.get(word, ()):
            if sense.form in wanted and tuple(plains[at + 1:at + 1 + len(sense.tail)]) == sense.tail:
                return Verb(at, at + 1 + len(sense.tail), sense.act, sense.form, sense.base, shown=at)
        chosen = next(((base, form) for base, form in sorted(readings) if form in wanted), None)
        if chosen is None:
            return None
        return Verb(at, at + 1, None, chosen[1], chosen[0], shown=at)

    @staticmethod
    def _with(verb: Verb, first: int, *, negated: bool = False, perfect: bool = False, passive: bool = False) -> Verb:
        return Verb(first, verb.after, verb.act, verb.form, verb.base, negated, perfect, passive, verb.joint, first)
