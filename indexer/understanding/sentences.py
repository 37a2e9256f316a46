"""Sentences and words of a text, each with its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.knowledge.names import plain
from indexer.understanding.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS

_END = re.compile(r"[.!?…。！？][\"”’'»)\]]*(?=\s|$)|\n[ \t]*\n")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“]{1,24}$")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.\-‑–&][^\W_]+)*|[^\w\s]")
# Words that extraction has glued together: `BidenAnd`, `ofJapan`.
_GLUED = re.compile(r"(?P<start>of|in|and|by|with|the|to|from|for)(?=[A-Z][a-z])\w+"
                    r"|(?P<head>[A-Z][a-z]{2,})(?:And|Of|In|At|On|By|With|Before|The|To|For|From|After|of|and|with)")
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
    following = next((text[i] for i in range(after, min(len(text), after + 8)) if not text[i].isspace()), "")
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
    if _INITIAL.fullmatch(word):
        # "U.S. The" ends one, "George W. Bush" and "U.S. President" do not; a lone letter is an initial.
        if len(word) == 1:
            return word == "I" or not word.isupper()
        return text[after:after + 24].lstrip().startswith(_OPENINGS) and not lower.endswith(("h.e", "s.e.m"))
    return True


_OPENINGS = ("The ", "He ", "She ", "They ", "It ", "This ", "In ", "Both ", "We ", "These ", "On ", "At ", "And ",
             "But ", "As ", "For ", "With ", "To ", "That ", "I ", "President ", "Prime ", "Vice ", "Finally", "Also")


class Words:
    """The words and marks of a stretch of text: parallel lists, for rules that walk from word to word."""

    __slots__ = ("caps", "ends", "owns", "plains", "starts", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.plains: list[str] = []  # folded, without a possessive ending
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.caps: list[bool] = []  # begins with a capital
        self.owns: list[bool] = []  # has a possessive ending
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            word = match.group()
            begin, stop = match.span()
            owns = word[-2:] in ("'s", "’s", "’S", "'S") and len(word) > 2
            if owns:
                word, stop = word[:-2], stop - 2
            if word in ("’", "'") and self.plains and self.ends[-1] == begin and self.plains[-1][-1:] == "s":
                self.owns[-1] = True
                continue
            if not word.islower() and not word.istitle() and (glued := _GLUED.fullmatch(word)) is not None:
                cut = glued.end("head") if glued["head"] else glued.end("start")
                self._add(word[:cut], begin, begin + cut, False)
                word, begin = word[cut:], begin + cut
            self._add(word, begin, stop, owns)

    def _add(self, word: str, start: int, end: int, owns: bool) -> None:
        self.plains.append(plain(word))
        self.starts.append(start)
        self.ends.append(end)
        self.caps.append(word[0].isupper())
        self.owns.append(owns)

    def __len__(self) -> int:
        return len(self.plains)

    def word(self, index: int) -> str:
        return self.text[self.starts[index]:self.ends[index]]

    def cut(self, first: int, after: int) -> str:
        """The text from word `first` up to word `after`."""
        return self.text[self.starts[first]:self.ends[after - 1]] if after > first else ""
