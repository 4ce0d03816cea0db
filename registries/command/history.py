"""Pictures for analysts: history."""

from datetime import date, datetime
from pathlib import Path

import click

from registries.analysis.picture.drawing import page, picture
from registries.analysis.picture.history import history as history_of
from registries.analysis.picture.subject import subject
from registries.command.database import engine_at_hand
from registries.command.days import KNOWN_AT, Day, today
from registries.database import transaction

FORMS = {".svg": picture, ".html": page}


@click.command()
@click.argument("what", metavar="UNIT|STREET")
@click.option("--as-of", "day", type=Day(), help="the day on which it bore the code given, where several have borne it")
@KNOWN_AT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="FILE.html or FILE.svg")
def history(what: str, day: date | None, known_at: datetime | None, out: Path) -> None:
    """Draw the timeline of names, codes and parents of a unit or street: a page that needs nothing else.

    UNIT|STREET is a KATO code, an RKO code, or unit:NUMBER, geonym:NUMBER.
    """
    form = FORMS.get(out.suffix.lower())
    if form is None:
        raise click.BadParameter("end the name in .html or .svg", param_hint="--out")
    with transaction(engine_at_hand()) as connection:
        found = subject(connection, what, day, known_at)
        drawn = history_of(connection, found.kind, found.id, today(), known_at)
    out.write_text(form(drawn, today()), encoding="utf-8")
    click.echo(f"{found}: {drawn.title}, in {out.name}")
