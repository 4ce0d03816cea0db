"""Codes of one day as of another: recode."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from loaders.analyst_table import analyst_table
from loaders.coded_file import recode_file
from registries.analysis.recoding.edition import Guess
from registries.analysis.recoding.edition import guess_edition as guess
from registries.analysis.recoding.ground import read_ground
from registries.analysis.recoding.recode import Recoder
from registries.command.database import engine_at_hand
from registries.command.days import KNOWN_AT, Day, today
from registries.command.encoding import ENCODING
from registries.command.output import WAITS_FOR_A_PERSON
from registries.database import transaction

MOST_DAYS_TOLD = 12


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", default="kato", show_default=True, help="the column of codes")
@click.option("--from", "since", type=Day(), help="the day whose codes they are")
@click.option("--to", "until", type=Day(), default=today, show_default="today in Almaty", help="the day asked for")
@KNOWN_AT
@click.option("--out", type=click.Path(path_type=Path), help="FILE.csv or FILE.parquet; without it only the summary")
@ENCODING
@click.option("--guess-edition", "guesses", is_flag=True, help="only tell which edition the codes belong to, and why")
def recode(
    file: Path, column: str, since: date | None, until: date, known_at: datetime | None, out: Path | None,
    encoding: str, guesses: bool,
) -> None:  # fmt: skip
    """Say the KATO codes of FILE (CSV or Parquet) as of another day: mapped, split, merged, or unmapped with the reason.

    The output keeps the columns of the input and adds outcome, target_kato, target_name_ru, target_name_kk and reason;
    a row that was split comes once for each target.
    """
    if guesses == (since is not None):
        raise click.UsageError("give --from, the day whose codes they are, or --guess-edition to find it")
    if guesses and out is not None:
        raise click.UsageError("--guess-edition only tells and writes no file: leave --out away")
    with analyst_table(file, column, encoding) as table:
        with transaction(engine_at_hand()) as connection:
            ground = read_ground(connection, until, known_at)
        if since is None:
            _tell(guess(ground, table.read_words()))
            return
        counts = recode_file(table, Recoder(ground, since, until).recode, out)
    for (outcome, reason), rows in sorted(counts.items()):
        click.echo(f"{rows:>10} {outcome} {reason}".rstrip())
    click.echo(f"{counts.total():>10} rows")


def _tell(found: Guess) -> None:
    """Exits 3 where the column does not tell its edition."""
    click.echo(f"{found.codes} different codes, {found.unknown} of them never borne by any unit")
    best = sorted(found.evidence, key=lambda one: (-one.exist, -one.only_then, one.day))[:MOST_DAYS_TOLD]
    for one in sorted(best, key=lambda one: one.day):
        click.echo(f"{one.day}  {one.exist:>7} exist ({found.share(one):.2%}), {one.only_then} of them only then")
    if found.day is None:
        click.echo("the codes do not tell: no day has more of them than every other")
        sys.exit(WAITS_FOR_A_PERSON)
    click.echo(f"{found.day}: from that day until the next above")
