"""A record cut into its head and its sections: the smallest headed, numbered or spoken parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.marks import Label, is_wire_end, marks_of
from indexer.model import Record, SectionKind
from indexer.understanding.language.speaker_keys import speaker_key
from indexer.understanding.layout import Layout, Line, SectionText, Turn
from indexer.understanding.structure import boilerplate
from indexer.understanding.structure.askers import askers, bold_questions, unmarked_questions
from indexer.understanding.structure.closing import closing_at
from indexer.understanding.structure.first_turns import MARGIN, above_turns, first_turn
from indexer.understanding.structure.head import FIELDED, LEAST, MOST, Head, read_head
from indexer.understanding.structure.headings import find_headings
from indexer.understanding.structure.kinds import kind_of
from indexer.understanding.structure.label_words import normal
from indexer.understanding.structure.outline import Part, Piece, outline
from indexer.understanding.structure.part_names import APPENDIX
from indexer.understanding.structure.passages import Passage, by_paragraphs, by_questions, grouped
from indexer.understanding.structure.reportage import is_readout
from indexer.understanding.structure.turn_lines import is_quoting, labels_of
from indexer.understanding.structure.units import Unit, units_of

QUESTIONS_UNDER_A_HEADING = 8  # more than these are sections of their own
QUESTIONS_UNDER_NOTHING = 2  # ... where the heading only says that there are questions
SPOKEN_UNDER_A_HEADING = 1500  # words; longer talk under one heading is cut at its turns
KEY_WITHIN = 12  # lines below the head in which a transcript may name its speakers
LONG_LEAD = 400  # words; a longer one is cut at its paragraphs


def split(record: Record) -> Layout:
    """The layout of a record. Every word of it is in title, breadcrumb, head, one section, or boilerplate.

    `Layout.lead` are the paragraphs before the first section; where there are none, those of the first
    section that introduce the rest (an item 1 that is the lead, the first paragraphs of plain prose).
    """
    units, gone = boilerplate.drop(units_of(record), record.given)
    contents = boilerplate.contents_list(units)
    listed = frozenset(units[at].text for at in contents if not marks_of(units[at].text))
    gone += [units[at] for at in contents]
    units = [unit for at, unit in enumerate(units) if at not in contents]
    head = _head(record, units, listed)
    end = head.at + closing_at(units[head.at:])
    key = speaker_key([unit.text for unit in units[:head.at + KEY_WITHIN]])
    labels = labels_of(units[head.at:end], key)
    if labels and (first := first_turn(units, head, labels)) < head.at:
        head = _head(record, units, listed, first)
        labels = labels_of(units[head.at:end], key)
    if labels and is_quoting(labels, end - head.at) and kind_of(
            record, Layout(title=head.title, breadcrumb=None, head=head.lines, lead=(), sections=())) == "speech":
        labels = {}
    closing = units[end:]
    gone += closing
    body = units[head.at:end]
    above: Sequence[Unit] = ()
    told = Layout(title=head.title, breadcrumb=head.breadcrumb, head=head.lines, lead=(), sections=())
    marked = any(unit.strong or unit.kind == "heading" or unit.text[:2] in _DASHES for unit in body)
    if (not labels or marked) and (kind := kind_of(record, told)) in _ASKED_IN:
        labels = {**labels, **bold_questions(body, labels)} or unmarked_questions(body, interview=kind == "interview")
    inner = [unit for unit in body if not MARGIN.fullmatch(unit.text)]
    if len(inner) < len(body) and (spoken := labels_of(inner, key)) and (labels or len(body) > len(inner) + 1):
        gone += [unit for unit in body if MARGIN.fullmatch(unit.text)]
        body, labels = inner, spoken
    if labels:
        first = above_turns(body, labels)
        above, body = body[:first], body[first:]
        labels = {at - first: label for at, label in labels.items()}
    if not labels and all(unit.speaker is None for unit in body):
        again = boilerplate.repeats(body)
        gone += [body[at] for at in again]
        body = [unit for at, unit in enumerate(body) if at not in again]
    reason = _why_none(body, labels, page=record.format not in FIELDED)
    sections = [] if reason else _Sections(body, labels, lambda units: is_readout(
        units, lambda: kind_of(record, told), closed=any(is_wire_end(unit.text) for unit in gone)), listed).all()
    lines = tuple(unit.line for unit in sorted(gone + (body if reason else []), key=lambda unit: unit.start))
    lines_above = (*head.lines, *(unit.line for unit in above))
    return Layout(title=head.title, breadcrumb=head.breadcrumb, head=lines_above, lead=_lead(body, sections),
                  sections=tuple(sections), closing=tuple(unit.line for unit in closing), boilerplate=lines,
                  reason=reason)


def _head(record: Record, units: Sequence[Unit], listed: frozenset[str], most: int = MOST) -> Head:
    return read_head(units, record.given, trusted=record.format != "html",
                     least=0 if record.format in FIELDED else LEAST, listed=listed, most=most)


_DASHES = ("- ", "– ", "— ")
_ASKED_IN = frozenset({"press-conference", "interview", "briefing"})
NOTICE_WORDS = 60  # a page of more words says something of its own
_NOTICE = re.compile(r"\b(?:video(?![ -]?(?:conferenc|call|link|meeting|talk))|"
                     r"photos?|photographs?|gallery|broadcast|live-?stream|watch|listen|webcast|you ?tube|"
                     r"external link|click here|download|PDF)\b", re.IGNORECASE)


def _why_none(body: Sequence[Unit], labels: Mapping[int, Label], *, page: bool) -> str | None:
    """Why a record has nothing to make a section of; None where it has. Only a page can be a notice."""
    if not body:
        return "no words besides its head and the furniture of its page"
    if labels or any(unit.speaker is not None for unit in body):
        return None
    words = sum(unit.words for unit in body)
    if page and words <= NOTICE_WORDS and sum(bool(_NOTICE.search(unit.text)) for unit in body) * 2 > len(body):
        return "a notice of pictures, recordings or files"
    links = sum(unit.words <= 12 and len(unit.text) < 200 and unit.kind != "heading" and not unit.ends_sentence
                for unit in body)
    return "a list of links" if links == len(body) > 4 and words < 8 * len(body) else None


def _lead(body: Sequence[Unit], sections: Sequence[SectionText]) -> tuple[Line, ...]:
    """The lines of the lead section; else the first paragraph of a section that is no turn of speech."""
    if not sections:
        return ()
    first = sections[0]
    if first.kind == "lead":
        return tuple(unit.line for unit in body if first.start <= unit.start < first.end)
    if first.turns or (first.heading and first.number is None):
        return ()
    lines = [unit.line for unit in body if first.start <= unit.start < first.end]
    introduced = len(lines) > 1 and (lines[0].text.count(" ") < 6 or lines[0].text.endswith((":", ",")))
    return tuple(lines[:2] if introduced else lines[:1])


class _Sections:
    """Makes the sections of a body, and their keys."""

    def __init__(self, body: Sequence[Unit], labels: Mapping[int, Label],
                 readout: Callable[[Sequence[Unit]], bool], listed: frozenset[str]) -> None:
        self.body = body
        self.listed = listed  # headings that the record's own contents list names
        self.readout = readout  # asked only for prose that no heading or number divides
        self.labels = labels
        self.by_start = {body[at].start: label for at, label in labels.items()}
        self.spoken = bool(labels) or any(unit.speaker is not None for unit in body)
        self.askers = _askers(body, labels)
        self.keys: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def all(self) -> list[SectionText]:
        """The sections in page order."""
        labelled = frozenset(self.labels) | {at for at, unit in enumerate(self.body) if unit.speaker is not None}
        parts = outline(self.body, find_headings(self.body, labelled, self.listed), labelled)
        if not any(part.number or part.heading for part in parts):
            pieces = [(unit, 0) for unit in self.body]
            if _announces(self.body) and not self.spoken:
                return [self._section("lead", None, None, (), pieces[:1], self.body[0].start),
                        *(self._passage(passage, ()) for passage in self._passages(pieces[1:]))]
            return [self._passage(passage, ()) for passage in self._passages(pieces)]
        sections: list[SectionText] = []
        first = parts[0]
        if not (first.heading or first.number) and all(map(_is_appendix, parts[1:])):
            sections += [self._passage(passage, ()) for passage in self._passages(first.pieces)]
            parts = parts[1:]
        for part in parts:
            sections += self._of_part(part, part is first)
        return sections

    def _passages(self, pieces: Sequence[Piece]) -> list[Passage]:
        if self.spoken:
            return by_questions(pieces, self.by_start, self.askers)
        return by_paragraphs(pieces, readout=self.readout([unit for unit, _ in pieces]))

    def _of_part(self, part: Part, first: bool) -> list[SectionText]:
        if not part.number and not part.heading:
            if self._has_turns(part.pieces):
                return [self._passage(passage, part.path) for passage in self._passages(part.pieces)]
            if not first:
                return [self._section("section", None, None, part.path, part.pieces, part.start)]
            return [self._section("lead", None, None, part.path, group, group[0][0].start)
                    for group in (grouped(part.pieces) if part.words > LONG_LEAD else [part.pieces])]
        if self._has_turns(part.pieces):
            if part.heading and (above := self._first_unmarked(part.pieces)):
                return [self._section("section", part.number, part.heading, part.path, part.pieces[:above], part.start),
                        *(self._passage(passage, part.path) for passage in self._passages(part.pieces[above:]))]
            passages = self._passages(part.pieces)
            questions = sum(passage.kind == "question" for passage in passages)
            told = _ONLY_QUESTIONS.fullmatch(part.heading or "") is None
            most = QUESTIONS_UNDER_A_HEADING if told else QUESTIONS_UNDER_NOTHING
            if questions > most or (len(passages) > 1 and part.words > SPOKEN_UNDER_A_HEADING):
                path = (*part.path, part.heading) if part.heading else part.path
                return [self._passage(passage, path) for passage in passages]
        return [self._section("section", part.number, part.heading, part.path, part.pieces, part.start)]

    def _first_unmarked(self, pieces: Sequence[Piece]) -> int:
        """How many pieces stand above the first question that only its type marks: below them nothing is headed."""
        first = next((at for at, (unit, _) in enumerate(pieces) if unit.start in self.by_start), 0)
        label = self.by_start[pieces[first][0].start] if first else None
        return first if label is not None and label.start == label.end else 0

    def _has_turns(self, pieces: Iterable[Piece]) -> bool:
        return self.spoken and any(unit.start in self.by_start or unit.speaker is not None for unit, _ in pieces)

    def _passage(self, passage: Passage, path: tuple[str, ...]) -> SectionText:
        start = passage.pieces[0][0].start
        return self._section(passage.kind, None, None, path, passage.pieces, start, passage.speaker)

    def _section(self, kind: SectionKind, number: str | None, heading: str | None, path: tuple[str, ...],
                 pieces: Sequence[Piece], start: int, speaker: str | None = None) -> SectionText:
        text = "\n\n".join(unit.text[skip:] for unit, skip in pieces)
        end = pieces[-1][0].end if pieces else start + len(heading or "")
        return SectionText(key=self._key(kind, number, heading), kind=kind, number=number, heading=heading, path=path,
                           text=text, start=start, end=end, turns=self._turns(pieces, text, speaker))

    def _key(self, kind: SectionKind, number: str | None, heading: str | None) -> str:
        """From number, else heading, else the count of its kind; a key that is taken gets a count of its own."""
        if kind == "lead":
            base = "lead"
        elif _SLUG.search(number or heading or ""):
            base = slug(number or heading or "")
        else:
            letter = "q" if kind == "question" else "b" if number else "p"
            self.counts[letter] = self.counts.get(letter, 0) + 1
            base = f"{letter}{self.counts[letter]}"
        self.keys[base] = self.keys.get(base, 0) + 1
        return base if self.keys[base] == 1 else self._free(base)

    def _free(self, base: str) -> str:
        while (key := f"{base}~{self.keys[base]}") in self.keys:
            self.keys[base] += 1
        self.keys[key] = 1
        return key

    def _turns(self, pieces: Sequence[Piece], text: str, speaker: str | None) -> tuple[Turn, ...]:
        """The turns of a section's text; none where no one is named as speaking in it."""
        if speaker is None and not self._has_turns(pieces):
            return ()
        turns: list[Turn] = []
        label, label_start, words, at = speaker, 0, 0, 0
        last = 0
        for unit, skip in pieces:
            found = self.by_start.get(unit.start)
            if found is not None or (unit.speaker is not None and unit.speaker != label):
                if at:
                    turns.append(Turn(label, label_start, words, last))
                if found is not None:
                    label, label_start, words = found.text, at + found.start, at + found.words
                else:
                    label, label_start, words = unit.speaker, at, at
            last = at + len(unit.text) - skip
            at = last + 2
        turns.append(Turn(label, label_start, min(words, len(text)), len(text)))
        return tuple(turns)


