"""Clauses with a subject of their own that are linked to a sentence's main one: relative, absolute, joined by `and`."""

from __future__ import annotations

from dataclasses import replace

from indexer.understanding.language.acts import Verb
from indexer.understanding.said.passives import PassiveReader
from indexer.understanding.said.sentence_reader import Found
from indexer.understanding.said.subject import person
from indexer.understanding.who.voices import resolve

_AGREEING = frozenset(("agreed", "welcomed", "supported", "thanked"))
_TELLING = frozenset(("say", "call", "note", "describe", "promise", "term", "reply", "answer", "add", "stress",
                      "consider"))
_BEFORE_WHICH = frozenset(("to", "with", "on", "upon", "at"))
_LONGEST_OWNED = 4  # words of what is owned in `whose slow implementation the Minister regretted`
_CHANGERS = frozenset((",", ";", ":", "—", "–", "and", "while", "whereas", "but", "which", "with", "."))
_CONJUNCTIONS = frozenset(("and", "while", "whereas", "but", "so", "then", ",", "whereupon", "upon"))
_TO_WHICH = frozenset(("to", "for", "after", "upon", "on", "with", "about", "of"))
_LONGEST_BEFORE_WHO = 8  # words of a person before `, who said`
_LONGEST_NOUN = 6  # words before the subject in `a step the Minister welcomed`


