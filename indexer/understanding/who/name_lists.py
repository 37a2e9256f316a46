"""Names listed after an office of several: `the Presidents of A and B, X and Y`, `the Ministers – X (A), Y (B)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.understanding.who.name_phrases import NameReader
from indexer.understanding.who.titles import Place

_MOST_BETWEEN = 40  # words from the office to the first name: the countries whose office it is
_DASHES = frozenset(("-", "—"))
_OPENS = frozenset((",", ":", "(")) | _DASHES  # before the first name
_LINKS = frozenset((",", ";", "and", "&", "*"))
_BETWEEN = _LINKS | frozenset(("of", "from", "the", "(", ")", "three", "two", "four", "five"))
_ONWARD = 6  # words from one list to the next: "– and of the Benelux –"
_LEAST_WORDS = 2  # of a name without an honorific


@dataclass(frozen=True, slots=True)
class Listed:
    """A name among others: words `[first, after)`, where its honorifics begin, what tells of the person."""

    begin: int
    first: int
    after: int
    end: int  # the word after the country that follows the name
    gender: str
    honoured: bool
    place: Place | None


class ListReader(NameReader):
    """Reads lists of names from one stretch of words."""

    def listed_names(self, at: int, owners: Sequence[Place] = (), *, straight: bool = False) -> list[Listed]:
        """The names listed after the plural of an office, whose words end before `at`; empty where none are.

        `owners`: the countries before the office; `straight`: the first name begins at `at`.
        """
        nations = list(owners)
        start = at if straight else self._first_name(at, nations)
        if start is None:
            return []
        found = list(self._names_from(start))
        if len(found) < 2:
            return []
        if len(nations) == 1 and found[0].place is None and found[1].place is not None:
            return [replace(found[0], place=nations[0]), *found[1:]]  # "the Presidents of A, X, and of B, Y"
        if len(nations) == len(found) and not any(each.place for each in found):
            return [replace(each, place=place) for each, place in zip(found, nations, strict=True)]
        return found

    def _first_name(self, at: int, nations: list[Place]) -> int | None:
        """The word at which the first name begins; gathers the countries named before it."""
        words, j = self.words, at
        stop = min(words.count, at + _MOST_BETWEEN)
        while j < stop:
            if words.plains[j] in _OPENS and self._person_at(j + 1) is not None:
                return j + 1
            place, after = self.country(j)
            if place is not None:
                nations.append(place)
                j = after
            elif words.caps[j] or words.plains[j] in _BETWEEN:
                j += 1
            else:
                return None
        return None

    def _person_at(self, at: int) -> Listed | None:
        """A name of two words, or one with an honorific, at word `at`, that is no country and no office."""
        begin = at
        at, gender, honoured = self.honorifics_at(at)
        if not honoured and at + 1 < self.words.count and self.words.caps[at] and self.role_word(at) == "head" and (
                self.begins_name(at + 1)):
            at, gender, _ = self.honorifics_at(at + 1)  # "Senator the Hon Ann Hill"
            honoured = True
        if at >= self.words.count or (not honoured and (self.country(at)[0] is not None or self.role_word(at))):
            return None
        first, after = self._name(at, honoured, frozenset(), False)
        if after - first < (1 if honoured else _LEAST_WORDS) or self.words.owns[after - 1]:
            return None
        place, end = self.bracketed(after)
        if place is None and self.words.plains[after:after + 1] == ["of"]:
            place, beyond = self.country(after + 1)
            end = beyond if place is not None else after
        return Listed(begin, first, after, end, gender, honoured, place)

    def bracketed(self, at: int) -> tuple[Place | None, int]:
        """The country in brackets after a name, and the word after them: `Ann Hill (Norway)`."""
        if self.words.plains[at:at + 1] != ["("]:
            return None, at
        place, after = self.country(at + 1)
        return (place, after + 1) if place is not None and self.words.plains[after:after + 1] == [")"] else (None, at)

    def _names_from(self, at: int) -> Iterator[Listed]:
        while (found := self._person_at(at) or self._of_country(at)) is not None:
            yield found
            at = linked = found.end
            while linked < self.words.count and self.words.plains[linked] in _LINKS:
                linked += 1
            at = linked if linked > at else self._onward(at)

    def _of_country(self, at: int) -> Listed | None:
        """`of Malta, Ann Hill`, after others: `the Presidents of Norway, X, of Malta, Ann Hill, and of ...`"""
        plains = self.words.plains
        place, after = self.country(at + (plains[at:at + 1] == ["of"]))
        after += plains[after:after + 1] == ["*"]
        found = self._person_at(after + 1) if place is not None and plains[after:after + 1] == [","] else None
        return replace(found, place=place) if found is not None else None

    def _onward(self, at: int) -> int:
        """The first name of a further list after `– and of the Benelux –`; past the end where there is none."""
        plains = self.words.plains
        if at + 1 < self.words.count and plains[at] in _DASHES and plains[at + 1] == "and":
            for j in range(at + 2, min(self.words.count - 1, at + 2 + _ONWARD)):
                if plains[j] in _DASHES:
                    return j + 1
        return self.words.count
