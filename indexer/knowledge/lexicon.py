"""The lexicon: the words with which official texts of one language report who said what.

`data/lexicon/*.toml`, each file with a key `language`; other files in the folder are not read here. A file with
`extends = "en"` adds its lists to those of that file, so that a publisher's own file holds only its own words.
The tables and what they mean are commented in `data/lexicon/en.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.knowledge.names import plain

ACTS = ("stated", "asked", "answered", "welcomed", "agreed", "requested", "proposed", "expressed_concern", "condemned",
        "announced", "offered", "supported", "thanked", "other")
"""The kinds of act, in the order in which pages show them."""

DEFAULT = "en"
Form = Literal["base", "third", "past", "ing", "participle"]

_LISTS = {
    "non_speech": ("verbs", "present"),
    "grammar": ("be", "past_be", "perfect", "negation", "declining", "framing", "using", "occasions", "hearers",
                "calling", "adverbs", "opener_words", "object_openings",
                "after_participles", "joint_passives", "always_joint", "said_things", "talks", "talks_were_about",
                "own_words", "with_topic", "topic_links", "not_telling", "views",
                "gatherings", "called_for", "called_on", "visit_purposes"),
    "groups": ("nouns", "singular_nouns", "modifiers", "headed", "named", "sides", "counterparts", "persons",
               "qualities", "bodies", "organizations"),
    "attendance": ("words", "meeting", "joined", "with", "met", "about"),
    "honorifics": ("men", "women", "others", "also_roles", "after"),
    "roles": ("heads", "modifiers", "closing", "connectors"),
    "names": ("never", "rarely", "months", "also", "also_first"),
    "labels": ("reporter", "answer", "salutations", "stays", "notes", "nobody"),
    "outlets": ("words",),
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a verb form: the words after it that belong to it, its act, and which form it is."""

    tail: tuple[str, ...]
    act: str
    form: Form
    base: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that, soon after one of the verbs, make the act."""

    words: frozenset[str]
    openings: tuple[tuple[str, ...], ...]  # entries of several words
    act: str | None  # None: with these words the verb reports nothing
    joint: bool = False  # only of several subjects


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one file with those of the files that it extends. Words are as `names.plain` makes them."""

    name: str
    language: str
    senses: Mapping[str, tuple[Sense, ...]]  # verb form -> readings, longest tail first
    phrases: Mapping[str, tuple[Phrase, ...]]  # base of a verb -> phrases
    forms: Mapping[str, frozenset[tuple[str, Form]]]  # any known verb form -> (base, form), speech or not
    lists: Mapping[str, frozenset[str]]  # "grammar.adverbs" -> words
    numbers: Mapping[str, int]
    pronouns: Mapping[str, str]
    same_roles: Mapping[str, str]  # a folded role -> the first of its row
    honorifics: Mapping[str, str]  # -> "m", "f" or ""

    def has(self, where: str, word: str) -> bool:
        return word in self.lists[where]


