"""The grammatical subject at a word of a reported sentence: a person, several, a group, a side, a pronoun."""

from __future__ import annotations

from indexer.understanding.said.descriptions import DescriptionReader
from indexer.understanding.said.subject import Memory, Subject, person, together
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.voices import Voice, by_role, foremost, resolve, role_words

__all__ = ["Memory", "Subject", "SubjectReader"]

_BEGINNINGS = frozenset(("the", "both", "all", "these", "they", "we", "he", "she", "his", "her", "its", "their", "it",
                         "each", "de", "von", "van", "der", "al", "el", "bin", "not", "neither", "either", "our"))
_LINKS = (("and",), ("&",), ("as", "well", "as"), ("together", "with"), ("along", "with"), ("but", "also"))
_LONGEST_INITIALS = 6
_FIRST_THEY = 5  # words before a `they` that can mean those named before it in its sentence


class SubjectReader(DescriptionReader):
    """Reads subjects of one sentence."""

    def read(self, at: int) -> Subject | None:
        """The subject that begins at word `at`; None where none does."""
        if at >= self.words.count or not self._can_begin(at):
            return None
        if self.words.plains[at:at + 2] == ["not", "only"]:
            at += 2
        if self._is_tag(at):
            at += 1
        elif (surname := self._of_country(at)) > at:
            at = surname
        if found := (self._pronoun(at) or self._shortened(at)):
            return self._with_another(found)
        found = (self._styled(at) or self._host_and_guest(at) or self._former(at) or self._plural_role(at)
                 or self.body(at) or self.group(at) or self._counterpart(at) or self._listed(at))
        if found is not None and found.side and not found.plural and self._is_owner(found.after):
            return self.described(at) or found  # "the US official"
        return found if found is not None and found.labels else self.described(at) or found

    def _is_owner(self, at: int) -> bool:
        """Whether a country's name before word `at` only tells whose official somebody is."""
        if at >= self.words.count or self.plain(at) in self.lexicon.lists["groups.persons"]:
            return at < self.words.count
        return self.reader.role_word(at) is not None and self.plain(at) not in self.lexicon.forms

    def owner(self, at: int) -> tuple[Subject | None, int]:
        """The person whose something is named from word `at` on, as in `the Minister's reply`, and the word after."""
        mention = self.reader.read(at, known=self.cast.known)
        voice = resolve(mention, self.cast) if mention is not None and mention.owns else None
        if mention is None or voice is None or not voice.taking_part:
            return None, at
        return person(voice.label, mention.after, "owner", mention), mention.after

    def _is_tag(self, at: int) -> bool:
        """Whether word `at` is an office by its initials before the holder's name: `NSA Hill`."""
        printed = self.words.word(at)
        if not (1 < len(printed) < _LONGEST_INITIALS and printed.isalpha() and printed.isupper()):
            return False
        named = self.words.caps[at + 1:at + 2] == [True] and self.plain(at + 1) in self.cast.known
        return named and self.plain(at) not in self.cast.known and self.reader.role_word(at) is None

    def _of_country(self, at: int) -> int:
        """The word of a surname after its country: `Norway's Solheim`."""
        if not self.words.caps[at]:
            return at
        _, after = self.reader.country(at)
        owns = after > at and self.words.owns[after - 1] and self.words.caps[after:after + 1] == [True]
        return after if owns and self.plain(after) in self.cast.known else at

    def _can_begin(self, at: int) -> bool:
        word = self.plain(at)
        if word in self.reader.heads and self.words.caps[at + 1:at + 2] == [True]:
            return True  # "minister Ann Hill"
        return (self.words.caps[at] or word in _BEGINNINGS or word in self.lexicon.numbers or word in self.nouns
                or word in self.modifiers or word in self.lexicon.lists["groups.counterparts"])

    def _pronoun(self, at: int) -> Subject | None:
        word = self.plain(at)
        if self.words.word(at) == "HE" and (self.plain(at + 1) == "the" or self.words.caps[at + 1:at + 2] == [True]):
            return None  # "HE the Minister"
        if word == "he" and self.words.caps[at + 1:at + 2] == [True] and self.plain(at + 1) in self.cast.known:
            return None  # "He Lifeng"
        if word == "it":
            return self._it(at)
        if word == "we" and self.cast.mode == "joint":
            return Subject(labels=self.cast.floor, said_by=tuple(v.label for v in self.cast.principals), after=at + 1,
                           rule="we", plural=True)
        return self._they(at) if word == "they" else self.pronoun(at, word)

    def _it(self, at: int) -> Subject | None:
        """Which body or side `it` at word `at` means: the last subject, where `it` is not the subject of a state."""
        last = self.memory.last
        if last is None or not last.labels or not (last.side or last.rule == "body") or len(last.labels) != 1:
            return None
        following = self.plain(at + 1)
        if following in self.lexicon.lists["grammar.be"] or following in self.lexicon.lists["grammar.perfect"]:
            return None
        return Subject(labels=last.labels, said_by=last.said_by, after=at + 1, rule=last.rule, plural=last.plural,
                       side=last.side)

    def pronoun(self, at: int, word: str) -> Subject | None:
        """Whom `he` or `she` at word `at` means."""
        if word not in ("he", "she"):
            return None
        if self.memory.stranger:
            return Subject(after=at + 1, rule="pronoun")
        gender = self.lexicon.pronouns.get(word, "")
        last = self._named_since(gender) or self.memory.single
        voice = next((v for v in self.cast.voices if v.label == last[0]), None) if last else None
        if voice is not None and voice.gender in ("", gender):
            return person(last[0], at + 1, "pronoun")
        fitting = [v for v in self.cast.principals if v.gender in ("", gender)]
        if len(fitting) == 1 and len(self.cast.principals) > 1:
            return person(fitting[0].label, at + 1, "pronoun")
        return Subject(after=at + 1, rule="pronoun")

    def _named_since(self, gender: str) -> tuple[str, ...]:
        """Of many meetings the one whom the sentence before names, where it tells of no words of anybody."""
        before = self.memory.before
        if before is None or self.cast.one_meeting or len(self.cast.principals) < 3 or self.memory.told:
            return ()
        mentions = Reader(before, self.lexicon, self.cast.countries).mentions()
        voices = [resolve(mention, self.cast) for mention in mentions]
        named = {v.label: v for v in voices if v is not None and v.principal}
        other = [v for v in named.values() if v is not self.cast.principals[0] and v.gender in ("", gender)]
        return (other[0].label,) if len(named) == len(other) == 1 else ()

    def _with_another(self, subject: Subject) -> Subject:
        """`He and Minister B`, `She and the Minister`, `He and his counterpart`."""
        if len(subject.labels) != 1 or self.plain(subject.after) != "and":
            return subject
        voice = next(v for v in self.cast.voices if v.label == subject.labels[0])
        if (other := self._counterpart(subject.after + 1, beside=voice)) is not None:
            return together((*subject.labels, *other.labels), other.after)
        mention = self._person(subject.after + 1)
        if mention is None or not (mention.name or mention.determined):
            return subject
        second = resolve(mention, self.cast)
        if second is None or not second.taking_part or second is voice:
            return subject
        return together((*subject.labels, second.label), mention.after)

    def _they(self, at: int) -> Subject:
        if at > _FIRST_THEY and (here := self._named_before(at)):
            return here
        last = self.memory.last
        if self.memory.stranger and len(self.cast.principals) > 2:
            return Subject(after=at + 1, rule="pronoun", plural=True)  # one of them is not known
        if len(self.cast.principals) > 2 and not (last is not None and last.plural):
            pair = self._two_named(at)
            if pair and not self.cast.one_meeting:
                return together(pair, at + 1, "pronoun")
        if last is not None and last.plural:
            return Subject(labels=last.labels, said_by=last.said_by, after=at + 1, rule="pronoun", plural=True)
        return self.joint(at + 1, 0, "pronoun")

    def _named_before(self, at: int) -> Subject | None:
        """`A spoke with B, joined by C, and they ...`: those named before, where they are not everybody."""
        named = [voice.label for mention in self.reader.mentions() if mention.after <= at
                 and (voice := resolve(mention, self.cast)) is not None and voice.taking_part]
        labels = tuple(dict.fromkeys(named))
        return together(labels, at + 1, "pronoun") if 1 < len(labels) < len(self.cast.principals) else None

    def _shortened(self, at: int) -> Subject | None:
        """`the CS`, `EAM`: the one of those taking part whose role has these initials."""
        k = at + (self.plain(at) == "the")
        if k >= self.words.count or self.words.owns[k] or self.words.caps[k + 1:k + 2] == [True]:
            return None
        after = k + 1
        if self.plain(after) == "/":  # "the HR/VP", but not "HR/VP X"
            after += 2
            if self.words.caps[after:after + 1] == [True]:
                return None
        printed = self.words.word(k)
        if not (printed.isalpha() and printed.isupper() and 1 < len(printed) < _LONGEST_INITIALS):
            return None
        if self.reader.country(k)[0] is not None:
            return None  # "the US official" is no Under Secretary by initials
        meant = [v for v in self.cast.voices if v.taking_part and printed in v.initials]
        return person(meant[0].label, after, "initials of a role") if len(meant) == 1 else None

    def _former(self, at: int) -> Subject | None:
        """`the former`, `the latter`, of the last two persons named side by side."""
        which = self.plain(at + 1)
        if self.plain(at) != "the" or which not in ("former", "latter"):
            return None
        if at + 2 < self.words.count and self.words.caps[at + 2]:
            return None  # "the former Prime Minister"
        pair = self._two_named(at)
        return person(pair[which == "latter"], at + 2, f"the {which}") if pair else None

    def _two_named(self, at: int) -> tuple[str, ...]:
        """The only two named earlier in the sentence or in the one before, else those last named side by side."""
        before = self.memory.before
        earlier = [mention for mention in self.reader.mentions() if mention.after <= at]
        for mentions in (earlier, Reader(before, self.lexicon, self.cast.countries).mentions() if before else ()):
            voices = [resolve(mention, self.cast) for mention in mentions]
            named = tuple(dict.fromkeys(v.label for v in voices if v is not None and v.taking_part))
            if len(named) == 2:
                self.memory.pair = named
                break
            if len(named) == 1 and mentions is earlier and named == self.memory.single and (
                    len(self.cast.principals) == 2):  # "Minister A asked for understanding, and the latter agreed"
                self.memory.pair = (*named, *(v.label for v in self.cast.principals if v.label not in named))[:2]
                break
        return self.memory.pair

    def named_last(self, voices: list[Voice]) -> Voice | None:
        """Of several with one office the only one whom the sentence before names."""
        if self.memory.before is None:
            return None
        mentions = Reader(self.memory.before, self.lexicon, self.cast.countries).mentions()
        named = {v.label for mention in mentions if (v := resolve(mention, self.cast)) is not None}
        found = [v for v in voices if v.label in named]
        return found[0] if len(found) == 1 else None

    def nearest(self, mention: Mention) -> Voice | None:
        """Of many meetings the one named last of those who have an office printed alone, none of them the host."""
        cast = self.cast
        if mention.name or mention.iso2 or not mention.determined or cast.one_meeting or not self.memory.recent:
            return None
        asked, heads = role_words(mention.role), self.lexicon.lists["roles.heads"]
        fitting = [v.label for v in cast.principals if any(r.fits(asked, heads) for r in v.roles)]
        if len(fitting) < 2 or cast.voices[0].label in fitting:
            return None
        last = next((label for label in reversed(self.memory.recent) if label in fitting), None)
        return next((v for v in cast.principals if v.label == last), None)

    def _plural_role(self, at: int) -> Subject | None:
        """`Ministers A and B`, `Leaders A, B and C`, `Prime Ministers A and B`."""
        words = self.words
        j = at + (self.plain(at) == "the")
        modifiers = self.lexicon.lists["roles.modifiers"]
        while j < words.count and words.caps[j] and (self.plain(j) in self.modifiers or self.plain(j) in modifiers):
            j += 1
        if j >= words.count or not words.caps[j] or self.plain(j) not in self.nouns:
            return None
        labels: list[str] = []
        k = after = j + 1
        while (found := self._named(k)) is not None:
            labels.append(found[0].label)
            k = after = found[1]
            while self.plain(k) in (",", "and", "&"):
                k += 1
            if k == after:
                break
        if len(labels) < 2:
            return None
        self._pair(labels)
        return together(tuple(labels), after)

    def _pair(self, labels: list[str]) -> None:
        self.memory.pair = (labels[0], labels[1]) if len(labels) == 2 else ()

    def _named(self, at: int) -> tuple[Voice, int] | None:
        mention = self.reader.read(at, known=self.cast.known)
        if mention is None or not mention.name:
            return None
        voice = resolve(mention, self.cast)
        return (voice, mention.after) if voice is not None and voice.taking_part else None

    def _listed(self, at: int) -> Subject | None:
        """One person, or several joined by commas and `and`."""
        mention = self._person(at)
        if mention is None:
            return None
        names = _Names(self)
        names.take(mention)
        after = mention.after
        while (k := self._joined(after)) is not None:
            if names.somebody:
                if (group := self.beside(k)) is not None:
                    return group
                if self.plain(k) in ("his", "her") and self.plain(k + 1) in ("counterparts", "colleagues"):
                    return self.joint(k + 2, 0 if len(self.cast.principals) > 2 else 3, "joint")
                if len(names.voices) == 1 and (other := self._counterpart(k, beside=names.voices[0])) is not None:
                    return together((names.voices[0].label, *other.labels), other.after)
            more = self._person(self._of_country(k) + self._is_tag(k)) if k < self.words.count else None
            if more is None or not names.take(more):
                break
            after = more.after
        labels = names.labels()
        if not labels:
            return Subject(after=after, rule="unknown person", mention=names.unknown or mention)
        if len(labels) == 1:
            return person(labels[0], after, "subject", mention)
        self._pair(labels)
        return together(tuple(labels), after)

    def _joined(self, at: int) -> int | None:
        """The word after `and`, `, and`, `, ` or `together with` at `at`, where a person may follow."""
        plains = self.words.plains
        for link in _LINKS:
            if tuple(plains[at:at + len(link)]) == link:
                return at + len(link)
        if self.plain(at) == "," and at + 1 < self.words.count:
            k = at + 2 if self.plain(at + 1) in ("and", "&") else at + 1
            if k < self.words.count and (self.words.caps[k] or self.plain(k) == "the"):
                return k
        return None

    def _person(self, at: int) -> Mention | None:
        """A person at `at` whose name or role can be a subject."""
        mention = self.reader.read(at, known=self.cast.known)
        if mention is None or mention.owns or not (mention.name or mention.determined or self.words.caps[at]):
            return None
        if not mention.titled and not mention.attributed and resolve(mention, self.cast) is None:
            return None
        return mention


