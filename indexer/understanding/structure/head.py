"""The head of a record: title, breadcrumb, and the lines between title and words: datelines, places, bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.knowledge.gazetteer import load_gazetteer
from indexer.marks import is_dateline, label_at, mark_at
from indexer.model import Given
from indexer.understanding.layout import Line
from indexer.understanding.structure.head_words import whole_line, word
from indexer.understanding.structure.headings import SALUTATION, find_headings
from indexer.understanding.structure.mastheads import is_day, mastheads
from indexer.understanding.structure.units import Unit

MOST = 14  # units; a head that is longer is a list
LONGEST = 600  # characters of a line of the head
MOTTO_WORDS = 8  # of a line that says who spoke where, above a motto in quotation marks
_JOINT = re.compile(r"joint |communiqu|declaration", re.IGNORECASE)  # a title where there is no other
DAY_LENGTH = 60  # characters of a line that is a day in any language
LEAST = 20  # words of a record that is all head, from which on they count as its words
FIELDED = ("csv", "json", "jsonl")  # formats in which the text is a field of its own: all of it are words
_FIELD = re.compile(r"\[?(?:Date|Place|Time|Venue|Location|Date and \w+|Speaker|By|Author|Source|Publisher|Published"
                    r"|Created|Updated|Modified|Publication date|Published under"
                    r"|Posted|Event|Occasion|Subjects?|Ref(?:erence)?|Number|Delivered(?: on| by)?|Interviewer|From"
                    r"|Translation|Photo|Type|Released?(?: on)?|E&OE\b.{0,40})\]?\s?[:：\]]", re.IGNORECASE)
_PLACE = re.compile(r"(?:At the |At )?[^\W\d_][\w.’'-]*"
                    r"(?:[ ,&]{1,3}(?:[A-Z][\w.’'-]*|of|the|de|la|al|at|and|in|on)){0,14}")


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
              listed: frozenset[str] = frozenset()) -> Head:
    """Title, breadcrumb and head lines of the record's units.

    Lines that look like headings and stand right above the words are left to the words, unless they are
    all there is of a title. `trusted` is False where the given title is a page's own `<title>`, which
    often names the site or the day; then a line of the head may be the title although another was given.
    A record that is all head, of more than `least` words, is all words. The first of the headings `listed` in the
    record's own contents is the words' own.
    """
    wanted = _letters(given.title or "")
    run = _run(units, wanted)
    if (given.title or not least) and run == len(units) and sum(unit.words for unit in units) > least:
        run = 0
    title = _title(units[:run], given, trusted)
    breadcrumb = next((at for at in range(run) if at != title and _is_breadcrumb(units[at])
                       and (title is None or at < title)), None)
    if title is None and breadcrumb is not None and _JOINT.match(units[breadcrumb].text):
        title, breadcrumb = breadcrumb, None
    known = _letters(given.title or (units[title].text if title is not None else ""))
    end = _leave_headings(units, run, title if title is not None else breadcrumb, known)
    end = next((at for at in range(title + 1 if title is not None else 0, end) if units[at].text in listed), end)
    lines = tuple(units[at].line for at in range(end) if at not in (title, breadcrumb))
    return Head(_title_line(units, title, end), units[breadcrumb].line if breadcrumb is not None else None,
                _without_second(lines, units, title, end), end)


def _run(units: Sequence[Unit], wanted: str) -> int:
    at = 0
    reach = _first_day(units)
    while at < min(len(units), MOST) and (
            at < reach or _in_head(units, at)
            or (wanted and len(units[at].text) < 2 * len(wanted) + LEAST and _letters(units[at].text) == wanted)):
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
        return unit.words <= 60
    if unit.words > 45 or len(unit.text) > LONGEST or unit.text.startswith("Dear "):
        return False
    if unit.text[-1] in ",!" and SALUTATION.match(unit.text):
        return False
    if unit.words > 12 and _QUOTED.match(unit.text):
        return False
    if is_dateline(unit.text.lstrip(_LIST_SIGNS)) or _FIELD.match(unit.text) or (
            len(unit.text) <= DAY_LENGTH and is_day(unit.text)):
        return True
    label = label_at(unit.text)
    if label is not None and (label.form != "colon" or len(label.text.split()) < 8):
        first = all(_is_breadcrumb(above) for above in units[:at]) or _is_below_day(units, at)
        return first and label.form == "colon" and unit.words > len(label.text.split()) and not unit.ends_sentence
    mark = mark_at(unit.text)
    if mark is not None:
        return False
    if unit.ends_sentence and not (unit.text.isupper() and unit.words <= 30):
        return (unit.text[-1] == ")" and "." not in unit.text[-3:] and unit.words <= 30) or (
            unit.text[-1] == "?" and unit.words <= 20 and at + 1 < len(units) and units[at + 1].words > 2 * unit.words)
    if unit.text[-1] == ":":
        return any(is_dateline(after.text) for after in units[at + 1:at + 4])
    return unit.text[-1] != ";" and not (unit.text[-1] == "," and at + 1 < len(units) and units[at + 1].words > 20)


def _is_below_day(units: Sequence[Unit], at: int) -> bool:
    """True for a line with a colon below the day, above a longer one that is no turn: `Chad: Statement by ...`."""
    after = units[at + 1] if at + 1 < len(units) else None
    dated = any(is_dateline(above.text) for above in units[:at])
    return (dated and after is not None and units[at].text[-1] != "," and not units[at].text.isupper()
            and after.words > units[at].words and label_at(after.text) is None)


def _title(head: Sequence[Unit], given: Given, trusted: bool) -> int | None:
    if given.title:
        wanted = _letters(given.title)
        for at, unit in enumerate(head):
            letters = _letters(unit.text)
            if is_dateline(unit.text):
                continue
            if letters == wanted or (not trusted and unit.words > 3 and letters in wanted):
                return at
    labelled = next((at for at, unit in enumerate(head) if _TITLE_LABEL.match(unit.text)), None)
    if labelled is not None and not given.title:
        return labelled
    for level in (1, 2, 3) if trusted else range(1, 7):
        for at, unit in enumerate(head):
            if (unit.kind == "heading" and unit.level == level and not (given.title and trusted and level > 1)
                    and not is_dateline(unit.text) and not (level > 1 and _BYLINE.match(unit.text))):
                return at
    if given.title and trusted:
        return None
    plain = [at for at, unit in enumerate(head) if unit.kind != "heading" and _may_be_title(head, at)]
    plain = [at for at in plain if not (head[at].ends_sentence and head[at].text.endswith("."))] or plain
    above = mastheads(head)
    titles = [at for at in plain if at not in above]
    named = [at for at in titles or plain if not _BYLINE.match(head[at].text)]
    if named and _QUOTED.match(head[named[0]].text):  # a motto: the line that says who speaks where is the title
        named = [at for at in titles or plain if at < named[0] and head[at].words > MOTTO_WORDS][:1] or named
    dated = max((at for at, unit in enumerate(head) if is_dateline(unit.text)), default=len(head))
    best = [at for at in named if not _is_place(head[at].text) or (at > dated and _VENUE.fullmatch(head[at].text))]
    if best and _is_section_name(head[best[0]]):  # "Newsroom" above "Minister Hale meets ..."
        best = [at for at in best if _tells_occasion(head[at])] or best
    bylines = [at for at in titles if not _is_place(head[at].text)]
    chosen = next(iter(best or bylines or named or titles or plain), None)
    if chosen is None:
        return None
    return next((at for at in plain if at > chosen and _repeats(head, chosen, at)), chosen)


def _repeats(head: Sequence[Unit], chosen: int, at: int) -> bool:
    """True for a line that says the category's name above it again and more: `Press Conference (Excerpt)`."""
    above, below = (frozenset(re.findall(r"[^\W_]+", head[each].text.casefold())) for each in (chosen, at))
    return above < below and head[at].words > head[chosen].words