class Lexicons:
    """All lexicons by name."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._by_name = {lexicon.name: lexicon for lexicon in lexicons}

    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)

    def choose(self, name: str | None, language: str | None) -> Lexicon | None:
        """The lexicon named by the source, else the one of its language; English where neither is said.

        None for a language that no file covers: nothing is attributed by another language's words.
        """
        if name and name in self._by_name:
            return self._by_name[name]
        short = (language or DEFAULT).casefold().split("-")[0]
        return self._by_name.get(short)


def load_lexicons(folder: Path | None = None) -> Lexicons:
    """The lexicons of a folder (by default `lexicon` in the data folder).

    Raises KnowledgeError for an unknown act, table or list, for a list that is not one of words, and for `extends` that
    names no file.
    """
    folder = folder or data_folder() / "lexicon"
    tables = {path.stem: (path, table) for path in sorted(folder.glob("*.toml"))
              if "language" in (table := read_toml(path)) or "extends" in table}
    return Lexicons(_build(name, tables) for name in tables)


def _build(name: str, tables: Mapping[str, tuple[Path, dict[str, object]]]) -> Lexicon:
    chain = list(_chain(name, tables))
    language = next((str(table["language"]) for _, table in chain if "language" in table), name)
    lists: dict[str, set[str]] = {f"{group}.{key}": set() for group, keys in _LISTS.items() for key in keys}
    verbs: dict[str, str] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    rows: list[tuple[Path, Mapping[str, object]]] = []
    numbers: dict[str, int] = {}
    pronouns: dict[str, str] = {}
    same: dict[str, str] = {}
    for path, table in reversed(chain):
        for group, value in table.items():
            _read_group(path, group, value, lists, verbs, irregular, rows, numbers, pronouns, same)
    senses, forms = _conjugate(verbs, irregular, rows, lists["non_speech.verbs"])
    titles = {**dict.fromkeys(lists["honorifics.others"], ""), **dict.fromkeys(lists["honorifics.men"], "m"),
              **dict.fromkeys(lists["honorifics.women"], "f")}
    return Lexicon(name=name, language=language, senses=senses, phrases=_phrases(rows, irregular), forms=forms,
                   lists={key: frozenset(words) for key, words in lists.items()}, numbers=numbers, pronouns=pronouns,
                   same_roles=same, honorifics=titles)


def _chain(name: str, tables: Mapping[str, tuple[Path, dict[str, object]]]) -> Iterable[tuple[Path, dict[str, object]]]:
    """The file and those it extends, nearest first."""
    seen: list[str] = []
    while True:
        path, table = tables[name]
        seen.append(name)
        yield path, table
        parent = table.get("extends")
        if parent is None:
            return
        if not isinstance(parent, str) or parent not in tables or parent in seen:
            raise KnowledgeError(path, f"extends {parent!r}, which is no other lexicon", mend='write extends = "en"')
        name = parent


def _read_group(path: Path, group: str, value: object, lists: dict[str, set[str]], verbs: dict[str, str],
                irregular: dict[str, tuple[str, ...]], rows: list[tuple[Path, Mapping[str, object]]],
                numbers: dict[str, int], pronouns: dict[str, str], same: dict[str, str]) -> None:
    if group in ("language", "extends"):
        return
    if group == "phrase" and isinstance(value, list):
        rows.extend((path, row) for row in value)
        return
    if not isinstance(value, dict):
        raise KnowledgeError(path, f'unknown key "{group}"', mend="see the tables of data/lexicon/en.toml")
    for key, entry in value.items():
        if group == "verbs":
            if key not in ACTS:
                raise KnowledgeError(path, f'[verbs] has no act "{key}"', mend=f"use one of {', '.join(ACTS)}")
            for verb in _words(path, f"verbs.{key}", entry):
                verbs[verb] = key
        elif group == "irregular":
            irregular[key] = tuple(str(entry).split())
        elif group == "groups" and key == "numbers" and isinstance(entry, dict):
            numbers.update({str(k): int(v) for k, v in entry.items()})
        elif group == "pronouns":
            pronouns[key] = str(entry)
        elif group == "roles" and key == "same" and isinstance(entry, list):
            for row in entry:
                roles = _words(path, "roles.same", row)
                same.update(dict.fromkeys(roles, roles[0]))
        elif f"{group}.{key}" in lists:
            lists[f"{group}.{key}"].update(_words(path, f"{group}.{key}", entry))
        else:
            raise KnowledgeError(path, f'unknown key "{group}.{key}"', mend="see the tables of data/lexicon/en.toml")


def _words(path: Path, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise KnowledgeError(path, f"{key} is not a list of words", mend='write ["...", "..."]')
    return [plain(word) for word in value]


def inflect(base: str, irregular: Mapping[str, tuple[str, ...]]) -> dict[str, Form]:
    """The forms of an English verb. Where past and participle are one, the form is "past".

    >>> sorted(inflect("reply", {}))
    ['replied', 'replies', 'reply', 'replying']
    """
    forms: dict[str, Form]
    if given := irregular.get(base):
        third, past, ing, *rest = given
        forms = {base: "base", third: "third", ing: "ing"}
        forms.update(dict.fromkeys(rest, "participle"))
        forms[past] = "past"
        return forms
    head, tail = base, ""
    if "-" in base:
        tail, _, head = base.rpartition("-")
        tail += "-"
    y = head.endswith("y") and head[-2:-1] not in "aeiou"
    third = head[:-1] + "ies" if y else head + ("es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = head + "d" if head.endswith("e") else head[:-1] + "ied" if y else head + "ed"
    ing = head[:-1] + "ing" if head.endswith("e") and not head.endswith("ee") else head + "ing"
    forms = {tail + head: "base", tail + third: "third", tail + past: "past", tail + ing: "ing"}
    return forms


def _conjugate(verbs: Mapping[str, str], irregular: Mapping[str, tuple[str, ...]],
               rows: Iterable[tuple[Path, Mapping[str, object]]], others: Iterable[str],
               ) -> tuple[dict[str, tuple[Sense, ...]], dict[str, frozenset[tuple[str, Form]]]]:
    senses: dict[str, list[Sense]] = defaultdict(list)
    forms: dict[str, set[tuple[str, Form]]] = defaultdict(set)
    for verb, act in verbs.items():
        head, *tail = verb.split()
        for word, form in inflect(head, irregular).items():
            senses[word].append(Sense(tuple(tail), act, form, head))
    spoken = [verb.split()[0] for verb in verbs]
    weak = [str(verb) for _, row in rows for verb in _as_list(row.get("verbs"))]
    for head in dict.fromkeys([*spoken, *weak, *(other.split()[0] for other in others), *irregular]):
        for word, form in inflect(head, irregular).items():
            forms[word].add((head, form))
    ordered = {word: tuple(sorted(found, key=lambda sense: -len(sense.tail))) for word, found in senses.items()}
    return ordered, {word: frozenset(found) for word, found in forms.items()}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _phrases(rows: Iterable[tuple[Path, Mapping[str, object]]],
             irregular: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Phrase, ...]]:
    del irregular
    found: dict[str, list[Phrase]] = defaultdict(list)
    for path, row in rows:
        act = row.get("act")
        if act not in (*ACTS, "none"):
            raise KnowledgeError(path, f"[[phrase]] has no act {act!r}", mend=f"use none, or one of {', '.join(ACTS)}")
        words = _words(path, "phrase.words", row.get("words"))
        phrase = Phrase(frozenset(w for w in words if " " not in w),
                        tuple(tuple(w.split()) for w in words if " " in w), None if act == "none" else str(act),
                        bool(row.get("joint")))
        for verb in _words(path, "phrase.verbs", row.get("verbs")):
            found[verb].append(phrase)
    return {verb: tuple(phrases) for verb, phrases in found.items()}
