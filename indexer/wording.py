"""What is told to those who ask, as codes and values: written in English here, and in any language by whoever shows it.

`str()` of a `Wording` or a `Series` is the English; `written` takes the patterns of another language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

Pattern: TypeAlias = str | tuple[str, str]
"""Words with `%(name)s` for the values; two of them, for one and for more, where the value `num` decides."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing to tell: a key of `ENGLISH`, and the values of its pattern."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return written(self)


@dataclass(frozen=True, slots=True)
class Series:
    """Things told one after the other; `code` is the pattern that joins `one` to `more`."""

    code: str
    parts: tuple[Told, ...]

    def __str__(self) -> str:
        return written(self)


Told: TypeAlias = str | Wording | Series
Value: TypeAlias = str | int | Wording | Series

ENGLISH: Mapping[str, Pattern] = MappingProxyType({
    "list": "%(one)s, %(more)s",
    "clauses": "%(one)s; %(more)s",
    "words": "%(one)s %(more)s",
    "all": "all of: %(parts)s",
    "any": "any of: %(parts)s",
    "without": "without: %(parts)s",
    "said": "said by %(who)s",
    "said-what": "said by %(who)s: %(what)s",
    "quoted": "“%(text)s”",
    "prefix": "words beginning with %(text)s",
    "fuzzy": "words like %(text)s",
    "near": ("%(one)s within %(num)s word of %(more)s", "%(one)s within %(num)s words of %(more)s"),
    "in-title": "%(words)s in the title",
    "in-heading": "%(words)s in the heading",
    "in-text": "%(words)s in the text",
    "bracketed": "(%(what)s)",
    "others": "%(first)s (or %(others)s)",
    "others-more": "%(first)s (or %(others)s, ...)",
    "known-as": "%(typed)s (%(names)s)",
    "beginning": "%(text)s…",
    "value": "%(field)s: %(value)s",
    "any-value": "any",
    "everything": "everything",
    "nothing": "nothing",
    "day": "%(iso)s",
    "days-from": "from %(first)s",
    "days-to": "to %(last)s",
    "days-between": "%(first)s to %(last)s",
    "field-speaker": "speaker",
    "field-topic": "topic",
    "field-place": "place",
    "field-publisher": "publisher",
    "field-kind": "kind",
    "field-event": "event",
    "field-language": "language",
    "field-act": "act",
    "field-mentioned": "mentioned",
    "field-id": "id",
    "field-date": "date",
    "too-long": "Only the first %(num)s characters were read.",
    "too-many-words": "Only the first %(num)s words were read.",
    "long-phrase": "Only the first %(num)s words of a phrase were read.",
    "unreadable": "Characters that cannot be shown were left out.",
    "no-word": "There is no word to search for; everything is shown.",
    "common-words": "Common words count only in quotation marks; left out: %(words)s.",
    "quotation-open": "A quotation mark is not closed; the words after it are searched one by one.",
    "bracket-open": "A bracket is not closed; it is read as closed at the end.",
    "bracket-closed": "A closing bracket without an opening one was left out.",
    "brackets-deep": "Brackets more than %(num)s deep were left out.",
    "one-side": "“%(operator)s” has nothing on one side and was left out.",
    "not-nothing": "“NOT” has nothing after it and was left out.",
    "near-far": "Words near each other may be at most %(num)s words apart.",
    "near-fields": "“NEAR” joins words and phrases of one field only; here it is read as “AND”.",
    "star-inside": "“%(typed)s”: * works at the end of a word only and was left out.",
    "star-short": "“%(typed)s”: at least two letters are needed before *.",
    "fuzzy-short": "“%(typed)s”: ~ works on one word of three letters or more and was left out.",
    "fuzzy-far": "“%(typed)s”: words may differ by at most %(num)s letters.",
    "no-field": "“%(typed)s” is not a field; its words are searched as they stand.",
    "no-value": "“%(typed)s” has no value right after its colon and is read as a word.",
    "no-date": "“%(typed)s” is not a date (write 2016, 2016-11, 2016-11-19 or 2016-11..2017-01); "
               "its words are searched as they stand.",
    "date-left-out": "“%(typed)s” is not a date and was left out; write 2016, 2016-11 or 2016-11-19.",
    "no-time-words": "There was no time left for all words of the query; what is shown is not all.",
    "no-time-order": "There was no time left to rank by all words of the query and to mark them in each hit.",
    "no-time-count": "There was no time left to count by %(field)s.",
    "many-words": "“%(typed)s” stands for more than %(num)s words; the commonest are searched.",
})


def wording(code: str, **values: Value) -> Wording:
    return Wording(code, tuple(values.items()))


def english(code: str, number: int | None = None) -> str:
    """The English pattern of a code, for one or for more. Raises KeyError for an unknown code."""
    found = ENGLISH[code]
    return found if isinstance(found, str) else found[number != 1]


def plain(value: Wording | str | int) -> str | None:
    """A number with its thousands apart, text as it stands; None for what has a pattern."""
    return f"{value:,}" if isinstance(value, int) else value if isinstance(value, str) else None


def written(told: Value, pattern: Callable[[str, int | None], str] = english,
            leaf: Callable[[Wording | str | int], str | None] = plain) -> str:
    """What is told, in words: `pattern` gives those of a code, `leaf` writes text, numbers and what it likes."""
    if isinstance(told, Series):
        joint = pattern(told.code, None)
        words = [written(part, pattern, leaf) for part in told.parts]
        whole = words[0]
        for word in words[1:]:
            whole = joint % {"one": whole, "more": word}
        return whole
    if (own := leaf(told)) is not None or not isinstance(told, Wording):
        return own or ""
    number = next((value for name, value in told.values if name == "num" and isinstance(value, int)), None)
    return pattern(told.code, number) % {name: written(value, pattern, leaf) for name, value in told.values}
