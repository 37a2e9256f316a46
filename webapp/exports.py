"""Result lists to take away: CSV that opens right in spreadsheets, and Atom."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr  # nosec B406 # writes XML, reads none

from indexer import Hit, SearchResponse, Wording
from webapp import links
from webapp.presenters.results import date_view, place_line, title_of
from webapp.rendering import plain, safe_url
from webapp.search_state import SearchState
from webapp.told import in_words

HEADER = ("query", "filters", "permalink", "record", "section", "title", "heading", "date", "date_precision", "place",
          "speakers", "topics", "acts", "publisher", "kind", "source_url", "hits", "snippet", "text")
MOST_IN_CELL = 32_767  # characters; spreadsheets hold no more
MOST_IN_FILE = 8_000_000  # characters; rows end there, and the last says so
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for the machine's own encoding
# Spreadsheets of East Asia take the wide signs for the narrow ones. Within a cell, a quotation mark may open the next.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_BLANK = " \u00a0\u200b\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_BLANK}\s\"]*[{_SIGNS}]")
_INSIDE, _INSIDE_PARTED_BY_SEMICOLONS = (
    re.compile(rf"([{ends}][{_BLANK}\"]{{0,8}})(?=[{_SIGNS}])") for ends in (r";\t\r\n", r",;\t\r\n"))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], *, comma: bool = False) -> str:
    """RFC 4180, UTF-8 with a mark, no cell that a spreadsheet would run as a formula.

    A long cell is cut, and rows end where the file is MOST_IN_FILE characters long; the last row then says so.
    With `comma`, as spreadsheets read it where the decimal sign is a comma: cells parted by semicolons.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", delimiter=";" if comma else ",")
    writer.writerow(header)
    for row in rows:
        if out.tell() > MOST_IN_FILE:
            note = "further rows are left out: the file is as long as one may be; narrow the query"
            writer.writerow([note, *[""] * (len(header) - 1)])
            break
        writer.writerow([cell(value, comma=comma) for value in row])
    return BOM + out.getvalue()


def notes(limits: Iterable[Wording], columns: int) -> list[tuple[object, ...]]:
    """A row for each thing that ran out before all rows were there, in the reader's language."""
    return [(in_words(limit), *[""] * (columns - 1)) for limit in limits]


def cell(value: object, *, comma: bool = False) -> str:
    """The value as text; an apostrophe before what a spreadsheet takes for a formula (OWASP, CSV injection).

    Also inside it, after what another spreadsheet than the one meant takes for the end of a cell or of a row.
    """
    text = "" if value is None else str(value).replace("\x00", "")
    if isinstance(value, (int, float)):
        return text.replace(".", ",") if comma else text
    if len(text) > MOST_IN_CELL:
        text = f"{text[:MOST_IN_CELL - 2]}…"
    text = (_INSIDE_PARTED_BY_SEMICOLONS if comma else _INSIDE).sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def filters_line(state: SearchState) -> str:
    """What narrows a list, for a cell: `speaker: Shinzo Abe; from: 2016`."""
    dates = (("from", state.date_from), ("to", state.date_to))
    parts = [f"{name}: {value}" for name, values in state.filters for value in values]
    parts += [f"{name}: {value}" for name, value in dates if value]
    return "; ".join([*parts, *(["said: 1"] if state.said else [])])


def hit_rows(hits: Iterable[Hit], state: SearchState) -> Iterator[tuple[object, ...]]:
    """One row a section, with the query, the filters and the section's permanent address in each."""
    narrowed = filters_line(state)
    for hit in hits:
        found = hit.document
        yield (state.text, narrowed, links.absolute(links.section_url(found)), found.record_id, links.key_of(found.id),
               found.title, found.heading, found.date, found.date_precision, place_line(found),
               "; ".join(found.speakers), "; ".join(found.topics), "; ".join(found.acts), found.publisher, found.kind,
               safe_url(found.source_url), hit.matches, hit.snippet.text, found.text)


def atom(response: SearchResponse, *, title: str, self_path: str, page_path: str, written: str) -> str:
    """The list as an Atom feed (RFC 4287). An entry is as old as its statement; one without a date, as the index."""
    self_url, page_url = links.absolute(self_path), links.absolute(page_path)
    entries = "".join(_entry(hit, written) for hit in response.hits)
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<title>{_xml(title)}</title>\n<id>{_xml(links.identifier(self_path))}</id>\n<updated>{_xml(written)}</updated>\n"
            f'<link rel="self" type="application/atom+xml" href={_attribute(self_url)}/>\n'
            f'<link rel="alternate" type="text/html" href={_attribute(page_url)}/>\n'
            f"<author><name>On Record</name></author>\n{entries}</feed>\n")


def _entry(hit: Hit, written: str) -> str:
    found = hit.document
    date = date_view(found)
    heading = " – ".join(part for part in (title_of(found), plain(found.heading)) if part)
    path = links.section_url(found)
    address = links.absolute(path)
    parts = (date.text if date else "", place_line(found), ", ".join(found.speakers))
    line = " · ".join(part for part in parts if part)
    updated = f"{found.date_first.isoformat()}T00:00:00Z" if found.date_first else written
    return (f"<entry>\n<title>{_xml(heading)}</title>\n<id>{_xml(links.identifier(path))}</id>\n"
            f"<updated>{_xml(updated)}</updated>\n"
            + "".join(f"<author><name>{_xml(name)}</name></author>\n" for name in found.speakers)
            + f'<link rel="alternate" type="text/html" href={_attribute(address)}/>\n'
            + "".join(f"<category term={_attribute(topic)}/>\n" for topic in found.topics)
            + f"<summary>{_xml(line)}\n{_xml(hit.snippet.text)}</summary>\n</entry>\n")


def _xml(text: str) -> str:
    return escape("".join(c for c in plain(text) if c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"))


def _attribute(text: str) -> str:
    return quoteattr("".join(c for c in plain(text) if c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"))
