"""Declarations of departments: list them, and see what one would make of a file."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from loaders.dictionaries import in_file
from loaders.explanation import Explained, Summary, explain
from loaders.mapping import Fields
from loaders.source import Source, load_source, read_source, source_names
from registries.command.output import JSON, WAITS_FOR_A_PERSON, say
from registries.settings import Settings

ALMATY = ZoneInfo("Asia/Almaty")


@click.group()
def source() -> None:
    """Declarations of departments: one TOML file each."""


@source.command("list")
@JSON
def source_list(as_json: bool) -> None:
    """The sources that come with the product."""
    for name in source_names():
        declared = load_source(name)
        if as_json:
            say({"name": name, "title": declared.title, "register": declared.register,
                 "delivery": declared.delivery, "format": _written_in(declared)})  # fmt: skip
        else:
            click.echo(f"{name:<16} {_written_in(declared):<10} {declared.register:<18} {declared.title}")


def _written_in(declared: Source) -> str:
    return "|".join(one.kind for one in declared.formats)


@source.command("check")
@click.argument("declaration", type=click.Path(path_type=Path))
@click.argument("sample", type=click.Path(path_type=Path))
@click.option("--rows", type=click.IntRange(min=0), help="explain so many rows; the summary is of all [all]")
@click.option(
    "--reference-date", "--edition", "day", type=click.DateTime(["%Y-%m-%d"]),
    help="the day the sample describes [today in Almaty]",
)  # fmt: skip
@click.option(
    "--dictionary", "dictionaries", multiple=True, metavar="SOURCE=FILE",
    help="what numbers of the sample mean, by a dictionary's file; without it the source's own list counts",
)  # fmt: skip
@JSON
def source_check(
    declaration: Path,
    sample: Path,
    rows: int | None,
    day: datetime | None,
    dictionaries: tuple[str, ...],
    as_json: bool,
) -> None:
    """Explain what DECLARATION (a TOML file, or the name of a source) makes of SAMPLE. Nothing is written.

    The explanation shows the words of the sample: personal data. REGISTRIES_SYNTHETIC says for which kind of database.
    Exit 3 where rows would be quarantined.
    """
    declared = load_source(str(declaration)) if declaration.name in source_names() else read_source(declaration)
    reference = day.date() if day else datetime.now(ALMATY).date()
    summary = Summary()
    said = dict(_dictionary(given) for given in dictionaries)
    for number, row in enumerate(explain(declared, sample, reference, Settings().synthetic, said), 1):
        summary.add(row)
        if rows is None or number <= rows:
            _tell(row, reference, as_json=as_json)
    if as_json:
        say(summary.as_json())
    else:
        _sum_up(declared, summary)
    if summary.states["quarantined"]:
        sys.exit(WAITS_FOR_A_PERSON)


def _dictionary(given: str) -> tuple[str, list[Fields]]:
    name, equals, file = given.partition("=")
    if not equals:
        raise click.UsageError("a dictionary is given as SOURCE=FILE: ar_unit_types=d_ats_types.jsonl")
    return name, in_file(Path(file), load_source(name))


def _tell(row: Explained, reference: date, *, as_json: bool) -> None:
    if as_json:
        say(row.as_json())
    else:
        _show(row, reference)


def _show(row: Explained, reference: date) -> None:
    told = row.as_json()
    record = f", record {told['key']}" if told.get("key") else ""
    click.echo(f"line {row.line}: {row.state}{record}")
    for reason in row.reasons:
        click.echo(f"  not read   {reason.field or 'row'}: {reason.sentence} ({reason.code})")
    for name, value in told.get("fields", {}).items():
        click.echo(f"  field      {name} = {value}")
    for name, elements in told.get("groups", {}).items():
        for element in elements:
            click.echo(f"  element    {name}: {_listed(element)}")
    for one in told.get("identifiers", ()):
        click.echo(f"  identifier {_identifier(one)}")
    for fact in told.get("facts", ()):
        click.echo(f"  fact       {fact['fact']}: {_listed(fact['values'])}; {_days(fact, reference)}")
    for suspicion in told.get("suspicions", ()):
        click.echo(f"  suspicious {suspicion['field'] or 'row'}: {suspicion['sentence']} ({suspicion['code']})")


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items() if value is not None)


def _identifier(one: dict[str, Any]) -> str:
    marks = ", ".join([*one["faults"], *one["suspicions"]])
    return (
        f"{one['kind']} {one['value']}: {'may link' if one['links'] else 'links nobody'}{f' ({marks})' * bool(marks)}"
    )


def _days(fact: dict[str, Any], reference: date) -> str:
    """From when until when a fact would hold, and on what basis."""
    since = fact["since"] or (reference if fact["since_basis"] == "OBSERVED" else "ever")
    days = f"from {since} ({fact['since_basis']})"
    if fact["until_basis"] is not None:
        until = fact["until"] or (reference if fact["until_basis"] == "OBSERVED" else "ever")
        days += f" until {until} ({fact['until_basis']})"
    about = f"; about {fact['about']}" if "about" in fact else ""
    return f"{days}; authority {fact['authority']}{about}"


def _sum_up(declared: Source, summary: Summary) -> None:
    told = summary.as_json()
    click.echo(
        f"{declared.name}: {told['rows']} rows = {told['accepted']} accepted + {told['duplicate']} duplicate + "
        f"{told['quarantined']} quarantined; nothing was written"
    )
    for kind, title in (("reasons", "not read"), ("suspicions", "suspicious"), ("facts", "facts")):
        for name, count in told[kind].items():
            click.echo(f"  {count:>8} {title}: {name}")
    for name in declared.fields:
        click.echo(f"  {told['known'].get(name, 0):>8} rows know {name}")
