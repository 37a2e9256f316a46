"""What kind of record it is: readout, press conference, joint statement, speech ..., as a facet names it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import KnowledgeError
from indexer.knowledge.folder import data_folder, read_toml
from indexer.model import Record
from indexer.understanding.layout import Layout

LONGEST = 400  # characters of a title that are looked at


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, its patterns for titles and the names that sources give it."""

    label: str
    title: re.Pattern[str]
    aliases: frozenset[str]


def kind_of(record: Record, layout: Layout) -> str | None:
    """The record's kind: as its source names it, else by its title, else by its layout; None where nothing tells.

    A source's own name that says little (``statements``, ``news``) gives way to a title that says more.
    """
    kinds = load_kinds(data_folder())
    given = _given(record.given.kind, kinds)
    if given is not None and given not in _VAGUE:
        return given
    titled = next((kind.label for title in _titles(record, layout) for kind in kinds if kind.title.search(title)), None)
    found = titled or given
    if found in (None, "speech"):
        return _by_layout(layout) or found or _spelt(record.given.kind)
    return found


_VAGUE = frozenset({"statement", "news", "speech", "notice", "fm-readout"})


def _given(printed: str | None, kinds: tuple[Kind, ...]) -> str | None:
    folded = " ".join((printed or "").casefold().replace("_", " ").split())
    for kind in kinds:
        if folded and (folded == kind.label or folded in kind.aliases or folded.replace(" ", "-") == kind.label):
            return kind.label
    return None


def _spelt(printed: str | None) -> str | None:
    """A source's own name that no kind knows, as a label."""
    return "-".join(re.findall(r"[^\W_]+", printed.casefold()))[:40] or None if printed else None


def _titles(record: Record, layout: Layout) -> Iterator[str]:
    """The titles and the lines that can stand in for one, the best first."""
    for title in (record.given.title, layout.title and layout.title.text, record.given.breadcrumb,
                  layout.breadcrumb and layout.breadcrumb.text):
        if title:
            yield title[:LONGEST]
    if not record.given.title and layout.title is None:
        for line in layout.lead[:1]:
            yield line.text[:LONGEST]


def _by_layout(layout: Layout) -> str | None:
    """Someone answers questions, or many take turns; None where the layout tells nothing."""
    questions = sum(section.kind == "question" for section in layout.sections)
    if questions >= 3 and questions * 2 >= len(layout.sections):
        return "press-conference"
    speakers = {turn.label for section in layout.sections for turn in section.turns}
    return "debate" if len(speakers) > 6 else None


@functools.lru_cache(maxsize=4)
def load_kinds(folder: Path) -> tuple[Kind, ...]:
    """The kinds of `lexicon/kinds.toml`, in its order. Raises KnowledgeError where the file is at fault."""
    path = folder / "lexicon" / "kinds.toml"
    rows = read_toml(path).get("kind")
    if not isinstance(rows, list):
        raise KnowledgeError(path, "there is no [[kind]]", mend="write one table a kind")
    return tuple(_kind(row, path) for row in rows)


def _kind(row: object, path: Path) -> Kind:
    if not isinstance(row, dict) or not isinstance(row.get("label"), str):
        raise KnowledgeError(path, "a [[kind]] without label", mend='write label = "..."')
    patterns = [str(pattern) for pattern in row.get("title", [])]
    try:
        title = re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(path, f"kind {row['label']}: a title pattern is no regular expression: {error}",
                             mend="correct the pattern") from error
    names = [str(alias).casefold().replace("_", " ") for alias in row.get("aliases", [])]
    return Kind(row["label"], title, frozenset(names))
