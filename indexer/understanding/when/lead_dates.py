"""The event's date in the sentences of a lead: which of its dates it is, and in which year.

A lead names other dates too: what a condolence is about, the meeting before, the visit to come. A date counts only
where its sentence tells an event (`held`, `met`, `spoke`), and where no word beside it makes it another one's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from indexer.model import When
from indexer.understanding.language.clock import LOCAL_OUTSIDE, find_clock
from indexer.understanding.language.date_forms import PrintedDate, date_words, find_dates, names_of
from indexer.understanding.language.word_patterns import alternation, lowered, whole_words
from indexer.understanding.layout import Line
from indexer.understanding.when.reckoning import Reference, dated

SENTENCES = 5  # of a lead in which the event's date is looked for
REACH = 3000  # characters of a lead that are read


def lead_date(lead: tuple[Line, ...], reference: Reference | None, *, several: bool, own_words: bool,
              day_first: bool | None) -> When | None:
    """The event's date as the lead states it.

    `several`: the title speaks of meetings in the plural; `own_words`: the lead is somebody's speech, whose
    "yesterday" is not the day of the speech.
    """
    found: list[When] = []
    for text, offset in _sentences(lead):
        if found and not several:
            return _began(found[0], text)
        sentence = _Sentence(text, offset, find_dates(text, day_first))
        if reference is None and sentence.tells_yearless:
            return None  # what follows dates another meeting
        stated = _stated(sentence, reference)
        counted = stated is not None and stated.rule in _COUNTED  # from an agency's own day
        relative = None if own_words or counted else _relative(sentence, reference)
        if when := _first_told(stated, relative):
            if when.time and not several:
                return when
            found.append(when)
    return _span(found)


_COUNTED = frozenset({"today", "yesterday", "day before yesterday", "weekday", "day of this month"})


def _first_told(stated: When | None, relative: When | None) -> When | None:
    """Of a sentence's printed day and its `today` the one that is told first: what follows is about something else."""
    if stated is None or relative is None or stated.first <= relative.first <= stated.last:
        return stated or relative
    return stated if (stated.start or 0) < (relative.start or 0) else relative


_BEGAN = re.compile(r"\b(?:began|commenc\w+|started|held|opened|took place|from)\b", re.IGNORECASE)


def _began(when: When, sentence: str) -> When:
    """With the time at which the sentence after the date's says that the meeting began."""
    cue = None if when.time or when.basis == "inferred" else _BEGAN.search(sentence)
    clock = find_clock(sentence, cue.end(), cue.end() + 40) if cue else None
    return replace(when, time=clock.time, time_basis=clock.basis) if clock else when


def _span(found: list[When]) -> When | None:
    """One range for the dates of several meetings told of one after the other."""
    if not found:
        return None
    first, last = min(w.first for w in found), max(w.last for w in found)
    head = found[0]
    if first == last or (last - first).days > 14:
        return head
    return replace(head, first=first, last=last, precision="range")


_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘'(]?[^\W\da-z_])|(?<=[。！？])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Ms|Mrs|Dr|Jr|Sr|St|H\.?\s?E|Hon|Prof|Gen|Lt|Col|Amb|Sen|Rep|Gov|No|Nos|vs|[ap]\.?m"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.$")
_LIST_NUMBER = re.compile(r"\W{0,3}\w{1,3}[.)]\W{0,3}$")


def _sentences(lead: tuple[Line, ...]) -> Iterator[tuple[str, int]]:
    """The first sentences of the lead, each with its offset in the record."""
    left, reach = SENTENCES, REACH
    for line in lead:
        text = line.text[:reach]
        for start, end in sentences_of(text):
            yield text[start:end], line.start + start
            left -= end - start > 30
            if left <= 0:
                return
        reach -= len(line.text)
        if reach <= 0:
            return


@lru_cache(maxsize=64)  # rules for dates and for places ask about the same paragraphs
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of a lead's sentences, in any language; the stop of `Hon.`, `U.S.` or a German day ends none."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.start() if match else len(text)
        if match and (_ABBREVIATION.search(text[max(start, end - 12):end]) or _LIST_NUMBER.match(text, start, end)
                      or _is_day(text, end, match.end())):
            continue
        if text[start:end].strip():
            yield start, end
        start = match.end() if match else end


_ORDINAL = re.compile(r"\s\d{1,2}\.$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")


def _is_day(text: str, end: int, after: int) -> bool:
    """True for `5. Mai`: a day whose stop is that of an ordinal, the month after it."""
    word = _NEXT_WORD.match(text, after) if _ORDINAL.search(text, max(0, end - 4), end) else None
    return word is not None and word[0].casefold() in names_of("months")


@cache
def _cues() -> re.Pattern[str]:
    words = date_words()
    event, other = (whole_words(map(str.lower, words[name])) for name in ("event", "other"))
    return re.compile(rf"(?P<other>{other})|(?<!\bto\s)(?P<event>{event})")  # for small letters


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W\d_])(?:{alternation(date_words()['before'])})(?:\s+(?:on|the|of|in|from))*\W*$"
        r"|(?<!morning)(?<!evening)(?<!afternoon)(?<!night)\s(?:of|dated|for)\s+(?:the\s+)?$", re.IGNORECASE)


