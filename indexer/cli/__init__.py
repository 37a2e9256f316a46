"""The command `onrecord`: arguments in, calls, printed lines and exit status out; no logic.

Results go to stdout, messages and progress to stderr. Exit status: 0 done, 1 input or index at fault, 2 misused.
"""

from indexer.cli.main import main

__all__ = ["main"]
