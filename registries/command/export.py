"""Registers for analysts as files: export."""

from datetime import date, datetime
from pathlib import Path

import click

from registries.analysis.export import EXTRACTS
from registries.analysis.export import export as write_extract
from registries.analysis.residents import export_residents
from registries.analysis.suppression import THRESHOLD
from registries.analysis.table_file import checked
from registries.analysis.territory import LEVELS
from registries.command.database import engine_at_hand
from registries.command.days import AS_OF, KNOWN_AT
from registries.database import transaction

RESIDENTS = "residents"


@click.command()
@click.argument("register", type=click.Choice([*EXTRACTS, RESIDENTS]))
@AS_OF
@KNOWN_AT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="FILE.parquet or FILE.csv")
@click.option("--level", type=click.Choice(LEVELS), help="of what residents are counted")
@click.option(
    "--threshold", type=click.IntRange(3, 1_000), show_default=str(THRESHOLD),
    help="counts of residents below this are not shown, nor what tells of them",
)  # fmt: skip
def export(
    register: str, day: date, known_at: datetime | None, out: Path, level: str | None, threshold: int | None
) -> None:
    """Write REGISTER as of a day, in Parquet or CSV; or residents counted by territory, small counts not shown.

    The columns are told in the Parquet file itself. A file of the same name is replaced when the new one is whole.
    """
    if (register == RESIDENTS) != (level is not None):
        raise click.UsageError("--level says of what residents are counted: give it with residents, and only there")
    if threshold is not None and level is None:
        raise click.UsageError("--threshold guards counts of residents: give it with residents, and only there")
    checked(out)
    with transaction(engine_at_hand()) as connection:
        if level is not None:
            rows = export_residents(connection, level, out, day, known_at, threshold or THRESHOLD)
        else:
            rows = write_extract(connection, EXTRACTS[register], out, day, known_at)
    click.echo(f"{rows} rows in {out.name}")
