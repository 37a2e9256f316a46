"""Who takes part by a record's own fields, its title and the lines below it."""

from __future__ import annotations

import re

from indexer.knowledge.names import fold
from indexer.model import Presence
from indexer.understanding.who.casting import BY_LEAD, FLOOR_KINDS, JOINT_KINDS, Casting
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.voices import role_words

LONGEST_BYLINE = 300  # characters
LONGEST_NAME = 60
_BY = re.compile(r"\b(?:by|from|of)\b|[’']s?\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:on|regarding|concerning|at|before|to|previewing|ahead of)\b", re.IGNORECASE)
_TO_OTHERS = re.compile(  # "Address to the Ann Hill Dinner": whom or what the words are for, not whose they are
    r"(?:\w+ ){0,2}?(?:Address|Speech|Remarks|Toast|Tribute|Eulogy|Keynote|Lecture|Statement) "
    r"(?=(?:to|at|for|on|in|during) )", re.IGNORECASE)
_JOINT_PRESS = re.compile(r"\b(?:press|news|media) (?:availability|conference|point|statement|appearance)s? with\b"
                          r"|\bjoint (?:press|news|media)\b.{0,40}\bwith\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:by|of) (?=the [A-Z])")
_PRESS_KINDS = frozenset(("press-conference", "briefing", "interview", "joint-press"))
_OFFICE_ABOVE = re.compile(r"\b(?:by|of|with) (?=the [A-Z])")  # in lines above turns of which no one is named
_RENDERING = re.compile(
    r"(?:(?:English |Full |Unofficial )?(?:rendering|translation|version|text|transcript) of (?:the )?)+", re.I)
_OWN_WORDS = re.compile(r"(?:['’]s?)? (?:[A-Z][\w’'-]* ){0,3}"
                        r"(?:[Ss]tatement|[Rr]emarks|[Ss]peech|[Aa]ddress|[Mm]essage|[Tt]oast|[Gg]reetings?)\b")
_ON_OTHERS = re.compile(r"\b(?:[Oo]fficials?|[Ss]pokes(?:person|man|woman)) on\b")  # of whom they speak follows
_OF_HOUSE = re.compile(r"the (?:[A-Z][\w’'-]*,? |of |for |and |the ){1,12}?"
                       r"(?P<office>Spokes(?:person|man|woman)|Press Secretary)\b")
STATEMENT_BY = re.compile(
    r"\b(?:statement|remarks|address|speech|message|announcement|comment|intervention|presentation)s? "
    r"(?:to the press )?(?:by|of|from) ", re.IGNORECASE)
OF_SPEAKER = re.compile(  # a line above somebody's own words
    r"(?:(?:Opening|Closing|Introductory|Keynote|Welcoming|Dinner|Prepared|Written) )?"
    r"(?:Speech|Remarks|Address|Lecture|Keynote|Statement|Intervention|Presentation|Testimony|Toast|Comments)"
    r"(?: (?:given|delivered|held|made))? by (?:the )?")
_SPOKEN_BY = re.compile(r"\b(?:by|from) (?:the )?[A-Z]|[-–—:] ?(?=[A-Z])")
_DELEGATE = re.compile(r"\W{0,3}(?:\d{1,4}\.\s{0,8})?"
                       r"(?P<who>(?:Mr|Mrs|Ms|Miss|Sir|Dr|Dame)\.? [^\W\d_a-z]{2}[^:()]{1,40}) "
                       r"\([^()]{3,60}\)(?: \([^()]{3,60}\))?: ")
IN_OWN_WORDS = re.compile(r"(?:^|[^“\"\w])(?:I|I’m|I'm|I’ve|I've|[Mm]y) ")
_GIVEN_BY = re.compile(r"(?i:\b(?:briefing|conference|transcript|remarks|interview|statement|address)\b)[^.]{0,80}?"
                       r"\b(?:by|with|of|from) (?=[A-Z]|the [A-Z])")
