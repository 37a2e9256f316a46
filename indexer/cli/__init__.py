"""The command `onrecord`: arguments in, calls, printed lines and exit status out; no logic.

Results go to stdout, messages and progress to stderr. Exit status: 0 done, 1 input or index at fault, 2 misused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; where a package that it needs is missing, say which and how to mend that."""
    try:
        from indexer.cli.commands import main as run

        run(arguments)
    except ImportError as error:
        from indexer.packages import OURS, missing

        if (error.name or "").partition(".")[0] in OURS:
            raise
        print(f"onrecord: {missing(error)}", file=sys.stderr)
        sys.exit(1)
