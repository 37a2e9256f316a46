"""Bodies that meet and speak as one: which of them a record is of, or tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import plain
from indexer.understanding.language.operative import OPERATIVE

_TOLD = 900  # characters of the first section in which a body's meeting is told
_HEAD = 300  # characters of a head line
_MOST = 14  # words of a body's name on each side of its noun
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d+(?:st|nd|rd|th)|\([A-Z][\w-]{1,11}\)|[,.:;()\n]")
_LINKS = frozenset(("of", "and", "for", "the", "on", "in"))
_MET = re.compile(r"\b(?:held|met|meets|convened|convenes|gathered|adopted|issued|concluded|opened|chaired|hosted"
                  r"|took place|was held|at its|in its)\b")
_BEFORE = re.compile(r"(?:\b(?:adopted|issued|approved|released) by|\b(?:meetings?|sessions?|summit|statement"
                     r"|conclusions|communiqu[eé]|members) of)(?: the)?\s*$", re.IGNORECASE)
_OWNING = ("’s", "'s", "s’", "s'")
_ATTENDING = frozenset(("attends", "attend", "attended", "at", "addresses", "address", "joins", "join", "in", "to",
                        "visits", "with", "before", "hosts", "participates", "chairs", "opens", "briefs", "attending",
                        "addressing"))
_NEAR = 60  # characters before a body's name in which it is told to be the record's own
# "The Peace and Security Council," "Acting under Article 7 of its Protocol, the Council:" above paragraphs that begin
# with their verb.
_ENACTING = re.compile(
    r"^\W{0,4}(?:(?:Acting|Having|Recalling|Guided|Determined|Mindful|Noting|Convinced|Meeting|Reaffirming|After)\b"
    r"[^\n]{1,400}, )?"
    r"[Tt]he (?P<body>[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|and|for|the|on)){0,14}),?(?: ?\([^()\n]{2,40}\))?"
    r"(?:,? (?:meeting|at its|assembled|held|gathered|convened)[^\n]{1,200})?[,:]?\s*$", re.MULTILINE)
_MARK = re.compile(r"\n\W{0,4}(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5})[.)])?\s*(?=[A-Za-z])")
_FEWEST_ACTS = 2
_SAYING = re.compile(r"statement|declaration|conclusions|communiqu|appeal|\bcall|document", re.IGNORECASE)
_LONGEST_INITIALS = 8
_OPENING = 9000  # characters in which a resolution says whose it is


def bodies_of_record(title: str, head: Iterable[str], lead: str, lexicon: Lexicon) -> frozenset[frozenset[str]]:
    """The bodies that title, head and lead name as those who meet or speak, each by the words of its name.

    The noun that tells what it is stands among the words once more, and its initials: `{"peace", "security",
    "council", "*council", "psc", "(psc)"}`.
    """
    nouns = lexicon.lists["groups.bodies"]
    offices = lexicon.lists["roles.heads"]
    found = [*_named(title, nouns, offices, told=False)]
    for line in head:
        found.extend(_named(line[:_HEAD], nouns, offices, told=False))
    found.extend(_named(lead[:_TOLD], nouns, offices, told=True))
    return frozenset(found)


def _named(text: str, nouns: frozenset[str], offices: frozenset[str], *, told: bool) -> Iterator[frozenset[str]]:
    """The bodies that a text names; of running text (`told`) those that it tells to meet or to speak.

    Not what somebody only attends (`Minister A addresses the Council`) or has an office in (`the Chair of the Group`).
    """
    if _noun(nouns).search(text) is None:
        return
    words = list(_WORD.finditer(text))
    plains = [plain(match.group().strip("()")) for match in words]
    caps = [match.group()[0].isupper() or match.group()[0].isdecimal() or (match.group()[0] == "(" and
            len(match.group()) > 1) for match in words]
    for i, word in enumerate(plains):
        if word not in nouns or not caps[i]:
            continue
        first = i
        while first and i - first < _MOST and (caps[first - 1] or plains[first - 1] in _LINKS):
            first -= 1
        after = i + 1
        while after < len(words) and after - i < _MOST and (caps[after] or plains[after] in _LINKS):
            after += 1
        if (i + 1 < after and caps[i + 1]) and words[i + 1].group()[0] != "(":
            continue  # "the Council President"
        if not offices.isdisjoint(plains[first:i]) or (first and _before(plains, first) in _ATTENDING):
            continue
        if told and any(match.group().endswith(_OWNING) for match in words[first:after]):
            continue  # "Norges Bank's Committee" is a part of the one who publishes
        if told and not (
                _MET.search(text, words[after - 1].end(), words[after - 1].end() + _NEAR * 2)
                or _BEFORE.search(text[max(0, words[first].start() - _NEAR):words[first].start()])):
            continue
        initials = (f"({each})" for each, match in zip(plains[first:after], words[first:after], strict=True)
                    if match.group()[0] == "(")
        yield frozenset((*plains[first:after], f"*{word}", *initials)) - _LINKS


def _before(plains: list[str], first: int) -> str:
    """The word before a body's name and its article."""
    return plains[first - 1] if plains[first - 1] != "the" or first == 1 else plains[first - 2]


def speaks_in_title(title: str, lexicon: Lexicon) -> bool:
    """Whether a title gives the words as a body's: `Statement by the North Atlantic Council on ...`."""
    lists = lexicon.lists
    return _SAYING.search(title) is not None and (
        _said_by(lists["groups.bodies"], lists["groups.named"]).search(title) is not None)


@lru_cache(maxsize=8)
def _said_by(nouns: frozenset[str], named: frozenset[str]) -> re.Pattern[str]:
    several = "Heads of (?:State|Government|Mission|Delegation)|Leaders|Ministers|Members|Allies|Envoys|(?:Co-)?Chairs"
    groups = "|".join(sorted(name.upper() for name in named if len(name) < _LONGEST_INITIALS))
    bodies = f"{'|'.join(sorted(map(str.capitalize, nouns)))}|{groups}|{several}"
    said = "[Ss]tatement|[Dd]eclaration|[Cc]onclusions|[Cc]ommuniqu[eé]|[Aa]ppeal|[Cc]all|(?:Outcome|Final) [Dd]ocument"
    return re.compile(
        rf"\b(?:{said}) (?:by|of|from|issued by|adopted by) (?:the )?(?:[\w’'-]+ ){{0,6}}?(?:{bodies})\b"
        rf"|^(?:[\w’'/-]+ ){{0,6}}(?:{bodies})[’']?s? (?:[\w’'-]+ ){{0,3}}(?:{said})\b")


@lru_cache(maxsize=8)
def _noun(nouns: frozenset[str]) -> re.Pattern[str]:
    """Any of the nouns with a capital."""
    forms = sorted((*map(str.capitalize, nouns), *map(str.upper, nouns)))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


def enacting_body(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a body's resolution: `The Council,` above paragraphs that open with what it does."""
    for match in _ENACTING.finditer(text, 0, _OPENING):
        if lexicon.lists["groups.bodies"].isdisjoint(map(plain, match["body"].split())):
            continue
        begun = (mark.end() for mark in _MARK.finditer(text, match.end() - 1, match.end() + _OPENING))
        if sum(OPERATIVE.match(text, at) is not None for at in begun) >= _FEWEST_ACTS:
            return True
    return False
