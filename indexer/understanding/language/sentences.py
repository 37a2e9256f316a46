"""Sentences and words of a text, each with its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from indexer.knowledge.names import plain
from indexer.understanding.language.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS

# A mark, a full stop that nothing parts from the next sentence, or an empty line. The signs that any of them begins
# with stand first, so that the search skips to them.
_END = re.compile(r"[.!?…。！？\n](?:(?<!\n)[\"”’'»)\]]*(?=\s|$)"
                  r"|(?:(?<=[a-z]{3}\.)|(?<=\d{4}\.))(?=[A-Z][a-z]{1,12}\s)|(?<=\n)[ \t]*\n)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“]{1,24}$")
_WORD = re.compile(r"((?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.\-‑–&][^\W_]+)*|[^\w\s])")
# The same for text that is all ASCII, whose classes are looked up faster.
_ASCII_WORD = re.compile(r"((?:[A-Za-z]\.){2,}+|[A-Za-z0-9]++(?:['.\-&][A-Za-z0-9]++)*+|[^A-Za-z0-9_\s])")
# Marks of print, as a typewriter has them; of those that it has not, a sign that no text has.
_TYPED = (("’", "'"), ("–", "-"), ("‑", "-"), ("“", "\x01"), ("”", "\x02"), ("—", "\x03"), ("‘", "\x04"))
_PRINTED = {"\x01": "“", "\x02": "”", "\x03": "—", "\x04": "'"}
_LAST = frozenset("sS'’")  # of every word that owns, and of a lone apostrophe
_ENDINGS = frozenset(("'s", "’s", "'S", "’S"))
# Words that extraction has glued together: `BidenAnd`, `ofJapan`.
_GLUED = re.compile(r"(?P<start>of|in|and|by|with|the|to|from|for)(?=[A-Z][a-z])\w+"
                    r"|(?P<head>[A-Z][a-z]{2,})(?:And|Of|In|At|On|By|With|Before|The|To|For|From|After)")
# What every glued word holds; few sentences do. The capital leads, so that the search skips to the few there are.
_INNER_CAPITAL = re.compile(r"[A-Z](?<=[a-z][A-Z])")
_ARTICLE = re.compile(r"\b[ae]l[-‑](?=[^\W\d_])[^a-z]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets of each sentence of `text[start:end]`, without the space around it. A paragraph ends a sentence.

    >>> [text[a:b] for text in ["Mr. Abe met H.E. Mr. Li. They agreed."] for a, b in sentences(text)]
    ['Mr. Abe met H.E. Mr. Li.', 'They agreed.']
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.group()[0] == "\n":
            cut = match.start()
        elif match.group()[0] == "." and not _ends(text, begin, match.start(), match.end()):
            continue
        else:
            cut = match.end()
        while begin < cut and text[begin].isspace():
            begin += 1
        if begin < cut:
            yield begin, cut
        begin = match.end()
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if begin < stop:
        yield begin, stop


def _ends(text: str, begin: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` ends a sentence, and not an abbreviation, an initial or a number."""
    following = text[after:after + 8].lstrip()[:1]
    if following.islower() or following in ",;":
        return False
    before = _WORD_BEFORE.search(text, max(begin, dot - 25), dot)
    if before is None:
        return True
    word = before.group()
    if word.isdecimal():
        return before.start() > begin or len(word) > 3
    lower = word.casefold()
    if lower in ABBREVIATIONS or (lower in BEFORE_NUMBERS and following.isdecimal()):
        return False
    if _INITIAL.fullmatch(word.rsplit("-", 1)[-1]):  # "EU-U.S." too
        # "U.S. The" ends one, "George W. Bush" and "U.S. President" do not; a lone letter is an initial.
        if len(word) == 1:
            return word == "I" or not word.isupper()
        return text[after:after + 24].lstrip().startswith(_OPENINGS) and not lower.endswith(("h.e", "s.e.m"))
    return True


_OPENINGS = ("The ", "He ", "She ", "They ", "It ", "This ", "In ", "Both ", "We ", "These ", "On ", "At ", "And ",
             "But ", "As ", "For ", "With ", "To ", "That ", "I ", "Finally", "Also")


