"""Headings and numbered lines of a record as a tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.marks import Mark, is_heading_line
from indexer.understanding.structure.units import Unit

DEEPEST = 12  # headings one right below the other; more of them are no headings of each other
Key = tuple[str, bool, bool, bool, int]  # of a mark: style, bracketed, capital, in a heading, depth of its list item


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


def build_tree(units: Sequence[Unit], headings: Mapping[int, int], marks: Mapping[int, tuple[Mark, ...]]) -> Node:
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
        parent = (top.mark is None and top.rank == node.rank >= 7 and top.start == node.start - 1
                  and len(stack) < DEEPEST)
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
