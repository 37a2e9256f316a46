"""Documents and queries made by chance, over few enough words that they meet."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from indexer.model import Document, Statement

WORDS = ("peace", "treaty", "treaties", "Japan", "Japan’s", "Russia", "island", "islands", "economic", "economy",
         "nuclear", "non-nuclear", "co-operation", "cooperation", "the", "of", "US", "us", "U.S.", "G-20", "Kōno",
         "Kono", "election", "elected", "会談", "日本語", "мир", "2(1)", "1,000", "talks", "talk")
SPEAKERS = ("Shinzo Abe", "Vladimir Putin", "Tarō Kōno", "Sergey Lavrov", "Russia")
TOPICS = ("peace treaty", "Northern Territories", "economic cooperation", "nuclear weapons")
PLACES = ((None, None, None), (None, "Lima", "Peru"), ("Kremlin", "Moscow", "Russia"), (None, None, "Japan"),
          (None, "Tokyo", "Japan"))

texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
dates = st.dates(dt.date(2013, 1, 1), dt.date(2019, 12, 31))


@st.composite
def documents(draw: st.DrawFn, name: str) -> Document:
    """A document of a few words, with the fields that facets count."""
    text = draw(texts)
    venue, city, country = draw(st.sampled_from(PLACES))
    precision = draw(st.sampled_from((None, "day", "month", "year", "range")))
    first, last = _days(draw(dates), precision)
    cut = draw(st.integers(0, len(text)))
    speakers = draw(st.lists(st.sampled_from(SPEAKERS), max_size=2, unique=True))
    statements = tuple(Statement(start=start, end=end, speakers=(speaker,), said_by=(speaker,), act="stated")
                       for speaker, (start, end) in zip(speakers, ((0, cut), (cut, len(text))), strict=False))
    return Document(
        id=name, record_id=name.partition("#")[0], position=int(name.partition("#")[2] or 0),
        kind=draw(st.sampled_from(("", "speech", "press conference"))), section_kind="section", number=None,
        title=draw(texts), heading=draw(texts), path=(), text=text,
        date=first.isoformat()[:{"month": 7, "year": 4}.get(precision or "", 10)] if precision else None,
        date_first=first if precision else None, date_last=last if precision else None,
        date_precision=precision, date_basis="given" if precision else None,  # type: ignore[arg-type]
        time=None, venue=venue, city=city, country=country, mode=None, place_basis="stated" if country else None,
        publisher=draw(st.sampled_from((None, "Ministry of Foreign Affairs"))), language="en", event=None,
        speakers=tuple(speakers), mentioned=(),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        acts=("stated",) if statements else (), statements=statements, source_url=None,
        path_in_source="a.txt", fingerprint="0")


def _days(day: dt.date, precision: str | None) -> tuple[dt.date, dt.date]:
    match precision:
        case "year":
            return day.replace(month=1, day=1), day.replace(month=12, day=31)
        case "month":
            begin = day.replace(day=1)
            return begin, (begin + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        case "range":
            return day, day + dt.timedelta(3)
        case _:
            return day, day


@st.composite
def collections(draw: st.DrawFn, least: int = 1, most: int = 12, prefix: str = "r") -> list[Document]:
    """Documents of a few records, in order of their ids."""
    count = draw(st.integers(least, most))
    return [draw(documents(f"{prefix}{number // 3}#{number % 3}")) for number in range(count)]


_words = st.sampled_from(WORDS)
_simple = st.one_of(
    _words,
    _words.map('"{}"'.format),
    st.tuples(_words, _words).map('"{0[0]} {0[1]}"'.format),
    st.tuples(_words, _words, _words).map('"{0[0]} {0[1]} {0[2]}"'.format),
    st.sampled_from(("pea*", "tre*", "econ*", "non*", "ko*", "日*", "us*")),
    st.sampled_from(("treatie~", "pace~", "isalnds~", "Kono~1", "elections~2", "japna~")),
    st.tuples(_words, st.integers(1, 4), _words).map("({0[0]} NEAR/{0[1]} {0[2]})".format),
    st.tuples(_words, st.integers(1, 4), _words, _words, _words).map(
        '({0[0]} NEAR/{0[1]} ("{0[2]} {0[3]}" OR {0[4]}))'.format),
)
_fielded = st.one_of(
    _simple,
    st.tuples(st.sampled_from(("title", "heading", "text")), _simple).map("{0[0]}:{0[1]}".format),
    st.sampled_from(("speaker:abe", 'speaker:"Shinzo Abe"', "speaker:kono", "speaker:*", "speaker:lav*", "topic:treaty",
                     'topic:"nuclear weapon"', "place:japan", "place:lima", "place:kremlin", "kind:speech",
                     "publisher:foreign", "act:stated", "id:*", "*")),
    st.sampled_from(("date:2016", "date:2015-03", "date:2014-01-01..2016-06-30", "date:>=2017", "date:<2015-06",
                     "date:..2015", "date:2016-05..")),
    st.sampled_from(("said:abe", "said:putin", "said:russia")),
)


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(parts, min_size=2, max_size=4).map(" ".join),
        st.lists(parts, min_size=2, max_size=3).map(" OR ".join),
        parts.map("-({})".format),
        parts.map("({})".format),
        st.tuples(parts, parts).map("{0[0]} -({0[1]})".format),
    )


queries = st.recursive(_fielded, _joined, max_leaves=8)
"""Well-formed queries, as typed."""
