"""Which units are headings, and how they rank, told from structure first and from looks second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from indexer.marks import is_dateline, is_heading_line, mark_at
from indexer.understanding.language.date_forms import find_dates
from indexer.understanding.structure.part_names import NOTES
from indexer.understanding.structure.units import Unit

STRONG, CAPITALS, PLAIN, BRACKETED = 7, 8, 9, 10  # ranks below the six of the source's own headings
MOST_ALIKE = 2  # headings of one wording
BRACKETED_LEAST = 3  # short lines in brackets, no two alike, that head a speech's parts
ASKED = 80  # words of a question that can be a heading
LONGEST = 40  # words; what a source marks as a heading and is longer is a paragraph all the same
SPOKEN = re.compile(
    r"(?:Opening|Introductory|Closing) (?:statement|remarks?|announcement)|Q ?& ?As?\b|Questions?\b|Statement by",
    re.IGNORECASE)
ADDRESS = re.compile(r"(?:Address|Statement|Remarks|Speech|Intervention|Presentation) (?:by|of) ")
_CODE = re.compile(r"[A-Z]{2,6}(?: ?(?:No\.?|#))?:? ?[\w/-]*\d[\w/-]*")  # "PRN: 2011/T57-22", "DPB #144"
SALUTATION = re.compile(
    r"(?:(?:Mr|Madam|Mister|Mrs|Ms)\.?\s(?:President|Speaker|Chair\w*|Secretary.?General)|Excellenc(?:y|ies)"
    r"|(?:Your|Her|His) (?:Excellenc|Majest|Highness)\w*|Distinguished \w+|Ladies and gentlemen|Honou?rable \w+"
    r"|Dear \w+|Fellow \w+|My \w+ \w+|Good (?:morning|afternoon|evening)|Thank you|Thanks|(?:May )?God bless|Yours \w+"
    r"|Sincerely|Respectfully|(?:My )?friends|In witness whereof|[QA]$)\b"
    r"|(?:(?:Prime|Foreign|Vice|High|Deputy|Federal) )?(?:Minister|President|Chancellor|Ambassador|Commissioner|Premier"
    r"|Secretary|Representative|Chairman|Taoiseach)\b[^.:;]{0,80}[,!]$",
    re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|am|has|have|had|will|would|shall|should|can|could|may|must|did|does|said|says|stated|expressed|"
    r"agreed|welcomed|confirmed|noted|shared|discussed|exchanged|explained|told|announced|I|we|he|she|they)\b")


_CONTACT = re.compile(  # a postcode, a telephone number, an address of the net: whom to write to
    r"(?<!\w)(?:[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)|\+?\d[\d ()-]{7,}\d"
    r"|\S@\S|\bwww\.|^(?i:tel|fax|telephone|e-?mail)\b\W")


def find_headings(units: Sequence[Unit], labelled: Collection[int] = (),
                  listed: Collection[str] = ()) -> dict[int, int]:
    """Unit index -> rank (1 highest) of the unnumbered headings; `labelled` are units that begin a turn.

    `listed` are headings as the record's own contents list has them. Headings with a number are left to the outline,
    which sees them among their siblings.
    """
    found: dict[int, int] = {}
    plain: list[int] = []
    questions: list[int] = []
    asked = {at for at, unit in enumerate(units) if unit.strong and _is_bold_question(units, at, labelled)}
    for at, unit in enumerate(units):
        if (len(asked) > 1 and at in asked) or unit.text in listed:
            found[at] = STRONG
            continue
        if unit.words > LONGEST or at in labelled or (unit.speaker is not None and unit.kind != "heading"):
            continue
        rank = _rank(units, at, labelled, at - 1 in found)
        if rank in (PLAIN, BRACKETED):
            plain.append(at)
        elif not rank and unit.text[-1] == "?" and _heads_answer(units, at, labelled):
            questions.append(at)
        if rank:
            found[at] = rank
    if not plain and not (len(questions) >= ASKED_LEAST and all(_FAQ.match(units[at].text) for at in questions)):
        questions = []
    plain += [at for at in questions if found.setdefault(at, PLAIN)]
    bracketed = [at for at in plain if found[at] == BRACKETED]
    often = Counter(units[at].text for at in bracketed)
    again = {at for at in bracketed if often[units[at].text] > MOST_ALIKE}  # what is done again and again
    bracketed = [at for at in bracketed if at not in again]
    plain = [at for at in plain if at not in again]
    for at in again:
        del found[at]
    named = len(bracketed) >= BRACKETED_LEAST and len({units[at].text for at in bracketed}) == len(bracketed)
    if all(units[at].words < 3 for at in bracketed) and not named:
        for at in bracketed:
            plain.remove(at)
            del found[at]
    over_turn = len(plain) == 1 and plain[0] + 1 in labelled and plain[0] - 1 not in labelled
    if _too_many(plain, units) or (len(found) == 1 and _lonely(plain, units) and not (bracketed or over_turn)):
        for at in plain:
            del found[at]
    return found


def _is_bold_question(units: Sequence[Unit], at: int, labelled: Collection[int]) -> bool:
    """True for a bold question above its answer, as interviews are printed."""
    unit = units[at]
    return (unit.kind == "paragraph" and unit.text.endswith("?") and unit.words <= ASKED and at not in labelled
            and at + 1 < len(units) and not units[at + 1].strong)


def _too_many(plain: Sequence[int], units: Sequence[Unit]) -> bool:
    """True where so many lines look like headings that they are something else: verse, a list, cut lines."""
    return len(plain) > 3 and len(plain) * 2 > len(units)


def _lonely(plain: Sequence[int], units: Sequence[Unit]) -> bool:
    """True for a single line in long prose: more likely one that a page's end cut off."""
    return len(plain) == 1 and (units[plain[0]].words > 6 or len(units) > 12)


