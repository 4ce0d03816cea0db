"""Identifiers explained."""

import click

from registries import identifiers
from registries.command.output import JSON, say


@click.command()
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
            say({"kind": reading.kind, "value": reading.value, "normal": reading.normal, "valid": reading.valid,
                  "faults": reading.faults, "suspicions": reading.suspicions})  # fmt: skip
            continue
        told = [identifiers.SENTENCES[code] for code in (*reading.faults, *reading.suspicions)]
        click.echo(f"{reading.value}: {'; '.join(['valid' if reading.valid else 'not valid', *told])}")
