"""The people of a record's body: lists of those present, offices without names, and everyone who is mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import Presence
from indexer.understanding.language.sentences import sentences
from indexer.understanding.who.casting import FLOOR_KINDS, Casting, paragraphs
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.parties import Party
from indexer.understanding.who.voices import role_words

BODY_CHARACTERS = 400_000  # of a record, in which people are looked for
LONGEST_LISTED = 160  # characters of a paragraph in a list of those present
_SECTIONS = 8  # in which an office without a name is looked for
_LISTS = re.compile(
    r"\W{0,3}(?:Other |The |List of |Key |Additional )?(?P<who>[Pp]articipants|[Aa]ttendees|[Ll]eaders|[Aa]ttending|"
    r"[Ss]peaking participants|[Mm]embers of (?:the|its|his|her) delegation|[Dd]elegation members|[Tt]hose present|"
    r"[Aa]lso present|[Aa]lso attending|[Aa]lso participating|[Pp]articipating|[Ii]n attendance)\b"
    r"(?=[^.]{0,80}\b(?:included?|were|was|are)\b|\s*:|[^.]{0,60}$)"
)
# "Oslo Participants:", "Government Participants Included:"
_SUBLIST = re.compile(r"(?:[A-Z][\w’'.-]*\s){1,5}(?P<who>[Pp]articipants|[Aa]ttendees)(?:\s[Ii]ncluded)?\s*:")
# "Japanese side: Mr. X, Minister of Ports; Ms. Y": those beside the principals.
_SIDE = re.compile(r"\W{0,3}(?:On the |From the |The )?(?:[A-Z][\w’'.-]*\s){1,3}(?:side|delegation)\s*:")
_PRESENT_LATE = re.compile(r"\b(?:was|were)\s+(?:also\s+)?(?:present|in\s+attendance)\b")
_PLAIN = 12  # characters before "participants" that tell no party of its own: "Other", "The"
_PRESENT = re.compile(
    r"\b(?:meeting|talks|call|ceremony|session|dinner|lunch|reception|audience|consultation|dialogue|forum|event|"
    r"roundtable|summit|conference)s?\s+(?:was|were)\s+(?:also\s+)?(?:attended|joined|participated\s+in)\s+by\b|"
    r"\b[Pp]articipated\s+by\b|"
    r"\bdelegations?\s+(?:also\s+)?(?:included|comprised|consisted\s+of|was\s+(?:composed|made\s+up)\s+of)\b|\b[Aa]lso\s+(?:present|attending|in\s+attendance)\b|"
    r"\b[Jj]oin(?:ing|ed)\s+[^.:;]{2,90}?\s(?:was|were)\b(?!\s+\w+(?:ed|ing)\b)|"
    r"\b[Ii]n the presence of\b|\b(?:[Tt]aking part|[Pp]articipating|[Aa]ttending)\b[^.:;]{0,60}\s(?:was|were)\b|"
    r"\b(?:was|were)\s+attended\s+by\b|"
    r"\b[Ii]n\s+attendance\s+(?:was|were)\b|\b[Pp]resent\s+(?:at|during)\s+[^.:;]{3,40}\s(?:was|were)\b|"
    r"\b(?:meeting|call|session|convening|roundtable|group|participants)\b[^.:;]{0,30}\balso\s+included\b|"
    r"\b(?:were|was)\s+(?:also\s+)?(?:present|in\s+attendance)\b|\([Aa]ttend(?:ing|ed|ees)\b"
)
# "Minister X, who joined the meeting by video link, ...": after a person in a report's body.
_WHO_ATTENDED = re.compile(
    r",? who (?:also |had |was |were |has |is |likewise )*(?:attend(?:ed|ing)|t(?:ook|aking) part|participat(?:ed|ing)|"
    r"join(?:ed|ing)|part of the|present|in attendance|accompan(?:ied|ying)|connected)\b")
# "Minister X also took part in the talks."
_ALSO_CAME = re.compile(
    r"(?: MP| TD|,[^,.;:]{3,80},)? (?:"
    r"(?:also|likewise) (?:attended|joined|participated|took part|(?:was|were) present)\b|"
    r"(?:was|were) also (?:present|in attendance)\b|(?:attended|joined|participated in|took part in) the "
    r"(?:meeting|talks|call|discussions?|conversation|consultations|session)\b)")
# "The talks were co-chaired by A and B", "the Norwegian delegation was led by C": to the sentence's end.
_LED = re.compile(
    r"\b(?:delegations?|meetings?|talks|dialogues?|sessions?|consultations?|sides?|conferences?|forum|task force|group|"
    r"committee|council|negotiations|roundtable|working group|round)\s+(?:was|were|is|are|being)\s+"
    r"(?:co-?)?(?:led|headed|chaired|presided over)(?: jointly)?\s+by\b")
_PRESENT_HOLDS = ("ttend", "resent", "resence", "articipat", "elegation", "joined by",
                  "oining", "oined", "also included", "n attend")  # one of these, wherever _PRESENT matches
# A role that a small word follows, as in "the President said", has no name after it: "Minister of" and "King and" may.
_NAMELESS = re.compile(
    r"\w+(?:[’']s)?\s+(?!(?:of|for|to|and|at|on|the|in|with|von|van|de|da|del|du|al|el|bin|bint|ibn|der|la|le|ter|di)\b)"
    r"[a-z]|(?:President|Prime Minister|Minister|Secretary|Senator|Chairman|Governor|Director|Leader|Speaker)"
    r"(?=[.?!;])"
)
# Without a leading word boundary, so that the search skips to the capitals it may begin with.
_TRIGGER = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Shri|Smt|H\.E|Hon|President|Prime|Minister|Secretary|Ambassador|Chancellor|King|Queen|"
    r"Crown|Prince|Princess|Chairman|Chair|Speaker|Senator|General|Leader|Commissioner|Governor|Director|Representative|"
    r"Premier|Mayor|Consul|Professor|Judge|Bishop|Captain|Colonel|Ombuds|Taoiseach|Advisor|Adviser|Envoy|Administrator|Spokesperson|Spokesman|Emperor|Head|Chief|Vice|Deputy|Foreign)"
    r"\b[^\n,.;:()]{0,60}"
)
_BEFORE, _AFTER, _PHRASE = 45, 90, 30  # characters around a trigger that are read, and that tell it from another

Stretch = tuple[int, int, Presence]


def from_body(casting: Casting, *, lists: bool) -> None:
    """Add everyone whom the text introduces, as mentioned; with `lists`, those in lists of the present as attending."""
    budget = BODY_CHARACTERS
    seen: set[str] = set()
    going_on: Presence | None = None
    for section in casting.layout.sections:
        text = section.text
        if budget <= 0:
            break
        budget -= len(text)
        if lists and section.heading and section.heading not in seen:
            seen.add(section.heading)  # "2. H.E. Mr. X, Minister of Y (May 6)"
            for mention, _ in casting.judged(casting.reader(section.heading)):
                casting.company.add(mention, presence=None, rule="body", offset=None)
        present, going_on = _present(section.heading, text, going_on) if lists else ([], None)
        for a, b in _windows(text, None if present else seen):
            for mention, _ in casting.judged(casting.reader(text, a, b)):
                presence = next((p for start, end, p in present if start <= mention.start < end), None)
                if presence is None and lists and (_WHO_ATTENDED.match(text, mention.end) is not None
                                                   or _ALSO_CAME.match(text, mention.end) is not None):
                    presence = "attending"
                rule = "attendance" if presence else "body"
                casting.company.add(mention, presence=presence, rule=rule, offset=section.start)


def _present(heading: str | None, text: str, before: Presence | None) -> tuple[list[Stretch], Presence | None]:
    """Where the text lists who was there, and as what; and as what a list goes on at its end.

    `before`: as what a list is going on that the section before has begun.
    """
    if heading and _LISTS.match(heading):
        return [(0, len(text), "attending")], None
    found: list[Stretch] = []
    going_on = None if heading else before
    presence_told = any(part in text for part in _PRESENT_HOLDS)
    leaders = _led(text)
    for a, b in paragraphs(text):
        listed = text[a] in "-•*–"
        if (match := _LISTS.match(text, a, b)) is not None or (
                not listed and (match := _SUBLIST.match(text, a, b)) is not None):
            principals = match["who"].casefold() in ("participants", "leaders") and match.start("who") - a < _PLAIN
            found.append((a, b, "principal" if principals else "attending"))
            going_on = found[-1][2] if text[b - 1] == ":" else None
        elif _SIDE.match(text, a, b) is not None:
            found.append((a, b, "attending"))
            going_on = "attending" if text[b - 1] == ":" else None
        elif presence_told and _may_tell(text, a, b) and (there := _PRESENT.search(text, a, b)) is not None:
            late = _PRESENT_LATE.search(text, a, b)
            sentence = text.rfind(". ", a, late.start()) if late is not None else -1
            found.append((max(sentence, a) if late is not None else there.start(), b, "attending"))
            going_on = "attending" if text[b - 1] == ":" else None
        elif going_on and (b - a < LONGEST_LISTED or listed):
            found.append((a, b, going_on))
        else:
            going_on = None
    return leaders + found, going_on


def _led(text: str) -> list[Stretch]:
    """Where the text says who led the talks or a delegation."""
    if not any(f"{verb} by" in text or f"{verb} jointly by" in text for verb in ("led", "headed", "chaired", "over")):
        return []
    return [(match.end(), end, "principal") for start, end in sentences(text, 0, len(text))
            if (match := _LED.search(text, start, end)) is not None]


def _may_tell(text: str, start: int, end: int) -> bool:
    return any(text.find(part, start, end) >= 0 for part in _PRESENT_HOLDS)


def _windows(text: str, seen: set[str] | None) -> Iterator[tuple[int, int]]:
    """Stretches of the text that can hold a person by honorific or role, but for those whose words were `seen`.

    None: of lists, in which several have one office, all.
    """
    end = -1
    for match in _TRIGGER.finditer(text):
        phrase = match.group()[:_PHRASE]
        start = match.start()
        if start < end or (seen is not None and phrase in seen) or (start and text[start - 1].isalnum()):
            continue
        if _NAMELESS.match(text, start) is not None and text.find(",", max(end, start - _BEFORE, 0), start) < 0:
            continue
        if seen is not None:
            seen.add(phrase)
        a, b = max(end, match.start() - _BEFORE, 0), min(len(text), match.end() + _AFTER)
        end = match.end()
        yield _whole(text, a, b)


def _whole(text: str, a: int, b: int) -> tuple[int, int]:
    """The stretch widened to whole words, and to the end of a name."""
    while a > 0 and (text[a - 1].isalnum() or text[a - 1] == "."):
        a -= 1
    most = min(len(text), b + _AFTER)
    while b < most and (text[b].isalnum() or (text[b] in " -’'" and text[b + 1:b + 2].isupper())):
        b += 1
    return a, b


def own_offices(casting: Casting) -> None:
    """`The Prime Minister` at the start of a report's paragraphs: the publisher's own, by office where it is known."""
    issued = "attributable" in casting.title.casefold()  # for somebody, by a spokesperson
    if (casting.kind in FLOOR_KINDS and not issued) or casting.turned:
        return
    if not issued and not casting.told and not any(p.presence for p in casting.company.parties):
        return  # nothing shows that this is a report of who did what
    asked: dict[str, Mention] = {}
    for section in casting.layout.sections[:_SECTIONS]:
        for a, b in paragraphs(section.text):
            if not section.text.startswith("The ", a):
                continue
            mention = casting.reader(section.text, a, min(b, a + 120)).read(0)
            generic = mention is not None and mention.role.rpartition(" ")[2] in casting.lexicon.lists["groups.persons"]
            heads = casting.lexicon.lists["roles.heads"]
            several = mention is not None and any(
                word not in heads and word.removesuffix("s") in heads for word in mention.role_words)
            if mention is not None and mention.determined and mention.role and not (
                    mention.name or mention.plural or generic or several):
                asked.setdefault(mention.role.casefold(), mention)
    for mention in asked.values():
        if any(p.presence and (casting.holds(p, mention) or _same_office(p, mention)) for p in casting.company.parties):
            continue
        named = [p for p in casting.company.parties if p.forms and not p.presence and not p.iso2 and any(
            role_words(mention.role) == role_words(role) for role in p.roles)]
        if len(named) == 1 and len(role_words(mention.role)) > 1:
            named[0].presence, named[0].rule = "principal", "role alone"  # who is named with this office further up
            continue
        party = casting.company.add(mention, presence="principal", rule="role alone", offset=None)
        casting.office(party, mention.role, mention.iso2 or casting.record.given.country)


def signed(casting: Casting) -> None:
    """Those who sign a joint text: two lines or more at its end that each hold one person with an office."""
    sections = casting.layout.sections
    if not sections:
        return
    found: list[tuple[Mention, int]] = []
    section = sections[-1]
    lines = [(a, b) for a, b in paragraphs(section.text)]
    for a, b in reversed(lines):
        if b - a > LONGEST_LISTED:
            break
        reader = casting.reader(section.text, a, b)
        mention = next(iter(reader.mentions()), None)
        if mention is None or not mention.role or mention.first > 1 or mention.after < reader.words.count - 1:
            break
        found.append((mention, section.start))
    for mention, offset in reversed(found) if len(found) > 1 else ():
        casting.company.add(mention, presence="signatory", rule="signature", offset=offset)


def _same_office(party: Party, mention: Mention) -> bool:
    """Whether an office is that of somebody known otherwise: `the Danish minister`, `President of the Republic`."""
    if mention.iso2 is not None and (party.iso2 or party.nation) == mention.iso2:
        return True
    if mention.iso2 is not None and not (party.iso2 or party.nation) and party.forms and any(
            role_words(" ".join(mention.role_words)) == role_words(role) for role in party.roles):
        return True  # "The Slovenian State Secretary", of a State Secretary whose country is not told
    asked = role_words(mention.role)
    return any(asked == role_words(role) for role in party.roles)
