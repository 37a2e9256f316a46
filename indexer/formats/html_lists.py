"""The numbers that a browser puts before the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class ListMarks:
    """An open list, and the number of its next item."""

    ordered: bool
    style: str = "1"  # the `type` of an <ol>: "1", "a", "A", "i", "I"
    next: int = 1
    step: int = 1

    def marker(self, item: Element) -> str:
        """What stands before an item: its number and a dot, or a dash."""
        if not self.ordered:
            return "-"
        value = item.get("value") or ""
        if value.isdecimal() and len(value) < 6:
            self.next = int(value)
        number, self.next = self.next, self.next + self.step
        return f"{_numbered(number, self.style)}."


def list_of(element: Element) -> ListMarks:
    """The marks of an <ol>, <ul> or <menu>; https://html.spec.whatwg.org/#the-ol-element."""
    if element.tag != "ol":
        return ListMarks(False)
    style = element.get("type") or "1"
    start = element.get("start") or ""
    first = int(start) if re.fullmatch(r"-?\d{1,6}", start) else None
    if element.get("reversed") is not None:
        return ListMarks(True, style, sum(1 for _ in element.iterchildren("li")) if first is None else first, -1)
    return ListMarks(True, style, 1 if first is None else first)


def _numbered(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 40:
        numeral, rest = "", number
        for value, sign in _ROMAN:
            numeral += sign * (rest // value)
            rest %= value
        return numeral if style == "i" else numeral.upper()
    return str(number)
