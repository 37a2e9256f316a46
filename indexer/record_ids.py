"""Record ids that no two files share."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace

from indexer.formats import SourceFile
from indexer.keeping import TakenError
from indexer.model import Document, Problem


class RecordIds:
    """Knows which file owns which record id, through one run."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        """`owners`: record id -> path, of all files that the index knows and that stay as they are."""
        self._before = owners
        self._owners: dict[str, str] = {}

    def _owner(self, record_id: str) -> str | None:
        return self._owners.get(record_id) or self._before.get(record_id)

    def keep(self, kept: Collection[str], key: str, mine: set[str], records: list[str]) -> None:
        """Claim ids that records of the file have in the index, so that no file that stays has them; raises TakenError
        where other records have one by now."""
        if not self._owners.keys().isdisjoint(kept):
            raise TakenError
        mine.update(kept)
        self._owners.update(dict.fromkeys(kept, key))
        records.extend(kept)

    def claim(self, documents: Iterable[Document], source: SourceFile, key: str, records: list[str],
              problems: list[Problem], kept: Container[str] = (), mine: set[str] | None = None) -> Iterator[Document]:
        """The documents, their ids changed where another record has them; `records` fills as records pass, `mine` too.

        The changed id is made from the file's name (or from a count, within one file), so that it is the same
        in every run. Raises TakenError where one of the records that are `kept` has the id.
        """
        mine = set() if mine is None else mine
        record_id = ""
        for document in documents:
            if document.position == 0 or not records:
                if document.record_id in kept:
                    raise TakenError(document.record_id)
                record_id = self._free(document.record_id, source, key, mine)
                mine.add(record_id)
                self._owners[record_id] = key
                records.append(record_id)
                if record_id != document.record_id:
                    problems.append(Problem(source.path, f"record id {document.record_id!r} is taken; "
                                            f"indexed as {record_id!r}", "give each record an id of its own",
                                            severity="warning"))
            if record_id == document.record_id:
                yield document
            else:
                section = document.id.rpartition("#")[2]
                yield replace(document, record_id=record_id, id=f"{record_id}#{section}")

    def _free(self, wanted: str, source: SourceFile, key: str, mine: set[str]) -> str:
        if wanted not in mine and self._owner(wanted) in (None, key):
            return wanted
        if wanted not in mine:
            wanted = f"{wanted}-{hashlib.sha256(source.name.encode('utf-8', 'surrogateescape')).hexdigest()[:6]}"
        count, free = 2, wanted
        while free in mine or self._owner(free) not in (None, key):
            free = f"{wanted}-{count}"
            count += 1
        return free
