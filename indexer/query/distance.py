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
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(word, start=1):
        last, row, two_back = row, [i], before
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if two_back and j > 1 and left == other[j - 2] and word[i - 2] == right:
                cost = min(cost, two_back[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(last) > most:
            return False
        before = last
    return row[-1] <= most