_VENUE = re.compile(r"[^.:;]{3,120}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,3}){2}\.?")  # two proper names set off by commas


def _is_section_name(unit: Unit) -> bool:
    return unit.words <= 3 and word("occasions").search(unit.text) is None


def _tells_occasion(unit: Unit) -> bool:
    return (unit.words > 5 and not unit.text.startswith(("At ", "Before "))
            and word("occasions").search(unit.text) is not None)


def _is_place(text: str) -> bool:
    return _VENUE.fullmatch(text) is not None or _CITY_COUNTRY.fullmatch(text) is not None


_BYLINE = re.compile(
    r"(?:Remarks|Speech|Address|Statement|Testimony|Lecture|Keynote|Delivered|Prepared)\W(?:\w+ ){0,2}(?:by|of)\b"
    r"|(?:By|Before|At) |(?:To|For|From) (?:the |an? )?[A-Z]|(?:Vice )?Chair(?:man|woman)?\b|Governor\b"
    r"|(?:Hon|H\.E|Mr|Ms|Dr)\.")


def _may_be_title(head: Sequence[Unit], at: int) -> bool:
    unit = head[at]
    if is_dateline(unit.text) or _FIELD.match(unit.text) or unit.words > 60 or _BRACKETED.fullmatch(unit.text):
        return False
    if _is_breadcrumb(unit) or _MASTHEAD.match(unit.text):
        return False
    if _is_place_below_day(head, at):
        return False
    after = head[at + 1] if at + 1 < len(head) else None
    return not (after is not None and unit.words <= 4 and is_dateline(after.text) and at + 2 < len(head)
                and _PLACE.fullmatch(unit.text) is not None and head[at + 2].words > unit.words)


