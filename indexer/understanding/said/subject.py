"""Whom the grammatical subject of a clause means, and what the clauses before it leave behind."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.understanding.language.sentences import Words
from indexer.understanding.who.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a subject means: labels, the persons behind them, and the word after it. No labels: nobody we know."""

    labels: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    after: int = 0
    rule: str = ""
    plural: bool = False
    side: bool = False
    mention: Mention | None = None  # of a person by name


def person(label: str, after: int, rule: str, mention: Mention | None = None) -> Subject:
    """One person as a subject."""
    return Subject(labels=(label,), said_by=(label,), after=after, rule=rule, mention=mention)


def together(labels: tuple[str, ...], after: int, rule: str = "named together") -> Subject:
    """Several persons, named one by one."""
    return Subject(labels=labels, said_by=labels, after=after, rule=rule, plural=True)


@dataclass(slots=True)
class Memory:
    """What came before in the section: the last subject, and the last two persons named side by side."""

    last: Subject | None = None
    pair: tuple[str, ...] = ()
    single: tuple[str, ...] = ()  # the last one person who was a subject
    stranger: bool = False  # the last subject was somebody by name who takes no part
    here: tuple[str, ...] = ()  # principals named in this section, where the record has more of them
    before: Words | None = None  # the sentence before
    told: bool = False  # it tells somebody's words
    recent: tuple[str, ...] = ()  # principals in the order in which they were named last, where many meetings are told

    def turn_to(self, subject: Subject) -> None:
        """Keep the subject as the last; of two persons in turn, `the former` is the one before."""
        self.last = subject
        if subject.plural:
            self.single = ()
        elif not subject.side:
            if self.single and self.single != subject.labels and subject.mention is not None:
                self.pair = (self.single[0], subject.labels[0])
            self.single = subject.labels
