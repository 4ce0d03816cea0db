"""The facts of a record, compiled once per source into functions of its fields."""

from collections.abc import Callable
from datetime import date, timedelta

from loaders.formats import Reason
from loaders.mapping.found import Found
from loaders.mapping.names import script_of
from loaders.mapping.shapes import OBSERVED, STATED, EntityRef, Fields, StatedFact
from loaders.source import (
    Condition,
    EntityByCode,
    EntityByRecord,
    FactSpec,
    Inferred,
    Is,
    Observed,
    Scalar,
    ScriptOf,
    Source,
)

Value = Callable[[Fields], Scalar | EntityRef]
Bound = Callable[[Fields], tuple[date | None, str | None]]
Fact = Callable[[Fields, bool, Found], StatedFact | None]

ONE_DAY = timedelta(days=1)
_EXTRA = "|"


def joined_key(parts: list[str]) -> str:
    """A key of several parts as one text; a bar inside a part cannot pass for the bar between parts."""
    if len(parts) == 1:
        return parts[0]
    return _EXTRA.join(part.replace("\\", "\\\\").replace(_EXTRA, "\\" + _EXTRA) for part in parts)


def key_text(value: Scalar) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def condition(spec: Condition) -> Callable[[Fields], bool]:
    name, values, known = spec.field, spec.values, spec.known
    if known is not None:
        return lambda fields: (fields[name] is not None) is known
    expected = tuple(values or ())
    # True equals 1 in Python and not in a register
    return lambda fields: any(fields[name] == value and type(fields[name]) is type(value) for value in expected)


def compiled_fact(source: Source, spec: FactSpec) -> Fact:
    """A function of the fields and of whether the record has ended; None where a value it needs is unknown."""
    values = _values(spec)
    conditions = tuple(condition(when) for when in spec.when)
    about = None if spec.about is None else value_of(spec.about)
    period = _period(spec)
    name = spec.fact
    authority = source.authority if spec.authority is None else spec.authority

    def fact(fields: Fields, ended: bool, found: Found) -> StatedFact | None:
        if conditions and not all(holds(fields) for holds in conditions):
            return None
        stated = values(fields)
        entity = None if about is None else about(fields)
        if stated is None or (about is not None and entity is None):
            return None
        assert entity is None or isinstance(entity, EntityRef)
        return StatedFact(name, stated, *period(fields, ended, found), authority, entity)

    return fact


def _values(spec: FactSpec) -> Callable[[Fields], dict[str, Scalar | EntityRef] | None]:
    """All values of a fact, or None where one that it needs is unknown."""
    all_values = [(name, value, name not in spec.optional) for name, value in spec.all_values.items()]
    plain = tuple((name, value, need) for name, value, need in all_values if isinstance(value, str))
    made = tuple((name, value_of(value), need) for name, value, need in all_values if not isinstance(value, str))

    def values(fields: Fields) -> dict[str, Scalar | EntityRef] | None:
        stated: dict[str, Scalar | EntityRef] = {}
        for name, field, need in plain:
            stated[name] = known = fields[field]
            if known is None and need:
                return None
        for name, value, need in made:
            stated[name] = other = value(fields)
            if other is None and need:
                return None
        return stated

    return values


def value_of(spec: object) -> Value:
    if isinstance(spec, str):
        return lambda fields: fields[spec]
    if isinstance(spec, Is):
        literal = spec.value
        return lambda _: literal
    if isinstance(spec, ScriptOf):
        return _script(spec.script_of)
    if isinstance(spec, EntityByRecord):
        return _entity_by_record(spec)
    assert isinstance(spec, EntityByCode)
    return _entity_by_code(spec)


def _script(names: tuple[str, ...]) -> Value:
    return lambda fields: script_of(" ".join(str(fields[name]) for name in names if fields[name] is not None))


def _entity_by_record(spec: EntityByRecord) -> Value:
    entity, source, names = spec.entity, spec.source, spec.key

    def value(fields: Fields) -> EntityRef | None:
        parts = [fields[name] for name in names]
        if any(part is None for part in parts):
            return None
        return EntityRef(entity, joined_key([key_text(part) for part in parts]), source)

    return value


def _entity_by_code(spec: EntityByCode) -> Value:
    entity, code, name = spec.entity, spec.code, spec.field

    def value(fields: Fields) -> EntityRef | None:
        return None if fields[name] is None else EntityRef(entity, key_text(fields[name]), None, code)

    return value


Period = Callable[[Fields, bool, Found], tuple[date | None, str, date | None, str | None]]


def _period(spec: FactSpec) -> Period:
    begin, end = _bound(spec.since, OBSERVED), _bound(spec.until, None)
    open_end = spec.until is None
    day_more = ONE_DAY if spec.until_inclusive else timedelta()
    place = spec.until if isinstance(spec.until, str) else None
    reversed_period = Reason("PERIOD_REVERSED", place, "it ends before it begins, or on the same day")

    def period(fields: Fields, ended: bool, found: Found) -> tuple[date | None, str, date | None, str | None]:
        since, since_basis = begin(fields)
        if open_end:
            return since, since_basis or OBSERVED, None, OBSERVED if ended else None
        until, until_basis = end(fields)
        if until is not None:
            until += day_more
            if since is not None and until <= since:
                found.reasons.append(reversed_period)
        elif ended and until_basis is None:
            until_basis = OBSERVED
        return since, since_basis or OBSERVED, until, until_basis

    return period


def _bound(spec: str | Inferred | Observed | None, otherwise: str | None) -> Bound:
    """A date and its basis; where the field that should name the day is empty, `otherwise` is the basis."""
    if spec is None:
        return lambda _: (None, otherwise)
    if isinstance(spec, Observed):
        return lambda _: (None, OBSERVED)
    if isinstance(spec, str):
        return _dated(spec, STATED, otherwise)
    basis = f"INFERRED:{spec.inferred}"
    return _dated(spec.field, basis, otherwise) if spec.field else lambda _: (None, basis)


def _dated(name: str, basis: str, otherwise: str | None) -> Bound:
    def bound(fields: Fields) -> tuple[date | None, str | None]:
        day = fields[name]
        return (day, basis) if isinstance(day, date) else (None, otherwise)

    return bound
