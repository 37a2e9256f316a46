"""XML: which vocabulary a file is in, and its reader."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.formats.opening import decoded
from indexer.formats.sources import SourceFile
from indexer.formats.xml_fields import read_fields
from indexer.formats.xml_publicwhip import read_publicwhip
from indexer.formats.xml_tei import read_tei
from indexer.formats.xml_tree import UnsafeXmlError, local_name, parse_xml
from indexer.model import Problem, Record

_VOCABULARIES = {"publicwhip": read_publicwhip, "TEI": read_tei}


def read_xml(source: SourceFile, data: bytes) -> Iterator[Record | Problem]:
    """The records of an XML file: by its vocabulary, else by elements whose names say what they hold."""
    text, problems = decoded(source, data)
    yield from problems
    try:
        tree = parse_xml(text)
    except UnsafeXmlError as error:
        yield Problem(source.path, str(error), "take the declaration out", 1)
        return
    if tree is None:
        yield Problem(source.path, "not XML, though it begins like it", "check that the file was saved whole")
        return
    if tree.mended:
        yield Problem(
            source.path,
            f"not well-formed XML: {tree.mended}",
            "correct the line; what could be read was read",
            tree.line,
            "warning",
        )
    reader = _VOCABULARIES.get(local_name(tree.root), read_fields)
    yield from reader(source, tree.root, data)
