"""Rows of a changed table or JSONL file that are as they were: what the index has of them stays in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Mapping, Sequence

from indexer.engine import PREFIX

_BY_NUMBER = re.compile(r"-\d+\Z")


class TakenError(Exception):
    """Two records of the file have one id, so that all of it has to be read to tell which is whose."""


class KeptRows:
    """Told of each row before it is read; knows which records are kept, by id, and in which order."""

    def __init__(self, known: Mapping[bytes, Sequence[str]], unsettled: Container[str],
                 claim: Callable[[str], None]) -> None:
        """`known`: beginnings of fingerprints -> ids of the file's records in the index; of these the `unsettled` had
        a problem, which is told again. `claim` is told of each id that is kept, and may raise TakenError."""
        self._known = known
        self._unsettled = unsettled
        self._claim = claim
        self.ids: set[str] = set()

    def __call__(self, data: bytes, id_of_row: Callable[[], str]) -> bool:
        """Whether the row with these bytes is kept. `id_of_row` is asked where the id may be made of its number."""
        for record_id in self._known.get(hashlib.sha256(data).digest()[:PREFIX], ()):
            if record_id in self._unsettled or record_id in self.ids:
                continue
            if _BY_NUMBER.search(record_id) and record_id != id_of_row():
                continue
            self._claim(record_id)
            self.ids.add(record_id)
            return True
        return False
