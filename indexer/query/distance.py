"""How far apart two spellings are."""

from __future__ import annotations


def within(word: str, other: str, most: int) -> bool:
    """Whether `most` edits turn one word into the other: insertions, deletions, substitutions, exchanged neighbours.

    The optimal string alignment distance (no stretch is edited twice); the first characters must agree.
    """
    if word == other:
        return True
    if not word or not other or word[0] != other[0] or abs(len(word) - len(other)) > most:
        return False
    return _apart(word[1:], other[1:], most)


def _apart(word: str, other: str, most: int) -> bool:
    """Whether `most` edits are enough, given that the lengths differ by no more.

    What the words begin and end with alike no edit need touch; of what is left the first letters differ, so that one of
    the edits is there.
    """
    start, word_end, other_end = 0, len(word), len(other)
    shorter = min(word_end, other_end)
    while start < shorter and word[start] == other[start]:
        start += 1
    while word_end > start < other_end and word[word_end - 1] == other[other_end - 1]:
        word_end, other_end = word_end - 1, other_end - 1
    left, right = word[start:word_end], other[start:other_end]
    if not left or not right:
        return True
    longer, exchanged = len(left) - len(right), left[:2] == right[1::-1]
    if most <= 1:
        return most == 1 and not longer and (len(left) == 1 or (len(left) == 2 and exchanged))
    rest = most - 1
    return (abs(longer) <= rest and _apart(left[1:], right[1:], rest)) or (
        abs(longer - 1) <= rest and _apart(left[1:], right, rest)) or (
        abs(longer + 1) <= rest and _apart(left, right[1:], rest)) or (
        exchanged and abs(longer) <= rest and _apart(left[2:], right[2:], rest))
