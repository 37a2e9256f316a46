"""When it happened: printed forms, and which of a page's dates is the event's."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from indexer.understanding.language.clock import find_clock
from indexer.understanding.language.date_forms import find_dates, parse_date
from indexer.understanding.layout import SectionText
from indexer.understanding.when.dates import dateline, event_date, section_date
from tests.opening_pages import page
from tests.spoken import understood

FORMS = [
    ("November 19, 2016", "2016-11-19", None),
    ("14 March 2015", "2015-03-14", None),
    ("March 14th, 2015", "2015-03-14", None),
    ("23 July, 1999", "1999-07-23", None),
    ("31 Jan. 2023", "2023-01-31", None),
    ("Sept. 3, 2014", "2014-09-03", None),
    ("2023-04-28 19:13", "2023-04-28", None),
    ("2014-04-30T00:00:00+01:00", "2014-04-30", None),
    ("2016-11-19T23:30:00Z", "2016-11-19", None),
    ("20230428", "2023-04-28", None),
    ("2016/11/19", "2016-11-19", None),
    ("19.11.2016", "2016-11-19", None),
    ("the 13th of September 2012", "2012-09-13", None),
    ("MONDAY 15 DECEMBER 1986", "1986-12-15", None),
    ("Thursday, September 26 (Thu), 2019", "2019-09-26", None),
    ("7-May-2014", "2014-05-07", None),
    ("10. 2. 2021", "2021-02-10", None),
    ("Not for publication-28.12.2017", "2017-12-28", None),
    ("2023 03 15", "2023-03-15", None),
    ("Press conference on COVID-19 – 11 May 2020", "2020-05-11", None),
    ("April 30, 1789", "1789-04-30", None),
    ("March 29-30, 2023", "2023-03-29", "2023-03-30"),
    ("March 29 – April 2, 2023", "2023-03-29", "2023-04-02"),
    ("29 March - 2 April 2023", "2023-03-29", "2023-04-02"),
    ("from 3 to 5 May 2016", "2016-05-03", "2016-05-05"),
    ("5 and 6 May 2014", "2014-05-05", "2014-05-06"),
    ("December 30, 2019 to January 3, 2020", "2019-12-30", "2020-01-03"),
    ("19 novembre 2016", "2016-11-19", None),
    ("1er mai 2016", "2016-05-01", None),
    ("19. November 2016", "2016-11-19", None),
    ("Montag, 3. März 2014", "2014-03-03", None),
    ("19 de noviembre de 2016", "2016-11-19", None),
    ("7 de março de 2019", "2019-03-07", None),
    ("19 ноября 2016 года", "2016-11-19", None),
    ("2016年11月19日", "2016-11-19", None),
    ("令和5年3月2日", "2023-03-02", None),
    ("2016년 11월 19일", "2016-11-19", None),
    ("19 نوفمبر 2016", "2016-11-19", None),
    ("２０１６年１１月１９日", "2016-11-19", None),
    ("15 November B.E. 2565 (2022)", "2022-11-15", None),
    ("15 November 2565", "2022-11-15", None),
    ("November 20, Reiwa 5 (2023)", "2023-11-20", None),
    ("www.press.example (Juche111.9.16.)", "2022-09-16", None),
    ("24-Jan.-2024", "2024-01-24", None),
    ("24 stycznia 2024", "2024-01-24", None),
    ("2024. január 24.", "2024-01-24", None),
    ("24 Ocak 2024", "2024-01-24", None),
    ("this twenty-first day of July, 2016", "2016-07-21", None),
    ("6.V.2016", "2016-05-06", None),
    ("3, 4 and 5 May 2019", "2019-05-03", "2019-05-05"),
    ("Wed, 12/10/2022 - 15:20", "2022-10-12", None),
]


@pytest.mark.parametrize(("printed", "first", "last"), FORMS, ids=[form[0] for form in FORMS])
def test_a_printed_form_is_read_as_its_day(printed: str, first: str, last: str | None) -> None:
    date = parse_date(printed)
    assert date is not None
    days = date.days()
    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last or first)


@pytest.mark.parametrize(
    ("printed", "iso", "precision"),
    [
        ("1970", "1970", "year"),
        ("March 2015", "2015-03", "month"),
        ("2021-05", "2021-05", "month"),
        ("3/5/2016", "2016", "year"),
        ("mars 2015", "2015-03", "month"),
        ("2016年11月", "2016-11", "month"),
    ],
)
def test_what_is_not_printed_is_not_filled_in(printed: str, iso: str, precision: str) -> None:
    record, layout = page("Words.", date=printed, date_is_event=True)
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.precision, when.basis) == (iso, precision, "given")


@pytest.mark.parametrize(("country", "iso"), [("US", "2016-03-05"), ("AU", "2016-05-03"), ("JP", "2016-05-03")])
def test_the_country_decides_between_day_and_month_first(country: str, iso: str) -> None:
    record, layout = page("Words.", date="3/5/2016", country=country)
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == iso


def test_a_day_over_twelve_needs_no_country() -> None:
    date = parse_date("12/25/2016")
    assert date is not None
    assert date.days() == (dt.date(2016, 12, 25),) * 2


@pytest.mark.parametrize(
    "text",
    [
        "they may 5 times",
        "resolution 2231",
        "room 12",
        "3.5 per cent",
        "on a march of 20 miles",
        "31 June 2016",
        "version 2.1.10",
        "999-10-10",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    date = parse_date(text) if "20" not in text else next(iter(find_dates(text)), None)
    assert date is None or date.days() is None


CLOCKS = [
    ("commencing at 5:30 p.m. (local time) for", "17:30", "local"),
    ("at 12 p.m. for", "12:00", "unstated"),
    ("from 0:15 a.m.", "00:15", "unstated"),
    ("at 18:10 p.m.", "18:10", "unstated"),
    ("a little after 5:30 p.m.", "17:30", "unstated"),
    ("from 17:15 to 19:15", "17:15", "unstated"),
    ("at 10:40(local time", "10:40", "local"),
    ("12:31 P.M. EDT", "12:31", "EDT"),
    ("2:18 p.m. EDT", "14:18", "EDT"),
    ("at noon", "12:00", "unstated"),
    ("at 7:15 a.m. Japan time", "07:15", "JST"),
    ("at 9 a.m. JST", "09:00", "JST"),
    ("at 6:15 p.m. (local time: 7:15 a.m. on Friday, Japan time)", "18:15", "local"),
    ("17h30", "17:30", "unstated"),
    ("8:50 P.M. EEST", "20:50", "EEST"),
    ("12:10 a.m.", "00:10", "unstated"),
]


@pytest.mark.parametrize(("text", "hour", "basis"), CLOCKS, ids=[clock[0] for clock in CLOCKS])
def test_odd_times_are_read_as_meant(text: str, hour: str, basis: str) -> None:
    clock = find_clock(text)
    assert clock is not None
    assert (clock.time, clock.basis) == (hour, basis)


HELD = "the Foreign Minister held a meeting with his Norwegian counterpart."
LEADS = [
    ("year from the dateline", f"On November 19 (local time), {HELD}", "November 19, 2016", "2016-11-19"),
    ("dateline two days later", f"On October 2, {HELD}", "October 4, 2012", "2012-10-02"),
    ("turn of the year", f"On December 30, {HELD}", "January 4, 2017", "2016-12-30"),
    ("weekday", f"On Friday, October 17, commencing at 4 p.m., {HELD}", "October 17, 2014", "2014-10-17"),
    ("weekday chooses the year", f"On Wednesday, October 17, {HELD}", "January 3, 2013", "2012-10-17"),
    ("ordinal", f"On December 13th, {HELD}", "December 13, 2023", "2023-12-13"),
    ("wrong ordinal", f"On June 22th, {HELD}", "June 23, 2009", "2009-06-22"),
    ("day first", f"On 13 September {HELD}", "September 14, 2002", "2002-09-13"),
    ("time before the date", f"At 10:50 a.m. on September 25, {HELD}", "September 25, 2012", "2012-09-25"),
    (
        "date at the end",
        "Mr. Hale, Prime Minister, held talks with the President of Chile on June 29.",
        "June 30, 2018",
        "2018-06-29",
    ),
    ("range", "From January 9 to 13, the Foreign Minister visited Kenya.", "January 14, 2022", "2022-01-09/2022-01-13"),
    (
        "range over the turn",
        "From December 30 to January 2, the Prime Minister visited Peru.",
        "January 4, 2017",
        "2016-12-30/2017-01-02",
    ),
    ("month of the dateline", f"On March 14, {HELD}", "March 2015", "2015-03-14"),
    ("evening of", f"On the evening of May 3, {HELD}", "May 4, 2011", "2011-05-03"),
    (
        "two clocks, local outside",
        "On September 27, at 6:15 p.m. (local time: 7:15 a.m. on Friday, September 28, Japan time), " + HELD,
        "September 27, 2018",
        "2018-09-27",
    ),
    (
        "two clocks, local in brackets",
        f"On August 3, from 1 p.m. (12 p.m. on August 2, local time), {HELD}",
        "August 3, 2019",
        "2019-08-02",
    ),
    ("local date in brackets", f"On November 16 (November 15, local time), {HELD}", "November 16, 2019", "2019-11-15"),
    (
        "Japanese date in brackets",
        f"On November 15 (November 16, Japan time), {HELD}",
        "November 16, 2019",
        "2019-11-15",
    ),
    (
        "announced first",
        "The two Ministers met in Busan on May 17, 2010 and issued the following statement.",
        None,
        "2010-05-17",
    ),
    (
        "month of a document before it",
        "In line with the April 2023 Declaration, the two sides launched the group on July 18, 2023.",
        None,
        "2023-07-18",
    ),
    (
        "previous meeting in brackets",
        f"On May 5, the Minister (who had met her on March 3, 2015) {HELD}",
        "May 5, 2016",
        "2016-05-05",
    ),
    (
        "condolence sent",
        "On May 21, the Minister sent a message of condolence on the tornado that struck the state on May 20.",
        "May 21, 2013",
        "2013-05-21",
    ),
    (
        "talks within a visit",
        "The Minister, on her visit to Poland from March 22 to 24, held a dialogue in Warsaw on March 23.",
        "March 25, 2017",
        "2017-03-23",
    ),
    ("a visit that goes on", "The Minister is on a working visit to Ankara from 6 to 9 July.", "8 July 2022",
     "2022-07-06/2022-07-09"),
    ("French", "Le ministre a rencontré son homologue le 3 mai 2021 à Paris.", None, "2021-05-03"),
    ("Japanese", "11月19日、総理大臣は会談を行いました。", "2016年11月19日", "2016-11-19"),
]


@pytest.mark.parametrize(("lead", "printed", "expected"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_lead_gives_the_events_day(lead: str, printed: str | None, expected: str) -> None:
    record, layout = page(lead, title="A meeting", head=(printed,) if printed else ())
    when = event_date(record, layout)
    assert when is not None
    assert "/".join(filter(None, (when.iso(), when.iso_end()))) == expected
    assert (when.basis, when.rule) == ("stated", "lead")
    assert when.start is not None
    assert find_dates(record.text[when.start : when.end])


OTHERS = [
    ("incident", "On June 8, many people lost their lives when armed men stopped a bus."),
    ("attack", "The attack on May 30 killed twelve people."),
    ("decision", "We condemn the decision that was made public on the morning of May 30."),
    ("visit to come", "The Minister will visit Peru from June 20 to 22."),
    ("scheduled", "They welcomed the summit scheduled for June 20."),
    ("anniversary", "Yesterday was a sad day. The two sides marked the anniversary of June 6, 1944."),
    ("resolution", "The Council recalled resolution 70/1 of June 2, 2019."),
    ("earlier agreement", "Both sides recalled the agreement signed on May 2, 2019."),
    ("since", "The Minister said that this had been the case since June 2."),
    ("long ago", "On February 21, 1972, the President met the Chairman."),
    ("brackets", "The leaders (who held their last meeting on April 3) are old friends."),
]


@pytest.mark.parametrize("lead", [row[1] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_a_date_of_something_else_gives_way_to_the_dateline(lead: str) -> None:
    record, layout = page(lead, title="A statement", head=("June 11, 2019",))
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == ("2019-06-11", "dateline")


@pytest.mark.parametrize(
    "lead", [row[1] for row in OTHERS if row[0] != "long ago"], ids=[row[0] for row in OTHERS if row[0] != "long ago"]
)
def test_a_date_of_something_else_is_never_the_events(lead: str) -> None:
    record, layout = page(lead, title="A statement")
    assert event_date(record, layout) is None


RELATIVE = [
    ("met today in Lima", "2023-06-29", "today"),
    ("met yesterday with her colleague", "2023-06-28", "yesterday"),
    ("hosted him this morning", "2023-06-29", "today"),
    ("spoke last night with him", "2023-06-28", "yesterday"),
    ("met on Monday with him", "2023-06-26", "weekday"),
    ("met on Thursday with him", "2023-06-29", "weekday"),
]


@pytest.mark.parametrize(("words", "iso", "rule"), RELATIVE, ids=[row[0] for row in RELATIVE])
def test_relative_days_are_counted_from_publication_and_marked_inferred(words: str, iso: str, rule: str) -> None:
    record, layout = page(f"The Minister {words}.", title="Readout", date="2023-06-29")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.basis, when.rule) == (iso, "inferred", rule)
    assert dateline(record, layout) == dt.date(2023, 6, 29)


def test_a_relative_day_without_a_day_of_publication_is_no_date() -> None:
    record, layout = page("The Minister met today with her colleague.", title="Readout")
    assert event_date(record, layout) is None


def test_a_speaker_who_says_yesterday_does_not_move_the_speech() -> None:
    record, layout = page("Yesterday I met with the families.", title="Remarks", date="2023-06-29")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.basis) == ("2023-06-29", "given")


def test_calls_on_two_days_make_a_range() -> None:
    record, layout = page(
        "On October 12, the Advisor discussed the matter with Mr. Hale. On October 13, his deputy spoke with Ms. Orr.",
        title="Readout of the Advisor’s Calls with Officials",
        date="2023-10-13",
    )
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.iso_end(), when.precision) == ("2023-10-12", "2023-10-13", "range")


HEADS = [
    (("Wednesday, December 12, 2018, 4:31 p.m. Ministry of Foreign Affairs",), "2018-12-12", "press line", "16:31"),
    (("Date: Tuesday, July 29, 2008, 11:16 a.m.", "Place: Briefing Room"), "2008-07-29", "date field", "11:16"),
    (("[Date] June 21, 2011", "[Place]"), "2011-06-21", "date field", None),
    (("[Date] Washington", "[Place] June 21, 2011"), "2011-06-21", "date field", None),
    (("November 20, 2016, Lima",), "2016-11-20", "dateline", None),
    (("2023-04-28 19:13",), "2023-04-28", "press line", "19:13"),
    (("31 Jan. 2023 -", "Last updated: 3 Feb. 2023 11:59"), "2023-01-31", "dateline", None),
    (("Last updated: 3 Feb. 2023 11:59", "31 Jan. 2023 -"), "2023-01-31", "dateline", None),
    (("(Friday) May 23, 2014 (AM)",), "2014-05-23", "dateline", None),
    (("Sunday, December 18, 2011",), "2011-12-18", "dateline", None),
    (("Sendai", "14 March 2015"), "2015-03-14", "dateline", None),
    (("Published: Wednesday 30 May 2018", "Hill Barracks, Dublin, 29 May 2018"), "2018-05-29", "dateline", None),
    (("Bern, 01.02.2022 - Transcript. Check against the spoken word.",), "2022-02-01", "dateline", None),
]


@pytest.mark.parametrize(("head", "iso", "rule", "hour"), HEADS, ids=[row[0][0] for row in HEADS])
def test_fields_press_lines_and_datelines_give_the_day(
    head: tuple[str, ...], iso: str, rule: str, hour: str | None
) -> None:
    record, layout = page("Good morning, everyone.", title="Press conference", head=head)
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule, when.time) == (iso, rule, hour)


@pytest.mark.parametrize(("letterhead", "iso"), [("Republic of Iraq", "2018-07-01"), ("Government of the United States",
                                                                                      "2018-02-04"),
                                                   ("Kingdom of Morocco - Ministry of Fisheries", "2018-07-01")])
def test_the_letterheads_country_tells_day_and_month_apart(letterhead: str, iso: str) -> None:
    record, layout = page("The Prime Minister received his colleague on Sunday.", title="Talks",
                          head=(letterhead, "02/07/2018"))
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == iso


DAY_ORDERS = {
    "the same day in words": ("They met in Oslo on 2 July.", ("Talks, 02/07/2018",), "2018-07-02"),
    "a day over 12 in the same form": ("They met in the hall; they had met on 06/28/2018.", ("02/07/2018",),
                                       "2018-02-07"),
    "the site": ("They met in the hall.", ("gov.ie", "Published on 02/07/2018"), "2018-07-02"),
    "a body of several countries": ("They met in the hall.", ("Council of the European Union", "02/07/2018"),
                                    "2018-07-02"),
    "a department that prints the month first": ("They met in the hall.", ("U.S. Department of State", "02/07/2018"),
                                                 "2018-02-07"),
    "a news agency's country": ("They met in the hall.", ("Qatar News Agency", "02/07/2018"), "2018-07-02"),
    "the weekday of the lead": ("They met in the hall on Tuesday evening.", ("06/07/2021",), "2021-07-06"),
    "how days are written in words": ("They met in the hall. They will meet again on 5 May 2019.", ("02/07/2018",),
                                      "2018-07-02"),
    "the page's address": ("They met in the hall.", ("https://press.example/2018/07/02/talks", "02/07/2018"),
                           "2018-07-02"),
}


@pytest.mark.parametrize("case", DAY_ORDERS)
def test_day_and_month_are_told_apart_by(case: str) -> None:
    lead, head, iso = DAY_ORDERS[case]
    record, layout = page(lead, title="Talks", head=head)
    when = event_date(record, layout)
    assert (when.iso() if when and when.precision != "year" else None) == iso


def test_nothing_tells_day_and_month_apart_where_two_signs_differ() -> None:
    record, layout = page("They met in the hall after 06/28/2018 and before 28/06/2019.", title="Talks",
                          head=("02/07/2018",))
    when = event_date(record, layout)
    assert when is None or when.precision == "year"


def test_a_number_of_the_series_is_no_day() -> None:
    record, layout = page("Oslo, 12 August 2022: The Minister received the Envoy this afternoon.", title="Talks",
                          head=("PR. NO. 03/05/2022",))
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == "2022-08-12"


def test_the_day_below_the_last_words_dates_a_page_without_another() -> None:
    record, layout = page("President Moe on Wednesday in Oslo received the Prime Minister of Peru.", "Femi Ost",
                          "Special Adviser to the President", "November 10, 2021", title="President receives guest")
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == "2021-11-10"


def test_today_is_that_of_the_dateline_where_the_fields_day_is_a_later_one() -> None:
    record, layout = page("The Minister today spoke with the Minister of Peru.", title="Minister speaks with colleague",
                          head=("August 22, 2019 - Ottawa, Ontario - Global Affairs",), published="2019-08-23")
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == "2019-08-22"


def test_a_place_and_a_day_before_the_first_sentence_are_its_dateline() -> None:
    record, layout = page("Kyiv, 18 June 2019. The grain of the two countries is the best.", title="Notes")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == ("2019-06-18", "dateline")


def test_an_agencys_dateline_counts_the_weekday_of_its_sentence() -> None:
    lead = "Praia, 15 Feb 2018 (Press) – The Minister met on Wednesday with his colleague."
    record, layout = page(lead, title="News")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == ("2018-02-14", "weekday")


def test_today_below_an_agencys_dateline_is_its_day_not_the_pages() -> None:
    record, layout = page("JAKARTA, 23 March 2023 – The two sides convened their 19th Meeting today.", title="News",
                          head=("March 24, 2023",))
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == "2023-03-23"


def test_a_day_with_a_note_above_the_first_turn_dates_the_words() -> None:
    record, layout = page("Bern, 01.02.2022 - Transcript. Check against the spoken word.", title="Press point")
    when = event_date(record, layout, "joint-press")
    assert when is not None
    assert when.iso() == "2022-02-01"


def test_a_line_that_only_says_when_words_were_spoken_dates_them() -> None:
    record, layout = page("Speech given by the King at the State Banquet, City Palace, 6 March 2012.",
                          "Thank you for your warm words.", title="Speech")
    when = event_date(record, layout, "speech")
    assert when is not None
    assert when.iso() == "2012-03-06"


def test_a_stamp_of_the_last_update_is_no_date_of_the_event() -> None:
    record, layout = page("Good morning.", title="Press conference", head=("Last updated: 3 Feb. 2023 11:59",))
    assert event_date(record, layout) is None


TITLES = [
    ("Press Conference by the Press Secretary 4 September, 1998", {}, "1998-09-04"),
    ("Regular Press Conference on April 28, 2023", {}, "2023-04-28"),
    ("Foreign Ministers’ meeting (March 16, 2023)", {}, "2023-03-16"),
    ("Gist of the summit, Nov. 15", {"date": "2015-11-17"}, "2015-11-15"),
    ("INTERVIEW ON RADIO 4QR 27/02/90", {"published": "27/02/1990", "country": "AU"}, "1990-02-27"),
    ("Transcript of doorstop, Fairbairn - 22 April 1990", {"published": "1990-04-23"}, "1990-04-22"),
]


@pytest.mark.parametrize(("title", "given", "iso"), TITLES, ids=[row[0] for row in TITLES])
def test_a_day_in_the_title_is_the_events(title: str, given: dict[str, Any], iso: str) -> None:
    record, layout = page("Good morning.", title=title, **given)
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == (iso, "title")


@pytest.mark.parametrize(
    "title",
    [
        "Statement on the Anniversary of the Attacks of September 11, 2001",
        "Extension of the emergency of March 8, 1995",
        "Budget 2023",
        "Previewing the summit of May 19, 2023",
    ],
)
def test_a_title_that_looks_back_or_ahead_gives_no_day(title: str) -> None:
    record, layout = page("Words.", title=title, date="2023-05-18")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == ("2023-05-18", "date")


ADDRESSES = [
    ("https://www.example.org/news/pm-call-with-the-chancellor-4-november-2022", "2022-11-04"),
    ("https://www.example.org/briefings/department-press-briefing-june-6-2022/", "2022-06-06"),
    ("https://www.example.org/statements/2021/03/02/readout/", "2021-03-02"),
    ("https://www.example.org/xwfw/202304/t20230428_11068594.html", "2023-04-28"),
    ("https://www.example.org/diplomatic/202206/_00001.html", "2022-06"),
    ("https://www.example.org/page/page1e_000126.html", None),
]


@pytest.mark.parametrize(("url", "iso"), ADDRESSES, ids=[row[0][-30:] for row in ADDRESSES])
def test_the_address_gives_a_day_last_of_all(url: str, iso: str | None) -> None:
    record, layout = page("The Prime Minister met the Chancellor this afternoon.", title="A meeting", source_url=url)
    when = event_date(record, layout)
    assert (when and when.iso()) == iso
    assert when is None or when.basis == "inferred"


def test_a_given_date_of_the_event_beats_the_text() -> None:
    record, layout = page(f"On May 3, 2016, {HELD}", date="2016-05-02", date_is_event=True)
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.basis) == ("2016-05-02", "given")


def test_a_bare_given_date_is_of_publication_and_gives_way_to_the_lead() -> None:
    record, layout = page(f"On May 3, {HELD}", date="2016-05-05")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.basis) == ("2016-05-03", "stated")
    assert dateline(record, layout) == dt.date(2016, 5, 5)


def test_the_day_that_a_datetime_prints_is_not_converted_from_its_zone() -> None:
    record, layout = page("Words.", date="2014-04-30T00:00:00+01:00", date_is_event=True)
    when = event_date(record, layout)
    assert when is not None
    assert when.iso() == "2014-04-30"


def test_no_year_anywhere_is_no_date() -> None:
    record, layout = page(f"On May 3, {HELD}", title="A meeting")
    assert event_date(record, layout) is None


def test_a_year_in_file_and_folder_names_is_a_year_only() -> None:
    record, layout = page("Words.", path="Session 70 - 2015/RWA_70_2015.txt")
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.precision, when.basis) == ("2015", "year", "inferred")


def test_a_year_in_the_file_name_alone_is_not_believed() -> None:
    record, layout = page("Words.", path="papers/page_1992.txt")
    assert event_date(record, layout) is None


def section(heading: str) -> SectionText:
    return SectionText(key="1", kind="section", number="1", heading=heading, path=(), text="", start=0, end=0)


@pytest.mark.parametrize(
    ("heading", "iso"),
    [
        ("Meeting with Minister Nsengimana (January 12, Kigali)", "2022-01-12"),
        ("Courtesy call (September 22)", None),
        ("Meeting with the President", None),
        ("Dinner, 10 January", "2022-01-10"),
    ],
)
def test_a_sections_heading_gives_its_own_day(heading: str, iso: str | None) -> None:
    record, layout = page("From January 9 to 13, the Minister visited Kenya.", head=("January 14, 2022",))
    when = section_date(section(heading), event_date(record, layout))
    assert (when and when.iso()) == iso


@settings(max_examples=300, deadline=None)
@any_of(
    st.lists(
        st.sampled_from(
            [
                "On ",
                "May",
                " 3",
                "2016",
                ", ",
                "(",
                ")",
                "11/12/13",
                "-",
                "to ",
                "yesterday",
                " met ",
                "held ",
                "Monday",
            ]
        )
        | st.sampled_from(
            [
                ". ",
                "9:99 p.m.",
                "local time",
                "31 ",
                "February ",
                "年",
                "月",
                "13",
                "\n",
                "\xa0",
                "２",
                "Last updated: ",
            ]
        )
        | st.sampled_from(["Date: ", "December 32", "a", "b", "c", "é", "A"]),
        max_size=40,
    ).map("".join),
    st.text(max_size=40),
    st.text(max_size=20),
)
def test_no_text_raises_and_no_day_is_made_up(lead: str, title: str, given: str) -> None:
    record, layout = page(lead, title=title or None, head=(lead[:30],), date=given or None, source_url=given)
    when = event_date(record, layout)
    dateline(record, layout)
    if when is not None:
        digits = "".join(c for c in lead + title + given if c.isdigit())
        assert when.first <= when.last
        assert digits or when.basis == "given"
        spelt = (str(when.first.year + turn)[-2:] in digits for turn in (-1, 0, 1))  # at the turn of the year
        assert any(spelt) or not digits.isascii()
        if when.start is not None:
            assert record.text[when.start : when.end].strip()


@pytest.mark.parametrize("words", ["On May 3 (May 4, Japan time), ", "1 2 3 4 ", "held held ", "Monday, the ", "3 to "])
def test_a_megabyte_in_one_line_takes_no_time(words: str) -> None:
    """Only the opening is read, and no pattern runs away on it."""
    text = words * (1_000_000 // len(words))
    record, layout = page(text, title="x", head=("November 19, 2016", words * 10))
    start = time.perf_counter()
    event_date(record, layout)
    dateline(record, layout)
    assert time.perf_counter() - start < 1


def test_today_before_a_date_of_something_else_is_the_event() -> None:
    record, layout = page(
        "Yesterday, the President declared that a disaster exists in the areas affected by storms from "
        "December 10 to December 11, 2021.",
        title="A declaration",
        date="2022-01-14",
    )
    when = event_date(record, layout)
    assert when is not None
    assert (when.iso(), when.rule) == ("2022-01-13", "yesterday")


def test_a_section_of_a_journey_that_begins_with_a_day_has_that_day() -> None:
    record, layout = page("From January 9 to 13, the Minister visited Kenya.", head=("January 14, 2022",))
    when = event_date(record, layout)
    text = "(1) On January 11, the two ministers met."
    own = SectionText(key="1", kind="section", number="1", heading=None, path=(), text=text, start=0, end=0)
    found = section_date(own, when)
    assert found is not None
    assert found.iso() == "2022-01-11"


@pytest.mark.parametrize(
    "lead",
    [
        "We will co-host the Second Global Summit, which will be held virtually on May 12, 2022.",
        "Building on the first Summit on June 14, 2021, and the Summits held on February 25, 2022, we met.",
        "The transfer, over one year from 1st January, 1959, was approved by the Cabinet.",
        "The Secretary recalled the act of Congress approved April 10, 1869.",
    ],
)
def test_what_is_to_come_and_what_came_before_give_no_day(lead: str) -> None:
    assert event_date(*page(lead, title="A statement")) is None


def test_a_speakers_yesterday_is_not_the_day_of_the_speech() -> None:
    record, layout = page("Yesterday the Government announced its plan.", title="Broadcast", date="1972-05-17")
    when = event_date(record, layout, "speech")
    assert when is not None
    assert when.iso() == "1972-05-17"


def test_a_fax_that_is_misread_has_no_day() -> None:
    assert find_dates("TEL i1Jun. 93 11: 29 No. UU4") == ()


@pytest.mark.parametrize(("told", "day"), [
    ("met Minister Saleh the day before yesterday in Oslo", "2022-06-14"),
    ("met Minister Saleh two days ago in Oslo", "2022-06-14"),
    ("met Minister Saleh in Oslo on the 15th of this month", "2022-06-15"),
    ("met Minister Saleh in Oslo on 9th instant", "2022-06-09"),
])
def test_a_day_counted_from_that_of_publication_is_inferred(told: str, day: str) -> None:
    record = understood(f"# Norway-Chad Foreign Ministers' Meeting\n16 June 2022\nMinister Ann Hill {told}.")
    assert record.when is not None
    assert (record.when.first.isoformat(), record.when.basis) == (day, "inferred")


def test_a_day_of_this_month_that_is_still_to_come_is_not_the_events() -> None:
    record = understood("# Norway-Chad Talks\n16 June 2022\nMinister Ann Hill met the press on the 29th of this month.")
    assert record.when is not None
    assert record.when.first.isoformat() == "2022-06-16"