def _rank(units: Sequence[Unit], at: int, labelled: Collection[int], below_heading: bool) -> int:
    unit = units[at]
    if unit.kind == "heading":
        tells = unit.words > 20 or (unit.words > 8 and _FINITE.search(unit.text) is not None)
        if (tells and unit.ends_sentence) or (_begins_with_mark(unit.text) and not _is_bullet(unit.text)):
            return 0
        return unit.level or 2
    if _STARRED.match(unit.text) or _is_named_statement(unit) or _is_bulleted_topic(units, at, labelled):
        return STRONG if _has_body(units, at) else 0
    if unit.kind in ("quote", "item") or _begins_with_mark(unit.text) or not is_heading_line(unit.text):
        return 0
    if _CONTACT.search(unit.text) or _CODE.fullmatch(unit.text):
        return 0
    if unit.words == 1 and unit.text.endswith("."):  # "No." is an answer
        return 0
    if NOTES.fullmatch(unit.text):
        return CAPITALS if at * 3 >= len(units) and _has_body(units, at) else 0
    if unit.text[0] == "(":
        among_turns = units[at - 1].speaker is not None  # of a format that names them: "(Applause.)" is an aside
        return BRACKETED if not among_turns and _is_bracketed(units, at, labelled) else 0
    if SALUTATION.match(unit.text) or unit.text[0] in "\"“‘'«*<[–—-" or is_dateline(unit.text):
        return 0
    if unit.strong:
        return STRONG if _has_body(units, at) and not unit.text.endswith(",") else 0
    if unit.text.endswith((":", "?", "!", "-", "–", "—", "…", "...", "）", "]")):
        return 0
    if labelled and not (at + 1 in labelled or SPOKEN.match(unit.text)
                         or (at + 1 < len(units) and _begins_with_mark(units[at + 1].text))):
        return 0
    if _is_capitals(unit.text):
        return CAPITALS if unit.words <= 20 and _has_body(units, at) and not is_dateline(units[at + 1].text) else 0
    return PLAIN if _is_plain(units, at, labelled, below_heading) else 0


_STARRED = re.compile(r"\*{2,3} ?[A-Z“\"‘][^.;*]{1,120}$")  # "**Haiti", as briefings of the United Nations have it
_NAMED_STATEMENT = re.compile(
    r"[\[<【](?:Opening |Closing |Joint )?(?:Statement|Remarks|Address|Speech|Message|Announcement|Comment)s? "
    r"(?:by|of|from) [^\[\]<>]{3,200}[\]>】]$", re.IGNORECASE)


def _is_named_statement(unit: Unit) -> bool:
    """True for ``[Statement by Prime Minister X]`` above what was stated."""
    return unit.text[0] in "[<【" and _NAMED_STATEMENT.match(unit.text) is not None


def _is_bulleted_topic(units: Sequence[Unit], at: int, labelled: Collection[int]) -> bool:
    """True for a topic behind a bullet, right above the first turn on it."""
    unit = units[at]
    if not labelled or at + 1 not in labelled or at in labelled or unit.words > TOPIC_WORDS or unit.ends_sentence:
        return False
    mark = mark_at(unit.text)
    return mark is not None and mark.style == "bullet" and is_heading_line(unit.text[mark.end:])


