"""A query tree back in words, for people (`describe`), and in the grammar (`unparse`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import indexer.analysis as analysis
from indexer.folding import MARKS, UNSPACED
from indexer.query.tree import (
    And,
    DateRange,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Said,
    TextField,
    Word,
)
from indexer.wording import Series, Told, Wording, wording

_SIGN = re.compile(rf"[^\w{UNSPACED}{MARKS}{analysis.JOINERS}]")
_WORD = re.compile(rf"[\w{UNSPACED}{MARKS}{analysis.JOINERS}]+")
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
SHOWN = 3  # synonyms of a word that are named
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def describe(node: Node) -> Told:
    """The query in words, in English 'all of: peace, treaty; without: economic'. Never empty."""
    if not isinstance(node, And):
        return _clause(node)
    plain = [part for part in node.parts if not isinstance(part, Not | Field | DateRange | Said)
             and not (isinstance(part, Or) and not part.same)]
    clauses: list[Told] = []
    if plain:
        clauses.append(wording("all", parts=_list(plain)) if len(plain) > 1 else _item(plain[0]))
    clauses += [_clause(part) for part in node.parts if part not in plain and not isinstance(part, Not)]
    if without := [part.part for part in node.parts if isinstance(part, Not)]:
        clauses.append(wording("without", parts=_list(without)))
    return Series("clauses", tuple(clauses)) if len(clauses) > 1 else clauses[0]


def _clause(node: Node) -> Told:
    """A node that stands alone or between semicolons."""
    match node:
        case Or(same=False):
            return wording("any", parts=_list(node.parts))
        case Not():
            return wording("without", parts=_item(node.part))
        case Said(what=Everything()):
            return wording("said", who=_value(node.who))
        case Said():
            return wording("said-what", who=_value(node.who), what=describe(node.what))
        case _:
            return _item(node)


def _list(nodes: Sequence[Node]) -> Told:
    return Series("list", tuple(map(_item, nodes)))


def _item(node: Node) -> Told:
    """A node in a list."""
    match node:
        case Word() | Phrase():
            bare = isinstance(node, Word) and not node.exact
            return _within(node.text if bare else wording("quoted", text=node.text), node.field)
        case Prefix():
            return _within(wording("prefix", text=node.text.rstrip("*")), node.field)
        case Fuzzy():
            return _within(wording("fuzzy", text=node.text.partition("~")[0]), node.field)
        case Near():
            told = _item(node.parts[0])
            for part in node.parts[1:]:
                told = wording("near", one=told, num=node.distance, more=_item(part))
            return told
        case Field():
            return wording("value", field=wording(f"field-{node.name}"), value=_value(node))
        case DateRange():
            return wording("value", field=wording("field-date"), value=_days(node))
        case Or(same=True):
            return _with_others(list(dict.fromkeys(map(_item, node.parts))))
        case And(parts=parts) if all(isinstance(part, Word) for part in parts):
            return Series("words", tuple(map(_item, parts)))
        case Everything():
            return wording("everything")
        case Nothing():
            return wording("nothing")
        case _:
            return wording("bracketed", what=describe(node))


def _with_others(shown: list[Told]) -> Told:
    """A word and what is searched beside it; what differs from another by its quotation marks only is not named."""
    names = [str(told) for told in shown]
    first, *others = (told for told, name in zip(shown, names, strict=True)
                      if name.strip("“”") not in names or name.strip("“”") == name)
    if not others:
        return first
    named = Series("list", tuple(others[:SHOWN]))
    return wording("others-more" if len(others) > SHOWN else "others", first=first, others=named)


def _within(words: Told, field: TextField | None) -> Told:
    return wording(f"in-{field}", words=words) if field else words


def _value(field: Field) -> Told:
    """What a field is asked for, with the name that it was understood as."""
    if not field.terms:
        return wording("any-value")
    typed = wording("beginning", text=field.text) if field.prefix else field.text
    names = tuple(name for name in field.values if name != field.text)
    return wording("known-as", typed=typed, names=Series("list", names)) if names else typed


def _days(days: DateRange) -> Told:
    if _PLAIN_DATE.fullmatch(days.text):
        return _day(days.text)
    match days.first, days.last:
        case None, None:
            return wording("any-value")
        case first, None:
            return wording("days-from", first=_day(f"{first}"))
        case None, last:
            return wording("days-to", last=_day(f"{last}"))
        case first, last:
            one = _day(f"{first}")
            return one if first == last else wording("days-between", first=one, last=_day(f"{last}"))


def _day(iso: str) -> Wording:
    return wording("day", iso=iso)


def unparse(node: Node) -> str:
    """A query that parses to the same tree, but for how its words were typed, and for synonyms and names."""
    match node:
        case And():
            return " ".join(_bracketed(part) for part in node.parts)
        case Or(same=True):
            return unparse(node.parts[0])
        case Or():
            return " OR ".join(_bracketed(part) if isinstance(part, Or) else unparse(part) for part in node.parts)
        case Not():
            return "-" + _bracketed(node.part)
        case Said():
            who = f'said:{_quoted(node.who)}'
            return who if isinstance(node.what, Everything) else f"{who} {_bracketed(node.what)}"
        case Near():
            return f" NEAR/{node.distance} ".join(_bracketed(part) for part in node.parts)
        case Word() | Phrase() | Prefix() | Fuzzy():
            return (f"{node.field}:" if node.field else "") + _typed(node)
        case Field():
            return f"{node.name}:{_quoted(node)}"
        case DateRange():
            return f"date:{node.first or ''}..{node.last or ''}" if node.first or node.last else "*"
        case Everything():
            return "*"
        case Nothing():
            return "-*"


def _bracketed(node: Node) -> str:
    single = isinstance(node, Word | Phrase | Prefix | Fuzzy | Field | DateRange | Everything | Nothing | Not)
    if isinstance(node, Or) and node.same:
        return _bracketed(node.parts[0])
    if isinstance(node, Said) and isinstance(node.what, Everything):
        return unparse(node)
    return unparse(node) if single else f"({unparse(node)})"


def _typed(node: Word | Phrase | Prefix | Fuzzy) -> str:
    match node:
        case Word(exact=True):
            return f'"{node.text}"'
        case Phrase() if node.exact or len(node.text.split()) > 1:
            return f'"{node.text}"'
        case Prefix():
            return f"{node.prefix}*"
        case Fuzzy():
            return f"{node.term}~{node.distance}"
        case _:
            return _unquoted(node.text)


def _unquoted(typed: str) -> str:
    """A word that was not in quotation marks, without signs that would mean something where it stands alone."""
    typed = _bare(typed)
    if typed in _OPERATORS:
        return typed.lower()
    return typed if _WORD.fullmatch(typed) else f'"{_SIGN.sub(" ", typed)}"'


def _quoted(field: Field) -> str:
    if not field.terms:
        return "*"
    if not field.prefix:
        return f'"{field.text}"'
    return _SIGN.sub("/", _bare(field.text)) + "*"  # parts words like any sign, and means nothing itself


def _bare(typed: str) -> str:
    """What is typed without the signs before its first word and after its last."""
    runs = list(analysis.RUNS.finditer(typed))
    return typed[runs[0].start():runs[-1].end()] if runs else typed
