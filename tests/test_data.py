"""The sample records and the files of knowledge that come with the product."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.formats import SourceFile, find_sources, read_records
from indexer.knowledge.authority import load_authority
from indexer.knowledge.loading import load_knowledge
from indexer.knowledge.topics import load_topics
from indexer.knowledge.words import fold
from indexer.model import ParsedRecord, Problem
from indexer.understanding.parsing import parse

DATA = Path(__file__).resolve().parent.parent / "data"
RUN = 9  # words in a row that two people do not write alike by chance ...
ORDINARY = 6  # ... where so many of them are ordinary words: names, offices and titles have no others

SOURCES = {  # sample record, as its file is named, and the file of real material it sums up
    "2016-11-19-japan-russia-summit-lima": "seed/japan-russia-2016-11-19.txt",
    "1998-04-16-ferguson-are-banks-safe": "corpora/us-fed-speeches-html/html/19980416.htm",
    "2013-11-13-bernanke-teaching-and-learning": "corpora/us-fed-speeches-html/html/bernanke20131113a.htm",
    "2016-02-02-leadsom-women-in-nuclear": "corpora/uk-govuk-content-json/speech/speech.json",
    "2014-03-27-drug-driving-limits": "corpora/uk-govuk-content-json/news_article/best-practice-news-story.json",
    "2015-rwanda-general-debate": "corpora/un-general-debate-txt/TXT/Session 70 - 2015/RWA_70_2015.txt",
    "au-2000-howard-dmz": "corpora/au-pm-transcripts-xml/transcripts/transcript-22811.xml",
    "au-1990-hawke-anzac": "corpora/au-pm-transcripts-xml/transcripts/transcript-8006.xml",
    "au-2003-howard-seoul": "corpora/au-pm-transcripts-xml/transcripts/transcript-20810.xml",
}
FOLDERS = {"statements-releases": "statements", "speeches-remarks": "remarks", "press-briefings": "briefings"}


@pytest.fixture(scope="module")
def samples() -> tuple[ParsedRecord, ...]:
    """Every sample record as understood, with `data` as the folder that is read."""
    knowledge = load_knowledge(DATA)
    found: list[ParsedRecord] = []
    for source in find_sources([DATA]):
        if not isinstance(source, SourceFile):
            continue
        for record in read_records(source):
            assert not isinstance(record, Problem), record
            found.append(parse(record, knowledge))
    return tuple(found)


def test_at_least_60_records_come_with_the_product(samples: tuple[ParsedRecord, ...]) -> None:
    assert len(samples) >= 60


def test_only_records_are_read_from_the_data_folder(samples: tuple[ParsedRecord, ...]) -> None:
    """Authority, lexicon, topics and synonyms are knowledge: `source.toml` leaves them out."""
    assert {parsed.record.path.relative_to(DATA).parts[0] for parsed in samples} == {"records"}


def test_record_ids_are_unique(samples: tuple[ParsedRecord, ...]) -> None:
    ids = [parsed.id for parsed in samples]

    assert len(ids) == len(set(ids))


def test_every_record_names_its_source_and_says_that_it_is_a_summary(samples: tuple[ParsedRecord, ...]) -> None:
    """The note is a field of its own: shown to the reader, and not searched as text."""
    for parsed in samples:
        assert re.fullmatch(r"https?://\S+", parsed.source_url or ""), parsed.id
        assert parsed.publisher, parsed.id
        assert "summary" in (parsed.record.given.note or ""), parsed.id
        assert "own words" not in parsed.record.text, parsed.id


def test_every_record_has_a_title_and_a_section_with_words(samples: tuple[ParsedRecord, ...]) -> None:
    for parsed in samples:
        assert parsed.title, parsed.id
        assert any(section.text.strip() for section in parsed.sections), parsed.id


def test_a_date_in_a_file_name_is_the_date_of_the_record(samples: tuple[ParsedRecord, ...]) -> None:
    for parsed in samples:
        if day := re.match(r"\d{4}-\d\d-\d\d", parsed.record.path.name):
            assert parsed.when is not None, parsed.id
            assert parsed.when.first.isoformat() <= day.group() <= parsed.when.last.isoformat(), parsed.id


def test_a_source_without_a_date_gives_a_record_without_one(samples: tuple[ParsedRecord, ...]) -> None:
    undated = {parsed.id for parsed in samples if "undated" in parsed.record.path.name}

    assert undated
    assert all(parsed.when is None for parsed in samples if parsed.id in undated)


def test_the_first_search_of_a_newcomer_finds_something_to_narrow(samples: tuple[ParsedRecord, ...]) -> None:
    """Formats, years, places, speakers and topics vary, so that every facet has something to show."""
    records = samples
    years = {parsed.when.first.year for parsed in records if parsed.when}
    speakers = {name for parsed in records for section in parsed.sections for name in section.said_by}
    topics = {topic for parsed in records for section in parsed.sections for topic in section.topics}

    assert {parsed.record.format for parsed in records} >= {"text", "markdown", "html", "json", "jsonl", "csv"}
    assert min(years) <= 1998
    assert max(years) >= 2023
    assert len(years) >= 15
    assert len({parsed.place.country for parsed in records if parsed.place and parsed.place.country}) >= 8
    assert len({parsed.publisher for parsed in records}) >= 10
    assert len(speakers) >= 40
    assert len(topics) >= 50


def test_peace_treaty_and_climate_are_said_by_several_people(samples: tuple[ParsedRecord, ...]) -> None:
    for words in ("peace treaty", "climate"):
        found = {name for parsed in samples for section in parsed.sections
                 if words in section.text.lower() for name in section.speakers}

        assert len(found) >= 3, words


def source_of(parsed: ParsedRecord, shared: Path) -> Path | None:
    """The real file that a sample sums up, where it is at hand; pages known by their facts alone have none."""
    name = SOURCES.get(parsed.record.path.stem) or SOURCES.get(parsed.id)
    if name:
        return shared / name
    page = re.search(r"bidenwhitehouse\.archives\.gov/briefing-room/([\w-]+)/(\d{4})/(\d\d)/(\d\d)/([\w-]+)/",
                     parsed.source_url or "")
    if not page:
        return None
    kind, year, month, day, slug = page.groups()
    return shared / f"corpora/us-whitehouse-md/{FOLDERS[kind]}/{year}-{month}/{year}-{month}-{day}-{slug}.md"


def runs(text: str) -> dict[tuple[str, ...], int]:
    """Every run of RUN words, folded, with how many of them begin with a small letter."""
    words = re.findall(r"[^\W_]+", text)
    folded = [fold(word) for word in words]
    return {tuple(folded[at:at + RUN]): sum(word[0].islower() for word in words[at:at + RUN])
            for at in range(len(words) - RUN + 1)}


def test_data_is_in_our_own_words(samples: tuple[ParsedRecord, ...], shared: Path) -> None:
    """No run of nine words is the source's, names left out: the summaries are ours, the statements are not."""
    compared = 0
    for parsed in samples:
        path = source_of(parsed, shared)
        if path is None:
            continue
        assert path.is_file(), f"{parsed.id}: no {path}"
        compared += 1
        theirs = runs(re.sub(r"<[^>]*>|[*\\_]", " ", path.read_text(encoding="utf-8", errors="replace")))
        same = [" ".join(run) for section in parsed.sections for run, ordinary in runs(section.text).items()
                if ordinary >= ORDINARY and run in theirs]
        assert not same, f"{parsed.id}: {same[:3]}"

    assert compared >= 25


def test_every_authority_entry_has_an_office_in_order_of_time() -> None:
    """A day, a month or a year: whatever is sure; later offices follow earlier ones."""
    for person in load_authority(DATA / "authority").people:
        begun = [office.first for office in person.offices if office.first]

        assert begun == sorted(begun), person.id


def test_the_authority_knows_who_held_the_great_offices() -> None:
    """One holder at a time: an overlap would make `the Prime Minister` ambiguous."""
    authority = load_authority(DATA / "authority")
    held = defaultdict(list)
    for person in authority.people:
        for office in person.offices:
            if office.title in {"Prime Minister", "President"} and office.first:
                held[office.title, office.country].append((office.first, office.last, person.id))

    for (title, country), spans in held.items():
        spans.sort()
        for (_, last, earlier), (first, _, later) in pairwise(spans):
            assert last is not None, f"{title} {country}: {earlier} has no end before {later}"
            assert last <= first or (last.year, last.month) == (first.year, first.month), \
                f"{title} {country}: {earlier} and {later}"


def test_the_vocabulary_has_120_topics_or_more() -> None:
    assert len(load_topics(DATA / "topics").topics) >= 120
