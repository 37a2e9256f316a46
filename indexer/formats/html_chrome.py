"""What on a page is not the item it publishes: menus, banners, share buttons, footers; by element, role and class."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from indexer.formats.html_walk import NOT_SHOWN, words

Element = etree._Element

_ALWAYS = frozenset(("nav", "footer", "form", "search"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "alert", "alertdialog", "dialog",
                    "menu", "menubar", "toolbar", "tablist"))


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words in class names and ids; the first are never used for the item itself, the second sometimes.
_SURE = _names("""
    nav navbar navigation menu submenu megamenu topnav globalnav gnav breadcrumb breadcrumbs crumb crumbs
    topicpath pankuzu cookie cookies consent skip skiplink skipnav sns social share sharing addthis sharedaddy
    footer sitemap pagination pager pagetop backtotop newsletter subscribe login signin searchbox searchform
    langswitch noprint sronly visuallyhidden screenreader screenreadertext modal
""")
_LIKELY = _names("""
    header masthead bottom banner sidebar side aside related recommended advert advertisement ads promo widget
    toolbar tools tool print language languages lang search feedback comments comment tags taglist tagcloud
    rating disclaimer copyright utility share-links links
""")
_BREADCRUMB = frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs", "topicpath", "pankuzu", "bread"))
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SHORT = 300  # characters
_MOST_BREADCRUMBS = 20  # elements looked at that are named like one


def name_words(element: Element) -> frozenset[str]:
    """The words that class names and the id of an element are made of: ``shareDL__item`` has share, dl, item."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    if not names.strip():
        return frozenset()
    found = {part.lower() for part in _PART.findall(names)}
    found.update(name.lower() for name in re.split(r"[\s]+", re.sub(r"[-_]", "", names)) if name)
    return frozenset(found)


class Chrome:
    """Knows how much text and how many links each element of the page holds: nothing large is taken for chrome."""

    def __init__(self, body: Element) -> None:
        self._sizes = _sizes(body)
        self.whole = max(1, self._sizes[body].text)
        self.elements = len(self._sizes)

    def __call__(self, element: Element) -> bool:
        """Whether the element is no part of the item."""
        if not self._suspect(element):
            return False
        size = self._sizes.get(element, _NOTHING)
        if size.text > 0.4 * self.whole and not size.mostly_links:
            return False
        return not size.has_title

    def _suspect(self, element: Element) -> bool:
        if element.tag in _ALWAYS or (element.get("role") or "").lower() in _ROLES:
            return True
        if element.tag in ("header", "aside"):
            return element.tag == "aside" or self._thin(element)
        if element.tag in ("body", "main", "article", "html"):
            return False
        named = name_words(element)
        if named & _SURE:
            return True
        return bool(named & _LIKELY) and self._thin(element)

    def _thin(self, element: Element) -> bool:
        size = self._sizes.get(element, _NOTHING)
        return size.text < _SHORT or size.mostly_links


@dataclass(slots=True)
class _Size:
    """Characters below an element, those of them in links, and whether a heading of level 1 is among them."""

    text: int = 0
    linked: int = 0
    has_title: bool = False

    @property
    def mostly_links(self) -> bool:
        return self.linked > 0.5 * max(1, self.text)


_NOTHING = _Size()


def _sizes(body: Element) -> dict[Element, _Size]:
    """The size of every element below and including `body`, in one walk."""
    sizes: dict[Element, _Size] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        size = sizes.setdefault(element, _Size())
        if isinstance(element.tag, str):
            size.text += len((element.text or "").strip()) if element.tag not in NOT_SHOWN else 0
            if element.tag == "a":
                size.linked = size.text
            size.has_title = size.has_title or element.tag == "h1"
        above = element.getparent()
        if above is not None and element is not body:
            own = sizes.setdefault(above, _Size())
            own.text += size.text + len((element.tail or "").strip())
            own.linked += size.linked
            own.has_title = own.has_title or size.has_title
    return sizes


def breadcrumb_steps(body: Element) -> list[str]:
    """The path to the page as its breadcrumb prints it, outermost first; empty where there is none."""
    candidates = 0
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        label = (element.get("aria-label") or "").lower()
        if not (name_words(element) & _BREADCRUMB or "breadcrumb" in label):
            continue
        candidates += 1
        text = words(element)
        if candidates > _MOST_BREADCRUMBS:
            break
        if not text or len(text) > 1000:
            continue
        items = [words(item) for item in element.iter("li")] or re.split(r"\s*[>»›/|→]\s*", text)
        return list(filter(None, (step.strip(" >»›/|→") for step in items)))
    return []
