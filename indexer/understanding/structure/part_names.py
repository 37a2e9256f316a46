"""Numbers and headings of parts: how a number is put together, and where a heading that runs into its words ends."""

from __future__ import annotations

import re

from indexer.marks import Mark

NOTES = re.compile(r"\W*(?:foot|end)?notes?\W*|\W*(?:references|bibliography|sources)\W*", re.IGNORECASE)
APPENDIX = re.compile(r"\W*(?:(?:quick|key) (?:facts?|figures)|fact ?sheet|facts|background(?: information)?"
                      r"|notes? (?:to|for) editors?|editor.?s notes?|about .{2,80}|more information"
                      r"|further (?:information|details)|quotes?"
                      r"|associated links?|(?:media )?contacts?|what.?s next|history|context)\W*", re.IGNORECASE)
OVERVIEW = re.compile(r"\b(?:overview|outline|summary|gist|introduction|general(?: remarks)?|the meeting)\b"
                      r"|^\W*(?:opening|preamble|proceedings|the visit|attendance|participation)\W*$", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:stated|said|explained|expressed|welcomed|agreed|confirmed|shared|exchanged|concurred|"
                     r"noted|mentioned|pointed|thanked|requested|held|met|visited|decided|reaffirmed)\b")
_TELLS = re.compile(r"(?:He|She|They|It|Both|(?:The )?[A-Z][\w.’'-]+(?: [\w.’'-]+){0,5}?) "
                    r"(?:also |then |further |strongly |again )?"
                    r"(?:[a-z]{2,}ed|said|says|met|held|gave|took|made|spoke"
                    r"|[a-z]{3,}s (?!of\b|and\b|for\b)|will|is|are|has)\b")


def tells(words: str) -> bool:
    """True for a short whole sentence about what someone does: ``He expresses condolences.``"""
    return _TELLS.search(words) is not None


def reports(words: str) -> bool:
    """True for a line that tells something, short or not: ``The two leaders exchanged views on Syria``."""
    return words.count(" ") > 4 and _REPORT.search(words) is not None


_RUN_IN = re.compile(r"([^\W\d_“\"(][^:：.;!?\n]{1,90})[:：]\s+(?=\S)")


def run_in(words: str) -> tuple[int, int] | None:
    """Where a run-in heading ends and where the words after it begin: ``Security Council: Minister X ...``; or None."""
    found = _RUN_IN.match(words)
    if found is None:
        return None
    title = found.group(1)
    if title.count(" ") > 9 or title[0].islower() or _CLAUSE.search(title) or len(words) - found.end() < 20:
        return None
    return found.end(1), found.end()


def run_in_article(words: str) -> tuple[int, int] | None:
    """The same for articles, whose heading ends in a full stop: ``Section 2. Definitions. For the purposes ...``."""
    found = _RUN_IN_ARTICLE.match(words)
    return (found.end(1), found.end()) if found is not None and not _CLAUSE.search(found.group(1)) else None


_RUN_IN_ARTICLE = re.compile(r"([A-Z][^.:;!?]{2,80})\.\s+(?=[A-Z(])")
_CLAUSE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|that|stated|said|explained|agreed|confirmed|"
                     r"following|follows|pointed|discussed|asked|added|we|they|he|she)\b", re.IGNORECASE)


def numbered(above: str | None, mark: Mark | None) -> str | None:
    """A part's number: its own mark as printed after that of the part above, ``2`` and ``(1)`` as ``2(1)``.

    Two numbers without brackets are set off by a stop: ``1 Opening`` and ``2.`` as ``1.2``.
    """
    if mark is None:
        return above
    if mark.style == "decimal":
        return mark.number
    own = mark.number
    if mark.style == "article":
        own = mark.text.rstrip(".:) ")
    if mark.bracketed or (above and (mark.style in ("half", "paren", "letter") or above[:1] in "ASCP")):
        own = f"({mark.number})"
    if above and above[-1].isdigit() and own[0].isdigit():
        own = f".{own}"
    return f"{above or ''}{own}"
