"""Words without headings or numbers, cut into passages: a transcript by its questions, prose by its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.marks import Label, mark_at
from indexer.model import SectionKind
from indexer.understanding.structure.label_words import LEADS, is_numbered, normal
from indexer.understanding.structure.outline import Piece
from indexer.understanding.structure.reportage import DASHED
from indexer.understanding.structure.units import Unit

WHOLE = 250  # words; prose up to here is one passage
LEAST, MOST = 120, 250  # words of a passage of longer prose
TURNS = 12  # statements; more of them are a debate, whose short turns go together
ASIDE = 8  # words; a shorter turn goes with the one before it
LONG_TURN = 700  # words; a longer turn is cut at its paragraphs
SCRAP = 3  # words with its label; so few ask nothing
THANKS = 12  # more words of a turn that can be thanks only
INTERRUPTION = 10  # words; after a longer answer a question that broke off is over ...
CALL = 4  # ... and after one of more words than these that does not ask itself: "Go ahead."
TALK = 1400  # words after one question, from which on others may ask in them


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive pieces that are one section, and whom its first words belong to where no label says it."""

    kind: SectionKind
    pieces: tuple[Piece, ...]
    speaker: str | None = None


def by_questions(pieces: Sequence[Piece], labels: Mapping[int, Label], askers: Collection[str]) -> list[Passage]:
    """A question with what follows it up to the next one that comes after an answer; before it, the statements.

    A question that breaks off goes on after an interruption (``Has the embassy --``, ``Sorry, could you speak up?``).
    `labels` are by the start of their unit; a unit's own speaker counts as its label. Words before the
    first label are a lead.
    """
    first = next((at for at, piece in enumerate(pieces) if _label(piece, labels) is not None), 0)
    groups: list[tuple[SectionKind, list[Piece]]] = [("lead", list(pieces[:first]))] if first else []
    answered = broken_off = False
    numbered = any(map(is_numbered, labels.values()))
    only_asked = {normal(label.text) for label in labels.values()} <= set(askers)
    for run in _runs(pieces[first:], labels):
        name = _label(run[0], labels)
        asks = _asks(run, labels, askers, numbered)
        if not groups or groups[-1][0] == "lead":
            groups.append(("question" if asks else "section", []))
        elif asks and not broken_off and (answered or groups[-1][0] == "section"):
            groups.append(("question", []))
        if asks:
            broken_off = run[-1][0].text.endswith(_DASHES)
            answered = len(run) > 1 and ((only_asked and "?" in run[0][0].text) or _is_unmarked(run, labels))
        elif broken_off and (name is None or _is_answer(run, labels)):
            broken_off = False
        if name is not None and not asks:
            answered = True
        groups[-1][1].extend(run)
    passages: list[Passage] = []
    for kind, group in groups:
        if kind == "section" or (kind == "question" and _is_talk(group, labels)):
            passages += _statements(group, labels)
        else:
            passages.append(Passage(kind, tuple(group)))
    return passages


def _asks(run: Sequence[Piece], labels: Mapping[int, Label], askers: Collection[str], numbered: bool) -> bool:
    label = labels.get(run[0][0].start)
    if numbered:  # a committee's questions
        return label is not None and is_numbered(label)
    name = _label(run[0], labels)
    if name is None or normal(name) not in askers or _is_scrap(run, labels):
        return False
    return LEADS.isdisjoint(normal(name).split()) or any("?" in piece[0].text for piece in run)


