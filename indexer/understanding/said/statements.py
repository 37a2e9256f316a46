"""A section cut into statements: each clause or turn with who says it, the verb, the act and the rule that told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.knowledge.lexicon import Lexicons
from indexer.model import ALL, BOTH, GROUPS, REPORTER, SIDE, Statement
from indexer.understanding.language.operative import OPERATIVE
from indexer.understanding.language.sentences import Words, sentences
from indexer.understanding.layout import SectionText
from indexer.understanding.said.attribution import named_in
from indexer.understanding.said.clauses import ClauseReader
from indexer.understanding.said.quotations import sourced
from indexer.understanding.said.reported import ReportReader
from indexer.understanding.who.bylines import IN_OWN_WORDS, OF_SPEAKER, STATEMENT_BY, whole_person
from indexer.understanding.who.mentions import Reader
from indexer.understanding.who.voices import Cast

_ANNOUNCING = frozenset(("press-conference", "briefing"))
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me|I’m|I'm|I’ve|We’re)\b")
_TO_COME = re.compile(r"\bwill\b")  # what a spokesperson opens with: who will visit whom
_INITIALS = re.compile(r"\b[A-Z]{2,5}\b")
_STATE = re.compile(r"(?:The )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}) (?:[a-z]+ly )?(?:is|has|[a-z]{3,20}s) ")
_WE = re.compile(r"\b[Ww]e\b")
_ITEM_MARK = re.compile(r"(?:[-–—•●◦▪·*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\w)")
_DIRECTION = re.compile(r"\s*(?:\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>|\*\s*\*\s*\*)\s*")
_FOLLOWING = re.compile(r"\b(?:sent|conveyed|issued|released|made|delivered|addressed) the following\b")
_UNHEARD = re.compile(  # words that were said, though nobody could write them down
    r"[\[(<][^\])>]{0,40}(?:inaudible|off[- ]mi(?:c|ke|crophone)|indistinct|unintelligible|no microphone)[^\])>]{0,40}"
    r"[\])>]\.?", re.IGNORECASE)
LONGEST_SIGNATURE = 80
LONGEST_INTRODUCTION = 600  # characters
_SAID = re.compile(r"\b(?:said|says|stated|issued|delivered|statement|remarks|message|comments?)\b")
_PRONOUNS = ("He ", "She ")
_PARAGRAPH = re.compile(r"\n\s*\n")


def attribute(section: SectionText, cast: Cast, kind: str | None, lexicons: Lexicons,
              before: Sequence[Statement] = (), announced: str = "", lead: str = "") -> tuple[Statement, ...]:
    """The statements of a section, in order, offsets in its text. What no rule covers has no statement.

    `before`: the statements of the section before it, whose last subject a pronoun at its start goes on with;
    `announced`: the text of the section that opened a list of which this is an item, if any; `lead`: that of the
    section before it, if it told who met, and no words.
    """
    del lexicons  # the record's lexicon is part of its cast
    if not section.text.strip():
        return ()
    if cast.lexicon is None:
        return tuple(_named_alone(section, cast))
    cast = _with_own_floor(section, cast)
    if any(turn.label for turn in section.turns):
        return tuple(_turns(section, cast, kind in _ANNOUNCING))
    if cast.labels:
        return tuple(_unlabelled(section, cast, kind in _ANNOUNCING))
    if cast.mode == "joint":
        return tuple(_joint(section, cast, announced))
    if cast.mode == "floor":
        return tuple(_floor(section, cast)) if cast.floor else ()
    return tuple(_reported(section, cast, before, announced, lead))


def _named_alone(section: SectionText, cast: Cast) -> Iterator[Statement]:
    """The words of a language without a lexicon: of whom the format names at a turn, or the source as the speaker."""
    if any(turn.label in cast.labels for turn in section.turns):
        yield from _turns(section, cast, announcing=False)
    elif cast.mode == "floor" and cast.floor:
        yield from _floor(section, cast)


def _with_own_floor(section: SectionText, cast: Cast) -> Cast:
    """The cast with the floor given to whom the section's heading names: `Statement by Prime Minister X`."""
    for heading in (section.heading, *reversed(section.path)):
        by = STATEMENT_BY.search(heading) if heading else None
        if heading and (by is not None or (_is_person(heading, cast) and IN_OWN_WORDS.search(section.text))):
            names = named_in(cast, heading[by.end() if by is not None else 0:])
            return replace(cast, floor=(names[0],), mode="floor") if len(names) == 1 else cast
    return cast


def _is_person(heading: str, cast: Cast) -> bool:
    return cast.lexicon is not None and whole_person(Reader(Words(heading), cast.lexicon, cast.countries)) is not None


