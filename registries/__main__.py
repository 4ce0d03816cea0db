"""The command `registries`: the one place that knows every layer.

Exit codes: 0 done; 1 refused, with the reason and the next step on standard error; 2 the command's words are off;
3 done, and something waits for a person (a held delivery, faults found by a check).
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import psycopg2
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from loaders import delivery as deliveries
from loaders import quarantine as held_rows
from loaders.classifier import CLASSIFIER
from loaders.country.write import STEPS_PER_PERSON, write_country
from loaders.progress import Bars
from loaders.reapply import reapply as apply_again
from loaders.receive import decide_kind
from loaders.source import Source, load_source
from registries import identifiers
from registries.access.consumers import hold_to_documents, named
from registries.access.token import issue
from registries.checksum import checksum
from registries.database import connect, transaction
from registries.errors import RegistryError
from registries.inspection import faults, notes
from registries.settings import Settings
from registries.upgrade import upgrade as migrate
from registry_api.serve import CORES
from registry_api.serve import serve as serve_api

WAITS_FOR_A_PERSON = 3
IDENTIFIER_DIGITS = 6
ALMATY = ZoneInfo("Asia/Almaty")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON, one object a line")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """National registries: persons, legal entities, addresses, real estate.

    Without REGISTRIES_DATABASE_URL an embedded PostgreSQL 18 is started in REGISTRIES_DATA_DIR (.registries).
    """
    # Python keeps such bytes as lone surrogates, which no database, file or terminal takes.
    if any("\udc80" <= letter <= "\udcff" for word in sys.argv for letter in word):
        raise click.UsageError("a word of the command holds bytes that are not UTF-8: rename the file, or retype it")


def _engine() -> Engine:
    """A fit, migrated database."""
    engine = connect(Settings())
    migrate(engine)
    return engine


def _say(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


@cli.command()
@click.option("--persons", type=click.IntRange(30, 5_000_000), default=20_000, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="folder for the extracts and their truth")
@click.option("--seed", type=int, default=1, show_default=True, help="the same seed writes the same bytes")
@click.option("--load", "loads", is_flag=True, help="load every delivery too, in order")
def demo(persons: int, out: Path, seed: int, loads: bool) -> None:
    """Write the synthetic country: every department's extract, and the truth about each row."""
    with Bars("country") as bars:
        bars.phase("write", persons * STEPS_PER_PERSON)
        manifest = write_country(out, persons=persons, seed=seed, progress=bars.advance)
    for entry in manifest.deliveries:
        click.echo(f"{entry.reference_date}  {entry.source:<14} {entry.file}")
    if loads:
        engine = _engine()
        for entry in manifest.deliveries:
            _load_one(engine, load_source(entry.source), out / entry.file, entry.reference_date, as_json=False)


def _load_one(engine: Engine, declared: Source, file: Path, day: date, *, as_json: bool) -> deliveries.Report:
    settings = Settings()
    if declared.name != CLASSIFIER:
        decide_kind(engine, settings.synthetic)
    with Bars(file.name) as bars:
        report = deliveries.load(engine, declared, file, day, settings.batch_records, bars)
    _show_report(report, as_json)
    return report


@cli.command()
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
    engine = _engine()
    reference = day.date() if day else datetime.now(ALMATY).date()
    reports = [_load_one(engine, declared, file, reference, as_json=as_json) for file in files]
    if any(report.state == "HELD" for report in reports):
        sys.exit(WAITS_FOR_A_PERSON)


def _show_report(report: deliveries.Report, as_json: bool) -> None:
    if as_json:
        _say(report.as_json())
        return
    click.echo(
        f"{report.source} {report.file} ({report.reference_date}): delivery {report.delivery} {report.state}"
        f"{', delivered before: nothing changed' if report.unchanged else ''}\n"
        f"  {report.rows} rows = {report.accepted} accepted + {report.duplicate} duplicate + "
        f"{report.quarantined} quarantined; {report.ended} statements no longer made"
    )
    for reason, rows in report.reasons.items():
        click.echo(f"  {rows:>8} {reason}")
    if report.refusal:
        click.echo(f"  {report.refusal}")


