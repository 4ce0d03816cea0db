"""What a source's words refer to must exist: every reference that leads nowhere, named by its place in the file."""

from collections.abc import Iterator

from loaders.formats import CsvLayout, FixedLayout, JsonLinesLayout
from loaders.source.field import FieldSpec, KindOf, Name
from loaders.source.language import (
    Condition,
    EntityByCode,
    EntityByRecord,
    FactSpec,
    Inferred,
    Observed,
    ScriptOf,
    Source,
    ValueSpec,
)


def mistakes(source: Source) -> list[str]:
    """Each mistake as «place: what is wrong», in the order of the file; empty for a source that holds together."""
    return [
        *_record_mistakes(source),
        *_act_mistakes(source),
        *_group_mistakes(source),
        *_all_facts_mistakes(source),
    ]


def names_of(fields: dict[Name, FieldSpec]) -> set[str]:
    """The fields and those that are made of them."""
    return {made for name, spec in fields.items() for made in spec.made(name)}


def _record_mistakes(source: Source) -> Iterator[str]:
    known = names_of(source.fields)
    for alternatives in source.key:
        yield from _unknown("key", alternatives, known)
    for alternatives in source.entity or ():
        if alternatives not in source.key:
            yield f"entity: «{' or '.join(alternatives)}» is no part of the key"
    if source.ended is not None:
        yield from _unknown("ended", (source.ended.field,), known)
    yield from _unknown("placed", source.placed, known)
    yield from _format_mistakes(source)
    yield from _field_mistakes("fields", source.fields, known)


def _format_mistakes(source: Source) -> Iterator[str]:
    """Files in several formats must show which; columns of a table of fixed width are named in the source itself."""
    kinds = [type(one) for one in source.formats]
    if len(kinds) > 1 and sorted(kind.__name__ for kind in kinds) != [CsvLayout.__name__, JsonLinesLayout.__name__]:
        yield "format: only csv and jsonl are told apart by the file"
    for layout in source.formats:
        if isinstance(layout, FixedLayout):
            yield from _unplaced(source, layout)


def _unplaced(source: Source, layout: FixedLayout) -> Iterator[str]:
    for name, spec in source.fields.items():
        if not spec.optional and not set(spec.names_in_file(name)) & set(layout.columns):
            yield f"fields.{name}: no column of the format is called «{' or '.join(spec.names_in_file(name))}»"


def _act_mistakes(source: Source) -> Iterator[str]:
    known = names_of(source.fields)
    if source.act is not None:
        yield from _unknown("act", source.act.fields(), known)
        for name, fields in source.act.dates().items():
            yield from _undated(f"act.{name}", fields, source.fields, known)
        if source.register_ != "address.act":
            yield "act: only records of the register «address.act» speak of acts"
    if source.clause is not None:
        yield from _unknown("clause", source.clause.fields(), known)
        if source.act is None:
            yield "clause: a clause is of an act, and the source has no «act»"


def _group_mistakes(source: Source) -> Iterator[str]:
    known = names_of(source.fields)
    for name, group in source.groups.items():
        place = f"groups.{name}"
        if not source.of_documents:
            yield f"{place}: only documents have elements that repeat, tables have none"
        yield from _field_mistakes(f"{place}.fields", group.fields, known | names_of(group.fields))
        for field, spec in group.fields.items():
            if spec.dictionaries:
                yield f"{place}.fields.{field}: only fields of the record itself are read by a dictionary"


def _field_mistakes(place: str, fields: dict[Name, FieldSpec], known: set[str]) -> Iterator[str]:
    made = [part for name, spec in fields.items() for part in spec.made(name)]
    for name in sorted({name for name in made if made.count(name) > 1}):
        yield f"{place}.{name}: the field is made twice"
    for name, spec in fields.items():
        kind = (spec.identifier.of,) if isinstance(spec.identifier, KindOf) else ()
        bounds = tuple(bound for bound in (spec.since, spec.until) if bound)
        other = (spec.other_than,) if spec.other_than else ()
        yield from _unknown(f"{place}.{name}", kind + bounds + other, known)
        if spec.identifier is None and any(fields[one].identifier is not None for one in other if one in fields):
            yield f"{place}.{name}: the field «{spec.other_than}» is an identifier, which is read after all others"
        yield from _undated(f"{place}.{name}", bounds, fields, known)


def _all_facts_mistakes(source: Source) -> Iterator[str]:
    if source.register_ == "address.dictionary" and source.facts:
        yield "facts: a dictionary says what numbers mean, and states no facts"
    for number, fact in enumerate(source.facts, 1):
        place = f"facts[{number}] {fact.fact}"
        if fact.each is not None and fact.each not in source.groups:
            yield f"{place}.each: no group is called «{fact.each}»"
            continue
        if source.register_ == "address.act" and fact.about is None:
            yield f"{place}: an act is about other entities, so its facts say `about`"
        yield from _fact_mistakes(place, fact, _fields_in_reach(source, fact))


def _fields_in_reach(source: Source, fact: FactSpec) -> dict[Name, FieldSpec]:
    return source.fields | (source.groups[fact.each].fields if fact.each else {})


def _fact_mistakes(place: str, fact: FactSpec, fields: dict[Name, FieldSpec]) -> Iterator[str]:
    known = names_of(fields)
    for name, value in fact.all_values.items():
        yield from _unknown(f"{place}.values.{name}", _fields_of(value), known)
    for condition in fact.when:
        yield from _unknown(f"{place}.when", (condition.field,), known)
    if fact.about is not None:
        yield from _unknown(f"{place}.about", _fields_of(fact.about), known)
    bounds = tuple(_field_of_bound(bound) for bound in (fact.since, fact.until))
    dated = tuple(bound for bound in bounds if bound)
    yield from _unknown(place, dated, known)
    yield from _undated(place, dated, fields, known)
    for name in fact.optional:
        if name not in fact.all_values:
            yield f"{place}.optional: no value is called «{name}»"


def _field_of_bound(bound: str | Inferred | Observed | None) -> str | None:
    if isinstance(bound, Inferred):
        return bound.field
    return bound if isinstance(bound, str) else None


def _fields_of(value: ValueSpec | Condition) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, ScriptOf):
        return value.script_of
    if isinstance(value, EntityByRecord):
        return value.key
    return (value.field,) if isinstance(value, EntityByCode) else ()


def _unknown(place: str, names: tuple[str, ...], known: set[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{place}: no field is called «{name}»"


def _undated(place: str, names: tuple[str, ...], fields: dict[Name, FieldSpec], known: set[str]) -> Iterator[str]:
    for name in names:
        if name in known and (name not in fields or not all(way.date for way in fields[name].ways)):
            yield f"{place}: the field «{name}» is no date"
