"""The versioned JSON API, and its OpenAPI 3.1 description, both made from the one table `ENDPOINTS`.

Unlike a page, which mends what it is asked, the API refuses arguments out of bounds, with 400 and the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import FACETS, as_json
from webapp import links
from webapp.api_shapes import (
    FacetShape,
    HitShape,
    InfoShape,
    PeriodsShape,
    Problem,
    RecordShape,
    SearchShape,
    SectionShape,
    SpeakersShape,
    SuggestionShape,
    schema_of,
)
from webapp.dates_typed import read_date
from webapp.engine_access import get_engine, unchanged_since
from webapp.i18n import N_
from webapp.search_state import (
    LARGEST_SIZE,
    LAST_PAGE,
    LONGEST_TEXT,
    LONGEST_VALUE,
    MOST_VALUES,
    SORTS,
    SearchState,
    clean,
)
from webapp.views.common import answer, budgeted, noting_limits, state_of_request
from webapp.views.data import hit_address, json_answer
from webapp.views.record import record_json

bp = Blueprint("api", __name__)
VERSION = "1"
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    about: str
    schema: Schema
    where: Literal["query", "path"] = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    path: str  # below /api/v1, with {names}
    about: str
    parameters: tuple[Parameter, ...]
    shape: object
    make: Callable[..., object]


def _number(name: str, about: str, most: int, default: int, least: int = 1) -> Parameter:
    return Parameter(name=name, about=about,
                     schema={"type": "integer", "minimum": least, "maximum": most, "default": default})


def _choice(name: str, about: str, *values: str) -> Parameter:
    return Parameter(name=name, about=about, schema={"type": "string", "enum": list(values), "default": values[0]})


WORDS = Parameter(name="q", about="Words and operators, as in the search box",
                  schema={"type": "string", "maxLength": LONGEST_TEXT})
DATE = ("^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
        "|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|1[0-9]|2[0-9]))?$")
DATES = tuple(Parameter(name=name, about=f"{about} day, month or year, included",
                        schema={"type": "string", "pattern": DATE})
              for name, about in (("from", "First"), ("to", "Last")))
FILTERS = tuple(Parameter(name=name, about=f"Values of the facet {name}, joined by or",
                          schema={"type": "array", "items": {"type": "string", "maxLength": LONGEST_VALUE},
                                  "maxItems": MOST_VALUES}) for name in FACETS)
SAID = _choice("said", "1: only words that the chosen speakers are said to have spoken", "0", "1")
NARROWING = (WORDS, *FILTERS, *DATES, SAID)
RECORD = Parameter(name="record_id", about="A record's id", where="path", schema={"type": "string"})
KEY = Parameter(name="key", about="What follows # in a section's id", where="path", schema={"type": "string"})


def search() -> object:
    return as_json.search_response(answer(state_of_request(grouped=False), facet_limit=20), hit_address)


def record(record_id: str) -> object:
    documents = get_engine().get(record_id)
    if not documents:
        abort(404)
    return record_json(documents)


def section(record_id: str, key: str) -> object:
    found = next((d for d in get_engine().get(record_id) if links.key_of(d.id) == key), None)
    if found is None:
        abort(404)
    return as_json.document(found)


def similar(record_id: str, key: str) -> object:
    section(record_id, key)
    found = get_engine().similar(f"{record_id}#{key}", limit=_int("limit", 5))
    return [as_json.hit(hit, hit_address(hit)) for hit in found]


def facet(name: str) -> object:
    if name not in FACETS:
        abort(404)
    found = get_engine().facet(
        budgeted(state_of_request().request(facets=(), limit=0)), name, prefix=clean(request.args.get("starts", "")),
        offset=_int("offset", 0), limit=_int("limit", 100), alphabetic=request.args.get("order") == "az")
    return as_json.facet(noting_limits(found))


def who() -> object:
    asked = budgeted(state_of_request().request(facets=(), limit=0))
    return as_json.speaker_table(noting_limits(get_engine().who(asked, limit=_int("limit", 100))))


def over_time() -> object:
    unit: Literal["year", "month"] = "month" if request.args.get("unit") == "month" else "year"
    asked = budgeted(state_of_request().request(facets=(), limit=0))
    return as_json.period_table(noting_limits(get_engine().over_time(asked, unit)))


def suggest() -> object:
    prefix = clean(request.args.get("q", ""))[:100].strip()
    found = get_engine().suggest(prefix, limit=_int("limit", 10)) if prefix else ()
    return [{"field": each.field, "value": each.value, "count": each.count} for each in found]


def info() -> object:
    return as_json.engine_info(get_engine().info())


ENDPOINTS = (
    Endpoint(path="/search", about=N_("Sections that match, with facets and snippets"), make=search, shape=SearchShape,
             parameters=(*NARROWING, _choice("sort", "Order", *SORTS),
                         _choice("group", "`record`: at most one hit a record, the best", "none", "record"),
                         _number("limit", "Hits a page", LARGEST_SIZE, 20), _number("page", "Page", LAST_PAGE, 1))),
    Endpoint(path="/records/{record_id}", about=N_("A record with its sections"), make=record, shape=RecordShape,
             parameters=(RECORD,)),
    Endpoint(path="/sections/{record_id}/{key}", about=N_("One section"), make=section, shape=SectionShape,
             parameters=(RECORD, KEY)),
    Endpoint(path="/similar/{record_id}/{key}", about=N_("Sections of other records most like this one"), make=similar,
             shape=list[HitShape], parameters=(RECORD, KEY, _number("limit", "How many", 20, 5))),
    Endpoint(path="/facets/{name}", about=N_("All values of a facet for a query, a part at a time"), make=facet,
             shape=FacetShape, parameters=(
                 Parameter(name="name", about="Facet", where="path", schema={"type": "string", "enum": list(FACETS)}),
                 *NARROWING, Parameter(name="starts", about="Only values that begin with this",
                                       schema={"type": "string", "maxLength": 100}),
                 _choice("order", "The largest first, or A to Z", "count", "az"),
                 _number("limit", "How many", 1000, 100), _number("offset", "From which", 100_000, 0, least=0))),
    Endpoint(path="/who", about=N_("Who said it: speakers of all that matches, the most sections first"), make=who,
             shape=SpeakersShape, parameters=(*NARROWING, _number("limit", "How many", 1000, 100))),
    Endpoint(path="/over-time", about=N_("Matches by year or month"), make=over_time, shape=PeriodsShape,
             parameters=(*NARROWING, _choice("unit", "Period", "year", "month"))),
    Endpoint(path="/suggest", about=N_("Completions of what is typed"), make=suggest, shape=list[SuggestionShape],
             parameters=(WORDS, _number("limit", "How many", 50, 10))),
    Endpoint(path="/info", about=N_("Generation, counts, size and coverage of the index"), make=info, shape=InfoShape,
             parameters=()),
)


def _int(name: str, default: int) -> int:
    return request.args.get(name, default, type=int)


def checked(endpoint: Endpoint) -> None:
    """Refuse, with 400 and the reason, what the endpoint's parameters do not allow."""
    for parameter in endpoint.parameters:
        given = request.args.getlist(parameter.name) if parameter.where == "query" else []
        if parameter.schema["type"] != "array" and len(given) > 1:
            abort(400, f"{parameter.name} is given {len(given)} times; give it once")
        if len(given) > parameter.schema.get("maxItems", len(given)):
            abort(400, f"{parameter.name} has more than {parameter.schema['maxItems']} values")
        for value in given:
            if fault := _fault(parameter, value):
                abort(400, f"{parameter.name} {fault}")


