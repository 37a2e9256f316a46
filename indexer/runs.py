"""Runs of characters to terms: what `indexer.analysis` cuts a text into, and what each piece gives.

The rules are in the docstring of `indexer.analysis`. Each distinct run is analysed once.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

import Stemmer

from indexer.folding import MARKS, UNSPACED, fold

LONGEST = 64
"""Characters of a term; of longer words only the first ones count."""

CACHED = 100_000
"""Distinct words kept with their terms; beyond it the cache starts anew. About 30 MB when full."""

# The stop list for English of the Natural Language Toolkit, 127 words, in folded form.
_STOPPED = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself "
    "it its itself they them their theirs themselves what which who whom this that these those am is are was were be "
    "been being have has had having do does did doing a an the and but if or because as until while of at by for with "
    "about against between into through during before after above below to from up down in out on off over under "
    "again further then once here there when where why how all any both each few more most other some such no nor "
    "not only own same so than too very s t can will just don should now"
)
STOP_WORDS = frozenset(_STOPPED.split())
"""Words too common to rank by. Snowball's stems of them are not listed: compare exact forms."""

CAPITALS = frozenset({"AID", "AIDS", "IT", "SALT", "START", "US", "WHO"})
"""Acronyms that are everyday words in small letters."""

_PREFIXES = (
    "anti bi bio co counter cross cyber de e ex extra hydro inter intra macro mega meta micro mid mini multi nano neo "
    "non over para post pre pro pseudo re self semi socio sub super tele thermo trans tri ultra un under vice"
)
_JOINED_PREFIXES = frozenset(_PREFIXES.split())
"""First parts that make one word with the next also where both are capitalised: `Counter-Terrorism`."""

_WORD = rf"[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]+|[{MARKS}]+)*"
JOINERS = "-‐‑'’‘＇′.,．，"
"""What may stand once between two parts of a run, for a regular expression's class."""

_MOST_PIECES = 15  # that one run may join to its first, so that none is long
RUNS = re.compile(
    rf"{_WORD}(?:[{JOINERS}]{_WORD}){{0,{_MOST_PIECES}}}|[{UNSPACED}](?:[{UNSPACED}]|[{MARKS}]|[\uff9e\uff9f])*")
"""What a text is cut into first: runs of characters that `run_of` analyses one by one."""

_CHARACTER = re.compile(
    rf"[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*[{MARKS}]*|.[{MARKS}\uff9e\uff9f]*", re.DOTALL)
_PIECE = re.compile(r"[^-‐‑.,．，]+")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d.,])")
_APOSTROPHE = re.compile("['’‘＇′]")
_ELISION = re.compile("(?i:[cdjlmnst]|qu)$")
_NOT_ALNUM = re.compile(rf"[^\w{MARKS}.]|_")
_CLUSTERED = re.compile(rf"[{MARKS}\uff9e\uff9f\u1100-\u11ff]")
FIRST_UNSPACED = re.compile(f"[{UNSPACED}]")
_LATIN = re.compile("[a-z]{3,}")


class Part(NamedTuple):
    """A term of a run of characters, relative to it. An extra one is not needed to find the run."""

    exact: str
    stem: str
    position: int
    start: int
    end: int
    extra: bool


class Run(NamedTuple):
    """An unbroken run of characters, analysed."""

    parts: tuple[Part, ...]
    width: int  # positions
    joined: str


_part, _run = partial(tuple.__new__, Part), partial(tuple.__new__, Run)  # of their members in order
_local = threading.local()  # Snowball's objects must not be shared between threads


def stem(word: str) -> str:
    """The stem of a folded word; the word itself where Snowball's English rules do not apply."""
    if not _LATIN.fullmatch(word):
        return word
    stemmer: Stemmer.Stemmer | None = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english", 0)
    stemmed: str = stemmer.stemWord(word)
    return stemmed


class _Runs(dict[str, Run]):
    """Runs by their characters, each analysed once. Threads may share it: its values are constants."""

    def __missing__(self, raw: str) -> Run:
        if raw.isascii() and raw.isalpha() and raw not in CAPITALS:
            run = _plain_run(raw)
        else:
            run = _unspaced_run(raw) if FIRST_UNSPACED.match(raw) else _spaced_run(raw)
        if len(raw) <= LONGEST:
            if len(self) >= CACHED:
                self.clear()
            self[raw] = run
        return run


@cache
def runs() -> _Runs:
    """The runs that were analysed so far; asking for another one analyses it."""
    return _Runs()


