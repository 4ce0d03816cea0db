"""Finding people by what is said of them: the keys of the register."""

import os

import click

from loaders.progress import Bars
from registries.command.database import engine_at_hand
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.match_search import people_known
from registries.crosswalk.weighing_again import sought, weigh_all
from registries.database import transaction


@click.group()
def linkage() -> None:
    """Finding people by what is said of them."""


@linkage.command()
@click.option("--workers", type=click.IntRange(1, 64), help="processes that make them [one a processor]")
def rebuild(workers: int | None) -> None:
    """Make the keys by which people are found anew, count how common names are, and weigh again every record that no
    number leads to anybody; may be repeated at any time.

    Where there are none of this release yet, nobody is found before all are made.
    """
    engine = engine_at_hand()
    with Bars("linkage") as bars:
        with transaction(engine) as connection:
            bars.phase("match rows", people_known(connection))
        rebuild_match_rows(engine, bars.advance, workers=workers or os.cpu_count() or 1)
        bars.phase("records", sought(engine))
        weigh_all(engine, bars.advance)
