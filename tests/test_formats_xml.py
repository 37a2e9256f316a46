"""XML vocabularies, and what is refused in them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.format_files import check_layout, kinds, read_all, read_one, texts, write

TRANSCRIPT = """<?xml version="1.0" encoding="UTF-8" ?>
<transcripts><transcript><transcript-id>12</transcript-id><title>Doorstop, Bergen</title>
<prime-minister>Example, Ann</prime-minister>
<release-date>03/05/1990</release-date><release-type>Interview</release-type><subjects>Fish; sea, boats</subjects>
<document>https://example.org/12.pdf</document>
<content><![CDATA[<p><strong>JOURNALIST:</strong></p><p>Will there be talks?</p><p><strong>PM:</strong></p>
<p>Yes&nbsp;&ndash; in May.</p>]]></content>
</transcript></transcripts>"""


def test_a_transcript_of_fields_is_a_record(tmp_path: Path) -> None:
    record = read_one(tmp_path, "t.xml", TRANSCRIPT)
    assert (record.given.title, record.given.published, record.given.kind) == (
        "Doorstop, Bergen",
        "1990-05-03",
        "Interview",
    )
    assert record.given.topics == ("Fish", "sea", "boats")
    assert record.given.speaker == ()
    assert record.given.extra["prime-minister"] == "Example, Ann"
    assert texts(record) == ["JOURNALIST:", "Will there be talks?", "PM:", "Yes – in May."]


def test_a_transcript_without_words_is_named(tmp_path: Path) -> None:
    start, _, rest = TRANSCRIPT.partition("<![CDATA[")
    records, problems = read_all(write(tmp_path, "t.xml", start + rest.partition("]]>")[2]))
    assert records == []
    assert "empty" in problems[0].what
    assert problems[0].severity == "empty"


HANSARD = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;"> <!ENTITY nbsp "&#160;" >]>
<publicwhip latest="yes">
<major-heading id="uk.org.publicwhip/debate/2009-10-28c.1.0">TRADE</major-heading>
<minor-heading id="uk.org.publicwhip/debate/2009-10-28c.1.1">Lighthouses</minor-heading>
<speech id="uk.org.publicwhip/debate/2009-10-28c.1.2" speakername="Ann Example" speakeroffice="The Minister for Ports" url="https://example.org/1">
<p>I beg to move&mdash;</p><p class="indent">that the <i>House</i> agrees.</p></speech>
<speech id="uk.org.publicwhip/debate/2009-10-28c.1.3" nospeaker="true"><p>Question put.</p></speech>
<division id="uk.org.publicwhip/debate/2009-10-28c.1.4" divnumber="7"><divisioncount ayes="2" noes="1"/>
<mplist vote="aye"><mpname>A, B</mpname><mpname>C, D</mpname></mplist></division>
<minor-heading id="uk.org.publicwhip/debate/2009-10-28c.2.0">Boats</minor-heading>
<speech id="uk.org.publicwhip/debate/2009-10-28c.2.1" speakername="Bo Example"><p>Boats.</p></speech>
</publicwhip>"""


def test_each_heading_of_a_sitting_is_a_record_with_its_speakers(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "h.xml", HANSARD))
    assert problems == []
    assert [(record.id, record.given.title, record.given.breadcrumb) for record in records] == [
        ("debate-2009-10-28c.1.2", "Lighthouses", "TRADE"), ("debate-2009-10-28c.2.1", "Boats", "TRADE")]
    first = records[0]
    assert (first.given.date, first.given.date_is_event) == ("2009-10-28", True)
    assert first.given.participants == ("Ann Example, The Minister for Ports",)
    assert [(block.speaker, text) for block, text in zip(first.blocks, texts(first), strict=True)] == [
        (None, "Lighthouses"),
        ("Ann Example", "I beg to move—"),
        ("Ann Example", "that the House agrees."),
        (None, "Question put."),
        (None, "Division No. 7: Ayes 2, Noes 1."),
        (None, "Ayes: A, B; C, D."),
    ]


def test_question_time_does_not_cover_the_debates_after_it(tmp_path: Path) -> None:
    opening = '<oral-heading id="uk.org.publicwhip/debate/2009-10-28c.0.0">Oral Answers</oral-heading>'
    (record, _), _ = read_all(write(tmp_path, "h.xml", HANSARD.replace("<major", f"{opening}<major", 1)))
    assert record.given.breadcrumb == "TRADE"


def test_an_edition_that_was_replaced_is_left_out(tmp_path: Path) -> None:
    records, problems = read_all(write(tmp_path, "h.xml", HANSARD.replace('latest="yes"', 'latest="no"')))
    assert records == []
    assert problems[0].severity == "empty"


TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt>
<title type="main" xml:lang="en">Corpus</title><title type="sub" xml:lang="en">Sitting 1</title>
<title type="sub" xml:lang="de">1. Sitzung</title>
</titleStmt><publicationStmt><date when="2024-05-14"/></publicationStmt><sourceDesc><bibl>
<publisher>Parlament</publisher>
<idno type="URI">https://example.org/1</idno><date when="1996-01-15"/></bibl></sourceDesc></fileDesc><profileDesc>
<settingDesc><setting>
<name type="city" xml:lang="de">Wien</name><name type="city" xml:lang="en">Vienna</name>
<name type="country" xml:lang="en">Austria</name>
<date when="1996-01-15"/></setting></settingDesc></profileDesc></teiHeader><text><body><div type="debateSection">
<head>Eröffnung</head>
<note type="speaker">Präsident Dr. Ex</note><u who="#P1"><seg>Wir sind er-<pb n="2"/>freut. <vocal>
<desc>Heiterkeit.</desc></vocal> Danke.</seg></u>
<note>Beifall.</note><note type="speaker">Abgeordnete Muster</note><u who="#P9"><seg>Nein.</seg></u></div></body>
<back><listPerson><person xml:id="P1"><persName><surname>Beispiel</surname><forename>Anna</forename>
<roleName>Dr.</roleName></persName></person>
</listPerson></back></text></TEI>"""


def test_a_tei_sitting_names_its_speakers_and_keeps_asides_apart(tmp_path: Path) -> None:
    record = read_one(tmp_path, "s.xml", TEI)
    given = record.given
    assert (given.title, given.date, given.date_is_event, given.published) == (
        "1. Sitzung",
        "1996-01-15",
        True,
        "1996-01-15",
    )
    assert (given.place, given.publisher, given.language, given.source_url) == ("Vienna, Austria", "Parlament", "de", "https://example.org/1")
    assert kinds(record) == [
        ("heading", "Eröffnung"),
        ("paragraph", "Wir sind erfreut. (Heiterkeit.) Danke."),
        ("paragraph", "(Beifall.)"),
        ("paragraph", "Nein."),
    ]
    assert [block.speaker for block in record.blocks] == [None, "Anna Beispiel", None, "Abgeordnete Muster"]


BOMB = '<!DOCTYPE a [<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]><a><text>&a11;</text></a>"
QUADRATIC = '<!DOCTYPE a [<!ENTITY b "' + "x" * 50_000 + '">]><a><text>' + "&b;" * 20_000 + "</text></a>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a><text>&f;</text></a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]><a><text>x</text></a>'


@pytest.mark.parametrize(
    "content",
    [BOMB, QUADRATIC, OUTSIDE, PARAMETER, "<a>" * 5000 + "x", "<a " + 'b="c" ' * 50_000 + ">x</a>"],
    ids=["entities in entities", "one long entity", "a file", "a parameter entity", "deep", "many attributes"],
)
def test_what_would_grow_or_reach_outside_is_refused_at_once(tmp_path: Path, content: str) -> None:
    path = write(tmp_path, "x.xml", '<?xml version="1.0"?>\n' + content)
    start = time.perf_counter()
    records, problems = read_all(path)
    assert time.perf_counter() - start < 2
    assert sum(len(record.text) for record in records) < 200
    assert problems


def test_xml_that_is_not_well_formed_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    records, problems = read_all(
        write(tmp_path, "x.xml", '<?xml version="1.0"?>\n<r><title>A & B</title>\n<text>Words.</text></r>')
    )
    assert [record.text for record in records] == ["Words."]
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "warning")]


def test_an_unknown_vocabulary_says_what_was_looked_for(tmp_path: Path) -> None:
    records, problems = read_all(
        write(tmp_path, "x.xml", '<?xml version="1.0"?><mods><titleInfo><name>x</name></titleInfo></mods>')
    )
    assert records == []
    assert "mods" in problems[0].what
    assert "[fields]" in problems[0].mend


def test_the_sittings_and_transcripts_are_read(shared: Path) -> None:
    for folder, at_least in (
        ("uk-hansard-publicwhip-xml", 400),
        ("at-parlamint-tei", 8),
        ("au-pm-transcripts-xml", 640),
    ):
        records, problems = read_all(shared / "corpora" / folder)
        assert len(records) >= at_least
        assert all(
            problem.severity in ("empty", "skipped") or problem.line or "XML" in problem.what or "empty" in problem.what
            for problem in problems
        )
        for record in records:
            check_layout(record)
