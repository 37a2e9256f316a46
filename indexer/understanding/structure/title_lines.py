"""Which line of a head is the title, and how far it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.marks import is_dateline
from indexer.model import Given
from indexer.understanding.layout import Line
from indexer.understanding.structure.head_lines import (
    BYLINE,
    FIELD,
    PLACE,
    QUOTED,
    VENUE,
    is_breadcrumb,
    is_place,
    letters_of,
)
from indexer.understanding.structure.head_words import word
from indexer.understanding.structure.mastheads import mastheads
from indexer.understanding.structure.units import Unit

SECTION_WORDS = 3  # of the name of a part of the site or of the page
MOTTO_WORDS = 8  # of a line that says who spoke where, above a motto in quotation marks
SECOND_WORDS = 24  # of a title's second line that begins with a small letter
MOST_LINES = 3  # of a title, below its first
TITLE_IN_CAPITALS = 5  # words of a line in capitals that the next one can go on from
_UNFINISHED = re.compile(r"(?:\s(?:of|the|and|between|for|in|on|to|with|by|at|from|an?)|\w['’]s|[&–-])$", re.IGNORECASE)
TITLE_LABEL = re.compile(r"\[?(?:Title|Headline)\]?\s?[:：\]]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[](?:[^)\]]*|.*[)\]])")  # "(As delivered)"; not "(Ministry) Minister meets ..."
_MASTHEAD = re.compile(r"From the .{3,80}(?:Online|Archives?)\b|.{0,60}\bwww\.", re.IGNORECASE)


def choose_title(head: Sequence[Unit], given: Given, trusted: bool, body: Sequence[Unit] = ()) -> int | None:
    """The index of the title's line; None where the head holds none, or where the given title stands alone.

    `body` is what follows the head: it says again what its title says, and nothing of its site's name.
    """
    if given.title:
        wanted = letters_of(given.title)
        for at, unit in enumerate(head):
            letters = letters_of(unit.text)
            if is_dateline(unit.text):
                continue
            if letters == wanted or (not trusted and unit.words > 3 and letters in wanted):
                return at
    labelled = next((at for at, unit in enumerate(head) if TITLE_LABEL.match(unit.text)), None)
    if labelled is not None and not given.title:
        return labelled
    for level in (1, 2, 3) if trusted else range(1, 7):
        for at, unit in enumerate(head):
            if (unit.kind == "heading" and unit.level == level and not (given.title and trusted and level > 1)
                    and not is_dateline(unit.text) and not (level > 1 and BYLINE.match(unit.text))):
                return at
    if given.title and trusted:
        return None
    chosen = _by_looks(head)
    return chosen if chosen is None else _echoed(head, chosen, body)


ECHO_UNITS = 12  # of the body in which a title's words are looked for
ECHO_LENGTH = 4000  # characters
STEM = 6  # letters of a word that its forms share
ECHO_LEAD = 3  # words more that the body must say of a line than of the one above it
WEAK_WORDS = 7  # of a line that may be a site's name or motto
SITE_WORDS = 16  # of one that names an institution
_INFORMATIVE = re.compile(r"[^\W\d_]{4,}")
_IN_SENTENCE = re.compile(r"\b(?:with|between|by|on|about|against|visits?|meets?|holds?)\b", re.IGNORECASE)
_OF_SITE = re.compile(
    r"\b(?:(?:press|media|news)(?! (?:conference|point|availability|briefing|statement))|releases?|room|office)\b",
    re.IGNORECASE)


def _echoed(head: Sequence[Unit], chosen: int, body: Sequence[Unit]) -> int:
    """The line below the chosen one that the words say again, where they say nothing of the chosen one's.

    A motto (`A Community for All`), a site's name that no list knows and a menu are told from titles in this way.
    """
    unit = head[chosen]
    if not _may_be_site(unit) or (word("occasions").search(unit.text) and not _OF_SITE.search(unit.text)):
        return chosen
    words = _informative(" ".join(each.text for each in body[:ECHO_UNITS])[:ECHO_LENGTH])
    least = _echo(unit, words) + ECHO_LEAD
    institution = word("institutions").search(unit.text) is not None and _IN_SENTENCE.search(unit.text) is None
    rivals = [at for at in range(chosen + 1, len(head)) if _may_be_title(head, at) and not head[at].ends_sentence
              and not BYLINE.match(head[at].text) and not is_place(head[at].text) and not head[at].text[0].islower()]
    better = next((at for at in rivals if _echo(head[at], words) >= least
                   or (institution and _tells_occasion(head[at]))), None)
    return chosen if better is None else _echoed(head, better, body)


def _may_be_site(unit: Unit) -> bool:
    """True for a few words, or for a longer line that names an institution."""
    count = len(unit.text.split())
    return count <= WEAK_WORDS or (count <= SITE_WORDS and word("institutions").search(unit.text) is not None)


def _echo(unit: Unit, words: frozenset[str]) -> int:
    """How many different informative words of the line occur in the body."""
    return len(words & _informative(unit.text))


def _informative(text: str) -> frozenset[str]:
    """The words of four letters and more, in small letters, as far as their forms agree (`receives`, `received`)."""
    return frozenset(each.rstrip("s")[:STEM] for each in _INFORMATIVE.findall(text.casefold()))


def _by_looks(head: Sequence[Unit]) -> int | None:
    """The first line that reads as a title, where the source marks none: no letterhead, byline or place before it."""
    plain = [at for at, unit in enumerate(head) if unit.kind != "heading" and _may_be_title(head, at)]
    plain = [at for at in plain if not (head[at].ends_sentence and head[at].text.endswith("."))] or plain
    above = mastheads(head)
    titles = [at for at in plain if at not in above]
    named = [at for at in titles or plain if not BYLINE.match(head[at].text)]
    if named and QUOTED.match(head[named[0]].text):  # a motto: the line that says who speaks where is the title
        named = [at for at in titles or plain if at < named[0] and head[at].words > MOTTO_WORDS][:1] or named
    dated = max((at for at, unit in enumerate(head) if is_dateline(unit.text)), default=len(head))
    best = [at for at in named if not is_place(head[at].text) or (at > dated and VENUE.fullmatch(head[at].text))]
    if best and _is_section_name(head[best[0]]):  # "Newsroom" above "Minister Hale meets ..."
        spoken = [at for at in titles if at < best[0] and head[at].words > SECTION_WORDS]  # "Introduction" below it
        best = [at for at in best if _tells_occasion(head[at])] or spoken or best
    bylines = [at for at in titles if not is_place(head[at].text)]
    chosen = next(iter(best or bylines or named or titles or plain), None)
    if chosen is None:
        return None
    if not _DOCUMENT.search(head[chosen].text):  # "1329th Meeting of the Council" above "Statement on the war"
        chosen = next((at for at in named if at > chosen and _NAMED_DOCUMENT.match(head[at].text)
                       and (head[at].words >= DOCUMENT_WORDS or _OWN_NAME.match(head[at].text))), chosen)
    return next((at for at in plain if at > chosen and _repeats(head, chosen, at)), chosen)


DOCUMENT_WORDS = 5  # "Remarks to the Press" only names the category
_OWN_NAME = re.compile(r"(?:[A-Z][\w’'-]+ ){1,4}(?:Declaration|Communiqu[eé])$")
_DOCUMENT = re.compile(  # a title that tells what the text is, or what happened
    r"\b(?:statement|reply|remarks|speech|address|interview|communiqu[eé]|declaration|conclusions|doorstep|doorstop"
    r"|readout|press (?:point|conference|release)|minutes|message|letter|explanation|meets?|met|receives?|visits?|talks"
    r"|calls?|discuss\w*|welcomes?|hosts?|holds?|attends?|signs?|says|speaks|opens?|concludes?|between|with)\b",
    re.IGNORECASE)
_NAMED_DOCUMENT = re.compile(
    r"(?:(?:Joint|National|Closing|Opening|Chair['’]s|Co-Chairs['’]|Press|Final|EU|Group) ){0,2}(?:Statement"
    r"|Right of reply|Interview|Remarks|Speech|Address|Communiqu[eé]|Declaration|Explanation of (?:vote|position)"
    r"|Doorst[eo]p|Press (?:point|conference)|Intervention) (?:by|of|on|with|given|in|at|before|to|after)\b"
    r"|(?:[A-Z][\w’'-]+ ){1,4}(?:Declaration|Communiqu[eé])$", re.IGNORECASE)


def _repeats(head: Sequence[Unit], chosen: int, at: int) -> bool:
    """True for a line that says the category's name above it again and more: `Press Conference (Excerpt)`."""
    above, below = (frozenset(re.findall(r"[^\W_]+", head[each].text.casefold())) for each in (chosen, at))
    return above < below and head[at].words > head[chosen].words


