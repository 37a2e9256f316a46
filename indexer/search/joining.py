"""What several words have together: as one word, as one name, one after the other, near each other."""

from __future__ import annotations

import numpy as np

from indexer.index.arrayfile import Array
from indexer.search.sets import intersect, union
from indexer.search.words import EMPTY, View


def together(views: list[View], size: int) -> View:
    """Several views as that of one word."""
    held = [view for view in views if len(view.documents)]
    if len(held) < 2:
        return held[0] if held else EMPTY
    summed = np.bincount(np.concatenate([view.documents for view in held]),
                         np.concatenate([view.weights for view in held]), minlength=size)
    documents = union([view.documents for view in held], size)
    return View(documents, summed[documents].astype(np.float32))


def in_common(views: list[View]) -> View:
    """Several words that are one name (`north korea` beside `DPRK`): where all stand, as often as the rarest."""
    documents, weights = views[0].documents, views[0].weights
    for view in views[1:]:
        both = intersect(documents, view.documents)
        weights = np.minimum(weights[np.searchsorted(documents, both)],
                             view.weights[np.searchsorted(view.documents, both)])
        documents = both
    return View(documents, weights)


def both(one: Array, other: Array) -> Array:
    """What is in both of two ascending arrays."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    at = np.searchsorted(large, small)
    at[at == len(large)] = 0
    return small[large[at] == small] if len(large) else large


def reached(begins: Array, ends: Array, next_begins: Array, next_ends: Array, distance: int) -> Array:
    """Which of the next occurrences stand at most `distance` after the end, or before the begin, of some occurrence."""
    sorted_ends = np.sort(ends)
    after = np.searchsorted(sorted_ends, next_begins, side="left") > np.searchsorted(
        sorted_ends, next_begins - distance, side="left")
    before = np.searchsorted(begins, next_ends + distance, side="right") > np.searchsorted(
        begins, next_ends, side="right")
    return np.asarray(after | before)
