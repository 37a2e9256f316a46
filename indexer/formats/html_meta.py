"""What an HTML page says of itself in its head: title, meta elements, Open Graph, JSON-LD, canonical link, language."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from indexer.formats.cleaning import one_line
from indexer.formats.html_chrome import name_words
from indexer.formats.html_trim import same_words
from indexer.formats.html_walk import words
from indexer.formats.pieces import Piece
from indexer.formats.settings import FolderSettings
from indexer.formats.values import Members, members_of
from indexer.marks import is_dateline

Element = etree._Element

# Under our names, best first. https://ogp.me, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
_META = {
    "published": (
        "article:published_time",
        "datepublished",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "citation_publication_date",
        "publication_date",
        "publish_date",
        "pubdate",
        "date",
        "dcterms.created",
        "sailthru.date",
        "parsely-pub-date",
    ),
    "publisher": ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name"),
    "language": ("dcterms.language", "dc.language", "content-language", "og:locale"),
    "source_url": ("og:url",),
    "kind": ("dcterms.type", "dc.type"),
}
_ARTICLES = frozenset(("article", "newsarticle", "report", "governmentservice", "webpage", "blogposting", "speech",
                       "event", "pressrelease", "creativework", "analysisnewsarticle", "statement"))
_SITE = re.compile(r"\s+(?:\||-|–|—|::|»|:|--)\s+")
_PARTS = re.compile(r"\s*(?:--|\||–|—)\s*")
_OPENING = 15  # pieces among which a title is looked for
_SHORTEST_TITLE = 8  # characters of a title that another text can be said to repeat
_LONGEST_TITLE = 300  # characters
_TITLE_WORDS = 4
_MOST_WORDS = 0.6  # of two titles' words together, from which on they are one in other words
_ABSOLUTE = re.compile(r"https?://\S+$")


def metadata(page: Element, settings: FolderSettings) -> tuple[dict[str, tuple[str, ...]], Members]:
    """What the head says under our names, and a choice of the other meta elements by their own.

    A folder's mapping names meta elements, or elements of the page by class or id: ``.location``, ``#date``.
    """
    meta = _meta_elements(page)
    linked = _linked_data(page)
    values: dict[str, tuple[str, ...]] = {}
    for ours, names in _META.items():
        found = next((meta[name] for name in names if meta.get(name)), None)
        if found:
            values[ours] = found[:1]
    for ours, name in (("published", "datepublished"), ("publisher", "publisher"), ("language", "inlanguage"),
                       ("event_date", "startdate"), ("place", "location")):
        if found := linked.get(name):
            values.setdefault(ours, found[:1])
    values |= _from_elements(page)
    for ours, names in settings.fields:
        found = next((value for name in names if (value := _mapped(page, meta, name))), None)
        if found and ours != "text":
            values[ours] = found
    rest = {name: each for name, each in meta.items() if name in ("description", "keywords", "author", "og:type")}
    return values, rest


def _mapped(page: Element, meta: Members, name: str) -> tuple[str, ...]:
    if name[:1] not in (".", "#"):
        return meta.get(name.lower(), ())
    return tuple(filter(None, map(words, elements_named(page, name)[:20])))


def elements_named(page: Element, name: str) -> list[Element]:
    """The elements of a class (``.name``) or id (``#name``), in page order."""
    if name[:1] == "#":
        return [element for element in page.iter() if element.get("id") == name[1:]]
    return [element for element in page.iter() if name[1:] in (element.get("class") or "").split()]


def _from_elements(page: Element) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    language = page.get("lang") or page.get("xml:lang")
    if language and language.strip():
        values["language"] = (language.strip(),)
    for link in page.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and _ABSOLUTE.match(link.get("href") or ""):
            values["source_url"] = (link.get("href") or "",)
            break
    return values


def _meta_elements(page: Element) -> Members:
    found: Members = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            key = name.strip().lower()
            found[key] = (*found.get(key, ()), content)
    return found


def _linked_data(page: Element) -> Members:
    """Members of the first JSON-LD object that describes the item, by name in small letters."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 500_000:
            continue
        try:
            loaded = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        for item in _objects(loaded):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower() in _ARTICLES for name in names):
                return {name.lower(): each for name, each in members_of(item).items()}
    return {}


def _objects(loaded: object) -> Iterator[Mapping[str, object]]:
    for item in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (each for each in graph if isinstance(each, dict)) if isinstance(graph, list) else ()


def title_of(page: Element, pieces: Sequence[Piece]) -> str | None:
    """The item's title, from the page's head and the pieces of its text.

    The heading, or else the short line at the beginning, that the head's own title repeats; else the only heading of
    level 1; else Open Graph's title; else the head's title without the name of the site.
    """
    meta = _meta_elements(page)
    heads = [title for title in (meta.get("og:title", ("",))[0], _head_title(page)) if title]
    whole = " ".join(map(same_words, heads))
    own = [key for key in (same_words(_SITE.split(title)[0]) for title in heads) if len(key) > _SHORTEST_TITLE]
    short = [one_line(piece.text) for piece in pieces[:_OPENING]
             if len(piece.text) <= _LONGEST_TITLE and not piece.link and not piece.text.startswith("[")]
    headings = [one_line(piece.text) for piece in pieces if piece.kind == "heading"]
    for lines in (headings, short):
        repeated = [text for text in lines if len(same_words(text)) > _SHORTEST_TITLE and same_words(text) in whole]
        repeated = repeated or [text for text in lines if any(same_words(text).startswith(key) for key in own)]
        if repeated:
            best = _with_line_above(max(repeated, key=len), [*headings, *short], whole)
            return (is_dateline(best) and _undated(heads[-1], short)) or best
    if near := _nearly([*headings[:_OPENING], *short], heads):
        return near
    first = [one_line(piece.text) for piece in pieces if piece.kind == "heading" and piece.level == 1]
    if len(first) == 1:
        return first[0]
    typed = [one_line(piece.text) for piece in pieces[:_OPENING] if piece.kind == "heading"]
    if typed and next(page.iter("pre"), None) is not None and not meta.get("og:title"):
        return typed[0]  # a typescript's own; the head's is that of the series
    if not heads:
        return typed[0] if len(typed) == 1 else None
    if len(typed) == 1 and len(typed[0].split()) >= _TITLE_WORDS:
        return typed[0]  # the head's own says in other words what the page's only heading is the title of
    return heads[0] if meta.get("og:title") else _SITE.split(heads[-1])[0]


_BANNERS = frozenset(("header", "banner", "masthead", "hdr", "top", "logo", "footer", "brand"))
_MOST_BANNERS = 6
_ABOVE = 200  # elements among which a banner is looked for
_BANNER = 160  # characters of a banner's line


def site_words(page: Element) -> str:
    """What tells whose page it is: the end of its head's title, and the short lines of its banner and footer."""
    parts = _SITE.split(_head_title(page))[1:]
    for element in (*itertools.islice(page.iter(), _ABOVE), *page.iter("footer")):
        if len(parts) > _MOST_BANNERS:
            break
        if isinstance(element.tag, str) and (element.tag in ("header", "footer") or name_words(element) & _BANNERS):
            text = one_line(words(element))
            parts += [text[:_BANNER]] if text else []
    return " | ".join(parts)


def _with_line_above(title: str, lines: Sequence[str], whole: str) -> str:
    """A title's second line (`by the Secretary General`) with the first one, which the head's title repeats as well."""
    if not title[:1].islower():
        return title
    both = (f"{line} {title}" for line in lines if same_words(f"{line} {title}") in whole)
    return next(both, title)


def _nearly(lines: Sequence[str], titles: Sequence[str]) -> str | None:
    """The line that says most words of a title in the page's head: `Toward Better Rules: Some Lessons`."""
    for wanted in (_word_set(part) for title in titles for part in (title, *_PARTS.split(title))):
        shares = [(len(wanted & said) / len(wanted | said), line) for line in lines if (said := _word_set(line))]
        share, line = max(shares, default=(0.0, ""), key=lambda each: each[0])
        if share >= _MOST_WORDS and len(wanted) >= _TITLE_WORDS:
            return line
    return None


def _word_set(text: str) -> frozenset[str]:
    return frozenset(word for word in same_words(text).split() if len(word) > 2)


def _undated(title: str, lines: Sequence[str]) -> str | None:
    """What `Bank: Speech, Name -- What it is about -- May 5, 2003` is about, as a line of the page has it."""
    parts = [part for part in _PARTS.split(title) if not is_dateline(part)]
    best = max(parts[1:], key=len, default=None)
    if not best:
        return None
    return next((line for line in lines if same_words(line).startswith(same_words(best))), best)


def _head_title(page: Element) -> str:
    element = next(page.iter("title"), None)
    return words(element) if element is not None else ""