_ONLY_QUESTIONS = re.compile(  # a heading that says nothing of what is asked
    r"\W*(?:Q ?(?:&|and|\+) ?As?|Questions?(?:,? (?:and|&) ?answers?)?|Answers? to (?:media |press )?questions"
    r"|Media questions|Questions? (?:from|by|of) (?:the )?(?:press|media|journalists|reporters)|Transcript|Proceedings"
    r"|P R O C E E D I N G S)(?: session)?\W*", re.IGNORECASE)
ANNOUNCING_WORDS = 15


def _announces(body: Sequence[Unit]) -> bool:
    """True for prose below a paragraph that only announces it: `On ..., X issued the following statement:`."""
    first = body[0]
    announced = first.text[-1] in ":：" or _TEXT_FOLLOWS.match(first.text) is not None
    return (len(body) > 1 and announced and first.words >= ANNOUNCING_WORDS
            and _FOLLOWING.search(first.text) is not None and _FIRST_PERSON.search(first.text) is None)


_TEXT_FOLLOWS = re.compile(
    r"The (?:full )?(?:text|transcript) of the following |The following (?:is|was|are|were) |Following is ")


_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_FOLLOWING = re.compile(r"\b(?:following|made (?:a|this) statement|statement|declaration|remarks)\b", re.IGNORECASE)


