"""``python -m indexer`` is the command ``onrecord``."""

from indexer.cli import main

if __name__ == "__main__":
    main()
