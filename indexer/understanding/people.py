"""Who takes part in a record and who is only mentioned, told from its title, head, lead, labels and fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from indexer.knowledge.authority import Authority
from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon, Lexicons
from indexer.knowledge.names import fold
from indexer.model import ALL, BOTH, Person, Place, Presence, Record, When
from indexer.understanding.labels import resolve_labels
from indexer.understanding.layout import Layout
from indexer.understanding.mentions import Mention, Reader
from indexer.understanding.parties import Company, Party, person_of
from indexer.understanding.promotion import promote
from indexer.understanding.sentences import Words, sentences
from indexer.understanding.voices import Cast, Mode, Voice, index_voices, name_words, roles_of

__all__ = ["Cast", "cast_of"]

LEAD_PARAGRAPHS = 1200  # characters of plain paragraphs in which a report without a lead says who met
LEAD_CHARACTERS = 4000  # of plain prose without sections, as far as its people are introduced
COMMON_CHARACTERS = 30_000  # of a record, whose words in small letters are taken for no names
BODY_CHARACTERS = 400_000  # of the rest, for people who are mentioned
FLOOR_KINDS = frozenset(("speech", "statement", "condolence"))
JOINT_KINDS = frozenset(("joint-statement", "communique"))
TOLD_KINDS = frozenset(("courtesy-call", "visit-summary", "news"))
_ABOUT_REACH = 40
_JOINERS = re.compile(r"^\s*(?:,|;|and|,\s*and|&|as well as)\s*(?:the\s+)?$")


def cast_of(record: Record, layout: Layout, kind: str | None, place: Place | None, when: When | None,
            authority: Authority, lexicons: Lexicons, gazetteer: Gazetteer | None) -> Cast:
    """The people of a record: participants in order of appearance, those mentioned, and who holds the floor."""
    lexicon = lexicons.choose(record.given.lexicon, record.given.language)
    if lexicon is None:
        return Cast()
    maker = _CastMaker(record, layout, kind, when, authority, lexicon, gazetteer)
    del place
    return maker.make()


class _CastMaker:
    """Puts one record's cast together, source by source, the surest first."""

    def __init__(self, record: Record, layout: Layout, kind: str | None, when: When | None, authority: Authority,
                 lexicon: Lexicon, gazetteer: Gazetteer | None) -> None:
        self.record = record
        self.layout = layout
        self.kind = kind or ""
        self.when = when
        self.authority = authority
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.company = Company()
        self._small: frozenset[str] | None = None
        self.country: tuple[str | None, str | None] = (None, None)  # the last one on a line of its own in a list
        self.met = False  # whether the lead has said who met
        self.mode: Mode = "reported"
        self.turned = any(turn.label for section in layout.sections for turn in section.turns)
        self.title = record.given.title or (layout.title.text if layout.title else "") or ""

    def make(self) -> Cast:
        self._fields()
        self._from_title()
        self._from_head()
        if not self.turned or not self.company.parties:
            self._from_lead()
        labels = {}
        if self.turned:
            labels = resolve_labels(self.layout, self.company, self.lexicon, self.gazetteer, self.record.given.country)
        self._role_in_title()
        self.mode = self._mode()
        self._from_body()
        self._own_roles()
        if self.mode == "reported":
            promote(self.layout, self.company, self.lexicon, self.gazetteer, widely=self._widely())
        self._know()
        return self._cast(labels)

    def _mode(self) -> Mode:
        if self.turned:
            return "turns"
        if self.kind in JOINT_KINDS:
            return "joint"
        if self.kind == "condolence" and not _in_first_person(self.layout):
            return "reported"
        if self.kind == "speech" and not self.record.given.speaker and self._told_of_holder():
            return "reported"
        if self.kind in FLOOR_KINDS:
            return "floor"
        holders = [p for p in self.company.parties if p.presence in ("speaker", "principal")]
        told = self.kind.endswith("-readout") or self.kind in TOLD_KINDS
        if not told and (self.record.given.speaker or len(holders) == 1) and _in_first_person(self.layout):
            return "floor"
        return "reported"

    def _told_of_holder(self) -> bool:
        """Whether a speech is told in the third person: its speaker's name stands in the text, and no `I` or `we`."""
        holder = next((p for p in self.company.parties if p.presence == "speaker" and p.forms), None)
        if holder is None or _in_first_person(self.layout):
            return False
        family = name_words(holder.forms[0])[-1]
        return any(family in fold(section.text[:600]).split() for section in self.layout.sections[:3])

    def _widely(self) -> bool:
        """Whether people whom the lead does not name may turn out to take part: where fewer than two are named, or more
        than one meeting is told."""
        principals = [p for p in self.company.parties if p.presence == "principal"]
        if re.search(r"\b(?:travel|trip|visits?|tour)\b", self.title, re.IGNORECASE):
            return True
        return len(principals) < 2 or self.kind in ("visit-summary", "multilateral-readout", "news", "notice")

    def _reader(self, text: str, start: int = 0, end: int | None = None) -> Reader:
        return Reader(Words(text, start, end), self.lexicon, self.gazetteer)

    def _fields(self) -> None:
        """The source's own fields name who holds the floor and who takes part."""
        given = self.record.given
        presence: Presence = "speaker" if given.speaker else "principal"
        for printed in (*given.speaker, *given.participants):
            mention = self._field_mention(printed)
            party = self.company.add(mention, presence=presence, rule="field", offset=None)
            party.basis = "given"
            if given.speaker_role and printed in given.speaker[:1] and given.speaker_role not in party.roles:
                party.roles.append(given.speaker_role)
        for key, printed in given.extra.items():
            self._other_field(key, printed)

    def _other_field(self, key: str, printed: str) -> None:
        """A field whose name is a role (`prime-minister`), or `people`: who that is, if the text lets them speak."""
        words = fold(key).split()
        lists = self.lexicon.lists
        role = bool(words) and all(w in lists["roles.heads"] or w in lists["roles.modifiers"] for w in words) and (
            any(w in lists["roles.heads"] for w in words))
        if not (role or key in ("people", "person", "minister")) or len(printed) > 60 or not printed[:1].isupper():
            return
        family, comma, given = printed.partition(",")
        mention = self._field_mention(f"{given.strip()} {family.strip()}" if comma and given.strip() else printed)
        party = self.company.add(mention, presence=None, rule="field", offset=None)
        party.rule = "field"
        if role:
            party.roles.append(" ".join(words).title())

    def _field_mention(self, printed: str) -> Mention:
        reader = self._reader(printed)
        found = next(reader.mentions(), None)
        if found is not None:
            return found
        return Mention(start=0, end=len(printed), first=0, after=reader.words.count, name=printed.strip())

    def _from_title(self) -> None:
        """People in the title: those a record is by, with or on; not those whom it is about."""
        text = self.title
        if not text:
            return
        about_from = len(text)
        if self.kind in FLOOR_KINDS or self.turned:
            cut = re.search(r"\b(?:on|regarding|concerning|at|before|to)\b", text)
            by = re.search(r"\b(?:by|from|of)\b|[’']s?\b", text)
            if cut and ((by and cut.start() > by.start()) or (by is None and self.turned)):
                about_from = cut.start()
        offset = self.layout.title.start if self.layout.title and self.layout.title.text == text else None
        for mention, about in self._judged(self._reader(text), text):
            if about or (mention.start > about_from and self.kind in FLOOR_KINDS | {"press-conference", "briefing"}):
                continue
            if self.turned and mention.start > about_from:
                continue
            presence: Presence = "speaker" if self.kind in FLOOR_KINDS else "principal"
            if self.kind == "condolence":
                before = text[max(0, mention.start - 12):mention.start].casefold()
                presence = "recipient" if re.search(r"\bto\b", before) else "sender"
            self.company.add(mention, presence=presence, rule="title", offset=offset)

    def _role_in_title(self) -> None:
        """`Press Conference by the Prime Minister`: whoever held the office, by the office."""
        if self.kind not in FLOOR_KINDS | {"press-conference", "briefing"} or any(p.presence for p in self.company.parties):
            return
        breadcrumb = self.record.given.breadcrumb or (self.layout.breadcrumb.text if self.layout.breadcrumb else "")
        for text in (self.title, breadcrumb):
            match = re.search(r"\b(?:by|of) (?=the [A-Z])", text or "")
            mention = self._reader(text, match.end()).read(0) if match else None
            if mention is not None and mention.role and not mention.name and not mention.plural:
                party = self.company.add(mention, presence="speaker", rule="office in the title", offset=None)
                self._office(party, mention.role, mention.iso2 or self.record.given.country)
                return

    def _from_head(self) -> None:
        """Bylines between title and lead: `Governor Roger W. Ferguson, Jr.`, `Remarks by X`, `The below is attributable to`."""
        for line in self.layout.head:
            if len(line.text) > 300 or "attributable" in line.text:
                continue
            for mention, about in self._judged(self._reader(line.text), line.text):
                if not about:
                    presence: Presence = ("speaker" if self.kind in FLOOR_KINDS else
                                          "signatory" if self.kind in JOINT_KINDS else "principal")
                    self.company.add(mention, presence=presence, rule="byline", offset=line.start)

    def _lead_texts(self) -> Iterator[tuple[str, int]]:
        for line in self.layout.lead:
            yield line.text, line.start
        if self.met:
            return
        budget = LEAD_PARAGRAPHS
        for section in self.layout.sections[:2]:
            if self.kind in FLOOR_KINDS or section.turns:
                return
            for a, b in _paragraphs(section.text):
                if budget <= 0 or self.met:
                    return
                yield section.text[a:b], section.start
                budget -= b - a

    def _from_lead(self) -> None:
        """The lead: who met whom; who else was there; who is only spoken of."""
        seen = 0
        listing = False
        for text, offset in self._lead_texts():
            if seen > LEAD_CHARACTERS:
                break
            if listing and self._listed_line(text, offset):
                continue
            for a, b in sentences(text):
                self._lead_sentence(text, a, b, offset)
            seen += len(text)
            listing = _ANNOUNCES.search(text) is not None

    def _listed_line(self, text: str, offset: int) -> bool:
        """Lines of a list of who took part: a country, or a role with a name."""
        at = 0
        for line in text.splitlines():
            if len(line) > 200:
                return False
            reader = self._reader(line)
            place, after = reader.country(0)
            if place is not None and after >= reader.words.count - 1:
                self.country = place
            for mention in reader.mentions():
                known = replace(mention, country=mention.country or self.country[0], iso2=mention.iso2 or self.country[1])
                self.company.add(known, presence="principal", rule="list", offset=offset + at)
            at += len(line) + 1
        return True

    def _lead_sentence(self, text: str, a: int, b: int, offset: int) -> None:
        sentence = text[a:b].casefold()
        if "attributable" in sentence:
            return
        attending = _any_of(self.lexicon.lists["attendance.words"]).search(sentence) is not None
        first = not self.met and not (self.kind in JOINT_KINDS and _WE.search(text, a, b))
        met = _MEETING.search(sentence) is not None
        last: Presence | None = None
        before_end = a
        reader = self._reader(text, a, b)
        if first and met:
            self._bare_subject(reader, offset)
        if first:
            self._own_subject(reader, text, offset)
        if first and met:
            self._unnamed(reader, offset)
        for mention, about in self._judged(reader, text):
            known = self.company.find(mention)
            listed = before_end > a and _JOINERS.match(text[before_end:mention.start]) is not None
            before = fold(text[max(a, mention.start - 30):mention.start])
            before_end = mention.end
            presence: Presence | None
            if self.kind == "condolence" and not about and before.endswith(("to", "to the")):
                presence = "recipient"
            elif about or self.kind in FLOOR_KINDS or (mention.owns and (known is None or known.presence is None)):
                presence = None
            elif listed:
                presence = last
            elif before.endswith(_JOINED) or _in_attending_brackets(text, a, mention.start):
                presence = "attending"
            elif first:
                presence = "principal"
            elif attending:
                presence = "attending"
            elif met and (before.endswith(_MET_WITH) or not before.strip()):
                presence = "principal"
            else:
                presence = None
            last = presence
            self.met = self.met or presence is not None
            self.company.add(mention, presence=presence, rule="lead", offset=offset)

    def _bare_subject(self, reader: Reader, offset: int) -> None:
        """`Vladimir Putin had a telephone conversation with ...`: a name with nothing before it that opens the report."""
        words = reader.words
        openers = [i + 1 for i, w in enumerate(words.plains[:20]) if w == ","]
        for at in (0, *openers):
            mention = reader.read(at) if at < words.count and words.caps[at] else None
            if mention is None or len(name_words(mention.name)) < 2 or mention.titled or mention.owns:
                continue
            verb = words.plains[mention.after] if mention.after < words.count else ""
            if any(form in ("past", "third") for _, form in self.lexicon.forms.get(verb, ())):
                self.company.add(mention, presence="principal", rule="lead", offset=offset)
                self.met = True
            return

    def _own_subject(self, reader: Reader, text: str, offset: int) -> None:
        """`The Prime Minister spoke to Prime Minister B`: not B, whom the sentence names, but the publisher's own."""
        words = reader.words
        openers = [i + 1 for i, w in enumerate(words.plains[:30]) if w == ","]
        for at in (0, *openers):
            mention = reader.read(at) if at < len(words) and words.plains[at] == "the" else None
            if mention is None or mention.name or mention.owns or mention.plural or not mention.role or mention.iso2:
                continue
            named = [self.company.find(m) for m in reader.mentions()]
            fitting = [p for p in self.company.parties if p.presence and any(_fits(mention, r) for r in p.roles)]
            if (fitting or named) and all(p in named for p in fitting):
                party = Party(roles=[mention.role], presence="principal", rule="role alone")
                party.start, party.end = offset + mention.start, offset + mention.end
                self.company.parties.append(party)
                self._office(party, mention.role, self.record.given.country)
            return

    def _unnamed(self, reader: Reader, offset: int) -> None:
        """`The President of A and the Chancellor of B met`: by their offices, named where the authority knows who held them."""
        for at, word in enumerate(reader.words.plains):
            if word != "the" or (at and reader.words.plains[at - 1] in ("of", "by", "for", "on", "to")):
                continue
            mention = reader.read(at)
            if mention is None or mention.name or mention.owns or mention.plural or not mention.role or mention.iso2 is None or (
                    mention.role_words & {"government", "people"}):
                continue
            if any(p.presence and p.iso2 == mention.iso2 and any(_fits(mention, r) for r in p.roles)
                   for p in self.company.parties):
                continue
            following = reader.words.plains[mention.after:mention.after + 1]
            if following == [","] or (mention.after < reader.words.count and reader.words.caps[mention.after]):
                continue
            party = self.company.add(mention, presence="principal", rule="role alone", offset=offset)
            self._office(party, mention.role, mention.iso2)

    def _common(self) -> frozenset[str]:
        """The record's words in small letters: a single one of them after a role is no name, "Executive Order"."""
        if self._small is None:
            self._small = frozenset(_SMALL.findall(self.record.text[:COMMON_CHARACTERS]))
        return self._small

    def _judged(self, reader: Reader, text: str) -> Iterator[tuple[Mention, bool]]:
        """Each mention with whether it is of somebody who is only spoken of: `the visit of X`, `X's visit`."""
        about = False
        last = 0
        for mention in reader.mentions():
            if not mention.honoured and mention.name.isalpha() and (
                    len(mention.name) < 2 or mention.name.casefold() in self._common()):
                continue
            between = text[last:mention.start] if last else ""
            if not (last and _JOINERS.match(between)):
                before = fold(text[max(0, mention.start - _ABOUT_REACH):mention.start])
                about = before.endswith(_endings(self.lexicon.lists["attendance.about"]))
            yield mention, about
            last = mention.end

    def _from_body(self) -> None:
        """Everyone else whom the text introduces, as mentioned."""
        budget = BODY_CHARACTERS
        seen: set[str] = set()
        for section in self.layout.sections:
            text = section.text
            if budget <= 0:
                break
            budget -= len(text)
            listed = self._attendance(section.heading, text)
            for a, b in _windows(text, seen if not listed else set()):
                for mention, _ in self._judged(self._reader(text, a, b), text):
                    presence = next((p for start, end, p in listed if start <= mention.start < end), None)
                    self.company.add(mention, presence=presence, rule="attendance" if presence else "body", offset=section.start)

    def _attendance(self, heading: str | None, text: str) -> list[tuple[int, int, Presence]]:
        """Where the text lists who was there, and as what."""
        if self.turned or self.mode == "floor":
            return []
        if heading and _LISTS.match(heading):
            return [(0, len(text), "attending")]
        found: list[tuple[int, int, Presence]] = []
        going_on = False
        for a, b in _paragraphs(text):
            if (match := _LISTS.match(text, a, b)) is not None:
                found.append((a, b, "principal" if match["who"].casefold() in ("participants", "leaders") else "attending"))
                going_on = text[b - 1] == ":"
            elif (there := _PRESENT.search(text, a, b)) is not None:
                found.append((there.start(), text.find(".\n", there.end()) if text.find(".\n", there.end(), b) > 0 else b, "attending"))
            elif going_on and (b - a < 160 or text[a] in "-•*–"):
                found.append((a, b, found[-1][2]))
            else:
                going_on = False
        return found

    def _own_roles(self) -> None:
        """`the Prime Minister` of a readout that never names him: the publisher's own, by office where that is known."""
        if self.kind in FLOOR_KINDS or self.turned:
            return
        asked: dict[str, Mention] = {}
        for section in self.layout.sections[:8]:
            for a, b in _paragraphs(section.text):
                if not section.text.startswith("The ", a):
                    continue
                mention = self._reader(section.text, a, min(b, a + 120)).read(0)
                if mention is not None and mention.determined and mention.role and not mention.name and not mention.plural:
                    asked.setdefault(mention.role.casefold(), mention)
        for mention in asked.values():
            if any(p.presence and any(_fits(mention, r) for r in p.roles) for p in self.company.parties):
                continue
            party = self.company.add(mention, presence="principal", rule="role alone", offset=None)
            if mention.role and mention.role not in party.roles:
                party.roles.append(mention.role)
            self._office(party, mention.role, mention.iso2 or self.record.given.country)

    def _office(self, party: Party, role: str, country: str | None) -> None:
        """Fill in who held the office in that country on the day, where exactly one person did."""
        if country is None or self.when is None:
            return
        holders = self.authority.holders(role, country, self.when.first)
        if len(holders) == 1:
            party.fixed_name, party.basis, party.rule = holders[0].name, "inferred", "office on that day"
            party.tokens.update(name_words(holders[0].name))
        party.iso2 = country
        found = self.gazetteer.country_of_code(country) if self.gazetteer else None
        party.country = found.name if found else None

    def _know(self) -> None:
        """Ids from the authority; the full name of one whom the record gives by surname and office only."""
        date = self.when.first if self.when else None
        for party in self.company.parties:
            for form in party.forms:
                known = self.authority.find(form, country=party.iso2, date=date)
                if known is not None:
                    party.id = known.id
                    break
            else:
                if date is not None and party.presence is not None and len(party.tokens) == 1:
                    self._by_office(party, date)

    def _by_office(self, party: Party, date: dt.date) -> None:
        """`President Biden`: the one person of that surname who held that office on the day."""
        (token,) = party.tokens
        for role in party.roles:
            title = self.lexicon.same_roles.get(fold(role), role)
            country = party.iso2 or self.record.given.country
            held = [p for p in self.authority.holders(title, country, date) if token in name_words(p.name)]
            if len(held) == 1:
                party.id, party.fixed_name = held[0].id, held[0].name
                party.tokens.update(name_words(held[0].name))
                return

    def _cast(self, labels: dict[str, tuple[str, ...]]) -> Cast:
        parties = self.company.parties
        taking = [p for p in parties if p.presence is not None]
        others = [p for p in parties if p.presence is None and p.forms]
        people = [person_of(p) for p in (*taking, *others)]
        voices = tuple(map(self._voice, (*taking, *others), people))
        known = frozenset(w for p in parties for form in p.forms for w in _plain_words(form))
        label_of = {id(p): person.label for p, person in zip(taking, people, strict=False)}
        participants = tuple(people[:len(taking)])
        resolved = {label: tuple(label_of.get(id(p), "") if isinstance(p, Party) else p for p in of)
                    for label, of in labels.items()}
        return Cast(
            participants=participants,
            mentioned=tuple(people[len(taking):]),
            voices=voices,
            lexicon=self.lexicon,
            countries=self.gazetteer,
            floor=self._floor(taking, participants),
            labels=resolved,
            mode=self.mode,
            by_token=index_voices(voices),
            known=known,
        )

    def _voice(self, party: Party, person: Person) -> Voice:
        roles = tuple(dict.fromkeys(role for text in party.roles for role in roles_of(text, self.lexicon)))
        return Voice(label=person.label, tokens=frozenset(party.tokens), roles=roles, iso2=party.iso2, gender=party.gender,
                     taking_part=party.presence is not None,
                     principal=party.presence in ("principal", "speaker", "signatory", "sender"),
                     bare=not party.forms,
                     own=party.iso2 is not None and party.iso2 == self.record.given.country)

    def _floor(self, taking: list[Party], people: Iterable[Person]) -> tuple[str, ...]:
        """Whose words a first-person text is."""
        labels = [person.label for person in people]
        holders = [label for label, p in zip(labels, taking, strict=True) if p.presence in ("speaker", "principal", "sender")]
        if self.kind in JOINT_KINDS:
            parties = [p for p in taking if p.presence in ("principal", "signatory")]
            return (BOTH,) if len(parties) == 2 else (ALL,)
        given = [label for label, p in zip(labels, taking, strict=True) if p.basis == "given"]
        return tuple((given or holders)[:1])


