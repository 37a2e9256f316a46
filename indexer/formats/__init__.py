"""Source files to Records: which files there are, which format each is in, and what it gives.

    for source in find_sources([Path("statements")]):
        if isinstance(source, SourceFile):
            for record in read_records(source): ...
"""

from indexer.formats.limits import Limits
from indexer.formats.reading import read_records
from indexer.formats.settings import SETTINGS_FILE, FolderSettings
from indexer.formats.sources import SourceFile, find_sources, fingerprint, is_no_record

__all__ = ["SETTINGS_FILE", "FolderSettings", "Limits", "SourceFile", "find_sources", "fingerprint", "is_no_record",
           "read_records"]
