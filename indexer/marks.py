"""The printed marks of official pages: numbering, turn labels, headings, datelines, end marks.

What a single line looks like, told from the line alone; whether it *is* that, is decided with the rest of
the record (`indexer.understanding.structure.sections`, `.turns`). Every check looks at a bounded opening of the line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Style = Literal["dot", "plain", "half", "paren", "decimal", "roman", "letter", "article", "bullet"]
"""``1.``, ``1``, ``1)``, ``(1)``, ``2.3``, ``II.``, ``(a)`` or ``A)``, ``Article 3``, ``-``."""

OPENING = 240  # characters of a line that a mark or a label can take up, with room to spare
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?,?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark at the start of a line; `line[end:]` are the words after it."""

    style: Style
    number: str  # as printed, without dots and brackets: "1", "a", "II", "2.3"; for a bullet the sign itself
    text: str  # the mark as printed
    end: int
    bracketed: bool = False  # "(1)" and "(a)", not "1)" or "a."

    @property
    def ordinal(self) -> int | None:
        """Its place in its list, from 1; None for bullets and decimals."""
        if self.style == "roman":
            return roman_value(self.number)
        if self.style == "letter":
            return ord(self.number.lower()) - 96
        return int(self.number) if self.number.isdecimal() else None


_BULLET = r"[-–—•●○◦■□▪◆◇►▶➢‣⁃∙·*+]"
_MARK = re.compile(
    r"\s{0,40}(?:"
    r"(?P<article>(?:Article|ARTICLE|Section|SECTION|Sec\.|SEC\.|Chapter|CHAPTER|Part|PART)\s(?P<article_no>\d{1,3}|[IVX]{1,5}))"
    r"(?:\s?[.:)]|(?=\s*$))"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?:\\?[.)])?(?=\s+[^\W\d_]|\s+[(\"“‘]|\s*$)"
    r"|(?P<dot>\d{1,3})\\?[.．](?!\d)(?!\S{0,3}@)"
    r"|[(（](?P<paren>\d{1,3})\\?[)）]"
    r"|(?P<half>\d{1,3})\\?[)）](?=\s|[A-Z“\"‘(])"
    r"|[(（](?P<letter_paren>[A-Za-z])\\?[)）](?=\s|[A-Z“\"‘])"
    r"|[(（](?P<roman_paren>[ivx]{2,5}|[IVX]{2,5})\\?[)）](?=\s|[A-Z“\"‘])"
    r"|(?P<roman_half>[ivx]{2,5})\\?[.)](?=\s)"
    r"|(?P<roman>(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3}))(?:\\?[.．)](?=\s|$)|\s?[-–—:](?=\s))"
    r"|(?P<letter_half>[A-Za-z])\\?\)(?=\s|[A-Z“\"‘])"
    r"|(?P<letter_dot>[A-Ha-h])\\?\.(?=\s)"
    r"|(?P<circled>[①-⑳])"
    rf"|(?P<bullet>\\?{_BULLET})(?=\s)"
    r"|(?P<tight>[•●○■□▪◆◇►▶➢])"
    r"|(?P<dash>\d{1,2})(?:\s[-–—]|\s?/)(?=\s+[A-Z“\"‘(])"
    r"|(?P<plain>\d{1,2})(?=[ \t\u3000]+[A-Z“\"‘(])"
    r")"
)
_NOT_NUMBERED = re.compile(rf"\d{{1,2}} (?:{_MONTH}|[AP]\.?M\b)", re.IGNORECASE)  # "19 January, 1999", "5 PM"
_STYLES: dict[str, tuple[Style, bool]] = {
    "article_no": ("article", False), "decimal": ("decimal", False), "dot": ("dot", False),
    "paren": ("paren", True), "half": ("half", False), "letter_paren": ("letter", True),
    "roman_paren": ("roman", True), "roman_half": ("roman", False), "roman": ("roman", False),
    "letter_half": ("letter", False), "letter_dot": ("letter", False), "circled": ("paren", False),
    "bullet": ("bullet", False), "tight": ("bullet", False), "plain": ("plain", False), "dash": ("plain", False),
}


def mark_at(line: str, at: int = 0) -> Mark | None:
    """The numbering mark that begins at offset `at` of `line` (after spaces), or None."""
    found = _MARK.match(line, at, at + OPENING)
    if found is None or found.lastgroup is None:
        return None
    group = "article_no" if found.lastgroup == "article" else found.lastgroup
    printed = found.group(group)
    if group in ("dot", "plain") and _NOT_NUMBERED.match(found.group().strip() + line[found.end():found.end() + 20]):
        return None
    style, bracketed = _STYLES[group]
    number = unicodedata.normalize("NFKC", printed).lstrip("\\")
    if style == "bullet":
        number = printed.lstrip("\\")
    end = found.end()
    while end < len(line) and line[end].isspace():
        end += 1
    return Mark(style, number, found.group().strip(), end, bracketed)


def marks_of(line: str, most: int = 3) -> tuple[Mark, ...]:
    """The numbering marks at the start of a line, outermost first: ``• 2. (1) Text`` has three."""
    marks: list[Mark] = []
    at = 0
    while len(marks) < most and (mark := mark_at(line, at)) is not None:
        if marks and (mark.style in ("plain", "bullet") or (mark.style == "letter" and not mark.bracketed)):
            break
        marks.append(mark)
        at = mark.end
    return tuple(marks)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral of any case; None where it is none."""
    total = 0
    values = [_ROMAN.get(letter, 0) for letter in numeral.lower()]
    if not values or 0 in values:
        return None
    for here, after in zip(values, [*values[1:], 0], strict=True):
        total += -here if here < after else here
    return total


_DATE = re.compile(
    rf"(?:{_MONTH} {_DAY}(?:\s?[-–—]\s?(?:{_MONTH} )?{_DAY})?(?:,? ?\d{{4}})?"
    rf"|{_DAY}(?:\s?[-–—]\s?{_DAY})? {_MONTH},? ?\d{{4}}"
    rf"|{_MONTH} \d{{4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}"
    r"|\d{1,2}(?:-|\. ?)\d{1,2}(?:-|\. ?)\d{4})(?![\d])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")  # in every date
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?\s?m\b\.?|\b)|\d{1,2}\s?[ap]\.?m\b\.?|\bnoon\b", re.IGNORECASE)
_FIELD = re.compile(r"\[?(?:Date|Place|Time|Venue|Location|Date and [Tt]ime|Date and [Pp]lace|Where|When|Posted"
                    r"|Published|Issued|Release(?:d| date)?|Last updated|Updated)\b\]? ?[:：\]]? ?", re.IGNORECASE)
_WEEKDAY_FIRST = re.compile(rf"\(?{_WEEKDAY}\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z)]{3}\.\s+[A-Z]|[a-z]{3}\.$")


def is_dateline(line: str) -> bool:
    """True for a line that is only a date, a clock time, or either with a place: ``November 20, 2016, Lima``."""
    line = line.strip()
    return 0 < len(line) <= 160 and _is_dateline(line)


@lru_cache(maxsize=256)  # title, headings, sections and dates all ask about the few short lines of a record
def _is_dateline(line: str) -> bool:
    words = line.split()
    if len(words) > 22 or (len(words) > 9 and _SENTENCE.search(line)):
        return False
    field = _FIELD.match(line)
    at = field.end() if field else 0
    if field and field.group().rstrip()[-1:] in ":：]":
        return len(words) <= 22
    if day := _WEEKDAY_FIRST.match(line, at):
        at = day.end()
    if line[at:at + 1] == "(":
        at += 1
    if found := _DATE.match(line, at):
        return not _runs_on(line[found.end():])
    if found := _CLOCK.match(line, at):
        return len(words) <= 10 and not _runs_on(line[found.end():])
    found = _DATE.search(line) if len(words) <= 8 and _DIGIT.search(line) else None
    return (found is not None and found.end() >= len(line) - 12
            and _is_place_before(line[:found.start()]))


def _runs_on(rest: str) -> bool:
    """True where words after a date go on like a sentence: ``at the meeting the ministers agreed ...``."""
    lower = [word for word in rest.split() if word[:1].islower()]
    return len(lower) > 5 or any(word in _SENTENCE_WORDS for word in lower)


_VERBS = ("was were is are be has have had will would held met which who that said stated we our they he she his her "
          "issued spoke visited received")
_SENTENCE_WORDS = frozenset(_VERBS.split())


def _is_place_before(words: str) -> bool:
    """True for what may stand before the date on a dateline: ``Lima,``, ``THE WHITE HOUSE,``, ``New York, on``."""
    kept = [w.strip(",;:()|—–-") for w in words.split()]
    if words.rstrip().endswith("("):  # "7 Falgun 2079 (19 February 2023)"
        kept = [w for w in kept if not w.isdigit()]
    most = 6 if "," in words else 3
    return len(kept) <= most and all(not w or w[0].isupper() or w in ("on", "of", "de", "the") for w in kept)


_END = re.compile(r"[\W_]{0,6}(?:#\s?#\s?#|-?\s?30\s?-|(?:END|ENDS|End|Ends|ends|E\s?N\s?D)"
                  r"(?:\s+(?:OF\s+\w{2,20}|\d{1,2}[:.]\d\d).{0,40})?)[\W_]{0,6}$")
_RULE = re.compile(r"[\s*_=#~•·.—–-]{3,200}$")


def is_end_mark(line: str) -> bool:
    """True for ``###``, ``END 3:31 P.M. EDT``, ``(END)``, ``-30-`` and the like."""
    line = line.strip()
    return len(line) <= 80 and bool(line) and _END.match(line) is not None


def is_wire_end(line: str) -> bool:
    """True for the end mark of releases that are one item each: ``###``, ``# # #``; not for ``ENDS`` and its like."""
    line = line.strip()
    return line.count("#") > 1 and len(line) <= 16 and set(line) <= {"#", " "}


def is_rule(line: str) -> bool:
    """True for a line of signs only that parts two texts: ``* * *``, ``---``, ``_____``."""
    line = line.strip()
    return 0 < len(line) <= 200 and _RULE.match(line) is not None


_AFTER_STOP = re.compile(r"[^\W\d_A-Z]{2}[.!?…][”\"’')\]]{0,2}(?:[\[(]?\d{1,3}(?:[,–-]\d{1,3}){0,4}[\])]?"
                         r"|\s?\[\d{1,3}\]|\s?[/(](?:END|End|end|Ends|ENDS)[/)]|[*†‡¹²³⁰⁴-⁹]{1,4})$")


def before_note(line: str) -> int:
    """Where a line ends without the number of a footnote, or ``/END/``, that stands after its last full stop."""
    found = _AFTER_STOP.search(line, max(0, len(line) - 40)) if line[-1:] in _AFTER_STOP_ENDS else None
    return len(line) if found is None else found.start() + 3


_AFTER_STOP_ENDS = frozenset("0123456789])/*†‡¹²³⁰⁴⁵⁶⁷⁸⁹")
HEADING_WORDS = 28  # headings of the 1990s reach 25 words
_CLOSED = (".", ";", ",", "।", "。")
_ABBREVIATED_END = re.compile(r"(?:\b(?:U\.S|U\.K|U\.N|D\.C|[ap]\.m|etc|Inc|Jr|Sr|No|Co|Ltd)\.|\.\.\.)$")


def is_heading_line(line: str, words: int = HEADING_WORDS) -> bool:
    """True for a line that could be a heading: short, no full stop at its end, no sentence inside.

    The line comes without its numbering mark.
    """
    line = line.strip()
    if not line or len(line) > 12 * words or is_rule(line):
        return False
    parts = line.split()
    if len(parts) > words or not any(c.isalpha() for c in line[:40]):
        return False
    if line.endswith(('."', ".”")) and line[:1] not in "“\"":
        return False
    if before_note(line) < len(line) or (line.endswith(_CLOSED) and not _ABBREVIATED_END.search(line)):
        return False
    if line.endswith((".)", "!)", ".]")) and not line.startswith("("):  # a stage direction after a sentence
        return False
    first = next((c for c in line if c.isalnum()), "")
    return not first.islower() and not _INNER_STOP.search(line)


_INNER_STOP = re.compile(r"[a-z]{4}[.!]\s+[A-Z][a-z]+\s")


_TITLE_WORD = re.compile(r"[^\W\d_a-z]")  # a capital letter, or one of a script without case
_PARTICLES = ("of for the and to in at on de la le du del da dos di von van der den bin ibn al el y e a an with pro "
              "tempore via through")
_SMALL = frozenset(_PARTICLES.split())
_NEVER_FIRST = frozenset(["by", "in", "on", "at", "for", "from", "to", "with", "as", "of", "under", "and", "or", "but"])
_CAPS_WORD = r"[A-Z]['’]?[A-Za-z]{0,3}[A-Z][A-Z'’-]{0,30}"
_CAPS_NAME = rf"(?:[A-Z]\.\s){{0,2}}{_CAPS_WORD}(?:\s(?:[A-Z]\.\s)?{_CAPS_WORD}){{0,3}}"
_STOP_LABEL = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Messrs)\.?\s{_CAPS_NAME}(?:\s(?:of|from)\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)?"
    r"|(?:The|THE)\s(?!HON\b|RIGHT\b)[A-Z]{3,20}(?:\s[A-Z]{3,20}){0,3}(?:\s(?:pro tempore|Pro Tempore))?"
    r"(?:\s\([^()]{2,60}\))?"
    r"|(?:The(?! Hon\b| Rt\b| Right\b)|Mr\.|Mrs\.|Ms\.|Dr\.|(?:Vice )?President|Prime Minister|Secretary|Chancellor"
    r"|Chairman|Senator|Governor|General|Ambassador|Admiral|Representative|Director|Commissioner|Professor|Judge)"
    r"\s[A-Z][\w’'-]{2,24}(?:\s[A-Z][\w’'-]{2,24})?)\.(?=\s|—|$)")