_HELD_BY = re.compile(
    r"\b(?:h(?:eld|olds)|g(?:ave|ives)|hosted|conducted|addressed) (?:an? |the |his |her |their |its )?(?:[\w-]+ ){0,3}"
    r"(?:conference|briefing|interview|stakeout|Q&A)\b|\b(?:answered|took|replied to|responded to|fielded) "
    r"(?:the |some |several |a number of |media |press |journalists['’] |reporters['’] )*questions\b"
    r"|\b(?:spoke|speaks|talked|talks) (?:to|with) (?:the )?(?:press|media|reporters|journalists)\b")
_SOURCE = re.compile(r"[”\"»][^\S\n]*\n\s*[-–—―]{1,2}\s?(?P<source>[A-Z][^\n]{5,240})(?=\n|$)")
_PEOPLE_FIELDS = frozenset(("people", "person", "minister"))


def from_fields(casting: Casting) -> None:
    """The source's own fields name who holds the floor and who takes part."""
    given = casting.record.given
    presence: Presence = "speaker" if given.speaker else "principal"
    for printed in (*given.speaker, *given.participants):
        party = casting.company.add(_field(casting, printed), presence=presence, rule="field", offset=None)
        party.basis = "given"
        if given.speaker_role and printed in given.speaker[:1] and given.speaker_role not in party.roles:
            party.roles.append(given.speaker_role)
    for key, printed in given.extra.items():
        if key == "author":
            _author(casting, printed)
        _other_field(casting, key, printed)


def _author(casting: Casting, printed: str) -> None:
    """Who a page is by, where the field tells the office too: `Ann Hill, Minister of Ports`, not who put it up."""
    name, comma, office = printed[:LONGEST_BYLINE].partition(",")
    mention = casting.reader(f"{name},{office.title()}" if comma else name).read(0)
    if mention is not None and mention.name and mention.role and not mention.owns:
        mention = mention._replace(role=office.strip() if comma else mention.role)
        presence: Presence = "principal" if casting.turned else "speaker"
        casting.company.add(mention, presence=presence, rule="byline", offset=None)


def _other_field(casting: Casting, key: str, printed: str) -> None:
    """A field whose name is a role (`prime-minister`), or `people`: who that is, if the text lets them speak."""
    words = fold(key).split()
    heads, modifiers = casting.lexicon.lists["roles.heads"], casting.lexicon.lists["roles.modifiers"]
    is_role = any(w in heads for w in words) and all(w in heads or w in modifiers for w in words)
    if not (is_role or key in _PEOPLE_FIELDS) or len(printed) > LONGEST_NAME or not printed[:1].isupper():
        return
    family, comma, first = printed.partition(",")
    name = f"{first.strip()} {family.strip()}" if comma and first.strip() else printed
    party = casting.company.add(_field(casting, name), presence=None, rule="field", offset=None)
    party.rule = "field"
    if is_role:
        party.roles.append(" ".join(words).title())


def _field(casting: Casting, printed: str) -> Mention:
    """A name as a field prints it: the whole of it, without honorifics and suffixes, unless it holds a role too."""
    reader = casting.reader(printed)
    words = reader.words
    first, gender, _ = reader.honorifics_at(0)
    after = words.count
    while after > first + 1 and (words.plains[after - 1] == "." or reader.is_suffix(after - 1)):
        after -= 1
    plain = "," not in words.plains and not any(reader.role_word(i) == "head" for i in range(first, after))
    found = None if plain else next(reader.mentions(), None)
    return found or Mention(start=0, end=len(printed), first=0, after=words.count, gender=gender,
                            name=words.cut(first, after) if first < after else printed.strip())


def from_title(casting: Casting) -> None:
    """People in the title, the source's or the page's: those a record is by, with or on; not those it is about."""
    line = casting.layout.title
    _title(casting, casting.title, line.start if line and line.text == casting.title else None)
    if line is not None and line.text != casting.title and not any(p.presence for p in casting.company.parties):
        _title(casting, line.text, line.start)