def _is_section_name(unit: Unit) -> bool:
    return unit.words <= SECTION_WORDS and word("occasions").search(unit.text) is None


def _tells_occasion(unit: Unit) -> bool:
    return (unit.words > 5 and not unit.text.startswith(("At ", "Before "))
            and word("occasions").search(unit.text) is not None)


def _may_be_title(head: Sequence[Unit], at: int) -> bool:
    unit = head[at]
    if (is_dateline(unit.text) and not _tells_occasion(unit)) or FIELD.match(unit.text):
        return False
    if unit.words > 60 or _BRACKETED.fullmatch(unit.text) or (at and _MADE.match(unit.text)):
        return False
    if is_breadcrumb(unit) or _MASTHEAD.match(unit.text) or unit.text.startswith(("--", "– ", "— ")):
        return False
    if _is_place_below_day(head, at):
        return False
    after = head[at + 1] if at + 1 < len(head) else None
    return not (after is not None and unit.words <= 4 and is_dateline(after.text) and at + 2 < len(head)
                and PLACE.fullmatch(unit.text) is not None and head[at + 2].words > unit.words
                and word("occasions").search(unit.text) is None)


def _is_place_below_day(head: Sequence[Unit], at: int) -> bool:
    """True for `Singapore` right below the day, where a longer line stands above both, or what it is of below them."""
    unit = head[at]
    if unit.words > 4 or not at or not is_dateline(head[at - 1].text) or PLACE.fullmatch(unit.text) is None:
        return False
    above = any(each.words > 4 and not (is_dateline(each.text) or is_breadcrumb(each)) for each in head[:at - 1])
    return above or any(each.words > 4 and word("occasions").search(each.text) is not None
                        and not BYLINE.match(each.text) for each in head[at + 1:at + 3])


