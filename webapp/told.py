"""What the engine tells (how a query was read, what was left out), in the reader's language."""

from __future__ import annotations

from indexer import ENGLISH, Value, Wording, written
from webapp.i18n import _, long_date, number, translations
from webapp.rendering import plain


def in_words(told: Value) -> str:
    """The words of the message catalogue, with dates and numbers as the reader's language writes them."""
    return written(told, _pattern, _leaf)


def _pattern(code: str, number: int | None) -> str:
    english = ENGLISH[code]
    if isinstance(english, str):
        return _(english)
    return translations().ngettext(*english, 1 if number is None else number)


def _leaf(value: Wording | str | int) -> str | None:
    if isinstance(value, int):
        return number(value)
    if isinstance(value, str):
        return plain(value)
    return long_date(dict(value.values)["iso"]) if value.code == "day" else None  # type: ignore[arg-type]
