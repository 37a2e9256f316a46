"""How much of a source is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes beyond which a source, or a record in it, is left out and named."""

    max_bytes: int = 64 * MIB  # of a file that has to be read whole: text, Markdown, HTML, JSON, XML
    max_table_bytes: int = 16 * 1024 * MIB  # of a file read row by row: JSONL, CSV
    max_row_bytes: int = 16 * MIB  # of one row of such a file
    max_problems: int = 100  # named one by one for a file; what follows is counted in one line
