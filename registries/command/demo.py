"""The synthetic country, written and loaded; a room of its own: what it is made from need not be read by a load."""

from pathlib import Path

import click

from loaders.country.write import STEPS_PER_PERSON, write_country
from loaders.progress import Bars
from loaders.source import load_source
from registries.command.database import engine_at_hand
from registries.command.load import load_one


@click.command()
@click.option("--persons", type=click.IntRange(30, 5_000_000), default=20_000, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="folder for the extracts and their truth")
@click.option("--seed", type=int, default=1, show_default=True, help="the same seed writes the same bytes")
@click.option("--load", "loads", is_flag=True, help="load every delivery too, in order")
def demo(persons: int, out: Path, seed: int, loads: bool) -> None:
    """Write the synthetic country: every department's extract, and the truth about each row."""
    with Bars("country") as bars:
        bars.phase("write", persons * STEPS_PER_PERSON)
        manifest = write_country(out, persons=persons, seed=seed, progress=bars.advance)
    for entry in manifest.deliveries:
        click.echo(f"{entry.reference_date}  {entry.source:<14} {entry.file}")
    if loads:
        engine = engine_at_hand()
        for entry in manifest.deliveries:
            load_one(engine, load_source(entry.source), out / entry.file, entry.reference_date, as_json=False)
