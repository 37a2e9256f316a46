"""What was understood of a collection and what was not, by source: where a maintainer should look next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.model import GROUPS, REPORTER, SIDE, ParsedRecord, Section
from indexer.understanding.language.sentences import sentences

NONE = "none"
LISTED = 20
"""Names and labels that `Coverage.lines` prints of each kind; `Coverage.as_dict` gives as many as were kept."""

KEPT = 200
"""Names and labels that a report keeps of each kind, the most frequent first."""

FIELDS = ("date", "place", "participants", "title", "kind", "publisher", "source_url", "language")
"""Fields whose basis is counted, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """Counts for the records of one publisher in one folder."""

    source: str  # the publisher, else the folder
    records: int = 0
    sections: int = 0
    dated: int = 0  # records with a date
    placed: int = 0  # records with a venue, city or country
    remote: int = 0  # records of a telephone or video talk, which have no place to find
    peopled: int = 0  # records with participants
    empty: int = 0  # records without a section
    spoken: int = 0  # sections with a speaker
    on_topic: int = 0  # sections with a topic
    sentences: int = 0
    attributed: int = 0  # sentences with words that a speaker is said to have said

    def shares(self) -> Mapping[str, float | None]:
        """Shares from 0 to 1; None where there is nothing to have a share of. Place leaves remote talks out."""
        return {
            "date": _share(self.dated, self.records),
            "place": _share(self.placed, self.records - self.remote),
            "participants": _share(self.peopled, self.records),
            "speakers": _share(self.spoken, self.sections),
            "topics": _share(self.on_topic, self.sections),
            "attributed": _share(self.attributed, self.sentences),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The report: a part for each source, and what is common to all."""

    sources: tuple[SourceCoverage, ...]  # most records first
    bases: Mapping[str, Mapping[str, int]]  # field -> "given", "stated", "inferred" or "none" -> records
    rules: Mapping[str, int]  # rule -> statements
    unknown_names: tuple[tuple[str, int], ...]  # people no authority knows, with how many records name them
    unknown_labels: tuple[tuple[str, int], ...]  # labels of turns that stand for nobody known, with how many turns

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return {
            "sources": [_source_dict(source) for source in self.sources],
            "bases": {name: dict(counts) for name, counts in self.bases.items()},
            "rules": dict(self.rules),
            "unknown_names": [{"name": name, "records": count} for name, count in self.unknown_names],
            "unknown_labels": [{"label": label, "turns": count} for label, count in self.unknown_labels],
        }

    def lines(self) -> Iterator[str]:
        """The report in plain text, line by line."""
        yield from _table(("source", "records", "sections", "date", "place", "people", "speakers", "topics",
                           "attributed"), [_row(source) for source in self.sources])
        yield ""
        yield from _table(("field", "given", "stated", "inferred", NONE), [
            (name, *(str(counts.get(basis, 0)) for basis in ("given", "stated", "inferred", NONE)))
            for name, counts in self.bases.items()])
        for title, found in (("names no authority knows, by records", self.unknown_names),
                             ("labels of turns that stand for nobody known, by turns", self.unknown_labels)):
            if found:
                yield ""
                yield f"{title}:"
                yield from (f"{count:7}  {name}" for name, count in found[:LISTED])


class _Counts:
    """Running counts for one source."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def add(self, parsed: ParsedRecord) -> None:
        place = parsed.place
        found = bool(place and (place.place or place.city or place.country))
        self.of["records"] += 1
        self.of["dated"] += parsed.when is not None
        self.of["placed"] += found
        self.of["remote"] += not found and place is not None and place.mode != "in-person"
        self.of["peopled"] += bool(parsed.participants)
        self.of["empty"] += not parsed.sections
        for section in parsed.sections:
            total, attributed = _sentences_of(section)
            self.of["sections"] += 1
            self.of["spoken"] += bool(section.speakers)
            self.of["on_topic"] += bool(section.topics)
            self.of["sentences"] += total
            self.of["attributed"] += attributed


def coverage(parsed: Iterable[ParsedRecord]) -> Coverage:
    """The report over any number of records, which are looked at once and not kept."""
    sources: dict[str, _Counts] = {}
    bases = {name: Counter[str]() for name in FIELDS}
    rules, names, labels = Counter[str](), Counter[str](), Counter[str]()
    for record in parsed:
        source = record.publisher or record.record.path.parent.name or str(record.record.path.parent)
        sources.setdefault(source, _Counts()).add(record)
        for name, basis in _bases(record):
            bases[name][basis] += 1
        rules.update(each.rule or NONE for section in record.sections for each in section.statements)
        names.update(_unknown_names(record))
        labels.update(_unknown_labels(record))
    parts = [SourceCoverage(source=source, **counts.of) for source, counts in sources.items()]
    return Coverage(sources=tuple(sorted(parts, key=lambda part: (-part.records, part.source))),
                    bases=bases, rules=dict(rules.most_common()),
                    unknown_names=tuple(names.most_common(KEPT)), unknown_labels=tuple(labels.most_common(KEPT)))


def _bases(record: ParsedRecord) -> Iterator[tuple[str, str]]:
    """Each field with where its value comes from."""
    given = record.record.given
    yield "date", record.when.basis if record.when else NONE
    yield "place", (record.place.basis if record.place else None) or NONE
    yield "participants", record.participants[0].basis if record.participants else NONE
    for name, found in (("title", "stated"), ("kind", "inferred")):
        yield name, NONE if getattr(record, name) is None else "given" if getattr(given, name) else found
    for name in ("publisher", "source_url", "language"):
        yield name, "given" if getattr(record, name) else NONE


def _sentences_of(section: Section) -> tuple[int, int]:
    """How many sentences a section has, and how many of them hold words attributed to someone."""
    spans = sorted((each.start, each.end) for each in section.statements if each.speakers)
    total = attributed = at = 0
    for start, end in sentences(section.text):
        total += 1
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        attributed += at < len(spans) and spans[at][0] < end
    return total, attributed


def _unknown_names(record: ParsedRecord) -> set[str]:
    """People of the record, present or mentioned, whom no authority knows."""
    return {person.name for person in (*record.participants, *record.mentioned) if person.name and person.id is None}


def _unknown_labels(record: ParsedRecord) -> Iterator[str]:
    """For each turn the speaker it is said by, where that is nobody among the record's people."""
    known = {person.label for person in (*record.participants, *record.mentioned)} | GROUPS | {REPORTER}
    for section in record.sections:
        for each in section.statements:
            if each.rule == "turn":
                yield from (name for name in each.speakers if name not in known and not name.startswith(SIDE))


def _source_dict(source: SourceCoverage) -> dict[str, object]:
    counts = {name: getattr(source, name) for name in source.__slots__}
    shares = {name: None if share is None else round(share, 4) for name, share in source.shares().items()}
    return {**counts, "shares": shares}


def _row(source: SourceCoverage) -> tuple[str, ...]:
    shares = ("-" if share is None else f"{share:.0%}" for share in source.shares().values())
    return (source.source, str(source.records), str(source.sections), *shares)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Columns side by side, the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        yield "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in
                                                    zip(row[1:], widths[1:], strict=True))]).rstrip()


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole > 0 else None
