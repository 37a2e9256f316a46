"""Put the site under load: while its index is replaced, beyond what it can answer, and with the dearest queries.

    python -m tests.benchmarks.load soak [--rows 20000] [--minutes 5] [--clients 8] [--rate 0] [--every 4]
    python -m tests.benchmarks.load saturate [--rows 100000] [--clients 64] [--seconds 30]
    python -m tests.benchmarks.load budget [--rows 100000]

All take --processes and --threads of the site, and --folder where indexes are kept for the next time. Needs
../shared/corpora/bench, and Linux for the figures of memory.

soak: every answer must belong wholly to one generation: the numbers of sections must be those that the writer put
into the generation which the answer names, and two answers of a generation to one question must not differ.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import itertools
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode

from indexer.engine import FACETS, Engine, SourceState
from indexer.opening import open_engine
from tests.benchmarks.bench_data import Row, asks, rows
from tests.benchmarks.dear_queries import DEAR
from tests.benchmarks.peers import document

ROOT = Path(__file__).resolve().parents[2]
MARK = "zyzzyva"  # a word that no row has
IN_A_FILE = 100  # rows
COMING = 50  # files that come and go
AFTER = 1.0  # second
HOUR = 3600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("soak", "saturate", "budget"))
    for name, value in (("rows", 0), ("processes", 2), ("threads", 8), ("clients", 0), ("seconds", 30), ("rate", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--every", type=float, default=4, help="seconds between two generations; 0: none")
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-load-") as name:
        chosen.folder = chosen.folder or Path(name)
        {"soak": soak, "saturate": saturate, "budget": budget}[chosen.what](chosen)


# The index, and the one who replaces it

def files_of(count: int) -> list[list[Row]]:
    found = rows(count)
    return list(iter(lambda: list(itertools.islice(found, IN_A_FILE)), []))


def put(writer: Any, number: int, found: list[Row], version: str) -> None:
    state = SourceState(path=f"/{number}.jsonl", fingerprint=version, size=1, mtime_ns=1)
    writer.put(state, map(document, found))


def built(folder: Path, count: int) -> Path:
    """An index of so many rows, made where it is not there yet."""
    index = folder / f"index-{count}"
    engine = open_engine(index)
    if not (index / "CURRENT").exists():
        with engine.writer(rebuild=True) as writer:
            for number, found in enumerate(files_of(count)):
                put(writer, number, found, "1")
            writer.commit()
    return index


class Replacer(threading.Thread):
    """Makes a generation every few seconds, in which some files have a new word and others come or go."""

    def __init__(self, engine: Engine, files: list[list[Row]], every: float, until: float) -> None:
        super().__init__()
        self._engine, self._files, self._every, self._until = engine, files, every, until
        self.marked: dict[str, int] = {}  # generation: sections that have the word
        self.sections: dict[str, int] = {}
        self.seconds: list[float] = []
        self.at: list[float] = []  # when one became the live one

    def run(self) -> None:
        chance = random.Random(1)
        size = {number: len(found) for number, found in enumerate(self._files)}
        marks = dict.fromkeys(size, 0)
        here = set(size)
        while time.monotonic() < self._until:
            began = time.monotonic()
            with self._engine.writer() as writer:
                for number in chance.sample(sorted(here), 3):
                    marks[number] = chance.randrange(1, size[number])
                    put(writer, number, [replace(row, text=f"{row.text} {MARK}") if at < marks[number] else row
                                         for at, row in enumerate(self._files[number])], str(began))
                number = chance.randrange(COMING)
                if number in here:
                    here.discard(number)
                    writer.drop(f"/{number}.jsonl")
                else:
                    here.add(number)
                    marks[number] = 0
                    put(writer, number, self._files[number], str(began))
                generation = writer.commit()
            self.marked[generation] = sum(marks[number] for number in here)
            self.at.append(time.monotonic())
            self.sections[generation] = sum(size[number] for number in here)
            self.seconds.append(time.monotonic() - began)
            time.sleep(max(0.0, self._every - (time.monotonic() - began)))


# The site, and those who ask it

@contextmanager
def site(index: Path, chosen: argparse.Namespace, *more: str) -> Iterator[tuple[int, list[int]]]:
    """Its port, and the ids of the processes that answer."""
    process = subprocess.Popen(
        [sys.executable, "-m", "indexer", "serve", "--index", str(index), "--port", "0", "--processes",
         str(chosen.processes), "--threads", str(chosen.threads), *more], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said = re.search(r":(\d+)/", process.stderr.readline())
        assert said, process.stderr.read()
        threading.Thread(target=lambda: sys.stderr.writelines(process.stderr or ()), daemon=True).start()
        time.sleep(5)
        own = [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        yield int(said[1]), own or [process.pid]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Client(threading.Thread):
    """Asks one question after the other over one connection until the time is over.

    With `every` a question is due so many seconds after the one before was, and its time counts from then, answered or
    not; with `pause` it is asked so many seconds after the last answer.
    """

    def __init__(self, port: int, questions: Iterator[str], until: float, *, every: float = 0,
                 pause: float = 0) -> None:
        super().__init__()
        self._port, self._questions, self._until, self._every, self._pause = port, questions, until, every, pause
        self.answers: list[tuple[float, str, int, float]] = []  # when, address, status, seconds
        self.failed: list[str] = []
        self.seen: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)  # address, generation: total, digest

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        due = time.monotonic() + random.random() * self._every
        while time.monotonic() < self._until:
            time.sleep(max(0.0, due - time.monotonic()) if self._every else self._pause)
            began, due = (due if self._every else time.monotonic()), due + self._every
            address = next(self._questions)
            try:
                connection.request("GET", address)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(f"{address}: {error!r}")
                connection.close()
                continue
            self.answers.append((began, address, answer.status, time.monotonic() - began))
            if address.startswith("/search.json") and answer.status == 200:
                self._keep(address, json.loads(body))

    def _keep(self, address: str, found: dict[str, Any]) -> None:
        found.pop("took_ms")
        digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
        if not found["limits"]:
            self.seen[address, found["generation"]].add((found["total"]["sections"], digest))


def percentile(times: list[float], percent: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * percent / 100))] * 1000 if times else 0.0


def printed(name: str, times: list[float]) -> None:
    print(f"{name:28} {len(times):7} answers  p50 {percentile(times, 50):7.1f}  p95 {percentile(times, 95):7.1f}  "
          f"p99 {percentile(times, 99):7.1f}  longest {percentile(times, 100):7.1f} ms")


def memory_of(process: int) -> tuple[float, float, int]:
    """MB of its own, MB of files mapped, open files."""
    text = Path(f"/proc/{process}/status").read_text()
    own, mapped = (int(re.search(rf"{name}:\s+(\d+)", text)[1]) / 1024  # type: ignore[index]
                   for name in ("RssAnon", "RssFile"))
    return own, mapped, len(list(Path(f"/proc/{process}/fd").iterdir()))


def seconds_of(process: int) -> float:
    """Of processor time that a process has had."""
    found = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(found[11]) + int(found[12])) / os.sysconf("SC_CLK_TCK")


# What is measured

def questions(plain: list[str], seed: int) -> Iterator[str]:
    """What readers ask: mostly pages, also data whose numbers can be checked."""
    chance = random.Random(seed)
    while True:
        words = chance.choice(plain)
        draw = chance.random()
        if draw < 0.15:
            yield f"/search.json?q={MARK}"
        elif draw < 0.3:
            yield "/search.json?limit=1"
        elif draw < 0.6:
            yield f"/search.json?q={quote_plus(chance.choice(plain[:20]))}"
        elif draw < 0.9:
            yield f"/search?q={quote_plus(words)}"
        else:
            yield f"/suggest?q={quote_plus(words[:4])}"


def soak(chosen: argparse.Namespace) -> None:
    files = files_of(chosen.rows or 20_000)
    index = chosen.folder / f"index-soaked-{os.getpid()}"
    shutil.copytree(built(chosen.folder, chosen.rows or 20_000), index)
    clients = chosen.clients or 8
    plain = [ask.plain() for ask in asks(120) if ask.words]
    with site(index, chosen) as (port, processes):
        until = time.monotonic() + chosen.minutes * 60
        replacer = Replacer(open_engine(index), files, chosen.every, until)
        asking = [Client(port, questions(plain, number), until, every=clients / chosen.rate if chosen.rate else 0)
                  for number in range(clients)]
        held: list[tuple[int, list[tuple[float, float, int]]]] = []
        before = sum(map(seconds_of, processes))
        for thread in (*([replacer] if chosen.every else []), *asking):
            thread.start()
        while time.monotonic() < until:
            held.append((sum(len(client.answers) for client in asking), [memory_of(each) for each in processes]))
            time.sleep(5)
        for thread in (*([replacer] if chosen.every else []), *asking):
            thread.join()
        spent = sum(map(seconds_of, processes)) - before
        held.append((sum(len(client.answers) for client in asking), [memory_of(each) for each in processes]))
    answers = [answer for client in asking for answer in client.answers]
    print(f"{len(answers)} requests in {chosen.minutes} min, {len(answers) / chosen.minutes / 60:.0f} a second, "
          f"{spent / max(1, len(answers)) * 1000:.1f} ms of processor each; load {os.getloadavg()[0]:.1f}")
    print(f"{len(replacer.marked)} generations, {statistics.median(replacer.seconds or [0]):.2f} s to make one")
    printed("all", [seconds for *_, seconds in answers])
    for kind in ("/search.json", "/search?", "/suggest"):
        printed(kind, [seconds for _, address, _, seconds in answers if address.startswith(kind)])
    printed("just after a new generation", [seconds for began, _, _, seconds in answers
                                            if any(0 <= began - at < AFTER for at in replacer.at)])
    failed = [each for client in asking for each in client.failed]
    statuses = Counter(status for _, _, status, _ in answers)
    print(f"failed: {len(failed)} {failed[:3]}; by status: {dict(statuses)}")
    print(f"wrong: {wrong_of(asking, replacer)}")
    print_memory(held, chosen.minutes)
    shutil.rmtree(index)


def wrong_of(asking: list[Client], replacer: Replacer) -> list[str]:
    """What the answers say that is not so, or not of one generation."""
    every: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    for client in asking:
        for key, values in client.seen.items():
            every[key] |= values
    found, checked = [], 0
    for (address, generation), values in every.items():
        if len(values) > 1:
            found.append(f"{address} of {generation} has {len(values)} different answers")
        expected = {f"/search.json?q={MARK}": replacer.marked, "/search.json?limit=1": replacer.sections}.get(address)
        if expected is not None and generation in expected:
            checked += 1
            if {total for total, _ in values} != {expected[generation]}:
                found.append(f"{address} of {generation}: {values}, not {expected[generation]}")
    print(f"{len(every)} pairs of question and generation, {checked} of them with a number known beforehand")
    return found


def print_memory(held: list[tuple[int, list[tuple[float, float, int]]]], minutes: float) -> None:
    """Memory over time, and what its growth in the second half would be in an hour."""
    for at in range(0, len(held), max(1, len(held) // 12)):
        shown = "  ".join(f"{own:6.1f} own {mapped:6.1f} mapped {files:4} files" for own, mapped, files in held[at][1])
        print(f"after {held[at][0]:7} requests: {shown}")
    half = held[len(held) // 2:]
    counts = [count / 1000 for count, _ in half]
    if len(set(counts)) < 3:
        return
    for process in range(len(half[0][1])):
        slope = statistics.linear_regression(counts, [each[process][0] for _, each in half]).slope
        print(f"process {process}: {slope:+.3f} MB of its own per 1,000 requests in the second half; at this rate "
              f"{slope * held[-1][0] / 1000 / minutes * 60:+.0f} MB in an hour")


def saturate(chosen: argparse.Namespace) -> None:
    """Many clients with dear queries, while others ask for health, a static file, and a plain page."""
    index = built(chosen.folder, chosen.rows or 100_000)
    dear = itertools.cycle(f"/search?q={quote_plus(text)}&limit=100&page={n}"
                           for n in range(1, 5) for text in DEAR.values())
    with site(index, chosen) as (port, _):
        until = time.monotonic() + chosen.seconds
        lock = threading.Lock()

        def next_dear() -> Iterator[str]:
            while True:
                with lock:
                    address = next(dear)
                yield address

        pressing = [Client(port, next_dear(), until, pause=0.05) for _ in range(chosen.clients or 64)]
        others = {address: Client(port, itertools.repeat(address), until, pause=0.1)
                  for address in ("/healthz", "/static/style.css", "/help")}
        for thread in (*pressing, *others.values()):
            thread.start()
        for thread in (*pressing, *others.values()):
            thread.join()
    answers = [answer for client in pressing for answer in client.answers]
    for status in sorted({status for _, _, status, _ in answers}):
        printed(f"dear queries, status {status}", [seconds for _, _, each, seconds in answers if each == status])
    for address, client in others.items():
        for status in sorted({status for _, _, status, _ in client.answers}):
            printed(f"{address}, status {status}", [s for _, _, each, s in client.answers if each == status])
    print("failed:", [each for client in (*pressing, *others.values()) for each in client.failed][:3])


def budget(chosen: argparse.Namespace) -> None:
    """Each dear query alone, through the whole site, as page and with all that can be asked for."""
    index = built(chosen.folder, chosen.rows or 100_000)
    pages = {f"{name}, {path}": f"{path}?{urlencode({'q': text, 'limit': 100})}" for name, text in DEAR.items()
             for path in ("/search", "/who", "/over-time")}
    common = quote_plus("people OR government")
    pages |= {
        "all of it": "/search?q=*&limit=100", "page 1000": f"/search?q={common}&limit=100&page=1000",
        "1000 rows as CSV": f"/search.csv?q={common}", "feed": f"/search.atom?q={common}&limit=100",
        "five over time": f"/over-time?q={common}" + "".join(f"&compare={quote_plus(text[:300])}" for text in
                                                             list(DEAR.values())[:4]),
        "50 values of each facet": f"/search?q={common}" + "".join(f"&{facet}=v{n}" for facet in FACETS
                                                                   for n in range(50)),
        **{f"facet {name}": f"/facet/{name}?q={common}" for name in FACETS}}
    slow = []
    with site(index, chosen) as (port, _):
        for name, address in pages.items():
            client = Client(port, iter((address,) * 2), time.monotonic() + 600)
            with suppress(StopIteration):
                client.run()
            first = client.answers[0]
            if first[3] > 0.5 or first[2] != 200:
                slow.append((first[3], name, first[2]))
            times = [seconds * 1000 for *_, seconds in client.answers]
            print(f"{name:50} {first[2]} {' '.join(f'{each:7.0f}' for each in times)} ms", flush=True)
    print(f"{len(pages)} questions; load {os.getloadavg()[0]:.1f}; over 500 ms or refused:")
    for seconds, name, status in sorted(slow, reverse=True):
        print(f"  {seconds * 1000:6.0f} ms  {name}  {status}")


if __name__ == "__main__":
    main()
