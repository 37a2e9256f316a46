"""Abbreviations whose full stop does not end a sentence, as English official texts use them."""

from __future__ import annotations

ABBREVIATIONS = frozenset((
    # before names
    "mr", "mrs", "ms", "mx", "messrs", "dr", "prof", "sr", "jr", "st", "mt", "ft", "rev", "hon", "rt", "gen", "lt",
    "maj", "col", "adm", "vadm", "radm", "capt", "cmdr", "sgt", "brig", "gov", "sen", "rep", "amb", "pres", "supt",
    "smt", "h.e", "h.r.h", "h.h", "h.m", "s.e.m", "s.e", "insp", "atty", "asst", "mme", "mlle",
    "ret", "retd", "rtd", "ma",
    # in dates and references
    "jan", "feb", "apr", "aug", "sept", "oct", "nov", "dec", "tues", "thurs", "approx", "ca", "cf", "vs", "v", "e.g",
    "i.e", "viz", "ed", "eds",
    # in names of bodies
    "dept", "gov't", "govt", "assn", "bros", "univ", "intl", "natl",
))

BEFORE_NUMBERS = frozenset((
    "no", "nos", "vol", "art", "arts", "para", "paras", "pp", "p", "ch", "fig", "ref", "res", "sec",
))
"""Those that are words of their own unless a number follows."""
