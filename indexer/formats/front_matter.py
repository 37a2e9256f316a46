"""Fields at the top of a Markdown file: YAML between ``---`` lines, or TOML between ``+++`` lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from indexer.formats.values import Members, members_of
from indexer.knowledge.folder import toml_tables

_OPENING = re.compile(r"\s*(---|\+\+\+)[ \t]*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_LONGEST = 200_000  # characters; more is no front matter but a text that opens with a rule
_YAML_FIELD = re.compile(r"""\s*["']?[A-Za-z_][\w -]{0,40}["']?\s*:(\s|$)""")
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar as printed, no objects


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Its members by dotted name, where the body begins, and what is wrong with it (`line` from 1)."""

    members: Members = field(default_factory=dict)
    body: int = 0  # offset in the text
    body_line: int = 1
    fault: str | None = None
    fault_line: int = 0


def split_front_matter(text: str) -> FrontMatter:
    """The front matter of a text whose line ends are ``\\n``; an empty one where there is none."""
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSING[opening[1]].search(text, opening.end(), opening.end() + _LONGEST)
    first_line = text.count("\n", 0, opening.end()) + 1
    if not closing:
        if opening[1] == "---" and _YAML_FIELD.match(text, opening.end()):
            return FrontMatter(body=opening.end(), body_line=first_line, fault="front matter that is not closed by ---",
                               fault_line=first_line - 1)
        return FrontMatter()
    inside = text[opening.end():closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 1
    try:
        loaded = toml_tables(inside) if opening[1] == "+++" else _load_yaml(inside)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        fault, line = _what_is_wrong(error)
        return FrontMatter(body=closing.end(), body_line=body_line, fault=fault, fault_line=first_line + line)
    if not isinstance(loaded, dict):
        if not _YAML_FIELD.match(inside):
            return FrontMatter()  # a text between two rules
        return FrontMatter(body=closing.end(), body_line=body_line, fault="front matter that has no fields",
                           fault_line=first_line)
    return FrontMatter(members_of(loaded), closing.end(), body_line)


def _load_yaml(text: str) -> object:
    return yaml.load(text, Loader=_Loader)  # nosec B506 # the base loader makes texts, lists and mappings alone


def _what_is_wrong(error: Exception) -> tuple[str, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return f"front matter that is not YAML: {getattr(error, 'problem', None) or error}", int(mark.line)
    kind = "TOML" if isinstance(error, tomllib.TOMLDecodeError) else "YAML"
    found = re.search(r"line (\d+)", str(error))
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"front matter that is not {kind}: {first}", int(found[1]) - 1 if found else 0


def described(matter: FrontMatter) -> Iterator[tuple[str, int]]:
    """What is wrong with the front matter, with its line: at most one."""
    if matter.fault:
        yield matter.fault, matter.fault_line
