"""What is written for Whoosh in bulk is what Whoosh reads one by one."""

from __future__ import annotations

from pickle import loads
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import OrderedHashReader

from indexer.index.blocks import _INFO, POSTINGS_A_BLOCK, TermWriter, Words, _Table
from indexer.index.encoding import floats, integers, position_lists

SCHEMA = Schema(text=TEXT(phrase=True), kind=ID)


@given(st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=50))
def test_whole_numbers_are_pickles_of_themselves(numbers: list[int]) -> None:
    data, bounds = integers(np.array(numbers, dtype=np.int64))
    parts = [b"\x80\x02" + data.tobytes()[begin:end] + b"."
             for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]

    assert [loads(part) for part in parts] == numbers
    assert loads(b"\x80\x02(" + floats(np.array(numbers)) + b"t.") == tuple(map(float, numbers))


positions = st.lists(st.integers(0, 2**27), min_size=1, max_size=120, unique=True).map(sorted)


@given(st.lists(positions, min_size=1, max_size=8))
def test_positions_are_read_as_they_were_given(given_positions: list[list[int]]) -> None:
    counts = np.array([len(each) for each in given_positions])
    data, bounds = position_lists(np.array([one for each in given_positions for one in each]), counts)
    values = loads(b"\x80\x02(" + data.tobytes() + b"t.")

    assert len(bounds) == len(given_positions) + 1
    assert [formats.Positions().decode_positions(value) for value in values] == given_positions


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4000), st.integers(0, 2**30))
def test_every_key_of_a_table_is_found_and_no_other(number: int, seed: int) -> None:
    storage = RamStorage()
    table = _Table(storage.create_file("table"))
    terms = sorted({f"{(seed + at * 2654435761) % 2**32:x}".encode() for at in range(number)})
    values = np.zeros(len(terms), dtype=_INFO)
    values["count"] = np.arange(len(terms))
    table.add_all_of(b"\0\1", terms, values)
    table.close()
    reader = OrderedHashReader.open(storage, "table")

    assert all(reader[b"\0\1" + term] == values[at].tobytes() for at, term in enumerate(terms))
    assert [key for key, _ in reader] == [b"\0\1" + term for term in terms]
    assert b"\0\1none" not in reader
    assert reader.closest_key(b"\0\1") == b"\0\1" + terms[0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 3 * POSTINGS_A_BLOCK), min_size=1, max_size=4), st.integers(0, 2**32))
def test_terms_have_the_postings_they_were_given(sizes: list[int], seed: int) -> None:
    chance = Random(seed)
    terms = [f"term{at}".encode() for at in range(len(sizes))]
    docs = [sorted(chance.sample(range(5 * POSTINGS_A_BLOCK), size)) for size in sizes]
    counts = [chance.choice((1, 1, 2, 300)) for each in docs for _ in each]
    held = [sorted(chance.sample(range(1000), count)) for count in counts]
    storage = RamStorage()
    segment = W3Codec().new_segment(storage, "MAIN")
    segment.set_doc_count(5 * POSTINGS_A_BLOCK)
    writer = TermWriter(storage, segment)
    starts = np.cumsum([0, *sizes])
    every = np.array([doc for each in docs for doc in each], dtype=np.int32)
    writer.start_field("kind")
    writer.write(terms, starts, every)
    writer.start_field("text")
    writer.write(terms, starts, every, Words(np.array(counts), position_lists(
        np.array([one for each in held for one in each]), np.array(counts)), np.ones(len(every), dtype=np.uint8)))
    writer.close()
    reader = W3Codec().terms_reader(storage, segment)
    places = iter(zip(counts, held, strict=True))
    for term, expected in zip(terms, docs, strict=True):
        plain = reader.matcher("kind", term, SCHEMA["kind"].format)
        assert list(plain.all_ids()) == expected
        matcher = reader.matcher("text", term, SCHEMA["text"].format)
        info = reader.term_info("text", term)
        assert (info.doc_frequency(), info.min_id(), info.max_id()) == (len(expected), expected[0], expected[-1])
        for doc in expected:
            count, positions_here = next(places)
            assert (matcher.id(), matcher.weight(), matcher.value_as("positions")) == (doc, count, positions_here)
            matcher.next()
        assert not matcher.is_active()


def test_terms_out_of_order_are_refused() -> None:
    storage = RamStorage()
    writer = TermWriter(storage, W3Codec().new_segment(storage, "MAIN"))
    writer.start_field("kind")
    with pytest.raises(ValueError, match="ascend"):
        writer.write([b"b", b"a"], np.array([0, 1, 2]), np.array([0, 1], dtype=np.int32))
