"""A query tree back in words, for people (`describe`), and in the grammar (`unparse`)."""

from __future__ import annotations

import re

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

_IN = {"title": "in the title", "heading": "in the heading", "text": "in the text"}
_SIGN = re.compile(rf"[^\w{UNSPACED}{MARKS}{analysis.JOINERS}]")
_WORD = re.compile(rf"[\w{UNSPACED}{MARKS}{analysis.JOINERS}]+")
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
SHOWN = 3  # synonyms of a word that are named
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def describe(node: Node) -> str:
    """The query in words: 'all of: peace, treaty; without: economic'. Never empty."""
    if isinstance(node, And):
        plain = [part for part in node.parts if not isinstance(part, Not | Field | DateRange | Said)
                 and not (isinstance(part, Or) and not part.same)]
        clauses = []
        if plain:
            clauses.append(("all of: " if len(plain) > 1 else "") + ", ".join(map(_item, plain)))
        clauses += [_clause(part) for part in node.parts if part not in plain and not isinstance(part, Not)]
        if without := [_item(part.part) for part in node.parts if isinstance(part, Not)]:
            clauses.append("without: " + ", ".join(without))
        return "; ".join(clauses)
    return _clause(node)


def _clause(node: Node) -> str:
    """A node that stands alone or between semicolons."""
    match node:
        case Or(same=False):
            return "any of: " + ", ".join(map(_item, node.parts))
        case Not():
            return "without: " + _item(node.part)
        case Said(what=Everything()):
            return "said by " + _value(node.who)
        case Said():
            return f"said by {_value(node.who)}: {describe(node.what)}"
        case _:
            return _item(node)


def _item(node: Node) -> str:
    """A node in a list."""
    match node:
        case Word():
            return _within(f"“{node.text}”" if node.exact else node.text, node.field)
        case Phrase():
            return _within(f"“{node.text}”", node.field)
        case Prefix():
            return _within(f"words beginning with {node.text.rstrip('*')}", node.field)
        case Fuzzy():
            return _within(f"words like {node.text.partition('~')[0]}", node.field)
        case Near():
            words = f" within {node.distance} word{'s'[:node.distance > 1]} of "
            return words.join(map(_item, node.parts))
        case Field():
            return f"{node.name}: {_value(node)}"
        case DateRange():
            return "date: " + _days(node)
        case Or(same=True):
            shown = dict.fromkeys(map(_item, node.parts))
            first, *others = (text for text in shown if text.strip("“”") not in shown or text.strip("“”") == text)
            more = ", ..." if len(others) > SHOWN else ""
            return f"{first} (or {', '.join(others[:SHOWN])}{more})" if others else first
        case And(parts=parts) if all(isinstance(part, Word) for part in parts):
            return " ".join(map(_item, parts))
        case Everything():
            return "everything"
        case Nothing():
            return "nothing"
        case _:
            return f"({describe(node)})"


def _within(words: str, field: TextField | None) -> str:
    return f"{words} {_IN[field]}" if field else words


def _value(field: Field) -> str:
    """What a field is asked for, with the name that it was understood as."""
    if not field.terms:
        return "any"
    typed = field.text + ("…" if field.prefix else "")
    names = [name for name in field.values if name != field.text]
    return f"{typed} ({', '.join(names)})" if names else typed


def _days(days: DateRange) -> str:
    if _PLAIN_DATE.fullmatch(days.text):
        return days.text
    match days.first, days.last:
        case None, None:
            return "any"
        case first, None:
            return f"from {first}"
        case None, last:
            return f"to {last}"
        case first, last:
            return f"{first}" if first == last else f"{first} to {last}"


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
    runs = list(analysis.RUNS.finditer(typed))
    typed = typed[runs[0].start():runs[-1].end()] if runs else typed
    if typed in _OPERATORS:
        return typed.lower()
    return typed if _WORD.fullmatch(typed) else f'"{_SIGN.sub(" ", typed)}"'


def _quoted(field: Field) -> str:
    if not field.terms:
        return "*"
    return f"{field.text}*" if field.prefix else f'"{field.text}"'