def bare_heading(text: str) -> str:
    """A heading without the signs that set it off: ``**Haiti``, ``[Statement by ...]``, ``• Visit to ...``."""
    if _STARRED.match(text):
        return text.lstrip("* ")
    if text[0] in "[<【" and _NAMED_STATEMENT.match(text):
        return text[1:-1].strip()
    mark = mark_at(text)
    return text[mark.end:] if mark is not None and mark.style == "bullet" and mark.end < len(text) else text


TOPIC_WORDS = 16  # of a heading behind a bullet


def _is_bullet(text: str) -> bool:
    mark = mark_at(text)
    return mark is not None and mark.style == "bullet"


ASKED_LEAST = 2  # short questions above their answers, where no other heading stands
ASKING = 12  # words of such a question
_FAQ = re.compile(  # one that nobody is asked: "When will it enter into force?"
    r"(?:Who|What|When|Where|Why|How|Is|Are|Does|Do|Can|Will|Which|Must|May|Should)\b"
    r"(?!.*\b(?:you|your|yours|he|she|minister|president|secretary|mr|ms)\b)[^,]*\?$", re.IGNORECASE)


def _heads_answer(units: Sequence[Unit], at: int, labelled: Collection[int]) -> bool:
    """True for a question set like a title, or short and above a longer paragraph in a page without turns."""
    if _is_title_case(units[at]):
        return _is_plain(units, at, labelled, False)
    if labelled or units[at].words > ASKING or at + 1 >= len(units) or _FAQ.match(units[at].text) is None:
        return False
    after = units[at + 1]
    return after.words > units[at].words and after.ends_sentence and "?" not in after.text


def _is_title_case(unit: Unit) -> bool:
    """True for a question set like a title: ``Are Banks Safe for the Economy?``."""
    long = [word for word in unit.text.split() if len(word) > 4]
    return 2 < unit.words <= 16 and len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


def _begins_with_mark(text: str) -> bool:
    return (not text[0].isalpha() or text[0] in "IVXABCDEFGHSP") and mark_at(text) is not None


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def _has_body(units: Sequence[Unit], at: int) -> bool:
    return at + 1 < len(units)


def _is_bracketed(units: Sequence[Unit], at: int, labelled: Collection[int]) -> bool:
    """``(On the summit telephone talk)``: a whole line in brackets above a longer paragraph."""
    text = units[at].text
    if not text.endswith(")") or not text[1].isupper() or _STAGE.match(text) or _TOLD.search(text) or any(
            date.full for date in find_dates(text)):  # "(Daily Herald: October 11, 2010)"
        return False
    if not _ASKED_OF.match(text) and _FINITE.search(text):
        return False
    return text.count("(") == text.count(")") and _is_above_body(units, at, labelled) and "ttend" not in text


_TOLD = re.compile(r"[a-z]{3}[.!]\)$")  # "(The line is cut off.)": what happened, not what comes
_ASKED_OF = re.compile(r"\((?:On|Regarding|Concerning|About|In response to) [a-z]")  # what a question was about
_STAGE = re.compile(
    r"\((?:laughter|laughs|applause|abridged|inaudible|via|retranslated|crosstalk|pause|end|off|in [a-z]+\)|as "
    r"|speak|spoke|continu|interrupt|recess|music|video|photo|note|sic|omitted|unintelligible|interpret|translat"
    r"|beifall|heiterkeit|zwischenruf|unruhe|ruf |abg\.|die abgeordneten|(?:bundes)?präsident |der präsident|applau"
    r"|aplau|risas|rires|exclamations|the (?:speaker|president|sitting|house|meeting) )",
    re.IGNORECASE)


def _is_plain(units: Sequence[Unit], at: int, labelled: Collection[int], below_heading: bool) -> bool:
    unit = units[at]
    if unit.words > 6 and _FINITE.search(unit.text):
        return False
    before = units[at - 1]
    named = at + 1 in labelled and ADDRESS.match(unit.text) is not None
    closed = (named or before.ends_sentence or before.text.endswith((":", ";")) or before.words > 25
              or before.text[0] in "-–•([")
    if at and not (closed or below_heading or before.kind == "heading" or at - 1 in labelled):
        return False
    return _is_above_body(units, at, labelled)


def _is_above_body(units: Sequence[Unit], at: int, labelled: Collection[int]) -> bool:
    """True where a longer paragraph, a numbered one, or a turn follows."""
    if at + 1 >= len(units):
        return False
    after = units[at + 1]
    if at + 1 in labelled or mark_at(after.text) is not None:
        return True
    if after.text[0].islower() or after.text[0].isdigit():
        return False
    return after.words >= max(8, units[at].words) and (after.ends_sentence or after.text.endswith((":", ";")))
