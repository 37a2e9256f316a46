"""TEI P5 (https://tei-c.org), as parliaments' corpora use it (ParlaMint, https://clarin-eric.github.io/ParlaMint).

A file is a sitting. Utterances name their speaker by reference to a list of persons in the same file; notes, noises
and gestures between and inside them are no speech, and stand in brackets as minutes print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.formats.fields import given_from
from indexer.formats.pieces import Piece, make_record
from indexer.formats.sources import SourceFile
from indexer.formats.xml_tree import Element, local_name
from indexer.model import Problem, Record

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ASIDES = frozenset(("note", "vocal", "kinesic", "incident", "writing", "stage"))
_PARAGRAPHS = frozenset(("p", "seg", "l", "ab", "item", "byline", "dateline", "salute", "signed", "opener", "closer",
                         "label", "cell"))
_NOTHING = frozenset(("gap", "pb", "lb", "cb", "milestone", "figure", "graphic", "back", "teiHeader", "standOff"))
_CUT = re.compile(r"(\w)[-‐]\s*$")
_SPACES = re.compile(r"\s+")
HEADING_WORDS = 14


def read_tei(source: SourceFile, root: Element, data: bytes) -> Iterator[Record | Problem]:
    """The one record of a TEI file."""
    persons = {person.get(_ID) or "": _name(person) for person in _all(root, "person")}
    body = next(_all(root, "body"), None)
    pieces = _Body(persons).pieces(body) if body is not None else iter(())
    record = make_record(source, pieces, given_from(_header(root), source), format_name="tei", data=data)
    yield record or Problem(
        source.path,
        "a TEI file without a text",
        "name the files of the sittings, not the corpus file",
        severity="empty",
    )


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _below(root: Element, *path: str) -> Iterator[Element]:
    """The elements at a path of names, each step at any depth below the one before."""
    if not path:
        yield root
        return
    for found in _all(root, path[0]):
        if found is not root:
            yield from _below(found, *path[1:])


def _name(person: Element) -> str:
    """Forenames and surname as the list gives them, without titles."""
    name = next(_all(person, "persName"), None)
    if name is None:
        return ""
    parts = [[_said(part) for part in name if local_name(part) == kind] for kind in ("forename", "nameLink", "surname")]
    return " ".join(word for part in parts for word in part if word) or _said(name)


def _said(element: Element) -> str:
    between = " " if next(_all(element, "time"), None) is not None else ""
    return _SPACES.sub(" ", between.join(str(text) for text in element.itertext())).strip()


def _header(root: Element) -> dict[str, tuple[str, ...]]:
    language = root.get(_LANGUAGE)

    def chosen(*path: str, kind: str | None = None, wanted: str | None = None) -> tuple[str, ...]:
        """The text at a path: in the wanted language where it is given in several."""
        found = [element for element in _below(root, *path) if kind is None or element.get("type") == kind]
        found.sort(key=lambda element: element.get(_LANGUAGE) != (wanted or language))
        return tuple(filter(None, map(_said, found[:1])))

    held = [element.get("when") or _said(element) for element in _below(root, "settingDesc", "date")]
    printed = [element.get("when") or _said(element) for element in _below(root, "sourceDesc", "date")]
    city, country = (chosen("settingDesc", "name", kind=kind, wanted="en") for kind in ("city", "country"))
    addresses = [_said(element) for element in _below(root, "sourceDesc", "idno")]
    values = {
        "title": chosen("titleStmt", "title", kind="sub") or chosen("titleStmt", "title"),
        "event_date": tuple(filter(None, held[:1])),
        "published": tuple(filter(None, printed[:1])),
        "place": (", ".join([*city, *country]),) if city or country else (),
        "publisher": chosen("sourceDesc", "publisher"),
        "source_url": tuple(each for each in addresses if each.startswith("http"))[:1],
        "language": (language,) if language else (),
        "kind": ("debate",) if next(_all(root, "u"), None) is not None else (),
    }
    return {name: value for name, value in values.items() if value}


class _Body:
    """Reads the body in order, knowing who speaks."""

    def __init__(self, persons: dict[str, str]) -> None:
        self._persons = persons
        self._announced: str | None = None  # a note that names the next speaker

    def pieces(self, element: Element, speaker: str | None = None, depth: int = 1) -> Iterator[Piece]:
        """The pieces below an element."""
        for child in element:
            name = local_name(child)
            line = child.sourceline if isinstance(child.sourceline, int) else 0
            if name == "note" and child.get("type") == "speaker":
                self._announced = _said(child)
            elif name in _ASIDES:
                yield Piece("paragraph", f"({_bare(_said(child))})" if _said(child) else "", line=line)
            elif name == "u":
                yield from _headings_apart(list(self.pieces(child, self._speaker(child), depth)), child, depth)
            elif name == "head":
                yield Piece("heading", _inline(child), level=min(depth, 6), line=line)
            elif name in _PARAGRAPHS:
                yield Piece("item" if name == "item" else "paragraph", _inline(child), level=1 if name == "item" else 0,
                            speaker=speaker, line=line)
            elif name and name not in _NOTHING:
                yield from self.pieces(child, speaker, depth + (name.startswith("div")))

    def _speaker(self, utterance: Element) -> str | None:
        """The person's name as the file lists it, else the name its minutes print before the words."""
        announced, self._announced = self._announced, None
        who = (utterance.get("who") or "").split()
        return (
            self._persons.get(who[0].rpartition("#")[2] if who else "")
            or announced
            or (who[0].lstrip("#") if who else None)
        )


def _headings_apart(turn: list[Piece], utterance: Element, depth: int) -> Iterator[Piece]:
    """The pieces of a turn; what ends the chair's without a stop heads what follows: "Election of the President".

    Minutes set such lines apart, but these corpora keep them as the last segments of the chair's words.
    """
    last = len(turn)
    if "#chair" in (utterance.get("ana") or "").split():
        while last > 1 and _heads(turn[last - 1]):
            last -= 1
    yield from turn[:last]
    for step, piece in enumerate(turn[last:]):
        yield Piece("heading", piece.text, level=min(depth + step, 6), line=piece.line)


def _heads(piece: Piece) -> bool:
    text = piece.text.strip()
    return piece.kind == "paragraph" and text[:1].isalnum() and not text[:1].islower() and text[-1:].isalnum() and (
        len(text.split()) <= HEADING_WORDS)


def _inline(element: Element) -> str:
    """The words of a paragraph; asides in brackets, words cut by a page break joined."""
    text = element.text or ""
    for child in element:
        name = local_name(child)
        if name in _ASIDES:
            text += f" ({_bare(_said(child))}) "
        elif name == "pb" and _CUT.search(text) and (child.tail or "").lstrip()[:1].islower():
            text = _CUT.sub(r"\1", text) + (child.tail or "").lstrip()
            continue
        elif name == "lb":
            text += " "
        elif name not in _NOTHING:
            text += _inline(child)
        text += child.tail or ""
    return text


def _bare(text: str) -> str:
    return text.strip("() ")
