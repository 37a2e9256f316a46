"""Which lines of a record can begin turns, and whether turns found far down are only quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.marks import Label, label_at
from indexer.understanding.structure.label_words import label_words, normal
from indexer.understanding.structure.turns import find_labels
from indexer.understanding.structure.units import Unit

QUOTED = 3  # labels of those whom a speech quotes


def labels_of(body: Sequence[Unit], key: Mapping[str, str]) -> dict[int, Label]:
    """The labels of turns among the units, by index; none in units whose speaker the format names."""
    return find_labels(["" if unit.speaker is not None or _is_topic(unit) else unit.text for unit in body], key)


def _is_topic(unit: Unit) -> bool:
    """True for a heading with words behind a colon that nobody speaks: `Regular Meeting Days: For purposes of ...`."""
    label = label_at(unit.text) if unit.kind == "heading" and ":" in unit.text else None
    return label is not None and label.words < len(unit.text) and not label_words().knows(normal(label.text))


def is_quoting(labels: Mapping[int, Label], lines: int) -> bool:
    """True for a few labels far down, each once: a speech that tells what others have said. Questions are no such."""
    words = label_words()
    names = [normal(label.text) for label in labels.values()]
    return (len(labels) <= QUOTED and min(labels) * 3 > lines and len(set(names)) == len(names)
            and not any(words.asks(name) for name in names))
