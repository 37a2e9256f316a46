"""By which means a meeting was held: on the telephone, by video, or in a room."""

from __future__ import annotations

import re

from indexer.model import Mode
from indexer.understanding.opening import Opening

_TELEPHONE = re.compile(
    r"\b(?:tele)?phone\s+(?:talks?|calls?|conversations?|conference|meeting|discussion)\b"
    r"|\b(?:by|over the|on the|via)\s+(?:tele)?phone\b|\btelephon(?:e|ic|ed)\b|\bphoned\b|\b(?:press|conference) call\b"
    r"|(?<!press )(?<!courtesy )(?<!farewell )(?<!introductory )\bcalls?\s+"
    r"(?:with|between|(?:to|from)\s+(?:President|Prime|King|Chancellor|Foreign))\b"
    r"|\bentretien téléphonique\b|\btelefonat\b|\btelefonierte\b|\bconversación telefónica\b|телефонн|電話会談|通电话",
    re.IGNORECASE)
_VIDEO = re.compile(
    r"\bvirtual(?:ly)?\b|\bvideo[- ]?(?:conference|call|link|teleconference|meeting|talks?|message)\w*"
    r"|\bvideoconferenc\w+"
    r"|\bvia\s+(?:[\w-]+\s+)?(?:video|tele-?conference|webcast|zoom)|\bteleconference\b|\bweb(?:cast|inar)\b"
    r"|\bonline\s+(?:meeting|format|talks|summit|conference)\b|\bheld online\b|\(online\)"
    r"|\bvisioconférence\b|\bvideokonferenz\b|\bvideoconferencia\b|видеоконференц|テレビ会議|视频会", re.IGNORECASE)
_THE_VIRTUAL = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]heir) (?:virtual|video|online) (?:meeting|session|event|summit"
                          r"|talks|conference|round-?table|call)\b")
# One of these is in every text that a pattern above matches; looking for them is far quicker.
_TELEPHONE_HINTS = ("phone", "call", "telefon", "telefón", "téléphon", "телефон", "電話", "电话")
_VIDEO_HINTS = ("virtual", "video", "web", "online", "teleconf", "tele-conf", "zoom", "visio", "видео", "テレビ",
                "视频")
_SPOKE = re.compile(
    r"\b(?:spoke|speaks)\b(?:\s+\w+){0,3}?\s+(?:with|to)\b"
    r"|\bcalled\s+(?:and|President|Prime|Governor|Chancellor|King|Crown|Secretary|Minister|his|her|Mr|Ms)\b")
_IN_PERSON = re.compile(r"\b(?:met|meets|meeting|hosted|welcomed|received|visit(?:ed|ing|s)?|summit|luncheon|dinner)\b",
                        re.IGNORECASE)
_TALK = re.compile(r"\breadout\b|\btalks?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-z]{2}[.!?])\s")
_BRACKETS_LAST = re.compile(r"\([^()]*\)\W*$")  # "... , St. Louis, Missouri (via pre-recorded video)"
SHORT = 60  # characters of a line of the head that can be `Via Teleconference`
REACH = 600  # characters of the lead


def meeting_mode(opening: Opening, kind: str | None) -> Mode | None:
    """Telephone or video, as title, head and first sentences say; None for a room, or where nothing is said."""
    brackets = (found[0] for line in opening.head if (found := _BRACKETS_LAST.search(line.text[-SHORT:])))
    said = " | ".join((opening.title, *(line.text for line in opening.head if len(line.text) < SHORT), *brackets))
    if _by_video(said):
        return "video"
    if _by_telephone(said):
        return "telephone"
    lead = opening.lead[0].text[:REACH] if opening.lead else ""
    first = " ".join(_SENTENCE_END.split(lead, maxsplit=2)[:2])
    if _by_video(first) or any(_THE_VIRTUAL.search(line.text[:REACH]) for line in opening.lead[1:]):
        return "video"
    if _IN_PERSON.search(opening.title):
        return None
    if _by_telephone(first) or "telephone" in (kind or ""):
        return "telephone"
    spoke = _TALK.search(opening.title) and _SPOKE.search(first) and not _IN_PERSON.search(first)
    return "telephone" if spoke else None


def _by_video(text: str) -> bool:
    small = text.lower()
    return any(hint in small for hint in _VIDEO_HINTS) and _VIDEO.search(text) is not None


def _by_telephone(text: str) -> bool:
    small = text.lower()
    return any(hint in small for hint in _TELEPHONE_HINTS) and _TELEPHONE.search(text) is not None
