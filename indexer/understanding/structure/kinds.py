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
from indexer.patterns import PatternError, safe_pattern
from indexer.understanding.language.caseless import Caseless
from indexer.understanding.layout import Layout

LONGEST = 400  # characters of a title that are looked at


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, its patterns for titles, first paragraphs and head lines, and the names that sources give it."""

    label: str
    title: Caseless
    lead: Caseless
    head: Caseless
    aliases: frozenset[str]


def kind_of(record: Record, layout: Layout) -> str | None:
    """The record's kind: as its source names it, else by its title, else by its layout; None where nothing tells.

    A source's own name that says little (``statements``, ``news``) gives way to a title that says more.
    """
    kinds = load_kinds(data_folder())
    given = _given(record.given.kind, kinds)
    if given is not None and given not in _VAGUE:
        return given
    found = _by_words(record, layout, kinds) or given
    if given == "speech" and found == "statement":
        found = given  # a source's `Speech` says more than a title's "Message"
    return (_by_layout(layout) or found or _by_voice(layout)) if found in (None, "speech") else found


_VAGUE = frozenset({"statement", "news", "speech", "notice", "fm-readout"})


def _given(printed: str | None, kinds: tuple[Kind, ...]) -> str | None:
    folded = " ".join((printed or "").casefold().replace("_", " ").split())
    for kind in kinds:
        if folded and (folded == kind.label or folded in kind.aliases or folded.replace(" ", "-") == kind.label):
            return kind.label
    return None


def _by_words(record: Record, layout: Layout, kinds: tuple[Kind, ...]) -> str | None:
    for title in _titles(record, layout):
        for kind in kinds:
            if kind.title.in_text(title):
                return kind.label
    for line in layout.head:
        for kind in kinds:
            if kind.head.in_text(line.text[:LONGEST]):
                return kind.label
    if record.given.title or layout.title is not None or not layout.sections:
        return None
    lead = (layout.lead[0].text if layout.lead else layout.sections[0].text)[:LONGEST]
    return next((kind.label for kind in kinds if kind.lead.in_text(lead)), None)


def _titles(record: Record, layout: Layout) -> Iterator[str]:
    """The titles and the lines that can stand in for one, the best first."""
    for title in (record.given.title, layout.title and layout.title.text, record.given.breadcrumb,
                  layout.breadcrumb and layout.breadcrumb.text):
        if title:
            yield title[:LONGEST]


def _by_layout(layout: Layout) -> str | None:
    """Someone answers questions, or many take turns; None where the layout tells nothing."""
    questions = sum(section.kind == "question" for section in layout.sections)
    if questions >= 3 and questions * 2 >= len(layout.sections):
        return "press-conference"
    speakers = {turn.label for section in layout.sections for turn in section.turns}
    chamber = any(_IN_CHAMBER.match(label) for label in speakers if label)
    return "debate" if len(speakers) > 6 or chamber else None


_IN_CHAMBER = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\. [A-Z]{2}|The (?:PRESIDING|SPEAKER|ACTING|CHAIR|CLERK)")


_QUOTED = re.compile(r"“[^”]{0,800}”|\"[^\"]{0,800}\"")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|I['’]\w+)\b")


def _by_voice(layout: Layout) -> str | None:
    """Someone speaks in the first person, and no one else: a speech."""
    words = " ".join(section.text[:2000] for section in layout.sections[:3])
    words = _QUOTED.sub(" ", words) if "“" in words or '"' in words else words
    spoken = len(_FIRST_PERSON.findall(words)) * 100 > words.count(" ") > 40
    return "speech" if spoken and not any(section.turns for section in layout.sections) else None


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
    names = [str(alias).casefold().replace("_", " ") for alias in row.get("aliases", [])]
    return Kind(row["label"], _patterns(row, "title", path), _patterns(row, "lead", path), _patterns(row, "head", path),
                frozenset(names))


def _patterns(row: dict[str, object], name: str, path: Path) -> Caseless:
    """One pattern for any of a kind's; one that matches nothing where it has none."""
    listed = row.get(name, [])
    patterns = [str(pattern) for pattern in listed] if isinstance(listed, list) else []
    try:
        each = "|".join(f"(?:{safe_pattern(pattern)})" for pattern in patterns)
    except PatternError as error:
        raise KnowledgeError(path, f"kind {row['label']}: {name}: {error}", mend="correct the pattern") from error
    return Caseless(each or r"(?!)")
