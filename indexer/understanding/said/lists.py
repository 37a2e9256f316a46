"""Items under a subject that a colon parts from its verbs: `the Ministers: • condemned ...; • agreed ...`."""

from __future__ import annotations

import re

from indexer.model import Statement
from indexer.understanding.language.sentences import Words
from indexer.understanding.language.telling import VerbReader
from indexer.understanding.said.subject import Memory, Subject
from indexer.understanding.said.subjects import SubjectReader
from indexer.understanding.who.voices import Cast

_MARK = re.compile(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z]{1,4}\)|[a-z]\.|[-–—•●◦*▪·])\s+")
_REACH = 90  # characters before a colon in which its subject stands
_FORMS: dict[str, tuple[str, ...]] = {"body": ("past", "third"), "we": ("past", "base")}
_WE = re.compile(r"\b[Ww]e\b")
_DECIDED = re.compile(r"\b(?:decide[ds]?|resolve[ds]?|agree[ds]?|undert(?:ook|akes?)|conclude[ds]?|commit(?:s|ted)?"
                      r"|will|intends?)\b[^.]{0,60}:\s*$")


def listing_subject(text: str, start: int, end: int, cast: Cast, memory: Memory) -> Subject | None:
    """Whose verbs follow in items, of a paragraph that ends with `..., they:`; None for any other paragraph."""
    joint = cast.mode == "joint"
    if not text[start:end].rstrip().endswith((":", ",") if joint else ":"):
        return None
    if joint and _WE.search(text, start, end) is not None:
        return Subject(labels=cast.floor, said_by=tuple(v.label for v in cast.principals), rule="we", plural=True)
    begin = max(start, end - _REACH)
    words = Words(text, text.find(" ", begin, end) if begin > start else begin, end)
    subjects = SubjectReader(words, cast, memory)
    for at in range(words.count - 1):
        subject = subjects.read(at)
        if subject is not None and subject.labels and words.plains[subject.after:] in ([":"], [","]):
            return subject
    return memory.last if _DECIDED.search(text, begin, end) and memory.last is not None and memory.last.labels else None


def item_statement(text: str, start: int, end: int, subject: Subject, verbs: VerbReader) -> Statement | None:
    """An item that opens with a verb of that subject: `• condemned the attack`, `3. To renew its call`."""
    mark = _MARK.match(text, start, end)
    begin = mark.end() if mark else start
    words = Words(text, begin, min(end, begin + _REACH))
    at = int(words.plains[:1] == ["to"])
    first = verbs.adverbs(words, at)
    forms = ("base",) if at else _FORMS.get(subject.rule, ("past",))
    verb = verbs.form_at(words, first, forms) if words.count > first else None
    if verb is None or verb.act is None:
        return None
    return Statement(start=begin, end=end, speakers=subject.labels, said_by=subject.said_by,
                     verb=words.cut(verb.shown, min(verb.after, words.count)), act=verb.act, rule="item of a list")
