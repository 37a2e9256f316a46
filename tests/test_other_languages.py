"""Records in languages that no lexicon covers: whom their format or their fields name still speaks."""

from __future__ import annotations

from pathlib import Path

from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord
from indexer.reading import parsed_records
from tests.spoken import people, present, said

SITTING = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><text><body><div type="debateSection">
<note type="speaker">Präsidentin Dr. Muster</note>
<u who="#P1"><seg>Die Sitzung ist eröffnet. Zu Wort gelangt Herr Abgeordneter Probe.</seg></u>
<note>Beifall.</note>
<u who="#P2"><seg>Minister Berger erklärte: Das ist falsch. Ich widerspreche dem mit Nachdruck.</seg></u>
<u who="#P1"><seg>Danke. Die Sitzung ist geschlossen.</seg></u></div></body>
<back><listPerson>
<person xml:id="P1"><persName><surname>Muster</surname><forename>Anna</forename></persName></person>
<person xml:id="P2"><persName><surname>Probe</surname><forename>Karl</forename><roleName>Dr.</roleName></persName>
</person>
</listPerson></back></text></TEI>"""
SPEECH = """# Discours sur la pêche
Mesdames et Messieurs, je vous remercie.
Le ministre a répondu que le port restera ouvert."""


def _read(path: Path) -> ParsedRecord:
    (source,) = find_sources([path], limits=Limits())
    assert isinstance(source, SourceFile)
    (record,) = parsed_records(source, load_knowledge(), Limits())
    assert isinstance(record, ParsedRecord)
    return record


def test_a_sitting_in_german_has_the_turns_that_its_format_names(tmp_path: Path) -> None:
    (tmp_path / "sitting.xml").write_text(SITTING, encoding="utf-8")
    record = _read(tmp_path / "sitting.xml")
    turns = [(each.speakers, section.text[each.start:each.end].split()[0])
             for section in record.sections for each in section.statements]
    assert turns == [(("Anna Muster",), "Die"), (("Karl Probe",), "Minister"), (("Anna Muster",), "Danke.")]
    assert [person.label for person in record.participants] == ["Anna Muster", "Karl Probe"]


AGENDA = SITTING.replace("</seg></u>\n<note>Beifall.",
                         "</seg>\n<seg>1. Punkt</seg><seg>Wahl der Ordner</seg></u><note>Beifall.")


def test_what_ends_the_chairs_words_without_a_stop_heads_what_follows(tmp_path: Path) -> None:
    chaired = AGENDA.replace('who="#P1"', 'who="#P1" ana="#chair"')
    (tmp_path / "sitting.xml").write_text(chaired, encoding="utf-8")
    record = _read(tmp_path / "sitting.xml")
    assert [(section.heading, section.speakers) for section in record.sections] == [
        (None, ("Anna Muster",)), ("Wahl der Ordner", ("Karl Probe", "Anna Muster"))]
    assert record.sections[1].path == ("Punkt",)


def test_a_member_who_breaks_off_heads_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitting.xml").write_text(AGENDA, encoding="utf-8")
    assert all(section.heading is None for section in _read(tmp_path / "sitting.xml").sections)


def test_a_sittings_words_name_nobody_where_no_lexicon_reads_them(tmp_path: Path) -> None:
    (tmp_path / "sitting.xml").write_text(SITTING, encoding="utf-8")
    record = _read(tmp_path / "sitting.xml")
    assert "Berger" not in " ".join(person.label for person in (*record.participants, *record.mentioned))


def test_a_speech_in_french_is_of_whom_its_source_names_as_the_speaker() -> None:
    given = {"language": "fr", "speaker": ("Marie Delorme",), "kind": "speech"}
    assert present(SPEECH, **given) == {"Marie Delorme": "speaker"}
    assert said(SPEECH, **given) == [("Mesdames et Messieurs,", "Marie Delorme"), ("Le ministre a", "Marie Delorme")]


def test_a_page_in_french_that_names_nobody_in_its_fields_has_no_speaker() -> None:
    assert people(SPEECH, language="fr", kind="speech") == []
    assert said(SPEECH, language="fr", kind="speech") == []


def test_labels_in_a_language_without_a_lexicon_are_nobodys_turns() -> None:
    assert said("# Conférence\nQuestion : Et le port ?\nMarie Delorme : Il reste ouvert.", language="fr") == []