_MEETING = re.compile(
    r"\b(?:affirm|declare|agree|issued|announce|held|met|meet|meets|meeting|spoke|speak|talks?|received|hosted|hosts|convened|paid|courtesy|conversation|call|"
    r"telephone|conference|consultations?|visited|co-chaired|attended)\b"
)


def _in_attending_brackets(text: str, start: int, at: int) -> bool:
    """Whether `at` is inside brackets that tell who else was there: `(..., attended by Mr. X)`."""
    opening = text.rfind("(", start, at)
    return opening >= 0 and text.find(")", opening, at) < 0 and (
        re.search(r"\b[Aa]ttend|\bpresent\b|\bjoined\b", text[opening:at]) is not None)


_LISTS = re.compile(
    r"\W{0,3}(?:Other |The |List of |Key |Additional )?(?P<who>[Pp]articipants|[Aa]ttendees|[Ll]eaders|[Aa]ttending|[Aa]lso present|"
    r"[Aa]lso attending|[Aa]lso participating|[Pp]articipating|[Ii]n attendance)\b(?=[^.]{0,80}\b(?:included?|were|was|are)\b|\s*:|"
    r"[^.]{0,60}$)"
)
_ANNOUNCES = re.compile(
    r"\b(?:[Pp]articipants|[Aa]ttendees|[Pp]articipating|[Aa]ttending)\b[^.:]{0,80}(?:\bas follows\b|\bfollowing\b|\blisted below\b)|"
    r"\b(?:[Pp]articipants|[Aa]ttendees)[^.:]{0,40}:\s*$"
)
_PRESENT = re.compile(
    r"\b(?:meeting|talks|call|ceremony|session|dinner|lunch|reception|audience)s?\s+(?:was|were)\s+(?:also\s+)?attended\s+by\b|"
    r"\b[Aa]lso\s+(?:present|attending|in\s+attendance)\b|\b(?:were|was)\s+also\s+(?:present|in\s+attendance)\b|"
    r"\([Aa]ttend(?:ing|ed|ees)\b"
)
_JOINED = ("attended by", "joined by", "accompanied by", "together with", "along with", "joined by the", "in the presence of")
_MET_WITH = ("with", "with the", "received", "hosted", "met", "welcomed", "by", "convened by", "call on", "spoke to", "hosted by")


