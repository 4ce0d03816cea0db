"""Batches that departments handed in: list, show, withdraw, release."""

from dataclasses import asdict

import click

from loaders import delivery as deliveries
from loaders.act_outcomes import list_outcomes
from loaders.act_reasons import sentence
from loaders.progress import Bars
from registries.command.database import engine_at_hand
from registries.command.output import JSON, explained, say, show_report
from registries.settings import Settings


@click.group()
def delivery() -> None:
    """Batches that departments handed in."""


@delivery.command("list")
@JSON
def delivery_list(as_json: bool) -> None:
    """All deliveries with their counts."""
    engine = engine_at_hand()
    for number in deliveries.deliveries(engine):
        show_report(deliveries.report(engine, number), as_json)


@delivery.command("show")
@click.argument("number", type=int)
@JSON
def delivery_show(number: int, as_json: bool) -> None:
    """One delivery."""
    show_report(deliveries.report(engine_at_hand(), number), as_json)


@delivery.command("clauses")
@click.argument("number", type=int)
@JSON
def delivery_clauses(number: int, as_json: bool) -> None:
    """The rows of acts in one delivery, each with what became of it."""
    for row in list_outcomes(engine_at_hand(), number):
        if as_json:
            say(asdict(row) | {"sentence": sentence(row.outcome)})
        else:
            told = explained(row.outcome)
            click.echo(f"line {row.line}  {row.act or 'by code'}  {row.first_day or 'no first day'}  {told}")


@delivery.command("withdraw")
@click.argument("number", type=int)
@click.option("--why", required=True, help="the reason, kept with the delivery")
def delivery_withdraw(number: int, why: str) -> None:
    """Take a delivery back: what follows is computed without it; what was believed stays in the history."""
    with Bars(f"delivery {number}") as bars:
        show_report(deliveries.withdraw(engine_at_hand(), number, why, Settings().batch_records, bars), as_json=False)


@delivery.command("release")
@click.argument("number", type=int)
def delivery_release(number: int) -> None:
    """Let a held delivery through."""
    with Bars(f"delivery {number}") as bars:
        show_report(deliveries.release(engine_at_hand(), number, Settings().batch_records, bars), as_json=False)
