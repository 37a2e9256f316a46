"""A source file to records: its format found, then the format's own reader."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from indexer.formats.bounds import bounded
from indexer.formats.csv import read_csv
from indexer.formats.decoding import NotTextError
from indexer.formats.detect import HEAD, format_of
from indexer.formats.html import read_html
from indexer.formats.json import read_json, read_jsonl
from indexer.formats.kept import IsKept, none_is_kept
from indexer.formats.limits import Limits
from indexer.formats.markdown import read_markdown
from indexer.formats.opening import cannot_open, not_text, whole
from indexer.formats.sources import SourceFile
from indexer.formats.text import read_text
from indexer.formats.xml import read_xml
from indexer.model import Problem, Record

log = logging.getLogger(__name__)

WholeReader = Callable[[SourceFile, bytes], Iterator[Record | Problem]]
RowReader = Callable[[SourceFile, Limits, IsKept], Iterator[Record | Problem]]

_WHOLE: dict[str, WholeReader] = {"text": read_text, "markdown": read_markdown, "html": read_html, "json": read_json,
                                  "xml": read_xml}
_ROWS: dict[str, RowReader] = {"jsonl": read_jsonl, "csv": read_csv}


def read_records(source: SourceFile, *, limits: Limits = Limits(),  # noqa: B008
                 is_kept: IsKept = none_is_kept) -> Iterator[Record | Problem]:
    """The file's records in order, and a Problem for whatever is left out. Never raises for what the file holds.

    A row of a table, list or JSONL file that holds no text is a record without text, and a Problem.
    Rows of tables and JSONL that are kept, as `is_kept` says, are passed over.
    Of many problems the first are named one by one, as `limits` says, and the others counted.
    """
    problems = 0
    for each in _bounded(source, limits, is_kept):
        if isinstance(each, Problem):
            problems += 1
            if problems > limits.max_problems:
                continue
        yield each
    if problems > limits.max_problems:
        yield Problem(source.path, f"{problems - limits.max_problems:,} more problems", "mend those above first",
                      severity="warning")


def _bounded(source: SourceFile, limits: Limits, is_kept: IsKept) -> Iterator[Record | Problem]:
    for each in _read(source, limits, is_kept):
        if isinstance(each, Problem):
            yield each
        else:
            yield from bounded(each)


def _read(source: SourceFile, limits: Limits, is_kept: IsKept) -> Iterator[Record | Problem]:
    try:
        with source.path.open("rb") as file:
            head = file.read(HEAD)
            if not head.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
                yield Problem(source.path, "empty file", "leave it out, or fetch it again", severity="empty")
                return
            name = format_of(source, head)
            log.debug("%s: read as %s", source.path, name)
            data = b"" if name in _ROWS else whole(source, head, file, limits)
        if name in _ROWS:
            yield from _ROWS[name](source, limits, is_kept)
        elif isinstance(data, Problem):
            yield data
        else:
            yield from _WHOLE[name](source, data)
    except NotTextError as error:
        yield not_text(source, error)
    except OSError as error:
        yield cannot_open(source, error)
    except RecursionError:
        yield Problem(source.path, "nested too deep to be read", "split the file")
