"""All regular expressions that the house compiles, and texts that make a backtracking one run away.

    python -m tests.patterns          prints each pattern as a line of JSON: [pattern, flags, file]

Run in a process of its own it sees every pattern, whether compiled on import, from data/, or in a function.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _compiler as maker  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 1_000  # characters of an attack
SLOW = 0.25  # seconds of processor time for one; a quadratic pattern takes a hundredth, a cubic one many times as much
TIMES = (16, 20, 24, 28, 60, 150, 300, LONGEST)  # how often is repeated what a pattern repeats
PROBES = " a1.,A-\n\t(’\"/é"
TAILS = ("", "\x00")


def collect() -> list[tuple[str, int, str]]:
    """Every pattern compiled by our code while all of it is imported and used once, with the file that compiled it."""
    found: dict[tuple[str, int], str] = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: int) -> Any:
        made = compiled(pattern, flags)
        frame = sys._getframe(2)
        name = frame.f_code.co_filename
        if isinstance(made.pattern, str) and name.startswith((str(ROOT / "indexer"), str(ROOT / "webapp"))):
            found.setdefault((made.pattern, made.flags), name[len(str(ROOT)) + 1:])
        return made

    re._compile = noting  # type: ignore[attr-defined]
    for package in ("indexer", "webapp"):
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    use()
    return sorted((pattern, int(flags), name) for (pattern, flags), name in found.items())


def use() -> None:
    """Read the sample records and ask a query, so that what is compiled on first use is compiled."""
    from indexer.formats import Limits, SourceFile, find_sources
    from indexer.knowledge.loading import load_knowledge
    from indexer.query import parse_query
    from indexer.reading import read_source
    from indexer.search.matcher import Matcher
    from indexer.search.snippets import snippet

    knowledge = load_knowledge()
    for source in find_sources([ROOT / "data" / "records"], limits=Limits()):
        if isinstance(source, SourceFile):
            read_source(source, knowledge, Limits())
    parsed = parse_query('"peace treaty" OR (islands NEAR/3 econom*) -fish~ date:2016..2018 speaker:abe')
    snippet("A peace treaty and the islands of the economy.", Matcher.of(parsed.tree), 100)


def worst(pattern: str, flags: int, seen: set[str] | None = None, stop: float = SLOW,
          longest: int = LONGEST) -> tuple[float, int, str]:
    """The longest time in seconds that an attack took, its length, and its beginning.

    Alternatives of a whole pattern are attacked one by one; those that stand in `seen` are not attacked again.
    """
    slowest = (0.0, 0, "")
    for part in alternatives(grammar.parse(pattern, flags)):
        key = f"{flags} {part}"
        if seen is not None and key in seen:
            continue
        if seen is not None:
            seen.add(key)
        slowest = max(slowest, _worst(part, stop, longest))
    return slowest


def _worst(part: Any, stop: float, longest: int) -> tuple[float, int, str]:
    made = maker.compile(part, part.state.flags)
    slowest = (0.0, 0, "")
    for prefix, pump in attacks(part):
        for tail in TAILS:
            for times in TIMES:
                text = prefix + pump * max(1, min(times, longest // len(pump))) + tail
                began = time.process_time()
                for _ in zip(range(3), made.finditer(text), strict=False):
                    pass
                took = time.process_time() - began
                slowest = max(slowest, (took, len(text), (prefix + pump * 2)[:80]))
                if took > stop:
                    return slowest
    return slowest


def alternatives(tree: Any) -> list[Any]:
    """The alternatives of a pattern that is nothing but alternatives, else the pattern itself."""
    items = list(tree)
    while len(items) == 1 and items[0][0] is codes.SUBPATTERN:
        items = list(items[0][1][3])
    if len(items) != 1 or items[0][0] is not codes.BRANCH:
        return [tree]
    return [part for each in items[0][1][1]
            for part in alternatives(grammar.SubPattern(tree.state, list(each)))]


def attacks(tree: Any) -> Iterator[tuple[str, str]]:
    """For each repetition: what leads up to it, and what it repeats, in several readings."""
    seen = set()
    for prefix, body in repetitions(tree, ()):
        lead = sample(prefix, random.Random(len(prefix)))
        pumps = [sample(body, random.Random(seed)) for seed in range(3)]
        for pump in dict.fromkeys((*pumps, *(sign for sign in PROBES if fits(body, sign)))):
            if pump and (lead, pump) not in seen:
                seen.add((lead, pump))
                yield lead, pump


def repetitions(tree: Any, before: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Each repetition that may go on, with the items that stand before it."""
    for item in tree:
        code, value = item
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            if value[1] > 4:
                yield before, value[2]
            yield from repetitions(value[2], before)
        elif code is codes.SUBPATTERN:
            yield from repetitions(value[3], before)
        elif code is codes.BRANCH:
            for alternative in value[1]:
                yield from repetitions(alternative, before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from repetitions(value[1], before)
        elif code is codes.ATOMIC_GROUP:
            yield from repetitions(value, before)
        before = (*before, item)


def fits(body: Any, sign: str) -> bool:
    """Whether one sign alone is a reading of what is repeated."""
    return len(body) == 1 and body[0][0] in (codes.IN, codes.ANY, codes.NOT_LITERAL) and sign in options(body[0])


def sample(tree: Any, chance: random.Random) -> str:
    """A text that the items match, but for assertions and references."""
    out = ""
    for item in tree:
        code, value = item
        if code is codes.LITERAL:
            out += chr(value)
        elif code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            out += chance.choice(options(item))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            times = max(value[0], min(1, value[1]) if chance.random() < 0.7 else 0)
            out += "".join(sample(value[2], chance) for _ in range(min(times, 20)))
        elif code is codes.SUBPATTERN:
            out += sample(value[3], chance)
        elif code is codes.BRANCH:
            out += sample(chance.choice(value[1]), chance)
        elif code is codes.ATOMIC_GROUP:
            out += sample(value, chance)
    return out


_CLASSES: dict[str, list[str]] = {}
_SIGNS = PROBES + "bzZ09_:;!?'“”)[]{}|*+=<>&%$#@~^\\\u00a0\u2013\u2014\u0301日"


def options(item: Any) -> list[str]:
    """Signs that the item matches, of a few of each sort; of a class of rarer signs, its first."""
    code, value = item
    if code is codes.ANY:
        return [sign for sign in PROBES if sign != "\n"]
    if code is codes.NOT_LITERAL:
        return [sign for sign in PROBES if ord(sign) != value]
    matching = _of_class(repr(value), value)
    first = next((value[0] if kind is codes.RANGE else value for kind, value in value
                  if kind in (codes.RANGE, codes.LITERAL)), ord("a"))
    return matching or [chr(first)]


def _of_class(key: str, value: Any) -> list[str]:
    """Those of some signs that stand in a class."""
    if key not in _CLASSES:
        made = maker.compile(grammar.SubPattern(grammar.State(), [(codes.IN, value)]))
        _CLASSES[key] = [sign for sign in _SIGNS if made.fullmatch(sign)]
    return _CLASSES[key]


if __name__ == "__main__":
    for each in collect():
        print(json.dumps(each))
