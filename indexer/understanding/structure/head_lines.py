"""Lines of a record's head, each told by itself: fields, categories, places, bylines."""

from __future__ import annotations

import re

from indexer.understanding.structure.head_words import whole_line
from indexer.understanding.structure.units import Unit

FIELD = re.compile(r"\[?(?:Date|Place|Time|Venue|Location|Date and \w+|Speaker|By|Author|Source|Publisher|Published"
                    r"|Created|Updated|Modified|Publication date|Published under"
                    r"|Posted|Event|Occasion|Subjects?|Topics?|Ref(?:erence)?|Number|Delivered(?: on| by)?|Interviewer"
                    r"|From|Posted [Oo]n|Published [Oo]n|Department|Directorate|Hits?|Translation"
                    r"|Photo|Type|Session|Sitting|Participants?|Members present"
                    r"|Released?(?: on)?|E&OE\b.{0,40})\]?\s?[:：\]]", re.IGNORECASE)
PLACE = re.compile(r"(?:At the |At )?[^\W\d_][\w.’'-]*"
                    r"(?:[ ,&]{1,3}(?:[A-Z][\w.’'-]*|of|the|de|la|al|at|and|in|on)){0,14}")
_CITY = r"[A-Z][\w.'’-]{1,24}(?: (?:(?:and|of|the|de) )?[A-Z][\w.'’-]{1,24}){0,2}"
CITY_COUNTRY = re.compile(rf"(?:At |In )?{_CITY}, {_CITY}(?:, {_CITY})?")
VENUE = re.compile(r"[^.:;]{3,120}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,3}){2}\.?")  # two proper names set off by commas
BYLINE = re.compile(
    r"(?:Remarks|Speech|Address|Statement|Testimony|Lecture|Keynote|Delivered|Prepared)\W(?:\w+ ){0,2}(?:by|of)\b"
    r"|(?:By|Before|At) |(?:To|For|From) (?:the |an? )?[A-Z]|(?:Vice )?Chair(?:man|woman)?\b|Governor\b"
    r"|(?:Hon|H\.E|Mr|Ms|Dr)\.")
QUOTED = re.compile(r"[*_]{0,2}[“\"‘]")


def is_place(text: str) -> bool:
    """True for a line of proper names set off by commas: `Jeddah, Saudi Arabia`."""
    return VENUE.fullmatch(text) is not None or CITY_COUNTRY.fullmatch(text) is not None


def is_breadcrumb(unit: Unit) -> bool:
    """True for the name of a part of the site, or the way to the page."""
    return unit.kind != "heading" and unit.words <= 40 and whole_line("categories").fullmatch(unit.text) is not None


def letters_of(text: str) -> str:
    """The letters and digits alone, in small letters, as titles are compared."""
    return "".join(filter(str.isalnum, text.casefold()))
