"""Where the files of knowledge stand that users edit, and reading them with errors that name file and line."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path

from indexer.errors import KnowledgeError

_DEEP_KEY = re.compile(r"(?:[\w\"'-]{1,60}+[ \t]*+\.[ \t]*+){100}")  # tomllib takes its length squared

VARIABLE = "ONRECORD_DATA"


def data_folder() -> Path:
    """The `data` folder: `$ONRECORD_DATA`, else the checkout's, else the one the installed package carries."""
    return _data_folder(os.environ.get(VARIABLE))


@cache
def _data_folder(named: str | None) -> Path:
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise KnowledgeError(folder, "no such folder", mend=f"let {VARIABLE} name a folder like data/, or unset it")
        return folder
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent / "data"
    return checkout if (checkout / "authority").is_dir() else package / "data"


def toml_tables(text: str) -> dict[str, object]:
    """The tables of a TOML text. Raises ValueError where it is none, RecursionError where it is nested too deep."""
    if _DEEP_KEY.search(text):
        raise ValueError("a key of more than a hundred parts")
    return tomllib.loads(text)


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a TOML file. Raises KnowledgeError with the line where it is not TOML or not UTF-8."""
    try:
        return toml_tables(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, f"byte {error.start} is not UTF-8", mend="save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise KnowledgeError(path, f"not TOML: {error}", mend="correct the line",
                             line=int(at.group(1)) if at else 0) from error
    except (ValueError, RecursionError) as error:
        what = "nested too deep to be read" if isinstance(error, RecursionError) else str(error).partition(";")[0]
        raise KnowledgeError(path, f"not TOML: {what}", mend="correct the file") from error
    except OSError as error:
        raise KnowledgeError(path, error.strerror or str(error), mend="make the file readable") from error
