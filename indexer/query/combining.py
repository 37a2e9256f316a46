"""Nodes to one node that requires all of them: speakers of `said:` narrow the others, synonyms widen plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

import indexer.analysis as analysis
from indexer.query.tree import And, Everything, Field, Node, Or, Phrase, Said, TextField, Word
from indexer.query.words import from_terms, words_of

MAX_SYNONYMS = 8  # alternatives for one word or phrase
_SYNONYMS_OF = frozenset({"place", "topic", "publisher"})  # fields whose values have other names; people have theirs


class Synonyms(Protocol):
    """What queries need of `indexer.knowledge.synonyms.Synonyms`, loaded with `words=indexer.query.words_of`."""

    def matches(self, words: Sequence[str]) -> Sequence[tuple[int, int, Sequence[Sequence[str]]]]:
        """Where phrases with an entry stand in a run of words: `(start, end, others)`, not overlapping."""


def all_of(nodes: Sequence[Node]) -> Node | None:
    """One node for all of the nodes, flat; None for none."""
    if len(nodes) == 1 and not isinstance(nodes[0], And | Or | Said):
        return nodes[0]
    flat = [sub for node in nodes for sub in (node.parts if isinstance(node, And) else (node,))]
    narrowing, rest = [], []
    for node in flat:
        if isinstance(node, Said | Or) and (said := _speakers(node)):
            narrowing.append(said)
        else:
            rest.append(node)
    rest = [node for node in rest if not isinstance(node, Everything)] or rest[:1]
    whole = And(tuple(rest)) if len(rest) > 1 else (rest[0] if rest else None)
    if not narrowing:
        return whole
    parts = tuple(_any_said(speakers, whole or Everything()) for speakers in narrowing)
    return And(parts) if len(parts) > 1 else parts[0]


def _speakers(node: Node) -> tuple[Said, ...]:
    """The parts of `said:abe` or `said:(abe OR putin)` that are to narrow what stands beside them."""
    parts = node.parts if isinstance(node, Or) else (node,)
    said = tuple(part for part in parts if isinstance(part, Said) and isinstance(part.what, Everything))
    return said if len(said) == len(parts) else ()


def _any_said(speakers: tuple[Said, ...], what: Node) -> Node:
    parts = tuple(Said(said.who, what) for said in speakers)
    return Or(parts) if len(parts) > 1 else parts[0]


def with_synonyms(nodes: Sequence[Node], synonyms: Synonyms) -> list[Node]:
    """The nodes, runs of plain words among them widened by the phrases to search beside them."""
    widened: list[Node] = []
    for plain, group in groupby(nodes, key=_plain):
        run = list(group)
        widened += _widen(run, synonyms) if plain else run
    return widened


def with_other_names(node: Node, synonyms: Synonyms) -> Node:
    """A value of a field together with its synonyms: `place:UK` asks for `United Kingdom` too; other nodes as given."""
    if not isinstance(node, Field) or node.name not in _SYNONYMS_OF or node.prefix:
        return node
    for words in (words_of(node.text), words_of(node.text.upper())):
        for start, end, others in synonyms.matches(words):
            if start == 0 and end == len(words):
                return replace(node, values=(*node.values, *(" ".join(other) for other in others)))
    return node


def _plain(node: Node) -> tuple[TextField | None] | None:
    """The field of a word without quotation marks, also where it consists of several (`U.S.-led`); else None."""
    first = node.parts[0] if isinstance(node, Or) and node.same else node
    if not isinstance(first, Word | Phrase) or first.exact or len(first.text.split()) > 1:
        return None
    return (first.field,)


def _text(node: Node) -> str:
    first = node.parts[0] if isinstance(node, Or) else node
    return first.text if isinstance(first, Word | Phrase) else ""


def _widen(run: list[Node], synonyms: Synonyms) -> list[Node]:
    """A run of plain words of one field; each phrase with synonyms becomes one node, its alternatives with it."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for node in run:
        starts.append(len(words))
        words += analysis.sequence(_text(node)).exact
        ends.append(len(words))
    field = (_plain(run[0]) or (None,))[0]
    found = synonyms.matches(words)
    if not found:
        return run
    widened: list[Node] = []
    done = 0
    for start, end, others in found:
        if start not in starts or end not in ends:
            continue  # a part of a hyphenated word
        first, last = starts.index(start), ends.index(end) + 1
        typed = all_of(run[first:last])
        if typed is None or first < done:
            continue
        spelt = typed.parts if isinstance(typed, Or) else (typed,)
        other = tuple(from_terms(" ".join(phrase), tuple(phrase), field) for phrase in others[:MAX_SYNONYMS] if phrase)
        known = {_term_of(part) for part in spelt}
        other = tuple(part for part in other if _term_of(part) not in known)
        widened += [*run[done:first], Or((*spelt, *other), same=True) if other else typed]
        done = last
    return widened + run[done:]


def _term_of(node: Node) -> object:
    return node.term if isinstance(node, Word) else node
