"""The head of a record: title, breadcrumb, and the lines between title and words: datelines, places, bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.knowledge.gazetteer import load_gazetteer
from indexer.marks import Label, is_dateline, label_at, mark_at
from indexer.model import Given
from indexer.understanding.layout import Line
from indexer.understanding.structure.head_lines import CITY_COUNTRY, FIELD, PLACE, QUOTED, is_breadcrumb, letters_of
from indexer.understanding.structure.head_words import whole_line, word
from indexer.understanding.structure.headings import SALUTATION, find_headings
from indexer.understanding.structure.label_words import is_titled, label_words, normal
from indexer.understanding.structure.mastheads import is_day, is_reference
from indexer.understanding.structure.title_lines import (
    ECHO_UNITS,
    TITLE_LABEL,
    choose_title,
    title_line,
    without_second,
)
from indexer.understanding.structure.units import Unit

MOST = 14  # units; a head that is longer is a list
LONGEST = 600  # characters of a line of the head
_JOINT = re.compile(r"joint |communiqu|declaration", re.IGNORECASE)  # a title where there is no other
DAY_LENGTH = 60  # characters of a line that is a day in any language
LEAST = 20  # words of a record that is all head, from which on they count as its words
FEWEST = 5  # words of a line that can be all that a record says
FIELDED = ("csv", "json", "jsonl")  # formats in which the text is a field of its own: all of it are words


@dataclass(frozen=True, slots=True)
class Head:
    """The head, and where the words begin: `units[at:]`."""

    title: Line | None
    breadcrumb: Line | None
    lines: tuple[Line, ...]
    at: int


def title_of(given: Given, printed: Line | None) -> str | None:
    """The record's title: the given one, unless it is only a date and the text prints a better one."""
    if given.title and not (printed is not None and is_dateline(given.title)):
        return given.title
    return printed.text if printed is not None else None


def read_head(units: Sequence[Unit], given: Given, *, trusted: bool = True, least: int = LEAST,
              listed: frozenset[str] = frozenset(), most: int = MOST) -> Head:
    """Title, breadcrumb and head lines of the record's units.

    Lines that look like headings and stand right above the words are left to the words, unless they are
    all there is of a title. `trusted` is False where the given title is a page's own `<title>`, which
    often names the site or the day; then a line of the head may be the title although another was given.
    A record that is all head, of more than `least` words, is all words; of fewer, below a title that its source gives,
    from the first line on that is no day and not that title again. The first of the headings `listed` in the
    record's own contents is the words' own. No more than `most` units can belong to the head.
    """
    wanted = letters_of(given.title or "")
    run = _run(units, wanted, most)
    if (given.title or not least) and run == len(units) and sum(unit.words for unit in units) > least:
        run = 0
    elif given.title and trusted and run == len(units):
        run = next((at for at, unit in enumerate(units) if _are_words(unit, wanted)), run)
    title = choose_title(units[:run], given, trusted, units[run:run + ECHO_UNITS])
    breadcrumb = next((at for at in range(run) if at != title and is_breadcrumb(units[at])
                       and (title is None or at < title)), None)
    if title is None and breadcrumb is not None and _JOINT.match(units[breadcrumb].text):
        title, breadcrumb = breadcrumb, None
    known = letters_of(given.title or (units[title].text if title is not None else ""))
    end = _leave_headings(units, run, title if title is not None else breadcrumb, known)
    end = next((at for at in range(title + 1 if title is not None else 0, end) if units[at].text in listed), end)
    lines = tuple(units[at].line for at in range(end) if at not in (title, breadcrumb))
    return Head(title_line(units, title, end), units[breadcrumb].line if breadcrumb is not None else None,
                without_second(lines, units, title, end), end)


def _are_words(unit: Unit, wanted: str) -> bool:
    text = unit.text.lstrip(_LIST_SIGNS)
    return (unit.kind != "heading" and unit.words >= FEWEST and letters_of(text) != wanted
            and not (is_dateline(text) or is_reference(text) or FIELD.match(text) or is_day(text)))


def _run(units: Sequence[Unit], wanted: str, most: int) -> int:
    at = 0
    reach = _first_day(units)
    while at < min(len(units), most) and (
            at < reach or _in_head(units, at)
            or (wanted and len(units[at].text) < 2 * len(wanted) + LEAST and letters_of(units[at].text) == wanted)):
        at += 1
    return at


