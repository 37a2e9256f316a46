"""What a section is about, in the words of the topic vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from indexer.knowledge.vocabulary import Mentions, TopicVocabulary

MOST = 4
"""Topics a section has at most, unless its source gives more."""

SHORT = 150
"""Up to so many words a single phrase shows what a section is about: the length of a long item of a readout."""

WORDS_A_MENTION = 200
MOST_MENTIONS = 6
"""Past SHORT, a topic needs two mentions, and one more for each WORDS_A_MENTION words, up to MOST_MENTIONS. So a
passing mention in a long text is none, and a speech of any length can have a topic."""

OPENING = 40
"""A phrase among so many first words counts twice: official texts say early what they are about."""

SHORT_HEADING = 5
"""Phrases that count in headings only do so in headings of so many words: "Economy" is a topic, the economy that
"Is the economy safe for banks?" names is none yet."""

WEAK = 0.5  # what a weak phrase counts, a strong one counting 1
TITLED = 2.0  # times that mentions count for a topic that the record's title names


def topics_of(title: str | None, heading: str | None, path: tuple[str, ...], text: str, given: tuple[str, ...],
              vocabulary: TopicVocabulary) -> tuple[str, ...]:
    """Preferred labels of a section's topics, the surest first.

    First those the source gives (unknown ones as they are), then those the heading names (of the section, else the
    nearest one above it that names any), then those the text shows, most mentions first. A heading that says nothing
    is passed over. No more than MOST, unless more are given; no broader term beside a narrower one, unless given.
    """
    certain = tuple(dict.fromkeys(vocabulary.preferred(name) for name in given if name.strip()))
    named = _named((heading, *reversed(path)), vocabulary)
    shown = _shown(vocabulary.mentions(text), _topics_in_heading(title or "", vocabulary))
    found = _narrowest(dict.fromkeys((*named, *shown)), certain, vocabulary)
    return (*certain, *found[:max(0, MOST - len(certain))])


def _named(headings: Iterable[str | None], vocabulary: TopicVocabulary) -> tuple[str, ...]:
    """The topics of the first heading that names any."""
    for heading in headings:
        if heading and not vocabulary.says_nothing(heading) and (topics := _topics_in_heading(heading, vocabulary)):
            return topics
    return ()


@lru_cache(maxsize=1024)  # a title stands over each section of its record, a heading over each item
def _topics_in_heading(heading: str, vocabulary: TopicVocabulary) -> tuple[str, ...]:
    """All topics with a phrase of any strength, full phrases before weak ones, in order of mention."""
    found = vocabulary.mentions(heading)
    labels = [label for label in found.first
              if label in found.strong or label in found.weak or found.words <= SHORT_HEADING]
    return tuple(sorted(labels, key=lambda label: (label not in found.strong, found.first[label], label)))


def _shown(found: Mentions, in_title: tuple[str, ...]) -> list[str]:
    """The topics that a text mentions often enough for its length, most mentions first, then the earliest."""
    needed = 1 if found.words <= SHORT else min(MOST_MENTIONS, 2 + (found.words - SHORT) // WORDS_A_MENTION)
    scores = {label: (found.strong.get(label, 0) + WEAK * found.weak.get(label, 0)
                      + (label in found.strong and at < OPENING)) * (TITLED if label in in_title else 1.0)
              for label, at in found.first.items()}
    enough = [label for label, score in scores.items() if score >= needed]
    return sorted(enough, key=lambda label: (-scores[label], found.first[label], label))


def _narrowest(labels: Iterable[str], certain: tuple[str, ...], vocabulary: TopicVocabulary) -> tuple[str, ...]:
    """The labels without those given already and without the broader terms of any other."""
    kept = tuple(label for label in labels if label not in certain)
    broader = {above for label in (*kept, *certain) for above in vocabulary.above(label)}
    return tuple(label for label in kept if label not in broader)
