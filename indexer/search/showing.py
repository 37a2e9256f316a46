"""Hits as a reader sees them: the document, the best cut of its text, how often the words stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from indexer.engine import Hit, Snippet
from indexer.index.arrayfile import Array
from indexer.index.schema import voices
from indexer.model import Document
from indexer.query.tree import Node, Not, Said, children
from indexer.search.asking import Question
from indexer.search.matcher import Matcher
from indexer.search.once import once
from indexer.search.sets import different
from indexer.search.snippets import MAX_TOGETHER, snippet, snippets
from indexer.search.statements import Statements
from indexer.search.words import DOCUMENT_BITS, in_field

_MATCHER_BYTES = 50_000  # about; of a query's matcher with the words it has judged
_NO_WORDS = Matcher(())
_hit = partial(tuple.__new__, Hit)  # of its members in order


class Shown:
    """Makes hits for one question."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._matcher = question.snapshot.cache.get(("matcher", question.tree), lambda: Matcher.of(question.tree),
                                                    lambda _: _MATCHER_BYTES)

    def hits(self, numbers: Sequence[int], scores: Sequence[float], matches: Sequence[int],
             more: Sequence[int]) -> tuple[Hit, ...]:
        """Documents as hits, each with its score, its occurrences and how many others its record has."""
        documents = self._question.snapshot.several(numbers)
        return tuple(map(_hit, zip(documents, self._snippets(documents), scores, matches, more, strict=True)))

    def _snippets(self, documents: Sequence[Document]) -> list[Snippet]:
        """One for each document; without marks where there is no time left to look for words."""
        length, deadline = self._question.request.snippet_length, self._question.deadline
        texts = [document.text for document in documents]
        if self._speakers is None and sum(map(len, texts)) <= MAX_TOGETHER and not deadline.passed():
            return snippets(texts, self._matcher, length)
        found = []
        for document in documents:
            matcher = _NO_WORDS if self._question.matcher.late_to_rank() else self._matcher
            found.append(snippet(document.text, matcher, length, self._inside(document)))
        return found

    def occurrences(self, documents: Array) -> list[int]:
        """How often the query's words, a phrase as one, stand in the text of each document; 0 where there is no time
        left to count."""
        question = self._question
        order = np.argsort(documents)
        ascending = documents[order]
        found = []
        for unit in question.units:
            if not question.matcher.late_to_rank():
                found.append(question.matcher.places(unit.word, ascending, unit.within, question.matcher.late_to_rank))
            if question.matcher.late_to_rank():
                return [0] * len(documents)
        if not found:
            return [0] * len(documents)
        places = found[0] if len(found) == 1 else different(np.sort(np.concatenate(found)))
        of = places[in_field(places, "text")] >> DOCUMENT_BITS
        counts = np.empty(len(documents), dtype=np.int64)
        counts[order] = np.bincount(np.searchsorted(ascending, of), minlength=len(documents))
        found_in: list[int] = counts.tolist()
        return found_in

    @once
    def _speakers(self) -> frozenset[str] | None:
        """Whose words alone are marked; None: everybody's."""
        question = self._question
        if question.request.said:
            chosen: Sequence[str] = question.request.filters.get("speaker", ())
            return frozenset(chosen or Statements.of(question.snapshot).names)
        said = list(_said(question.tree))
        if not said:
            return None
        statements = Statements.of(question.snapshot)
        return frozenset(statements.names[at] for node in said for at in statements.index.matching(node.who))

    def _inside(self, document: Document) -> list[tuple[int, int]] | None:
        if self._speakers is None:
            return None
        return [(each.start, each.end) for each in document.statements if self._speakers.intersection(voices(each))]


def _said(tree: Node) -> list[Said]:
    waiting, found = [tree], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Said):
            found.append(node)
        if not isinstance(node, Not):
            waiting.extend(children(node))
    return found
