"""Labels of turns, long and short, resolved to the people who speak."""

from __future__ import annotations

import re
from collections import Counter

from indexer.knowledge.gazetteer import Gazetteer
from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import fold
from indexer.model import BOTH, REPORTER
from indexer.understanding.language.sentences import Words
from indexer.understanding.language.speaker_keys import speaker_key
from indexer.understanding.layout import Layout
from indexer.understanding.who.casting import BY_LEAD
from indexer.understanding.who.interviewers import RULE as ASKS
from indexer.understanding.who.interviewers import behind_interview, interviewer, interviewers_of
from indexer.understanding.who.mentions import Mention, Reader
from indexer.understanding.who.parties import Company, Party
from indexer.understanding.who.peers import peer
from indexer.understanding.who.printed_labels import (
    LISTED,
    NOTE,
    bare_label,
    initials_of_name,
    is_slip,
    legible,
    means,
    opens_with,
    ordinary,
    shortened,
)
from indexer.understanding.who.voices import initials_of, misspelt, name_words, role_words

_NO_LABELS = frozenset(("a", "an", "our", "my", "this", "these", "why", "how", "what", "when", "in", "on", "for", "to"))
MOST_INITIALS = 5
_LONGEST_NAME = 5  # words of a label without honorific or role
_ASKER = re.compile(r"(?:q|question|reporter|journalist)\s*\d*"
                    r"|(?:\w+ )?question (?:from|by|of) (?:an?|the) (?:\w+ )?(?:journalist|reporter|press|media)")
_ANONYMOUS = frozenset(("official", "officials", "staff", "aide"))
_OF_RECORD = frozenset(("title", "byline", "field", "heading", "author", "signature"))  # rules that tell whose it is
Speaking = Party | str


def resolve_labels(layout: Layout, company: Company, lexicon: Lexicon, gazetteer: Gazetteer | None,
                   home: str | None, title: str = "", *, debate: bool = False) -> dict[str, tuple[Speaking, ...]]:
    """Each printed label -> whom it means: parties, REPORTER, BOTH, or the label itself for a named journalist."""
    asking, turns = _questions(layout)
    order = list(dict.fromkeys(turn.label for s in layout.sections for turn in s.turns if turn.label))
    found: dict[str, tuple[Speaking, ...]] = {}
    resolver = _Resolver(company, lexicon, gazetteer, home, debate=debate)
    resolver.interviewers = interviewers_of([title, *(line.text for line in layout.head)])
    resolver.asking_words = frozenset(fold(behind_interview(title)).split())
    # Long labels first: `Mr. Taro Kono, Minister for Foreign Affairs:` tells who `Minister:` is. Those of two before
    # single words only: `Putin, Prime Minister Abe:` tells who `Abe:` is.
    short = shortened(order, lexicon)
    above = (*layout.head, *layout.lead)
    listed = {told[2]: told[1] for line in above if (told := LISTED.search(line.text)) is not None}
    listed |= speaker_key([line.text for line in above])
    for label in sorted(order, key=lambda each: (each in short, resolver.tier(each), -len(bare_label(each).split()))):
        if label in short:
            found[label] = found[short[label]]
            continue
        printed = listed.get(label)
        if printed is not None:
            found[label] = resolver.speakers(printed, asks=asking[label] >= 0.6 * turns[label] and not debate)
            continue
        share = asking[label] / turns[label]
        found[label] = resolver.speakers(label, asks=share >= 0.6 and not debate)
    return {label: found[label] for label in order}


def answered_by(labels: dict[str, tuple[Speaking, ...]], company: Company,
                lexicon: Lexicon) -> dict[str, tuple[Speaking, ...]]:
    """The labels once more, `A` and the like with whoever turned out to answer after they were resolved."""
    resolver = _Resolver(company, lexicon, None, None, debate=False)
    return {label: of or (resolver.holder() if fold(bare_label(label)) in lexicon.lists["labels.answer"] else of)
            for label, of in labels.items()}


def _questions(layout: Layout) -> tuple[Counter[str], Counter[str]]:
    """How many of a label's turns end in a question, and how many turns it has."""
    asking: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for section in layout.sections:
        for turn in section.turns:
            if turn.label:
                turns[turn.label] += 1
                tail = section.text[max(turn.start, turn.end - 6):turn.end].rstrip()
                asking[turn.label] += tail.endswith(("?", "?”", '?"'))
    return asking, turns


