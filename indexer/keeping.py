"""Rows of a changed table or JSONL file that are as they were: what the index has of them stays in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from hashlib import sha256

from indexer.engine import PREFIX


class TakenError(Exception):
    """Two records of the file have one id, so that all of it has to be read to tell which is whose."""


class KeptRows:
    """Told of each row before it is read; knows which records are kept, by id, and in which order."""

    def __init__(self, key: str, known: Mapping[bytes, Sequence[str]], unsettled: Container[str]) -> None:
        """`key`: how ids of the file's records begin that are made of their numbers. `known`: beginnings of
        fingerprints -> ids of the file's records in the index; of these the `unsettled` had a problem, which is told
        again."""
        self._begins = f"{key}-"
        self._known = known
        self._unsettled = unsettled
        self._passed: list[str] = []
        self.ids: set[str] = set()

    def __call__(self, data: bytes, number: int, id_of_row: Callable[[], str]) -> bool:
        """Whether the row is kept; see `indexer.formats.kept`. Its id may be made of another number than it has now."""
        for record_id in self._known.get(sha256(data).digest()[:PREFIX], ()):
            if record_id in self.ids or record_id in self._unsettled:
                continue
            if record_id.startswith(self._begins) and self._is_of_other_number(record_id, number) and (
                    record_id != id_of_row()):
                continue
            self.ids.add(record_id)
            self._passed.append(record_id)
            return True
        return False

    def _is_of_other_number(self, record_id: str, number: int) -> bool:
        said = record_id.removeprefix(self._begins)
        return said.isdecimal() and int(said) != number

    def passed(self) -> tuple[str, ...]:
        """The ids that were kept since this was last asked, in the order of their rows."""
        passed, self._passed = tuple(self._passed), []
        return passed
