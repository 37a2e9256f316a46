"""The interface's words in the reader's language, and dates and numbers as that language writes them.

Catalogues are `translations/<language>/messages.po`, read as they stand: there is no compiled copy to go stale.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request

FOLDER = Path(__file__).parent / "translations"
SOURCE = "en"
LANGUAGES = {SOURCE: "en_GB", "fr": "fr_FR"}  # each with the locale of its dates and numbers


def init_app(app: Flask) -> None:
    """Let templates translate, and let `ui=` in an address choose the language and stay in the links of the page."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: translations().gettext(text),
        lambda one, many, n: translations().ngettext(one, many, n), newstyle=True)

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, object]) -> None:
        if has_request_context() and endpoint != "static" and (chosen := _chosen()):
            values.setdefault("ui", chosen)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """The text as it stands, marked to be translated where it is shown."""
    return text


def _(text: str, **values: object) -> str:
    """The text in the reader's language, with `%(name)s` filled in."""
    found = translations().gettext(text)
    return found % values if values else found


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """One or many, by `n`, which is also `%(num)s`, written with the language's separators."""
    return translations().ngettext(one, many, n) % {"num": number(n), **values}


def language() -> str:
    """The language of the page: chosen in the address, else the browser's first that there is, else English."""
    if not has_request_context():
        return SOURCE
    if "language" not in g:
        g.language = _chosen() or request.accept_languages.best_match(LANGUAGES) or SOURCE
    return str(g.language)


def _chosen() -> str | None:
    chosen = request.args.get("ui")
    return chosen if chosen in LANGUAGES else None


def translations() -> NullTranslations:
    return _catalogue(language())


@cache
def _catalogue(name: str) -> NullTranslations:
    path = FOLDER / name / "messages.po"
    if name == SOURCE or not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=name))
    compiled.seek(0)
    return Translations(compiled)


def locale() -> Locale:
    return Locale.parse(LANGUAGES[language()])


def own_name(name: str) -> str:
    """The language as its speakers call it: `Français`."""
    return str(Locale.parse(name).get_display_name()).capitalize()


def decimal_comma() -> bool:
    """Whether the reader's language writes 1,5: its spreadsheets then part the cells of a CSV file by semicolons."""
    return numbers.get_decimal_symbol(LANGUAGES[language()]) == ","


def number(value: int | float) -> str:
    return _number(value, LANGUAGES[language()])


def percent(share: float) -> str:
    """A share of 1 as a percentage without decimals; a little is `<1%`, not nothing."""
    written = numbers.format_percent(max(share, 0.01) if share else 0, locale=LANGUAGES[language()])
    return f"<{written}" if 0 < share < 0.005 else written


@lru_cache(maxsize=4096)
def _number(value: int | float, name: str) -> str:
    return numbers.format_decimal(value, locale=name)


def long_date(iso: str | None) -> str:
    """A date at the precision it has: `19 November 2016`, `November 2016`, `2016`; as it stands where it is none."""
    return _date(iso, "d MMMM y", "MMMM y")


def short_date(iso: str | None) -> str:
    """The same with short names of months."""
    return _date(iso, "d MMM y", "MMM y")


def _date(iso: str | None, day: str, month: str) -> str:
    if not iso:
        return ""
    try:
        given = dt.date.fromisoformat(f"{iso}-01-01"[:10]) if len(iso) == 4 else dt.date.fromisoformat(f"{iso}-01"[:10])
    except ValueError:
        return iso
    if len(iso) == 4:
        return iso
    return _written(given, day if len(iso) > 7 else month, LANGUAGES[language()])


@lru_cache(maxsize=4096)
def _written(date: dt.date, pattern: str, name: str) -> str:
    return dates.format_date(date, pattern, locale=name)
