"""Several processes that serve one address: one that dies is replaced, and none outlives the first."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer import open_engine
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder

if not Path("/proc/self/task").exists() or not hasattr(os, "fork"):
    pytest.skip("needs fork, and /proc to see the processes", allow_module_level=True)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`onrecord serve --processes 2`, and its port."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "one.txt").write_text("Remarks\n\nMarch 3, 2020\n\nThe minister spoke of peace.\n", "utf-8")
    build_index((tmp_path / "records",), open_engine(tmp_path / "index"), data_folder())
    command = [sys.executable, "-m", "indexer", "serve", "--index", str(tmp_path / "index"), "--port", "0",
               "--processes", "2", "--access-log", str(tmp_path / "log")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = re.search(r":(\d+)/", process.stderr.readline())
            assert said is not None
            wait_until(lambda: len(children(process.pid)) == 2)
            yield process, int(said[1])
        finally:
            process.kill()


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(done: Callable[[], bool]) -> None:
    for _ in range(600):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("it does not come about")


def total(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/search.json?q=peace")
        return int(json.loads(connection.getresponse().read())["total"]["sections"])
    finally:
        connection.close()


def test_all_processes_answer_and_any_tells_what_all_counted(
    server: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    _, port = server
    for _ in range(40):
        assert total(port) == 1
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert len(lines) == 40
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    assert 'onrecord_requests_total{route="/search.json",status="200"} 40.0' in text
    assert 'onrecord_process_resident_bytes{process="1"}' in text


def test_a_process_that_is_killed_is_replaced_while_the_other_answers(
    server: tuple[subprocess.Popen[str], int]
) -> None:
    process, port = server
    first = children(process.pid)
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: not alive(first[0]))
    assert total(port) == 1
    wait_until(lambda: len(set(children(process.pid)) - set(first)) == 1)
    assert total(port) == 1


def test_an_address_that_is_taken_is_refused_also_where_processes_share_it(
    server: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    _, port = server
    done = subprocess.run([sys.executable, "-m", "indexer", "serve", "--index", str(tmp_path / "index"), "--port",
                           str(port), "--processes", "2"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_all_end_when_the_first_is_told_to(server: tuple[subprocess.Popen[str], int], how: signal.Signals) -> None:
    process, port = server
    total(port)
    own = children(process.pid)
    process.send_signal(how)
    assert process.wait(timeout=30) == 0
    assert not [each for each in own if alive(each)]


def test_none_outlives_a_first_that_is_killed(server: tuple[subprocess.Popen[str], int]) -> None:
    process, _ = server
    own = children(process.pid)
    process.kill()
    wait_until(lambda: not any(alive(each) for each in own))