_DOCUMENT = re.compile(
    r"\b(?:agreement|treaty|resolution|statement|declaration|protocol|communiqu[eé]|memorandum|convention|accord|summits?"
    r"|conference|meetings?|talks|ceremony|elections?|plan|initiative|letter|bill|act|law|visit|order)(?:\s+of\s+\w+)?\s+$",
    re.IGNORECASE)
_PARTICIPLES = frozenset({
    "signed", "adopted", "issued", "concluded", "released", "announced", "launched", "held", "made", "presented",
    "delivered", "hosted", "opened", "convened", "received", "sent", "conducted", "approved", "passed", "enacted"})
_OPENS_MEETING = re.compile(r"\W*(?:at|during|in|on the occasion of)\s+(?:the|their|its|a)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|since)\s+(?:the\s+)?$", re.IGNORECASE)  # of a time that goes on
_TODAY_AHEAD = re.compile(r"\btoday,?\s*\(\s*$", re.IGNORECASE)


_WE_MET = re.compile(r"\W*(?:1\.\s*)?We\b[^.;]{0,300}?\b(?:met|gathered|convened|have met|assembled)\b")


def we_met(text: str) -> bool:
    """True for a declaration that begins with its makers' meeting: `We, the Leaders of ..., met in ...`."""
    return _WE_MET.match(text) is not None


_THEY_MET = re.compile(r"\b(?:met|gathered|convened|held (?:a|an|their|talks|consultations)|assembled)\b")


def they_met(text: str) -> bool:
    """True for a paragraph in the third person that tells of a meeting: `The President and the Premier met in ...`."""
    return _THEY_MET.search(text) is not None and _FIRST_PERSON.search(text) is None


@lru_cache(maxsize=64)  # rules for dates and for places ask about the same sentences
def event_verb(sentence: str) -> int | None:
    """The offset after the sentence's first verb where that is an event's (`held`, `met`), not of what is to come."""
    cue = _cues().search(lowered(sentence))
    return cue.end() if cue and cue["event"] else None


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternation(date_words()['openers'])})\b", re.IGNORECASE)


_FUTURE_REACH = 14  # characters between "will" and the verb that it puts into the future


@dataclass(frozen=True)
class _Sentence:
    """A sentence of the lead, its place in the record, and the dates printed in it."""

    text: str
    offset: int
    dates: tuple[PrintedDate, ...]

    @cached_property
    def cues(self) -> list[re.Match[str]]:
        """Its verbs, in order; of `will be held` only the first."""
        found: list[re.Match[str]] = []
        for cue in _cues().finditer(lowered(self.text)):
            ahead = found[-1] if found else None
            near = ahead is not None and cue.start() - ahead.end() <= _FUTURE_REACH
            if not (near and ahead and ahead[0] in date_words()["future"]):
                found.append(cue)
        return found

    @property
    def tells_yearless(self) -> bool:
        """True where it tells its event's day and month, and no year."""
        yearless = [date for date in self.dates if date.day is not None and date.year is date.short_year is None]
        return (not any(date.full for date in self.dates)
                and any(self.tells_event(date.start, date.end) for date in yearless))

    def tells_event(self, start: int, end: int) -> bool:
        """True where the words at `text[start:end]` say when the sentence's event was.

        By the verb that governs them: the last one before them, or the first one after a date that opens the sentence.
        """
        text = self.text
        if _in_brackets(text, start) or _before().search(text[max(0, start - 40):start]):
            return False
        earlier = [cue for cue in self.cues if cue.end() <= start]
        if not earlier and _openers().match(text):
            return False
        cue = earlier[-1] if earlier else next((cue for cue in self.cues if cue.start() >= end), None)
        if cue is None or cue["event"] is None:
            return False
        of_document = cue[0] in _PARTICIPLES and _DOCUMENT.search(text[max(0, cue.start() - 24):cue.start()])
        return not (earlier and of_document) or _OPENS_MEETING.match(text) is not None


_AGENCY_LINE = re.compile(r"\s*(?:,\s*[A-Z]\w+\s*)?(?:\([^()]{2,30}\)\s*)?(?:–|—|-{1,3})\s")
_AGENCY_REACH = 60


def _stated(sentence: _Sentence, reference: Reference | None) -> When | None:
    """The day that the sentence's verb is told of; a news line's own (`RIGA, 5 May 2023 – `) where it has no other."""
    first = sentence.dates[:1]
    if first and first[0].start < _AGENCY_REACH and _AGENCY_LINE.match(sentence.text, first[0].end):
        days = first[0].days() if first[0].full else None
        own = Reference(days[0], "dateline") if days else reference
        told = _told(sentence, sentence.dates[1:], own) or _relative(sentence, own) or _told(sentence, first, reference)
        return told or dated(first[0], reference, "dateline", sentence.offset)
    return _told(sentence, sentence.dates, reference)


