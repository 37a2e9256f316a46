"""Lexemes to a query tree, by recursive descent over the grammar in `indexer.query`. Bounded in depth and size."""

from __future__ import annotations

import re
from dataclasses import dataclass

import indexer.analysis as analysis
from indexer.query.combining import Synonyms, all_of, with_other_names, with_synonyms
from indexer.query.lexer import Lexeme, lexemes, read_signs
from indexer.query.reading import describe
from indexer.query.tree import And, Everything, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Said, Word
from indexer.query.words import Names, Reader, from_word, text_field
from indexer.wording import Series, Told, Wording, wording

MAX_DEPTH = 20
"""Brackets in brackets."""

MAX_WORDS = 128
"""Words and quotations of one query."""

_FEW = 2 * MAX_WORDS  # characters, so that there are no more words than are read
_SMALL_LETTERS = re.compile("[a-z]+(?: (?:OR )?[a-z]+)*")
_ONE_TERM = re.compile('"(?P<quoted>[a-z]+(?: [a-z]+)*)"|[a-z]+(?:[*]|~[12]?)')


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as understood."""

    tree: Node
    told: Told  # in words: 'all of: peace, treaty; without: economic'
    literal: bool = False  # it, or a part of it, was malformed and was read as plain words
    notes: tuple[Wording, ...] = ()  # what was read otherwise than typed, a sentence each

    @property
    def reading(self) -> str:
        """The query back in English words."""
        return str(self.told)


def parse_query(text: str, *, synonyms: Synonyms | None = None, names: Names | None = None) -> ParsedQuery:
    """The query that a text means; never raises, for any string, and takes time linear in its length.

    `names` gives the preferred names for a name as printed; `synonyms` the phrases to search beside others.
    """
    malformed: list[Wording] = []
    remarks: list[Wording] = []
    tree = _small_letters(text, synonyms) or _one_term(text, synonyms, malformed, remarks) or (
        _by_grammar(text, synonyms, names, malformed, remarks))
    dropped: list[str] = []
    tree = _without_stop_words(tree, dropped)
    if dropped:
        remarks.append(wording("common-words", words=Series("list", tuple(dict.fromkeys(dropped)))))
    return ParsedQuery(tree, describe(tree), bool(malformed), tuple(dict.fromkeys(malformed + remarks)))


def _small_letters(text: str, synonyms: Synonyms | None) -> Node | None:
    """What the grammar gives for a few words of the letters a to z, with or without `OR`, as most queries are, in a
    third of the time; None for other texts."""
    if len(text) > _FEW or not _SMALL_LETTERS.fullmatch(text):
        return None
    parts: list[Node] = []
    for side in text.split(" OR "):
        words: list[Node] = [from_word(word) for word in side.split(" ")]
        node = all_of(with_synonyms(words, synonyms) if synonyms else words)
        parts += node.parts if isinstance(node, Or) and not node.same else (node,) if node else ()
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _one_term(text: str, synonyms: Synonyms | None, malformed: list[Wording], remarks: list[Wording]) -> Node | None:
    """What the grammar gives for one quotation, or for one beginning or misspelling of a word, of the letters a to z,
    in half of the time; None for other texts."""
    found = _ONE_TERM.fullmatch(text) if len(text) <= _FEW else None
    if found is None:
        return None
    reader = Reader(None, malformed, remarks)
    nodes = reader.word(text, None) if found["quoted"] is None else reader.quoted(found["quoted"], None, 0)
    return all_of(with_synonyms(nodes, synonyms) if synonyms else nodes)


def _by_grammar(text: str, synonyms: Synonyms | None, names: Names | None, malformed: list[Wording],
                remarks: list[Wording]) -> Node:
    found = _bounded(list(lexemes(read_signs(text, remarks), malformed)), remarks)
    tree = _Parser(found, Reader(names, malformed, remarks), synonyms).query()
    if isinstance(tree, Everything) and text.strip() and not any(lexeme.text.strip(":") == "*" for lexeme in found):
        malformed.append(wording("no-word"))
    return tree


def _bounded(found: list[Lexeme], remarks: list[Wording]) -> list[Lexeme]:
    """As many lexemes as a query may have. In a query all in capitals they mean nothing and become small letters."""
    words = 0
    for index, lexeme in enumerate(found):
        words += lexeme.kind in {"word", "quoted"}
        if words > MAX_WORDS or index >= 8 * MAX_WORDS:
            remarks.append(wording("too-many-words", num=MAX_WORDS))
            found = found[:index]
            break
    typed = [lexeme.text for lexeme in found if lexeme.kind == "word" and lexeme.text.upper() != lexeme.text.lower()]
    if len(typed) > 1 and all(text.isupper() for text in typed) and any(len(text) > 5 for text in typed):
        return [Lexeme(one.kind, one.text.lower(), one.number) if one.kind == "word" else one for one in found]
    return found


class _Parser:
    """One pass over the lexemes of a query."""

    def __init__(self, found: list[Lexeme], reader: Reader, synonyms: Synonyms | None) -> None:
        self.found = found
        self.at = 0
        self.depth = 0
        self.reader = reader
        self.notes = reader.notes
        self.synonyms = synonyms

    def query(self) -> Node:
        """query = any; operators without any word are words themselves."""
        if not any(lexeme.kind in {"word", "quoted", "field"} for lexeme in self.found):
            self.found = [Lexeme("word", lexeme.text.lower()) if lexeme.text.isalpha() else lexeme
                          for lexeme in self.found]
        nodes = []
        while self.at < len(self.found):
            if (node := self.any(None)) is not None:
                nodes.append(node)
            if self.peek() == "close":
                self.note("bracket-closed")
                self.at += 1
        return all_of(nodes) or Everything()

    def any(self, field: str | None) -> Node | None:
        """any = all { "OR" all }"""
        parts: list[Node] = []
        while True:
            node = self.all(field)
            if node is not None:
                parts += node.parts if isinstance(node, Or) and not node.same else (node,)
            if self.peek() != "or":
                break
            self.at += 1
            if node is None or self.peek() in {None, "close", "or", "and"}:
                self.note("one-side", operator="OR")
        return Or(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

    def all(self, field: str | None) -> Node | None:
        """all = near { ["AND"] near }"""
        parts: list[Node] = []
        before = self.at
        while (kind := self.peek()) not in {None, "close", "or"}:
            if kind != "and":
                parts += self.near(field)
                continue
            self.at += 1
            if self.at == before + 1 or self.peek() in {None, "close", "or", "and"}:
                self.note("one-side", operator="AND")
        return all_of(with_synonyms(parts, self.synonyms) if self.synonyms else parts)

    def near(self, field: str | None) -> list[Node]:
        """near = unary { "NEAR/n" unary }; more than one node where signs part a single word."""
        parts = self.unary(field)
        distance = 0
        while self.peek() == "near":
            distance = max(distance, self.found[self.at].number, 1)
            self.at += 1
            following = self.unary(field)
            if not following or not parts:
                self.note("one-side", operator="NEAR")
            parts = parts + following
        if not distance or len(parts) < 2:
            return parts
        distance = self.reader.bounded(distance)
        fields = {name for part in parts for name in _near_fields(part)}
        if len(fields) == 1 and "no" not in fields:
            return [Near(tuple(parts), distance, text_field(fields.pop()))]
        self.note("near-fields")
        return parts

    def unary(self, field: str | None) -> list[Node]:
        """unary = { "-" | "NOT" | field ":" } primary"""
        negated = False
        while (kind := self.peek()) in {"not", "field"}:
            if kind == "not":
                negated = not negated
            else:
                field = self.found[self.at].text
            self.at += 1
        nodes = self.primary(field)
        if not negated:
            return nodes
        whole = all_of(nodes)
        if whole is None:
            self.note("not-nothing")
            return []
        return [whole.part if isinstance(whole, Not) else Not(whole)]

    def primary(self, field: str | None) -> list[Node]:
        """primary = word | quotation | "(" any ")" """
        kind = self.peek()
        if kind == "open":
            return self.brackets(field)
        if kind not in {"word", "quoted"}:
            return []
        lexeme = self.found[self.at]
        self.at += 1
        nodes = (self.reader.word(lexeme.text, field) if kind == "word"
                 else self.reader.quoted(lexeme.text, field, lexeme.number))
        return [with_other_names(node, self.synonyms) for node in nodes] if self.synonyms else nodes

    def brackets(self, field: str | None) -> list[Node]:
        """A bracketed query; brackets deeper than are read are left out."""
        self.at += 1
        if self.depth >= MAX_DEPTH:
            self.note("brackets-deep", num=MAX_DEPTH)
            return []
        self.depth += 1
        node = self.any(field)
        self.depth -= 1
        if self.peek() == "close":
            self.at += 1
        else:
            self.note("bracket-open")
        return [node] if node is not None else []

    def peek(self) -> str | None:
        return self.found[self.at].kind if self.at < len(self.found) else None

    def note(self, code: str, **values: str | int) -> None:
        self.notes.append(wording(code, **values))


def _near_fields(part: Node) -> set[str | None]:
    """The fields of a part of a Near; "no" where it cannot be one."""
    if isinstance(part, Or):
        return {field for one in part.parts for field in _near_fields(one)}
    return {part.field} if isinstance(part, Word | Phrase | Prefix | Fuzzy) else {"no"}


def _without_stop_words(node: Node, dropped: list[str]) -> Node:
    """The tree without common plain words beside others, wherever all words are required."""
    match node:
        case And():
            parts = [_without_stop_words(part, dropped) for part in node.parts]
            others = [part for part in parts if not _is_stop_word(part)]
            if any(not isinstance(part, Not) for part in others):
                dropped += [part.text for part in parts if isinstance(part, Word) and _is_stop_word(part)]
                parts = others
            return all_of(parts) or node
        case Or(same=False):
            kept = [_without_stop_words(part, dropped) for part in node.parts]
            return Or(tuple(each for part in kept for each in _alternatives(part)))
        case Not():
            return Not(_without_stop_words(node.part, dropped))
        case Said():
            return Said(node.who, _without_stop_words(node.what, dropped))
        case _:
            return node


def _alternatives(node: Node) -> tuple[Node, ...]:
    """The parts of alternatives that stand alone in their brackets, now that a common word beside them is left out."""
    return node.parts if isinstance(node, Or) and not node.same else (node,)


def _is_stop_word(node: Node) -> bool:
    if not isinstance(node, Word) or node.exact:
        return False
    found = analysis.sequence(node.text).exact
    return len(found) == 1 and found[0] in analysis.STOP_WORDS
