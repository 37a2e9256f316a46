"""CSV and its kin with tabs or semicolons (https://www.rfc-editor.org/rfc/rfc4180): the first row names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.formats.cleaning import one_line
from indexer.formats.decoding import decoded_lines
from indexer.formats.fields import Values, given_from
from indexer.formats.ids import row_id
from indexer.formats.kept import IsKept
from indexer.formats.limits import Limits
from indexer.formats.objects import how_to_map, pieces_of, text_of, values_of
from indexer.formats.opening import cannot_open
from indexer.formats.pieces import make_record
from indexer.formats.sources import SourceFile
from indexer.model import Problem, Record

DELIMITERS = ",\t;|"


@dataclass(slots=True)
class _Lines:
    """The file's lines as the csv module wants them, counting; `broken` collects lines with bytes that do not fit."""

    lines: Iterator[tuple[str, bytes, bool]]
    number: int = 0
    broken: int = 0
    too_long: bool = False
    ended: bool = False

    def __iter__(self) -> Iterator[str]:
        for text, _, broken in self.lines:
            if broken:
                self.too_long = self.too_long or not text
                self.broken = self.broken or self.number + 1
            for line in text.replace("\r\n", "\n").split("\r"):
                self.number += 1
                yield line
        self.ended = True


def read_csv(source: SourceFile, limits: Limits, is_kept: IsKept) -> Iterator[Record | Problem]:
    """The records of a table, one a row, one at a time: the file is never in memory whole.

    A row without text is a record without text, and named, so that records and rows have the same numbers.
    """
    csv.field_size_limit(limits.max_row_bytes)
    try:
        with source.path.open("rb") as file:
            yield from _rows(source, _Lines(decoded_lines(file, max_bytes=limits.max_row_bytes)), is_kept)
    except OSError as error:
        yield cannot_open(source, error)


def _rows(source: SourceFile, lines: _Lines, is_kept: IsKept) -> Iterator[Record | Problem]:
    each = iter(lines)
    first = next((line for line in each if line.strip()), "")
    delimiter = _delimiter(first)
    names = [one_line(name) for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not text_of(dict.fromkeys(names, "text"), source.settings):
        yield Problem(source.path, f"no column for the text (columns: {', '.join(names)[:300]})",
                      how_to_map(source.settings), lines.number)
        return
    reader = csv.reader(each, delimiter=delimiter)
    seen: set[int] = set()
    row = 0
    while True:
        line = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Problem(source.path, f"a row that cannot be read: {error}", "close its quotation marks", line)
            continue
        if cells is None:
            if not row:
                yield Problem(source.path, "a table of no rows below its header", "leave it out", lines.number, "empty")
            return
        if lines.broken:
            yield Problem(source.path, "a line too long to be read" if lines.too_long else
                          "bytes that are not UTF-8, kept as \N{REPLACEMENT CHARACTER}", "save the file as UTF-8",
                          lines.broken, "warning")
            lines.broken, lines.too_long = 0, False
        if lines.ended:  # the reader asks for the line after a row only inside quotation marks
            yield Problem(source.path, "a quotation mark that is not closed: the lines after it are read as one row",
                          "close it", line, "warning")
        if not cells or not any(cell.strip() for cell in cells):
            continue
        row += 1
        yield from _row_records(source, names, cells, row, line, seen, is_kept)


def _row_records(source: SourceFile, names: list[str], cells: list[str], row: int, line: int,
                 seen: set[int], is_kept: IsKept) -> Iterator[Record | Problem]:
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(names):
        yield Problem(source.path, f"a row of {len(cells)} cells under {len(names)} columns",
                      "put cells that hold the delimiter in quotation marks", line)
        return
    data = "\x1f".join([*names, *cells]).encode("utf-8", "surrogatepass")
    if is_kept(data, row, lambda: _id(source, values_of(_filled(source, names, cells), source.settings)[0], row)):
        return
    filled = _filled(source, names, cells)
    texts = text_of(filled, source.settings)
    values, extra = values_of(filled, source.settings)
    record = make_record(source, (piece for text in texts for piece in pieces_of(text, line=line)),
                         given_from(values, source, extra), format_name="csv",
                         data=data, record_id=_id(source, values, row), line=line, wordless=True)
    assert record is not None
    if not record.blocks:
        what = "a row whose text has no words" if texts else "a row without text"
        yield Problem(source.path, what, "leave it out", line, "empty")
    if hash(record.id) in seen:
        yield Problem(source.path, f"the id {record.id!r} a second time", "give each row its own", line, "warning")
    seen.add(hash(record.id))
    yield record


def _filled(source: SourceFile, names: list[str], cells: list[str]) -> dict[str, object]:
    """The cells that hold a value."""
    missing = source.settings.na
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell.strip() not in missing}


def _id(source: SourceFile, values: Values, row: int) -> str:
    own = one_line(values["id"][0]) if values.get("id") else None
    return row_id(source.key, own, row)


def _delimiter(header: str) -> str:
    """The delimiter that cuts the header into most columns."""
    def columns(delimiter: str) -> int:
        return len(next(csv.reader([header[:10_000]], delimiter=delimiter), []))

    return max(DELIMITERS, key=columns)
