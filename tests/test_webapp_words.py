"""The catalogues hold every word of the interface."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from indexer import ENGLISH
from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import ParsedRecord
from indexer.reading import parsed_records
from tests.browser.archive import archive
from tests.fake_engine import FakeEngine
from webapp import create_app
from webapp.i18n import FOLDER, LANGUAGES, SOURCE
from webapp.labels import RULES, act_label, kind_label, rule_label

WEBAPP = FOLDER.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}}
OTHERS = [name for name in LANGUAGES if name != SOURCE]


def words() -> Iterator[str | tuple[str, ...]]:
    for _file, _line, message, _comments, _context in extract_from_dir(
            WEBAPP, method_map=METHODS, options_map=OPTIONS, keywords={"_": None, "N_": None, "ngettext": (1, 2)}):
        yield message
    yield from ENGLISH.values()


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


QUERY = "(foo:bar date:soon speaker: p* pe*ce ab~ peace~9 NEAR/500 treaty AND \"the OR the treaty"
PAGES = (
    "/", "/search", "/search?q=treaty&speaker=Shinzo+Abe&from=2016&to=2018&said=1", "/search?q=treaty&page=900",
    "/search?q=zzz&speaker=Shinzo+Abe&from=1900&to=1901", "/search?q=zzz", f"/search?q={QUERY}&from=soon",
    "/search?q=said:abe+title:treaty+-(a+OR+b)+date:2016-11+peace+NEAR/5+treaty", "/record/meeting-1?q=treaty",
    "/record/summit", "/record/speech", "/section/meeting-1/1", "/facet/speaker?q=treaty", "/facet/place?order=az",
    "/facet/date", "/facet/kind", "/facet/act", "/facet/topic?starts=zzz", "/speaker/Shinzo%20Abe", "/topic/energy",
    "/place/Peru/Lima", "/who?q=treaty", "/who?q=zzz", "/over-time?q=treaty&compare=plan", "/over-time?q=zzz&rate=1",
    "/coverage", "/help", "/api", "/nothing",
)
_SPOKEN = ("aria-label", "title", "placeholder", "data-line", "data-words", "data-done")
_WORD = re.compile(r"[a-zà-ÿ]{3,}")
# What is shown as it must be typed, and names.
AS_TYPED = frozenset((
    "speaker", "topic", "place", "title", "heading", "date", "text", "said", "record", "search", "api", "csv", "json",
    "atom", "csl", "bibtex", "ris", "openapi", "near", "and", "not", "english", "negotiat", "energy", "climate",
    "visit", "moscow"))


def shown_in(language: str, page: str) -> Iterator[str]:
    """What a page says in a language to those who see it or hear it, without what stands in a language of its own."""
    for each in lxml.html.fromstring(page).iter():
        if not isinstance(each.tag, str) or each.tag in ("script", "style", "code", "textarea"):
            continue
        inside = next((at.get("lang") for at in (each, *each.iterancestors()) if at.get("lang")), None)
        around = next((at.get("lang") for at in each.iterancestors() if at.get("lang")), None)
        own = each.tag not in ("title", "h1") and any(at.tag in ("code", "kbd") for at in each.iterancestors())
        if inside == language and not own:
            yield from (each.get(name, "") for name in _SPOKEN)
            yield each.text or ""
        if around == language:
            yield each.tail or ""


def words_in(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("name", OTHERS)
def test_no_page_in_another_language_says_an_english_word_of_the_interface(name: str, address: str) -> None:
    """But for what the records say, which stays as it is."""
    english = {word for message in words() for text in forms(message) for word in words_in(text)}
    own = {word for message in catalogue(name) if message.id for text in forms(message.string)
           for word in words_in(text)}
    records = words_in(" ".join(map(repr, archive())))
    page = create_app(FakeEngine(archive())).test_client().get(address, headers={"Accept-Language": name})
    said = {word for text in shown_in(name, page.get_data(as_text=True)) for word in words_in(text)}
    assert not said & (english - own) - records - AS_TYPED - words_in(address)


def test_the_english_page_says_the_english_words() -> None:
    """So that the test above would find them."""
    page = create_app(FakeEngine(archive())).test_client().get("/search?q=treaty").get_data(as_text=True)
    said = {word for text in shown_in("en", page) for word in words_in(text)}
    assert {"narrow", "newest", "read", "publisher"} <= said


@pytest.mark.parametrize(("address", "said"), [
    ("/search?q=date:2016-11-19", "Compris ainsi : date : 19 novembre 2016"),
    ("/search?q=peace+NEAR/5+treaty+-plan", "Compris ainsi : peace à 5 mots au plus de treaty ; sans : plan"),
    ("/search?q=foo:treaty", "« foo: » n’est pas un champ ; ses mots sont cherchés tels quels."),
    ("/record/summit", "19 novembre 2016"),
    ("/search?q=treaty&from=2016", "Date 2016 et après"),
])
def test_dates_numbers_and_what_was_understood_are_written_in_french(address: str, said: str) -> None:
    page = create_app(FakeEngine(archive())).test_client().get(address, headers={"Accept-Language": "fr"})
    text = lxml.html.fromstring(page.get_data(as_text=True)).text_content()
    assert said in " ".join(text.split())


def test_numbers_have_their_thousands_apart_as_the_language_has_it() -> None:
    app: Any = create_app(FakeEngine(archive()))
    for language, written in (("en", "12,345"), ("fr", "12\u202f345")):
        with app.test_request_context("/", headers={"Accept-Language": language}):
            assert app.jinja_env.filters["number"](12345) == written
            assert app.jinja_env.filters["percent"](0.41) == {"en": "41%", "fr": "41\u00a0%"}[language]


def test_every_kind_and_act_of_the_lexicon_has_its_words() -> None:
    lexicon = WEBAPP.parent / "data" / "lexicon"
    kinds = [row["label"] for row in tomllib.loads((lexicon / "kinds.toml").read_text("utf-8"))["kind"]]
    acts = set(re.findall(r'^act = "(\w+)"', (lexicon / "en.toml").read_text("utf-8"), re.MULTILINE))
    acts.discard("none")  # of verbs that tell a deed: no statement has it
    with create_app(FakeEngine()).test_request_context("/?ui=fr"):
        same = {"interview", "communique"}  # as a word; written as French has it
        assert not [kind for kind in kinds if kind not in same and kind_label(kind) == kind.replace("-", " ")]
        assert not [act for act in acts if act_label(act) == act.replace("_", " ")]
        assert rule_label("change of subject, second verb") == "changement de sujet, second verbe"


def test_every_rule_that_reading_names_has_words_in_every_language() -> None:
    pages = Path(__file__).parent / "pages"
    knowledge, limits = load_knowledge(), Limits()
    rules: set[str] = set()
    for source in find_sources([pages / each for each in ("structures", "families", "ministries")], limits=limits):
        assert isinstance(source, SourceFile)
        for record in parsed_records(source, knowledge, limits):
            if isinstance(record, ParsedRecord):
                told = [record.when, record.place, *record.participants,
                        *(statement for section in record.sections for statement in section.statements)]
                rules |= {part for each in told if each is not None for part in (each.rule or "").split(", ") if part}
    assert len(rules) > 50
    assert {rule for rule in rules if rule not in RULES} == set()
