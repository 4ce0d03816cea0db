"""From the fields of a record that speaks of an act to the act's card and the clause."""

from datetime import date

from loaders.mapping import Fields
from loaders.source import ActSpec, ClauseSpec
from registries.address.place_text import continued
from registries.crosswalk.act_reading import MERGE_GEONYM, RENAME_GEONYM, Card, Clause
from registries.entry_into_force import entry_rule


def card_of(spec: ActSpec, fields: Fields) -> Card | None:
    """The card; None where the record does not say which act it is."""
    number, status = _text(spec.number, fields), fields[spec.status]
    if number is None or status is None:
        return None
    entry = entry_rule(_text(spec.entry_rule, fields))
    return Card(
        number,
        str(status),
        _text(spec.title, fields),
        _text(spec.address, fields),
        entry.rule,
        entry.days,
        entry.day,
        **{name: _date(names, fields) for name, names in spec.dates().items()},
    )


def clause_of(spec: ClauseSpec, fields: Fields) -> Clause | None:
    """The clause; None where the record does not say what the act does.

    A street that becomes the continuation of another is merged into it.
    """
    operation, language = fields[spec.operation], fields[spec.language]
    if operation is None or language is None:
        return None
    place, old, new = (_text((name,), fields) for name in (spec.place, spec.old_name, spec.new_name))
    if operation == RENAME_GEONYM and (main := continued(new or "")) is not None:
        operation, new = MERGE_GEONYM, main
    return Clause(str(operation), str(language), place, old, new)


def _text(names: tuple[str, ...] | None, fields: Fields) -> str | None:
    return next((str(fields[name]) for name in names or () if fields[name] is not None), None)


def _date(names: tuple[str, ...], fields: Fields) -> date | None:
    return next((value for name in names if isinstance(value := fields[name], date)), None)
