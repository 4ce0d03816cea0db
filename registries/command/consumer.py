"""Who asks: tokens of the local issuer, and the documents a consumer is answered."""

from datetime import timedelta

import click

from registries.access.consumers import hold_to_documents, named
from registries.access.token import issue
from registries.command.database import engine_at_hand
from registries.database import transaction
from registries.settings import Settings


@click.command()
@click.argument("who")
@click.option("--hours", type=click.IntRange(1, 24 * 30), default=12, show_default=True, help="lifetime")
def token(who: str, hours: int) -> None:
    """Print a signed token of the local issuer for WHO: portal, department or analyst, or a clerk: NAME@CONSUMER."""
    with transaction(engine_at_hand()) as connection:
        caller = named(connection, who)
    click.echo(issue(Settings(), caller.consumer, caller.official, timedelta(hours=hours)))


@click.command()
@click.argument("consumer")
@click.option("--documents", type=click.Choice(["trusted", "any"]), required=True, help="which are answered")
def consumer(consumer: str, documents: str) -> None:
    """Hold CONSUMER to the trusted documents of its kind (graphql/operations), or answer it any document."""
    with transaction(engine_at_hand()) as connection:
        hold_to_documents(connection, consumer, documents == "trusted")
