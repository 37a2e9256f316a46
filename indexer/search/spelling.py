"""“Did you mean”: another spelling of the words that are nowhere in the index, where it finds something."""

from __future__ import annotations

import re

import indexer.analysis as analysis
from indexer.query.tree import Phrase, Word, leaves
from indexer.search.asking import Question
from indexer.search.knowledge import QueryKnowledge
from indexer.search.suggesting import respelt

MOST_RESPELT = 4  # words of one query


def corrected(question: Question, knowledge: QueryKnowledge) -> str | None:
    """The query with unknown words respelt; None unless it then has matches under the same filters."""
    text, changed = question.request.text, 0
    for leaf in dict.fromkeys(leaves(question.tree)):
        if question.deadline.passed() or changed == MOST_RESPELT:
            break
        if not isinstance(leaf, Word | Phrase):
            continue
        for typed in re.findall(r"[^\W\d_]+", leaf.text):
            better = _better(question, typed)
            if better:
                respelled = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", better, text, count=1)
                changed += respelled != text
                text = respelled
    if not changed:
        return None
    again = Question(question.snapshot, knowledge.parse(text), question.request, question.deadline)
    return text if len(again.matches) else None


def _better(question: Question, typed: str) -> str | None:
    forms = analysis.sequence(typed).exact
    if len(forms) != 1 or question.matcher.words.cuts_of("stem", analysis.stem(forms[0])):
        return None
    return respelt(question.snapshot, forms[0])
