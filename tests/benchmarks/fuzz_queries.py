"""Put random texts through reading a query, writing it out, marking and cutting with it.

    python -m tests.benchmarks.fuzz_queries [TEXTS]      100,000 where no number is given

Prints the first text that fails with its seed, else how long the texts took, and the slowest.
"""

from __future__ import annotations

import random
import sys
import time
import traceback

from indexer.query import most_words, parse_query, unparse
from indexer.query.tree import walk
from indexer.search.matcher import Matcher
from indexer.search.snippets import marks, snippet

PIECES = (
    *' \t\n"“”«»「」()*~-–:/.,;<>=\'’!?[]{}\\|&^%$#@+_', "AND", " OR ", "NOT ", " NEAR/3 ", "NEAR/", "..", ">=",
    "speaker:", "said:", "date:", "title:", "topic:", "foo:", "2016", "2016-11", "99999",
    "peace", "treaties", "the", "US", "WHO", "Kōno", "安倍", "日本語", "мир", "سلام",
    "\u0301", "\u200d", "\u00ad", "\x00", "\ud800", "\udfff", "👩‍👩‍👧", "ﬁ", "ß", "İ", "½", "①",
)
TEXT = "The two leaders, Mr. Abe and Mr. Putin, talked about a peace treaty. 安倍 said: 日本語 … Kōno’s answer: x. " * 6
SLOW = 0.25  # seconds for one text


def made(chance: random.Random) -> str:
    """A text of pieces of the grammar, of any characters, or of one piece many times."""
    match chance.randrange(10):
        case 0:
            return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(60)))
        case 1:
            return chance.choice(PIECES) * chance.randrange(12_000)
        case 2:
            return " ".join(chance.choice(PIECES) for _ in range(chance.randrange(3_000)))
        case _:
            return "".join(chance.choice(PIECES) for _ in range(chance.randrange(40)))


def put_through(text: str) -> None:
    """Raises whatever goes wrong."""
    parsed = parse_query(text)
    parsed.reading.encode()
    "".join(map(str, parsed.notes)).encode()
    assert parsed.reading
    assert sum(1 for _ in walk(parsed.tree)) < 3_000
    parse_query(unparse(parsed.tree))
    most_words(parsed.tree)
    matcher = Matcher.of(parsed.tree)
    found = snippet(TEXT, matcher, 120)
    assert len(found.text) <= 120
    assert all(0 <= start < end <= len(found.text) for start, end in found.highlights)
    marks(text[:500], matcher)


def main(count: int) -> int:
    begin, slowest = time.perf_counter(), (0.0, "")
    for seed in range(count):
        text = made(random.Random(seed))
        began = time.process_time()
        try:
            put_through(text)
        except Exception:
            traceback.print_exc()
            print(f"seed {seed}: {text[:300]!a}")
            return 1
        slowest = max(slowest, (time.process_time() - began, f"seed {seed}: {text[:80]!a}"))
    print(f"{count} texts in {time.perf_counter() - begin:.0f} s; "
          f"the slowest took {slowest[0] * 1000:.0f} ms, {slowest[1]}")
    return int(slowest[0] > SLOW)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
