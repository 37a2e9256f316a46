"""What on a page is not the item it publishes: menus, banners, share buttons, footers. By element, role and class name."""

from __future__ import annotations

import re

from lxml import etree

from indexer.formats.html_walk import words

Element = etree._Element

_ALWAYS = frozenset(("nav", "footer", "form", "search"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "alert", "alertdialog", "dialog",
                    "menu", "menubar", "toolbar", "tablist"))
# Words in class names and ids; the first are never used for the item itself, the second sometimes.
_SURE = frozenset(["nav", "navbar", "navigation", "menu", "submenu", "megamenu", "topnav", "globalnav", "gnav", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "topicpath", "pankuzu", "cookie", "cookies", "consent", "skip", "skiplink", "skipnav", "sns", "social", "share", "sharing", "addthis", "sharedaddy", "footer", "sitemap", "pagination", "pager", "pagetop", "backtotop", "newsletter", "subscribe", "login", "signin", "searchbox", "searchform", "langswitch", "noprint", "sronly", "visuallyhidden", "screenreader", "screenreadertext", "modal"])
_LIKELY = frozenset(["header", "masthead", "banner", "sidebar", "side", "aside", "related", "recommended", "advert", "advertisement", "ads", "promo", "widget", "toolbar", "tools", "tool", "print", "language", "languages", "lang", "search", "feedback", "comments", "comment", "tags", "taglist", "tagcloud", "rating", "disclaimer", "copyright", "utility", "share-links", "links"])
_BREADCRUMB = frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs", "topicpath", "pankuzu", "bread"))
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SHORT = 300  # characters


def name_words(element: Element) -> frozenset[str]:
    """The words that class names and the id of an element are made of: ``shareDL__item`` has share, dl, item."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    if not names.strip():
        return frozenset()
    found = {part.lower() for part in _PART.findall(names)}
    found.update(name.lower() for name in re.split(r"[\s]+", re.sub(r"[-_]", "", names)) if name)
    return frozenset(found)


class Chrome:
    """Knows the page's size, so that nothing large is taken for chrome."""

    def __init__(self, body: Element) -> None:
        self._whole = max(1, len(words(body)))

    def __call__(self, element: Element) -> bool:
        """Whether the element is no part of the item."""
        if not self._suspect(element):
            return False
        text = words(element)
        if len(text) > 0.4 * self._whole and not self._mostly_links(element, text):
            return False
        return next(element.iter("h1"), None) is None

    def _suspect(self, element: Element) -> bool:
        if element.tag in _ALWAYS or (element.get("role") or "").lower() in _ROLES:
            return True
        if element.tag in ("header", "aside"):
            return self._thin(element)
        if element.tag in ("body", "main", "article", "html"):
            return False
        named = name_words(element)
        if named & _SURE:
            return True
        return bool(named & _LIKELY) and self._thin(element)

    def _thin(self, element: Element) -> bool:
        text = words(element)
        return element.tag == "aside" or len(text) < _SHORT or self._mostly_links(element, text)

    def _mostly_links(self, element: Element, text: str) -> bool:
        linked = sum(len(words(link)) for link in element.iter("a"))
        return linked > 0.5 * max(1, len(text))


def breadcrumb_of(body: Element) -> str | None:
    """The path to the page as its breadcrumb prints it, steps joined by `` > ``; None where there is none."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        label = (element.get("aria-label") or "").lower()
        if not (name_words(element) & _BREADCRUMB or "breadcrumb" in label):
            continue
        text = words(element)
        if not text or len(text) > 1000:
            continue
        items = [words(item) for item in element.iter("li")] or re.split(r"\s*[>»›/|→]\s*", text)
        return " > ".join(step.strip(" >»›/|→") for step in items if step.strip(" >»›/|→")) or None
    return None
