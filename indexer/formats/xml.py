"""XML: which vocabulary a file is in, and its reader."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.formats.limits import Limits
from indexer.formats.sources import SourceFile
from indexer.model import Problem, Record


def read_xml(source: SourceFile, data: bytes, limits: Limits) -> Iterator[Record | Problem]:
    """The records of an XML file."""
    yield Problem(source.path, "XML of a kind that is not read", "convert it to HTML, JSON or text", severity="empty")
