"""The outline of a record's words: headings and numbering as a tree, and its smallest parts in page order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat

from indexer.marks import Mark, is_heading_line, mark_at, marks_of
from indexer.understanding.units import Unit

Piece = tuple[Unit, int]  # a unit, and how many of its first characters are mark or heading and not words
Key = tuple[str, bool, bool, bool, int]  # of a mark: style, bracketed, capital, in a heading, depth of its list item


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One smallest part: a heading's words, or an item's."""

    number: str | None
    heading: str | None
    path: tuple[str, ...]
    pieces: tuple[Piece, ...]
    start: int  # of the heading or the first words, in Record.text

    @property
    def words(self) -> int:
        """How many words its pieces hold."""
        return sum(unit.words for unit, _ in self.pieces)


@dataclass(slots=True)
class Node:
    """A heading or a numbered line with all below it: units [start, end), its own ones up to the first child."""

    start: int
    key: Key
    mark: Mark | None = None
    words_at: int = 0  # where the words of its line begin, after the mark
    rank: int = 0  # of a heading; 0: a numbered line that the source does not mark as a heading
    heads: bool = False  # a numbered line that looks like a heading
    end: int = 0
    children: list[Node] = field(default_factory=list)


def outline(units: Sequence[Unit], headings: Mapping[int, int], labelled: Collection[int]) -> list[Part]:
    """The parts of the units; the first has neither number nor heading where words stand before all others.

    `headings` are the unnumbered ones with their ranks, `labelled` the units that begin a turn of speech.
    Empty where nothing divides the units.
    """
    marks = _marks(units, headings, labelled)
    root = _tree(units, headings, marks)
    numbers = {(mark.style, mark.ordinal) for found in marks.values() for mark in found if mark.ordinal is not None}
    parts = list(_Parts(units, labelled, numbers).of(root, None, ()))
    return parts if len(parts) > 1 or (parts and (parts[0].number or parts[0].heading)) else []


def _tree(units: Sequence[Unit], headings: Mapping[int, int], marks: Mapping[int, tuple[Mark, ...]]) -> Node:
    root = Node(-1, ("root", False, False, False, 0), end=len(units))
    stack = [root]
    titles = {at for at in marks if _looks_like_heading(units, at, marks, headings)}
    numbers_first = min(titles, default=len(units)) < min(headings, default=len(units))
    for at in sorted(marks.keys() | headings.keys()):
        if at in headings:
            node = Node(at, ("heading", False, False, True, headings[at]), rank=headings[at])
            _put_heading(stack, node, numbers_first and not _APPENDED.match(units[at].text))
        else:
            rank = units[at].level if units[at].kind == "heading" else 0
            for mark in marks[at]:
                _put_mark(stack, Node(at, _key(mark, units[at]), mark, mark.end, rank, heads=at in titles))
    _close(root, len(units))
    return root


def _key(mark: Mark, unit: Unit) -> Key:
    depth = max(unit.level - 1, 0) if unit.kind == "item" and mark.style in ("bullet", "dot") else 0
    return (mark.style, mark.bracketed, mark.number.isupper(), unit.kind == "heading", depth)


def _put_heading(stack: list[Node], node: Node, numbers_first: bool) -> None:
    while len(stack) > 1:
        top = stack[-1]
        above = top.rank and top.rank < node.rank and (top.mark is None or node.rank < 7 or numbers_first)
        numbered = top.mark is not None and top.heads and not top.rank
        parent = top.mark is None and top.rank == node.rank >= 7 and top.start == node.start - 1
        if above or parent or (numbered and numbers_first and node.rank >= 7):
            break
        stack.pop()
    stack[-1].children.append(node)
    stack.append(node)


_APPENDED = re.compile(r"(?:Annex|Appendix|Attachment|Addendum|ANNEX|APPENDIX|ATTACHMENT)\b")  # they end all numbering