def _is_place_below_day(head: Sequence[Unit], at: int) -> bool:
    """True for `Singapore` right below the day, where a longer line stands above both, or what it is of below them."""
    unit = head[at]
    if unit.words > 4 or not at or not is_dateline(head[at - 1].text) or _PLACE.fullmatch(unit.text) is None:
        return False
    above = any(each.words > 4 and not (is_dateline(each.text) or _is_breadcrumb(each)) for each in head[:at - 1])
    return above or any(each.words > 4 and word("occasions").search(each.text) is not None
                        and not _BYLINE.match(each.text) for each in head[at + 1:at + 3])


_BRACKETED = re.compile(r"[(\[](?:[^)\]]*|.*[)\]])")  # "(As delivered)"; not "(Ministry) Minister meets ..."
_QUOTED = re.compile(r"[*_]{0,2}[“\"‘]")
_MASTHEAD = re.compile(r"From the .{3,80}(?:Online|Archives?)\b|.{0,60}\bwww\.", re.IGNORECASE)


def _is_breadcrumb(unit: Unit) -> bool:
    return unit.kind != "heading" and unit.words <= 40 and whole_line("categories").fullmatch(unit.text) is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _leave_headings(units: Sequence[Unit], run: int, first: int | None, title: str) -> int:
    """Where the head ends: headings at the end of the run belong to what follows them."""
    end = run
    floor = first + 1 if first is not None else 0
    for at in range(floor, run):
        if is_dateline(units[at].text) or _FIELD.match(units[at].text) or is_place_line(units, at) or (
                at and is_dateline(units[at - 1].text) and _names_place(units[at])):
            floor = at + 1
    titled = bool(title) or first is not None
    while end > floor and (titled or units[end - 1].text[0] == "("):
        if _letters(units[end - 1].text) == title or not _is_section_heading(units, end - 1):
            break
        end -= 1
    return end


_CITY = r"[A-Z][\w.'’-]{1,24}(?: [A-Z][\w.'’-]{1,24}){0,2}"
_CITY_COUNTRY = re.compile(rf"(?:At |In )?{_CITY}, {_CITY}(?:, {_CITY})?")


def is_place_line(units: Sequence[Unit], at: int) -> bool:
    """True for a line like ``Jeddah, Saudi Arabia`` at the very top of the words."""
    return at < 3 and units[at].kind != "heading" and _CITY_COUNTRY.fullmatch(units[at].text) is not None


def _names_place(unit: Unit) -> bool:
    """True for a short line that is a city's, a country's or a known building's name: `Wellington` below the day."""
    if unit.kind == "heading" or unit.words > 3 or _PLACE.fullmatch(unit.text) is None:
        return False
    known = load_gazetteer()
    return bool(known.venue(unit.text) or known.country_name(unit.text) or known.city(unit.text))


def _is_section_heading(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if is_dateline(unit.text) or _FIELD.match(unit.text) or at + 1 >= len(units) or is_dateline(units[at + 1].text):
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


_TITLE_LABEL = re.compile(r"\[?(?:Title|Headline)\]?\s?[:：\]]\s*", re.IGNORECASE)


def _title_line(units: Sequence[Unit], title: int | None, end: int) -> Line | None:
    if title is None:
        return None
    line = units[title].line
    above = units[title - 1] if title else None
    if above is not None and line.text[0].islower() and above.words <= 6 and not is_dateline(above.text):
        line = Line(f"{above.text} {line.text}", above.start, line.end)  # "Press conference" / "by the Minister"
    if (label := _TITLE_LABEL.match(line.text)) and label.end() < len(line.text):
        line = Line(line.text[label.end():], line.start + label.end(), line.end)
    if _goes_on(units, title, end):
        after = units[title + 1]
        return Line(f"{line.text} {after.text}", line.start, after.end)
    return line


def _goes_on(units: Sequence[Unit], title: int, end: int) -> bool:
    """True for a title over two lines: the second goes on in the middle of a phrase."""
    if title + 1 >= end or "heading" in (units[title].kind, units[title + 1].kind):
        return False
    first, second = units[title].text, units[title + 1].text
    if is_dateline(second) or _FIELD.match(second):
        return False
    capitals = (first.isupper() and second.isupper() and units[title].words >= TITLE_IN_CAPITALS
                and word("occasions").search(second) is not None and not _BYLINE.match(second.title()))
    return second[0].islower() or capitals or _UNFINISHED.search(first) is not None


TITLE_IN_CAPITALS = 5  # words of a line in capitals that the next one can go on from
_UNFINISHED = re.compile(r"(?:\s(?:of|the|and|between|for|in|on|to|with|by|at|from|an?)|[&–-])$", re.IGNORECASE)


def _without_second(lines: tuple[Line, ...], units: Sequence[Unit], title: int | None, end: int) -> tuple[Line, ...]:
    if title is None or not _goes_on(units, title, end):
        return lines
    return tuple(line for line in lines if line.start != units[title + 1].start)
