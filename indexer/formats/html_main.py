"""Which part of a page holds the item, and what a main-text extractor takes for it."""

from __future__ import annotations

import logging

from lxml import etree

from indexer.formats.html_trim import same_words
from indexer.formats.html_walk import words

Element = etree._Element

_ENOUGH = 0.3  # share of the page's words that its main element must hold to be believed
log = logging.getLogger(__name__)
logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its warnings are no news to a user


def main_element(body: Element) -> Element | None:
    """The one <main>, or the one <article>, that holds enough of the page; None where the page names none."""
    whole = max(1, len(words(body)))
    for path in (".//main|.//*[@role='main']", ".//article|.//*[@itemprop='articleBody']"):
        found = body.xpath(path)
        parts: list[Element] = found if isinstance(found, list) else []  # type: ignore[assignment]
        outermost = [part for part in parts if not any(above in parts for above in part.iterancestors())]
        if len(outermost) == 1 and len(words(outermost[0])) > _ENOUGH * whole:
            return _with_title(outermost[0], body)
    return None


_ABOVE = 600  # characters that may stand around the main element beside its title


def _with_title(main: Element, body: Element) -> Element:
    """The element, or the one around it that has the page's one title as well, with the day and place below that."""
    titles = list(body.iter("h1"))
    if len(titles) != 1 or main in titles[0].iterancestors():
        return main
    around = next((each for each in main.iterancestors() if each in titles[0].iterancestors()), None)
    small = around is not None and len(words(around)) <= len(words(main)) + _ABOVE
    return around if around is not None and small else main


def extracted_paragraphs(page: str) -> frozenset[str] | None:
    """The paragraphs that trafilatura takes for the main text, as `same_words`; None where it finds none.

    Its text loses the numbers of lists, so the item is read from the page itself: this only says where it begins.
    """
    import trafilatura  # here: it takes as long to import as a hundred records of other formats to read

    try:
        text = trafilatura.extract(
            page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
    except Exception:  # of any kind, from deep in the extractor: without it the page is read whole
        log.debug("the main-text extractor failed", exc_info=True)
        return None
    found = frozenset(filter(None, map(same_words, (text or "").splitlines())))
    return found or None
