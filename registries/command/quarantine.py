"""Rows that could not be read: list, export, release, reject."""

import json
from pathlib import Path
from typing import Any

import click

from loaders import delivery as deliveries
from loaders import quarantine as held_rows
from registries.command.database import engine_at_hand
from registries.command.output import JSON, say, show_report
from registries.settings import Settings


@click.group()
def quarantine() -> None:
    """Rows that could not be read."""


@quarantine.command("list")
@click.option("--delivery", "number", type=int)
@JSON
def quarantine_list(number: int | None, as_json: bool) -> None:
    """Held rows with every reason; never their words."""
    for row in held_rows.held(engine_at_hand(), number):
        if as_json:
            say({"id": row.id, "source": row.source, "delivery": row.delivery, "line": row.line,
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
        for row in held_rows.held(engine_at_hand(), number):
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
    engine = engine_at_hand()
    number = held_rows.release(engine, number, correction, by, Settings().batch_records)
    show_report(deliveries.report(engine, number), as_json=False)


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
    engine = engine_at_hand()
    show_report(deliveries.report(engine, held_rows.reject(engine, number, by)), as_json=False)