_DASH_LABEL = re.compile(r"(?:The|THE)\s[A-Z]{3,20}(?:\s[A-Z]{3,20}){0,3}(?=\s[-–—]\s)")  # "THE MINISTER - We agreed."
_Q_LABEL = re.compile(r"(?:Q|A)(?:\s?\d{1,3})?(?!\.[A-Z]\.?\s?:)(?!\s?\([^()]{2,80}\)\s?:)"
                      r"(?:\s?[.:：]\s?(?:[-–—]\s)?|\s?[-–—]\s|\t\s{0,20}|\s{2,20}|\s(?=\()|(?<=Q)\s(?=[A-Z“\"‘—–-]))")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|Lt|Col|Sen|Rep|Gov|Hon|Rt|St|Jr|Sr|H\.\s?E|[A-Z]|Pres|Min"
                           r"|(?:As|Us?)?sec|Sec|Asst|Dep|Atty|Brig|Maj|Capt|Cmdr|Adm|Smt|Msgr|Insp|Supt|Cong)\.$",
                           re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """What looks like the label of a turn of speech: `line[start:end]` is the label, `line[words:]` what is said."""

    text: str
    start: int
    end: int
    words: int
    form: Literal["colon", "q", "stop"]


def label_at(line: str) -> Label | None:
    """What looks like a turn label at the start of the line, or None. A field such as ``Date:`` looks like one too."""
    indent = len(line[:OPENING]) - len(line[:OPENING].lstrip())
    if found := _Q_LABEL.match(line, indent, indent + OPENING):
        text = found.group().strip().rstrip(".:： -–—")
        return Label(text, indent, indent + len(text), found.end(), "q")
    opening = line[indent:indent + OPENING]
    if found := _DASH_LABEL.match(opening):
        end = indent + found.end()
        return Label(line[indent:end], indent, end, _skip(line, end + 2), "stop")
    if found := _STOP_LABEL.match(opening):
        end = indent + found.end() - 1
        return Label(line[indent:end], indent, end, _skip(line, end + 1), "stop")
    return _colon_label(line, indent, opening)


