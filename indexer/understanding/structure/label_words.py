"""What the words of a label tell: whether it names someone who asks, who speaks, or a field of the page."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.marks import Label


@dataclass(frozen=True, slots=True)
class LabelWords:
    """What the words of labels tell, from `data/lexicon/labels.toml`; all without case."""

    questioner: frozenset[str]
    speaker: frozenset[str]
    honorific: frozenset[str]
    field: frozenset[str]
    field_ends: frozenset[str]  # ... of several words
    articles: frozenset[str]  # labels that begin with a word that is an article elsewhere: "An Taoiseach"

    def asks(self, name: str) -> bool:
        """True for a label, in `normal` form, of someone who asks."""
        parts = name.split()
        if not parts or (parts[0] in self.honorific and len(parts) < 3):
            return False
        if _QUESTION.fullmatch(parts[0]) or name in _SHORT:
            return True
        return bool(set(parts) & self.questioner) and not set(parts) & self.speaker - (_ARTICLE if parts[1:] else set())

    def is_question(self, line: str) -> bool:
        """True for ``Question:`` on a line of its own."""
        return line.rstrip().endswith(":") and len(line) < 24 and self.asks(normal(line))

    def knows(self, name: str) -> bool:
        """True for a label, in `normal` form, with a word for one who asks or speaks, or that begins with a title."""
        parts = name.split()
        return bool(set(parts) & (self.questioner | self.speaker)) or (parts[:1] != [] and parts[0] in self.honorific)


_ARTICLE = frozenset("a")  # a letter for who answers, but in "Question from a journalist"
_QUESTION = re.compile(r"q\d*")
_SHORT = frozenset(["j", "jl", "journ", "int"])  # of a journalist, an interviewer: the whole label


def label_words() -> LabelWords:
    """The label lexicon of the data folder. Raises KnowledgeError where the file is at fault."""
    return _label_words(data_folder())


@functools.lru_cache(maxsize=4)
def _label_words(folder: Path) -> LabelWords:
    path = folder / "lexicon" / "labels.toml"
    table = read_toml(path)
    sets: dict[str, frozenset[str]] = {}
    for name in ("questioner", "speaker", "honorific", "field", "field_ends", "articles"):
        words = table.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise KnowledgeError(path, f"`{name}` is not a list of words", mend=f'write {name} = ["...", "..."]')
        sets[name] = frozenset(word.casefold() for word in words)
    return LabelWords(**sets)


@functools.lru_cache(maxsize=4096)
def normal(label: str) -> str:
    """A label without brackets, stops and case, so that its printed forms compare equal."""
    return " ".join(_WORD.findall(_BRACKETED.sub(" ", label).casefold()))


_BRACKETED = re.compile(r"\([^()]{0,160}(?:\([^()]{0,80}\)[^()]{0,40})?\)|\[[^\][]{0,160}\]")
_WORD = re.compile(r"[^\W_]+")



def is_numbered(label: Label) -> bool:
    """True for the label behind the number of a question: ``Chair`` of ``Q1 Chair: ...``"""
    return label.form == "q" and _ONLY_NUMBER.fullmatch(label.text) is None


_ONLY_NUMBER = re.compile(r"[QA]\W{0,2}\d{0,3}")
LEADS = frozenset(["moderator", "facilitator"])  # who asks in a conversation, and closes it
SAID_WORDS = 4  # of a turn that is no member of a list
SPEECH_ENDS = (".", "?", "!", "--", "—", "…", ")", "。", "？", "！", "”", '"')


def is_titled(text: str) -> bool:
    """True where every word but particles begins with a capital, as in a name or a role with a name."""
    return all(not part[:1].islower() or part in _PARTICLES for part in text.split())


_PARTICLES = frozenset(["of", "for", "the", "and", "de", "al", "bin", "von", "van", "del", "la"])


def is_said(rest: str) -> bool:
    """True for words that end like speech; the value of a field or a member of a list does not."""
    plain = rest.rstrip()
    if plain[-1:] == ",":  # "Mr President," above more words
        return len(plain) < 80
    return plain.endswith(SPEECH_ENDS) and (plain[-1:] in "?!" or plain.count(" ") >= SAID_WORDS - 1 or len(plain) < 40)