class LinkedReader(PassiveReader):
    """Reads the clauses that follow a sentence's main one."""

    def _change(self, at: int, main: Found) -> Found | None:
        """The next clause of the sentence, from word `at` on, that has a subject of its own."""
        last = self.last
        if "called" in self.plains:  # "which Minister B called a dream": speech in such a clause only
            last = max(last, self.words.count - 1 - self.plains[::-1].index("called"))
        for j in range(at, min(self.words.count - 1, last)):
            if self.plains[j] in _CHANGERS and (found := self._change_at(j, main)) is not None:
                return self._remember(found)
        return None

    def _change_at(self, j: int, main: Found) -> Found | None:
        plains = self.plains
        word = plains[j]
        if word == "," and plains[j - 1] == "which":
            return self._by_the_way(j, main)  # "without which, he said, ..."
        if word == "which":
            return self._which(j, main)
        if word == "with":
            return self._with(j)
        k = j + 1
        while k < self.words.count and plains[k] in _CONJUNCTIONS:
            k += 1
        if word == "," and plains[k:k + 1] == ["who"]:
            return self._who(k, main)
        if word == "," and plains[k:k + 1] == ["whose"]:
            return self._whose(k, main)
        if word == ";" and plains[k:k + 2] == ["as", "for"] and "," in plains[k:]:
            k = plains.index(",", k) + 1  # "; as for the latter, Minister B promised"
        if word == "," and plains[k + 1:k + 2] == ["which"] and plains[k] in _TO_WHICH:
            found = self._own(k, k + 2, f"{plains[k]} which", past=True)
            if found is None or plains[k] != "for":
                return found
            another = found.subject.rule != "pronoun" and found.subject.labels != main.subject.labels
            told = another or found.verb.act in _AGREEING or found.verb.base == "be"
            return self._grateful(found, main) if told else None
        if k >= self.words.count or (word == "," and plains[k] in ("which", "with", "as")):
            return None
        if word in ("and", ",") and "passive" in main.rule and (added := self._by_another(k)) is not None:
            return added
        if plains[k:k + 2] == ["it", "was"] and "that" not in plains[main.verb.after:j]:
            return self._it_was(k)
        found = self._own(k, k, "change of subject", past=main.verb.form == "past")
        if found is None and word == ",":
            return self._absolute(k) or self._apposition(k, main)
        if found is None or (word == "and" and found.subject.rule == "pronoun"):
            return None
        if found.subject.side and not main.subject.side and not self.owner.present and (
                self.lexicon.lists["groups.sides"].isdisjoint(plains[k:k + 5])):
            return None  # "A said that Japan supported it, and France welcomed it": France is part of what A said
        return found

    def _by_another(self, at: int) -> Found | None:
        """`The plan was presented by A and welcomed by B`: B, too."""
        verb = self.verbs.form_at(self.words, self.verbs.adverbs(self.words, at), ("past", "participle"))
        if verb is None or verb.act is None or self.plains[verb.after:verb.after + 1] != ["by"]:
            return None
        return self._agent(at, replace(verb, passive=True), "passive")

    def _grateful(self, found: Found, main: Found) -> Found:
        """`A offered ships, for which she was grateful`: not A, but the other of two."""
        others = [v for v in self.owner.cast.principals if v.label not in main.subject.labels]
        if found.subject.rule != "pronoun" or found.subject.labels != main.subject.labels or len(others) != 1:
            return found
        return replace(found, subject=replace(found.subject, labels=(others[0].label,), said_by=(others[0].label,)))

    def _apposition(self, at: int, main: Found) -> Found | None:
        """`..., a step the Minister welcomed.`: what was told before, taken up by a noun."""
        if self.plains[at] == "that":
            return None  # "said that ships were few, and that Norway would welcome more"
        for k in range(at + 1, min(at + _LONGEST_NOUN, self.words.count - 1)):
            if self.plains[k + 1:k + 2] == ["by"] and (shared := self._shared(at, k)) is not None:
                return shared
            if self.plains[k] == "that" and (by := self.verbs.passive(self.words, k + 1)) is not None and by.act:
                return self._agent(at, by, "relative passive")  # "an offer that was accepted by Norway"
            found = self._own(at, k, "apposition", past=True)
            if found is not None and self.plains[k - 1] in ("which", "that") and found.subject.rule != "pronoun":
                return found  # "a point for which the Minister expressed gratitude"
            if found is not None:
                ends = self.plains[found.verb.after:found.verb.after + 1] in ([], ["."])
                another = found.subject.rule != "pronoun" or found.subject.labels != main.subject.labels
                return found if ends and another else None
        return None

    def _absolute(self, at: int) -> Found | None:
        """`..., the Prime Minister adding that he hoped so`."""
        subject = self._subject(at)
        if subject is None or not subject.labels or subject.plural or subject.side:
            return None
        verb = self.verbs.gerund(self.words, subject.after)
        return Found(at, subject, verb, "participle") if verb is not None and verb.act is not None else None

    def _shared(self, begin: int, at: int) -> Found | None:
        """`..., a hope shared by the Minister`."""
        verb = self.verbs.read(self.words, at)
        subject = self._subject(at + 2) if verb is not None and verb.act in _AGREEING else None
        if verb is None or subject is None or not subject.labels or subject.side:
            return None
        return Found(begin, subject, replace(verb, after=at + 2), "apposition")

    def _which(self, j: int, main: Found) -> Found | None:
        """`which was welcomed by B`, `which B highly appreciated`, `on which B promised to reflect`."""
        before = self.plains[j - 1] if j else ""
        passive = self.verbs.passive(self.words, j + 1)
        if passive is not None and passive.act is not None:
            return self._agent(j, passive, "relative passive")
        if before != "," and before not in _BEFORE_WHICH:
            return None
        begin = j if before == "," else j - 1
        found = self._own(begin, j + 1, "relative clause", past=True)
        if found is None:
            return self._called(begin, j + 1, main) or self._somebody_else(begin, j + 1)
        if found.verb.act in _AGREEING and before in (",", "to", "with"):
            return self._told(found, main)
        another = found.subject.rule != "pronoun" and not found.subject.side and (
            found.subject.labels != main.subject.labels)
        return found if another and found.verb.base in _TELLING else None

    def _told(self, found: Found, main: Found) -> Found:
        """`A informed B of the rules, which he welcomed`: B, who was told."""
        if found.subject.rule != "pronoun" or found.subject.labels != main.subject.labels:
            return found
        told = self._subject(main.verb.after)
        if told is None or len(told.labels) != 1 or told.side or told.labels == main.subject.labels:
            return found
        return replace(found, subject=replace(found.subject, labels=told.labels, said_by=told.said_by))

    def _called(self, begin: int, at: int, main: Found) -> Found | None:
        """`which Minister B called a dream`: how B speaks of it."""
        subject = self._subject(at)
        if subject is None or len(subject.labels) != 1 or subject.labels == main.subject.labels or (
                subject.rule == "pronoun" or self.plains[subject.after:subject.after + 1] != ["called"]):
            return None
        verb = self._verb(subject)
        return Found(begin, subject, replace(verb, act="stated"), "relative clause") if verb is not None else None

    def _somebody_else(self, begin: int, at: int) -> Found | None:
        """A clause of somebody by name whom the record does not know: the words before it end there."""
        subject = self._subject(at)
        if subject is None or subject.labels or subject.mention is None or not subject.mention.name:
            return None
        verb = self._verb(subject)
        told = verb is not None and verb.act is not None and verb.form == "past" and not verb.perfect
        return Found(begin, subject, verb, "relative clause") if verb is not None and told else None

    def _by_the_way(self, comma: int, main: Found) -> Found | None:
        """`a decision which, the Minister noted, had been pending`: another's remark than the sentence's."""
        subject = self._subject(comma + 1)
        if subject is None or len(subject.labels) != 1 or subject.side or subject.rule == "pronoun" or (
                subject.labels == main.subject.labels):
            return None
        verb = self.verbs.read(self.words, subject.after)
        told = verb is not None and verb.base in _TELLING and self.plains[verb.after:verb.after + 1] == [","]
        return Found(comma - 1, subject, verb, "relative clause") if verb is not None and told else None

    def _whose(self, j: int, main: Found) -> Found | None:
        """`agreements, whose implementation Minister B said had been slow`."""
        for at in range(j + 2, min(j + 2 + _LONGEST_OWNED, self.words.count - 1)):
            found = self._own(j, at, "relative clause", past=True)
            if found is not None and found.subject.rule != "pronoun" and not found.subject.side:
                return found if found.verb.base in _TELLING and found.subject.labels != main.subject.labels else None
        return None

    def _left_out(self, main: Found) -> list[Found]:
        """A last clause whose verb is that of the one before: `so did Minister B`, or after a semicolon."""
        rest = self.plains[main.verb.after:]
        for i in range(1, len(rest) - 2):
            if rest[i:i + 2] == ["so", "did"] and rest[i - 1] in ("and", ",", ";"):
                at = main.verb.after + i
                subject = self._subject(at + 2)
                if subject is not None and subject.labels and not subject.side:
                    same = replace(main.verb, first=at + 1, after=at + 2, shown=at + 1)
                    return [self._remember(Found(at, subject, same, "likewise"))]
        if ";" not in rest:
            return []
        found = self._elliptic(main.verb.after + len(rest) - rest[::-1].index(";"), main)
        return [self._remember(found)] if found is not None else []

    def _elliptic(self, at: int, main: Found) -> Found | None:
        """`A mentioned visas; Minister B, the training of nurses`: B with the verb of A."""
        subject = self._subject(at)
        if subject is None or len(subject.labels) != 1 or subject.mention is None or not subject.mention.name:
            return None
        comma = subject.after
        if self.plains[comma:comma + 2] in (["did", "likewise"], ["did", "so"]) and not main.subject.plural:
            return Found(at, subject, replace(main.verb, first=comma, after=comma + 2, shown=comma), "likewise")
        if self.plains[comma:comma + 2] not in ([",", "the"], [",", "a"], [",", "that"], [",", "an"]):
            return None
        if main.subject.plural or self.verbs.last(self.words) > comma:
            return None
        return Found(at, subject, replace(main.verb, first=comma, after=comma + 1, shown=comma), "verb left out")

    def _who(self, k: int, main: Found) -> Found | None:
        """`..., by Minister B, who recalled that ...`, where what comes before is not itself what somebody said."""
        verb = self.verbs.read(self.words, k + 1)
        if verb is None or verb.act is None or verb.form != "past" or verb.perfect or verb.passive:
            return None
        if "that" in self.plains[main.verb.after:k]:
            return None
        found = self._who_said(k, verb, main.verb.after)
        if found is not None or verb.act not in _AGREEING:
            return found
        cast, since = self.owner.cast, main.verb.after
        voices = [resolve(m, cast) for m in self.subjects.reader.mentions() if since <= m.first < k]
        named = {v.label for v in voices if v is not None and v.taking_part and v.label not in main.subject.labels}
        if len(named) != 1 or any(v is None for v in voices):
            return None
        return Found(k, person(named.pop(), k, "told"), verb, "relative clause")  # "A invited B to Oslo, who accepted"

    def _who_said(self, k: int, verb: Verb, since: int = 0) -> Found | None:
        """The clause of `who` at word `k`, with its verb, of whoever stands before it, from word `since` on."""
        for at in range(max(since, k - 1 - _LONGEST_BEFORE_WHO), k - 1):
            subject = self._subject(at)
            if subject is not None and subject.labels and subject.after == k - 1 and not subject.plural:
                return Found(k, subject, verb, "relative clause")
        return None

    def _met_who(self) -> Found | None:
        """`Minister A was received by Minister B, who stressed that ...`: what is told of no words before it."""
        for k in range(2, min(self.words.count - 1, self.last)) if "who" in self.plains else ():
            if self.plains[k] in ("that", "which", "whether"):
                return None
            if self.plains[k] == "who" and self.plains[k - 1] == ",":
                verb = self.verbs.read(self.words, k + 1)
                if verb is None or verb.act is None or verb.form != "past" or verb.perfect or verb.passive:
                    return None
                found = self._who_said(k, verb)
                return self._remember(found) if found is not None else None
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
