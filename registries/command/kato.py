"""Editions of the classifier: what was decided of codes, and what waits for a clerk."""

from datetime import datetime

import click

from loaders import delivery as deliveries
from loaders import desired_state
from registries.command.database import engine_at_hand
from registries.command.output import JSON, say, show_report
from registries.settings import Settings

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def kato() -> None:
    """Codes between editions of the classifier."""


@kato.command("compare")
@click.argument("earlier", type=DAY, required=False)
@click.argument("later", type=DAY, required=False)
@JSON
def compare(earlier: datetime | None, later: datetime | None, as_json: bool) -> None:
    """How many codes were decided how, by which evidence, between the editions of EARLIER and LATER, or between all."""
    days = [None if day is None else day.date() for day in (earlier, later)]
    for row in desired_state.counts(engine_at_hand(), *days):
        if as_json:
            say({"earlier": row.earlier_on, "later": row.later_on, "decision": row.decision, "rule": row.rule,
                 "codes": row.codes})  # fmt: skip
            continue
        click.echo(f"{row.earlier_on}  {row.later_on}  {row.decision:<10}{row.codes:>7}  {row.rule}")


@kato.command("held")
@JSON
def held(as_json: bool) -> None:
    """Codes of which nobody can tell, with the evidence."""
    for row in desired_state.held(engine_at_hand()):
        if as_json:
            say({"later": row.later_on, "kato": row.kato, "side": row.side, "old": row.old, "new": row.new,
                 "evidence": row.evidence})  # fmt: skip
            continue
        lines = " and ".join(line for line in (row.old, row.new) if line)
        click.echo(f"{row.later_on}  {row.kato}  {lines}: {row.evidence}")


@kato.command("judge")
@click.argument("old")
@click.argument("new")
@click.option("--same/--other", "same", required=True, help="one unit, or two")
@click.option("--by", required=True, help="who decides")
@click.option("--why", required=True, help="the reason, kept with the judgement")
def judge(old: str, new: str, same: bool, by: str, why: str) -> None:
    """Decide whether the lines OLD and NEW (as `held` prints them) are of one unit, and apply what follows."""
    engine = engine_at_hand()
    number = desired_state.judge(engine, old, new, same, by, why, Settings().batch_records)
    show_report(deliveries.report(engine, number), as_json=False)
