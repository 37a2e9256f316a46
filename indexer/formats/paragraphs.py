"""Lines to paragraphs: hard-wrapped lines are joined, lines that are paragraphs stay apart.

Printed and typed pages break a line only where the next word does not fit. So in a wrapped text a line that ends well
before the margin was ended on purpose, and one that begins with a small letter goes on from the line above.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.formats.lines import Line, is_closed
from indexer.formats.page_numbers import without_page_numbers
from indexer.marks import begins_block, is_dateline, mark_at

WIDEST = 160  # characters; wider lines were not broken to fit a page
_LEADERS = re.compile(r"[.…_-]{8,}$|…{3,}$")
_CAN_BEGIN = re.compile(
    r"""\s*+(?:[^\w\s]|\d|[ivxIVX]{1,5}[.)]|[A-Za-z][.)]|[QA]\b|.{1,120}?[:：]|(?:The|THE|M[rs]+s?\.?|Dr\.?)\s"""
    r"""|END|End|E N D|Article|ARTICLE|Section|SECTION|Chapter|CHAPTER|Part|PART|Sec\.|SEC\.)"""
)
_CJK = re.compile(r"[　-〿぀-ヿ㐀-鿿豈-﫿＀-￯]")
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_CUT_FROM = 90  # characters from which a line that is a paragraph cannot be a heading or a label
CAPITALS_FROM = 12  # characters of a line that can be a heading by its capitals alone; fewer are a name or initials
_SENTENCE_ENDS = frozenset(".?!:;。！？：；।؟…\"'”’»)]*_")
_RUNS_ON = re.compile(
    r"(?:^|\s)(?:a|an|and|as|at|but|by|for|from|his|her|in|is|its|my|of|on|or|our|that|the|their|this|to|"
    r"was|were|which|who|will|with|de|des|du|et|la|le|les|und|der|die|das|el|los|y|e|do|da|dos)$|,$"
)
FIRST_WORD = 8  # columns that the last word of a full line can leave free
CENTRED = 8  # columns of indent beyond the margin from which a line counts as centred


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines, and the number of the first; `centred` as typescripts set their headings."""

    text: str
    line: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set: `width` is that of its full lines, or 0 where each line is a paragraph."""

    width: int
    margin: int = 0  # indent of most lines
    first_line_indent: bool = False  # paragraphs begin with an indented line


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a text: empty lines part them, other line ends do as `manner_of` the text says.

    A paragraph that a page break has cut in two, empty lines and all, is one.
    """
    lines = without_page_numbers(lines)
    hyphens = _Hyphens(lines)
    waiting: list[Paragraph] = []
    for paragraph in _paragraphs(lines, hyphens):
        if waiting and not _is_cut(waiting[-1].text, paragraph.text):
            yield _as_one(waiting, hyphens)
            waiting = []
        waiting.append(paragraph)
    if waiting:
        yield _as_one(waiting, hyphens)


def _is_cut(before: str, after: str) -> bool:
    return (
        len(before) > _CUT_FROM
        and after[0].islower()
        and (before[-1].isalnum() or before[-1] in "-‐")
        and not mark_at(after)
    )


def _as_one(parts: Sequence[Paragraph], hyphens: _Hyphens) -> Paragraph:
    if len(parts) == 1:
        return parts[0]
    return Paragraph(_joined([Line(part.text, 0, part.line) for part in parts], hyphens), parts[0].line)


def _paragraphs(lines: Sequence[Line], hyphens: _Hyphens) -> Iterator[Paragraph]:
    runs = list(_runs(lines))
    whole = manner_of(runs)
    for run in runs:
        if len(run) == 1:
            yield Paragraph(run[0].text, run[0].number, bool(whole.width) and _is_heading(run, whole))
            continue
        manner = _manner_of_run(run, whole)
        if not manner.width:
            yield from (Paragraph(" ".join(line.text for line in group), group[0].number) for group in _mended(run))
            continue
        for group in _groups(run, manner):
            yield Paragraph(_joined(group, hyphens), group[0].number, _is_heading(group, manner))