def _turns(section: SectionText, cast: Cast, announcing: bool) -> Iterator[Statement]:
    """Each turn; where people are `announcing`, that is the act of an answerer's words before the first question."""
    unasked = "announced" if announcing else "stated"
    asked = False
    unanswered = len(cast.floor) == 1 and set(cast.labels.values()) == {(REPORTER,)}
    for turn in section.turns:
        start, end = _trim(section.text, turn.start, turn.end)
        if start >= end and turn.label is not None and (unheard := _UNHEARD.match(section.text, turn.start, turn.end)):
            start, end = unheard.span()
        if start >= end:
            continue
        if turn.label is None:
            if _holds_floor(section, start, end, cast, announcing):
                yield from _spoken(section.text, start, end, cast, "unlabelled words of the one who holds the floor")
            continue
        speakers = cast.labels.get(turn.label, ())
        if not speakers:
            continue
        asks = speakers[0] == REPORTER or not any(v.label in speakers and not v.asks for v in cast.voices)
        act = "asked" if asks and speakers[0] not in GROUPS else "answered" if asked else unasked
        asked = asked or act == "asked"
        unmarked = asks and turn.label_start == turn.start and len(cast.floor) == 1
        rest = _answer(section.text, start, end, unmarked=unmarked) if unanswered or unmarked else None
        end = _trim(section.text, start, rest[0])[1] if rest is not None else end
        yield Statement(start=start, end=end, speakers=speakers, said_by=_said_by(speakers, cast), act=act, rule="turn")
        if rest is not None:
            yield from _spoken(section.text, *rest, cast, "answer without a label")


def _answer(text: str, start: int, end: int, *, unmarked: bool) -> tuple[int, int] | None:
    """The paragraphs below a question, where only questions are labelled.

    Where the question stands out by its type alone (`unmarked`) it may also ask without a question mark.
    """
    first = None
    for match in _PARAGRAPH.finditer(text, start, end):
        if "?" in text[start:match.start()]:
            return match.end(), end
        first = first or (match.end(), end)
    return first if unmarked else None


def _unlabelled(section: SectionText, cast: Cast, announcing: bool) -> Iterator[Statement]:
    """Words of a transcript under a heading, before any label: the floor's, if they are in the first person."""
    start, end = _trim(section.text, 0, len(section.text))
    if start < end and _holds_floor(section, start, end, cast, announcing):
        yield from _spoken(section.text, start, end, cast, "unlabelled words of the one who holds the floor")
    elif section.kind == "lead":
        yield from _reported(section, cast, ())


def _holds_floor(section: SectionText, start: int, end: int, cast: Cast, announcing: bool) -> bool:
    """Whether unlabelled words are of the one who holds the floor: in the first person, or a spokesperson's news."""
    text = section.text
    if not cast.floor:
        return False
    if _FIRST_PERSON.search(text, start, end) is not None:
        return True
    if any(person.label == cast.floor[0] and person.basis == "given" for person in cast.participants):
        return True  # whose words these are the source says itself
    holder = next((v for v in cast.voices if v.label == cast.floor[0]), None)
    speaks_for = holder is not None and any("spokesperson" in role.words for role in holder.roles)
    if speaks_for and _is_of_state(text, start, end, cast):
        return True
    told = section.heading is not None or _TO_COME.search(text, start, end) is not None  # no summary of the page's own
    return announcing and speaks_for and told and cast.floor[0] not in named_in(cast, text[start:end])


def _is_of_state(text: str, start: int, end: int, cast: Cast) -> bool:
    """Whether words begin with a country and what it does now: `France condemns ...`, which its spokesperson says."""
    found = _STATE.match(text, start, min(end, start + 120))
    return found is not None and cast.countries is not None and cast.countries.country_name(found[1]) is not None


def _floor(section: SectionText, cast: Cast) -> Iterator[Statement]:
    start, end = _trim(section.text, 0, len(section.text))
    closed = False  # the quotation marks around the words, which run over paragraphs; what follows them is told
    for a, b in _paragraphs(section.text, start, end):
        if _introduces(section.text, a, b):
            continue
        if _signs(section.text, a, b, end) or _is_of_author(section.text, a, b, cast):
            continue
        if not closed or _FIRST_PERSON.search(section.text, a, b) is not None:
            yield from _spoken(section.text, a, b, cast, "holder of the floor")
        closed = closed or _closes(section.text[a:b])


def _signs(text: str, start: int, end: int, last: int) -> bool:
    """Whether a short line near the end of the words, without a stop, is a signature or an office below it."""
    return (end - start <= LONGEST_SIGNATURE and last - start <= 3 * LONGEST_SIGNATURE and text[end - 1].isalnum()
            and start > 0 and _FIRST_PERSON.search(text, start, end) is None)


def _is_of_author(text: str, start: int, end: int, cast: Cast) -> bool:
    """Whether a paragraph is a note on who has written the words: `Ann Hill is Minister of Ports.`, or signs them."""
    if end - start > LONGEST_INTRODUCTION or _FIRST_PERSON.search(text, start, end) is not None:
        return False
    return any(person.name and text.startswith((f"{person.name} is ", f"{person.name}, "), start)
               for person in cast.participants)


def _closes(paragraph: str) -> bool:
    """Whether a paragraph ends with a quotation mark that one above it has opened."""
    if not paragraph.endswith(("”", '"', '."', '".')):
        return False
    straight = paragraph.count('"')
    return paragraph.count("”") > paragraph.count("“") or (straight % 2 == 1 and not paragraph.startswith('"'))