def _looks_like_heading(units: Sequence[Unit], at: int, marks: Mapping[int, tuple[Mark, ...]],
                        headings: Collection[int]) -> bool:
    """True for a numbered line that is short and stands above words, or that the source sets as a heading."""
    unit = units[at]
    words = unit.text[marks[at][-1].end:]
    if marks[at][-1].style == "bullet":
        return False
    if not is_heading_line(words) and not (marks[at][-1].style == "article" and not words):
        return False
    if unit.kind == "heading" or unit.strong:
        return True
    after = at + 1
    if after in marks:
        return marks[after][0].style != marks[at][-1].style
    return after in headings or (after < len(units) and units[after].words > unit.words)


def _put_mark(stack: list[Node], node: Node) -> None:
    """Beside the last line of its style, or below the line before it where the style is new."""
    level = _level_of(stack, node)
    if level:
        del stack[level:]
    elif node.rank:
        while len(stack) > 1 and stack[-1].rank >= node.rank and not _opens_below(stack[-1], node):
            stack.pop()
    if not level and node.key[0] != "bullet":
        while len(stack) > 1 and _is_below(stack[-1], node):
            stack.pop()
    stack[-1].children.append(node)
    stack.append(node)


def _opens_below(top: Node, node: Node) -> bool:
    """True for the first heading of a list of its own right below a heading of the same rank: ``(1)`` under ``2.``."""
    first = node.mark is not None and node.mark.ordinal == 1 and top.rank == node.rank
    return first and top.start == node.start - 1 and top.key != node.key


def _is_below(top: Node, node: Node) -> bool:
    """True for a bullet, or an item above a numbered heading: no list of its own style goes on below it."""
    if top.mark is None or top.rank:
        return False
    return (node.heads and not top.heads) or (top.key[0] == "bullet" and top.key[-1] >= node.key[-1])


def _level_of(stack: Sequence[Node], node: Node) -> int:
    """Index in the stack of the line of the same style that the node follows; 0 where it begins a list."""
    same = [level for level in range(len(stack) - 1, 0, -1) if stack[level].key == node.key]
    if not same or node.mark is None:
        return 0
    ordinal = node.mark.ordinal
    for level in same:
        before = stack[level].mark
        if before is None or ordinal is None or before.ordinal is None or ordinal == before.ordinal + 1:
            return level
    top = stack[-1]
    if ordinal == 1 and (top.mark is None or (same[0] == len(stack) - 1 and top.start == node.start - 1
                                              and top.mark.ordinal != 0 and top.rank)):
        return 0
    return same[0]


def _close(root: Node, end: int) -> None:
    """Let every node end where the next one that is not below it begins."""
    todo = [(root, end)]
    while todo:
        node, end = todo.pop()
        node.end = end
        for at, child in enumerate(node.children):
            todo.append((child, node.children[at + 1].start if at + 1 < len(node.children) else end))


_MARK_FIRST = re.compile(r"[\\(（\d１-９①-⑳IVXivxA-Ha-h•●○◦■□▪◆◇►▶➢‣⁃∙·*+–—-]|Art|ART|Sec|SEC|Cha|CHA|Par|PAR")


def _marks(units: Sequence[Unit], headings: Mapping[int, int],
           labelled: Collection[int]) -> dict[int, tuple[Mark, ...]]:
    """Unit index -> its numbering, without marks that no list explains (``19.`` after ``2.``)."""
    found: dict[int, tuple[Mark, ...]] = {}
    for at, unit in enumerate(units):
        if at in headings or at in labelled or not _MARK_FIRST.match(unit.text):
            continue
        marks = _cleared(marks_of(unit.text))
        if not marks:
            continue
        if marks[0].style != "plain" or unit.kind == "heading" or is_heading_line(unit.text[marks[0].end:]):
            found[at] = marks
    return _in_sequence(found, units)


