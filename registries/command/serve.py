"""The API, served."""

import click

from registries.command.database import engine_at_hand
from registries.settings import Settings
from registry_api.serve import CORES
from registry_api.serve import serve as serve_api


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=CORES, show_default="one a core", help="processes")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the GraphQL API and the page to try it, until interrupted."""
    settings = Settings()
    engine_at_hand().dispose()
    click.echo(f"http://{host}:{port}/", err=True)
    serve_api(host, port, settings, workers)
