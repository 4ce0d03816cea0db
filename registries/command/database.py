"""The database: the one the commands work on, and what is asked of it itself."""

import sys

import click
from sqlalchemy import Engine

from registries.checksum import checksum
from registries.command.output import WAITS_FOR_A_PERSON
from registries.database import connect, transaction
from registries.inspection import faults, notes
from registries.settings import Settings
from registries.upgrade import upgrade as migrate


def engine_at_hand() -> Engine:
    """A fit, migrated database."""
    engine = connect(Settings())
    migrate(engine)
    return engine


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest migration."""
    engine_at_hand()
    click.echo("up to date")


@db.command("check")
def db_check() -> None:
    """Look for what must not be; exits 3 where something is found."""
    with transaction(engine_at_hand()) as connection:
        found = list(faults(connection))
        noted = list(notes(connection))
    for name, count in found:
        click.echo(f"{'ok   ' if count == 0 else 'FAULT'} {name}: {count}")
    for name, count in noted:
        click.echo(f"note  {name}: {count}")
    if any(count for _, count in found):
        sys.exit(WAITS_FOR_A_PERSON)


@db.command("checksum")
def db_checksum() -> None:
    """One number for all that the registers say, without surrogate numbers and transaction times."""
    with transaction(engine_at_hand()) as connection:
        click.echo(checksum(connection))
