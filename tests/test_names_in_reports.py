"""Names of many kinds in reports: a surname that is a word too, particles in small letters, names of one word."""

from __future__ import annotations

import pytest

from tests.spoken import people, said

SOLHEIM = "Ingrid Solheim"
LEAD = """
# Meeting in Oslo
June 3, 2016
On June 3, {of} met with Ms. Ingrid Solheim, Prime Minister of Norway, in Oslo.
{says}
"""
SURNAMES = ("White", "Bishop", "King", "Power", "Said", "Will", "He", "An", "Le", "Tun", "So", "No", "To", "March",
            "Law", "Hall", "House", "Street", "Dean", "Pope", "Lord", "Peace", "West", "Young", "May", "Day", "Price", "Grant",
            "Brown", "Field", "Church", "Marsh", "Long", "Cardinal", "Major", "Speaker", "Green", "Ireland")


@pytest.mark.parametrize("surname", SURNAMES)
@pytest.mark.parametrize("of", [
    "Minister for Foreign Affairs Anne {0} of Kenya", "Ms. Anne {0}, Minister for Foreign Affairs of Kenya,",
])
@pytest.mark.parametrize("says", [
    "Minister {0} said that ships were few.", "In response, Minister {0} thanked Norway.",
    "The plan was welcomed by Minister {0}.",
])
def test_a_surname_that_is_a_word_too(surname: str, of: str, says: str) -> None:
    text = LEAD.format(of=of.format(surname), says=says.format(surname))
    assert people(text) == [f"Anne {surname}", SOLHEIM]
    assert [who for _, *who in said(text)] == [[f"Anne {surname}"]]


@pytest.mark.parametrize(("of", "name", "called"), [
    ("Mr. To Lam, President of Vietnam,", "To Lam", "President To Lam"),
    ("Mr. To Lam, President of Vietnam,", "To Lam", "To Lam"),
    ("Vice Premier He Lifeng of China", "He Lifeng", "He Lifeng"),
    ("Vice Premier He Lifeng of China", "He Lifeng", "Vice Premier He"),
    ("Mr. Abdel Fattah el-Sisi, President of Egypt,", "Abdel Fattah el-Sisi", "President el-Sisi"),
    ("Mr. Abdel Fattah el-Sisi, President of Egypt,", "Abdel Fattah el-Sisi", "President Sisi"),
    ("Foreign Minister Adel al-Jubeir of Saudi Arabia", "Adel al-Jubeir", "Minister Al-Jubeir"),
    ("President Hassan Sheikh Mohamud of Somalia", "Hassan Sheikh Mohamud", "President Hassan Sheikh"),
    ("the Foreign Minister of Indonesia, Sugiono,", "Sugiono", "Minister Sugiono"),
])
def test_names_of_many_cultures(of: str, name: str, called: str) -> None:
    text = LEAD.format(of=of, says=f"{called} said that ships were few.")
    assert people(text) == [name, SOLHEIM]
    assert [who for _, *who in said(text)] == [[name]]


@pytest.mark.parametrize("title", [
    "Prime Minister To Attend Talks in Oslo", "Minister Will Visit Norway", "Minister for Law and Justice Visits Oslo",
    "Minister of Peace and Work Visits Oslo", "Chief Justice Visits Oslo", "President To Speak",
])
def test_words_of_headings_are_no_surnames(title: str) -> None:
    assert people(f"# {title}\nJune 3, 2016\nThe harbour of Oslo will open again, after a year of works.\n") == []