def _cleared(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Without bullets that hide a number, and without doubled numbering (``1. 1.``)."""
    if len(marks) < 2:
        return marks
    kept = [mark for mark in marks if mark.style != "bullet"]
    return tuple(mark for at, mark in enumerate(kept) if at + 1 == len(kept) or kept[at + 1].style != mark.style)


_Style = tuple[str, bool, bool]


def _in_sequence(found: Mapping[int, tuple[Mark, ...]], units: Sequence[Unit]) -> dict[int, tuple[Mark, ...]]:
    seen: dict[_Style, set[int]] = defaultdict(set)
    coming: dict[_Style, list[int]] = defaultdict(list)
    for marks in found.values():
        for mark in marks:
            coming[_style(mark)].append(mark.ordinal or 0)
    kept: dict[int, tuple[Mark, ...]] = {}
    for at, marks in found.items():
        accepted = [_follows(mark, seen, coming, units[at]) for mark in marks]
        if any(accepted):
            kept[at] = tuple(mark for mark in accepted if mark is not None)
    return kept


def _style(mark: Mark) -> _Style:
    return (mark.style, mark.bracketed, mark.number.isupper())


def _follows(mark: Mark, seen: dict[_Style, set[int]], coming: Mapping[_Style, list[int]], unit: Unit) -> Mark | None:
    """The mark as its list has it, or None where no list does; ``(i)`` is a letter only after ``(h)``."""
    if mark.style == "letter" and mark.number in "ivxIVX" and ord(mark.number.lower()) - 97 not in seen[_style(mark)]:
        mark = Mark("roman", mark.number, mark.text, mark.end, mark.bracketed)
    ordinal = mark.ordinal
    if ordinal is None:
        return mark
    before = seen[_style(mark)]
    begins = not before and (ordinal <= 4 or ordinal + 1 in coming[_style(mark)])
    goes_on = not before.isdisjoint((ordinal - 2, ordinal - 1, ordinal))
    if not (begins or goes_on or ordinal <= 1 or unit.kind == "heading"):
        return None
    before.add(ordinal)
    return mark


class _Parts:
    """Walks the tree and yields its smallest parts; lists that do not divide the record stay words of their part."""

    def __init__(self, units: Sequence[Unit], labelled: Collection[int], numbers: Collection[tuple[str, int]]) -> None:
        self.units = units
        self.numbers = numbers  # style and ordinal of every numbered line
        self.labelled = labelled
        self.before = [0, *accumulate(unit.words for unit in units)]  # words before each unit

    def of(self, node: Node, number: str | None, path: tuple[str, ...], depth: int = 0,
           as_item: bool = False) -> Iterator[Part]:
        """The part of a node's own words, then those of its children that are parts."""
        kept = self._kept(node, depth)
        own_end = kept[0].start if kept else node.end
        heading, pieces = self._own(node, own_end, as_item)
        label = _numbered(number, node.mark)
        if node.mark is None and node.rank:
            label = None
        if pieces or (not kept and node.start >= 0):
            begin = self.units[node.start].start if node.start >= 0 else pieces[0][0].start
            yield Part(number=label, heading=heading, path=path, pieces=pieces, start=begin)
        below = (*path, heading) if heading else path
        deeper = depth + (node.mark is not None and node.key[0] not in ("roman", "article"))
        for at, child in enumerate(kept):
            child.end = kept[at + 1].start if at + 1 < len(kept) else node.end
            items = child.mark is not None and not self._heads(node, child.key)
            yield from self.of(child, label or number, below, deeper, items)

    def _own(self, node: Node, end: int, as_item: bool) -> tuple[str | None, tuple[Piece, ...]]:
        """Heading and words of the node's own units [start, end)."""
        if node.start < 0:
            return None, self._pieces(0, end)
        rest = self._pieces(node.start + 1, end)
        unit = self.units[node.start]
        if node.mark is None:
            if rest and _NOTES.fullmatch(unit.text):
                return None, ((unit, 0), *rest)
            return unit.text, rest
        if end == node.start:  # the next mark on the same line begins a part of its own
            return None, ()
        words = unit.text[node.words_at:]
        if not words and rest and is_heading_line(rest[0][0].text) and len(rest) > 1:
            return rest[0][0].text, rest[1:]
        if not words:
            return None, rest
        if self._is_heading(node) and (not as_item or unit.kind == "heading" or self._has_body(node)):
            return words, rest
        if cut := run_in(words) or (node.mark.style == "article" and _run_in_article(words)):
            return words[:cut[0]], ((unit, node.words_at + cut[1]), *rest)
        return None, ((unit, node.words_at), *rest)

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        return tuple(zip(self.units[start:end], repeat(0), strict=False))

    def _is_heading(self, node: Node) -> bool:
        unit = self.units[node.start]
        words = unit.text[node.words_at:]
        if not words and node.mark is not None:  # the number alone; the words follow
            return node.mark.style == "article" or (
                node.start + 2 < node.end and is_heading_line(self.units[node.start + 1].text))
        if unit.kind == "heading":
            return not (unit.ends_sentence and unit.words > 20)
        inner = marks_of(words)
        words = words[inner[-1].end:] if inner else words
        return is_heading_line(words) and not words.endswith(":") and not _reports(words)

    def _has_body(self, node: Node) -> bool:
        """True where a line of words stands below the node's own line."""
        after = node.start + 1
        return after < node.end and (bool(node.children) or after in self.labelled or self.units[after].words > 3)

    def _group(self, node: Node, key: Key) -> list[Node]:
        return [child for child in node.children if child.key == key]

    def _heads(self, node: Node, key: Key) -> bool:
        """True where most lines of the list are headings, and some have words below them."""
        group = self._group(node, key)
        lines = [child for child in group if self._is_heading(child)]
        bodies = sum(self._has_body(child) for child in lines)
        return bodies > 0 and len(lines) * 2 >= len(group)

    def _kept(self, node: Node, depth: int) -> list[Node]:
        """The children that are parts of their own."""
        verdicts: dict[Key, bool] = {}
        for child in node.children:
            if child.mark is None:
                continue
            if child.key not in verdicts:
                verdicts[child.key] = self._divides(node, child.key, depth)
        return [child for child in node.children if child.mark is None or verdicts[child.key]]

    def _divides(self, node: Node, key: Key, depth: int) -> bool:
        """True where a list divides the words above it; else it is a list inside them."""
        group = self._group(node, key)
        style = key[0]
        if any(self.units[child.start].kind == "heading" for child in group):
            return True
        if style == "bullet":
            return self._bullets_divide(node, group)
        if depth >= 2 or (depth >= 1 and (style == "letter" or (style == "roman" and not key[2]))):
            return False
        if self._heads(node, key):
            return True
        return not self.labelled and self._items_divide(node, group)

    def _items_divide(self, node: Node, group: Sequence[Node]) -> bool:
        lines = [self._line(child) for child in group]
        sentences = sum(unit.ends_sentence or unit.words > 15 or bool(child.children)
                        for unit, child in zip(lines, group, strict=True))
        if sentences * 5 < len(group) * 3:
            return False
        if node.start >= 0 and node.mark is None and self._is_aside(node, group[0]):
            return False
        if len(group) == 1:
            if node.start < 0 and self._runs_on(group[0]):
                return True
            first = group[0].start
            return node.start >= 0 and first == node.start + 1 and self._own(node, first, False)[0] is not None
        words = self._words(group[0].start, group[-1].start) + self.units[group[-1].start].words
        intro = group[0].start - max(node.start, 0)
        trailing = self._words(group[-1].start + 1, group[-1].end)
        return ((intro <= 6 or self._words(node.start + 1, group[0].start) <= words)
                and trailing <= max(words, 120) and words >= 8 * len(group))

    def _runs_on(self, node: Node) -> bool:
        """True where the next number of its style stands further on, under a heading."""
        mark = node.mark
        return mark is not None and mark.ordinal is not None and (mark.style, mark.ordinal + 1) in self.numbers

    def _line(self, node: Node) -> Unit:
        """The unit with the words of a numbered line: the next one where the number stands alone."""
        unit = self.units[node.start]
        alone = node.words_at >= len(unit.text) and node.start + 1 < node.end
        return self.units[node.start + 1] if alone else unit

    def _is_aside(self, node: Node, first: Node) -> bool:
        """True for a list after the words of an unnumbered heading, or one of notes; unless its numbers run on."""
        if _NOTES.fullmatch(self.units[node.start].text):
            return True
        runs_on = first.mark is not None and (first.mark.ordinal or 1) > 1
        return first.start > node.start + 1 and not runs_on

    def _bullets_divide(self, node: Node, group: Sequence[Node]) -> bool:
        """Bullets divide a record of nothing else, or a numbered heading's words, where they are sentences."""
        if node.start >= 0 and (node.mark is None or not self._is_heading(node)):
            return False
        if len(group) < 2 or any(child.mark is None for child in node.children):
            return False
        own = [self.units[child.start] for child in group]
        if sum(unit.ends_sentence and unit.words >= 12 for unit in own) * 5 < len(own) * 4:
            return False
        intro = group[0].start - node.start - 1
        others = sum(child.end - child.start - 1 for child in group)
        return others * 3 <= len(group) and intro <= (3 if node.start < 0 else 0)

    def _words(self, start: int, end: int) -> int:
        return self.before[max(end, start)] - self.before[start]


_NOTES = re.compile(r"\W*(?:foot|end)?notes?\W*|\W*(?:references|bibliography|sources)\W*", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:stated|said|explained|expressed|welcomed|agreed|confirmed|shared|exchanged|concurred|"
                     r"noted|mentioned|pointed|thanked|requested|held|met|visited|decided|reaffirmed)\b")


def _reports(words: str) -> bool:
    """True for a line that tells something, short or not: ``The two leaders exchanged views on Syria``."""
    return words.count(" ") > 4 and _REPORT.search(words) is not None


_RUN_IN = re.compile(r"([^\W\d_“\"(][^:：.;!?\n]{1,90})[:：]\s+(?=\S)")


def run_in(words: str) -> tuple[int, int] | None:
    """Where a run-in heading ends and where the words after it begin: ``Security Council: Minister X ...``; or None."""
    found = _RUN_IN.match(words)
    if found is None:
        return None
    title = found.group(1)
    if title.count(" ") > 9 or title[0].islower() or _CLAUSE.search(title) or len(words) - found.end() < 20:
        return None
    return found.end(1), found.end()


def _run_in_article(words: str) -> tuple[int, int] | None:
    """The same for articles, whose heading ends in a full stop: ``Section 2. Definitions. For the purposes ...``."""
    found = _RUN_IN_ARTICLE.match(words)
    return (found.end(1), found.end()) if found is not None and not _CLAUSE.search(found.group(1)) else None


_RUN_IN_ARTICLE = re.compile(r"([A-Z][^.:;!?]{2,80})\.\s+(?=[A-Z(])")
_CLAUSE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|that|stated|said|explained|agreed|confirmed|"
                     r"following|follows|pointed|discussed|asked|added|we|they|he|she)\b", re.IGNORECASE)


def _numbered(above: str | None, mark: Mark | None) -> str | None:
    """A part's number: its own mark as printed after that of the part above, ``2`` and ``(1)`` as ``2(1)``.

    Two numbers without brackets are set off by a stop: ``1 Opening`` and ``2.`` as ``1.2``.
    """
    if mark is None:
        return above
    if mark.style == "decimal":
        return mark.number
    own = mark.number
    if mark.style == "article":
        own = mark.text.rstrip(".:) ")
    if mark.bracketed or (above and (mark.style in ("half", "paren", "letter") or above[:1] in "ASCP")):
        own = f"({mark.number})"
    if above and above[-1].isdigit() and own[0].isdigit():
        own = f".{own}"
    return f"{above or ''}{own}"


def has_mark(unit: Unit) -> bool:
    """True where the unit begins with a numbering mark."""
    return mark_at(unit.text) is not None