SUMMARY_WORDS = 45  # of a page's summary, which stands above the lines that say whose it is and since when
_OF_PAGE = re.compile(r"(?:From|Published|Posted|Released|Issued|Delivered on|(?:Last )?updated)\s?:?", re.IGNORECASE)
SLOGAN_WORDS = 12  # of a line above the day that can be a whole sentence: a site's motto, a notice


def _first_day(units: Sequence[Unit]) -> int:
    """The first dateline that has only short lines above it, whatever they end in; 0 where there is none."""
    for at, unit in enumerate(units[:MOST]):
        if is_dateline(unit.text.lstrip(_LIST_SIGNS)):
            return at
        after = units[at + 1].text if at + 1 < len(units) else ""
        if unit.words > (SUMMARY_WORDS if _OF_PAGE.fullmatch(after) else SLOGAN_WORDS) and not _in_head(units, at):
            return 0
        if _OF_PAGE.fullmatch(unit.text):
            continue
        if unit.speaker is not None or SALUTATION.match(unit.text) or mark_at(unit.text) or label_at(unit.text):
            return 0
    return 0


_LIST_SIGNS = " *•·|-"


def _in_head(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if unit.speaker is not None and unit.kind != "heading":
        return False
    if unit.kind == "heading":
        return unit.words <= 60 and not (unit.level > 1 and unit.words > SLOGAN_WORDS and unit.text.endswith("."))
    if unit.words > 45 or len(unit.text) > LONGEST or unit.text.startswith("Dear "):
        return False
    if unit.text[-1] in ",!" and SALUTATION.match(unit.text):
        return False
    if unit.words > 12 and QUOTED.match(unit.text) and unit.ends_sentence:
        return False
    if is_dateline(unit.text.lstrip(_LIST_SIGNS)) or FIELD.match(unit.text) or (
            len(unit.text) <= DAY_LENGTH and is_day(unit.text)):
        return True
    if is_reference(unit.text):
        return True
    label = label_at(unit.text)
    if label is not None and (label.form != "colon" or len(label.text.split()) < 8):
        if TITLE_LABEL.match(unit.text) or _tells_holder(unit, label):
            return True
        first = (all(is_breadcrumb(above) for above in units[:at]) or _is_below_day(units, at)
                 or _tells_occasion(units, at, unit.text[label.words:])
                 or _is_headline(units, at, unit.text[label.words:]))
        return first and label.form == "colon" and unit.words > len(label.text.split()) and not unit.ends_sentence
    mark = mark_at(unit.text)
    if mark is not None:
        return False
    if unit.ends_sentence and not (unit.text.isupper() and unit.words <= 30):
        return (unit.text[-1] == ")" and "." not in unit.text[-3:] and unit.words <= 30) or (
            unit.text[-1] == "?" and unit.text[0] not in "-–—" and unit.words <= 20
            and at + 1 < len(units) and units[at + 1].words > 2 * unit.words)
    if unit.text[-1] == ":":
        return any(is_dateline(after.text) for after in units[at + 1:at + 4])
    return unit.text[-1] != ";" and not (unit.text[-1] == "," and at + 1 < len(units) and units[at + 1].words > 20)


def _tells_holder(unit: Unit, label: Label) -> bool:
    """True for `Governor: Ann Hill`: who is meant by a label further down, no words of theirs."""
    name = unit.text[label.words:].partition("(")[0].strip()
    return (label.form == "colon" and 1 < len(name.split()) <= NAME_WORDS and name[-1].isalnum() and is_titled(name)
            and not any(sign.isdigit() for sign in name) and label_words().knows(normal(label.text)))


def _is_below_day(units: Sequence[Unit], at: int) -> bool:
    """True for a line with a colon below the day, above a longer one that is no turn: `Chad: Statement by ...`."""
    after = units[at + 1] if at + 1 < len(units) else None
    dated = any(is_dateline(above.text) for above in units[:at])
    return (dated and after is not None and units[at].text[-1] not in ",:" and not units[at].text.isupper()
            and after.words > units[at].words and label_at(after.text) is None)


def _tells_occasion(units: Sequence[Unit], at: int, said: str) -> bool:
    """True for `Fisheries Council: Remarks by ...` below a name or two: the words behind the colon are no speech."""
    above = units[:at]
    return (0 < at <= TITLE_BELOW and not any(each.ends_sentence or label_at(each.text) for each in above)
            and len(said.split()) >= OCCASION_WORDS and word("occasions").search(said) is not None
            and said.rstrip()[-1:].isalnum())


def _is_headline(units: Sequence[Unit], at: int, said: str) -> bool:
    """True for `Lahore Declaration: 3rd Trilateral Meeting` below a letterhead, on a page that has no turns.

    The day or the first paragraph follows it, and no other line has a label.
    """
    if at > HEADLINE_BELOW or len(said.split()) < OCCASION_WORDS or not said.rstrip()[-1:].isalnum():
        return False
    if any(each.ends_sentence or (label_at(each.text) and not FIELD.match(each.text)) for each in units[:at]):
        return False
    after = units[at + 1:at + 1 + TURNS_WITHIN]
    words = any(is_dateline(each.text) or (each.words > PARAGRAPH_WORDS and each.ends_sentence) for each in after[:3])
    labels = (each.text for each in after if (label := label_at(each.text)) and not FIELD.match(each.text)
              and each.text[label.words:].strip())
    return words and next(labels, None) is None


NAME_WORDS = 9
TITLE_BELOW = 3  # lines above a title with a colon in it
HEADLINE_BELOW = 8  # the same where nothing on the page looks like a turn
TURNS_WITHIN = 40  # units below a headline that are looked at for turns
PARAGRAPH_WORDS = 20
OCCASION_WORDS = 4  # behind the colon


def _leave_headings(units: Sequence[Unit], run: int, first: int | None, title: str) -> int:
    """Where the head ends: headings at the end of the run belong to what follows them."""
    end = run
    floor = first + 1 if first is not None else 0
    for at in range(floor, run):
        if is_dateline(units[at].text) or FIELD.match(units[at].text) or is_place_line(units, at) or (
                at and is_dateline(units[at - 1].text) and _names_place(units[at])
                and not (units[at].text.isupper() and _others(units, at))):
            floor = at + 1
    titled = bool(title) or first is not None
    while end > floor and (titled or units[end - 1].text[0] == "("):
        if letters_of(units[end - 1].text) == title or not _is_section_heading(units, end - 1):
            break
        end -= 1
    return end


def is_place_line(units: Sequence[Unit], at: int) -> bool:
    """True for a line like ``Jeddah, Saudi Arabia`` at the very top of the words."""
    return at < 3 and units[at].kind != "heading" and CITY_COUNTRY.fullmatch(units[at].text) is not None


def _names_place(unit: Unit) -> bool:
    """True for a short line that is a city's, a country's or a known building's name: `Wellington` below the day."""
    if unit.kind == "heading" or unit.words > 3 or PLACE.fullmatch(unit.text) is None:
        return False
    known = load_gazetteer()
    return bool(known.venue(unit.text) or known.country_name(unit.text) or known.city(unit.text))


def _is_section_heading(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if is_dateline(unit.text) or FIELD.match(unit.text) or at + 1 >= len(units) or is_dateline(units[at + 1].text):
        return False
    if ":" in unit.text and (label := label_at(unit.text)) is not None and _tells_holder(unit, label):
        return False
    if unit.words <= 12 and _SPOKEN.search(unit.text) and label_at(units[at + 1].text) is not None:
        return True
    if unit.kind == "heading":
        return (whole_line("categories").fullmatch(unit.text) is None or at > 0) and _is_not_alone(units, at)
    if unit.strong:
        return units[at + 1].words > 12 and _is_not_alone(units, at)
    return _others(units, at)


_SPOKEN = re.compile(r"\b(?:Q ?& ?As?|Questions?|Session|Opening|Introductory|Answers?)\b", re.IGNORECASE)


def _is_not_alone(units: Sequence[Unit], at: int) -> bool:
    """True where more headings or numbers follow: a single one below the title is its second line."""
    rest = units[at:at + 200]
    return max(find_headings(rest), default=0) > 0 or any(mark_at(unit.text) is not None for unit in rest[1:])


def _others(units: Sequence[Unit], at: int) -> bool:
    """True where the unit looks like a heading, and the words have more like it."""
    found = find_headings(units[at:at + 120])
    return 0 in found and found[0] in [found[i] for i in found if i]
