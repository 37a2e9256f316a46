"""Which format a file is in: by what it holds, by its extension only where that leaves it open."""

from __future__ import annotations

import re

from indexer.formats.decoding import NotTextError, decode, refuse_binary
from indexer.formats.names import USUAL_NAMES, same_name
from indexer.formats.sources import SourceFile

HEAD = 1 << 16  # bytes looked at

_HTML = re.compile(
    r"(?:(?><!--.{0,5000}?-->)\s*)*+(?:<!doctype\s+html|<(?:html|head|body|p|div|h[1-6]|table|article|section|main|meta"
    r"|title|span|font|center|ul|ol|br|a)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"<\?xml\b|<!DOCTYPE\s+(?!html)|<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>", re.IGNORECASE)
_XHTML = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
_JSON_OBJECT = re.compile(r"\{\s*(?:\"|\}|$)")
_JSON_ARRAY = re.compile(r"\[\s*[\[{\"\]]")
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\n")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_TEXT_NAMES = frozenset(map(same_name, USUAL_NAMES["text"]))
_ALL_NAMES = frozenset(same_name(name) for usual in USUAL_NAMES.values() for name in usual)
_LONGEST_HEADER = 2000  # characters of a row of column names
_DELIMITERS = ",\t;|"
_EXTENSIONS = {".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".htm": "html", ".html": "html",
               ".xhtml": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
               ".xml": "xml", ".txt": "text", ".text": "text"}
_CODE = frozenset(
    (
        ".py",
        ".js",
        ".css",
        ".sh",
        ".c",
        ".h",
        ".java",
        ".rb",
        ".go",
        ".rs",
        ".ts",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".cfg",
        ".log",
        ".sql",
        ".lock",
        ".svg",
        ".rss",
        ".atom",
        ".xsd",
        ".xsl",
        ".dtd",
        ".sha256",
    )
)


def format_of(source: SourceFile, head: bytes) -> str:
    """The format's name: "text", "markdown", "html", "json", "jsonl", "csv" or "xml". Raises NotTextError."""
    refuse_binary(head[:4096])
    extension = source.path.suffix.lower()
    if source.settings.format:
        return source.settings.format
    if extension in _CODE:
        raise NotTextError(f"a {extension} file", "leave it out, or name its format in source.toml")
    text = decode(_whole_characters(head)).text.lstrip("\ufeff \t\r\n")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _by_content(text, extension) or _EXTENSIONS.get(extension) or "text"


def _whole_characters(head: bytes) -> bytes:
    """The bytes up to the last whole line, so that no character is cut in two."""
    end = head.rfind(b"\n")
    return head[:end + 1] if len(head) >= HEAD and end > 0 else head


def _by_content(text: str, extension: str) -> str | None:
    expected = _EXTENSIONS.get(extension)
    if text.startswith("<"):
        return _markup(text, expected)
    if _JSON_OBJECT.match(text) or (_JSON_ARRAY.match(text) and expected in (None, "json", "jsonl")):
        if expected == "jsonl":
            return "jsonl"
        return "jsonl" if _several_objects(text) else "json"
    if _FRONT_MATTER.match(text):
        return "markdown"
    if expected in (None, "text") and _is_table(text):
        return "csv"
    if expected in ("json", "jsonl"):
        return expected  # and is told what is wrong with it
    if expected in ("html", "xml") and not _ROOT.search(text):
        return "text"
    if expected is None and _HEADING.search(text[:5000]):
        return "markdown"
    return None


def _markup(text: str, expected: str | None) -> str | None:
    if expected == "markdown" and not _XHTML.match(text):
        return "markdown"
    if text.startswith("<?xml") or text[:9].lower() == "<!doctype":
        return "html" if _XHTML.search(text[:3000]) else "xml"
    if _HTML.match(text):
        return "html"
    return "xml" if _XML.match(text) and expected in (None, "xml", "html") else expected


def _several_objects(text: str) -> bool:
    """Whether the first line is a whole object and another follows."""
    first, _, rest = text.partition("\n")
    return first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _is_table(text: str) -> bool:
    """Whether the first line is a row of column names, with a title or text column among them."""
    line = text.partition("\n")[0]
    if len(line) > _LONGEST_HEADER:
        return False
    for delimiter in _DELIMITERS:
        names = [same_name(name) for name in line.replace('"', "").split(delimiter)] if delimiter in line else []
        if (
            _TEXT_NAMES.intersection(names)
            and len(_ALL_NAMES.intersection(names)) >= 2
            and len(set(names)) == len(names)
        ):
            return True
    return False