class Words:
    """The words and marks of a stretch of text: parallel lists, for rules that walk from word to word."""

    __slots__ = ("caps", "count", "ends", "owns", "plains", "starts", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        stop = len(text) if end is None else end
        piece = text[start:stop]
        plainly, typed = piece.isascii(), False
        if not plainly and (as_typed := _typed(piece)) is not None:
            piece, plainly, typed = as_typed, True, True
        # What stands between words, and the words: no match objects are made.
        parts = (_ASCII_WORD if plainly else _WORD).split(piece)
        edges = list(accumulate(map(len, parts), initial=start))
        raw = parts[1::2]
        self.text = text
        self.starts = edges[1:-1:2]
        self.ends = edges[2::2]
        if plainly:
            self.caps = ["A" <= word < "[" for word in raw]  # begins with a capital
            self.plains = list(map(str.lower, raw))  # folded, without a possessive ending
            if typed and not _PRINTED.keys().isdisjoint(raw):
                self.plains = [_PRINTED.get(word, word) for word in self.plains]
        else:
            self.caps = [word[0].isupper() for word in raw]
            # An accent alone folds to nothing.
            self.plains = [word.lower() if word.isascii() else plain(word) or word for word in raw]
        if "l-" in piece and _ARTICLE.search(piece) is not None:  # "el-Sisi" begins with a capital, too
            self.caps = [cap or _ARTICLE.match(word) is not None for cap, word in zip(self.caps, raw, strict=True)]
        self.owns = [False] * len(raw)  # has a possessive ending
        self.count = len(raw)
        if "'" in piece or "’" in piece:
            self._cut_possessives(raw)
        if _INNER_CAPITAL.search(piece) is not None and _GLUED.search(piece) is not None:
            self._cut_glued()

    def _cut_possessives(self, raw: list[str]) -> None:
        """`Putin’s` is the word `Putin` that owns; so is `leaders’`."""
        lone = []
        for i in [i for i, word in enumerate(raw) if word[-1] in _LAST]:
            word = raw[i]
            if word[-2:] in _ENDINGS and len(word) > 2:
                self.plains[i] = self.plains[i][:-2] or word
                self.ends[i] -= 2
                self.owns[i] = True
            elif word in ("'", "’") and i and self.ends[i - 1] == self.starts[i] and self.plains[i - 1][-1:] == "s":
                self.owns[i - 1] = True
                lone.append(i)
        for i in reversed(lone):
            self._drop(i)

    def _cut_glued(self) -> None:
        for i in reversed(range(self.count)):
            word = self.text[self.starts[i]:self.ends[i]]
            glued = _GLUED.fullmatch(word)
            if glued is None:
                continue
            cut = glued.end("head") if glued["head"] else glued.end("start")
            self.plains.insert(i + 1, plain(word[cut:]))
            self.starts.insert(i + 1, self.starts[i] + cut)
            self.ends.insert(i + 1, self.ends[i])
            self.caps.insert(i + 1, word[cut].isupper())
            self.owns.insert(i + 1, self.owns[i])
            self.plains[i], self.ends[i], self.owns[i] = plain(word[:cut]), self.starts[i] + cut, False
            self.count += 1

    def _drop(self, index: int) -> None:
        for each in (self.plains, self.starts, self.ends, self.caps, self.owns):
            del each[index]
        self.count -= 1

    def __len__(self) -> int:
        return self.count

    @property
    def lone(self) -> bool:
        """Whether it is one word at most, and a mark after it: nobody says or does anything in it."""
        return self.count < 2 or (self.count == 2 and not self.plains[1][:1].isalnum())

    def word(self, index: int) -> str:
        return self.text[self.starts[index]:self.ends[index]]

    def cut(self, first: int, after: int) -> str:
        """The text from word `first` up to word `after`."""
        return self.text[self.starts[first]:self.ends[after - 1]] if after > first else ""


def _typed(text: str) -> str | None:
    """The text with the marks of print as ASCII, each in its place; None where it holds more than these."""
    if "\x01" in text or "\x02" in text or "\x03" in text or "\x04" in text:
        return None
    for mark, sign in _TYPED:
        text = text.replace(mark, sign)
    return text if text.isascii() else None
