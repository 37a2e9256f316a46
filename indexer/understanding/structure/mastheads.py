"""Lines above a page's title that are none: letterheads, menus, reference numbers, and whose page it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.marks import is_dateline
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.structure.head_words import listed_words, whole_line, word
from indexer.understanding.structure.units import Unit

MENU = 3  # lines of at most three words one after the other that are a menu
MENU_WORDS = 3
LETTERHEAD_WORDS = 12
SITE_WORDS = 2
DAY_WORDS = 3  # beside a day
LINK = 40  # characters of a link in a menu's line
TITLE_WORDS = 5  # of a line that is a title rather than the name above it
_DATE_LINE = 60  # characters

_REFERENCE = re.compile(
    r"(?:(?:joint )?(?:press|media) (?:release|statement|note|communiqu[ée])|pr|ref(?:erence)?|no"
    r"|(?:joint )?communiqu[ée]|document"
    r"|information for the press|comunicado|bulletin|circular|statement|release|handout)"
    r"\s{0,99}(?:\W{0,3}(?:no|nr|number|№|n[°º])(?!\w))?[\s.:#№]{0,4}(?=[\w/-]*\d)[\w/()-]{1,24}\.?", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")  # "gov.ie"
_POSTED = re.compile(r"(?:posted|published|submitted|written|added|uploaded)\b.{0,60}\bon\b.{0,40}", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:(?:Senator|Hon(?:ou?rable)?|The|the|Rt|Right|Dr|Mr|Mrs|Ms|Prof|Sir|Dame|H\.\s?E"
    r"|(?:His|Her) Excellency)\.?\s){1,5}"
    r"(?:[^\W\d_a-z][\w.’'-]*(?:,?\s|$)){2,7}")  # "MP" and the like count as names
_NAMES = r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,2}"
_CITY_COUNTRY = re.compile(rf"{_NAMES}, {_NAMES}")
_HONOURED = re.compile(r"\b(?:Hon(?:ou?rable)?|Senator|Excellency|H\.\s?E)\b")
_OFFICE = re.compile(
    r"(?:Deputy|Prime|Assistant|Acting|Vice|Vice-|Minister|Secretary|Attorney|Treasurer|President|Governor|Chair|Leader"
    r"|Parliamentary|Special|High|Federal|Associate|Chancellor|Foreign|Undersecretary|Under)\b")


def mastheads(head: Sequence[Unit]) -> frozenset[int]:
    """The lines of the head that are no title, where another of its lines can be one."""
    found = {at for at, unit in enumerate(head) if _is_masthead(head, at, unit)}
    found |= _menu(head) | _owners(head)
    return frozenset(found)


def _is_masthead(head: Sequence[Unit], at: int, unit: Unit) -> bool:
    if _DOMAIN.fullmatch(unit.text) or (_POSTED.fullmatch(unit.text) and find_dates(unit.text)):
        return True
    if is_reference(unit.text) or whole_line("menu").fullmatch(unit.text):
        return True
    if _is_menu_line(unit.text) or (is_day(unit.text) and not word("occasions").search(unit.text)):
        return True
    if unit.text.count(" | ") > 1 and all(map(_is_link, unit.text.split(" | "))):
        return True
    after = [each for each in head[at + 1:] if each.words > 1 and not is_day(each.text)]
    if not after or unit.words > LETTERHEAD_WORDS:
        return False
    if whole_line("letterheads").fullmatch(unit.text):
        return True
    if word("occasions").search(unit.text.partition(" - ")[0]):
        return False
    if word("institutions").search(unit.text) and (_is_name(unit.text) or _OF_INSTITUTION.match(unit.text)):
        return True
    if (_CITY_COUNTRY.fullmatch(unit.text) or (_OFFICE.match(unit.text) and _is_name(unit.text))) and any(
            each.words >= (2 if unit.words <= MENU_WORDS else TITLE_WORDS) and word("occasions").search(each.text)
            for each in after):
        return True
    if unit.text.isupper() and unit.words <= 5 and not all(each.text.isupper() for each in after):
        return True
    return _is_site(head, at)


_OF_INSTITUTION = re.compile(  # "Department: Trade", "Ministry of Foreign Affairs, International Trade and Worship"
    r"(?:Ministry|Department|Office|Embassy|Government|Secretariat|Directorate)(?::| of| for)"
    r"(?:[ ,]{1,2}(?:[^\W\d_a-z][\w’'-]*|of|for|the|and|&)){1,12}$")


def _is_link(part: str) -> bool:
    """A part between the bars of a line that is no title's: short, and no report; or a day."""
    return len(part) < LINK and (is_dateline(part) or word("occasions").search(part) is None or len(part.split()) < 4)


def _is_menu_line(text: str) -> bool:
    """A menu in one line: `Events Structure Videos and Photos Documents Contacts Search`."""
    words, links = text.split(), listed_words("links")
    found = sum(each.casefold() in links for each in words)
    return found >= MENU and all(each[0].isupper() or each == "and" for each in words)


def is_reference(text: str) -> bool:
    """True for a document's number on its own: `PR. NO. 261/2023`, `Handout    No: 1093`."""
    return _REFERENCE.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """A day with its clock and three words at most: `Published 7.6.2022 14.31`."""
    dates = find_dates(text)
    rest = text[:dates[0].start] + text[dates[0].end:] if len(dates) == 1 and dates[0].full else text
    return rest is not text and len(re.findall(r"[^\W\d_]+", rest)) <= DAY_WORDS


def _is_name(text: str) -> bool:
    """True where the words are capitalised, small ones aside, with no comma or colon: a name, not a sentence."""
    words = text.replace("&", "and").split()
    small = [word for word in words if word[:1].islower() and len(word) > 3]
    return not small and not re.search(r"[,:;?!]|\d", text)


def _is_site(head: Sequence[Unit], at: int) -> bool:
    """A site's short name (`Élysée`, `GOV.UK`) above a long line with its day below."""
    unit = head[at]
    if unit.words > SITE_WORDS or not unit.text[:1].isupper() or at > 1:
        return False
    for place, below in enumerate(head[at + 1:at + 6], at + 1):
        if below.words >= TITLE_WORDS:
            after = head[place + 1:place + 2]
            return bool(after) and len(after[0].text) <= _DATE_LINE and bool(find_dates(after[0].text))
        if below.words > MENU_WORDS or find_dates(below.text):
            return False
    return False


def _menu(head: Sequence[Unit]) -> set[int]:
    """Three or more short lines, one after the other, above a longer one."""
    found: set[int] = set()
    run: list[int] = []
    for at, unit in enumerate(head):
        short = unit.words <= MENU_WORDS and unit.kind != "heading" and not find_dates(unit.text)
        if short:
            run.append(at)
            continue
        if len(run) >= MENU and unit.words >= TITLE_WORDS and not find_dates(unit.text):
            found.update(run)
        run = []
    return found


def _owners(head: Sequence[Unit]) -> set[int]:
    """A politician's name at the top, and the lines of the offices below it."""
    found: set[int] = set()
    for at, unit in enumerate(head):
        named = unit.words <= 9 and _HONOURED.search(unit.text) and _OWNER.fullmatch(unit.text)
        plain = unit.words <= 9 and not word("occasions").search(unit.text) and not find_dates(unit.text)
        office = plain and at - 1 in found and (_OFFICE.match(unit.text) or unit.words <= SITE_WORDS)
        if named or office:
            found.add(at)
    return found
