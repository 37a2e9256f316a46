"""Record ids: readable, safe in an address, stable under re-indexing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

_OTHER = re.compile(r"[^a-z0-9._]+")
_OTHER_IN_LINE = re.compile(r"[^a-z0-9._\n]+")
_LONGEST = 150
_STROKES = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def slug(name: str) -> str:
    """The name in lower-case ASCII letters, digits, ``.``, ``_`` and ``-``.

    Eight hexadecimal digits of its hash are added where letters were lost or the name had to be cut, so that
    different names keep different slugs.
    """
    if name.isascii():
        plain = _OTHER.sub("-", name.lower()).strip("-._")
        return plain if plain and len(plain) <= _LONGEST else _with_hash(plain, name)
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_STROKES))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    plain = _OTHER.sub("-", folded).strip("-._")
    lost = any(c.isalnum() and not c.isascii() for c in folded)
    return _with_hash(plain, name) if lost or not plain or len(plain) > _LONGEST else plain


def _with_hash(plain: str, name: str) -> str:
    return f"{plain[:_LONGEST].rstrip('-._')}-{_digest(name)}".lstrip("-")


def keys_of_folder(below: str, names: Iterable[str]) -> Mapping[str, str]:
    """An id for each file of one folder, by its name; `below` is the folder's path below the indexed one, with `/`.

    The id is of folders and name, joined by ``-``. Files that differ in extension only keep it, others that clash get
    a hash.
    """
    keys = _slugs(below, list(names))
    if len(set(keys.values())) == len(keys):
        return keys
    clashes = Counter(keys.values())
    keys = {name: key if clashes[key] == 1 else slug(below + name) for name, key in keys.items()}
    clashes = Counter(keys.values())
    return {name: key if clashes[key] == 1 else f"{key}-{_digest(below + name)}" for name, key in keys.items()}


def _slugs(below: str, names: list[str]) -> dict[str, str]:
    """`slug` of each path, in a third of the time where all of them are plain ones, as in most folders."""
    paths = [below + _without_extension(name) for name in names]
    together = "\n".join(paths)
    if together.isascii():
        plain = [each.strip("-._") for each in _OTHER_IN_LINE.sub("-", together.lower()).split("\n")]
        if len(plain) == len(paths) and all(plain) and len(max(plain, key=len)) <= _LONGEST:
            return dict(zip(names, plain, strict=True))
    return {name: slug(path) for name, path in zip(names, paths, strict=True)}


def _without_extension(name: str) -> str:
    at = name.rfind(".")
    return name[:at] if 0 < at < len(name) - 1 else name


def row_id(key: str, own: str | None, row: int) -> str:
    """The id of a record of a many-record file: its own id, after the file's where it has no letters, else its row."""
    if not own:
        return f"{key}-{row}"
    made = slug(own)
    return made if any(c.isalpha() for c in made) else f"{key}-{made}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
