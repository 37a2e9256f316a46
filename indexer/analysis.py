"""Text to terms: the one analysis that indexing, queries and snippets share.

Each word of a text has a position, counted from 0, and gives at that position one term or more:

- its **exact** form, folded (`indexer.folding`): `Abe’s` gives `abe`, `Ōe` gives `oe`, `U.S.` gives `us`;
- its **stem** by Snowball's English rules (https://snowballstem.org/algorithms/english/stemmer.html), which for other
  words than English ones, numbers and short words is the exact form.

An apostrophe joins (`don’t` gives `dont`, `O’Brien` gives `obrien`), but a possessive s and contracted verbs fall
away (`we’ll` gives `we`), and a French elision is a word (`l’Union` gives `l`, `union`). A hyphen parts:
`counter-terrorism` is `counter` and `terrorism`, and has in addition `counterterrorism` at the first one's position,
as has `G-20` `g20`; pairs of names (`Japan-Russia`) do not. Points join initials (`U.S.` is `us`) and decimals (`2.5`),
commas join thousands (`1,000` is `1000`); otherwise they part, so `2(1)` is `2` and `1`. A few words that are acronyms
in capitals (`US`, `WHO`) give the capitals in addition. In scripts without spaces each character is a word, at whose
position stand the character alone and the pair that it makes with the next one, so that any two neighbours can be
found.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import Stemmer

from indexer.folding import MARKS, UNSPACED, fold

VERSION = 1
"""Raised whenever the same text would give other terms: an index of another version has to be built again."""

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
_FIRST_UNSPACED = re.compile(f"[{UNSPACED}]")
_LATIN = re.compile("[a-z]{3,}")


class Token(NamedTuple):
    """One term at its place: offsets in characters of the text, `[start, end)`."""

    exact: str
    stem: str
    position: int
    start: int
    end: int


class Terms(NamedTuple):
    """A text's terms as columns of equal length, by position; several terms may share one."""

    exact: list[str]
    stems: list[str]
    positions: list[int]
    starts: list[int]  # characters of the text
    ends: list[int]
    length: int  # positions, that is words

    def tokens(self) -> Iterator[Token]:
        """The same as rows."""
        return map(Token._make, zip(*self[:5], strict=True))


class Sequence(NamedTuple):
    """What a text must match to stand in another: terms at offsets from a common position, no more than are needed."""

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    joined: str = ""  # the exact form as one word of a text that is a single hyphenated word, else empty


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
        run = _unspaced_run(raw) if _FIRST_UNSPACED.match(raw) else _spaced_run(raw)
        if len(raw) <= LONGEST:
            if len(self) >= CACHED:
                self.clear()
            self[raw] = run
        return run


@cache
def _runs() -> _Runs:
    return _Runs()


def run_of(characters: str) -> Run:
    """One run, as `RUNS` finds them, analysed."""
    return _runs()[characters]


def terms(text: str) -> Terms:
    """The terms of a text, in order of position. Never raises for any string; linear in its length."""
    exact: list[str] = []
    stems: list[str] = []
    positions: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    runs = _runs()
    position = 0
    for found in RUNS.finditer(text):
        parts, width, _ = runs[found[0]]
        at = found.start()
        for part in parts:
            exact.append(part[0])
            stems.append(part[1])
            positions.append(position + part[2])
            starts.append(at + part[3])
            ends.append(at + part[4])
        position += width
    return Terms(exact, stems, positions, starts, ends, position)


def index_terms(text: str) -> tuple[list[str], list[str], list[int], int]:
    """Exact forms, stems, positions and the number of positions: `terms` without offsets, in less time."""
    exact: list[str] = []
    stems: list[str] = []
    positions: list[int] = []
    runs = _runs()
    position = 0
    for raw in RUNS.findall(text):
        parts, width, _ = runs[raw]
        if width == 1 and len(parts) == 1:
            exact.append(parts[0][0])
            stems.append(parts[0][1])
            positions.append(position)
            position += 1
            continue
        for part in parts:
            exact.append(part[0])
            stems.append(part[1])
            positions.append(position + part[2])
        position += width
    return exact, stems, positions, position


def sequence(text: str) -> Sequence:
    """What must stand in a document for the text to stand there, one term after the other; empty for no words.

    `日本語` needs `日本` and `本語` at offsets 0 and 1, `counter-terrorism` needs `counter` and `terrorism`.
    `US` and the like need the capitals.
    """
    runs = _runs()
    needed: list[tuple[str, str, int]] = []
    position = 0
    found = RUNS.findall(text)
    for raw in found:
        run = runs[raw]
        needed += [(part.exact, part.stem, position + part.position) for part in run.parts if not part.extra]
        position += run.width
    if not needed:
        return Sequence((), (), ())
    exact, stems, offsets = zip(*needed, strict=True)
    first = offsets[0]
    return Sequence(exact, stems, tuple(offset - first for offset in offsets),
                    runs[found[0]].joined if len(found) == 1 else "")


def is_unspaced(text: str) -> bool:
    """Whether the text begins with a character of a script without spaces."""
    return _FIRST_UNSPACED.match(text) is not None


def key(text: str) -> str:
    """The text as values are compared: exact forms with spaces between; case, accents, punctuation do not count."""
    return " ".join(sequence(text).exact)


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
