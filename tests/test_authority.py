"""The authority file: who is who, and who held which office when."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from indexer.errors import KnowledgeError
from indexer.knowledge.authority import Authority, load_authority, merge_candidates

LAVROV = """
[[person]]
id = "sergey-lavrov"
name = "Sergey Lavrov"
country = "RU"
variants = ["Sergei Viktorovich Lavrov", "Лавров Сергей"]
offices = [{ title = "Minister of Foreign Affairs", from = 2004-03-09 }]
"""
LEADERS = """
[[person]]
id = "haruki-sano"
name = "Haruki Sano"
country = "JP"
offices = [
    { title = "Minister for Foreign Affairs", from = "2009-09", to = "2010" },
    { title = "Prime Minister", from = 2012-12-26, to = 2020-09-16 },
]

[[person]]
id = "yuko-tanaka"
name = "Yūko Tanaka"
country = "JP"
offices = [{ title = "Prime Minister", from = 2020-09-16 }]

[[person]]
id = "luc-martin"
name = "Luc Martin"
country = "FR"
offices = [{ title = "High Representative", country = "EU", from = 2014, to = 2019 }]
""".replace("from = 2014, to = 2019", 'from = "2014", to = "2019"')


def loaded(folder: Path, **files: str) -> Authority:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_authority(folder)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return loaded(tmp_path, russia=LAVROV, others=LEADERS)


@pytest.mark.parametrize("printed", [
    "Sergey Lavrov", "LAVROV Sergey", "Lavrov, Sergey", "Sergei Viktorovich Lavrov", "Sergey Viktorovich LAVROV",
    "S. Lavrov",
    "Sergey V. Lavrov", "Лавров Сергей", "sergey lavrov",
])
def test_a_printed_name_finds_its_person(authority: Authority, printed: str) -> None:
    found = authority.find(printed)
    assert found is not None
    assert found.id == "sergey-lavrov"


@pytest.mark.parametrize("printed", ["Yuko Tanaka", "Yûko TANAKA", "TANAKA Yūko"])
def test_accents_and_macrons_do_not_matter(authority: Authority, printed: str) -> None:
    found = authority.find(printed)
    assert found is not None
    assert found.name == "Yūko Tanaka"


def test_a_name_of_nobody_or_a_surname_alone_finds_no_one(authority: Authority) -> None:
    assert authority.find("Jane Nobody") is None
    assert authority.find("Lavrov") is None
    assert authority.named("Lavrov") is authority.find("Sergey Lavrov")


def test_an_office_is_held_from_its_first_to_its_last_day(authority: Authority) -> None:
    sano = authority.get("haruki-sano")
    assert sano is not None
    held = {day: (office.title if (office := authority.office_on(sano, dt.date.fromisoformat(day))) else None)
            for day in ("2009-08-31", "2009-09-01", "2010-12-31", "2012-12-26", "2020-09-16", "2020-09-17")}
    assert held == {"2009-08-31": None, "2009-09-01": "Minister for Foreign Affairs",
                    "2010-12-31": "Minister for Foreign Affairs", "2012-12-26": "Prime Minister",
                    "2020-09-16": "Prime Minister", "2020-09-17": None}


def test_the_holders_of_an_office_on_a_day(authority: Authority) -> None:
    assert [p.id for p in authority.holders("Prime Minister", "JP", dt.date(2016, 11, 19))] == ["haruki-sano"]
    assert [p.id for p in authority.holders("Foreign Minister", "RU", dt.date(2016, 11, 19))] == ["sergey-lavrov"]
    assert [p.id for p in authority.holders("High Representative", "EU", dt.date(2015, 1, 1))] == ["luc-martin"]
    assert authority.holders("Prime Minister", "FR", dt.date(2016, 11, 19)) == ()
    assert len(authority.holders("Prime Minister", "JP", dt.date(2020, 9, 16))) == 2


def test_an_unknown_name_stays_as_it_is(authority: Authority) -> None:
    assert authority.preferred("LAVROV Sergey") == "Sergey Lavrov"
    assert authority.preferred("Jane Nobody") == "Jane Nobody"


@pytest.mark.parametrize(("text", "words"), [
    ('[[person]]\nname = "A B"\n', ("p.toml:1", "is not an id", "small letters")),
    ('\n[[person]]\nid = "a-b"\n', ("p.toml:2", '"a-b" has no name', "add name")),
    ('[[person]]\nid = "a"\nname = "A B"\nnick = "x"\n', ("p.toml:1", 'unknown key "nick"', "variants")),
    ('[[person]]\nid = "a"\nname = "A B"\ncountry = "Japan"\n', ("'Japan'", "is not a code", "ISO 3166")),
    ('[[person]]\nid = "a"\nname = "A B"\noffices = [{ title = "King", from = "soon" }]\n',
     ("from = 'soon'", "is not a date", "2012-12-26")),
    ('[[person]]\nid = "a"\nname = "A B"\noffices = [{ title = "King", from = 2012-01-02, to = 2011-01-01 }]\n',
     ("ends (2011-01-01) before it begins (2012-01-02)",)),
    ('[[person]]\nid = "a"\nname = "A B"\n[[person]]\nid = "a"\nname = "C D"\n', ("p.toml:4",
     'id "a" is already in p.toml:1')),
    ('[[person]]\nid = "a"\nname = "A Bell"\n[[person]]\nid = "b"\nname = "C D"\nvariants = ["a BELL"]\n',
     ("p.toml:4", 'is also a name of "a"')),
    ('[person]\nid = "a"\n', ("one table", "[[person]]")),
    ('[[people]]\nid = "a"\n', ('unknown table "people"', "[[person]]")),
    ("[[person]\n", ("p.toml:1", "not TOML")),
])
def test_a_fault_is_named_with_file_line_and_mend(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(KnowledgeError) as caught:
        loaded(tmp_path, p=text)
    for each in words:
        assert each in str(caught.value)


def test_a_folder_without_files_knows_nobody(tmp_path: Path) -> None:
    assert load_authority(tmp_path).people == ()


def test_the_authority_of_the_checkout_loads() -> None:
    assert all(person.name for person in load_authority().people)


def test_merges_are_proposed_with_their_reason() -> None:
    names = {"Sergey Viktorovich Lavrov": 3, "Sergey Lavrov": 9, "LAVROV Sergey": 1, "S. Lavrov": 2, "Lavrov": 4,
             "Jane Doe": 5}
    found = {(m.name, m.other): m.reason for m in merge_candidates(names)}
    assert found[("Sergey Viktorovich Lavrov", "Sergey Lavrov")] == "a shorter form"
    assert found[("Sergey Lavrov", "LAVROV Sergey")] == "the same words in another order or spelling"
    assert found[("Sergey Lavrov", "S. Lavrov")] == "with an initial"
    assert not any("Jane Doe" in pair for pair in found)


def test_a_surname_that_fits_two_people_is_proposed_for_neither() -> None:
    assert merge_candidates({"Haruki Sano": 2, "Aya Sano": 2, "Sano": 7}) == ()