class _Resolver:
    def __init__(self, company: Company, lexicon: Lexicon, gazetteer: Gazetteer | None, home: str | None, *,
                 debate: bool) -> None:
        self.company = company
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.home = home
        self.debate = debate  # where "Mr. Speaker" is not only called upon
        self.interviewers: tuple[str, ...] = ()  # names that the title or the head gives
        self.asking_words: frozenset[str] = frozenset()  # words of an interview's title
        self.stays: dict[str, Party] = {}
        self.asking: dict[str, str] = {}  # folded word of a journalist's label -> the label

    def tier(self, label: str) -> int:
        """0 for one person by several words, 1 for two persons, 2 for a single word."""
        bare = bare_label(label)
        if len(bare.split()) == 1:
            return 2
        parts = [self._mention(part) for part in re.split(r",|\band\b|&", bare) if part.strip()]
        named = [m is not None and bool(m.name) for m in parts]
        return int(any(named[1:]) and named[0])  # "Minister of Ports, Ann Hill" is one person

    def speakers(self, label: str, *, asks: bool) -> tuple[Speaking, ...]:
        bare = bare_label(label)
        folded = fold(bare)
        lists = self.lexicon.lists
        if folded in lists["labels.reporter"] or is_slip(folded) or _ASKER.fullmatch(folded):
            return (REPORTER,)
        if folded in lists.get("labels.nobody", ()):
            return ()
        if re.fullmatch(r"speaker \d+", folded):
            return (bare,)  # whom a machine that hears voices could not name
        calls = opens_with(folded, lists["labels.salutations"])
        if calls and self.debate:
            return (self._standing(bare),)
        if folded in lists["labels.answer"] or calls:
            return self.holder()
        role = NOTE.sub(" ", label).strip(" :") if self.debate else bare  # whoever is in the chair: "(Mr. HILL)"
        if fold(role).removeprefix("the ") in lists["labels.stays"]:
            return (self._named(role) or self._standing(role),)
        if (both := self._joined(bare)) is not None:
            return both
        if (known := self._initials(bare)) is not None:
            return (known,)
        words = set(folded.split())
        mention = self._mention(bare)
        if mention is not None and (party := self._known(mention)) is not None:
            return (self._speaks(party, mention),)
        if words & lists["labels.reporter"] and not (mention and mention.name and mention.titled):
            return (REPORTER,) if len(words) < 3 else (bare,)
        titled = mention is not None and (mention.titled or mention.attributed)
        if not titled and len(words) == 1 and folded in self.asking:
            return (self.asking[folded],)
        if not titled and (name := interviewer(bare, self.interviewers)) is not None:
            return (self._asking(name),)
        asks = asks or bool(words & self.asking_words)
        outlet = bool(words & lists["outlets.words"]) or "," in bare
        if not (titled or outlet or asks) and (len(words) > _LONGEST_NAME or folded.split()[:1][0] in _NO_LABELS):
            return ()  # a heading or a term before a colon
        if mention is None or not legible(mention) or (not titled and (outlet or asks or not mention.name)):
            for word in words:
                self.asking.setdefault(word, bare)
            return (bare,)
        party = self.company.add(mention, presence="principal", rule="label", offset=None)
        party.roles = [ordinary(role) if role.isupper() else role for role in party.roles]
        return (self._speaks(party, mention),)

    def _speaks(self, party: Party, mention: Mention) -> Party:
        self.company.add(mention, presence="principal", rule="label", offset=None) if mention.name else None
        if party.presence is None:
            party.presence, party.rule = "principal", "label"
        return party

    def _asking(self, name: str) -> Party:
        """The party of that name who asks, added where there is none."""
        words = set(name_words(name))
        known = next((p for p in self.company.parties if p.tokens == words), None)
        if known is None:
            known = Party(forms=[name], tokens=words)
            self.company.parties.append(known)
        known.presence, known.rule = "speaker", ASKS
        return known

    def _mention(self, bare: str) -> Mention | None:
        """A label as a person: `MR. PRICE`, `Minister MOTEGI`, `President of Russia Vladimir Putin`, `Mao Ning`."""
        words = Words(bare)
        if (titled := peer(bare)) is not None:
            return Mention(start=0, end=len(bare), first=0, after=len(words), name=titled[0], gender=titled[1],
                           titled=True, honoured=True)
        if (same := self.lexicon.same_roles.get(fold(bare))) is not None:
            short = bare.isupper() and len(bare) <= MOST_INITIALS
            role = same.title() if short else bare if same and not bare.isupper() else bare.title()
            return Mention(start=0, end=len(bare), first=0, after=len(words), role=role, titled=True)
        reader = Reader(words, self.lexicon, self.gazetteer)
        found = reader.read(0)
        if found is None:
            return None
        if not found.name and not found.role:
            return None
        return found

    def _known(self, mention: Mention) -> Party | None:
        if mention.name:
            return self.company.find(mention) or self._misspelt(mention)
        same = self.lexicon.same_roles.get(fold(mention.role), mention.role)
        asked = role_words(same)
        fitting = [p for p in self.company.parties if p.presence and any(means(asked, role) for role in p.roles)]
        if self.debate and asked <= {"president"}:  # of the house, not one who comes to address it
            fitting = [p for p in fitting if not p.iso2]
        if mention.iso2 is not None:  # "President of Ecuador"
            fitting = [p for p in fitting if p.iso2 in (None, mention.iso2)]
            fitting = [p for p in fitting if p.iso2] or fitting
        printed = fold(mention.role)
        if len(fitting) > 1:
            fitting = [p for p in fitting if any(fold(role) == printed for role in p.roles)] or fitting
        if len(fitting) > 1:
            fitting = [p for p in fitting if any(role_words(role) == asked for role in p.roles)] or fitting
        if len(fitting) > 1:
            fitting = [p for p in fitting if p.iso2 and p.iso2 == self.home] or fitting
        if fitting:
            return fitting[0]
        named = [p for p in self.company.parties if p.rule == "field" and any(means(asked, role) for role in p.roles)]
        alone = [p for p in self.company.parties
                 if p.presence and p.forms and not p.roles and p.rule in _OF_RECORD]
        return named[0] if len(named) == 1 else alone[0] if len(alone) == 1 else None

    def _misspelt(self, mention: Mention) -> Party | None:
        """A label of one word that is another's but for a letter, as scanned pages have them."""
        words = name_words(mention.name)
        near = [p for p in self.company.parties if p.presence and len(words) == 1 and misspelt(words[0], p.tokens)]
        return near[0] if len(near) == 1 else None

    def _taking_part(self, mention: Mention) -> bool:
        party = self.company.find(mention)
        return party is not None and party.presence is not None

    def holder(self) -> tuple[Speaking, ...]:
        """Whoever answers where the label is only `A`: the first of those taking part, but for whom a lead tells of."""
        first = next((p for p in self.company.parties if p.presence and p.rule != ASKS and (
            p.rule not in BY_LEAD or any("spokesperson" in role_words(role) for role in p.roles))), None)
        return (first,) if first is not None else ()

    def _initials(self, bare: str) -> Party | None:
        """Whose office the initials are: `DG`, `HR/VP`."""
        letters = bare.replace("/", "").replace(".", "")
        if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= MOST_INITIALS):
            return None
        present = [p for p in self.company.parties if p.presence]
        fitting = ([p for p in present if any(letters in initials_of(r) for r in p.roles)]
                   or [p for p in present if any(letters == initials_of_name(form) for form in p.forms)])
        return fitting[0] if len(fitting) == 1 else None

    def _named(self, role: str) -> Party | None:
        """The one person of that role whom the record names as taking part: `Spokesperson`."""
        asked = role_words(role)
        if asked & _ANONYMOUS:  # who speaks so is not to be named
            return None
        fitting = [p for p in self.company.parties if p.presence and p.forms and asked
                   and any(means(asked, each) for each in p.roles)]
        return fitting[0] if len(fitting) == 1 and not self.debate else None

    def _standing(self, bare: str) -> Party:
        """`MODERATOR`, `SENIOR ADMINISTRATION OFFICIAL`: a role in the record that stays without a name."""
        key = fold(bare)
        if key not in self.stays:
            role = " ".join(word.capitalize() for word in bare.split()) if bare.isupper() else bare
            party = Party(roles=[role], presence="speaker", rule="label")
            self.company.parties.append(party)
            self.stays[key] = party
        return self.stays[key]

    def _joined(self, bare: str) -> tuple[Speaking, ...] | None:
        """`Putin, Abe`: both, where each part is a known person."""
        parts = [p.strip() for p in re.split(r",|\band\b|&", bare) if p.strip()]
        if len(parts) < 2 or len(parts) > 4:
            return None
        mentions = [self._mention(part) for part in parts]
        if not all(m is not None and m.name and (m.titled or self._taking_part(m)) for m in mentions):
            return None
        found = [self._speaks(self.company.add(m, presence="principal", rule="label", offset=None), m)
                 for m in mentions if m]
        if len(set(map(id, found))) < len(found):
            return None
        principals = [p for p in self.company.parties if p.presence == "principal"]
        return (BOTH,) if len(found) == 2 and len(principals) == 2 else tuple(found)
