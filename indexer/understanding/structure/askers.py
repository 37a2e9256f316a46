"""Who asks: whose turns are questions, by the words of the label or by what is said; questions without labels."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from indexer.marks import Label, label_at, mark_at
from indexer.understanding.structure.label_words import LEADS, LabelWords, is_titled, label_words, normal
from indexer.understanding.structure.units import Unit


def askers(labels: Mapping[int, Label], lines: Sequence[str]) -> frozenset[str]:
    """The labels, in `normal` form, whose turns ask: by their words, or because they mostly end in a question mark.

    The second rule needs another label in the record whose turns are longer and mostly answer.
    """
    if not labels:
        return frozenset()
    words = label_words()
    names = {normal(label.text) for label in labels.values()}
    known = {name for name in names if words.asks(name)}
    said = _said(labels, lines)
    shares = {name: sum("?" in text[-200:] for text in texts) / len(texts) for name, texts in said.items()}
    lengths = {name: sum(map(len, texts)) / len(texts) for name, texts in said.items()}
    answering = [name for name in names - known if shares[name] < 0.4]
    longest = max((lengths[name] for name in answering), default=0)
    most = max((len(said[name]) for name in answering), default=0)
    told = known | {name for name in names - known if shares[name] >= 0.5 and _may_ask(name, words, bool(known))
                    and (lengths[name] < longest or len(said[name]) < most)}
    told |= {name for name in names - told if len(said[name]) > 1 and shares[name] >= MEMBERS_SHARE
             and lengths[name] < longest and name.split()[0] in _MEMBERS}
    told |= _misread(told, said) | _unnamed(told, names, labels)
    if not known:  # a conversation that a moderator leads
        told |= {name for name in names - told if set(name.split()) & LEADS and len(said[name]) > 1
                 and shares[name] >= MEMBERS_SHARE and lengths[name] < longest}
    return frozenset(told | _shortened(told, labels))


def _shortened(told: Collection[str], labels: Mapping[int, Label]) -> set[str]:
    """Other labels of those who ask: ``GT`` for ``Gavin Trelawney``, ``PMJA`` and ``... (PMJA)``."""
    found: set[str] = set()
    for text in {label.text for label in labels.values()}:
        full = normal(text)
        initials = {each.casefold() for each in _SHORT.findall(text)} | {"".join(word[0] for word in full.split())}
        if full in told:
            found |= initials
        elif not initials.isdisjoint(told):
            found.add(full)
    return found & {normal(label.text) for label in labels.values()}


_SHORT = re.compile(r"\(([A-Z]{2,5})\)")


def _unnamed(told: Collection[str], names: Collection[str], labels: Mapping[int, Label]) -> set[str]:
    """Voices that a machine could not name, where one of them asks; not the one that opens."""
    voices = {name for name in names if _VOICE.fullmatch(name)}
    first = normal(labels[min(labels)].text)
    return voices - {first} if voices & set(told) - {first} else set()


_VOICE = re.compile(r"speaker \d+")


MEMBERS_SHARE = 0.6  # of the turns of a member that end in a question, who then questions witnesses
_MEMBERS = frozenset(
    ["audience", "senator", "mp", "baroness", "lord", "chairman", "chair", "deputy", "congressman", "congresswoman"])


def _may_ask(name: str, words: LabelWords, askers_known: bool) -> bool:
    parts = name.split()
    if _VOICE.fullmatch(name) or parts[0] == "audience":  # a voice that a machine could not name, or nobody could
        return True
    if name.startswith("voice of "):  # a station's name
        return True
    return not set(parts) & words.speaker and not (askers_known and parts[:1] and parts[0] in words.honorific)


def _misread(askers_: Collection[str], said: Mapping[str, Sequence[str]]) -> set[str]:
    """Rare labels that a scan misread, where the frequent one they are nearest to asks: ``JOURNAUS E``."""
    frequent = [name for name, _ in Counter({name: len(texts) for name, texts in said.items()}).most_common(20)
                if len(said[name]) > 2]
    rare = [name for name, texts in said.items() if len(texts) < 3 and name not in askers_] if frequent else []
    return {name for name in rare if set(difflib.get_close_matches(name, frequent, n=1, cutoff=0.75)) & set(askers_)}


def _said(labels: Mapping[int, Label], lines: Sequence[str]) -> dict[str, list[str]]:
    """Label -> the words of its turns, each up to the next label."""
    said: dict[str, list[str]] = defaultdict(list)
    starts = sorted(labels)
    for at, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        label = labels[at]
        said[normal(label.text)].append(" ".join([lines[at][label.words:], *lines[at + 1:after]]).rstrip())
    return said


LEAST_QUESTIONS = 3
LEAST_BOLD = 2
LONGEST_QUESTION = 80  # words
LONGEST_BOLD = 160
NAME_WORDS = 4
_DASHED = re.compile(r"[-–—] ")


def unmarked_questions(units: Sequence[Unit], *, interview: bool = False) -> dict[int, Label]:
    """Questions that nothing marks, each above its answer, as interviews print them in italics; only for these."""
    found = {at: Label("Q", 0, 0, 0, "q") for at, unit in enumerate(units[:-1])
             if unit.text.endswith(("?", "?”", '?"')) and unit.kind == "paragraph" and unit.words <= LONGEST_QUESTION
             and not unit.strong and not units[at + 1].text.endswith("?")}
    dashed = all(unit.text[0] in "-–—" for unit in units)  # voices in turn, as newspapers print them
    least = LEAST_BOLD if dashed or interview else LEAST_QUESTIONS
    return found if len(found) >= least and len(found) * 2 <= len(units) else {}


def bold_questions(units: Sequence[Unit], labels: Mapping[int, Label]) -> dict[int, Label]:
    """Questions in bold, as headings or behind a dash, each above its answer, numbered or not.

    Only for conversations, as headings look the same.
    Empty where labels tell who asks, or where the bold paragraphs mostly ask nothing.
    """
    words = label_words()
    if any(words.asks(normal(label.text)) for label in labels.values()):
        return {}
    bold = [at for at, unit in enumerate(units[:-1]) if unit.strong and at not in labels and unit.kind == "paragraph"
            and unit.words <= LONGEST_BOLD and unit.text[-1] in "?.!…”\"" and not units[at + 1].strong]
    bold = bold or [at for at, unit in enumerate(units[:-1]) if unit.kind == "heading" and unit.text.endswith("?")
                    and at not in labels and units[at + 1].kind != "heading"]
    bold = bold or [at for at, unit in enumerate(units[:-1]) if _DASHED.match(unit.text) and unit.text.endswith("?")
                    and at not in labels and _DASHED.match(units[at + 1].text) is None]
    asked = [at for at in bold if "?" in units[at].text]
    if len(asked) < LEAST_BOLD or len(asked) * 2 < len(bold):
        return {}
    found: dict[int, Label] = {}
    for at in bold:
        mark = mark_at(units[at].text)
        start = mark.end if mark is not None else 0
        found[at] = Label("Q", start, start, start, "q")
    return found | _answers_by_name(units, found, labels)


def _answers_by_name(units: Sequence[Unit], questions: Mapping[int, Label],
                     labels: Mapping[int, Label]) -> dict[int, Label]:
    """`Ann Hill: ...` below the first question in bold: several answer, and some only once."""
    named: dict[int, Label] = {}
    for at in range(min(questions) + 1, len(units)):
        label = label_at(units[at].text) if at not in labels and at not in questions else None
        if (label is not None and label.form == "colon" and is_titled(label.text)
                and label.text.count(" ") < NAME_WORDS and units[at].ends_sentence):
            named[at] = label
    return named
