"""The rows of the benchmark and the questions asked of them, the same for every engine."""

from __future__ import annotations

import ast
import datetime as dt
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from indexer import analysis

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "bench" / "bench.jsonl.gz"
CLASSES = ("rare", "common", "two all", "three any", "phrase", "prefix", "fuzzy", "speaker", "date", "facets")
SAMPLE = 10_000  # rows from which words are drawn, the same at every size
SEED = 20161119
ROWS = "rows.jsonl"  # in the benchmark's folder


@dataclass(frozen=True, slots=True)
class Row:
    """One section: what every engine indexes."""

    id: str
    record: str
    title: str
    text: str
    speaker: str
    date: int  # first day as 20161119
    place: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: words and what narrows them."""

    kind: str
    words: tuple[str, ...] = ()
    speaker: str = ""
    years: tuple[int, int] | None = None  # both included

    def plain(self) -> str:
        """As typed into our own search box."""
        match self.kind:
            case "three any":
                return " OR ".join(self.words)
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "prefix":
                return f"{self.words[0]}*"
            case "fuzzy":
                return f"{self.words[0]}~1"
            case _:
                return " ".join(self.words)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def rows(count: int | None) -> Iterator[Row]:
    """The first rows of the corpus, mixed so that any number of them has all of its parts; all for None."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(found)
    for each in islice(found, count):
        yield Row(each["id"], each["record_id"], each["title"] or "", each["text"], each["speaker"],
                  int((each["date"] + "-01-01")[:10].replace("-", "")), each["location"] or "", _topics(each["topic"]))


def write_rows(path: Path, count: int | None) -> None:
    """Put the rows into a file that `read_rows` reads one by one, so that building is all that is measured."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(asdict(row)) + "\n" for row in rows(count))


def read_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            found = json.loads(line)
            yield Row(**{**found, "topics": tuple(found["topics"])})


def _topics(value: str | None) -> tuple[str, ...]:
    """Topics are one name, or a list written as text."""
    if not value:
        return ()
    if value.startswith("["):
        try:
            return tuple(dict.fromkeys(str(each) for each in ast.literal_eval(value)))
        except (SyntaxError, ValueError):
            return (value,)
    return (value,)


def day(number: int) -> dt.date:
    return dt.date(number // 10_000, number // 100 % 100, number % 100)


def asks(count: int, seed: int = SEED) -> list[Ask]:
    """Questions of all classes in turn, drawn from the first rows; words are plain ones that all engines read alike."""
    sample = list(rows(SAMPLE))
    chance = random.Random(seed)
    words = [[word for word in row.text.lower().split() if word.isascii() and word.isalpha()] for row in sample]
    frequency = Counter(word for each in words for word in dict.fromkeys(each) if len(word) > 3)
    frequency = Counter({word: number for word, number in frequency.items() if word not in analysis.STOP_WORDS})
    ranked = [word for word, _ in frequency.most_common()]
    common, middle = ranked[:60], ranked[60:1500]
    rare = [word for word in ranked if 2 <= frequency[word] <= 6 and len(word) > 4]
    pairs = Counter(pair for each in words for pair in pairwise(each)
                    if all(len(word) > 3 and word not in analysis.STOP_WORDS for word in pair))
    phrases = [pair for pair, number in pairs.most_common(400) if number >= 5]
    by_speaker = _words_of_speakers(sample, words, set(ranked[:300]))
    made = []
    for number in range(count):
        kind = CLASSES[number % len(CLASSES)]
        made.append(_ask(kind, chance, common, middle, rare, phrases, by_speaker))
    return made


def _ask(kind: str, chance: random.Random, common: Sequence[str], middle: Sequence[str], rare: Sequence[str],
         phrases: Sequence[tuple[str, ...]], by_speaker: Sequence[tuple[str, str]]) -> Ask:
    match kind:
        case "rare":
            return Ask(kind, (chance.choice(rare),))
        case "common":
            return Ask(kind, (chance.choice(common),))
        case "two all":
            return Ask(kind, (chance.choice(common), chance.choice(middle)))
        case "three any":
            return Ask(kind, tuple(chance.sample(middle, 3)))
        case "phrase":
            return Ask(kind, chance.choice(phrases))
        case "prefix":
            return Ask(kind, (chance.choice([word for word in middle if len(word) > 6])[:5],))
        case "fuzzy":
            word = chance.choice([word for word in middle if len(word) > 6])
            at = chance.randrange(2, len(word) - 1)
            return Ask(kind, (word[:at] + word[at + 1:],))
        case "speaker":
            word, speaker = chance.choice(by_speaker)
            return Ask(kind, (word,), speaker=speaker)
        case "date":
            first = chance.randrange(1950, 2021)
            return Ask(kind, (chance.choice(middle[:600]),), years=(first, first + chance.randrange(1, 12)))
        case _:
            return Ask(kind)


def _words_of_speakers(sample: Sequence[Row], words: Sequence[Sequence[str]], known: set[str]) -> list[tuple[str, str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, each in zip(sample, words, strict=True):
        found[row.speaker].update(set(each) & known)
    return sorted((word, speaker) for speaker, counts in found.items() for word, number in counts.items() if number > 3)
