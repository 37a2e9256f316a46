"""How to cite a section: as text, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

FORMS = ("text", "bibtex", "ris", "csl")
MEDIA_TYPES = {"text": "text/plain", "bibtex": "application/x-bibtex", "ris": "application/x-research-info-systems",
               "csl": "application/vnd.citationstyles.csl+json"}
SUFFIXES = {"text": "txt", "bibtex": "bib", "ris": "ris", "csl": "json"}
_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation of a section says; what the source does not give is empty."""

    id: str
    title: str
    section: str  # number and heading
    speakers: tuple[str, ...]
    publisher: str
    date: str  # ISO 8601 at its precision
    date_words: str
    place: str
    source_url: str
    permalink: str
    fingerprint: str


def cite(given: Citation, form: str) -> str:
    """The citation in one of `FORMS`. Raises KeyError for another."""
    return {"text": as_text, "bibtex": as_bibtex, "ris": as_ris, "csl": as_csl}[form](given)


def as_text(given: Citation) -> str:
    """One line: who, what, section, where, when, publisher, addresses."""
    title = f"“{given.title}”" + (f", {given.section}" if given.section else "")
    parts = (", ".join(given.speakers), title, given.place, given.date_words, given.publisher)
    line = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return " ".join(part for part in (line, given.source_url, f"[{given.permalink}]") if part)


def as_bibtex(given: Citation) -> str:
    fields = (
        ("title", "{" + _tex(given.title) + "}"),
        ("author", " and ".join("{" + _tex(name) + "}" for name in given.speakers)),
        ("howpublished", _tex(given.publisher)), ("address", _tex(given.place)),
        ("year", given.date[:4]), ("month", given.date[5:7]), ("date", given.date),
        ("note", _tex(given.section)), ("url", _address(given.source_url or given.permalink)),
        ("annote", _tex(f"Permalink {given.permalink}; SHA-256 of the source {given.fingerprint}")))
    key = re.sub(r"[^A-Za-z0-9:.-]+", "-", given.id).strip("-") or "section"
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{key},\n{body}\n}}\n"


def as_ris(given: Citation) -> str:
    """RIS as its specification of 2011 has it: a tag, two spaces, a hyphen, a space, the value."""
    rows = [("TY", "GEN"), ("ID", given.id), ("TI", given.title), *(("AU", name) for name in given.speakers),
            ("SE", given.section), ("PB", given.publisher), ("CY", given.place), ("PY", given.date[:4]),
            ("DA", given.date.replace("-", "/")), ("UR", given.source_url or given.permalink), ("L2", given.permalink),
            ("N1", f"SHA-256 of the source: {given.fingerprint}" if given.fingerprint else "")]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def as_csl(given: Citation) -> str:
    item: dict[str, object] = {
        "id": given.id, "type": "document", "title": given.title,
        "author": [{"literal": name} for name in given.speakers], "section": given.section,
        "publisher": given.publisher, "event-place": given.place, "URL": given.source_url or given.permalink,
        "note": f"Permalink: {given.permalink}"}
    if given.date:
        item["issued"] = {"date-parts": [[int(part) for part in given.date.split("-")]]}
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))


def _address(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