SCRAPS = 14  # words of a line below a heading like "Photos" or "Media contacts"


def _is_appendix(part: Part) -> bool:
    """Whether a part below prose is no part of it: by its heading, or as it holds no sentence."""
    if APPENDIX.fullmatch((*part.path, part.heading or "")[0]) is not None:
        return True
    return not part.number and all(unit.words <= SCRAPS and not unit.ends_sentence for unit, _ in part.pieces)


def _askers(body: Sequence[Unit], labels: Mapping[int, Label]) -> frozenset[str]:
    lines = [unit.text for unit in body]
    return askers(labels, lines) | _asking_speakers(body)


def _asking_speakers(body: Sequence[Unit]) -> frozenset[str]:
    """Speakers that the format itself names, and whose name is a word for someone who asks."""
    names = {unit.speaker: Label(unit.speaker, 0, 0, 0, "colon") for unit in body if unit.speaker}
    found = askers(dict(enumerate(names.values())), [""] * len(names))
    return frozenset(normal(name) for name in names if normal(name) in found)


def slug(text: str) -> str:
    """Lower-case letters and digits with hyphens between, at most 48 characters: ``2(1)`` gives ``2-1``."""
    plain = unicodedata.normalize("NFKD", text[:200]).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(_SLUG.findall(plain))[:48].strip("-")


_SLUG = re.compile(r"[^\W_]+")
