"""A file's bytes, and its text with what was wrong in it as Problems."""

from __future__ import annotations

from typing import BinaryIO

from indexer.formats.decoding import NotTextError, decode
from indexer.formats.limits import Limits
from indexer.formats.sources import SourceFile
from indexer.model import Problem


def whole(source: SourceFile, head: bytes, file: BinaryIO, limits: Limits) -> bytes | Problem:
    """The file's bytes, of which `head` has been read from `file`; or the Problem that keeps them from being read."""
    data = head + file.read(max(0, limits.max_bytes + 1 - len(head)))
    if len(data) > limits.max_bytes:
        return Problem(
            source.path, f"{source.size:,} bytes, more than the limit of {limits.max_bytes:,}", "split the file"
        )
    if not data.strip():
        return Problem(source.path, "empty file", "leave it out, or fetch it again", severity="empty")
    return data


def cannot_open(source: SourceFile, error: OSError) -> Problem:
    """The Problem of a file that is not there any more, or may not be read."""
    if isinstance(error, FileNotFoundError):
        return Problem(source.path, "has gone since the folder was listed", "run again")
    if isinstance(error, PermissionError):
        return Problem(source.path, "may not be read", "allow reading it")
    return Problem(source.path, error.strerror or str(error), "check the file")


def decoded(source: SourceFile, data: bytes) -> tuple[str, list[Problem]]:
    """The text of the bytes, and a warning for each line with bytes that fit no encoding. Raises NotTextError."""
    found = decode(data)
    problems = [Problem(source.path, f"bytes that are not {found.encoding}, kept as \N{REPLACEMENT CHARACTER}",
                        "save the file as UTF-8", line, "warning") for line in found.broken_lines]
    return found.text, problems


def not_text(source: SourceFile, error: NotTextError) -> Problem:
    """The Problem of a file that holds no text."""
    return Problem(source.path, f"{error}, which is not read", error.mend, severity="empty")
