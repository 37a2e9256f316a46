"""Record ids: readable, safe in an address, stable under re-indexing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

_OTHER = re.compile(r"[^a-z0-9._]+")
_LONGEST = 150
_STROKES = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def slug(name: str) -> str:
    """The name in lower-case ASCII letters, digits, ``.``, ``_`` and ``-``.

    Eight hexadecimal digits of its hash are added where letters were lost or the name had to be cut, so that
    different names keep different slugs.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_STROKES))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    plain = _OTHER.sub("-", folded).strip("-._")
    lost = any(c.isalnum() and not c.isascii() for c in folded)
    if lost or not plain or len(plain) > _LONGEST:
        plain = f"{plain[:_LONGEST].rstrip('-._')}-{_digest(name)}".lstrip("-")
    return plain


def path_slug(relative: PurePath, *, extension: bool = False) -> str:
    """The id of a file by its path below the indexed folder: folders and name joined by ``-``."""
    return slug((relative if extension else relative.with_suffix("")).as_posix())


def keys_of_folder(names: Iterable[PurePath]) -> Mapping[PurePath, str]:
    """An id for each file of one folder; files that differ in extension only keep it, others that clash get a hash."""
    paths = list(names)
    short = {path: path_slug(path) for path in paths}
    clashes = Counter(short.values())
    keys = {path: key if clashes[key] == 1 else path_slug(path, extension=True) for path, key in short.items()}
    clashes = Counter(keys.values())
    return {path: key if clashes[key] == 1 else f"{key}-{_digest(path.as_posix())}" for path, key in keys.items()}


def row_id(key: str, own: str | None, row: int) -> str:
    """The id of a record of a many-record file: its own id, after the file's where it has no letters, else its row."""
    if not own:
        return f"{key}-{row}"
    made = slug(own)
    return made if any(c.isalpha() for c in made) else f"{key}-{made}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
