"""What a reader types, and what it means: our own grammar, free of any engine's.

    query     = any
    any       = all { "OR" all }
    all       = near { [ "AND" ] near }                  all are required; "OR" binds least
    near      = unary { "NEAR/" number unary }           at most so many words apart, in either order
    unary     = { "-" | "NOT" | field ":" } primary      "-" and "field:" stand right before what they belong to
    primary   = word | quotation | "(" any ")"
    word      = letters [ "*" | "~" [ "1" | "2" ] ]      beginning of a word; spelt nearly so
              | "*"                                      everything; after a field: any value at all
    quotation = '"' text '"' [ "~" number ]              one word: exactly this form; several: one after the other;
                                                         with a number: at most so many words from one to the next
    field     = "title" | "heading" | "text"                              where the words stand
              | "speaker" | "said" | "mentioned" | "topic" | "place" | "publisher" | "kind" | "event" | "act"
              | "language" | "id" | "date"
    date      = day | [ day ] ".." [ day ] | ( ">=" | ">" | "<=" | "<" ) day     after "date:"
    day       = YYYY [ "-" MM [ "-" DD ] ]

Operators are in capitals. A word matches by its stem, in any form (`treaties` finds `treaty`); in quotation marks a
single word matches exactly, several match one after the other by their stems. Case, accents, macrons and width never
matter; quotation marks, colons and brackets may be typographic or full-width. A hyphenated word is found written in
two, with a hyphen, and as one. Common words (`the`, `of`) are left out beside others, but count in quotations.
`said:abe` narrows the words that stand beside it to those that Abe is said to have spoken. Names of people are matched
through the authority file.

Nothing is an error: signs that are out of place are left out or read as plain words, and the notes say so.
"""

from indexer.query.combining import Synonyms
from indexer.query.distance import within
from indexer.query.lexer import FIELDS
from indexer.query.parser import ParsedQuery, parse_query
from indexer.query.reading import describe, unparse
from indexer.query.relaxing import MostWords, most_words
from indexer.query.words import Names, words_of

__all__ = [
    "FIELDS",
    "MostWords",
    "Names",
    "ParsedQuery",
    "Synonyms",
    "describe",
    "most_words",
    "parse_query",
    "unparse",
    "within",
    "words_of",
]
