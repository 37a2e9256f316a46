"""What was understood of a collection, and what was not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from indexer.coverage import coverage
from indexer.model import BOTH, Given, ParsedRecord, Person, Place, Record, Section, Statement, When

TALK = "The two leaders met. Prime Minister Minase thanked Uruguay. It rained."


def parsed(*, publisher: str | None = "Ministry", when: When | None = None, place: Place | None = None,
           participants: tuple[Person, ...] = (), sections: tuple[Section, ...] = ()) -> ParsedRecord:
    record = Record(id="r", path=Path("talks/r.txt"), format="text", text="", blocks=(),
                    given=Given(publisher=publisher, title="A talk"))
    return ParsedRecord(record=record, kind="summit-readout", title="A talk", publisher=publisher, when=when,
                        place=place, participants=participants, sections=sections)


def section(text: str = TALK, statements: tuple[Statement, ...] = (), speakers: tuple[str, ...] = ()) -> Section:
    return Section(id="r#1", position=0, kind="section", number="1", heading=None, text=text, speakers=speakers,
                   statements=statements)


def said(words: str, *speakers: str, rule: str = "subject") -> Statement:
    start = TALK.index(words)
    return Statement(start=start, end=start + len(words), speakers=speakers, rule=rule)


def day(basis: str = "stated") -> When:
    return When(first=dt.date(2019, 5, 14), last=dt.date(2019, 5, 14), precision="day", basis=basis,  # type: ignore[arg-type]
                rule="lead")


def test_shares_are_of_all_records_of_a_source() -> None:
    report = coverage([parsed(when=day(), participants=(Person(name="Haruto Minase"),)), parsed()])

    (source,) = report.sources
    assert (source.source, source.records) == ("Ministry", 2)
    assert source.shares()["date"] == 0.5
    assert source.shares()["participants"] == 0.5


def test_a_record_without_a_publisher_counts_for_its_folder() -> None:
    assert coverage([parsed(publisher=None)]).sources[0].source == "talks"


def test_a_telephone_talk_lacks_no_place() -> None:
    """It has none to find; a mean over all records would ask maintainers to forge one."""
    talks = [parsed(place=Place(mode="telephone")), parsed(place=Place(city="Lima", basis="stated"))]
    (source,) = coverage(talks).sources

    assert (source.placed, source.remote) == (1, 1)
    assert source.shares()["place"] == 1.0


def test_a_sentence_is_attributed_when_a_speaker_is_said_to_have_said_words_of_it() -> None:
    one = section(statements=(said("Prime Minister Minase thanked Uruguay.", "Haruto Minase"),))
    nobody = section(statements=(said("Prime Minister Minase thanked Uruguay."),))

    assert coverage([parsed(sections=(one,))]).sources[0].shares()["attributed"] == 1 / 3
    assert coverage([parsed(sections=(nobody,))]).sources[0].shares()["attributed"] == 0


def test_a_share_of_nothing_is_no_number() -> None:
    assert coverage([parsed()]).sources[0].shares()["attributed"] is None


def test_fields_are_counted_by_where_they_come_from() -> None:
    report = coverage([parsed(when=day()), parsed(when=day("inferred")), parsed()])

    assert report.bases["date"] == {"stated": 1, "inferred": 1, "none": 1}
    assert report.bases["title"] == {"given": 3}


def test_names_that_no_authority_knows_are_listed_by_the_number_of_records() -> None:
    people = (Person(name="Haruto Minase"), Person(name="Shinzo Abe", id="shinzo-abe"),
              Person(name=None, role="Minister"))
    report = coverage([parsed(participants=people), parsed(participants=people[:1])])

    assert report.unknown_names == (("Haruto Minase", 2),)


def test_labels_of_turns_that_stand_for_nobody_are_listed() -> None:
    turns = (said("It rained.", "Rishabh", rule="turn"), said("The two leaders met.", BOTH, rule="turn"),
             said("It rained.", "Reporter", rule="turn"), said("It rained.", "Haruto Minase", rule="turn"))
    report = coverage([parsed(participants=(Person(name="Haruto Minase"),), sections=(section(statements=turns),))])

    assert report.unknown_labels == (("Rishabh", 1),)


def test_the_report_is_readable_as_text_and_as_json() -> None:
    report = coverage([parsed(when=day(), sections=(section(speakers=("Haruto Minase",)),),
                              participants=(Person(name="Haruto Minase"),))])
    lines = list(report.lines())

    assert lines[1].split()[:4] == ["Ministry", "1", "1", "100%"]
    assert any(line.endswith("Haruto Minase") for line in lines)
    shown = json.loads(json.dumps(report.as_dict()))
    assert shown["sources"][0]["shares"]["date"] == 1.0
    assert shown["unknown_names"] == [{"name": "Haruto Minase", "records": 1}]


def test_nothing_read_gives_an_empty_report() -> None:
    report = coverage([])

    assert report.sources == ()
    assert list(report.lines())