@cli.command()
@click.argument("source")
def reapply(source: str) -> None:
    """Read every statement of SOURCE again after its mapping changed, and restate what follows."""
    with Bars(source) as bars:
        totals = apply_again(_engine(), load_source(source), Settings().batch_records, bars)
    _say(totals)


@cli.group()
def delivery() -> None:
    """Batches that departments handed in."""


@delivery.command("list")
@JSON
def delivery_list(as_json: bool) -> None:
    """All deliveries with their counts."""
    engine = _engine()
    for number in deliveries.deliveries(engine):
        _show_report(deliveries.report(engine, number), as_json)


@delivery.command("show")
@click.argument("number", type=int)
@JSON
def delivery_show(number: int, as_json: bool) -> None:
    """One delivery."""
    _show_report(deliveries.report(_engine(), number), as_json)


@delivery.command("withdraw")
@click.argument("number", type=int)
@click.option("--why", required=True, help="the reason, kept with the delivery")
def delivery_withdraw(number: int, why: str) -> None:
    """Take a delivery back: what follows is computed without it; what was believed stays in the history."""
    with Bars(f"delivery {number}") as bars:
        _show_report(deliveries.withdraw(_engine(), number, why, Settings().batch_records, bars), as_json=False)


@delivery.command("release")
@click.argument("number", type=int)
def delivery_release(number: int) -> None:
    """Let a held delivery through."""
    with Bars(f"delivery {number}") as bars:
        _show_report(deliveries.release(_engine(), number, Settings().batch_records, bars), as_json=False)


@cli.group()
def quarantine() -> None:
    """Rows that could not be read."""


@quarantine.command("list")
@click.option("--delivery", "number", type=int)
@JSON
def quarantine_list(number: int | None, as_json: bool) -> None:
    """Held rows with every reason; never their words."""
    for row in held_rows.held(_engine(), number):
        if as_json:
            _say({"id": row.id, "source": row.source, "delivery": row.delivery, "line": row.line,
                  "reasons": row.reasons})  # fmt: skip
            continue
        click.echo(f"{row.id}  {row.source} delivery {row.delivery} line {row.line}")
        for _, field, sentence in row.reasons:
            click.echo(f"      {field or 'row'}: {sentence}")


@quarantine.command("export")
@click.option("--delivery", "number", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="JSON Lines with the words: personal data")
def quarantine_export(number: int | None, out: Path) -> None:
    """Write held rows with their words, to be corrected."""
    with out.open("w", encoding="utf-8") as file:
        for row in held_rows.held(_engine(), number):
            line = {"id": row.id, "source": row.source, "line": row.line, "columns": row.columns, "words": row.words,
                    "reasons": row.reasons}  # fmt: skip
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@quarantine.command("release")
@click.argument("number", type=int)
@click.option("--words", type=click.Path(path_type=Path), help="JSON: the corrected words, as exported")
@click.option("--by", required=True, help="who decides")
def quarantine_release(number: int, words: Path | None, by: str) -> None:
    """Release a row, as it is (the mapping may have changed) or with corrected words."""
    correction = None if words is None else _read_json(words)
    engine = _engine()
    number = held_rows.release(engine, number, correction, by, Settings().batch_records)
    _show_report(deliveries.report(engine, number), as_json=False)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise held_rows.QuarantineError(
            f"{path.name} is not JSON in UTF-8", next_step="write the words as they were exported"
        ) from error


@quarantine.command("reject")
@click.argument("number", type=int)
@click.option("--by", required=True, help="who decides")
def quarantine_reject(number: int, by: str) -> None:
    """Reject a row for good; it stays counted and kept."""
    engine = _engine()
    _show_report(deliveries.report(engine, held_rows.reject(engine, number, by)), as_json=False)


