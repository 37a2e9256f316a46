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
    pairs = [(one, other) for one, other in pairwise(weighing) if one.word != other.word][:MOST_PAIRS]
    paired = {unit.word: unit for pair in pairs for unit in pair}
    places = {word: matcher.places(word, documents, unit.within) for word, unit in paired.items()}
    for one, other in pairs:
        raised += np.float32(CLOSE / len(pairs)) * _closeness(documents, places[one.word], places[other.word])
    words = [unit.word for unit in weighing if isinstance(unit.word, Word) and not unit.word.exact]
    for word in words:
        forms = analysis.sequence(word.text).exact
        if len(forms) == 1 and forms[0] != word.term:
            raised += np.float32(FORM / len(words)) * matcher.words.holding(forms[0], word.field, documents)
    typed = [unit.word.text for unit in weighing if isinstance(unit.word, Word | Phrase)]
    accented = [text for text in typed if _accented(text)]
    for text in accented:
        raised += np.float32(ACCENTS / len(accented)) * _spelt(matcher, documents, text)
    return scores * raised


def _closeness(documents: Array, here: Array, there: Array) -> Array:
    """For each document 1 over the least distance between two words, given by their places, less in turned order; 0
    where they never meet."""
    found = np.zeros(len(documents), dtype=np.float32)
    if len(here) and len(there):
        at = np.searchsorted(there, here, side="right")
        after = there[np.minimum(at, len(there) - 1)] - here
        before = here - there[np.maximum(at - 1, 0)]
        near = np.where((after > 0) & (after < _FAR), 1 / np.maximum(after, 1), 0)
        turned = np.where((before > 0) & (before < _FAR), TURNED / np.maximum(before, 1), 0)
        owners = np.searchsorted(documents, here >> DOCUMENT_BITS)
        np.maximum.at(found, owners, np.maximum(near, turned).astype(np.float32))
    return found


def _accented(text: str) -> bool:
    return not text.isascii() and fold(text) != text.casefold()


def _spelt(matcher: Matcher, documents: Array, text: str) -> Array:
    """Whether the documents have the text as it was typed, but for capitals."""
    wanted = text.casefold()
    return np.array([any(wanted in part.casefold() for part in (document.title, document.heading, document.text))
                     for document in map(matcher.snapshot.document, documents.tolist())], dtype=bool)
