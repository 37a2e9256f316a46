"""How much text is understood in a second on one core, for each corpus of ../shared.

    python -m tests.benchmarks.bench_reading [--corpora us-whitehouse-md,un-general-debate-txt] [--kilobytes 400]
        [--rounds 3] [--awkward 200]

Reading is all from a file's bytes to its parsed records, in this process. Of each corpus a sample is read, files taken
evenly, once to warm up and then in rounds. Columns: files and records read, their size in kB, MB a second of processor
time in the best round, and the same as a ratio: kB read in the time that a fixed loop of plain Python takes (its best
time too, taken around every round), which tells one state of the code from another on a machine that others use. Short
files are a line of their own, for many small records cost the most. Without ../shared it says so.

Then, in the same columns, records of one paragraph each (of the first corpus of Markdown), with what such a record
costs; and, of `--awkward` kB each, texts that are one thing again and again.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from pathlib import Path

from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import Knowledge, load_knowledge
from indexer.model import Problem
from indexer.reading import parsed_records
from tests.awkward import UNITS, awkward

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
SHORT = 8_000  # bytes of a file that counts as short
LARGEST = 1_000_000  # bytes: a larger file would be a sample of its own
_SUFFIXES = frozenset((".md", ".html", ".htm", ".txt", ".json", ".csv", ".xml"))
_LOOP = 40_000  # steps of the loop that the time is compared with: some hundredths of a second
_WORDS = ("the", "Minister", "of", "Foreign", "Affairs", "met", "his", "counterpart", ",", "and", "they", "agreed", ".")


@dataclass(frozen=True, slots=True)
class Sample:
    """Files of one corpus."""

    name: str
    sources: tuple[SourceFile, ...]
    size: int  # bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="")
    parser.add_argument("--kilobytes", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--awkward", type=int, default=200, help="kB; 0 for none")
    chosen = parser.parse_args()
    if not SHARED.is_dir():
        print(f"the corpora are not there ({SHARED}); nothing is measured")
        return
    knowledge, limits = load_knowledge(), Limits()
    asked = frozenset(chosen.corpora.split(",")) - {""}
    print(f"{'corpus':38} {'files':>5} {'records':>7} {'kB':>6} {'MB/s':>6} {'kB a loop':>9}")
    for folder in sorted(each for each in SHARED.iterdir() if each.is_dir()):
        if not asked or folder.name in asked:
            for sample in _samples(folder, chosen.kilobytes * 1000, limits):
                _measure(sample, knowledge, limits, chosen.rounds)
    with tempfile.TemporaryDirectory() as made:
        sample = _paragraphs(Path(made), chosen.kilobytes * 1000, limits)
        seconds = _measure(sample, knowledge, limits, chosen.rounds) if sample.sources else 0.0
        if seconds:
            each = seconds / len(sample.sources)
            print(f"{'':38} {each * 1e3:.2f} ms a record of one paragraph, {each * 1e5:.0f} s for 100,000 of them")
    for name in UNITS if chosen.awkward else ():
        with tempfile.TemporaryDirectory() as made:
            _measure(_awkward(name, Path(made), chosen.awkward * 1000, limits), knowledge, limits, 1)


def _samples(folder: Path, most: int, limits: Limits) -> Iterator[Sample]:
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in _SUFFIXES and path.name != "README.md"
             and path.is_file() and path.stat().st_size < LARGEST]
    short = [path for path in files if path.stat().st_size < SHORT]
    long = [path for path in files if path.stat().st_size >= SHORT]
    for name, paths in ((folder.name, long), (f"{folder.name}, short files", short)):
        sample = _sample(name, _taken(paths, most), limits)
        if sample.sources:
            yield sample


def _paragraphs(folder: Path, most: int, limits: Limits) -> Sample:
    """Files of one paragraph each, the middle one of other files."""
    listed = [path for path in sorted(SHARED.rglob("*.md")) if path.stat().st_size < LARGEST]
    for at, path in enumerate(_taken(listed, most * 4)):
        parts = [part for part in path.read_text(encoding="utf-8", errors="replace").split("\n\n") if len(part) > 200
                 and not part.startswith(("#", "-", ">"))]
        if parts:
            (folder / f"{at:05}.txt").write_text(parts[len(parts) // 2] + "\n", encoding="utf-8")
    return _sample("records of one paragraph", sorted(folder.iterdir()), limits)


def _awkward(name: str, folder: Path, size: int, limits: Limits) -> Sample:
    (folder / "awkward.txt").write_text(awkward(name, size), encoding="utf-8")
    return _sample(name, [folder / "awkward.txt"], limits)


def _sample(name: str, paths: list[Path], limits: Limits) -> Sample:
    sources = tuple(each for each in find_sources(paths, limits=limits) if isinstance(each, SourceFile))
    return Sample(name, sources, sum(each.path.stat().st_size for each in sources))


def _taken(paths: Sequence[Path], most: int) -> list[Path]:
    """Files from all over the folder, of about so many bytes together; at least one."""
    step = max(1, sum(path.stat().st_size for path in paths) // most)
    chosen = list(paths[step // 2::step])
    sizes = accumulate(path.stat().st_size for path in chosen)
    return chosen[:max(1, len(list(takewhile(lambda size: size < most * 1.5, sizes))))]


def _measure(sample: Sample, knowledge: Knowledge, limits: Limits, rounds: int) -> float:
    """Print the sample's line; the seconds of its best round come back, 0 where it has no records."""
    _, records = _read(sample, knowledge, limits)
    if not records:
        return 0.0  # a list of people, say, beside a corpus
    loops, times = [_loop()], []
    for _ in range(rounds):
        times.append(_read(sample, knowledge, limits)[0])
        loops.append(_loop())
    kilobytes, best = sample.size / 1e3, min(times)
    print(f"{sample.name:38} {len(sample.sources):5} {records:7} {kilobytes:6.0f} {kilobytes / best / 1e3:6.2f} "
          f"{kilobytes / best * min(loops):9.1f}", flush=True)
    return best


def _read(sample: Sample, knowledge: Knowledge, limits: Limits) -> tuple[float, int]:
    """Seconds of processor time, and records read."""
    records = 0
    start = time.process_time()
    for source in sample.sources:
        records += sum(not isinstance(each, Problem) for each in parsed_records(source, knowledge, limits))
    return time.process_time() - start, records


def _loop() -> float:
    """Seconds of processor time of a fixed piece of plain Python: look-ups, strings, lists."""
    start = time.process_time()
    known, found = frozenset(_WORDS[::3]), 0
    for i in range(_LOOP):
        word = _WORDS[i % len(_WORDS)]
        if word in known and word[:1].isalpha():
            found += len(word.lower()) + len([each for each in (i, found) if each])
    return time.process_time() - start


if __name__ == "__main__":
    main()
