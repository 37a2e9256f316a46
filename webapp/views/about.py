"""What the archive holds, how to ask it, and what machines look for on any site."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from indexer import FACETS, SourceState
from webapp import links
from webapp.engine_access import get_engine, unchanged_since
from webapp.presenters.narrowing import facets_of
from webapp.search_state import SearchState
from webapp.views.common import answer

bp = Blueprint("about", __name__)
MOST_PROBLEMS = 200
SITEMAP_SIZE = 50_000  # addresses in one file, sitemaps.org
BASES = ("given", "stated", "inferred", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderView:
    name: str
    files: int
    records: int
    sections: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """How many records have a field, by where it is from, as counts and as shares of 100."""

    name: str
    counts: dict[str, int]
    shares: dict[str, float]


@bp.get("/coverage")
def coverage() -> Response:
    """What was read from where, what could not be, and how much of it is dated, placed and attributed."""
    return unchanged_since(_coverage)


def _coverage() -> str:
    engine = get_engine()
    info, sources = engine.info(), engine.sources()
    problems = [(problem.path.name, problem) for source in sources.values() for problem in source.problems]
    response = answer(SearchState(), limit=0, facets=("publisher", "kind"))
    return render_template(
        "coverage.html", state=SearchState(), info=info, folders=folders_of(list(sources.values())),
        fields=fields_of(info.coverage), problems=problems[:MOST_PROBLEMS], all_problems=len(problems), bases=BASES,
        facets=facets_of(response.facets, SearchState()))


def folders_of(sources: list[SourceState]) -> list[FolderView]:
    """The files by the folder they lie in, named below what all of them have in common."""
    parents = [_shown(posixpath.dirname(source.path.replace("\\", "/"))) for source in sources]
    common = posixpath.commonpath(parents) if parents and all(parents) else ""
    by_folder: dict[str, list[SourceState]] = defaultdict(list)
    for parent, source in zip(parents, sources, strict=True):
        by_folder[posixpath.relpath(parent, common) if common else parent].append(source)
    return [FolderView(name=posixpath.basename(common) if name in ("", ".") else name, files=len(own),
                       records=sum(len(source.records) for source in own), sections=sum(s.sections for s in own),
                       problems=sum(len(source.problems) for source in own))
            for name, own in sorted(by_folder.items())]


def _shown(folder: str) -> str:
    """The folder without what leads to it from elsewhere: `../`, and the root."""
    return posixpath.normpath("/" + folder).lstrip("/")


def fields_of(counts: object) -> list[FieldView]:
    found = []
    for name, own in dict(counts).items():  # type: ignore[call-overload]
        whole = sum(own.values()) or 1
        found.append(FieldView(name=name, counts=dict(own), shares={key: 100 * n / whole for key, n in own.items()}))
    return found


@bp.get("/help")
def help_page() -> str:
    """How to ask; every example is a link that asks it. It stands also while there is no index."""
    return render_template("help.html", state=SearchState(), examples=EXAMPLES)


EXAMPLES = (
    ("peace treaty", "all"), ('"peace treaty"', "phrase"), ('"negotiations"', "exact"), ("treaty -economic", "without"),
    ("climate OR energy", "either"), ("(visit OR meeting) moscow", "brackets"), ("negotiat*", "prefix"),
    ("Putni~", "fuzzy"), ("visit NEAR/5 Moscow", "near"), ("speaker:abe treaty", "speaker"),
    ("said:abe treaty", "said"), ('topic:"peace treaty"', "topic"), ("place:russia", "place"),
    ("title:summit", "title"), ("heading:economic", "heading"),
    ("date:2016", "date"), ("date:2016-11..2016-12", "range"), ("date:>=2016", "since"),
)


@bp.get("/robots.txt")
def robots() -> Response:
    """Crawlers are welcome on pages; combinations of filters are endless and stay closed to them."""
    narrowing = (f"/*{mark}{name}=" for name in (*FACETS, "from", "to", "sort", "page", "limit", "group", "said")
                 for mark in "?&")
    closed = (*narrowing, "/search.", "/facet/", "/who", "/over-time", "/suggest", "/api/")
    found = ["", f"Sitemap: {links.absolute(url_for('about.sitemap'))}"] if links.own_base() else []
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), *found, ""]
    return Response("\n".join(lines), mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """All records, in files of fifty thousand; one file where that is enough."""
    def make() -> str | Response:
        pages = _sitemap_pages()
        if len(pages) == 1:
            return _urlset(pages[0])
        rows = [links.absolute(url_for("about.sitemap_page", number=n)) for n in range(1, len(pages) + 1)]
        return Response(render_template("sitemap_index.xml", rows=rows), mimetype="application/xml")
    return unchanged_since(make)


@bp.get("/sitemap-<int:number>.xml")
def sitemap_page(number: int) -> Response:
    pages = _sitemap_pages()
    if not 1 <= number <= len(pages):
        abort(404)
    return unchanged_since(lambda: _urlset(pages[number - 1]))


def _sitemap_pages() -> list[list[str]]:
    records = [record for source in get_engine().sources().values() for record in source.records]
    return [records[n : n + SITEMAP_SIZE] for n in range(0, len(records), SITEMAP_SIZE)] or [[]]


def _urlset(records: list[str]) -> Response:
    rows = [links.absolute(url_for("record.page", record_id=record, ui=None)) for record in records]
    return Response(render_template("sitemap.xml", rows=rows), mimetype="application/xml")