@cli.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest migration."""
    _engine()
    click.echo("up to date")


@db.command("check")
def db_check() -> None:
    """Look for what must not be; exits 3 where something is found."""
    with transaction(_engine()) as connection:
        found = list(faults(connection))
        noted = list(notes(connection))
    for name, count in found:
        click.echo(f"{'ok   ' if count == 0 else 'FAULT'} {name}: {count}")
    for name, count in noted:
        click.echo(f"note  {name}: {count}")
    if any(count for _, count in found):
        sys.exit(WAITS_FOR_A_PERSON)


@db.command("checksum")
def db_checksum() -> None:
    """One number for all that the registers say, without surrogate numbers and transaction times."""
    with transaction(_engine()) as connection:
        click.echo(checksum(connection))


@cli.command()
@click.argument("kind")
@click.argument("values", nargs=-1, required=True)
@JSON
def identifier(kind: str, values: tuple[str, ...], as_json: bool) -> None:
    """Explain VALUES as identifiers of KIND (IIN, BIN, RNN, …): normal form, faults, suspicions."""
    try:
        readings = [identifiers.read(kind.upper(), value) for value in values]
    except ValueError as error:
        raise click.BadParameter(f"known kinds: {', '.join(identifiers.Kind)}", param_hint="KIND") from error
    for reading in readings:
        if as_json:
            _say({"kind": reading.kind, "value": reading.value, "normal": reading.normal, "valid": reading.valid,
                  "faults": reading.faults, "suspicions": reading.suspicions})  # fmt: skip
            continue
        told = [identifiers.SENTENCES[code] for code in (*reading.faults, *reading.suspicions)]
        click.echo(f"{reading.value}: {'; '.join(['valid' if reading.valid else 'not valid', *told])}")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=CORES, show_default="one a core", help="processes")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the GraphQL API and the page to try it, until interrupted."""
    settings = Settings()
    _engine().dispose()
    click.echo(f"http://{host}:{port}/", err=True)
    serve_api(host, port, settings, workers)


@cli.command()
@click.argument("who")
@click.option("--hours", type=click.IntRange(1, 24 * 30), default=12, show_default=True, help="lifetime")
def token(who: str, hours: int) -> None:
    """Print a signed token of the local issuer for WHO: portal, department or analyst, or a clerk: NAME@CONSUMER."""
    with transaction(_engine()) as connection:
        caller = named(connection, who)
    click.echo(issue(Settings(), caller.consumer, caller.official, timedelta(hours=hours)))


@cli.command()
@click.argument("consumer")
@click.option("--documents", type=click.Choice(["trusted", "any"]), required=True, help="which are answered")
def consumer(consumer: str, documents: str) -> None:
    """Hold CONSUMER to the trusted documents of its kind (graphql/operations), or answer it any document."""
    with transaction(_engine()) as connection:
        hold_to_documents(connection, consumer, documents == "trusted")


def _veiled(message: str) -> str:
    """What click says repeats the words it was given: one that may be an identifier is not written into a log."""
    words = (part.lstrip("-") for word in sys.argv[1:] for part in word.split("=", 1))
    for word in sorted((w for w in words if len(re.findall(r"\d", w)) >= IDENTIFIER_DIGITS), key=len, reverse=True):
        message = message.replace(word, "…")
    return message


@contextmanager
def _told() -> Iterator[None]:
    """An expected refusal is a sentence and a next step, never a traceback."""
    try:
        yield
    except click.Abort:
        click.echo("Aborted!", err=True)
        sys.exit(1)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(_veiled(shown.getvalue()), nl=False, err=True)
        sys.exit(error.exit_code)
    except RegistryError as error:
        click.echo(f"{error.code}: {error.message}", err=True)
        if error.next_step:
            click.echo(f"next: {error.next_step}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for wrong in error.errors(include_input=False):
            name = "_".join(str(part) for part in wrong["loc"]).upper()
            click.echo(f"SETTINGS: REGISTRIES_{name}: {wrong['msg']}", err=True)
        click.echo("next: correct the environment, or unset it", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"FILE_ERROR: {error.strerror or type(error).__name__}: {error.filename or 'no name'}", err=True)
        click.echo("next: check the path and who may read or write there", err=True)
        sys.exit(1)
    except (SQLAlchemyError, psycopg2.Error) as error:
        # The server's own words may hold values of a row: only the kind of the error is told.
        click.echo(f"DATABASE_ERROR: {type(error).__name__}", err=True)
        click.echo("next: see that the database runs, and give the same command again: it goes on", err=True)
        sys.exit(1)


def main() -> None:
    with _told():
        # Not standalone: click would write its messages itself.
        sys.exit(cli.main(prog_name="registries", standalone_mode=False))


if __name__ == "__main__":
    main()
