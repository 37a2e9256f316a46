"""The conference or occasion around a meeting: `event_of`."""

from __future__ import annotations

import re
from functools import cache

from indexer.knowledge.folder import data_folder, read_toml
from indexer.knowledge.gazetteer import fold
from indexer.model import Record
from indexer.understanding.language.caseless import Caseless
from indexer.understanding.language.word_patterns import alternation
from indexer.understanding.layout import Layout

REACH = 900  # characters of the lead in which an event is looked for

_WORD = r"(?:[^\W\d_a-z][\w’'./+-]*|\d+(?:st|nd|rd|th)|\d{4})"
_NAME = (rf"(?:the\s+)?(?P<name>{_WORD}"
         rf"(?:\s+(?:(?:of|the|for|on|and|in|to|session|at)\s+){{0,3}}(?:\([^()]{{2,20}}\)|{_WORD})){{0,14}})")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    words = _table("words")
    ahead = re.compile(rf"\b(?i:{alternation(words['ahead'])})\s+{_NAME}")
    nouns = re.compile(rf"\b(?:{alternation(words['nouns'])})\b")
    return ahead, nouns, frozenset(fold(word) for word in words["not_events"])


@cache
def _may_begin() -> Caseless:
    """What stands before an event's name, which is quicker to look for than the name."""
    return Caseless(rf"\b(?:{alternation(_table('words')['ahead'])})\s")


def _table(name: str) -> dict[str, list[str]]:
    found = read_toml(data_folder() / "lexicon" / "events.toml").get(name)
    return {key: [str(each) for each in listed] for key, listed in found.items()} if isinstance(found, dict) else {}


@cache
def _series() -> dict[str, str]:
    return {fold(form): short for short, forms in _table("series").items() for form in (short, *forms)}


@cache
def _known() -> re.Pattern[str]:
    forms = {form for short, listed in _table("series").items() for form in (short, *listed)}
    return re.compile(rf"(?<!\w)(?:{alternation(forms)})(?!\w)(?:\s+(?P<number>\d{{1,2}}|[IVX]{{1,5}})\b)?")


def event_of(record: Record, layout: Layout) -> str | None:
    """The event's short name with its year (`APEC Economic Leaders' Meeting 2016`), as given or as the lead names it.

    None where the source names none; the meeting's own name and the visit around it are no events.
    """
    if record.given.event:
        return record.given.event
    lead = (layout.lead[0].text if layout.lead else "")[:REACH].replace("’", "'")
    lead = re.split(r"(?<=[a-z)]{2}\.)\s+(?=[A-Z])", lead, maxsplit=1)[0]
    title = (layout.title.text if layout.title else record.given.title or "").replace("’", "'")
    for text in (lead, title):
        if name := _around(text):
            return name
    return None


def _around(text: str) -> str | None:
    ahead, nouns, excluded = _patterns()
    for match in ahead.finditer(text) if _may_begin().in_text(text) else ():
        name = match["name"].strip()
        known = _known().search(name)
        if known:
            return _short(known, name, text[match.end():match.end() + 12])
        last = next(iter([*nouns.finditer(name)][-1:]), None)
        if last is None or len(name.split()) < 2 or _is_any(name[:last.end()], excluded):
            continue
        year = re.match(r"\s+(?:19|20)\d\d\b", name[last.end():])
        return name[:last.end()] + (year[0] if year else "")
    return None


def _is_any(name: str, excluded: frozenset[str]) -> bool:
    """True for what is no event's own name: `Bilateral Meeting`, `A Teacher Town Hall Meeting`, `Press Conference`."""
    words = fold(name).split()
    return fold(name) in excluded or words[0] in ("a", "an") or all(word in excluded for word in words)


def _short(known: re.Match[str], name: str, after: str) -> str:
    printed = re.sub(r"\s+(?:\d{1,2}|[IVX]+)$", "", known[0]) if known["number"] else known[0]
    series = _series().get(fold(printed), printed)
    if known["number"]:
        return f"{series} {known['number']}"
    session = re.search(r"(\d+(?:st|nd|rd|th))\s+[Ss]ession", name)
    if session:
        return f"{session[1]} session of the {series}"
    year = re.search(r"\b(?:19|20)\d\d\b", name) or re.match(r"\s+((?:19|20)\d\d)\b", after)
    return f"{series} {year[0].strip()}" if year else series