def _told(sentence: _Sentence, dates: tuple[PrintedDate, ...], reference: Reference | None) -> When | None:
    aside = [date for date in dates if _WHO.search(sentence.text[:date.start])
             or (date.last is not None and _ON_VISIT.search(sentence.text[:date.start]))]
    for date in (*(each for each in dates if each not in aside), *aside):
        if date.day is None or date.unsure or (date.last is None and _FROM.search(sentence.text[:date.start])):
            continue
        today = _TODAY_AHEAD.search(sentence.text[:date.start])
        if not today and not sentence.tells_event(date.start, date.end):
            continue
        venue = _venue_date(sentence.text, date, sentence.dates)
        if when := dated(venue, reference, "lead", sentence.offset):
            return _with_time(when, sentence.text, date)
    return None


_ON_VISIT = re.compile(  # "on his visit to Poland from March 22 to 24, held talks in Warsaw on March 23"
    r"\b(?:on|during|in the course of|as part of|within)\s+(?:the|an?|his|her|their|its)\b[^,.;]{0,60}"
    r"\b(?:visit|trip|tour|stay|mission)\b[^,.;]{0,60}$", re.IGNORECASE)
_WHO = re.compile(r",\s+who\s[^,;.]*$")  # "Mr. Hale, who arrived on May 24, had talks on May 25"


def _in_brackets(sentence: str, at: int) -> bool:
    return sentence.count("(", 0, at) > sentence.count(")", 0, at)


_OTHER_CLOCK = re.compile(r"\b(?:local\s+time|[A-Z]\w+\s+(?:standard\s+)?time|JST|EDT|EST|GMT)\b", re.IGNORECASE)


def _venue_date(sentence: str, date: PrintedDate, dates: tuple[PrintedDate, ...]) -> PrintedDate:
    """Of two clocks the venue's: the date in brackets where `local time` stands with it, else the one outside.

    `1 p.m. (12 p.m. on August 2, local time)` names the local day in brackets;
    `6:15 p.m. (local time: 7:15 a.m. on September 28, Japan time)` calls the time outside local.
    """
    for other in dates:
        if other.start <= date.end or other.day is None or not _in_brackets(sentence, other.start):
            continue
        opening = sentence.rfind("(", 0, other.start)
        closing = sentence.find(")", other.end)
        inside = sentence[opening:closing if closing >= 0 else len(sentence)]
        zones = [zone.group().lower() for zone in _OTHER_CLOCK.finditer(inside)]
        if any(zone.startswith("local") for zone in zones) and not (LOCAL_OUTSIDE.match(inside) and len(zones) > 1):
            return other
    return date


def _with_time(when: When, sentence: str, date: PrintedDate) -> When:
    clock = find_clock(sentence, date.end) or find_clock(sentence, 0, date.start)
    if clock is None:
        return when
    local = clock.basis == "unstated" and re.match(r"\W*\(?local time", sentence[date.end:date.end + 14], re.IGNORECASE)
    return replace(when, time=clock.time, time_basis="local" if local else clock.basis)


@cache
def _relative_words() -> re.Pattern[str]:
    words = date_words()
    return re.compile(rf"(?P<before>{whole_words(words['before_yesterday'])})"
                      rf"|(?P<yesterday>{whole_words(words['yesterday'])})"
                      rf"|\bon\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{whole_words(words['this_month'])}"
                      rf"|(?P<today>{whole_words(words['today'])})"
                      rf"|\b(?:on|this|last|earlier\s+on)\s+(?P<weekday>{whole_words(names_of('weekdays'))})",
                      re.IGNORECASE)


_FIRST_PERSON = re.compile(r"(?<![\w.’'])(?:I|[Mm]y|me)(?![\w.])|(?<![\w.’'])[Ww]e(?!,|\s+the\b)\s")


def _relative(sentence: _Sentence, reference: Reference | None) -> When | None:
    """`today`, `yesterday`, `on Monday`, counted from the reference's day; inferred."""
    if reference is None or not reference.exact:
        return None
    dated_weekdays = {date.start for date in sentence.dates if date.weekday is not None}
    for match in _relative_words().finditer(sentence.text):
        of_date = match["weekday"] and match.start("weekday") in dated_weekdays
        if of_date or not sentence.tells_event(match.start(), match.end()):
            continue
        if _FIRST_PERSON.search(sentence.text):
            return None
        day, rule = reference.day, "today"
        if match["before"]:
            day, rule = reference.day - dt.timedelta(days=2), "day before yesterday"
        elif match["yesterday"]:
            day, rule = reference.day - dt.timedelta(days=1), "yesterday"
        elif match["day"]:
            if not 0 < int(match["day"]) <= reference.day.day:
                continue
            day, rule = reference.day.replace(day=int(match["day"])), "day of this month"
        elif match["weekday"]:
            back = (reference.day.weekday() - names_of("weekdays")[match["weekday"].casefold()]) % 7
            day, rule = reference.day - dt.timedelta(days=back), "weekday"
        start, end = sentence.offset + match.start(), sentence.offset + match.end()
        return When(first=day, last=day, precision="day", basis="inferred", rule=rule, start=start, end=end)
    return None
