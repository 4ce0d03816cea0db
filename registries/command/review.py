"""Clerical review: the queue filled, and the clerks who may decide."""

import click

from loaders.progress import Bars
from registries.access.consumers import let_review, named
from registries.command.database import engine_at_hand
from registries.crosswalk.clerical.finding import find_all, undecided
from registries.database import transaction


@click.group()
def review() -> None:
    """Records that wait for a clerk."""


@review.command()
def find() -> None:
    """Look at every undecided record and at every entry of the queue; may be repeated at any time."""
    engine = engine_at_hand()
    with Bars("review") as bars:
        with transaction(engine) as connection:
            bars.phase("records", undecided(connection))
        find_all(engine, bars.advance)


@review.command()
@click.argument("clerk")
@click.option("--may/--may-not", required=True, help="give the right, or take it back")
def clerk(clerk: str, may: bool) -> None:
    """Let CLERK (NAME@CONSUMER) decide who records speak of, or no longer."""
    with transaction(engine_at_hand()) as connection:
        named(connection, clerk)
        let_review(connection, clerk, may)
