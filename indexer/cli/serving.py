"""`onrecord serve`: the site."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli.indexing import print_report
from indexer.cli.options import FilePath, index_option, keep_apart
from indexer.cli.progress import FileProgress
from indexer.engine import Engine
from indexer.errors import IndexMissingError, OnRecordError
from indexer.indexing import build_index
from indexer.knowledge.folder import data_folder
from indexer.opening import open_engine


@click.command(epilog="Example: onrecord serve data")
@click.argument("data", required=False, type=FilePath(path_type=Path, exists=True))
@index_option
@click.option("--host", default="127.0.0.1", envvar="ONRECORD_HOST", show_envvar=True, show_default=True,
              help="Address to listen on. The default is this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, envvar="ONRECORD_PORT", show_envvar=True,
              show_default=True, help="Port to listen on; 0 takes a free one.")
def serve(data: Path | None, folder: Path, host: str, port: int) -> None:
    """Serve the site, after bringing the index up to date with DATA.

    Without DATA the index is served as it is; where there is none, the sample records are indexed first.
    """
    from webapp.serving import serve as serve_site

    engine = open_engine(folder)
    if data is None and not _has_index(engine):
        data = data_folder()
        click.echo(f"{folder}: there is no index here yet; indexing the sample records in {data}", err=True)
    if data is not None:
        keep_apart((data,), folder)
        with FileProgress("Reading") as progress:
            print_report(build_index((data,), engine, data_folder(), progress=progress), as_json=False, dry_run=False)
    try:
        serve_site(folder, host=host, port=port)
    except OSError as error:
        raise OnRecordError(f"cannot listen on {host}, port {port}: {error.strerror or error}; "
                            "choose another with --host or --port") from error


def _has_index(engine: Engine) -> bool:
    try:
        engine.info()
    except IndexMissingError:
        return False
    return True
