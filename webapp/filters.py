"""What templates may call: dates, numbers, marked text, addresses."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request, url_for

from indexer import FACETS
from webapp import i18n, links, rendering
from webapp.labels import (
    act_label,
    basis_label,
    facet_label,
    facet_plural,
    kind_label,
    mode_label,
    precision_label,
    presence_label,
    rule_label,
)
from webapp.people import name_in_words
from webapp.told import in_words

STATIC = Path(__file__).parent / "static"


def init_app(app: Flask) -> None:
    app.config.setdefault("VERSION", _version())
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        long_date=i18n.long_date, short_date=i18n.short_date, number=i18n.number, percent=i18n.percent,
        told=in_words, plain=rendering.plain,
        safe_url=rendering.safe_url, lang=rendering.language_of, dir=rendering.direction_of, anchor=links.anchor,
        facet_label=facet_label, facet_plural=facet_plural, act_label=act_label, kind_label=kind_label,
        rule_label=rule_label, speaker_name=name_in_words, basis_label=basis_label,
        mode_label=mode_label, precision_label=precision_label, presence_label=presence_label)
    env.globals.update(
        asset=asset, language=i18n.language, languages=i18n.LANGUAGES, own_name=i18n.own_name,
        other_language_url=other_language_url,
        search_url=links.search_url, record_url=links.record_url, entity_url=links.entity_url,
        data_url=links.data_url, section_url=links.section_url, key_of=links.key_of, fragment=links.fragment,
        facet_names=FACETS, absolute=links.absolute)


def asset(name: str) -> str:
    """The address of a static file, with its content's hash, so that browsers may keep it for good."""
    cache: dict[str, str] = current_app.extensions.setdefault("assets", {})
    if name not in cache:
        cache[name] = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=cache[name])


def other_language_url(name: str) -> str:
    """This very page in another language of the interface."""
    args = [(key, value) for key, values in request.args.lists() for value in values if key != "ui"]
    return quote(request.path) + "?" + urlencode([*args, ("ui", name)])


def _version() -> str:
    """What changes whenever a page may look otherwise: the version, and the templates' and catalogues' bytes."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".html", ".po", ".css", ".js", ".xml"):
            digest.update(path.read_bytes())
    try:
        name = version("onrecord")
    except PackageNotFoundError:
        name = "0"
    return json.dumps([name, digest.hexdigest()[:12]])
