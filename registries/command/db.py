"""What is asked of the database itself, and who may read what of it."""

import sys

import click

from registries.access.consumers import PURPOSES
from registries.checksum import checksum
from registries.command.database import engine_at_hand
from registries.command.output import WAITS_FOR_A_PERSON
from registries.database import transaction
from registries.inspection import faults, notes
from registry_api.granting import grant


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


@db.command("grant")
@click.argument("role")
@click.option(
    "--consumer", "kind", type=click.Choice(list(PURPOSES)), required=True, help="whose documents are answered"
)
def db_grant(role: str, kind: str) -> None:
    """Give a database role what the trusted documents of a kind of consumer take, and nothing else.

    The role is there already. What it had in the registers is taken from it first, in the same transaction: after a
    change of the documents or of the schema the same command makes it right again.
    """
    with transaction(engine_at_hand()) as connection:
        given = grant(connection, role, kind)
    click.echo(f"{given} rights")