def rejoined(texts: Sequence[str]) -> list[tuple[int, str]] | None:
    """Paragraphs of texts that are printed lines, each with the number of its first (from 0); None where they are not.

    For pages that put every line of a scanned sheet in a paragraph of its own.
    """
    lines = without_page_numbers([Line(text, 0, number) for number, text in enumerate(texts)])
    manner = manner_of([lines])
    if len(lines) < 12 or not 0 < manner.width <= 110:
        return None
    hyphens = _Hyphens(lines)
    return [(group[0].number, _joined(group, hyphens)) for group in _groups(lines, manner)]


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if line.text:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def manner_of(runs: Sequence[Sequence[Line]]) -> Manner:
    """How the lines of these runs are set."""
    inner = [(line, after) for run in runs for line, after in itertools.pairwise(run)]
    if not inner:
        return Manner(0)
    lengths = sorted(line.indent + len(line.text) for line, _ in inner)
    width = lengths[int(len(lengths) * 0.9)]
    if width > WIDEST or width < 20:
        return Manner(0)
    full = [(line, after) for line, after in inner if line.indent + len(line.text) >= 0.7 * width]
    unclosed = [after for line, after in full if not is_closed(line.text)]
    if 2 * len(unclosed) < len(full):
        return Manner(0)
    begins = [after.text[0] for after in unclosed]
    if sum(sign.isalpha() and not sign.islower() and not sign.isupper() for sign in begins) > 0.4 * len(begins):
        wrapped = len(full) > 0.7 * len(inner)  # a script without capitals: lines of a wrapped text are nearly all full
    else:
        wrapped = sum(map(str.islower, begins)) >= 0.3 * len(full)
    return _set_to(width, runs) if wrapped else Manner(0)


def _set_to(width: int, runs: Sequence[Sequence[Line]]) -> Manner:
    indents = [line.indent for run in runs for line in run]
    margin = max(set(indents), key=indents.count)
    indented = sum(1 for indent in indents if margin < indent < margin + CENTRED)
    hanging = sum(_hangs(before, line) for run in runs for before, line in itertools.pairwise(run))
    first_line_indent = 0.02 * len(indents) < indented < 0.5 * len(indents) and 2 * hanging < indented
    return Manner(width, margin, first_line_indent)


def _hangs(before: Line, line: Line) -> bool:
    """Whether a line is set in below the number that its paragraph begins with: the opposite of a first-line indent."""
    if line.indent <= before.indent:
        return line.indent == before.indent > 0 and not is_closed(before.text)
    return mark_at(before.text) is not None and not is_closed(before.text)


def _manner_of_run(run: Sequence[Line], whole: Manner) -> Manner:
    """The run's own manner where it has lines enough to tell, else that of the whole text."""
    if len(run) < 6:
        return whole
    own = manner_of([run])
    if own.width and whole.width:
        return whole
    return own


