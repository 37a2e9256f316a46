"""Small source files for the tests of the formats, and what they give."""

from __future__ import annotations

from pathlib import Path

from indexer.formats import Limits, SourceFile, find_sources, read_records
from indexer.model import Problem, Record


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content below the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_all(path: Path, limits: Limits | None = None) -> tuple[list[Record], list[Problem]]:
    """All records under a path, and all problems of finding and reading them."""
    limits = limits or Limits()
    records: list[Record] = []
    problems: list[Problem] = []
    for source in find_sources([path], limits=limits):
        if not isinstance(source, SourceFile):
            problems.append(source)
            continue
        for each in read_records(source, limits=limits):
            if isinstance(each, Problem):
                problems.append(each)
            else:
                records.append(each)
    return records, problems


def read_one(folder: Path, name: str, content: str | bytes) -> Record:
    """The only record of a file of this content, which must have no fault."""
    records, problems = read_all(write(folder, name, content))
    assert problems == []
    assert len(records) == 1
    return records[0]


def texts(record: Record) -> list[str]:
    """The words of the record's blocks."""
    return [record.text[block.start:block.end] for block in record.blocks]


def kinds(record: Record) -> list[tuple[str, str]]:
    """Kind and words of the record's blocks."""
    return [(block.kind, record.text[block.start:block.end]) for block in record.blocks]


def check_layout(record: Record) -> None:
    """Blocks cut the text exactly: in order, not empty, an empty line between each two, nothing left over."""
    if not record.text and record.format in ("csv", "json", "jsonl"):  # a row that holds no text
        assert not record.blocks
        return
    assert record.blocks
    assert record.text == "\n\n".join(texts(record))
    assert all(text.strip() == text and text for text in texts(record))
    position = -2
    for block in record.blocks:
        assert block.start == position + 2
        position = block.end
    assert position == len(record.text)
    record.text.encode("utf-8")
    assert "\x00" not in record.text
