"""Words without headings or numbers, cut into passages: a transcript by its questions, prose by its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indexer.marks import Label
from indexer.model import SectionKind
from indexer.understanding.outline import Piece
from indexer.understanding.turns import normal

WHOLE = 250  # words; prose up to here is one passage
LEAST, MOST = 120, 250  # words of a passage of longer prose
STATEMENTS = 700  # words of turns without a question that still are one passage


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive pieces that are one section, and whom its first words belong to where no label says it."""

    kind: SectionKind
    pieces: tuple[Piece, ...]
    speaker: str | None = None


def by_questions(pieces: Sequence[Piece], labels: Mapping[int, Label], askers: Collection[str]) -> list[Passage]:
    """A question with what follows it up to the next one that comes after an answer; before it, the statements.

    `labels` are by the start of their unit; a unit's own speaker counts as its label.
    """
    groups: list[tuple[SectionKind, list[Piece]]] = []
    answered = False
    for piece in pieces:
        name = _label(piece, labels)
        asks = name is not None and normal(name) in askers
        if not groups:
            groups.append(("question" if asks else "section", []))
        elif asks and (answered or groups[-1][0] == "section"):
            groups.append(("question", []))
        if name is not None:
            answered = not asks
        groups[-1][1].append(piece)
    passages: list[Passage] = []
    for kind, group in groups:
        if kind == "question" and not _is_talk(group, labels):
            passages.append(Passage("question", tuple(group)))
        else:
            passages += _statements(group, labels)
    return passages


def _is_talk(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """True for a question followed by so many turns that others ask in them, too, whom no label tells."""
    return _count(pieces) > STATEMENTS * 2 and sum(_label(piece, labels) is not None for piece in pieces) > 6


def _label(piece: Piece, labels: Mapping[int, Label]) -> str | None:
    found = labels.get(piece[0].start)
    return found.text if found is not None else piece[0].speaker


def _statements(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> list[Passage]:
    """Turns without a question: one passage, or where they are long, one for each longer turn or run of short ones."""
    if _count(pieces) <= STATEMENTS:
        return [Passage("section", tuple(pieces))]
    turns: list[list[Piece]] = []
    name: str | None = None
    for piece in pieces:
        here = _label(piece, labels)
        if not turns or (here is not None and (here != name or piece[0].start in labels)):
            turns.append([])
        name = here if here is not None else name
        turns[-1].append(piece)
    passages: list[Passage] = []
    pending: list[Piece] = []
    for turn in turns:
        if pending and _count(pending) + _count(turn) > MOST:
            passages.append(Passage("section", tuple(pending)))
            pending = []
        if _count(turn) > STATEMENTS // 2:
            passages += _turn_passages([*pending, *turn], labels)
            pending = []
        else:
            pending += turn
    if pending:
        passages.append(Passage("section", tuple(pending)))
    return passages


def _turn_passages(turn: Sequence[Piece], labels: Mapping[int, Label]) -> list[Passage]:
    """A long turn cut at paragraphs; the later passages keep its speaker."""
    passages: list[Passage] = []
    name: str | None = None
    for group in grouped(turn):
        first = group[0]
        own = _label(first, labels)
        passages.append(Passage("section", tuple(group), None if own is not None else name))
        for piece in group:
            name = _label(piece, labels) or name
    return passages


def by_paragraphs(pieces: Sequence[Piece]) -> list[Passage]:
    """Prose as one passage up to 250 words, a run of short paragraphs each for itself, else groups of paragraphs."""
    if not pieces:
        return []
    if _is_run_of_points(pieces):
        return [Passage("section", (piece,)) for piece in pieces]
    if _count(pieces) <= WHOLE:
        return [Passage("section", tuple(pieces))]
    return [Passage("section", tuple(group)) for group in grouped(pieces)]


def _is_run_of_points(pieces: Sequence[Piece]) -> bool:
    """True for a readout in short paragraphs, one point each, after a sentence that only says who met."""
    words = [piece[0].words for piece in pieces]
    if len(words) < 4 or words[0] > 26 or max(words) > 100 or sum(words) > min(50 * len(words), 500):
        return False
    return _MET.search(pieces[0][0].text) is not None and all(piece[0].ends_sentence for piece in pieces)


_MET = re.compile(r"^(?!.*\b(?:I|we|We)\b).*\b(?:met|spoken?|held|hosted|received|welcomed|visited|talked|called)\b")


def grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Groups of paragraphs of 120 to 250 words where the paragraphs allow it; a short rest joins the last group."""
    groups: list[list[Piece]] = []
    count = 0
    for piece in pieces:
        words = piece[0].words
        if not groups or count >= MOST or (count >= LEAST and count + words > MOST):
            groups.append([])
            count = 0
        groups[-1].append(piece)
        count += words
    if len(groups) > 1 and count < LEAST // 2:
        rest = groups.pop()
        groups[-1] += rest
    return groups


def _count(pieces: Sequence[Piece]) -> int:
    return sum(piece[0].words for piece in pieces)
