"""Printed labels of turns as words: what is label and what a note in it, short forms, slips of the pen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.names import fold
from indexer.understanding.who.mentions import Mention
from indexer.understanding.who.voices import misspelt, name_words, role_words

NOTE = re.compile(r"\s*[(\[<][^)\]>]{0,160}[)\]>]\s*")
_NESTED = re.compile(r"(?<=[^(]) ?\([^()]{0,80}\)(?=\))")  # the seat within "(Mr. Ann Hill (North Vale))"
_NAMED = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,6}"
_HOLDER = re.compile(rf"(?P<role>(?:The|THE) [^()\[\]]{{3,120}}) [(\[](?P<name>{_NAMED})[)\]]"
                     r"|(?P<office>[^()\[\]]{0,60}\b(?i:minister|secretary|tánaiste|taoiseach|treasurer|attorney)\b"
                     r"[^()\[\]]{0,80}) [(\[](?P<holder>(?i:deputy|mr|mrs|ms|dr|shri|smt|shrimati|hon|sir|senator)"
                     rf"\.? {_NAMED})[)\]]")
_CLOCK = re.compile(r"\s*\(?\d{1,2}:\d\d(?::\d\d)?\)?\s*")
_SHORTEST_NAME = 2  # letters; "PX:" is a slip of the scanner
LISTED = re.compile(r"(?:^|[:：]\s?)([^\W\d_a-z][^:()]{3,80}) \(([A-Z]{2,5})\)$")
_TO_WHOM = re.compile(  # whom a member's question is for: "Ann Hill to the Minister of Ports"
    r" to the [A-Z][\w’'-]*,?(?: (?:[A-Z][\w’'-]*,?|of|for|and|the)){0,11}$")
_GIVEN_BY = re.compile(r"^(?:Answer|Response|Reply|Statement|Remarks) (?:by|of|from) ")
_SPACED = re.compile(r"[A-Z]\.?(?: [A-Z]\.?){1,3}")
_GIVEN_NAME = re.compile(  # "CH. IOANNIDES"
    r"^(?!(?:Mr|Ms|Dr|Lt|MR|MS|DR|LT|Fr|FR|St|ST)\.)[A-Z][A-Za-z]\. (?=[^\W\d_a-z]{3})")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,5})\)")


def shortened(labels: Sequence[str], lexicon: Lexicon) -> dict[str, str]:
    """Labels of initials -> the label that they shorten: `GT` of `Gavin Trelawney`, `PMJA` of `... (PMJA)`."""
    full: dict[str, str] = {}
    for label in labels:
        words = fold(bare_label(label)).split()
        for initials in (*_IN_BRACKETS.findall(label), "".join(word[0] for word in words).upper()):
            if len(words) > 1:
                full.setdefault(initials, label)
    kept = lexicon.lists["labels.reporter"] | lexicon.lists["labels.answer"] | lexicon.lists["labels.stays"]
    return {label: full[label] for label in labels
            if label in full and full[label] != label and 2 <= len(label) <= 5 and fold(label) not in kept}


def bare_label(label: str) -> str:
    """A label without time codes and notes in brackets: `(retranslated)`, `(00:04)`.

    The name of an office's holder is no note: `The Minister for Ports (Ann Hill)`.
    """
    if (held := _HOLDER.fullmatch(_NESTED.sub("", label).strip(" :"))) is not None:
        role, name = held["role"] or held["office"], held["name"] or held["holder"]
        return name if " and " in role.casefold() else f"{role} {name}"  # of two offices only the first would be read
    if _SPACED.fullmatch(label):  # "P M"
        return label.replace(" ", "").replace(".", "")
    label = _GIVEN_NAME.sub("", label)
    label = _TO_WHOM.sub("", _GIVEN_BY.sub("", label))
    return _CLOCK.sub(" ", NOTE.sub(" ", _NESTED.sub("", label))).strip(" :*#\t")


def ordinary(role: str) -> str:
    """A role in capitals as it is written elsewhere: `Minister of State in the Ministry of Ports`."""
    return re.sub(r"(?<=\s)(?:Of|In|The|For|And|To|On|At)\b", lambda word: word.group().lower(), role.title())


def initials_of_name(form: str) -> str:
    """The initials of a name: `TE` of Thora Einarsdottir."""
    return "".join(word[0] for word in name_words(form)).upper()


def is_slip(folded: str) -> bool:
    """Whether a label is the word for one who asks but for a letter or two: `journalst`."""
    return folded[:1] in ("j", "r", "q") and " " not in folded and misspelt(folded, _ASKING)


_ASKING = frozenset(("journalist", "reporter", "question", "questioner"))


def means(asked: frozenset[str], role: str) -> bool:
    """Whether a bare office can mean the one who holds this role: a deputy is not the one whose deputy he is."""
    words = role_words(role)
    return asked <= words and not ((words - asked) & {"vice", "deputy", "shadow", "assistant", "former", "acting"})


def opens_with(folded: str, salutations: frozenset[str]) -> bool:
    """`Fellow citizens of the Senate` too."""
    return any(folded == each or folded.startswith((f"{each} of ", f"{each} and ")) for each in salutations)


def legible(mention: Mention) -> bool:
    """Whether an untitled label can be a name at all."""
    letters = sum(c.isalpha() for c in mention.name)
    return mention.titled or (letters > _SHORTEST_NAME and not any(c.isdigit() for c in mention.name))
