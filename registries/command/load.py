"""Departmental files into the registers: load, reapply."""

import sys
from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from loaders import delivery as deliveries
from loaders.progress import Bars
from loaders.reapply import reapply as apply_again
from loaders.receive import decide_kind
from loaders.source import Source, load_source
from registries.command.database import engine_at_hand
from registries.command.days import ALMATY
from registries.command.output import JSON, WAITS_FOR_A_PERSON, say, show_report
from registries.settings import Settings


def load_one(engine: Engine, declared: Source, file: Path, day: date, *, as_json: bool) -> deliveries.Report:
    settings = Settings()
    if not declared.editions:
        decide_kind(engine, settings.synthetic)
    with Bars(file.name) as bars:
        report = deliveries.load(engine, declared, file, day, settings.batch_records, bars)
    show_report(report, as_json)
    return report


@click.command()
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--reference-date", "--edition", "day", type=click.DateTime(["%Y-%m-%d"]),
    help="the day the files describe [today in Almaty]",
)  # fmt: skip
@JSON
def load(source: str, files: tuple[Path, ...], day: datetime | None, as_json: bool) -> None:
    """Load departmental FILES of SOURCE (a name from loaders/sources).

    The same file again changes nothing; after a crash the same command goes on where it stopped.
    """
    declared = load_source(source)
    engine = engine_at_hand()
    reference = day.date() if day else datetime.now(ALMATY).date()
    reports = [load_one(engine, declared, file, reference, as_json=as_json) for file in files]
    if any(report.state == "HELD" for report in reports):
        sys.exit(WAITS_FOR_A_PERSON)


@click.command()
@click.argument("source")
def reapply(source: str) -> None:
    """Read every statement of SOURCE again after its mapping changed, and restate what follows."""
    with Bars(source) as bars:
        totals = apply_again(engine_at_hand(), load_source(source), Settings().batch_records, bars)
    say(totals)
