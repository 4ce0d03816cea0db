"""What a command prints: sentences for a person, or with --json one object a line."""

import json

import click

from loaders import delivery as deliveries
from loaders.act_reasons import sentence

WAITS_FOR_A_PERSON = 3
JSON = click.option("--json", "as_json", is_flag=True, help="JSON, one object a line")


def say(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def show_report(report: deliveries.Report, as_json: bool) -> None:
    if as_json:
        say(report.as_json())
        return
    click.echo(
        f"{report.source} {report.file} ({report.reference_date}): delivery {report.delivery} {report.state}"
        f"{', delivered before: nothing changed' if report.unchanged else ''}\n"
        f"  {report.rows} rows = {report.accepted} accepted + {report.duplicate} duplicate + "
        f"{report.quarantined} quarantined; {report.ended} statements no longer made"
    )
    for reason, rows in (report.reasons | report.outcomes).items():
        click.echo(f"  {rows:>8} {explained(reason)}")
    if report.refusal:
        click.echo(f"  {report.refusal}")


def explained(reason: str) -> str:
    told = sentence(reason)
    return reason if told is None else f"{reason}: {told}"