def _title(casting: Casting, text: str, offset: int | None) -> None:
    limit = _own_part(casting, text)
    for mention, about in casting.judged(casting.reader(text)):
        if about or mention.start > limit or _ON_OTHERS.search(mention.role) is not None:
            continue
        if casting.told and mention.start < limit and _is_source(casting, mention, text):
            casting.company.add(mention, presence=None, rule="title", offset=offset)
            continue
        casting.company.add(mention, presence=_presence(casting, mention, text), rule="title", offset=offset)


def _own_part(casting: Casting, text: str) -> int:
    """Where a title goes on to what its words are about: `Statement by X on the Death of Y`."""
    if _JOINT_PRESS.search(text):  # with whom one appears before the press
        return len(text)
    one_voice = casting.kind in FLOOR_KINDS or casting.kind in ("press-conference", "briefing")
    if not (one_voice or casting.turned):
        return len(text)
    by = _BY.search(text)
    if (others := _TO_OTHERS.match(text)) is not None and (by is None or by.start() > others.end()):
        own = STATEMENT_BY.search(text) or _SPOKEN_BY.search(text, others.end())
        return others.end() if own is None else len(text)
    cut = _ABOUT.search(text, by.end() if by else 0)
    return cut.start() if cut and (by or casting.turned) else len(text)


def _is_source(casting: Casting, mention: Mention, text: str) -> bool:
    """Whether a report's title names its source: `Statement by Spokesperson X on Minister A's Meeting with B`."""
    del casting
    before = fold(text[max(0, mention.start - 12):mention.start])
    issued = before.endswith((" by", " from", " by the", " from the"))
    return issued and not {"spokesperson", "press"}.isdisjoint(role_words(mention.role))


def _presence(casting: Casting, mention: Mention, text: str) -> Presence:
    if casting.kind == "condolence":
        before = text[max(0, mention.start - 12):mention.start].casefold()
        return "recipient" if re.search(r"\bto\b", before) else "sender"
    return "speaker" if casting.kind in FLOOR_KINDS else "principal"


def from_head(casting: Casting) -> None:
    """Bylines between title and lead: `Governor Roger W. Ferguson, Jr.`, `Remarks by X`."""
    presence: Presence = ("recipient" if "letter" in fold(casting.title).split() else
                          "speaker" if casting.kind in FLOOR_KINDS else
                          "signatory" if casting.kind in JOINT_KINDS else "principal")
    for line in casting.layout.head:
        if len(line.text) > LONGEST_BYLINE or "attributable" in line.text:
            continue
        for mention, about in casting.judged(casting.reader(line.text)):
            if not about:
                casting.company.add(mention, presence=presence, rule="byline", offset=line.start)


def from_headings(casting: Casting) -> None:
    """Headings that say whose words stand below them: `Statement by Prime Minister X`; and sources below quotations."""
    seen: set[str] = set()
    for section in casting.layout.sections:
        if any(turn.label for turn in section.turns):  # what a question is about
            continue
        for heading in (*section.path, section.heading):
            if not heading or heading in seen:
                continue
            seen.add(heading)
            by = STATEMENT_BY.search(heading)
            whole = by is None and IN_OWN_WORDS.search(section.text) is not None
            mention = (next(casting.reader(heading, by.end()).mentions(), None) if by is not None else
                       whole_person(casting.reader(heading)) if whole else None)
            if mention is not None and mention.name:
                casting.company.add(mention, presence="principal", rule="heading", offset=None)
        _sources(casting, section.text, section.start)


def whole_person(reader: Reader) -> Mention | None:
    """The person by office and name whom a heading consists of: `President Ann Hill`."""
    mention = reader.read(0)
    whole = mention is not None and mention.name and mention.titled and mention.after >= reader.words.count
    return mention if whole else None


def _sources(casting: Casting, text: str, offset: int) -> None:
    """`- The Honourable Ann Hill, Minister of Ports` below a quotation."""
    for match in _SOURCE.finditer(text):
        mention = casting.reader(text, match.start("source"), match.end("source")).read(0)
        if mention is not None and mention.name and (mention.titled or mention.attributed):
            casting.company.add(mention, presence="principal", rule="source of a quotation", offset=offset)


