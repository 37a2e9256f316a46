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
            "Law", "Hall", "House", "Street", "Dean", "Pope", "Lord", "Peace", "West", "Young", "May", "Day", "Price",
            "Grant", "Brown", "Field", "Church", "Marsh", "Long", "Cardinal", "Major", "Speaker", "Green", "Ireland")


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


@pytest.mark.parametrize(("met", "names"), [
    ("her counterparts from Estonia, Latvia and Malta, Urmas Kask, Edgars Liepa and Ann Borg",
     ["Urmas Kask", "Edgars Liepa", "Ann Borg"]),
    ("her colleagues Urmas Kask of Estonia, Edgars Liepa of Latvia and Ann Borg of Malta",
     ["Urmas Kask", "Edgars Liepa", "Ann Borg"]),
    ("her Estonian, Latvian and Maltese counterparts, Urmas Kask, Edgars Liepa and Ann Borg",
     ["Urmas Kask", "Edgars Liepa", "Ann Borg"]),
    ("Urmas Kask, Estonia's foreign minister,", ["Urmas Kask"]),
    ("Prime Minister of Papua New Guinea (PNG) Tau Kereku-Morea,", ["Tau Kereku-Morea"]),
    ("the Minister of Foreign Affairs, Regional Integration and Togolese Abroad, Robert Kossi,", ["Robert Kossi"]),
    ("the Chairman of the People's Council of Turkmenistan Merdan Garajayev", ["Merdan Garajayev"]),
    ("Speaker of the Mejlis Dunyagozel Amanova", ["Dunyagozel Amanova"]),
    ("Minister of Foreign Affairs of Brazil, Ambassador Mauro Leal,", ["Mauro Leal"]),
    ("Chargé d'Affaires a.i. Anne Hay", ["Anne Hay"]),
])
def test_who_was_met_by_office_in_any_order(met: str, names: list[str]) -> None:
    text = f"# Talks\nJune 3, 2016\nMinister for Foreign Affairs Ingrid Solheim met today in Oslo with {met}.\n"
    assert people(text.replace(",.", ".")) == [SOLHEIM, *names]


@pytest.mark.parametrize(("told", "speaker"), [
    ("Trade Minister Kari Lund disclosed that the two countries would sign an accord.", ["Kari Lund"]),
    ("His colleague, Dr Kari Lund, expressed gratitude for the ships.", ["Kari Lund"]),
    ("Trade Minister Kari Lund had disclosed that ships were few.", []),
    ("Last week Trade Minister Kari Lund told a newspaper that ships were few.", []),
    ("In the afternoon Prime Minister Sano was received by the Speaker, Kari Lund, who stressed her thanks.",
     ["Kari Lund"]),
    ("Mr. Sano conveyed the greetings of Foreign Minister Kang.", ["Haruki Sano"]),
    ("In his talks with the Trade Minister of Norway, Kari Lund, Prime Minister Sano thanked Norway.",
     ["Haruki Sano"]),
])
def test_who_speaks_besides_those_who_met(told: str, speaker: list[str]) -> None:
    text = LEAD.format(of="Prime Minister Haruki Sano of Japan", says=told)
    assert [each for _, *who in said(text) for each in who] == speaker


@pytest.mark.parametrize(("met", "told", "speakers"), [
    ("US Under Secretary of State Victoria Marsh", "The US official agreed.", ["Victoria Marsh"]),
    ("the UK Foreign Secretary, James Whitlock MP,", "The Foreign Secretary set out his view.", ["James Whitlock"]),
    ("Japan's Special Envoy for the Horn of Africa, Ambassador Kenji Mori", "The envoy thanked her.", ["Kenji Mori"]),
    ("the Foreign Minister of Timor-Leste, Bendito Freitas", "The Timor-Leste minister agreed.", ["Bendito Freitas"]),
    ("the President of Egypt, Amr Hanna", "She thanked the President for the ships.", [SOLHEIM]),
])
def test_an_office_alone_means_whom_it_fits(met: str, told: str, speakers: list[str]) -> None:
    text = f"# Talks\nJune 3, 2016\nMinister for Foreign Affairs Ingrid Solheim met today in Oslo with {met}.\n{told}\n"
    assert [each for _, *who in said(text.replace(",.", ".")) for each in who] == speakers


def test_who_provides_a_readout_was_not_there() -> None:
    text = ("# Meeting of the Secretary\nJune 4, 2024\n"
            "Press Secretary Maj. Gen. Pat Ryder provided the following readout:\n"
            "Secretary of Defense Ann Hill met today with Minister of Defence Bo Berg of Norway at the harbour. "
            "Secretary Hill thanked Minister Berg for the ships. "
            "State Secretary Livia Leu also took part in the talks.\n")
    assert people(text) == ["Ann Hill", "Bo Berg", "Livia Leu"]
    assert said(text) == [("Secretary Hill thanked", "Ann Hill")]


@pytest.mark.parametrize(("told", "speakers"), [
    ("Mr. Sano thanked Norway and invited Ms. Solheim to Kyoto, who accepted.", ["Haruki Sano"] * 2 + [SOLHEIM]),
    ("Mr. Sano stated that ships were few, and that Norway would always welcome more.", ["Haruki Sano"]),
    ("Mr. Sano listed three areas: ships, cod and crews.", ["Haruki Sano"]),
    ("Mr. Sano delivered an address in the general debate.", []),
    ("Mr. Sano met Minister Kari Lund and exchanged views on cod.", []),
    ("He also had a conversation with Minister Kari Lund. Minister Lund thanked him.", ["Kari Lund"]),
])
def test_more_forms_of_reports(told: str, speakers: list[str]) -> None:
    text = LEAD.format(of="Prime Minister Haruki Sano of Japan", says=told)
    assert [each for _, *who in said(text) for each in who] == speakers