def _introduces(text: str, start: int, end: int) -> bool:
    """Whether a paragraph only tells whose words follow: `Prime Minister X said:`."""
    if end - start > LONGEST_INTRODUCTION or _FIRST_PERSON.search(text, start, end) is not None:
        return False
    if OF_SPEAKER.match(text, start, end) is not None:
        return True
    said = text[end - 1] == ":" and _SAID.search(text, start, end) is not None
    return said or _FOLLOWING.search(text, start, end) is not None


def _spoken(text: str, start: int, end: int, cast: Cast, rule: str) -> Iterator[Statement]:
    for a, b in _paragraphs(text, start, end):
        if any(person.name == text[a:b] for person in cast.participants):
            continue  # a name above the words
        yield Statement(start=a, end=b, speakers=cast.floor, said_by=_said_by(cast.floor, cast), rule=rule)


def _joint(section: SectionText, cast: Cast, announced: str) -> Iterator[Statement]:
    """A joint statement: by clause where it reports, else the words of all parties."""
    reader = ReportReader(ClauseReader(cast, present=True, here=_here(section, cast)))
    reader.announce(announced)
    for a, b in _paragraphs(section.text, 0, len(section.text)):
        found = reader.paragraph(section.text, a, b)
        acts = section.text[a].isupper() and OPERATIVE.match(section.text, a, b) is not None
        if not found and acts:
            found = reader.beyond(section.text, a, b, cast.floor, _said_by(cast.floor, cast))
            yield _stated(a, found[0].start if found else b, cast)
            yield from found
            continue
        alone = all(each.speakers == cast.floor for each in found) and _WE.search(section.text, a, b) is not None
        stretches = sentences(section.text, a, b) if found else [(a, b)]
        ours = _ours(section.text, stretches, found, whole=alone)
        yield from sorted((*found, *(_stated(start, end, cast) for start, end in ours)), key=lambda each: each.start)


def _ours(text: str, stretches: Iterable[tuple[int, int]], found: Sequence[Statement], *, whole: bool,
          ) -> Iterator[tuple[int, int]]:
    """The stretches in the first person that hold none of the clauses found; all of a `whole` paragraph of theirs."""
    for a, b in stretches:
        begin = mark.end() if (mark := _ITEM_MARK.match(text, a, b)) is not None else a
        own = whole or _WE.search(text, a, b) or (text[begin].isupper() and OPERATIVE.match(text, begin, b))
        if own and not any(each.start < b and each.end > a for each in found):
            yield a, b


def _stated(start: int, end: int, cast: Cast) -> Statement:
    return Statement(start=start, end=end, speakers=cast.floor, said_by=_said_by(cast.floor, cast), act="stated",
                     rule="joint text in the first person")


def _reported(section: SectionText, cast: Cast, before: Sequence[Statement], announced: str = "", lead: str = "",
              ) -> Iterator[Statement]:
    last = before[-1].said_by if before else ()
    if cast.one_meeting and len(last) > 1:
        last = ()
    body = before[-1].speakers if before and before[-1].rule == "body" else ()
    reader = ReportReader(ClauseReader(cast, present=False, here=_here(section, cast), last=last, body=body))
    reader.announce(announced)
    if lead and section.text.startswith(_PRONOUNS):
        for a, b in sentences(lead):
            reader.clauses.read(lead, a, b)  # "The Premier met Minister B." "He thanked ...": the Premier
    paragraphs = list(_paragraphs(section.text, 0, len(section.text)))
    quoted = sourced(section.text, paragraphs, cast)
    for a, b in paragraphs:
        statement = quoted.get(a)
        if statement is not None:
            yield statement
        elif a not in quoted:
            yield from reader.paragraph(section.text, a, b)


def _here(section: SectionText, cast: Cast) -> tuple[str, ...]:
    """The principals whom the section names, where the record has more of them than two: many meetings on one page."""
    principals = [v.label for v in cast.principals]
    if len(principals) < 3:
        return ()
    text = f"{section.heading or ''}\n{section.text}"
    named = named_in(cast, text)
    short = frozenset(_INITIALS.findall(text))
    return tuple(v.label for v in cast.principals if v.label in named or not short.isdisjoint(v.initials))


def _said_by(speakers: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    if speakers in ((BOTH,), (ALL,)):
        return tuple(v.label for v in cast.principals)
    return tuple(name for name in speakers if not name.startswith(SIDE))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without space and without stage directions that stand alone at its ends."""
    while start < end:
        if text[start].isspace():
            start += 1
            continue
        match = _DIRECTION.match(text, start, end)
        if match is None or not text[match.start():match.end()].strip():
            break
        start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _PARAGRAPH.finditer(text, start, end):
        a, b = _trim(text, begin, match.start())
        if a < b:
            yield a, b
        begin = match.end()
    a, b = _trim(text, begin, end)
    if a < b:
        yield a, b
