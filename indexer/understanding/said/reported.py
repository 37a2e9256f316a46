"""Reported speech in paragraphs: clauses, and the quotations that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.model import ALL, BOTH, Statement
from indexer.understanding.language.sentences import Words, sentences
from indexer.understanding.said.attribution import named_in
from indexer.understanding.said.clauses import Clause, ClauseReader
from indexer.understanding.said.lists import item_statement, listing_subject
from indexer.understanding.said.subject import Subject, person
from indexer.understanding.said.subjects import SubjectReader
from indexer.understanding.who.mentions import Reader
from indexer.understanding.who.voices import resolve, role_words

SHORTEST_QUOTE = 25  # characters; a shorter one is a term in quotation marks
_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[-–•●*])\s+|\s*\(\d{1,2}\)\s*")
_ITEM = re.compile(r"\n(?=\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z]{1,4}\)|[a-z]\.|[-–—•●◦*▪·])\s+\w|[a-z]+ed\b)")
_QUOTE = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»|(?<!\w)‘(?:[^‘’\n]|’(?=\w))*’")
_MESSAGE = re.compile(
    r"\b(?:sent|sends|addressed|transmitted|dispatched|conveyed)\b[^.]{0,60}\b(?:message|letter|telegram)\b")
_OWN_WORDS = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_OPENED = re.compile(r"\s*(?:[“\"«]|‘(?=[A-Z]))")
_DASHED = re.compile(r"[–—-] ?[^\W\d_].{10,2000}?[,.!?…][”\"]? [–—-] ?(?P<teller>[^\n.–—]{3,120})\.?\s*", re.DOTALL)
# "DUBAI, United Arab Emirates — ", "Bern, 17.05.2023 - ", "KYIV, 3 June (Agency) – "
_DATELINE = re.compile(
    r"\W{0,4}(?:[^\W\d_a-z]{3,}(?=[\s,(])|(?=[^\n–—]{0,40}\d{4}))[^\W\d_][^\n–—]{0,70} (?:–|—|--|-) (?=[^\W\d_a-z“\"])")
_LONGEST_TELLER = 60  # characters of `noted the Minister` after a quotation
_THUS = ("Thus ", "So ", "This is what ")  # "'...' Thus Minister A"
_ISSUED = re.compile(r"\b(?:issued|made|released|gave|delivered|said|stated|declared|commented)\b")
_BY = re.compile(r"\b(?:by|from)\b")  # "was issued by the Minister"
_JOINT = ((BOTH,), (ALL,))
_LONGEST_OPENING = 120  # characters of `Minister X of the Republic of Y said:`
_INTRODUCES = re.compile(
    r"(?::|\b(?:said|stated|remarked|added),|\bfollowing (?:remarks?|statement|comments?|words|address)\b[^.]{0,40}\.?|"
    r"\bas follows[.:]?)\s*$"
)


class ReportReader:
    """Reads the paragraphs of one section in order; remembers whose words a following quotation is."""

    def __init__(self, clauses: ClauseReader) -> None:
        self.clauses = clauses
        self.pending: Statement | None = None  # it announced words of which the next paragraph is the first
        self.open: Statement | None = None  # the speaker of a quotation that goes on over paragraphs
        self.listing: Subject | None = None  # whose verbs open the items that follow

    def announce(self, text: str) -> None:
        """Take the end of the section before, where it opens a list: `the Ministers:`"""
        start = max(text.rfind("\n") + 1, 0)
        if text.endswith((":", ",")):
            for a, b in sentences(text, start, len(text)):
                self.clauses.read(text, a, b)
        if text and _INTRODUCES.search(text, max(start, len(text) - 120)) is not None:
            said = self._announcer(start, len(text), text)
            self.pending = replace(said, rule="quotation") if said is not None and said.speakers not in _JOINT else None
        self.listing = listing_subject(text, start, len(text), self.clauses.cast, self.clauses.memory)

    def paragraph(self, text: str, start: int, end: int) -> list[Statement]:
        """The statements of the paragraph `text[start:end]`, line by line where it holds a list."""
        found: list[Statement] = []
        for a, b in _lines(text, start, end) if self.listing or ":\n" in text[start:end] else ((start, end),):
            item = item_statement(text, a, b, self.listing, self.clauses.verbs) if self.listing is not None else None
            found.extend(self._item(text, item, b) if item is not None else self._paragraph(text, a, b))
            opened = listing_subject(text, a, b, self.clauses.cast, self.clauses.memory)
            goes_on = item is not None or text.endswith((";", ","), a, b)  # "Considering the situation;" under "We:"
            self.listing = opened or (self.listing if goes_on else None)
        return found

    def _item(self, text: str, item: Statement, end: int) -> list[Statement]:
        """An item of a list; a later sentence of it may be another's: `Agreed to the plan. Norway asked for time.`"""
        first = next(iter(sentences(text, item.start, end)), (item.start, end))[1]
        others = [*self.beyond(text, item.start, first, item.speakers, item.said_by),
                  *(self._paragraph(text, first, end) if text[first:end].strip() else ())]
        return [replace(item, end=others[0].start) if others else item, *others]

    def beyond(self, text: str, start: int, end: int, labels: tuple[str, ...], said_by: tuple[str, ...],
               ) -> list[Statement]:
        """What others say in words of several: `Takes note of the report; Norway reserved its position`."""
        subject = Subject(labels=labels, said_by=said_by, rule="joint", plural=True)
        return list(map(statement_of, self.clauses.beyond(text, start, end, subject)))

    def _paragraph(self, text: str, start: int, end: int) -> list[Statement]:
        quoted = self._block(text, start, end)
        if quoted is not None:
            return [quoted]
        if (between := self._between_dashes(text, start, end)) is not None:
            return [between]
        mark = _MARK.match(text, start, end) or _DATELINE.match(text, start, end)
        begin = mark.end() if mark else start
        spans = [m.span() for m in _QUOTE.finditer(text, begin, end) if m.end() - m.start() >= SHORTEST_QUOTE] if (
            _has_quotes(text, begin, end)) else []
        found: list[Statement] = []
        for a, b in sentences(text, begin, end):
            inside = next((span for span in spans if span[0] < a < span[1]), None)
            if inside is not None and b <= inside[1] + 1:
                continue
            found.extend(self._sentence(text, a, b, spans))
        found = self._with_quotes(found, [span for span in spans if not self._has_teller(text, span[1], end)])
        if text.find(" ", start, end) > 0 and _INTRODUCES.search(text, max(start, end - 120), end) is not None:
            self.pending = found[-1] if found and found[-1].end >= end - 2 else (
                self._announcer(start, end, text) or self._sender(text, start, end))
        else:
            self.pending = self._sender(text, start, end)
        return found

    def _sender(self, text: str, start: int, end: int) -> Statement | None:
        """Who sends a message, of which a quotation may follow."""
        sent = _MESSAGE.search(text, start, end)
        names = named_in(self.clauses.cast, text[start:sent.start()])[-1:] if sent is not None else []
        return Statement(start=start, end=end, speakers=(names[0],), said_by=(names[0],), act="stated",
                         rule="quotation") if names else None

    def _between_dashes(self, text: str, start: int, end: int) -> Statement | None:
        """`– We have few ships, – the Minister said.`"""
        match = _DASHED.fullmatch(text, start, end)
        if match is None:
            return None
        words = Words(text, match.start("teller"), end)
        told = self._teller(words, 0)
        return None if told is None else replace(told, start=start, end=end)

    def _teller(self, words: Words, at: int) -> Statement | None:
        """`Minister A said`, `said Minister A` at word `at`: whose the quotation before it is."""
        subjects = SubjectReader(words, self.clauses.cast, self.clauses.memory)
        verb = self.clauses.verbs.read(words, at)
        if verb is not None and verb.act is not None:
            subject = subjects.read(verb.after)
        else:
            subject = subjects.read(at)
            verb = self.clauses.verbs.read(words, subject.after) if subject is not None else None
        if subject is None or verb is None or verb.act is None or not subject.labels:
            return None
        self.clauses.memory.turn_to(subject)
        return Statement(start=0, end=0, speakers=subject.labels, said_by=subject.said_by,
                         verb=words.cut(verb.shown, verb.after), act=verb.act, rule="quotation before its speaker")

    def _announcer(self, start: int, end: int, text: str) -> Statement | None:
        """The last subject, of a paragraph that only announces words: `X issued the following statement:`."""
        last = self.clauses.memory.last
        if last is None or not last.labels or last.side:
            last = self._issuer(text, start, end)
        return Statement(start=start, end=end, speakers=last.labels, said_by=last.said_by) if last else None

    def _issuer(self, text: str, start: int, end: int) -> Subject | None:
        """The one participant whom the announcing words name: `At the end of her visit, Ms. X issued ...:`"""
        cast = self.clauses.cast
        issued = _ISSUED.search(text, start, end)
        if cast.lexicon is None or issued is None:
            return None
        # of "Chad and Norway issued a statement during the visit of President Moe" it is not his
        part = (issued.end(), end) if _BY.search(text, issued.end(), end) else (start, issued.start())
        heads = cast.lexicon.lists["roles.heads"]
        mentions = Reader(Words(text, *part), cast.lexicon, cast.countries).mentions()
        named = {v.label for m in mentions if (v := resolve(m, cast)) is not None and v.principal}
        if not named and len(cast.principals) == 1 and cast.principals[0].bare:  # "the MFA Spokesperson said:"
            only, told = cast.principals[0], role_words(text[part[0]:part[1]])
            named.update({only.label} if any(not role.words.isdisjoint(told & heads) for role in only.roles) else ())
        return person(named.pop(), 0, "issuer") if len(named) == 1 else None

    def _block(self, text: str, start: int, end: int) -> Statement | None:
        """A paragraph that is a quotation, or the words that the paragraph before announced."""
        opens = _OPENED.match(text, start, end) is not None
        goes_on = opens or text[end - 1] in "”»" or _OWN_WORDS.search(text, start, end) is not None
        speaker = self.open if self.open is not None and goes_on else self.pending
        ran_on = self.open is not None and not opens
        self.pending = None
        if speaker is None or not (opens or ran_on or self._announced(speaker, text, start, end)):
            self.open = None
            return None
        closed = text[start:end].rstrip(" .,").endswith(("”", '"', "»", "’"))
        self.open = speaker if ((opens and not closed and (self.open is not None or _is_open(text, start, end)))
                                or (ran_on and not closed)) else None
        if not opens and _OWN_WORDS.search(text, start, end):
            # a statement without quotation marks goes on as long as it is in the first person
            self.pending = replace(speaker, rule="quotation")
        return replace(speaker, start=start, end=end, verb=None, rule="quotation", negated=False)

    def _announced(self, speaker: Statement, text: str, start: int, end: int) -> bool:
        """Whether an unmarked paragraph after a colon is what was said: no list, heading or opening of another's."""
        if end - start < _LONGEST_OPENING and text[end - 1] == ":" and _INTRODUCES.search(text, start, end):
            return False
        own = _OWN_WORDS.search(text, start, end) is not None
        if speaker.speakers in _JOINT and not own:
            return False  # "On the situation in the Sahel:", where all have spoken before
        return end - start > 60 and _MARK.match(text, start, end) is None and (own or speaker.rule != "quotation")

    def _sentence(self, text: str, a: int, b: int, spans: list[tuple[int, int]]) -> Iterator[Statement]:
        clauses = self.clauses.read(text, a, b)
        kept = [c for c in clauses if not any(s < c.start < e - 1 for s, e in spans)]
        if not kept and spans:
            after = self._label_before(text, a, b, spans) or self._speaker_after(text, a, b, spans)
            if after is not None:
                yield after
                return
        if kept and text.startswith(_THUS, a):
            before = next((s for s in spans if 0 <= a - s[1] <= 2), None)
            if before is not None:
                yield replace(statement_of(kept[0]), start=before[0], rule="quotation before its speaker")
                kept = kept[1:]
        quoted = next((s for s in spans if kept and s[0] <= a + 1 <= s[1] and 0 <= kept[0].start - s[1] <= 3), None)
        for i, clause in enumerate(kept):
            found = statement_of(clause)
            yield replace(found, start=quoted[0], rule="quotation before its speaker") if quoted and not i else found

    def _label_before(self, text: str, a: int, b: int, spans: list[tuple[int, int]]) -> Statement | None:
        """`Minister A: "..."`"""
        span = next((s for s in spans if a < s[0] < b), None)
        if span is None or text[a:span[0]].rstrip()[-1:] != ":":
            return None
        words = Words(text, a, span[0])
        subject = SubjectReader(words, self.clauses.cast, self.clauses.memory).read(0)
        if subject is None or not subject.labels or words.plains[subject.after:] != [":"]:
            return None
        return Statement(start=a, end=max(b, span[1]), speakers=subject.labels, said_by=subject.said_by, act="stated",
                         rule="name before a quotation")

    def _speaker_after(self, text: str, a: int, b: int, spans: list[tuple[int, int]]) -> Statement | None:
        """`"...", said Minister A.` and `"...", Minister A said.`"""
        span = next((s for s in spans if s[0] < b and s[1] > a and s[1] <= b), None)
        if span is None:
            return None
        words = Words(text, span[1], b)
        told = self._teller(words, 1 if words.plains[:1] == [","] else 0)
        return None if told is None else replace(told, start=min(span[0], a), end=b)

    def _has_teller(self, text: str, at: int, end: int) -> bool:
        """Whether `noted the Minister` follows a quotation: it is not a part of what was said before it."""
        words = Words(text, at, min(end, at + _LONGEST_TELLER))
        verb = self.clauses.verbs.read(words, int(words.plains[:1] == [","])) if words.count else None
        if verb is None or verb.act is None or verb.form != "past":
            return False
        return words.plains[verb.after:verb.after + 1] == ["the"] or words.caps[verb.after:verb.after + 1] == [True]

    @staticmethod
    def _with_quotes(found: list[Statement], spans: list[tuple[int, int]]) -> list[Statement]:
        """Each statement that runs into a quotation reaches to the quotation's end."""
        for i, each in enumerate(found):
            following = found[i + 1].start if i + 1 < len(found) else None
            for s, e in spans:
                if each.start <= s <= each.end + 2 and e > each.end and (following is None or e <= following):
                    found[i] = each = replace(each, end=e)
        return found


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph, those that open no item with the one above them."""
    begin = start
    for match in _ITEM.finditer(text, start, end):
        if match.start() > begin:
            yield begin, match.start()
            begin = match.start() + 1
    yield begin, end


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a quotation that opens in the paragraph does not close in it."""
    straight = text.count('"', start, end) % 2
    return bool(straight) or any(text.count(a, start, end) > text.count(b, start, end) for a, b in ("“”", "«»", "‘’"))


def _has_quotes(text: str, start: int, end: int) -> bool:
    return text.find("“", start, end) >= 0 or text.find('"', start, end) >= 0 or (
        text.find("«", start, end) >= 0 or text.find("‘", start, end) >= 0)


def statement_of(clause: Clause) -> Statement:
    """A clause as a statement."""
    subject, verb = clause.subject, clause.verb
    return Statement(
        start=clause.start, end=clause.end, speakers=subject.labels, said_by=subject.said_by, verb=clause.printed,
        act=verb.act or "stated", rule=clause.rule, negated=verb.negated,
    )