class _Names:
    """The persons of one subject as they are read."""

    def __init__(self, reader: SubjectReader) -> None:
        self.cast = reader.cast
        self.reader = reader
        self.voices: list[Voice] = []
        self.open: list[Mention] = []  # roles alone that several people have
        self.unknown: Mention | None = None  # somebody who takes no part

    @property
    def somebody(self) -> bool:
        return bool(self.voices or self.open)

    def take(self, mention: Mention) -> bool:
        """Add a person; False where the subject ends before this one."""
        voice = self.reader.nearest(mention) or resolve(mention, self.cast)
        if voice is not None and voice.taking_part:
            if self.unknown is not None and not self.somebody and not self.unknown.name and not self.unknown.determined:
                self.unknown = None  # the first half of a role: "State Councilor and Foreign Minister Wang Yi"
            self.voices.append(voice)
            return True
        if mention.name and self.unknown is None and self.voices:
            return False
        if mention.determined and not mention.name and len(by_role(mention, self.cast)) > 1:
            self.open.append(mention)
        else:
            self.unknown = self.unknown or mention
        return True

    def labels(self) -> list[str]:
        """The labels of all of them; empty where one is not known."""
        voices = list(self.voices)
        for role in self.open:
            left = [v for v in by_role(role, self.cast) if v not in voices]
            meant = left[0] if len(left) == 1 else None if self.voices else (
                foremost(left, self.cast) or self.reader.named_last(left))
            if meant is None:
                return []
            voices.insert(0, meant)
        return [] if self.unknown is not None else list(dict.fromkeys(v.label for v in voices))
