"""Addresses as people wrote them: resolve a file of them."""

from datetime import date
from pathlib import Path

import click
from sqlalchemy import Connection

from loaders.addressed_file import Question, resolve_file
from loaders.analyst_table import analyst_table
from loaders.progress import Bars
from registries.address.code_bearer import code_bearers
from registries.command.database import engine_at_hand
from registries.command.days import Day, today
from registries.command.encoding import ENCODING
from registries.errors import RegistryError


class UnknownUnitError(RegistryError):
    code = "UNKNOWN_UNIT"


@click.group()
def address() -> None:
    """Addresses as people wrote them."""


@address.command("resolve")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", default="address", show_default=True, help="the column of addresses")
@click.option("--as-of", "day", type=Day(), help="the day whose names are meant [whenever they held]")
@click.option("--within", metavar="KATO", help="the unit all rows lie in, though they do not say so")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="FILE.csv or FILE.parquet")
@ENCODING
def resolve(file: Path, column: str, day: date | None, within: str | None, out: Path, encoding: str) -> None:
    """Say which places the addresses of FILE (CSV or Parquet) mean: grade A exact, B safe, C for a person.

    The output keeps the columns of the input and adds grade, level, place, code, address_ru, address_kk, matched_name,
    name_since, name_until, understood, left_over, candidates and reason. The wording is that of today.
    """
    engine = engine_at_hand().execution_options(isolation_level="REPEATABLE READ")
    with analyst_table(file, column, encoding) as table, Bars(file.name) as bars, engine.begin() as connection:
        bars.phase("resolve", table.total)
        asked = Question(day, today(), None if within is None else _unit(connection, within, day or today()))
        read = 0

        def advance(taken: int) -> None:
            nonlocal read
            bars.advance(taken - read)
            read = taken

        counts = resolve_file(connection, table, asked, out, advance)
    for (grade, reason), rows in sorted(counts.items(), key=lambda one: (one[0][0] or "-", one[0][1])):
        click.echo(f"{rows:>10} {grade or '-'} {reason}".rstrip())
    click.echo(f"{counts.total():>10} rows")


def _unit(connection: Connection, kato: str, day: date) -> int:
    unit = code_bearers(connection, [kato], day, None)[0].unit
    if unit is None:
        raise UnknownUnitError("no unit ever bore the code of --within", next_step="give a KATO code in use")
    return unit