def title_line(units: Sequence[Unit], title: int | None, end: int) -> Line | None:
    """The title as it stands in the record, without its label, and with its second line."""
    if title is None:
        return None
    line = units[title].line
    above = units[title - 1] if title else None
    if above is not None and not is_dateline(above.text) and (
            (line.text[0].islower() and above.words <= 6) or _UNFINISHED.search(above.text)):
        line = Line(f"{above.text} {line.text}", above.start, line.end)  # "Press conference" / "by the Minister"
    if (label := TITLE_LABEL.match(line.text)) and label.end() < len(line.text):
        line = Line(line.text[label.end():], line.start + label.end(), line.end)
    for after in units[title + 1:_goes_to(units, title, end)]:
        line = Line(f"{line.text} {after.text}", line.start, after.end)
    return line


def _goes_to(units: Sequence[Unit], title: int, end: int) -> int:
    """Where the lines of a title end that goes on below itself."""
    at = title
    while at - title < MOST_LINES and _goes_on(units, at, end):
        at += 1
    return at + 1


def _goes_on(units: Sequence[Unit], title: int, end: int) -> bool:
    """True for a title over two lines: the second goes on in the middle of a phrase."""
    if title + 1 >= end or "heading" in (units[title].kind, units[title + 1].kind):
        return False
    first, second = units[title].text, units[title + 1].text
    if is_dateline(second) or FIELD.match(second):
        return False
    capitals = (first.isupper() and second.isupper() and units[title].words >= TITLE_IN_CAPITALS
                and word("occasions").search(second) is not None and not BYLINE.match(second.title()))
    capitals = capitals or (first.isupper() and second.isupper() and _PLAIN_NAME.fullmatch(first) is not None
                            and word("occasions").search(second) is not None and not BYLINE.match(second.title()))
    small = second[0].islower() and units[title + 1].words <= SECOND_WORDS and not _MADE.match(second)
    return small or capitals or _UNFINISHED.search(first) is not None or _OF.match(second) is not None


_PLAIN_NAME = re.compile(r"(?:SUMMARY|OUTCOME|RECORD)(?: OF (?:THE )?(?:DISCUSSIONS?|MEETING))?"
                         r"|(?:AGREED |FINAL )?(?:MINUTES|CONCLUSIONS|STATEMENT|DECLARATION)")
_MADE = re.compile(r"(?:issued|adopted|released|published|delivered|given|held|signed|circulated|made)\b")
_OF = re.compile(  # "OF THE THIRD SESSION", below "AGREED MINUTES"
    r"(?:OF|BETWEEN|AND|FOR|ON|WITH|AT THE \w+ OF|IN THE|TO THE) (?=[A-Z]{2,})|(?:Between|Of) (?:the )?[A-Z]")


def without_second(lines: tuple[Line, ...], units: Sequence[Unit], title: int | None, end: int) -> tuple[Line, ...]:
    """The head's lines without the second one of the title."""
    if title is None:
        return lines
    more = {unit.start for unit in units[title + 1:_goes_to(units, title, end)]}
    return tuple(line for line in lines if line.start not in more)
