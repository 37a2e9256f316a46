"""Regular expressions that users write: compiled on sight, and refused where they could run for ever or for long.

A pattern that fails may have tried every way of sharing out a line among what it repeats. How many ways there can be is
counted beforehand, generously: each repetition that could also have ended elsewhere, because what follows it can begin
with a sign of its own, multiplies them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

LONGEST_LINE = 300  # characters; to a longer line no user's pattern need be put
MOST_WAYS = 2_000_000  # a tenth of a second; three repetitions of anything, one after the other, are ten times that
_LONGEST = 500  # characters of a pattern
_FEW = 8  # repetitions; so many ways to read each cost little
_FOR_EVER = 10**15
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)
_ASSERTIONS = (codes.ASSERT, codes.ASSERT_NOT)
_SIGNS = frozenset(map(chr, (*range(0x250), 0x3B1, 0x431, 0x5D0, 0x627, 0x2014, 0x201C, 0x4E00)))  # of each sort some


class PatternError(Exception):
    """A pattern that cannot be used, and why."""


def safe_pattern(pattern: str, *, most_ways: int = MOST_WAYS) -> str:
    """The pattern, if it compiles and ends soon on any line of LONGEST_LINE characters, in either case of letters.

    It may share out such a line in `most_ways`. Raises PatternError, which says what to take away.
    """
    if len(pattern) > _LONGEST:
        raise PatternError(f"a pattern of {len(pattern)} characters, more than {_LONGEST}")
    try:
        re.compile(pattern)
        ways = 1 if _is_plain(pattern) else _Ways(parser.parse(pattern, re.IGNORECASE)).count()
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"{pattern!r} is no regular expression: {error}") from error
    if ways >= _FOR_EVER:
        raise PatternError(f"{pattern!r} repeats a group that repeats, may be empty, or has alternatives that begin "
                           "alike, which can take for ever; take one of the two away")
    if ways > most_ways:
        raise PatternError(f"{pattern!r} has repetitions that can share out a line among them in millions of ways; "
                           "write fewer of them, or bound them, as in .{0,40}")
    return pattern


def _is_plain(pattern: str) -> bool:
    """Whether it repeats no group, and no more than one thing often: such a pattern need not be looked into."""
    return (sum(map(pattern.count, "*+{")) <= 1 and pattern.count("?") <= _FEW
            and not any(sign in pattern for sign in (")*", ")+", "){")))


class _Next(NamedTuple):
    """What can stand at a place: the signs with which it begins, and whether it may be nothing."""

    signs: frozenset[str]
    empty: bool


_NOTHING = _Next(frozenset(), empty=True)


class _Ways:
    """Counts the ways in which a parsed pattern can be laid over one line."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._own = frozenset(_named(tree)) - _SIGNS  # of two ranges that overlap, one holds an end of the other

    def count(self) -> int:
        return min(self._ways(list(self._tree), _NOTHING), _FOR_EVER)

    def _ways(self, items: list[Any], after: _Next) -> int:
        """The ways of the items where `after` can stand behind them."""
        found = 1
        for at in range(len(items) - 1, -1, -1):
            code, value = items[at]
            found *= self._ways_of(code, value, after, items[at + 1:])
            own = self._next_of(code, value)
            after = _Next(own.signs | after.signs, after.empty) if own.empty else own
        return found

    def _ways_of(self, code: Any, value: Any, after: _Next, rest: list[Any]) -> int:
        if code in _REPEATS:
            return self._ways_of_repetition(value, after, rest, possessive=code is codes.POSSESSIVE_REPEAT)
        if code is codes.SUBPATTERN:
            return self._ways(list(value[3]), after)
        if code is codes.ATOMIC_GROUP:
            return self._ways(list(value), _NOTHING)
        if code is codes.BRANCH:
            each = [self._ways(list(alternative), after) for alternative in value[1]]
            return sum(each) if self._begin_alike(value[1]) else max(each)
        if code in _ASSERTIONS:
            return self._ways(list(value[1]), _NOTHING) * (LONGEST_LINE if _is_of_many_lengths(value[1]) else 1)
        return LONGEST_LINE if code in (codes.GROUPREF, codes.GROUPREF_EXISTS) else 1

    def _ways_of_repetition(self, value: Any, after: _Next, rest: list[Any], *, possessive: bool) -> int:
        least, most, body = value
        first = self._next(list(body))
        inside = self._ways(list(body), _Next(first.signs | after.signs, after.empty))
        times = min(int(most), LONGEST_LINE)
        if times > _FEW and (first.empty or inside > 1):
            return _FOR_EVER
        may_end_elsewhere = not possessive and (first.empty or bool(first.signs & after.signs))
        ends = times - min(int(least), times) + 1 if may_end_elsewhere else 1
        return int(-(-ends // _apart(self._beginning(rest))) * (inside ** times if inside > 1 else 1))

    def _next(self, items: list[Any]) -> _Next:
        after = _NOTHING
        for code, value in reversed(items):
            own = self._next_of(code, value)
            after = _Next(own.signs | after.signs, after.empty) if own.empty else own
        return after

    def _next_of(self, code: Any, value: Any) -> _Next:
        if code in _SINGLE:
            return _Next(self._signs_of(code, value), empty=False)
        if code is codes.AT or code in _ASSERTIONS:
            return _NOTHING
        if code is codes.SUBPATTERN:
            return self._next(list(value[3]))
        if code is codes.ATOMIC_GROUP:
            return self._next(list(value))
        if code is codes.BRANCH:
            each = [self._next(list(alternative)) for alternative in value[1]]
            return _Next(frozenset().union(*(one.signs for one in each)), any(one.empty for one in each))
        if code in _REPEATS:
            own = self._next(list(value[2]))
            return _Next(own.signs, own.empty or value[0] == 0)
        return _Next(_SIGNS | self._own, empty=True)  # a reference to a group

    def _begin_alike(self, alternatives: Any) -> bool:
        """Whether a text can begin as two of the alternatives do, as far as these are of signs one by one."""
        beginnings = [self._beginning(list(each)) for each in alternatives]
        return any(all(one & other for one, other in zip(first, second, strict=False))
                   for at, first in enumerate(beginnings) for second in beginnings[:at])

    def _beginning(self, items: list[Any]) -> list[frozenset[str]]:
        """The signs that can stand in each place of the beginning, up to the first of what is more than one sign."""
        found: list[frozenset[str]] = []
        for code, value in items:
            if code in _SINGLE:
                found.append(self._signs_of(code, value))
            elif code is not codes.AT:
                return found + (self._beginning(list(value[3])) if code is codes.SUBPATTERN else [])
        return found

    def _signs_of(self, code: Any, value: Any) -> frozenset[str]:
        key = (code, tuple(value) if code is codes.IN else value)
        return _among(_SIGNS, *key) | (_among(self._own, *key) if self._own else self._own)


@lru_cache(maxsize=4000)
def _among(signs: frozenset[str], code: Any, value: Any) -> frozenset[str]:
    """Those of some signs that a literal or a class matches, in either case."""
    if code is codes.ANY:
        return signs
    state = parser.State()
    state.str = ""
    item = (code, list(value)) if code is codes.IN else (code, value)
    made = compiler.compile(parser.SubPattern(state, [item]), re.IGNORECASE | re.UNICODE)
    return frozenset(sign for sign in signs if made.fullmatch(sign))


def _named(tree: Any) -> set[str]:
    """Every sign that stands in a parsed pattern, also as an end of a range, in both cases."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple) and len(each) == 2 and each[0] in (codes.LITERAL, codes.NOT_LITERAL):
            found |= {chr(each[1]).lower()[:1], chr(each[1]).upper()[:1], chr(each[1])}
        elif isinstance(each, tuple) and len(each) == 2 and each[0] is codes.RANGE:
            found |= {chr(end) for end in each[1]}
        elif isinstance(each, (tuple, list, parser.SubPattern)):
            waiting.extend(each)
    return found


def _apart(beginning: list[frozenset[str]]) -> int:
    """How many signs at least lie between two places where a text can begin so."""
    for shift in range(1, len(beginning)):
        if all(one & other for one, other in zip(beginning, beginning[shift:], strict=False)):
            return shift
    return max(1, len(beginning))


def _is_of_many_lengths(items: Any) -> bool:
    shortest, longest = items.getwidth()
    return bool(longest - shortest > _FEW)
