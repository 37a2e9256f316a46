"""The first hits looked at once more: words of the query that stand close together, and in the form that was typed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

import indexer.analysis as analysis
from indexer.folding import fold
from indexer.index.arrayfile import Array
from indexer.query.tree import Phrase, Word
from indexer.search.matching import Matcher, Unit
from indexer.search.words import DOCUMENT_BITS

WINDOW = 100  # of the best by their words alone
CLOSE = 0.15  # of the score: the words of the query next to each other, in its order
TURNED = 0.7  # of that, for the other order
FORM = 0.05  # of the score: the words as typed, not another form of them
ACCENTS = 0.05  # of the score: with the accents that were typed
MOST_PAIRS = 6
_FAR = 1 << 20  # words; farther ones are in other fields or documents


def can_lift(units: Sequence[Unit]) -> bool:
    """Whether `lifted` may raise any score: not for one word in the form in which it is indexed."""
    if len(units) != 1:
        return bool(units)
    word = units[0].word
    return isinstance(word, Phrase) or (isinstance(word, Word) and not (
        word.text.isascii() and (word.exact or analysis.sequence(word.text).exact == (word.term,))))


def lifted(matcher: Matcher, documents: Array, scores: Array, units: Sequence[Unit]) -> Array:
    """The scores of documents (ascending), each raised by at most CLOSE + FORM + ACCENTS of itself."""
    weighing = [unit for unit in units if not unit.common] or list(units)
    raised = np.ones(len(documents), dtype=np.float32)
    if pairs := [(one, other) for one, other in pairwise(weighing) if one.word != other.word][:MOST_PAIRS]:
        for closeness in _closeness(matcher, documents, pairs):
            raised += np.float32(CLOSE / len(pairs)) * closeness
    words = [unit.word for unit in weighing if isinstance(unit.word, Word) and not unit.word.exact]
    for word in words:
        forms = analysis.sequence(word.text).exact
        if len(forms) == 1 and forms[0] != word.term:
            raised += np.float32(FORM / len(words)) * matcher.words.holding(forms[0], word.field, documents)
    accented = [unit.word.text for unit in weighing
                if isinstance(unit.word, (Word, Phrase)) and _accented(unit.word.text)]
    for text in accented:
        raised += np.float32(ACCENTS / len(accented)) * _spelt(matcher, documents, text)
    raised *= scores
    return raised


def _closeness(matcher: Matcher, documents: Array, pairs: Sequence[tuple[Unit, Unit]]) -> Array:
    """A row for each pair of words, with 1 over the least distance between the two for each document, less in turned
    order; 0 where they never meet.

    All pairs are looked at at once, each in places of its own, above those of the pairs before it.
    """
    found = np.zeros((len(pairs), len(documents)), dtype=np.float32)
    places = matcher.places_of({unit.word: unit.within for pair in pairs for unit in pair}, documents)
    here, there = ([places[pair[side].word] for pair in pairs] for side in (0, 1))
    _compare(found.ravel(), *(_above(each, len(documents)) if len(pairs) > 1 else each[0] for each in (here, there)))
    return found


def _above(places: Sequence[Array], documents: int) -> Array:
    """All places, the documents of each part counted on from those of the part before."""
    return np.concatenate([part + (number * documents << DOCUMENT_BITS) for number, part in enumerate(places)])


def _compare(found: Array, here: Array, there: Array) -> None:
    """Raise for each document what was found to the closeness of places, which ascend, to others."""
    if not len(here) or not len(there):
        return
    at = there.searchsorted(here, side="right")
    near = _over(there.take(at, mode="clip") - here, 1)
    turned = _over(here - there.take(at - 1, mode="clip"), TURNED)
    np.maximum.at(found, here >> DOCUMENT_BITS, np.maximum(near, turned, out=near).astype(np.float32))


def _over(distances: Array, most: float) -> Array:
    """`most` over each distance; 0 where it is none, or that to another field or document."""
    within = (distances - 1).view(np.uint64) < _FAR - 1
    return np.divide(most, distances, out=np.zeros(len(distances)), where=within)


def _accented(text: str) -> bool:
    return not text.isascii() and fold(text) != text.casefold()


def _spelt(matcher: Matcher, documents: Array, text: str) -> Array:
    """Whether the documents have the text as it was typed, but for capitals."""
    wanted = text.casefold()
    return np.array([any(wanted in part.casefold() for part in (document.title, document.heading, document.text))
                     for document in map(matcher.snapshot.document, documents.tolist())], dtype=bool)
