"""Lines that belong to the page and not to the statement: navigation, captions, notes, contents lists, repeats."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.marks import is_dateline, is_end_mark, is_rule, label_at, mark_at, marks_of
from indexer.model import Given
from indexer.patterns import PatternError, safe_pattern
from indexer.understanding.language.caseless import Caseless
from indexer.understanding.structure.units import Unit

MARK = 80  # characters; longer lines are no number of a page
LONGEST = 300  # characters; longer lines are words of the record
LISTED, MOST_LISTED = 3, 30  # headings of a list of which only the first need stand again, the page being cut
REPEATED_WORDS = 12  # a shorter paragraph can well be said twice


def drop(units: Sequence[Unit], given: Given) -> tuple[list[Unit], list[Unit]]:
    """What stays and what goes, both in page order.

    Gone are captions, end marks, rules, page numbers, whole lines that a pattern of
    `data/lexicon/boilerplate.toml` or of the folder's source.toml matches, and captions that repeat the title.
    """
    pattern, endings = _patterns(given.publisher or "", given.boilerplate, data_folder())
    kept: list[Unit] = []
    gone: list[Unit] = []
    closed = False
    last = max((at for at, unit in enumerate(units) if unit.words > 5 and unit.ends_sentence), default=len(units))
    for at, unit in enumerate(units):
        closed = closed or (at > last and unit.words < 10 and len(unit.text) <= LONGEST and endings.is_text(unit.text))
        (gone if closed or _is_furniture(unit, pattern) else kept).append(unit)
    kept, captions = _part_captions(kept, given.title)
    return kept, sorted(gone + captions, key=_by_start)


def _by_start(unit: Unit) -> int:
    return unit.start


def _is_furniture(unit: Unit, pattern: Caseless) -> bool:
    if unit.kind == "caption":
        return True
    text = unit.text
    if len(text) > LONGEST:
        return False
    # furniture is often laid out as a list
    return _is_short_furniture(text, pattern) if len(text) < MARK else pattern.is_text(text.lstrip(_BULLETS))


@functools.lru_cache(maxsize=8192)  # the furniture of a site is the same on each of its pages
def _is_short_furniture(text: str, pattern: Caseless) -> bool:
    return _is_mark(text) or pattern.is_text(text.lstrip(_BULLETS))


def _is_mark(text: str) -> bool:
    """True for an end mark, a rule, the number of a page."""
    return is_end_mark(text) or (not text.isalpha() and (is_rule(text) or _PAGE_NUMBER.fullmatch(text) is not None))


_BULLETS = "-–—•* "
_PAGE_NUMBER = re.compile(r"[-–— ]{0,3}(?:page\s?)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?[-–— ]{0,3}", re.IGNORECASE)
_CAPTION_END = re.compile(r"\s?(?<!\d)(?:\(?\d{1,2}\)?|\((?:photo|picture)[^()]{0,12}\))$", re.IGNORECASE)


def _part_captions(units: list[Unit], title: str | None) -> tuple[list[Unit], list[Unit]]:
    """Captions that repeat a line of the head with a digit at the end: ``Japan-India Summit Meeting 1``."""
    heads = {_folded(u.text) for u in units[:8] if u.words <= 40}
    if title:
        heads.add(_folded(title))
    kept: list[Unit] = []
    gone: list[Unit] = []
    for unit in units:
        ends = unit.text[-1] == ")" or unit.text[-1].isdecimal()
        found = _CAPTION_END.search(unit.text) if ends and unit.words <= 40 and unit.kind != "heading" else None
        is_caption = found is not None and _folded(re.sub(r"^\W+", "", unit.text[:found.start()])) in heads
        (gone if is_caption else kept).append(unit)
    return kept, gone


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text[:400].casefold()))


def contents_list(units: Sequence[Unit]) -> range:
    """Where a list of the record's own headings stands, its line ``Main topics:`` included; an empty range if nowhere.

    A run of two short lines or more, each of which comes again later in the same order.
    """
    keys = [_key(u) for u in units]
    later: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key:
            later[key] = at
    start = 0
    limit = min(len(units), 60)
    while start < limit:
        end = start
        reached = start
        while end < len(units) and keys[end] and later[keys[end]] > max(end, reached):
            reached = later[keys[end]]
            end += 1
        if end - start >= 2 and later[keys[start]] >= end:
            titled = start > 0 and _CONTENTS_TITLE.fullmatch(units[start - 1].text) is not None
            return range(start - 1, _listed_to(keys, start, end)) if titled else range(start, end)
        again = _again(units, keys, start)
        if again - start >= LISTED:
            return range(start, again)
        start = max(end, start + 1)
    return range(0)


def _again(units: Sequence[Unit], keys: Sequence[str], start: int) -> int:
    """Where the first of a list of headings stands again, above what it heads; `start` where it does not."""
    again = next((at for at in range(start + 1, min(start + MOST_LISTED, len(keys))) if keys[at] == keys[start]), start)
    listed = units[start:again]
    heads = again + 1 < len(units) and units[again + 1].words > 6 and not is_dateline(units[again + 1].text)
    plain = all(key and not is_dateline(unit.text) and label_at(unit.text) is None and not unit.text.endswith("?")
                for key, unit in zip(keys[start:again], listed, strict=True))
    return again if keys[start] and heads and plain and len(set(keys[start:again])) == len(listed) else start


def _listed_to(keys: Sequence[str], start: int, end: int) -> int:
    """Where a list under `Main topics:` ends: above the first of its headings, also where later ones are lost."""
    again = next((at for at in range(end, len(keys)) if keys[at] == keys[start]), end)
    return again if all(keys[end:again]) else end


_CONTENTS_TITLE = re.compile(
    r"\W*(?:(?:main |today's |the )?(?:topics|contents|table of contents|index|agenda|items|headings|subjects)"
    r"|in this (?:page|statement|document))\W*", re.IGNORECASE)


def _key(unit: Unit) -> str:
    if unit.text[-1] in ":;,：" or unit.text[0].islower():
        return ""
    sentence = unit.ends_sentence and unit.kind != "heading"
    if unit.words > 40 or (sentence and (unit.words > 6 or mark_at(unit.text) is None)):
        return ""
    label = label_at(unit.text)
    if label is not None and (label.form != "colon" or unit.ends_sentence):
        return ""  # what someone says, however often
    marks = marks_of(unit.text)
    return _folded(unit.text[marks[-1].end:] if marks else unit.text)


def repeats(units: Sequence[Unit]) -> set[int]:
    """Indexes of paragraphs that stand word for word earlier in the record."""
    seen: set[str] = set()
    again: set[int] = set()
    for at, unit in enumerate(units):
        if unit.words < REPEATED_WORDS or unit.kind == "heading" or not unit.ends_sentence:
            continue
        if unit.text in seen:
            again.add(at)
        seen.add(unit.text)
    return again


@functools.lru_cache(maxsize=64)
def _patterns(publisher: str, extra: tuple[str, ...], folder: Path) -> tuple[Caseless, Caseless]:
    """One pattern for the lines to drop, one for the headings that close a page."""
    path = folder / "lexicon" / "boilerplate.toml"
    tables = read_toml(path)
    lines = _strings(tables.get("general"), "lines", path)
    sets = tables.get("sets")
    for table in sets.values() if isinstance(sets, dict) else ():
        if isinstance(table, dict) and re.search(_checked(str(table.get("publisher", r"(?!)")), path),
                                                 publisher[:LONGEST], re.IGNORECASE):
            lines += _strings(table, "lines", path)
    return _any_of([*lines, *extra], path), _any_of(_strings(tables.get("general"), "endings", path), path)


def _any_of(patterns: Sequence[str], path: Path) -> Caseless:
    each = [_checked(pattern, path) for pattern in patterns]
    return Caseless("|".join(f"(?:{pattern})" for pattern in each) or r"(?!)")


def _strings(table: object, name: str, path: Path) -> list[str]:
    lines = table.get(name, []) if isinstance(table, dict) else []
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise KnowledgeError(path, f"`{name}` is not a list of patterns", mend=f"write {name} = ['...', '...']")
    return list(lines)


def _checked(pattern: str, path: Path) -> str:
    try:
        return safe_pattern(pattern)
    except PatternError as error:
        raise KnowledgeError(path, str(error), mend="correct it here or in source.toml") from error