def test_those_who_attended_a_meeting_of_many_are_its_principals() -> None:
    text = ("# Quad Foreign Ministers' Meeting\nMarch 3, 2023\n"
            "The Quad Foreign Ministers' Meeting was held in New Delhi, attended by Dr. Arvind Menon, "
            "External Affairs Minister of India, Mr. Yoshio Kanda, Minister for Foreign Affairs of Japan, "
            "and Hon. Ms. Ma. Claire Watson, Minister for Foreign Affairs of Australia.\n"
            "Minister Kanda stated that ships were few, and the other two ministers concurred.\n")
    assert people(text) == ["Arvind Menon", "Yoshio Kanda", "Ma. Claire Watson"]
    assert [who for _, *who in said(text)] == [["Yoshio Kanda"], ["Arvind Menon", "Ma. Claire Watson"]]


@pytest.mark.parametrize(("met", "told", "speakers"), [
    ("the Chair, Deputy Minister Shahla Karim of Uzbekistan, and others", "The Chair replied that ships were few.",
     ["Shahla Karim"]),
    ("Ms. Shahla Karim, the UN Secretary-General's special representative", "Ms. Karim thanked her.", ["Shahla Karim"]),
    ("Minister Shahla Karim of Uzbekistan", "Minister Karim related the results of her visit.", ["Shahla Karim"]),
    ("Minister Shahla Karim of Uzbekistan", "Minister Karim was firm that ships were few.", ["Shahla Karim"]),
    ("Minister Shahla Karim of Uzbekistan", "Minister Karim sounded out the chances of talks.", ["Shahla Karim"]),
])
def test_offices_and_verbs_of_reports(met: str, told: str, speakers: list[str]) -> None:
    text = f"# Talks\nJune 3, 2016\nMinister for Foreign Affairs Ingrid Solheim met today in Oslo with {met}.\n{told}\n"
    assert people(text)[:2] == [SOLHEIM, "Shahla Karim"]
    assert [each for _, *who in said(text) for each in who] == speakers


def test_a_heading_names_whom_the_section_below_calls_by_surname() -> None:
    text = ("# Foreign Minister's meetings\nMay 7, 2014\nMs. Ingrid Solheim, Minister for Foreign Affairs, "
            "held bilateral meetings in Paris on May 6 and 7.\n"
            "1. H.E. Mr. Ricardo Leal Teles, Minister of Finance of Portugal (May 6, 1:10 p.m., 15 minutes)\n"
            "Minister Solheim commended Portugal. Minister Leal presented the schedule of the works.\n")
    assert people(text) == [SOLHEIM, "Ricardo Leal Teles"]
    assert [who for _, *who in said(text)] == [[SOLHEIM], ["Ricardo Leal Teles"]]


def test_a_name_with_a_hyphen_follows_an_office_of_a_place() -> None:
    text = ("# Talks\nJune 3, 2016\nPrime Minister Ingrid Solheim and the Minister-President of Saxony, "
            "Dietlind Berg-Lorenz, met in Oslo.\nBerg-Lorenz confirmed that ships were few.\n")
    assert people(text) == [SOLHEIM, "Dietlind Berg-Lorenz"]
    assert [who for _, *who in said(text)] == [["Dietlind Berg-Lorenz"]]


def test_talks_by_video_are_no_notice_of_a_video() -> None:
    text = "# Talks\nPresident Ann Hill held talks with Minister Bo Berg by video conference. Mr. Berg thanked her.\n"
    assert people(text) == ["Ann Hill", "Bo Berg"]
    assert [who for _, *who in said(text)] == [["Bo Berg"]]


def test_her_counterpart_of_a_country_that_is_told_of_nobody() -> None:
    text = ("# Talks in Vienna\nJune 3, 2016\nThe Foreign Minister, Tadej Kobal, is paying a visit to Vienna today. "
            "His host is the Federal Minister for European Affairs, Leopoldine Hrdlicka.\n"
            "Minister Hrdlicka asks about the works; her Slovenian counterpart replies that they go on.\n")
    assert people(text) == ["Tadej Kobal", "Leopoldine Hrdlicka"]
    assert [who for _, *who in said(text)] == [["Leopoldine Hrdlicka"], ["Tadej Kobal"]]


def test_they_of_one_of_many_meetings_are_those_of_its_heading() -> None:
    text = ("# Bilateral meetings of the Prime Minister\n20 May 2023\n"
            "Prime Minister Haruki Sano held bilateral meetings on the margins of the summit in Oslo.\n"
            "# Meeting with President Lula of Brazil\nPresident Lula explained the efforts for peace.\n"
            "# Meeting with Prime Minister Ingrid Solheim of Norway\n"
            "Prime Minister Solheim thanked Prime Minister Sano. They discussed the fleet.\n")
    assert people(text) == ["Haruki Sano", "Lula", SOLHEIM]
    assert sorted(said(text)[-1][1:]) == ["Haruki Sano", SOLHEIM]


@pytest.mark.parametrize(("met", "names"), [
    ("Ren Hashi, chairman of the Fund, and Masato Kudo, head of the Japanese Chamber of Commerce",
     ["Ren Hashi", "Masato Kudo"]),
    ("Minister Ren Hashi, who had previously met with the Trade Minister, Michel Sabin", ["Ren Hashi"]),
])
def test_who_was_met_and_who_had_been_met_before(met: str, names: list[str]) -> None:
    text = f"# Talks\nJune 3, 2016\nPrime Minister Ingrid Solheim met today with {met}, in Oslo.\nShe spoke of cod.\n"
    assert people(text) == [SOLHEIM, *names]
