"""Inputs steered by coverage, for what reads text of others.

    python -m tests.fuzz.steered queries|files|dates|site [options of libFuzzer, as -max_total_time=60]

Needs the package atheris, which the other tests do not, so it stands in no extra: `pip install atheris`. Begins with
our own records and queries; stops at the first input that raises, and leaves it in the present folder.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris  # type: ignore[import-not-found, unused-ignore]

with atheris.instrument_imports(include=["indexer", "webapp"]):
    from indexer.knowledge.loading import load_knowledge
    from indexer.query.dates import date_range
    from indexer.understanding.language.date_forms import find_dates, parse_date
    from tests.benchmarks import fuzz_files, fuzz_queries
    from tests.fake_engine import FakeEngine, speech, summit
    from webapp import create_app


def queries() -> Callable[[bytes], None]:
    """Queries read, written out, and cut to snippets."""
    return lambda data: fuzz_queries.put_through(data.decode("utf-8", "replace"))


def dates() -> Callable[[bytes], None]:
    """Dates as printed and as asked for."""
    def put_through(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for day_first in (None, True, False):
            find_dates(text, day_first)
            parse_date(text, day_first)
        date_range(text)
    return put_through


def files() -> Callable[[bytes], None]:
    """Files of any format, read, split, understood, made into documents; the first byte chooses the ending."""
    knowledge, endings = load_knowledge(), sorted(fuzz_files.ENDINGS)
    faults, folder = fuzz_files.watched(), Path(tempfile.mkdtemp())

    def put_through(data: bytes) -> None:
        path = folder / f"a{endings[data[0] % len(endings)] if data else ''}"
        path.write_bytes(data[1:])
        if data[1:]:
            fuzz_files.put_through(path, knowledge, faults)
        path.unlink()
    return put_through


def site() -> Callable[[bytes], None]:
    """Addresses of the site, path and arguments."""
    client = create_app(FakeEngine([*summit(), *speech()])).test_client()

    def put_through(data: bytes) -> None:
        answer = client.get("http://localhost/" + data.decode("utf-8", "replace"))
        assert answer.status_code < 500, answer.status_code
        assert answer.headers["Content-Security-Policy"]
    return put_through


TARGETS: dict[str, Callable[[], Callable[[bytes], None]]] = {
    "queries": queries, "dates": dates, "files": files, "site": site}


def begin(name: str, folder: Path) -> None:
    """First inputs: pieces of queries, our own records, addresses of every page."""
    if name == "files":
        endings = sorted(fuzz_files.ENDINGS)
        seeds = [bytes([endings.index(path.suffix)]) + path.read_bytes()[:4_000] for path in
                 sorted((fuzz_files.ROOT / "data" / "records").rglob("*")) if path.suffix in endings]
    elif name == "site":
        seeds = [b"search?q=peace&speaker=A&from=2016&to=2017", b"record/summit?q=peace", b"facet/speaker?starts=A",
                 b"section/summit/3?format=ris", b"over-time?q=a&compare=b&unit=month", b"api/v1/search?q=a&limit=5"]
    else:
        seeds = [piece.encode("utf-8", "surrogatepass") for piece in fuzz_queries.PIECES]
        seeds += [b"19 November 2016", b"2016-11-19", b"Nov. 3-5, 2016", "2016年11月19日".encode()]
    for n, seed in enumerate(seeds):
        (folder / f"seed{n}").write_bytes(seed)


def main() -> None:
    name = sys.argv[1]
    put_through = TARGETS[name]()
    with tempfile.TemporaryDirectory() as corpus:
        begin(name, Path(corpus))
        atheris.Setup([sys.argv[0], corpus, "-timeout=60", "-max_len=4096", *sys.argv[2:]], put_through)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
