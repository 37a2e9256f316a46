"""The catalogues hold every word of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from webapp.i18n import FOLDER, LANGUAGES, SOURCE

WEBAPP = FOLDER.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}}
OTHERS = [name for name in LANGUAGES if name != SOURCE]


def words() -> Iterator[str | tuple[str, ...]]:
    for _file, _line, message, _comments, _context in extract_from_dir(
            WEBAPP, method_map=METHODS, options_map=OPTIONS, keywords={"_": None, "ngettext": (1, 2)}):
        yield message


def catalogue(name: str) -> Catalog:
    with (FOLDER / name / "messages.po").open("rb") as file:
        return read_po(file, locale=name)


def forms(text: str | Sequence[object] | None) -> list[str]:
    """The singular, and the plurals where there are any; a form that is missing is empty."""
    return [text] if isinstance(text, str) else [str(each or "") for each in text or [""]]


@pytest.mark.parametrize("name", OTHERS)
def test_every_word_of_the_interface_is_translated(name: str) -> None:
    found = catalogue(name)
    missing = []
    for message in set(words()):
        entry = found.get(message)
        if entry is None or entry.fuzzy or not all(forms(entry.string)):
            missing.append(message)
    assert not missing


@pytest.mark.parametrize("name", OTHERS)
def test_no_translation_is_left_of_words_that_are_gone(name: str) -> None:
    known = {message if isinstance(message, str) else message[0] for message in words()}
    ids = (message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(name) if message.id)
    assert not [each for each in ids if each not in known]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_filled_in_is_the_same_in_both_languages(name: str) -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s", text))

    for message in (each for each in catalogue(name) if each.id):
        ids, strings = ({frozenset(holes(each)) for each in forms(text)} for text in (message.id, message.string))
        assert ids == strings, message.id


def test_no_page_has_words_outside_the_catalogues() -> None:
    """Letters between tags of a template, or in what is read out, that no catalogue knows."""
    spoken = re.compile(r"(?:aria-label|title)=\"[^\"{]*[A-Za-z]{3}[^\"{]*\"|>[^<>{}]*[A-Za-z]{3}[^<>{}]*<")
    stray = []
    for path in sorted(Path(WEBAPP / "templates").glob("*.html")):
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        stray += [(path.name, match.group().strip()) for match in spoken.finditer(plain)]
    allowed = {"JSON", "CSV", "Atom"}
    assert not [each for each in stray if each[1].strip("<> ") not in allowed]
