"""XML whose elements are fields: one record of them, or a list of such records.

The names of the elements are looked up like the columns of a table. HTML inside, as elements or as CDATA, is HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.formats.cleaning import one_line
from indexer.formats.fields import given_from
from indexer.formats.ids import row_id
from indexer.formats.names import USUAL_NAMES, same_name
from indexer.formats.objects import how_to_map, pieces_of, text_of, values_of
from indexer.formats.pieces import make_record
from indexer.formats.sources import SourceFile
from indexer.formats.xml_tree import Element, local_name
from indexer.model import Problem, Record

_MARKUP = frozenset(
    ("p", "div", "br", "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "b", "i", "em", "strong", "span")
)
_DEEPEST = 4  # levels below the root at which records are looked for: rss > channel > item


def read_fields(source: SourceFile, root: Element, data: bytes) -> Iterator[Record | Problem]:
    """The records of a file of fields; a Problem where no element is known to hold a text."""
    elements = list(_records(source, root))
    if not elements:
        yield _nothing(source, root)
        return
    only = len(elements) == 1
    for row, element in enumerate(elements, 1):
        fields = _fields(element)
        line = element.sourceline if isinstance(element.sourceline, int) else 0
        values, extra = values_of(fields, source.settings)
        own = one_line(values["id"][0]) if values.get("id") else None
        content = data if only else etree.tostring(element, encoding="utf-8", with_tail=False)
        record = make_record(source, (piece for text in _texts(source, fields) for piece in pieces_of(text)),
                             given_from(values, source, extra), format_name="xml", data=content,
                             record_id=None if only else row_id(source.key, own, row), line=0 if only else line)
        yield record or Problem(source.path, "its text has no words", "leave it out", line, "empty")


def _nothing(source: SourceFile, root: Element) -> Problem:
    """Why a file gives no record: its text is empty, or no element is known to hold one."""
    named = (*map(same_name, source.settings.names_for("text") or USUAL_NAMES["text"]),)
    empty = next((leaf for leaf in root.iter() if not len(leaf) and same_name(local_name(leaf)) in named), None)
    if empty is not None:
        line = empty.sourceline if isinstance(empty.sourceline, int) else 0
        return Problem(
            source.path, f"its text, <{local_name(empty)}>, is empty", "leave it out, or fetch it again", line, "empty"
        )
    return Problem(source.path, f"XML without a record that is known (its outermost element: {local_name(root)})",
                   how_to_map(source.settings), severity="empty")


def _records(source: SourceFile, root: Element) -> Iterator[Element]:
    """The outermost elements that hold a text."""
    level = [root]
    for _ in range(_DEEPEST):
        found = [element for element in level if _texts(source, _fields(element))]
        if found:
            yield from found
            return
        level = [child for element in level for child in element if isinstance(child.tag, str)]
        if any(local_name(element) in _MARKUP for element in level):
            return


def _texts(source: SourceFile, fields: dict[str, object]) -> list[object]:
    """The texts of a record; an element that holds other elements under such a name is a record itself."""
    texts = text_of(fields, source.settings)
    return texts if all(isinstance(text, str | list) for text in texts) else []


def _fields(element: Element) -> dict[str, object]:
    """The element's attributes and children by name; a name that comes again has a list."""
    fields: dict[str, object] = {name.rpartition("}")[2]: value for name, value in element.attrib.items()
                                 if isinstance(name, str) and isinstance(value, str)}
    for child in element:
        name = local_name(child)
        if not name:
            continue
        value = _value(child)
        if name in fields:
            before = fields[name]
            if isinstance(before, list):
                before.append(value)
            else:
                fields[name] = [before, value]
        else:
            fields[name] = value
    return fields


def _value(element: Element) -> object:
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return element.text or element.get("href") or ""
    if any(local_name(child) in _MARKUP for child in children):
        inner = (etree.tostring(child, encoding="unicode", method="html") for child in children)
        return (element.text or "") + "".join(inner)
    return {local_name(child): child.text or "" for child in children}
