"""An XML file to a tree, safely: no outside files, no entities that grow, no endless nesting."""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass

from lxml import etree

from indexer.formats.cleaning import plain
from indexer.formats.long_tags import without_crowds

Element = etree._Element

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(r"<!ENTITY\s++(%\s++)?([\w.:-]{1,100})\s++([^>]{0,4000}+)>", re.IGNORECASE)
_LITERAL = re.compile(r"""(?:"([^"%]{0,200})"|'([^'%]{0,200})')$""")
_REFERENCE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};)")
_NAMED = re.compile(r"&([A-Za-z]\w{1,31});")
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


class UnsafeXmlError(Exception):
    """The file declares what a reader must not follow."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The root element, and what was mended to get it: a message and its line, where there was anything."""

    root: Element
    mended: str | None = None
    line: int = 0


def parse_xml(text: str) -> Tree | None:
    """The tree of an XML text; None where it has no element. Raises UnsafeXmlError.

    Entities of HTML that the file does not declare stand for what they do there. A file that is not well-formed is
    read as far as it can be, and says so.
    """
    text = without_crowds(_DECLARATION.sub("", plain(text), count=1))
    _check_entities(text)
    data = _NAMED.sub(_as_character, text).encode("utf-8", "replace")
    try:
        return Tree(etree.fromstring(data, _parser(recover=False)))
    except etree.XMLSyntaxError as error:
        message, line = _said(error), error.lineno or 0
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None
    return None if root is None else Tree(root, message, line)


def local_name(element: Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parser(*, recover: bool) -> etree.XMLParser:
    # huge_tree off keeps libxml2's own limits: 256 levels, 10 MB in one text, bounded growth of entities.
    # Entities are resolved because _check_entities has let only short literal ones of this file pass.
    return etree.XMLParser(encoding="utf-8", recover=recover, resolve_entities=True, no_network=True, load_dtd=False,
                           huge_tree=False, remove_comments=True, remove_pis=True)


def _check_entities(text: str) -> None:
    """Only short literal entities may be declared: nested ones grow without bound, others read files."""
    opening = text.find("<!ENTITY")
    if opening < 0:
        return
    end = text.rfind("]>") if "]>" in text else len(text)
    for found in _ENTITY.finditer(text, opening, end):
        literal = _LITERAL.match(found[3].rstrip())
        if found[1] or literal is None or _REFERENCE.search(literal[1] or literal[2] or ""):
            raise UnsafeXmlError(f"declares the entity {found[2]!r}, which refers to other entities or files")
    if text.count("<!ENTITY", opening, end) != sum(1 for _ in _ENTITY.finditer(text, opening, end)):
        raise UnsafeXmlError("declares entities in a form that is not read")


def _as_character(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XML_OWN:
        return found[0]
    return html.entities.html5.get(name + ";", found[0])


def _said(error: etree.XMLSyntaxError) -> str:
    return re.sub(r",? line \d+, column \d+.*$", "", str(error.msg or error)).strip()
