"""HTML pages and fragments: the item's own words and structure, without what surrounds it on the page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from indexer.formats.cleaning import one_line, plain
from indexer.formats.fields import given_from
from indexer.formats.html_chrome import Chrome, breadcrumb_steps
from indexer.formats.html_labels import labelled_values
from indexer.formats.html_main import extracted_paragraphs, main_element
from indexer.formats.html_meta import elements_named, metadata, site_words, title_of
from indexer.formats.html_trim import same_words, trimmed
from indexer.formats.html_walk import Walker
from indexer.formats.long_tags import without_crowds
from indexer.formats.opening import decoded
from indexer.formats.paragraphs import rejoined
from indexer.formats.pieces import Piece, make_record
from indexer.formats.sources import SourceFile
from indexer.model import Problem, Record

Element = etree._Element
_TAGS = re.compile(r"</?(?:p|div|br|h[1-6]|[uo]l|li|span|table|tr|td|strong|em|b|i|a|blockquote|section|article|figure)"
                   r"(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_MOST_ELEMENTS = 20_000  # of a page that the main-text extractor is asked about: its time grows faster than the page
_LEAST_TEXT = 400  # characters below which there is nothing to find
_INLINE = re.compile(r"</?(?:font|b|i|u|em|strong|span|small|big|center)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


def looks_like_html(text: str) -> bool:
    """Whether a value holds HTML tags rather than plain words."""
    return "<" in text and _TAGS.search(text) is not None


def read_html(source: SourceFile, data: bytes) -> Iterator[Record | Problem]:
    """The one record of a page."""
    text, problems = decoded(source, data)
    yield from problems
    page, cut = _parsed(text)
    if page is None:
        yield Problem(source.path, "no HTML elements in it", "check that the page was saved whole")
        return
    if cut:
        yield Problem(
            source.path,
            "elements nested too deep; the page is read as far as that",
            "check how the page was saved",
            severity="warning",
        )
    values, others = metadata(page, source.settings)
    pieces, found = _item(page, text, source.settings.names_for("text"))
    values = {**found, **values}
    extra = {name: "; ".join(each) for name, each in others.items()}
    given = given_from(values, source, {"site": site_words(page), **extra})
    record = make_record(source, pieces, given, format_name="html", data=data)
    yield record or Problem(
        source.path, "a page without words, or of links only", "check that the page was saved whole", severity="empty"
    )


def _item(page: Element, text: str, named: tuple[str, ...]) -> tuple[list[Piece], dict[str, tuple[str, ...]]]:
    """The pieces of the item on a page, and the fields that its title and its head's lines give.

    `named`: classes or ids that the folder names as those of the text.
    """
    body = _body(page)
    chosen = (element for name in named for element in elements_named(body, name))
    main = next(chosen, None) if named else None
    main = main_element(body) if main is None else main
    chrome = Chrome(body)
    asked = (
        main is None and body.find(".//pre") is None and chrome.elements < _MOST_ELEMENTS and chrome.whole > _LEAST_TEXT
    )
    guide = extracted_paragraphs(text) if asked else None
    part = body if main is None else main
    steps = breadcrumb_steps(body)
    pieces = list(rejoined_pieces(Walker(chrome, lines=True).pieces(part)))
    title = title_of(page, pieces)
    pieces = trimmed(pieces, title, guide)
    path = " > ".join(step for step in steps if same_words(step) != same_words(title or ""))
    return pieces, {**labelled_values(part, pieces, title), "title": (title or "",), "breadcrumb": (path,)}


def fragment_pieces(text: str, line: int = 0) -> Iterator[Piece]:
    """The pieces of HTML that is a value in another format; `line` is where it begins there, 0 where unknown."""
    page, _ = _parsed(f"<div>{text}</div>")
    if page is not None:
        yield from rejoined_pieces(Walker(lambda _: False, offset=line - 1, lines=line > 0).pieces(_body(page)))


def rejoined_pieces(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; where each line of a scanned sheet is a paragraph, the paragraphs that the lines make."""
    for kind, group in itertools.groupby(pieces, key=lambda piece: piece.kind):
        run = [piece for piece in group if piece.text.strip()]
        joined = rejoined([one_line(piece.text) for piece in run]) if kind == "paragraph" and len(run) > 11 else None
        if joined is None:
            yield from run
        else:
            yield from (replace(run[first], text=text) for first, text in joined)


def _body(page: Element) -> Element:
    body = page.find("body")
    return page if body is None else body


def _parsed(text: str) -> tuple[Element | None, bool]:
    """The page's tree, None where it holds no element; and whether it is nested too deep to be read to its end."""
    text = without_crowds(_DECLARATION.sub("", plain(text), count=1))
    page, cut = _tree(text)
    return _tree(_INLINE.sub("", text)) if cut else (page, cut)  # old pages never close such tags


def _tree(text: str) -> tuple[Element | None, bool]:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    return page, "Excessive depth" in str(parser.error_log)