def _is_unmarked(run: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """Whether a question stands in bold, without a label, above an answer that may have none either."""
    label = labels.get(run[0][0].start)
    return label is not None and label.start == label.end


def _runs(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> list[list[Piece]]:
    """Each labelled piece with the unlabelled ones after it."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if not runs or _label(piece, labels) is not None:
            runs.append([])
        runs[-1].append(piece)
    return runs


def _is_answer(run: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """Whether words after a question that broke off are more than a call to go on: ``Sorry, could you speak up?``"""
    words = _count(run)
    label = labels.get(run[0][0].start)
    if label is not None:
        words -= label.text.count(" ") + 1
    return words > INTERRUPTION or (words > CALL and not run[-1][0].text.endswith(("?", *_DASHES)))


def _is_scrap(run: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """Whether somebody was cut short after a word or two, ``Including --``, or only thanks and agrees."""
    if _count(run) > SCRAP + THANKS:
        return False
    label = labels.get(run[0][0].start)
    text = " ".join(piece[0].text for piece in run)
    return ((_count(run) <= SCRAP and text.endswith(_DASHES))
            or _THANKS.fullmatch(text, label.words + (len(run) > 1) if label is not None else 0) is not None)


_DASHES = ("–", "—", "-", "―")
_CALLED = (r"(?:,? (?:sir|ma['’]am|madam|minister|president|secretary|all|again|everyone"
           r"|(?:mr|madam|mrs|ms)\.? [\w’'-]{2,20}|[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20})?))?")
_THANKS = re.compile(
    r"(?:(?:[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,4}, )?"
    r"(?:OK|Okay|All right|Alright|Yes|Yeah|Right|Sure|Great|Got it|I see|Understood|Many thanks|Cheers|Ta"
    rf"|Thank(?: you|s)(?: (?:so|very) much| a lot)?(?: for [\w’' ]{{3,40}})?){_CALLED}[.,!]?\s?){{1,3}}",
    re.IGNORECASE)


def _is_talk(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """True for a question followed by so many turns that others ask in them, too, whom no label tells."""
    return _count(pieces) > TALK and sum(_label(piece, labels) is not None for piece in pieces) > 6


def _label(piece: Piece, labels: Mapping[int, Label]) -> str | None:
    found = labels.get(piece[0].start)
    return found.text if found is not None else piece[0].speaker


def _statements(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> list[Passage]:
    """Turns without a question: a passage for each; where there are many, for runs of short ones."""
    turns = _turns(pieces, labels)
    least = LEAST if len(turns) > TURNS else ASIDE
    passages: list[Passage] = []
    pending: list[Piece] = []
    for turn in turns:
        count = _count(turn)
        if pending and (_count(pending) + count > MOST or (count >= ASIDE and _count(pending) >= least)):
            passages += _turn_passages(pending, labels)
            pending = []
        pending += turn
    return passages + (_turn_passages(pending, labels) if pending else [])


def _turns(pieces: Sequence[Piece], labels: Mapping[int, Label]) -> list[list[Piece]]:
    turns: list[list[Piece]] = []
    name: str | None = None
    for piece in pieces:
        here = _label(piece, labels)
        if not turns or (here is not None and here != name):
            turns.append([])
        name = here if here is not None else name
        turns[-1].append(piece)
    return turns


def _turn_passages(turn: Sequence[Piece], labels: Mapping[int, Label]) -> list[Passage]:
    """A long turn cut at paragraphs; the later passages keep its speaker."""
    if _count(turn) <= LONG_TURN:
        return [Passage("section", tuple(turn))]
    passages: list[Passage] = []
    name: str | None = None
    for group in grouped(turn):
        first = group[0]
        own = _label(first, labels)
        passages.append(Passage("section", tuple(group), None if own is not None else name))
        for piece in group:
            name = _label(piece, labels) or name
    return passages


def by_paragraphs(pieces: Sequence[Piece], *, readout: bool = False) -> list[Passage]:
    """Prose as one passage up to 250 words, else groups of paragraphs.

    A readout has a passage for each paragraph, whatever its length, and words that count their points
    (``First, ...``, ``Second, ...``, ``Third, ...``) one for each point.
    """
    if not pieces:
        return []
    if readout:
        return [Passage("section", tuple(paragraph)) for paragraph in _paragraphs(pieces)]
    passages: list[Passage] = []
    for part in _counted(pieces):
        groups = grouped(part) if _count(part) > WHOLE else [list(part)]
        passages += [Passage("section", tuple(group)) for group in groups]
    return passages


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """A group for each paragraph, with the list below it, the line that announces it, and scraps after it."""
    groups: list[list[Piece]] = []
    for at, piece in enumerate(pieces):
        unit = piece[0]
        announced = bool(groups) and _announces(groups[-1][-1][0], unit)
        leads = unit.text[-1] in ",:" and at + 1 < len(pieces) and pieces[at + 1][0].text[0] in "“\"‘«„"
        scrap = unit.words <= ASIDE and not unit.ends_sentence and not leads
        listed = unit.kind == "item" or unit.text[:1].islower() or mark_at(unit.text) is not None
        listed = listed and DASHED.match(unit.text) is None and not _is_said(unit, groups)
        if groups and (announced or scrap or listed):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if len(groups) > 1 and _count(groups[0]) <= ASIDE and not groups[0][-1][0].ends_sentence:
        groups[0:2] = [groups[0] + groups[1]]
    return groups


def _announces(above: Unit, unit: Unit) -> bool:
    """True for a line that goes on below it; a quotation or an operative clause stands for itself."""
    if above.text[-1] not in ":,;：":
        return False
    quoted = unit.words > ASIDE and (unit.kind == "quote" or unit.text[0] in "“\"‘«„")
    clause = above.text[-1] == ";" and unit.words > ASIDE and above.words > ASIDE and unit.text[0].isupper()
    return not (quoted or (clause and unit.kind == "paragraph"))


def _is_said(unit: Unit, groups: Sequence[Sequence[Piece]]) -> bool:
    """True for direct speech behind a dash, as Scandinavian releases print it: no item of a list."""
    alone = unit.text[0] in "-–—" and unit.words >= SAID and unit.ends_sentence and unit.kind != "item"
    return alone and bool(groups) and groups[-1][-1][0].text[0] not in "-–—•"


SAID = 9  # words of direct speech behind a dash
_ORDINAL = re.compile(r"(First|Second|Third|Fourth|Fifth|Sixth|Seventh)(?:ly)?\b|Finally,|Lastly,"
                      r"|Let me (?:end|close|conclude)|(?:In|To) (?:conclusion|closing|conclude|close),")


def _counted(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The pieces cut before paragraphs that count points, where three in a row of the count are there; else whole."""
    found = [(at, match.group(1)) for at, (unit, _) in enumerate(pieces) if (match := _ORDINAL.match(unit.text))]
    if not {"First", "Second", "Third"} <= {word for _, word in found if word}:
        return [pieces]
    borders = sorted({0, *(at for at, _ in found), len(pieces)})
    return [pieces[start:end] for start, end in pairwise(borders)]


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