_SMALL = re.compile(r"\b[a-z]{3,}\b")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|[Mm]y|[Ww]e)\b")


def _in_first_person(layout: Layout) -> bool:
    """Whether a text is somebody's own words: `I`, `my` or `we` once in a thousand characters."""
    text = "\n".join(section.text[:4000] for section in layout.sections[:6])
    return len(_FIRST_PERSON.findall(text)) * 1000 > len(text) > 0


def _fits(mention: Mention, role: str) -> bool:
    return fold(mention.role) in fold(role)


@lru_cache(maxsize=16)
def _endings(lexicon_about: frozenset[str]) -> tuple[str, ...]:
    return tuple(f" {fold(p)}" for p in lexicon_about)


@lru_cache(maxsize=16)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")


def _plain_words(form: str) -> list[str]:
    words = Words(form)
    return [w for w in words.plains if len(w) > 1]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"\n\s*\n", text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


_TRIGGER = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Shri|Smt|H\.E|Hon|President|Prime|Minister|Secretary|Ambassador|Chancellor|King|Queen|"
    r"Crown|Prince|Princess|Chairman|Chair|Speaker|Senator|General|Leader|Commissioner|Governor|Director|Representative|"
    r"Premier|Taoiseach|Advisor|Adviser|Envoy|Administrator|Spokesperson|Spokesman|Emperor|Head|Chief|Vice|Deputy|Foreign)\b"
    r"[^\n,.;:()]{0,60}"
)


def _windows(text: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Stretches of the text that can hold a person by honorific or role, but for those whose words were `seen` before."""
    end = -1
    for match in _TRIGGER.finditer(text):
        if match.start() < end:
            continue
        phrase = match.group()[:30]
        if phrase in seen:
            continue
        seen.add(phrase)
        a, b = max(end, match.start() - 45, 0), min(len(text), match.end() + 90)
        end = match.end()
        yield _whole(text, a, b)


def _whole(text: str, a: int, b: int) -> tuple[int, int]:
    """The stretch widened to whole words."""
    while a > 0 and (text[a - 1].isalnum() or text[a - 1] == "."):
        a -= 1
    while b < len(text) and (text[b].isalnum() or (text[b] in " -’'" and text[b + 1:b + 2].isupper())):
        b += 1
    return a, b
