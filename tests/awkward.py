"""Texts that are one thing again and again: a rule that looks too far ahead or back takes too long on one of them."""

from __future__ import annotations

UNITS = {
    "lines of a letter": "a\n",
    "lines of Q": "Q\n",
    "labels without words": "A:\n",
    "items of a letter": "- a\n",
    "numerals": "II. ",
    "one short sentence": "They met. ",
    "paragraphs of a short sentence": "They met.\n\n",
    "one short sentence of report": "The Minister said so. ",
    "questions and answers": "Q: Why?\nA: No.\n",
    "short headings": "# A\n\nb c.\n\n",
    "reports": "The ministers met in Tokyo and agreed.\n\n",
    "quotations": "“We met.” ",
    "sentences of another language": "Führung und Größe. ",
    "two people meeting": "President Ann Hill and Minister Bob Cox met. ",
    "names": "Mr. Abe, ",
    "roles": "Minister ",
    "says within says": "He said, she said, ",
    "dates": "5 May 2020, ",
    "abbreviations": "U.S. ",
    "stops": ".",
    "commas": ", ",
    "open brackets": "(",
    "owners": "Putin's ",
    "of and of": "of the ",
    "capitals": "MINISTER ABE\n",
    "one word without end": "a",
}


def awkward(name: str, characters: int) -> str:
    """So many characters of the text of that name."""
    unit = UNITS[name]
    return (unit * (characters // len(unit) + 1))[:characters]
