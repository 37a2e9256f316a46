"""The exception family. Every message says what is wrong, where, and how to mend it.

    OnRecordError
    ├── SourceError          a source file, or one record in it, that cannot be read
    ├── KnowledgeError       an authority, lexicon, topic, synonym or source.toml file at fault
    └── IndexStateError      the index folder is not what it should be
        ├── IndexMissingError    there is none
        ├── IndexDamagedError    it cannot be opened, or does not agree with itself
        ├── IndexForeignError    it was not written by On Record, or by another version of it
        └── IndexLockedError     another process is writing it
"""

from __future__ import annotations

from pathlib import Path


class OnRecordError(Exception):
    """Root of the family; the command line prints it as one line and exits with 1."""


class LocatedError(OnRecordError):
    """A fault at a place in a file, printed as ``path:line: problem; mend``."""

    def __init__(self, path: Path | str, problem: str, *, mend: str = "", line: int = 0) -> None:
        self.path = Path(path)
        self.line = line  # counted from 1; 0 where no line can be named
        self.problem = problem
        self.mend = mend
        super().__init__(path, problem)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.problem}" + (f"; {self.mend}" if self.mend else "")


class SourceError(LocatedError):
    """A source file, or one record in it, that cannot be read."""


class KnowledgeError(LocatedError):
    """A file of knowledge that users edit, at fault."""


class IndexStateError(OnRecordError):
    """The index folder is not what it should be; `path` is the folder."""

    def __init__(self, path: Path | str, problem: str, *, mend: str) -> None:
        self.path = Path(path)
        self.problem = problem
        self.mend = mend
        super().__init__(path, problem)

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.mend}"


class IndexMissingError(IndexStateError):
    """There is no index in the folder."""


class IndexDamagedError(IndexStateError):
    """The index cannot be opened, or does not agree with itself."""


class IndexForeignError(IndexStateError):
    """The folder holds an index that On Record did not write, or that another version of it wrote."""


class IndexLockedError(IndexStateError):
    """Another process is writing the index."""
