"""What to ask instead when no document has all words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from indexer.query.tree import And, Fuzzy, Near, Node, Or, Phrase, Prefix, Said, Word


@dataclass(frozen=True, slots=True)
class MostWords:
    """A weaker query: all of `required` and at least `least` of `words`, the more the better."""

    required: tuple[Node, ...]  # exclusions, fields and dates, which stay
    words: tuple[Node, ...]
    least: int


def most_words(tree: Node) -> MostWords | None:
    """The query for most of its words; None where there are not two words of which one could be dropped.

    Of two or three words all but one are asked for, of more three fifths (rounded up).
    """
    if isinstance(tree, Said):
        inner = most_words(tree.what)
        return inner and MostWords(tuple(Said(tree.who, part) for part in inner.required),
                                   tuple(Said(tree.who, part) for part in inner.words), inner.least)
    if not isinstance(tree, And):
        return None
    words = tuple(part for part in tree.parts if _is_word(part))
    if len(words) < 2:
        return None
    least = len(words) - 1 if len(words) <= 3 else math.ceil(0.6 * len(words))
    return MostWords(tuple(part for part in tree.parts if not _is_word(part)), words, least)


def _is_word(node: Node) -> bool:
    if isinstance(node, Or | And):
        return all(map(_is_word, node.parts))
    return isinstance(node, Word | Phrase | Prefix | Fuzzy | Near)
