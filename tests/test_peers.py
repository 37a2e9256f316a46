"""Peers and bishops in the labels of parliaments, who are told apart by their territory."""

from __future__ import annotations

import pytest

from indexer.understanding.who.peers import peer
from tests.spoken import said

THANKS = "My Lords, I thank the noble Lord for that answer."


@pytest.mark.parametrize(("label", "name", "gender"), [
    ("Lord Steel of Northvale", "Steel of Northvale", "m"),
    ("Baroness Young of Old Quay", "Young of Old Quay", "f"),
    ("Lord Brooke of Sutton and the Marsh", "Brooke of Sutton and the Marsh", "m"),
    ("The Earl of Northvale", "Earl of Northvale", "m"),
    ("Countess of Quay", "Countess of Quay", "f"),
    ("The Marquess of Northvale", "Marquess of Northvale", "m"),
    ("The Lord Bishop of Quay and Sands", "Bishop of Quay and Sands", "m"),
])
def test_rank_and_territory_are_a_name(label: str, name: str, gender: str) -> None:
    assert peer(label) == (name, gender)


@pytest.mark.parametrize("label", [
    "Lord Steel", "Lord President of the Council", "Lord Chancellor", "Lord Mayor of Oslo", "Ann Hill",
    "Minister of Ports", "lord of the flies"])
def test_other_labels_are_no_peers(label: str) -> None:
    assert peer(label) is None


def test_two_of_one_rank_are_two_speakers() -> None:
    labels = ["Lord King of Quay", "The Earl of Northvale", "Lord King of Sands", "The Earl of Quay",
              "The Lord Bishop of Quay", "The Lord Bishop of Sands"]
    text = "# Questions\n3 May 2009\n" + "\n".join(f"{label}: {THANKS}" for label in labels * 2)
    assert len({speaker for _, speaker in said(text, kind="debate")}) == 6