def run_of(characters: str) -> Run:
    """One run, as `RUNS` finds them, analysed."""
    return runs()[characters]


def _plain_run(raw: str) -> Run:
    """What `_spaced_run` gives for a run of nothing but the letters a to z, in a fifth of the time."""
    folded = raw.lower()[:LONGEST]
    return _run(((_part((folded, stem(folded), 0, 0, len(raw), False)),), 1, ""))


def _spaced_run(raw: str) -> Run:
    """A run of letters, digits and the marks that may stand inside a word."""
    parts: list[Part] = []
    position = 0
    at = 0
    while piece := _PIECE.search(raw, at):
        begin = piece.start()
        whole = _INITIALS.match(raw, begin) or _NUMBER.match(raw, begin)
        if whole is not None:
            word = whole[0].replace(",", "") if whole[0][0].isdecimal() else whole[0].replace(".", "")
            words = [(word, 0, len(whole[0]))]
            at = whole.end()
        else:
            words = list(_apostrophes(piece[0]))
            at = piece.end()
        for word, start, end in words:
            parts += _word(word, position, begin + start, begin + end)
            position += 1
    joined = _joined(raw) if position > 1 else ""
    if joined:
        parts.insert(1, Part(joined, stem(joined), 0, 0, len(raw), True))
    return Run(tuple(parts), position, joined)


def _word(word: str, position: int, start: int, end: int) -> list[Part]:
    """One word as its folded form, and in capitals where that is another word."""
    folded = _NOT_ALNUM.sub("", fold(word))[:LONGEST] or word[:LONGEST]
    plain = Part(folded, stem(folded), position, start, end, word in CAPITALS)
    return [plain, Part(word, word, position, start, end, False)] if word in CAPITALS else [plain]


def _apostrophes(piece: str) -> Iterator[tuple[str, int, int]]:
    """The words of a piece without hyphens or points, with offsets in it: possessives cut, elisions parted."""
    begin, words = 0, []
    for apostrophe in _APOSTROPHE.finditer(piece):
        words.append((piece[begin:apostrophe.start()], begin, apostrophe.start()))
        begin = apostrophe.end()
    words.append((piece[begin:], begin, len(piece)))
    if len(words) > 1 and (words[-1][0].lower() == "s" or _is_contraction(*words[-2:])):
        words.pop()
    if len(words) > 1 and _ELISION.match(words[0][0]) and fold(words[1][0][:1]) in {*"aeiouhy"}:
        yield words.pop(0)
    yield "".join(word for word, _, _ in words), words[0][1], words[-1][2]


def _is_contraction(first: tuple[str, int, int], last: tuple[str, int, int]) -> bool:
    """Whether `’ll` and the like follow a word of everyday grammar: `we’ll` is no `well`, but `Sa’d` is a name."""
    return last[0].lower() in {"d", "ll", "m", "re", "ve"} and first[0].lower() in STOP_WORDS


def _joined(raw: str) -> str:
    """The one word that a hyphenated pair also is, folded; empty where the parts are words of their own."""
    first, hyphen, second = raw.replace("‐", "-").replace("‑", "-").partition("-")
    if not hyphen or not first.isalpha():
        return ""
    digits = second.isdecimal() and len(first) <= 5 and len(second) <= 4
    letters = second.isalpha() and (second[0].islower() or fold(first) in _JOINED_PREFIXES)
    return fold(first + second)[:LONGEST] if digits or letters else ""


def _unspaced_run(raw: str) -> Run:
    """A run of a script without spaces: at each character's position itself and the pair with the next."""
    folded: str | list[str] = fold(raw)
    if not _CLUSTERED.search(raw) and len(folded) == len(raw):
        ends = list(range(1, len(raw) + 1))
    else:
        characters = list(_CHARACTER.finditer(raw))
        ends = [character.end() for character in characters]
        folded = [fold(character[0])[:LONGEST] for character in characters]
    if len(ends) == 1:
        only = "".join(folded)
        return Run((Part(only, only, 0, 0, len(raw), False),), 1, "")
    parts: list[Part] = []
    start, before, before_start = 0, "", 0
    for index, (one, end) in enumerate(zip(folded, ends, strict=True)):
        if index:
            pair = before + one
            parts.append(Part(pair, pair, index - 1, before_start, end, False))
        parts.append(Part(one, one, index, start, end, True))
        before, before_start, start = one, start, end
    return Run(tuple(parts), len(ends), "")