def _mended(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that are paragraphs; one that a page break cut in mid-sentence is joined to its other half."""
    group = [run[0]]
    for before, line in itertools.pairwise(run):
        if not (len(before.text) > _CUT_FROM and before.text[-1] not in _SENTENCE_ENDS and _goes_on(before, line)):
            yield group
            group = []
        group.append(line)
    yield group


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is the other half of the one before, which has no end."""
    return line.text[0].islower() or (len(before.text) > 2 * _CUT_FROM and len(line.text) > _CUT_FROM
                                      and not can_begin(line.text))


def _groups(run: Sequence[Line], manner: Manner) -> Iterator[list[Line]]:
    group = [run[0]]
    for before, line in itertools.pairwise(run):
        if _parts(before, line, manner) or (_is_capitals(before.text) and not line.text.isupper()
                                            and all(_is_capitals(each.text) for each in group)):
            yield group
            group = []
        group.append(line)
    yield group


def _is_capitals(text: str) -> bool:
    """Whether a line is a heading by its capitals alone, which the words below it do not go on with."""
    return len(text) >= CAPITALS_FROM and text.isupper() and (text[-1].isalnum() or text[-1] in ")”’") and (
        _RUNS_ON.search(text[-12:].lower()) is None)


def _parts(before: Line, line: Line, manner: Manner) -> bool:
    """Whether a new paragraph begins with `line`."""
    if _LEADERS.search(before.text) or _is_bracketed(before.text) or _is_bracketed(line.text):
        return True
    closed = is_closed(before.text)
    centred = _is_centred(line, manner)
    if line.text[0].islower() and not closed and not centred:
        return False  # a first line moved far in, and the next one
    if centred != _is_centred(before, manner):
        return not (centred and before.text.isupper() and line.text.isupper() and not closed)
    if (manner.first_line_indent and not centred and line.indent > manner.margin
            and (line.indent > before.indent or (closed and line.indent == before.indent))):
        return True
    begins = line.text[0]
    end = before.indent + len(before.text)
    first_word = line.text.find(" ")
    would_reach = end + 1 + (first_word if first_word > 0 else len(line.text))
    if begins.islower():
        return False
    if len(line.text) < 0.7 * manner.width and not line.text.endswith(".") and is_dateline(line.text) and (
            not _RUNS_ON.search(before.text[-12:])):
        return True
    if would_reach <= manner.width * (0.85 if closed else 0.7) and not _RUNS_ON.search(before.text[-12:]):
        return not centred or closed
    if not closed and mark_at(before.text) is None:
        return False
    return can_begin(line.text)


def _is_centred(line: Line, manner: Manner) -> bool:
    """Whether a line stands in the middle; the first line of a paragraph, however far moved in, reaches the margin."""
    left = line.indent - manner.margin
    return left >= CENTRED and manner.width - line.indent - len(line.text) >= max(0.4 * left, FIRST_WORD)


def can_begin(text: str) -> bool:
    """Whether a line begins a block wherever it stands, by its mark or label (see `indexer.marks.begins_block`)."""
    return _CAN_BEGIN.match(text) is not None and begins_block(text)


def _is_heading(group: Sequence[Line], manner: Manner) -> bool:
    """Whether lines set in the middle of the page read as a heading, not as a rule, a quotation or a verse."""
    text = group[-1].text
    return (len(group) <= 4 and all(_is_centred(line, manner) or line.text.isupper() for line in group)
            and any(_is_centred(line, manner) for line in group) and not is_closed(text)
            and any(map(str.isalpha, text)) and not text.endswith(","))


def _is_bracketed(text: str) -> bool:
    """Whether a line is a note of its own: ``[Page S699]``."""
    return text[0] == "[" and text[-1] == "]"


class _Hyphens:
    """What a hyphen at a line end means in this text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words: set[str] | None = None

    def join(self, head: str, tail: str) -> str:
        """Both parts as one word. The hyphen goes if the text has the word without it, or lacks the parts as words."""
        if self._words is None:
            self._words = set(_whole_words(self._lines))
        left = _WORDS.findall(head[-60:-1])
        right = _WORDS.match(tail)
        if not left or right is None or not head[-2].isalpha():
            return head + tail
        first, second = left[-1].casefold(), right.group().casefold()
        if first + second in self._words:
            return head[:-1] + tail
        if f"{first}-{second}" in self._words or {first, second} <= self._words:
            return head + tail
        return head[:-1] + tail


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """The words of the text, without the halves of words that a line end has cut."""
    cut = False
    for line in lines:
        found = [word.casefold() for word in _WORDS.findall(line.text)]
        after, cut = cut, line.text.endswith(("-", "‐"))
        yield from found[int(after):len(found) - int(cut)]


def _joined(group: Sequence[Line], hyphens: _Hyphens) -> str:
    parts = [group[0].text]
    for line in group[1:]:
        last = parts[-1]
        if len(last) > 2 and last[-1] in "-‐" and last[-2].isalnum() and line.text[0].islower():
            parts[-1] = ""
            parts.append(hyphens.join(last, line.text))
        elif _CJK.match(last[-1]) and _CJK.match(line.text[0]):
            parts += ["", line.text]
        else:
            parts += [" ", line.text]
    return "".join(parts)
