"""Clock times as they are printed, and whose clock they go by."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """A time at `text[start:end]`: "17:30" and the clock it goes by ("local", "JST", "EDT", "unstated")."""

    time: str
    basis: str
    start: int
    end: int


_ZONE = (r"JST|KST|GMT|UTC|BST|IST|[ECMPA][SD]?T|CEST|CET|EEST|EET|WEST|AE[SD]T|AEST|AEDT|NZ[SD]T|MSK|ICT|SGT|HKT|SAST"
         r"|WIB|PHT|GST|HST|AKDT|AKST|EAT|CAT|WAT|BRT|ART|TRT|PKT")
_TIME = re.compile(
    r"(?<![\d:.,/-])(?:(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\s?\.?\s?m\b\.?"
    r"|(?P<hour24>\d{1,2})\s?[:h]\s?(?P<minute24>[0-5]\d)(?!\d|:\d\d:)"
    r"|(?<![\w])(?P<word>noon|midnight)\b)", re.IGNORECASE)
_BASIS = re.compile(rf"[\s,]*+(?:[(\[]\s*+)?(?:the\s++)?(?:(?P<local>local\s+time|local)\b|(?P<zone>{_ZONE})\b"
                    r"|(?P<place>(?:[A-Z][\w.]+\s+){1,3})(?:[Ss]tandard\s+|[Dd]aylight\s+)?[Tt]ime\b)")
_LOCAL_AHEAD = re.compile(r"\(?\s*local\s+time\s*[:;,]?\s*$", re.IGNORECASE)
LOCAL_OUTSIDE = re.compile(r"\(\s*local\s+time\s*[:;,]?\s*(?=\S)", re.IGNORECASE)


def find_clock(text: str, start: int = 0, end: int | None = None) -> Clock | None:
    """The first clock time in the text. Odd ones are read as meant: 12 p.m. is noon, 0:15 a.m. and 18:10 p.m. stand."""
    for match in _TIME.finditer(text, start, len(text) if end is None else end):
        time = _time(match)
        if time:
            return Clock(time, _basis(text, match.end()), match.start(), match.end())
    return None


def _time(match: re.Match[str]) -> str | None:
    if match["word"]:
        return "12:00" if match["word"].lower() == "noon" else "00:00"
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    half = (match["half"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def _basis(text: str, end: int) -> str:
    """Whose clock: by the words after the time, where "local time: 7:15 a.m. Japan time" calls the first one local."""
    after = _BASIS.match(text, end)
    if after is None:
        return "unstated"
    if after["local"]:
        return "local"
    if after["zone"]:
        return after["zone"].upper()
    return {"Japan": "JST", "Japan Standard": "JST"}.get(after["place"].strip(), after["place"].strip() + " time")