def _fault(parameter: Parameter, value: str) -> str | None:
    schema = parameter.schema.get("items", parameter.schema)
    if schema["type"] == "integer":
        plain = value.isascii() and value.removeprefix("-").isdigit() and len(value) < 10
        if not plain or not schema["minimum"] <= int(value) <= schema["maximum"]:
            return f"must be a whole number from {schema['minimum']} to {schema['maximum']}"
    elif "enum" in schema and value not in schema["enum"]:
        return f"must be one of {', '.join(schema['enum'])}"
    elif "pattern" in schema and (read_date(value) != value):
        return "must be a date: 2016, 2016-11 or 2016-11-19"
    elif len(value) > schema.get("maxLength", len(value)):
        return f"must not be longer than {schema['maxLength']} characters"
    return None


def _register(endpoint: Endpoint) -> None:
    rule = f"/api/v{VERSION}{endpoint.path}".replace("{", "<").replace("}", ">")

    def view(**values: str) -> Response:
        checked(endpoint)
        return unchanged_since(lambda: json_answer(endpoint.make(**values)))

    view.__doc__ = endpoint.about
    bp.add_url_rule(rule, endpoint.make.__name__, view, methods=["GET"])


for _endpoint in ENDPOINTS:
    _register(_endpoint)


@bp.get(f"/api/v{VERSION}/openapi.json")
def description() -> Response:
    """The API's description, OpenAPI 3.1."""
    return json_answer(openapi())


@bp.get("/api")
def description_page() -> Response | str:
    """What there is to take away, for readers: every endpoint with its parameters."""
    return render_template("api.html", state=SearchState(), endpoints=ENDPOINTS, root=f"/api/v{VERSION}",
                           description_url=url_for("api.description"))


def openapi() -> Schema:
    """The description as a value."""
    named: Schema = {}
    refusals: Schema = {code: {"description": words, "content": {"application/problem+json": {
        "schema": schema_of(Problem, named)}}} for code, words in (
            ("400", "An argument is out of bounds"), ("404", "There is none"), ("503", "The index cannot be read now"))}
    refusals["431"] = {"description": "The address is longer than the server reads"}
    paths: Schema = {}
    for each in ENDPOINTS:
        answers = {"200": {"description": each.about, "content": {"application/json": {
            "schema": schema_of(each.shape, named)}}}}
        paths[f"/api/v{VERSION}{each.path}"] = {"get": {
            "operationId": each.make.__name__, "summary": each.about, "responses": answers | refusals,
            "parameters": [_described(parameter) for parameter in each.parameters]}}
    return {"openapi": "3.1.0", "info": {
        "title": "On Record", "version": VERSION, "license": {"name": "MIT", "identifier": "MIT"},
        "description": "Search over official statements. Offsets are in characters, [start, end). "
                       "Dates are ISO 8601 at the precision the source gives."},
        "servers": [{"url": links.absolute("") or "/"}], "paths": paths, "components": {"schemas": named}}


def _described(parameter: Parameter) -> Schema:
    described: Schema = {"name": parameter.name, "in": parameter.where, "description": parameter.about,
                         "required": parameter.where == "path", "schema": parameter.schema}
    if parameter.schema["type"] == "array":
        described |= {"style": "form", "explode": True}
    return described