def _colon_label(line: str, indent: int, opening: str) -> Label | None:
    end = _colon(opening)
    if end <= 0:
        return None
    text = opening[:end].rstrip()
    if not is_label_text(text):
        return None
    words = _skip(line, indent + end + 1)
    if line[words:words + 2] in ("- ", "– ", "— ") and line[words + 2:words + 3].isupper():  # "Reporter: - Will it?"
        words = _skip(line, words + 1)
    return Label(text, indent, indent + len(text), words, "colon")


_BEFORE_COLON = re.compile(r"[(\[<?!：\n]")


def _colon(opening: str) -> int:
    """Offset of the colon that closes a label; the colons of time codes in brackets do not."""
    colon = opening.find(":")
    if colon > 0 and not _BEFORE_COLON.search(opening, 0, colon):
        return -1 if opening[colon + 1:colon + 3] == "//" or opening[colon + 1:colon + 2].isdigit() else colon
    depth = 0
    for at, sign in enumerate(opening):
        if sign in "([<":
            depth += 1
        elif sign in ")]>":
            depth -= 1
        elif sign in ":：" and depth <= 0:
            return -1 if opening[at + 1:at + 3] == "//" or opening[at + 1:at + 2].isdigit() else at
        elif sign in "?!\n":
            return -1
    return -1