def from_first_line(casting: Casting) -> None:
    """`Speech by Ms Ann Hill, Governor of ..., at ..., Oslo, 9 May 2022.`: the line above a speech's own words."""
    if casting.turned or casting.told or any(p.presence for p in casting.company.parties):
        return
    for section in casting.layout.sections[:1]:
        if (label := _DELEGATE.match(section.text)) is not None:  # of a meeting's record, cut at one speech
            mention = casting.reader(section.text, label.start("who"), label.end()).read(0)
            if mention is not None and mention.name:
                casting.company.add(mention, presence="speaker", rule="byline", offset=section.start)
                return
    for line in casting.layout.lead[:1]:
        by = OF_SPEAKER.match(line.text)
        mention = casting.reader(line.text, by.end()).read(0) if by is not None else None
        if mention is not None and mention.name and (mention.titled or mention.attributed or mention.honoured):
            casting.company.add(mention, presence="speaker", rule="byline", offset=line.start)


def from_transcript(casting: Casting) -> None:
    """Who gives the briefing that the lines above a transcript tell of, where nobody is named yet."""
    if not casting.turned or any(p.presence for p in casting.company.parties):
        return
    for line in (*casting.layout.head, *casting.layout.lead[:2]):
        by = _GIVEN_BY.search(line.text[:LONGEST_BYLINE])
        mention = next(casting.reader(line.text, by.end()).mentions(), None) if by is not None else None
        if mention is None and (held := _HELD_BY.search(line.text[:LONGEST_BYLINE])) is not None:
            start = line.text.rfind(". ", 0, held.start()) + 1
            mention = next(casting.reader(line.text, start, held.start()).mentions(), None)
        if mention is not None and mention.name and (mention.titled or mention.attributed):
            casting.company.add(mention, presence="principal", rule="byline", offset=line.start)
            return


def _office(casting: Casting, text: str, behind: re.Pattern[str]) -> Mention | None:
    """The office behind `by the`: `the Prime Minister`, also at the end of its house's name: `the MFA Spokesperson`."""
    if (own := _possessive(casting, text)) is not None:
        return own
    match = behind.search(text)
    if match is None:
        return None
    mention = casting.reader(text, match.end()).read(0)
    if mention is not None and mention.role:
        return mention
    end = _OF_HOUSE.match(text, match.end())
    return casting.reader(text, end.start("office")).read(0) if end is not None else None


def _possessive(casting: Casting, text: str) -> Mention | None:
    """The office whose words a title begins with: `Prime Minister's Press Statement`, `Governor's Speech`."""
    made = _RENDERING.match(text)
    start = made.end() if made is not None else 0
    mention = casting.reader(text, start, start + LONGEST_BYLINE).read(0)
    alone = mention is not None and mention.role and not mention.name and not mention.plural
    return mention if mention is not None and alone and _OWN_WORDS.match(text, mention.end) else None


def office_in_title(casting: Casting) -> None:
    """`Press Conference by the Prime Minister`: whoever held the office, by the office, where nobody else is named."""
    if casting.kind not in FLOOR_KINDS | _PRESS_KINDS and not casting.turned:
        return
    if any(p.presence and p.rule not in BY_LEAD for p in casting.company.parties):
        return
    breadcrumb = casting.record.given.breadcrumb or (
        casting.layout.breadcrumb.text if casting.layout.breadcrumb else "")
    texts = [casting.title, breadcrumb]
    if casting.turned and not any(p.presence for p in casting.company.parties):
        texts += [line.text for line in casting.layout.head if len(line.text) < LONGEST_BYLINE]
    for at, text in enumerate(texts):
        mention = _office(casting, text, _OFFICE if at < 2 else _OFFICE_ABOVE)
        if mention is not None and mention.role and not mention.name and not mention.plural:
            named = [p for p in casting.company.parties if p.forms and casting.holds(p, mention)]
            if len(named) == 1:  # the lead names whose office it is
                named[0].presence, named[0].rule = "speaker", "office in the title"
                return
            party = casting.company.add(mention, presence="speaker", rule="office in the title", offset=None)
            casting.office(party, mention.role, mention.iso2 or casting.record.given.country)
            return
