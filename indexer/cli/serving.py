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

RATE = "600/minute"


@click.command(epilog="Example: onrecord serve data")
@click.argument("data", required=False, type=FilePath(path_type=Path, exists=True))
@index_option
@click.option("--host", default="127.0.0.1", envvar="ONRECORD_HOST", show_envvar=True, show_default=True,
              help="Address to listen on. The default is this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, envvar="ONRECORD_PORT", show_envvar=True,
              show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes that share the address; as many as processors for a busy site.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True,
              help="Requests that each process answers at once; as many wait in line, further ones get 503.")
@click.option("--base-url", metavar="URL", help="The site's own address, for feeds and citations: https://example.org.")
@click.option("--trusted-proxy", "proxies", multiple=True, metavar="ADDRESS",
              help="A web server in front, or its network, which says who asks (X-Forwarded-For, -Proto, -Host). "
                   "From all others these headers are ignored.")
@click.option("--rate-limit", "rate", default=RATE, show_default=True, metavar="RATE",
              help="How often one client may ask, as in 20/second;600/minute; off for no limit. "
                   "This machine may always.")
@click.option("--access-log", "log", metavar="FILE", help="A line of JSON a request; - for stdout.")
@click.option("--log-queries", is_flag=True, help="Write addresses and queries of pages into the access log too.")
@click.option("--log-addresses", is_flag=True, help="Write who asked into the access log too.")
@click.option("--metrics-from", "readers", multiple=True, metavar="ADDRESS",
              help="An address or network that may read /metrics, beside this machine.")
def serve(data: Path | None, folder: Path, host: str, port: int, processes: int, threads: int, base_url: str | None,
          proxies: tuple[str, ...], rate: str, log: str | None, log_queries: bool, log_addresses: bool,
          readers: tuple[str, ...]) -> None:
    """Serve the site, after bringing the index up to date with DATA.

    Without DATA the index is served as it is; where there is none, the sample records are indexed first.
    """
    from webapp.operations.clients import LOOPBACK
    from webapp.serving import serve as serve_site

    config = {
        "BASE_URL": base_url, "TRUSTED_PROXIES": _networks("--trusted-proxy", proxies),
        "RATE_LIMIT": _rate(rate), "ACCESS_LOG": log, "LOG_QUERIES": log_queries, "LOG_ADDRESSES": log_addresses,
        "METRICS_FROM": (*LOOPBACK, *_networks("--metrics-from", readers))}
    _bring_up_to_date(data, folder)
    try:
        serve_site(folder, host=host, port=port, threads=threads, number=processes, config=config)
    except OSError as error:
        if error.filename is not None:
            raise
        raise OnRecordError(f"cannot listen on {host}, port {port}: {error.strerror or error}; "
                            "choose another with --host or --port") from error


def _bring_up_to_date(data: Path | None, folder: Path) -> None:
    """In a function of its own, so that no reader of it keeps an old generation from being removed."""
    engine = open_engine(folder)
    if data is None and not _has_index(engine):
        data = data_folder()
        click.echo(f"{folder}: there is no index here yet; indexing the sample records in {data}", err=True)
    if data is not None:
        keep_apart((data,), folder)
        with FileProgress("Reading") as progress:
            print_report(build_index((data,), engine, data_folder(), progress=progress), as_json=False, dry_run=False)


def _has_index(engine: Engine) -> bool:
    try:
        engine.info()
    except IndexMissingError:
        return False
    return True


def _networks(option: str, given: tuple[str, ...]) -> tuple[str, ...]:
    from webapp.operations.clients import networks

    try:
        networks(given)
    except ValueError as error:
        raise click.BadParameter(f"{error}; name an address such as 10.0.0.7, or a network such as 10.0.0.0/8",
                                 param_hint=option) from error
    return given


def _rate(given: str) -> str | None:
    from webapp.operations.rate_limit import rates_of

    if given == "off":
        return None
    try:
        rates_of(given)
    except ValueError as error:
        raise click.BadParameter(f"{given!r} is none; write 600/minute, or 20/second;600/minute, or off",
                                 param_hint="--rate-limit") from error
    return given