_ASIDE = re.compile(r"\([^()]{0,160}(?:\([^()]{0,80}\)[^()]{0,40})?\)|\[[^\][]{0,160}\]|<[^<>]{0,80}>")


_ROLE_ALONE = re.compile(r"(?:Le|La|El|Il|O|A)\s[^\W\d_]{3,20}(?:[ -][^\W\d_]{2,20})?")  # Le ministre, La portavoz


_GIVEN = re.compile(r"[A-Z][A-Za-z]\.")  # "CH. IOANNIDES", "Th. Ost"
_UNNAMED = re.compile(r"(?:Audience|Unidentified|Unknown|Male|Female|Floor|Panel) "
                      r"(?:member|speaker|participant|questioner|voice|reporter|journalist)s?(?: #?\d{1,2})?")
MOST_WITH_OFFICE = 20  # words of a label that gives a name and, behind a comma, the office


def is_label_text(text: str) -> bool:
    """True for words that can be the label of a turn: a name, a role, an outlet; short, and begun like a name."""
    bare = _ASIDE.sub(" ", text).strip()
    parts = bare.split()
    if not 1 <= len(parts) <= (MOST_WITH_OFFICE if "," in bare else 14) or not bare[0].isalpha():
        return False
    if parts[0].lower() in _NEVER_FIRST and not bare.startswith("Under Secretar"):
        return False
    if _ROLE_ALONE.fullmatch(bare) or _UNNAMED.fullmatch(bare):
        return True
    for part in parts:
        word = part.strip(",.'’\"“”*/&#")
        if not word or word.lower() in _SMALL or _TITLE_WORD.search(word) or "-" in word or word[0].isdigit():
            if part.endswith(".") and not (_ABBREVIATION.search(part) or _GIVEN.fullmatch(part)) and (
                    part is not parts[-1]):
                return False
            continue
        return False
    return _TITLE_WORD.match(parts[0]) is not None


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def begins_block(line: str) -> bool:
    """True for a line that begins a new paragraph wherever it stands: it carries a mark, a label or an end mark.

    For readers that join hard-wrapped lines. Marks that prose can wrap onto a new line by chance (``1999.``,
    ``A.``, ``(a)`` are among them) count only where the words after them begin like a sentence or a heading.
    """
    stripped = line.strip()
    if not stripped:
        return True
    if is_end_mark(stripped) or is_rule(stripped):
        return True
    mark = mark_at(stripped)
    if mark is not None:
        rest = stripped[mark.end:]
        if mark.style == "letter" and not mark.bracketed and mark.text.endswith("."):
            return False
        return mark.style == "bullet" or not rest or not rest[0].islower()
    label = label_at(stripped)
    return label is not None and (label.form != "colon" or len(label.text.split()) <= 6)
