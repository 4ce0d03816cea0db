"""Whom the records of a departmental file speak of."""

from datetime import date, datetime
from pathlib import Path

import click

from loaders.progress import Bars
from loaders.reconciling import Totals, reconcile_file
from loaders.source import load_source
from registries.command.database import engine_at_hand
from registries.command.days import ALMATY
from registries.command.load import load_one
from registries.command.output import JSON, say
from registries.crosswalk.weighing.explanation import LANGUAGES


@click.command()
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="answers: .csv, .jsonl or .parquet")
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="of the explanations")
@click.option("--workers", type=click.IntRange(1, 64), help="processes that answer [one a processor]")
@click.option(
    "--in-slices/--one-by-one",
    "in_slices",
    default=None,
    help="read the whole register first and compare many rows at once, or look up each row [by the size of the file]",
)
@click.option("--commit", is_flag=True, help="load the file as a delivery, too; without it nothing is written")
@click.option(
    "--reference-date", "day", type=click.DateTime(["%Y-%m-%d"]),
    help="the day the file describes [today in Almaty]",
)  # fmt: skip
@JSON
def reconcile(
    source: str,
    file: Path,
    out: Path,
    language: str,
    workers: int | None,
    in_slices: bool | None,
    commit: bool,
    day: datetime | None,
    as_json: bool,
) -> None:
    """Say whom each row of a departmental FILE of SOURCE speaks of, and why, in a file of answers.

    The file may be of any size; the same file and the same register give the same answers, byte for byte.
    """
    declared, engine = load_source(source), engine_at_hand()
    reference: date = day.date() if day else datetime.now(ALMATY).date()
    with Bars(file.name) as bars:
        totals = reconcile_file(
            engine,
            declared,
            file,
            out,
            reference,
            language=language,
            workers=workers,
            watcher=bars,
            in_slices=in_slices,
        )
    _show(totals, as_json)
    if commit:
        load_one(engine, declared, file, reference, as_json=as_json)


def _show(totals: Totals, as_json: bool) -> None:
    parts = {name: getattr(totals, name) for name in ("matched", "candidates", "none", "conflict", "rejected")}
    if as_json:
        say({"rows": totals.rows, **parts})
    else:
        click.echo(f"{totals.rows} rows = " + " + ".join(f"{number} {name}" for name, number in parts.items()))
