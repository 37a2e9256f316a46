"""The outline of a record's words: headings and numbering as a tree, and its smallest parts in page order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat

from indexer.marks import is_heading_line, marks_of
from indexer.understanding.structure.headings import bare_heading
from indexer.understanding.structure.numbering import numbering
from indexer.understanding.structure.outline_tree import Key, Node, build_tree
from indexer.understanding.structure.part_names import NOTES, numbered, reports, run_in, run_in_article, tells
from indexer.understanding.structure.units import Unit

_CITES_FIRST = re.compile(r"[^\W\d_A-Z]{2}[.,;:]?[”\"’')]{0,2}(?:\[1\]|¹|(?<=[.,;:”\"’')])1)(?=[\s.,;:]|$)")
INTRODUCING = 8  # words of a numbered line that only introduces the items below it
LONG_ITEM = 12  # words of a bullet that is a sentence, also where the page breaks off in it
Piece = tuple[Unit, int]  # a unit, and how many of its first characters are mark or heading and not words


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


def outline(units: Sequence[Unit], headings: Mapping[int, int], labelled: Collection[int]) -> list[Part]:
    """The parts of the units; the first has neither number nor heading where words stand before all others.

    `headings` are the unnumbered ones with their ranks, `labelled` the units that begin a turn of speech.
    Empty where nothing divides the units.
    """
    marks = numbering(units, headings, labelled)
    root = build_tree(units, headings, marks)
    numbers = {(mark.style, mark.ordinal) for found in marks.values() for mark in found if mark.ordinal is not None}
    parts = list(_Parts(units, labelled, numbers).of(root, None, ()))
    return parts if len(parts) > 1 or (parts and (parts[0].number or parts[0].heading)) else []


_LISTED_TEXT = re.compile(r"\b(?:mou|memorand|agreement|protocol|programme|program|treaty|letter of|declaration"
                          r"|convention|arrangement|plan of)", re.IGNORECASE)  # a list of what was signed
CLAUSE = 4  # words of a clause that a semicolon ends


def _is_clause(unit: Unit) -> bool:
    """True for an operative paragraph: `Takes note of the report;`, `Urges all parties to return; and`."""
    return (unit.words >= CLAUSE and unit.text.endswith((";", "; and", "; or"))
            and _LISTED_TEXT.search(unit.text, 0, 40) is None)


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
        label = numbered(number, node.mark)
        if node.mark is None and node.rank:
            label = None
        if pieces or (not kept and node.start >= 0):
            begin = self.units[node.start].start if node.start >= 0 else pieces[0][0].start
            yield Part(number=label, heading=heading, path=path, pieces=pieces, start=begin)
        below = (*path, heading) if heading else path
        deeper = depth + (node.mark is not None and node.key[0] not in ("roman", "article"))
        items = {key: not self._heads(node, key) for key in {child.key for child in kept if child.mark is not None}}
        for at, child in enumerate(kept):
            child.end = kept[at + 1].start if at + 1 < len(kept) else self._end(node, child)
            yield from self.of(child, label or number, below, deeper, items.get(child.key, False))
        if kept and kept[-1].end < node.end:
            rest = self._pieces(kept[-1].end, node.end)
            yield Part(number=None, heading=None, path=below, pieces=rest, start=rest[0][0].start)

    def _end(self, node: Node, last: Node) -> int:
        """Where the last child ends; paragraphs below the bullets of a whole record are not the last bullet's."""
        if node.start >= 0 or last.key[0] != "bullet" or last.children:
            return node.end
        return next((at for at in range(last.start + 1, node.end) if self.units[at].kind != "item"), node.end)

    def _own(self, node: Node, end: int, as_item: bool) -> tuple[str | None, tuple[Piece, ...]]:
        """Heading and words of the node's own units [start, end)."""
        if node.start < 0:
            return None, self._pieces(0, end)
        rest = self._pieces(node.start + 1, end)
        unit = self.units[node.start]
        if node.mark is None:
            if rest and NOTES.fullmatch(unit.text):
                return None, ((unit, 0), *rest)
            return bare_heading(unit.text), rest
        if end == node.start:  # the next mark on the same line begins a part of its own
            return None, ()
        words = unit.text[node.words_at:]
        if not words and rest and is_heading_line(rest[0][0].text) and len(rest) > 1:
            return rest[0][0].text, rest[1:]
        if not words:
            return None, rest
        if self._is_heading(node) and (not as_item or unit.kind == "heading" or self._has_body(node)):
            return words, rest
        if not rest and end < node.end and words.endswith(":") and words.count(" ") < INTRODUCING:
            return words, ()  # "2. At the meeting:" above its items
        if cut := run_in(words) or (node.mark.style == "article" and run_in_article(words)):
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
        return is_heading_line(words) and not words.endswith(":") and not reports(words)

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
        if self._are_notes(group[0]):
            return False
        style = key[0]
        if any(self.units[child.start].kind == "heading" for child in group):
            return True
        if style == "bullet":
            return self._bullets_divide(node, group)
        if depth >= 2 or (depth >= 1 and (style == "letter" or (style == "roman" and not key[2]))):
            return style == "letter" and len(group) > 1 and all(
                self._is_heading(child) and self._has_body(child) for child in group)
        if self._heads(node, key):
            return True
        return not self._inside_turn(node, group) and self._items_divide(node, group)

    def _are_notes(self, first: Node) -> bool:
        """True for a list whose number 1 stands as the number of a note in the words above it."""
        return first.mark is not None and first.mark.ordinal == 1 and self._first_cited < first.start

    @cached_property
    def _first_cited(self) -> int:
        """The first unit that a note 1 belongs to; past the last one where there is none."""
        return next((at for at, unit in enumerate(self.units) if ("1" in unit.text or "¹" in unit.text)
                     and unit.words > 8 and _CITES_FIRST.search(unit.text)), len(self.units))

    def _inside_turn(self, node: Node, group: Sequence[Node]) -> bool:
        """True where the list belongs to what someone says."""
        return len(self.labelled) > 2 or any(node.start < at <= group[0].start for at in self.labelled)

    def _items_divide(self, node: Node, group: Sequence[Node]) -> bool:
        lines = [self._line(child) for child in group]
        sentences = sum(unit.ends_sentence or unit.words > 15 or bool(child.children) or _is_clause(unit)
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
        enough = words >= 8 * len(group) or all(unit.ends_sentence and tells(unit.text) for unit in lines)
        return ((intro <= 6 or self._words(node.start + 1, group[0].start) <= words)
                and trailing <= max(words, 120) and enough)

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
        if NOTES.fullmatch(self.units[node.start].text):
            return True
        runs_on = first.mark is not None and (first.mark.ordinal or 1) > 1
        return first.start > node.start + 1 and not runs_on

    def _bullets_divide(self, node: Node, group: Sequence[Node]) -> bool:
        """Bullets divide a record of nothing else, or a numbered heading's words, where they are sentences."""
        if node.start >= 0 and (node.mark is None or not (self._is_heading(node) or self._are_points(node, group))):
            return False
        alone = all(child.mark is not None and (node.start >= 0 or child.key[0] == "bullet") for child in node.children)
        if len(group) < 2 or not alone:
            return False
        own = [self.units[child.start] for child in group]
        whole = [unit for unit in own if (unit.words >= LONG_ITEM and (unit.ends_sentence or unit is self.units[-1]))
                 or (unit.ends_sentence and tells(unit.text))]
        if len(whole) * 5 < len(own) * 4:
            return False
        intro = group[0].start - node.start - 1
        others = sum(child.end - child.start - 1 for child in group[:-1])
        if self._words(group[-1].start + 1, group[-1].end) > self._words(group[0].start, group[-1].start + 1):
            return False
        return others * 3 <= len(group) and intro <= (3 if node.start < 0 else 0)

    def _are_points(self, node: Node, group: Sequence[Node]) -> bool:
        """True for bullets below a numbered sentence that each tell more of what was said."""
        lines = [self.units[child.start] for child in group]
        return self.units[node.start].ends_sentence and all(unit.ends_sentence and reports(unit.text) for unit in lines)

    def _words(self, start: int, end: int) -> int:
        return self.before[max(end, start)] - self.before[start]
