"""Parliamentary debates in the XML of mySociety's parlparse (https://parser.theyworkforyou.com/parliament.html).

A file is a chamber's day. Headings stand before the speeches they cover, as siblings; the smallest heading with its
speeches is a record here: a question with its answers, a written statement, a debate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from indexer.formats.cleaning import one_line
from indexer.formats.fields import given_from
from indexer.formats.html_walk import Walker, words
from indexer.formats.ids import slug
from indexer.formats.pieces import Piece, make_record
from indexer.formats.sources import SourceFile
from indexer.formats.xml_tree import Element, local_name
from indexer.model import Problem, Record

# An oral heading ends with the question time that it opens, which no element closes: the next major one replaces it.
_LEVELS = {"oral-heading": 1, "major-heading": 1, "minor-heading": 2}
_SPOKEN = frozenset(("speech", "ques", "reply"))
_ID = re.compile(r"uk\.org\.publicwhip/(\w+)/(\d{4}-\d\d-\d\d)([a-z]*\..*)$")
_KINDS = {"debate": "debate", "lords": "debate", "westminhall": "debate", "standing": "debate",
          "wms": "written statement", "lordswms": "written statement", "wrans": "written answer",
          "lordswrans": "written answer"}
_VOTES = {"aye": "Ayes", "no": "Noes", "content": "Contents", "notcontent": "Not-Contents"}


@dataclass(slots=True)
class _Item:
    """A heading's speeches, with the headings above it (level, text)."""

    headings: list[tuple[int, str]]
    elements: list[Element] = field(default_factory=list)


def read_publicwhip(source: SourceFile, root: Element, data: bytes) -> Iterator[Record | Problem]:
    """A record for each smallest heading that has speeches."""
    if root.get("latest") == "no":
        yield Problem(source.path, 'an edition that a later one replaces (latest="no")', "keep only the latest",
                      severity="empty")
        return
    found = False
    for item in _items(root):
        record = _record(source, item, found)
        if record is not None:
            found = True
            yield record
    if not found:
        yield Problem(source.path, f"no speeches in it ({len(data):,} bytes)", "leave it out", severity="empty")


def _items(root: Element) -> Iterator[_Item]:
    item = _Item([])
    for element in root:
        name = local_name(element)
        if name in _LEVELS:
            if item.elements:
                yield item
            level = _LEVELS[name]
            above = [heading for heading in item.headings if heading[0] < level]
            item = _Item([*above, (level, words(element))])
        elif name in _SPOKEN or name == "division":
            item.elements.append(element)
    if item.elements:
        yield item


def _record(source: SourceFile, item: _Item, later: bool) -> Record | None:
    first = item.elements[0]
    known = _ID.match(first.get("id") or "")
    titles = [text for _, text in item.headings if text]
    values: dict[str, tuple[str, ...]] = {
        "title": tuple(titles[-1:]),
        "breadcrumb": (" > ".join(titles[:-1]),) if len(titles) > 1 else (),
        "source_url": tuple(filter(None, [first.get("url")])),
        "participants": tuple(_offices(item.elements)),
    }
    if known:
        values |= {"event_date": (known[2],), "language": ("en",), "country": ("GB",), "publisher": ("UK Parliament",)}
        if known[1] in _KINDS:
            values["kind"] = (_KINDS[known[1]],)
    line = first.sourceline if isinstance(first.sourceline, int) else 0
    number = f"{known[1]}-{known[2]}{known[3]}" if known else f"{source.key}-{line}" if later else source.key
    data = b"".join(etree.tostring(element, encoding="utf-8") for element in item.elements)
    return make_record(source, _pieces(item), given_from(values, source), format_name="publicwhip", data=data,
                       record_id=slug(number), line=line)


def _offices(elements: Iterable[Element]) -> Iterator[str]:
    """Speakers whose office the file names, each once: ``Jane Doe, The Minister of State``."""
    seen: set[str] = set()
    for element in elements:
        name, office = element.get("speakername"), element.get("speakeroffice")
        if name and office and name not in seen:
            seen.add(name)
            yield f"{one_line(name)}, {one_line(office)}"


def _pieces(item: _Item) -> Iterator[Piece]:
    if item.headings and item.headings[-1][1]:
        yield Piece("heading", item.headings[-1][1], level=1, line=0)
    for element in item.elements:
        if local_name(element) == "division":
            yield from _division(element)
            continue
        speaker = None if element.get("nospeaker") == "true" else element.get("speakername")
        for piece in Walker(lambda _: False, lines=True).pieces(element):
            yield Piece(piece.kind, piece.text, piece.level, piece.strong, speaker, piece.line)


def _division(element: Element) -> Iterator[Piece]:
    """A vote, as it is printed: its number, the counts, and who voted how."""
    count = next((child for child in element if local_name(child) == "divisioncount"), None)
    line = element.sourceline if isinstance(element.sourceline, int) else 0
    counted = [] if count is None else [(vote, count.get(vote)) for vote in ("ayes", "noes", "content", "notcontent")]
    counts = ", ".join(f"{_VOTES.get(vote, vote.capitalize())} {number}" for vote, number in counted if number)
    yield Piece("paragraph", f"Division No. {element.get('divnumber') or ''}: {counts}.", line=line)
    for names in element:
        voted = "; ".join(words(child) for child in names if local_name(child) in ("mpname", "lord"))
        if voted:
            vote = names.get("vote") or ""
            yield Piece("paragraph", f"{_VOTES.get(vote, vote)}: {voted}.", line=line)
