"""Damage real files in every way that files are damaged, and read them whole: records, people, statements, documents.

    python -m tests.benchmarks.fuzz_files [FILES [FIRST]]     10,000 from seed 0 where no number is given

Takes files of ../shared/corpora, or of data/records where that folder is not there. Prints each seed that raises, is
called a fault of ours, breaks what records promise, or takes longer than two seconds of processor time; then counts.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from indexer import as_json
from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Document
from indexer.reading import read_source
from tests.conftest import ROOT, SHARED

LONGEST = 2.0  # seconds of processor time for one file
LARGEST = 60_000  # bytes; of a larger file a stretch of this length is taken
ENDINGS = {".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".csv", ".xml"}
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "cp932", "latin-1", "utf-7", "cp037", "utf-8-sig")
HUGE = (b"9" * 5_000, b"-1", b"1e999", b"0x7fffffff", b"18446744073709551616", b"NaN",
        b"31 February 99999", b"\xff\xfe")
NESTED = ((b"<div>", b"</div>"), (b"<li><ol>", b"</ol></li>"), (b"[", b"]"), (b'{"a":', b"}"), (b"> ", b""),
          (b"(", b")"), ("“".encode(), "”".encode()), (b"<p><speech>", b"</speech></p>"), (b"<!--", b""))


def seeds_of_real_files() -> list[Path]:
    """The files to damage, in an order that does not change from run to run."""
    folder = SHARED / "corpora"
    below = folder if folder.is_dir() else ROOT / "data" / "records"
    return sorted(path for path in below.rglob("*") if path.suffix in ENDINGS and path.is_file())


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[:chance.randrange(len(data) + 1)]


def beheaded(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data) + 1):]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def recoded(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def read_wrong(data: bytes, chance: random.Random) -> bytes:
    return data.decode(chance.choice(("cp1252", "latin-1", "cp1251")), "replace").encode()


def nested(data: bytes, chance: random.Random) -> bytes:
    at, times = chance.randrange(len(data) + 1), chance.choice((3, 50, 400, 2_000))
    before, after = chance.choice(NESTED)
    return data[:at] + before * times + data[at:at + 200] + after * times + data[at + 200:]


def numbered(data: bytes, chance: random.Random) -> bytes:
    places = [n for n, byte in enumerate(data[:20_000]) if 48 <= byte <= 57]
    at = chance.choice(places) if places else 0
    return data[:at] + chance.choice(HUGE) + data[at + 1:]


def repeated(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    at = chance.randrange(len(lines))
    times = min(chance.choice((2, 20, 500)), LARGEST // max(1, len(lines[at])))
    return b"".join([*lines[:at], *lines[at:at + 1] * times, *lines[at:]])


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def joined(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"", b" ", b"\r", b"\n\n", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8")))


def sprinkled(data: bytes, chance: random.Random) -> bytes:
    signs = ("\x00", "\u202e", "\u200b", "\ufeff", "\u0301", "“", "”", "(", "<", ">", "&", "\\", '"', "'", "—", "|")
    for _ in range(chance.choice((1, 10, 100))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(signs).encode() + data[at:]
    return data


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut, beheaded, flipped, recoded, read_wrong, nested, numbered, repeated, shuffled, joined, sprinkled)


def stretch(path: Path, chance: random.Random) -> bytes:
    """The file, or where it is large its beginning with a stretch from further on."""
    with path.open("rb") as file:
        head = file.read(LARGEST)
        rest = path.stat().st_size - LARGEST
        if rest <= 0 or chance.random() < 0.5:
            return head
        file.seek(LARGEST + chance.randrange(rest))
        return head[:4_000] + file.read(LARGEST - 4_000)


def made(paths: list[Path], seed: int) -> tuple[str, bytes, list[str]]:
    """Name, bytes and damages of one file; the same for the same seed."""
    chance = random.Random(seed)
    path = chance.choice(paths)
    data, done = stretch(path, chance), []
    if chance.random() < 0.15:
        other = chance.choice(paths)
        data, done = data[:LARGEST // 2] + stretch(other, chance)[:LARGEST // 2], [f"glued to {other.name}"]
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        way = chance.choice(WAYS)
        data = way(data, chance)[:4 * LARGEST]
        done.append(way.__name__)
    ending = path.suffix if chance.random() < 0.85 else chance.choice(sorted(ENDINGS))
    return f"{path.stem[:60]}{ending}", data, done


class Faults(logging.Handler):
    """Keeps what the house caught of its own faults, to be raised."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.kept: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.kept.append(record.exc_info[1])


def watched() -> Faults:
    """Where faults are kept from now on."""
    faults, logger = Faults(), logging.getLogger("indexer.reading")
    logger.addHandler(faults)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    return faults


def put_through(path: Path, knowledge: Knowledge, faults: Faults) -> tuple[int, int]:
    """How many documents and problems the file gives. Raises whatever goes wrong."""
    documents = problems = 0
    for source in find_sources([path], limits=Limits()):
        if not isinstance(source, SourceFile):
            str(source)
            problems += 1
            continue
        reading = read_source(source, knowledge, Limits())
        if faults.kept:
            raise faults.kept.pop()
        for document in reading.documents:
            check(document)
        documents, problems = documents + len(reading.documents), problems + len(reading.problems)
    assert documents or problems, "neither read nor named"
    return documents, problems


def check(document: Document) -> None:
    """What every document promises: words that can be written, statements inside them, days in order."""
    json.dumps(as_json.document(document), ensure_ascii=False).encode("utf-8")
    assert document.id.startswith(f"{document.record_id}#")
    assert all(0 <= each.start < each.end <= len(document.text) for each in document.statements)
    if document.date_first and document.date_last:
        assert document.date_first <= document.date_last


def main(count: int, first: int = 0) -> int:
    paths, knowledge = seeds_of_real_files(), load_knowledge()
    faults = watched()
    found: Counter[str] = Counter()
    slowest, begin = (0.0, ""), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            name, data, done = made(paths, seed)
            path = Path(folder) / name
            path.write_bytes(data)
            began = time.process_time()
            try:
                documents, problems = put_through(path, knowledge, faults)
                found.update(files=1, bytes=len(data), documents=documents, problems=problems)
            except Exception:
                traceback.print_exc(limit=-2)
                found["failed"] += 1
                print(f"seed {seed}: {name}, {', '.join(done)}", flush=True)
            took = time.process_time() - began
            slowest = max(slowest, (took, f"seed {seed}: {name}, {', '.join(done)}"))
            if took > LONGEST:
                found["slow"] += 1
                print(f"seed {seed} took {took:.1f} s: {name}, {', '.join(done)}", flush=True)
            path.unlink()
    print(f"{dict(found)} in {time.perf_counter() - begin:.0f} s; the slowest took {slowest[0]:.2f} s, {slowest[1]}")
    return int(bool(found["failed"] or found["slow"]))


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:3])) if len(sys.argv) > 1 else main(10_000))
